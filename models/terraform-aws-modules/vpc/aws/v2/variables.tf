# Inputs that are not of one tier. null where the default differs between majors (main.tf says which it is).

variable "module_major" {}
variable "module_newest" {}
variable "region" { default = null }
variable "cidr" { default = null }
variable "ipv4_ipam_pool_id" { default = null }
variable "ipv4_netmask_length" { default = null }
variable "ipv6_cidr" { default = null }
variable "ipv6_ipam_pool_id" { default = null }
variable "ipv6_netmask_length" { default = null }
variable "ipv6_cidr_block_network_border_group" { default = null }
variable "enable_dns_hostnames" { default = null }
variable "enable_classiclink" { default = null }
variable "enable_classiclink_dns_support" { default = null }
variable "enable_network_address_usage_metrics" { default = null }
variable "dhcp_options_ipv6_address_preferred_lease_time" { default = null }
variable "vpn_gateway_az" { default = null }
variable "manage_default_security_group" { default = null }
variable "manage_default_network_acl" { default = null }
variable "manage_default_route_table" { default = null }
variable "default_security_group_name" { default = null }
variable "default_security_group_ingress" { default = null }
variable "default_security_group_egress" { default = null }
variable "default_network_acl_name" { default = null }
variable "default_route_table_name" { default = null }
variable "default_vpc_name" { default = null }
variable "default_vpc_enable_dns_hostnames" { default = null }
variable "flow_log_log_format" { default = null }
variable "flow_log_deliver_cross_account_role" { default = null }
variable "flow_log_file_format" { default = null }
variable "flow_log_cloudwatch_log_group_retention_in_days" { default = null }
variable "flow_log_cloudwatch_log_group_kms_key_id" { default = null }
variable "flow_log_cloudwatch_log_group_class" { default = null }
variable "vpc_flow_log_iam_role_path" { default = null }
variable "vpc_flow_log_permissions_boundary" { default = null }
variable "create_vpc" { default = true }
variable "putin_khuylo" { default = true }
variable "enable_dns_support" { default = true }
variable "create_igw" { default = true }
variable "create_egress_only_igw" { default = true }
variable "default_vpc_enable_dns_support" { default = true }
variable "use_ipam_pool" { default = false }
variable "enable_ipv6" { default = false }
variable "assign_ipv6_address_on_creation" { default = false }
variable "enable_dhcp_options" { default = false }
variable "enable_nat_gateway" { default = false }
variable "single_nat_gateway" { default = false }
variable "one_nat_gateway_per_az" { default = false }
variable "reuse_nat_ips" { default = false }
variable "enable_vpn_gateway" { default = false }
variable "propagate_public_route_tables_vgw" { default = false }
variable "propagate_private_route_tables_vgw" { default = false }
variable "propagate_intra_route_tables_vgw" { default = false }
variable "manage_default_vpc" { default = false }
variable "enable_flow_log" { default = false }
variable "create_flow_log_cloudwatch_iam_role" { default = false }
variable "create_flow_log_cloudwatch_log_group" { default = false }
variable "flow_log_hive_compatible_partitions" { default = false }
variable "flow_log_per_hour_partition" { default = false }
variable "flow_log_cloudwatch_log_group_skip_destroy" { default = false }
variable "azs" { default = [] }
variable "secondary_cidr_blocks" { default = [] }
variable "dhcp_options_ntp_servers" { default = [] }
variable "dhcp_options_netbios_name_servers" { default = [] }
variable "external_nat_ip_ids" { default = [] }
variable "external_nat_ips" { default = [] }
variable "default_route_table_propagating_vgws" { default = [] }
variable "default_route_table_routes" { default = [] }
variable "flow_log_cloudwatch_iam_role_conditions" { default = [] }
variable "tags" { default = {} }
variable "vpc_tags" { default = {} }
variable "dhcp_options_tags" { default = {} }
variable "igw_tags" { default = {} }
variable "nat_eip_tags" { default = {} }
variable "nat_gateway_tags" { default = {} }
variable "vpn_gateway_tags" { default = {} }
variable "customer_gateways" { default = {} }
variable "customer_gateway_tags" { default = {} }
variable "default_security_group_tags" { default = {} }
variable "default_network_acl_tags" { default = {} }
variable "default_route_table_tags" { default = {} }
variable "default_vpc_tags" { default = {} }
variable "vpc_flow_log_tags" { default = {} }
variable "name" { default = "" }
variable "instance_tenancy" { default = "default" }
variable "dhcp_options_domain_name" { default = "" }
variable "dhcp_options_netbios_node_type" { default = "" }
variable "amazon_side_asn" { default = "64512" }
variable "vpn_gateway_id" { default = "" }
variable "flow_log_destination_type" { default = "cloud-watch-logs" }
variable "flow_log_destination_arn" { default = "" }
variable "flow_log_cloudwatch_iam_role_arn" { default = "" }
variable "flow_log_traffic_type" { default = "ALL" }
variable "flow_log_cloudwatch_log_group_name_prefix" { default = "/aws/vpc-flow-log/" }
variable "flow_log_cloudwatch_log_group_name_suffix" { default = "" }
variable "vpc_flow_log_iam_role_name" { default = "vpc-flow-log-role" }
variable "vpc_flow_log_iam_policy_name" { default = "vpc-flow-log-to-cloudwatch" }
variable "dhcp_options_domain_name_servers" { default = ["AmazonProvidedDNS"] }
variable "flow_log_max_aggregation_interval" { default = 600 }
variable "vpc_flow_log_iam_role_use_name_prefix" { default = true }
variable "vpc_flow_log_iam_policy_use_name_prefix" { default = true }
variable "default_network_acl_ingress" {
  type = list(map(string))
  default = [
    { rule_no = 100, action = "allow", from_port = 0, to_port = 0, protocol = "-1", cidr_block = "0.0.0.0/0" },
    { rule_no = 101, action = "allow", from_port = 0, to_port = 0, protocol = "-1", ipv6_cidr_block = "::/0" },
  ]
}
variable "default_network_acl_egress" {
  type = list(map(string))
  default = [
    { rule_no = 100, action = "allow", from_port = 0, to_port = 0, protocol = "-1", cidr_block = "0.0.0.0/0" },
    { rule_no = 101, action = "allow", from_port = 0, to_port = 0, protocol = "-1", ipv6_cidr_block = "::/0" },
  ]
}
