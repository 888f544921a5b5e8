# A Helm release and the role of its service accounts, as local.in says (of the module's inputs, or of a set of settings with defaults).

locals {
  namespace = try(coalesce(local.in.namespace, "default"), "default")
  own_role  = local.in.create && local.in.create_role
  role_name = try(coalesce(local.in.role_name, local.in.name), "")
  permits   = concat(local.in.source_policy_documents, local.in.override_policy_documents, local.in.policy_statements)
  own_policy  = local.own_role && local.in.create_policy && length(local.permits) > 0
  policy_name = try(coalesce(local.in.policy_name, local.role_name), "")
}

resource "helm_release" "this" {
  count = local.in.create && local.in.create_release ? 1 : 0

  name             = try(coalesce(local.in.name, local.in.chart), "")
  description      = local.in.description
  namespace        = local.namespace
  create_namespace = local.in.create_namespace
  chart            = local.in.chart
  version          = local.in.chart_version
  repository       = local.in.repository
  values           = local.in.values
  set              = concat(local.in.part_set, try([for s in local.in.set : { name = s.name, value = s.value, type = try(s.type, null) }], []), local.own_role ? [for name in local.in.set_irsa_names : { name = name, value = aws_iam_role.this[0].arn, type = null }] : [])
  set_sensitive    = local.in.set_sensitive

  timeout                    = local.in.more.timeout
  repository_key_file        = local.in.more.repository_key_file
  repository_cert_file       = local.in.more.repository_cert_file
  repository_ca_file         = local.in.more.repository_ca_file
  repository_username        = local.in.more.repository_username
  repository_password        = local.in.more.repository_password
  devel                      = local.in.more.devel
  verify                     = local.in.more.verify
  keyring                    = local.in.more.keyring
  disable_webhooks           = local.in.more.disable_webhooks
  reuse_values               = local.in.more.reuse_values
  reset_values               = local.in.more.reset_values
  force_update               = local.in.more.force_update
  recreate_pods              = local.in.more.recreate_pods
  cleanup_on_fail            = local.in.more.cleanup_on_fail
  max_history                = local.in.more.max_history
  atomic                     = local.in.more.atomic
  skip_crds                  = local.in.more.skip_crds
  render_subchart_notes      = local.in.more.render_subchart_notes
  disable_openapi_validation = local.in.more.disable_openapi_validation
  wait                       = local.in.more.wait
  wait_for_jobs              = local.in.more.wait_for_jobs
  dependency_update          = local.in.more.dependency_update
  replace                    = local.in.more.replace
  lint                       = local.in.more.lint
}

data "aws_partition" "current" {
  count = local.own_role ? 1 : 0
}

data "aws_caller_identity" "current" {
  count = local.own_role ? 1 : 0
}

data "aws_iam_policy_document" "assume" {
  count = local.own_role ? 1 : 0

  dynamic "statement" {
    for_each = local.in.allow_self_assume_role ? [1] : []
    content {
      sid     = "ExplicitSelfRoleAssumption"
      effect  = "Allow"
      actions = ["sts:AssumeRole"]
      principals {
        type        = "AWS"
        identifiers = ["*"]
      }
      condition {
        test     = "ArnLike"
        variable = "aws:PrincipalArn"
        values   = ["arn:${data.aws_partition.current[0].partition}:iam::${data.aws_caller_identity.current[0].account_id}:role${local.in.role_path}${local.in.role_name_use_prefix ? "${local.role_name}-*" : local.role_name}"]
      }
    }
  }

  dynamic "statement" {
    for_each = local.in.oidc_providers
    content {
      effect  = "Allow"
      actions = ["sts:AssumeRoleWithWebIdentity"]
      principals {
        type        = "Federated"
        identifiers = [statement.value.provider_arn]
      }
      condition {
        test     = local.in.assume_role_condition_test
        variable = "${replace(statement.value.provider_arn, "/^(.*provider/)/", "")}:sub"
        values   = ["system:serviceaccount:${try(statement.value.namespace, local.namespace)}:${statement.value.service_account}"]
      }
      condition {
        test     = local.in.assume_role_condition_test
        variable = "${replace(statement.value.provider_arn, "/^(.*provider/)/", "")}:aud"
        values   = ["sts.amazonaws.com"]
      }
    }
  }
}

