# modules/eks-managed-node-group, majors 18 to 21: the group, its launch template and role.

data "aws_partition" "current" {}

data "aws_caller_identity" "current" {}

locals {
  v19_up = var.module_major >= 19
  none   = local.v19_up ? null : "" # an output of what is not there
  v20_up = var.module_major >= 20
  v21_up = var.module_major >= 21

  account_id = var.account_id != "" ? var.account_id : data.aws_caller_identity.current.account_id

  create_role = var.create && var.create_iam_role
  role_name   = coalesce(var.iam_role_name, "${var.name}-eks-node-group")
  policies    = "arn:${data.aws_partition.current.partition}:iam::aws:policy"
  role_policies = merge(
    { for k in ["AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryReadOnly"] : k => "${local.policies}/${k}" },
    { for k in ["AmazonEKS_CNI_Policy"] : k => "${local.policies}/${k}" if var.iam_role_attach_cni_policy && var.cluster_ip_family != "ipv6" },
    { for k in ["AmazonEKS_CNI_IPv6_Policy"] : k => "arn:${data.aws_partition.current.partition}:iam::${local.account_id}:policy/${k}" if var.iam_role_attach_cni_policy && var.cluster_ip_family == "ipv6" },
  )

  template           = var.create && var.create_launch_template && local.use_template
  template_name      = local.v21_up || local.v19_up ? coalesce(var.launch_template_name, "${var.name}-eks-node-group") : coalesce(var.launch_template_name, "${var.name}-eks-node-group")
  use_template       = local.v19_up ? var.use_custom_launch_template : var.create_launch_template || var.launch_template_name != ""
  security_group_ids = compact(concat([var.cluster_primary_security_group_id], var.vpc_security_group_ids, aws_security_group.this[*].id))
  monitoring         = var.enable_monitoring != null ? var.enable_monitoring : !local.v21_up
  custom_image       = try(length(var.ami_id) > 0, false)
}

module "user_data" {
  source = "../_user_data"

  create                     = var.create
  ami_type                   = var.ami_type
  platform                   = var.platform
  enable_bootstrap_user_data = var.enable_bootstrap_user_data
  pre_bootstrap_user_data    = var.pre_bootstrap_user_data
  post_bootstrap_user_data   = var.post_bootstrap_user_data
  bootstrap_extra_args       = var.bootstrap_extra_args
  user_data_template_path    = var.user_data_template_path
  cloudinit_pre_nodeadm      = var.cloudinit_pre_nodeadm
  cloudinit_post_nodeadm     = var.cloudinit_post_nodeadm
}

# Elastic fabric adapters: an interface for each card of the instance type, which nobody can know here; a placement group; until major 20 only those of the
# subnets whose zone has the instance type.
locals {
  efa             = local.v20_up && var.enable_efa_support
  placement_group = local.v20_up && var.create && (var.enable_efa_support || var.create_placement_group)
  interfaces      = local.efa ? data.aws_ec2_instance_type.efa[0].not_modelled : var.network_interfaces
  placement       = concat([for p in [var.placement] : p if !local.placement_group && try(length(p) > 0, false)], [for g in aws_placement_group.this : {}])
}

data "aws_ec2_instance_type" "efa" {
  count = local.efa ? 1 : 0
}

data "aws_subnets" "placement_group" {
  count = local.placement_group && !local.v21_up ? 1 : 0
}

resource "aws_placement_group" "this" {
  count = local.placement_group ? 1 : 0

  region   = var.region
  name     = "${var.cluster_name}-${var.name}"
  strategy = local.v21_up ? "cluster" : var.placement_group_strategy
  tags     = var.tags
}

