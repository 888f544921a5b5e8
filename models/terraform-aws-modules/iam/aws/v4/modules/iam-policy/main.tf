# modules/iam-policy, majors 3 to 6: one policy.

locals {
  create = var.create_policy && var.create
}

resource "aws_iam_policy" "policy" {
  count = local.create ? 1 : 0

  name        = var.name_prefix != null || var.use_name_prefix ? null : var.name
  name_prefix = var.name_prefix != null ? var.name_prefix : var.use_name_prefix ? "${var.name}-" : null
  path        = var.path
  description = var.description != null ? var.description : var.module_major > 5 ? null : "IAM Policy"
  policy      = var.policy
  tags        = var.tags
}

output "arn" { value = try(aws_iam_policy.policy[0].arn, "") }
output "id" { value = try(aws_iam_policy.policy[0].id, "") }
output "name" { value = try(aws_iam_policy.policy[0].name, "") }
output "path" { value = var.module_major > 5 ? null : try(aws_iam_policy.policy[0].path, "") }
output "policy" { value = try(aws_iam_policy.policy[0].policy, "") }
output "description" { value = var.module_major > 5 ? null : try(aws_iam_policy.policy[0].description, "") }

variable "module_major" {}
variable "create_policy" { default = true }
variable "create" { default = true }
variable "name" { default = "" }
variable "name_prefix" { default = null }
variable "use_name_prefix" { default = false }
variable "path" { default = "/" }
variable "description" { default = null }
variable "policy" { default = "" }
variable "tags" { default = {} }
