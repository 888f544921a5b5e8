# terraform-aws-modules/eks, majors 18 to 21: the cluster, its role, security group, OIDC provider, add-ons and access entries.
# Node groups and the nodes' security group: node_groups.tf. Inputs whose names differ
# between majors come as locals from v18/inputs.tf and v21/inputs.tf (major 21 took "cluster_" from the names).

data "aws_partition" "current" {}
data "aws_caller_identity" "current" {}
data "aws_default_tags" "current" {}
data "aws_iam_session_context" "current" {
  count = var.create ? 1 : 0
  arn   = data.aws_caller_identity.current.arn
}

locals {
  create    = var.create && var.putin_khuylo
  outposts  = try(length(var.outpost_config) > 0, false)
  auto_mode = try(local.compute[0].enabled, false) == true
  role_arn  = local.create_role ? aws_iam_role.this[0].arn : var.iam_role_arn
  policies  = "arn:${data.aws_partition.current.partition}:iam::aws:policy"
}

resource "aws_eks_cluster" "this" {
  count = local.create ? 1 : 0

  region                        = var.region
  name                          = local.name
  role_arn                      = local.role_arn
  version                       = local.version
  enabled_cluster_log_types     = local.log_types
  deletion_protection           = var.deletion_protection
  force_update_version          = local.force_update_version
  bootstrap_self_managed_addons = local.v21_up ? false : local.auto_mode ? coalesce(var.bootstrap_self_managed_addons, false) : var.bootstrap_self_managed_addons
  tags                          = merge({ for k, v in { terraform-aws-modules = "eks" } : k => v if local.v20_up && !local.v21_up }, var.tags, var.cluster_tags)

  vpc_config {
    subnet_ids              = coalescelist(var.control_plane_subnet_ids, var.subnet_ids)
    security_group_ids      = compact(distinct(concat(local.additional_security_group_ids, [local.security_group_id])))
    endpoint_private_access = local.endpoint_private
    endpoint_public_access  = local.endpoint_public
    public_access_cidrs     = local.public_cidrs
  }

  dynamic "access_config" {
    for_each = [for x in [true] : x if local.v20_up]
    content {
      authentication_mode                         = var.authentication_mode
      bootstrap_cluster_creator_admin_permissions = false
    }
  }
  dynamic "kubernetes_network_config" {
    for_each = [for x in [true] : x if !local.outposts]
    content {
      ip_family         = local.ip_family
      service_ipv4_cidr = local.service_ipv4_cidr
      service_ipv6_cidr = local.v19_up ? local.service_ipv6_cidr : null
      dynamic "elastic_load_balancing" {
        for_each = local.compute_blocks
        content {
          enabled = local.auto_mode
        }
      }
    }
  }
  dynamic "compute_config" {
    for_each = local.compute
    content {
      enabled       = local.auto_mode
      node_pools    = local.auto_mode ? try(compute_config.value.node_pools, local.v21_up ? null : []) : null
      node_role_arn = local.auto_mode && length(try(compute_config.value.node_pools, [])) > 0 ? try(aws_iam_role.eks_auto[0].arn, compute_config.value.node_role_arn, null) : null
    }
  }
  dynamic "storage_config" {
    for_each = local.compute_blocks
    content {
      block_storage {
        enabled = local.auto_mode
      }
    }
  }
  dynamic "encryption_config" {
    for_each = local.encryption
    content {
      provider {
        key_arn = local.create_key ? module.kms.key_arn : try(encryption_config.value.provider_key_arn, null)
      }
      resources = try(encryption_config.value.resources, ["secrets"])
    }
  }
  dynamic "upgrade_policy" {
    for_each = local.upgrade_policy
    content {
      support_type = try(upgrade_policy.value.support_type, null)
    }
  }
  dynamic "zonal_shift_config" {
    for_each = local.zonal_shift
    content {
      enabled = try(zonal_shift_config.value.enabled, null)
    }
  }
  dynamic "remote_network_config" {
    for_each = local.remote_network
    content {
      remote_node_networks {
        cidrs = remote_network_config.value.remote_node_networks.cidrs
      }
      dynamic "remote_pod_networks" {
        for_each = [for n in [try(remote_network_config.value.remote_pod_networks, null)] : n if n != null]
        content {
          cidrs = remote_pod_networks.value.cidrs
        }
      }
    }
  }
  dynamic "timeouts" {
    for_each = local.timeouts
    content {
      create = try(timeouts.value.create, null)
      update = try(timeouts.value.update, null)
      delete = try(timeouts.value.delete, null)
    }
  }
  dynamic "outpost_config" {
    for_each = [for x in [var.outpost_config] : x if local.outposts]
    content {
      control_plane_instance_type = outpost_config.value.control_plane_instance_type
      outpost_arns                = outpost_config.value.outpost_arns
    }
  }
}

