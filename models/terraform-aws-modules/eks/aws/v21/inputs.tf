# What major 21 calls its inputs.

locals {
  node_defaults                 = {}
  self_managed_defaults         = {}
  fargate_defaults              = {}
  pods_groups                   = false
  efa                           = false
  auto_mode_roles               = var.create_auto_mode_iam_resources
  ntp_ipv4                      = []
  ntp_ipv6                      = []
  name                          = var.name
  version                       = var.kubernetes_version
  log_types                     = var.enabled_log_types
  force_update_version          = var.force_update_version
  endpoint_private              = var.endpoint_private_access
  endpoint_public               = var.endpoint_public_access
  public_cidrs                  = var.endpoint_public_access_cidrs
  ip_family                     = var.ip_family
  service_ipv4_cidr             = var.service_ipv4_cidr
  service_ipv6_cidr             = var.service_ipv6_cidr
  additional_security_group_ids = var.additional_security_group_ids
  create_cluster_group          = var.create_security_group
  given_group_id                = var.security_group_id
  cluster_group_name            = var.security_group_name
  cluster_group_prefix          = var.security_group_use_name_prefix
  cluster_group_description     = var.security_group_description
  cluster_group_tags            = var.security_group_tags
  cluster_group_rules           = var.security_group_additional_rules
  tag_primary_group             = var.create_primary_security_group_tags
  attach_key_policy             = var.attach_encryption_policy
  given_key_policy_name         = var.encryption_policy_name
  key_policy_prefix             = var.encryption_policy_use_name_prefix
  addons                        = var.addons
  addon_timeouts                = var.addons_timeouts
  timeouts                      = [for t in [var.timeouts] : t if t != null]
  identity_providers            = var.identity_providers
  create_key                    = var.create_kms_key

  # One object or nothing: as a list of one or none.
  compute        = [for c in [var.compute_config] : c if c != null]
  upgrade_policy = [for c in [var.upgrade_policy] : c if c != null]
  zonal_shift    = [for c in [var.zonal_shift_config] : c if c != null]
  remote_network = [for c in [var.remote_network_config] : c if c != null && !local.outposts]

  # Secrets are encrypted with a key of the module's own unless the input is null.
  encryption = [for c in [var.encryption_config] : c if c != null && !local.outposts]
}

variable "name" { default = "" }
variable "kubernetes_version" { default = null }
variable "enabled_log_types" { default = ["audit", "api", "authenticator"] }
variable "force_update_version" { default = null }
variable "endpoint_private_access" { default = true }
variable "endpoint_public_access" { default = false }
variable "endpoint_public_access_cidrs" { default = ["0.0.0.0/0"] }
variable "ip_family" { default = "ipv4" }
variable "service_ipv4_cidr" { default = null }
variable "service_ipv6_cidr" { default = null }
variable "additional_security_group_ids" { default = [] }
variable "create_security_group" { default = true }
variable "security_group_id" { default = "" }
variable "security_group_name" { default = null }
variable "security_group_use_name_prefix" { default = true }
variable "security_group_description" { default = "EKS cluster security group" }
variable "security_group_tags" { default = {} }
variable "security_group_additional_rules" { default = {} }
variable "create_primary_security_group_tags" { default = true }
variable "attach_encryption_policy" { default = true }
variable "encryption_policy_name" { default = null }
variable "encryption_policy_use_name_prefix" { default = true }
variable "addons" { default = {} }
variable "addons_timeouts" { default = {} }
variable "timeouts" { default = null }
variable "identity_providers" { default = {} }
variable "create_kms_key" { default = true }
variable "compute_config" { default = null }
variable "upgrade_policy" { default = null }
variable "zonal_shift_config" { default = null }
variable "remote_network_config" { default = null }
variable "encryption_config" { default = {} }
variable "create_auto_mode_iam_resources" { default = false }
