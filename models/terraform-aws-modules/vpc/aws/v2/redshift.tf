# Subnets of the redshift tier: subnets, routing, network ACL, inputs and outputs.

locals {
  redshift_size = max(length(var.redshift_subnets), length(var.redshift_subnet_ipv6_prefixes))
}

resource "aws_subnet" "redshift" {
  count = local.create && local.redshift_size > 0 ? local.redshift_size : 0

  region                          = var.region
  vpc_id                          = local.vpc_id
  cidr_block                      = var.redshift_subnet_ipv6_native ? null : element(concat(var.redshift_subnets, [""]), count.index)
  availability_zone               = length(regexall("^[a-z]{2}-", element(var.azs, count.index))) > 0 ? element(var.azs, count.index) : null
  availability_zone_id            = length(regexall("^[a-z]{2}-", element(var.azs, count.index))) == 0 ? element(var.azs, count.index) : null
  assign_ipv6_address_on_creation = var.redshift_subnet_assign_ipv6_address_on_creation != null ? var.redshift_subnet_assign_ipv6_address_on_creation : local.v4_up ? var.enable_ipv6 && var.redshift_subnet_ipv6_native : var.assign_ipv6_address_on_creation
  ipv6_cidr_block                 = var.enable_ipv6 && length(var.redshift_subnet_ipv6_prefixes) > 0 ? cidrsubnet(aws_vpc.this[0].ipv6_cidr_block, 8, var.redshift_subnet_ipv6_prefixes[count.index]) : null
  ipv6_native                     = local.v4_up ? var.enable_ipv6 && var.redshift_subnet_ipv6_native : null
  tags                            = merge({ Name = try(var.redshift_subnet_names[count.index], "${var.name}-${var.redshift_subnet_suffix}-${element(var.azs, count.index)}") }, var.tags, var.redshift_subnet_tags)

  enable_dns64                                   = local.v4_up ? var.enable_ipv6 && var.redshift_subnet_enable_dns64 : null
  enable_resource_name_dns_a_record_on_launch    = local.v4_up ? !var.redshift_subnet_ipv6_native && var.redshift_subnet_enable_resource_name_dns_a_record_on_launch : null
  enable_resource_name_dns_aaaa_record_on_launch = local.v4_up ? var.enable_ipv6 && var.redshift_subnet_enable_resource_name_dns_aaaa_record_on_launch : null
  private_dns_hostname_type_on_launch            = var.redshift_subnet_private_dns_hostname_type_on_launch
}

resource "aws_redshift_subnet_group" "redshift" {
  count = local.create && local.redshift_size > 0 && var.create_redshift_subnet_group ? 1 : 0

  region      = var.region
  name        = lower(coalesce(var.redshift_subnet_group_name, var.name))
  description = "Redshift subnet group for ${var.name}"
  subnet_ids  = aws_subnet.redshift[*].id
  tags        = merge({ Name = coalesce(var.redshift_subnet_group_name, var.name) }, var.tags, var.redshift_subnet_group_tags)
}

resource "aws_route_table" "redshift" {
  count = local.create && local.redshift_size > 0 && var.create_redshift_subnet_route_table ? 1 : 0

  region = var.region
  vpc_id = local.vpc_id
  tags   = merge({ Name = "${var.name}-${var.redshift_subnet_suffix}" }, var.tags, var.redshift_route_table_tags)
}

resource "aws_route_table_association" "redshift" {
  count = local.create && !var.enable_public_redshift ? local.redshift_size : 0

  region         = var.region
  subnet_id      = element(aws_subnet.redshift[*].id, count.index)
  route_table_id = element(coalescelist(aws_route_table.redshift[*].id, aws_route_table.private[*].id), var.single_nat_gateway || var.create_redshift_subnet_route_table ? 0 : count.index)
}

resource "aws_route_table_association" "redshift_public" {
  count = local.create && var.enable_public_redshift ? local.redshift_size : 0

  region         = var.region
  subnet_id      = element(aws_subnet.redshift[*].id, count.index)
  route_table_id = element(coalescelist(aws_route_table.redshift[*].id, aws_route_table.public[*].id), var.single_nat_gateway || var.create_redshift_subnet_route_table ? 0 : count.index)
}

locals {
  redshift_acl = local.create && local.redshift_size > 0 && var.redshift_dedicated_network_acl
}

resource "aws_network_acl" "redshift" {
  count = local.redshift_acl ? 1 : 0

  region     = var.region
  vpc_id     = local.vpc_id
  subnet_ids = aws_subnet.redshift[*].id
  tags       = merge({ Name = "${var.name}-${var.redshift_subnet_suffix}" }, var.tags, var.redshift_acl_tags)
}

