# EKS cluster with its role, key, log group, OIDC provider and add-ons. Majors 2 to 4; access and security groups differ (v2, v4).

variable "module_major" {}

variable "subnet_ids" { type = list(string) }
variable "associated_security_group_ids" {
  type    = list(string)
  default = []
}
variable "create_eks_service_role" {
  type    = bool
  default = true
}
variable "eks_cluster_service_role_arn" {
  type    = string
  default = null
}
variable "permissions_boundary" { default = null }
variable "kubernetes_version" {
  type    = string
  default = "1.21"
}
variable "oidc_provider_enabled" {
  type    = bool
  default = false
}
variable "endpoint_private_access" {
  type    = bool
  default = false
}
variable "endpoint_public_access" {
  type    = bool
  default = true
}
variable "public_access_cidrs" {
  type    = list(string)
  default = ["0.0.0.0/0"]
}
variable "service_ipv4_cidr" {
  type    = string
  default = null
}
variable "kubernetes_network_ipv6_enabled" {
  type    = bool
  default = false
}
variable "enabled_cluster_log_types" {
  type    = list(string)
  default = []
}
variable "cluster_log_retention_period" {
  type    = number
  default = 0
}
variable "cloudwatch_log_group_kms_key_id" { default = null }
variable "cluster_encryption_config_enabled" {
  type    = bool
  default = true
}
variable "cluster_encryption_config_kms_key_id" {
  type    = string
  default = ""
}
variable "cluster_encryption_config_kms_key_enable_key_rotation" {
  type    = bool
  default = true
}
variable "cluster_encryption_config_kms_key_deletion_window_in_days" {
  type    = number
  default = 10
}
variable "cluster_encryption_config_kms_key_policy" { default = null }
variable "cluster_encryption_config_resources" {
  type    = list(any)
  default = ["secrets"]
}
variable "cluster_attributes" {
  type    = list(string)
  default = ["cluster"]
}
variable "managed_security_group_rules_enabled" {
  type    = bool
  default = true
}
variable "allowed_security_group_ids" {
  type    = list(string)
  default = []
}
variable "allowed_cidr_blocks" {
  type    = list(string)
  default = []
}
variable "custom_ingress_rules" {
  type    = any
  default = []
}

locals {
  enabled    = module.this.enabled
  own_role   = local.enabled && var.create_eks_service_role
  role_arn   = local.own_role ? one(aws_iam_role.default[*].arn) : var.eks_cluster_service_role_arn
  own_key    = local.enabled && var.cluster_encryption_config_enabled && var.cluster_encryption_config_kms_key_id == ""
  key_arn    = local.own_key ? one(aws_kms_key.cluster[*].arn) : var.cluster_encryption_config_kms_key_id
  log_group  = "/aws/eks/${module.label.id}/cluster"
  partition  = one(data.aws_partition.current[*].partition)
  cluster_sg = one(aws_eks_cluster.default[*].vpc_config[0].cluster_security_group_id)
  managed_sg = local.enabled && var.managed_security_group_rules_enabled
  issuer     = one(aws_eks_cluster.default[*].identity[0].oidc[0].issuer)
}

module "label" {
  source     = "cloudposse/label/null"
  version    = "0.25.0"
  attributes = var.cluster_attributes
  context    = module.this.context
}

data "aws_partition" "current" {
  count = local.enabled ? 1 : 0
}

resource "aws_cloudwatch_log_group" "default" {
  count             = local.enabled && length(var.enabled_cluster_log_types) > 0 ? 1 : 0
  name              = local.log_group
  retention_in_days = var.cluster_log_retention_period
  kms_key_id        = var.cloudwatch_log_group_kms_key_id
  log_group_class   = local.log_group_class
  tags              = module.label.tags
}

resource "aws_kms_key" "cluster" {
  count                   = local.own_key ? 1 : 0
  description             = "EKS Cluster ${module.label.id} Encryption Config KMS Key"
  enable_key_rotation     = var.cluster_encryption_config_kms_key_enable_key_rotation
  deletion_window_in_days = var.cluster_encryption_config_kms_key_deletion_window_in_days
  policy                  = var.cluster_encryption_config_kms_key_policy
  tags                    = module.label.tags
}

resource "aws_kms_alias" "cluster" {
  count         = local.own_key ? 1 : 0
  name          = "alias/${module.label.id}"
  target_key_id = aws_kms_key.cluster[0].key_id
}

