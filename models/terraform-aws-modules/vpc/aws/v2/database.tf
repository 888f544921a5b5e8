# Subnets of the database tier: subnets, routing, network ACL, inputs and outputs.

locals {
  database_size = max(length(var.database_subnets), length(var.database_subnet_ipv6_prefixes))
}

resource "aws_subnet" "database" {
  count = local.create && local.database_size > 0 ? local.database_size : 0

  region                          = var.region
  vpc_id                          = local.vpc_id
  cidr_block                      = var.database_subnet_ipv6_native ? null : element(concat(var.database_subnets, [""]), count.index)
  availability_zone               = length(regexall("^[a-z]{2}-", element(var.azs, count.index))) > 0 ? element(var.azs, count.index) : null
  availability_zone_id            = length(regexall("^[a-z]{2}-", element(var.azs, count.index))) == 0 ? element(var.azs, count.index) : null
  assign_ipv6_address_on_creation = var.database_subnet_assign_ipv6_address_on_creation != null ? var.database_subnet_assign_ipv6_address_on_creation : local.v4_up ? var.enable_ipv6 && var.database_subnet_ipv6_native : var.assign_ipv6_address_on_creation
  ipv6_cidr_block                 = var.enable_ipv6 && length(var.database_subnet_ipv6_prefixes) > 0 ? cidrsubnet(aws_vpc.this[0].ipv6_cidr_block, 8, var.database_subnet_ipv6_prefixes[count.index]) : null
  ipv6_native                     = local.v4_up ? var.enable_ipv6 && var.database_subnet_ipv6_native : null
  tags                            = merge({ Name = try(var.database_subnet_names[count.index], "${var.name}-${var.database_subnet_suffix}-${element(var.azs, count.index)}") }, var.tags, var.database_subnet_tags)

  enable_dns64                                   = local.v4_up ? var.enable_ipv6 && var.database_subnet_enable_dns64 : null
  enable_resource_name_dns_a_record_on_launch    = local.v4_up ? !var.database_subnet_ipv6_native && var.database_subnet_enable_resource_name_dns_a_record_on_launch : null
  enable_resource_name_dns_aaaa_record_on_launch = local.v4_up ? var.enable_ipv6 && var.database_subnet_enable_resource_name_dns_aaaa_record_on_launch : null
  private_dns_hostname_type_on_launch            = var.database_subnet_private_dns_hostname_type_on_launch
}

locals {
  database_table   = local.create && local.database_size > 0 && var.create_database_subnet_route_table
  database_one     = var.single_nat_gateway || var.create_database_internet_gateway_route
  database_group   = lower(coalesce(var.database_subnet_group_name, var.name))
  database_nat     = local.database_table && !var.create_database_internet_gateway_route && var.create_database_nat_gateway_route && var.enable_nat_gateway
  database_nat_num = var.single_nat_gateway ? 1 : local.database_size
}

resource "aws_db_subnet_group" "database" {
  count = local.create && local.database_size > 0 && var.create_database_subnet_group ? 1 : 0

  region      = var.region
  name        = local.database_group
  description = "Database subnet group for ${var.name}"
  subnet_ids  = aws_subnet.database[*].id
  tags        = merge({ Name = local.v3_up ? local.database_group : var.name }, var.tags, var.database_subnet_group_tags)
}

# Without a table of its own the tier hangs on the private tables, and so on their NAT.
resource "aws_route_table" "database" {
  count = local.database_table ? local.database_one ? 1 : local.database_size : 0

  region = var.region
  vpc_id = local.vpc_id
  tags   = merge({ Name = local.database_one ? "${var.name}-${var.database_subnet_suffix}" : "${var.name}-${var.database_subnet_suffix}-${element(var.azs, count.index)}" }, var.tags, var.database_route_table_tags)
}

resource "aws_route_table_association" "database" {
  count = local.create ? local.database_size : 0

  region         = var.region
  subnet_id      = element(aws_subnet.database[*].id, count.index)
  route_table_id = element(coalescelist(aws_route_table.database[*].id, aws_route_table.private[*].id), var.create_database_subnet_route_table && local.database_one ? 0 : count.index)
}

resource "aws_route" "database_internet_gateway" {
  count = local.database_table && var.create_igw && var.create_database_internet_gateway_route && !var.create_database_nat_gateway_route ? 1 : 0

  region                 = var.region
  route_table_id         = aws_route_table.database[0].id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.this[0].id

  timeouts {
    create = "5m"
  }
}

resource "aws_route" "database_nat_gateway" {
  count = local.database_nat ? local.database_nat_num : 0

  region                 = var.region
  route_table_id         = element(aws_route_table.database[*].id, count.index)
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = element(aws_nat_gateway.this[*].id, count.index)

  timeouts {
    create = "5m"
  }
}

resource "aws_route" "database_dns64_nat_gateway" {
  count = local.database_nat && var.enable_ipv6 && local.v4_up && var.private_subnet_enable_dns64 ? local.database_nat_num : 0

  region                      = var.region
  route_table_id              = element(aws_route_table.database[*].id, count.index)
  destination_ipv6_cidr_block = "64:ff9b::/96"
  nat_gateway_id              = element(aws_nat_gateway.this[*].id, count.index)

  timeouts {
    create = "5m"
  }
}

resource "aws_route" "database_ipv6_egress" {
  count = local.database_table && var.create_egress_only_igw && var.enable_ipv6 && var.create_database_internet_gateway_route ? 1 : 0

  region                      = var.region
  route_table_id              = aws_route_table.database[0].id
  destination_ipv6_cidr_block = "::/0"
  egress_only_gateway_id      = aws_egress_only_internet_gateway.this[0].id

  timeouts {
    create = "5m"
  }
}

