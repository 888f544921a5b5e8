# modules/karpenter, majors 20 and 21: the controller's role, that of its nodes, and the queue of interruptions.

data "aws_partition" "current" {}
data "aws_caller_identity" "current" {}

locals {
  v21_up      = var.module_major >= 21
  controller  = var.create && var.create_iam_role
  node        = var.create && var.create_node_iam_role
  interrupted = var.create && var.enable_spot_termination
  node_name   = coalesce(var.node_iam_role_name, "Karpenter-${var.cluster_name}")
  policies    = "arn:${data.aws_partition.current.partition}:iam::aws:policy"
  issuer      = replace(var.irsa_oidc_provider_arn, "/^(.*provider/)/", "")
}

data "aws_iam_policy_document" "controller_trust" {
  dynamic "statement" {
    for_each = [for x in [true] : x if local.v21_up || var.enable_pod_identity]
    content {
      sid     = local.v21_up ? "PodIdentity" : null
      actions = ["sts:AssumeRole", "sts:TagSession"]
      principals {
        type        = "Service"
        identifiers = ["pods.eks.amazonaws.com"]
      }
    }
  }
  dynamic "statement" {
    for_each = [for x in [true] : x if !local.v21_up && var.enable_irsa]
    content {
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
}

resource "aws_iam_role" "controller" {
  count = local.controller ? 1 : 0

  name                  = var.iam_role_use_name_prefix ? null : var.iam_role_name
  name_prefix           = var.iam_role_use_name_prefix ? "${var.iam_role_name}-" : null
  path                  = var.iam_role_path
  description           = var.iam_role_description
  assume_role_policy    = data.aws_iam_policy_document.controller_trust.json
  max_session_duration  = var.iam_role_max_session_duration
  permissions_boundary  = var.iam_role_permissions_boundary_arn
  force_detach_policies = true
  tags                  = merge(var.tags, var.iam_role_tags)
}

# What the controller may do is long and not modelled: it is not known.
data "external" "not_modelled" {}

resource "aws_iam_policy" "controller" {
  count = local.controller && !(local.v21_up && var.enable_inline_policy) ? 1 : 0

  name        = var.iam_policy_use_name_prefix ? null : var.iam_policy_name
  name_prefix = var.iam_policy_use_name_prefix ? "${var.iam_policy_name}-" : null
  path        = var.iam_policy_path
  description = var.iam_policy_description
  policy      = data.external.not_modelled.result.policy
  tags        = var.tags
}

resource "aws_iam_role_policy" "controller" {
  count = local.controller && local.v21_up && var.enable_inline_policy ? 1 : 0

  name        = var.iam_policy_use_name_prefix ? null : var.iam_policy_name
  name_prefix = var.iam_policy_use_name_prefix ? "${var.iam_policy_name}-" : null
  role        = aws_iam_role.controller[0].name
  policy      = data.external.not_modelled.result.policy
}

resource "aws_iam_role_policy_attachment" "controller" {
  count = length(aws_iam_policy.controller)

  role       = aws_iam_role.controller[0].name
  policy_arn = aws_iam_policy.controller[0].arn
}

resource "aws_iam_role_policy_attachment" "controller_additional" {
  for_each = { for k, v in var.iam_role_policies : k => v if local.controller }

  role       = aws_iam_role.controller[0].name
  policy_arn = each.value
}

resource "aws_eks_pod_identity_association" "karpenter" {
  count = local.controller && (local.v21_up || var.enable_pod_identity) && (var.create_pod_identity_association != null ? var.create_pod_identity_association : local.v21_up) ? 1 : 0

  region          = var.region
  cluster_name    = var.cluster_name
  namespace       = var.namespace
  service_account = var.service_account
  role_arn        = aws_iam_role.controller[0].arn
  tags            = var.tags
}

resource "aws_sqs_queue" "this" {
  count = local.interrupted ? 1 : 0

  region                            = var.region
  name                              = coalesce(var.queue_name, "Karpenter-${var.cluster_name}")
  message_retention_seconds         = 300
  sqs_managed_sse_enabled           = var.queue_managed_sse_enabled ? true : null
  kms_master_key_id                 = var.queue_kms_master_key_id
  kms_data_key_reuse_period_seconds = var.queue_kms_data_key_reuse_period_seconds
  tags                              = var.tags
}

resource "aws_sqs_queue_policy" "this" {
  count = local.interrupted ? 1 : 0

  region    = var.region
  queue_url = aws_sqs_queue.this[0].url
  policy    = data.external.not_modelled.result.queue
}

locals {
  all_events = {
    health_event          = { name = "HealthEvent", description = "AWS health event", source = "aws.health", type = "AWS Health Event" }
    spot_interrupt        = { name = "SpotInterrupt", description = "EC2 spot instance interruption warning", source = "aws.ec2", type = "EC2 Spot Instance Interruption Warning" }
    instance_rebalance    = { name = "InstanceRebalance", description = "EC2 instance rebalance recommendation", source = "aws.ec2", type = "EC2 Instance Rebalance Recommendation" }
    instance_state_change = { name = "InstanceStateChange", description = "EC2 instance state-change notification", source = "aws.ec2", type = "EC2 Instance State-change Notification" }

    capacity_reservation_interruption = { name = "CRInterruption", description = "EC2 capacity reservation instance interruption warning", source = "aws.ec2", type = "EC2 Capacity Reservation Instance Interruption Warning" }
  }
  events = { for k, v in local.all_events : k => v if local.v21_up || k != "capacity_reservation_interruption" }
}

resource "aws_cloudwatch_event_rule" "this" {
  for_each = { for k, v in local.events : k => v if local.interrupted }

  region        = var.region
  name_prefix   = "${var.rule_name_prefix}${each.value.name}-"
  description   = "Karpenter interrupt - ${each.value.description}"
  event_pattern = jsonencode({ source = [each.value.source], detail-type = [each.value.type] })
  tags          = merge({ ClusterName = var.cluster_name }, var.tags)
}

resource "aws_cloudwatch_event_target" "this" {
  for_each = { for k, v in local.events : k => v if local.interrupted }

  region    = var.region
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
      identifiers = [local.v21_up ? "ec2.amazonaws.com" : "ec2.${data.aws_partition.current.dns_suffix}"]
    }
  }
}

