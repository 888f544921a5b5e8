# Major 2 makes VPC endpoints itself, switched on one by one: those that can be gateways here, the others beside it by name. The provider looks the
# service's full name up; it is made of region and service here.

data "aws_region" "current" {}

locals {
  service       = "com.amazonaws.${data.aws_region.current.name}"
  endpoint_tags = merge(var.tags, var.vpc_endpoint_tags)
}

variable "vpc_endpoint_tags" { default = {} }

resource "aws_vpc_endpoint" "s3" {
  count = local.create && var.enable_s3_endpoint ? 1 : 0

  vpc_id              = local.vpc_id
  service_name        = "${local.service}.s3"
  vpc_endpoint_type   = var.s3_endpoint_type
  security_group_ids  = var.s3_endpoint_type == "Interface" ? var.s3_endpoint_security_group_ids : null
  subnet_ids          = var.s3_endpoint_type == "Interface" ? coalescelist(var.s3_endpoint_subnet_ids, aws_subnet.private[*].id) : null
  policy              = var.s3_endpoint_policy
  private_dns_enabled = var.s3_endpoint_type == "Interface" ? var.s3_endpoint_private_dns_enabled : null
  tags                = local.endpoint_tags
}

resource "aws_vpc_endpoint_route_table_association" "private_s3" {
  count = local.create && var.enable_s3_endpoint && var.s3_endpoint_type == "Gateway" ? local.nat_count : 0

  vpc_endpoint_id = aws_vpc_endpoint.s3[0].id
  route_table_id  = aws_route_table.private[count.index % length(aws_route_table.private)].id
}

resource "aws_vpc_endpoint_route_table_association" "intra_s3" {
  count = local.create && var.enable_s3_endpoint && var.s3_endpoint_type == "Gateway" ? (length(var.intra_subnets) > 0 ? 1 : 0) : 0

  vpc_endpoint_id = aws_vpc_endpoint.s3[0].id
  route_table_id  = aws_route_table.intra[0].id
}

resource "aws_vpc_endpoint_route_table_association" "public_s3" {
  count = local.create && var.enable_s3_endpoint && var.s3_endpoint_type == "Gateway" ? (var.enable_public_s3_endpoint && length(var.public_subnets) > 0 ? 1 : 0) : 0

  vpc_endpoint_id = aws_vpc_endpoint.s3[0].id
  route_table_id  = aws_route_table.public[0].id
}

output "vpc_endpoint_s3_id" { value = try(aws_vpc_endpoint.s3[0].id, "") }
output "vpc_endpoint_s3_pl_id" { value = try(aws_vpc_endpoint.s3[0].prefix_list_id, "") }
variable "enable_s3_endpoint" { default = false }
variable "s3_endpoint_type" { default = "Gateway" }
variable "s3_endpoint_security_group_ids" { default = [] }
variable "s3_endpoint_subnet_ids" { default = [] }
variable "s3_endpoint_private_dns_enabled" { default = false }
variable "s3_endpoint_policy" { default = null }
variable "enable_public_s3_endpoint" { default = true }

resource "aws_vpc_endpoint" "dynamodb" {
  count = local.create && var.enable_dynamodb_endpoint ? 1 : 0

  vpc_id              = local.vpc_id
  service_name        = "${local.service}.dynamodb"
  vpc_endpoint_type   = var.dynamodb_endpoint_type
  security_group_ids  = var.dynamodb_endpoint_type == "Interface" ? var.dynamodb_endpoint_security_group_ids : null
  subnet_ids          = var.dynamodb_endpoint_type == "Interface" ? coalescelist(var.dynamodb_endpoint_subnet_ids, aws_subnet.private[*].id) : null
  policy              = var.dynamodb_endpoint_policy
  private_dns_enabled = var.dynamodb_endpoint_type == "Interface" ? var.dynamodb_endpoint_private_dns_enabled : null
  tags                = local.endpoint_tags
}

resource "aws_vpc_endpoint_route_table_association" "private_dynamodb" {
  count = local.create && var.enable_dynamodb_endpoint && var.dynamodb_endpoint_type == "Gateway" ? local.nat_count : 0

  vpc_endpoint_id = aws_vpc_endpoint.dynamodb[0].id
  route_table_id  = aws_route_table.private[count.index % length(aws_route_table.private)].id
}

resource "aws_vpc_endpoint_route_table_association" "intra_dynamodb" {
  count = local.create && var.enable_dynamodb_endpoint && var.dynamodb_endpoint_type == "Gateway" ? (length(var.intra_subnets) > 0 ? 1 : 0) : 0

  vpc_endpoint_id = aws_vpc_endpoint.dynamodb[0].id
  route_table_id  = aws_route_table.intra[0].id
}

resource "aws_vpc_endpoint_route_table_association" "public_dynamodb" {
  count = local.create && var.enable_dynamodb_endpoint && var.dynamodb_endpoint_type == "Gateway" ? (length(var.public_subnets) > 0 ? 1 : 0) : 0

  vpc_endpoint_id = aws_vpc_endpoint.dynamodb[0].id
  route_table_id  = aws_route_table.public[0].id
}

output "vpc_endpoint_dynamodb_id" { value = try(aws_vpc_endpoint.dynamodb[0].id, "") }
output "vpc_endpoint_dynamodb_pl_id" { value = try(aws_vpc_endpoint.dynamodb[0].prefix_list_id, "") }
variable "enable_dynamodb_endpoint" { default = false }
variable "dynamodb_endpoint_type" { default = "Gateway" }
variable "dynamodb_endpoint_security_group_ids" { default = [] }
variable "dynamodb_endpoint_subnet_ids" { default = [] }
variable "dynamodb_endpoint_private_dns_enabled" { default = false }
variable "dynamodb_endpoint_policy" { default = null }
