# modules/_user_data, majors 18 to 21: what nodes boot with. It is made from templates that no rule reads: known only where nothing is said, as it is empty then.

locals {
  given = [for v in [var.pre_bootstrap_user_data, var.post_bootstrap_user_data, var.bootstrap_extra_args, var.user_data_template_path, var.cloudinit_pre_nodeadm, var.cloudinit_post_nodeadm] : v if v == null ? false : length(v) > 0]
}

data "cloudinit_config" "not_modelled" {}

output "user_data" { value = var.enable_bootstrap_user_data || length(local.given) > 0 ? data.cloudinit_config.not_modelled.rendered : "" }
# Major 20 goes by the image where its type is given.
output "platform" {
  value = var.ami_type == null || var.module_newest < 20 ? var.platform : startswith(var.ami_type, "BOTTLEROCKET") ? "bottlerocket" : startswith(var.ami_type, "WINDOWS") ? "windows" : startswith(var.ami_type, "AL2023") ? "al2023" : startswith(var.ami_type, "AL2_") ? "linux" : var.platform
}

variable "module_newest" {}
variable "ami_type" { default = null }
variable "create" { default = true }
variable "enable_bootstrap_user_data" { default = false }
variable "pre_bootstrap_user_data" { default = null }
variable "post_bootstrap_user_data" { default = null }
variable "bootstrap_extra_args" { default = null }
variable "user_data_template_path" { default = null }
variable "cloudinit_pre_nodeadm" { default = null }
variable "cloudinit_post_nodeadm" { default = null }
variable "platform" { default = "linux" }