resource "aws_iam_role" "node" {
  count = local.node ? 1 : 0

  name                  = var.node_iam_role_use_name_prefix ? null : local.node_name
  name_prefix           = var.node_iam_role_use_name_prefix ? "${local.node_name}-" : null
  path                  = var.node_iam_role_path
  description           = var.node_iam_role_description
  assume_role_policy    = data.aws_iam_policy_document.node_trust.json
  max_session_duration  = var.node_iam_role_max_session_duration
  permissions_boundary  = var.node_iam_role_permissions_boundary
  force_detach_policies = true
  tags                  = merge(var.tags, var.node_iam_role_tags)
}

resource "aws_iam_role_policy_attachment" "node" {
  for_each = { for k, v in merge(
    { for k in ["AmazonEKSWorkerNodePolicy", local.v21_up ? "AmazonEC2ContainerRegistryPullOnly" : "AmazonEC2ContainerRegistryReadOnly"] : k => "${local.policies}/${k}" },
    { for k in ["AmazonEKS_CNI_Policy"] : k => "${local.policies}/${k}" if var.node_iam_role_attach_cni_policy && var.cluster_ip_family == "ipv4" },
    { for k in ["AmazonEKS_CNI_IPv6_Policy"] : k => "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:policy/${k}" if var.node_iam_role_attach_cni_policy && var.cluster_ip_family == "ipv6" },
  ) : k => v if local.node }

  policy_arn = each.value
  role       = aws_iam_role.node[0].name
}

resource "aws_iam_role_policy_attachment" "node_additional" {
  for_each = { for k, v in var.node_iam_role_additional_policies : k => v if local.node }

  policy_arn = each.value
  role       = aws_iam_role.node[0].name
}

resource "aws_eks_access_entry" "node" {
  count = var.create && var.create_access_entry ? 1 : 0

  region        = var.region
  cluster_name  = var.cluster_name
  principal_arn = var.create_node_iam_role ? aws_iam_role.node[0].arn : var.node_iam_role_arn
  type          = var.access_entry_type
  tags          = var.tags
}

