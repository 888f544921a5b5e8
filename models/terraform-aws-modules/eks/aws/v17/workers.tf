# Self-managed worker groups, by launch configuration and by launch template, and the role of all nodes.

locals {
  defaults = merge({
    tags                                     = []
    ami_id                                   = ""
    ami_id_windows                           = ""
    platform                                 = var.default_platform
    asg_desired_capacity                     = "1"
    asg_max_size                             = "3"
    asg_min_size                             = "1"
    asg_force_delete                         = false
    default_cooldown                         = null
    health_check_type                        = null
    health_check_grace_period                = null
    instance_type                            = "m4.large"
    spot_price                               = ""
    placement_tenancy                        = ""
    root_volume_size                         = "100"
    root_volume_type                         = "gp2"
    root_iops                                = "0"
    root_volume_throughput                   = null
    root_kms_key_id                          = ""
    root_encrypted                           = false
    key_name                                 = ""
    enable_monitoring                        = true
    enclave_support                          = false
    public_ip                                = false
    eni_delete                               = true
    interface_type                           = null
    subnets                                  = var.subnets
    additional_security_group_ids            = []
    protect_from_scale_in                    = false
    suspended_processes                      = ["AZRebalance"]
    target_group_arns                        = null
    load_balancers                           = null
    enabled_metrics                          = []
    placement_group                          = null
    service_linked_role_arn                  = ""
    termination_policies                     = []
    max_instance_lifetime                    = 0
    capacity_rebalance                       = false
    launch_template_version                  = "$Latest"
    update_default_version                   = false
    cpu_credits                              = "standard"
    market_type                              = null
    metadata_http_endpoint                   = "enabled"
    metadata_http_tokens                     = "optional"
    metadata_http_put_response_hop_limit     = null
    override_instance_types                  = ["m5.large", "m5a.large", "m5d.large", "m5ad.large"]
    on_demand_allocation_strategy            = null
    on_demand_base_capacity                  = "0"
    on_demand_percentage_above_base_capacity = "0"
    spot_allocation_strategy                 = "lowest-price"
    spot_instance_pools                      = 10
    spot_max_price                           = ""
    instance_refresh_enabled                 = false
    instance_refresh_strategy                = "Rolling"
    instance_refresh_min_healthy_percentage  = 90
    instance_refresh_instance_warmup         = null
    instance_refresh_triggers                = []
  }, var.workers_group_defaults)

  linux_image   = local.defaults.ami_id != "" ? local.defaults.ami_id : data.aws_ami.eks_worker[0].id
  windows_image = local.defaults.ami_id_windows != "" ? local.defaults.ami_id_windows : data.aws_ami.eks_worker_windows[0].id

  # What a group says over the defaults, and what only a group can say.
  configurations = [for i, g in var.worker_groups : merge(local.defaults, g, { title = "${var.cluster_name}-${try(g.name, i)}", name = try(g.name, i) })]
  templates      = [for i, g in var.worker_groups_launch_template : merge(local.defaults, g, { title = "${var.cluster_name}-${try(g.name, i)}", name = try(g.name, i) })]

  mixed = [for i, g in local.templates : try(var.worker_groups_launch_template[i].override_instance_types, null) != null || g.on_demand_allocation_strategy != null]
}

data "aws_ami" "eks_worker" {
  count = 1
}
data "aws_ami" "eks_worker_windows" {
  count = 1
}

# What nodes boot with is made from templates, and whether a type is optimized for EBS stands in a list: not modelled, so not known.
data "external" "workers" {}

