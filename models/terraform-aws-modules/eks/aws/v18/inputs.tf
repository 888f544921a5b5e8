# What majors 18 to 20 call their inputs. null where the default differs between them.

locals {
  node_defaults                 = var.eks_managed_node_group_defaults
  self_managed_defaults         = var.self_managed_node_group_defaults
  fargate_defaults              = var.fargate_profile_defaults
  pods_groups                   = var.enable_security_groups_for_pods
  efa                           = var.enable_efa_support
  auto_mode_roles               = false
  ntp_ipv4                      = var.node_security_group_ntp_ipv4_cidr_block
  ntp_ipv6                      = var.node_security_group_ntp_ipv6_cidr_block
  name                          = var.cluster_name
  version                       = var.cluster_version
  log_types                     = var.cluster_enabled_log_types
  force_update_version          = var.cluster_force_update_version
  endpoint_private              = var.cluster_endpoint_private_access != null ? var.cluster_endpoint_private_access : local.v19_up
  endpoint_public               = var.cluster_endpoint_public_access != null ? var.cluster_endpoint_public_access : !local.v19_up
  public_cidrs                  = var.cluster_endpoint_public_access_cidrs
  ip_family                     = var.cluster_ip_family != null ? var.cluster_ip_family : local.v20_up ? "ipv4" : null
  service_ipv4_cidr             = var.cluster_service_ipv4_cidr
  service_ipv6_cidr             = var.cluster_service_ipv6_cidr
  additional_security_group_ids = var.cluster_additional_security_group_ids
  create_cluster_group          = var.create_cluster_security_group
  given_group_id                = var.cluster_security_group_id
  cluster_group_name            = var.cluster_security_group_name
  cluster_group_prefix          = var.cluster_security_group_use_name_prefix
  cluster_group_description     = var.cluster_security_group_description
  cluster_group_tags            = var.cluster_security_group_tags
  cluster_group_rules           = var.cluster_security_group_additional_rules
  tag_primary_group             = var.create_cluster_primary_security_group_tags
  attach_key_policy             = var.attach_cluster_encryption_policy
  given_key_policy_name         = var.cluster_encryption_policy_name
  key_policy_prefix             = var.cluster_encryption_policy_use_name_prefix
  addons                        = var.cluster_addons
  addon_timeouts                = var.cluster_addons_timeouts
  timeouts                      = [var.cluster_timeouts]
  identity_providers            = var.cluster_identity_providers
  create_key                    = var.create_kms_key != null ? var.create_kms_key : local.v19_up

  # One object or nothing ({}): as a list of one or none.
  compute        = [for c in [var.cluster_compute_config] : c if try(length(c) > 0, false)]
  upgrade_policy = [for c in [var.cluster_upgrade_policy] : c if try(length(c) > 0, false)]
  zonal_shift    = [for c in [var.cluster_zonal_shift_config] : c if try(length(c) > 0, false)]
  remote_network = [for c in [var.cluster_remote_network_config] : c if try(length(c) > 0, false) && !local.outposts]

  # Secrets are encrypted with a key of the module's own unless the input is {}; major 18 takes a list and encrypts with what it names.
  encryption = concat(
    [for c in [{ resources = ["secrets"] }] : c if local.v19_up && !local.outposts && var.cluster_encryption_config == null],
    [for c in flatten([var.cluster_encryption_config]) : c if c != null && !local.outposts && try(length(c) > 0, true)],
  )
}

variable "cluster_name" { default = "" }
variable "cluster_version" { default = null }
variable "cluster_enabled_log_types" { default = ["audit", "api", "authenticator"] }
variable "cluster_force_update_version" { default = null }
variable "cluster_endpoint_private_access" { default = null }
variable "cluster_endpoint_public_access" { default = null }
variable "cluster_endpoint_public_access_cidrs" { default = ["0.0.0.0/0"] }
variable "cluster_ip_family" { default = null }
variable "cluster_service_ipv4_cidr" { default = null }
variable "cluster_service_ipv6_cidr" { default = null }
variable "cluster_additional_security_group_ids" { default = [] }
variable "create_cluster_security_group" { default = true }
variable "cluster_security_group_id" { default = "" }
variable "cluster_security_group_name" { default = null }
variable "cluster_security_group_use_name_prefix" { default = true }
variable "cluster_security_group_description" { default = "EKS cluster security group" }
variable "cluster_security_group_tags" { default = {} }
variable "cluster_security_group_additional_rules" { default = {} }
variable "create_cluster_primary_security_group_tags" { default = true }
variable "attach_cluster_encryption_policy" { default = true }
variable "cluster_encryption_policy_name" { default = null }
variable "cluster_encryption_policy_use_name_prefix" { default = true }
variable "cluster_addons" { default = {} }
variable "cluster_addons_timeouts" { default = {} }
variable "cluster_timeouts" { default = {} }
variable "cluster_identity_providers" { default = {} }
variable "create_kms_key" { default = null }
variable "cluster_compute_config" { default = {} }
variable "cluster_upgrade_policy" { default = {} }
variable "cluster_zonal_shift_config" { default = {} }
variable "cluster_remote_network_config" { default = {} }
variable "cluster_encryption_config" { default = null }
variable "fargate_profile_defaults" { default = {} }
variable "eks_managed_node_group_defaults" { default = {} }
variable "self_managed_node_group_defaults" { default = {} }
variable "enable_security_groups_for_pods" { default = true }
variable "enable_efa_support" { default = false }
variable "create_aws_auth_configmap" { default = false }
variable "manage_aws_auth_configmap" { default = false }
variable "aws_auth_roles" { default = [] }
variable "aws_auth_users" { default = [] }
variable "aws_auth_accounts" { default = [] }
variable "aws_auth_node_iam_role_arns_non_windows" { default = [] }
variable "aws_auth_fargate_profile_pod_execution_role_arns" { default = [] }
variable "node_security_group_ntp_ipv4_cidr_block" { default = ["0.0.0.0/0"] }
variable "node_security_group_ntp_ipv6_cidr_block" { default = ["::/0"] }
