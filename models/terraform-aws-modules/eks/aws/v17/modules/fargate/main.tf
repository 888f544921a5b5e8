# modules/fargate, major 17: profiles and their pod execution role.

data "aws_partition" "current" {}

locals {
  create_role = var.create_eks && length(var.fargate_profiles) > 0 && var.create_fargate_pod_execution_role
}

data "aws_iam_role" "custom_fargate_iam_role" {
  count = var.create_eks && length(var.fargate_profiles) > 0 && !var.create_fargate_pod_execution_role ? 1 : 0
  name  = var.fargate_pod_execution_role_name
}

data "aws_iam_policy_document" "trust" {
  statement {
    effect  = "Allow"
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["eks-fargate-pods.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "eks_fargate_pod" {
  count = local.create_role ? 1 : 0

  name_prefix          = format("%s-fargate", substr(var.cluster_name, 0, 24))
  assume_role_policy   = data.aws_iam_policy_document.trust.json
  permissions_boundary = var.permissions_boundary
  path                 = var.iam_path
  tags                 = var.tags
}

resource "aws_iam_role_policy_attachment" "eks_fargate_pod" {
  count = local.create_role ? 1 : 0

  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/AmazonEKSFargatePodExecutionRolePolicy"
  role       = aws_iam_role.eks_fargate_pod[0].name
}

resource "aws_eks_fargate_profile" "this" {
  for_each = { for k, v in var.fargate_profiles : k => v if var.create_eks }

  cluster_name           = var.cluster_name
  fargate_profile_name   = try(each.value.name, format("%s-fargate-%s", var.cluster_name, replace(each.key, "_", "-")))
  pod_execution_role_arn = try(aws_iam_role.eks_fargate_pod[0].arn, data.aws_iam_role.custom_fargate_iam_role[0].arn, "")
  subnet_ids             = try(each.value.subnets, var.subnets)
  tags                   = merge(var.tags, try(each.value.tags, {}))
  dynamic "selector" {
    for_each = each.value.selectors
    content {
      namespace = selector.value["namespace"]
      labels    = try(selector.value.labels, {})
    }
  }
}

output "fargate_profile_ids" { value = [for p in aws_eks_fargate_profile.this : p.id] }
output "fargate_profile_arns" { value = [for p in aws_eks_fargate_profile.this : p.arn] }
output "iam_role_name" { value = try(aws_iam_role.eks_fargate_pod[0].name, data.aws_iam_role.custom_fargate_iam_role[0].name, "") }
output "iam_role_arn" { value = try(aws_iam_role.eks_fargate_pod[0].arn, data.aws_iam_role.custom_fargate_iam_role[0].arn, "") }

variable "create_eks" { default = true }
variable "create_fargate_pod_execution_role" { default = true }
variable "fargate_pod_execution_role_name" { default = null }
variable "permissions_boundary" { default = null }
variable "fargate_profiles" { default = {} }
variable "tags" { default = {} }
variable "subnets" { default = [] }
variable "cluster_name" { default = "" }
variable "iam_path" { default = "/" }
