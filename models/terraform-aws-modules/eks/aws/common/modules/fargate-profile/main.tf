# modules/fargate-profile, majors 18 to 21: the profile and its pod execution role.

data "aws_partition" "current" {}
data "aws_caller_identity" "current" {}
data "aws_region" "current" {}

locals {
  account_id = var.account_id != "" ? var.account_id : data.aws_caller_identity.current.account_id
  v19_up = var.module_major >= 19
  none   = local.v19_up ? null : "" # an output of what is not there
  v20_up = var.module_major >= 20
  v21_up = var.module_major >= 21

  create_role = var.create && var.create_iam_role
  role_name   = coalesce(var.iam_role_name, var.name, "fargate-profile")
  policies    = "arn:${data.aws_partition.current.partition}:iam::aws:policy"
  region      = var.region != null ? var.region : local.v21_up ? data.aws_region.current.region : data.aws_region.current.name
  role_policies = merge(
    { AmazonEKSFargatePodExecutionRolePolicy = "${local.policies}/AmazonEKSFargatePodExecutionRolePolicy" },
    { for k in ["AmazonEKS_CNI_Policy"] : k => "${local.policies}/${k}" if var.iam_role_attach_cni_policy && var.cluster_ip_family != "ipv6" },
    { for k in ["AmazonEKS_CNI_IPv6_Policy"] : k => "arn:${data.aws_partition.current.partition}:iam::${local.account_id}:policy/${k}" if var.iam_role_attach_cni_policy && var.cluster_ip_family == "ipv6" },
  )
}

data "aws_iam_policy_document" "trust" {
  statement {
    effect  = "Allow"
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["eks-fargate-pods.amazonaws.com"]
    }
    dynamic "condition" {
      for_each = [for x in [true] : x if local.v20_up]
      content {
        test     = "ArnLike"
        variable = "aws:SourceArn"
        values   = ["arn:${data.aws_partition.current.partition}:eks:${local.region}:${local.account_id}:fargateprofile/${var.cluster_name != null ? var.cluster_name : ""}/*"]
      }
    }
  }
}

resource "aws_iam_role" "this" {
  count = local.create_role ? 1 : 0

  name                  = var.iam_role_use_name_prefix ? null : local.role_name
  name_prefix           = var.iam_role_use_name_prefix ? "${local.role_name}-" : null
  path                  = var.iam_role_path
  description           = var.iam_role_description == null && var.module_major >= 21 ? "Fargate profile IAM role" : var.iam_role_description
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

resource "aws_eks_fargate_profile" "this" {
  count = var.create ? 1 : 0

  region                 = var.region
  cluster_name           = var.cluster_name
  fargate_profile_name   = var.name
  pod_execution_role_arn = var.create_iam_role ? aws_iam_role.this[0].arn : var.iam_role_arn
  subnet_ids             = var.subnet_ids
  tags                   = var.tags
  dynamic "selector" {
    for_each = var.selectors
    content {
      namespace = selector.value.namespace
      labels    = try(selector.value.labels, local.v21_up ? null : {})
    }
  }
  dynamic "timeouts" {
    for_each = [for t in [var.timeouts] : t if try(length(t) > 0, false)]
    content {
      create = try(timeouts.value.create, null)
      delete = try(timeouts.value.delete, null)
    }
  }
}

output "iam_role_name" { value = try(aws_iam_role.this[0].name, local.none) }
output "iam_role_arn" { value = try(aws_iam_role.this[0].arn, var.iam_role_arn) }
output "iam_role_unique_id" { value = try(aws_iam_role.this[0].unique_id, local.none) }
output "fargate_profile_arn" { value = try(aws_eks_fargate_profile.this[0].arn, local.none) }
output "fargate_profile_id" { value = try(aws_eks_fargate_profile.this[0].id, local.none) }
output "fargate_profile_status" { value = try(aws_eks_fargate_profile.this[0].status, local.none) }
output "fargate_profile_pod_execution_role_arn" { value = try(aws_eks_fargate_profile.this[0].pod_execution_role_arn, local.none) }

variable "account_id" {
  default  = ""
  nullable = false
}
variable "module_major" {}
variable "region" { default = null }
variable "cluster_name" { default = null }
variable "timeouts" { default = null }
variable "iam_role_arn" { default = null }
variable "iam_role_name" { default = null }
variable "iam_role_path" { default = null }
variable "iam_role_permissions_boundary" { default = null }
variable "cluster_ip_family" { default = null }
variable "subnet_ids" { default = null }
variable "create" {
  default  = true
  nullable = false
}
variable "create_iam_role" {
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
variable "name" {
  default  = ""
  nullable = false
}
variable "iam_role_description" { default = null }
variable "selectors" {
  default  = []
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
variable "iam_role_policy_statements" {
  default  = []
  nullable = false
}
