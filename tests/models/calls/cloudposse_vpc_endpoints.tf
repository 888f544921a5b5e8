# Calls of cloudposse/vpc/aws//modules/vpc-endpoints.

provider "aws" {
  region = "us-east-2"
}

resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "a" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.1.0/24"
  availability_zone = "us-east-2a"
}
resource "aws_subnet" "b" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.2.0/24"
  availability_zone = "us-east-2b"
}
resource "aws_route_table" "a" { vpc_id = aws_vpc.main.id }
resource "aws_security_group" "one" { vpc_id = aws_vpc.main.id }
resource "aws_security_group" "two" { vpc_id = aws_vpc.main.id }

module "none" {
  source = "cloudposse/vpc/aws//modules/vpc-endpoints"
  vpc_id = aws_vpc.main.id
  name = "app"
}
module "s3" {
  source = "cloudposse/vpc/aws//modules/vpc-endpoints"
  vpc_id = aws_vpc.main.id
  name = "app"
  gateway_vpc_endpoints = { s3 = { name = "s3", policy = null, route_table_ids = [aws_route_table.a.id] } }
}
module "two_gateways" {
  source = "cloudposse/vpc/aws//modules/vpc-endpoints"
  vpc_id = aws_vpc.main.id
  name = "app"
  gateway_vpc_endpoints = { s3 = { name = "s3", policy = null, route_table_ids = [aws_route_table.a.id] }, db = { name = "dynamodb", policy = null, route_table_ids = [aws_route_table.a.id] } }
}
module "no_tables" {
  source = "cloudposse/vpc/aws//modules/vpc-endpoints"
  vpc_id = aws_vpc.main.id
  name = "app"
  gateway_vpc_endpoints = { s3 = { name = "s3", policy = null, route_table_ids = [] } }
}
module "policy" {
  source = "cloudposse/vpc/aws//modules/vpc-endpoints"
  vpc_id = aws_vpc.main.id
  name = "app"
  gateway_vpc_endpoints = { s3 = { name = "s3", policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*" }] }), route_table_ids = [aws_route_table.a.id] } }
}
module "ecr" {
  source = "cloudposse/vpc/aws//modules/vpc-endpoints"
  vpc_id = aws_vpc.main.id
  name = "app"
  interface_vpc_endpoints = { ecr = { name = "ecr.api", policy = null, private_dns_enabled = true, security_group_ids = [aws_security_group.one.id], subnet_ids = [aws_subnet.a.id, aws_subnet.b.id] } }
}
module "no_dns" {
  source = "cloudposse/vpc/aws//modules/vpc-endpoints"
  vpc_id = aws_vpc.main.id
  name = "app"
  interface_vpc_endpoints = { ecr = { name = "ecr.dkr", policy = null, private_dns_enabled = false, security_group_ids = [aws_security_group.one.id], subnet_ids = [aws_subnet.a.id, aws_subnet.b.id] } }
}
module "two_groups" {
  source = "cloudposse/vpc/aws//modules/vpc-endpoints"
  vpc_id = aws_vpc.main.id
  name = "app"
  interface_vpc_endpoints = { sts = { name = "sts", policy = null, private_dns_enabled = true, security_group_ids = [aws_security_group.one.id, aws_security_group.two.id], subnet_ids = [aws_subnet.a.id, aws_subnet.b.id] } }
}
module "default_group" {
  source = "cloudposse/vpc/aws//modules/vpc-endpoints"
  vpc_id = aws_vpc.main.id
  name = "app"
  interface_vpc_endpoints = { ec2 = { name = "ec2", policy = null, private_dns_enabled = true, security_group_ids = [], subnet_ids = [aws_subnet.a.id, aws_subnet.b.id] } }
}
module "both" {
  source = "cloudposse/vpc/aws//modules/vpc-endpoints"
  vpc_id = aws_vpc.main.id
  name = "app"
  gateway_vpc_endpoints = { s3 = { name = "s3", policy = null, route_table_ids = [aws_route_table.a.id] } }
  interface_vpc_endpoints = { ec2 = { name = "ec2", policy = null, private_dns_enabled = true, security_group_ids = [aws_security_group.one.id], subnet_ids = [aws_subnet.a.id, aws_subnet.b.id] }, logs = { name = "logs", policy = null, private_dns_enabled = true, security_group_ids = [aws_security_group.one.id], subnet_ids = [aws_subnet.a.id] } }
}
module "off" {
  source = "cloudposse/vpc/aws//modules/vpc-endpoints"
  vpc_id = aws_vpc.main.id
  name = "app"
  enabled = false
  gateway_vpc_endpoints = { s3 = { name = "s3", policy = null, route_table_ids = [aws_route_table.a.id] } }
}
