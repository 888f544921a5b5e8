# modules/iam-role, major 6: a role that OIDC subjects, workflows of repositories, SAML users or whom the permissions name assume.

data "aws_partition" "current" {
  count = var.create ? 1 : 0
}
data "aws_caller_identity" "current" {
  count = var.create ? 1 : 0
}

# Each kind of issuer is one of these: the provider, and what its tokens must say.
locals {
  account   = try(data.aws_caller_identity.current[0].account_id, "")
  accounts  = "arn:${try(data.aws_partition.current[0].partition, "")}:iam"
  own       = "${local.accounts}::${local.account}:oidc-provider"
  urls      = [for u in var.oidc_provider_urls : replace(u, "https://", "")]
  bitbucket = try(local.urls[0], "")
  audiences = length(var.oidc_audiences) > 0 ? var.oidc_audiences : ["sts.amazonaws.com"]

  oidc = [for u in local.urls : {
    sid      = null
    effect   = "Allow"
    provider = "${local.accounts}::${coalesce(var.oidc_account_id, local.account)}:oidc-provider/${u}"
    conditions = concat(
      flatten([for x in local.urls : { test = "StringEquals", variable = "${u}:sub", values = var.oidc_subjects } if length(var.oidc_subjects) > 0]),
      flatten([for x in local.urls : { test = "StringLike", variable = "${u}:sub", values = var.oidc_wildcard_subjects } if length(var.oidc_wildcard_subjects) > 0]),
      flatten([for x in local.urls : { test = "StringEquals", variable = "${u}:aud", values = var.oidc_audiences } if length(var.oidc_audiences) > 0]),
      var.trust_policy_conditions,
    )
  } if var.enable_oidc]
  github = [for u in [var.github_provider] : {
    sid      = "GithubOidcAuth"
    effect   = null
    provider = "${local.own}/${u}"
    conditions = concat(
      [{ test = "ForAllValues:StringEquals", variable = "${u}:iss", values = ["https://${u}"] }, { test = "ForAllValues:StringEquals", variable = "${u}:aud", values = local.audiences }],
      [for s in [[for s in var.oidc_subjects : "repo:${trimprefix(s, "repo:")}"]] : { test = "StringEquals", variable = "${u}:sub", values = s } if length(var.oidc_subjects) > 0],
      [for s in [[for s in var.oidc_wildcard_subjects : "repo:${trimprefix(s, "repo:")}"]] : { test = "StringLike", variable = "${u}:sub", values = s } if length(var.oidc_wildcard_subjects) > 0],
      var.trust_policy_conditions,
    )
  } if var.enable_github_oidc]
  bitbuckets = [for u in [local.bitbucket] : {
    sid      = "BitbucketOidcAuth"
    effect   = null
    provider = "${local.own}/${u}"
    conditions = concat(
      [{ test = "ForAllValues:StringEquals", variable = "${u}:aud", values = local.audiences }],
      [for s in [var.oidc_subjects] : { test = "StringEquals", variable = "${u}:sub", values = s } if length(var.oidc_subjects) > 0],
      [for s in [var.oidc_wildcard_subjects] : { test = "StringLike", variable = "${u}:sub", values = s } if length(var.oidc_wildcard_subjects) > 0],
      var.trust_policy_conditions,
    )
  } if var.enable_bitbucket_oidc]
}

data "aws_iam_policy_document" "trust" {
  dynamic "statement" {
    for_each = concat(local.oidc, local.github, local.bitbuckets)
    content {
      sid     = statement.value.sid
      effect  = statement.value.effect
      actions = ["sts:TagSession", "sts:AssumeRoleWithWebIdentity"]
      principals {
        type        = "Federated"
        identifiers = [statement.value.provider]
      }
      dynamic "condition" {
        for_each = statement.value.conditions
        content {
          test     = condition.value.test
          variable = condition.value.variable
          values   = condition.value.values
        }
      }
    }
  }
  dynamic "statement" {
    for_each = [for x in [true] : x if var.enable_saml]
    content {
      effect  = "Allow"
      actions = compact(distinct(concat(["sts:TagSession", "sts:AssumeRoleWithSAML"], var.saml_trust_actions)))
      principals {
        type        = "Federated"
        identifiers = var.saml_provider_ids
      }
      condition {
        test     = "StringEquals"
        variable = "SAML:aud"
        values   = var.saml_endpoints
      }
      dynamic "condition" {
        for_each = var.trust_policy_conditions
        content {
          test     = condition.value.test
          variable = condition.value.variable
          values   = condition.value.values
        }
      }
    }
  }
  dynamic "statement" {
    for_each = var.trust_policy_permissions
    content {
      sid         = try(coalesce(statement.value.sid, statement.key), statement.key)
      effect      = try(statement.value.effect, "Allow")
      actions     = try(statement.value.actions, null)
      not_actions = try(statement.value.not_actions, null)
      dynamic "principals" {
        for_each = [for p in flatten([try(statement.value.principals, [])]) : p if p != null]
        content {
          type        = principals.value.type
          identifiers = principals.value.identifiers
        }
      }
      dynamic "not_principals" {
        for_each = [for p in flatten([try(statement.value.not_principals, [])]) : p if p != null]
        content {
          type        = not_principals.value.type
          identifiers = not_principals.value.identifiers
        }
      }
      dynamic "condition" {
        for_each = [for c in flatten([try(statement.value.condition, [])]) : c if c != null]
        content {
          test     = condition.value.test
          variable = condition.value.variable
          values   = condition.value.values
        }
      }
    }
  }
}

