# Calls of terraform-aws-modules/iam/aws//modules/iam-github-oidc-role.

provider "aws" {
  region = "eu-west-1"
}

module "one" {
  source = "terraform-aws-modules/iam/aws//modules/iam-github-oidc-role"
  subjects = ["acme/web:*"]
}

module "named" {
  source = "terraform-aws-modules/iam/aws//modules/iam-github-oidc-role"
  name = "github"
  subjects = ["repo:acme/web:ref:refs/heads/main"]
}

module "prefix" {
  source = "terraform-aws-modules/iam/aws//modules/iam-github-oidc-role"
  name_prefix = "gh-"
  subjects = ["acme/*"]
}

module "policies" {
  source = "terraform-aws-modules/iam/aws//modules/iam-github-oidc-role"
  name = "p"
  subjects = ["acme/*"]
  policies = { read = "arn:aws:iam::aws:policy/ReadOnlyAccess" }
}

module "equals" {
  source = "terraform-aws-modules/iam/aws//modules/iam-github-oidc-role"
  name = "e"
  subject_condition = "StringEquals"
  subjects = ["acme/web:environment:prod"]
}

module "audience" {
  source = "terraform-aws-modules/iam/aws//modules/iam-github-oidc-role"
  name = "a"
  audience = "https://github.com/acme"
  subjects = ["acme/*"]
}

module "enterprise" {
  source = "terraform-aws-modules/iam/aws//modules/iam-github-oidc-role"
  name = "x"
  provider_url = "https://github.example.com/_services/token"
  subjects = ["acme/*"]
}

module "conditions" {
  source = "terraform-aws-modules/iam/aws//modules/iam-github-oidc-role"
  name = "c"
  subjects = ["acme/*"]
  additional_trust_policy_conditions = [{ test = "StringEquals", variable = "aws:x", values = ["y"] }]
}

module "boundary" {
  source = "terraform-aws-modules/iam/aws//modules/iam-github-oidc-role"
  name = "b"
  subjects = []
  permissions_boundary_arn = "arn:aws:iam::123456789012:policy/b"
  max_session_duration = 7200
}

module "off" {
  source = "terraform-aws-modules/iam/aws//modules/iam-github-oidc-role"
  create = false
}
