# Subnets of the elasticache tier: subnets, routing, network ACL, inputs and outputs.

locals {
  elasticache_size = max(length(var.elasticache_subnets), length(var.elasticache_subnet_ipv6_prefixes))
}

resource "aws_subnet" "elasticache" {
  count = local.create && local.elasticache_size > 0 ? local.elasticache_size : 0

  region                          = var.region
  vpc_id                          = local.vpc_id
  cidr_block                      = var.elasticache_subnet_ipv6_native ? null : element(concat(var.elasticache_subnets, [""]), count.index)
  availability_zone               = length(regexall("^[a-z]{2}-", element(var.azs, count.index))) > 0 ? element(var.azs, count.index) : null
  availability_zone_id            = length(regexall("^[a-z]{2}-", element(var.azs, count.index))) == 0 ? element(var.azs, count.index) : null
  assign_ipv6_address_on_creation = var.elasticache_subnet_assign_ipv6_address_on_creation != null ? var.elasticache_subnet_assign_ipv6_address_on_creation : local.v4_up ? var.enable_ipv6 && var.elasticache_subnet_ipv6_native : var.assign_ipv6_address_on_creation
  ipv6_cidr_block                 = var.enable_ipv6 && length(var.elasticache_subnet_ipv6_prefixes) > 0 ? cidrsubnet(aws_vpc.this[0].ipv6_cidr_block, 8, var.elasticache_subnet_ipv6_prefixes[count.index]) : null
  ipv6_native                     = local.v4_up ? var.enable_ipv6 && var.elasticache_subnet_ipv6_native : null
  tags                            = merge({ Name = try(var.elasticache_subnet_names[count.index], "${var.name}-${var.elasticache_subnet_suffix}-${element(var.azs, count.index)}") }, var.tags, var.elasticache_subnet_tags)

  enable_dns64                                   = local.v4_up ? var.enable_ipv6 && var.elasticache_subnet_enable_dns64 : null
  enable_resource_name_dns_a_record_on_launch    = local.v4_up ? !var.elasticache_subnet_ipv6_native && var.elasticache_subnet_enable_resource_name_dns_a_record_on_launch : null
  enable_resource_name_dns_aaaa_record_on_launch = local.v4_up ? var.enable_ipv6 && var.elasticache_subnet_enable_resource_name_dns_aaaa_record_on_launch : null
  private_dns_hostname_type_on_launch            = var.elasticache_subnet_private_dns_hostname_type_on_launch
}

resource "aws_elasticache_subnet_group" "elasticache" {
  count = local.create && local.elasticache_size > 0 && var.create_elasticache_subnet_group ? 1 : 0

  region      = var.region
  name        = coalesce(var.elasticache_subnet_group_name, var.name)
  description = "ElastiCache subnet group for ${var.name}"
  subnet_ids  = aws_subnet.elasticache[*].id
  tags        = local.v3_up ? merge({ Name = coalesce(var.elasticache_subnet_group_name, var.name) }, var.tags, var.elasticache_subnet_group_tags) : null
}

resource "aws_route_table" "elasticache" {
  count = local.create && local.elasticache_size > 0 && var.create_elasticache_subnet_route_table ? 1 : 0

  region = var.region
  vpc_id = local.vpc_id
  tags   = merge({ Name = "${var.name}-${var.elasticache_subnet_suffix}" }, var.tags, var.elasticache_route_table_tags)
}

resource "aws_route_table_association" "elasticache" {
  count = local.create ? local.elasticache_size : 0

  region         = var.region
  subnet_id      = element(aws_subnet.elasticache[*].id, count.index)
  route_table_id = element(coalescelist(aws_route_table.elasticache[*].id, aws_route_table.private[*].id), var.single_nat_gateway || var.create_elasticache_subnet_route_table ? 0 : count.index)
}

locals {
  elasticache_acl = local.create && local.elasticache_size > 0 && var.elasticache_dedicated_network_acl
}

resource "aws_network_acl" "elasticache" {
  count = local.elasticache_acl ? 1 : 0

  region     = var.region
  vpc_id     = local.vpc_id
  subnet_ids = aws_subnet.elasticache[*].id
  tags       = merge({ Name = "${var.name}-${var.elasticache_subnet_suffix}" }, var.tags, var.elasticache_acl_tags)
}

