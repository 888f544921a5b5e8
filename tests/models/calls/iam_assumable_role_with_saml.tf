# Calls of terraform-aws-modules/iam/aws//modules/iam-assumable-role-with-saml.

provider "aws" {
  region = "eu-west-1"
}

module "one" {
  source = "terraform-aws-modules/iam/aws//modules/iam-assumable-role-with-saml"
  create_role = true
  role_name = "one"
  provider_id = "arn:aws:iam::235367859851:saml-provider/idp_saml"
}

module "two_providers" {
  source = "terraform-aws-modules/iam/aws//modules/iam-assumable-role-with-saml"
  create_role = true
  role_name = "two"
  provider_ids = ["arn:aws:iam::235367859851:saml-provider/a", "arn:aws:iam::235367859851:saml-provider/b"]
}

module "policies" {
  source = "terraform-aws-modules/iam/aws//modules/iam-assumable-role-with-saml"
  create_role = true
  role_name = "p"
  role_policy_arns = ["arn:aws:iam::aws:policy/ReadOnlyAccess"]
  provider_id = "arn:aws:iam::235367859851:saml-provider/idp_saml"
}

module "counted" {
  source = "terraform-aws-modules/iam/aws//modules/iam-assumable-role-with-saml"
  create_role = true
  role_name = "c"
  number_of_role_policy_arns = 1
  role_policy_arns = ["arn:aws:iam::aws:policy/ReadOnlyAccess"]
  provider_id = "arn:aws:iam::235367859851:saml-provider/idp_saml"
}

module "prefix" {
  source = "terraform-aws-modules/iam/aws//modules/iam-assumable-role-with-saml"
  create_role = true
  role_name_prefix = "p-"
  provider_id = "arn:aws:iam::235367859851:saml-provider/idp_saml"
}

module "tags" {
  source = "terraform-aws-modules/iam/aws//modules/iam-assumable-role-with-saml"
  create_role = true
  role_name = "t"
  tags = { A = "b" }
  provider_id = "arn:aws:iam::235367859851:saml-provider/idp_saml"
}

module "path" {
  source = "terraform-aws-modules/iam/aws//modules/iam-assumable-role-with-saml"
  create_role = true
  role_name = "t"
  role_path = "/saml/"
  role_description = "d"
  provider_id = "arn:aws:iam::235367859851:saml-provider/idp_saml"
}

module "china" {
  source = "terraform-aws-modules/iam/aws//modules/iam-assumable-role-with-saml"
  create_role = true
  role_name = "t"
  aws_saml_endpoint = "https://signin.amazonaws.cn/saml"
  provider_id = "arn:aws:iam::235367859851:saml-provider/idp_saml"
}

module "boundary" {
  source = "terraform-aws-modules/iam/aws//modules/iam-assumable-role-with-saml"
  create_role = true
  role_name = "t"
  role_permissions_boundary_arn = "arn:aws:iam::123456789012:policy/b"
  max_session_duration = 7200
  provider_id = "arn:aws:iam::235367859851:saml-provider/idp_saml"
}

module "itself" {
  source = "terraform-aws-modules/iam/aws//modules/iam-assumable-role-with-saml"
  version = ">= 5.0"
  create_role = true
  role_name = "t"
  allow_self_assume_role = true
  provider_id = "arn:aws:iam::235367859851:saml-provider/idp_saml"
}

module "detached" {
  source = "terraform-aws-modules/iam/aws//modules/iam-assumable-role-with-saml"
  create_role = true
  role_name = "t"
  force_detach_policies = true
  provider_id = "arn:aws:iam::235367859851:saml-provider/idp_saml"
}

module "off" {
  source = "terraform-aws-modules/iam/aws//modules/iam-assumable-role-with-saml"
  create_role = false
  provider_id = "arn:aws:iam::235367859851:saml-provider/idp_saml"
}
