# Endpoints by key. From major 2 on route tables, subnets and all security groups but the first are attached one by one; major 1 attaches no route tables.

variable "module_major" {}
variable "vpc_id" { type = string }
variable "gateway_vpc_endpoints" {
  type    = any
  default = {}
}
variable "interface_vpc_endpoints" {
  type    = any
  default = {}
}

locals {
  gateways   = module.this.enabled ? var.gateway_vpc_endpoints : {}
  interfaces = module.this.enabled ? var.interface_vpc_endpoints : {}
  tables     = merge([for k, v in local.gateways : { for i, id in v.route_table_ids : "${k}[${i}]" => { of = k, id = id } }]...)
  subnets    = merge([for k, v in local.interfaces : { for i, id in v.subnet_ids : "${k}[${i}]" => { of = k, id = id } }]...)
  one_by_one = var.module_major > 1
  groups     = merge([for k, v in local.interfaces : { for i, id in v.security_group_ids : "${k}[${i}]" => { of = k, id = id, index = i } }]...)
}

data "aws_vpc_endpoint_service" "gateway_endpoint_service" {
  for_each     = local.gateways
  service      = each.value.name
  service_type = "Gateway"
}

data "aws_vpc_endpoint_service" "interface_endpoint_service" {
  for_each     = local.interfaces
  service      = each.value.name
  service_type = "Interface"
}

module "gateway_endpoint_label" {
  source     = "cloudposse/label/null"
  version    = "0.25.0"
  for_each   = local.gateways
  attributes = [each.key]
  context    = module.this.context
}

module "interface_endpoint_label" {
  source     = "cloudposse/label/null"
  version    = "0.25.0"
  for_each   = local.interfaces
  attributes = [each.key]
  context    = module.this.context
}

resource "aws_vpc_endpoint" "gateway_endpoint" {
  for_each = local.gateways

  vpc_id            = var.vpc_id
  service_name      = data.aws_vpc_endpoint_service.gateway_endpoint_service[each.key].service_name
  vpc_endpoint_type = "Gateway"
  policy            = each.value.policy
  tags              = module.gateway_endpoint_label[each.key].tags
}

resource "aws_vpc_endpoint_route_table_association" "gateway" {
  for_each        = local.one_by_one ? local.tables : {}
  route_table_id  = each.value.id
  vpc_endpoint_id = aws_vpc_endpoint.gateway_endpoint[each.value.of].id
}

resource "aws_vpc_endpoint" "interface_endpoint" {
  for_each = local.interfaces

  vpc_id              = var.vpc_id
  service_name        = data.aws_vpc_endpoint_service.interface_endpoint_service[each.key].service_name
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = each.value.private_dns_enabled
  policy              = each.value.policy
  security_group_ids  = [for i, id in each.value.security_group_ids : id if !local.one_by_one || i == 0]
  subnet_ids          = local.one_by_one ? null : each.value.subnet_ids
  tags                = module.interface_endpoint_label[each.key].tags
}

resource "aws_vpc_endpoint_subnet_association" "interface" {
  for_each        = local.one_by_one ? local.subnets : {}
  subnet_id       = each.value.id
  vpc_endpoint_id = aws_vpc_endpoint.interface_endpoint[each.value.of].id
}

resource "aws_vpc_endpoint_security_group_association" "interface" {
  for_each          = local.one_by_one ? { for k, v in local.groups : k => v if v.index > 0 } : {}
  security_group_id = each.value.id
  vpc_endpoint_id   = aws_vpc_endpoint.interface_endpoint[each.value.of].id
}

resource "time_sleep" "creation" {
  count = local.one_by_one && length(local.gateways) + length(local.interfaces) > 0 ? 1 : 0
}

data "aws_vpc_endpoint" "gateway" {
  for_each = local.gateways
  id       = aws_vpc_endpoint.gateway_endpoint[each.key].id
}

data "aws_vpc_endpoint" "interface" {
  for_each = local.interfaces
  id       = aws_vpc_endpoint.interface_endpoint[each.key].id
}

output "gateway_vpc_endpoints" { value = local.one_by_one ? null : values(aws_vpc_endpoint.gateway_endpoint) }
output "interface_vpc_endpoints" { value = local.one_by_one ? null : values(aws_vpc_endpoint.interface_endpoint) }
output "gateway_vpc_endpoints_map" { value = local.one_by_one ? data.aws_vpc_endpoint.gateway : null }
output "interface_vpc_endpoints_map" { value = local.one_by_one ? data.aws_vpc_endpoint.interface : null }
