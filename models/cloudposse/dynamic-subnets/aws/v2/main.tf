# Public and private subnets in each zone, a route table for each private subnet, NAT in public ones. Majors 2 and 3: 3 may have other numbers of
# public than of private subnets in a zone, and says in which public subnets NAT stands; with one subnet of each kind in a zone they agree.

locals {
  on      = module.this.enabled && (var.public_subnets_enabled || var.private_subnets_enabled) && (var.ipv4_enabled || var.ipv6_enabled)
  public  = local.on && var.public_subnets_enabled
  private = local.on && var.private_subnets_enabled

  public4  = local.public && var.ipv4_enabled
  public6  = local.public && var.ipv6_enabled
  private4 = local.private && var.ipv4_enabled
  private6 = local.private && var.ipv6_enabled

  # Zones: by id, by name, or all of the region, at most so many.
  known_zones = try(data.aws_availability_zones.default[0].names, [])
  by_id       = try(zipmap(data.aws_availability_zones.default[0].zone_ids, data.aws_availability_zones.default[0].names), {})
  to_id       = try(zipmap(data.aws_availability_zones.default[0].names, data.aws_availability_zones.default[0].zone_ids), {})
  all_zones   = !local.on ? [] : length(var.availability_zone_ids) > 0 ? [for id in var.availability_zone_ids : local.by_id[id]] : length(var.availability_zones) > 0 ? var.availability_zones : sort(local.known_zones)
  zones       = var.max_subnet_count == 0 || var.max_subnet_count >= length(local.all_zones) ? local.all_zones : slice(local.all_zones, 0, var.max_subnet_count)

  # How many a zone.
  public_each  = var.public_subnets_per_az_count != null ? var.public_subnets_per_az_count : var.subnets_per_az_count
  private_each = var.private_subnets_per_az_count != null ? var.private_subnets_per_az_count : var.subnets_per_az_count
  public_names  = var.public_subnets_per_az_names != null ? var.public_subnets_per_az_names : var.subnets_per_az_names
  private_names = var.private_subnets_per_az_names != null ? var.private_subnets_per_az_names : var.subnets_per_az_names
  public_zones  = local.public ? flatten([for z in local.zones : [for n in range(local.public_each) : z]]) : []
  private_zones = local.private ? flatten([for z in local.zones : [for n in range(local.private_each) : z]]) : []
  one_each      = local.public_each == 1 && local.private_each == 1

  codes = module.utils.region_az_alt_code_maps[{ short = "to_short", fixed = "to_fixed", full = "identity" }[var.availability_zone_attribute_style]]

  # Ranges: those given, else equal parts of one block with room for every zone; private ones first.
  given4    = length(try(var.ipv4_cidrs[0].private, [])) + length(try(var.ipv4_cidrs[0].public, [])) > 0
  given6    = length(try(var.ipv6_cidrs[0].private, [])) + length(try(var.ipv6_cidrs[0].public, [])) > 0
  room      = var.max_subnet_count != 0 ? var.max_subnet_count : local.on ? length(local.known_zones) : 0
  private_room = local.private ? local.room * local.private_each : 0
  public_room  = local.public ? local.room * local.public_each : 0
  bits         = local.on ? ceil(log(local.private_room + local.public_room, 2)) : 1
  need_vpc     = (local.on && var.ipv4_enabled && !local.given4 && length(var.ipv4_cidr_block) == 0) || (local.on && var.ipv6_enabled && !local.given6 && length(var.ipv6_cidr_block) == 0)
  block4       = length(var.ipv4_cidr_block) > 0 ? var.ipv4_cidr_block[0] : local.need_vpc ? data.aws_vpc.default[0].cidr_block : ""
  block6       = length(var.ipv6_cidr_block) > 0 ? var.ipv6_cidr_block[0] : local.need_vpc ? data.aws_vpc.default[0].ipv6_cidr_block : ""

  private_cidrs4 = !var.ipv4_enabled ? [] : local.given4 ? var.ipv4_cidrs[0].private : [for n in range(local.private_room) : cidrsubnet(local.block4, local.bits, n)]
  public_cidrs4  = !var.ipv4_enabled ? [] : local.given4 ? var.ipv4_cidrs[0].public : [for n in range(local.private_room, local.private_room + local.public_room) : cidrsubnet(local.block4, local.bits, n)]
  private_cidrs6 = !var.ipv6_enabled ? [] : local.given6 ? var.ipv6_cidrs[0].private : [for n in range(local.private_room) : cidrsubnet(local.block6, 8, n)]
  public_cidrs6  = !var.ipv6_enabled ? [] : local.given6 ? var.ipv6_cidrs[0].public : [for n in range(local.private_room, local.private_room + local.public_room) : cidrsubnet(local.block6, 8, n)]

  igw           = length(var.igw_id) > 0
  egress_only   = local.on && var.ipv6_enabled && length(var.ipv6_egress_only_igw_id) > 0
  public_dns64  = local.public6 && var.public_dns64_nat64_enabled
  private_dns64 = local.private6 && (var.private_dns64_nat64_enabled == null ? local.public4 : var.private_dns64_nat64_enabled)

  # Route tables.
  public_routed       = local.public && var.public_route_table_enabled
  own_public_tables   = local.public_routed && length(var.public_route_table_ids) == 0
  public_table_each   = var.public_route_table_per_subnet_enabled != null ? var.public_route_table_per_subnet_enabled : local.public_dns64
  public_table_count  = !local.public ? 0 : length(var.public_route_table_ids) > 0 ? length(var.public_route_table_ids) : !var.public_route_table_enabled ? 0 : local.public_table_each ? length(local.public_zones) : 1
  public_tables       = local.own_public_tables ? aws_route_table.public[*].id : var.public_route_table_ids
  private_table_count = local.private && var.private_route_table_enabled ? length(local.private_zones) : 0

  # NAT: gateways unless instances are asked for and gateways are not.
  nat_useful  = local.private4 || local.public_dns64 || local.private_dns64
  gateways_on = var.nat_instance_enabled == true ? var.nat_gateway_enabled == true : var.nat_gateway_enabled != false
  gateways    = local.nat_useful && local.gateways_on
  instances   = local.private4 && !local.gateways_on && var.nat_instance_enabled == true
  nat         = local.gateways || local.instances

  places     = var.nat_gateway_public_subnet_names == null ? var.nat_gateway_public_subnet_indices : [for name in var.nat_gateway_public_subnet_names : index(local.public_names, name)]
  simple     = local.one_each && local.places == [0]
  third      = local.simple ? false : var.module_major > 2
  nat_places = !local.nat_useful ? [] : !local.third ? range(min(length(local.zones) * local.public_each, var.max_nats)) : flatten([for z in range(min(length(local.zones), var.max_nats)) : [for p in local.places : z * local.public_each + p if p >= 0 && p < local.public_each]])
  nat_count  = length(local.nat_places)
  nat_each   = length(local.places)
  # The NAT of a route table: that of its zone where there is one.
  private_nat = !local.nat ? [] : [for i in range(local.private_table_count) : !local.third ? i % local.nat_count : (floor(i / local.private_each) * local.nat_each + i % local.private_each % local.nat_each) % local.nat_count]
  public_nat  = !local.nat ? [] : [for i in range(local.public_table_count) : !local.third ? i % local.nat_count : (floor(i / local.public_each) * local.nat_each + i % local.public_each % local.nat_each) % local.nat_count]

  own_eips    = local.nat && length(var.nat_elastic_ips) == 0
  allocations = !local.nat ? [] : local.own_eips ? aws_eip.default[*].id : data.aws_eip.nat[*].id
}

