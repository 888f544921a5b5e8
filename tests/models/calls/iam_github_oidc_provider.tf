# Calls of terraform-aws-modules/iam/aws//modules/iam-github-oidc-provider.

provider "aws" {
  region = "eu-west-1"
}

module "plain" {
  source = "terraform-aws-modules/iam/aws//modules/iam-github-oidc-provider"
  tags = {}
}

module "tagged" {
  source = "terraform-aws-modules/iam/aws//modules/iam-github-oidc-provider"
  tags = { A = "b" }
}

module "url" {
  source = "terraform-aws-modules/iam/aws//modules/iam-github-oidc-provider"
  url = "https://github.example.com/_services/token"
}

module "clients" {
  source = "terraform-aws-modules/iam/aws//modules/iam-github-oidc-provider"
  client_id_list = ["a", "b"]
}

module "off" {
  source = "terraform-aws-modules/iam/aws//modules/iam-github-oidc-provider"
  create = false
}

module "each" {
  source = "terraform-aws-modules/iam/aws//modules/iam-github-oidc-provider"
  for_each = toset(["https://a.example.com", "https://b.example.com"])
  url = each.key
}

module "counted" {
  source = "terraform-aws-modules/iam/aws//modules/iam-github-oidc-provider"
  count = 1
}

module "url_and_clients" {
  source = "terraform-aws-modules/iam/aws//modules/iam-github-oidc-provider"
  url = "https://c.example.com"
  client_id_list = ["sts.amazonaws.com"]
}

module "gitlab" {
  source = "terraform-aws-modules/iam/aws//modules/iam-github-oidc-provider"
  url = "https://gitlab.com"
  client_id_list = ["https://gitlab.com"]
}

module "terraform_cloud" {
  source = "terraform-aws-modules/iam/aws//modules/iam-github-oidc-provider"
  url = "https://app.terraform.io"
  client_id_list = ["aws.workload.identity"]
}