resource "aws_launch_template" "this" {
  count = local.template ? 1 : 0

  region                  = var.region
  name                    = var.launch_template_use_name_prefix ? null : local.template_name
  name_prefix             = var.launch_template_use_name_prefix ? "${local.template_name}-" : null
  description             = var.launch_template_description
  default_version         = var.launch_template_default_version
  update_default_version  = var.update_launch_template_default_version
  image_id                = local.v21_up || local.custom_image ? var.ami_id : var.ami_id
  ebs_optimized           = var.ebs_optimized
  key_name                = var.key_name
  disable_api_termination = var.disable_api_termination
  user_data               = module.user_data.user_data
  vpc_security_group_ids  = length(local.interfaces) > 0 ? [] : local.security_group_ids
  tags                    = local.v20_up ? merge(var.tags, var.launch_template_tags) : var.tags

  dynamic "block_device_mappings" {
    for_each = var.block_device_mappings
    content {
      device_name  = try(block_device_mappings.value.device_name, null)
      no_device    = try(block_device_mappings.value.no_device, null)
      virtual_name = try(block_device_mappings.value.virtual_name, null)
      dynamic "ebs" {
        for_each = flatten([try(block_device_mappings.value.ebs, [])])
        content {
          delete_on_termination = try(ebs.value.delete_on_termination, null)
          encrypted             = try(ebs.value.encrypted, null)
          iops                  = try(ebs.value.iops, null)
          kms_key_id            = try(ebs.value.kms_key_id, null)
          snapshot_id           = try(ebs.value.snapshot_id, null)
          throughput            = try(ebs.value.throughput, null)
          volume_size           = try(ebs.value.volume_size, null)
          volume_type           = try(ebs.value.volume_type, null)
        }
      }
    }
  }
  dynamic "metadata_options" {
    for_each = [var.metadata_options]
    content {
      http_endpoint               = metadata_options.value == null ? "enabled" : try(metadata_options.value.http_endpoint, local.v21_up ? "enabled" : null)
      http_protocol_ipv6          = try(metadata_options.value.http_protocol_ipv6, null)
      http_put_response_hop_limit = metadata_options.value == null ? (local.v21_up ? 1 : 2) : try(metadata_options.value.http_put_response_hop_limit, local.v21_up ? 1 : null)
      http_tokens                 = metadata_options.value == null ? "required" : try(metadata_options.value.http_tokens, local.v21_up ? "required" : null)
      instance_metadata_tags      = try(metadata_options.value.instance_metadata_tags, null)
    }
  }
  dynamic "monitoring" {
    for_each = [for m in [local.monitoring] : m if m || !local.v19_up]
    content {
      enabled = monitoring.value
    }
  }
  dynamic "network_interfaces" {
    for_each = local.interfaces
    content {
      associate_public_ip_address = try(network_interfaces.value.associate_public_ip_address, null)
      delete_on_termination       = try(network_interfaces.value.delete_on_termination, null)
      description                 = try(network_interfaces.value.description, null)
      device_index                = try(network_interfaces.value.device_index, null)
      interface_type              = try(network_interfaces.value.interface_type, null)
      network_card_index          = try(network_interfaces.value.network_card_index, null)
      security_groups             = compact(concat(try(network_interfaces.value.security_groups, []), local.security_group_ids))
    }
  }
  dynamic "placement" {
    for_each = local.placement
    content {
      affinity          = try(placement.value.affinity, null)
      availability_zone = try(placement.value.availability_zone, null)
      group_name        = try(aws_placement_group.this[0].name, placement.value.group_name, null)
      host_id           = try(placement.value.host_id, null)
      partition_number  = try(placement.value.partition_number, null)
      tenancy           = try(placement.value.tenancy, null)
    }
  }
  dynamic "instance_market_options" {
    for_each = [for o in [var.instance_market_options] : o if try(length(o) > 0, false)]
    content {
      market_type = instance_market_options.value.market_type
    }
  }
  dynamic "tag_specifications" {
    for_each = toset(var.tag_specifications)
    content {
      resource_type = tag_specifications.key
      tags          = merge(var.tags, { Name = var.name }, var.launch_template_tags)
    }
  }
}

# At most a third of the nodes at once, from major 19 on. Until major 20 the input is a map of strings.
locals {
  update = concat(
    [for u in [var.update_config] : u if local.v21_up && u != null],
    [for u in [var.update_config] : { for k, v in u : k => tostring(v) } if !local.v21_up && try(length(u) > 0, false)],
    [for n in [33] : { max_unavailable_percentage = n } if local.v21_up && var.update_config == null],
    [for n in ["33"] : { max_unavailable_percentage = n } if local.v19_up && !local.v21_up && var.update_config == null],
  )
}

locals {
  template_id = var.create && var.create_launch_template ? try(aws_launch_template.this[0].id, null) : var.launch_template_id
  template_version = coalesce(var.launch_template_version, try(aws_launch_template.this[0].default_version, "$Default"))
  min_size = var.min_size != null ? var.min_size : var.default_min_size != null ? var.default_min_size : local.v21_up ? 1 : 0
}

