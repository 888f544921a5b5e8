# Major 4: access entries, Auto Mode, rules of the cluster's group as resources of their own kind.

variable "cloudwatch_log_group_class" { default = null }
variable "bootstrap_self_managed_addons_enabled" {
  type    = bool
  default = null
}
variable "deletion_protection_enabled" {
  type    = bool
  default = false
}
variable "upgrade_policy" {
  type    = any
  default = null
}
variable "zonal_shift_config" {
  type    = any
  default = null
}
variable "remote_network_config" {
  type    = object({ remote_node_networks_cidrs = list(string), remote_pod_networks_cidrs = optional(list(string)) })
  default = null
}
variable "auto_mode_compute_config" {
  type     = object({ enabled = optional(bool, false), node_pools = optional(set(string), ["general-purpose", "system"]), node_role_arn = optional(string) })
  default  = {}
  nullable = false
}
variable "auto_mode_storage_config" {
  type     = object({ block_storage = optional(object({ enabled = optional(bool, false) }), {}) })
  default  = {}
  nullable = false
}
variable "auto_mode_elastic_load_balancing" {
  type     = object({ enabled = optional(bool, false) })
  default  = {}
  nullable = false
}
variable "access_config" {
  type     = object({ authentication_mode = optional(string, "API"), bootstrap_cluster_creator_admin_permissions = optional(bool, false) })
  default  = {}
  nullable = false
}
variable "access_entry_map" {
  type = map(object({
    user_name                  = optional(string)
    kubernetes_groups          = optional(list(string), [])
    type                       = optional(string, "STANDARD")
    access_policy_associations = optional(map(object({ access_scope = optional(object({ type = optional(string, "cluster"), namespaces = optional(list(string)) }), {}) })), {})
  }))
  default  = {}
  nullable = false
}
variable "access_entries" {
  type     = list(object({ principal_arn = string, user_name = optional(string), kubernetes_groups = optional(list(string)) }))
  default  = []
  nullable = false
}
variable "access_policy_associations" {
  type     = list(object({ principal_arn = string, policy_arn = string, access_scope = optional(object({ type = optional(string, "cluster"), namespaces = optional(list(string)) }), {}) }))
  default  = []
  nullable = false
}
variable "access_entries_for_nodes" {
  type     = map(list(string))
  default  = {}
  nullable = false
}

locals {
  log_group_class     = var.cloudwatch_log_group_class
  bootstrap_addons    = var.bootstrap_self_managed_addons_enabled != null ? var.bootstrap_self_managed_addons_enabled : local.auto_mode ? false : null
  deletion_protection = var.deletion_protection_enabled
  access_config       = [var.access_config]
  remote_networks     = [for c in [var.remote_network_config] : c if c != null]
  upgrade_policies    = [for c in [var.upgrade_policy] : c if c != null]
  zonal_shifts        = [for c in [var.zonal_shift_config] : c if c != null]
  auto_compute        = var.auto_mode_compute_config.enabled ? [var.auto_mode_compute_config] : []
  auto_storage        = var.auto_mode_storage_config.block_storage.enabled
  auto_balancing      = var.auto_mode_elastic_load_balancing.enabled
  auto_mode           = var.auto_mode_compute_config.enabled && local.auto_storage && local.auto_balancing
  cluster_groups      = var.associated_security_group_ids

  # Policies may be written short.
  names    = ["Admin", "ClusterAdmin", "Edit", "View"]
  policies = merge([for n in local.names : { (n) = "arn:aws:eks::aws:cluster-access-policy/AmazonEKS${n}Policy", "AmazonEKS${n}Policy" = "arn:aws:eks::aws:cluster-access-policy/AmazonEKS${n}Policy" }]...)
  # Members of system:masters become cluster administrators by a policy.
  entries = { for arn, e in var.access_entry_map : arn => {
    type   = e.type
    groups = [for g in e.kubernetes_groups : g if g != "system:masters" || e.type != "STANDARD"]
    policies = merge({ for p, a in e.access_policy_associations : lookup(local.policies, p, p) => a.access_scope },
    contains(e.kubernetes_groups, "system:masters") && e.type == "STANDARD" ? { (local.policies["ClusterAdmin"]) = { type = "cluster", namespaces = null } } : {})
  } }
  pairs = merge([for arn, e in local.entries : { for p, scope in e.policies : "${arn}-${p}" => { principal = arn, policy = p, scope = scope } }]...)
  # With Auto Mode the cluster's role needs more.
  auto_policies = local.own_role && local.auto_mode ? toset([for n in ["Compute", "BlockStorage", "LoadBalancing", "Networking"] : "arn:${local.partition}:iam::aws:policy/AmazonEKS${n}Policy"]) : toset([])
}

resource "aws_iam_role_policy_attachment" "auto_mode" {
  for_each   = local.auto_policies
  policy_arn = each.value
  role       = aws_iam_role.default[0].name
}

resource "aws_eks_access_entry" "map" {
  for_each          = local.enabled ? local.entries : {}
  cluster_name      = one(aws_eks_cluster.default[*].id)
  principal_arn     = each.key
  kubernetes_groups = each.value.groups
  type              = each.value.type
  tags              = module.this.tags
}

resource "aws_eks_access_policy_association" "map" {
  for_each      = local.enabled ? local.pairs : {}
  cluster_name  = one(aws_eks_cluster.default[*].id)
  principal_arn = each.value.principal
  policy_arn    = each.value.policy
  access_scope {
    type       = each.value.scope.type
    namespaces = each.value.scope.namespaces
  }
}