resource "aws_iam_role" "this" {
  count = var.create ? 1 : 0

  name                  = var.use_name_prefix ? null : var.name
  name_prefix           = var.use_name_prefix ? "${var.name}-" : null
  path                  = var.path
  description           = var.description
  assume_role_policy    = data.aws_iam_policy_document.trust.json
  max_session_duration  = var.max_session_duration
  permissions_boundary  = var.permissions_boundary
  force_detach_policies = true
  tags                  = var.tags
}

resource "aws_iam_role_policy_attachment" "this" {
  for_each = { for k, v in var.policies : k => v if var.create }

  role       = aws_iam_role.this[0].name
  policy_arn = each.value
}

data "aws_iam_policy_document" "inline" {
  source_policy_documents   = var.source_inline_policy_documents
  override_policy_documents = var.override_inline_policy_documents
  dynamic "statement" {
    for_each = var.inline_policy_permissions
    content {
      sid           = try(coalesce(statement.value.sid, statement.key), statement.key)
      effect        = try(statement.value.effect, "Allow")
      actions       = try(statement.value.actions, null)
      not_actions   = try(statement.value.not_actions, null)
      resources     = try(statement.value.resources, null)
      not_resources = try(statement.value.not_resources, null)
      dynamic "condition" {
        for_each = [for c in flatten([try(statement.value.condition, [])]) : c if c != null]
        content {
          test     = condition.value.test
          variable = condition.value.variable
          values   = condition.value.values
        }
      }
    }
  }
}

resource "aws_iam_role_policy" "inline" {
  count = var.create && var.create_inline_policy ? 1 : 0

  role        = aws_iam_role.this[0].name
  name        = var.use_name_prefix ? null : var.name
  name_prefix = var.use_name_prefix ? "${var.name}-" : null
  policy      = data.aws_iam_policy_document.inline.json
}

resource "aws_iam_instance_profile" "this" {
  count = var.create && var.create_instance_profile ? 1 : 0

  role        = aws_iam_role.this[0].name
  name        = var.use_name_prefix ? null : var.name
  name_prefix = var.use_name_prefix ? "${var.name}-" : null
  path        = var.path
  tags        = var.tags
}

output "name" { value = try(aws_iam_role.this[0].name, null) }
output "arn" { value = try(aws_iam_role.this[0].arn, null) }
output "unique_id" { value = try(aws_iam_role.this[0].unique_id, null) }
output "instance_profile_arn" { value = try(aws_iam_instance_profile.this[0].arn, null) }
output "instance_profile_id" { value = try(aws_iam_instance_profile.this[0].id, null) }
output "instance_profile_name" { value = try(aws_iam_instance_profile.this[0].name, null) }
output "instance_profile_unique_id" { value = try(aws_iam_instance_profile.this[0].unique_id, null) }

variable "name" { default = null }
variable "path" { default = null }
variable "description" { default = null }
variable "max_session_duration" { default = null }
variable "permissions_boundary" { default = null }
variable "oidc_account_id" { default = null }
variable "create" { default = true }
variable "use_name_prefix" { default = true }
variable "enable_oidc" { default = false }
variable "enable_github_oidc" { default = false }
variable "enable_bitbucket_oidc" { default = false }
variable "enable_saml" { default = false }
variable "create_inline_policy" { default = false }
variable "create_instance_profile" { default = false }
variable "tags" { default = {} }
variable "policies" { default = {} }
variable "trust_policy_permissions" {
  default  = {}
  nullable = false
}
variable "inline_policy_permissions" {
  default  = {}
  nullable = false
}
variable "trust_policy_conditions" { default = [] }
variable "oidc_provider_urls" { default = [] }
variable "oidc_subjects" { default = [] }
variable "oidc_wildcard_subjects" { default = [] }
variable "oidc_audiences" { default = [] }
variable "saml_provider_ids" { default = [] }
variable "saml_trust_actions" { default = [] }
variable "source_inline_policy_documents" { default = [] }
variable "override_inline_policy_documents" { default = [] }
variable "saml_endpoints" { default = ["https://signin.aws.amazon.com/saml"] }
variable "github_provider" { default = "token.actions.githubusercontent.com" }
