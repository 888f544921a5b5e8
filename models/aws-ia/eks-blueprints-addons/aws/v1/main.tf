# What the add-ons have besides releases and roles: EKS add-ons, releases of the caller's own, queues and events, Karpenter's nodes, logs of Fargate.
# Not modelled, as each release of the module has others: versions of charts, texts of policies; they are unknown.

locals {
  region     = data.aws_region.current.name
  account    = data.aws_caller_identity.current.account_id
  policies   = "arn:${data.aws_partition.current.partition}:iam::aws:policy"
  of_release = data.external.not_modelled.result.of_release

  filter = length(var.aws_node_termination_handler_asg_names) > 0 ? { detail = { AutoScalingGroupName = var.aws_node_termination_handler_asg_names } } : {}
  events = { for k, e in {
    health_event          = { name = "HealthEvent", description = "AWS health event", source = "aws.health", detail = "AWS Health Event" }
    spot_interupt         = { name = "SpotInterrupt", description = "EC2 spot instance interruption warning", source = "aws.ec2", detail = "EC2 Spot Instance Interruption Warning" }
    instance_rebalance    = { name = "InstanceRebalance", description = "EC2 instance rebalance recommendation", source = "aws.ec2", detail = "EC2 Instance Rebalance Recommendation" }
    instance_state_change = { name = "InstanceStateChange", description = "EC2 instance state-change notification", source = "aws.ec2", detail = "EC2 Instance State-change Notification" }
  } : k => { name = e.name, description = e.description, pattern = merge({ source = [e.source], detail-type = [e.detail] }, local.filter) } }
  nth_events = !var.enable_aws_node_termination_handler ? {} : merge({ autoscaling_terminate = {
    name        = "ASGTerminiate"
    description = "Auto scaling instance terminate event"
    pattern     = merge({ source = ["aws.autoscaling"], detail-type = ["EC2 Instance-terminate Lifecycle Action"] }, local.filter)
  } }, local.events)
  nth_groups = { for k, arn in var.aws_node_termination_handler_asg_arns : k => replace(arn, "/^.*:autoScalingGroupName//", "") if var.enable_aws_node_termination_handler }

  velero_location = try(split(":", var.velero.s3_backup_location), [])
  velero_bucket   = try(split("/", local.velero_location[5])[0], "")
  velero_prefix   = try(split("/", var.velero.s3_backup_location)[1], "")

  fluentbit_log_group = try(aws_cloudwatch_log_group.aws_for_fluentbit[0].name, local.fluentbit_name)
  fluentbit_name      = try(var.aws_for_fluentbit_cw_log_group.create, true) ? try(var.aws_for_fluentbit_cw_log_group.name, "/aws/eks/${var.cluster_name}/aws-fluentbit-logs") : ""
  fargate_logs        = var.enable_fargate_fluentbit && try(var.fargate_fluentbit_cw_log_group.create, true)
  fargate_log_name    = try(var.fargate_fluentbit_cw_log_group.name, "/${var.cluster_name}/fargate-fluentbit-logs")
  fargate_policy      = try(var.fargate_fluentbit.policy_name, "${var.cluster_name}-fargate-fluentbit-logs")

  # Karpenter
  interruption  = var.enable_karpenter && var.karpenter_enable_spot_termination
  node_role     = var.enable_karpenter && try(var.karpenter_node.create_iam_role, true)
  node_name     = try(var.karpenter_node.iam_role_name, "karpenter-${var.cluster_name}")
  profile_name  = try(var.karpenter_node.instance_profile_name, local.node_name)
  profile       = length(aws_iam_instance_profile.karpenter) > 0 ? aws_iam_instance_profile.karpenter[0].name : try(var.karpenter_node.instance_profile_name, "")
  queue         = local.interruption ? module.karpenter_sqs.queue_name : null
  karpenter_set = [
    { name = "settings.aws.clusterName", value = var.cluster_name },
    { name = "settings.aws.clusterEndpoint", value = var.cluster_endpoint },
    { name = "settings.aws.interruptionQueueName", value = local.queue },
    { name = "settings.aws.defaultInstanceProfile", value = var.karpenter_enable_instance_profile_creation ? null : local.profile },
    { name = "settings.clusterName", value = var.cluster_name },
    { name = "settings.clusterEndpoint", value = var.cluster_endpoint },
    { name = "settings.interruptionQueue", value = local.queue },
    { name = "serviceAccount.name", value = try(var.karpenter.service_account_name, "karpenter") },
  ]
}

