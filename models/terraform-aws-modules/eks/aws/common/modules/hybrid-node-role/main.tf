# modules/hybrid-node-role, majors 20 and 21: the role of nodes outside AWS, and the one before it where they come by Roles Anywhere.

data "aws_partition" "current" {}

locals {
  anywhere          = var.create && var.enable_ira
  policies          = "arn:${data.aws_partition.current.partition}:iam::aws:policy"
  step_role         = coalesce(var.intermediate_role_name, "${var.name}-inter")
  step_role_prefix  = coalesce(var.intermediate_role_use_name_prefix, var.use_name_prefix)
  step_policy       = coalesce(var.intermediate_policy_name, var.policy_name)
  step_policy_affix = coalesce(var.intermediate_policy_use_name_prefix, var.policy_use_name_prefix)
}

data "aws_iam_policy_document" "trust" {
  dynamic "statement" {
    for_each = [for s in ["ssm.amazonaws.com"] : s if !var.enable_ira]
    content {
      actions = ["sts:AssumeRole", "sts:TagSession"]
      principals {
        type        = "Service"
        identifiers = [statement.value]
      }
    }
  }
  dynamic "statement" {
    for_each = aws_iam_role.intermediate
    content {
      actions = ["sts:TagSession", "sts:SetSourceIdentity"]
      principals {
        type        = "AWS"
        identifiers = [statement.value.arn]
      }
    }
  }
  dynamic "statement" {
    for_each = aws_iam_role.intermediate
    content {
      actions = ["sts:AssumeRole", "sts:TagSession"]
      principals {
        type        = "AWS"
        identifiers = [statement.value.arn]
      }
      condition {
        test     = "StringEquals"
        variable = "sts:RoleSessionName"
        values   = ["$${aws:PrincipalTag/x509Subject/CN}"]
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
  permissions_boundary  = var.permissions_boundary_arn
  force_detach_policies = true
  tags                  = var.tags
}

# What the nodes may do is long and not modelled: it is not known.
data "external" "not_modelled" {}

resource "aws_iam_policy" "this" {
  count = var.create ? 1 : 0

  name        = var.policy_use_name_prefix ? null : var.policy_name
  name_prefix = var.policy_use_name_prefix ? "${var.policy_name}-" : null
  path        = var.policy_path
  description = var.policy_description
  policy      = data.external.not_modelled.result.node
  tags        = var.tags
}

resource "aws_iam_role_policy_attachment" "this" {
  for_each = { for k, v in merge(
    { node = try(aws_iam_policy.this[0].arn, null) },
    { for k in ["AmazonSSMManagedInstanceCore", "AmazonEC2ContainerRegistryPullOnly"] : k => "${local.policies}/${k}" },
    var.policies,
  ) : k => v if var.create }

  policy_arn = each.value
  role       = aws_iam_role.this[0].name
}

resource "aws_rolesanywhere_profile" "this" {
  count = local.anywhere ? 1 : 0

  name                        = coalesce(var.ira_profile_name, var.name)
  duration_seconds            = var.ira_profile_duration_seconds
  managed_policy_arns         = var.ira_profile_managed_policy_arns
  require_instance_properties = var.ira_profile_require_instance_properties
  role_arns                   = [aws_iam_role.intermediate[0].arn]
  session_policy              = var.ira_profile_session_policy
  tags                        = var.tags
}

resource "aws_rolesanywhere_trust_anchor" "this" {
  count = local.anywhere ? 1 : 0

  name = coalesce(var.ira_trust_anchor_name, var.name)
  tags = var.tags
  source {
    source_type = var.ira_trust_anchor_source_type
    source_data {
      acm_pca_arn           = var.ira_trust_anchor_acm_pca_arn
      x509_certificate_data = var.ira_trust_anchor_x509_certificate_data
    }
  }
}

data "aws_iam_policy_document" "step_trust" {
  statement {
    actions = ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"]
    principals {
      type        = "Service"
      identifiers = ["rolesanywhere.amazonaws.com"]
    }
    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values   = concat(var.trust_anchor_arns, aws_rolesanywhere_trust_anchor.this[*].arn)
    }
  }
}

resource "aws_iam_role" "intermediate" {
  count = local.anywhere ? 1 : 0

  name                  = local.step_role_prefix ? null : local.step_role
  name_prefix           = local.step_role_prefix ? "${local.step_role}-" : null
  path                  = coalesce(var.intermediate_role_path, var.path)
  description           = var.intermediate_role_description
  assume_role_policy    = data.aws_iam_policy_document.step_trust.json
  max_session_duration  = var.max_session_duration
  permissions_boundary  = var.permissions_boundary_arn
  force_detach_policies = true
  tags                  = var.tags
}

resource "aws_iam_policy" "intermediate" {
  count = local.anywhere ? 1 : 0

  name        = local.step_policy_affix ? null : local.step_policy
  name_prefix = local.step_policy_affix ? "${local.step_policy}-" : null
  path        = var.policy_path
  description = var.policy_description
  policy      = data.external.not_modelled.result.intermediate
  tags        = var.tags
}

# The module attaches these to the nodes' role, not to the intermediate one.
resource "aws_iam_role_policy_attachment" "intermediate" {
  for_each = { for k, v in merge(
    { intermediate = try(aws_iam_policy.intermediate[0].arn, null) },
    { for k in ["AmazonEC2ContainerRegistryPullOnly"] : k => "${local.policies}/${k}" },
    var.intermediate_role_policies,
  ) : k => v if local.anywhere }

  policy_arn = each.value
  role       = aws_iam_role.this[0].name
}

output "name" { value = try(aws_iam_role.this[0].name, null) }
output "arn" { value = try(aws_iam_role.this[0].arn, null) }
output "unique_id" { value = try(aws_iam_role.this[0].unique_id, null) }
output "intermediate_role_name" { value = try(aws_iam_role.intermediate[0].name, null) }
output "intermediate_role_arn" { value = try(aws_iam_role.intermediate[0].arn, null) }
output "intermediate_role_unique_id" { value = try(aws_iam_role.intermediate[0].unique_id, null) }

variable "max_session_duration" { default = null }
variable "permissions_boundary_arn" { default = null }
variable "ira_profile_name" { default = null }
variable "ira_profile_duration_seconds" { default = null }
variable "ira_profile_require_instance_properties" { default = null }
variable "ira_profile_session_policy" { default = null }
variable "ira_trust_anchor_name" { default = null }
variable "ira_trust_anchor_acm_pca_arn" { default = null }
variable "ira_trust_anchor_x509_certificate_data" { default = null }
variable "ira_trust_anchor_source_type" { default = null }
variable "intermediate_role_name" { default = null }
variable "intermediate_policy_name" { default = null }
variable "create" { default = true }
variable "use_name_prefix" { default = true }
variable "policy_use_name_prefix" { default = true }
variable "intermediate_role_use_name_prefix" { default = true }
variable "intermediate_policy_use_name_prefix" { default = true }
variable "enable_ira" { default = false }
variable "tags" { default = {} }
variable "policies" { default = {} }
variable "intermediate_role_policies" { default = {} }
variable "trust_anchor_arns" { default = [] }
variable "ira_profile_managed_policy_arns" { default = [] }
variable "name" { default = "EKSHybridNode" }
variable "path" { default = "/" }
variable "description" { default = "EKS Hybrid Node IAM role" }
variable "policy_name" { default = "EKSHybridNode" }
variable "policy_path" { default = "/" }
variable "policy_description" { default = "EKS Hybrid Node IAM role policy" }
variable "intermediate_role_path" { default = "/" }
variable "intermediate_role_description" { default = "EKS Hybrid Node IAM Roles Anywhere intermediate IAM role" }