resource "aws_ec2_tag" "cluster_primary_security_group" {
  for_each = { for k, v in merge(var.tags, var.cluster_tags, { for k, v in data.aws_default_tags.current.tags : k => v if !local.v19_up }) : k => v if local.create && k != "Name" && local.tag_primary_group }

  region      = var.region
  resource_id = aws_eks_cluster.this[0].vpc_config[0].cluster_security_group_id
  key         = each.key
  value       = each.value
}

resource "aws_cloudwatch_log_group" "this" {
  count = local.create && var.create_cloudwatch_log_group ? 1 : 0

  region            = var.region
  name              = "/aws/eks/${local.name}/cluster"
  retention_in_days = var.cloudwatch_log_group_retention_in_days
  kms_key_id        = var.cloudwatch_log_group_kms_key_id
  log_group_class   = var.cloudwatch_log_group_class
  tags              = local.v19_up ? merge(var.tags, var.cloudwatch_log_group_tags, { Name = "/aws/eks/${local.name}/cluster" }) : var.tags
}

module "kms" {
  source  = "terraform-aws-modules/kms/aws"
  version = "2.1.0"

  create                    = local.create && local.create_key && length(local.encryption) > 0
  region                    = var.region
  description               = coalesce(var.kms_key_description, "${local.name} cluster encryption key")
  key_usage                 = "ENCRYPT_DECRYPT"
  deletion_window_in_days   = var.kms_key_deletion_window_in_days
  enable_key_rotation       = var.enable_kms_key_rotation
  rotation_period_in_days   = var.kms_key_rotation_period_in_days
  enable_default_policy     = var.kms_key_enable_default_policy != null ? var.kms_key_enable_default_policy : local.v20_up
  module_replicates         = local.v20_up
  key_owners                = var.kms_key_owners
  key_administrators        = length(var.kms_key_administrators) > 0 ? var.kms_key_administrators : [local.v19_up ? try(data.aws_iam_session_context.current[0].issuer_arn, "") : data.aws_caller_identity.current.arn]
  key_users                 = concat([local.role_arn], var.kms_key_users)
  key_service_users         = var.kms_key_service_users
  source_policy_documents   = var.kms_key_source_policy_documents
  override_policy_documents = var.kms_key_override_policy_documents
  aliases                   = local.v19_up ? var.kms_key_aliases : concat(["eks/${local.name}"], var.kms_key_aliases)
  computed_aliases          = { for k in ["cluster"] : k => { name = "eks/${local.name}" } if local.v19_up }
  tags                      = merge({ for k, v in { terraform-aws-modules = "eks" } : k => v if local.v20_up && !local.v21_up }, var.tags)
}

# Access entries

locals {
  access_entries = merge(
    { for k, v in {
      cluster_creator = {
        principal_arn = try(data.aws_iam_session_context.current[0].issuer_arn, "")
        type          = "STANDARD"
        policy_associations = {
          admin = {
            policy_arn   = "arn:${data.aws_partition.current.partition}:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy"
            access_scope = { type = "cluster" }
          }
        }
      }
    } : k => v if local.v20_up && var.enable_cluster_creator_admin_permissions },
    var.access_entries,
  )
  access_policies = flatten([
    for key, entry in local.access_entries : [
      for name, policy in try(entry.policy_associations, {}) : {
        key           = "${key}_${name}"
        principal_arn = entry.principal_arn
        policy_arn    = policy.policy_arn
        type          = try(policy.access_scope.type, null)
        namespaces    = try(policy.access_scope.namespaces, local.v21_up ? null : [])
      } if !contains(["EC2_LINUX", "EC2_WINDOWS", "FARGATE_LINUX", "HYBRID_LINUX"], try(entry.type, "STANDARD"))
    ]
  ])
}

