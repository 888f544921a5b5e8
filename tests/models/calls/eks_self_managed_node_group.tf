# Calls of terraform-aws-modules/eks//modules/self-managed-node-group.

provider "aws" {
  region = "eu-west-1"
}

resource "aws_security_group" "nodes" {
  vpc_id = "vpc-0123456789abcdef0"
}

module "plain" {
  source          = "terraform-aws-modules/eks/aws//modules/self-managed-node-group"
  name            = "plain"
  cluster_name    = "main"
  subnet_ids      = ["subnet-0aaaaaaaaaaaaaaaa", "subnet-0bbbbbbbbbbbbbbbb"]
  vpc_security_group_ids = [aws_security_group.nodes.id]
  min_size        = 1
  max_size        = 10
  desired_size    = 1
  launch_template_name = "plain"
  instance_type   = "m5.large"
}

module "defaults" {
  source       = "terraform-aws-modules/eks/aws//modules/self-managed-node-group"
  name         = "defaults"
  cluster_name = "main"
  subnet_ids   = ["subnet-0aaaaaaaaaaaaaaaa"]
}

module "mixed" {
  source                     = "terraform-aws-modules/eks/aws//modules/self-managed-node-group"
  version                    = "< 21.0"
  name                       = "mixed"
  cluster_name               = "main"
  subnet_ids                 = ["subnet-0aaaaaaaaaaaaaaaa"]
  instance_type              = "m5.large"
  use_mixed_instances_policy = true
  mixed_instances_policy = {
    instances_distribution = { on_demand_percentage_above_base_capacity = 0, spot_allocation_strategy = "price-capacity-optimized" }
    override               = [{ instance_type = "m5.large", weighted_capacity = "1" }, { instance_type = "m5a.large", weighted_capacity = "1" }]
  }
}

module "own_image_and_key" {
  source       = "terraform-aws-modules/eks/aws//modules/self-managed-node-group"
  name         = "image"
  cluster_name = "main"
  subnet_ids   = ["subnet-0aaaaaaaaaaaaaaaa"]
  ami_id       = "ami-0123456789abcdef0"
  key_name     = "ops"
  ebs_optimized = true
  bootstrap_extra_args = "--kubelet-extra-args '--max-pods=110'"
}

module "disks_and_imds" {
  source       = "terraform-aws-modules/eks/aws//modules/self-managed-node-group"
  name         = "disks"
  cluster_name = "main"
  subnet_ids   = ["subnet-0aaaaaaaaaaaaaaaa"]
  block_device_mappings = {
    root = { device_name = "/dev/xvda", ebs = { volume_size = 100, volume_type = "gp3", encrypted = true } }
  }
  metadata_options = { http_endpoint = "enabled", http_tokens = "optional", http_put_response_hop_limit = 3 }
}

module "names" {
  source                          = "terraform-aws-modules/eks/aws//modules/self-managed-node-group"
  name                            = "names"
  use_name_prefix                 = false
  cluster_name                    = "main"
  subnet_ids                      = ["subnet-0aaaaaaaaaaaaaaaa"]
  launch_template_use_name_prefix = false
  iam_role_name                   = "names"
  iam_role_use_name_prefix        = false
  iam_role_attach_cni_policy      = false
  tags                            = { Team = "ops", Name = "other" }
  autoscaling_group_tags          = { "k8s.io/cluster-autoscaler/enabled" = "true" }
}

module "own_profile" {
  source                      = "terraform-aws-modules/eks/aws//modules/self-managed-node-group"
  name                        = "profile"
  cluster_name                = "main"
  subnet_ids                  = ["subnet-0aaaaaaaaaaaaaaaa"]
  create_iam_instance_profile = false
  iam_instance_profile_arn    = "arn:aws:iam::123456789012:instance-profile/nodes"
}

module "windows" {
  source       = "terraform-aws-modules/eks/aws//modules/self-managed-node-group"
  version      = ">= 20.0"
  name         = "windows"
  cluster_name = "main"
  subnet_ids   = ["subnet-0aaaaaaaaaaaaaaaa"]
  ami_type     = "WINDOWS_CORE_2022_x86_64"
  iam_role_arn = "arn:aws:iam::123456789012:role/x"
}

module "no_access_entry" {
  source              = "terraform-aws-modules/eks/aws//modules/self-managed-node-group"
  version             = ">= 20.0"
  name                = "no-entry"
  cluster_name        = "main"
  subnet_ids          = ["subnet-0aaaaaaaaaaaaaaaa"]
  create_access_entry = false
  iam_role_additional_policies = { ssm = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore" }
}

module "template_only" {
  source                   = "terraform-aws-modules/eks/aws//modules/self-managed-node-group"
  name                     = "template"
  cluster_name             = "main"
  create_autoscaling_group = false
  enable_monitoring        = false
}

module "six" {
  source            = "terraform-aws-modules/eks/aws//modules/self-managed-node-group"
  name              = "six"
  cluster_name      = "main"
  cluster_ip_family = "ipv6"
  subnet_ids        = ["subnet-0aaaaaaaaaaaaaaaa"]
  cluster_primary_security_group_id = "sg-0123456789abcdef0"
}

module "own_group" {
  source                    = "terraform-aws-modules/eks/aws//modules/self-managed-node-group"
  version                   = "~> 18.0"
  name                      = "group"
  cluster_name              = "main"
  subnet_ids                = ["subnet-0aaaaaaaaaaaaaaaa"]
  vpc_id                    = "vpc-0123456789abcdef0"
  cluster_security_group_id = "sg-0123456789abcdef0"
  security_group_rules      = { from_cluster = { protocol = "tcp", from_port = 443, to_port = 443, type = "ingress", source_cluster_security_group = true } }
}

module "own_rules" {
  source                       = "terraform-aws-modules/eks/aws//modules/self-managed-node-group"
  version                      = ">= 21.0"
  name                         = "rules"
  cluster_name                 = "main"
  subnet_ids                   = ["subnet-0aaaaaaaaaaaaaaaa"]
  security_group_ingress_rules = { nodes = { referenced_security_group_id = aws_security_group.nodes.id, ip_protocol = "-1" } }
}

module "off" {
  source = "terraform-aws-modules/eks/aws//modules/self-managed-node-group"
  create = false
}
