# VPC with its gateways; what is the default of the VPC and is taken over loses its rules. Majors 1 to 3; 1 has older names for some inputs.

variable "module_major" {}

variable "ipv4_primary_cidr_block" {
  type    = string
  default = null
}
variable "cidr_block" { default = null }
variable "ipv4_primary_cidr_block_association" {
  type    = any
  default = null
}
variable "ipv4_additional_cidr_block_associations" {
  type    = any
  default = {}
}
variable "additional_cidr_blocks" {
  type    = list(string)
  default = []
}
variable "assign_generated_ipv6_cidr_block" {
  type    = bool
  default = null
}
variable "ipv6_enabled" {
  type    = bool
  default = null
}
variable "ipv6_primary_cidr_block_association" {
  type    = any
  default = null
}
variable "ipv6_additional_cidr_block_associations" {
  type    = any
  default = {}
}
variable "instance_tenancy" { default = "default" }
variable "dns_hostnames_enabled" {
  type    = bool
  default = true
}
variable "enable_dns_hostnames" {
  type    = bool
  default = null
}
variable "dns_support_enabled" {
  type    = bool
  default = true
}
variable "enable_dns_support" {
  type    = bool
  default = null
}
variable "default_security_group_deny_all" {
  type    = bool
  default = true
}
variable "enable_default_security_group_with_custom_rules" {
  type    = bool
  default = null
}
variable "default_route_table_no_routes" {
  type    = bool
  default = false
}
variable "default_network_acl_deny_all" {
  type    = bool
  default = false
}
variable "internet_gateway_enabled" {
  type    = bool
  default = true
}
variable "enable_internet_gateway" {
  type    = bool
  default = null
}
variable "ipv6_egress_only_internet_gateway_enabled" {
  type    = bool
  default = false
}
variable "network_address_usage_metrics_enabled" {
  type    = bool
  default = null
}
variable "enable_classiclink" { default = null }
variable "classiclink_enabled" { default = false }
variable "enable_classiclink_dns_support" { default = null }
variable "classiclink_dns_support_enabled" { default = false }

locals {
  enabled = module.this.enabled
  first   = var.module_major < 2
  igw     = local.enabled && (var.enable_internet_gateway != null ? var.enable_internet_gateway : var.internet_gateway_enabled)
  eigw    = local.enabled && var.ipv6_egress_only_internet_gateway_enabled
  vpc_id  = one(aws_vpc.default[*].id)
  cidr    = var.ipv4_primary_cidr_block != null ? var.ipv4_primary_cidr_block : var.cidr_block
  more = length(var.additional_cidr_blocks) > 0 ? { for c in var.additional_cidr_blocks : c => { ipv4_cidr_block = c, ipv4_ipam_pool_id = null, ipv4_netmask_length = null } } : var.ipv4_additional_cidr_block_associations
  # What the VPC brings with it and the module takes over.
  adopted = merge(module.label.tags, { Name = join(module.label.delimiter, [module.label.id, "default"]) })
}

module "label" {
  source  = "cloudposse/label/null"
  version = "0.25.0"
  context = module.this.context
}

module "igw_label" {
  source     = "cloudposse/label/null"
  version    = "0.25.0"
  enabled    = local.igw
  attributes = ["igw"]
  context    = module.this.context
}

module "eigw_label" {
  source     = "cloudposse/label/null"
  version    = "0.25.0"
  enabled    = local.eigw
  attributes = ["eigw"]
  context    = module.this.context
}

resource "aws_vpc" "default" {
  count = local.enabled ? 1 : 0

  cidr_block          = local.cidr
  ipv4_ipam_pool_id   = try(var.ipv4_primary_cidr_block_association.ipv4_ipam_pool_id, null)
  ipv4_netmask_length = try(var.ipv4_primary_cidr_block_association.ipv4_netmask_length, null)
  ipv6_cidr_block     = try(var.ipv6_primary_cidr_block_association.ipv6_cidr_block, null)
  ipv6_ipam_pool_id   = try(var.ipv6_primary_cidr_block_association.ipv6_ipam_pool_id, null)
  ipv6_netmask_length = try(var.ipv6_primary_cidr_block_association.ipv6_netmask_length, null)

  instance_tenancy                     = var.instance_tenancy
  enable_dns_hostnames                 = var.enable_dns_hostnames != null ? var.enable_dns_hostnames : var.dns_hostnames_enabled
  enable_dns_support                   = var.enable_dns_support != null ? var.enable_dns_support : var.dns_support_enabled
  assign_generated_ipv6_cidr_block     = coalesce(var.assign_generated_ipv6_cidr_block, var.ipv6_enabled, true)
  enable_classiclink                   = local.first ? coalesce(var.enable_classiclink, var.classiclink_enabled) : null
  enable_classiclink_dns_support       = local.first ? coalesce(var.enable_classiclink_dns_support, var.classiclink_dns_support_enabled) : null
  enable_network_address_usage_metrics = local.first ? null : coalesce(var.network_address_usage_metrics_enabled, false)
  tags                                 = module.label.tags
}