resource "aws_eks_node_group" "this" {
  count = var.create ? 1 : 0

  region                 = var.region
  cluster_name           = var.cluster_name
  node_role_arn          = var.create_iam_role ? aws_iam_role.this[0].arn : var.iam_role_arn
  subnet_ids             = local.placement_group && !local.v21_up ? data.aws_subnets.placement_group[0].ids : var.subnet_ids
  node_group_name        = var.use_name_prefix ? null : var.name
  node_group_name_prefix = var.use_name_prefix ? "${var.name}-" : null
  ami_type               = local.custom_image ? null : var.ami_type != null ? var.ami_type : local.v21_up ? "AL2023_x86_64_STANDARD" : null
  release_version        = local.custom_image ? null : local.latest_release ? data.aws_ssm_parameter.ami[0].value : var.ami_release_version
  version                = local.custom_image ? null : local.version
  capacity_type          = var.capacity_type != null ? var.capacity_type : local.v21_up ? "ON_DEMAND" : null
  disk_size              = local.use_template ? null : var.disk_size
  force_update_version   = var.force_update_version
  instance_types         = var.instance_types
  labels                 = var.labels
  tags                   = merge(var.tags, { Name = var.name })

  scaling_config {
    min_size     = local.min_size
    max_size     = var.max_size
    desired_size = var.desired_size
  }
  dynamic "launch_template" {
    for_each = [for x in [true] : x if local.use_template]
    content {
      id      = local.v19_up ? local.template_id : null
      name    = local.v19_up ? null : try(aws_launch_template.this[0].name, var.launch_template_name)
      version = local.template_version
    }
  }
  dynamic "remote_access" {
    for_each = [for r in [var.remote_access] : r if try(length(r) > 0, false)]
    content {
      ec2_ssh_key               = try(remote_access.value.ec2_ssh_key, null)
      source_security_group_ids = try(remote_access.value.source_security_group_ids, local.v21_up ? null : [])
    }
  }
  dynamic "taint" {
    for_each = var.taints
    content {
      key    = taint.value.key
      value  = try(taint.value.value, null)
      effect = taint.value.effect
    }
  }
  dynamic "update_config" {
    for_each = local.update
    content {
      max_unavailable_percentage = try(update_config.value.max_unavailable_percentage, null)
      max_unavailable            = try(update_config.value.max_unavailable, null)
    }
  }
  dynamic "node_repair_config" {
    for_each = [for r in [var.node_repair_config] : r if r != null]
    content {
      enabled = try(node_repair_config.value.enabled, true)
    }
  }
}

locals {
  version        = var.kubernetes_version != null ? var.kubernetes_version : var.cluster_version
  latest_release = var.create && (var.use_latest_ami_release_version != null ? var.use_latest_ami_release_version : local.v21_up)
}

data "aws_ssm_parameter" "ami" {
  count = local.latest_release ? 1 : 0
}

data "aws_iam_policy_document" "trust" {
  statement {
    sid     = "EKSNodeAssumeRole"
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = [local.v20_up ? "ec2.amazonaws.com" : "ec2.${data.aws_partition.current.dns_suffix}"]
    }
  }
}

resource "aws_iam_role" "this" {
  count = local.create_role ? 1 : 0

  name                  = var.iam_role_use_name_prefix ? null : local.role_name
  name_prefix           = var.iam_role_use_name_prefix ? "${local.role_name}-" : null
  path                  = var.iam_role_path
  description           = var.iam_role_description == null && var.module_major >= 21 ? "EKS managed node group IAM role" : var.iam_role_description
  assume_role_policy    = data.aws_iam_policy_document.trust.json
  permissions_boundary  = var.iam_role_permissions_boundary
  force_detach_policies = true
  tags                  = merge(var.tags, var.iam_role_tags)
}

# Keyed by name from major 20 on, by ARN before.
resource "aws_iam_role_policy_attachment" "this" {
  for_each = { for k, v in merge(
    { for k, v in local.role_policies : k => v if local.v20_up },
    { for k, v in local.role_policies : v => v if !local.v20_up },
    { for v in flatten([var.iam_role_additional_policies]) : v => v if !local.v19_up && try(tostring(v) != "", false) },
  ) : k => v if local.create_role }

  policy_arn = each.value
  role       = aws_iam_role.this[0].name
}

