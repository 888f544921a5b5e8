# Roles for service accounts: policy documents as data sources, inline policies, attachments, pod identity's trust.
provider "aws" {
  region = "eu-west-1"
}

data "aws_caller_identity" "me" {}
data "aws_partition" "here" {}

variable "accounts" {
  default = {
    dns     = { namespace = "ops", name = "external-dns" }
    scaling = { namespace = "kube-system", name = "cluster-autoscaler" }
  }
}

resource "aws_vpc" "main" {
  cidr_block           = "10.35.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_subnet" "nodes" {
  count             = 2
  vpc_id            = aws_vpc.main.id
  availability_zone = ["eu-west-1a", "eu-west-1b"][count.index]
  cidr_block        = cidrsubnet("10.35.0.0/16", 4, count.index)
}

resource "aws_iam_role" "cluster" {
  name = "identity-cluster"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "eks.amazonaws.com" } }]
  })
}

resource "aws_eks_cluster" "main" {
  name     = "identity"
  role_arn = aws_iam_role.cluster.arn
  version  = "1.31"
  vpc_config {
    subnet_ids = aws_subnet.nodes[*].id
  }
}

locals {
  issuer = replace(aws_eks_cluster.main.identity[0].oidc[0].issuer, "https://", "")
}

resource "aws_iam_openid_connect_provider" "cluster" {
  url             = aws_eks_cluster.main.identity[0].oidc[0].issuer
  client_id_list  = ["sts.amazonaws.com"]
  thumbprint_list = ["9e99a48a9960b14926bb7f3b02e22da2b0ab7280"]
}

data "aws_iam_policy_document" "trust" {
  for_each = var.accounts
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]
    principals {
      type        = "Federated"
      identifiers = [aws_iam_openid_connect_provider.cluster.arn]
    }
    condition {
      test     = "StringEquals"
      variable = "${local.issuer}:sub"
      values   = ["system:serviceaccount:${each.value.namespace}:${each.value.name}"]
    }
    condition {
      test     = "StringEquals"
      variable = "${local.issuer}:aud"
      values   = ["sts.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "workload" {
  for_each           = var.accounts
  name               = "workload-${each.key}"
  assume_role_policy = data.aws_iam_policy_document.trust[each.key].json
}

data "aws_iam_policy_document" "zones" {
  statement {
    sid       = "Change"
    actions   = ["route53:ChangeResourceRecordSets"]
    resources = ["arn:${data.aws_partition.here.partition}:route53:::hostedzone/*"]
  }
  statement {
    sid       = "List"
    actions   = ["route53:ListHostedZones", "route53:ListResourceRecordSets"]
    resources = ["*"]
  }
}

resource "aws_iam_policy" "zones" {
  name   = "zones"
  policy = data.aws_iam_policy_document.zones.json
}

resource "aws_iam_role_policy_attachment" "dns" {
  role       = aws_iam_role.workload["dns"].name
  policy_arn = aws_iam_policy.zones.arn
}

resource "aws_iam_role_policy" "scaling" {
  name = "scaling"
  role = aws_iam_role.workload["scaling"].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = ["autoscaling:SetDesiredCapacity", "autoscaling:TerminateInstanceInAutoScalingGroup"]
      Resource  = "*"
      Condition = { StringEquals = { "aws:ResourceAccount" = data.aws_caller_identity.me.account_id } }
    }]
  })
}

resource "aws_iam_role" "pods" {
  name = "pods"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["sts:AssumeRole", "sts:TagSession"], Principal = { Service = "pods.eks.amazonaws.com" } }]
  })
}