resource "aws_autoscaling_group" "workers" {
  count = var.create_eks ? length(local.configurations) : 0

  name_prefix               = join("-", compact([var.cluster_name, local.configurations[count.index].name]))
  vpc_zone_identifier       = local.configurations[count.index].subnets
  min_size                  = local.configurations[count.index].asg_min_size
  max_size                  = local.configurations[count.index].asg_max_size
  desired_capacity          = local.configurations[count.index].asg_desired_capacity
  force_delete              = local.configurations[count.index].asg_force_delete
  target_group_arns         = local.configurations[count.index].target_group_arns
  load_balancers            = local.configurations[count.index].load_balancers
  service_linked_role_arn   = local.configurations[count.index].service_linked_role_arn
  protect_from_scale_in     = local.configurations[count.index].protect_from_scale_in
  suspended_processes       = local.configurations[count.index].suspended_processes
  enabled_metrics           = local.configurations[count.index].enabled_metrics
  placement_group           = local.configurations[count.index].placement_group
  termination_policies      = local.configurations[count.index].termination_policies
  max_instance_lifetime     = local.configurations[count.index].max_instance_lifetime
  default_cooldown          = local.configurations[count.index].default_cooldown
  health_check_type         = local.configurations[count.index].health_check_type
  health_check_grace_period = local.configurations[count.index].health_check_grace_period
  capacity_rebalance        = local.configurations[count.index].capacity_rebalance
  launch_configuration      = aws_launch_configuration.workers[count.index].id

  dynamic "tag" {
    for_each = concat(
      [
        { key = "Name", value = "${local.configurations[count.index].title}-eks_asg", propagate_at_launch = true },
        { key = "kubernetes.io/cluster/${var.cluster_name}", value = "owned", propagate_at_launch = true },
        { key = "k8s.io/cluster/${var.cluster_name}", value = "owned", propagate_at_launch = true },
      ],
      [for k, v in var.tags : { key = k, value = v, propagate_at_launch = true } if k != "Name" && !contains([for t in local.configurations[count.index].tags : t.key], k)],
      local.configurations[count.index].tags,
    )
    content {
      key                 = tag.value.key
      value               = tag.value.value
      propagate_at_launch = tag.value.propagate_at_launch
    }
  }
  dynamic "instance_refresh" {
    for_each = [for g in [local.configurations[count.index]] : g if g.instance_refresh_enabled]
    content {
      strategy = instance_refresh.value.instance_refresh_strategy
      triggers = instance_refresh.value.instance_refresh_triggers
      preferences {
        instance_warmup        = instance_refresh.value.instance_refresh_instance_warmup
        min_healthy_percentage = instance_refresh.value.instance_refresh_min_healthy_percentage
      }
    }
  }
}

resource "aws_iam_instance_profile" "workers" {
  count = var.manage_worker_iam_resources && var.create_eks ? length(var.worker_groups) : 0

  name_prefix = var.cluster_name
  role        = try(var.worker_groups[count.index].iam_role_id, aws_iam_role.workers[0].id)
  path        = var.iam_path
  tags        = var.tags
}

resource "aws_launch_configuration" "workers" {
  count = var.create_eks ? length(local.configurations) : 0

  name_prefix                 = local.configurations[count.index].title
  instance_type               = local.configurations[count.index].instance_type
  associate_public_ip_address = local.configurations[count.index].public_ip
  security_groups             = flatten([local.worker_security_group_id, var.worker_additional_security_group_ids, local.configurations[count.index].additional_security_group_ids])
  iam_instance_profile        = try(aws_iam_instance_profile.workers[count.index].id, null)
  image_id                    = try(var.worker_groups[count.index].ami_id, local.configurations[count.index].platform == "windows" ? local.windows_image : local.linux_image)
  user_data_base64            = data.external.workers.result.user_data
  key_name                    = local.configurations[count.index].key_name
  ebs_optimized               = try(var.worker_groups[count.index].ebs_optimized, data.external.workers.result.ebs_optimized)
  enable_monitoring           = local.configurations[count.index].enable_monitoring
  spot_price                  = local.configurations[count.index].spot_price
  placement_tenancy           = local.configurations[count.index].placement_tenancy

  metadata_options {
    http_endpoint               = local.configurations[count.index].metadata_http_endpoint
    http_tokens                 = local.configurations[count.index].metadata_http_tokens
    http_put_response_hop_limit = local.configurations[count.index].metadata_http_put_response_hop_limit
  }
  root_block_device {
    encrypted             = local.configurations[count.index].root_encrypted
    volume_size           = local.configurations[count.index].root_volume_size
    volume_type           = local.configurations[count.index].root_volume_type
    iops                  = local.configurations[count.index].root_iops
    throughput            = local.configurations[count.index].root_volume_throughput
    delete_on_termination = true
  }
}

