# Calls of terraform-aws-modules/iam/aws//modules/iam-role.

provider "aws" {
  region = "eu-west-1"
}

resource "aws_iam_policy" "own" {
  name   = "own"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["s3:GetObject"], Resource = "*" }] })
}

module "service" {
  source = "terraform-aws-modules/iam/aws//modules/iam-role"
  name = "service"
  trust_policy_permissions = { ec2 = { actions = ["sts:AssumeRole", "sts:TagSession"], principals = [{ type = "Service", identifiers = ["ec2.amazonaws.com"] }] } }
  policies = { own = aws_iam_policy.own.arn }
}

module "pods" {
  source = "terraform-aws-modules/iam/aws//modules/iam-role"
  name = "pods"
  use_name_prefix = false
  trust_policy_permissions = { pods = { actions = ["sts:AssumeRole", "sts:TagSession"], principals = [{ type = "Service", identifiers = ["pods.eks.amazonaws.com"] }] } }
}

module "account_with_mfa" {
  source = "terraform-aws-modules/iam/aws//modules/iam-role"
  name = "people"
  trust_policy_permissions = { root = { actions = ["sts:AssumeRole"], principals = [{ type = "AWS", identifiers = ["arn:aws:iam::123456789012:root"] }], condition = [{ test = "Bool", variable = "aws:MultiFactorAuthPresent", values = ["true"] }] } }
}

module "oidc" {
  source = "terraform-aws-modules/iam/aws//modules/iam-role"
  name = "oidc"
  enable_oidc = true
  oidc_provider_urls = ["oidc.eks.eu-west-1.amazonaws.com/id/A"]
  oidc_subjects = ["system:serviceaccount:default:sa1", "system:serviceaccount:default:sa2"]
  oidc_audiences = ["sts.amazonaws.com"]
}

module "oidc_wild" {
  source = "terraform-aws-modules/iam/aws//modules/iam-role"
  name = "wild"
  enable_oidc = true
  oidc_account_id = "210987654321"
  oidc_provider_urls = ["https://oidc.eks.eu-west-1.amazonaws.com/id/A", "https://oidc.eks.eu-west-1.amazonaws.com/id/B"]
  oidc_wildcard_subjects = ["system:serviceaccount:apps:*"]
}

module "github" {
  source = "terraform-aws-modules/iam/aws//modules/iam-role"
  name = "github"
  enable_github_oidc = true
  oidc_subjects = ["acme/web:ref:refs/heads/main"]
  oidc_wildcard_subjects = ["repo:acme/infra:*"]
}

module "bitbucket" {
  source = "terraform-aws-modules/iam/aws//modules/iam-role"
  name = "bitbucket"
  enable_bitbucket_oidc = true
  oidc_provider_urls = ["api.bitbucket.org/2.0/workspaces/a/pipelines-config/identity/oidc"]
  oidc_audiences = ["ari:cloud:bitbucket::workspace/x"]
  oidc_subjects = ["{repo}:*"]
}

module "saml" {
  source = "terraform-aws-modules/iam/aws//modules/iam-role"
  name = "saml"
  enable_saml = true
  saml_provider_ids = ["arn:aws:iam::123456789012:saml-provider/idp"]
  saml_trust_actions = ["sts:SetSourceIdentity"]
}

module "inline" {
  source = "terraform-aws-modules/iam/aws//modules/iam-role"
  name = "inline"
  trust_policy_permissions = { a = { actions = ["sts:AssumeRole"], principals = [{ type = "Service", identifiers = ["lambda.amazonaws.com"] }] } }
  create_inline_policy = true
  inline_policy_permissions = { s3 = { actions = ["s3:GetObject"], resources = ["*"] } }
}

module "profile" {
  source = "terraform-aws-modules/iam/aws//modules/iam-role"
  name = "profile"
  create_instance_profile = true
  path = "/nodes/"
  max_session_duration = 7200
  trust_policy_permissions = { a = { actions = ["sts:AssumeRole"], principals = [{ type = "Service", identifiers = ["ec2.amazonaws.com"] }] } }
}

module "several" {
  source = "terraform-aws-modules/iam/aws//modules/iam-role"
  for_each = toset(["a", "b"])
  name = each.key
  trust_policy_permissions = { a = { effect = "Allow", actions = ["sts:AssumeRole"], principals = [{ type = "AWS", identifiers = ["*"] }], not_principals = [] } }
}

module "off" {
  source = "terraform-aws-modules/iam/aws//modules/iam-role"
  create = false
}
