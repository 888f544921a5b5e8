# terraform-aws-modules/eks, major 17: the cluster, its groups and roles, OIDC provider and aws-auth. Worker groups: workers.tf.

data "aws_partition" "current" {}

locals {
  policies                  = "arn:${data.aws_partition.current.partition}:iam::aws:policy"
  cluster_security_group_id = var.cluster_create_security_group ? join("", aws_security_group.cluster[*].id) : var.cluster_security_group_id
  worker_security_group_id  = var.worker_create_security_group ? join("", aws_security_group.workers[*].id) : var.worker_security_group_id
  primary_group_id          = var.create_eks ? aws_eks_cluster.this[0].vpc_config[0].cluster_security_group_id : ""
  cluster_role_name         = var.manage_cluster_iam_resources ? join("", aws_iam_role.cluster[*].name) : var.cluster_iam_role_name
  cluster_group             = var.create_eks && var.cluster_create_security_group ? 1 : 0
  worker_group              = var.create_eks && var.worker_create_security_group ? 1 : 0
  primary_rules             = local.worker_group == 1 && var.worker_create_cluster_primary_security_group_rules ? 1 : 0
}

resource "aws_cloudwatch_log_group" "this" {
  count = length(var.cluster_enabled_log_types) > 0 && var.create_eks ? 1 : 0

  name              = "/aws/eks/${var.cluster_name}/cluster"
  retention_in_days = var.cluster_log_retention_in_days
  kms_key_id        = var.cluster_log_kms_key_id
  tags              = var.tags
}

data "aws_iam_role" "custom_cluster_iam_role" {
  count = var.manage_cluster_iam_resources ? 0 : 1
  name  = var.cluster_iam_role_name
}

resource "aws_eks_cluster" "this" {
  count = var.create_eks ? 1 : 0

  name                      = var.cluster_name
  enabled_cluster_log_types = var.cluster_enabled_log_types
  role_arn                  = var.manage_cluster_iam_resources ? aws_iam_role.cluster[0].arn : data.aws_iam_role.custom_cluster_iam_role[0].arn
  version                   = var.cluster_version
  tags                      = merge(var.tags, var.cluster_tags)

  vpc_config {
    security_group_ids      = compact([local.cluster_security_group_id])
    subnet_ids              = var.subnets
    endpoint_private_access = var.cluster_endpoint_private_access
    endpoint_public_access  = var.cluster_endpoint_public_access
    public_access_cidrs     = var.cluster_endpoint_public_access_cidrs
  }
  kubernetes_network_config {
    service_ipv4_cidr = var.cluster_service_ipv4_cidr
  }
  dynamic "encryption_config" {
    for_each = var.cluster_encryption_config
    content {
      provider {
        key_arn = encryption_config.value["provider_key_arn"]
      }
      resources = encryption_config.value["resources"]
    }
  }

  timeouts {
    create = var.cluster_create_timeout
    delete = var.cluster_delete_timeout
    update = var.cluster_update_timeout
  }
}

resource "local_file" "kubeconfig" {
  count = var.write_kubeconfig && var.create_eks ? 1 : 0

  content              = data.external.workers.result.kubeconfig
  filename             = endswith(var.kubeconfig_output_path, "/") ? "${var.kubeconfig_output_path}kubeconfig_${var.cluster_name}" : var.kubeconfig_output_path
  file_permission      = var.kubeconfig_file_permission
  directory_permission = "0755"
}

resource "aws_security_group" "cluster" {
  count = local.cluster_group

  name_prefix = var.cluster_name
  description = "EKS cluster security group."
  vpc_id      = var.vpc_id
  tags        = merge(var.tags, { Name = "${var.cluster_name}-eks_cluster_sg" })
}

resource "aws_security_group" "workers" {
  count = local.worker_group

  name_prefix = var.cluster_name
  description = "Security group for all nodes in the cluster."
  vpc_id      = var.vpc_id
  tags        = merge(var.tags, { Name = "${var.cluster_name}-eks_worker_sg", "kubernetes.io/cluster/${var.cluster_name}" = "owned" })
}

