# Calls of terraform-aws-modules/eks, major 17.

provider "aws" {
  region = "eu-west-1"
}

variable "subnets" {
  default = ["subnet-0aaaaaaaaaaaaaaaa", "subnet-0bbbbbbbbbbbbbbbb"]
}

resource "aws_kms_key" "eks" {
  description = "eks"
}

resource "aws_security_group" "mgmt" {
  vpc_id = "vpc-0123456789abcdef0"
}

module "worker_groups" {
  source          = "terraform-aws-modules/eks/aws"
  version         = "~> 17.0"
  cluster_name    = "workers"
  cluster_version = "1.20"
  subnets         = var.subnets
  vpc_id          = "vpc-0123456789abcdef0"
  worker_groups = [
    { name = "worker-group-1", instance_type = "t3.small", asg_desired_capacity = 2, additional_security_group_ids = [aws_security_group.mgmt.id] },
    { name = "worker-group-2", instance_type = "t3.medium", asg_desired_capacity = 1, asg_max_size = 5, public_ip = true, key_name = "ops" },
  ]
  worker_additional_security_group_ids = [aws_security_group.mgmt.id]
  map_users = [{ userarn = "arn:aws:iam::111111111111:user/ops", username = "ops", groups = ["system:masters"] }]
}

module "launch_templates" {
  source          = "terraform-aws-modules/eks/aws"
  version         = "~> 17.0"
  cluster_name    = "templates"
  cluster_version = "1.21"
  subnets         = var.subnets
  vpc_id          = "vpc-0123456789abcdef0"
  worker_groups_launch_template = [
    { name = "spot-1", override_instance_types = ["m5.large", "m5a.large"], spot_instance_pools = 4, asg_max_size = 5, asg_desired_capacity = 5, kubelet_extra_args = "--node-labels=node.kubernetes.io/lifecycle=spot" },
    { name = "plain", instance_type = "c5.xlarge", root_encrypted = true, root_volume_size = 50, metadata_http_tokens = "required", metadata_http_put_response_hop_limit = 1, subnets = ["subnet-0cccccccccccccccc"] },
  ]
  tags = { Team = "ops" }
}

module "managed_groups" {
  source          = "terraform-aws-modules/eks/aws"
  version         = "~> 17.0"
  cluster_name    = "managed"
  cluster_version = "1.21"
  subnets         = var.subnets
  vpc_id          = "vpc-0123456789abcdef0"
  node_groups_defaults = { ami_type = "AL2_x86_64", disk_size = 50 }
  node_groups = {
    example = { desired_capacity = 1, max_capacity = 10, min_capacity = 1, instance_types = ["t3.large"], capacity_type = "SPOT", k8s_labels = { Environment = "test" }, additional_tags = { ExtraTag = "example" } }
    tainted = { desired_capacity = 2, taints = [{ key = "dedicated", value = "gpu", effect = "NO_SCHEDULE" }], subnets = ["subnet-0cccccccccccccccc"] }
  }
}

module "fargate" {
  source           = "terraform-aws-modules/eks/aws"
  version          = "~> 17.0"
  cluster_name     = "fargate"
  cluster_version  = "1.20"
  subnets          = var.subnets
  vpc_id           = "vpc-0123456789abcdef0"
  fargate_subnets  = ["subnet-0cccccccccccccccc"]
  fargate_profiles = {
    default = { name = "default", selectors = [{ namespace = "kube-system", labels = { k8s-app = "kube-dns" } }, { namespace = "default" }], tags = { Owner = "default" } }
    second  = { selectors = [{ namespace = "app" }], subnets = ["subnet-0dddddddddddddddd"] }
  }
  manage_aws_auth = false
}

module "private" {
  source                                         = "terraform-aws-modules/eks/aws"
  version                                        = "~> 17.0"
  cluster_name                                   = "private"
  cluster_version                                = "1.20"
  subnets                                        = var.subnets
  vpc_id                                         = "vpc-0123456789abcdef0"
  cluster_endpoint_private_access                = true
  cluster_endpoint_public_access                 = false
  cluster_create_endpoint_private_access_sg_rule = true
  cluster_endpoint_private_access_cidrs          = ["10.0.0.0/8"]
  cluster_enabled_log_types                      = ["api", "audit"]
  cluster_log_retention_in_days                  = 30
}

module "irsa_and_key" {
  source          = "terraform-aws-modules/eks/aws"
  version         = "~> 17.0"
  cluster_name    = "irsa"
  cluster_version = "1.21"
  subnets         = var.subnets
  vpc_id          = "vpc-0123456789abcdef0"
  enable_irsa     = true
  cluster_encryption_config = [{ provider_key_arn = aws_kms_key.eks.arn, resources = ["secrets"] }]
  cluster_endpoint_public_access_cidrs = ["203.0.113.0/24"]
  cluster_service_ipv4_cidr = "172.20.0.0/16"
}

module "defaults_for_workers" {
  source          = "terraform-aws-modules/eks/aws"
  version         = "~> 17.0"
  cluster_name    = "defaults"
  cluster_version = "1.19"
  subnets         = var.subnets
  vpc_id          = "vpc-0123456789abcdef0"
  workers_group_defaults = { root_volume_type = "gp3", root_encrypted = true, asg_min_size = 0, instance_type = "m5.large" }
  worker_groups = [{}, { name = "second", tags = [{ key = "k8s.io/cluster-autoscaler/enabled", propagate_at_launch = "false", value = "true" }] }]
  workers_additional_policies = ["arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"]
  write_kubeconfig = false
}

module "own_groups_and_roles" {
  source                        = "terraform-aws-modules/eks/aws"
  version                       = "~> 17.0"
  cluster_name                  = "own"
  cluster_version               = "1.20"
  subnets                       = var.subnets
  vpc_id                        = "vpc-0123456789abcdef0"
  cluster_create_security_group = false
  cluster_security_group_id     = aws_security_group.mgmt.id
  worker_create_security_group  = false
  worker_security_group_id      = aws_security_group.mgmt.id
  attach_worker_cni_policy      = false
  iam_path                      = "/eks/"
}

module "primary_group_rules" {
  source                                             = "terraform-aws-modules/eks/aws"
  version                                            = "~> 17.0"
  cluster_name                                       = "primary"
  cluster_version                                    = "1.20"
  subnets                                            = var.subnets
  vpc_id                                             = "vpc-0123456789abcdef0"
  worker_create_cluster_primary_security_group_rules = true
  worker_groups                                      = [{ instance_type = "m5.large" }]
  node_groups                                        = { a = {} }
  cluster_tags                                       = { Cluster = "primary" }
}

module "off" {
  source     = "terraform-aws-modules/eks/aws"
  version    = "~> 17.0"
  create_eks = false
  cluster_name = "off"
  cluster_version = ""
  subnets    = []
  vpc_id     = ""
}
