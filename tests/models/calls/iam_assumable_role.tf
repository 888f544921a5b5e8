# Calls of terraform-aws-modules/iam/aws//modules/iam-assumable-role.

provider "aws" {
  region = "eu-west-1"
}

resource "aws_iam_policy" "own" {
  name   = "own"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["s3:GetObject"], Resource = "*" }] })
}

module "accounts" {
  source = "terraform-aws-modules/iam/aws//modules/iam-assumable-role"
  create_role = true
  role_name = "accounts"
  trusted_role_arns = ["arn:aws:iam::307990089504:root", "arn:aws:iam::835367859851:user/anton"]
}

module "no_mfa" {
  source = "terraform-aws-modules/iam/aws//modules/iam-assumable-role"
  create_role = true
  role_name = "no-mfa"
  role_requires_mfa = false
  trusted_role_arns = ["arn:aws:iam::307990089504:root", "arn:aws:iam::835367859851:user/anton"]
}

module "services" {
  source = "terraform-aws-modules/iam/aws//modules/iam-assumable-role"
  create_role = true
  role_name = "services"
  role_requires_mfa = false
  trusted_role_services = ["ec2.amazonaws.com", "codedeploy.amazonaws.com"]
}

module "admin" {
  source = "terraform-aws-modules/iam/aws//modules/iam-assumable-role"
  create_role = true
  role_name = "admin"
  attach_admin_policy = true
  trusted_role_arns = ["arn:aws:iam::307990089504:root", "arn:aws:iam::835367859851:user/anton"]
}

module "power_and_reader" {
  source = "terraform-aws-modules/iam/aws//modules/iam-assumable-role"
  create_role = true
  role_name = "pr"
  attach_poweruser_policy = true
  attach_readonly_policy = true
  trusted_role_arns = ["arn:aws:iam::307990089504:root", "arn:aws:iam::835367859851:user/anton"]
}

module "own_policies" {
  source = "terraform-aws-modules/iam/aws//modules/iam-assumable-role"
  create_role = true
  role_name = "own"
  role_requires_mfa = false
  custom_role_policy_arns = ["arn:aws:iam::aws:policy/AmazonCognitoReadOnly", aws_iam_policy.own.arn]
  trusted_role_arns = ["arn:aws:iam::307990089504:root", "arn:aws:iam::835367859851:user/anton"]
}

module "external_ids" {
  source = "terraform-aws-modules/iam/aws//modules/iam-assumable-role"
  create_role = true
  role_name = "ids"
  role_sts_externalid = ["some-id-goes-here", "another"]
  trusted_role_arns = ["arn:aws:iam::307990089504:root", "arn:aws:iam::835367859851:user/anton"]
}

module "one_id" {
  source = "terraform-aws-modules/iam/aws//modules/iam-assumable-role"
  create_role = true
  role_name = "id"
  role_sts_externalid = "one"
  role_requires_mfa = false
  trusted_role_arns = ["arn:aws:iam::307990089504:root", "arn:aws:iam::835367859851:user/anton"]
}

module "profile" {
  source = "terraform-aws-modules/iam/aws//modules/iam-assumable-role"
  create_role = true
  create_instance_profile = true
  role_name = "node"
  role_requires_mfa = false
  trusted_role_services = ["ec2.amazonaws.com"]
}

module "own_trust_4" {
  source = "terraform-aws-modules/iam/aws//modules/iam-assumable-role"
  version = "< 5.0"
  create_role = true
  role_name = "trust"
  custom_role_trust_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}

module "own_trust_5" {
  source = "terraform-aws-modules/iam/aws//modules/iam-assumable-role"
  version = ">= 5.0"
  create_role = true
  role_name = "trust"
  create_custom_role_trust_policy = true
  custom_role_trust_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}

module "inline" {
  source = "terraform-aws-modules/iam/aws//modules/iam-assumable-role"
  version = ">= 5.0"
  create_role = true
  role_name = "inline"
  role_requires_mfa = false
  inline_policy_statements = [{ sid = "A", actions = ["s3:GetObject"], resources = ["*"] }]
  trusted_role_arns = ["arn:aws:iam::307990089504:root", "arn:aws:iam::835367859851:user/anton"]
}

module "itself" {
  source = "terraform-aws-modules/iam/aws//modules/iam-assumable-role"
  version = ">= 5.0"
  create_role = true
  role_name = "itself"
  allow_self_assume_role = true
  role_requires_session_name = true
  trusted_role_arns = ["arn:aws:iam::307990089504:root", "arn:aws:iam::835367859851:user/anton"]
}

module "off" {
  source = "terraform-aws-modules/iam/aws//modules/iam-assumable-role"
  create_role = false
  role_name = "off"
}
