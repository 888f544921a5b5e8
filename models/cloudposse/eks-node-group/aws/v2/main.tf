# A managed node group with its launch template and role. Majors 2 and 3: 3 makes the new group before the old one goes, as a rule, and
# finds its image by other means. Two resources stand for the group, of which one is made.

locals {
  enabled = module.this.enabled
  third   = var.module_major > 2
  renewed = var.create_before_destroy != null ? var.create_before_destroy : local.third

  # An image of its own is needed where the module writes how nodes join.
  os         = split("_", var.ami_type)[0]
  options    = length(var.kubelet_additional_options) + length(var.bootstrap_additional_options) + length(var.after_cluster_joining_userdata) > 0
  joins      = local.enabled && local.options && (!local.third || local.os == "AL2" || local.os == "WINDOWS")
  look_up    = local.joins && length(var.ami_image_id) == 0
  by_name    = local.look_up && (!local.third || (local.os == "WINDOWS" && length(var.ami_release_version) > 0))
  ami        = length(var.ami_image_id) > 0 ? var.ami_image_id[0] : !local.look_up ? "" : local.third ? (local.by_name ? data.aws_ami.windows_ami[0].image_id : data.aws_ssm_parameter.ami_id[0].insecure_value) : data.aws_ami.selected[0].image_id
  of_cluster = local.third ? length(var.kubernetes_version) == 0 : local.look_up && length(var.kubernetes_version) == 0
  version    = local.ami != "" || (!local.third && length(var.ami_release_version) > 0) ? null : length(var.kubernetes_version) > 0 ? var.kubernetes_version[0] : local.third ? one(data.aws_eks_cluster.this[*].version) : null

  own_template     = local.enabled && length(var.launch_template_id) == 0
  template_id      = !local.enabled ? "" : local.own_template ? aws_launch_template.default[0].id : var.launch_template_id[0]
  template_version = !local.enabled ? null : length(var.launch_template_version) == 1 ? var.launch_template_version[0] : local.own_template ? aws_launch_template.default[0].latest_version : data.aws_launch_template.this[0].latest_version

  ssh_group = local.own_template && length(var.ec2_ssh_key_name) + length(var.ssh_access_security_group_ids) > 0
  ask       = local.enabled && (local.of_cluster || local.joins || local.ssh_group || (local.third ? var.associate_cluster_security_group : length(var.associated_security_group_ids) > 0))
  groups    = sort(compact(concat(local.enabled && var.associate_cluster_security_group ? data.aws_eks_cluster.this[*].vpc_config[0].cluster_security_group_id : [], module.ssh_access[*].id, var.associated_security_group_ids)))
  subnets   = sort(var.subnet_ids == null ? [] : var.subnet_ids)

  writes    = local.enabled && length(var.userdata_override_base64) == 0 && (local.options || length(var.before_cluster_joining_userdata) > 0)
  user_data = length(var.userdata_override_base64) > 0 ? var.userdata_override_base64[0] : local.writes ? data.external.not_modelled.result.user_data : null

  effects     = { NO_SCHEDULE = "NoSchedule", NO_EXECUTE = "NoExecute", PREFER_NO_SCHEDULE = "PreferNoSchedule" }
  autoscaling = merge({ for k, v in var.kubernetes_labels == null ? {} : var.kubernetes_labels : "k8s.io/cluster-autoscaler/node-template/label/${k}" => v },
  { for t in var.kubernetes_taints : "k8s.io/cluster-autoscaler/node-template/taint/${t.key}" => "${t.value == null ? "" : t.value}:${local.effects[t.effect]}" })
  # Major 2 marks as the cluster's own, and for the autoscaler when it is told so.
  node_tags  = local.third ? module.label.tags : merge(module.label.tags, { "kubernetes.io/cluster/${var.cluster_name}" = "owned" })
  found      = local.third ? {} : { "k8s.io/cluster-autoscaler/${var.cluster_name}" = "owned", "k8s.io/cluster-autoscaler/enabled" = "true" }
  group_tags = merge(local.node_tags, local.third || var.cluster_autoscaler_enabled == true ? merge(local.found, local.autoscaling) : {})

  devices = var.block_device_mappings == null ? var.block_device_map : { for m in var.block_device_mappings : m.device_name => { no_device = null, virtual_name = null, ebs = {
    for k in ["delete_on_termination", "encrypted", "iops", "kms_key_id", "snapshot_id", "throughput", "volume_size", "volume_type"] : k => lookup(m, k, null)
  } } }
}

module "label" {
  source     = "cloudposse/label/null"
  version    = "0.25.0"
  attributes = ["workers"]
  context    = module.this.context
}

data "aws_eks_cluster" "this" {
  count = local.ask ? 1 : 0
  name  = var.cluster_name
}

data "aws_ami" "selected" {
  count = local.by_name && !local.third ? 1 : 0
}

