# Calls of terraform-aws-modules/iam/aws//modules/iam-assumable-roles-with-saml.

provider "aws" {
  region = "eu-west-1"
}

module "admin" {
  source = "terraform-aws-modules/iam/aws//modules/iam-assumable-roles-with-saml"
  create_admin_role = true
  provider_id = "arn:aws:iam::235367859851:saml-provider/idp_saml"
}

module "all" {
  source = "terraform-aws-modules/iam/aws//modules/iam-assumable-roles-with-saml"
  create_admin_role = true
  create_poweruser_role = true
  create_readonly_role = true
  provider_id = "arn:aws:iam::235367859851:saml-provider/idp_saml"
}

module "names" {
  source = "terraform-aws-modules/iam/aws//modules/iam-assumable-roles-with-saml"
  create_poweruser_role = true
  poweruser_role_name = "developer"
  provider_id = "arn:aws:iam::235367859851:saml-provider/idp_saml"
}

module "policies" {
  source = "terraform-aws-modules/iam/aws//modules/iam-assumable-roles-with-saml"
  create_readonly_role = true
  readonly_role_policy_arns = ["arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws:iam::aws:policy/AWSSupportAccess"]
  provider_id = "arn:aws:iam::235367859851:saml-provider/idp_saml"
}

module "tags" {
  source = "terraform-aws-modules/iam/aws//modules/iam-assumable-roles-with-saml"
  create_admin_role = true
  admin_role_tags = { A = "b" }
  provider_id = "arn:aws:iam::235367859851:saml-provider/idp_saml"
}

module "boundary" {
  source = "terraform-aws-modules/iam/aws//modules/iam-assumable-roles-with-saml"
  create_admin_role = true
  admin_role_permissions_boundary_arn = "arn:aws:iam::123456789012:policy/b"
  provider_id = "arn:aws:iam::235367859851:saml-provider/idp_saml"
}

module "endpoint" {
  source = "terraform-aws-modules/iam/aws//modules/iam-assumable-roles-with-saml"
  create_admin_role = true
  aws_saml_endpoint = "https://signin.amazonaws.cn/saml"
  provider_id = "arn:aws:iam::235367859851:saml-provider/idp_saml"
}

module "two" {
  source = "terraform-aws-modules/iam/aws//modules/iam-assumable-roles-with-saml"
  create_admin_role = true
  provider_ids = ["a", "b"]
}

module "itself" {
  source = "terraform-aws-modules/iam/aws//modules/iam-assumable-roles-with-saml"
  version = ">= 5.0"
  create_admin_role = true
  create_readonly_role = true
  allow_self_assume_role = true
  provider_id = "arn:aws:iam::235367859851:saml-provider/idp_saml"
}

module "long" {
  source = "terraform-aws-modules/iam/aws//modules/iam-assumable-roles-with-saml"
  create_admin_role = true
  max_session_duration = 7200
  force_detach_policies = true
  provider_id = "arn:aws:iam::235367859851:saml-provider/idp_saml"
}

module "nothing" {
  source = "terraform-aws-modules/iam/aws//modules/iam-assumable-roles-with-saml"
  provider_id = "arn:aws:iam::235367859851:saml-provider/idp_saml"
}

module "path" {
  source = "terraform-aws-modules/iam/aws//modules/iam-assumable-roles-with-saml"
  create_readonly_role = true
  readonly_role_path = "/r/"
  provider_id = "arn:aws:iam::235367859851:saml-provider/idp_saml"
}
