# Calls of terraform-aws-modules/eks//modules/fargate-profile.

provider "aws" {
  region = "eu-west-1"
}

resource "aws_eks_cluster" "main" {
  name     = "main"
  role_arn = "arn:aws:iam::123456789012:role/eks"
  vpc_config {
    subnet_ids = ["subnet-0aaaaaaaaaaaaaaaa", "subnet-0bbbbbbbbbbbbbbbb"]
  }
}

resource "aws_iam_role" "pods" {
  name               = "pods"
  assume_role_policy = "{}"
}

module "one_namespace" {
  source       = "terraform-aws-modules/eks/aws//modules/fargate-profile"
  name         = "apps"
  cluster_name = aws_eks_cluster.main.name
  subnet_ids   = ["subnet-0aaaaaaaaaaaaaaaa"]
  selectors    = [{ namespace = "apps" }]
}

module "labels" {
  source       = "terraform-aws-modules/eks/aws//modules/fargate-profile"
  name         = "labels"
  cluster_name = "main"
  subnet_ids   = ["subnet-0aaaaaaaaaaaaaaaa", "subnet-0bbbbbbbbbbbbbbbb"]
  selectors    = [{ namespace = "kube-system", labels = { k8s-app = "kube-dns" } }, { namespace = "default" }]
  tags         = { Team = "ops" }
}

module "own_role" {
  source          = "terraform-aws-modules/eks/aws//modules/fargate-profile"
  name            = "own-role"
  cluster_name    = "main"
  create_iam_role = false
  iam_role_arn    = aws_iam_role.pods.arn
  subnet_ids      = ["subnet-0aaaaaaaaaaaaaaaa"]
  selectors       = [{ namespace = "a" }]
}

module "role_name" {
  source                   = "terraform-aws-modules/eks/aws//modules/fargate-profile"
  name                     = "role-name"
  cluster_name             = "main"
  iam_role_name            = "fargate-pods"
  iam_role_use_name_prefix = false
  iam_role_path            = "/eks/"
  iam_role_description     = "Pods on Fargate"
  iam_role_tags            = { Role = "pods" }
  subnet_ids               = ["subnet-0aaaaaaaaaaaaaaaa"]
  selectors                = [{ namespace = "b" }]
}

module "boundary" {
  source                        = "terraform-aws-modules/eks/aws//modules/fargate-profile"
  name                          = "boundary"
  cluster_name                  = "main"
  iam_role_permissions_boundary = "arn:aws:iam::123456789012:policy/boundary"
  subnet_ids                    = ["subnet-0aaaaaaaaaaaaaaaa"]
  selectors                     = [{ namespace = "c" }]
}

module "without_cni_policy" {
  source                     = "terraform-aws-modules/eks/aws//modules/fargate-profile"
  name                       = "no-cni"
  cluster_name               = "main"
  iam_role_attach_cni_policy = false
  subnet_ids                 = ["subnet-0aaaaaaaaaaaaaaaa"]
  selectors                  = [{ namespace = "d" }]
}

module "ipv6" {
  source            = "terraform-aws-modules/eks/aws//modules/fargate-profile"
  name              = "six"
  cluster_name      = "main"
  cluster_ip_family = "ipv6"
  subnet_ids        = ["subnet-0aaaaaaaaaaaaaaaa"]
  selectors         = [{ namespace = "e" }]
}

module "more_policies" {
  source                       = "terraform-aws-modules/eks/aws//modules/fargate-profile"
  version                      = ">= 19.0"
  name                         = "logs"
  cluster_name                 = "main"
  iam_role_additional_policies = { logs = "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy" }
  subnet_ids                   = ["subnet-0aaaaaaaaaaaaaaaa"]
  selectors                    = [{ namespace = "f*" }]
}

module "more_policies_in_a_list" {
  source                       = "terraform-aws-modules/eks/aws//modules/fargate-profile"
  version                      = "~> 18.0"
  name                         = "logs"
  cluster_name                 = "main"
  iam_role_additional_policies = ["arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy"]
  subnet_ids                   = ["subnet-0aaaaaaaaaaaaaaaa"]
  selectors                    = [{ namespace = "f*" }]
}

module "off" {
  source = "terraform-aws-modules/eks/aws//modules/fargate-profile"
  create = false
}

module "several" {
  source       = "terraform-aws-modules/eks/aws//modules/fargate-profile"
  for_each     = toset(["x", "y"])
  name         = each.key
  cluster_name = "main"
  subnet_ids   = ["subnet-0aaaaaaaaaaaaaaaa"]
  selectors    = [{ namespace = each.key }]
}