resource "aws_network_acl_rule" "elasticache_inbound" {
  count = local.elasticache_acl ? length(var.elasticache_inbound_acl_rules) : 0

  region          = var.region
  network_acl_id  = aws_network_acl.elasticache[0].id
  egress          = false
  rule_number     = var.elasticache_inbound_acl_rules[count.index]["rule_number"]
  rule_action     = var.elasticache_inbound_acl_rules[count.index]["rule_action"]
  protocol        = var.elasticache_inbound_acl_rules[count.index]["protocol"]
  from_port       = lookup(var.elasticache_inbound_acl_rules[count.index], "from_port", null)
  to_port         = lookup(var.elasticache_inbound_acl_rules[count.index], "to_port", null)
  icmp_code       = lookup(var.elasticache_inbound_acl_rules[count.index], "icmp_code", null)
  icmp_type       = lookup(var.elasticache_inbound_acl_rules[count.index], "icmp_type", null)
  cidr_block      = lookup(var.elasticache_inbound_acl_rules[count.index], "cidr_block", null)
  ipv6_cidr_block = lookup(var.elasticache_inbound_acl_rules[count.index], "ipv6_cidr_block", null)
}

resource "aws_network_acl_rule" "elasticache_outbound" {
  count = local.elasticache_acl ? length(var.elasticache_outbound_acl_rules) : 0

  region          = var.region
  network_acl_id  = aws_network_acl.elasticache[0].id
  egress          = true
  rule_number     = var.elasticache_outbound_acl_rules[count.index]["rule_number"]
  rule_action     = var.elasticache_outbound_acl_rules[count.index]["rule_action"]
  protocol        = var.elasticache_outbound_acl_rules[count.index]["protocol"]
  from_port       = lookup(var.elasticache_outbound_acl_rules[count.index], "from_port", null)
  to_port         = lookup(var.elasticache_outbound_acl_rules[count.index], "to_port", null)
  icmp_code       = lookup(var.elasticache_outbound_acl_rules[count.index], "icmp_code", null)
  icmp_type       = lookup(var.elasticache_outbound_acl_rules[count.index], "icmp_type", null)
  cidr_block      = lookup(var.elasticache_outbound_acl_rules[count.index], "cidr_block", null)
  ipv6_cidr_block = lookup(var.elasticache_outbound_acl_rules[count.index], "ipv6_cidr_block", null)
}

variable "elasticache_subnets" { default = [] }
variable "elasticache_subnet_ipv6_prefixes" { default = [] }
variable "elasticache_subnet_ipv6_native" { default = false }
variable "elasticache_subnet_assign_ipv6_address_on_creation" { default = null }
variable "elasticache_subnet_enable_dns64" { default = true }
variable "elasticache_subnet_enable_resource_name_dns_a_record_on_launch" { default = false }
variable "elasticache_subnet_enable_resource_name_dns_aaaa_record_on_launch" { default = true }
variable "elasticache_subnet_private_dns_hostname_type_on_launch" { default = null }
variable "elasticache_subnet_names" { default = [] }
variable "elasticache_subnet_suffix" { default = "elasticache" }
variable "elasticache_subnet_tags" { default = {} }
variable "elasticache_dedicated_network_acl" { default = false }
variable "elasticache_inbound_acl_rules" {
  type    = list(map(string))
  default = [{ rule_number = 100, rule_action = "allow", from_port = 0, to_port = 0, protocol = "-1", cidr_block = "0.0.0.0/0" }]
}
variable "elasticache_outbound_acl_rules" {
  type    = list(map(string))
  default = [{ rule_number = 100, rule_action = "allow", from_port = 0, to_port = 0, protocol = "-1", cidr_block = "0.0.0.0/0" }]
}
variable "elasticache_acl_tags" { default = {} }
variable "elasticache_route_table_tags" { default = {} }
variable "create_elasticache_subnet_group" { default = true }
variable "elasticache_subnet_group_name" { default = null }
variable "elasticache_subnet_group_tags" { default = {} }
variable "create_elasticache_subnet_route_table" { default = false }

output "elasticache_subnets" { value = aws_subnet.elasticache[*].id }
output "elasticache_subnet_arns" { value = aws_subnet.elasticache[*].arn }
output "elasticache_subnet_objects" { value = [for s in aws_subnet.elasticache : s if local.v5_up] }
output "elasticache_subnets_cidr_blocks" { value = compact(aws_subnet.elasticache[*].cidr_block) }
output "elasticache_subnets_ipv6_cidr_blocks" { value = compact(aws_subnet.elasticache[*].ipv6_cidr_block) }
output "elasticache_network_acl_id" { value = try(aws_network_acl.elasticache[0].id, local.none) }
output "elasticache_network_acl_arn" { value = try(aws_network_acl.elasticache[0].arn, local.none) }
output "elasticache_subnet_group" { value = try(aws_elasticache_subnet_group.elasticache[0].id, local.none) }
output "elasticache_subnet_group_name" { value = try(aws_elasticache_subnet_group.elasticache[0].name, local.none) }
output "elasticache_route_table_ids" { value = length(aws_route_table.elasticache) > 0 ? aws_route_table.elasticache[*].id : aws_route_table.private[*].id }
output "elasticache_route_table_association_ids" { value = aws_route_table_association.elasticache[*].id }
