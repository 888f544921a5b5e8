# Calls of cloudposse/eks-cluster/aws, majors 2 and 3.

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
resource "aws_security_group" "app" { vpc_id = aws_vpc.main.id }

module "plain" {
  source = "cloudposse/eks-cluster/aws"
  version = "< 4.0"
  region = "us-east-2"
  vpc_id = aws_vpc.main.id
  namespace = "eg"
  name = "app"
  subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
}
module "version" {
  source = "cloudposse/eks-cluster/aws"
  version = "< 4.0"
  region = "us-east-2"
  vpc_id = aws_vpc.main.id
  namespace = "eg"
  name = "app"
  subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
  kubernetes_version = "1.31"
  oidc_provider_enabled = true
}
module "private" {
  source = "cloudposse/eks-cluster/aws"
  version = "< 4.0"
  region = "us-east-2"
  vpc_id = aws_vpc.main.id
  namespace = "eg"
  name = "app"
  subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
  endpoint_private_access = true
  endpoint_public_access = false
}
module "narrow" {
  source = "cloudposse/eks-cluster/aws"
  version = "< 4.0"
  region = "us-east-2"
  vpc_id = aws_vpc.main.id
  namespace = "eg"
  name = "app"
  subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
  endpoint_private_access = true
  public_access_cidrs = ["203.0.113.0/24"]
}
module "logs" {
  source = "cloudposse/eks-cluster/aws"
  version = "< 4.0"
  region = "us-east-2"
  vpc_id = aws_vpc.main.id
  namespace = "eg"
  name = "app"
  subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
  enabled_cluster_log_types = ["api", "audit"]
  cluster_log_retention_period = 30
}
module "no_encryption" {
  source = "cloudposse/eks-cluster/aws"
  version = "< 4.0"
  region = "us-east-2"
  vpc_id = aws_vpc.main.id
  namespace = "eg"
  name = "app"
  subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
  cluster_encryption_config_enabled = false
}
module "given_key" {
  source = "cloudposse/eks-cluster/aws"
  version = "< 4.0"
  region = "us-east-2"
  vpc_id = aws_vpc.main.id
  namespace = "eg"
  name = "app"
  subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
  cluster_encryption_config_kms_key_id = "arn:aws:kms:us-east-2:123456789012:key/abc"
}
module "given_role" {
  source = "cloudposse/eks-cluster/aws"
  version = "< 4.0"
  region = "us-east-2"
  vpc_id = aws_vpc.main.id
  namespace = "eg"
  name = "app"
  subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
  create_eks_service_role = false
  eks_cluster_service_role_arn = "arn:aws:iam::123456789012:role/eks"
}
module "service_range" {
  source = "cloudposse/eks-cluster/aws"
  version = "< 4.0"
  region = "us-east-2"
  vpc_id = aws_vpc.main.id
  namespace = "eg"
  name = "app"
  subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
  service_ipv4_cidr = "172.20.0.0/16"
}
module "ipv6" {
  source = "cloudposse/eks-cluster/aws"
  version = "< 4.0"
  region = "us-east-2"
  vpc_id = aws_vpc.main.id
  namespace = "eg"
  name = "app"
  subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
  kubernetes_network_ipv6_enabled = true
}
module "allowed" {
  source = "cloudposse/eks-cluster/aws"
  version = "< 4.0"
  region = "us-east-2"
  vpc_id = aws_vpc.main.id
  namespace = "eg"
  name = "app"
  subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
  allowed_security_group_ids = [aws_security_group.app.id]
  allowed_cidr_blocks = ["10.0.0.0/8"]
  associated_security_group_ids = [aws_security_group.app.id]
}
module "custom" {
  source = "cloudposse/eks-cluster/aws"
  version = "< 4.0"
  region = "us-east-2"
  vpc_id = aws_vpc.main.id
  namespace = "eg"
  name = "app"
  subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
  custom_ingress_rules = [{ description = "db", from_port = 5432, to_port = 5432, protocol = "tcp", source_security_group_id = "sg-0123456789abcdef0" }]
}
module "off" {
  source = "cloudposse/eks-cluster/aws"
  version = "< 4.0"
  region = "us-east-2"
  vpc_id = aws_vpc.main.id
  namespace = "eg"
  name = "app"
  subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
  enabled = false
}
module "own_group" {
  source = "cloudposse/eks-cluster/aws"
  version = "< 4.0"
  region = "us-east-2"
  vpc_id = aws_vpc.main.id
  namespace = "eg"
  name = "app"
  subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
  create_security_group = true
  workers_security_group_ids = [aws_security_group.app.id]
  allowed_cidr_blocks = ["10.0.0.0/8"]
}
module "auth" {
  source = "cloudposse/eks-cluster/aws"
  version = "< 4.0"
  region = "us-east-2"
  vpc_id = aws_vpc.main.id
  namespace = "eg"
  name = "app"
  subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
  kubernetes_config_map_ignore_role_changes = false
  workers_role_arns = ["arn:aws:iam::123456789012:role/workers"]
  map_additional_iam_roles = [{ rolearn = "arn:aws:iam::123456789012:role/admin", username = "admin", groups = ["system:masters"] }]
}
module "no_auth" {
  source = "cloudposse/eks-cluster/aws"
  version = "< 4.0"
  region = "us-east-2"
  vpc_id = aws_vpc.main.id
  namespace = "eg"
  name = "app"
  subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
  apply_config_map_aws_auth = false
}
module "addons_3" {
  source = "cloudposse/eks-cluster/aws"
  version = ">= 3.0, < 4.0"
  region = "us-east-2"
  vpc_id = aws_vpc.main.id
  namespace = "eg"
  name = "app"
  subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
  addons = [{ addon_name = "vpc-cni", resolve_conflicts_on_create = "OVERWRITE", service_account_role_arn = "arn:aws:iam::123456789012:role/cni" }]
}