resource "aws_eks_cluster" "default" {
  count = local.enabled ? 1 : 0

  name                          = module.label.id
  role_arn                      = local.role_arn
  version                       = var.kubernetes_version
  enabled_cluster_log_types     = var.enabled_cluster_log_types
  bootstrap_self_managed_addons = local.bootstrap_addons
  deletion_protection           = local.deletion_protection
  tags                          = module.label.tags

  vpc_config {
    subnet_ids              = var.subnet_ids
    security_group_ids      = local.cluster_groups
    endpoint_private_access = var.endpoint_private_access
    endpoint_public_access  = var.endpoint_public_access
    public_access_cidrs     = var.public_access_cidrs
  }

  dynamic "access_config" {
    for_each = local.access_config
    content {
      authentication_mode                         = access_config.value.authentication_mode
      bootstrap_cluster_creator_admin_permissions = access_config.value.bootstrap_cluster_creator_admin_permissions
    }
  }

  dynamic "encryption_config" {
    for_each = var.cluster_encryption_config_enabled ? [local.key_arn] : []
    content {
      resources = var.cluster_encryption_config_resources
      provider {
        key_arn = encryption_config.value
      }
    }
  }

  dynamic "kubernetes_network_config" {
    for_each = var.kubernetes_network_ipv6_enabled ? [{ ip_family = "ipv6", cidr = null }] : var.service_ipv4_cidr != null || local.auto_balancing ? [{ ip_family = null, cidr = var.service_ipv4_cidr }] : []
    content {
      ip_family         = kubernetes_network_config.value.ip_family
      service_ipv4_cidr = kubernetes_network_config.value.cidr
      dynamic "elastic_load_balancing" {
        for_each = local.auto_balancing ? [true] : []
        content {
          enabled = true
        }
      }
    }
  }

  dynamic "remote_network_config" {
    for_each = local.remote_networks
    content {
      dynamic "remote_node_networks" {
        for_each = [remote_network_config.value.remote_node_networks_cidrs]
        content {
          cidrs = remote_node_networks.value
        }
      }
      dynamic "remote_pod_networks" {
        for_each = [for cidrs in [remote_network_config.value.remote_pod_networks_cidrs] : cidrs if cidrs != null]
        content {
          cidrs = remote_pod_networks.value
        }
      }
    }
  }

  dynamic "upgrade_policy" {
    for_each = local.upgrade_policies
    content {
      support_type = upgrade_policy.value.support_type
    }
  }

  dynamic "zonal_shift_config" {
    for_each = local.zonal_shifts
    content {
      enabled = zonal_shift_config.value.enabled
    }
  }

  dynamic "compute_config" {
    for_each = local.auto_compute
    content {
      enabled       = true
      node_pools    = compute_config.value.node_pools
      node_role_arn = compute_config.value.node_role_arn
    }
  }

  dynamic "storage_config" {
    for_each = local.auto_storage ? [true] : []
    content {
      block_storage {
        enabled = true
      }
    }
  }
}

data "tls_certificate" "cluster" {
  count = local.enabled && var.oidc_provider_enabled ? 1 : 0
  url   = local.issuer
}

resource "aws_iam_openid_connect_provider" "default" {
  count           = local.enabled && var.oidc_provider_enabled ? 1 : 0
  url             = local.issuer
  client_id_list  = ["sts.amazonaws.com"]
  thumbprint_list = [data.tls_certificate.cluster[0].certificates[0].sha1_fingerprint]
  tags            = module.label.tags
}

resource "aws_eks_addon" "cluster" {
  for_each = local.enabled ? { for a in var.addons : a.addon_name => a } : {}

  cluster_name                = aws_eks_cluster.default[0].name
  addon_name                  = each.key
  addon_version               = each.value.addon_version
  configuration_values        = each.value.configuration_values
  resolve_conflicts           = var.module_major < 3 ? try(each.value.resolve_conflicts, null) : null
  resolve_conflicts_on_create = var.module_major < 3 ? null : each.value.resolve_conflicts_on_create != null || var.module_major < 4 ? each.value.resolve_conflicts_on_create : try(replace(each.value.resolve_conflicts, "PRESERVE", "NONE"), null)
  resolve_conflicts_on_update = var.module_major < 3 ? null : each.value.resolve_conflicts_on_update != null || var.module_major < 4 ? each.value.resolve_conflicts_on_update : each.value.resolve_conflicts
  service_account_role_arn    = each.value.service_account_role_arn
  preserve                    = each.value.preserve
  tags                        = merge(module.label.tags, each.value.additional_tags)

  dynamic "pod_identity_association" {
    for_each = each.value.pod_identity_association
    content {
      service_account = pod_identity_association.key
      role_arn        = pod_identity_association.value
    }
  }
  dynamic "namespace_config" {
    for_each = [for n in [each.value.namespace] : n if n != null]
    content {
      namespace = namespace_config.value
    }
  }
  timeouts {
    create = each.value.create_timeout
    update = each.value.update_timeout
    delete = each.value.delete_timeout
  }
}

variable "addons" {
  type = list(object({
    addon_name                  = string
    addon_version               = optional(string)
    configuration_values        = optional(string)
    resolve_conflicts           = optional(string)
    resolve_conflicts_on_create = optional(string)
    resolve_conflicts_on_update = optional(string)
    service_account_role_arn    = optional(string)
    preserve                    = optional(bool)
    namespace                   = optional(string)
    pod_identity_association    = optional(map(string), {})
    create_timeout              = optional(string)
    update_timeout              = optional(string)
    delete_timeout              = optional(string)
    additional_tags             = optional(map(string), {})
  }))
  default = []
}