locals {
  database_acl = local.create && local.database_size > 0 && var.database_dedicated_network_acl
}

resource "aws_network_acl" "database" {
  count = local.database_acl ? 1 : 0

  region     = var.region
  vpc_id     = local.vpc_id
  subnet_ids = aws_subnet.database[*].id
  tags       = merge({ Name = "${var.name}-${var.database_subnet_suffix}" }, var.tags, var.database_acl_tags)
}

resource "aws_network_acl_rule" "database_inbound" {
  count = local.database_acl ? length(var.database_inbound_acl_rules) : 0

  region          = var.region
  network_acl_id  = aws_network_acl.database[0].id
  egress          = false
  rule_number     = var.database_inbound_acl_rules[count.index]["rule_number"]
  rule_action     = var.database_inbound_acl_rules[count.index]["rule_action"]
  protocol        = var.database_inbound_acl_rules[count.index]["protocol"]
  from_port       = lookup(var.database_inbound_acl_rules[count.index], "from_port", null)
  to_port         = lookup(var.database_inbound_acl_rules[count.index], "to_port", null)
  icmp_code       = lookup(var.database_inbound_acl_rules[count.index], "icmp_code", null)
  icmp_type       = lookup(var.database_inbound_acl_rules[count.index], "icmp_type", null)
  cidr_block      = lookup(var.database_inbound_acl_rules[count.index], "cidr_block", null)
  ipv6_cidr_block = lookup(var.database_inbound_acl_rules[count.index], "ipv6_cidr_block", null)
}

resource "aws_network_acl_rule" "database_outbound" {
  count = local.database_acl ? length(var.database_outbound_acl_rules) : 0

  region          = var.region
  network_acl_id  = aws_network_acl.database[0].id
  egress          = true
  rule_number     = var.database_outbound_acl_rules[count.index]["rule_number"]
  rule_action     = var.database_outbound_acl_rules[count.index]["rule_action"]
  protocol        = var.database_outbound_acl_rules[count.index]["protocol"]
  from_port       = lookup(var.database_outbound_acl_rules[count.index], "from_port", null)
  to_port         = lookup(var.database_outbound_acl_rules[count.index], "to_port", null)
  icmp_code       = lookup(var.database_outbound_acl_rules[count.index], "icmp_code", null)
  icmp_type       = lookup(var.database_outbound_acl_rules[count.index], "icmp_type", null)
  cidr_block      = lookup(var.database_outbound_acl_rules[count.index], "cidr_block", null)
  ipv6_cidr_block = lookup(var.database_outbound_acl_rules[count.index], "ipv6_cidr_block", null)
}

variable "database_subnets" { default = [] }
variable "database_subnet_ipv6_prefixes" { default = [] }
variable "database_subnet_ipv6_native" { default = false }
variable "database_subnet_assign_ipv6_address_on_creation" { default = null }
variable "database_subnet_enable_dns64" { default = true }
variable "database_subnet_enable_resource_name_dns_a_record_on_launch" { default = false }
variable "database_subnet_enable_resource_name_dns_aaaa_record_on_launch" { default = true }
variable "database_subnet_private_dns_hostname_type_on_launch" { default = null }
variable "database_subnet_names" { default = [] }
variable "database_subnet_suffix" { default = "db" }
variable "database_subnet_tags" { default = {} }
variable "database_dedicated_network_acl" { default = false }
variable "database_inbound_acl_rules" {
  type    = list(map(string))
  default = [{ rule_number = 100, rule_action = "allow", from_port = 0, to_port = 0, protocol = "-1", cidr_block = "0.0.0.0/0" }]
}
variable "database_outbound_acl_rules" {
  type    = list(map(string))
  default = [{ rule_number = 100, rule_action = "allow", from_port = 0, to_port = 0, protocol = "-1", cidr_block = "0.0.0.0/0" }]
}
variable "database_acl_tags" { default = {} }
variable "database_route_table_tags" { default = {} }
variable "create_database_subnet_group" { default = true }
variable "database_subnet_group_name" { default = null }
variable "database_subnet_group_tags" { default = {} }
variable "create_database_subnet_route_table" { default = false }
variable "create_database_internet_gateway_route" { default = false }
variable "create_database_nat_gateway_route" { default = false }

output "database_subnets" { value = aws_subnet.database[*].id }
output "database_subnet_arns" { value = aws_subnet.database[*].arn }
output "database_subnet_objects" { value = [for s in aws_subnet.database : s if local.v5_up] }
output "database_subnets_cidr_blocks" { value = compact(aws_subnet.database[*].cidr_block) }
output "database_subnets_ipv6_cidr_blocks" { value = compact(aws_subnet.database[*].ipv6_cidr_block) }
output "database_network_acl_id" { value = try(aws_network_acl.database[0].id, local.none) }
output "database_network_acl_arn" { value = try(aws_network_acl.database[0].arn, local.none) }
output "database_subnet_group" { value = try(aws_db_subnet_group.database[0].id, local.none) }
output "database_subnet_group_name" { value = try(aws_db_subnet_group.database[0].name, local.none) }
output "database_route_table_ids" { value = length(aws_route_table.database) > 0 ? aws_route_table.database[*].id : aws_route_table.private[*].id }
output "database_route_table_association_ids" { value = aws_route_table_association.database[*].id }
output "database_internet_gateway_route_id" { value = try(aws_route.database_internet_gateway[0].id, local.none) }
output "database_nat_gateway_route_ids" { value = aws_route.database_nat_gateway[*].id }
output "database_ipv6_egress_route_id" { value = try(aws_route.database_ipv6_egress[0].id, local.none) }