resource "aws_eks_access_entry" "this" {
  for_each = { for k, v in local.access_entries : k => v if local.create }

  region            = var.region
  cluster_name      = local.cluster
  kubernetes_groups = try(each.value.kubernetes_groups, null)
  principal_arn     = each.value.principal_arn
  type              = try(each.value.type, "STANDARD")
  user_name         = try(each.value.user_name, null)
  tags              = merge(var.tags, try(each.value.tags, {}))
}

resource "aws_eks_access_policy_association" "this" {
  for_each = { for v in local.access_policies : v.key => v if local.create }

  region        = var.region
  cluster_name  = local.cluster
  policy_arn    = each.value.policy_arn
  principal_arn = each.value.principal_arn
  access_scope {
    type       = each.value.type
    namespaces = each.value.namespaces
  }
}

# The additional security group of the control plane

locals {
  create_group      = local.create && local.create_cluster_group
  group_name        = coalesce(local.cluster_group_name, "${local.name}-cluster")
  security_group_id = local.create_group ? aws_security_group.cluster[0].id : local.given_group_id
}

resource "aws_security_group" "cluster" {
  count = local.create_group ? 1 : 0

  region      = var.region
  name        = local.cluster_group_prefix ? null : local.group_name
  name_prefix = local.cluster_group_prefix ? "${local.group_name}${var.prefix_separator}" : null
  description = local.cluster_group_description
  vpc_id      = var.vpc_id
  tags        = merge(var.tags, { Name = local.group_name }, local.cluster_group_tags)
}

resource "aws_security_group_rule" "cluster" {
  for_each = { for k, v in merge(
    { for k, v in {
      ingress_nodes_443 = {
        description                = "Node groups to cluster API"
        type                       = "ingress"
        protocol                   = "tcp"
        from_port                  = 443
        to_port                    = 443
        source_node_security_group = true
      }
    } : k => v if local.create_node_group_sg },
    { for k, v in {
      egress_nodes_443 = {
        description                = "Cluster API to node groups"
        type                       = "egress"
        protocol                   = "tcp"
        from_port                  = 443
        to_port                    = 443
        source_node_security_group = true
      }
      egress_nodes_kubelet = {
        description                = "Cluster API to node kubelets"
        type                       = "egress"
        protocol                   = "tcp"
        from_port                  = 10250
        to_port                    = 10250
        source_node_security_group = true
      }
    } : k => v if !local.v19_up && local.create_node_group_sg },
    local.cluster_group_rules,
  ) : k => v if local.create_group }

  region                   = var.region
  security_group_id        = aws_security_group.cluster[0].id
  type                     = try(each.value.type, "ingress")
  protocol                 = try(each.value.protocol, "tcp")
  from_port                = each.value.from_port
  to_port                  = each.value.to_port
  description              = try(each.value.description, null)
  cidr_blocks              = try(each.value.cidr_blocks, null)
  ipv6_cidr_blocks         = try(each.value.ipv6_cidr_blocks, null)
  prefix_list_ids          = try(each.value.prefix_list_ids, local.v19_up ? null : [])
  self                     = try(each.value.self, null)
  source_security_group_id = try(each.value.source_node_security_group, false) == true ? local.node_security_group_id : try(each.value.source_security_group_id, null)
}

# IAM roles for service accounts

locals {
  oidc = local.create && var.enable_irsa && !local.outposts
}

data "tls_certificate" "this" {
  count = local.oidc && (!local.v19_up || var.include_oidc_root_ca_thumbprint) ? 1 : 0
  url   = aws_eks_cluster.this[0].identity[0].oidc[0].issuer
}

resource "aws_iam_openid_connect_provider" "oidc_provider" {
  count = local.oidc ? 1 : 0

  url             = aws_eks_cluster.this[0].identity[0].oidc[0].issuer
  client_id_list  = distinct(compact(concat([local.v20_up ? "sts.amazonaws.com" : "sts.${data.aws_partition.current.dns_suffix}"], var.openid_connect_audiences)))
  thumbprint_list = concat([for c in data.tls_certificate.this : c.certificates[0].sha1_fingerprint], var.custom_oidc_thumbprints)
  tags            = merge({ Name = "${local.name}-eks-irsa" }, var.tags)
}

