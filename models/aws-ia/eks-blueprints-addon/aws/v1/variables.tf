# The module's inputs.

variable "create" {
  type    = bool
  default = true
}
variable "create_release" {
  type    = bool
  default = true
}
variable "name" {
  type    = string
  default = ""
}
variable "description" {
  type    = string
  default = null
}
variable "namespace" {
  type    = string
  default = null
}
variable "create_namespace" {
  type    = bool
  default = null
}
variable "chart" {
  type    = string
  default = ""
}
variable "chart_version" {
  type    = string
  default = null
}
variable "repository" {
  type    = string
  default = null
}
variable "values" {
  type    = list(string)
  default = null
}
variable "set" {
  type    = any
  default = []
}
variable "set_sensitive" {
  type    = any
  default = []
}
variable "set_irsa_names" {
  type    = list(string)
  default = []
}
variable "create_role" {
  type    = bool
  default = false
}
variable "role_name" {
  type    = string
  default = null
}
variable "role_name_use_prefix" {
  type    = bool
  default = true
}
variable "role_path" {
  type    = string
  default = "/"
}
variable "role_permissions_boundary_arn" {
  type    = string
  default = null
}
variable "role_description" {
  type    = string
  default = null
}
variable "role_policies" {
  type    = map(string)
  default = {}
}
variable "oidc_providers" {
  type    = any
  default = {}
}
variable "max_session_duration" {
  type    = number
  default = null
}
variable "assume_role_condition_test" {
  type    = string
  default = "StringEquals"
}
variable "allow_self_assume_role" {
  type    = bool
  default = false
}
variable "create_policy" {
  type    = bool
  default = true
}
variable "source_policy_documents" {
  type    = list(string)
  default = []
}
variable "override_policy_documents" {
  type    = list(string)
  default = []
}
variable "policy_statements" {
  type    = any
  default = []
}
variable "policy_name" {
  type    = string
  default = null
}
variable "policy_name_use_prefix" {
  type    = bool
  default = true
}
variable "policy_path" {
  type    = string
  default = null
}
variable "policy_description" {
  type    = string
  default = null
}
variable "tags" {
  type    = map(string)
  default = {}
}
variable "timeout" { default = null }
variable "repository_key_file" { default = null }
variable "repository_cert_file" { default = null }
variable "repository_ca_file" { default = null }
variable "repository_username" { default = null }
variable "repository_password" { default = null }
variable "devel" { default = null }
variable "verify" { default = null }
variable "keyring" { default = null }
variable "disable_webhooks" { default = null }
variable "reuse_values" { default = null }
variable "reset_values" { default = null }
variable "force_update" { default = null }
variable "recreate_pods" { default = null }
variable "cleanup_on_fail" { default = null }
variable "max_history" { default = null }
variable "atomic" { default = null }
variable "skip_crds" { default = null }
variable "render_subchart_notes" { default = null }
variable "disable_openapi_validation" { default = null }
variable "wait" { default = false }
variable "wait_for_jobs" { default = null }
variable "dependency_update" { default = null }
variable "replace" { default = null }
variable "lint" { default = null }

locals {
  in = {
    create                        = var.create
    create_release                = var.create_release
    name                          = var.name
    description                   = var.description
    namespace                     = var.namespace
    create_namespace              = var.create_namespace
    chart                         = var.chart
    chart_version                 = var.chart_version
    repository                    = var.repository
    values                        = var.values
    set                           = var.set
    set_sensitive                 = var.set_sensitive
    part_set                      = []
    set_irsa_names                = var.set_irsa_names
    create_role                   = var.create_role
    role_name                     = var.role_name
    role_name_use_prefix          = var.role_name_use_prefix
    role_path                     = var.role_path
    role_permissions_boundary_arn = var.role_permissions_boundary_arn
    role_description              = var.role_description
    role_policies                 = var.role_policies
    oidc_providers                = var.oidc_providers
    max_session_duration          = var.max_session_duration
    assume_role_condition_test    = var.assume_role_condition_test
    allow_self_assume_role        = var.allow_self_assume_role
    create_policy                 = var.create_policy
    source_policy_documents       = var.source_policy_documents
    override_policy_documents     = var.override_policy_documents
    policy_statements             = var.policy_statements
    policy_name                   = var.policy_name
    policy_name_use_prefix        = var.policy_name_use_prefix
    policy_path                   = var.policy_path
    policy_description            = var.policy_description
    tags                          = var.tags
    more                          = {
      timeout                    = var.timeout
      repository_key_file        = var.repository_key_file
      repository_cert_file       = var.repository_cert_file
      repository_ca_file         = var.repository_ca_file
      repository_username        = var.repository_username
      repository_password        = var.repository_password
      devel                      = var.devel
      verify                     = var.verify
      keyring                    = var.keyring
      disable_webhooks           = var.disable_webhooks
      reuse_values               = var.reuse_values
      reset_values               = var.reset_values
      force_update               = var.force_update
      recreate_pods              = var.recreate_pods
      cleanup_on_fail            = var.cleanup_on_fail
      max_history                = var.max_history
      atomic                     = var.atomic
      skip_crds                  = var.skip_crds
      render_subchart_notes      = var.render_subchart_notes
      disable_openapi_validation = var.disable_openapi_validation
      wait                       = var.wait
      wait_for_jobs              = var.wait_for_jobs
      dependency_update          = var.dependency_update
      replace                    = var.replace
      lint                       = var.lint
    }
  }
}