resource "aws_iam_instance_profile" "this" {
  count = var.create && var.create_instance_profile ? 1 : 0

  name        = var.node_iam_role_use_name_prefix ? null : local.node_name
  name_prefix = var.node_iam_role_use_name_prefix ? "${local.node_name}-" : null
  path        = var.node_iam_role_path
  role        = var.create_node_iam_role ? aws_iam_role.node[0].name : try(replace(var.node_iam_role_arn, "/^(.*role/)/", ""), null)
  tags        = merge(var.tags, var.node_iam_role_tags)
}

output "iam_role_name" { value = try(aws_iam_role.controller[0].name, null) }
output "iam_role_arn" { value = try(aws_iam_role.controller[0].arn, null) }
output "iam_role_unique_id" { value = try(aws_iam_role.controller[0].unique_id, null) }
output "queue_arn" { value = try(aws_sqs_queue.this[0].arn, null) }
output "queue_name" { value = try(aws_sqs_queue.this[0].name, null) }
output "queue_url" { value = try(aws_sqs_queue.this[0].url, null) }
output "event_rules" { value = aws_cloudwatch_event_rule.this }
output "node_iam_role_name" { value = try(aws_iam_role.node[0].name, null) }
output "node_iam_role_arn" { value = try(aws_iam_role.node[0].arn, var.node_iam_role_arn) }
output "node_iam_role_unique_id" { value = try(aws_iam_role.node[0].unique_id, null) }
output "node_access_entry_arn" { value = try(aws_eks_access_entry.node[0].access_entry_arn, null) }
output "instance_profile_arn" { value = try(aws_iam_instance_profile.this[0].arn, null) }
output "instance_profile_id" { value = try(aws_iam_instance_profile.this[0].id, null) }
output "instance_profile_name" { value = try(aws_iam_instance_profile.this[0].name, null) }
output "namespace" { value = var.namespace }
output "service_account" { value = var.service_account }

variable "module_major" {}
variable "region" { default = null }
variable "create_pod_identity_association" { default = null }
variable "iam_role_max_session_duration" { default = null }
variable "iam_role_permissions_boundary_arn" { default = null }
variable "node_iam_role_arn" { default = null }
variable "node_iam_role_description" { default = null }
variable "node_iam_role_max_session_duration" { default = null }
variable "node_iam_role_name" { default = null }
variable "node_iam_role_permissions_boundary" { default = null }
variable "queue_kms_data_key_reuse_period_seconds" { default = null }
variable "queue_kms_master_key_id" { default = null }
variable "queue_name" { default = null }
variable "create" { default = true }
variable "create_access_entry" { default = true }
variable "create_iam_role" { default = true }
variable "create_node_iam_role" { default = true }
variable "enable_pod_identity" { default = true }
variable "enable_spot_termination" { default = true }
variable "iam_policy_use_name_prefix" { default = true }
variable "iam_role_use_name_prefix" { default = true }
variable "node_iam_role_attach_cni_policy" { default = true }
variable "node_iam_role_use_name_prefix" { default = true }
variable "queue_managed_sse_enabled" { default = true }
variable "create_instance_profile" { default = false }
variable "enable_irsa" { default = false }
variable "enable_inline_policy" { default = false }
variable "tags" { default = {} }
variable "iam_role_tags" { default = {} }
variable "iam_role_policies" { default = {} }
variable "node_iam_role_tags" { default = {} }
variable "node_iam_role_additional_policies" { default = {} }
variable "cluster_name" { default = "" }
variable "irsa_oidc_provider_arn" { default = "" }
variable "access_entry_type" { default = "EC2_LINUX" }
variable "cluster_ip_family" { default = "ipv4" }
variable "iam_policy_description" { default = "Karpenter controller IAM policy" }
variable "iam_policy_name" { default = "KarpenterController" }
variable "iam_policy_path" { default = "/" }
variable "iam_role_description" { default = "Karpenter controller IAM role" }
variable "iam_role_name" { default = "KarpenterController" }
variable "iam_role_path" { default = "/" }
variable "irsa_assume_role_condition_test" { default = "StringEquals" }
variable "namespace" { default = "kube-system" }
variable "node_iam_role_path" { default = "/" }
variable "rule_name_prefix" { default = "Karpenter" }
variable "service_account" { default = "karpenter" }
variable "irsa_namespace_service_accounts" { default = ["karpenter:karpenter"] }
