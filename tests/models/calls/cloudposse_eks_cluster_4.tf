# Calls of cloudposse/eks-cluster/aws, major 4.

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
  version = "~> 4.0"
  region = "us-east-2"
  namespace = "eg"
  name = "app"
  subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
}
module "version" {
  source = "cloudposse/eks-cluster/aws"
  version = "~> 4.0"
  region = "us-east-2"
  namespace = "eg"
  name = "app"
  subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
  kubernetes_version = "1.31"
  oidc_provider_enabled = true
}
module "private" {
  source = "cloudposse/eks-cluster/aws"
  version = "~> 4.0"
  region = "us-east-2"
  namespace = "eg"
  name = "app"
  subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
  endpoint_private_access = true
  endpoint_public_access = false
}
module "narrow" {
  source = "cloudposse/eks-cluster/aws"
  version = "~> 4.0"
  region = "us-east-2"
  namespace = "eg"
  name = "app"
  subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
  endpoint_private_access = true
  public_access_cidrs = ["203.0.113.0/24"]
}
module "logs" {
  source = "cloudposse/eks-cluster/aws"
  version = "~> 4.0"
  region = "us-east-2"
  namespace = "eg"
  name = "app"
  subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
  enabled_cluster_log_types = ["api", "audit"]
  cluster_log_retention_period = 30
}
module "no_encryption" {
  source = "cloudposse/eks-cluster/aws"
  version = "~> 4.0"
  region = "us-east-2"
  namespace = "eg"
  name = "app"
  subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
  cluster_encryption_config_enabled = false
}
module "given_key" {
  source = "cloudposse/eks-cluster/aws"
  version = "~> 4.0"
  region = "us-east-2"
  namespace = "eg"
  name = "app"
  subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
  cluster_encryption_config_kms_key_id = "arn:aws:kms:us-east-2:123456789012:key/abc"
}
module "given_role" {
  source = "cloudposse/eks-cluster/aws"
  version = "~> 4.0"
  region = "us-east-2"
  namespace = "eg"
  name = "app"
  subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
  create_eks_service_role = false
  eks_cluster_service_role_arn = "arn:aws:iam::123456789012:role/eks"
}
module "service_range" {
  source = "cloudposse/eks-cluster/aws"
  version = "~> 4.0"
  region = "us-east-2"
  namespace = "eg"
  name = "app"
  subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
  service_ipv4_cidr = "172.20.0.0/16"
}
module "ipv6" {
  source = "cloudposse/eks-cluster/aws"
  version = "~> 4.0"
  region = "us-east-2"
  namespace = "eg"
  name = "app"
  subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
  kubernetes_network_ipv6_enabled = true
}
module "allowed" {
  source = "cloudposse/eks-cluster/aws"
  version = "~> 4.0"
  region = "us-east-2"
  namespace = "eg"
  name = "app"
  subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
  allowed_security_group_ids = [aws_security_group.app.id]
  allowed_cidr_blocks = ["10.0.0.0/8"]
  associated_security_group_ids = [aws_security_group.app.id]
}
module "custom" {
  source = "cloudposse/eks-cluster/aws"
  version = "~> 4.0"
  region = "us-east-2"
  namespace = "eg"
  name = "app"
  subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
  custom_ingress_rules = [{ description = "db", from_port = 5432, to_port = 5432, protocol = "tcp", source_security_group_id = "sg-0123456789abcdef0" }]
}
module "off" {
  source = "cloudposse/eks-cluster/aws"
  version = "~> 4.0"
  region = "us-east-2"
  namespace = "eg"
  name = "app"
  subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
  enabled = false
}
module "auto_mode" {
  source = "cloudposse/eks-cluster/aws"
  version = "~> 4.0"
  region = "us-east-2"
  namespace = "eg"
  name = "app"
  subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
  auto_mode_compute_config = { enabled = true }
  auto_mode_storage_config = { block_storage = { enabled = true } }
  auto_mode_elastic_load_balancing = { enabled = true }
}
module "access" {
  source = "cloudposse/eks-cluster/aws"
  version = "~> 4.0"
  region = "us-east-2"
  namespace = "eg"
  name = "app"
  subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
  access_config = { authentication_mode = "API_AND_CONFIG_MAP", bootstrap_cluster_creator_admin_permissions = true }
  access_entry_map = {
    "arn:aws:iam::123456789012:role/admin" = { kubernetes_groups = ["system:masters"] }
    "arn:aws:iam::123456789012:role/dev" = { access_policy_associations = { View = { access_scope = { type = "namespace", namespaces = ["dev"] } } } }
  }
}
module "access_lists" {
  source = "cloudposse/eks-cluster/aws"
  version = "~> 4.0"
  region = "us-east-2"
  namespace = "eg"
  name = "app"
  subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
  access_entries = [{ principal_arn = "arn:aws:iam::123456789012:role/ci", kubernetes_groups = ["ci"] }]
  access_policy_associations = [{ principal_arn = "arn:aws:iam::123456789012:role/ci", policy_arn = "Edit", access_scope = {} }]
  access_entries_for_nodes = { EC2_LINUX = ["arn:aws:iam::123456789012:role/nodes"] }
}
module "policy" {
  source = "cloudposse/eks-cluster/aws"
  version = "~> 4.0"
  region = "us-east-2"
  namespace = "eg"
  name = "app"
  subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
  upgrade_policy = { support_type = "STANDARD" }
  zonal_shift_config = { enabled = true }
  deletion_protection_enabled = true
  bootstrap_self_managed_addons_enabled = false
}
module "addons" {
  source = "cloudposse/eks-cluster/aws"
  version = "~> 4.0"
  region = "us-east-2"
  namespace = "eg"
  name = "app"
  subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
  addons = [{ addon_name = "vpc-cni", resolve_conflicts = "PRESERVE", pod_identity_association = { aws-node = "arn:aws:iam::123456789012:role/cni" } }]
}
module "capability" {
  source = "cloudposse/eks-cluster/aws"
  version = "~> 4.0"
  region = "us-east-2"
  namespace = "eg"
  name = "app"
  subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
  capabilities = { kro = { type = "KRO" } }
}
