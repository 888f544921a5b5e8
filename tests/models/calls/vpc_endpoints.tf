# Calls of terraform-aws-modules/vpc//modules/vpc-endpoints.

provider "aws" {
  region = "eu-central-1"
}

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_subnet" "a" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.1.0/24"
  availability_zone = "eu-central-1a"
}
resource "aws_subnet" "b" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.2.0/24"
  availability_zone = "eu-central-1b"
}
resource "aws_route_table" "private" {
  vpc_id = aws_vpc.main.id
}
resource "aws_security_group" "endpoints" {
  vpc_id = aws_vpc.main.id
}

module "gateway" {
  source = "terraform-aws-modules/vpc/aws//modules/vpc-endpoints"
  vpc_id = aws_vpc.main.id
  endpoints = {
    s3 = { service = "s3", service_type = "Gateway", route_table_ids = [aws_route_table.private.id] }
  }
}

module "two_gateways" {
  source = "terraform-aws-modules/vpc/aws//modules/vpc-endpoints"
  vpc_id = aws_vpc.main.id
  endpoints = {
    s3       = { service = "s3", service_type = "Gateway", route_table_ids = flatten([aws_route_table.private[*].id]) }
    dynamodb = { service = "dynamodb", service_type = "Gateway", route_table_ids = [aws_route_table.private.id], tags = { Name = "dynamodb" } }
  }
}

module "registry" {
  source             = "terraform-aws-modules/vpc/aws//modules/vpc-endpoints"
  vpc_id             = aws_vpc.main.id
  security_group_ids = [aws_security_group.endpoints.id]
  subnet_ids         = [aws_subnet.a.id, aws_subnet.b.id]
  endpoints = {
    ecr_api = { service = "ecr.api", private_dns_enabled = true }
    ecr_dkr = { service = "ecr.dkr", private_dns_enabled = true }
    s3      = { service = "s3", service_type = "Gateway", route_table_ids = [aws_route_table.private.id] }
  }
}

module "from_a_list" {
  source     = "terraform-aws-modules/vpc/aws//modules/vpc-endpoints"
  vpc_id     = aws_vpc.main.id
  subnet_ids = [aws_subnet.a.id]
  endpoints = { for service in toset(["autoscaling", "ecr.api", "ecr.dkr", "ec2", "ec2messages", "elasticloadbalancing", "sts", "kms", "logs", "ssm", "ssmmessages"]) :
    replace(service, ".", "_") => {
      service             = service
      private_dns_enabled = true
      tags                = { Name = "demo-${service}" }
    }
  }
}

module "no_private_dns" {
  source     = "terraform-aws-modules/vpc/aws//modules/vpc-endpoints"
  vpc_id     = aws_vpc.main.id
  subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
  endpoints  = { sts = { service = "sts" } }
}

module "own_subnets" {
  source = "terraform-aws-modules/vpc/aws//modules/vpc-endpoints"
  vpc_id = aws_vpc.main.id
  endpoints = {
    ssm = { service = "ssm", subnet_ids = [aws_subnet.a.id], security_group_ids = [aws_security_group.endpoints.id], private_dns_enabled = true }
    efs = { service = "elasticfilesystem", subnet_ids = [aws_subnet.b.id] }
  }
}

module "full_names" {
  version    = ">= 5.0"
  source     = "terraform-aws-modules/vpc/aws//modules/vpc-endpoints"
  vpc_id     = aws_vpc.main.id
  subnet_ids = [aws_subnet.a.id]
  endpoints = {
    partner = { service_endpoint = "com.amazonaws.vpce.eu-central-1.vpce-svc-0123456789abcdef0", private_dns_enabled = false }
  }
}

module "with_policies" {
  source     = "terraform-aws-modules/vpc/aws//modules/vpc-endpoints"
  vpc_id     = aws_vpc.main.id
  subnet_ids = [aws_subnet.a.id]
  endpoints = {
    kms = { service = "kms", policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "kms:Decrypt", Resource = "*" }] }) }
    s3  = { service = "s3", service_type = "Gateway", route_table_ids = [aws_route_table.private.id], policy = "{}" }
  }
}

module "some_off" {
  source     = "terraform-aws-modules/vpc/aws//modules/vpc-endpoints"
  vpc_id     = aws_vpc.main.id
  subnet_ids = [aws_subnet.a.id]
  endpoints = {
    on  = { service = "ec2" }
    off = { service = "logs", create = false }
  }
}

module "none" {
  source = "terraform-aws-modules/vpc/aws//modules/vpc-endpoints"
  create = false
  vpc_id = aws_vpc.main.id
  endpoints = {
    ec2 = { service = "ec2" }
  }
}

module "its_own_group" {
  source                     = "terraform-aws-modules/vpc/aws//modules/vpc-endpoints"
  vpc_id                     = aws_vpc.main.id
  create_security_group      = true
  security_group_name        = "endpoints"
  security_group_description = "Endpoints"
  security_group_rules = {
    ingress_https = { cidr_blocks = ["10.0.0.0/16"] }
    from_nodes    = { source_security_group_id = aws_security_group.endpoints.id, from_port = 443, to_port = 443, protocol = "tcp" }
  }
  subnet_ids = [aws_subnet.a.id]
  endpoints  = { logs = { service = "logs", private_dns_enabled = true } }
}

module "both_kinds_of_s3" {
  source     = "terraform-aws-modules/vpc/aws//modules/vpc-endpoints"
  vpc_id     = aws_vpc.main.id
  subnet_ids = [aws_subnet.a.id]
  tags       = { Team = "network" }
  endpoints = {
    s3_gateway   = { service = "s3", service_type = "Gateway", route_table_ids = [aws_route_table.private.id] }
    s3_interface = { service = "s3", private_dns_enabled = false }
  }
}
