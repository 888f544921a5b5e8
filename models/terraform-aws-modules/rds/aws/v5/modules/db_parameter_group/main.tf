# modules/db_parameter_group, majors 5 to 7: settings of the engine.

resource "aws_db_parameter_group" "this" {
  count = var.create ? 1 : 0

  region       = var.region
  name         = var.use_name_prefix ? null : var.name
  name_prefix  = var.use_name_prefix ? "${var.name}-" : null
  description  = coalesce(var.description, "${var.name} parameter group")
  family       = var.family
  skip_destroy = var.skip_destroy
  tags         = merge(var.tags, { Name = var.name })

  dynamic "parameter" {
    for_each = var.parameters
    content {
      name         = parameter.value.name
      value        = parameter.value.value
      apply_method = try(parameter.value.apply_method, null)
    }
  }
}

output "db_parameter_group_id" { value = try(aws_db_parameter_group.this[0].id, var.module_major >= 6 ? null : "") }
output "db_parameter_group_arn" { value = try(aws_db_parameter_group.this[0].arn, var.module_major >= 6 ? null : "") }

variable "module_major" {}
variable "region" { default = null }
variable "description" { default = null }
variable "family" { default = null }
variable "skip_destroy" { default = null }
variable "parameters" {
  default  = []
  nullable = false
}
variable "create" { default = true }
variable "use_name_prefix" { default = true }
variable "tags" { default = {} }
variable "name" { default = "" }
