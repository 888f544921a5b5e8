# Calls of terraform-aws-modules/iam/aws//modules/iam-role-for-service-accounts.

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
  source = "terraform-aws-modules/iam/aws//modules/iam-role-for-service-accounts"
  name = "cni"
  attach_vpc_cni_policy = true
  vpc_cni_enable_ipv4 = true
  oidc_providers = { main = { provider_arn = aws_iam_openid_connect_provider.eks.arn, namespace_service_accounts = ["kube-system:aws-node"] } }
}

module "cni_six" {
  source = "terraform-aws-modules/iam/aws//modules/iam-role-for-service-accounts"
  name = "cni"
  attach_vpc_cni_policy = true
  vpc_cni_enable_ipv6 = true
  oidc_providers = { main = { provider_arn = aws_iam_openid_connect_provider.eks.arn, namespace_service_accounts = ["kube-system:aws-node"] } }
}

module "ebs" {
  source = "terraform-aws-modules/iam/aws//modules/iam-role-for-service-accounts"
  name = "ebs"
  use_name_prefix = false
  attach_ebs_csi_policy = true
  oidc_providers = { main = { provider_arn = aws_iam_openid_connect_provider.eks.arn, namespace_service_accounts = ["kube-system:ebs-csi-controller-sa"] } }
}

module "load_balancers" {
  source = "terraform-aws-modules/iam/aws//modules/iam-role-for-service-accounts"
  name = "lbc"
  attach_load_balancer_controller_policy = true
  oidc_providers = { main = { provider_arn = aws_iam_openid_connect_provider.eks.arn, namespace_service_accounts = ["kube-system:aws-load-balancer-controller"] } }
}

module "dns" {
  source = "terraform-aws-modules/iam/aws//modules/iam-role-for-service-accounts"
  name = "dns"
  attach_external_dns_policy = true
  external_dns_hosted_zone_arns = ["arn:aws:route53:::hostedzone/Z123"]
  oidc_providers = { main = { provider_arn = aws_iam_openid_connect_provider.eks.arn, namespace_service_accounts = ["external-dns:external-dns"] } }
}

module "secrets" {
  source = "terraform-aws-modules/iam/aws//modules/iam-role-for-service-accounts"
  name = "secrets"
  attach_external_secrets_policy = true
  oidc_providers = { main = { provider_arn = "arn:aws:iam::123456789012:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF", namespace_service_accounts = ["external-secrets:external-secrets"] } }
}

module "own" {
  source = "terraform-aws-modules/iam/aws//modules/iam-role-for-service-accounts"
  name = "own"
  policies = { own = aws_iam_policy.own.arn }
  oidc_providers = { main = { provider_arn = aws_iam_openid_connect_provider.eks.arn, namespace_service_accounts = ["apps:web", "apps:worker"] } }
}

module "wildcards" {
  source = "terraform-aws-modules/iam/aws//modules/iam-role-for-service-accounts"
  name = "wild"
  trust_condition_test = "StringLike"
  oidc_providers = { main = { provider_arn = aws_iam_openid_connect_provider.eks.arn, namespace_service_accounts = ["apps:*"] } }
}

module "permissions" {
  source = "terraform-aws-modules/iam/aws//modules/iam-role-for-service-accounts"
  name = "perm"
  permissions = { s3 = { actions = ["s3:GetObject"], resources = ["*"] } }
  oidc_providers = { main = { provider_arn = aws_iam_openid_connect_provider.eks.arn, namespace_service_accounts = ["apps:web"] } }
}

module "inline" {
  source = "terraform-aws-modules/iam/aws//modules/iam-role-for-service-accounts"
  name = "inline"
  create_policy = false
  create_inline_policy = true
  inline_policy_permissions = { s3 = { actions = ["s3:GetObject"], resources = ["*"] } }
  oidc_providers = { main = { provider_arn = aws_iam_openid_connect_provider.eks.arn, namespace_service_accounts = ["apps:web"] } }
}

module "two" {
  source = "terraform-aws-modules/iam/aws//modules/iam-role-for-service-accounts"
  name = "two"
  attach_cloudwatch_observability_policy = true
  oidc_providers = {
    one = { provider_arn = aws_iam_openid_connect_provider.eks.arn, namespace_service_accounts = ["amazon-cloudwatch:agent"] }
    two = { provider_arn = "arn:aws:iam::123456789012:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF", namespace_service_accounts = ["amazon-cloudwatch:agent"] }
  }
}

module "off" {
  source = "terraform-aws-modules/iam/aws//modules/iam-role-for-service-accounts"
  create = false
  name = "off"
}
