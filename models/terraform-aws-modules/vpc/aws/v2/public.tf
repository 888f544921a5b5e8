# Subnets of the public tier: subnets, routing, network ACL, inputs and outputs.

locals {
  public_size = max(length(var.public_subnets), length(var.public_subnet_ipv6_prefixes))
}

resource "aws_subnet" "public" {
  count = local.create && (!var.one_nat_gateway_per_az || local.public_size >= length(var.azs)) ? local.public_size : 0

  region                          = var.region
  vpc_id                          = local.vpc_id
  cidr_block                      = var.public_subnet_ipv6_native ? null : element(concat(var.public_subnets, [""]), count.index)
  availability_zone               = length(regexall("^[a-z]{2}-", element(var.azs, count.index))) > 0 ? element(var.azs, count.index) : null
  availability_zone_id            = length(regexall("^[a-z]{2}-", element(var.azs, count.index))) == 0 ? element(var.azs, count.index) : null
  map_public_ip_on_launch         = var.map_public_ip_on_launch != null ? var.map_public_ip_on_launch : !local.v4_up
  assign_ipv6_address_on_creation = var.public_subnet_assign_ipv6_address_on_creation != null ? var.public_subnet_assign_ipv6_address_on_creation : local.v4_up ? var.enable_ipv6 && var.public_subnet_ipv6_native : var.assign_ipv6_address_on_creation
  ipv6_cidr_block                 = var.enable_ipv6 && length(var.public_subnet_ipv6_prefixes) > 0 ? cidrsubnet(aws_vpc.this[0].ipv6_cidr_block, 8, var.public_subnet_ipv6_prefixes[count.index]) : null
  ipv6_native                     = local.v4_up ? var.enable_ipv6 && var.public_subnet_ipv6_native : null
  tags                            = merge({ Name = try(var.public_subnet_names[count.index], "${var.name}-${var.public_subnet_suffix}-${element(var.azs, count.index)}") }, var.tags, var.public_subnet_tags, length(var.public_subnet_tags_per_az) == 0 ? {} : lookup(var.public_subnet_tags_per_az, element(var.azs, count.index), {}))

  enable_dns64                                   = local.v4_up ? var.enable_ipv6 && var.public_subnet_enable_dns64 : null
  enable_resource_name_dns_a_record_on_launch    = local.v4_up ? !var.public_subnet_ipv6_native && var.public_subnet_enable_resource_name_dns_a_record_on_launch : null
  enable_resource_name_dns_aaaa_record_on_launch = local.v4_up ? var.enable_ipv6 && var.public_subnet_enable_resource_name_dns_aaaa_record_on_launch : null
  private_dns_hostname_type_on_launch            = var.public_subnet_private_dns_hostname_type_on_launch
}

locals {
  public_tables = var.create_multiple_public_route_tables ? local.public_size : 1
}

resource "aws_route_table" "public" {
  count = local.create && local.public_size > 0 ? local.public_tables : 0

  region = var.region
  vpc_id = local.vpc_id
  tags   = merge({ Name = var.create_multiple_public_route_tables ? "${var.name}-${var.public_subnet_suffix}-${element(var.azs, count.index)}" : "${var.name}-${var.public_subnet_suffix}" }, var.tags, var.public_route_table_tags)
}

resource "aws_route_table_association" "public" {
  count = local.create ? local.public_size : 0

  region         = var.region
  subnet_id      = element(aws_subnet.public[*].id, count.index)
  route_table_id = element(aws_route_table.public[*].id, var.create_multiple_public_route_tables ? count.index : 0)
}

resource "aws_route" "public_internet_gateway" {
  count = local.create && local.public_size > 0 && var.create_igw ? local.public_tables : 0

  region                 = var.region
  route_table_id         = aws_route_table.public[count.index].id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.this[0].id

  timeouts {
    create = "5m"
  }
}

resource "aws_route" "public_internet_gateway_ipv6" {
  count = local.create && local.public_size > 0 && var.create_igw && var.enable_ipv6 ? local.public_tables : 0

  region                      = var.region
  route_table_id              = aws_route_table.public[count.index].id
  destination_ipv6_cidr_block = "::/0"
  gateway_id                  = aws_internet_gateway.this[0].id
}

locals {
  public_acl = local.create && local.public_size > 0 && var.public_dedicated_network_acl
}

resource "aws_network_acl" "public" {
  count = local.public_acl ? 1 : 0

  region     = var.region
  vpc_id     = local.vpc_id
  subnet_ids = aws_subnet.public[*].id
  tags       = merge({ Name = "${var.name}-${var.public_subnet_suffix}" }, var.tags, var.public_acl_tags)
}