resource "aws_autoscaling_group" "workers_launch_template" {
  count = var.create_eks ? length(local.templates) : 0

  name_prefix               = join("-", compact([var.cluster_name, local.templates[count.index].name]))
  vpc_zone_identifier       = local.templates[count.index].subnets
  min_size                  = local.templates[count.index].asg_min_size
  max_size                  = local.templates[count.index].asg_max_size
  desired_capacity          = local.templates[count.index].asg_desired_capacity
  force_delete              = local.templates[count.index].asg_force_delete
  target_group_arns         = local.templates[count.index].target_group_arns
  load_balancers            = local.templates[count.index].load_balancers
  service_linked_role_arn   = local.templates[count.index].service_linked_role_arn
  protect_from_scale_in     = local.templates[count.index].protect_from_scale_in
  suspended_processes       = local.templates[count.index].suspended_processes
  enabled_metrics           = local.templates[count.index].enabled_metrics
  placement_group           = local.templates[count.index].placement_group
  termination_policies      = local.templates[count.index].termination_policies
  max_instance_lifetime     = local.templates[count.index].max_instance_lifetime
  default_cooldown          = local.templates[count.index].default_cooldown
  health_check_type         = local.templates[count.index].health_check_type
  health_check_grace_period = local.templates[count.index].health_check_grace_period
  capacity_rebalance        = local.templates[count.index].capacity_rebalance

  dynamic "mixed_instances_policy" {
    for_each = [for g in [local.templates[count.index]] : g if local.mixed[count.index]]
    content {
      instances_distribution {
        on_demand_allocation_strategy            = try(var.worker_groups_launch_template[count.index].on_demand_allocation_strategy, "prioritized")
        on_demand_base_capacity                  = mixed_instances_policy.value.on_demand_base_capacity
        on_demand_percentage_above_base_capacity = mixed_instances_policy.value.on_demand_percentage_above_base_capacity
        spot_allocation_strategy                 = mixed_instances_policy.value.spot_allocation_strategy
        spot_instance_pools                      = mixed_instances_policy.value.spot_instance_pools
        spot_max_price                           = mixed_instances_policy.value.spot_max_price
      }
      launch_template {
        launch_template_specification {
          launch_template_id = aws_launch_template.workers_launch_template[count.index].id
          version            = local.template_versions[count.index]
        }
        dynamic "override" {
          for_each = mixed_instances_policy.value.override_instance_types
          content {
            instance_type = override.value
          }
        }
      }
    }
  }
  dynamic "launch_template" {
    for_each = [for g in [local.templates[count.index]] : g if !local.mixed[count.index]]
    content {
      id      = aws_launch_template.workers_launch_template[count.index].id
      version = local.template_versions[count.index]
    }
  }

  dynamic "tag" {
    for_each = concat(
      [
        { key = "Name", value = "${local.templates[count.index].title}-eks_asg", propagate_at_launch = true },
        { key = "kubernetes.io/cluster/${var.cluster_name}", value = "owned", propagate_at_launch = true },
      ],
      [for k, v in var.tags : { key = k, value = v, propagate_at_launch = true } if k != "Name" && !contains([for t in local.templates[count.index].tags : t.key], k)],
      local.templates[count.index].tags,
    )
    content {
      key                 = tag.value.key
      value               = tag.value.value
      propagate_at_launch = tag.value.propagate_at_launch
    }
  }
  dynamic "instance_refresh" {
    for_each = [for g in [local.templates[count.index]] : g if g.instance_refresh_enabled]
    content {
      strategy = instance_refresh.value.instance_refresh_strategy
      triggers = instance_refresh.value.instance_refresh_triggers
      preferences {
        instance_warmup        = instance_refresh.value.instance_refresh_instance_warmup
        min_healthy_percentage = instance_refresh.value.instance_refresh_min_healthy_percentage
      }
    }
  }
}

locals {
  template_versions = [for i, g in local.templates : try(var.worker_groups_launch_template[i].launch_template_version, g.launch_template_version == "$Latest" ? aws_launch_template.workers_launch_template[i].latest_version : aws_launch_template.workers_launch_template[i].default_version)]
}

resource "aws_iam_instance_profile" "workers_launch_template" {
  count = var.manage_worker_iam_resources && var.create_eks ? length(var.worker_groups_launch_template) : 0

  name_prefix = var.cluster_name
  role        = try(var.worker_groups_launch_template[count.index].iam_role_id, aws_iam_role.workers[0].id)
  path        = var.iam_path
  tags        = var.tags
}

