# The add-ons: what each installs unless its settings say otherwise, and the service accounts that its role is for.

module "argo_rollouts" {
  source         = "./modules/addon"
  create         = var.enable_argo_rollouts
  create_release = var.create_kubernetes_resources
  settings       = var.argo_rollouts
  chart_version  = local.of_release
  defaults = {
    name             = "argo-rollouts"
    description      = "A Helm chart for Argo Rollouts"
    namespace        = "argo-rollouts"
    create_namespace = true
    chart            = "argo-rollouts"
    repository       = "https://argoproj.github.io/argo-helm"
  }
  tags = var.tags
}

module "argo_workflows" {
  source         = "./modules/addon"
  create         = var.enable_argo_workflows
  create_release = var.create_kubernetes_resources
  settings       = var.argo_workflows
  chart_version  = local.of_release
  defaults = {
    name             = "argo-workflows"
    description      = "A Helm chart for Argo Workflows"
    namespace        = "argo-workflows"
    create_namespace = true
    chart            = "argo-workflows"
    repository       = "https://argoproj.github.io/argo-helm"
  }
  tags = var.tags
}

module "argocd" {
  source         = "./modules/addon"
  create         = var.enable_argocd
  create_release = var.create_kubernetes_resources
  settings       = var.argocd
  chart_version  = local.of_release
  defaults = {
    name             = "argo-cd"
    description      = "A Helm chart to install the ArgoCD"
    namespace        = "argocd"
    create_namespace = true
    chart            = "argo-cd"
    repository       = "https://argoproj.github.io/argo-helm"
  }
  tags = var.tags
}

module "argo_events" {
  source         = "./modules/addon"
  create         = var.enable_argo_events
  create_release = var.create_kubernetes_resources
  settings       = var.argo_events
  chart_version  = local.of_release
  defaults = {
    name             = "argo-events"
    description      = "A Helm chart to install the Argo Events"
    namespace        = "argo-events"
    create_namespace = true
    chart            = "argo-events"
    repository       = "https://argoproj.github.io/argo-helm"
  }
  tags = var.tags
}

module "aws_cloudwatch_metrics" {
  source         = "./modules/addon"
  create         = var.enable_aws_cloudwatch_metrics
  create_release = var.create_kubernetes_resources
  settings       = var.aws_cloudwatch_metrics
  chart_version  = local.of_release
  defaults = {
    name             = "aws-cloudwatch-metrics"
    description      = "A Helm chart to deploy aws-cloudwatch-metrics project"
    namespace        = "amazon-cloudwatch"
    create_namespace = true
    chart            = "aws-cloudwatch-metrics"
    repository       = "https://aws.github.io/eks-charts"
    role_name        = "aws-cloudwatch-metrics"
    role_description = "IRSA for aws-cloudwatch-metrics project"
    create_policy    = false
    role_policies    = { CloudWatchAgentServerPolicy = "${local.policies}/CloudWatchAgentServerPolicy" }
  }
  set = [
    { name = "clusterName", value = var.cluster_name },
    { name = "serviceAccount.name", value = try(var.aws_cloudwatch_metrics.service_account_name, "aws-cloudwatch-metrics") },
  ]
  set_irsa_names = ["serviceAccount.annotations.eks\\.amazonaws\\.com/role-arn"]
  create_role = true
  oidc_providers = {
    this = { provider_arn = var.oidc_provider_arn, service_account = try(var.aws_cloudwatch_metrics.service_account_name, "aws-cloudwatch-metrics") }
  }
  tags = var.tags
}

