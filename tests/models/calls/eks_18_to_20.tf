# Calls of terraform-aws-modules/eks, majors 18 to 20.

provider "aws" {
  region = "eu-west-1"
}

data "aws_caller_identity" "current" {}

variable "subnets" {
  default = ["subnet-0aaaaaaaaaaaaaaaa", "subnet-0bbbbbbbbbbbbbbbb"]
}

resource "aws_kms_key" "eks" {
  description = "eks"
}

resource "aws_security_group" "extra" {
  vpc_id = "vpc-0123456789abcdef0"
}

resource "aws_iam_role" "nodes" {
  name               = "nodes"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }] })
}

module "two_groups" {
  source          = "terraform-aws-modules/eks/aws"
  version         = ">= 18.0, < 21.0"
  cluster_name    = "two"
  cluster_version = "1.29"
  vpc_id          = "vpc-0123456789abcdef0"
  subnet_ids      = var.subnets
  cluster_endpoint_public_access = true
  eks_managed_node_group_defaults = {
    ami_type       = "AL2_x86_64"
    instance_types = ["m6i.large", "m5.large"]
  }
  eks_managed_node_groups = {
    one = { name = "node-group-1", instance_types = ["t3.small"], min_size = 1, max_size = 3, desired_size = 2 }
    two = { name = "node-group-2", min_size = 1, max_size = 2, desired_size = 1, capacity_type = "SPOT", labels = { pool = "spot" } }
  }
  tags = { Environment = "dev" }
}

module "private_and_logged" {
  source                          = "terraform-aws-modules/eks/aws"
  version                         = ">= 18.0, < 21.0"
  cluster_name                    = "private"
  cluster_version                 = "1.27"
  vpc_id                          = "vpc-0123456789abcdef0"
  subnet_ids                      = var.subnets
  control_plane_subnet_ids        = ["subnet-0cccccccccccccccc", "subnet-0dddddddddddddddd"]
  cluster_endpoint_public_access  = false
  cluster_endpoint_private_access = true
  cluster_enabled_log_types       = ["api", "audit", "authenticator", "controllerManager", "scheduler"]
  cloudwatch_log_group_retention_in_days = 30
  cluster_service_ipv4_cidr       = "10.100.0.0/16"
  enable_irsa                     = true
}

module "open_to_offices" {
  source                               = "terraform-aws-modules/eks/aws"
  version                              = ">= 18.0, < 21.0"
  cluster_name                         = "offices"
  cluster_endpoint_public_access       = true
  cluster_endpoint_public_access_cidrs = ["203.0.113.0/24", "198.51.100.7/32"]
  vpc_id                               = "vpc-0123456789abcdef0"
  subnet_ids                           = var.subnets
  cluster_additional_security_group_ids = [aws_security_group.extra.id]
  cluster_security_group_additional_rules = {
    from_vpn = { description = "VPN", protocol = "tcp", from_port = 443, to_port = 443, type = "ingress", cidr_blocks = ["10.99.0.0/16"] }
  }
  node_security_group_additional_rules = {
    ingress_self_all = { description = "Node to node all ports/protocols", protocol = "-1", from_port = 0, to_port = 0, type = "ingress", self = true }
    from_extra       = { protocol = "tcp", from_port = 8080, to_port = 8080, type = "ingress", source_security_group_id = aws_security_group.extra.id }
  }
}

module "taints_and_disks" {
  source       = "terraform-aws-modules/eks/aws"
  version      = ">= 18.0, < 21.0"
  cluster_name = "taints"
  vpc_id       = "vpc-0123456789abcdef0"
  subnet_ids   = var.subnets
  eks_managed_node_groups = {
    gpu = {
      ami_type       = "AL2_x86_64_GPU"
      instance_types = ["g4dn.xlarge"]
      min_size       = 0
      max_size       = 4
      desired_size   = 0
      disk_size      = 100
      taints         = { dedicated = { key = "nvidia.com/gpu", value = "true", effect = "NO_SCHEDULE" } }
      block_device_mappings = {
        xvda = { device_name = "/dev/xvda", ebs = { volume_size = 100, volume_type = "gp3", encrypted = true, delete_on_termination = true } }
      }
      update_config = { max_unavailable = 1 }
      iam_role_use_name_prefix = false
    }
    plain = { use_custom_launch_template = false, disk_size = 50, remote_access = { ec2_ssh_key = "ops", source_security_group_ids = [aws_security_group.extra.id] } }
  }
}

