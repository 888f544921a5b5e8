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

module "http" {
  source = "terraform-aws-modules/alb/aws"
  version = "~> 8.0"
  name = "demo"
  vpc_id = aws_vpc.main.id
  subnets = [aws_subnet.a.id, aws_subnet.b.id]
  target_groups = [{ name_prefix = "h1", backend_protocol = "HTTP", backend_port = 80, target_type = "instance" }]
  http_tcp_listeners = [{ port = 80, protocol = "HTTP", target_group_index = 0 }]
}

module "redirect" {
  source = "terraform-aws-modules/alb/aws"
  version = "~> 8.0"
  name = "demo"
  vpc_id = aws_vpc.main.id
  subnets = [aws_subnet.a.id, aws_subnet.b.id]
  target_groups = [{ name_prefix = "h1", backend_protocol = "HTTP", backend_port = 80, target_type = "instance" }]
  http_tcp_listeners = [{ port = 80, protocol = "HTTP", action_type = "redirect", redirect = { port = "443", protocol = "HTTPS", status_code = "HTTP_301" } }]
  https_listeners = [{ port = 443, certificate_arn = "arn:aws:acm:eu-west-1:123456789012:certificate/x", target_group_index = 0 }]
}

module "network" {
  source = "terraform-aws-modules/alb/aws"
  version = "~> 8.0"
  name = "nlb"
  load_balancer_type = "network"
  vpc_id = aws_vpc.main.id
  subnets = [aws_subnet.a.id]
  target_groups = [{ name_prefix = "n", backend_protocol = "TCP", backend_port = 80 }]
  http_tcp_listeners = [{ port = 80, protocol = "TCP" }]
}

module "internal" {
  source = "terraform-aws-modules/alb/aws"
  version = "~> 8.0"
  name = "demo"
  vpc_id = aws_vpc.main.id
  subnets = [aws_subnet.a.id, aws_subnet.b.id]
  target_groups = [{ name_prefix = "h1", backend_protocol = "HTTP", backend_port = 80, target_type = "instance" }]
  internal = true
  create_security_group = false
  security_groups = [aws_security_group.app.id]
}

module "group_rules" {
  source = "terraform-aws-modules/alb/aws"
  version = "~> 8.0"
  name = "demo"
  vpc_id = aws_vpc.main.id
  subnets = [aws_subnet.a.id, aws_subnet.b.id]
  security_group_rules = { ingress_all_http = { type = "ingress", from_port = 80, to_port = 80, protocol = "tcp", description = "HTTP", cidr_blocks = ["0.0.0.0/0"] }, egress_all = { type = "egress", from_port = 0, to_port = 0, protocol = "-1", cidr_blocks = ["0.0.0.0/0"] }, app = { type = "ingress", from_port = 443, to_port = 443, protocol = "tcp", source_security_group_id = aws_security_group.app.id } }
}

module "targets" {
  source = "terraform-aws-modules/alb/aws"
  version = "~> 8.0"
  name = "demo"
  vpc_id = aws_vpc.main.id
  subnets = [aws_subnet.a.id, aws_subnet.b.id]
  target_groups = [{ name = "app", backend_protocol = "HTTP", backend_port = 80, target_type = "instance", targets = { one = { target_id = "i-0123456789abcdef0", port = 80 }, two = { target_id = "i-0123456789abcdef1", port = 8080 } }, health_check = { enabled = true, path = "/healthz" } }]
}

module "rules" {
  source = "terraform-aws-modules/alb/aws"
  version = "~> 8.0"
  name = "demo"
  vpc_id = aws_vpc.main.id
  subnets = [aws_subnet.a.id, aws_subnet.b.id]
  target_groups = [{ name_prefix = "h1", backend_protocol = "HTTP", backend_port = 80, target_type = "instance" }]
  https_listeners = [{ port = 443, certificate_arn = "a" }]
  https_listener_rules = [{ https_listener_index = 0, priority = 5000, actions = [{ type = "redirect", status_code = "HTTP_302", host = "www.example.com", path = "/x", query = "", protocol = "HTTPS" }], conditions = [{ path_patterns = ["/onboarding"] }, { host_headers = ["a.example.com"] }] }]
}

module "logs" {
  source = "terraform-aws-modules/alb/aws"
  version = "~> 8.0"
  name = "demo"
  vpc_id = aws_vpc.main.id
  subnets = [aws_subnet.a.id, aws_subnet.b.id]
  access_logs = { bucket = "logs", prefix = "alb" }
  idle_timeout = 30
  enable_deletion_protection = true
}

module "fixed" {
  source = "terraform-aws-modules/alb/aws"
  version = "~> 8.0"
  name = "demo"
  vpc_id = aws_vpc.main.id
  subnets = [aws_subnet.a.id, aws_subnet.b.id]
  http_tcp_listeners = [{ port = 81, protocol = "HTTP", action_type = "fixed-response", fixed_response = { content_type = "text/plain", message_body = "Fixed", status_code = "200" } }]
}

module "certificates" {
  source = "terraform-aws-modules/alb/aws"
  version = "~> 8.0"
  name = "demo"
  vpc_id = aws_vpc.main.id
  subnets = [aws_subnet.a.id, aws_subnet.b.id]
  target_groups = [{ name_prefix = "h1", backend_protocol = "HTTP", backend_port = 80, target_type = "instance" }]
  https_listeners = [{ port = 443, certificate_arn = "a", ssl_policy = "ELBSecurityPolicy-TLS-1-2-2017-01" }]
  extra_ssl_certs = [{ https_listener_index = 0, certificate_arn = "b" }]
  web_acl_arn = "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/x/y"
}

module "off" {
  source = "terraform-aws-modules/alb/aws"
  version = "~> 8.0"
  create_lb = false
}