resource "aws_security_group_rule" "cluster_egress_internet" {
  count = local.cluster_group

  description       = "Allow cluster egress access to the Internet."
  type              = "egress"
  protocol          = "-1"
  from_port         = 0
  to_port           = 0
  security_group_id = local.cluster_security_group_id
  cidr_blocks       = var.cluster_egress_cidrs
}

resource "aws_security_group_rule" "cluster_https_worker_ingress" {
  count = local.cluster_group == 1 ? local.worker_group : 0

  description       = "Allow pods to communicate with the EKS cluster API."
  type              = "ingress"
  protocol          = "tcp"
  from_port         = 443
  to_port           = 443
  security_group_id = local.cluster_security_group_id
  source_security_group_id = local.worker_security_group_id
}

resource "aws_security_group_rule" "workers_egress_internet" {
  count = local.worker_group

  description       = "Allow nodes all egress to the Internet."
  type              = "egress"
  protocol          = "-1"
  from_port         = 0
  to_port           = 0
  security_group_id = local.worker_security_group_id
  cidr_blocks       = var.workers_egress_cidrs
}

resource "aws_security_group_rule" "workers_ingress_self" {
  count = local.worker_group

  description       = "Allow node to communicate with each other."
  type              = "ingress"
  protocol          = "-1"
  from_port         = 0
  to_port           = 65535
  security_group_id = local.worker_security_group_id
  source_security_group_id = local.worker_security_group_id
}

resource "aws_security_group_rule" "workers_ingress_cluster" {
  count = local.worker_group

  description       = "Allow workers pods to receive communication from the cluster control plane."
  type              = "ingress"
  protocol          = "tcp"
  from_port         = var.worker_sg_ingress_from_port
  to_port           = 65535
  security_group_id = local.worker_security_group_id
  source_security_group_id = local.cluster_security_group_id
}

resource "aws_security_group_rule" "workers_ingress_cluster_kubelet" {
  count = var.worker_sg_ingress_from_port > 10250 ? local.worker_group : 0

  description       = "Allow workers Kubelets to receive communication from the cluster control plane."
  type              = "ingress"
  protocol          = "tcp"
  from_port         = 10250
  to_port           = 10250
  security_group_id = local.worker_security_group_id
  source_security_group_id = local.cluster_security_group_id
}

resource "aws_security_group_rule" "workers_ingress_cluster_https" {
  count = local.worker_group

  description       = "Allow pods running extension API servers on port 443 to receive communication from cluster control plane."
  type              = "ingress"
  protocol          = "tcp"
  from_port         = 443
  to_port           = 443
  security_group_id = local.worker_security_group_id
  source_security_group_id = local.cluster_security_group_id
}

resource "aws_security_group_rule" "workers_ingress_cluster_primary" {
  count = local.primary_rules

  description       = "Allow pods running on workers to receive communication from cluster primary security group (e.g. Fargate pods)."
  type              = "ingress"
  protocol          = "all"
  from_port         = 0
  to_port           = 65535
  security_group_id = local.worker_security_group_id
  source_security_group_id = local.primary_group_id
}

resource "aws_security_group_rule" "cluster_primary_ingress_workers" {
  count = local.primary_rules

  description       = "Allow pods running on workers to send communication to cluster primary security group (e.g. Fargate pods)."
  type              = "ingress"
  protocol          = "all"
  from_port         = 0
  to_port           = 65535
  security_group_id = local.primary_group_id
  source_security_group_id = local.worker_security_group_id
}

locals {
  private_access = var.create_eks && var.cluster_create_endpoint_private_access_sg_rule && var.cluster_endpoint_private_access
}

resource "aws_security_group_rule" "cluster_private_access_cidrs_source" {
  for_each = toset([for c in coalesce(var.cluster_endpoint_private_access_cidrs, []) : c if local.private_access])

  description       = "Allow private K8S API ingress from custom CIDR source."
  type              = "ingress"
  from_port         = 443
  to_port           = 443
  protocol          = "tcp"
  cidr_blocks       = [each.value]
  security_group_id = local.primary_group_id
}

