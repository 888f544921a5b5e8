# Calls of terraform-aws-modules/iam/aws//modules/iam-eks-role.

provider "aws" {
  region = "eu-west-1"
}

resource "aws_iam_policy" "own" {
  name   = "own"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["s3:GetObject"], Resource = "*" }] })
}

resource "aws_eks_cluster" "main" {
  name     = "main"
  role_arn = "arn:aws:iam::123456789012:role/eks"
  vpc_config {
    subnet_ids = ["subnet-0aaaaaaaaaaaaaaaa", "subnet-0bbbbbbbbbbbbbbbb"]
  }
}

module "one" {
  source = "terraform-aws-modules/iam/aws//modules/iam-eks-role"
  role_name = "one"
  cluster_service_accounts = { main = ["default:app"] }
}

module "two_clusters" {
  source = "terraform-aws-modules/iam/aws//modules/iam-eks-role"
  role_name = "two"
  cluster_service_accounts = {
    blue  = ["default:app"]
    green = ["default:app", "jobs:app"]
  }
}

module "prefix" {
  source = "terraform-aws-modules/iam/aws//modules/iam-eks-role"
  role_name_prefix = "pre-"
  role_path = "/eks/"
  cluster_service_accounts = { main = ["default:app"] }
}

module "policies_5" {
  source = "terraform-aws-modules/iam/aws//modules/iam-eks-role"
  version = ">= 5.0"
  role_name = "policies"
  cluster_service_accounts = { main = ["default:app"] }
  role_policy_arns = { own = aws_iam_policy.own.arn }
}

module "policies_4" {
  source = "terraform-aws-modules/iam/aws//modules/iam-eks-role"
  version = "~> 4.0"
  role_name = "policies"
  cluster_service_accounts = { main = ["default:app"] }
  role_policy_arns = ["arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy"]
}

module "boundary" {
  source = "terraform-aws-modules/iam/aws//modules/iam-eks-role"
  role_name = "boundary"
  role_permissions_boundary_arn = "arn:aws:iam::123456789012:policy/boundary"
  cluster_service_accounts = { main = ["a:a"] }
}

module "durations" {
  source = "terraform-aws-modules/iam/aws//modules/iam-eks-role"
  role_name = "durations"
  max_session_duration = 43200
  force_detach_policies = true
  role_description = "Long"
  cluster_service_accounts = { main = ["a:a"] }
}

module "tagged" {
  source = "terraform-aws-modules/iam/aws//modules/iam-eks-role"
  role_name = "tagged"
  tags = { Team = "ops" }
  cluster_service_accounts = { main = ["a:a"] }
}

module "itself" {
  source = "terraform-aws-modules/iam/aws//modules/iam-eks-role"
  version = ">= 5.0"
  role_name = "itself"
  allow_self_assume_role = true
  cluster_service_accounts = { main = ["a:a"] }
}

module "like" {
  source = "terraform-aws-modules/iam/aws//modules/iam-eks-role"
  version = ">= 5.0"
  role_name = "like"
  assume_role_condition_test = "StringLike"
  cluster_service_accounts = { main = ["apps:*"] }
}

module "nobody" {
  source = "terraform-aws-modules/iam/aws//modules/iam-eks-role"
  role_name = "nobody"
}

module "each" {
  source = "terraform-aws-modules/iam/aws//modules/iam-eks-role"
  for_each = toset(["x", "y"])
  role_name = each.key
  cluster_service_accounts = { main = ["${each.key}:app"] }
}

module "off" {
  source = "terraform-aws-modules/iam/aws//modules/iam-eks-role"
  create_role = false
}
