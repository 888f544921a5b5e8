# Ids by kind, by zone and by the subnets' names.

locals {
  private_by_zone        = { for z in local.zones : z => [for i, s in local.private_zones : aws_subnet.private[i].id if s == z] }
  public_by_zone         = { for z in local.zones : z => [for i, s in local.public_zones : aws_subnet.public[i].id if s == z] }
  private_tables_by_zone = { for z in local.zones : z => local.private_table_count == 0 ? [] : [for i, s in local.private_zones : aws_route_table.private[i].id if s == z] }
  public_tables_by_zone  = { for z in local.zones : z => !local.public_routed ? [] : [for i, s in local.public_zones : element(local.public_tables, i) if s == z] }
}

output "availability_zones" { value = local.zones }
output "availability_zone_ids" { value = local.on && length(var.availability_zone_ids) > 0 ? var.availability_zone_ids : [for z in local.zones : local.to_id[z]] }
output "public_subnet_ids" { value = aws_subnet.public[*].id }
output "public_subnet_arns" { value = aws_subnet.public[*].arn }
output "private_subnet_ids" { value = aws_subnet.private[*].id }
output "private_subnet_arns" { value = aws_subnet.private[*].arn }
output "public_subnet_cidrs" { value = local.public4 ? aws_subnet.public[*].cidr_block : [] }
output "public_subnet_ipv6_cidrs" { value = local.public6 ? aws_subnet.public[*].ipv6_cidr_block : [] }
output "private_subnet_cidrs" { value = local.private4 ? aws_subnet.private[*].cidr_block : [] }
output "private_subnet_ipv6_cidrs" { value = local.private6 ? aws_subnet.private[*].ipv6_cidr_block : [] }
output "public_route_table_ids" { value = aws_route_table.public[*].id }
output "private_route_table_ids" { value = aws_route_table.private[*].id }
output "public_network_acl_id" { value = one(aws_network_acl.public[*].id) }
output "private_network_acl_id" { value = one(aws_network_acl.private[*].id) }
output "nat_gateway_ids" { value = aws_nat_gateway.default[*].id }
output "nat_gateway_private_ips" { value = aws_nat_gateway.default[*].private_ip }
output "nat_instance_ids" { value = aws_instance.nat_instance[*].id }
output "nat_instance_ami_id" { value = local.instances ? (length(var.nat_instance_ami_id) == 0 ? data.aws_ami.nat_instance[0].id : var.nat_instance_ami_id[0]) : null }
output "nat_ips" { value = local.nat && !local.own_eips ? var.nat_elastic_ips : aws_eip.default[*].public_ip }
output "nat_gateway_public_ips" { value = local.nat && !local.own_eips ? var.nat_elastic_ips : aws_eip.default[*].public_ip }
output "nat_eip_allocation_ids" { value = local.allocations }
output "az_private_subnets_map" { value = local.private_by_zone }
output "az_public_subnets_map" { value = local.public_by_zone }
output "az_private_route_table_ids_map" { value = local.private_tables_by_zone }
output "az_public_route_table_ids_map" { value = local.public_tables_by_zone }
output "named_private_subnets_map" { value = { for i, name in local.private_names : name => compact([for z, ids in local.private_by_zone : try(ids[i], "")]) } }
output "named_public_subnets_map" { value = { for i, name in local.public_names : name => compact([for z, ids in local.public_by_zone : try(ids[i], "")]) } }
output "named_private_route_table_ids_map" { value = { for i, name in local.private_names : name => compact([for z, ids in local.private_tables_by_zone : try(ids[i], "")]) } }
output "named_public_route_table_ids_map" { value = { for i, name in local.public_names : name => compact([for z, ids in local.public_tables_by_zone : try(ids[i], "")]) } }

# By name, of each zone what the subnet of that name is; from major 3 on its NAT gateway, too (which of several is not known before there are ids).

data "external" "not_modelled" {}

locals {
  private_gateways = { for z in local.zones : z => [for i, s in local.private_zones : aws_nat_gateway.default[local.private_nat[i]].id if s == z && local.gateways && local.private4] }
  public_gateways  = { for z in local.zones : z => [for i, s in local.public_zones : contains(local.nat_places, i) ? aws_nat_gateway.default[index(local.nat_places, i)].id : data.external.not_modelled.result.none if s == z && local.gateways] }
  none             = data.external.not_modelled.result.none
}

output "named_private_subnets_stats_map" {
  value = { for i, name in local.private_names : name => [for z in local.zones : merge(
    { az = z, subnet_id = try(local.private_by_zone[z][i], ""), route_table_id = try(local.private_tables_by_zone[z][i], "") },
  var.module_major < 3 ? {} : { nat_gateway_id = length(local.private_by_zone[z]) > i ? try(local.private_gateways[z][i], local.none) : "" })] }
}
output "named_public_subnets_stats_map" {
  value = { for i, name in local.public_names : name => [for z in local.zones : merge(
    { az = z, subnet_id = try(local.public_by_zone[z][i], ""), route_table_id = try(local.public_tables_by_zone[z][i], "") },
  var.module_major < 3 ? {} : { nat_gateway_id = length(local.public_by_zone[z]) > i ? try(local.public_gateways[z][i], local.none) : "" })] }
}
