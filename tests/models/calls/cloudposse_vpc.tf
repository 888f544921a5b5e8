# Calls of cloudposse/vpc/aws.

provider "aws" {
  region = "us-east-2"
}

variable "cidr" { type = string }

module "plain" {
  source                  = "cloudposse/vpc/aws"
  namespace               = "eg"
  name                    = "app"
  ipv4_primary_cidr_block = "10.0.0.0/16"
}
module "unnamed" {
  source                  = "cloudposse/vpc/aws"
  ipv4_primary_cidr_block = "172.16.0.0/16"
}
module "no_igw" {
  source                   = "cloudposse/vpc/aws"
  name                     = "app"
  ipv4_primary_cidr_block  = "10.0.0.0/16"
  internet_gateway_enabled = false
}
module "dns" {
  source                  = "cloudposse/vpc/aws"
  name                    = "app"
  ipv4_primary_cidr_block = "10.0.0.0/16"
  dns_hostnames_enabled   = false
  dns_support_enabled     = false
  instance_tenancy        = "dedicated"
}
module "ipv6" {
  source                                    = "cloudposse/vpc/aws"
  name                                      = "app"
  ipv4_primary_cidr_block                   = "10.0.0.0/16"
  assign_generated_ipv6_cidr_block          = true
  ipv6_egress_only_internet_gateway_enabled = true
}
module "no_ipv6" {
  source                           = "cloudposse/vpc/aws"
  name                             = "app"
  ipv4_primary_cidr_block          = "10.0.0.0/16"
  assign_generated_ipv6_cidr_block = false
}
module "defaults_taken_over" {
  source                        = "cloudposse/vpc/aws"
  name                          = "app"
  tags                          = { Team = "core" }
  ipv4_primary_cidr_block       = "10.0.0.0/16"
  default_route_table_no_routes = true
  default_network_acl_deny_all  = true
}
module "defaults_left" {
  source                          = "cloudposse/vpc/aws"
  name                            = "app"
  ipv4_primary_cidr_block         = "10.0.0.0/16"
  default_security_group_deny_all = false
}
module "more_ranges" {
  source                  = "cloudposse/vpc/aws"
  name                    = "app"
  ipv4_primary_cidr_block = "10.0.0.0/16"
  ipv4_additional_cidr_block_associations = {
    pods = { ipv4_cidr_block = "100.64.0.0/16", ipv4_ipam_pool_id = null, ipv4_netmask_length = null }
  }
}
module "pool" {
  source                  = "cloudposse/vpc/aws"
  name                    = "app"
  ipv4_primary_cidr_block = null
  ipv4_primary_cidr_block_association = {
    ipv4_ipam_pool_id   = "ipam-pool-0123"
    ipv4_netmask_length = 16
  }
}
module "unknown_range" {
  source                  = "cloudposse/vpc/aws"
  name                    = "app"
  ipv4_primary_cidr_block = var.cidr
}
module "off" {
  source                  = "cloudposse/vpc/aws"
  enabled                 = false
  ipv4_primary_cidr_block = "10.0.0.0/16"
}
module "old_names" {
  source                  = "cloudposse/vpc/aws"
  name                    = "app"
  cidr_block              = "10.0.0.0/16"
  additional_cidr_blocks  = ["10.1.0.0/16"]
  enable_dns_hostnames    = false
  enable_internet_gateway = false
}
module "label_plain" {
  source = "cloudposse/vpc/aws"
  ipv4_primary_cidr_block = "10.0.0.0/16"
  namespace = "eg"
  stage     = "prod"
  name      = "app"
}
module "label_attributes" {
  source = "cloudposse/vpc/aws"
  ipv4_primary_cidr_block = "10.0.0.0/16"
  namespace  = "eg"
  name       = "app"
  attributes = ["blue", "blue", "Green!"]
  delimiter  = "_"
}
module "label_order" {
  source = "cloudposse/vpc/aws"
  ipv4_primary_cidr_block = "10.0.0.0/16"
  namespace   = "eg"
  tenant      = "core"
  environment = "ue1"
  stage       = "dev"
  name        = "app"
  label_order = ["name", "tenant", "stage"]
}
module "label_cut" {
  source = "cloudposse/vpc/aws"
  ipv4_primary_cidr_block = "10.0.0.0/16"
  namespace       = "eg"
  stage           = "production"
  name            = "a-rather-long-name"
  id_length_limit = 20
}
module "label_cases" {
  source = "cloudposse/vpc/aws"
  ipv4_primary_cidr_block = "10.0.0.0/16"
  namespace        = "eG"
  name             = "App Name"
  label_key_case   = "lower"
  label_value_case = "title"
}
module "label_upper" {
  source = "cloudposse/vpc/aws"
  ipv4_primary_cidr_block = "10.0.0.0/16"
  namespace        = "eg"
  name             = "app"
  label_key_case   = "upper"
  label_value_case = "upper"
  id_length_limit  = 6
}
module "label_own_tags" {
  source = "cloudposse/vpc/aws"
  ipv4_primary_cidr_block = "10.0.0.0/16"
  namespace      = "eg"
  name           = "app"
  labels_as_tags = ["name"]
  tags           = { Team = "core", "kubernetes.io/cluster/demo" = "shared" }
}
module "label_from_context" {
  source = "cloudposse/vpc/aws"
  ipv4_primary_cidr_block = "10.0.0.0/16"
  attributes = ["more"]
  tags       = { Owner = "b" }
  context = {
    enabled             = true
    namespace           = "eg"
    tenant              = null
    environment         = "ue1"
    stage               = null
    name                = "base"
    delimiter           = null
    attributes          = ["first"]
    tags                = { Owner = "a", Team = "core" }
    additional_tag_map  = {}
    label_order         = []
    regex_replace_chars = null
    id_length_limit     = null
    label_key_case      = null
    label_value_case    = null
    descriptor_formats  = {}
    labels_as_tags      = ["unset"]
  }
}
module "label_descriptors" {
  source = "cloudposse/vpc/aws"
  ipv4_primary_cidr_block = "10.0.0.0/16"
  namespace           = "eg"
  stage               = "dev"
  name                = "app.one"
  regex_replace_chars = "/[^a-z.]/"
  additional_tag_map  = { propagate_at_launch = "true" }
  descriptor_formats  = { stack = { format = "%v-%v", labels = ["namespace", "stage"] } }
}