resource "aws_security_group_rule" "cluster_private_access_sg_source" {
  count = local.private_access ? length(coalesce(var.cluster_endpoint_private_access_sg, [])) : 0

  description              = "Allow private K8S API ingress from custom Security Groups source."
  type                     = "ingress"
  from_port                = 443
  to_port                  = 443
  protocol                 = "tcp"
  source_security_group_id = var.cluster_endpoint_private_access_sg[count.index]
  security_group_id        = local.primary_group_id
}

data "aws_iam_policy_document" "cluster_trust" {
  statement {
    sid     = "EKSClusterAssumeRole"
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["eks.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "cluster" {
  count = var.manage_cluster_iam_resources && var.create_eks ? 1 : 0

  name_prefix           = var.cluster_iam_role_name != "" ? null : var.cluster_name
  name                  = var.cluster_iam_role_name != "" ? var.cluster_iam_role_name : null
  assume_role_policy    = data.aws_iam_policy_document.cluster_trust.json
  permissions_boundary  = var.permissions_boundary
  path                  = var.iam_path
  force_detach_policies = true
  tags                  = var.tags
}

resource "aws_iam_role_policy_attachment" "cluster_AmazonEKSClusterPolicy" {
  count = var.manage_cluster_iam_resources && var.create_eks ? 1 : 0

  policy_arn = "${local.policies}/AmazonEKSClusterPolicy"
  role       = local.cluster_role_name
}

resource "aws_iam_role_policy_attachment" "cluster_AmazonEKSServicePolicy" {
  count = var.manage_cluster_iam_resources && var.create_eks ? 1 : 0

  policy_arn = "${local.policies}/AmazonEKSServicePolicy"
  role       = local.cluster_role_name
}

resource "aws_iam_role_policy_attachment" "cluster_AmazonEKSVPCResourceControllerPolicy" {
  count = var.manage_cluster_iam_resources && var.create_eks ? 1 : 0

  policy_arn = "${local.policies}/AmazonEKSVPCResourceController"
  role       = local.cluster_role_name
}

resource "aws_iam_policy" "cluster_elb_sl_role_creation" {
  count = var.manage_cluster_iam_resources && var.create_eks ? 1 : 0

  name_prefix = "${var.cluster_name}-elb-sl-role-creation"
  description = "Permissions for EKS to create AWSServiceRoleForElasticLoadBalancing service-linked role"
  path        = var.iam_path
  policy      = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["ec2:DescribeInternetGateways", "ec2:DescribeAddresses", "ec2:DescribeAccountAttributes"], Resource = "*" }] })
  tags        = var.tags
}

resource "aws_iam_role_policy_attachment" "cluster_elb_sl_role_creation" {
  count = var.manage_cluster_iam_resources && var.create_eks ? 1 : 0

  policy_arn = aws_iam_policy.cluster_elb_sl_role_creation[0].arn
  role       = local.cluster_role_name
}

resource "aws_iam_policy" "cluster_deny_log_group" {
  count = var.manage_cluster_iam_resources && var.create_eks ? 1 : 0

  name_prefix = "${var.cluster_name}-deny-log-group"
  description = "Deny CreateLogGroup"
  path        = var.iam_path
  policy      = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "logs:CreateLogGroup", Resource = "*" }] })
  tags        = var.tags
}

resource "aws_iam_role_policy_attachment" "cluster_deny_log_group" {
  count = var.manage_cluster_iam_resources && var.create_eks ? 1 : 0

  policy_arn = aws_iam_policy.cluster_deny_log_group[0].arn
  role       = local.cluster_role_name
}

resource "aws_iam_openid_connect_provider" "oidc_provider" {
  count = var.enable_irsa && var.create_eks ? 1 : 0

  url             = aws_eks_cluster.this[0].identity[0].oidc[0].issuer
  client_id_list  = distinct(compact(concat(["sts.${data.aws_partition.current.dns_suffix}"], var.openid_connect_audiences)))
  thumbprint_list = [var.eks_oidc_root_ca_thumbprint]
  tags            = merge({ Name = "${var.cluster_name}-eks-irsa" }, var.tags)
}

# The roles in aws-auth are those of the groups and of map_roles: what is made of the former is not modelled, so not known.
data "external" "aws_auth" {}

