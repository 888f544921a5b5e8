# modules/vpc-endpoints, majors 3 to 6. The provider looks the service's full name up; it is made of region and service here.

data "aws_region" "current" {}

locals {
  v5_up              = var.module_major >= 5
  endpoints          = { for k, v in var.endpoints : k => v if var.create && try(v.create, true) != false }
  security_group_ids = concat(var.security_group_ids, aws_security_group.this[*].id)
  region             = var.region != null ? var.region : data.aws_region.current.name
}

resource "aws_vpc_endpoint" "this" {
  for_each = local.endpoints

  region              = var.region
  vpc_id              = var.vpc_id
  service_name        = try(each.value.service_endpoint, each.value.service_name, "com.amazonaws.${local.region}.${each.value.service}")
  vpc_endpoint_type   = try(each.value.service_type, "Interface")
  auto_accept         = try(each.value.auto_accept, null)
  policy              = try(each.value.policy, null)
  private_dns_enabled = try(each.value.service_type, "Interface") == "Interface" ? try(each.value.private_dns_enabled, null) : null
  subnet_ids          = try(each.value.service_type, "Interface") == "Interface" ? distinct(concat(var.subnet_ids, try(each.value.subnet_ids, []))) : null
  route_table_ids     = try(each.value.service_type, "Interface") == "Gateway" ? try(each.value.route_table_ids, null) : null
  security_group_ids  = try(each.value.service_type, "Interface") == "Interface" && length(concat(local.security_group_ids, try(each.value.security_group_ids, []))) > 0 ? distinct(concat(local.security_group_ids, try(each.value.security_group_ids, []))) : null
  tags                = merge(var.tags, { for k, v in { Name = replace(each.key, ".", "-") } : k => v if local.v5_up }, try(each.value.tags, {}))

  timeouts {
    create = try(var.timeouts.create, "10m")
    update = try(var.timeouts.update, "10m")
    delete = try(var.timeouts.delete, "10m")
  }
}

resource "aws_security_group" "this" {
  count = var.create && var.create_security_group ? 1 : 0

  region      = var.region
  name        = var.security_group_name
  name_prefix = var.security_group_name_prefix
  description = var.security_group_description
  vpc_id      = var.vpc_id
  tags        = merge(var.tags, var.security_group_tags, { Name = try(coalesce(var.security_group_name, var.security_group_name_prefix), "") })
}

resource "aws_security_group_rule" "this" {
  for_each = { for k, v in var.security_group_rules : k => v if var.create && var.create_security_group }

  region                   = var.region
  security_group_id        = aws_security_group.this[0].id
  protocol                 = try(each.value.protocol, "tcp")
  from_port                = try(each.value.from_port, 443)
  to_port                  = try(each.value.to_port, 443)
  type                     = try(each.value.type, "ingress")
  description              = try(each.value.description, null)
  cidr_blocks              = try(each.value.cidr_blocks, null)
  ipv6_cidr_blocks         = try(each.value.ipv6_cidr_blocks, null)
  prefix_list_ids          = try(each.value.prefix_list_ids, null)
  self                     = try(each.value.self, null)
  source_security_group_id = try(each.value.source_security_group_id, null)
}

output "endpoints" { value = aws_vpc_endpoint.this }
output "security_group_id" { value = try(aws_security_group.this[0].id, null) }
output "security_group_arn" { value = try(aws_security_group.this[0].arn, null) }

variable "module_major" {}
variable "create" { default = true }
variable "region" { default = null }
variable "vpc_id" { default = null }
variable "endpoints" { default = {} }
variable "security_group_ids" { default = [] }
variable "subnet_ids" { default = [] }
variable "tags" { default = {} }
variable "create_security_group" { default = false }
variable "security_group_name" { default = null }
variable "security_group_name_prefix" { default = null }
variable "security_group_description" { default = null }
variable "security_group_rules" { default = {} }
variable "security_group_tags" { default = {} }
variable "timeouts" { default = {} }
