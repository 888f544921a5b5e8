# terraform-aws-modules/vpc, majors 2 to 6: the VPC, its gateways, NAT and what came with the VPC. One file a tier of subnets beside it.
# Differences between majors hang on local.v3_up, v4_up, v5_up; where the version is not known, so are they.

locals {
  v3_up = var.module_newest >= 3 # major 2 has a line of its own in models.tsv
  v4_up = var.module_major >= 4
  v5_up = var.module_major >= 5
  none  = local.v4_up ? null : ""  # an output of what is not there

  create = var.create_vpc && var.putin_khuylo
  vpc_id = try(aws_vpc_ipv4_cidr_block_association.this[0].vpc_id, aws_vpc.this[0].id, null)

  # NAT gateways, and private route tables even without NAT: one a subnet of the largest tier, one a zone, or a single one.
  largest   = max(length(var.private_subnets), local.elasticache_size, local.database_size, local.redshift_size, local.v4_up ? local.public_size : 0, var.module_major == 4 ? local.intra_size : 0)
  nat_count = var.single_nat_gateway ? 1 : var.one_nat_gateway_per_az ? length(var.azs) : max(local.private_size, local.largest)
}

resource "aws_vpc" "this" {
  count = local.create ? 1 : 0

  region                               = var.region
  cidr_block                           = var.use_ipam_pool ? null : coalesce(var.cidr, local.v4_up ? "10.0.0.0/16" : "0.0.0.0/0")
  ipv4_ipam_pool_id                    = var.ipv4_ipam_pool_id
  ipv4_netmask_length                  = var.ipv4_netmask_length
  assign_generated_ipv6_cidr_block     = var.enable_ipv6 && !var.use_ipam_pool ? true : local.v3_up ? null : false
  ipv6_cidr_block                      = var.ipv6_cidr
  ipv6_ipam_pool_id                    = var.ipv6_ipam_pool_id
  ipv6_netmask_length                  = var.ipv6_netmask_length
  ipv6_cidr_block_network_border_group = var.ipv6_cidr_block_network_border_group
  instance_tenancy                     = var.instance_tenancy
  enable_dns_hostnames                 = var.enable_dns_hostnames != null ? var.enable_dns_hostnames : local.v4_up
  enable_dns_support                   = var.enable_dns_support
  enable_classiclink                   = var.enable_classiclink
  enable_classiclink_dns_support       = var.enable_classiclink_dns_support
  enable_network_address_usage_metrics = var.enable_network_address_usage_metrics
  tags                                 = merge({ Name = var.name }, var.tags, var.vpc_tags)
}

resource "aws_vpc_ipv4_cidr_block_association" "this" {
  count = local.create ? length(var.secondary_cidr_blocks) : 0

  region     = var.region
  vpc_id     = aws_vpc.this[0].id
  cidr_block = element(var.secondary_cidr_blocks, count.index)
}

resource "aws_vpc_dhcp_options" "this" {
  count = local.create && var.enable_dhcp_options ? 1 : 0

  region                            = var.region
  domain_name                       = var.dhcp_options_domain_name
  domain_name_servers               = var.dhcp_options_domain_name_servers
  ntp_servers                       = var.dhcp_options_ntp_servers
  netbios_name_servers              = var.dhcp_options_netbios_name_servers
  netbios_node_type                 = var.dhcp_options_netbios_node_type
  ipv6_address_preferred_lease_time = var.dhcp_options_ipv6_address_preferred_lease_time
  tags                              = merge({ Name = var.name }, var.tags, var.dhcp_options_tags)
}

resource "aws_vpc_dhcp_options_association" "this" {
  count = local.create && var.enable_dhcp_options ? 1 : 0

  region          = var.region
  vpc_id          = local.vpc_id
  dhcp_options_id = aws_vpc_dhcp_options.this[0].id
}

# Gateways

resource "aws_internet_gateway" "this" {
  count = local.create && local.public_size > 0 && var.create_igw ? 1 : 0

  region = var.region
  vpc_id = local.vpc_id
  tags   = merge({ Name = var.name }, var.tags, var.igw_tags)
}

resource "aws_egress_only_internet_gateway" "this" {
  count = local.create && var.create_egress_only_igw && var.enable_ipv6 && max(local.private_size, local.largest) > 0 ? 1 : 0

  region = var.region
  vpc_id = local.vpc_id
  tags   = merge({ Name = var.name }, var.tags, var.igw_tags)
}

resource "aws_eip" "nat" {
  count = local.create && var.enable_nat_gateway && !var.reuse_nat_ips ? local.nat_count : 0

  region = var.region
  vpc    = local.v5_up ? null : true
  domain = local.v5_up ? "vpc" : null
  tags   = merge({ Name = "${var.name}-${element(var.azs, var.single_nat_gateway ? 0 : count.index)}" }, var.tags, var.nat_eip_tags)
}