resource "kubernetes_config_map" "aws_auth" {
  count = var.create_eks && var.manage_aws_auth ? 1 : 0

  metadata {
    name      = "aws-auth"
    namespace = "kube-system"
    labels    = merge({ "app.kubernetes.io/managed-by" = "Terraform", "terraform.io/module" = "terraform-aws-modules.eks.aws" }, var.aws_auth_additional_labels)
  }
  data = {
    mapRoles    = length(var.worker_groups) + length(var.worker_groups_launch_template) + length(var.node_groups) + length(var.fargate_profiles) == 0 ? yamlencode(distinct(var.map_roles)) : data.external.aws_auth.result.roles
    mapUsers    = yamlencode(var.map_users)
    mapAccounts = yamlencode(var.map_accounts)
  }
}

module "fargate" {
  source = "./modules/fargate"

  create_eks                        = var.create_eks
  create_fargate_pod_execution_role = var.create_fargate_pod_execution_role
  cluster_name                      = var.create_eks ? aws_eks_cluster.this[0].name : ""
  fargate_pod_execution_role_name   = var.fargate_pod_execution_role_name
  permissions_boundary              = var.permissions_boundary
  iam_path                          = var.iam_path
  subnets                           = coalescelist(var.fargate_subnets, var.subnets, [""])
  fargate_profiles                  = var.fargate_profiles
  tags                              = var.tags
}

module "node_groups" {
  source = "./modules/node_groups"

  create_eks             = var.create_eks
  cluster_name           = var.create_eks ? aws_eks_cluster.this[0].name : ""
  default_iam_role_arn   = try(aws_iam_role.workers[0].arn, "")
  workers_group_defaults = local.defaults
  worker_security_groups = flatten([local.worker_security_group_id, var.worker_additional_security_group_ids])
  node_groups_defaults   = var.node_groups_defaults
  node_groups            = var.node_groups
  tags                   = var.tags
}

output "cluster_id" { value = try(aws_eks_cluster.this[0].id, "") }
output "cluster_arn" { value = try(aws_eks_cluster.this[0].arn, "") }
output "cluster_certificate_authority_data" { value = try(aws_eks_cluster.this[0].certificate_authority[0].data, "") }
output "cluster_endpoint" { value = try(aws_eks_cluster.this[0].endpoint, "") }
output "cluster_version" { value = try(aws_eks_cluster.this[0].version, "") }
output "cluster_security_group_id" { value = local.cluster_security_group_id }
output "config_map_aws_auth" { value = kubernetes_config_map.aws_auth }
output "security_group_rule_cluster_https_worker_ingress" { value = aws_security_group_rule.cluster_https_worker_ingress }
output "kubeconfig" { value = data.external.workers.result.kubeconfig }
output "kubeconfig_filename" { value = try(local_file.kubeconfig[0].filename, "") }
output "workers_default_ami_id" { value = local.linux_image }
output "workers_default_ami_id_windows" { value = local.windows_image }
output "workers_user_data" { value = data.external.workers.result.all_user_data }
output "workers_launch_template_ids" { value = aws_launch_template.workers_launch_template[*].id }
output "workers_launch_template_arns" { value = aws_launch_template.workers_launch_template[*].arn }
output "workers_launch_template_latest_versions" { value = aws_launch_template.workers_launch_template[*].latest_version }
output "worker_iam_instance_profile_arns" { value = concat(aws_iam_instance_profile.workers[*].arn, aws_iam_instance_profile.workers_launch_template[*].arn) }
output "worker_iam_instance_profile_names" { value = concat(aws_iam_instance_profile.workers[*].name, aws_iam_instance_profile.workers_launch_template[*].name) }
output "cluster_iam_role_name" { value = local.cluster_role_name }
output "cluster_iam_role_arn" { value = try(aws_iam_role.cluster[0].arn, data.aws_iam_role.custom_cluster_iam_role[0].arn, "") }
output "cluster_oidc_issuer_url" { value = try(aws_eks_cluster.this[0].identity[0].oidc[0].issuer, "") }
output "cluster_primary_security_group_id" { value = local.primary_group_id }
output "cloudwatch_log_group_name" { value = try(aws_cloudwatch_log_group.this[0].name, "") }
output "cloudwatch_log_group_arn" { value = try(aws_cloudwatch_log_group.this[0].arn, "") }
output "oidc_provider_arn" { value = var.enable_irsa ? try(aws_iam_openid_connect_provider.oidc_provider[0].arn, null) : null }
output "worker_security_group_id" { value = local.worker_security_group_id }
output "worker_iam_role_name" { value = try(aws_iam_role.workers[0].name, "") }
output "worker_iam_role_arn" { value = try(aws_iam_role.workers[0].arn, "") }
output "workers_asg_arns" { value = concat(aws_autoscaling_group.workers[*].arn, aws_autoscaling_group.workers_launch_template[*].arn) }
output "workers_asg_names" { value = concat(aws_autoscaling_group.workers[*].id, aws_autoscaling_group.workers_launch_template[*].id) }
output "fargate_profile_ids" { value = module.fargate.fargate_profile_ids }
output "fargate_profile_arns" { value = module.fargate.fargate_profile_arns }
output "fargate_iam_role_name" { value = module.fargate.iam_role_name }
output "fargate_iam_role_arn" { value = module.fargate.iam_role_arn }
output "node_groups" { value = module.node_groups.node_groups }

