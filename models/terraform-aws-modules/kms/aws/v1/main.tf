# terraform-aws-modules/kms, majors 1 to 4: the key and its aliases. Policies, grants and replicas are not modelled: no rule looks at them.

resource "aws_kms_key" "this" {
  count = var.create && !var.create_external && !var.create_replica && !var.create_replica_external ? 1 : 0

  description              = var.description
  key_usage                = var.key_usage
  customer_master_key_spec = var.customer_master_key_spec
  deletion_window_in_days  = var.deletion_window_in_days
  enable_key_rotation      = var.enable_key_rotation
  is_enabled               = var.is_enabled
  multi_region             = var.multi_region
  tags                     = var.tags
}

resource "aws_kms_external_key" "this" {
  count = var.create && var.create_external && !var.create_replica && !var.create_replica_external ? 1 : 0

  description = var.description
  tags        = var.tags
}

locals {
  key = try(aws_kms_key.this[0], aws_kms_external_key.this[0], null)
}

resource "aws_kms_alias" "this" {
  for_each = { for k, v in merge({ for a in var.aliases : a => { name = a } }, var.computed_aliases) : k => v if var.create }

  name          = var.aliases_use_name_prefix ? null : "alias/${each.value.name}"
  name_prefix   = var.aliases_use_name_prefix ? "alias/${each.value.name}-" : null
  target_key_id = try(aws_kms_key.this[0].key_id, aws_kms_external_key.this[0].id, null)
}

output "key_arn" { value = try(aws_kms_key.this[0].arn, aws_kms_external_key.this[0].arn, null) }
output "key_id" { value = try(aws_kms_key.this[0].key_id, aws_kms_external_key.this[0].id, null) }
output "aliases" { value = aws_kms_alias.this }

variable "description" { default = null }
variable "key_usage" { default = null }
variable "customer_master_key_spec" { default = null }
variable "deletion_window_in_days" { default = null }
variable "is_enabled" { default = null }
variable "create" { default = true }
variable "enable_key_rotation" { default = true }
variable "create_external" { default = false }
variable "create_replica" { default = false }
variable "create_replica_external" { default = false }
variable "multi_region" { default = false }
variable "aliases_use_name_prefix" { default = false }
variable "aliases" { default = [] }
variable "computed_aliases" { default = {} }
variable "tags" { default = {} }
