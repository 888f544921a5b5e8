# Calls of terraform-aws-modules/eks, major 21.

provider "aws" {
  region = "us-west-2"
}

variable "subnets" {
  default = ["subnet-0aaaaaaaaaaaaaaaa", "subnet-0bbbbbbbbbbbbbbbb", "subnet-0cccccccccccccccc"]
}

resource "aws_kms_key" "eks" {
  description = "eks"
}

resource "aws_security_group" "extra" {
  vpc_id = "vpc-0123456789abcdef0"
}

module "usual" {
  source             = "terraform-aws-modules/eks/aws"
  name               = "usual"
  kubernetes_version = "1.33"
  vpc_id             = "vpc-0123456789abcdef0"
  subnet_ids         = var.subnets
  endpoint_public_access                   = true
  enable_cluster_creator_admin_permissions = true
  addons = {
    coredns                = {}
    eks-pod-identity-agent = { before_compute = true }
    kube-proxy             = {}
    vpc-cni                = { before_compute = true }
  }
  eks_managed_node_groups = {
    example = { ami_type = "AL2023_x86_64_STANDARD", instance_types = ["m5.xlarge"], min_size = 2, max_size = 10, desired_size = 2 }
  }
  tags = { Environment = "dev", Terraform = "true" }
}

module "bare" {
  source = "terraform-aws-modules/eks/aws"
  name   = "bare"
  vpc_id = "vpc-0123456789abcdef0"
  subnet_ids = var.subnets
}

module "auto" {
  source             = "terraform-aws-modules/eks/aws"
  name               = "auto"
  kubernetes_version = "1.33"
  vpc_id             = "vpc-0123456789abcdef0"
  subnet_ids         = var.subnets
  endpoint_public_access = true
  compute_config     = { enabled = true, node_pools = ["general-purpose"] }
}

module "auto_roles_only" {
  source                         = "terraform-aws-modules/eks/aws"
  name                           = "auto-roles"
  vpc_id                         = "vpc-0123456789abcdef0"
  subnet_ids                     = var.subnets
  create_auto_mode_iam_resources = true
  compute_config                 = { enabled = true }
}

module "unencrypted" {
  source            = "terraform-aws-modules/eks/aws"
  name              = "unencrypted"
  vpc_id            = "vpc-0123456789abcdef0"
  subnet_ids        = var.subnets
  encryption_config = null
  enabled_log_types = ["audit"]
  deletion_protection = true
  endpoint_public_access       = true
  endpoint_public_access_cidrs = ["203.0.113.0/24"]
}

module "own_key" {
  source            = "terraform-aws-modules/eks/aws"
  name              = "own-key"
  vpc_id            = "vpc-0123456789abcdef0"
  subnet_ids        = var.subnets
  control_plane_subnet_ids = ["subnet-0dddddddddddddddd", "subnet-0eeeeeeeeeeeeeeee"]
  create_kms_key    = false
  encryption_config = { provider_key_arn = aws_kms_key.eks.arn, resources = ["secrets"] }
  authentication_mode = "API"
}

module "rules" {
  source     = "terraform-aws-modules/eks/aws"
  name       = "rules"
  vpc_id     = "vpc-0123456789abcdef0"
  subnet_ids = var.subnets
  node_security_group_enable_recommended_rules = false
  security_group_additional_rules = {
    office = { description = "Office", type = "ingress", protocol = "tcp", from_port = 443, to_port = 443, cidr_blocks = ["10.99.0.0/16"] }
  }
  node_security_group_additional_rules = {
    all_self = { type = "ingress", protocol = "-1", from_port = 0, to_port = 0, self = true }
    web      = { type = "ingress", protocol = "tcp", from_port = 80, to_port = 80, source_security_group_id = aws_security_group.extra.id }
    from_api = { type = "ingress", protocol = "tcp", from_port = 15017, to_port = 15017, source_cluster_security_group = true }
  }
  additional_security_group_ids = [aws_security_group.extra.id]
}

module "groups" {
  source             = "terraform-aws-modules/eks/aws"
  name               = "groups"
  kubernetes_version = "1.32"
  vpc_id             = "vpc-0123456789abcdef0"
  subnet_ids         = var.subnets
  eks_managed_node_groups = {
    spot = { capacity_type = "SPOT", instance_types = ["m5.large", "m5a.large"], labels = { pool = "spot" }, taints = { spot = { key = "spot", value = "true", effect = "NO_SCHEDULE" } } }
    arm  = { ami_type = "AL2023_ARM_64_STANDARD", instance_types = ["m7g.large"], subnet_ids = [var.subnets[0]], update_config = { max_unavailable = 2 } }
    disk = {
      block_device_mappings = { xvda = { device_name = "/dev/xvda", ebs = { volume_size = 75, volume_type = "gp3", encrypted = true } } }
      metadata_options      = { http_put_response_hop_limit = 2 }
      iam_role_additional_policies = { ssm = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore" }
    }
    own_rules = {
      security_group_ingress_rules = { ssh = { cidr_ipv4 = "10.0.0.0/8", from_port = 22, to_port = 22 } }
      security_group_egress_rules  = { all = { cidr_ipv4 = "0.0.0.0/0", ip_protocol = "-1" } }
    }
    plain = { use_custom_launch_template = false, disk_size = 30 }
  }
}

module "self_managed" {
  source     = "terraform-aws-modules/eks/aws"
  name       = "self"
  kubernetes_version = "1.33"
  vpc_id     = "vpc-0123456789abcdef0"
  subnet_ids = var.subnets
  self_managed_node_groups = {
    a = { ami_type = "AL2023_x86_64_STANDARD", instance_type = "m6i.large", min_size = 1, max_size = 3, desired_size = 1 }
    b = { ami_type = "BOTTLEROCKET_x86_64", instance_type = "m6i.large", key_name = "ops", attach_cluster_primary_security_group = true }
  }
}

module "fargate" {
  source     = "terraform-aws-modules/eks/aws"
  name       = "fargate"
  vpc_id     = "vpc-0123456789abcdef0"
  subnet_ids = var.subnets
  create_security_group      = false
  create_node_security_group = false
  fargate_profiles = {
    karpenter   = { selectors = [{ namespace = "karpenter" }] }
    kube-system = { selectors = [{ namespace = "kube-system", labels = { k8s-app = "kube-dns" } }] }
  }
}

module "access" {
  source     = "terraform-aws-modules/eks/aws"
  name       = "access"
  vpc_id     = "vpc-0123456789abcdef0"
  subnet_ids = var.subnets
  access_entries = {
    viewers = {
      principal_arn     = "arn:aws:iam::123456789012:role/viewers"
      kubernetes_groups = ["viewers"]
      policy_associations = {
        view = { policy_arn = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy", access_scope = { type = "namespace", namespaces = ["default"] } }
      }
    }
  }
  upgrade_policy        = { support_type = "STANDARD" }
  zonal_shift_config    = { enabled = true }
  remote_network_config = { remote_node_networks = { cidrs = ["192.168.0.0/16"] } }
}

module "off" {
  source = "terraform-aws-modules/eks/aws"
  version = "~> 21.0"
  create = false
}
