# Calls of terraform-aws-modules/alb/aws.

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

module "redirect" {
  source = "terraform-aws-modules/alb/aws"
  version = ">= 9.0"
  name = "demo"
  vpc_id = aws_vpc.main.id
  subnets = [aws_subnet.a.id, aws_subnet.b.id]
  security_group_ingress_rules = { all_http = { from_port = 80, to_port = 80, ip_protocol = "tcp", cidr_ipv4 = "0.0.0.0/0" }, https = { from_port = 443, to_port = 443, cidr_ipv4 = "0.0.0.0/0", description = "HTTPS" } }
  security_group_egress_rules = { all = { ip_protocol = "-1", cidr_ipv4 = aws_vpc.main.cidr_block } }
  listeners = { http = { port = 80, protocol = "HTTP", redirect = { port = "443", protocol = "HTTPS", status_code = "HTTP_301" } } }
}

module "forward" {
  source = "terraform-aws-modules/alb/aws"
  version = ">= 9.0"
  name = "demo"
  vpc_id = aws_vpc.main.id
  subnets = [aws_subnet.a.id, aws_subnet.b.id]
  security_group_ingress_rules = { all_http = { from_port = 80, to_port = 80, ip_protocol = "tcp", cidr_ipv4 = "0.0.0.0/0" }, https = { from_port = 443, to_port = 443, cidr_ipv4 = "0.0.0.0/0", description = "HTTPS" } }
  security_group_egress_rules = { all = { ip_protocol = "-1", cidr_ipv4 = aws_vpc.main.cidr_block } }
  listeners = { https = { port = 443, protocol = "HTTPS", certificate_arn = "arn:aws:acm:eu-west-1:123456789012:certificate/x", forward = { target_group_key = "app" } } }
  target_groups = { app = { name_prefix = "h1", protocol = "HTTP", port = 80, target_type = "ip", create_attachment = false, health_check = { path = "/healthz", matcher = "200-399" } } }
}

module "network" {
  source = "terraform-aws-modules/alb/aws"
  version = ">= 9.0"
  name = "nlb"
  load_balancer_type = "network"
  vpc_id = aws_vpc.main.id
  subnets = [aws_subnet.a.id]
  listeners = { tcp = { port = 81, protocol = "TCP", forward = { target_group_key = "app" } } }
  target_groups = { app = { protocol = "TCP", port = 81, target_type = "instance", target_id = "i-0123456789abcdef0" } }
}

module "internal" {
  source = "terraform-aws-modules/alb/aws"
  version = ">= 9.0"
  name = "demo"
  vpc_id = aws_vpc.main.id
  subnets = [aws_subnet.a.id, aws_subnet.b.id]
  internal = true
  enable_deletion_protection = false
  create_security_group = false
  security_groups = [aws_security_group.app.id]
  idle_timeout = 120
}

module "from_a_group" {
  source = "terraform-aws-modules/alb/aws"
  version = ">= 9.0"
  name = "demo"
  vpc_id = aws_vpc.main.id
  subnets = [aws_subnet.a.id, aws_subnet.b.id]
  security_group_ingress_rules = { app = { from_port = 443, to_port = 443, referenced_security_group_id = aws_security_group.app.id } }
}

module "access_logs" {
  source = "terraform-aws-modules/alb/aws"
  version = ">= 9.0"
  name = "demo"
  vpc_id = aws_vpc.main.id
  subnets = [aws_subnet.a.id, aws_subnet.b.id]
  access_logs = { bucket = "logs", prefix = "alb" }
  connection_logs = { bucket = "logs", enabled = true, prefix = "c" }
  drop_invalid_header_fields = false
}

module "records" {
  source = "terraform-aws-modules/alb/aws"
  version = ">= 9.0"
  name = "demo"
  vpc_id = aws_vpc.main.id
  subnets = [aws_subnet.a.id, aws_subnet.b.id]
  route53_records = { A = { name = "www", type = "A", zone_id = "Z123" }, AAAA = { name = "www", type = "AAAA", zone_id = "Z123" } }
}

module "certificates" {
  source = "terraform-aws-modules/alb/aws"
  version = ">= 9.0"
  name = "demo"
  vpc_id = aws_vpc.main.id
  subnets = [aws_subnet.a.id, aws_subnet.b.id]
  listeners = { https = { port = 443, protocol = "HTTPS", certificate_arn = "a", additional_certificate_arns = ["b", "c"], fixed_response = { content_type = "text/plain", message_body = "no", status_code = "404" } } }
}

module "rules_9" {
  source = "terraform-aws-modules/alb/aws"
  version = "~> 9.0"
  name = "demo"
  vpc_id = aws_vpc.main.id
  subnets = [aws_subnet.a.id, aws_subnet.b.id]
  listeners = { http = { port = 80, protocol = "HTTP", forward = { target_group_key = "app" }, rules = { api = { priority = 10, actions = [{ type = "forward", target_group_key = "app" }], conditions = [{ path_pattern = { values = ["/api/*"] } }] } } } }
  target_groups = { app = { protocol = "HTTP", port = 8080, target_type = "ip", create_attachment = false } }
}

module "rules_10" {
  source = "terraform-aws-modules/alb/aws"
  version = "~> 10.0"
  name = "demo"
  vpc_id = aws_vpc.main.id
  subnets = [aws_subnet.a.id, aws_subnet.b.id]
  listeners = { http = { port = 80, protocol = "HTTP", forward = { target_group_key = "app" }, rules = { api = { priority = 10, actions = [{ forward = { target_group_key = "app" } }], conditions = [{ path_pattern = { values = ["/api/*"] } }] } } } }
  target_groups = { app = { protocol = "HTTP", port = 8080, target_type = "ip", create_attachment = false } }
}

module "weighted" {
  source = "terraform-aws-modules/alb/aws"
  version = ">= 9.0"
  name = "demo"
  vpc_id = aws_vpc.main.id
  subnets = [aws_subnet.a.id, aws_subnet.b.id]
  listeners = { http = { port = 80, protocol = "HTTP", weighted_forward = { target_groups = [{ target_group_key = "a", weight = 60 }, { target_group_key = "b", weight = 40 }] } } }
  target_groups = { a = { protocol = "HTTP", port = 80, target_type = "ip", create_attachment = false }, b = { protocol = "HTTP", port = 80, target_type = "ip", create_attachment = false } }
}

module "mapped" {
  source = "terraform-aws-modules/alb/aws"
  version = ">= 9.0"
  name = "mapped"
  load_balancer_type = "network"
  vpc_id = aws_vpc.main.id
  subnet_mapping = [{ subnet_id = aws_subnet.a.id, allocation_id = "eipalloc-0123456789abcdef0" }]
  associate_web_acl = true
  web_acl_arn = "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/x/y"
}

module "off" {
  source = "terraform-aws-modules/alb/aws"
  version = ">= 9.0"
  create = false
}