module "bottlerocket" {
  source       = "terraform-aws-modules/eks/aws"
  version      = ">= 18.0, < 21.0"
  cluster_name = "bottlerocket"
  vpc_id       = "vpc-0123456789abcdef0"
  subnet_ids   = var.subnets
  eks_managed_node_groups = {
    rocket = {
      ami_type             = "BOTTLEROCKET_x86_64"
      platform             = "bottlerocket"
      subnet_ids           = ["subnet-0cccccccccccccccc"]
      bootstrap_extra_args = "[settings.kernel]\nlockdown = \"integrity\"\n"
      metadata_options     = { http_endpoint = "enabled", http_tokens = "required", http_put_response_hop_limit = 1 }
      enable_monitoring    = false
    }
  }
}

module "own_role_and_key" {
  source          = "terraform-aws-modules/eks/aws"
  version         = ">= 19.0, < 21.0"
  cluster_name    = "own"
  vpc_id          = "vpc-0123456789abcdef0"
  subnet_ids      = var.subnets
  create_iam_role = false
  iam_role_arn    = "arn:aws:iam::123456789012:role/eks-cluster"
  create_kms_key  = false
  cluster_encryption_config = { provider_key_arn = aws_kms_key.eks.arn, resources = ["secrets"] }
  create_cluster_security_group = false
  create_node_security_group    = false
  eks_managed_node_groups = { a = { create_iam_role = false, iam_role_arn = aws_iam_role.nodes.arn } }
}

module "no_encryption" {
  source                    = "terraform-aws-modules/eks/aws"
  version                   = ">= 19.0, < 21.0"
  cluster_name              = "plain"
  vpc_id                    = "vpc-0123456789abcdef0"
  subnet_ids                = var.subnets
  create_kms_key            = false
  cluster_encryption_config = {}
  create_cloudwatch_log_group = false
  cluster_enabled_log_types = []
}

module "key_of_18" {
  source                    = "terraform-aws-modules/eks/aws"
  version                   = "~> 18.0"
  cluster_name              = "key"
  vpc_id                    = "vpc-0123456789abcdef0"
  subnet_ids                = var.subnets
  cluster_encryption_config = [{ provider_key_arn = aws_kms_key.eks.arn, resources = ["secrets"] }]
  manage_aws_auth_configmap = true
  aws_auth_roles            = [{ rolearn = "arn:aws:iam::123456789012:role/admin", username = "admin", groups = ["system:masters"] }]
  cluster_addons = {
    coredns    = { resolve_conflicts = "OVERWRITE" }
    kube-proxy = {}
    vpc-cni    = { resolve_conflicts = "OVERWRITE", addon_version = "v1.12.0-eksbuild.1" }
  }
}

module "add_ons" {
  source       = "terraform-aws-modules/eks/aws"
  version      = ">= 19.0, < 21.0"
  cluster_name = "add-ons"
  vpc_id       = "vpc-0123456789abcdef0"
  subnet_ids   = var.subnets
  cluster_addons = {
    coredns    = { most_recent = true, configuration_values = jsonencode({ computeType = "Fargate" }) }
    kube-proxy = { most_recent = true }
    vpc-cni    = { most_recent = true, before_compute = true, service_account_role_arn = "arn:aws:iam::123456789012:role/cni", configuration_values = jsonencode({ env = { ENABLE_PREFIX_DELEGATION = "true" } }) }
    aws-ebs-csi-driver = { addon_version = "v1.25.0-eksbuild.1" }
  }
  eks_managed_node_groups = { a = { min_size = 2, max_size = 4, desired_size = 2 } }
}

module "fargate" {
  source       = "terraform-aws-modules/eks/aws"
  version      = ">= 18.0, < 21.0"
  cluster_name = "fargate"
  vpc_id       = "vpc-0123456789abcdef0"
  subnet_ids   = var.subnets
  fargate_profiles = {
    default = { name = "default", selectors = [{ namespace = "kube-system", labels = { k8s-app = "kube-dns" } }, { namespace = "default" }], timeouts = { create = "20m" } }
    app     = { selectors = [{ namespace = "app-*" }], subnet_ids = ["subnet-0cccccccccccccccc"], tags = { Owner = "app" } }
  }
}

