# Calls of aws-ia/eks-blueprints-addon/aws.

provider "aws" {
  region = "us-east-2"
}

locals {
  provider = "arn:aws:iam::123456789012:oidc-provider/oidc.eks.us-east-2.amazonaws.com/id/ABCDEF"
}

module "release" {
  source = "aws-ia/eks-blueprints-addon/aws"
  name = "metrics-server"
  chart = "metrics-server"
  chart_version = "3.12.0"
  repository = "https://kubernetes-sigs.github.io/metrics-server/"
  namespace = "kube-system"
}
module "chart_only" {
  source = "aws-ia/eks-blueprints-addon/aws"
  chart = "argo-cd"
  repository = "https://argoproj.github.io/argo-helm"
  namespace = "argocd"
  create_namespace = true
}
module "values" {
  source = "aws-ia/eks-blueprints-addon/aws"
  chart = "keda"
  repository = "https://kedacore.github.io/charts"
  values = [yamlencode({ replicas = 2 })]
  set = [{ name = "a.b", value = "c" }]
}
module "role" {
  source = "aws-ia/eks-blueprints-addon/aws"
  chart = "external-dns"
  repository = "https://kubernetes-sigs.github.io/external-dns/"
  namespace = "dns"
  create_role = true
  role_name = "dns"
  set_irsa_names = ["serviceAccount.annotations.eks\\.amazonaws\\.com/role-arn"]
  oidc_providers = { this = { provider_arn = local.provider, service_account = "external-dns" } }
  policy_statements = [{ actions = ["route53:ChangeResourceRecordSets"], resources = ["arn:aws:route53:::hostedzone/Z1"] }]
}
module "role_only" {
  source = "aws-ia/eks-blueprints-addon/aws"
  create_release = false
  create_role = true
  role_name = "app"
  role_name_use_prefix = false
  role_policies = { read = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess" }
  oidc_providers = { a = { provider_arn = local.provider, namespace = "team", service_account = "app" } }
}
module "several_accounts" {
  source = "aws-ia/eks-blueprints-addon/aws"
  create_release = false
  create_role = true
  role_name = "csi"
  oidc_providers = { controller = { provider_arn = local.provider, service_account = "controller" }, node = { provider_arn = local.provider, service_account = "node" } }
}
module "like" {
  source = "aws-ia/eks-blueprints-addon/aws"
  create_release = false
  create_role = true
  role_name = "any"
  assume_role_condition_test = "StringLike"
  oidc_providers = { this = { provider_arn = local.provider, namespace = "team-*", service_account = "*" } }
}
module "documents" {
  source = "aws-ia/eks-blueprints-addon/aws"
  create_release = false
  create_role = true
  role_name = "doc"
  source_policy_documents = [jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*" }] })]
  oidc_providers = { this = { provider_arn = local.provider, service_account = "doc" } }
}
module "conditions" {
  source = "aws-ia/eks-blueprints-addon/aws"
  create_release = false
  create_role = true
  role_name = "cond"
  policy_statements = [{ sid = "A", effect = "Allow", actions = ["ec2:RunInstances"], resources = ["*"], conditions = [{ test = "StringEquals", variable = "aws:RequestTag/team", values = ["core"] }] }]
  oidc_providers = { this = { provider_arn = local.provider, service_account = "cond" } }
}
module "no_policy" {
  source = "aws-ia/eks-blueprints-addon/aws"
  create_release = false
  create_role = true
  create_policy = false
  role_name = "bare"
  role_path = "/apps/"
  oidc_providers = { this = { provider_arn = local.provider, service_account = "bare" } }
}
module "wait" {
  source = "aws-ia/eks-blueprints-addon/aws"
  chart = "cert-manager"
  repository = "https://charts.jetstack.io"
  namespace = "cert-manager"
  wait = true
  atomic = true
  timeout = 600
  skip_crds = true
}
module "off" {
  source = "aws-ia/eks-blueprints-addon/aws"
  create = false
  chart = "x"
}
