# terraform-aws-modules/kms, majors 1 to 4: the key with its policy, aliases and grants.

data "aws_partition" "current" {
  count = var.create ? 1 : 0
}
data "aws_caller_identity" "current" {
  count = var.create ? 1 : 0
}

locals {
  own        = var.create && !var.create_replica && !var.create_replica_external
  account_id = try(data.aws_caller_identity.current[0].account_id, "")
  partition  = try(data.aws_partition.current[0].partition, "")
  dnssec     = ["dnssec-route53.${try(data.aws_partition.current[0].dns_suffix, "")}"]
  sources    = flatten([for s in [var.route53_dnssec_sources] : s if s != null])
  policy     = var.policy != null ? var.policy : data.aws_iam_policy_document.this.json

  encrypts   = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"]
  manages    = [for verb in ["Create", "Describe", "Enable", "List", "Put", "Update", "Revoke", "Disable", "Get", "Delete"] : "kms:${verb}*"]
  schedules  = ["kms:TagResource", "kms:UntagResource", "kms:ScheduleKeyDeletion", "kms:CancelKeyDeletion"]
  replicates = [for action in ["kms:ReplicateKey", "kms:ImportKeyMaterial"] : action if var.module_replicates != null ? var.module_replicates : var.module_major > 1]

  # Who may do what, in the order of the policy. Whom nobody names has no statement; grants are for AWS services only.
  statements = [for s in [
    { sid = "Default", actions = ["kms:*"], type = "AWS", who = [for a in [local.account_id] : "arn:${local.partition}:iam::${a}:root" if var.enable_default_policy], grants = false },
    { sid = "KeyOwner", actions = ["kms:*"], type = "AWS", who = var.key_owners, grants = false },
    { sid = "KeyAdministration", actions = concat(local.manages, local.schedules, local.replicates), type = "AWS", who = var.key_administrators, grants = false },
    { sid = "KeyUsage", actions = local.encrypts, type = "AWS", who = var.key_users, grants = false },
    { sid = "KeyServiceUsage", actions = ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"], type = "AWS", who = var.key_service_users, grants = true },
    { sid = "KeyServiceRolesASG", actions = local.encrypts, type = "AWS", who = var.key_service_roles_for_autoscaling, grants = false },
    { sid = "KeyServiceRolesASGPersistentVol", actions = ["kms:CreateGrant"], type = "AWS", who = var.key_service_roles_for_autoscaling, grants = true },
    { sid = "KeySymmetricEncryption", actions = local.encrypts, type = "AWS", who = var.key_symmetric_encryption_users, grants = false },
    { sid = "KeyHMAC", actions = ["kms:DescribeKey", "kms:GenerateMac", "kms:VerifyMac"], type = "AWS", who = var.key_hmac_users, grants = false },
    { sid = "KeyAsymmetricPublicEncryption", actions = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:DescribeKey", "kms:GetPublicKey"], type = "AWS", who = var.key_asymmetric_public_encryption_users, grants = false },
    { sid = "KeyAsymmetricSignVerify", actions = ["kms:DescribeKey", "kms:GetPublicKey", "kms:Sign", "kms:Verify"], type = "AWS", who = var.key_asymmetric_sign_verify_users, grants = false },
    { sid = "Route53DnssecService", actions = ["kms:DescribeKey", "kms:GetPublicKey", "kms:Sign"], type = "Service", who = [for d in local.dnssec : d if var.enable_route53_dnssec], grants = false },
    { sid = "Route53DnssecGrant", actions = ["kms:CreateGrant"], type = "Service", who = [for d in local.dnssec : d if var.enable_route53_dnssec], grants = true },
  ] : s if s.who == null ? false : length(s.who) > 0]
}

data "aws_iam_policy_document" "this" {
  source_policy_documents   = var.source_policy_documents
  override_policy_documents = var.override_policy_documents

  dynamic "statement" {
    for_each = local.statements
    content {
      sid       = statement.value.sid
      actions   = statement.value.actions
      resources = ["*"]
      principals {
        type        = statement.value.type
        identifiers = statement.value.who
      }
      dynamic "condition" {
        for_each = [for g in [statement.value.grants] : g if g]
        content {
          test     = "Bool"
          variable = "kms:GrantIsForAWSResource"
          values   = ["true"]
        }
      }
      dynamic "condition" {
        for_each = [for s in local.sources : s if statement.value.sid == "Route53DnssecGrant"]
        content {
          test     = "StringEquals"
          variable = "aws:SourceAccount"
          values   = try(coalescelist(condition.value.account_ids), [local.account_id])
        }
      }
      dynamic "condition" {
        for_each = [for s in local.sources : s if statement.value.sid == "Route53DnssecGrant"]
        content {
          test     = "ArnLike"
          variable = "aws:SourceArn"
          values   = [try(coalesce(condition.value.hosted_zone_arn), "arn:${local.partition}:route53:::hostedzone/*")]
        }
      }
    }
  }

  dynamic "statement" {
    for_each = var.key_statements == null ? [] : var.key_statements
    content {
      sid           = try(statement.value.sid, null)
      effect        = try(statement.value.effect, null)
      actions       = try(statement.value.actions, null)
      not_actions   = try(statement.value.not_actions, null)
      resources     = try(statement.value.resources, null)
      not_resources = try(statement.value.not_resources, null)
      dynamic "principals" {
        for_each = try(coalescelist(statement.value.principals), [])
        content {
          type        = principals.value.type
          identifiers = principals.value.identifiers
        }
      }
      dynamic "not_principals" {
        for_each = try(coalescelist(statement.value.not_principals), [])
        content {
          type        = not_principals.value.type
          identifiers = not_principals.value.identifiers
        }
      }
      dynamic "condition" {
        for_each = try(coalescelist(var.module_major > 3 ? statement.value.condition : statement.value.conditions), [])
        content {
          test     = condition.value.test
          variable = condition.value.variable
          values   = condition.value.values
        }
      }
    }
  }
}

resource "aws_kms_key" "this" {
  count = local.own && !var.create_external ? 1 : 0

  region                             = var.region
  bypass_policy_lockout_safety_check = var.bypass_policy_lockout_safety_check
  customer_master_key_spec           = var.customer_master_key_spec
  custom_key_store_id                = var.custom_key_store_id
  deletion_window_in_days            = var.deletion_window_in_days
  description                        = var.description
  enable_key_rotation                = var.enable_key_rotation
  is_enabled                         = var.is_enabled
  key_usage                          = var.key_usage
  multi_region                       = var.multi_region
  policy                             = local.policy
  rotation_period_in_days            = var.rotation_period_in_days
  tags                               = var.tags
}

resource "aws_kms_external_key" "this" {
  count = local.own && var.create_external ? 1 : 0

  region                             = var.region
  bypass_policy_lockout_safety_check = var.bypass_policy_lockout_safety_check
  deletion_window_in_days            = var.deletion_window_in_days
  description                        = var.description
  enabled                            = var.is_enabled
  key_material_base64                = var.key_material_base64
  multi_region                       = var.multi_region
  policy                             = local.policy
  valid_to                           = var.valid_to
  tags                               = var.tags
}

resource "aws_kms_replica_key" "this" {
  count = var.create && var.create_replica && !var.create_external && !var.create_replica_external ? 1 : 0

  region                  = var.region
  primary_key_arn         = var.primary_key_arn
  deletion_window_in_days = var.deletion_window_in_days
  description             = var.description
  enabled                 = var.is_enabled
  policy                  = local.policy
  tags                    = var.tags
}

resource "aws_kms_replica_external_key" "this" {
  count = var.create && !var.create_replica && !var.create_external && var.create_replica_external ? 1 : 0

  region                  = var.region
  primary_key_arn         = var.primary_external_key_arn
  deletion_window_in_days = var.deletion_window_in_days
  description             = var.description
  enabled                 = var.is_enabled
  key_material_base64     = var.key_material_base64
  policy                  = local.policy
  valid_to                = var.valid_to
  tags                    = var.tags
}

locals {
  key_id = try(aws_kms_key.this[0].key_id, aws_kms_external_key.this[0].id, aws_kms_replica_key.this[0].key_id, aws_kms_replica_external_key.this[0].key_id, null)
}

resource "aws_kms_alias" "this" {
  for_each = { for k, v in merge({ for a in var.aliases : a => { name = a } }, var.computed_aliases) : k => v if var.create }

  region        = var.region
  name          = var.aliases_use_name_prefix ? null : "alias/${each.value.name}"
  name_prefix   = var.aliases_use_name_prefix ? "alias/${each.value.name}-" : null
  target_key_id = local.key_id
}

resource "aws_kms_grant" "this" {
  for_each = { for k, v in var.grants : k => v if var.create }

  region                = var.region
  name                  = try(coalesce(each.value.name, each.key), each.key)
  key_id                = local.key_id
  grantee_principal     = each.value.grantee_principal
  operations            = each.value.operations
  grant_creation_tokens = try(each.value.grant_creation_tokens, null)
  retire_on_delete      = try(each.value.retire_on_delete, null)
  retiring_principal    = try(each.value.retiring_principal, null)
}

output "key_arn" { value = try(aws_kms_key.this[0].arn, aws_kms_external_key.this[0].arn, aws_kms_replica_key.this[0].arn, aws_kms_replica_external_key.this[0].arn, null) }
output "key_id" { value = local.key_id }
output "key_region" { value = try(aws_kms_key.this[0].region, aws_kms_external_key.this[0].region, aws_kms_replica_key.this[0].region, aws_kms_replica_external_key.this[0].region, null) }
output "key_policy" { value = try(aws_kms_key.this[0].policy, aws_kms_external_key.this[0].policy, aws_kms_replica_key.this[0].policy, aws_kms_replica_external_key.this[0].policy, null) }
output "external_key_expiration_model" { value = try(aws_kms_external_key.this[0].expiration_model, aws_kms_replica_external_key.this[0].expiration_model, null) }
output "external_key_state" { value = try(aws_kms_external_key.this[0].key_state, aws_kms_replica_external_key.this[0].key_state, null) }
output "external_key_usage" { value = try(aws_kms_external_key.this[0].key_usage, aws_kms_replica_external_key.this[0].key_usage, null) }
output "aliases" { value = aws_kms_alias.this }
output "grants" { value = aws_kms_grant.this }

variable "module_major" {}
variable "module_replicates" { default = null } # whether administrators replicate keys: a model that calls this one for several of its majors says it
variable "region" { default = null }
variable "route53_dnssec_sources" { default = [] }
variable "bypass_policy_lockout_safety_check" { default = null }
variable "customer_master_key_spec" { default = null }
variable "custom_key_store_id" { default = null }
variable "deletion_window_in_days" { default = null }
variable "description" { default = null }
variable "is_enabled" { default = null }
variable "key_material_base64" { default = null }
variable "key_usage" { default = null }
variable "policy" { default = null }
variable "valid_to" { default = null }
variable "rotation_period_in_days" { default = null }
variable "primary_key_arn" { default = null }
variable "primary_external_key_arn" { default = null }
variable "key_statements" { default = null }
variable "create" { default = true }
variable "enable_key_rotation" { default = true }
variable "enable_default_policy" { default = true }
variable "create_external" { default = false }
variable "create_replica" { default = false }
variable "create_replica_external" { default = false }
variable "multi_region" { default = false }
variable "enable_route53_dnssec" { default = false }
variable "aliases_use_name_prefix" { default = false }
variable "key_owners" { default = [] }
variable "key_administrators" { default = [] }
variable "key_users" { default = [] }
variable "key_service_users" { default = [] }
variable "key_service_roles_for_autoscaling" { default = [] }
variable "key_symmetric_encryption_users" { default = [] }
variable "key_hmac_users" { default = [] }
variable "key_asymmetric_public_encryption_users" { default = [] }
variable "key_asymmetric_sign_verify_users" { default = [] }
variable "source_policy_documents" { default = [] }
variable "override_policy_documents" { default = [] }
variable "aliases" { default = [] }
variable "computed_aliases" { default = {} }
variable "grants" {
  default  = {}
  nullable = false
}
variable "tags" { default = {} }
