# modules/iam-assumable-roles, majors 3 to 5: roles of an administrator, a power user and a reader, each on demand.

data "aws_partition" "current" {}
data "aws_caller_identity" "current" {}

locals {
  v5_up = var.module_major >= 5
  roles = "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:role"
  selves = { for r in [
    { sid = "Admin", role = "${var.admin_role_path}${var.admin_role_name}", there = var.create_admin_role },
    { sid = "PowerUser", role = "${var.poweruser_role_path}${var.poweruser_role_name}", there = var.create_poweruser_role },
    { sid = "ReadOnly", role = "${var.readonly_role_path}${var.readonly_role_name}", there = var.create_readonly_role },
  ] : r.sid => r if local.v5_up && var.allow_self_assume_role && r.there }
}

data "aws_iam_policy_document" "trust" {
  for_each = { plain = [], mfa = [{ test = "Bool", variable = "aws:MultiFactorAuthPresent", value = "true" }, { test = "NumericLessThan", variable = "aws:MultiFactorAuthAge", value = var.mfa_age }] }

  dynamic "statement" {
    for_each = local.selves
    content {
      sid     = "ExplicitSelf${statement.value.sid}RoleAssumption"
      effect  = "Allow"
      actions = ["sts:AssumeRole"]
      principals {
        type        = "AWS"
        identifiers = ["*"]
      }
      condition {
        test     = "ArnLike"
        variable = "aws:PrincipalArn"
        values   = ["${local.roles}${statement.value.role}"]
      }
    }
  }
  statement {
    effect  = "Allow"
    actions = compact(distinct(concat(["sts:AssumeRole"], [for a in var.trusted_role_actions : a if local.v5_up])))
    principals {
      type        = "AWS"
      identifiers = var.trusted_role_arns
    }
    principals {
      type        = "Service"
      identifiers = var.trusted_role_services
    }
    dynamic "condition" {
      for_each = each.value
      content {
        test     = condition.value.test
        variable = condition.value.variable
        values   = [condition.value.value]
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

resource "aws_iam_role" "admin" {
  count = var.create_admin_role ? 1 : 0

  name                  = var.admin_role_name
  path                  = var.admin_role_path
  assume_role_policy    = data.aws_iam_policy_document.trust[var.admin_role_requires_mfa ? "mfa" : "plain"].json
  max_session_duration  = var.max_session_duration
  permissions_boundary  = var.admin_role_permissions_boundary_arn
  force_detach_policies = var.force_detach_policies
  tags                  = var.admin_role_tags
}

resource "aws_iam_role_policy_attachment" "admin" {
  count = var.create_admin_role ? length(var.admin_role_policy_arns) : 0

  role       = aws_iam_role.admin[0].name
  policy_arn = var.admin_role_policy_arns[count.index]
}

resource "aws_iam_role" "poweruser" {
  count = var.create_poweruser_role ? 1 : 0

  name                  = var.poweruser_role_name
  path                  = var.poweruser_role_path
  assume_role_policy    = data.aws_iam_policy_document.trust[var.poweruser_role_requires_mfa ? "mfa" : "plain"].json
  max_session_duration  = var.max_session_duration
  permissions_boundary  = var.poweruser_role_permissions_boundary_arn
  force_detach_policies = var.force_detach_policies
  tags                  = var.poweruser_role_tags
}

resource "aws_iam_role_policy_attachment" "poweruser" {
  count = var.create_poweruser_role ? length(var.poweruser_role_policy_arns) : 0

  role       = aws_iam_role.poweruser[0].name
  policy_arn = var.poweruser_role_policy_arns[count.index]
}

resource "aws_iam_role" "readonly" {
  count = var.create_readonly_role ? 1 : 0

  name                  = var.readonly_role_name
  path                  = var.readonly_role_path
  assume_role_policy    = data.aws_iam_policy_document.trust[var.readonly_role_requires_mfa ? "mfa" : "plain"].json
  max_session_duration  = var.max_session_duration
  permissions_boundary  = var.readonly_role_permissions_boundary_arn
  force_detach_policies = var.force_detach_policies
  tags                  = var.readonly_role_tags
}

resource "aws_iam_role_policy_attachment" "readonly" {
  count = var.create_readonly_role ? length(var.readonly_role_policy_arns) : 0

  role       = aws_iam_role.readonly[0].name
  policy_arn = var.readonly_role_policy_arns[count.index]
}

output "admin_iam_role_arn" { value = try(aws_iam_role.admin[0].arn, "") }
output "admin_iam_role_name" { value = try(aws_iam_role.admin[0].name, "") }
output "admin_iam_role_path" { value = try(aws_iam_role.admin[0].path, "") }
output "admin_iam_role_unique_id" { value = try(aws_iam_role.admin[0].unique_id, "") }
output "admin_iam_role_requires_mfa" { value = var.admin_role_requires_mfa }
output "poweruser_iam_role_arn" { value = try(aws_iam_role.poweruser[0].arn, "") }
output "poweruser_iam_role_name" { value = try(aws_iam_role.poweruser[0].name, "") }
output "poweruser_iam_role_path" { value = try(aws_iam_role.poweruser[0].path, "") }
output "poweruser_iam_role_unique_id" { value = try(aws_iam_role.poweruser[0].unique_id, "") }
output "poweruser_iam_role_requires_mfa" { value = var.poweruser_role_requires_mfa }
output "readonly_iam_role_arn" { value = try(aws_iam_role.readonly[0].arn, "") }
output "readonly_iam_role_name" { value = try(aws_iam_role.readonly[0].name, "") }
output "readonly_iam_role_path" { value = try(aws_iam_role.readonly[0].path, "") }
output "readonly_iam_role_unique_id" { value = try(aws_iam_role.readonly[0].unique_id, "") }
output "readonly_iam_role_requires_mfa" { value = var.readonly_role_requires_mfa }

variable "module_major" {}
variable "trusted_role_actions" { default = ["sts:TagSession"] }
variable "trusted_role_arns" { default = [] }
variable "trusted_role_services" { default = [] }
variable "trust_policy_conditions" { default = [] }
variable "mfa_age" { default = 86400 }
variable "allow_self_assume_role" { default = false }
variable "force_detach_policies" { default = false }
variable "max_session_duration" { default = 3600 }
variable "create_admin_role" { default = false }
variable "admin_role_name" { default = "admin" }
variable "admin_role_path" { default = "/" }
variable "admin_role_requires_mfa" { default = true }
variable "admin_role_policy_arns" { default = ["arn:aws:iam::aws:policy/AdministratorAccess"] }
variable "admin_role_permissions_boundary_arn" { default = "" }
variable "admin_role_tags" { default = {} }
variable "create_poweruser_role" { default = false }
variable "poweruser_role_name" { default = "poweruser" }
variable "poweruser_role_path" { default = "/" }
variable "poweruser_role_requires_mfa" { default = true }
variable "poweruser_role_policy_arns" { default = ["arn:aws:iam::aws:policy/PowerUserAccess"] }
variable "poweruser_role_permissions_boundary_arn" { default = "" }
variable "poweruser_role_tags" { default = {} }
variable "create_readonly_role" { default = false }
variable "readonly_role_name" { default = "readonly" }
variable "readonly_role_path" { default = "/" }
variable "readonly_role_requires_mfa" { default = true }
variable "readonly_role_policy_arns" { default = ["arn:aws:iam::aws:policy/ReadOnlyAccess"] }
variable "readonly_role_permissions_boundary_arn" { default = "" }
variable "readonly_role_tags" { default = {} }