resource "aws_eks_access_entry" "standard" {
  count             = local.enabled ? length(var.access_entries) : 0
  cluster_name      = one(aws_eks_cluster.default[*].id)
  principal_arn     = var.access_entries[count.index].principal_arn
  kubernetes_groups = var.access_entries[count.index].kubernetes_groups
  type              = "STANDARD"
  tags              = module.this.tags
}

resource "aws_eks_access_entry" "linux" {
  count         = local.enabled ? length(lookup(var.access_entries_for_nodes, "EC2_LINUX", [])) : 0
  cluster_name  = one(aws_eks_cluster.default[*].id)
  principal_arn = var.access_entries_for_nodes.EC2_LINUX[count.index]
  type          = "EC2_LINUX"
  tags          = module.this.tags
}

resource "aws_eks_access_entry" "windows" {
  count         = local.enabled ? length(lookup(var.access_entries_for_nodes, "EC2_WINDOWS", [])) : 0
  cluster_name  = one(aws_eks_cluster.default[*].id)
  principal_arn = var.access_entries_for_nodes.EC2_WINDOWS[count.index]
  type          = "EC2_WINDOWS"
  tags          = module.this.tags
}

resource "aws_eks_access_policy_association" "list" {
  count         = local.enabled ? length(var.access_policy_associations) : 0
  cluster_name  = one(aws_eks_cluster.default[*].id)
  principal_arn = var.access_policy_associations[count.index].principal_arn
  policy_arn    = lookup(local.policies, var.access_policy_associations[count.index].policy_arn, var.access_policy_associations[count.index].policy_arn)
  access_scope {
    type       = var.access_policy_associations[count.index].access_scope.type
    namespaces = var.access_policy_associations[count.index].access_scope.namespaces
  }
}

resource "aws_vpc_security_group_ingress_rule" "managed_ingress_security_groups" {
  count                        = local.managed_sg ? length(var.allowed_security_group_ids) : 0
  description                  = "Allow inbound traffic from existing Security Groups"
  ip_protocol                  = "-1"
  referenced_security_group_id = var.allowed_security_group_ids[count.index]
  security_group_id            = local.cluster_sg
}

resource "aws_vpc_security_group_ingress_rule" "managed_ingress_cidr_blocks" {
  count             = local.managed_sg ? length(var.allowed_cidr_blocks) : 0
  description       = "Allow inbound traffic from CIDR blocks"
  ip_protocol       = "-1"
  cidr_ipv4         = var.allowed_cidr_blocks[count.index]
  security_group_id = local.cluster_sg
}

resource "aws_vpc_security_group_ingress_rule" "custom_ingress_rules" {
  for_each                     = { for r in var.custom_ingress_rules : r.source_security_group_id => r }
  description                  = each.value.description
  ip_protocol                  = each.value.protocol
  from_port                    = each.value.from_port
  to_port                      = each.value.to_port
  referenced_security_group_id = each.value.source_security_group_id
  security_group_id            = local.cluster_sg
}

output "eks_cluster_ipv4_service_cidr" { value = one(aws_eks_cluster.default[*].kubernetes_network_config[0].service_ipv4_cidr) }
output "eks_cluster_ipv6_service_cidr" { value = one(aws_eks_cluster.default[*].kubernetes_network_config[0].service_ipv6_cidr) }
output "eks_addons_versions" { value = local.enabled ? { for a in aws_eks_addon.cluster : a.addon_name => a.addon_version } : {} }
output "auto_mode_enabled" { value = local.auto_mode }

# Capabilities (Argo CD, ACK, KRO) with roles of their own; what configures them is left out.

variable "capabilities" {
  type     = any
  default  = {}
  nullable = false
}

locals {
  capabilities     = { for k, c in var.capabilities : k => c if local.enabled && lookup(c, "enabled", true) }
  capability_roles = { for k, c in local.capabilities : k => c if lookup(c, "create_iam_role", true) }
}

module "capability_label" {
  source     = "cloudposse/label/null"
  version    = "0.25.0"
  for_each   = local.capability_roles
  attributes = ["capability", each.key]
  context    = module.this.context
}

data "aws_iam_policy_document" "capability_assume_role" {
  count = length(local.capability_roles) > 0 ? 1 : 0
  statement {
    effect  = "Allow"
    actions = ["sts:AssumeRole", "sts:TagSession"]
    principals {
      type        = "Service"
      identifiers = ["capabilities.eks.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "capability" {
  for_each             = local.capability_roles
  name                 = module.capability_label[each.key].id
  assume_role_policy   = data.aws_iam_policy_document.capability_assume_role[0].json
  permissions_boundary = var.permissions_boundary
  tags                 = module.capability_label[each.key].tags
}

resource "aws_eks_capability" "default" {
  for_each                  = local.capabilities
  cluster_name              = one(aws_eks_cluster.default[*].id)
  capability_name           = each.key
  type                      = each.value.type
  role_arn                  = lookup(each.value, "create_iam_role", true) ? aws_iam_role.capability[each.key].arn : each.value.role_arn
  delete_propagation_policy = lookup(each.value, "delete_propagation_policy", "RETAIN")
  tags                      = module.label.tags
}

output "capabilities" { value = { for k, c in aws_eks_capability.default : k => { arn = c.arn, type = c.type, version = c.version } } }
output "capability_role_arns" { value = { for k, r in aws_iam_role.capability : k => r.arn } }