module "aws_efs_csi_driver" {
  source         = "./modules/addon"
  create         = var.enable_aws_efs_csi_driver
  create_release = var.create_kubernetes_resources
  settings       = var.aws_efs_csi_driver
  chart_version  = local.of_release
  defaults = {
    name               = "aws-efs-csi-driver"
    description        = "A Helm chart to deploy aws-efs-csi-driver"
    namespace          = "kube-system"
    create_namespace   = false
    chart              = "aws-efs-csi-driver"
    repository         = "https://kubernetes-sigs.github.io/aws-efs-csi-driver/"
    role_name          = "aws-efs-csi-driver"
    role_description   = "IRSA for aws-efs-csi-driver project"
    policy_description = "IAM Policy for AWS EFS CSI Driver"
  }
  set = [
    { name = "controller.serviceAccount.name", value = try(var.aws_efs_csi_driver.controller_service_account_name, "efs-csi-controller-sa") },
    { name = "node.serviceAccount.name", value = try(var.aws_efs_csi_driver.node_service_account_name, "efs-csi-node-sa") },
  ]
  set_irsa_names = ["controller.serviceAccount.annotations.eks\\.amazonaws\\.com/role-arn", "node.serviceAccount.annotations.eks\\.amazonaws\\.com/role-arn"]
  create_role = true
  policy_documents = [local.of_release]
  oidc_providers = {
    controller = { provider_arn = var.oidc_provider_arn, service_account = try(var.aws_efs_csi_driver.controller_service_account_name, "efs-csi-controller-sa") }
    node = { provider_arn = var.oidc_provider_arn, service_account = try(var.aws_efs_csi_driver.node_service_account_name, "efs-csi-node-sa") }
  }
  tags = var.tags
}

module "aws_for_fluentbit" {
  source         = "./modules/addon"
  create         = var.enable_aws_for_fluentbit
  create_release = var.create_kubernetes_resources
  settings       = var.aws_for_fluentbit
  chart_version  = local.of_release
  defaults = {
    name               = "aws-for-fluent-bit"
    description        = "A Helm chart to install the Fluent-bit Driver"
    namespace          = "kube-system"
    create_namespace   = false
    chart              = "aws-for-fluent-bit"
    repository         = "https://aws.github.io/eks-charts"
    role_name          = "aws-for-fluent-bit"
    role_description   = "IRSA for aws-for-fluent-bit"
    policy_description = "IAM Policy for AWS Fluentbit"
  }
  set = [
    { name = "serviceAccount.name", value = try(var.aws_for_fluentbit.service_account_name, "aws-for-fluent-bit-sa") },
    { name = "cloudWatch.region", value = local.region },
    { name = "cloudWatchLogs.logGroupName", value = local.fluentbit_log_group },
    { name = "cloudWatchLogs.logGroupTemplate", value = "" },
    { name = "cloudWatchLogs.autoCreateGroup", value = false },
    { name = "cloudWatchLogs.region", value = local.region },
  ]
  set_irsa_names = ["serviceAccount.annotations.eks\\.amazonaws\\.com/role-arn"]
  create_role = true
  policy_documents = [local.of_release]
  oidc_providers = {
    this = { provider_arn = var.oidc_provider_arn, service_account = try(var.aws_for_fluentbit.service_account_name, "aws-for-fluent-bit-sa") }
  }
  tags = var.tags
}

module "aws_fsx_csi_driver" {
  source         = "./modules/addon"
  create         = var.enable_aws_fsx_csi_driver
  create_release = var.create_kubernetes_resources
  settings       = var.aws_fsx_csi_driver
  chart_version  = local.of_release
  defaults = {
    name               = "aws-fsx-csi-driver"
    description        = "A Helm chart for AWS FSx for Lustre CSI Driver"
    namespace          = "kube-system"
    create_namespace   = false
    chart              = "aws-fsx-csi-driver"
    repository         = "https://kubernetes-sigs.github.io/aws-fsx-csi-driver/"
    role_name          = "aws-fsx-csi-driver"
    role_description   = "IRSA for aws-fsx-csi-driver"
    policy_description = "IAM Policy for AWS FSX CSI Driver"
  }
  set = [
    { name = "controller.serviceAccount.name", value = try(var.aws_fsx_csi_driver.controller_service_account_name, "aws-fsx-csi-controller-sa") },
    { name = "node.serviceAccount.name", value = try(var.aws_fsx_csi_driver.node_service_account_name, "aws-fsx-csi-node-sa") },
  ]
  set_irsa_names = ["controller.serviceAccount.annotations.eks\\.amazonaws\\.com/role-arn", "node.serviceAccount.annotations.eks\\.amazonaws\\.com/role-arn"]
  create_role = true
  policy_documents = [local.of_release]
  oidc_providers = {
    controller = { provider_arn = var.oidc_provider_arn, service_account = try(var.aws_fsx_csi_driver.controller_service_account_name, "aws-fsx-csi-controller-sa") }
    node = { provider_arn = var.oidc_provider_arn, service_account = try(var.aws_fsx_csi_driver.node_service_account_name, "aws-fsx-csi-node-sa") }
  }
  tags = var.tags
}

