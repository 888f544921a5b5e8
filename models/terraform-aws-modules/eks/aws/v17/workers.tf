# Self-managed worker groups, by launch configuration and by launch template, and the role of all nodes.

locals {
  defaults = merge({
    tags                          = []
    asg_desired_capacity          = "1"
    asg_max_size                  = "3"
    asg_min_size                  = "1"
    instance_type                 = "m4.large"
    root_volume_size              = "100"
    key_name                      = ""
    public_ip                     = false
    subnets                       = var.subnets
    additional_security_group_ids = []
    launch_template_id            = null
    launch_template_version       = "$Latest"
  }, var.workers_group_defaults)
}

# The image is looked up, and what it boots with is made from templates: not modelled, so not known.
data "external" "workers" {}

resource "aws_autoscaling_group" "workers" {
  count = var.create_eks ? length(var.worker_groups) : 0

  name_prefix         = join("-", compact([var.cluster_name, try(var.worker_groups[count.index].name, count.index)]))
  vpc_zone_identifier = try(var.worker_groups[count.index].subnets, local.defaults.subnets)
  min_size            = try(var.worker_groups[count.index].asg_min_size, local.defaults.asg_min_size)
  max_size            = try(var.worker_groups[count.index].asg_max_size, local.defaults.asg_max_size)
  desired_capacity    = try(var.worker_groups[count.index].asg_desired_capacity, local.defaults.asg_desired_capacity)
  launch_configuration = aws_launch_configuration.workers[count.index].id

  dynamic "tag" {
    for_each = merge(var.tags, {
      Name                                        = "${var.cluster_name}-${try(var.worker_groups[count.index].name, count.index)}-eks_asg"
      "kubernetes.io/cluster/${var.cluster_name}" = "owned"
    })
    content {
      key                 = tag.key
      value               = tag.value
      propagate_at_launch = true
    }
  }
  dynamic "tag" {
    for_each = try(var.worker_groups[count.index].tags, local.defaults.tags)
    content {
      key                 = tag.value.key
      value               = tag.value.value
      propagate_at_launch = tag.value.propagate_at_launch
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
  count = var.create_eks ? length(var.worker_groups) : 0

  name_prefix                 = "${var.cluster_name}-${try(var.worker_groups[count.index].name, count.index)}"
  instance_type               = try(var.worker_groups[count.index].instance_type, local.defaults.instance_type)
  associate_public_ip_address = try(var.worker_groups[count.index].public_ip, local.defaults.public_ip)
  security_groups             = flatten([local.worker_security_group_id, var.worker_additional_security_group_ids, try(var.worker_groups[count.index].additional_security_group_ids, local.defaults.additional_security_group_ids)])
  iam_instance_profile        = try(aws_iam_instance_profile.workers[count.index].id, null)
  image_id                    = data.external.workers.result.ami
  user_data_base64            = data.external.workers.result.user_data
}

resource "aws_autoscaling_group" "workers_launch_template" {
  count = var.create_eks ? length(var.worker_groups_launch_template) : 0

  name_prefix         = join("-", compact([var.cluster_name, try(var.worker_groups_launch_template[count.index].name, count.index)]))
  vpc_zone_identifier = try(var.worker_groups_launch_template[count.index].subnets, local.defaults.subnets)
  min_size            = try(var.worker_groups_launch_template[count.index].asg_min_size, local.defaults.asg_min_size)
  max_size            = try(var.worker_groups_launch_template[count.index].asg_max_size, local.defaults.asg_max_size)
  desired_capacity    = try(var.worker_groups_launch_template[count.index].asg_desired_capacity, local.defaults.asg_desired_capacity)
  
  launch_template {
    id      = aws_launch_template.workers_launch_template[count.index].id
    version = "$Latest"
  }

  dynamic "tag" {
    for_each = merge(var.tags, {
      Name                                        = "${var.cluster_name}-${try(var.worker_groups_launch_template[count.index].name, count.index)}-eks_asg"
      "kubernetes.io/cluster/${var.cluster_name}" = "owned"
    })
    content {
      key                 = tag.key
      value               = tag.value
      propagate_at_launch = true
    }
  }
  dynamic "tag" {
    for_each = try(var.worker_groups_launch_template[count.index].tags, local.defaults.tags)
    content {
      key                 = tag.value.key
      value               = tag.value.value
      propagate_at_launch = tag.value.propagate_at_launch
    }
  }
}

resource "aws_iam_instance_profile" "workers_launch_template" {
  count = var.manage_worker_iam_resources && var.create_eks ? length(var.worker_groups_launch_template) : 0

  name_prefix = var.cluster_name
  role        = try(var.worker_groups_launch_template[count.index].iam_role_id, aws_iam_role.workers[0].id)
  path        = var.iam_path
  tags        = var.tags
}

resource "aws_launch_template" "workers_launch_template" {
  count = var.create_eks ? length(var.worker_groups_launch_template) : 0

  name_prefix   = "${var.cluster_name}-${try(var.worker_groups_launch_template[count.index].name, count.index)}"
  instance_type = try(var.worker_groups_launch_template[count.index].instance_type, local.defaults.instance_type)
  image_id      = data.external.workers.result.ami
  user_data     = data.external.workers.result.user_data
  network_interfaces {
    associate_public_ip_address = try(var.worker_groups_launch_template[count.index].public_ip, local.defaults.public_ip)
    security_groups             = flatten([local.worker_security_group_id, var.worker_additional_security_group_ids, try(var.worker_groups_launch_template[count.index].additional_security_group_ids, local.defaults.additional_security_group_ids)])
  }
  iam_instance_profile {
    name = try(aws_iam_instance_profile.workers_launch_template[count.index].name, null)
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