# The cluster's role

locals {
  create_role = local.create && var.create_iam_role
  role_name   = coalesce(var.iam_role_name, "${local.name}-cluster")
  auto_roles  = local.auto_mode || local.auto_mode_roles
  role_policies = merge(
    { AmazonEKSClusterPolicy = local.outposts ? "${local.policies}/AmazonEKSLocalOutpostClusterPolicy" : "${local.policies}/AmazonEKSClusterPolicy" },
    { for k in ["AmazonEKSComputePolicy", "AmazonEKSBlockStoragePolicy", "AmazonEKSLoadBalancingPolicy", "AmazonEKSNetworkingPolicy"] : k => "${local.policies}/${k}" if local.auto_roles && !local.outposts },
    { for k in ["AmazonEKSVPCResourceController"] : k => "${local.policies}/${k}" if !local.v20_up || (!local.v21_up && local.pods_groups && !local.outposts && !local.auto_mode) },
  )
}

data "aws_iam_policy_document" "cluster_trust" {
  statement {
    sid     = "EKSClusterAssumeRole"
    actions = concat(["sts:AssumeRole"], [for a in ["sts:TagSession"] : a if local.v20_up])
    principals {
      type        = "Service"
      identifiers = [local.v20_up ? "eks.amazonaws.com" : "eks.${data.aws_partition.current.dns_suffix}"]
    }
    dynamic "principals" {
      for_each = [for x in [true] : x if local.outposts]
      content {
        type        = "Service"
        identifiers = ["ec2.amazonaws.com"]
      }
    }
  }
}

resource "aws_iam_role" "this" {
  count = local.create_role ? 1 : 0

  name                  = var.iam_role_use_name_prefix ? null : local.role_name
  name_prefix           = var.iam_role_use_name_prefix ? "${local.role_name}${var.prefix_separator}" : null
  path                  = var.iam_role_path
  description           = var.iam_role_description
  assume_role_policy    = data.aws_iam_policy_document.cluster_trust.json
  permissions_boundary  = var.iam_role_permissions_boundary
  force_detach_policies = true
  tags                  = merge(var.tags, var.iam_role_tags)

  # Majors 18 and 19 keep EKS from making the log group again.
  dynamic "inline_policy" {
    for_each = [for x in [true] : x if !local.v20_up && var.create_cloudwatch_log_group]
    content {
      name   = local.role_name
      policy = jsonencode({ Version = "2012-10-17", Statement = [{ Action = ["logs:CreateLogGroup"], Effect = "Deny", Resource = "*" }] })
    }
  }
}

resource "aws_iam_role_policy_attachment" "this" {
  for_each = { for k, v in merge(
    { for k, v in local.role_policies : k => v if local.v19_up },
    { for k, v in local.role_policies : v => v if !local.v19_up },
    { for v in flatten([var.iam_role_additional_policies]) : v => v if !local.v19_up && try(length(v) > 0 && tostring(v) != "", false) },
  ) : k => v if local.create_role }

  policy_arn = each.value
  role       = aws_iam_role.this[0].name
}

resource "aws_iam_role_policy_attachment" "additional" {
  for_each = { for k, v in try(tomap(var.iam_role_additional_policies), {}) : k => v if local.create_role && local.v19_up }

  policy_arn = each.value
  role       = aws_iam_role.this[0].name
}

locals {
  key_policy      = local.create_role && local.attach_key_policy && length(local.encryption) > 0
  key_policy_name = coalesce(local.given_key_policy_name, "${local.role_name}-ClusterEncryption")
}

resource "aws_iam_policy" "cluster_encryption" {
  count = local.key_policy ? 1 : 0

  name        = local.key_policy_prefix ? null : local.key_policy_name
  name_prefix = local.key_policy_prefix ? local.key_policy_name : null
  description = "Cluster encryption policy to allow cluster role to utilize CMK provided"
  tags        = var.tags
  policy      = local.v19_up ? jsonencode({ Version = "2012-10-17", Statement = [merge(local.key_use, { Resource = local.keys[0] })] }) : jsonencode({ Version = "2012-10-17", Statement = [merge(local.key_use, { Resource = local.keys })] })
}

