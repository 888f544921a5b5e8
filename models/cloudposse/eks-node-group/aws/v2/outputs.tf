# Of the group that is made.

locals {
  group = concat(aws_eks_node_group.default[*], aws_eks_node_group.cbd[*])
}

output "eks_node_group_role_arn" { value = join("", aws_iam_role.default[*].arn) }
output "eks_node_group_role_name" { value = join("", aws_iam_role.default[*].name) }
output "eks_node_group_id" { value = join("", [for g in local.group : g.id]) }
output "eks_node_group_arn" { value = join("", [for g in local.group : g.arn]) }
output "eks_node_group_resources" { value = !local.enabled ? [] : local.third ? local.group[0].resources : [for g in local.group : g.resources] }
output "eks_node_group_status" { value = join("", [for g in local.group : g.status]) }
output "eks_node_group_remote_access_security_group_id" { value = join("", module.ssh_access[*].id) }
output "eks_node_group_cbd_pet_name" { value = join("", random_pet.cbd[*].id) }
output "eks_node_group_launch_template_id" { value = local.template_id }
output "eks_node_group_launch_template_name" { value = !local.enabled ? null : local.own_template ? aws_launch_template.default[0].name : data.aws_launch_template.this[0].name }
output "eks_node_group_tags_all" { value = local.enabled ? local.group[0].tags_all : {} }
output "eks_node_group_ami_id" { value = local.third ? local.ami : null }
output "WARNING_cluster_autoscaler_enabled" { value = !local.third || var.cluster_autoscaler_enabled == null ? null : "WARNING: variable `cluster_autoscaler_enabled` is obsolete and has been ignored." }