resource "aws_nat_gateway" "this" {
  count = local.create && var.enable_nat_gateway ? local.nat_count : 0

  region        = var.region
  allocation_id = element(var.reuse_nat_ips ? var.external_nat_ip_ids : aws_eip.nat[*].id, var.single_nat_gateway ? 0 : count.index)
  subnet_id     = element(aws_subnet.public[*].id, var.single_nat_gateway ? 0 : count.index)
  tags          = merge({ Name = "${var.name}-${element(var.azs, var.single_nat_gateway ? 0 : count.index)}" }, var.tags, var.nat_gateway_tags)
}

resource "aws_vpn_gateway" "this" {
  count = local.create && var.enable_vpn_gateway ? 1 : 0

  region            = var.region
  vpc_id            = local.vpc_id
  amazon_side_asn   = var.amazon_side_asn
  availability_zone = var.vpn_gateway_az
  tags              = merge({ Name = var.name }, var.tags, var.vpn_gateway_tags)
}

resource "aws_vpn_gateway_attachment" "this" {
  count = var.vpn_gateway_id != "" ? 1 : 0

  region         = var.region
  vpc_id         = local.vpc_id
  vpn_gateway_id = var.vpn_gateway_id
}

locals {
  propagates  = local.create && (var.enable_vpn_gateway || var.vpn_gateway_id != "")
  vpn_gateway = concat(aws_vpn_gateway.this[*].id, aws_vpn_gateway_attachment.this[*].vpn_gateway_id)
}

resource "aws_vpn_gateway_route_propagation" "public" {
  count = local.propagates && var.propagate_public_route_tables_vgw ? 1 : 0

  region         = var.region
  route_table_id = element(aws_route_table.public[*].id, count.index)
  vpn_gateway_id = element(local.vpn_gateway, count.index)
}

resource "aws_vpn_gateway_route_propagation" "private" {
  count = local.propagates && var.propagate_private_route_tables_vgw ? local.private_size : 0

  region         = var.region
  route_table_id = element(aws_route_table.private[*].id, count.index)
  vpn_gateway_id = element(local.vpn_gateway, count.index)
}

resource "aws_vpn_gateway_route_propagation" "intra" {
  count = local.propagates && var.propagate_intra_route_tables_vgw ? local.intra_size : 0

  region         = var.region
  route_table_id = element(aws_route_table.intra[*].id, count.index)
  vpn_gateway_id = element(local.vpn_gateway, count.index)
}

resource "aws_customer_gateway" "this" {
  for_each = var.customer_gateways

  region           = var.region
  bgp_asn          = lookup(each.value, "bgp_asn", null)
  bgp_asn_extended = lookup(each.value, "bgp_asn_extended", null)
  ip_address       = each.value["ip_address"]
  device_name      = local.v3_up ? lookup(each.value, "device_name", null) : null
  type             = "ipsec.1"
  tags             = merge({ Name = "${var.name}-${each.key}" }, var.tags, var.customer_gateway_tags)
}

# What came with the VPC

resource "aws_default_security_group" "this" {
  count = local.create && (var.manage_default_security_group != null ? var.manage_default_security_group : local.v4_up) ? 1 : 0

  region = var.region
  vpc_id = aws_vpc.this[0].id
  tags   = merge({ Name = coalesce(var.default_security_group_name, local.v4_up ? "${var.name}-default" : local.v3_up ? var.name : "default") }, var.tags, var.default_security_group_tags)

  dynamic "ingress" {
    for_each = coalesce(var.default_security_group_ingress, [])
    content {
      self             = lookup(ingress.value, "self", null)
      cidr_blocks      = compact(split(",", lookup(ingress.value, "cidr_blocks", "")))
      ipv6_cidr_blocks = compact(split(",", lookup(ingress.value, "ipv6_cidr_blocks", "")))
      prefix_list_ids  = compact(split(",", lookup(ingress.value, "prefix_list_ids", "")))
      security_groups  = compact(split(",", lookup(ingress.value, "security_groups", "")))
      description      = lookup(ingress.value, "description", null)
      from_port        = lookup(ingress.value, "from_port", 0)
      to_port          = lookup(ingress.value, "to_port", 0)
      protocol         = lookup(ingress.value, "protocol", "-1")
    }
  }
  dynamic "egress" {
    for_each = coalesce(var.default_security_group_egress, [])
    content {
      self             = lookup(egress.value, "self", null)
      cidr_blocks      = compact(split(",", lookup(egress.value, "cidr_blocks", "")))
      ipv6_cidr_blocks = compact(split(",", lookup(egress.value, "ipv6_cidr_blocks", "")))
      prefix_list_ids  = compact(split(",", lookup(egress.value, "prefix_list_ids", "")))
      security_groups  = compact(split(",", lookup(egress.value, "security_groups", "")))
      description      = lookup(egress.value, "description", null)
      from_port        = lookup(egress.value, "from_port", 0)
      to_port          = lookup(egress.value, "to_port", 0)
      protocol         = lookup(egress.value, "protocol", "-1")
    }
  }
}

