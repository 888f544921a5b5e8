# Calls of terraform-aws-modules/eks//modules/karpenter: majors 18 and 19 first, then 20 and 21.

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

resource "aws_iam_openid_connect_provider" "main" {
  url             = aws_eks_cluster.main.identity[0].oidc[0].issuer
  client_id_list  = ["sts.amazonaws.com"]
  thumbprint_list = []
}

resource "aws_iam_role" "nodes" {
  name               = "nodes"
  assume_role_policy = "{}"
}

module "irsa" {
  source                 = "terraform-aws-modules/eks/aws//modules/karpenter"
  version                = "< 20.0"
  cluster_name           = aws_eks_cluster.main.name
  irsa_oidc_provider_arn = aws_iam_openid_connect_provider.main.arn
  irsa_namespace_service_accounts = ["karpenter:karpenter"]
  tags                   = { Environment = "dev" }
}

module "nodes_role_of_a_group" {
  source                 = "terraform-aws-modules/eks/aws//modules/karpenter"
  version                = "< 20.0"
  cluster_name           = "main"
  irsa_oidc_provider_arn = "arn:aws:iam::123456789012:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF"
  create_iam_role        = false
  iam_role_arn           = aws_iam_role.nodes.arn
}

module "no_queue" {
  source                  = "terraform-aws-modules/eks/aws//modules/karpenter"
  version                 = "< 20.0"
  cluster_name            = "main"
  create_irsa             = false
  enable_spot_termination = false
}

module "names_18" {
  source                   = "terraform-aws-modules/eks/aws//modules/karpenter"
  version                  = "< 20.0"
  cluster_name             = "main"
  irsa_oidc_provider_arn   = "arn:aws:iam::123456789012:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF"
  irsa_name                = "karpenter-controller"
  irsa_use_name_prefix     = false
  iam_role_name            = "karpenter-nodes"
  iam_role_use_name_prefix = false
  queue_name               = "interruptions"
  irsa_path                = "/karpenter/"
}

module "six_18" {
  source            = "terraform-aws-modules/eks/aws//modules/karpenter"
  version           = "< 20.0"
  cluster_name      = "main"
  create_irsa       = false
  cluster_ip_family = "ipv6"
}

module "policies_in_a_list" {
  source                       = "terraform-aws-modules/eks/aws//modules/karpenter"
  version                      = "~> 18.0"
  cluster_name                 = "main"
  create_irsa                  = false
  iam_role_additional_policies = ["arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"]
}

module "policies_in_a_map" {
  source                       = "terraform-aws-modules/eks/aws//modules/karpenter"
  version                      = "~> 19.0"
  cluster_name                 = "main"
  irsa_oidc_provider_arn       = "arn:aws:iam::123456789012:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF"
  iam_role_additional_policies = { AmazonSSMManagedInstanceCore = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore" }
  policies                     = { AmazonSSMManagedInstanceCore = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore" }
  enable_karpenter_instance_profile_creation = true
}

module "without_cni" {
  source                     = "terraform-aws-modules/eks/aws//modules/karpenter"
  version                    = "< 20.0"
  cluster_name               = "main"
  create_irsa                = false
  iam_role_attach_cni_policy = false
  create_instance_profile    = false
}

module "queue_keys" {
  source                    = "terraform-aws-modules/eks/aws//modules/karpenter"
  version                   = "< 20.0"
  cluster_name              = "main"
  create_irsa               = false
  queue_managed_sse_enabled = false
  queue_kms_master_key_id   = "alias/queue"
}

module "several_accounts" {
  source                          = "terraform-aws-modules/eks/aws//modules/karpenter"
  version                         = "< 20.0"
  cluster_name                    = "main"
  irsa_oidc_provider_arn          = aws_iam_openid_connect_provider.main.arn
  irsa_namespace_service_accounts = ["karpenter:karpenter", "kube-system:karpenter"]
  irsa_assume_role_condition_test = "StringLike"
}

module "off_18" {
  source  = "terraform-aws-modules/eks/aws//modules/karpenter"
  version = "< 20.0"
  create  = false
}

module "usual" {
  source                        = "terraform-aws-modules/eks/aws//modules/karpenter"
  version                       = ">= 20.0"
  cluster_name                  = aws_eks_cluster.main.name
  node_iam_role_use_name_prefix = false
  node_iam_role_name            = "main"
  create_pod_identity_association = true
  node_iam_role_additional_policies = { AmazonSSMManagedInstanceCore = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore" }
  tags                          = { Environment = "dev" }
}

module "bare" {
  source       = "terraform-aws-modules/eks/aws//modules/karpenter"
  version      = ">= 20.0"
  cluster_name = "main"
}

module "role_given" {
  source               = "terraform-aws-modules/eks/aws//modules/karpenter"
  version              = ">= 20.0"
  cluster_name         = "main"
  create_node_iam_role = false
  node_iam_role_arn    = aws_iam_role.nodes.arn
  create_access_entry  = false
}

module "irsa_20" {
  source                          = "terraform-aws-modules/eks/aws//modules/karpenter"
  version                         = "~> 20.0"
  cluster_name                    = "main"
  enable_irsa                     = true
  enable_pod_identity             = false
  irsa_oidc_provider_arn          = aws_iam_openid_connect_provider.main.arn
  irsa_namespace_service_accounts = ["karpenter:karpenter"]
}

module "no_spot" {
  source                  = "terraform-aws-modules/eks/aws//modules/karpenter"
  version                 = ">= 20.0"
  cluster_name            = "main"
  enable_spot_termination = false
}

module "with_profile" {
  source                  = "terraform-aws-modules/eks/aws//modules/karpenter"
  version                 = ">= 20.0"
  cluster_name            = "main"
  create_instance_profile = true
  cluster_ip_family       = "ipv6"
}

module "names" {
  source                   = "terraform-aws-modules/eks/aws//modules/karpenter"
  version                  = ">= 20.0"
  cluster_name             = "main"
  iam_role_name            = "controller"
  iam_role_use_name_prefix = false
  iam_policy_name          = "controller"
  queue_name               = "queue"
  rule_name_prefix         = "Main"
}

module "other_namespace" {
  source                          = "terraform-aws-modules/eks/aws//modules/karpenter"
  version                         = ">= 20.0"
  cluster_name                    = "main"
  namespace                       = "karpenter"
  service_account                 = "karpenter-controller"
  create_pod_identity_association = true
}

module "inline" {
  source               = "terraform-aws-modules/eks/aws//modules/karpenter"
  version              = "~> 21.0"
  cluster_name         = "main"
  enable_inline_policy = true
  iam_role_policies    = { extra = "arn:aws:iam::123456789012:policy/extra" }
}

module "node_role_without_cni" {
  source                          = "terraform-aws-modules/eks/aws//modules/karpenter"
  version                         = ">= 20.0"
  cluster_name                    = "main"
  node_iam_role_attach_cni_policy = false
  node_iam_role_permissions_boundary = "arn:aws:iam::123456789012:policy/boundary"
}

module "off" {
  source  = "terraform-aws-modules/eks/aws//modules/karpenter"
  version = ">= 20.0"
  create  = false
}