resource "aws_iam_role_policy_attachment" "additional" {
  for_each = { for k, v in try(tomap(var.iam_role_additional_policies), {}) : k => v if local.create_role && local.v19_up }

  policy_arn = each.value
  role       = aws_iam_role.this[0].name
}

data "aws_iam_policy_document" "role" {
  dynamic "statement" {
    for_each = var.iam_role_policy_statements
    content {
      sid           = try(statement.value.sid, null)
      actions       = try(statement.value.actions, null)
      not_actions   = try(statement.value.not_actions, null)
      effect        = try(statement.value.effect, null)
      resources     = try(statement.value.resources, null)
      not_resources = try(statement.value.not_resources, null)
    }
  }
}

resource "aws_iam_role_policy" "this" {
  count = local.create_role && local.v20_up && var.create_iam_role_policy && length(var.iam_role_policy_statements) > 0 ? 1 : 0

  name        = var.iam_role_use_name_prefix ? null : local.role_name
  name_prefix = var.iam_role_use_name_prefix ? "${local.role_name}-" : null
  policy      = data.aws_iam_policy_document.role.json
  role        = aws_iam_role.this[0].id
}

# In major 18 each group has a security group of its own; from major 21 on where it has rules.
locals {
  efa_rules     = { for k, v in { all_self_efa = { description = "Node to node EFA", ip_protocol = "-1", self = true } } : k => v if local.efa }
  ingress_rules = { for k, v in merge(local.efa_rules, var.security_group_ingress_rules) : k => v if local.v21_up }
  egress_rules  = { for k, v in merge(local.efa_rules, var.security_group_egress_rules) : k => v if local.v21_up }
  create_group  = var.create && var.create_security_group && (!local.v19_up || length(merge(local.ingress_rules, local.egress_rules)) > 0)
  group_name    = coalesce(var.security_group_name, local.v21_up ? "${var.cluster_name}-${var.name}" : "${var.name}-eks-node-group")
}

data "aws_subnet" "this" {
  count = local.create_group && local.v21_up ? 1 : 0
  id    = element(var.subnet_ids, 0)
}

resource "aws_vpc_security_group_ingress_rule" "this" {
  for_each = { for k, v in local.ingress_rules : k => v if local.create_group }

  region                       = var.region
  security_group_id            = aws_security_group.this[0].id
  description                  = try(each.value.description, null)
  ip_protocol                  = try(each.value.ip_protocol, "tcp")
  from_port                    = try(each.value.from_port, null)
  to_port                      = try(coalesce(each.value.to_port, each.value.from_port), each.value.from_port, null)
  cidr_ipv4                    = try(each.value.cidr_ipv4, null)
  cidr_ipv6                    = try(each.value.cidr_ipv6, null)
  prefix_list_id               = try(each.value.prefix_list_id, null)
  referenced_security_group_id = try(each.value.self, false) == true ? aws_security_group.this[0].id : try(each.value.referenced_security_group_id, null)
  tags                         = merge(var.tags, var.security_group_tags, { Name = try(coalesce(each.value.name), "${local.group_name}-${each.key}") }, try(each.value.tags, {}))
}

resource "aws_vpc_security_group_egress_rule" "this" {
  for_each = { for k, v in local.egress_rules : k => v if local.create_group }

  region                       = var.region
  security_group_id            = aws_security_group.this[0].id
  description                  = try(each.value.description, null)
  ip_protocol                  = try(each.value.ip_protocol, "tcp")
  from_port                    = try(coalesce(each.value.from_port, each.value.to_port), each.value.to_port, null)
  to_port                      = try(each.value.to_port, null)
  cidr_ipv4                    = try(each.value.cidr_ipv4, null)
  cidr_ipv6                    = try(each.value.cidr_ipv6, null)
  prefix_list_id               = try(each.value.prefix_list_id, null)
  referenced_security_group_id = try(each.value.self, false) == true ? aws_security_group.this[0].id : try(each.value.referenced_security_group_id, null)
  tags                         = merge(var.tags, var.security_group_tags, { Name = try(coalesce(each.value.name), "${local.group_name}-${each.key}") }, try(each.value.tags, {}))
}