module "aws_load_balancer_controller" {
  source         = "./modules/addon"
  create         = var.enable_aws_load_balancer_controller
  create_release = var.create_kubernetes_resources
  settings       = var.aws_load_balancer_controller
  chart_version  = local.of_release
  defaults = {
    name               = "aws-load-balancer-controller"
    description        = "A Helm chart to deploy aws-load-balancer-controller for ingress resources"
    namespace          = "kube-system"
    create_namespace   = false
    chart              = "aws-load-balancer-controller"
    repository         = "https://aws.github.io/eks-charts"
    role_name          = "alb-controller"
    role_description   = "IRSA for aws-load-balancer-controller project"
    policy_description = "IAM Policy for AWS Load Balancer Controller"
  }
  set = [
    { name = "serviceAccount.name", value = try(var.aws_load_balancer_controller.service_account_name, "aws-load-balancer-controller-sa") },
    { name = "clusterName", value = var.cluster_name },
  ]
  set_irsa_names = ["serviceAccount.annotations.eks\\.amazonaws\\.com/role-arn"]
  create_role = true
  policy_documents = [local.of_release]
  oidc_providers = {
    this = { provider_arn = var.oidc_provider_arn, service_account = try(var.aws_load_balancer_controller.service_account_name, "aws-load-balancer-controller-sa") }
  }
  tags = var.tags
}

module "aws_node_termination_handler" {
  source         = "./modules/addon"
  create         = var.enable_aws_node_termination_handler
  create_release = var.create_kubernetes_resources
  settings       = var.aws_node_termination_handler
  chart_version  = local.of_release
  defaults = {
    name               = "aws-node-termination-handler"
    description        = "A Helm chart to deploy AWS Node Termination Handler"
    namespace          = "aws-node-termination-handler"
    create_namespace   = true
    chart              = "aws-node-termination-handler"
    repository         = "https://aws.github.io/eks-charts"
    role_name          = "aws-node-termination-handler"
    role_description   = "IRSA for AWS Node Termination Handler project"
    policy_description = "IAM Policy for AWS Node Termination Handler"
  }
  set = [
    { name = "serviceAccount.name", value = try(var.aws_node_termination_handler.service_account_name, "aws-node-termination-handler-sa") },
    { name = "awsRegion", value = local.region },
    { name = "queueURL", value = try(module.aws_node_termination_handler_sqs.queue_url, "") },
    { name = "enableSqsTerminationDraining", value = true },
  ]
  set_irsa_names = ["serviceAccount.annotations.eks\\.amazonaws\\.com/role-arn"]
  create_role = true
  policy_documents = [local.of_release]
  oidc_providers = {
    this = { provider_arn = var.oidc_provider_arn, service_account = try(var.aws_node_termination_handler.service_account_name, "aws-node-termination-handler-sa") }
  }
  tags = var.tags
}