variable "cluster_version" { default = null }
variable "vpc_id" { default = null }
variable "permissions_boundary" { default = null }
variable "cluster_endpoint_private_access_cidrs" { default = null }
variable "cluster_endpoint_private_access_sg" { default = null }
variable "cluster_service_ipv4_cidr" { default = null }
variable "fargate_pod_execution_role_name" { default = null }
variable "create_eks" { default = true }
variable "write_kubeconfig" { default = true }
variable "kubeconfig_output_path" { default = "./" }
variable "kubeconfig_file_permission" { default = "0600" }
variable "default_platform" { default = "linux" }
variable "cluster_create_timeout" { default = "30m" }
variable "cluster_delete_timeout" { default = "15m" }
variable "cluster_update_timeout" { default = "60m" }
variable "manage_aws_auth" { default = true }
variable "cluster_create_security_group" { default = true }
variable "worker_create_security_group" { default = true }
variable "cluster_endpoint_public_access" { default = true }
variable "manage_cluster_iam_resources" { default = true }
variable "manage_worker_iam_resources" { default = true }
variable "attach_worker_cni_policy" { default = true }
variable "create_fargate_pod_execution_role" { default = true }
variable "worker_create_cluster_primary_security_group_rules" { default = false }
variable "cluster_create_endpoint_private_access_sg_rule" { default = false }
variable "cluster_endpoint_private_access" { default = false }
variable "enable_irsa" { default = false }
variable "cluster_enabled_log_types" { default = [] }
variable "fargate_subnets" { default = [] }
variable "subnets" { default = [] }
variable "map_roles" { default = [] }
variable "map_users" { default = [] }
variable "map_accounts" { default = [] }
variable "worker_groups" { default = [] }
variable "worker_groups_launch_template" { default = [] }
variable "worker_additional_security_group_ids" { default = [] }
variable "workers_additional_policies" { default = [] }
variable "cluster_encryption_config" { default = [] }
variable "openid_connect_audiences" { default = [] }
variable "tags" { default = {} }
variable "cluster_tags" { default = {} }
variable "workers_group_defaults" { default = {} }
variable "node_groups" { default = {} }
variable "node_groups_defaults" { default = {} }
variable "fargate_profiles" { default = {} }
variable "aws_auth_additional_labels" { default = {} }
variable "cluster_name" { default = "" }
variable "cluster_security_group_id" { default = "" }
variable "cluster_log_kms_key_id" { default = "" }
variable "worker_security_group_id" { default = "" }
variable "cluster_iam_role_name" { default = "" }
variable "workers_role_name" { default = "" }
variable "cluster_endpoint_public_access_cidrs" { default = ["0.0.0.0/0"] }
variable "cluster_egress_cidrs" { default = ["0.0.0.0/0"] }
variable "workers_egress_cidrs" { default = ["0.0.0.0/0"] }
variable "cluster_log_retention_in_days" { default = 90 }
variable "worker_sg_ingress_from_port" { default = 1025 }
variable "iam_path" { default = "/" }
variable "eks_oidc_root_ca_thumbprint" { default = "9e99a48a9960b14926bb7f3b02e22da2b0ab7280" }
