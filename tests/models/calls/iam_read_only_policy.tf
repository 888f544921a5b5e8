# Calls of terraform-aws-modules/iam/aws//modules/iam-read-only-policy.

provider "aws" {
  region = "eu-west-1"
}

module "services" {
  source = "terraform-aws-modules/iam/aws//modules/iam-read-only-policy"
  name = "services"
  allowed_services = ["rds", "dynamo", "health"]
}

module "one" {
  source = "terraform-aws-modules/iam/aws//modules/iam-read-only-policy"
  name = "one"
  allowed_services = ["s3"]
}

module "described" {
  source = "terraform-aws-modules/iam/aws//modules/iam-read-only-policy"
  name = "d"
  description = "Reads"
  path = "/r/"
  allowed_services = ["s3"]
}

module "tagged" {
  source = "terraform-aws-modules/iam/aws//modules/iam-read-only-policy"
  name = "t"
  tags = { A = "b" }
  allowed_services = ["s3"]
}

module "no_console" {
  source = "terraform-aws-modules/iam/aws//modules/iam-read-only-policy"
  name = "n"
  allow_web_console_services = false
  allowed_services = ["s3"]
}

module "no_logs" {
  source = "terraform-aws-modules/iam/aws//modules/iam-read-only-policy"
  name = "n"
  allow_cloudwatch_logs_query = false
  allow_predefined_sts_actions = false
  allowed_services = ["s3"]
}

module "not_made" {
  source = "terraform-aws-modules/iam/aws//modules/iam-read-only-policy"
  name = "x"
  create_policy = false
  allowed_services = ["s3"]
}

module "console" {
  source = "terraform-aws-modules/iam/aws//modules/iam-read-only-policy"
  name = "c"
  web_console_services = ["ce"]
  allowed_services = ["s3"]
}

module "prefix_5" {
  source = "terraform-aws-modules/iam/aws//modules/iam-read-only-policy"
  version = "~> 5.0"
  name_prefix = "p-"
  allowed_services = ["s3"]
}

module "more_4_5" {
  source = "terraform-aws-modules/iam/aws//modules/iam-read-only-policy"
  version = "< 6.0"
  name = "m"
  allowed_services = ["s3"]
  additional_policy_json = "{}"
}

module "fixed_6" {
  source = "terraform-aws-modules/iam/aws//modules/iam-read-only-policy"
  version = ">= 6.0"
  name = "f"
  use_name_prefix = false
  allowed_services = ["s3"]
}

module "off_6" {
  source = "terraform-aws-modules/iam/aws//modules/iam-read-only-policy"
  version = ">= 6.0"
  create = false
}

module "each" {
  source = "terraform-aws-modules/iam/aws//modules/iam-read-only-policy"
  for_each = toset(["s3", "ec2"])
  name = each.key
  allowed_services = [each.key]
}
