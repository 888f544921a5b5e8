# modules/self-managed-node-group, majors 18 to 21: the Auto Scaling group, its launch template, role and access entry.

data "aws_partition" "current" {}

data "aws_caller_identity" "current" {}

locals {
  v19_up = var.module_major >= 19
  none   = local.v19_up ? null : "" # an output of what is not there
  v20_up = var.module_major >= 20
  v21_up = var.module_major >= 21

  own_image = try(length(var.ami_id) > 0, false)

  account_id = var.account_id != "" ? var.account_id : data.aws_caller_identity.current.account_id

  create_role = var.create && var.create_iam_instance_profile
  role_name   = coalesce(var.iam_role_name, "${var.name}-node-group")
  policies    = "arn:${data.aws_partition.current.partition}:iam::aws:policy"
  role_policies = merge(
    { for k in ["AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryReadOnly"] : k => "${local.policies}/${k}" },
    { for k in ["AmazonEKS_CNI_Policy"] : k => "${local.policies}/${k}" if var.iam_role_attach_cni_policy && (local.v21_up ? var.cluster_ip_family == "ipv4" : var.cluster_ip_family != "ipv6") },
    { for k in ["AmazonEKS_CNI_IPv6_Policy"] : k => "arn:${data.aws_partition.current.partition}:iam::${local.account_id}:policy/${k}" if var.iam_role_attach_cni_policy && var.cluster_ip_family == "ipv6" },
  )

  template_name      = coalesce(var.launch_template_name, "${var.name}-node-group")
  security_group_ids = compact(concat([var.cluster_primary_security_group_id], var.vpc_security_group_ids, [for g in aws_security_group.this : g.id if !local.v19_up])) # major 21 leaves its own out
  monitoring         = var.enable_monitoring != null ? var.enable_monitoring : !local.v21_up
}

# The image is looked up: by a filter, since major 20 as a parameter.
data "aws_ami" "eks_default" {
  count = var.create && !local.v20_up ? 1 : 0
}

data "aws_ssm_parameter" "ami" {
  count = var.create && local.v20_up && !(local.v21_up && local.own_image) ? 1 : 0
}

module "user_data" {
  source = "../_user_data"

  create                     = var.create
  platform                   = var.platform
  ami_type                   = var.ami_type
  enable_bootstrap_user_data = true
}

