# The nodes' role, where none is given.

locals {
  own_role = local.enabled && length(var.node_role_arn) == 0
  own_cni  = local.own_role && var.node_role_cni_policy_enabled
  role_arn = local.own_role ? aws_iam_role.default[0].arn : try(var.node_role_arn[0], null)
  managed  = "arn:${one(data.aws_partition.current[*].partition)}:iam::aws:policy"
}

data "aws_partition" "current" {
  count = local.own_role ? 1 : 0
}

data "aws_iam_policy_document" "assume_role" {
  count = local.own_role ? 1 : 0
  statement {
    effect  = "Allow"
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "default" {
  count                = local.own_role ? 1 : 0
  name                 = module.label.id
  assume_role_policy   = data.aws_iam_policy_document.assume_role[0].json
  permissions_boundary = var.node_role_permissions_boundary
  tags                 = module.label.tags
}

resource "aws_iam_role_policy_attachment" "amazon_eks_worker_node_policy" {
  count      = local.own_role ? 1 : 0
  policy_arn = "${local.managed}/AmazonEKSWorkerNodePolicy"
  role       = aws_iam_role.default[0].name
}

resource "aws_iam_role_policy_attachment" "amazon_ec2_container_registry_read_only" {
  count      = local.own_role ? 1 : 0
  policy_arn = "${local.managed}/AmazonEC2ContainerRegistryReadOnly"
  role       = aws_iam_role.default[0].name
}

resource "aws_iam_role_policy_attachment" "existing_policies_for_eks_workers_role" {
  count      = local.own_role ? length(var.node_role_policy_arns) : 0
  policy_arn = sort(var.node_role_policy_arns)[count.index]
  role       = aws_iam_role.default[0].name
}

# What the network plugin does on a node, of IPv4 and IPv6.
data "aws_iam_policy_document" "ipv6_eks_cni_policy" {
  count = local.own_cni ? 1 : 0
  statement {
    effect = "Allow"
    actions = ["ec2:AssignIpv6Addresses", "ec2:AssignPrivateIpAddresses", "ec2:AttachNetworkInterface", "ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface", "ec2:DescribeInstances",
    "ec2:DescribeInstanceTypes", "ec2:DescribeTags", "ec2:DescribeNetworkInterfaces", "ec2:DetachNetworkInterface", "ec2:ModifyNetworkInterfaceAttribute", "ec2:UnassignPrivateIpAddresses"]
    resources = ["*"]
  }
  statement {
    effect    = "Allow"
    actions   = ["ec2:CreateTags"]
    resources = ["arn:${data.aws_partition.current[0].partition}:ec2:*:*:network-interface/*"]
  }
}

resource "aws_iam_policy" "ipv6_eks_cni_policy" {
  count  = local.own_cni ? 1 : 0
  name   = "${module.this.id}-CNI_Policy"
  policy = data.aws_iam_policy_document.ipv6_eks_cni_policy[0].json
  tags   = local.third ? module.this.tags : null
}

resource "aws_iam_role_policy_attachment" "ipv6_eks_cni_policy" {
  count      = local.own_cni ? 1 : 0
  policy_arn = aws_iam_policy.ipv6_eks_cni_policy[0].arn
  role       = aws_iam_role.default[0].name
}
