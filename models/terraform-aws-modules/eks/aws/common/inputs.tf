# Inputs that majors 18 to 21 share.

locals {
  v19_up = var.module_major >= 19
  none   = local.v19_up ? null : "" # an output of what is not there
  v20_up = var.module_major >= 20
  v21_up = var.module_newest >= 21 # major 21 has a line of its own in models.tsv

  # The same text, but Terraform knows only the name in a plan; majors 18 and 19 use it.
  cluster = var.module_newest < 20 ? aws_eks_cluster.this[0].name : aws_eks_cluster.this[0].id

  # Auto Mode's blocks: until major 20 only where it is on.
  compute_blocks = local.v21_up ? local.compute : [for c in local.compute : c if local.auto_mode]
}

variable "module_major" {}
variable "module_newest" {}
variable "region" { default = null }
variable "vpc_id" { default = null }
variable "deletion_protection" { default = null }
variable "bootstrap_self_managed_addons" { default = null }
variable "outpost_config" { default = null }
variable "iam_role_arn" { default = null }
variable "iam_role_name" { default = null }
variable "iam_role_path" { default = null }
variable "iam_role_description" { default = null }
variable "iam_role_permissions_boundary" { default = null }
variable "cloudwatch_log_group_kms_key_id" { default = null }
variable "cloudwatch_log_group_class" { default = null }
variable "kms_key_rotation_period_in_days" { default = null }
variable "kms_key_description" { default = null }
variable "kms_key_deletion_window_in_days" { default = null }
variable "node_iam_role_name" { default = null }
variable "node_iam_role_path" { default = null }
variable "node_iam_role_description" { default = null }
variable "node_iam_role_permissions_boundary" { default = null }
variable "node_security_group_name" { default = null }
variable "create" { default = true }
variable "putin_khuylo" { default = true }
variable "create_cloudwatch_log_group" { default = true }
variable "enable_irsa" { default = true }
variable "include_oidc_root_ca_thumbprint" { default = true }
variable "create_iam_role" { default = true }
variable "iam_role_use_name_prefix" { default = true }
variable "enable_kms_key_rotation" { default = true }
variable "enable_auto_mode_custom_tags" { default = true }
variable "create_node_iam_role" { default = true }
variable "node_iam_role_use_name_prefix" { default = true }
variable "create_node_security_group" { default = true }
variable "node_security_group_use_name_prefix" { default = true }
variable "node_security_group_enable_recommended_rules" { default = true }
variable "enable_cluster_creator_admin_permissions" { default = false }
variable "create_cni_ipv6_iam_policy" { default = false }
variable "tags" { default = {} }
variable "cluster_tags" { default = {} }
variable "cloudwatch_log_group_tags" { default = {} }
variable "access_entries" { default = {} }
variable "iam_role_tags" { default = {} }
variable "iam_role_additional_policies" { default = {} }
variable "node_iam_role_tags" { default = {} }
variable "node_iam_role_additional_policies" { default = {} }
variable "node_security_group_tags" { default = {} }
variable "node_security_group_additional_rules" { default = {} }
variable "fargate_profiles" { default = {} }
variable "eks_managed_node_groups" { default = {} }
variable "self_managed_node_groups" { default = {} }
variable "subnet_ids" { default = [] }
variable "control_plane_subnet_ids" { default = [] }
variable "openid_connect_audiences" { default = [] }
variable "custom_oidc_thumbprints" { default = [] }
variable "kms_key_aliases" { default = [] }
variable "kms_key_owners" { default = [] }
variable "kms_key_administrators" { default = [] }
variable "kms_key_users" { default = [] }
variable "kms_key_service_users" { default = [] }
variable "kms_key_source_policy_documents" { default = [] }
variable "kms_key_override_policy_documents" { default = [] }
variable "kms_key_enable_default_policy" { default = null }
variable "authentication_mode" { default = "API_AND_CONFIG_MAP" }
variable "node_security_group_id" { default = "" }
variable "node_security_group_description" { default = "EKS node shared security group" }
variable "prefix_separator" { default = "-" }
variable "dataplane_wait_duration" { default = "30s" }
variable "cloudwatch_log_group_retention_in_days" { default = 90 }
