# terraform-aws-modules/eks-pod-identity, majors 1 and 2: a role that pods assume by Pod Identity, its policies and its associations.

data "aws_partition" "current" {}

data "aws_iam_policy_document" "trust" {
  statement {
    effect  = "Allow"
    actions = ["sts:AssumeRole", "sts:TagSession"]
    principals {
      type        = "Service"
      identifiers = ["pods.eks.amazonaws.com"]
    }
    dynamic "condition" {
      for_each = var.trust_policy_conditions
      content {
        test     = condition.value.test
        values   = condition.value.values
        variable = condition.value.variable
      }
    }
  }
  dynamic "statement" {
    for_each = coalesce(var.trust_policy_statements, [])
    content {
      sid           = try(statement.value.sid, null)
      actions       = try(statement.value.actions, null)
      not_actions   = try(statement.value.not_actions, null)
      effect        = try(statement.value.effect, null)
      resources     = try(statement.value.resources, null)
      not_resources = try(statement.value.not_resources, null)
      dynamic "principals" {
        for_each = [for p in try(statement.value.principals, []) : p if p != null]
        content {
          type        = principals.value.type
          identifiers = principals.value.identifiers
        }
      }
      dynamic "condition" {
        for_each = try(statement.value.conditions, statement.value.condition, [])
        content {
          test     = condition.value.test
          values   = condition.value.values
          variable = condition.value.variable
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
  permissions_boundary  = var.permissions_boundary_arn
  force_detach_policies = true
  tags                  = var.tags
}

resource "aws_iam_role_policy_attachment" "this" {
  for_each = { for k, v in var.additional_policy_arns : k => v if var.create }

  role       = aws_iam_role.this[0].name
  policy_arn = each.value
}

resource "aws_iam_role_policy_attachment" "aws_cloudwatch_observability" {
  for_each = { for k in ["CloudWatchAgentServerPolicy", "AWSXrayWriteOnlyAccess"] : k => "arn:${data.aws_partition.current.partition}:iam::aws:policy/${k}" if var.create && var.attach_aws_cloudwatch_observability_policy }

  role       = aws_iam_role.this[0].name
  policy_arn = each.value
}

resource "aws_eks_pod_identity_association" "this" {
  for_each = { for k, v in var.associations : k => v if var.create }

  region          = var.region
  cluster_name    = try(coalesce(try(each.value.cluster_name, null), try(var.association_defaults.cluster_name, null)), null)
  namespace       = try(coalesce(try(each.value.namespace, null), try(var.association_defaults.namespace, null)), null)
  service_account = try(coalesce(try(each.value.service_account, null), try(var.association_defaults.service_account, null)), null)
  role_arn        = aws_iam_role.this[0].arn
  tags            = merge(var.tags, try(each.value.tags, var.association_defaults.tags, {}))
}

# What the policies allow is long and not modelled: it is not known.
data "external" "not_modelled" {}

data "aws_iam_policy_document" "custom" {
  source_policy_documents   = var.source_policy_documents
  override_policy_documents = var.override_policy_documents
  dynamic "statement" {
    for_each = var.policy_statements
    content {
      sid           = try(statement.value.sid, null)
      effect        = try(statement.value.effect, null)
      actions       = try(statement.value.actions, null)
      not_actions   = try(statement.value.not_actions, null)
      resources     = try(statement.value.resources, null)
      not_resources = try(statement.value.not_resources, null)
      dynamic "condition" {
        for_each = [for c in flatten([try(statement.value.conditions, statement.value.condition, [])]) : c if c != null]
        content {
          test     = condition.value.test
          variable = condition.value.variable
          values   = condition.value.values
        }
      }
    }
  }
}

resource "aws_iam_policy" "custom" {
  count = var.create && var.attach_custom_policy ? 1 : 0

  name        = var.use_name_prefix ? null : var.name
  name_prefix = var.use_name_prefix ? "${var.name}-" : null
  path        = var.path
  description = var.custom_policy_description
  policy      = data.aws_iam_policy_document.custom.json
  tags        = var.tags
}

resource "aws_iam_role_policy_attachment" "custom" {
  count = var.create && var.attach_custom_policy ? 1 : 0

  role       = aws_iam_role.this[0].name
  policy_arn = aws_iam_policy.custom[0].arn
}

resource "aws_iam_policy" "amazon_managed_service_prometheus" {
  count = var.create && var.attach_amazon_managed_service_prometheus_policy ? 1 : 0

  name        = var.use_name_prefix ? null : coalesce(var.amazon_managed_service_prometheus_policy_name, "${var.policy_name_prefix}ManagedServiceForPrometheus")
  name_prefix = var.use_name_prefix ? "${coalesce(var.amazon_managed_service_prometheus_policy_name, "${var.policy_name_prefix}ManagedServiceForPrometheus")}-" : null
  path        = var.path
  description = data.external.not_modelled.result.description
  policy      = data.external.not_modelled.result.policy
  tags        = var.tags
}

resource "aws_iam_role_policy_attachment" "amazon_managed_service_prometheus" {
  count = var.create && var.attach_amazon_managed_service_prometheus_policy ? 1 : 0

  role       = aws_iam_role.this[0].name
  policy_arn = aws_iam_policy.amazon_managed_service_prometheus[0].arn
}

resource "aws_iam_policy" "appmesh_controller" {
  count = var.create && var.attach_aws_appmesh_controller_policy ? 1 : 0

  name        = var.use_name_prefix ? null : coalesce(var.appmesh_controller_policy_name, "${var.policy_name_prefix}AppMeshController")
  name_prefix = var.use_name_prefix ? "${coalesce(var.appmesh_controller_policy_name, "${var.policy_name_prefix}AppMeshController")}-" : null
  path        = var.path
  description = data.external.not_modelled.result.description
  policy      = data.external.not_modelled.result.policy
  tags        = var.tags
}

resource "aws_iam_role_policy_attachment" "appmesh_controller" {
  count = var.create && var.attach_aws_appmesh_controller_policy ? 1 : 0

  role       = aws_iam_role.this[0].name
  policy_arn = aws_iam_policy.appmesh_controller[0].arn
}

resource "aws_iam_policy" "appmesh_envoy_proxy" {
  count = var.create && var.attach_aws_appmesh_envoy_proxy_policy ? 1 : 0

  name        = var.use_name_prefix ? null : coalesce(var.appmesh_envoy_proxy_policy_name, "${var.policy_name_prefix}AppMeshEnvoyProxy")
  name_prefix = var.use_name_prefix ? "${coalesce(var.appmesh_envoy_proxy_policy_name, "${var.policy_name_prefix}AppMeshEnvoyProxy")}-" : null
  path        = var.path
  description = data.external.not_modelled.result.description
  policy      = data.external.not_modelled.result.policy
  tags        = var.tags
}

resource "aws_iam_role_policy_attachment" "appmesh_envoy_proxy" {
  count = var.create && var.attach_aws_appmesh_envoy_proxy_policy ? 1 : 0

  role       = aws_iam_role.this[0].name
  policy_arn = aws_iam_policy.appmesh_envoy_proxy[0].arn
}

resource "aws_iam_policy" "ebs_csi" {
  count = var.create && var.attach_aws_ebs_csi_policy ? 1 : 0

  name        = var.use_name_prefix ? null : coalesce(var.aws_ebs_csi_policy_name, "${var.policy_name_prefix}EBS_CSI")
  name_prefix = var.use_name_prefix ? "${coalesce(var.aws_ebs_csi_policy_name, "${var.policy_name_prefix}EBS_CSI")}-" : null
  path        = var.path
  description = data.external.not_modelled.result.description
  policy      = data.external.not_modelled.result.policy
  tags        = var.tags
}

resource "aws_iam_role_policy_attachment" "ebs_csi" {
  count = var.create && var.attach_aws_ebs_csi_policy ? 1 : 0

  role       = aws_iam_role.this[0].name
  policy_arn = aws_iam_policy.ebs_csi[0].arn
}

resource "aws_iam_policy" "efs_csi" {
  count = var.create && var.attach_aws_efs_csi_policy ? 1 : 0

  name        = var.use_name_prefix ? null : coalesce(var.aws_efs_csi_policy_name, "${var.policy_name_prefix}EFS_CSI")
  name_prefix = var.use_name_prefix ? "${coalesce(var.aws_efs_csi_policy_name, "${var.policy_name_prefix}EFS_CSI")}-" : null
  path        = var.path
  description = data.external.not_modelled.result.description
  policy      = data.external.not_modelled.result.policy
  tags        = var.tags
}

resource "aws_iam_role_policy_attachment" "efs_csi" {
  count = var.create && var.attach_aws_efs_csi_policy ? 1 : 0

  role       = aws_iam_role.this[0].name
  policy_arn = aws_iam_policy.efs_csi[0].arn
}

resource "aws_iam_policy" "fsx_lustre_csi" {
  count = var.create && var.attach_aws_fsx_lustre_csi_policy ? 1 : 0

  name        = var.use_name_prefix ? null : coalesce(var.aws_fsx_lustre_csi_policy_name, "${var.policy_name_prefix}FSxForLustre_CSI")
  name_prefix = var.use_name_prefix ? "${coalesce(var.aws_fsx_lustre_csi_policy_name, "${var.policy_name_prefix}FSxForLustre_CSI")}-" : null
  path        = var.path
  description = data.external.not_modelled.result.description
  policy      = data.external.not_modelled.result.policy
  tags        = var.tags
}

resource "aws_iam_role_policy_attachment" "fsx_lustre_csi" {
  count = var.create && var.attach_aws_fsx_lustre_csi_policy ? 1 : 0

  role       = aws_iam_role.this[0].name
  policy_arn = aws_iam_policy.fsx_lustre_csi[0].arn
}

resource "aws_iam_policy" "aws_gateway_controller" {
  count = var.create && var.attach_aws_gateway_controller_policy ? 1 : 0

  name        = var.use_name_prefix ? null : coalesce(var.aws_gateway_controller_policy_name, "${var.policy_name_prefix}GatewayController")
  name_prefix = var.use_name_prefix ? "${coalesce(var.aws_gateway_controller_policy_name, "${var.policy_name_prefix}GatewayController")}-" : null
  path        = var.path
  description = data.external.not_modelled.result.description
  policy      = data.external.not_modelled.result.policy
  tags        = var.tags
}

resource "aws_iam_role_policy_attachment" "aws_gateway_controller" {
  count = var.create && var.attach_aws_gateway_controller_policy ? 1 : 0

  role       = aws_iam_role.this[0].name
  policy_arn = aws_iam_policy.aws_gateway_controller[0].arn
}

resource "aws_iam_policy" "lb_controller" {
  count = var.create && var.attach_aws_lb_controller_policy ? 1 : 0

  name        = var.use_name_prefix ? null : coalesce(var.aws_lb_controller_policy_name, "${var.policy_name_prefix}LoadBalancerController")
  name_prefix = var.use_name_prefix ? "${coalesce(var.aws_lb_controller_policy_name, "${var.policy_name_prefix}LoadBalancerController")}-" : null
  path        = var.path
  description = data.external.not_modelled.result.description
  policy      = data.external.not_modelled.result.policy
  tags        = var.tags
}

resource "aws_iam_role_policy_attachment" "lb_controller" {
  count = var.create && var.attach_aws_lb_controller_policy ? 1 : 0

  role       = aws_iam_role.this[0].name
  policy_arn = aws_iam_policy.lb_controller[0].arn
}

resource "aws_iam_policy" "lb_controller_targetgroup_only" {
  count = var.create && var.attach_aws_lb_controller_targetgroup_binding_only_policy ? 1 : 0

  name        = var.use_name_prefix ? null : coalesce(var.aws_lb_controller_targetgroup_only_policy_name, "${var.policy_name_prefix}LoadBalancerControllerTargetGroupOnly")
  name_prefix = var.use_name_prefix ? "${coalesce(var.aws_lb_controller_targetgroup_only_policy_name, "${var.policy_name_prefix}LoadBalancerControllerTargetGroupOnly")}-" : null
  path        = var.path
  description = data.external.not_modelled.result.description
  policy      = data.external.not_modelled.result.policy
  tags        = var.tags
}

resource "aws_iam_role_policy_attachment" "lb_controller_targetgroup_only" {
  count = var.create && var.attach_aws_lb_controller_targetgroup_binding_only_policy ? 1 : 0

  role       = aws_iam_role.this[0].name
  policy_arn = aws_iam_policy.lb_controller_targetgroup_only[0].arn
}

resource "aws_iam_policy" "node_termination_handler" {
  count = var.create && var.attach_aws_node_termination_handler_policy ? 1 : 0

  name        = var.use_name_prefix ? null : coalesce(var.aws_node_termination_handler_policy_name, "${var.policy_name_prefix}NodeTerminationHandler")
  name_prefix = var.use_name_prefix ? "${coalesce(var.aws_node_termination_handler_policy_name, "${var.policy_name_prefix}NodeTerminationHandler")}-" : null
  path        = var.path
  description = data.external.not_modelled.result.description
  policy      = data.external.not_modelled.result.policy
  tags        = var.tags
}

resource "aws_iam_role_policy_attachment" "node_termination_handler" {
  count = var.create && var.attach_aws_node_termination_handler_policy ? 1 : 0

  role       = aws_iam_role.this[0].name
  policy_arn = aws_iam_policy.node_termination_handler[0].arn
}

resource "aws_iam_policy" "aws_privateca_issuer" {
  count = var.create && var.attach_aws_privateca_issuer_policy ? 1 : 0

  name        = var.use_name_prefix ? null : coalesce(var.aws_privateca_issuer_policy_name, "${var.policy_name_prefix}PrivateCAIssuer")
  name_prefix = var.use_name_prefix ? "${coalesce(var.aws_privateca_issuer_policy_name, "${var.policy_name_prefix}PrivateCAIssuer")}-" : null
  path        = var.path
  description = data.external.not_modelled.result.description
  policy      = data.external.not_modelled.result.policy
  tags        = var.tags
}

resource "aws_iam_role_policy_attachment" "aws_privateca_issuer" {
  count = var.create && var.attach_aws_privateca_issuer_policy ? 1 : 0

  role       = aws_iam_role.this[0].name
  policy_arn = aws_iam_policy.aws_privateca_issuer[0].arn
}

resource "aws_iam_policy" "vpc_cni" {
  count = var.create && var.attach_aws_vpc_cni_policy ? 1 : 0

  name        = var.use_name_prefix ? null : coalesce(var.aws_vpc_cni_policy_name, "${var.policy_name_prefix}VPC_CNI")
  name_prefix = var.use_name_prefix ? "${coalesce(var.aws_vpc_cni_policy_name, "${var.policy_name_prefix}VPC_CNI")}-" : null
  path        = var.path
  description = data.external.not_modelled.result.description
  policy      = data.external.not_modelled.result.policy
  tags        = var.tags
}

resource "aws_iam_role_policy_attachment" "vpc_cni" {
  count = var.create && var.attach_aws_vpc_cni_policy ? 1 : 0

  role       = aws_iam_role.this[0].name
  policy_arn = aws_iam_policy.vpc_cni[0].arn
}

resource "aws_iam_policy" "cert_manager" {
  count = var.create && var.attach_cert_manager_policy ? 1 : 0

  name        = var.use_name_prefix ? null : coalesce(var.cert_manager_policy_name, "${var.policy_name_prefix}CertManager")
  name_prefix = var.use_name_prefix ? "${coalesce(var.cert_manager_policy_name, "${var.policy_name_prefix}CertManager")}-" : null
  path        = var.path
  description = data.external.not_modelled.result.description
  policy      = data.external.not_modelled.result.policy
  tags        = var.tags
}

resource "aws_iam_role_policy_attachment" "cert_manager" {
  count = var.create && var.attach_cert_manager_policy ? 1 : 0

  role       = aws_iam_role.this[0].name
  policy_arn = aws_iam_policy.cert_manager[0].arn
}

resource "aws_iam_policy" "cluster_autoscaler" {
  count = var.create && var.attach_cluster_autoscaler_policy ? 1 : 0

  name        = var.use_name_prefix ? null : coalesce(var.cluster_autoscaler_policy_name, "${var.policy_name_prefix}ClusterAutoscaler")
  name_prefix = var.use_name_prefix ? "${coalesce(var.cluster_autoscaler_policy_name, "${var.policy_name_prefix}ClusterAutoscaler")}-" : null
  path        = var.path
  description = data.external.not_modelled.result.description
  policy      = data.external.not_modelled.result.policy
  tags        = var.tags
}

resource "aws_iam_role_policy_attachment" "cluster_autoscaler" {
  count = var.create && var.attach_cluster_autoscaler_policy ? 1 : 0

  role       = aws_iam_role.this[0].name
  policy_arn = aws_iam_policy.cluster_autoscaler[0].arn
}

resource "aws_iam_policy" "external_dns" {
  count = var.create && var.attach_external_dns_policy ? 1 : 0

  name        = var.use_name_prefix ? null : coalesce(var.external_dns_policy_name, "${var.policy_name_prefix}ExternalDNS")
  name_prefix = var.use_name_prefix ? "${coalesce(var.external_dns_policy_name, "${var.policy_name_prefix}ExternalDNS")}-" : null
  path        = var.path
  description = data.external.not_modelled.result.description
  policy      = data.external.not_modelled.result.policy
  tags        = var.tags
}

resource "aws_iam_role_policy_attachment" "external_dns" {
  count = var.create && var.attach_external_dns_policy ? 1 : 0

  role       = aws_iam_role.this[0].name
  policy_arn = aws_iam_policy.external_dns[0].arn
}

resource "aws_iam_policy" "external_secrets" {
  count = var.create && var.attach_external_secrets_policy ? 1 : 0

  name        = var.use_name_prefix ? null : coalesce(var.external_secrets_policy_name, "${var.policy_name_prefix}ExternalSecrets")
  name_prefix = var.use_name_prefix ? "${coalesce(var.external_secrets_policy_name, "${var.policy_name_prefix}ExternalSecrets")}-" : null
  path        = var.path
  description = data.external.not_modelled.result.description
  policy      = data.external.not_modelled.result.policy
  tags        = var.tags
}

resource "aws_iam_role_policy_attachment" "external_secrets" {
  count = var.create && var.attach_external_secrets_policy ? 1 : 0

  role       = aws_iam_role.this[0].name
  policy_arn = aws_iam_policy.external_secrets[0].arn
}

resource "aws_iam_policy" "mountpoint_s3_csi" {
  count = var.create && var.attach_mountpoint_s3_csi_policy ? 1 : 0

  name        = var.use_name_prefix ? null : coalesce(var.mountpoint_s3_csi_policy_name, "${var.policy_name_prefix}MountpointS3_CSI")
  name_prefix = var.use_name_prefix ? "${coalesce(var.mountpoint_s3_csi_policy_name, "${var.policy_name_prefix}MountpointS3_CSI")}-" : null
  path        = var.path
  description = data.external.not_modelled.result.description
  policy      = data.external.not_modelled.result.policy
  tags        = var.tags
}

resource "aws_iam_role_policy_attachment" "mountpoint_s3_csi" {
  count = var.create && var.attach_mountpoint_s3_csi_policy ? 1 : 0

  role       = aws_iam_role.this[0].name
  policy_arn = aws_iam_policy.mountpoint_s3_csi[0].arn
}

resource "aws_iam_policy" "pganalyze" {
  count = var.create && var.attach_pganalyze_policy ? 1 : 0

  name        = var.use_name_prefix ? null : coalesce(var.pganalyze_policy_name, "${var.policy_name_prefix}PGAnalyze")
  name_prefix = var.use_name_prefix ? "${coalesce(var.pganalyze_policy_name, "${var.policy_name_prefix}PGAnalyze")}-" : null
  path        = var.path
  description = data.external.not_modelled.result.description
  policy      = data.external.not_modelled.result.policy
  tags        = var.tags
}

resource "aws_iam_role_policy_attachment" "pganalyze" {
  count = var.create && var.attach_pganalyze_policy ? 1 : 0

  role       = aws_iam_role.this[0].name
  policy_arn = aws_iam_policy.pganalyze[0].arn
}

resource "aws_iam_policy" "velero" {
  count = var.create && var.attach_velero_policy ? 1 : 0

  name        = var.use_name_prefix ? null : coalesce(var.velero_policy_name, "${var.policy_name_prefix}Velero")
  name_prefix = var.use_name_prefix ? "${coalesce(var.velero_policy_name, "${var.policy_name_prefix}Velero")}-" : null
  path        = var.path
  description = data.external.not_modelled.result.description
  policy      = data.external.not_modelled.result.policy
  tags        = var.tags
}

resource "aws_iam_role_policy_attachment" "velero" {
  count = var.create && var.attach_velero_policy ? 1 : 0

  role       = aws_iam_role.this[0].name
  policy_arn = aws_iam_policy.velero[0].arn
}

output "iam_role_arn" { value = try(aws_iam_role.this[0].arn, null) }
output "iam_role_name" { value = try(aws_iam_role.this[0].name, null) }
output "iam_role_path" { value = try(aws_iam_role.this[0].path, null) }
output "iam_role_unique_id" { value = try(aws_iam_role.this[0].unique_id, null) }
output "iam_policy_arn" { value = try(aws_iam_policy.amazon_managed_service_prometheus[0].arn, aws_iam_policy.appmesh_controller[0].arn, aws_iam_policy.appmesh_envoy_proxy[0].arn, aws_iam_policy.aws_gateway_controller[0].arn, aws_iam_policy.aws_privateca_issuer[0].arn, aws_iam_policy.cert_manager[0].arn, aws_iam_policy.cluster_autoscaler[0].arn, aws_iam_policy.ebs_csi[0].arn, aws_iam_policy.efs_csi[0].arn, aws_iam_policy.external_dns[0].arn, aws_iam_policy.external_secrets[0].arn, aws_iam_policy.fsx_lustre_csi[0].arn, aws_iam_policy.lb_controller[0].arn, aws_iam_policy.lb_controller_targetgroup_only[0].arn, aws_iam_policy.mountpoint_s3_csi[0].arn, aws_iam_policy.node_termination_handler[0].arn, aws_iam_policy.velero[0].arn, aws_iam_policy.vpc_cni[0].arn, aws_iam_policy.custom[0].arn, null) }
output "iam_policy_name" { value = try(aws_iam_policy.amazon_managed_service_prometheus[0].name, aws_iam_policy.appmesh_controller[0].name, aws_iam_policy.appmesh_envoy_proxy[0].name, aws_iam_policy.aws_gateway_controller[0].name, aws_iam_policy.aws_privateca_issuer[0].name, aws_iam_policy.cert_manager[0].name, aws_iam_policy.cluster_autoscaler[0].name, aws_iam_policy.ebs_csi[0].name, aws_iam_policy.efs_csi[0].name, aws_iam_policy.external_dns[0].name, aws_iam_policy.external_secrets[0].name, aws_iam_policy.fsx_lustre_csi[0].name, aws_iam_policy.lb_controller[0].name, aws_iam_policy.lb_controller_targetgroup_only[0].name, aws_iam_policy.mountpoint_s3_csi[0].name, aws_iam_policy.node_termination_handler[0].name, aws_iam_policy.velero[0].name, aws_iam_policy.vpc_cni[0].name, aws_iam_policy.custom[0].name, null) }
output "iam_policy_id" { value = try(aws_iam_policy.amazon_managed_service_prometheus[0].policy_id, aws_iam_policy.appmesh_controller[0].policy_id, aws_iam_policy.appmesh_envoy_proxy[0].policy_id, aws_iam_policy.aws_gateway_controller[0].policy_id, aws_iam_policy.aws_privateca_issuer[0].policy_id, aws_iam_policy.cert_manager[0].policy_id, aws_iam_policy.cluster_autoscaler[0].policy_id, aws_iam_policy.ebs_csi[0].policy_id, aws_iam_policy.efs_csi[0].policy_id, aws_iam_policy.external_dns[0].policy_id, aws_iam_policy.external_secrets[0].policy_id, aws_iam_policy.fsx_lustre_csi[0].policy_id, aws_iam_policy.lb_controller[0].policy_id, aws_iam_policy.lb_controller_targetgroup_only[0].policy_id, aws_iam_policy.mountpoint_s3_csi[0].policy_id, aws_iam_policy.node_termination_handler[0].policy_id, aws_iam_policy.velero[0].policy_id, aws_iam_policy.vpc_cni[0].policy_id, aws_iam_policy.custom[0].policy_id, null) }
output "associations" { value = aws_eks_pod_identity_association.this }

variable "region" { default = null }
variable "description" { default = null }
variable "max_session_duration" { default = null }
variable "permissions_boundary_arn" { default = null }
variable "trust_policy_statements" { default = null }
variable "amazon_managed_service_prometheus_policy_name" { default = null }
variable "appmesh_controller_policy_name" { default = null }
variable "appmesh_envoy_proxy_policy_name" { default = null }
variable "aws_ebs_csi_policy_name" { default = null }
variable "aws_efs_csi_policy_name" { default = null }
variable "aws_fsx_lustre_csi_policy_name" { default = null }
variable "aws_gateway_controller_policy_name" { default = null }
variable "aws_lb_controller_policy_name" { default = null }
variable "aws_lb_controller_targetgroup_only_policy_name" { default = null }
variable "aws_node_termination_handler_policy_name" { default = null }
variable "aws_privateca_issuer_policy_name" { default = null }
variable "aws_vpc_cni_policy_name" { default = null }
variable "cert_manager_policy_name" { default = null }
variable "cluster_autoscaler_policy_name" { default = null }
variable "external_dns_policy_name" { default = null }
variable "external_secrets_policy_name" { default = null }
variable "mountpoint_s3_csi_policy_name" { default = null }
variable "pganalyze_policy_name" { default = null }
variable "velero_policy_name" { default = null }
variable "create" { default = true }
variable "use_name_prefix" { default = true }
variable "attach_custom_policy" { default = false }
variable "attach_aws_cloudwatch_observability_policy" { default = false }
variable "attach_amazon_managed_service_prometheus_policy" { default = false }
variable "attach_aws_appmesh_controller_policy" { default = false }
variable "attach_aws_appmesh_envoy_proxy_policy" { default = false }
variable "attach_aws_ebs_csi_policy" { default = false }
variable "attach_aws_efs_csi_policy" { default = false }
variable "attach_aws_fsx_lustre_csi_policy" { default = false }
variable "attach_aws_gateway_controller_policy" { default = false }
variable "attach_aws_lb_controller_policy" { default = false }
variable "attach_aws_lb_controller_targetgroup_binding_only_policy" { default = false }
variable "attach_aws_node_termination_handler_policy" { default = false }
variable "attach_aws_privateca_issuer_policy" { default = false }
variable "attach_aws_vpc_cni_policy" { default = false }
variable "attach_cert_manager_policy" { default = false }
variable "attach_cluster_autoscaler_policy" { default = false }
variable "attach_external_dns_policy" { default = false }
variable "attach_external_secrets_policy" { default = false }
variable "attach_mountpoint_s3_csi_policy" { default = false }
variable "attach_pganalyze_policy" { default = false }
variable "attach_velero_policy" { default = false }
variable "associations" { default = {} }
variable "association_defaults" { default = {} }
variable "additional_policy_arns" { default = {} }
variable "tags" { default = {} }
variable "trust_policy_conditions" { default = [] }
variable "name" { default = "" }
variable "path" { default = "/" }
variable "policy_name_prefix" { default = "AmazonEKS_" }
variable "source_policy_documents" {
  default  = []
  nullable = false
}
variable "override_policy_documents" {
  default  = []
  nullable = false
}
variable "policy_statements" {
  default  = []
  nullable = false
}
variable "custom_policy_description" { default = "Custom IAM Policy" }
