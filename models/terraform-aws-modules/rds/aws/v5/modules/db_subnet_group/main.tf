# modules/db_subnet_group, majors 5 to 7: the subnets that the instance may be in.

resource "aws_db_subnet_group" "this" {
  count = var.create ? 1 : 0

  region      = var.region
  name        = var.use_name_prefix ? null : var.name
  name_prefix = var.use_name_prefix ? "${var.name}-" : null
  description = coalesce(var.description, "${var.name} subnet group")
  subnet_ids  = var.subnet_ids
  tags        = merge(var.tags, { Name = var.name })
}

output "db_subnet_group_id" { value = try(aws_db_subnet_group.this[0].id, var.module_major >= 6 ? null : "") }
output "db_subnet_group_arn" { value = try(aws_db_subnet_group.this[0].arn, var.module_major >= 6 ? null : "") }

variable "module_major" {}
variable "region" { default = null }
variable "description" { default = null }
variable "subnet_ids" { default = [] }
variable "create" { default = true }
variable "use_name_prefix" { default = true }
variable "tags" { default = {} }
variable "name" { default = "" }
