# modules/db_option_group, majors 5 to 7: options of the engine.

resource "aws_db_option_group" "this" {
  count = var.create ? 1 : 0

  region                   = var.region
  name                     = var.use_name_prefix ? null : var.name
  name_prefix              = var.use_name_prefix ? "${var.name}-" : null
  option_group_description = coalesce(var.option_group_description, "${var.name} option group")
  engine_name              = var.engine_name
  major_engine_version     = var.major_engine_version
  skip_destroy             = var.skip_destroy
  tags                     = merge(var.tags, { Name = var.name })

  dynamic "option" {
    for_each = var.options
    content {
      option_name                    = option.value.option_name
      port                           = try(option.value.port, null)
      version                        = try(option.value.version, null)
      db_security_group_memberships  = try(option.value.db_security_group_memberships, null)
      vpc_security_group_memberships = try(option.value.vpc_security_group_memberships, null)
      dynamic "option_settings" {
        for_each = [for s in flatten([try(option.value.option_settings, [])]) : s if s != null]
        content {
          name  = try(option_settings.value.name, null)
          value = try(option_settings.value.value, null)
        }
      }
    }
  }
  dynamic "timeouts" {
    for_each = [for t in [var.timeouts] : t if t != null]
    content {
      delete = try(timeouts.value.delete, null)
    }
  }
}

output "db_option_group_id" { value = try(aws_db_option_group.this[0].id, var.module_major >= 6 ? null : "") }
output "db_option_group_arn" { value = try(aws_db_option_group.this[0].arn, var.module_major >= 6 ? null : "") }

variable "module_major" {}
variable "region" { default = null }
variable "option_group_description" { default = null }
variable "engine_name" { default = null }
variable "major_engine_version" { default = null }
variable "skip_destroy" { default = null }
variable "timeouts" { default = null }
variable "options" {
  default  = []
  nullable = false
}
variable "create" { default = true }
variable "use_name_prefix" { default = true }
variable "tags" { default = {} }
variable "name" { default = "" }
