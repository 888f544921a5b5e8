# Calls of aws-ia/eks-blueprints-addons/aws.

provider "aws" {
  region = "us-east-2"
}

locals {
  provider = "arn:aws:iam::123456789012:oidc-provider/oidc.eks.us-east-2.amazonaws.com/id/ABCDEF"
}

module "none" {
  source = "aws-ia/eks-blueprints-addons/aws"
  cluster_name = "demo"
  cluster_endpoint = "https://x.gr7.us-east-2.eks.amazonaws.com"
  cluster_version = "1.31"
  oidc_provider_arn = local.provider
}
module "ingress" {
  source = "aws-ia/eks-blueprints-addons/aws"
  cluster_name = "demo"
  cluster_endpoint = "https://x.gr7.us-east-2.eks.amazonaws.com"
  cluster_version = "1.31"
  oidc_provider_arn = local.provider
  enable_ingress_nginx = true
  enable_aws_load_balancer_controller = true
}
module "lb_settings" {
  source = "aws-ia/eks-blueprints-addons/aws"
  cluster_name = "demo"
  cluster_endpoint = "https://x.gr7.us-east-2.eks.amazonaws.com"
  cluster_version = "1.31"
  oidc_provider_arn = local.provider
  enable_aws_load_balancer_controller = true
  aws_load_balancer_controller = { chart_version = "1.8.0", namespace = "lb", service_account_name = "lb", set = [{ name = "vpcId", value = "vpc-0123" }] }
}
module "autoscaler" {
  source = "aws-ia/eks-blueprints-addons/aws"
  cluster_name = "demo"
  cluster_endpoint = "https://x.gr7.us-east-2.eks.amazonaws.com"
  cluster_version = "1.31"
  oidc_provider_arn = local.provider
  enable_cluster_autoscaler = true
  cluster_autoscaler = { chart_version = "9.37.0", image_tag_override = "v1.31.0" }
}
module "karpenter" {
  source = "aws-ia/eks-blueprints-addons/aws"
  cluster_name = "demo"
  cluster_endpoint = "https://x.gr7.us-east-2.eks.amazonaws.com"
  cluster_version = "1.31"
  oidc_provider_arn = local.provider
  enable_karpenter = true
  karpenter = { chart_version = "1.0.0", repository_username = "x" }
}
module "karpenter_no_role" {
  source = "aws-ia/eks-blueprints-addons/aws"
  cluster_name = "demo"
  cluster_endpoint = "https://x.gr7.us-east-2.eks.amazonaws.com"
  cluster_version = "1.31"
  oidc_provider_arn = local.provider
  enable_karpenter = true
  karpenter_enable_spot_termination = false
  karpenter_node = { create_iam_role = false, iam_role_arn = "arn:aws:iam::123456789012:role/k", iam_role_name = "k" }
}
module "dns" {
  source = "aws-ia/eks-blueprints-addons/aws"
  cluster_name = "demo"
  cluster_endpoint = "https://x.gr7.us-east-2.eks.amazonaws.com"
  cluster_version = "1.31"
  oidc_provider_arn = local.provider
  enable_external_dns = true
  external_dns_route53_zone_arns = ["arn:aws:route53:::hostedzone/Z1"]
  enable_cert_manager = true
  cert_manager_route53_hosted_zone_arns = ["arn:aws:route53:::hostedzone/Z1"]
}
module "dns_no_zone" {
  source = "aws-ia/eks-blueprints-addons/aws"
  cluster_name = "demo"
  cluster_endpoint = "https://x.gr7.us-east-2.eks.amazonaws.com"
  cluster_version = "1.31"
  oidc_provider_arn = local.provider
  enable_external_dns = true
  enable_cert_manager = true
  cert_manager_route53_hosted_zone_arns = []
}
module "storage" {
  source = "aws-ia/eks-blueprints-addons/aws"
  cluster_name = "demo"
  cluster_endpoint = "https://x.gr7.us-east-2.eks.amazonaws.com"
  cluster_version = "1.31"
  oidc_provider_arn = local.provider
  enable_aws_efs_csi_driver = true
  enable_aws_fsx_csi_driver = true
  enable_secrets_store_csi_driver = true
  enable_secrets_store_csi_driver_provider_aws = true
}
module "watching" {
  source = "aws-ia/eks-blueprints-addons/aws"
  cluster_name = "demo"
  cluster_endpoint = "https://x.gr7.us-east-2.eks.amazonaws.com"
  cluster_version = "1.31"
  oidc_provider_arn = local.provider
  enable_metrics_server = true
  enable_kube_prometheus_stack = true
  enable_aws_cloudwatch_metrics = true
  enable_aws_for_fluentbit = true
  enable_vpa = true
}
module "fargate_logs" {
  source = "aws-ia/eks-blueprints-addons/aws"
  cluster_name = "demo"
  cluster_endpoint = "https://x.gr7.us-east-2.eks.amazonaws.com"
  cluster_version = "1.31"
  oidc_provider_arn = local.provider
  enable_fargate_fluentbit = true
  fargate_fluentbit = { parsers_conf = "p", filters_conf = "f", output_conf = "o" }
}
module "argo" {
  source = "aws-ia/eks-blueprints-addons/aws"
  cluster_name = "demo"
  cluster_endpoint = "https://x.gr7.us-east-2.eks.amazonaws.com"
  cluster_version = "1.31"
  oidc_provider_arn = local.provider
  enable_argocd = true
  argocd = { values = [yamlencode({ server = { replicas = 2 } })] }
  enable_argo_rollouts = true
  enable_argo_workflows = true
  enable_argo_events = true
}
module "gitops" {
  source = "aws-ia/eks-blueprints-addons/aws"
  cluster_name = "demo"
  cluster_endpoint = "https://x.gr7.us-east-2.eks.amazonaws.com"
  cluster_version = "1.31"
  oidc_provider_arn = local.provider
  create_kubernetes_resources = false
  enable_external_secrets = true
  enable_gatekeeper = true
  enable_aws_gateway_api_controller = true
  enable_bottlerocket_update_operator = true
}
module "eks_addons" {
  source = "aws-ia/eks-blueprints-addons/aws"
  cluster_name = "demo"
  cluster_endpoint = "https://x.gr7.us-east-2.eks.amazonaws.com"
  cluster_version = "1.31"
  oidc_provider_arn = local.provider
  eks_addons = { vpc-cni = { most_recent = true }, coredns = { addon_version = "v1.11.1-eksbuild.4", configuration_values = jsonencode({ replicaCount = 3 }) }, kube-proxy = {} }
}
module "releases" {
  source = "aws-ia/eks-blueprints-addons/aws"
  cluster_name = "demo"
  cluster_endpoint = "https://x.gr7.us-east-2.eks.amazonaws.com"
  cluster_version = "1.31"
  oidc_provider_arn = local.provider
  helm_releases = { nginx = { chart = "nginx", repository = "https://charts.bitnami.com/bitnami", namespace = "web", chart_version = "18.1.0", values = [yamlencode({ replicaCount = 2 })] } }
  observability_tag = null
}
