# modules/iam-read-only-policy, major 6: one policy. What it allows is long and not modelled: it is not known.

data "external" "not_modelled" {}

resource "aws_iam_policy" "policy" {
  count = var.create && var.create_policy ? 1 : 0

  name        = var.use_name_prefix ? null : var.name
  name_prefix = var.use_name_prefix ? "${var.name}-" : null
  path        = var.path
  description = var.description
  policy      = data.external.not_modelled.result.policy
  tags        = var.tags
}

output "policy_json" { value = var.create ? data.external.not_modelled.result.policy : "" }
output "id" { value = try(aws_iam_policy.policy[0].id, null) }
output "arn" { value = try(aws_iam_policy.policy[0].arn, null) }
output "name" { value = try(aws_iam_policy.policy[0].name, null) }
output "policy" { value = try(aws_iam_policy.policy[0].policy, null) }

variable "name" { default = null }
variable "path" { default = null }
variable "description" { default = null }
variable "create" { default = true }
variable "create_policy" { default = true }
variable "use_name_prefix" { default = true }
variable "tags" { default = {} }