data "aws_ami" "windows_ami" {
  count = local.by_name && local.third ? 1 : 0
}

data "aws_ssm_parameter" "ami_id" {
  count = local.look_up && local.third && !local.by_name ? 1 : 0
}

data "aws_launch_template" "this" {
  count = local.enabled && !local.own_template ? 1 : 0
  id    = var.launch_template_id[0]
}

# What is written for nodes to run, and what makes a new name.
data "external" "not_modelled" {}

# Not modelled: its security group for SSH.
module "ssh_access" {
  source  = "cloudposse/security-group/aws"
  version = "2.2.0"
  count   = local.ssh_group ? 1 : 0
}

resource "aws_eks_node_group" "default" {
  count = local.enabled && !local.renewed ? 1 : 0

  cluster_name         = var.cluster_name
  node_group_name      = module.label.id
  node_role_arn        = local.role_arn
  subnet_ids           = local.subnets
  instance_types       = var.instance_types
  ami_type             = local.ami == "" ? var.ami_type : null
  capacity_type        = var.capacity_type
  labels               = var.kubernetes_labels == null ? {} : var.kubernetes_labels
  version              = local.version
  release_version      = local.ami == "" && length(var.ami_release_version) > 0 ? var.ami_release_version[0] : null
  force_update_version = var.force_update_version
  tags                 = local.group_tags

  scaling_config {
    desired_size = var.desired_size
    max_size     = var.max_size
    min_size     = var.min_size
  }
  launch_template {
    id      = local.template_id
    version = local.template_version
  }
  dynamic "update_config" {
    for_each = var.update_config
    content {
      max_unavailable            = lookup(update_config.value, "max_unavailable", null)
      max_unavailable_percentage = lookup(update_config.value, "max_unavailable_percentage", null)
    }
  }
  dynamic "taint" {
    for_each = var.kubernetes_taints
    content {
      key    = taint.value.key
      value  = taint.value.value
      effect = taint.value.effect
    }
  }
  dynamic "timeouts" {
    for_each = var.node_group_terraform_timeouts
    content {
      create = lookup(timeouts.value, "create", null)
      update = lookup(timeouts.value, "update", null)
      delete = lookup(timeouts.value, "delete", null)
    }
  }
  dynamic "node_repair_config" {
    for_each = local.third ? [var.node_repair_enabled] : []
    content {
      enabled = node_repair_config.value
    }
  }
}

resource "random_pet" "cbd" {
  count     = local.enabled && local.renewed ? 1 : 0
  separator = module.label.delimiter
  length    = var.random_pet_length
  keepers = {
    node_role_arn      = local.role_arn
    subnet_ids         = join(",", local.subnets)
    instance_types     = join(",", var.instance_types)
    ami_type           = local.ami == "" ? var.ami_type : null
    capacity_type      = var.capacity_type
    launch_template_id = local.third && local.own_template ? data.external.not_modelled.result.launch_template : local.template_id
  }
}

resource "null_resource" "seq" {
  count    = local.third && local.enabled ? 1 : 0
  triggers = { create_before_destroy = local.renewed }
}

resource "aws_eks_node_group" "cbd" {
  count = local.enabled && local.renewed ? 1 : 0

  cluster_name         = var.cluster_name
  node_group_name      = "${module.label.id}${module.label.delimiter}${random_pet.cbd[0].id}"
  node_role_arn        = local.role_arn
  subnet_ids           = local.subnets
  instance_types       = var.instance_types
  ami_type             = local.ami == "" ? var.ami_type : null
  capacity_type        = var.capacity_type
  labels               = var.kubernetes_labels == null ? {} : var.kubernetes_labels
  version              = local.version
  release_version      = local.ami == "" && length(var.ami_release_version) > 0 ? var.ami_release_version[0] : null
  force_update_version = var.force_update_version
  tags                 = local.group_tags

  scaling_config {
    desired_size = var.desired_size
    max_size     = var.max_size
    min_size     = var.min_size
  }
  launch_template {
    id      = local.template_id
    version = local.template_version
  }
  dynamic "update_config" {
    for_each = var.update_config
    content {
      max_unavailable            = lookup(update_config.value, "max_unavailable", null)
      max_unavailable_percentage = lookup(update_config.value, "max_unavailable_percentage", null)
    }
  }
  dynamic "taint" {
    for_each = var.kubernetes_taints
    content {
      key    = taint.value.key
      value  = taint.value.value
      effect = taint.value.effect
    }
  }
  dynamic "timeouts" {
    for_each = var.node_group_terraform_timeouts
    content {
      create = lookup(timeouts.value, "create", null)
      update = lookup(timeouts.value, "update", null)
      delete = lookup(timeouts.value, "delete", null)
    }
  }
  dynamic "node_repair_config" {
    for_each = local.third ? [var.node_repair_enabled] : []
    content {
      enabled = node_repair_config.value
    }
  }
}
