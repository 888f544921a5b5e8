# Of each add-on what its release and role are.

output "argo_rollouts" { value = module.argo_rollouts }
output "argo_workflows" { value = module.argo_workflows }
output "argocd" { value = module.argocd }
output "argo_events" { value = module.argo_events }
output "aws_cloudwatch_metrics" { value = module.aws_cloudwatch_metrics }
output "aws_efs_csi_driver" { value = module.aws_efs_csi_driver }
output "aws_for_fluentbit" { value = module.aws_for_fluentbit }
output "aws_fsx_csi_driver" { value = module.aws_fsx_csi_driver }
output "aws_load_balancer_controller" { value = module.aws_load_balancer_controller }
output "aws_privateca_issuer" { value = module.aws_privateca_issuer }
output "cert_manager" { value = module.cert_manager }
output "cluster_autoscaler" { value = module.cluster_autoscaler }
output "cluster_proportional_autoscaler" { value = module.cluster_proportional_autoscaler }
output "external_dns" { value = module.external_dns }
output "external_secrets" { value = module.external_secrets }
output "gatekeeper" { value = module.gatekeeper }
output "ingress_nginx" { value = module.ingress_nginx }
output "kube_prometheus_stack" { value = module.kube_prometheus_stack }
output "metrics_server" { value = module.metrics_server }
output "secrets_store_csi_driver" { value = module.secrets_store_csi_driver }
output "secrets_store_csi_driver_provider_aws" { value = module.secrets_store_csi_driver_provider_aws }
output "velero" { value = module.velero }
output "vpa" { value = module.vpa }
output "aws_gateway_api_controller" { value = module.aws_gateway_api_controller }

output "aws_load_balancer_controller_aga" { value = { iam_policy_arn = one(aws_iam_policy.aws_load_balancer_controller_aga[*].arn) } }
output "aws_node_termination_handler" { value = merge(module.aws_node_termination_handler, { sqs = module.aws_node_termination_handler_sqs }) }
output "bottlerocket_update_operator" { value = { operator = module.bottlerocket_update_operator, crds = module.bottlerocket_shadow } }
output "eks_addons" { value = aws_eks_addon.this }
output "fargate_fluentbit" {
  value = {
    configmap            = kubernetes_config_map_v1.aws_logging
    iam_policy           = aws_iam_policy.fargate_fluentbit
    cloudwatch_log_group = aws_cloudwatch_log_group.fargate_fluentbit
  }
}
output "helm_releases" { value = helm_release.this }
output "karpenter" {
  value = merge(module.karpenter, {
    node_instance_profile_name = try(aws_iam_instance_profile.karpenter[0].name, "")
    node_iam_role_arn          = try(aws_iam_role.karpenter[0].arn, "")
    node_iam_role_name         = try(aws_iam_role.karpenter[0].name, "")
    sqs                        = module.karpenter_sqs
  })
}

