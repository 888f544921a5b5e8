# Calls of terraform-aws-modules/eks//modules/eks-managed-node-group.

provider "aws" {
  region = "eu-west-1"
}

resource "aws_security_group" "nodes" {
  vpc_id = "vpc-0123456789abcdef0"
}

resource "aws_iam_role" "nodes" {
  name               = "nodes"
  assume_role_policy = "{}"
}

resource "aws_launch_template" "own" {
  name = "own"
  metadata_options {
    http_tokens = "required"
  }
}

module "plain" {
  source       = "terraform-aws-modules/eks/aws//modules/eks-managed-node-group"
  name         = "plain"
  cluster_name = "main"
  subnet_ids   = ["subnet-0aaaaaaaaaaaaaaaa", "subnet-0bbbbbbbbbbbbbbbb"]
  cluster_primary_security_group_id = "sg-0123456789abcdef0"
  vpc_security_group_ids            = [aws_security_group.nodes.id]
  min_size     = 1
  max_size     = 10
  desired_size = 1
}

module "spot_with_labels_and_taints" {
  source         = "terraform-aws-modules/eks/aws//modules/eks-managed-node-group"
  name           = "spot"
  cluster_name   = "main"
  subnet_ids     = ["subnet-0aaaaaaaaaaaaaaaa"]
  capacity_type  = "SPOT"
  instance_types = ["t3.large", "t3a.large"]
  labels         = { Environment = "test" }
  taints         = { dedicated = { key = "dedicated", value = "gpuGroup", effect = "NO_SCHEDULE" } }
  tags           = { Environment = "dev" }
}

module "own_role" {
  source          = "terraform-aws-modules/eks/aws//modules/eks-managed-node-group"
  name            = "own-role"
  cluster_name    = "main"
  subnet_ids      = ["subnet-0aaaaaaaaaaaaaaaa"]
  create_iam_role = false
  iam_role_arn    = aws_iam_role.nodes.arn
}

module "own_template" {
  source                 = "terraform-aws-modules/eks/aws//modules/eks-managed-node-group"
  version                = ">= 19.0"
  name                   = "own-template"
  cluster_name           = "main"
  subnet_ids             = ["subnet-0aaaaaaaaaaaaaaaa"]
  create_launch_template = false
  launch_template_id     = aws_launch_template.own.id
  launch_template_version = "3"
}

module "no_template" {
  source                     = "terraform-aws-modules/eks/aws//modules/eks-managed-node-group"
  version                    = ">= 19.0"
  name                       = "no-template"
  cluster_name               = "main"
  subnet_ids                 = ["subnet-0aaaaaaaaaaaaaaaa"]
  use_custom_launch_template = false
  disk_size                  = 80
  remote_access              = { ec2_ssh_key = "ops" }
}

module "disks_and_imds" {
  source       = "terraform-aws-modules/eks/aws//modules/eks-managed-node-group"
  name         = "disks"
  cluster_name = "main"
  subnet_ids   = ["subnet-0aaaaaaaaaaaaaaaa"]
  ebs_optimized = true
  block_device_mappings = {
    xvda = { device_name = "/dev/xvda", ebs = { volume_size = 75, volume_type = "gp3", iops = 3000, throughput = 150, encrypted = true, delete_on_termination = true } }
  }
  metadata_options = { http_endpoint = "enabled", http_tokens = "optional", http_put_response_hop_limit = 2, instance_metadata_tags = "disabled" }
  enable_monitoring = true
}

module "own_image" {
  source                     = "terraform-aws-modules/eks/aws//modules/eks-managed-node-group"
  name                       = "image"
  cluster_name               = "main"
  cluster_endpoint           = "https://0123456789ABCDEF.gr7.eu-west-1.eks.amazonaws.com"
  cluster_auth_base64        = "Zm9v"
  subnet_ids                 = ["subnet-0aaaaaaaaaaaaaaaa"]
  ami_id                     = "ami-0123456789abcdef0"
  enable_bootstrap_user_data = true
  pre_bootstrap_user_data    = "export A=1"
  key_name                   = "ops"
}

module "names" {
  source                          = "terraform-aws-modules/eks/aws//modules/eks-managed-node-group"
  name                            = "names"
  use_name_prefix                 = false
  cluster_name                    = "main"
  subnet_ids                      = ["subnet-0aaaaaaaaaaaaaaaa"]
  launch_template_name            = "names-template"
  launch_template_use_name_prefix = false
  launch_template_tags            = { Template = "names" }
  iam_role_name                   = "names-role"
  iam_role_use_name_prefix        = false
  iam_role_attach_cni_policy      = false
  iam_role_permissions_boundary   = "arn:aws:iam::123456789012:policy/boundary"
}

module "update_one_by_one" {
  source        = "terraform-aws-modules/eks/aws//modules/eks-managed-node-group"
  name          = "update"
  cluster_name  = "main"
  subnet_ids    = ["subnet-0aaaaaaaaaaaaaaaa"]
  ami_type      = "BOTTLEROCKET_ARM_64"
  update_config = { max_unavailable = 1 }
  force_update_version = true
}

module "interfaces" {
  source       = "terraform-aws-modules/eks/aws//modules/eks-managed-node-group"
  name         = "interfaces"
  cluster_name = "main"
  subnet_ids   = ["subnet-0aaaaaaaaaaaaaaaa"]
  network_interfaces = [{ associate_public_ip_address = false, delete_on_termination = true, device_index = 0 }]
  vpc_security_group_ids = [aws_security_group.nodes.id]
}

module "scheduled" {
  source       = "terraform-aws-modules/eks/aws//modules/eks-managed-node-group"
  version      = "< 21.0"
  name         = "scheduled"
  cluster_name = "main"
  subnet_ids   = ["subnet-0aaaaaaaaaaaaaaaa"]
  schedules    = { night = { min_size = 0, max_size = 0, desired_size = 0, recurrence = "0 20 * * *" } }
}

module "own_group" {
  source                = "terraform-aws-modules/eks/aws//modules/eks-managed-node-group"
  version               = "~> 18.0"
  name                  = "group"
  cluster_name          = "main"
  subnet_ids            = ["subnet-0aaaaaaaaaaaaaaaa"]
  vpc_id                = "vpc-0123456789abcdef0"
  security_group_rules  = { phoneHome = { description = "Home", protocol = "udp", from_port = 53, to_port = 53, type = "egress", self = true } }
  iam_role_additional_policies = ["arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"]
}

module "off" {
  source = "terraform-aws-modules/eks/aws//modules/eks-managed-node-group"
  create = false
}