resource "aws_launch_template" "workers_launch_template" {
  count = var.create_eks ? length(local.templates) : 0

  name_prefix            = local.templates[count.index].title
  instance_type          = local.templates[count.index].instance_type
  image_id               = try(var.worker_groups_launch_template[count.index].ami_id, local.templates[count.index].platform == "windows" ? local.windows_image : local.linux_image)
  user_data              = data.external.workers.result.user_data
  key_name               = local.templates[count.index].key_name
  ebs_optimized          = try(var.worker_groups_launch_template[count.index].ebs_optimized, data.external.workers.result.ebs_optimized)
  update_default_version = local.templates[count.index].update_default_version
  tags                   = var.tags

  network_interfaces {
    associate_public_ip_address = local.templates[count.index].public_ip
    delete_on_termination       = local.templates[count.index].eni_delete
    interface_type              = local.templates[count.index].interface_type
    security_groups             = flatten([local.worker_security_group_id, var.worker_additional_security_group_ids, local.templates[count.index].additional_security_group_ids])
  }
  iam_instance_profile {
    name = try(aws_iam_instance_profile.workers_launch_template[count.index].name, null)
  }
  enclave_options {
    enabled = local.templates[count.index].enclave_support
  }
  metadata_options {
    http_endpoint               = local.templates[count.index].metadata_http_endpoint
    http_tokens                 = local.templates[count.index].metadata_http_tokens
    http_put_response_hop_limit = local.templates[count.index].metadata_http_put_response_hop_limit
  }
  dynamic "credit_specification" {
    for_each = [for c in [local.templates[count.index].cpu_credits] : c if c != null]
    content {
      cpu_credits = credit_specification.value
    }
  }
  monitoring {
    enabled = local.templates[count.index].enable_monitoring
  }
  dynamic "instance_market_options" {
    for_each = [for m in [try(var.worker_groups_launch_template[count.index].market_type, null)] : m if m != null]
    content {
      market_type = instance_market_options.value
    }
  }
  block_device_mappings {
    device_name = try(var.worker_groups_launch_template[count.index].root_block_device_name, data.aws_ami.eks_worker[0].root_device_name)
    ebs {
      volume_size           = local.templates[count.index].root_volume_size
      volume_type           = local.templates[count.index].root_volume_type
      iops                  = local.templates[count.index].root_iops
      throughput            = local.templates[count.index].root_volume_throughput
      encrypted             = local.templates[count.index].root_encrypted
      kms_key_id            = local.templates[count.index].root_kms_key_id
      delete_on_termination = true
    }
  }
  dynamic "tag_specifications" {
    for_each = ["volume", "instance", "network-interface"]
    content {
      resource_type = tag_specifications.value
      tags = merge(
        { Name = "${local.templates[count.index].title}-eks_asg" },
        { for k, v in var.tags : k => v if tag_specifications.value != "instance" || (k != "Name" && !contains([for t in local.templates[count.index].tags : t.key], k)) },
        { for t in local.templates[count.index].tags : t.key => t.value if tag_specifications.value != "instance" && t.key != "Name" && t.propagate_at_launch },
      )
    }
  }
}

data "aws_iam_policy_document" "workers_trust" {
  statement {
    sid     = "EKSWorkerAssumeRole"
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["ec2.${data.aws_partition.current.dns_suffix}"]
    }
  }
}

resource "aws_iam_role" "workers" {
  count = var.manage_worker_iam_resources && var.create_eks ? 1 : 0

  name_prefix           = var.workers_role_name != "" ? null : var.cluster_name
  name                  = var.workers_role_name != "" ? var.workers_role_name : null
  assume_role_policy    = data.aws_iam_policy_document.workers_trust.json
  permissions_boundary  = var.permissions_boundary
  path                  = var.iam_path
  force_detach_policies = true
  tags                  = var.tags
}

resource "aws_iam_role_policy_attachment" "workers_AmazonEKSWorkerNodePolicy" {
  count = var.manage_worker_iam_resources && var.create_eks ? 1 : 0

  policy_arn = "${local.policies}/AmazonEKSWorkerNodePolicy"
  role       = aws_iam_role.workers[0].name
}

resource "aws_iam_role_policy_attachment" "workers_AmazonEKS_CNI_Policy" {
  count = var.manage_worker_iam_resources && var.attach_worker_cni_policy && var.create_eks ? 1 : 0

  policy_arn = "${local.policies}/AmazonEKS_CNI_Policy"
  role       = aws_iam_role.workers[0].name
}

resource "aws_iam_role_policy_attachment" "workers_AmazonEC2ContainerRegistryReadOnly" {
  count = var.manage_worker_iam_resources && var.create_eks ? 1 : 0

  policy_arn = "${local.policies}/AmazonEC2ContainerRegistryReadOnly"
  role       = aws_iam_role.workers[0].name
}

resource "aws_iam_role_policy_attachment" "workers_additional_policies" {
  count = var.manage_worker_iam_resources && var.create_eks ? length(var.workers_additional_policies) : 0

  policy_arn = var.workers_additional_policies[count.index]
  role       = aws_iam_role.workers[0].name
}
