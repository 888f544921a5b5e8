# Calls of terraform-aws-modules/kms/aws.

provider "aws" {
  region = "eu-west-1"
}

module "key" {
  source = "terraform-aws-modules/kms/aws"
  description = "EBS key"
  key_usage = "ENCRYPT_DECRYPT"
  aliases = ["eks/main/ebs"]
}

module "administrators" {
  source = "terraform-aws-modules/kms/aws"
  description = "x"
  key_administrators = ["arn:aws:iam::123456789012:role/admin"]
  key_service_roles_for_autoscaling = ["arn:aws:iam::123456789012:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling"]
  aliases = ["a", "b"]
}

module "grants" {
  source = "terraform-aws-modules/kms/aws"
  grants = { lambda = { grantee_principal = "arn:aws:iam::123456789012:role/lambda", operations = ["Encrypt", "Decrypt"] } }
}

module "multi_region" {
  source = "terraform-aws-modules/kms/aws"
  multi_region = true
  deletion_window_in_days = 7
  enable_key_rotation = false
}

module "external" {
  source = "terraform-aws-modules/kms/aws"
  create_external = true
  is_enabled = false
  aliases = ["external"]
}

module "replica" {
  source = "terraform-aws-modules/kms/aws"
  create_replica = true
  primary_key_arn = "arn:aws:kms:us-east-1:123456789012:key/mrk-1"
}

module "replica_external" {
  source = "terraform-aws-modules/kms/aws"
  create_replica_external = true
  primary_external_key_arn = "arn:aws:kms:us-east-1:123456789012:key/mrk-1"
  key_material_base64 = "Zm9v"
}

module "own_policy" {
  source = "terraform-aws-modules/kms/aws"
  policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}

module "computed_aliases" {
  source = "terraform-aws-modules/kms/aws"
  computed_aliases = { eks = { name = "eks/main" } }
  aliases_use_name_prefix = true
}

module "dnssec" {
  source = "terraform-aws-modules/kms/aws"
  enable_route53_dnssec = true
  enable_key_rotation = false
  customer_master_key_spec = "ECC_NIST_P256"
  key_usage = "SIGN_VERIFY"
}

module "statements_1_3" {
  source = "terraform-aws-modules/kms/aws"
  version = "< 4.0"
  key_statements = [{ sid = "Logs", actions = ["kms:Encrypt*"], resources = ["*"], principals = [{ type = "Service", identifiers = ["logs.eu-west-1.amazonaws.com"] }] }]
}

module "statements_4" {
  source = "terraform-aws-modules/kms/aws"
  version = ">= 4.0"
  key_statements = [{ actions = ["kms:Encrypt*"], resources = ["*"], principals = [{ type = "Service", identifiers = ["logs.eu-west-1.amazonaws.com"] }] }]
}

module "off" {
  source = "terraform-aws-modules/kms/aws"
  create = false
}

module "everyone" {
  source = "terraform-aws-modules/kms/aws"
  enable_default_policy = false
  key_owners = ["arn:aws:iam::123456789012:role/owner"]
  key_users = ["arn:aws:iam::123456789012:role/a", "arn:aws:iam::123456789012:role/b"]
  key_service_users = ["arn:aws:iam::123456789012:role/service"]
  key_symmetric_encryption_users = ["arn:aws:iam::123456789012:role/a"]
  key_hmac_users = ["arn:aws:iam::123456789012:role/a"]
  key_asymmetric_public_encryption_users = ["arn:aws:iam::123456789012:role/a"]
  key_asymmetric_sign_verify_users = ["arn:aws:iam::123456789012:role/a"]
}