resource "aws_security_group" "this" {
  count = local.create_group ? 1 : 0

  name        = var.security_group_use_name_prefix ? null : local.group_name
  name_prefix = var.security_group_use_name_prefix ? "${local.group_name}-" : null
  description = var.security_group_description == null && !local.v21_up ? "EKS managed node group security group" : var.security_group_description
  vpc_id      = local.v21_up ? data.aws_subnet.this[0].vpc_id : var.vpc_id
  tags        = merge(var.tags, { Name = local.group_name }, var.security_group_tags)
}

resource "aws_security_group_rule" "this" {
  for_each = { for k, v in var.security_group_rules : k => v if local.create_group && !local.v21_up }

  security_group_id        = aws_security_group.this[0].id
  type                     = each.value.type
  protocol                 = each.value.protocol
  from_port                = each.value.from_port
  to_port                  = each.value.to_port
  description              = try(each.value.description, null)
  cidr_blocks              = try(each.value.cidr_blocks, null)
  ipv6_cidr_blocks         = try(each.value.ipv6_cidr_blocks, null)
  prefix_list_ids          = try(each.value.prefix_list_ids, [])
  self                     = try(each.value.self, null)
  source_security_group_id = try(each.value.source_security_group_id, try(each.value.source_cluster_security_group, false) ? var.cluster_security_group_id : null)
}

resource "aws_autoscaling_schedule" "this" {
  for_each = { for k, v in var.schedules : k => v if var.create && var.create_schedule && !local.v21_up }

  scheduled_action_name  = each.key
  autoscaling_group_name = aws_eks_node_group.this[0].resources[0].autoscaling_groups[0].name
  min_size               = try(each.value.min_size, null)
  max_size               = try(each.value.max_size, null)
  desired_capacity       = try(each.value.desired_size, null)
  start_time             = try(each.value.start_time, null)
  end_time               = try(each.value.end_time, null)
  time_zone              = try(each.value.time_zone, null)
  recurrence             = try(each.value.recurrence, null)
}

output "launch_template_id" { value = try(aws_launch_template.this[0].id, local.none) }
output "launch_template_arn" { value = try(aws_launch_template.this[0].arn, local.none) }
output "launch_template_latest_version" { value = try(aws_launch_template.this[0].latest_version, local.none) }
output "launch_template_name" { value = try(aws_launch_template.this[0].name, local.none) }
output "node_group_arn" { value = try(aws_eks_node_group.this[0].arn, local.none) }
output "node_group_id" { value = try(aws_eks_node_group.this[0].id, local.none) }
output "node_group_resources" { value = try(aws_eks_node_group.this[0].resources, local.none) }
output "node_group_autoscaling_group_names" { value = try(flatten(aws_eks_node_group.this[0].resources[*].autoscaling_groups[*].name), []) }
output "node_group_status" { value = local.v19_up ? try(aws_eks_node_group.this[0].status, null) : try(aws_eks_node_group.this[0].arn, "") }
output "node_group_labels" { value = try(aws_eks_node_group.this[0].labels, {}) }
output "node_group_taints" { value = try(aws_eks_node_group.this[0].taint, []) }
output "iam_role_name" { value = try(aws_iam_role.this[0].name, local.none) }
output "iam_role_arn" { value = try(aws_iam_role.this[0].arn, var.iam_role_arn) }
output "iam_role_unique_id" { value = try(aws_iam_role.this[0].unique_id, local.none) }
output "platform" { value = local.v19_up && !local.v21_up ? module.user_data.platform : null }
output "autoscaling_group_schedule_arns" { value = { for k, v in aws_autoscaling_schedule.this : k => v.arn } }
output "security_group_arn" { value = try(aws_security_group.this[0].arn, local.none) }
output "security_group_id" { value = try(aws_security_group.this[0].id, local.none) }