module "aws_privateca_issuer" {
  source         = "./modules/addon"
  create         = var.enable_aws_privateca_issuer
  create_release = var.create_kubernetes_resources
  settings       = var.aws_privateca_issuer
  chart_version  = local.of_release
  defaults = {
    name               = "aws-privateca-issuer"
    description        = "A Helm chart to install the AWS Private CA Issuer"
    namespace          = try(var.cert_manager.namespace, "cert-manager")
    create_namespace   = false
    chart              = "aws-privateca-issuer"
    repository         = "https://cert-manager.github.io/aws-privateca-issuer"
    role_name          = "aws-privateca-issuer"
    role_description   = "IRSA for AWS Private CA Issuer"
    policy_description = "IAM Policy for AWS Private CA Issuer"
  }
  set = [
    { name = "serviceAccount.name", value = try(var.aws_privateca_issuer.service_account_name, "aws-privateca-issuer-sa") },
  ]
  set_irsa_names = ["serviceAccount.annotations.eks\\.amazonaws\\.com/role-arn"]
  create_role = true
  policy_documents = [local.of_release]
  oidc_providers = {
    controller = { provider_arn = var.oidc_provider_arn, service_account = try(var.aws_privateca_issuer.service_account_name, "aws-privateca-issuer-sa") }
  }
  tags = var.tags
}

module "cert_manager" {
  source         = "./modules/addon"
  create         = var.enable_cert_manager
  create_release = var.create_kubernetes_resources
  settings       = var.cert_manager
  chart_version  = local.of_release
  defaults = {
    name               = "cert-manager"
    description        = "A Helm chart to deploy cert-manager"
    namespace          = "cert-manager"
    create_namespace   = true
    chart              = "cert-manager"
    repository         = "https://charts.jetstack.io"
    role_name          = "cert-manager"
    role_description   = "IRSA for cert-manger project"
    policy_description = "IAM Policy for cert-manager"
  }
  set = [
    { name = "installCRDs", value = true },
    { name = "serviceAccount.name", value = try(var.cert_manager.service_account_name, "cert-manager") },
  ]
  set_irsa_names = ["serviceAccount.annotations.eks\\.amazonaws\\.com/role-arn"]
  create_role = length(var.cert_manager_route53_hosted_zone_arns) > 0
  allow_self_assume_role = try(var.cert_manager.allow_self_assume_role, true)
  policy_documents = [local.of_release]
  oidc_providers = {
    this = { provider_arn = var.oidc_provider_arn, service_account = try(var.cert_manager.service_account_name, "cert-manager") }
  }
  tags = var.tags
}

module "cluster_autoscaler" {
  source         = "./modules/addon"
  create         = var.enable_cluster_autoscaler
  create_release = var.create_kubernetes_resources
  settings       = var.cluster_autoscaler
  chart_version  = local.of_release
  defaults = {
    name               = "cluster-autoscaler"
    description        = "A Helm chart to deploy cluster-autoscaler"
    namespace          = "kube-system"
    create_namespace   = false
    chart              = "cluster-autoscaler"
    repository         = "https://kubernetes.github.io/autoscaler"
    role_name          = "cluster-autoscaler"
    role_description   = "IRSA for cluster-autoscaler operator"
    policy_description = "IAM Policy for cluster-autoscaler operator"
  }
  part_set = [
    { name = "awsRegion", value = local.region },
    { name = "autoDiscovery.clusterName", value = var.cluster_name },
    { name = "image.tag", value = try(var.cluster_autoscaler.image_tag_override, local.of_release) },
    { name = "rbac.serviceAccount.name", value = try(var.cluster_autoscaler.service_account_name, "cluster-autoscaler-sa") },
  ]
  set_irsa_names = ["rbac.serviceAccount.annotations.eks\\.amazonaws\\.com/role-arn"]
  create_role = true
  policy_documents = [local.of_release]
  oidc_providers = {
    this = { provider_arn = var.oidc_provider_arn, service_account = try(var.cluster_autoscaler.service_account_name, "cluster-autoscaler-sa") }
  }
  tags = var.tags
}