resource "aws_iam_role" "this" {
  count = local.own_role ? 1 : 0

  name                  = local.in.role_name_use_prefix ? null : local.role_name
  name_prefix           = local.in.role_name_use_prefix ? "${local.role_name}-" : null
  path                  = local.in.role_path
  description           = local.in.role_description
  assume_role_policy    = data.aws_iam_policy_document.assume[0].json
  max_session_duration  = local.in.max_session_duration
  permissions_boundary  = local.in.role_permissions_boundary_arn
  force_detach_policies = true
  tags                  = local.in.tags
}

resource "aws_iam_role_policy_attachment" "additional" {
  for_each   = { for k, v in local.in.role_policies : k => v if local.own_role }
  role       = aws_iam_role.this[0].name
  policy_arn = each.value
}

data "aws_iam_policy_document" "this" {
  count = local.own_policy ? 1 : 0

  source_policy_documents   = local.in.source_policy_documents
  override_policy_documents = local.in.override_policy_documents

  dynamic "statement" {
    for_each = local.in.policy_statements
    content {
      sid           = try(statement.value.sid, null)
      actions       = try(statement.value.actions, null)
      not_actions   = try(statement.value.not_actions, null)
      effect        = try(statement.value.effect, null)
      resources     = try(statement.value.resources, null)
      not_resources = try(statement.value.not_resources, null)
      dynamic "principals" {
        for_each = try(statement.value.principals, [])
        content {
          type        = principals.value.type
          identifiers = principals.value.identifiers
        }
      }
      dynamic "not_principals" {
        for_each = try(statement.value.not_principals, [])
        content {
          type        = not_principals.value.type
          identifiers = not_principals.value.identifiers
        }
      }
      dynamic "condition" {
        for_each = try(statement.value.conditions, [])
        content {
          test     = condition.value.test
          variable = condition.value.variable
          values   = condition.value.values
        }
      }
    }
  }
}

resource "aws_iam_policy" "this" {
  count = local.own_policy ? 1 : 0

  name        = local.in.policy_name_use_prefix ? null : local.policy_name
  name_prefix = local.in.policy_name_use_prefix ? "${local.policy_name}-" : null
  path        = coalesce(local.in.policy_path, local.in.role_path)
  description = try(coalesce(local.in.policy_description, local.in.role_description), null)
  policy      = data.aws_iam_policy_document.this[0].json
  tags        = local.in.tags
}

resource "aws_iam_role_policy_attachment" "this" {
  count      = local.own_policy ? 1 : 0
  role       = aws_iam_role.this[0].name
  policy_arn = aws_iam_policy.this[0].arn
}

output "chart" { value = try(helm_release.this[0].metadata[0].chart, null) }
output "name" { value = try(helm_release.this[0].metadata[0].name, null) }
output "namespace" { value = try(helm_release.this[0].metadata[0].namespace, null) }
output "revision" { value = try(helm_release.this[0].metadata[0].revision, null) }
output "version" { value = try(helm_release.this[0].metadata[0].version, null) }
output "app_version" { value = try(helm_release.this[0].metadata[0].app_version, null) }
output "values" { value = try(helm_release.this[0].metadata[0].values, []) }
output "iam_role_arn" { value = one(aws_iam_role.this[*].arn) }
output "iam_role_name" { value = one(aws_iam_role.this[*].name) }
output "iam_role_path" { value = one(aws_iam_role.this[*].path) }
output "iam_role_unique_id" { value = one(aws_iam_role.this[*].unique_id) }
output "iam_policy_arn" { value = one(aws_iam_policy.this[*].arn) }
output "iam_policy" { value = one(aws_iam_policy.this[*].policy) }