variable "account_id" {
  default  = ""
  nullable = false
}
variable "module_major" {}
variable "region" { default = null }
variable "cluster_name" { default = null }
variable "cluster_version" { default = null }
variable "kubernetes_version" { default = null }
variable "cluster_ip_family" { default = null }
variable "vpc_id" { default = null }
variable "cluster_security_group_id" { default = null }
variable "cluster_primary_security_group_id" { default = null }
variable "subnet_ids" { default = null }
variable "min_size" { default = null }
variable "default_min_size" { default = null }
variable "ami_type" { default = null }
variable "ami_release_version" { default = null }
variable "use_latest_ami_release_version" { default = null }
variable "disk_size" { default = null }
variable "force_update_version" { default = null }
variable "instance_types" { default = null }
variable "labels" { default = null }
variable "remote_access" { default = null }
variable "update_config" { default = null }
variable "node_repair_config" { default = null }
variable "launch_template_version" { default = null }
variable "launch_template_default_version" { default = null }
variable "launch_template_description" { default = null }
variable "ebs_optimized" { default = null }
variable "key_name" { default = null }
variable "disable_api_termination" { default = null }
variable "enable_monitoring" { default = null }
variable "iam_role_arn" { default = null }
variable "iam_role_name" { default = null }
variable "iam_role_path" { default = null }
variable "iam_role_permissions_boundary" { default = null }
variable "security_group_name" { default = null }
variable "capacity_type" { default = "ON_DEMAND" }
variable "pre_bootstrap_user_data" { default = null }
variable "post_bootstrap_user_data" { default = null }
variable "bootstrap_extra_args" { default = null }
variable "user_data_template_path" { default = null }
variable "cloudinit_pre_nodeadm" { default = null }
variable "cloudinit_post_nodeadm" { default = null }
variable "instance_market_options" { default = null }
variable "placement" { default = null }
variable "metadata_options" { default = null }
variable "create" {
  default  = true
  nullable = false
}
variable "create_iam_role" {
  default  = true
  nullable = false
}
variable "create_launch_template" {
  default  = true
  nullable = false
}
variable "use_custom_launch_template" {
  default  = true
  nullable = false
}
variable "use_name_prefix" {
  default  = true
  nullable = false
}
variable "launch_template_use_name_prefix" {
  default  = true
  nullable = false
}
variable "update_launch_template_default_version" {
  default  = true
  nullable = false
}
variable "iam_role_use_name_prefix" {
  default  = true
  nullable = false
}
variable "iam_role_attach_cni_policy" {
  default  = true
  nullable = false
}
variable "create_iam_role_policy" {
  default  = true
  nullable = false
}
variable "create_security_group" {
  default  = true
  nullable = false
}
variable "security_group_use_name_prefix" {
  default  = true
  nullable = false
}
variable "create_schedule" {
  default  = true
  nullable = false
}
variable "enable_bootstrap_user_data" {
  default  = false
  nullable = false
}
variable "enable_efa_support" {
  default  = false
  nullable = false
}
variable "create_placement_group" {
  default  = false
  nullable = false
}
variable "name" {
  default  = ""
  nullable = false
}
variable "ami_id" {
  default  = ""
  nullable = false
}
variable "launch_template_id" {
  default  = ""
  nullable = false
}
variable "launch_template_name" {
  default  = ""
  nullable = false
}
variable "platform" {
  default  = "linux"
  nullable = false
}
variable "placement_group_strategy" {
  default  = "cluster"
  nullable = false
}
variable "max_size" {
  default  = 3
  nullable = false
}
variable "desired_size" {
  default  = 1
  nullable = false
}
variable "iam_role_description" { default = null }
variable "security_group_description" { default = null }
variable "taints" {
  default  = {}
  nullable = false
}
variable "tags" {
  default  = {}
  nullable = false
}
variable "iam_role_tags" {
  default  = {}
  nullable = false
}
variable "iam_role_additional_policies" {
  default  = {}
  nullable = false
}
variable "launch_template_tags" {
  default  = {}
  nullable = false
}
variable "security_group_tags" {
  default  = {}
  nullable = false
}
variable "security_group_ingress_rules" {
  default  = {}
  nullable = false
}
variable "security_group_egress_rules" {
  default  = {}
  nullable = false
}
variable "security_group_rules" {
  default  = {}
  nullable = false
}
variable "schedules" {
  default  = {}
  nullable = false
}
variable "block_device_mappings" {
  default  = {}
  nullable = false
}
variable "iam_role_policy_statements" {
  default  = []
  nullable = false
}
variable "network_interfaces" {
  default  = []
  nullable = false
}
variable "vpc_security_group_ids" {
  default  = []
  nullable = false
}
variable "tag_specifications" {
  default  = ["instance", "volume", "network-interface"]
  nullable = false
}
