# modules/iam-eks-role, majors 4 and 5: a role for service accounts of clusters that are looked up by name.

data "aws_partition" "current" {}
data "aws_caller_identity" "current" {}
data "aws_eks_cluster" "main" {
  for_each = { for k, v in var.cluster_service_accounts : k => v if var.create_role }
  name     = each.key
}

data "aws_iam_policy_document" "trust" {
  dynamic "statement" {
    for_each = [for x in [true] : x if var.allow_self_assume_role]
    content {
      sid     = "ExplicitSelfRoleAssumption"
      effect  = "Allow"
      actions = ["sts:AssumeRole"]
      principals {
        type        = "AWS"
        identifiers = ["*"]
      }
      condition {
        test     = "ArnLike"
        variable = "aws:PrincipalArn"
        values   = ["arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:role${var.role_path}${var.role_name != null ? var.role_name : "${var.role_name_prefix}*"}"]
      }
    }
  }
  dynamic "statement" {
    for_each = { for k, v in var.cluster_service_accounts : k => v if var.create_role }
    content {
      effect  = "Allow"
      actions = ["sts:AssumeRoleWithWebIdentity"]
      principals {
        type        = "Federated"
        identifiers = ["arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:oidc-provider/${replace(data.aws_eks_cluster.main[statement.key].identity[0].oidc[0].issuer, "https://", "")}"]
      }
      condition {
        test     = var.assume_role_condition_test
        variable = "${replace(data.aws_eks_cluster.main[statement.key].identity[0].oidc[0].issuer, "https://", "")}:sub"
        values   = [for s in statement.value : "system:serviceaccount:${s}"]
      }
    }
  }
}

resource "aws_iam_role" "this" {
  count = var.create_role ? 1 : 0

  name                  = var.role_name
  name_prefix           = var.role_name_prefix
  path                  = var.role_path
  description           = var.role_description
  assume_role_policy    = data.aws_iam_policy_document.trust.json
  max_session_duration  = var.max_session_duration
  permissions_boundary  = var.role_permissions_boundary_arn
  force_detach_policies = var.force_detach_policies
  tags                  = var.tags
}

resource "aws_iam_role_policy_attachment" "this" {
  for_each = { for k, v in try(tomap(var.role_policy_arns), {}) : k => v if var.create_role && var.module_major >= 5 }

  role       = aws_iam_role.this[0].name
  policy_arn = each.value
}

# A list in major 4.
resource "aws_iam_role_policy_attachment" "custom" {
  for_each = { for arn in try(tolist(var.role_policy_arns), []) : arn => arn if var.create_role && var.module_major < 5 }

  role       = aws_iam_role.this[0].name
  policy_arn = each.value
}

output "iam_role_arn" { value = try(aws_iam_role.this[0].arn, "") }
output "iam_role_name" { value = try(aws_iam_role.this[0].name, "") }
output "iam_role_path" { value = try(aws_iam_role.this[0].path, "") }
output "iam_role_unique_id" { value = try(aws_iam_role.this[0].unique_id, "") }

variable "module_major" {}
variable "role_name" { default = null }
variable "role_name_prefix" { default = null }
variable "create_role" { default = true }
variable "force_detach_policies" { default = false }
variable "allow_self_assume_role" { default = false }
variable "role_description" { default = "" }
variable "role_permissions_boundary_arn" { default = "" }
variable "tags" { default = {} }
variable "cluster_service_accounts" { default = {} }
variable "role_policy_arns" { default = {} }
variable "role_path" { default = "/" }
variable "max_session_duration" { default = 43200 }
variable "assume_role_condition_test" { default = "StringEquals" }