# What each release of the module has others of.
data "external" "not_modelled" {}

data "aws_partition" "current" {}
data "aws_caller_identity" "current" {}
data "aws_region" "current" {}

resource "time_sleep" "this" {
  create_duration = var.create_delay_duration
  triggers = {
    cluster_endpoint  = var.cluster_endpoint
    cluster_name      = var.cluster_name
    custom            = join(",", var.create_delay_dependencies)
    oidc_provider_arn = var.oidc_provider_arn
  }
}

resource "random_bytes" "this" {
  length = 2
}

resource "aws_cloudformation_stack" "usage_telemetry" {
  count         = var.observability_tag != null ? 1 : 0
  name          = "${var.cluster_name}-${random_bytes.this.hex}"
  on_failure    = "DO_NOTHING"
  template_body = jsonencode({
    AWSTemplateFormatVersion = "2010-09-09"
    Description              = "Usage telemetry for EKS Blueprints. (${var.observability_tag})"
    Resources                = { EmptyResource = { Type = "AWS::CloudFormation::WaitConditionHandle" } }
  })
  tags = var.tags
}

data "aws_eks_addon_version" "this" {
  for_each           = var.eks_addons
  addon_name         = try(each.value.name, each.key)
  kubernetes_version = var.cluster_version
  most_recent        = try(each.value.most_recent, true)
}

resource "aws_eks_addon" "this" {
  for_each = var.eks_addons

  cluster_name                = var.cluster_name
  addon_name                  = try(each.value.name, each.key)
  addon_version               = try(each.value.addon_version, data.aws_eks_addon_version.this[each.key].version)
  configuration_values        = try(each.value.configuration_values, null)
  preserve                    = try(each.value.preserve, true)
  resolve_conflicts_on_create = try(each.value.resolve_conflicts, "OVERWRITE")
  resolve_conflicts_on_update = try(each.value.resolve_conflicts, "OVERWRITE")
  service_account_role_arn    = try(each.value.service_account_role_arn, null)
  tags                        = var.tags
  timeouts {
    create = try(each.value.timeouts.create, var.eks_addons_timeouts.create, null)
    update = try(each.value.timeouts.update, var.eks_addons_timeouts.update, null)
    delete = try(each.value.timeouts.delete, var.eks_addons_timeouts.delete, null)
  }
}

resource "helm_release" "this" {
  for_each = var.helm_releases

  name             = try(each.value.name, each.key)
  description      = try(each.value.description, null)
  namespace        = try(each.value.namespace, null)
  create_namespace = try(each.value.create_namespace, null)
  chart            = each.value.chart
  version          = try(each.value.chart_version, null)
  repository       = try(each.value.repository, null)
  values           = try(each.value.values, [])
  set              = try(each.value.set, [])
  set_sensitive    = try(each.value.set_sensitive, [])
  timeout          = try(each.value.timeout, null)
  atomic           = try(each.value.atomic, null)
  max_history      = try(each.value.max_history, null)
  skip_crds        = try(each.value.skip_crds, null)
  wait             = try(each.value.wait, false)
  wait_for_jobs    = try(each.value.wait_for_jobs, null)
}

# Policies and logs

resource "aws_iam_policy" "aws_load_balancer_controller_aga" {
  count       = var.enable_aws_load_balancer_controller_aga ? 1 : 0
  name        = try(var.aws_load_balancer_controller.aga_policy_name_use_prefix, true) ? null : try(var.aws_load_balancer_controller.aga_policy_name, "aws-load-balancer-controller-aga")
  name_prefix = try(var.aws_load_balancer_controller.aga_policy_name_use_prefix, true) ? "${try(var.aws_load_balancer_controller.aga_policy_name, "aws-load-balancer-controller-aga")}-" : null
  path        = try(var.aws_load_balancer_controller.policy_path, null)
  description = "IAM Policy for AWS Load Balancer Controller - Global Accelerator"
  policy      = local.of_release
  tags        = var.tags
}

