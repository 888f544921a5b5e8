# Subnets of the outpost tier: subnets, routing, network ACL, inputs and outputs.

locals {
  outpost_size = max(length(var.outpost_subnets), length(var.outpost_subnet_ipv6_prefixes))
}

resource "aws_subnet" "outpost" {
  count = local.create && local.outpost_size > 0 ? local.outpost_size : 0

  region                          = var.region
  vpc_id                          = local.vpc_id
  cidr_block                      = var.outpost_subnet_ipv6_native ? null : element(concat(var.outpost_subnets, [""]), count.index)
  availability_zone               = var.outpost_az
  outpost_arn                     = var.outpost_arn
  customer_owned_ipv4_pool        = var.customer_owned_ipv4_pool
  map_customer_owned_ip_on_launch = local.v4_up ? var.map_customer_owned_ip_on_launch : null
  assign_ipv6_address_on_creation = var.outpost_subnet_assign_ipv6_address_on_creation != null ? var.outpost_subnet_assign_ipv6_address_on_creation : local.v4_up ? var.enable_ipv6 && var.outpost_subnet_ipv6_native : var.assign_ipv6_address_on_creation
  ipv6_cidr_block                 = var.enable_ipv6 && length(var.outpost_subnet_ipv6_prefixes) > 0 ? cidrsubnet(aws_vpc.this[0].ipv6_cidr_block, 8, var.outpost_subnet_ipv6_prefixes[count.index]) : null
  ipv6_native                     = local.v4_up ? var.enable_ipv6 && var.outpost_subnet_ipv6_native : null
  tags                            = merge({ Name = try(var.outpost_subnet_names[count.index], "${var.name}-${var.outpost_subnet_suffix}-${var.outpost_az}") }, var.tags, var.outpost_subnet_tags)

  enable_dns64                                   = local.v4_up ? var.enable_ipv6 && var.outpost_subnet_enable_dns64 : null
  enable_resource_name_dns_a_record_on_launch    = local.v4_up ? !var.outpost_subnet_ipv6_native && var.outpost_subnet_enable_resource_name_dns_a_record_on_launch : null
  enable_resource_name_dns_aaaa_record_on_launch = local.v4_up ? var.enable_ipv6 && var.outpost_subnet_enable_resource_name_dns_aaaa_record_on_launch : null
  private_dns_hostname_type_on_launch            = var.outpost_subnet_private_dns_hostname_type_on_launch
}

resource "aws_route_table_association" "outpost" {
  count = local.create ? local.outpost_size : 0

  region         = var.region
  subnet_id      = element(aws_subnet.outpost[*].id, count.index)
  route_table_id = element(aws_route_table.private[*].id, var.single_nat_gateway ? 0 : count.index)
}

locals {
  outpost_acl = local.create && local.outpost_size > 0 && var.outpost_dedicated_network_acl
}

resource "aws_network_acl" "outpost" {
  count = local.outpost_acl ? 1 : 0

  region     = var.region
  vpc_id     = local.vpc_id
  subnet_ids = aws_subnet.outpost[*].id
  tags       = merge({ Name = "${var.name}-${var.outpost_subnet_suffix}" }, var.tags, var.outpost_acl_tags)
}

resource "aws_network_acl_rule" "outpost_inbound" {
  count = local.outpost_acl ? length(var.outpost_inbound_acl_rules) : 0

  region          = var.region
  network_acl_id  = aws_network_acl.outpost[0].id
  egress          = false
  rule_number     = var.outpost_inbound_acl_rules[count.index]["rule_number"]
  rule_action     = var.outpost_inbound_acl_rules[count.index]["rule_action"]
  protocol        = var.outpost_inbound_acl_rules[count.index]["protocol"]
  from_port       = lookup(var.outpost_inbound_acl_rules[count.index], "from_port", null)
  to_port         = lookup(var.outpost_inbound_acl_rules[count.index], "to_port", null)
  icmp_code       = lookup(var.outpost_inbound_acl_rules[count.index], "icmp_code", null)
  icmp_type       = lookup(var.outpost_inbound_acl_rules[count.index], "icmp_type", null)
  cidr_block      = lookup(var.outpost_inbound_acl_rules[count.index], "cidr_block", null)
  ipv6_cidr_block = lookup(var.outpost_inbound_acl_rules[count.index], "ipv6_cidr_block", null)
}

