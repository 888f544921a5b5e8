# Calls of terraform-aws-modules/iam/aws//modules/iam-assumable-role-with-oidc.

provider "aws" {
  region = "eu-west-1"
}

resource "aws_iam_policy" "own" {
  name   = "own"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["s3:GetObject"], Resource = "*" }] })
}

module "one" {
  source = "terraform-aws-modules/iam/aws//modules/iam-assumable-role-with-oidc"
  create_role = true
  role_name = "one"
  provider_url = "oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF"
  oidc_fully_qualified_subjects = ["system:serviceaccount:kube-system:cluster-autoscaler"]
  role_policy_arns = [aws_iam_policy.own.arn]
}

module "url_with_scheme" {
  source = "terraform-aws-modules/iam/aws//modules/iam-assumable-role-with-oidc"
  create_role = true
  role_name = "scheme"
  provider_url = "https://oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF"
  role_policy_arns = ["arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy"]
  oidc_fully_qualified_subjects = ["system:serviceaccount:kube-system:aws-node"]
}

module "stripped" {
  source = "terraform-aws-modules/iam/aws//modules/iam-assumable-role-with-oidc"
  create_role = true
  role_name = "stripped"
  provider_url = replace("https://oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF", "https://", "")
  oidc_fully_qualified_subjects = ["system:serviceaccount:velero:velero"]
  number_of_role_policy_arns = 1
  role_policy_arns = [aws_iam_policy.own.arn]
}

module "wildcards" {
  source = "terraform-aws-modules/iam/aws//modules/iam-assumable-role-with-oidc"
  create_role = true
  role_name = "wild"
  provider_url = "token.actions.githubusercontent.com"
  oidc_subjects_with_wildcards = ["repo:acme/*:ref:refs/heads/main"]
  oidc_fully_qualified_audiences = ["sts.amazonaws.com"]
}

module "several_urls" {
  source = "terraform-aws-modules/iam/aws//modules/iam-assumable-role-with-oidc"
  create_role = true
  role_name = "urls"
  provider_urls = ["oidc.eks.eu-west-1.amazonaws.com/id/A", "oidc.eks.eu-west-1.amazonaws.com/id/B"]
  oidc_fully_qualified_subjects = ["system:serviceaccount:a:a", "system:serviceaccount:b:b"]
}

module "prefix" {
  source = "terraform-aws-modules/iam/aws//modules/iam-assumable-role-with-oidc"
  create_role = true
  role_name_prefix = "pre-"
  provider_url = "oidc.example.com"
  role_path = "/eks/"
  max_session_duration = 7200
  force_detach_policies = true
}

module "account" {
  source = "terraform-aws-modules/iam/aws//modules/iam-assumable-role-with-oidc"
  create_role = true
  role_name = "account"
  aws_account_id = "210987654321"
  provider_url = "oidc.example.com"
  tags = { Role = "account" }
}

module "itself" {
  source = "terraform-aws-modules/iam/aws//modules/iam-assumable-role-with-oidc"
  version = ">= 5.0"
  create_role = true
  role_name = "itself"
  allow_self_assume_role = true
  provider_url = "oidc.example.com"
}

module "inline" {
  source = "terraform-aws-modules/iam/aws//modules/iam-assumable-role-with-oidc"
  version = ">= 5.0"
  create_role = true
  role_name = "inline"
  provider_url = "oidc.example.com"
  inline_policy_statements = [{ sid = "S3", actions = ["s3:GetObject"], effect = "Allow", resources = ["*"] }]
}

module "conditions" {
  source = "terraform-aws-modules/iam/aws//modules/iam-assumable-role-with-oidc"
  version = ">= 5.0"
  create_role = true
  role_name = "conditions"
  provider_url = "oidc.example.com"
  provider_trust_policy_conditions = [{ test = "StringLike", variable = "aws:RequestTag/Environment", values = ["dev"] }]
}

module "boundary" {
  source = "terraform-aws-modules/iam/aws//modules/iam-assumable-role-with-oidc"
  create_role = true
  role_name = "boundary"
  provider_url = "oidc.example.com"
  role_permissions_boundary_arn = "arn:aws:iam::123456789012:policy/boundary"
  role_description = "With a boundary"
}

module "many" {
  source = "terraform-aws-modules/iam/aws//modules/iam-assumable-role-with-oidc"
  for_each = { a = "system:serviceaccount:a:a", b = "system:serviceaccount:b:b" }
  create_role = true
  role_name = each.key
  provider_url = "oidc.example.com"
  oidc_fully_qualified_subjects = [each.value]
}

module "off" {
  source = "terraform-aws-modules/iam/aws//modules/iam-assumable-role-with-oidc"
  create_role = false
  role_name = "off"
  provider_url = "oidc.example.com"
}