module "self_managed" {
  source       = "terraform-aws-modules/eks/aws"
  version      = ">= 19.0, < 21.0"
  cluster_name = "self"
  vpc_id       = "vpc-0123456789abcdef0"
  subnet_ids   = var.subnets
  self_managed_node_group_defaults = {
    instance_type                          = "m6i.large"
    update_launch_template_default_version = true
    iam_role_additional_policies           = { ssm = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore" }
  }
  self_managed_node_groups = {
    one = { name = "one", min_size = 1, max_size = 5, desired_size = 2, key_name = "ops" }
    two = {
      use_mixed_instances_policy = true
      mixed_instances_policy = {
        instances_distribution = { on_demand_base_capacity = 0, on_demand_percentage_above_base_capacity = 20, spot_allocation_strategy = "capacity-optimized" }
        override               = [{ instance_type = "m5.large", weighted_capacity = "1" }, { instance_type = "m6i.large", weighted_capacity = "2" }]
      }
    }
  }
}

module "access" {
  source                                   = "terraform-aws-modules/eks/aws"
  version                                  = "~> 20.0"
  cluster_name                             = "access"
  vpc_id                                   = "vpc-0123456789abcdef0"
  subnet_ids                               = var.subnets
  authentication_mode                      = "API"
  enable_cluster_creator_admin_permissions = true
  access_entries = {
    admins = {
      principal_arn = "arn:aws:iam::123456789012:role/admins"
      policy_associations = {
        cluster = { policy_arn = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy", access_scope = { type = "cluster" } }
        ns      = { policy_arn = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy", access_scope = { namespaces = ["a", "b"], type = "namespace" } }
      }
    }
    nodes = { principal_arn = aws_iam_role.nodes.arn, type = "EC2_LINUX" }
  }
  cluster_upgrade_policy = { support_type = "STANDARD" }
}

module "auto_mode" {
  source                 = "terraform-aws-modules/eks/aws"
  version                = "~> 20.0"
  cluster_name           = "auto"
  vpc_id                 = "vpc-0123456789abcdef0"
  subnet_ids             = var.subnets
  cluster_compute_config = { enabled = true, node_pools = ["general-purpose", "system"] }
  bootstrap_self_managed_addons = true
}

module "hybrid_nodes" {
  source                = "terraform-aws-modules/eks/aws"
  version               = "~> 20.0"
  cluster_name          = "hybrid"
  vpc_id                = "vpc-0123456789abcdef0"
  subnet_ids            = var.subnets
  cluster_remote_network_config = {
    remote_node_networks = { cidrs = ["192.168.0.0/16"] }
    remote_pod_networks  = { cidrs = ["10.200.0.0/16"] }
  }
  cluster_zonal_shift_config = { enabled = true }
  enable_security_groups_for_pods = false
}

module "efa" {
  source             = "terraform-aws-modules/eks/aws"
  version            = "~> 20.0"
  cluster_name       = "efa"
  vpc_id             = "vpc-0123456789abcdef0"
  subnet_ids         = var.subnets
  enable_efa_support = true
  eks_managed_node_groups = {
    training = { ami_type = "AL2023_x86_64_NVIDIA", instance_types = ["p5.48xlarge"], enable_efa_support = true, min_size = 2, max_size = 2, desired_size = 2, subnet_ids = [var.subnets[0]] }
    default  = { instance_types = ["m5.large"] }
  }
}

module "ipv6" {
  source            = "terraform-aws-modules/eks/aws"
  version           = ">= 18.0, < 21.0"
  cluster_name      = "six"
  cluster_ip_family = "ipv6"
  create_cni_ipv6_iam_policy = true
  vpc_id            = "vpc-0123456789abcdef0"
  subnet_ids        = var.subnets
  eks_managed_node_groups = { a = {} }
  fargate_profiles        = { b = { selectors = [{ namespace = "b" }] } }
}

module "outposts" {
  source         = "terraform-aws-modules/eks/aws"
  version        = ">= 19.0, < 21.0"
  cluster_name   = "outposts"
  vpc_id         = "vpc-0123456789abcdef0"
  subnet_ids     = var.subnets
  outpost_config = { control_plane_instance_type = "m5.large", outpost_arns = ["arn:aws:outposts:eu-west-1:123456789012:outpost/op-0123456789abcdef0"] }
}

module "off" {
  source       = "terraform-aws-modules/eks/aws"
  version      = ">= 18.0, < 21.0"
  create       = false
  cluster_name = "off"
}
