# Calls of terraform-aws-modules/security-group/aws.

provider "aws" {
  region = "eu-west-1"
}

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_subnet" "a" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.1.0/24"
  availability_zone = "eu-west-1a"
}
resource "aws_subnet" "b" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.2.0/24"
  availability_zone = "eu-west-1b"
}
resource "aws_security_group" "app" {
  vpc_id = aws_vpc.main.id
}

module "web" {
  source = "terraform-aws-modules/security-group/aws"
  name = "web"
  vpc_id = aws_vpc.main.id
  ingress_cidr_blocks = ["10.10.0.0/16"]
  ingress_rules = ["https-443-tcp", "http-80-tcp"]
  egress_rules = ["all-all"]
}

module "with_cidrs" {
  source = "terraform-aws-modules/security-group/aws"
  name = "cidrs"
  description = "With ranges"
  vpc_id = aws_vpc.main.id
  ingress_with_cidr_blocks = [
    { from_port = 8080, to_port = 8090, protocol = "tcp", description = "User-service ports", cidr_blocks = "10.10.0.0/16" },
    { rule = "postgresql-tcp", cidr_blocks = "0.0.0.0/0" },
  ]
}

module "database" {
  source = "terraform-aws-modules/security-group/aws"
  name = "db"
  vpc_id = aws_vpc.main.id
  ingress_with_source_security_group_id = [{ rule = "mysql-tcp", source_security_group_id = aws_security_group.app.id }]
  egress_cidr_blocks = []
}

module "computed" {
  source = "terraform-aws-modules/security-group/aws"
  name = "computed"
  vpc_id = aws_vpc.main.id
  computed_ingress_with_source_security_group_id = [{ rule = "postgresql-tcp", source_security_group_id = aws_security_group.app.id }]
  number_of_computed_ingress_with_source_security_group_id = 1
  egress_rules = ["all-all"]
}

module "itself" {
  source = "terraform-aws-modules/security-group/aws"
  name = "itself"
  vpc_id = aws_vpc.main.id
  ingress_with_self = [{ rule = "all-all" }, { from_port = 9000, to_port = 9001, protocol = "tcp", self = true }]
}

module "six" {
  source = "terraform-aws-modules/security-group/aws"
  name = "six"
  vpc_id = aws_vpc.main.id
  ingress_ipv6_cidr_blocks = ["2001:db8::/64"]
  ingress_cidr_blocks = ["10.0.0.0/8"]
  ingress_rules = ["ssh-tcp"]
  egress_ipv6_cidr_blocks = ["::/0"]
  egress_rules = ["https-443-tcp"]
}

module "prefix_lists" {
  source = "terraform-aws-modules/security-group/aws"
  name = "lists"
  vpc_id = aws_vpc.main.id
  ingress_prefix_list_ids = ["pl-0123456789abcdef0"]
  ingress_rules = ["https-443-tcp"]
  ingress_cidr_blocks = ["10.0.0.0/8"]
}

module "egress" {
  source = "terraform-aws-modules/security-group/aws"
  name = "egress"
  vpc_id = aws_vpc.main.id
  egress_with_cidr_blocks = [{ rule = "https-443-tcp", cidr_blocks = "10.0.0.0/8,192.168.0.0/16" }]
  egress_with_source_security_group_id = [{ from_port = 5432, to_port = 5432, protocol = "tcp", source_security_group_id = aws_security_group.app.id }]
}

module "rules_only" {
  source = "terraform-aws-modules/security-group/aws"
  create_sg = false
  security_group_id = aws_security_group.app.id
  ingress_cidr_blocks = ["10.0.0.0/8"]
  ingress_rules = ["redis-tcp"]
}

module "exact_name" {
  source = "terraform-aws-modules/security-group/aws"
  name = "exact"
  use_name_prefix = false
  revoke_rules_on_delete = true
  vpc_id = aws_vpc.main.id
  tags = { Name = "other", Team = "ops" }
  ingress_with_cidr_blocks = [{ rule = "http-80-tcp" }]
  ingress_cidr_blocks = ["0.0.0.0/0"]
}

module "bare" {
  source = "terraform-aws-modules/security-group/aws"
  name = "bare"
  vpc_id = aws_vpc.main.id
}

module "off" {
  source = "terraform-aws-modules/security-group/aws"
  create = false
  name = "off"
  vpc_id = aws_vpc.main.id
  ingress_rules = ["all-all"]
}