module "cluster_proportional_autoscaler" {
  source         = "./modules/addon"
  create         = var.enable_cluster_proportional_autoscaler
  create_release = var.create_kubernetes_resources
  settings       = var.cluster_proportional_autoscaler
  chart_version  = local.of_release
  defaults = {
    name             = "cluster-proportional-autoscaler"
    description      = "A Helm chart to install the Cluster Proportional Autoscaler"
    namespace        = "kube-system"
    create_namespace = false
    chart            = "cluster-proportional-autoscaler"
    repository       = "https://kubernetes-sigs.github.io/cluster-proportional-autoscaler"
  }
  tags = var.tags
}

module "external_dns" {
  source         = "./modules/addon"
  create         = var.enable_external_dns
  create_release = var.create_kubernetes_resources
  settings       = var.external_dns
  chart_version  = local.of_release
  defaults = {
    name               = "external-dns"
    description        = "A Helm chart to deploy external-dns"
    namespace          = "external-dns"
    create_namespace   = true
    chart              = "external-dns"
    repository         = "https://kubernetes-sigs.github.io/external-dns/"
    values             = ["provider: aws"]
    role_name          = "external-dns"
    role_description   = "IRSA for external-dns operator"
    policy_description = "IAM Policy for external-dns operator"
  }
  set = [
    { name = "serviceAccount.name", value = try(var.external_dns.service_account_name, "external-dns-sa") },
  ]
  set_irsa_names = ["serviceAccount.annotations.eks\\.amazonaws\\.com/role-arn"]
  create_role = length(var.external_dns_route53_zone_arns) > 0
  policy_documents = [local.of_release]
  oidc_providers = {
    this = { provider_arn = var.oidc_provider_arn, service_account = try(var.external_dns.service_account_name, "external-dns-sa") }
  }
  tags = var.tags
}

module "external_secrets" {
  source         = "./modules/addon"
  create         = var.enable_external_secrets
  create_release = var.create_kubernetes_resources
  settings       = var.external_secrets
  chart_version  = local.of_release
  defaults = {
    name               = "external-secrets"
    description        = "A Helm chart to deploy external-secrets"
    namespace          = "external-secrets"
    create_namespace   = true
    chart              = "external-secrets"
    repository         = "https://charts.external-secrets.io"
    role_name          = "external-secrets"
    role_description   = "IRSA for external-secrets operator"
    policy_description = "IAM Policy for external-secrets operator"
  }
  set = [
    { name = "serviceAccount.name", value = try(var.external_secrets.service_account_name, "external-secrets-sa") },
    { name = "webhook.port", value = var.enable_eks_fargate ? "9443" : "10250" },
  ]
  set_irsa_names = ["serviceAccount.annotations.eks\\.amazonaws\\.com/role-arn"]
  create_role = true
  policy_documents = [local.of_release]
  oidc_providers = {
    this = { provider_arn = var.oidc_provider_arn, service_account = try(var.external_secrets.service_account_name, "external-secrets-sa") }
  }
  tags = var.tags
}

module "gatekeeper" {
  source         = "./modules/addon"
  create         = var.enable_gatekeeper
  create_release = var.create_kubernetes_resources
  settings       = var.gatekeeper
  chart_version  = local.of_release
  defaults = {
    name             = "gatekeeper"
    description      = "A Helm chart to install Gatekeeper"
    namespace        = "gatekeeper-system"
    create_namespace = true
    chart            = "gatekeeper"
    repository       = "https://open-policy-agent.github.io/gatekeeper/charts"
  }
  tags = var.tags
}

module "ingress_nginx" {
  source         = "./modules/addon"
  create         = var.enable_ingress_nginx
  create_release = var.create_kubernetes_resources
  settings       = var.ingress_nginx
  chart_version  = local.of_release
  defaults = {
    name             = "ingress-nginx"
    description      = "A Helm chart to install the Ingress Nginx"
    namespace        = "ingress-nginx"
    create_namespace = true
    chart            = "ingress-nginx"
    repository       = "https://kubernetes.github.io/ingress-nginx"
  }
  tags = var.tags
}

