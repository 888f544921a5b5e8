# modules/iam-read-only-policy, majors 3 to 5: one policy. What it allows is long and not modelled: it is not known.

data "external" "not_modelled" {}

resource "aws_iam_policy" "policy" {
  count = var.create_policy ? 1 : 0

  name        = var.name == null && var.module_major < 5 ? "" : var.name
  name_prefix = var.name_prefix
  path        = var.path
  description = var.description
  policy      = data.external.not_modelled.result.policy
  tags        = var.tags
}

output "policy_json" { value = data.external.not_modelled.result.policy }
output "id" { value = try(aws_iam_policy.policy[0].id, "") }
output "arn" { value = try(aws_iam_policy.policy[0].arn, "") }
output "description" { value = try(aws_iam_policy.policy[0].description, "") }
output "name" { value = try(aws_iam_policy.policy[0].name, "") }
output "path" { value = try(aws_iam_policy.policy[0].path, "") }
output "policy" { value = try(aws_iam_policy.policy[0].policy, "") }

variable "module_major" {}
variable "name" { default = null }
variable "name_prefix" { default = null }
variable "create_policy" { default = true }
variable "tags" { default = {} }
variable "path" { default = "/" }
variable "description" { default = "IAM Policy" }
