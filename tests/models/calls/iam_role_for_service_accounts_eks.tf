# Calls of terraform-aws-modules/iam/aws//modules/iam-role-for-service-accounts-eks.

provider "aws" {
  region = "eu-west-1"
}

resource "aws_iam_openid_connect_provider" "eks" {
  url             = "https://oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF"
  client_id_list  = ["sts.amazonaws.com"]
  thumbprint_list = []
}

resource "aws_iam_policy" "own" {
  name   = "own"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["s3:GetObject"], Resource = "*" }] })
}

module "cni" {
  source = "terraform-aws-modules/iam/aws//modules/iam-role-for-service-accounts-eks"
  role_name_prefix = "cni-"
  attach_vpc_cni_policy = true
  vpc_cni_enable_ipv4 = true
  oidc_providers = { main = { provider_arn = aws_iam_openid_connect_provider.eks.arn, namespace_service_accounts = ["kube-system:aws-node"] } }
}

module "ebs" {
  source = "terraform-aws-modules/iam/aws//modules/iam-role-for-service-accounts-eks"
  role_name = "ebs-csi"
  attach_ebs_csi_policy = true
  oidc_providers = { main = { provider_arn = aws_iam_openid_connect_provider.eks.arn, namespace_service_accounts = ["kube-system:ebs-csi-controller-sa"] } }
}

module "efs" {
  source = "terraform-aws-modules/iam/aws//modules/iam-role-for-service-accounts-eks"
  role_name = "efs-csi"
  attach_efs_csi_policy = true
  oidc_providers = { main = { provider_arn = aws_iam_openid_connect_provider.eks.arn, namespace_service_accounts = ["kube-system:efs-csi-controller-sa"] } }
}

module "load_balancers" {
  source = "terraform-aws-modules/iam/aws//modules/iam-role-for-service-accounts-eks"
  role_name = "lbc"
  attach_load_balancer_controller_policy = true
  oidc_providers = { main = { provider_arn = aws_iam_openid_connect_provider.eks.arn, namespace_service_accounts = ["kube-system:aws-load-balancer-controller"] } }
}

module "autoscaler" {
  source = "terraform-aws-modules/iam/aws//modules/iam-role-for-service-accounts-eks"
  role_name = "autoscaler"
  attach_cluster_autoscaler_policy = true
  cluster_autoscaler_cluster_names = ["main"]
  oidc_providers = { main = { provider_arn = aws_iam_openid_connect_provider.eks.arn, namespace_service_accounts = ["kube-system:cluster-autoscaler"] } }
}

module "dns" {
  source = "terraform-aws-modules/iam/aws//modules/iam-role-for-service-accounts-eks"
  role_name = "dns"
  attach_external_dns_policy = true
  external_dns_hosted_zone_arns = ["arn:aws:route53:::hostedzone/Z123"]
  oidc_providers = { main = { provider_arn = aws_iam_openid_connect_provider.eks.arn, namespace_service_accounts = ["external-dns:external-dns"] } }
}

module "certificates" {
  source = "terraform-aws-modules/iam/aws//modules/iam-role-for-service-accounts-eks"
  role_name = "cert-manager"
  attach_cert_manager_policy = true
  oidc_providers = { main = { provider_arn = aws_iam_openid_connect_provider.eks.arn, namespace_service_accounts = ["cert-manager:cert-manager"] } }
}

module "secrets" {
  source = "terraform-aws-modules/iam/aws//modules/iam-role-for-service-accounts-eks"
  role_name = "external-secrets"
  attach_external_secrets_policy = true
  oidc_providers = { main = { provider_arn = "arn:aws:iam::123456789012:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF", namespace_service_accounts = ["external-secrets:external-secrets"] } }
}

module "own_policies" {
  source = "terraform-aws-modules/iam/aws//modules/iam-role-for-service-accounts-eks"
  version = ">= 5.0"
  role_name = "own"
  role_policy_arns = { own = aws_iam_policy.own.arn, read = "arn:aws:iam::aws:policy/ReadOnlyAccess" }
  oidc_providers = { main = { provider_arn = aws_iam_openid_connect_provider.eks.arn, namespace_service_accounts = ["apps:web", "apps:worker"] } }
}

module "policies_in_a_list" {
  source = "terraform-aws-modules/iam/aws//modules/iam-role-for-service-accounts-eks"
  version = "< 5.0"
  role_name = "own"
  role_policy_arns = ["arn:aws:iam::aws:policy/ReadOnlyAccess"]
  oidc_providers = { main = { provider_arn = aws_iam_openid_connect_provider.eks.arn, namespace_service_accounts = ["apps:web"] } }
}

module "wildcards" {
  source = "terraform-aws-modules/iam/aws//modules/iam-role-for-service-accounts-eks"
  version = ">= 5.0"
  role_name = "wild"
  assume_role_condition_test = "StringLike"
  role_policy_arns = { own = aws_iam_policy.own.arn }
  oidc_providers = { main = { provider_arn = aws_iam_openid_connect_provider.eks.arn, namespace_service_accounts = ["apps:*"] } }
}

module "two_clusters" {
  source = "terraform-aws-modules/iam/aws//modules/iam-role-for-service-accounts-eks"
  role_name = "two"
  attach_velero_policy = true
  oidc_providers = {
    one = { provider_arn = aws_iam_openid_connect_provider.eks.arn, namespace_service_accounts = ["velero:velero"] }
    two = { provider_arn = "arn:aws:iam::123456789012:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF", namespace_service_accounts = ["velero:velero"] }
  }
}

module "many" {
  source = "terraform-aws-modules/iam/aws//modules/iam-role-for-service-accounts-eks"
  role_name = "many"
  attach_karpenter_controller_policy = true
  karpenter_controller_cluster_id = "main"
  attach_node_termination_handler_policy = true
  attach_fsx_lustre_csi_policy = true
  attach_amazon_managed_service_prometheus_policy = true
  oidc_providers = { main = { provider_arn = aws_iam_openid_connect_provider.eks.arn, namespace_service_accounts = ["karpenter:karpenter"] } }
}

module "off" {
  source = "terraform-aws-modules/iam/aws//modules/iam-role-for-service-accounts-eks"
  create_role = false
  role_name = "off"
  attach_ebs_csi_policy = true
}