module "karpenter" {
  source         = "./modules/addon"
  create         = var.enable_karpenter
  create_release = var.create_kubernetes_resources
  settings       = var.karpenter
  chart_version  = local.of_release
  defaults = {
    name               = "karpenter"
    description        = "A Helm chart to deploy Karpenter"
    namespace          = "karpenter"
    create_namespace   = true
    chart              = "karpenter"
    repository         = "oci://public.ecr.aws/karpenter"
    role_name          = "karpenter"
    role_description   = "IRSA for Karpenter"
    policy_description = "IAM Policy for karpenter"
  }
  set = [for s in local.karpenter_set : s if s.value != null]
  set_irsa_names = ["serviceAccount.annotations.eks\\.amazonaws\\.com/role-arn"]
  create_role = true
  policy_documents = [local.of_release]
  oidc_providers = {
    this = { provider_arn = var.oidc_provider_arn, service_account = try(var.karpenter.service_account_name, "karpenter") }
  }
  tags = var.tags
}

module "kube_prometheus_stack" {
  source         = "./modules/addon"
  create         = var.enable_kube_prometheus_stack
  create_release = var.create_kubernetes_resources
  settings       = var.kube_prometheus_stack
  chart_version  = local.of_release
  defaults = {
    name             = "kube-prometheus-stack"
    description      = "A Helm chart to install the Kube Prometheus Stack"
    namespace        = "kube-prometheus-stack"
    create_namespace = true
    chart            = "kube-prometheus-stack"
    repository       = "https://prometheus-community.github.io/helm-charts"
  }
  tags = var.tags
}

module "metrics_server" {
  source         = "./modules/addon"
  create         = var.enable_metrics_server
  create_release = var.create_kubernetes_resources
  settings       = var.metrics_server
  chart_version  = local.of_release
  defaults = {
    name             = "metrics-server"
    description      = "A Helm chart to install the Metrics Server"
    namespace        = "kube-system"
    create_namespace = false
    chart            = "metrics-server"
    repository       = "https://kubernetes-sigs.github.io/metrics-server/"
  }
  tags = var.tags
}

module "secrets_store_csi_driver" {
  source         = "./modules/addon"
  create         = var.enable_secrets_store_csi_driver
  create_release = var.create_kubernetes_resources
  settings       = var.secrets_store_csi_driver
  chart_version  = local.of_release
  defaults = {
    name             = "secrets-store-csi-driver"
    description      = "A Helm chart to install the Secrets Store CSI Driver"
    namespace        = "kube-system"
    create_namespace = false
    chart            = "secrets-store-csi-driver"
    repository       = "https://kubernetes-sigs.github.io/secrets-store-csi-driver/charts"
  }
  tags = var.tags
}

module "secrets_store_csi_driver_provider_aws" {
  source         = "./modules/addon"
  create         = var.enable_secrets_store_csi_driver_provider_aws
  create_release = var.create_kubernetes_resources
  settings       = var.secrets_store_csi_driver_provider_aws
  chart_version  = local.of_release
  defaults = {
    name             = "secrets-store-csi-driver-provider-aws"
    description      = "A Helm chart to install the Secrets Store CSI Driver and the AWS Key Management Service Provider inside a Kubernetes cluster."
    namespace        = "kube-system"
    create_namespace = false
    chart            = "secrets-store-csi-driver-provider-aws"
    repository       = "https://aws.github.io/secrets-store-csi-driver-provider-aws"
  }
  tags = var.tags
}