resource "aws_network_acl_rule" "public_inbound" {
  count = local.public_acl ? length(var.public_inbound_acl_rules) : 0

  region          = var.region
  network_acl_id  = aws_network_acl.public[0].id
  egress          = false
  rule_number     = var.public_inbound_acl_rules[count.index]["rule_number"]
  rule_action     = var.public_inbound_acl_rules[count.index]["rule_action"]
  protocol        = var.public_inbound_acl_rules[count.index]["protocol"]
  from_port       = lookup(var.public_inbound_acl_rules[count.index], "from_port", null)
  to_port         = lookup(var.public_inbound_acl_rules[count.index], "to_port", null)
  icmp_code       = lookup(var.public_inbound_acl_rules[count.index], "icmp_code", null)
  icmp_type       = lookup(var.public_inbound_acl_rules[count.index], "icmp_type", null)
  cidr_block      = lookup(var.public_inbound_acl_rules[count.index], "cidr_block", null)
  ipv6_cidr_block = lookup(var.public_inbound_acl_rules[count.index], "ipv6_cidr_block", null)
}

resource "aws_network_acl_rule" "public_outbound" {
  count = local.public_acl ? length(var.public_outbound_acl_rules) : 0

  region          = var.region
  network_acl_id  = aws_network_acl.public[0].id
  egress          = true
  rule_number     = var.public_outbound_acl_rules[count.index]["rule_number"]
  rule_action     = var.public_outbound_acl_rules[count.index]["rule_action"]
  protocol        = var.public_outbound_acl_rules[count.index]["protocol"]
  from_port       = lookup(var.public_outbound_acl_rules[count.index], "from_port", null)
  to_port         = lookup(var.public_outbound_acl_rules[count.index], "to_port", null)
  icmp_code       = lookup(var.public_outbound_acl_rules[count.index], "icmp_code", null)
  icmp_type       = lookup(var.public_outbound_acl_rules[count.index], "icmp_type", null)
  cidr_block      = lookup(var.public_outbound_acl_rules[count.index], "cidr_block", null)
  ipv6_cidr_block = lookup(var.public_outbound_acl_rules[count.index], "ipv6_cidr_block", null)
}

variable "public_subnets" { default = [] }
variable "public_subnet_ipv6_prefixes" { default = [] }
variable "public_subnet_ipv6_native" { default = false }
variable "public_subnet_assign_ipv6_address_on_creation" { default = null }
variable "public_subnet_enable_dns64" { default = true }
variable "public_subnet_enable_resource_name_dns_a_record_on_launch" { default = false }
variable "public_subnet_enable_resource_name_dns_aaaa_record_on_launch" { default = true }
variable "public_subnet_private_dns_hostname_type_on_launch" { default = null }
variable "public_subnet_names" { default = [] }
variable "public_subnet_suffix" { default = "public" }
variable "public_subnet_tags" { default = {} }
variable "public_dedicated_network_acl" { default = false }
variable "public_inbound_acl_rules" {
  type    = list(map(string))
  default = [{ rule_number = 100, rule_action = "allow", from_port = 0, to_port = 0, protocol = "-1", cidr_block = "0.0.0.0/0" }]
}
variable "public_outbound_acl_rules" {
  type    = list(map(string))
  default = [{ rule_number = 100, rule_action = "allow", from_port = 0, to_port = 0, protocol = "-1", cidr_block = "0.0.0.0/0" }]
}
variable "public_acl_tags" { default = {} }
variable "public_subnet_tags_per_az" { default = {} }
variable "public_route_table_tags" { default = {} }
variable "create_multiple_public_route_tables" { default = false }
variable "map_public_ip_on_launch" { default = null }

output "public_subnets" { value = aws_subnet.public[*].id }
output "public_subnet_arns" { value = aws_subnet.public[*].arn }
output "public_subnet_objects" { value = [for s in aws_subnet.public : s if local.v5_up] }
output "public_subnets_cidr_blocks" { value = compact(aws_subnet.public[*].cidr_block) }
output "public_subnets_ipv6_cidr_blocks" { value = compact(aws_subnet.public[*].ipv6_cidr_block) }
output "public_network_acl_id" { value = try(aws_network_acl.public[0].id, local.none) }
output "public_network_acl_arn" { value = try(aws_network_acl.public[0].arn, local.none) }
output "public_route_table_ids" { value = aws_route_table.public[*].id }
output "public_route_table_association_ids" { value = aws_route_table_association.public[*].id }
output "public_internet_gateway_route_id" { value = try(aws_route.public_internet_gateway[0].id, local.none) }
output "public_internet_gateway_ipv6_route_id" { value = try(aws_route.public_internet_gateway_ipv6[0].id, local.none) }
