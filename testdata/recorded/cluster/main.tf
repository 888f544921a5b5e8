# A private cluster with its roles, two node groups (one with a launch template), add-ons and a Fargate profile.
variable "node_groups" {
  type = map(object({ types = list(string), max = number, taints = optional(list(string), []) }))
  default = {
    general = { types = ["m6i.large", "m5.large"], max = 6 }
    gpu     = { types = ["g5.xlarge"], max = 2, taints = ["nvidia.com/gpu"] }
  }
}

variable "kubernetes_version" {
  default = "1.31"
}

provider "aws" {
  region = "eu-west-1"
}

resource "aws_vpc" "main" {
  cidr_block           = "10.30.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_subnet" "nodes" {
  for_each          = { a = 0, b = 1 }
  vpc_id            = aws_vpc.main.id
  availability_zone = "eu-west-1${each.key}"
  cidr_block        = cidrsubnet(aws_vpc.main.cidr_block, 4, each.value)
}

resource "aws_iam_role" "cluster" {
  name = "shop-cluster"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "eks.amazonaws.com" } }]
  })
}

resource "aws_iam_role_policy_attachment" "cluster" {
  role       = aws_iam_role.cluster.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy"
}

resource "aws_iam_role" "nodes" {
  name = "shop-nodes"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
  })
}

resource "aws_iam_role_policy_attachment" "nodes" {
  for_each   = toset(["AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryReadOnly", "AmazonEKS_CNI_Policy"])
  role       = aws_iam_role.nodes.name
  policy_arn = "arn:aws:iam::aws:policy/${each.key}"
}

resource "aws_security_group" "control_plane" {
  name   = "shop-control-plane"
  vpc_id = aws_vpc.main.id
}

resource "aws_vpc_security_group_ingress_rule" "api" {
  security_group_id = aws_security_group.control_plane.id
  cidr_ipv4         = "10.0.0.0/8"
  from_port         = 443
  to_port           = 443
  ip_protocol       = "tcp"
}

resource "aws_kms_key" "secrets" {
  description         = "secrets of the cluster"
  enable_key_rotation = true
}

resource "aws_eks_cluster" "shop" {
  name     = "shop"
  role_arn = aws_iam_role.cluster.arn
  version  = var.kubernetes_version

  vpc_config {
    subnet_ids              = [for s in aws_subnet.nodes : s.id]
    security_group_ids      = [aws_security_group.control_plane.id]
    endpoint_private_access = true
    endpoint_public_access  = false
  }
  encryption_config {
    resources = ["secrets"]
    provider {
      key_arn = aws_kms_key.secrets.arn
    }
  }
  kubernetes_network_config {
    service_ipv4_cidr = "172.20.0.0/16"
  }
  enabled_cluster_log_types = ["api", "audit"]
  depends_on                = [aws_iam_role_policy_attachment.cluster]
}

resource "aws_launch_template" "gpu" {
  name_prefix = "gpu-"
  block_device_mappings {
    device_name = "/dev/xvda"
    ebs {
      volume_size = 100
      volume_type = "gp3"
      encrypted   = true
    }
  }
  metadata_options {
    http_tokens                 = "required"
    http_put_response_hop_limit = 2
  }
}

resource "aws_eks_node_group" "nodes" {
  for_each        = var.node_groups
  cluster_name    = aws_eks_cluster.shop.name
  node_group_name = each.key
  node_role_arn   = aws_iam_role.nodes.arn
  version         = aws_eks_cluster.shop.version
  subnet_ids      = values(aws_subnet.nodes)[*].id
  instance_types  = each.value.types
  labels          = { pool = each.key }

  scaling_config {
    min_size     = 0
    desired_size = 1
    max_size     = each.value.max
  }
  dynamic "taint" {
    for_each = each.value.taints
    content {
      key    = taint.value
      value  = "present"
      effect = "NO_SCHEDULE"
    }
  }
  dynamic "launch_template" {
    for_each = each.key == "gpu" ? [aws_launch_template.gpu] : []
    content {
      id      = launch_template.value.id
      version = launch_template.value.latest_version
    }
  }
}

resource "aws_eks_fargate_profile" "system" {
  cluster_name           = aws_eks_cluster.shop.name
  fargate_profile_name   = "system"
  pod_execution_role_arn = aws_iam_role.fargate.arn
  subnet_ids             = [aws_subnet.nodes["a"].id]
  selector {
    namespace = "kube-system"
    labels    = { k8s-app = "kube-dns" }
  }
}

resource "aws_iam_role" "fargate" {
  name = "shop-fargate"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "eks-fargate-pods.amazonaws.com" } }]
  })
}
