# Inputs of majors 2 and 3; null where their defaults differ.

variable "module_major" {}
variable "cluster_name" { type = string }
variable "subnet_ids" { type = list(string) }
variable "desired_size" { type = number }
variable "min_size" { type = number }
variable "max_size" { type = number }
variable "create_before_destroy" {
  type    = bool
  default = null
}
variable "cluster_autoscaler_enabled" {
  type    = bool
  default = null
}
variable "random_pet_length" {
  type    = number
  default = 1
}
variable "ec2_ssh_key_name" {
  type    = list(string)
  default = []
}
variable "ssh_access_security_group_ids" {
  type    = list(string)
  default = []
}
variable "associate_cluster_security_group" {
  type    = bool
  default = true
}
variable "associated_security_group_ids" {
  type    = list(string)
  default = []
}
variable "node_role_cni_policy_enabled" {
  type    = bool
  default = true
}
variable "node_role_arn" {
  type    = list(string)
  default = []
}
variable "node_role_policy_arns" {
  type    = list(string)
  default = []
}
variable "node_role_permissions_boundary" {
  type    = string
  default = null
}
variable "ami_type" {
  type    = string
  default = "AL2_x86_64"
}
variable "ami_image_id" {
  type    = list(string)
  default = []
}
variable "ami_release_version" {
  type    = list(string)
  default = []
}
variable "instance_types" {
  type    = list(string)
  default = ["t3.medium"]
}
variable "capacity_type" {
  type    = string
  default = null
}
variable "update_config" {
  type    = list(map(number))
  default = []
}
variable "kubernetes_labels" {
  type    = map(string)
  default = {}
}
variable "kubernetes_taints" {
  type    = list(object({ key = string, value = optional(string), effect = string }))
  default = []
}
variable "kubelet_additional_options" {
  type    = list(string)
  default = []
}
variable "kubernetes_version" {
  type    = list(string)
  default = []
}
variable "ebs_optimized" {
  type    = bool
  default = true
}
variable "launch_template_id" {
  type    = list(string)
  default = []
}
variable "launch_template_version" {
  type    = list(string)
  default = []
}
variable "resources_to_tag" {
  type    = list(string)
  default = ["instance", "volume", "network-interface"]
}
variable "before_cluster_joining_userdata" {
  type    = list(string)
  default = []
}
variable "after_cluster_joining_userdata" {
  type    = list(string)
  default = []
}
variable "bootstrap_additional_options" {
  type    = list(string)
  default = []
}
variable "userdata_override_base64" {
  type    = list(string)
  default = []
}
variable "metadata_http_endpoint_enabled" {
  type    = bool
  default = true
}
variable "metadata_http_put_response_hop_limit" {
  type    = number
  default = 2
}
variable "metadata_http_tokens_required" {
  type    = bool
  default = true
}
variable "placement" {
  type    = list(any)
  default = []
}
variable "cpu_options" {
  type    = list(any)
  default = []
}
variable "enclave_enabled" {
  type    = bool
  default = false
}
variable "node_group_terraform_timeouts" {
  type    = any
  default = []
}
variable "node_repair_enabled" {
  type    = bool
  default = false
}
variable "detailed_monitoring_enabled" {
  type    = bool
  default = false
}
variable "force_update_version" {
  type    = bool
  default = false
}
variable "block_device_mappings" {
  type    = any
  default = null
}
variable "block_device_map" {
  type = map(object({
    no_device    = optional(bool)
    virtual_name = optional(string)
    ebs = optional(object({
      delete_on_termination = optional(bool, true)
      encrypted             = optional(bool, true)
      iops                  = optional(number)
      kms_key_id            = optional(string)
      snapshot_id           = optional(string)
      throughput            = optional(number)
      volume_size           = optional(number, 20)
      volume_type           = optional(string, "gp3")
    }))
  }))
  default = { "/dev/xvda" = { ebs = {} } }
}