locals {
  key_use = { Action = ["kms:Encrypt", "kms:Decrypt", "kms:ListGrants", "kms:DescribeKey"], Effect = "Allow" }
  keys    = local.create_key ? [module.kms.key_arn] : [for e in local.encryption : e.provider_key_arn]
}

# What Auto Mode's tags allow is long and not modelled: it is not known.
data "external" "not_modelled" {}

resource "aws_iam_role_policy_attachment" "cluster_encryption" {
  count = local.key_policy ? 1 : 0

  policy_arn = aws_iam_policy.cluster_encryption[0].arn
  role       = aws_iam_role.this[0].name
}

resource "aws_iam_policy" "custom" {
  count = local.create_role && (local.auto_roles || !local.v21_up) && local.v20_up && var.enable_auto_mode_custom_tags ? 1 : 0

  name        = var.iam_role_use_name_prefix ? null : local.role_name
  name_prefix = var.iam_role_use_name_prefix ? "${local.role_name}-" : null
  path        = var.iam_role_path
  description = var.iam_role_description
  policy      = data.external.not_modelled.result.policy
  tags        = merge(var.tags, var.iam_role_tags)
}

resource "aws_iam_role_policy_attachment" "custom" {
  count = local.create_role && (local.auto_roles || !local.v21_up) && local.v20_up && var.enable_auto_mode_custom_tags ? 1 : 0

  policy_arn = aws_iam_policy.custom[0].arn
  role       = aws_iam_role.this[0].name
}

# The role of nodes that Auto Mode makes

locals {
  auto_node_role = local.create && var.create_node_iam_role && local.auto_roles && local.v20_up
  auto_node_name = coalesce(var.node_iam_role_name, "${local.name}-eks-auto")
}