resource "aws_iam_role_policy_attachment" "aws_load_balancer_controller_aga" {
  count      = var.enable_aws_load_balancer_controller_aga ? 1 : 0
  policy_arn = aws_iam_policy.aws_load_balancer_controller_aga[0].arn
  role       = module.aws_load_balancer_controller.iam_role_name
}

resource "aws_cloudwatch_log_group" "aws_for_fluentbit" {
  count             = var.enable_aws_for_fluentbit && try(var.aws_for_fluentbit_cw_log_group.create, true) ? 1 : 0
  name              = try(var.aws_for_fluentbit_cw_log_group.use_name_prefix, true) ? null : local.fluentbit_name
  name_prefix       = try(var.aws_for_fluentbit_cw_log_group.use_name_prefix, true) ? try(var.aws_for_fluentbit_cw_log_group.name_prefix, "${local.fluentbit_name}-") : null
  retention_in_days = try(var.aws_for_fluentbit_cw_log_group.retention, 90)
  kms_key_id        = try(var.aws_for_fluentbit_cw_log_group.kms_key_arn, null)
  skip_destroy      = try(var.aws_for_fluentbit_cw_log_group.skip_destroy, false)
  tags              = merge(var.tags, try(var.aws_for_fluentbit_cw_log_group.tags, {}))
}

resource "aws_cloudwatch_log_group" "fargate_fluentbit" {
  count             = local.fargate_logs ? 1 : 0
  name              = try(var.fargate_fluentbit_cw_log_group.use_name_prefix, true) ? null : local.fargate_log_name
  name_prefix       = try(var.fargate_fluentbit_cw_log_group.use_name_prefix, true) ? local.fargate_log_name : null
  retention_in_days = try(var.fargate_fluentbit_cw_log_group.retention, 90)
  kms_key_id        = try(var.fargate_fluentbit_cw_log_group.kms_key_arn, null)
  skip_destroy      = try(var.fargate_fluentbit_cw_log_group.skip_destroy, false)
  tags              = merge(var.tags, try(var.fargate_fluentbit_cw_log_group.tags, {}))
}

resource "aws_iam_policy" "fargate_fluentbit" {
  count       = local.fargate_logs ? 1 : 0
  name        = try(var.fargate_fluentbit.policy_name_use_prefix, true) ? null : local.fargate_policy
  name_prefix = try(var.fargate_fluentbit.policy_name_use_prefix, true) ? try(var.fargate_fluentbit.policy_name_prefix, "${local.fargate_policy}-") : null
  path        = try(var.fargate_fluentbit.policy_path, null)
  policy      = local.of_release
  tags        = var.tags
}

resource "kubernetes_namespace_v1" "aws_observability" {
  count = var.enable_fargate_fluentbit && var.create_kubernetes_resources ? 1 : 0
  metadata {
    name   = "aws-observability"
    labels = { aws-observability = "enabled" }
  }
}

resource "kubernetes_config_map_v1" "aws_logging" {
  count = var.enable_fargate_fluentbit && var.create_kubernetes_resources ? 1 : 0
  metadata {
    name      = "aws-logging"
    namespace = kubernetes_namespace_v1.aws_observability[0].id
  }
  data = {
    "parsers.conf" = try(var.fargate_fluentbit.parsers_conf, local.of_release)
    "filters.conf" = try(var.fargate_fluentbit.filters_conf, local.of_release)
    "output.conf"  = try(var.fargate_fluentbit.output_conf, local.of_release)
    "flb_log_cw"   = try(var.fargate_fluentbit.flb_log_cw, false)
  }
}

# Events of instances that go, for the node termination handler and for Karpenter

module "aws_node_termination_handler_sqs" {
  source   = "./modules/queue"
  create   = var.enable_aws_node_termination_handler
  name     = try(var.aws_node_termination_handler_sqs.queue_name, "aws-nth-${var.cluster_name}")
  settings = var.aws_node_termination_handler_sqs
  tags     = var.tags
}

resource "aws_cloudwatch_event_rule" "aws_node_termination_handler" {
  for_each      = local.nth_events
  name_prefix   = "NTH-${each.value.name}-"
  description   = each.value.description
  event_pattern = jsonencode(each.value.pattern)
  tags          = merge({ ClusterName = var.cluster_name }, var.tags)
}

