# modules/node_groups, major 17: managed groups.

locals {
  groups = { for k, v in var.node_groups : k => merge({
    desired_capacity         = var.workers_group_defaults["asg_desired_capacity"]
    max_capacity             = var.workers_group_defaults["asg_max_size"]
    min_capacity             = var.workers_group_defaults["asg_min_size"]
    instance_types           = [var.workers_group_defaults["instance_type"]]
    subnets                  = var.workers_group_defaults["subnets"]
    disk_size                = var.workers_group_defaults["root_volume_size"]
    iam_role_arn             = var.default_iam_role_arn
    launch_template_id       = try(var.workers_group_defaults["launch_template_id"], null)
    launch_template_version  = try(var.workers_group_defaults["launch_template_version"], "$Latest")
    create_launch_template   = false
    set_instance_types_on_lt = false
    taints                   = []
  }, var.node_groups_defaults, v) if var.create_eks }
}

data "external" "user_data" {}

resource "aws_launch_template" "workers" {
  for_each = { for k, v in local.groups : k => v if v.create_launch_template }

  name_prefix   = try(each.value.name, each.value.name_prefix, join("-", [var.cluster_name, each.key]))
  instance_type = each.value.set_instance_types_on_lt ? element(each.value.instance_types, 0) : null
  user_data     = data.external.user_data.result.text
  network_interfaces {
    associate_public_ip_address = try(each.value.public_ip, null)
    security_groups             = compact(flatten([var.worker_security_groups, try(each.value.additional_security_group_ids, [])]))
  }
}

resource "aws_eks_node_group" "workers" {
  for_each = local.groups

  node_group_name_prefix = try(each.value.name, null) == null ? try(each.value.name_prefix, join("-", [var.cluster_name, each.key])) : null
  node_group_name        = try(each.value.name, null)
  cluster_name           = var.cluster_name
  node_role_arn          = each.value.iam_role_arn
  subnet_ids             = each.value.subnets
  ami_type               = try(each.value.ami_type, null)
  disk_size              = each.value.launch_template_id != null || each.value.create_launch_template ? null : each.value.disk_size
  instance_types         = each.value.set_instance_types_on_lt ? null : each.value.instance_types
  release_version        = try(each.value.ami_release_version, null)
  capacity_type          = try(each.value.capacity_type, null)
  force_update_version   = try(each.value.force_update_version, null)
  version                = try(each.value.version, null)
  labels                 = merge(try(var.node_groups_defaults.k8s_labels, {}), try(var.node_groups[each.key].k8s_labels, {}))
  tags                   = merge(var.tags, try(var.node_groups_defaults.additional_tags, {}), try(var.node_groups[each.key].additional_tags, {}))

  scaling_config {
    desired_size = each.value.desired_capacity
    max_size     = each.value.max_capacity
    min_size     = each.value.min_capacity
  }
  dynamic "launch_template" {
    for_each = [for x in [each.value.launch_template_id] : x if x != null]
    content {
      id      = launch_template.value
      version = each.value.launch_template_version
    }
  }
  dynamic "launch_template" {
    for_each = [for x in [true] : x if each.value.launch_template_id == null && each.value.create_launch_template]
    content {
      id      = aws_launch_template.workers[each.key].id
      version = each.value.launch_template_version == "$Latest" ? aws_launch_template.workers[each.key].latest_version : each.value.launch_template_version
    }
  }
  dynamic "taint" {
    for_each = each.value.taints
    content {
      key    = taint.value.key
      value  = taint.value.value
      effect = taint.value.effect
    }
  }
  dynamic "update_config" {
    for_each = [for u in [try(each.value.update_config, null)] : u if u != null]
    content {
      max_unavailable_percentage = try(update_config.value.max_unavailable_percentage, null)
      max_unavailable            = try(update_config.value.max_unavailable, null)
    }
  }
}

output "node_groups" { value = aws_eks_node_group.workers }

variable "create_eks" { default = true }
variable "node_groups" { default = {} }
variable "node_groups_defaults" { default = {} }
variable "workers_group_defaults" { default = {} }
variable "tags" { default = {} }
variable "worker_security_groups" { default = [] }
variable "cluster_name" { default = "" }
variable "default_iam_role_arn" { default = "" }
