# Calls of terraform-aws-modules/vpc: every block is a call of its own, for each major that takes its arguments.

provider "aws" {
  region = "eu-west-1"
}

data "aws_availability_zones" "available" {}

locals {
  azs = ["eu-west-1a", "eu-west-1b", "eu-west-1c"]
}

variable "environment" {
  default = "staging"
}

module "for_a_cluster" {
  source             = "terraform-aws-modules/vpc/aws"
  name               = "demo"
  cidr               = "10.0.0.0/16"
  azs                = local.azs
  private_subnets    = ["10.0.1.0/24", "10.0.2.0/24", "10.0.3.0/24"]
  public_subnets     = ["10.0.101.0/24", "10.0.102.0/24", "10.0.103.0/24"]
  enable_nat_gateway = true
  single_nat_gateway = true
  enable_dns_hostnames = true
  public_subnet_tags = {
    "kubernetes.io/role/elb"     = 1
    "kubernetes.io/cluster/demo" = "shared"
  }
  private_subnet_tags = {
    "kubernetes.io/role/internal-elb" = 1
    "kubernetes.io/cluster/demo"      = "shared"
  }
}

module "computed_ranges" {
  source                 = "terraform-aws-modules/vpc/aws"
  name                   = "computed-${var.environment}"
  cidr                   = "10.8.0.0/16"
  azs                    = slice(local.azs, 0, 2)
  private_subnets        = [for i, az in slice(local.azs, 0, 2) : cidrsubnet("10.8.0.0/16", 4, i)]
  public_subnets         = [for i, az in slice(local.azs, 0, 2) : cidrsubnet("10.8.0.0/16", 8, i + 48)]
  intra_subnets          = [for i, az in slice(local.azs, 0, 2) : cidrsubnet("10.8.0.0/16", 8, i + 52)]
  enable_nat_gateway     = true
  one_nat_gateway_per_az = true
  tags                   = { Environment = var.environment }
}

module "zones_looked_up" {
  source             = "terraform-aws-modules/vpc/aws"
  name               = "looked-up"
  cidr               = "172.16.0.0/16"
  azs                = slice(data.aws_availability_zones.available.names, 0, 2)
  private_subnets    = ["172.16.1.0/24", "172.16.2.0/24"]
  public_subnets     = ["172.16.4.0/24", "172.16.5.0/24"]
  enable_nat_gateway = true
}

module "public_only" {
  source                  = "terraform-aws-modules/vpc/aws"
  name                    = "public"
  cidr                    = "10.1.0.0/16"
  azs                     = local.azs
  public_subnets          = ["10.1.0.0/20", "10.1.16.0/20"]
  map_public_ip_on_launch = false
  enable_dns_support      = true
}

module "isolated" {
  source          = "terraform-aws-modules/vpc/aws"
  name            = "isolated"
  cidr            = "10.2.0.0/16"
  azs             = local.azs
  private_subnets = ["10.2.0.0/20", "10.2.16.0/20", "10.2.32.0/20"]
  create_igw      = false
}

module "all_tiers" {
  source                             = "terraform-aws-modules/vpc/aws"
  name                               = "tiers"
  cidr                               = "10.3.0.0/16"
  azs                                = local.azs
  private_subnets                    = ["10.3.1.0/24", "10.3.2.0/24", "10.3.3.0/24"]
  public_subnets                     = ["10.3.11.0/24", "10.3.12.0/24", "10.3.13.0/24"]
  database_subnets                   = ["10.3.21.0/24", "10.3.22.0/24", "10.3.23.0/24"]
  elasticache_subnets                = ["10.3.31.0/24", "10.3.32.0/24", "10.3.33.0/24"]
  redshift_subnets                   = ["10.3.41.0/24", "10.3.42.0/24", "10.3.43.0/24"]
  intra_subnets                      = ["10.3.51.0/24", "10.3.52.0/24", "10.3.53.0/24"]
  create_database_subnet_route_table = true
  create_elasticache_subnet_route_table = true
  create_redshift_subnet_route_table = true
  enable_nat_gateway                 = true
  single_nat_gateway                 = false
  one_nat_gateway_per_az             = true
}

