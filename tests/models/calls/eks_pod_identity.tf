# Calls of terraform-aws-modules/eks-pod-identity/aws.

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

module "lbc" {
  source = "terraform-aws-modules/eks-pod-identity/aws"
  name = "lbc"
  attach_aws_lb_controller_policy = true
  associations = { main = { cluster_name = aws_eks_cluster.main.name, namespace = "kube-system", service_account = "aws-load-balancer-controller" } }
}

module "defaults" {
  source = "terraform-aws-modules/eks-pod-identity/aws"
  name = "ebs"
  attach_aws_ebs_csi_policy = true
  association_defaults = { namespace = "kube-system", service_account = "ebs-csi-controller-sa" }
  associations = { one = { cluster_name = "one" }, two = { cluster_name = "two" } }
}

module "custom" {
  source = "terraform-aws-modules/eks-pod-identity/aws"
  name = "custom"
  attach_custom_policy = true
  policy_statements = [{ sid = "S3", actions = ["s3:GetObject"], resources = ["*"] }]
}

module "autoscaler" {
  source = "terraform-aws-modules/eks-pod-identity/aws"
  name = "autoscaler"
  attach_cluster_autoscaler_policy = true
  cluster_autoscaler_cluster_names = ["main"]
  associations = { main = { cluster_name = "main", namespace = "kube-system", service_account = "cluster-autoscaler" } }
}

module "more" {
  source = "terraform-aws-modules/eks-pod-identity/aws"
  name = "more"
  additional_policy_arns = { read = "arn:aws:iam::aws:policy/ReadOnlyAccess" }
  associations = { a = { cluster_name = "main", namespace = "a", service_account = "a" } }
}

module "names" {
  source = "terraform-aws-modules/eks-pod-identity/aws"
  name = "names"
  use_name_prefix = false
  path = "/eks/"
  permissions_boundary_arn = "arn:aws:iam::123456789012:policy/b"
  attach_external_dns_policy = true
  external_dns_hosted_zone_arns = ["arn:aws:route53:::hostedzone/Z123"]
}

module "secrets" {
  source = "terraform-aws-modules/eks-pod-identity/aws"
  name = "secrets"
  attach_external_secrets_policy = true
  associations = { main = { cluster_name = "main", namespace = "external-secrets", service_account = "external-secrets", tags = { A = "b" } } }
}

module "velero" {
  source = "terraform-aws-modules/eks-pod-identity/aws"
  name = "velero"
  attach_velero_policy = true
  attach_mountpoint_s3_csi_policy = true
  mountpoint_s3_csi_bucket_arns = ["arn:aws:s3:::b"]
}

module "observability" {
  source = "terraform-aws-modules/eks-pod-identity/aws"
  name = "cw"
  attach_aws_cloudwatch_observability_policy = true
  associations = { main = { cluster_name = "main", namespace = "amazon-cloudwatch", service_account = "cloudwatch-agent" } }
}

module "cni_six" {
  source = "terraform-aws-modules/eks-pod-identity/aws"
  name = "cni"
  attach_aws_vpc_cni_policy = true
  aws_vpc_cni_enable_ipv6 = true
  associations = { main = { cluster_name = "main", namespace = "kube-system", service_account = "aws-node" } }
}

module "many" {
  source = "terraform-aws-modules/eks-pod-identity/aws"
  name = "many"
  attach_cert_manager_policy = true
  attach_aws_efs_csi_policy = true
  attach_aws_node_termination_handler_policy = true
  attach_amazon_managed_service_prometheus_policy = true
}

module "off" {
  source = "terraform-aws-modules/eks-pod-identity/aws"
  create = false
  name = "off"
  associations = { main = { cluster_name = "main", namespace = "a", service_account = "a" } }
}
