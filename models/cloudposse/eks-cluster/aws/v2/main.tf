# Majors 2 and 3: aws-auth, rules of the cluster's group one by one, and a group of the module's own for the control plane on request.

variable "region" { default = null }
variable "vpc_id" { type = string }
variable "create_security_group" {
  type    = bool
  default = false
}
variable "workers_security_group_ids" {
  type    = list(string)
  default = []
}
variable "allowed_security_groups" {
  type    = list(string)
  default = []
}
variable "apply_config_map_aws_auth" {
  type    = bool
  default = true
}
variable "kubernetes_config_map_ignore_role_changes" {
  type    = bool
  default = true
}
variable "aws_auth_yaml_strip_quotes" {
  type    = bool
  default = true
}
variable "workers_role_arns" {
  type    = list(string)
  default = []
}
variable "map_additional_iam_roles" {
  type    = list(object({ rolearn = string, username = string, groups = list(string) }))
  default = []
}
variable "map_additional_iam_users" {
  type    = list(object({ userarn = string, username = string, groups = list(string) }))
  default = []
}
variable "map_additional_aws_accounts" {
  type    = list(string)
  default = []
}

locals {
  # What only major 4 has.
  log_group_class     = null
  bootstrap_addons    = null
  deletion_protection = null
  access_config       = []
  remote_networks     = []
  upgrade_policies    = []
  zonal_shifts        = []
  auto_compute        = []
  auto_storage        = false
  auto_balancing      = false
  auto_mode           = false

  allowed        = concat(var.allowed_security_groups, var.allowed_security_group_ids, var.workers_security_group_ids)
  own_sg         = local.enabled && var.create_security_group
  cluster_groups = var.create_security_group ? compact(concat(var.associated_security_group_ids, [one(aws_security_group.default[*].id)])) : var.associated_security_group_ids

  workers = [for arn in var.workers_role_arns : { rolearn = arn, username = "system:node:{{EC2PrivateDNSName}}", groups = ["system:bootstrappers", "system:nodes"] }]
  auth = {
    mapRoles    = yamlencode(distinct(concat(local.workers, var.map_additional_iam_roles)))
    mapUsers    = yamlencode(var.map_additional_iam_users)
    mapAccounts = yamlencode(var.map_additional_aws_accounts)
  }
}

resource "aws_security_group_rule" "managed_ingress_security_groups" {
  count                    = local.managed_sg ? length(local.allowed) : 0
  type                     = "ingress"
  description              = "Allow inbound traffic from existing Security Groups"
  protocol                 = "-1"
  from_port                = 0
  to_port                  = 65535
  source_security_group_id = local.allowed[count.index]
  security_group_id        = local.cluster_sg
}

resource "aws_security_group_rule" "managed_ingress_cidr_blocks" {
  count             = local.managed_sg && length(var.allowed_cidr_blocks) > 0 ? 1 : 0
  type              = "ingress"
  description       = "Allow inbound traffic from CIDR blocks"
  protocol          = "-1"
  from_port         = 0
  to_port           = 65535
  cidr_blocks       = var.allowed_cidr_blocks
  security_group_id = local.cluster_sg
}

resource "aws_security_group_rule" "custom_ingress_rules" {
  for_each                 = { for r in var.custom_ingress_rules : r.source_security_group_id => r }
  type                     = "ingress"
  description              = each.value.description
  protocol                 = each.value.protocol
  from_port                = each.value.from_port
  to_port                  = each.value.to_port
  source_security_group_id = each.value.source_security_group_id
  security_group_id        = local.cluster_sg
}

resource "aws_security_group" "default" {
  count       = local.own_sg ? 1 : 0
  name        = module.label.id
  description = "Security Group for EKS cluster"
  vpc_id      = var.vpc_id
  tags        = module.label.tags
}

resource "aws_security_group_rule" "egress" {
  count             = local.own_sg ? 1 : 0
  type              = "egress"
  description       = "Allow all egress traffic"
  protocol          = "-1"
  from_port         = 0
  to_port           = 0
  cidr_blocks       = ["0.0.0.0/0"]
  security_group_id = aws_security_group.default[0].id
}

resource "aws_security_group_rule" "ingress_workers" {
  count                    = local.own_sg ? length(var.workers_security_group_ids) : 0
  type                     = "ingress"
  description              = "Allow the cluster to receive communication from the worker nodes"
  protocol                 = "-1"
  from_port                = 0
  to_port                  = 65535
  source_security_group_id = var.workers_security_group_ids[count.index]
  security_group_id        = aws_security_group.default[0].id
}

resource "aws_security_group_rule" "ingress_security_groups" {
  count                    = local.own_sg ? length(var.allowed_security_groups) : 0
  type                     = "ingress"
  description              = "Allow inbound traffic from existing Security Groups"
  protocol                 = "-1"
  from_port                = 0
  to_port                  = 65535
  source_security_group_id = var.allowed_security_groups[count.index]
  security_group_id        = aws_security_group.default[0].id
}

resource "aws_security_group_rule" "ingress_cidr_blocks" {
  count             = local.own_sg && length(var.allowed_cidr_blocks) > 0 ? 1 : 0
  type              = "ingress"
  description       = "Allow inbound traffic from CIDR blocks"
  protocol          = "-1"
  from_port         = 0
  to_port           = 65535
  cidr_blocks       = var.allowed_cidr_blocks
  security_group_id = aws_security_group.default[0].id
}

resource "null_resource" "wait_for_cluster" {
  count = local.enabled && var.apply_config_map_aws_auth ? 1 : 0
}

resource "kubernetes_config_map" "aws_auth_ignore_changes" {
  count = local.enabled && var.apply_config_map_aws_auth && var.kubernetes_config_map_ignore_role_changes ? 1 : 0
  metadata {
    name      = "aws-auth"
    namespace = "kube-system"
  }
  data = local.auth
}

resource "kubernetes_config_map" "aws_auth" {
  count = local.enabled && var.apply_config_map_aws_auth && !var.kubernetes_config_map_ignore_role_changes ? 1 : 0
  metadata {
    name      = "aws-auth"
    namespace = "kube-system"
  }
  data = { for k, v in local.auth : k => replace(v, "\"", var.aws_auth_yaml_strip_quotes ? "" : "\"") }
}

output "security_group_id" { value = one(aws_security_group.default[*].id) }
output "security_group_arn" { value = one(aws_security_group.default[*].arn) }
output "security_group_name" { value = one(aws_security_group.default[*].name) }
output "kubernetes_config_map_id" { value = var.kubernetes_config_map_ignore_role_changes ? one(kubernetes_config_map.aws_auth_ignore_changes[*].id) : one(kubernetes_config_map.aws_auth[*].id) }