resource "aws_network_acl_rule" "redshift_inbound" {
  count = local.redshift_acl ? length(var.redshift_inbound_acl_rules) : 0

  region          = var.region
  network_acl_id  = aws_network_acl.redshift[0].id
  egress          = false
  rule_number     = var.redshift_inbound_acl_rules[count.index]["rule_number"]
  rule_action     = var.redshift_inbound_acl_rules[count.index]["rule_action"]
  protocol        = var.redshift_inbound_acl_rules[count.index]["protocol"]
  from_port       = lookup(var.redshift_inbound_acl_rules[count.index], "from_port", null)
  to_port         = lookup(var.redshift_inbound_acl_rules[count.index], "to_port", null)
  icmp_code       = lookup(var.redshift_inbound_acl_rules[count.index], "icmp_code", null)
  icmp_type       = lookup(var.redshift_inbound_acl_rules[count.index], "icmp_type", null)
  cidr_block      = lookup(var.redshift_inbound_acl_rules[count.index], "cidr_block", null)
  ipv6_cidr_block = lookup(var.redshift_inbound_acl_rules[count.index], "ipv6_cidr_block", null)
}

resource "aws_network_acl_rule" "redshift_outbound" {
  count = local.redshift_acl ? length(var.redshift_outbound_acl_rules) : 0

  region          = var.region
  network_acl_id  = aws_network_acl.redshift[0].id
  egress          = true
  rule_number     = var.redshift_outbound_acl_rules[count.index]["rule_number"]
  rule_action     = var.redshift_outbound_acl_rules[count.index]["rule_action"]
  protocol        = var.redshift_outbound_acl_rules[count.index]["protocol"]
  from_port       = lookup(var.redshift_outbound_acl_rules[count.index], "from_port", null)
  to_port         = lookup(var.redshift_outbound_acl_rules[count.index], "to_port", null)
  icmp_code       = lookup(var.redshift_outbound_acl_rules[count.index], "icmp_code", null)
  icmp_type       = lookup(var.redshift_outbound_acl_rules[count.index], "icmp_type", null)
  cidr_block      = lookup(var.redshift_outbound_acl_rules[count.index], "cidr_block", null)
  ipv6_cidr_block = lookup(var.redshift_outbound_acl_rules[count.index], "ipv6_cidr_block", null)
}

variable "redshift_subnets" { default = [] }
variable "redshift_subnet_ipv6_prefixes" { default = [] }
variable "redshift_subnet_ipv6_native" { default = false }
variable "redshift_subnet_assign_ipv6_address_on_creation" { default = null }
variable "redshift_subnet_enable_dns64" { default = true }
variable "redshift_subnet_enable_resource_name_dns_a_record_on_launch" { default = false }
variable "redshift_subnet_enable_resource_name_dns_aaaa_record_on_launch" { default = true }
variable "redshift_subnet_private_dns_hostname_type_on_launch" { default = null }
variable "redshift_subnet_names" { default = [] }
variable "redshift_subnet_suffix" { default = "redshift" }
variable "redshift_subnet_tags" { default = {} }
variable "redshift_dedicated_network_acl" { default = false }
variable "redshift_inbound_acl_rules" {
  type    = list(map(string))
  default = [{ rule_number = 100, rule_action = "allow", from_port = 0, to_port = 0, protocol = "-1", cidr_block = "0.0.0.0/0" }]
}
variable "redshift_outbound_acl_rules" {
  type    = list(map(string))
  default = [{ rule_number = 100, rule_action = "allow", from_port = 0, to_port = 0, protocol = "-1", cidr_block = "0.0.0.0/0" }]
}
variable "redshift_acl_tags" { default = {} }
variable "redshift_route_table_tags" { default = {} }
variable "create_redshift_subnet_group" { default = true }
variable "redshift_subnet_group_name" { default = null }
variable "redshift_subnet_group_tags" { default = {} }
variable "create_redshift_subnet_route_table" { default = false }
variable "enable_public_redshift" { default = false }

output "redshift_subnets" { value = aws_subnet.redshift[*].id }
output "redshift_subnet_arns" { value = aws_subnet.redshift[*].arn }
output "redshift_subnet_objects" { value = [for s in aws_subnet.redshift : s if local.v5_up] }
output "redshift_subnets_cidr_blocks" { value = compact(aws_subnet.redshift[*].cidr_block) }
output "redshift_subnets_ipv6_cidr_blocks" { value = compact(aws_subnet.redshift[*].ipv6_cidr_block) }
output "redshift_network_acl_id" { value = try(aws_network_acl.redshift[0].id, local.none) }
output "redshift_network_acl_arn" { value = try(aws_network_acl.redshift[0].arn, local.none) }
output "redshift_subnet_group" { value = try(aws_redshift_subnet_group.redshift[0].id, local.none) }
output "redshift_route_table_ids" { value = length(aws_route_table.redshift) > 0 ? aws_route_table.redshift[*].id : var.enable_public_redshift ? aws_route_table.public[*].id : aws_route_table.private[*].id }
output "redshift_route_table_association_ids" { value = aws_route_table_association.redshift[*].id }
output "redshift_public_route_table_association_ids" { value = aws_route_table_association.redshift_public[*].id }