module "utils" {
  source  = "cloudposse/utils/aws"
  version = "1.4.0"
}

data "aws_availability_zones" "default" {
  count = local.on ? 1 : 0
}

data "aws_vpc" "default" {
  count = local.need_vpc ? 1 : 0
  id    = var.vpc_id
}

data "aws_eip" "nat" {
  count     = local.nat && !local.own_eips ? length(var.nat_elastic_ips) : 0
  public_ip = element(var.nat_elastic_ips, count.index)
}

module "private_label" {
  source     = "cloudposse/label/null"
  version    = "0.25.0"
  attributes = [var.private_label]
  tags       = merge(var.private_subnets_additional_tags, var.subnet_type_tag_key != null && var.subnet_type_tag_value_format != null ? { (var.subnet_type_tag_key) = format(var.subnet_type_tag_value_format, var.private_label) } : {})
  context    = module.this.context
}

module "public_label" {
  source     = "cloudposse/label/null"
  version    = "0.25.0"
  attributes = [var.public_label]
  tags       = merge(var.public_subnets_additional_tags, var.subnet_type_tag_key != null && var.subnet_type_tag_value_format != null ? { (var.subnet_type_tag_key) = format(var.subnet_type_tag_value_format, var.public_label) } : {})
  context    = module.this.context
}

