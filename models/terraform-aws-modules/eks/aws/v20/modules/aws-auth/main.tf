# modules/aws-auth, major 20: the config map that says which IAM roles and users are who in the cluster.

locals {
  data = {
    mapRoles    = yamlencode(var.aws_auth_roles)
    mapUsers    = yamlencode(var.aws_auth_users)
    mapAccounts = yamlencode(var.aws_auth_accounts)
  }
}

resource "kubernetes_config_map" "aws_auth" {
  count = var.create && var.create_aws_auth_configmap ? 1 : 0

  data = local.data
  metadata {
    name      = "aws-auth"
    namespace = "kube-system"
  }
}

resource "kubernetes_config_map_v1_data" "aws_auth" {
  count = var.create && var.manage_aws_auth_configmap ? 1 : 0

  force = true
  data  = local.data
  metadata {
    name      = "aws-auth"
    namespace = "kube-system"
  }
}

variable "create" { default = true }
variable "manage_aws_auth_configmap" { default = true }
variable "create_aws_auth_configmap" { default = false }
variable "aws_auth_roles" { default = [] }
variable "aws_auth_users" { default = [] }
variable "aws_auth_accounts" { default = [] }