resource "aws_default_security_group" "default" {
  count  = local.enabled && (var.enable_default_security_group_with_custom_rules != null ? var.enable_default_security_group_with_custom_rules : var.default_security_group_deny_all) ? 1 : 0
  vpc_id = local.vpc_id
  tags   = local.adopted
}

resource "aws_default_route_table" "default" {
  count                  = local.enabled && var.default_route_table_no_routes ? 1 : 0
  default_route_table_id = aws_vpc.default[0].default_route_table_id
  tags                   = local.adopted
}

resource "aws_default_network_acl" "default" {
  count                  = local.enabled && var.default_network_acl_deny_all ? 1 : 0
  default_network_acl_id = aws_vpc.default[0].default_network_acl_id
  tags                   = local.adopted
}

resource "aws_internet_gateway" "default" {
  count  = local.igw ? 1 : 0
  vpc_id = local.vpc_id
  tags   = local.first ? module.label.tags : module.igw_label.tags
}

resource "aws_egress_only_internet_gateway" "default" {
  count  = local.eigw ? 1 : 0
  vpc_id = local.vpc_id
  tags   = local.first ? module.label.tags : module.eigw_label.tags
}

resource "aws_vpc_ipv4_cidr_block_association" "default" {
  for_each = local.enabled ? local.more : {}

  vpc_id              = local.vpc_id
  cidr_block          = each.value.ipv4_cidr_block
  ipv4_ipam_pool_id   = each.value.ipv4_ipam_pool_id
  ipv4_netmask_length = each.value.ipv4_netmask_length
}

resource "aws_vpc_ipv6_cidr_block_association" "default" {
  for_each = local.enabled ? var.ipv6_additional_cidr_block_associations : {}

  vpc_id              = local.vpc_id
  ipv6_cidr_block     = each.value.ipv6_cidr_block
  ipv6_ipam_pool_id   = each.value.ipv6_ipam_pool_id
  ipv6_netmask_length = each.value.ipv6_netmask_length
}

output "vpc_id" { value = join("", aws_vpc.default[*].id) }
output "vpc_arn" { value = join("", aws_vpc.default[*].arn) }
output "vpc_cidr_block" { value = join("", aws_vpc.default[*].cidr_block) }
output "vpc_main_route_table_id" { value = join("", aws_vpc.default[*].main_route_table_id) }
output "vpc_default_network_acl_id" { value = join("", aws_vpc.default[*].default_network_acl_id) }
output "vpc_default_security_group_id" { value = join("", aws_vpc.default[*].default_security_group_id) }
output "vpc_default_route_table_id" { value = join("", aws_vpc.default[*].default_route_table_id) }
output "vpc_ipv6_association_id" { value = join("", aws_vpc.default[*].ipv6_association_id) }
output "vpc_ipv6_cidr_block" { value = join("", aws_vpc.default[*].ipv6_cidr_block) }
output "ipv6_cidr_block_network_border_group" { value = join("", aws_vpc.default[*].ipv6_cidr_block_network_border_group) }
output "additional_cidr_blocks" { value = [for a in aws_vpc_ipv4_cidr_block_association.default : a.cidr_block] }
output "additional_cidr_blocks_to_association_ids" { value = { for a in aws_vpc_ipv4_cidr_block_association.default : a.cidr_block => a.id } }
output "additional_ipv6_cidr_blocks" { value = [for a in aws_vpc_ipv6_cidr_block_association.default : a.ipv6_cidr_block] }
output "additional_ipv6_cidr_blocks_to_association_ids" { value = { for a in aws_vpc_ipv6_cidr_block_association.default : a.ipv6_cidr_block => a.id } }
output "igw_id" { value = join("", aws_internet_gateway.default[*].id) }
output "ipv6_egress_only_igw_id" { value = join("", aws_egress_only_internet_gateway.default[*].id) }
