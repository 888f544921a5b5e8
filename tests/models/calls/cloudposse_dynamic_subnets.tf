# Calls of cloudposse/dynamic-subnets/aws.

provider "aws" {
  region = "us-east-2"
}

resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
resource "aws_internet_gateway" "main" { vpc_id = aws_vpc.main.id }

module "plain" {
  source = "cloudposse/dynamic-subnets/aws"
  vpc_id = aws_vpc.main.id
  name = "app"
  availability_zones = ["us-east-2a", "us-east-2b", "us-east-2c"]
  ipv4_cidr_block = ["10.0.0.0/16"]
  igw_id = [aws_internet_gateway.main.id]
  max_subnet_count = 3
}
module "one_nat" {
  source = "cloudposse/dynamic-subnets/aws"
  vpc_id = aws_vpc.main.id
  name = "app"
  availability_zones = ["us-east-2a", "us-east-2b", "us-east-2c"]
  ipv4_cidr_block = ["10.0.0.0/16"]
  igw_id = [aws_internet_gateway.main.id]
  max_nats = 1
  max_subnet_count = 3
}
module "no_nat" {
  source = "cloudposse/dynamic-subnets/aws"
  vpc_id = aws_vpc.main.id
  name = "app"
  availability_zones = ["us-east-2a", "us-east-2b", "us-east-2c"]
  ipv4_cidr_block = ["10.0.0.0/16"]
  igw_id = [aws_internet_gateway.main.id]
  nat_gateway_enabled = false
  max_subnet_count = 3
}
module "nat_instances" {
  source = "cloudposse/dynamic-subnets/aws"
  vpc_id = aws_vpc.main.id
  name = "app"
  availability_zones = ["us-east-2a", "us-east-2b"]
  ipv4_cidr_block = ["10.0.0.0/16"]
  igw_id = [aws_internet_gateway.main.id]
  nat_instance_enabled = true
  nat_instance_ami_id = ["ami-0123456789abcdef0"]
  max_subnet_count = 2
}
module "private_only" {
  source = "cloudposse/dynamic-subnets/aws"
  vpc_id = aws_vpc.main.id
  name = "app"
  availability_zones = ["us-east-2a", "us-east-2b", "us-east-2c"]
  ipv4_cidr_block = ["10.0.0.0/16"]
  public_subnets_enabled = false
  nat_gateway_enabled = false
  max_subnet_count = 3
}
module "public_only" {
  source = "cloudposse/dynamic-subnets/aws"
  vpc_id = aws_vpc.main.id
  name = "app"
  availability_zones = ["us-east-2a", "us-east-2b", "us-east-2c"]
  ipv4_cidr_block = ["10.0.0.0/16"]
  igw_id = [aws_internet_gateway.main.id]
  private_subnets_enabled = false
  max_subnet_count = 3
}
module "given_ranges" {
  source = "cloudposse/dynamic-subnets/aws"
  vpc_id = aws_vpc.main.id
  name = "app"
  availability_zones = ["us-east-2a", "us-east-2b"]
  igw_id = [aws_internet_gateway.main.id]
  ipv4_cidrs = [{ private = ["10.0.0.0/20", "10.0.16.0/20"], public = ["10.0.32.0/22", "10.0.36.0/22"] }]
}
module "kubernetes_tags" {
  source = "cloudposse/dynamic-subnets/aws"
  vpc_id = aws_vpc.main.id
  name = "app"
  availability_zones = ["us-east-2a", "us-east-2b", "us-east-2c"]
  ipv4_cidr_block = ["10.0.0.0/16"]
  igw_id = [aws_internet_gateway.main.id]
  max_subnet_count = 3
  namespace = "eg"
  tags = { Team = "core" }
  private_subnets_additional_tags = { "kubernetes.io/role/internal-elb" = "1" }
  public_subnets_additional_tags = { "kubernetes.io/role/elb" = "1" }
  subnet_type_tag_key = "eg/type"
}
module "several_each" {
  source = "cloudposse/dynamic-subnets/aws"
  vpc_id = aws_vpc.main.id
  name = "app"
  availability_zones = ["us-east-2a", "us-east-2b"]
  ipv4_cidr_block = ["10.0.0.0/16"]
  igw_id = [aws_internet_gateway.main.id]
  max_subnet_count = 2
  subnets_per_az_count = 2
  subnets_per_az_names = ["app", "db"]
}
module "own_addresses" {
  source = "cloudposse/dynamic-subnets/aws"
  vpc_id = aws_vpc.main.id
  name = "app"
  availability_zones = ["us-east-2a", "us-east-2b"]
  ipv4_cidr_block = ["10.0.0.0/16"]
  igw_id = [aws_internet_gateway.main.id]
  max_subnet_count = 2
  nat_elastic_ips = ["203.0.113.1", "203.0.113.2"]
}
module "no_acls_no_public_ip" {
  source = "cloudposse/dynamic-subnets/aws"
  vpc_id = aws_vpc.main.id
  name = "app"
  availability_zones = ["us-east-2a", "us-east-2b", "us-east-2c"]
  ipv4_cidr_block = ["10.0.0.0/16"]
  igw_id = [aws_internet_gateway.main.id]
  max_subnet_count = 3
  public_open_network_acl_enabled = false
  private_open_network_acl_enabled = false
  map_public_ip_on_launch = false
}
module "dual_stack" {
  source = "cloudposse/dynamic-subnets/aws"
  vpc_id = aws_vpc.main.id
  name = "app"
  availability_zones = ["us-east-2a", "us-east-2b"]
  ipv4_cidr_block = ["10.0.0.0/16"]
  igw_id = [aws_internet_gateway.main.id]
  max_subnet_count = 2
  ipv6_enabled = true
  ipv6_cidr_block = ["2600:1f16::/56"]
  ipv6_egress_only_igw_id = ["eigw-0123"]
}
module "table_each" {
  source = "cloudposse/dynamic-subnets/aws"
  vpc_id = aws_vpc.main.id
  name = "app"
  availability_zones = ["us-east-2a", "us-east-2b"]
  ipv4_cidr_block = ["10.0.0.0/16"]
  igw_id = [aws_internet_gateway.main.id]
  max_subnet_count = 2
  public_route_table_per_subnet_enabled = true
}
module "given_tables" {
  source = "cloudposse/dynamic-subnets/aws"
  vpc_id = aws_vpc.main.id
  name = "app"
  availability_zones = ["us-east-2a", "us-east-2b"]
  ipv4_cidr_block = ["10.0.0.0/16"]
  max_subnet_count = 2
  public_route_table_ids = ["rtb-0123"]
}
module "no_private_tables" {
  source = "cloudposse/dynamic-subnets/aws"
  vpc_id = aws_vpc.main.id
  name = "app"
  availability_zones = ["us-east-2a", "us-east-2b"]
  ipv4_cidr_block = ["10.0.0.0/16"]
  igw_id = [aws_internet_gateway.main.id]
  max_subnet_count = 2
  private_route_table_enabled = false
  nat_gateway_enabled = false
}
module "zones_not_known" {
  source = "cloudposse/dynamic-subnets/aws"
  vpc_id = aws_vpc.main.id
  name = "app"
  ipv4_cidr_block = ["10.0.0.0/16"]
  igw_id = [aws_internet_gateway.main.id]
}
module "off" {
  source = "cloudposse/dynamic-subnets/aws"
  vpc_id = aws_vpc.main.id
  name = "app"
  enabled = false
  availability_zones = ["us-east-2a", "us-east-2b", "us-east-2c"]
  ipv4_cidr_block = ["10.0.0.0/16"]
}
module "nat_by_name" {
  source = "cloudposse/dynamic-subnets/aws"
  vpc_id = aws_vpc.main.id
  name = "app"
  availability_zones = ["us-east-2a", "us-east-2b"]
  ipv4_cidr_block = ["10.0.0.0/16"]
  igw_id = [aws_internet_gateway.main.id]
  max_subnet_count = 2
  public_subnets_per_az_count = 2
  public_subnets_per_az_names = ["lb", "web"]
  private_subnets_per_az_count = 3
  private_subnets_per_az_names = ["a", "b", "c"]
  nat_gateway_public_subnet_names = ["web"]
}