resource "aws_cloudwatch_event_target" "aws_node_termination_handler" {
  for_each  = local.nth_events
  rule      = aws_cloudwatch_event_rule.aws_node_termination_handler[each.key].name
  target_id = "AWSNodeTerminationHandlerQueueTarget"
  arn       = module.aws_node_termination_handler_sqs.queue_arn
}

resource "aws_autoscaling_lifecycle_hook" "aws_node_termination_handler" {
  for_each               = local.nth_groups
  name                   = "aws_node_termination_handler"
  autoscaling_group_name = each.value
  default_result         = "CONTINUE"
  heartbeat_timeout      = 300
  lifecycle_transition   = "autoscaling:EC2_INSTANCE_TERMINATING"
}

resource "aws_autoscaling_group_tag" "aws_node_termination_handler" {
  for_each               = local.nth_groups
  autoscaling_group_name = each.value
  tag {
    key                 = "aws-node-termination-handler/managed"
    value               = "true"
    propagate_at_launch = true
  }
}

module "karpenter_sqs" {
  source   = "./modules/queue"
  create   = local.interruption
  name     = try(var.karpenter_sqs.queue_name, "karpenter-${var.cluster_name}")
  settings = var.karpenter_sqs
  tags     = var.tags
}

resource "aws_cloudwatch_event_rule" "karpenter" {
  for_each      = { for k, e in local.events : k => e if local.interruption }
  name_prefix   = "Karpenter-${each.value.name}-"
  description   = each.value.description
  event_pattern = jsonencode(each.value.pattern)
  tags          = merge({ ClusterName = var.cluster_name }, var.tags)
}

resource "aws_cloudwatch_event_target" "karpenter" {
  for_each  = { for k, e in local.events : k => e if local.interruption }
  rule      = aws_cloudwatch_event_rule.karpenter[each.key].name
  target_id = "KarpenterQueueTarget"
  arn       = module.karpenter_sqs.queue_arn
}

# The role of Karpenter's nodes

data "aws_iam_policy_document" "karpenter_assume_role" {
  count = local.node_role ? 1 : 0
  statement {
    sid     = "KarpenterNodeAssumeRole"
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "karpenter" {
  count                 = local.node_role ? 1 : 0
  name                  = try(var.karpenter_node.iam_role_use_name_prefix, true) ? null : local.node_name
  name_prefix           = try(var.karpenter_node.iam_role_use_name_prefix, true) ? "${local.node_name}-" : null
  path                  = try(var.karpenter_node.iam_role_path, null)
  description           = try(var.karpenter_node.iam_role_description, "Karpenter EC2 node IAM role")
  assume_role_policy    = data.aws_iam_policy_document.karpenter_assume_role[0].json
  max_session_duration  = try(var.karpenter_node.iam_role_max_session_duration, null)
  permissions_boundary  = try(var.karpenter_node.iam_role_permissions_boundary, null)
  force_detach_policies = true
  tags                  = merge(var.tags, try(var.karpenter_node.iam_role_tags, {}))
}

resource "aws_iam_role_policy_attachment" "karpenter" {
  for_each   = { for p in ["AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryReadOnly", "AmazonEKS_CNI_Policy"] : p => "${local.policies}/${p}" if local.node_role }
  policy_arn = each.value
  role       = aws_iam_role.karpenter[0].name
}

resource "aws_iam_role_policy_attachment" "additional" {
  for_each   = { for k, v in lookup(var.karpenter_node, "iam_role_additional_policies", {}) : k => v if local.node_role }
  policy_arn = each.value
  role       = aws_iam_role.karpenter[0].name
}

resource "aws_iam_instance_profile" "karpenter" {
  count       = var.enable_karpenter && try(var.karpenter_node.create_instance_profile, true) ? 1 : 0
  name        = try(var.karpenter_node.iam_role_use_name_prefix, true) ? null : local.profile_name
  name_prefix = try(var.karpenter_node.iam_role_use_name_prefix, true) ? "${local.profile_name}-" : null
  path        = try(var.karpenter_node.iam_role_path, null)
  role        = length(aws_iam_role.karpenter) > 0 ? aws_iam_role.karpenter[0].name : try(var.karpenter_node.iam_role_name, "")
  tags        = merge(var.tags, try(var.karpenter_node.instance_profile_tags, {}))
}