resource "aws_network_acl_rule" "outpost_outbound" {
  count = local.outpost_acl ? length(var.outpost_outbound_acl_rules) : 0

  region          = var.region
  network_acl_id  = aws_network_acl.outpost[0].id
  egress          = true
  rule_number     = var.outpost_outbound_acl_rules[count.index]["rule_number"]
  rule_action     = var.outpost_outbound_acl_rules[count.index]["rule_action"]
  protocol        = var.outpost_outbound_acl_rules[count.index]["protocol"]
  from_port       = lookup(var.outpost_outbound_acl_rules[count.index], "from_port", null)
  to_port         = lookup(var.outpost_outbound_acl_rules[count.index], "to_port", null)
  icmp_code       = lookup(var.outpost_outbound_acl_rules[count.index], "icmp_code", null)
  icmp_type       = lookup(var.outpost_outbound_acl_rules[count.index], "icmp_type", null)
  cidr_block      = lookup(var.outpost_outbound_acl_rules[count.index], "cidr_block", null)
  ipv6_cidr_block = lookup(var.outpost_outbound_acl_rules[count.index], "ipv6_cidr_block", null)
}

variable "outpost_subnets" { default = [] }
variable "outpost_subnet_ipv6_prefixes" { default = [] }
variable "outpost_subnet_ipv6_native" { default = false }
variable "outpost_subnet_assign_ipv6_address_on_creation" { default = null }
variable "outpost_subnet_enable_dns64" { default = true }
variable "outpost_subnet_enable_resource_name_dns_a_record_on_launch" { default = false }
variable "outpost_subnet_enable_resource_name_dns_aaaa_record_on_launch" { default = true }
variable "outpost_subnet_private_dns_hostname_type_on_launch" { default = null }
variable "outpost_subnet_names" { default = [] }
variable "outpost_subnet_suffix" { default = "outpost" }
variable "outpost_subnet_tags" { default = {} }
variable "outpost_dedicated_network_acl" { default = false }
variable "outpost_inbound_acl_rules" {
  type    = list(map(string))
  default = [{ rule_number = 100, rule_action = "allow", from_port = 0, to_port = 0, protocol = "-1", cidr_block = "0.0.0.0/0" }]
}
variable "outpost_outbound_acl_rules" {
  type    = list(map(string))
  default = [{ rule_number = 100, rule_action = "allow", from_port = 0, to_port = 0, protocol = "-1", cidr_block = "0.0.0.0/0" }]
}
variable "outpost_acl_tags" { default = {} }
variable "outpost_az" { default = null }
variable "outpost_arn" { default = null }
variable "customer_owned_ipv4_pool" { default = null }
variable "map_customer_owned_ip_on_launch" { default = false }

output "outpost_subnets" { value = aws_subnet.outpost[*].id }
output "outpost_subnet_arns" { value = aws_subnet.outpost[*].arn }
output "outpost_subnet_objects" { value = [for s in aws_subnet.outpost : s if local.v5_up] }
output "outpost_subnets_cidr_blocks" { value = compact(aws_subnet.outpost[*].cidr_block) }
output "outpost_subnets_ipv6_cidr_blocks" { value = compact(aws_subnet.outpost[*].ipv6_cidr_block) }
output "outpost_network_acl_id" { value = try(aws_network_acl.outpost[0].id, local.none) }
output "outpost_network_acl_arn" { value = try(aws_network_acl.outpost[0].arn, local.none) }