module "secondary_ranges" {
  source                = "terraform-aws-modules/vpc/aws"
  name                  = "secondary"
  cidr                  = "10.5.0.0/16"
  secondary_cidr_blocks = ["100.64.0.0/16", "100.65.0.0/16"]
  azs                   = local.azs
  private_subnets       = ["10.5.1.0/24", "10.5.2.0/24", "100.64.0.0/18", "100.64.64.0/18"]
  public_subnets        = ["10.5.101.0/24", "10.5.102.0/24"]
  enable_nat_gateway    = true
  single_nat_gateway    = true
  reuse_nat_ips         = true
  external_nat_ip_ids   = ["eipalloc-0123456789abcdef0"]
}

module "gateways_and_names" {
  source                               = "terraform-aws-modules/vpc/aws"
  name                                 = "vpn"
  cidr                                 = "10.6.0.0/16"
  azs                                  = local.azs
  private_subnets                      = ["10.6.1.0/24", "10.6.2.0/24"]
  public_subnets                       = ["10.6.101.0/24", "10.6.102.0/24"]
  enable_vpn_gateway                   = true
  propagate_private_route_tables_vgw   = true
  enable_dhcp_options                  = true
  dhcp_options_domain_name             = "corp.example.com"
  dhcp_options_domain_name_servers     = ["10.6.0.10", "10.6.0.11"]
  instance_tenancy                     = "dedicated"
}

module "access_lists" {
  source                       = "terraform-aws-modules/vpc/aws"
  name                         = "acl"
  cidr                         = "10.7.0.0/16"
  azs                          = local.azs
  private_subnets              = ["10.7.1.0/24", "10.7.2.0/24"]
  public_subnets               = ["10.7.101.0/24", "10.7.102.0/24"]
  database_subnets             = ["10.7.21.0/24", "10.7.22.0/24"]
  public_dedicated_network_acl = true
  database_dedicated_network_acl = true
  public_inbound_acl_rules = [
    { rule_number = 100, rule_action = "allow", from_port = 443, to_port = 443, protocol = "tcp", cidr_block = "0.0.0.0/0" },
    { rule_number = 110, rule_action = "deny", from_port = 0, to_port = 0, protocol = "-1", cidr_block = "0.0.0.0/0" },
  ]
  enable_nat_gateway = true
  single_nat_gateway = true
}

module "flow_logs" {
  source                               = "terraform-aws-modules/vpc/aws"
  name                                 = "logs"
  cidr                                 = "10.9.0.0/16"
  azs                                  = local.azs
  private_subnets                      = ["10.9.1.0/24"]
  enable_flow_log                      = true
  create_flow_log_cloudwatch_iam_role  = true
  create_flow_log_cloudwatch_log_group = true
  flow_log_max_aggregation_interval    = 60
}

module "defaults_of_the_vpc" {
  source                        = "terraform-aws-modules/vpc/aws"
  name                          = "defaults"
  cidr                          = "10.10.0.0/16"
  azs                           = local.azs
  private_subnets               = ["10.10.1.0/24"]
  manage_default_security_group = true
  default_security_group_ingress = []
  default_security_group_egress  = []
  manage_default_route_table    = true
  manage_default_network_acl    = true
}

module "six" {
  source                                          = "terraform-aws-modules/vpc/aws"
  name                                            = "six"
  cidr                                            = "10.11.0.0/16"
  azs                                             = local.azs
  private_subnets                                 = ["10.11.1.0/24", "10.11.2.0/24"]
  public_subnets                                  = ["10.11.101.0/24", "10.11.102.0/24"]
  enable_ipv6                                     = true
  public_subnet_ipv6_prefixes                     = [0, 1]
  private_subnet_ipv6_prefixes                    = [2, 3]
  create_egress_only_igw                          = true
  enable_nat_gateway                              = true
  single_nat_gateway                              = true
}