# For what installs the charts in place of the module.
output "gitops_metadata" {
  value = merge([for addon, of in {
    cert_manager = { on = var.enable_cert_manager, values = { iam_role_arn = module.cert_manager.iam_role_arn, namespace = try(var.cert_manager.namespace, "cert-manager"), service_account = try(var.cert_manager.service_account_name, "cert-manager") } }
    cluster_autoscaler = { on = var.enable_cluster_autoscaler, values = { iam_role_arn = module.cluster_autoscaler.iam_role_arn, namespace = try(var.cluster_autoscaler.namespace, "kube-system"), service_account = try(var.cluster_autoscaler.service_account_name, "cluster-autoscaler-sa") } }
    aws_cloudwatch_metrics = { on = var.enable_aws_cloudwatch_metrics, values = { iam_role_arn = module.aws_cloudwatch_metrics.iam_role_arn, namespace = try(var.aws_cloudwatch_metrics.namespace, "amazon-cloudwatch"), service_account = try(var.aws_cloudwatch_metrics.service_account_name, "aws-cloudwatch-metrics") } }
    aws_efs_csi_driver = { on = var.enable_aws_efs_csi_driver, values = { iam_role_arn = module.aws_efs_csi_driver.iam_role_arn, namespace = try(var.aws_efs_csi_driver.namespace, "kube-system"), controller_service_account = try(var.aws_efs_csi_driver.controller_service_account_name, "efs-csi-controller-sa"), node_service_account = try(var.aws_efs_csi_driver.node_service_account_name, "efs-csi-node-sa") } }
    aws_fsx_csi_driver = { on = var.enable_aws_fsx_csi_driver, values = { iam_role_arn = module.aws_fsx_csi_driver.iam_role_arn, namespace = try(var.aws_fsx_csi_driver.namespace, "kube-system"), controller_service_account = try(var.aws_fsx_csi_driver.controller_service_account_name, "aws-fsx-csi-controller-sa"), node_service_account = try(var.aws_fsx_csi_driver.node_service_account_name, "aws-fsx-csi-node-sa") } }
    aws_privateca_issuer = { on = var.enable_aws_privateca_issuer, values = { iam_role_arn = module.aws_privateca_issuer.iam_role_arn, namespace = try(var.aws_privateca_issuer.namespace, try(var.cert_manager.namespace, "cert-manager")), service_account = try(var.aws_privateca_issuer.service_account_name, "aws-privateca-issuer-sa") } }
    external_dns = { on = var.enable_external_dns, values = { iam_role_arn = module.external_dns.iam_role_arn, namespace = try(var.external_dns.namespace, "external-dns"), service_account = try(var.external_dns.service_account_name, "external-dns-sa") } }
    external_secrets = { on = var.enable_external_secrets, values = { iam_role_arn = module.external_secrets.iam_role_arn, namespace = try(var.external_secrets.namespace, "external-secrets"), service_account = try(var.external_secrets.service_account_name, "external-secrets-sa") } }
    aws_load_balancer_controller = { on = var.enable_aws_load_balancer_controller, values = { iam_role_arn = module.aws_load_balancer_controller.iam_role_arn, namespace = try(var.aws_load_balancer_controller.namespace, "kube-system"), service_account = try(var.aws_load_balancer_controller.service_account_name, "aws-load-balancer-controller-sa") } }
    aws_for_fluentbit = { on = var.enable_aws_for_fluentbit, values = { iam_role_arn = module.aws_for_fluentbit.iam_role_arn, namespace = try(var.aws_for_fluentbit.namespace, "kube-system"), service_account = try(var.aws_for_fluentbit.service_account_name, "aws-for-fluent-bit-sa"), log_group_name = one(aws_cloudwatch_log_group.aws_for_fluentbit[*].name) } }
    aws_node_termination_handler = { on = var.enable_aws_node_termination_handler, values = { iam_role_arn = module.aws_node_termination_handler.iam_role_arn, namespace = try(var.aws_node_termination_handler.namespace, "aws-node-termination-handler"), service_account = try(var.aws_node_termination_handler.service_account_name, "aws-node-termination-handler-sa"), sqs_queue_url = module.aws_node_termination_handler_sqs.queue_url } }
    karpenter = { on = var.enable_karpenter, values = { iam_role_arn = module.karpenter.iam_role_arn, namespace = try(var.karpenter.namespace, "karpenter"), service_account = try(var.karpenter.service_account_name, "karpenter"), sqs_queue_name = module.karpenter_sqs.queue_name, node_instance_profile_name = local.profile, node_iam_role_name = try(aws_iam_role.karpenter[0].name, "") } }
    velero = { on = var.enable_velero, values = { iam_role_arn = module.velero.iam_role_arn, namespace = try(var.velero.namespace, "velero"), service_account = try(var.velero.service_account_name, "velero-server") } }
    aws_gateway_api_controller = { on = var.enable_aws_gateway_api_controller, values = { iam_role_arn = module.aws_gateway_api_controller.iam_role_arn, namespace = try(var.aws_gateway_api_controller.namespace, "aws-application-networking-system"), service_account = try(var.aws_gateway_api_controller.service_account_name, "gateway-api-controller") } }
    fargate_fluentbit_log = { on = var.enable_fargate_fluentbit, values = { group_name = try(var.fargate_fluentbit.cwlog_group, aws_cloudwatch_log_group.fargate_fluentbit[0].name, null), stream_prefix = try(var.fargate_fluentbit.cwlog_stream_prefix, "fargate-logs-") } }
  } : { for k, v in of.values : "${addon}_${k}" => v if of.on && (contains(["aws_for_fluentbit", "fargate_fluentbit_log"], addon) ? v != null : true) }]...)
}