locals {
  all_subnets     = concat(aws_subnet.public[*].id, aws_subnet.private[*].id, aws_subnet.intra[*].id, aws_subnet.database[*].id, aws_subnet.redshift[*].id, aws_subnet.elasticache[*].id, aws_subnet.outpost[*].id)
  own_acl_subnets = flatten([aws_network_acl.public[*].subnet_ids, aws_network_acl.private[*].subnet_ids, aws_network_acl.intra[*].subnet_ids, aws_network_acl.database[*].subnet_ids, aws_network_acl.redshift[*].subnet_ids, aws_network_acl.elasticache[*].subnet_ids, aws_network_acl.outpost[*].subnet_ids])
}

resource "aws_default_network_acl" "this" {
  count = local.create && (var.manage_default_network_acl != null ? var.manage_default_network_acl : local.v4_up) ? 1 : 0

  region                 = var.region
  default_network_acl_id = aws_vpc.this[0].default_network_acl_id
  subnet_ids             = local.v3_up ? null : setsubtract(local.all_subnets, local.own_acl_subnets)
  tags                   = merge({ Name = var.default_network_acl_name != null ? var.default_network_acl_name : local.v4_up ? "${var.name}-default" : local.v3_up ? var.name : "" }, var.tags, var.default_network_acl_tags)

  dynamic "ingress" {
    for_each = var.default_network_acl_ingress
    content {
      action          = ingress.value.action
      cidr_block      = lookup(ingress.value, "cidr_block", null)
      ipv6_cidr_block = lookup(ingress.value, "ipv6_cidr_block", null)
      from_port       = ingress.value.from_port
      to_port         = ingress.value.to_port
      icmp_code       = lookup(ingress.value, "icmp_code", null)
      icmp_type       = lookup(ingress.value, "icmp_type", null)
      protocol        = ingress.value.protocol
      rule_no         = ingress.value.rule_no
    }
  }
  dynamic "egress" {
    for_each = var.default_network_acl_egress
    content {
      action          = egress.value.action
      cidr_block      = lookup(egress.value, "cidr_block", null)
      ipv6_cidr_block = lookup(egress.value, "ipv6_cidr_block", null)
      from_port       = egress.value.from_port
      to_port         = egress.value.to_port
      icmp_code       = lookup(egress.value, "icmp_code", null)
      icmp_type       = lookup(egress.value, "icmp_type", null)
      protocol        = egress.value.protocol
      rule_no         = egress.value.rule_no
    }
  }
}

resource "aws_default_route_table" "default" {
  count = local.create && (var.manage_default_route_table != null ? var.manage_default_route_table : local.v4_up) ? 1 : 0

  region                 = var.region
  default_route_table_id = aws_vpc.this[0].default_route_table_id
  propagating_vgws       = var.default_route_table_propagating_vgws
  tags                   = merge({ Name = coalesce(var.default_route_table_name, local.v4_up ? "${var.name}-default" : var.name) }, var.tags, var.default_route_table_tags)

  dynamic "route" {
    for_each = var.default_route_table_routes
    content {
      cidr_block                = route.value.cidr_block
      ipv6_cidr_block           = lookup(route.value, "ipv6_cidr_block", null)
      egress_only_gateway_id    = lookup(route.value, "egress_only_gateway_id", null)
      gateway_id                = lookup(route.value, "gateway_id", null)
      instance_id               = lookup(route.value, "instance_id", null)
      nat_gateway_id            = lookup(route.value, "nat_gateway_id", null)
      network_interface_id      = lookup(route.value, "network_interface_id", null)
      transit_gateway_id        = lookup(route.value, "transit_gateway_id", null)
      vpc_endpoint_id           = lookup(route.value, "vpc_endpoint_id", null)
      vpc_peering_connection_id = lookup(route.value, "vpc_peering_connection_id", null)
    }
  }

  timeouts {
    create = "5m"
    update = "5m"
  }
}

resource "aws_default_vpc" "this" {
  count = var.manage_default_vpc ? 1 : 0

  region               = var.region
  enable_dns_support   = var.default_vpc_enable_dns_support
  enable_dns_hostnames = var.default_vpc_enable_dns_hostnames != null ? var.default_vpc_enable_dns_hostnames : local.v4_up
  tags                 = merge({ Name = coalesce(var.default_vpc_name, "default") }, var.tags, var.default_vpc_tags)
}

