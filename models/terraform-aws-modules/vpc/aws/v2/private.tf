# Subnets of the private tier: subnets, routing, network ACL, inputs and outputs.

locals {
  private_size = max(length(var.private_subnets), length(var.private_subnet_ipv6_prefixes))
}

resource "aws_subnet" "private" {
  count = local.create && local.private_size > 0 ? local.private_size : 0

  region                          = var.region
  vpc_id                          = local.vpc_id
  cidr_block                      = var.private_subnet_ipv6_native ? null : element(concat(var.private_subnets, [""]), count.index)
  availability_zone               = length(regexall("^[a-z]{2}-", element(var.azs, count.index))) > 0 ? element(var.azs, count.index) : null
  availability_zone_id            = length(regexall("^[a-z]{2}-", element(var.azs, count.index))) == 0 ? element(var.azs, count.index) : null
  assign_ipv6_address_on_creation = var.private_subnet_assign_ipv6_address_on_creation != null ? var.private_subnet_assign_ipv6_address_on_creation : local.v4_up ? var.enable_ipv6 && var.private_subnet_ipv6_native : var.assign_ipv6_address_on_creation
  ipv6_cidr_block                 = var.enable_ipv6 && length(var.private_subnet_ipv6_prefixes) > 0 ? cidrsubnet(aws_vpc.this[0].ipv6_cidr_block, 8, var.private_subnet_ipv6_prefixes[count.index]) : null
  ipv6_native                     = local.v4_up ? var.enable_ipv6 && var.private_subnet_ipv6_native : null
  tags                            = merge({ Name = try(var.private_subnet_names[count.index], "${var.name}-${var.private_subnet_suffix}-${element(var.azs, count.index)}") }, var.tags, var.private_subnet_tags, length(var.private_subnet_tags_per_az) == 0 ? {} : lookup(var.private_subnet_tags_per_az, element(var.azs, count.index), {}))

  enable_dns64                                   = local.v4_up ? var.enable_ipv6 && var.private_subnet_enable_dns64 : null
  enable_resource_name_dns_a_record_on_launch    = local.v4_up ? !var.private_subnet_ipv6_native && var.private_subnet_enable_resource_name_dns_a_record_on_launch : null
  enable_resource_name_dns_aaaa_record_on_launch = local.v4_up ? var.enable_ipv6 && var.private_subnet_enable_resource_name_dns_aaaa_record_on_launch : null
  private_dns_hostname_type_on_launch            = var.private_subnet_private_dns_hostname_type_on_launch
}

resource "aws_route_table" "private" {
  count = local.create && max(local.private_size, local.v4_up ? 0 : local.largest) > 0 ? local.nat_count : 0

  region = var.region
  vpc_id = local.vpc_id
  tags   = merge({ Name = var.single_nat_gateway ? "${var.name}-${var.private_subnet_suffix}" : "${var.name}-${var.private_subnet_suffix}-${element(var.azs, count.index)}" }, var.tags, var.private_route_table_tags)
}

resource "aws_route_table_association" "private" {
  count = local.create ? local.private_size : 0

  region         = var.region
  subnet_id      = element(aws_subnet.private[*].id, count.index)
  route_table_id = element(aws_route_table.private[*].id, var.single_nat_gateway ? 0 : count.index)
}

resource "aws_route" "private_nat_gateway" {
  count = local.create && var.enable_nat_gateway && var.create_private_nat_gateway_route ? local.nat_count : 0

  region                 = var.region
  route_table_id         = element(aws_route_table.private[*].id, count.index)
  destination_cidr_block = var.nat_gateway_destination_cidr_block
  nat_gateway_id         = element(aws_nat_gateway.this[*].id, count.index)

  timeouts {
    create = "5m"
  }
}

resource "aws_route" "private_dns64_nat_gateway" {
  count = local.create && var.enable_nat_gateway && var.enable_ipv6 && local.v4_up && var.private_subnet_enable_dns64 ? local.nat_count : 0

  region                      = var.region
  route_table_id              = element(aws_route_table.private[*].id, count.index)
  destination_ipv6_cidr_block = "64:ff9b::/96"
  nat_gateway_id              = element(aws_nat_gateway.this[*].id, count.index)

  timeouts {
    create = "5m"
  }
}

resource "aws_route" "private_ipv6_egress" {
  count = local.create && var.create_egress_only_igw && var.enable_ipv6 && local.private_size > 0 ? (local.v5_up ? local.nat_count : local.private_size) : 0

  region                      = var.region
  route_table_id              = element(aws_route_table.private[*].id, count.index)
  destination_ipv6_cidr_block = "::/0"
  egress_only_gateway_id      = element(aws_egress_only_internet_gateway.this[*].id, 0)
}

locals {
  private_acl = local.create && local.private_size > 0 && var.private_dedicated_network_acl
}

