# Calls of cloudposse/eks-node-group/aws.

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
  source = "cloudposse/eks-node-group/aws"
  namespace = "eg"
  name = "app"
  cluster_name = "eg-app-cluster"
  subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
  min_size = 1
  max_size = 3
  desired_size = 2
}
module "spot" {
  source = "cloudposse/eks-node-group/aws"
  namespace = "eg"
  name = "app"
  cluster_name = "eg-app-cluster"
  subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
  min_size = 1
  max_size = 3
  desired_size = 2
  capacity_type = "SPOT"
  instance_types = ["m5.large", "m5a.large"]
}
module "labels_taints" {
  source = "cloudposse/eks-node-group/aws"
  namespace = "eg"
  name = "app"
  cluster_name = "eg-app-cluster"
  subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
  min_size = 1
  max_size = 3
  desired_size = 2
  kubernetes_labels = { role = "app" }
  kubernetes_taints = [{ key = "dedicated", value = "app", effect = "NO_SCHEDULE" }]
}
module "version" {
  source = "cloudposse/eks-node-group/aws"
  namespace = "eg"
  name = "app"
  cluster_name = "eg-app-cluster"
  subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
  min_size = 1
  max_size = 3
  desired_size = 2
  kubernetes_version = ["1.31"]
  ami_type = "BOTTLEROCKET_x86_64"
}
module "release" {
  source = "cloudposse/eks-node-group/aws"
  namespace = "eg"
  name = "app"
  cluster_name = "eg-app-cluster"
  subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
  min_size = 1
  max_size = 3
  desired_size = 2
  kubernetes_version = ["1.29"]
  ami_release_version = ["1.29.3-20240531"]
}
module "given_image" {
  source = "cloudposse/eks-node-group/aws"
  namespace = "eg"
  name = "app"
  cluster_name = "eg-app-cluster"
  subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
  min_size = 1
  max_size = 3
  desired_size = 2
  ami_image_id = ["ami-0123456789abcdef0"]
  kubernetes_version = ["1.31"]
}
module "given_role" {
  source = "cloudposse/eks-node-group/aws"
  namespace = "eg"
  name = "app"
  cluster_name = "eg-app-cluster"
  subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
  min_size = 1
  max_size = 3
  desired_size = 2
  node_role_arn = ["arn:aws:iam::123456789012:role/nodes"]
}
module "policies" {
  source = "cloudposse/eks-node-group/aws"
  namespace = "eg"
  name = "app"
  cluster_name = "eg-app-cluster"
  subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
  min_size = 1
  max_size = 3
  desired_size = 2
  node_role_policy_arns = ["arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"]
  node_role_cni_policy_enabled = false
}
module "given_template" {
  source = "cloudposse/eks-node-group/aws"
  namespace = "eg"
  name = "app"
  cluster_name = "eg-app-cluster"
  subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
  min_size = 1
  max_size = 3
  desired_size = 2
  launch_template_id = ["lt-0123456789abcdef0"]
  launch_template_version = ["3"]
}
module "disks" {
  source = "cloudposse/eks-node-group/aws"
  namespace = "eg"
  name = "app"
  cluster_name = "eg-app-cluster"
  subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
  min_size = 1
  max_size = 3
  desired_size = 2
  block_device_map = { "/dev/xvda" = { ebs = { volume_size = 50, volume_type = "gp3", encrypted = true } }, "/dev/xvdb" = { ebs = { volume_size = 100 } } }
}
module "imds" {
  source = "cloudposse/eks-node-group/aws"
  namespace = "eg"
  name = "app"
  cluster_name = "eg-app-cluster"
  subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
  min_size = 1
  max_size = 3
  desired_size = 2
  metadata_http_tokens_required = false
  metadata_http_put_response_hop_limit = 1
}
module "groups" {
  source = "cloudposse/eks-node-group/aws"
  namespace = "eg"
  name = "app"
  cluster_name = "eg-app-cluster"
  subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
  min_size = 1
  max_size = 3
  desired_size = 2
  associated_security_group_ids = ["sg-0123456789abcdef0"]
  associate_cluster_security_group = false
}
module "renewed" {
  source = "cloudposse/eks-node-group/aws"
  namespace = "eg"
  name = "app"
  cluster_name = "eg-app-cluster"
  subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
  min_size = 1
  max_size = 3
  desired_size = 2
  create_before_destroy = true
}
module "in_place" {
  source = "cloudposse/eks-node-group/aws"
  namespace = "eg"
  name = "app"
  cluster_name = "eg-app-cluster"
  subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
  min_size = 1
  max_size = 3
  desired_size = 2
  create_before_destroy = false
  update_config = [{ max_unavailable = 2 }]
}
module "autoscaler" {
  source = "cloudposse/eks-node-group/aws"
  namespace = "eg"
  name = "app"
  cluster_name = "eg-app-cluster"
  subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
  min_size = 1
  max_size = 3
  desired_size = 2
  cluster_autoscaler_enabled = true
  kubernetes_labels = { role = "app" }
}
module "kubelet" {
  source = "cloudposse/eks-node-group/aws"
  namespace = "eg"
  name = "app"
  cluster_name = "eg-app-cluster"
  subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
  min_size = 1
  max_size = 3
  desired_size = 2
  kubelet_additional_options = ["--max-pods=110"]
  kubernetes_version = ["1.29"]
}
module "off" {
  source = "cloudposse/eks-node-group/aws"
  namespace = "eg"
  name = "app"
  cluster_name = "eg-app-cluster"
  subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
  min_size = 1
  max_size = 3
  desired_size = 2
  enabled = false
}
