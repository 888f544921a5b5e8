# modules/iam-assumable-role-with-saml, majors 3 to 5: a role that users of SAML providers assume.

data "aws_partition" "current" {}
data "aws_caller_identity" "current" {}

locals {
  v5_up = var.module_major >= 5
}

data "aws_iam_policy_document" "trust" {
  dynamic "statement" {
    for_each = [for x in [true] : x if local.v5_up && var.allow_self_assume_role]
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
  statement {
    effect  = "Allow"
    actions = compact(distinct(concat(["sts:AssumeRoleWithSAML"], [for a in var.trusted_role_actions : a if local.v5_up])))
    principals {
      type        = "Federated"
      identifiers = compact(distinct(concat(var.provider_ids, [var.provider_id])))
    }
    condition {
      test     = "StringEquals"
      variable = "SAML:aud"
      values   = [var.aws_saml_endpoint]
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

resource "aws_iam_role_policy_attachment" "custom" {
  count = var.create_role ? coalesce(var.number_of_role_policy_arns, length(var.role_policy_arns)) : 0

  role       = aws_iam_role.this[0].name
  policy_arn = var.role_policy_arns[count.index]
}

output "iam_role_arn" { value = try(aws_iam_role.this[0].arn, "") }
output "iam_role_name" { value = try(aws_iam_role.this[0].name, "") }
output "iam_role_path" { value = try(aws_iam_role.this[0].path, "") }
output "iam_role_unique_id" { value = try(aws_iam_role.this[0].unique_id, "") }

variable "module_major" {}
variable "role_name" { default = null }
variable "role_name_prefix" { default = null }
variable "number_of_role_policy_arns" { default = null }
variable "create_role" { default = false }
variable "force_detach_policies" { default = false }
variable "allow_self_assume_role" { default = false }
variable "provider_ids" { default = [] }
variable "role_policy_arns" { default = [] }
variable "trusted_role_actions" { default = ["sts:TagSession"] }
variable "tags" { default = {} }
variable "max_session_duration" { default = 3600 }
variable "provider_id" { default = "" }
variable "role_description" { default = "" }
variable "role_permissions_boundary_arn" { default = "" }
variable "role_path" { default = "/" }
variable "aws_saml_endpoint" { default = "https://signin.aws.amazon.com/saml" }
