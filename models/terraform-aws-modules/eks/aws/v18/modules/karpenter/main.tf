# modules/karpenter, majors 18 and 19: the controller's role by OIDC, the role and instance profile of its nodes, and the queue of interruptions.

data "aws_partition" "current" {}
data "aws_caller_identity" "current" {}

locals {
  v19_up      = var.module_major >= 19
  irsa        = var.create && var.create_irsa
  node        = var.create && var.create_iam_role
  interrupted = var.create && var.enable_spot_termination
  irsa_name   = coalesce(var.irsa_name, "KarpenterIRSA-${var.cluster_name}")
  node_name   = coalesce(var.iam_role_name, "Karpenter-${var.cluster_name}")
  policies    = "arn:${data.aws_partition.current.partition}:iam::aws:policy"
  account     = "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:policy"
  issuer      = replace(var.irsa_oidc_provider_arn, "/^(.*provider/)/", "")
}

data "aws_iam_policy_document" "irsa_trust" {
  statement {
    effect  = "Allow"
    actions = ["sts:AssumeRoleWithWebIdentity"]
    principals {
      type        = "Federated"
      identifiers = [var.irsa_oidc_provider_arn]
    }
    condition {
      test     = var.irsa_assume_role_condition_test
      variable = "${local.issuer}:sub"
      values   = [for sa in var.irsa_namespace_service_accounts : "system:serviceaccount:${sa}"]
    }
    condition {
      test     = var.irsa_assume_role_condition_test
      variable = "${local.issuer}:aud"
      values   = ["sts.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "irsa" {
  count = local.irsa ? 1 : 0

  name                  = var.irsa_use_name_prefix ? null : local.irsa_name
  name_prefix           = var.irsa_use_name_prefix ? "${local.irsa_name}-" : null
  path                  = var.irsa_path
  description           = var.irsa_description
  assume_role_policy    = data.aws_iam_policy_document.irsa_trust.json
  max_session_duration  = var.irsa_max_session_duration
  permissions_boundary  = var.irsa_permissions_boundary_arn
  force_detach_policies = true
  tags                  = merge(var.tags, var.irsa_tags)
}

# What the controller may do is long and not modelled: it is not known.
data "external" "not_modelled" {}

resource "aws_iam_policy" "irsa" {
  count = local.irsa ? 1 : 0

  name_prefix = "${var.irsa_policy_name != null ? var.irsa_policy_name : local.irsa_name}-"
  path        = var.irsa_path
  description = var.irsa_description
  policy      = data.external.not_modelled.result.policy
  tags        = var.tags
}

resource "aws_iam_role_policy_attachment" "irsa" {
  count = local.irsa ? 1 : 0

  role       = aws_iam_role.irsa[0].name
  policy_arn = aws_iam_policy.irsa[0].arn
}

resource "aws_iam_role_policy_attachment" "irsa_additional" {
  for_each = { for k, v in var.policies : k => v if local.irsa }

  role       = aws_iam_role.irsa[0].name
  policy_arn = each.value
}

resource "aws_sqs_queue" "this" {
  count = local.interrupted ? 1 : 0

  name                              = coalesce(var.queue_name, "Karpenter-${var.cluster_name}")
  message_retention_seconds         = 300
  sqs_managed_sse_enabled           = local.v19_up && !var.queue_managed_sse_enabled ? null : var.queue_managed_sse_enabled
  kms_master_key_id                 = var.queue_kms_master_key_id
  kms_data_key_reuse_period_seconds = var.queue_kms_data_key_reuse_period_seconds
  tags                              = var.tags
}

resource "aws_sqs_queue_policy" "this" {
  count = local.interrupted ? 1 : 0

  queue_url = aws_sqs_queue.this[0].url
  policy    = data.external.not_modelled.result.queue
}

# The second key is spelled as in the module.
locals {
  events = {
    health_event          = { name = "HealthEvent", description = "AWS health event", source = "aws.health", type = "AWS Health Event" }
    spot_interupt         = { name = "SpotInterrupt", description = "EC2 spot instance interruption warning", source = "aws.ec2", type = "EC2 Spot Instance Interruption Warning" }
    instance_rebalance    = { name = "InstanceRebalance", description = "EC2 instance rebalance recommendation", source = "aws.ec2", type = "EC2 Instance Rebalance Recommendation" }
    instance_state_change = { name = "InstanceStateChange", description = "EC2 instance state-change notification", source = "aws.ec2", type = "EC2 Instance State-change Notification" }
  }
}

resource "aws_cloudwatch_event_rule" "this" {
  for_each = { for k, v in local.events : k => v if local.interrupted }

  name          = local.v19_up ? null : "Karpenter${each.value.name}-${var.cluster_name}"
  name_prefix   = local.v19_up ? "${var.rule_name_prefix}${each.value.name}-" : null
  description   = "Karpenter interrupt - ${each.value.description}"
  event_pattern = jsonencode({ source = [each.value.source], detail-type = [each.value.type] })
  tags          = merge({ for k, v in { ClusterName = var.cluster_name } : k => v if local.v19_up }, var.tags)
}

resource "aws_cloudwatch_event_target" "this" {
  for_each = { for k, v in local.events : k => v if local.interrupted }

  rule      = aws_cloudwatch_event_rule.this[each.key].name
  target_id = "KarpenterInterruptionQueueTarget"
  arn       = aws_sqs_queue.this[0].arn
}

data "aws_iam_policy_document" "node_trust" {
  statement {
    sid     = "EKSNodeAssumeRole"
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["ec2.${data.aws_partition.current.dns_suffix}"]
    }
  }
}

resource "aws_iam_role" "this" {
  count = local.node ? 1 : 0

  name                  = var.iam_role_use_name_prefix ? null : local.node_name
  name_prefix           = var.iam_role_use_name_prefix ? "${local.node_name}-" : null
  path                  = var.iam_role_path
  description           = var.iam_role_description
  assume_role_policy    = data.aws_iam_policy_document.node_trust.json
  max_session_duration  = var.iam_role_max_session_duration
  permissions_boundary  = var.iam_role_permissions_boundary
  force_detach_policies = true
  tags                  = merge(var.tags, var.iam_role_tags)
}

resource "aws_iam_role_policy_attachment" "this" {
  for_each = { for arn in concat(
    ["${local.policies}/AmazonEKSWorkerNodePolicy", "${local.policies}/AmazonEC2ContainerRegistryReadOnly"],
    [for p in [var.cluster_ip_family == "ipv6" ? "${local.v19_up ? local.account : local.policies}/AmazonEKS_CNI_IPv6_Policy" : "${local.policies}/AmazonEKS_CNI_Policy"] : p if var.iam_role_attach_cni_policy],
  ) : arn => arn if local.node }

  policy_arn = each.value
  role       = aws_iam_role.this[0].name
}

# A list in major 18: its indexes are the keys.
resource "aws_iam_role_policy_attachment" "additional" {
  for_each = { for k, v in var.iam_role_additional_policies : k => v if local.node }

  policy_arn = each.value
  role       = aws_iam_role.this[0].name
}

resource "aws_iam_instance_profile" "this" {
  count = var.create && var.create_instance_profile ? 1 : 0

  name        = var.iam_role_use_name_prefix ? null : local.node_name
  name_prefix = var.iam_role_use_name_prefix ? "${local.node_name}-" : null
  path        = var.iam_role_path
  role        = var.create_iam_role ? aws_iam_role.this[0].name : try(replace(var.iam_role_arn, "/^(.*role/)/", ""), null)
  tags        = merge(var.tags, var.iam_role_tags)
}

output "irsa_name" { value = try(aws_iam_role.irsa[0].name, null) }
output "irsa_arn" { value = try(aws_iam_role.irsa[0].arn, null) }
output "irsa_unique_id" { value = try(aws_iam_role.irsa[0].unique_id, null) }
output "queue_arn" { value = try(aws_sqs_queue.this[0].arn, null) }
output "queue_name" { value = try(aws_sqs_queue.this[0].name, null) }
output "queue_url" { value = try(aws_sqs_queue.this[0].url, null) }
output "event_rules" { value = aws_cloudwatch_event_rule.this }
output "role_name" { value = try(aws_iam_role.this[0].name, null) }
output "role_arn" { value = try(aws_iam_role.this[0].arn, var.iam_role_arn) }
output "role_unique_id" { value = try(aws_iam_role.this[0].unique_id, null) }
output "instance_profile_arn" { value = try(aws_iam_instance_profile.this[0].arn, null) }
output "instance_profile_id" { value = try(aws_iam_instance_profile.this[0].id, null) }
output "instance_profile_name" { value = try(aws_iam_instance_profile.this[0].name, null) }
output "instance_profile_unique" { value = try(aws_iam_instance_profile.this[0].unique_id, null) }

variable "module_major" {}
variable "irsa_name" { default = null }
variable "irsa_policy_name" { default = null }
variable "irsa_max_session_duration" { default = null }
variable "irsa_permissions_boundary_arn" { default = null }
variable "queue_name" { default = null }
variable "queue_kms_master_key_id" { default = null }
variable "queue_kms_data_key_reuse_period_seconds" { default = null }
variable "cluster_ip_family" { default = null }
variable "iam_role_arn" { default = null }
variable "iam_role_name" { default = null }
variable "iam_role_description" { default = null }
variable "iam_role_max_session_duration" { default = null }
variable "iam_role_permissions_boundary" { default = null }
variable "create" { default = true }
variable "create_irsa" { default = true }
variable "irsa_use_name_prefix" { default = true }
variable "enable_spot_termination" { default = true }
variable "queue_managed_sse_enabled" { default = true }
variable "create_iam_role" { default = true }
variable "iam_role_use_name_prefix" { default = true }
variable "iam_role_attach_cni_policy" { default = true }
variable "create_instance_profile" { default = true }
variable "tags" { default = {} }
variable "irsa_tags" { default = {} }
variable "iam_role_tags" { default = {} }
variable "policies" { default = {} }
variable "iam_role_additional_policies" { default = {} }
variable "cluster_name" { default = "" }
variable "irsa_oidc_provider_arn" { default = "" }
variable "irsa_namespace_service_accounts" { default = ["karpenter:karpenter"] }
variable "irsa_assume_role_condition_test" { default = "StringEquals" }
variable "irsa_path" { default = "/" }
variable "irsa_description" { default = "Karpenter IAM role for service account" }
variable "iam_role_path" { default = "/" }
variable "rule_name_prefix" { default = "Karpenter" }
