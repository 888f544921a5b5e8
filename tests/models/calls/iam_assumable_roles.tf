# Calls of terraform-aws-modules/iam/aws//modules/iam-assumable-roles.

provider "aws" {
  region = "eu-west-1"
}

module "admin" {
  source = "terraform-aws-modules/iam/aws//modules/iam-assumable-roles"
  create_admin_role = true
  trusted_role_arns = ["arn:aws:iam::307990089504:root", "arn:aws:iam::835367859851:user/anton"]
}

module "all" {
  source = "terraform-aws-modules/iam/aws//modules/iam-assumable-roles"
  create_admin_role = true
  create_poweruser_role = true
  create_readonly_role = true
  trusted_role_arns = ["arn:aws:iam::307990089504:root", "arn:aws:iam::835367859851:user/anton"]
}

module "no_mfa" {
  source = "terraform-aws-modules/iam/aws//modules/iam-assumable-roles"
  create_readonly_role = true
  readonly_role_requires_mfa = false
  trusted_role_arns = ["arn:aws:iam::307990089504:root", "arn:aws:iam::835367859851:user/anton"]
}

module "names" {
  source = "terraform-aws-modules/iam/aws//modules/iam-assumable-roles"
  create_poweruser_role = true
  poweruser_role_name = "developer"
  poweruser_role_path = "/people/"
  trusted_role_arns = ["arn:aws:iam::307990089504:root", "arn:aws:iam::835367859851:user/anton"]
}

module "policies" {
  source = "terraform-aws-modules/iam/aws//modules/iam-assumable-roles"
  create_readonly_role = true
  readonly_role_policy_arns = ["arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws:iam::aws:policy/AWSSupportAccess"]
  trusted_role_arns = ["arn:aws:iam::307990089504:root", "arn:aws:iam::835367859851:user/anton"]
}

module "tags" {
  source = "terraform-aws-modules/iam/aws//modules/iam-assumable-roles"
  create_admin_role = true
  admin_role_tags = { A = "b" }
  trusted_role_arns = ["arn:aws:iam::307990089504:root", "arn:aws:iam::835367859851:user/anton"]
}

module "services" {
  source = "terraform-aws-modules/iam/aws//modules/iam-assumable-roles"
  create_admin_role = true
  admin_role_requires_mfa = false
  trusted_role_services = ["codedeploy.amazonaws.com"]
}

module "boundary" {
  source = "terraform-aws-modules/iam/aws//modules/iam-assumable-roles"
  create_admin_role = true
  admin_role_permissions_boundary_arn = "arn:aws:iam::123456789012:policy/b"
  max_session_duration = 7200
  trusted_role_arns = ["arn:aws:iam::307990089504:root", "arn:aws:iam::835367859851:user/anton"]
}

module "itself" {
  source = "terraform-aws-modules/iam/aws//modules/iam-assumable-roles"
  version = ">= 5.0"
  create_admin_role = true
  allow_self_assume_role = true
  trusted_role_arns = ["arn:aws:iam::307990089504:root", "arn:aws:iam::835367859851:user/anton"]
}

module "age" {
  source = "terraform-aws-modules/iam/aws//modules/iam-assumable-roles"
  create_admin_role = true
  mfa_age = 3600
  trusted_role_arns = ["arn:aws:iam::307990089504:root", "arn:aws:iam::835367859851:user/anton"]
}

module "nothing" {
  source = "terraform-aws-modules/iam/aws//modules/iam-assumable-roles"
  trusted_role_arns = ["arn:aws:iam::307990089504:root", "arn:aws:iam::835367859851:user/anton"]
}

module "detached" {
  source = "terraform-aws-modules/iam/aws//modules/iam-assumable-roles"
  create_admin_role = true
  force_detach_policies = true
  trusted_role_arns = ["arn:aws:iam::307990089504:root", "arn:aws:iam::835367859851:user/anton"]
}
