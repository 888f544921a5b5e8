# modules/iam-assumable-role, majors 3 to 5: a role that accounts, users and services assume.

data "aws_partition" "current" {}
data "aws_caller_identity" "current" {}

locals {
  v5_up        = var.module_major >= 5
  actions      = var.trusted_role_actions != null ? var.trusted_role_actions : concat(["sts:AssumeRole"], [for a in ["sts:TagSession"] : a if local.v5_up])
  external_ids = flatten([var.role_sts_externalid])
  own_trust    = local.v5_up ? var.create_custom_role_trust_policy : var.custom_role_trust_policy != ""
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
    actions = local.v5_up ? compact(distinct(concat(["sts:AssumeRole"], local.actions))) : local.actions
    principals {
      type        = "AWS"
      identifiers = var.trusted_role_arns
    }
    principals {
      type        = "Service"
      identifiers = var.trusted_role_services
    }
    dynamic "condition" {
      for_each = [for x in ["true"] : x if var.role_requires_mfa && !local.own_trust]
      content {
        test     = "Bool"
        variable = "aws:MultiFactorAuthPresent"
        values   = [condition.value]
      }
    }
    dynamic "condition" {
      for_each = [for age in [var.mfa_age] : age if var.role_requires_mfa && !local.own_trust]
      content {
        test     = "NumericLessThan"
        variable = "aws:MultiFactorAuthAge"
        values   = [condition.value]
      }
    }
    dynamic "condition" {
      for_each = [for x in [true] : x if length(local.external_ids) > 0]
      content {
        test     = "StringEquals"
        variable = "sts:ExternalId"
        values   = local.external_ids
      }
    }
    dynamic "condition" {
      for_each = [for x in [true] : x if local.v5_up && var.role_requires_session_name]
      content {
        test     = "StringEquals"
        variable = "sts:RoleSessionName"
        values   = var.role_session_name
      }
    }
    dynamic "condition" {
      for_each = var.trust_policy_conditions
      content {
        test     = condition.value.test
        variable = condition.value.variable
        values   = condition.value.values
      }
    }
  }
}

resource "aws_iam_role" "this" {
  count = var.create_role ? 1 : 0

  name                  = !local.v5_up && var.role_name == null ? "" : var.role_name
  name_prefix           = var.role_name_prefix
  path                  = var.role_path
  description           = var.role_description
  assume_role_policy    = local.own_trust && var.custom_role_trust_policy != "" ? var.custom_role_trust_policy : data.aws_iam_policy_document.trust.json
  max_session_duration  = var.max_session_duration
  permissions_boundary  = var.role_permissions_boundary_arn
  force_detach_policies = var.force_detach_policies
  tags                  = var.tags
}

resource "aws_iam_role_policy_attachment" "custom" {
  count = var.create_role ? coalesce(var.number_of_custom_role_policy_arns, length(var.custom_role_policy_arns)) : 0

  role       = aws_iam_role.this[0].name
  policy_arn = var.custom_role_policy_arns[count.index]
}

resource "aws_iam_role_policy_attachment" "admin" {
  count = var.create_role && var.attach_admin_policy ? 1 : 0

  role       = aws_iam_role.this[0].name
  policy_arn = var.admin_role_policy_arn
}

resource "aws_iam_role_policy_attachment" "poweruser" {
  count = var.create_role && var.attach_poweruser_policy ? 1 : 0

  role       = aws_iam_role.this[0].name
  policy_arn = var.poweruser_role_policy_arn
}

resource "aws_iam_role_policy_attachment" "readonly" {
  count = var.create_role && var.attach_readonly_policy ? 1 : 0

  role       = aws_iam_role.this[0].name
  policy_arn = var.readonly_role_policy_arn
}

resource "aws_iam_instance_profile" "this" {
  count = var.create_role && var.create_instance_profile ? 1 : 0

  name = var.role_name
  path = var.role_path
  role = aws_iam_role.this[0].name
  tags = var.tags
}

data "aws_iam_policy_document" "inline" {
  dynamic "statement" {
    for_each = var.inline_policy_statements
    content {
      sid           = try(statement.value.sid, null)
      actions       = try(statement.value.actions, null)
      not_actions   = try(statement.value.not_actions, null)
      effect        = try(statement.value.effect, null)
      resources     = try(statement.value.resources, null)
      not_resources = try(statement.value.not_resources, null)
      dynamic "condition" {
        for_each = try(statement.value.conditions, [])
        content {
          test     = condition.value.test
          variable = condition.value.variable
          values   = condition.value.values
        }
      }
    }
  }
}

resource "aws_iam_role_policy" "inline" {
  count = var.create_role && length(var.inline_policy_statements) > 0 ? 1 : 0

  role        = aws_iam_role.this[0].name
  name_prefix = "${try(coalesce(var.role_name, var.role_name_prefix), "")}_inline_"
  policy      = data.aws_iam_policy_document.inline.json
}

output "iam_role_arn" { value = try(aws_iam_role.this[0].arn, "") }
output "iam_role_name" { value = try(aws_iam_role.this[0].name, "") }
output "iam_role_path" { value = try(aws_iam_role.this[0].path, "") }
output "iam_role_unique_id" { value = try(aws_iam_role.this[0].unique_id, "") }
output "role_requires_mfa" { value = var.role_requires_mfa }
output "iam_instance_profile_arn" { value = try(aws_iam_instance_profile.this[0].arn, "") }
output "iam_instance_profile_name" { value = try(aws_iam_instance_profile.this[0].name, "") }
output "iam_instance_profile_id" { value = try(aws_iam_instance_profile.this[0].id, "") }
output "iam_instance_profile_path" { value = try(aws_iam_instance_profile.this[0].path, "") }
output "role_sts_externalid" { value = var.role_sts_externalid }

variable "module_major" {}
variable "trusted_role_actions" { default = null }
variable "role_name" { default = null }
variable "role_name_prefix" { default = null }
variable "number_of_custom_role_policy_arns" { default = null }
variable "role_requires_mfa" { default = true }
variable "create_role" { default = false }
variable "create_instance_profile" { default = false }
variable "create_custom_role_trust_policy" { default = false }
variable "attach_admin_policy" { default = false }
variable "attach_poweruser_policy" { default = false }
variable "attach_readonly_policy" { default = false }
variable "force_detach_policies" { default = false }
variable "allow_self_assume_role" { default = false }
variable "role_requires_session_name" { default = false }
variable "tags" { default = {} }
variable "trusted_role_arns" { default = [] }
variable "trusted_role_services" { default = [] }
variable "trust_policy_conditions" { default = [] }
variable "custom_role_policy_arns" { default = [] }
variable "inline_policy_statements" { default = [] }
variable "role_sts_externalid" { default = [] }
variable "role_session_name" { default = ["$${aws:username}"] }
variable "mfa_age" { default = 86400 }
variable "max_session_duration" { default = 3600 }
variable "role_permissions_boundary_arn" { default = "" }
variable "custom_role_trust_policy" { default = "" }
variable "role_description" { default = "" }
variable "role_path" { default = "/" }
variable "admin_role_policy_arn" { default = "arn:aws:iam::aws:policy/AdministratorAccess" }
variable "poweruser_role_policy_arn" { default = "arn:aws:iam::aws:policy/PowerUserAccess" }
variable "readonly_role_policy_arn" { default = "arn:aws:iam::aws:policy/ReadOnlyAccess" }
