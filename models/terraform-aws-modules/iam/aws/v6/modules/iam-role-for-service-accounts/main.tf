# modules/iam-role-for-service-accounts, major 6: a role that service accounts assume, with one policy for all that it is to do.

data "aws_partition" "current" {}

data "aws_iam_policy_document" "trust" {
  dynamic "statement" {
    for_each = var.oidc_providers
    content {
      effect  = "Allow"
      actions = ["sts:AssumeRoleWithWebIdentity"]
      principals {
        type        = "Federated"
        identifiers = [statement.value.provider_arn]
      }
      condition {
        test     = var.trust_condition_test
        variable = "${replace(statement.value.provider_arn, "/^(.*provider/)/", "")}:sub"
        values   = [for sa in statement.value.namespace_service_accounts : "system:serviceaccount:${sa}"]
      }
      condition {
        test     = var.trust_condition_test
        variable = "${replace(statement.value.provider_arn, "/^(.*provider/)/", "")}:aud"
        values   = ["sts.amazonaws.com"]
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

resource "aws_iam_role_policy_attachment" "additional" {
  for_each = { for k, v in var.policies : k => v if var.create }

  role       = aws_iam_role.this[0].name
  policy_arn = each.value
}

resource "aws_iam_role_policy_attachment" "amazon_cloudwatch_observability" {
  for_each = { for k in ["CloudWatchAgentServerPolicy", "AWSXrayWriteOnlyAccess"] : k => "arn:${data.aws_partition.current.partition}:iam::aws:policy/${k}" if var.create && var.attach_cloudwatch_observability_policy }

  role       = aws_iam_role.this[0].name
  policy_arn = each.value
}

locals {
  controllers = concat(
    [for n in ["AWS_Gateway_Controller"] : n if var.attach_aws_gateway_controller_policy],
    [for n in ["Cert_Manager"] : n if var.attach_cert_manager_policy],
    [for n in ["Cluster_Autoscaler"] : n if var.attach_cluster_autoscaler_policy],
    [for n in ["EBS_CSI"] : n if var.attach_ebs_csi_policy],
    [for n in ["EFS_CSI"] : n if var.attach_efs_csi_policy],
    [for n in ["Mountpoint_S3_CSI"] : n if var.attach_mountpoint_s3_csi_policy],
    [for n in ["External_DNS"] : n if var.attach_external_dns_policy],
    [for n in ["External_Secrets"] : n if var.attach_external_secrets_policy],
    [for n in ["FSX_Lustre_CSI"] : n if var.attach_fsx_lustre_csi_policy],
    [for n in ["FSX_OpenZFS_CSI"] : n if var.attach_fsx_openzfs_csi_policy],
    [for n in ["AWS_Load_Balancer_Controller"] : n if var.attach_load_balancer_controller_policy],
    [for n in ["AWS_LBC_TargetGroup_Binding_Only"] : n if var.attach_load_balancer_controller_targetgroup_binding_only_policy],
    [for n in ["Amazon_Managed_Service_Prometheus"] : n if var.attach_amazon_managed_service_prometheus_policy],
    [for n in ["Node_Termination_Handler"] : n if var.attach_node_termination_handler_policy],
    [for n in ["Velero"] : n if var.attach_velero_policy],
    [for n in ["VPC_CNI_"] : "${n}${var.vpc_cni_enable_ipv4 ? "IPv4" : "IPv6"}" if var.attach_vpc_cni_policy],
  )
  policy      = var.create && var.create_policy && (length(local.controllers) > 0 || length(var.source_policy_documents) > 0 || length(var.override_policy_documents) > 0 || var.permissions != null)
  policy_name = try(coalesce(var.policy_name, concat(local.controllers, [var.name])[0], "default"), "default")
}

# What the controllers' policies allow is long and not modelled: it is not known. Permissions alone are the call's own.
data "external" "not_modelled" {}

data "aws_iam_policy_document" "permissions" {
  source_policy_documents   = var.source_policy_documents
  override_policy_documents = var.override_policy_documents
  dynamic "statement" {
    for_each = var.permissions == null ? {} : var.permissions
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

resource "aws_iam_policy" "this" {
  count = local.policy ? 1 : 0

  name        = var.use_name_prefix ? null : local.policy_name
  name_prefix = var.use_name_prefix ? "${local.policy_name}-" : null
  path        = coalesce(var.policy_path, var.path)
  description = data.external.not_modelled.result.description
  policy      = length(local.controllers) > 0 ? data.external.not_modelled.result.policy : data.aws_iam_policy_document.permissions.json
  tags        = var.tags
}

resource "aws_iam_role_policy_attachment" "this" {
  count = local.policy ? 1 : 0

  role       = aws_iam_role.this[0].name
  policy_arn = aws_iam_policy.this[0].arn
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

output "arn" { value = try(aws_iam_role.this[0].arn, null) }
output "name" { value = try(aws_iam_role.this[0].name, null) }
output "path" { value = try(aws_iam_role.this[0].path, null) }
output "unique_id" { value = try(aws_iam_role.this[0].unique_id, null) }
output "iam_policy" { value = try(aws_iam_policy.this[0].policy, null) }
output "iam_policy_arn" { value = try(aws_iam_policy.this[0].arn, null) }

variable "description" { default = null }
variable "max_session_duration" { default = null }
variable "permissions" { default = null }
variable "permissions_boundary" { default = null }
variable "policy_name" { default = null }
variable "policy_path" { default = null }
variable "create" { default = true }
variable "create_policy" { default = true }
variable "use_name_prefix" { default = true }
variable "create_inline_policy" { default = false }
variable "vpc_cni_enable_ipv4" { default = false }
variable "attach_cloudwatch_observability_policy" { default = false }
variable "attach_vpc_cni_policy" { default = false }
variable "attach_aws_gateway_controller_policy" { default = false }
variable "attach_cert_manager_policy" { default = false }
variable "attach_cluster_autoscaler_policy" { default = false }
variable "attach_ebs_csi_policy" { default = false }
variable "attach_efs_csi_policy" { default = false }
variable "attach_mountpoint_s3_csi_policy" { default = false }
variable "attach_external_dns_policy" { default = false }
variable "attach_external_secrets_policy" { default = false }
variable "attach_fsx_lustre_csi_policy" { default = false }
variable "attach_fsx_openzfs_csi_policy" { default = false }
variable "attach_load_balancer_controller_policy" { default = false }
variable "attach_load_balancer_controller_targetgroup_binding_only_policy" { default = false }
variable "attach_amazon_managed_service_prometheus_policy" { default = false }
variable "attach_node_termination_handler_policy" { default = false }
variable "attach_velero_policy" { default = false }
variable "oidc_providers" { default = {} }
variable "policies" { default = {} }
variable "tags" { default = {} }
variable "source_policy_documents" { default = [] }
variable "override_policy_documents" { default = [] }
variable "name" { default = "" }
variable "path" { default = "/" }
variable "trust_condition_test" { default = "StringEquals" }
variable "source_inline_policy_documents" { default = [] }
variable "override_inline_policy_documents" { default = [] }
variable "inline_policy_permissions" {
  default  = {}
  nullable = false
}