resource "aws_subnet" "private" {
  count = length(local.private_zones)

  vpc_id                                         = var.vpc_id
  availability_zone                              = local.private_zones[count.index]
  cidr_block                                     = local.private4 ? local.private_cidrs4[count.index] : null
  ipv6_cidr_block                                = local.private6 ? local.private_cidrs6[count.index] : null
  ipv6_native                                    = local.private6 && !local.private4
  assign_ipv6_address_on_creation                = local.private6 ? var.private_assign_ipv6_address_on_creation : null
  enable_dns64                                   = local.private6 ? local.private_dns64 : null
  enable_resource_name_dns_a_record_on_launch    = local.private4 ? var.ipv4_private_instance_hostnames_enabled : null
  enable_resource_name_dns_aaaa_record_on_launch = local.private6 ? var.ipv6_private_instance_hostnames_enabled || !local.private4 : null
  private_dns_hostname_type_on_launch            = local.private4 ? var.ipv4_private_instance_hostname_type : null
  tags                                           = merge(module.private_label.tags, { Name = "${module.private_label.id}${module.this.delimiter}${local.codes[local.private_zones[count.index]]}" })

  timeouts {
    create = var.subnet_create_timeout
    delete = var.subnet_delete_timeout
  }
}

resource "aws_subnet" "public" {
  count = length(local.public_zones)

  vpc_id                                         = var.vpc_id
  availability_zone                              = local.public_zones[count.index]
  cidr_block                                     = local.public4 ? element(local.public_cidrs4, count.index) : null
  ipv6_cidr_block                                = local.public6 ? element(local.public_cidrs6, count.index) : null
  ipv6_native                                    = local.public6 && !local.public4
  map_public_ip_on_launch                        = local.public4 ? var.map_public_ip_on_launch : null
  assign_ipv6_address_on_creation                = local.public6 ? var.public_assign_ipv6_address_on_creation : null
  enable_dns64                                   = local.public6 ? local.public_dns64 : null
  enable_resource_name_dns_a_record_on_launch    = local.public4 ? var.ipv4_public_instance_hostnames_enabled : null
  enable_resource_name_dns_aaaa_record_on_launch = local.public6 ? var.ipv6_public_instance_hostnames_enabled || !local.public4 : null
  private_dns_hostname_type_on_launch            = local.public4 ? var.ipv4_public_instance_hostname_type : null
  tags                                           = merge(module.public_label.tags, { Name = "${module.public_label.id}${module.this.delimiter}${local.codes[local.public_zones[count.index]]}" })

  timeouts {
    create = var.subnet_create_timeout
    delete = var.subnet_delete_timeout
  }
}

# Routes

locals {
  # Only the routes of IPv4 and IPv6 to the internet gateway take the old timeouts directly.
  route_create = var.aws_route_create_timeout == null ? var.route_create_timeout : var.aws_route_create_timeout
  route_delete = var.aws_route_delete_timeout == null ? var.route_delete_timeout : var.aws_route_delete_timeout
}

resource "aws_route_table" "private" {
  count  = local.private_table_count
  vpc_id = var.vpc_id
  tags   = merge(module.private_label.tags, { Name = "${module.private_label.id}${module.this.delimiter}${local.codes[local.private_zones[count.index]]}" })
}

resource "aws_route_table_association" "private" {
  count          = local.private_table_count
  subnet_id      = aws_subnet.private[count.index].id
  route_table_id = aws_route_table.private[count.index].id
}

resource "aws_route" "private6" {
  count                       = local.egress_only ? local.private_table_count : 0
  route_table_id              = aws_route_table.private[count.index].id
  destination_ipv6_cidr_block = "::/0"
  egress_only_gateway_id      = var.ipv6_egress_only_igw_id[0]
  timeouts {
    create = local.route_create
    delete = local.route_delete
  }
}

resource "aws_route_table" "public" {
  count  = local.own_public_tables ? local.public_table_count : 0
  vpc_id = var.vpc_id
  tags   = module.public_label.tags
}

resource "aws_route_table_association" "public" {
  count          = local.public_routed ? length(local.public_zones) : 0
  subnet_id      = aws_subnet.public[count.index].id
  route_table_id = element(local.public_tables, count.index)
}

resource "aws_route" "public" {
  count                  = local.public4 && local.igw ? local.public_table_count : 0
  route_table_id         = local.public_tables[count.index]
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = var.igw_id[0]
  timeouts {
    create = var.aws_route_create_timeout
    delete = var.aws_route_delete_timeout
  }
}

resource "aws_route" "public6" {
  count                       = local.public6 && local.igw ? local.public_table_count : 0
  route_table_id              = local.public_tables[count.index]
  destination_ipv6_cidr_block = "::/0"
  gateway_id                  = var.igw_id[0]
  timeouts {
    create = var.aws_route_create_timeout
    delete = var.aws_route_delete_timeout
  }
}
