# aws-auth, where the module writes it (majors 18 and 19)

resource "kubernetes_config_map" "aws_auth" {
  count = local.create && var.create_aws_auth_configmap ? 1 : 0

  metadata {
    name      = "aws-auth"
    namespace = "kube-system"
  }
  data = local.aws_auth
}

resource "kubernetes_config_map_v1_data" "aws_auth" {
  count = local.create && var.manage_aws_auth_configmap ? 1 : 0

  force = true
  data  = local.aws_auth
  metadata {
    name      = "aws-auth"
    namespace = "kube-system"
  }
}

locals {
  aws_auth = {
    mapRoles = yamlencode(concat(
      [for r in distinct(compact(concat([for g in module.eks_managed_node_group : g.iam_role_arn], [for g in module.self_managed_node_group : g.iam_role_arn], var.aws_auth_node_iam_role_arns_non_windows))) : {
        rolearn  = r
        username = "system:node:{{EC2PrivateDNSName}}"
        groups   = ["system:bootstrappers", "system:nodes"]
      }],
      [for r in distinct(compact(concat([for g in module.fargate_profile : g.fargate_profile_pod_execution_role_arn], var.aws_auth_fargate_profile_pod_execution_role_arns))) : {
        rolearn  = r
        username = "system:node:{{SessionName}}"
        groups   = ["system:bootstrappers", "system:nodes", "system:node-proxier"]
      }],
      var.aws_auth_roles,
    ))
    mapUsers    = yamlencode(var.aws_auth_users)
    mapAccounts = yamlencode(var.aws_auth_accounts)
  }
}