module "switched_off" {
  source          = "terraform-aws-modules/vpc/aws"
  create_vpc      = false
  cidr            = "10.12.0.0/16"
  azs             = local.azs
  private_subnets = ["10.12.1.0/24"]
}

module "endpoints_of_its_own" {
  source                                = "terraform-aws-modules/vpc/aws"
  version                               = "~> 2.0"
  name                                  = "endpoints"
  cidr                                  = "10.13.0.0/16"
  azs                                   = local.azs
  private_subnets                       = ["10.13.1.0/24", "10.13.2.0/24"]
  public_subnets                        = ["10.13.101.0/24"]
  intra_subnets                         = ["10.13.51.0/24"]
  enable_s3_endpoint                    = true
  enable_dynamodb_endpoint              = true
  enable_ecr_api_endpoint               = true
  ecr_api_endpoint_private_dns_enabled  = true
  ecr_api_endpoint_security_group_ids   = ["sg-0123456789abcdef0"]
  enable_ecr_dkr_endpoint               = true
  ecr_dkr_endpoint_private_dns_enabled  = true
  enable_sts_endpoint                   = true
  sts_endpoint_subnet_ids               = ["subnet-0123456789abcdef0"]
  enable_ec2_autoscaling_endpoint       = true
  enable_nat_gateway                    = true
  single_nat_gateway                    = true
}

module "many_route_tables" {
  source                             = "terraform-aws-modules/vpc/aws"
  name                               = "tables"
  cidr                               = "10.14.0.0/16"
  azs                                = local.azs
  private_subnets                    = ["10.14.1.0/24", "10.14.2.0/24"]
  public_subnets                     = ["10.14.101.0/24", "10.14.102.0/24"]
  intra_subnets                      = ["10.14.51.0/24", "10.14.52.0/24"]
  create_multiple_public_route_tables = true
  create_multiple_intra_route_tables  = true
  create_private_nat_gateway_route    = false
  enable_nat_gateway                  = true
}

module "tags_by_zone" {
  source          = "terraform-aws-modules/vpc/aws"
  name            = "by-zone"
  cidr            = "10.15.0.0/16"
  azs             = local.azs
  private_subnets = ["10.15.1.0/24", "10.15.2.0/24", "10.15.3.0/24"]
  private_subnet_tags_per_az = {
    "eu-west-1a" = { "topology" = "a" }
    "eu-west-1b" = { "topology" = "b" }
  }
  private_subnet_names = ["one", "two", "three"]
}

module "outpost" {
  source              = "terraform-aws-modules/vpc/aws"
  name                = "outpost"
  cidr                = "10.16.0.0/16"
  azs                 = local.azs
  private_subnets     = ["10.16.1.0/24"]
  outpost_subnets     = ["10.16.50.0/24"]
  outpost_arn         = "arn:aws:outposts:eu-west-1:123456789012:outpost/op-0123456789abcdef0"
  outpost_az          = "eu-west-1a"
}

module "addresses_from_a_pool" {
  source              = "terraform-aws-modules/vpc/aws"
  name                = "pool"
  use_ipam_pool       = true
  ipv4_ipam_pool_id   = "ipam-pool-0123456789abcdef0"
  ipv4_netmask_length = 16
  azs                 = local.azs
  private_subnets     = ["10.17.1.0/24"]
}

module "public_databases" {
  source                                 = "terraform-aws-modules/vpc/aws"
  name                                   = "pubdb"
  cidr                                   = "10.18.0.0/16"
  azs                                    = local.azs
  public_subnets                         = ["10.18.101.0/24", "10.18.102.0/24"]
  database_subnets                       = ["10.18.21.0/24", "10.18.22.0/24"]
  create_database_subnet_group           = true
  create_database_subnet_route_table     = true
  create_database_internet_gateway_route = true
  enable_public_redshift                 = true
  redshift_subnets                       = ["10.18.41.0/24"]
}