# Flow logs

locals {
  flow_log       = local.create && var.enable_flow_log
  flow_log_role  = local.flow_log && var.flow_log_destination_type != "s3" && var.create_flow_log_cloudwatch_iam_role
  flow_log_group = local.flow_log && var.flow_log_destination_type != "s3" && var.create_flow_log_cloudwatch_log_group
}

resource "aws_flow_log" "this" {
  count = local.flow_log ? 1 : 0

  region                     = var.region
  log_destination_type       = var.flow_log_destination_type
  log_destination            = local.flow_log_group ? aws_cloudwatch_log_group.flow_log[0].arn : var.flow_log_destination_arn
  log_format                 = var.flow_log_log_format
  iam_role_arn               = local.flow_log_role ? aws_iam_role.vpc_flow_log_cloudwatch[0].arn : var.flow_log_cloudwatch_iam_role_arn
  deliver_cross_account_role = var.flow_log_deliver_cross_account_role
  traffic_type               = var.flow_log_traffic_type
  vpc_id                     = local.vpc_id
  max_aggregation_interval   = var.flow_log_max_aggregation_interval
  tags                       = merge(var.tags, var.vpc_flow_log_tags)

  dynamic "destination_options" {
    for_each = var.flow_log_destination_type == "s3" && local.v3_up ? [true] : []
    content {
      file_format                = var.flow_log_file_format != null ? var.flow_log_file_format : local.v4_up ? null : "plain-text"
      hive_compatible_partitions = var.flow_log_hive_compatible_partitions
      per_hour_partition         = var.flow_log_per_hour_partition
    }
  }
}

resource "aws_cloudwatch_log_group" "flow_log" {
  count = local.flow_log_group ? 1 : 0

  region            = var.region
  name              = "${var.flow_log_cloudwatch_log_group_name_prefix}${var.flow_log_cloudwatch_log_group_name_suffix == "" ? local.vpc_id : var.flow_log_cloudwatch_log_group_name_suffix}"
  retention_in_days = var.flow_log_cloudwatch_log_group_retention_in_days
  kms_key_id        = var.flow_log_cloudwatch_log_group_kms_key_id
  skip_destroy      = local.v5_up ? var.flow_log_cloudwatch_log_group_skip_destroy : null
  log_group_class   = var.flow_log_cloudwatch_log_group_class
  tags              = merge(var.tags, var.vpc_flow_log_tags)
}

resource "aws_iam_role" "vpc_flow_log_cloudwatch" {
  count = local.flow_log_role ? 1 : 0

  name                 = var.vpc_flow_log_iam_role_use_name_prefix ? null : var.vpc_flow_log_iam_role_name
  name_prefix          = var.vpc_flow_log_iam_role_use_name_prefix ? "${var.vpc_flow_log_iam_role_name}-" : null
  path                 = var.vpc_flow_log_iam_role_path
  permissions_boundary = var.vpc_flow_log_permissions_boundary
  tags                 = merge(var.tags, var.vpc_flow_log_tags)
  assume_role_policy   = data.aws_iam_policy_document.flow_log_trust.json
}

data "aws_iam_policy_document" "flow_log_trust" {
  statement {
    sid     = local.v3_up ? "AWSVPCFlowLogsAssumeRole" : null
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["vpc-flow-logs.amazonaws.com"]
    }
    dynamic "condition" {
      for_each = var.flow_log_cloudwatch_iam_role_conditions
      content {
        test     = condition.value.test
        variable = condition.value.variable
        values   = condition.value.values
      }
    }
  }
}

# What the role allows is not modelled: it is not known.
data "external" "not_modelled" {}

resource "aws_iam_policy" "vpc_flow_log_cloudwatch" {
  count = local.flow_log_role ? 1 : 0

  name        = var.vpc_flow_log_iam_policy_use_name_prefix ? null : var.vpc_flow_log_iam_policy_name
  name_prefix = var.vpc_flow_log_iam_policy_use_name_prefix ? "${var.vpc_flow_log_iam_policy_name}-" : null
  tags        = merge(var.tags, var.vpc_flow_log_tags)
  policy      = data.external.not_modelled.result.policy
}

resource "aws_iam_role_policy_attachment" "vpc_flow_log_cloudwatch" {
  count = local.flow_log_role ? 1 : 0

  role       = aws_iam_role.vpc_flow_log_cloudwatch[0].name
  policy_arn = aws_iam_policy.vpc_flow_log_cloudwatch[0].arn
}