resource "aws_network_acl" "private" {
  count = local.private_acl ? 1 : 0

  region     = var.region
  vpc_id     = local.vpc_id
  subnet_ids = aws_subnet.private[*].id
  tags       = merge({ Name = "${var.name}-${var.private_subnet_suffix}" }, var.tags, var.private_acl_tags)
}

resource "aws_network_acl_rule" "private_inbound" {
  count = local.private_acl ? length(var.private_inbound_acl_rules) : 0

  region          = var.region
  network_acl_id  = aws_network_acl.private[0].id
  egress          = false
  rule_number     = var.private_inbound_acl_rules[count.index]["rule_number"]
  rule_action     = var.private_inbound_acl_rules[count.index]["rule_action"]
  protocol        = var.private_inbound_acl_rules[count.index]["protocol"]
  from_port       = lookup(var.private_inbound_acl_rules[count.index], "from_port", null)
  to_port         = lookup(var.private_inbound_acl_rules[count.index], "to_port", null)
  icmp_code       = lookup(var.private_inbound_acl_rules[count.index], "icmp_code", null)
  icmp_type       = lookup(var.private_inbound_acl_rules[count.index], "icmp_type", null)
  cidr_block      = lookup(var.private_inbound_acl_rules[count.index], "cidr_block", null)
  ipv6_cidr_block = lookup(var.private_inbound_acl_rules[count.index], "ipv6_cidr_block", null)
}

resource "aws_network_acl_rule" "private_outbound" {
  count = local.private_acl ? length(var.private_outbound_acl_rules) : 0

  region          = var.region
  network_acl_id  = aws_network_acl.private[0].id
  egress          = true
  rule_number     = var.private_outbound_acl_rules[count.index]["rule_number"]
  rule_action     = var.private_outbound_acl_rules[count.index]["rule_action"]
  protocol        = var.private_outbound_acl_rules[count.index]["protocol"]
  from_port       = lookup(var.private_outbound_acl_rules[count.index], "from_port", null)
  to_port         = lookup(var.private_outbound_acl_rules[count.index], "to_port", null)
  icmp_code       = lookup(var.private_outbound_acl_rules[count.index], "icmp_code", null)
  icmp_type       = lookup(var.private_outbound_acl_rules[count.index], "icmp_type", null)
  cidr_block      = lookup(var.private_outbound_acl_rules[count.index], "cidr_block", null)
  ipv6_cidr_block = lookup(var.private_outbound_acl_rules[count.index], "ipv6_cidr_block", null)
}

variable "private_subnets" { default = [] }
variable "private_subnet_ipv6_prefixes" { default = [] }
variable "private_subnet_ipv6_native" { default = false }
variable "private_subnet_assign_ipv6_address_on_creation" { default = null }
variable "private_subnet_enable_dns64" { default = true }
variable "private_subnet_enable_resource_name_dns_a_record_on_launch" { default = false }
variable "private_subnet_enable_resource_name_dns_aaaa_record_on_launch" { default = true }
variable "private_subnet_private_dns_hostname_type_on_launch" { default = null }
variable "private_subnet_names" { default = [] }
variable "private_subnet_suffix" { default = "private" }
variable "private_subnet_tags" { default = {} }
variable "private_dedicated_network_acl" { default = false }
variable "private_inbound_acl_rules" {
  type    = list(map(string))
  default = [{ rule_number = 100, rule_action = "allow", from_port = 0, to_port = 0, protocol = "-1", cidr_block = "0.0.0.0/0" }]
}
variable "private_outbound_acl_rules" {
  type    = list(map(string))
  default = [{ rule_number = 100, rule_action = "allow", from_port = 0, to_port = 0, protocol = "-1", cidr_block = "0.0.0.0/0" }]
}
variable "private_acl_tags" { default = {} }
variable "private_subnet_tags_per_az" { default = {} }
variable "private_route_table_tags" { default = {} }
variable "create_private_nat_gateway_route" { default = true }
variable "nat_gateway_destination_cidr_block" { default = "0.0.0.0/0" }

output "private_subnets" { value = aws_subnet.private[*].id }
output "private_subnet_arns" { value = aws_subnet.private[*].arn }
output "private_subnet_objects" { value = [for s in aws_subnet.private : s if local.v5_up] }
output "private_subnets_cidr_blocks" { value = compact(aws_subnet.private[*].cidr_block) }
output "private_subnets_ipv6_cidr_blocks" { value = compact(aws_subnet.private[*].ipv6_cidr_block) }
output "private_network_acl_id" { value = try(aws_network_acl.private[0].id, local.none) }
output "private_network_acl_arn" { value = try(aws_network_acl.private[0].arn, local.none) }
output "private_route_table_ids" { value = aws_route_table.private[*].id }
output "private_route_table_association_ids" { value = aws_route_table_association.private[*].id }
output "private_nat_gateway_route_ids" { value = aws_route.private_nat_gateway[*].id }
output "private_ipv6_egress_route_ids" { value = aws_route.private_ipv6_egress[*].id }