module "velero" {
  source         = "./modules/addon"
  create         = var.enable_velero
  create_release = var.create_kubernetes_resources
  settings       = var.velero
  chart_version  = local.of_release
  defaults = {
    name               = "velero"
    description        = "A Helm chart to install the Velero"
    namespace          = "velero"
    create_namespace   = true
    chart              = "velero"
    repository         = "https://vmware-tanzu.github.io/helm-charts/"
    role_name          = "velero"
    role_description   = "IRSA for Velero"
    policy_description = "IAM Policy for Velero"
  }
  part_set = [
    { name = "initContainers", value = local.of_release },
    { name = "serviceAccount.server.name", value = try(var.velero.service_account_name, "velero-server") },
    { name = "configuration.provider", value = "aws" },
    { name = "configuration.backupStorageLocation.prefix", value = local.velero_prefix },
    { name = "configuration.backupStorageLocation.bucket", value = local.velero_bucket },
    { name = "configuration.backupStorageLocation.config.region", value = local.region },
    { name = "configuration.volumeSnapshotLocation.config.region", value = local.region },
    { name = "credentials.useSecret", value = false },
  ]
  set_irsa_names = ["serviceAccount.server.annotations.eks\\.amazonaws\\.com/role-arn"]
  create_role = true
  policy_documents = [local.of_release]
  oidc_providers = {
    controller = { provider_arn = var.oidc_provider_arn, service_account = try(var.velero.service_account_name, "velero-server") }
  }
  tags = var.tags
}

module "vpa" {
  source         = "./modules/addon"
  create         = var.enable_vpa
  create_release = var.create_kubernetes_resources
  settings       = var.vpa
  chart_version  = local.of_release
  defaults = {
    name             = "vpa"
    description      = "A Helm chart to install the Vertical Pod Autoscaler"
    namespace        = "vpa"
    create_namespace = true
    chart            = "vpa"
    repository       = "https://charts.fairwinds.com/stable"
  }
  set = [
    { name = "admissionController.enabled", value = true },
  ]
  tags = var.tags
}

module "aws_gateway_api_controller" {
  source         = "./modules/addon"
  create         = var.enable_aws_gateway_api_controller
  create_release = var.create_kubernetes_resources
  settings       = var.aws_gateway_api_controller
  chart_version  = local.of_release
  defaults = {
    name               = "aws-gateway-api-controller"
    description        = "A Helm chart to deploy aws-gateway-api-controller"
    namespace          = "aws-application-networking-system"
    create_namespace   = true
    chart              = "aws-gateway-controller-chart"
    repository         = "oci://public.ecr.aws/aws-application-networking-k8s"
    role_name          = "aws-gateway-api-controller"
    role_description   = "IRSA for aws-gateway-api-controller"
    policy_description = "IAM Policy for aws-gateway-api-controller"
  }
  set = [
    { name = "serviceAccount.name", value = try(var.aws_gateway_api_controller.service_account_name, "gateway-api-controller") },
    { name = "awsRegion", value = local.region },
    { name = "awsAccountId", value = local.account },
  ]
  set_irsa_names = ["serviceAccount.annotations.eks\\.amazonaws\\.com/role-arn"]
  create_role = true
  policy_documents = [local.of_release]
  oidc_providers = {
    this = { provider_arn = var.oidc_provider_arn, service_account = try(var.aws_gateway_api_controller.service_account_name, "gateway-api-controller") }
  }
  tags = var.tags
}

module "bottlerocket_shadow" {
  source         = "./modules/addon"
  create         = var.enable_bottlerocket_update_operator
  create_release = var.create_kubernetes_resources
  settings       = var.bottlerocket_shadow
  chart_version  = local.of_release
  defaults = {
    name        = "brupop-crds"
    description = "CRDs for Bottlerocket Update Operator"
    chart       = "bottlerocket-shadow"
    repository  = "https://bottlerocket-os.github.io/bottlerocket-update-operator/"
  }
  tags = var.tags
}

module "bottlerocket_update_operator" {
  source         = "./modules/addon"
  create         = var.enable_bottlerocket_update_operator
  create_release = var.create_kubernetes_resources
  settings       = var.bottlerocket_update_operator
  chart_version  = local.of_release
  defaults = {
    name             = "brupop-operator"
    description      = "A Helm chart for Bottlerocket Update Operator"
    namespace        = "brupop-bottlerocket-aws"
    create_namespace = true
    chart            = "bottlerocket-update-operator"
    repository       = "https://bottlerocket-os.github.io/bottlerocket-update-operator/"
  }
  tags = var.tags
}