resource "aws_launch_template" "this" {
  count = var.create && var.create_launch_template ? 1 : 0

  region                 = var.region
  name                   = var.launch_template_use_name_prefix ? null : local.template_name
  name_prefix            = var.launch_template_use_name_prefix ? "${local.template_name}-" : null
  description            = var.launch_template_description
  update_default_version = var.update_launch_template_default_version
  image_id               = local.own_image ? var.ami_id : concat(data.aws_ami.eks_default[*].image_id, data.aws_ssm_parameter.ami[*].value)[0]
  instance_type          = var.instance_type != null ? var.instance_type : local.v21_up ? "m6i.large" : ""
  ebs_optimized          = var.ebs_optimized
  key_name               = var.key_name
  user_data              = module.user_data.user_data
  vpc_security_group_ids = length(var.network_interfaces) > 0 ? [] : local.security_group_ids
  tags                   = var.tags

  iam_instance_profile {
    arn = var.create_iam_instance_profile ? aws_iam_instance_profile.this[0].arn : var.iam_instance_profile_arn
  }

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
    for_each = var.network_interfaces
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

locals {
  template_id      = var.create && var.create_launch_template ? aws_launch_template.this[0].id : var.launch_template_id
  template_version = coalesce(var.launch_template_version, try(aws_launch_template.this[0].default_version, "$Default"))
}

resource "aws_autoscaling_group" "this" {
  count = var.create && var.create_autoscaling_group ? 1 : 0

  region                    = var.region
  name                      = var.use_name_prefix ? null : var.name
  name_prefix               = var.use_name_prefix ? "${var.name}-" : null
  vpc_zone_identifier       = var.subnet_ids
  availability_zones        = var.availability_zones
  capacity_rebalance        = var.capacity_rebalance
  default_cooldown          = var.default_cooldown
  default_instance_warmup   = var.default_instance_warmup
  enabled_metrics           = var.enabled_metrics
  force_delete              = var.force_delete
  health_check_grace_period = var.health_check_grace_period
  health_check_type         = var.health_check_type
  max_instance_lifetime     = var.max_instance_lifetime
  metrics_granularity       = var.metrics_granularity
  placement_group           = var.placement_group
  suspended_processes       = var.suspended_processes
  target_group_arns         = var.target_group_arns
  termination_policies      = var.termination_policies
  protect_from_scale_in     = var.protect_from_scale_in == null && local.v21_up ? false : var.protect_from_scale_in
  min_size                  = var.min_size != null ? var.min_size : local.v21_up ? 1 : 0
  max_size                  = var.max_size
  desired_capacity          = var.desired_size

  dynamic "launch_template" {
    for_each = [for x in [true] : x if !var.use_mixed_instances_policy]
    content {
      id      = local.template_id
      version = local.template_version
    }
  }
  dynamic "mixed_instances_policy" {
    for_each = [for p in [var.mixed_instances_policy] : p if var.use_mixed_instances_policy]
    content {
      dynamic "instances_distribution" {
        for_each = try([mixed_instances_policy.value.instances_distribution], [])
        content {
          on_demand_allocation_strategy            = try(instances_distribution.value.on_demand_allocation_strategy, null)
          on_demand_base_capacity                  = try(instances_distribution.value.on_demand_base_capacity, null)
          on_demand_percentage_above_base_capacity = try(instances_distribution.value.on_demand_percentage_above_base_capacity, null)
          spot_allocation_strategy                 = try(instances_distribution.value.spot_allocation_strategy, null)
          spot_instance_pools                      = try(instances_distribution.value.spot_instance_pools, null)
          spot_max_price                           = try(instances_distribution.value.spot_max_price, null)
        }
      }
      launch_template {
        launch_template_specification {
          launch_template_id = local.template_id
          version            = local.template_version
        }
        dynamic "override" {
          for_each = try(mixed_instances_policy.value.override, mixed_instances_policy.value.launch_template.override, [])
          content {
            instance_type     = try(override.value.instance_type, null)
            weighted_capacity = try(override.value.weighted_capacity, null)
          }
        }
      }
    }
  }
  dynamic "instance_refresh" {
    for_each = concat([for r in [var.instance_refresh] : r if try(length(r) > 0, false)], [for r in [{ strategy = "Rolling", preferences = { min_healthy_percentage = 66 } }] : r if local.v19_up && var.instance_refresh == null])
    content {
      strategy = try(instance_refresh.value.strategy, local.v21_up ? "Rolling" : null)
      triggers = try(instance_refresh.value.triggers, null)
      dynamic "preferences" {
        for_each = [for p in [try(instance_refresh.value.preferences, null)] : p if p != null]
        content {
          instance_warmup        = try(preferences.value.instance_warmup, null)
          max_healthy_percentage = try(preferences.value.max_healthy_percentage, null)
          min_healthy_percentage = try(preferences.value.min_healthy_percentage, null)
        }
      }
    }
  }
  dynamic "tag" {
    for_each = merge({
      Name                                        = var.name
      "kubernetes.io/cluster/${var.cluster_name}" = "owned"
      "k8s.io/cluster/${var.cluster_name}"        = "owned"
    }, var.tags)
    content {
      key                 = tag.key
      value               = tag.value
      propagate_at_launch = true
    }
  }
  dynamic "tag" {
    for_each = var.autoscaling_group_tags
    content {
      key                 = tag.key
      value               = tag.value
      propagate_at_launch = false
    }
  }
}

resource "aws_iam_instance_profile" "this" {
  count = local.create_role ? 1 : 0

  role        = aws_iam_role.this[0].name
  name        = var.iam_role_use_name_prefix ? null : local.role_name
  name_prefix = var.iam_role_use_name_prefix ? "${local.role_name}-" : null
  path        = var.iam_role_path
  tags        = merge(var.tags, var.iam_role_tags)
}

resource "aws_eks_access_entry" "this" {
  count = var.create && var.create_access_entry && local.v20_up ? 1 : 0

  region        = var.region
  cluster_name  = var.cluster_name
  principal_arn = var.create_iam_instance_profile ? aws_iam_role.this[0].arn : var.iam_role_arn
  type          = startswith(coalesce(var.ami_type, "AL2"), "WINDOWS") ? "EC2_WINDOWS" : "EC2_LINUX"
  tags          = var.tags
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
  description           = var.iam_role_description == null && var.module_major >= 21 ? "Self managed node group IAM role" : var.iam_role_description
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

# In major 18 each group has a security group of its own; from major 21 on where it has rules.
locals {
  efa_rules     = { for k, v in { all_self_efa = { description = "Node to node EFA", ip_protocol = "-1", self = true } } : k => v if var.enable_efa_support }
  ingress_rules = { for k, v in merge(local.efa_rules, var.security_group_ingress_rules) : k => v if local.v21_up }
  egress_rules  = { for k, v in merge(local.efa_rules, var.security_group_egress_rules) : k => v if local.v21_up }
  create_group  = var.create && var.create_security_group && (!local.v19_up || length(merge(local.ingress_rules, local.egress_rules)) > 0)
  group_name    = coalesce(var.security_group_name, local.v21_up ? "${var.cluster_name}-${var.name}" : "${var.name}-node-group")
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
  description = var.security_group_description == null && !local.v21_up ? "EKS self-managed node group security group" : var.security_group_description
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
  autoscaling_group_name = aws_autoscaling_group.this[0].name
  min_size               = try(each.value.min_size, null)
  max_size               = try(each.value.max_size, null)
  desired_capacity       = try(each.value.desired_size, null)
  start_time             = try(each.value.start_time, null)
  end_time               = try(each.value.end_time, null)
  time_zone              = try(each.value.time_zone, null)
  recurrence             = try(each.value.recurrence, null)
}

output "autoscaling_group_name" { value = try(aws_autoscaling_group.this[0].name, local.none) }
output "autoscaling_group_arn" { value = try(aws_autoscaling_group.this[0].arn, local.none) }
output "autoscaling_group_id" { value = try(aws_autoscaling_group.this[0].id, local.none) }
output "autoscaling_group_availability_zones" { value = try(aws_autoscaling_group.this[0].availability_zones, local.none) }
output "autoscaling_group_default_cooldown" { value = try(aws_autoscaling_group.this[0].default_cooldown, local.none) }
output "autoscaling_group_desired_capacity" { value = try(aws_autoscaling_group.this[0].desired_capacity, local.none) }
output "autoscaling_group_health_check_grace_period" { value = try(aws_autoscaling_group.this[0].health_check_grace_period, local.none) }
output "autoscaling_group_health_check_type" { value = try(aws_autoscaling_group.this[0].health_check_type, local.none) }
output "autoscaling_group_max_size" { value = try(aws_autoscaling_group.this[0].max_size, local.none) }
output "autoscaling_group_min_size" { value = try(aws_autoscaling_group.this[0].min_size, local.none) }
output "autoscaling_group_vpc_zone_identifier" { value = try(aws_autoscaling_group.this[0].vpc_zone_identifier, local.none) }
output "autoscaling_group_schedule_arns" { value = { for k, v in aws_autoscaling_schedule.this : k => v.arn } }
output "launch_template_id" { value = try(aws_launch_template.this[0].id, local.none) }
output "launch_template_arn" { value = try(aws_launch_template.this[0].arn, local.none) }
output "launch_template_name" { value = try(aws_launch_template.this[0].name, local.none) }
output "iam_role_name" { value = try(aws_iam_role.this[0].name, local.none) }
output "iam_role_arn" { value = try(aws_iam_role.this[0].arn, var.iam_role_arn) }
output "iam_role_unique_id" { value = try(aws_iam_role.this[0].unique_id, local.none) }
output "iam_instance_profile_arn" { value = try(aws_iam_instance_profile.this[0].arn, var.iam_instance_profile_arn) }
output "iam_instance_profile_id" { value = try(aws_iam_instance_profile.this[0].id, local.none) }
output "iam_instance_profile_unique" { value = try(aws_iam_instance_profile.this[0].unique_id, local.none) }
output "image_id" { value = try(aws_launch_template.this[0].image_id, local.none) }
output "launch_template_latest_version" { value = try(aws_launch_template.this[0].latest_version, local.none) }
output "security_group_arn" { value = try(aws_security_group.this[0].arn, local.none) }
output "security_group_id" { value = try(aws_security_group.this[0].id, local.none) }
output "user_data" { value = module.user_data.user_data }
output "access_entry_arn" { value = try(aws_eks_access_entry.this[0].access_entry_arn, null) }
output "platform" { value = local.v21_up ? null : module.user_data.platform }

variable "account_id" {
  default  = ""
  nullable = false
}
variable "module_major" {}
variable "region" { default = null }
variable "cluster_name" { default = null }
variable "cluster_ip_family" { default = null }
variable "vpc_id" { default = null }
variable "cluster_security_group_id" { default = null }
variable "cluster_primary_security_group_id" { default = null }
variable "subnet_ids" { default = null }
variable "availability_zones" { default = null }
variable "ami_type" { default = null }
variable "instance_type" { default = null }
variable "key_name" { default = null }
variable "ebs_optimized" { default = null }
variable "launch_template_version" { default = null }
variable "launch_template_description" { default = null }
variable "enable_monitoring" { default = null }
variable "iam_role_arn" { default = null }
variable "iam_role_name" { default = null }
variable "iam_role_path" { default = null }
variable "iam_role_permissions_boundary" { default = null }
variable "iam_instance_profile_arn" { default = null }
variable "security_group_name" { default = null }
variable "mixed_instances_policy" { default = null }
variable "capacity_rebalance" { default = null }
variable "default_cooldown" { default = null }
variable "default_instance_warmup" { default = null }
variable "enabled_metrics" { default = null }
variable "force_delete" { default = null }
variable "health_check_grace_period" { default = null }
variable "health_check_type" { default = null }
variable "max_instance_lifetime" { default = null }
variable "metrics_granularity" { default = null }
variable "placement_group" { default = null }
variable "suspended_processes" { default = null }
variable "target_group_arns" { default = null }
variable "termination_policies" { default = null }
variable "protect_from_scale_in" { default = false }
variable "instance_refresh" { default = null }
variable "instance_market_options" { default = null }
variable "metadata_options" { default = null }
variable "create" {
  default  = true
  nullable = false
}
variable "create_autoscaling_group" {
  default  = true
  nullable = false
}
variable "create_launch_template" {
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
variable "create_iam_instance_profile" {
  default  = true
  nullable = false
}
variable "create_access_entry" {
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
variable "use_mixed_instances_policy" {
  default  = false
  nullable = false
}
variable "enable_efa_support" {
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
variable "platform" {
  default  = "linux"
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
variable "min_size" { default = null }
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
variable "tags" {
  default  = {}
  nullable = false
}
variable "autoscaling_group_tags" {
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