data "aws_iam_policy_document" "auto_node_trust" {
  statement {
    sid     = "EKSAutoNodeAssumeRole"
    actions = ["sts:AssumeRole", "sts:TagSession"]
    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "eks_auto" {
  count = local.auto_node_role ? 1 : 0

  name                  = var.node_iam_role_use_name_prefix ? null : local.auto_node_name
  name_prefix           = var.node_iam_role_use_name_prefix ? "${local.auto_node_name}-" : null
  path                  = var.node_iam_role_path
  description           = var.node_iam_role_description
  assume_role_policy    = data.aws_iam_policy_document.auto_node_trust.json
  permissions_boundary  = var.node_iam_role_permissions_boundary
  force_detach_policies = true
  tags                  = merge(var.tags, var.node_iam_role_tags)
}

resource "aws_iam_role_policy_attachment" "eks_auto" {
  for_each = { for k in ["AmazonEKSWorkerNodeMinimalPolicy", "AmazonEC2ContainerRegistryPullOnly"] : k => "${local.policies}/${k}" if local.auto_node_role }

  policy_arn = each.value
  role       = aws_iam_role.eks_auto[0].name
}

resource "aws_iam_role_policy_attachment" "eks_auto_additional" {
  for_each = { for k, v in var.node_iam_role_additional_policies : k => v if local.auto_node_role }

  policy_arn = each.value
  role       = aws_iam_role.eks_auto[0].name
}

# Add-ons and identity providers

data "aws_eks_addon_version" "this" {
  for_each = { for k, v in local.addons : k => v if local.create && !local.outposts && local.v19_up }

  addon_name         = coalesce(try(each.value.name, null), each.key)
  kubernetes_version = coalesce(local.version, aws_eks_cluster.this[0].version)
  most_recent        = try(each.value.most_recent, local.v21_up ? true : null)
}

resource "aws_eks_addon" "this" {
  for_each = { for k, v in local.addons : k => v if local.create && !local.outposts && (!local.v19_up || try(v.before_compute, false) != true) }

  region                      = var.region
  cluster_name                = local.cluster
  addon_name                  = coalesce(try(each.value.name, null), each.key)
  addon_version               = local.v19_up ? coalesce(try(each.value.addon_version, null), data.aws_eks_addon_version.this[each.key].version) : try(each.value.addon_version, null)
  configuration_values        = local.v19_up ? try(each.value.configuration_values, null) : null
  preserve                    = try(each.value.preserve, local.v20_up ? true : null)
  resolve_conflicts           = local.v20_up ? null : try(each.value.resolve_conflicts, local.v19_up ? "OVERWRITE" : null)
  resolve_conflicts_on_create = local.v20_up ? try(each.value.resolve_conflicts_on_create, local.conflicts_on_create) : null
  resolve_conflicts_on_update = local.v20_up ? try(each.value.resolve_conflicts_on_update, "OVERWRITE") : null
  service_account_role_arn    = try(each.value.service_account_role_arn, null)
  tags                        = local.v20_up ? merge(var.tags, try(each.value.tags, {})) : var.tags

  timeouts {
    create = try(coalesce(try(each.value.timeouts.create, null), try(local.addon_timeouts.create, null)), null)
    update = try(coalesce(try(each.value.timeouts.update, null), try(local.addon_timeouts.update, null)), null)
    delete = try(coalesce(try(each.value.timeouts.delete, null), try(local.addon_timeouts.delete, null)), null)
  }
  dynamic "pod_identity_association" {
    for_each = local.v21_up ? [for a in flatten([lookup(each.value, "pod_identity_association", [])]) : a if a != null] : flatten([try(each.value.pod_identity_association, [])])
    content {
      role_arn        = pod_identity_association.value.role_arn
      service_account = pod_identity_association.value.service_account
    }
  }
}

resource "aws_eks_addon" "before_compute" {
  for_each = { for k, v in local.addons : k => v if local.create && !local.outposts && local.v19_up && try(v.before_compute, false) == true }

  region                      = var.region
  cluster_name                = local.cluster
  addon_name                  = coalesce(try(each.value.name, null), each.key)
  addon_version               = coalesce(try(each.value.addon_version, null), data.aws_eks_addon_version.this[each.key].version)
  configuration_values        = local.v19_up ? try(each.value.configuration_values, null) : null
  preserve                    = try(each.value.preserve, local.v20_up ? true : null)
  resolve_conflicts           = local.v20_up ? null : try(each.value.resolve_conflicts, "OVERWRITE")
  resolve_conflicts_on_create = local.v20_up ? try(each.value.resolve_conflicts_on_create, local.conflicts_on_create) : null
  resolve_conflicts_on_update = local.v20_up ? try(each.value.resolve_conflicts_on_update, "OVERWRITE") : null
  service_account_role_arn    = try(each.value.service_account_role_arn, null)
  tags                        = local.v20_up ? merge(var.tags, try(each.value.tags, {})) : var.tags

  timeouts {
    create = try(coalesce(try(each.value.timeouts.create, null), try(local.addon_timeouts.create, null)), null)
    update = try(coalesce(try(each.value.timeouts.update, null), try(local.addon_timeouts.update, null)), null)
    delete = try(coalesce(try(each.value.timeouts.delete, null), try(local.addon_timeouts.delete, null)), null)
  }
  dynamic "pod_identity_association" {
    for_each = local.v21_up ? [for a in flatten([lookup(each.value, "pod_identity_association", [])]) : a if a != null] : flatten([try(each.value.pod_identity_association, [])])
    content {
      role_arn        = pod_identity_association.value.role_arn
      service_account = pod_identity_association.value.service_account
    }
  }
}

locals {
  conflicts_on_create = local.v21_up ? "NONE" : coalesce(var.bootstrap_self_managed_addons, true) ? "OVERWRITE" : "NONE"
}

resource "aws_eks_identity_provider_config" "this" {
  for_each = { for k, v in local.identity_providers : k => v if local.create && !local.outposts }

  region       = var.region
  cluster_name = local.cluster
  tags         = local.v20_up ? merge(var.tags, try(each.value.tags, {})) : var.tags
  oidc {
    client_id                     = each.value.client_id
    groups_claim                  = try(each.value.groups_claim, null)
    groups_prefix                 = try(each.value.groups_prefix, null)
    identity_provider_config_name = try(each.value.identity_provider_config_name, each.key)
    issuer_url                    = try(each.value.issuer_url, aws_eks_cluster.this[0].identity[0].oidc[0].issuer)
    required_claims               = try(each.value.required_claims, null)
    username_claim                = try(each.value.username_claim, null)
    username_prefix               = try(each.value.username_prefix, null)
  }
}
