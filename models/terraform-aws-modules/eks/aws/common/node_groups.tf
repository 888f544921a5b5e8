# Node groups, Fargate profiles, and the security group that nodes share. What a group does not set comes from the defaults input (until major 20), else
# from the submodule (null).

resource "time_sleep" "this" {
  count = var.create && local.v19_up ? 1 : 0

  create_duration = var.dataplane_wait_duration
  triggers = merge({
    (local.v21_up ? "name" : "cluster_name")                                             = local.cluster
    (local.v21_up ? "endpoint" : "cluster_endpoint")                                     = aws_eks_cluster.this[0].endpoint
    (local.v21_up ? "kubernetes_version" : "cluster_version")                            = aws_eks_cluster.this[0].version
    (local.v21_up ? "certificate_authority_data" : "cluster_certificate_authority_data") = aws_eks_cluster.this[0].certificate_authority[0].data
  }, { for k in [local.v21_up ? "service_cidr" : "cluster_service_cidr"] : k => local.ip_family == "ipv6" ? try(aws_eks_cluster.this[0].kubernetes_network_config[0].service_ipv6_cidr, "") : try(aws_eks_cluster.this[0].kubernetes_network_config[0].service_ipv4_cidr, "") if local.v20_up })
}

resource "aws_iam_policy" "cni_ipv6_policy" {
  count = var.create && var.create_cni_ipv6_iam_policy ? 1 : 0

  name        = "AmazonEKS_CNI_IPv6_Policy"
  description = "IAM policy for EKS CNI to assign IPV6 addresses"
  policy      = data.external.not_modelled.result.cni_ipv6
  tags        = var.tags
}

locals {
  create_node_group_sg   = var.create && var.create_node_security_group
  node_group_name        = coalesce(var.node_security_group_name, "${local.name}-node")
  node_security_group_id = local.create_node_group_sg ? aws_security_group.node[0].id : var.node_security_group_id

  node_rules = merge(
    {
      ingress_cluster_443      = { description = "Cluster API to node groups", type = "ingress", protocol = "tcp", from_port = 443, to_port = 443, source_cluster_security_group = true }
      ingress_cluster_kubelet  = { description = "Cluster API to node kubelets", type = "ingress", protocol = "tcp", from_port = 10250, to_port = 10250, source_cluster_security_group = true }
      ingress_self_coredns_tcp = { description = "Node to node CoreDNS", type = "ingress", protocol = "tcp", from_port = 53, to_port = 53, self = true }
      ingress_self_coredns_udp = { description = local.v19_up ? "Node to node CoreDNS UDP" : "Node to node CoreDNS", type = "ingress", protocol = "udp", from_port = 53, to_port = 53, self = true }
    },
    # Major 18 lets nodes out on these ports only.
    { for k, v in {
      egress_cluster_443      = { description = "Node groups to cluster API", type = "egress", protocol = "tcp", from_port = 443, to_port = 443, source_cluster_security_group = true }
      egress_self_coredns_tcp = { description = "Node to node CoreDNS", type = "egress", protocol = "tcp", from_port = 53, to_port = 53, self = true }
      egress_self_coredns_udp = { description = "Node to node CoreDNS", type = "egress", protocol = "udp", from_port = 53, to_port = 53, self = true }
      egress_https            = { description = "Egress all HTTPS to internet", type = "egress", protocol = "tcp", from_port = 443, to_port = 443, cidr_blocks = ["0.0.0.0/0"], ipv6_cidr_blocks = local.ip_family == "ipv6" ? ["::/0"] : null }
      egress_ntp_tcp          = { description = "Egress NTP/TCP to internet", type = "egress", protocol = "tcp", from_port = 123, to_port = 123, cidr_blocks = local.ntp_ipv4, ipv6_cidr_blocks = local.ip_family == "ipv6" ? local.ntp_ipv6 : null }
      egress_ntp_udp          = { description = "Egress NTP/UDP to internet", type = "egress", protocol = "udp", from_port = 123, to_port = 123, cidr_blocks = local.ntp_ipv4, ipv6_cidr_blocks = local.ip_family == "ipv6" ? local.ntp_ipv6 : null }
    } : k => v if !local.v19_up },
    { for k, v in {
      ingress_nodes_ephemeral      = { description = "Node to node ingress on ephemeral ports", type = "ingress", protocol = "tcp", from_port = 1025, to_port = 65535, self = true }
      ingress_cluster_4443_webhook = { description = "Cluster API to node 4443/tcp webhook", type = "ingress", protocol = "tcp", from_port = 4443, to_port = 4443, source_cluster_security_group = true }
      ingress_cluster_6443_webhook = { description = "Cluster API to node 6443/tcp webhook", type = "ingress", protocol = "tcp", from_port = 6443, to_port = 6443, source_cluster_security_group = true }
      ingress_cluster_8443_webhook = { description = "Cluster API to node 8443/tcp webhook", type = "ingress", protocol = "tcp", from_port = 8443, to_port = 8443, source_cluster_security_group = true }
      ingress_cluster_9443_webhook = { description = "Cluster API to node 9443/tcp webhook", type = "ingress", protocol = "tcp", from_port = 9443, to_port = 9443, source_cluster_security_group = true }
      egress_all                   = { description = "Allow all egress", type = "egress", protocol = "-1", from_port = 0, to_port = 0, cidr_blocks = ["0.0.0.0/0"], ipv6_cidr_blocks = local.ip_family == "ipv6" ? ["::/0"] : null }
    } : k => v if local.v19_up && var.node_security_group_enable_recommended_rules },
    { for k, v in {
      ingress_cluster_10251_webhook = { description = "Cluster API to node 10251/tcp webhook", type = "ingress", protocol = "tcp", from_port = 10251, to_port = 10251, source_cluster_security_group = true }
    } : k => v if local.v21_up && var.node_security_group_enable_recommended_rules },
    { for k, v in {
      ingress_all_self_efa = { description = "Node to node EFA", type = "ingress", protocol = "-1", from_port = 0, to_port = 0, self = true }
      egress_all_self_efa  = { description = "Node to node EFA", type = "egress", protocol = "-1", from_port = 0, to_port = 0, self = true }
    } : k => v if local.efa },
    var.node_security_group_additional_rules,
  )
}

resource "aws_security_group" "node" {
  count = local.create_node_group_sg ? 1 : 0

  region      = var.region
  name        = var.node_security_group_use_name_prefix ? null : local.node_group_name
  name_prefix = var.node_security_group_use_name_prefix ? "${local.node_group_name}${var.prefix_separator}" : null
  description = var.node_security_group_description
  vpc_id      = var.vpc_id
  tags        = merge(var.tags, { Name = local.node_group_name, "kubernetes.io/cluster/${local.name}" = "owned" }, var.node_security_group_tags)
}

resource "aws_security_group_rule" "node" {
  for_each = { for k, v in local.node_rules : k => v if local.create_node_group_sg }

  region                   = var.region
  security_group_id        = aws_security_group.node[0].id
  type                     = try(each.value.type, "ingress")
  protocol                 = try(each.value.protocol, "tcp")
  from_port                = each.value.from_port
  to_port                  = each.value.to_port
  description              = try(each.value.description, null)
  cidr_blocks              = try(each.value.cidr_blocks, null)
  ipv6_cidr_blocks         = try(each.value.ipv6_cidr_blocks, null)
  prefix_list_ids          = try(each.value.prefix_list_ids, local.v21_up ? null : [])
  self                     = try(each.value.self, null)
  source_security_group_id = try(each.value.source_cluster_security_group, false) == true ? local.security_group_id : try(each.value.source_security_group_id, null)
}


module "fargate_profile" {
  source   = "./modules/fargate-profile"
  for_each = { for k, v in var.fargate_profiles : k => v if var.create && !local.outposts }

  region            = var.region
  account_id        = local.v21_up ? data.aws_caller_identity.current.account_id : null
  cluster_name      = local.cluster
  cluster_ip_family = local.ip_family
  name              = coalesce(try(each.value.name, null), each.key)
  tags              = merge(var.tags, try(each.value.tags, local.fargate_defaults.tags, {}))
  create                                 = try(each.value.create, null)
  subnet_ids                             = try(each.value.subnet_ids, local.fargate_defaults.subnet_ids, null) != null ? try(each.value.subnet_ids, local.fargate_defaults.subnet_ids, null) : var.subnet_ids
  selectors                              = try(each.value.selectors, local.fargate_defaults.selectors, null)
  create_iam_role                        = try(each.value.create_iam_role, local.fargate_defaults.create_iam_role, null)
  iam_role_arn                           = try(each.value.iam_role_arn, local.fargate_defaults.iam_role_arn, null)
  iam_role_name                          = try(each.value.iam_role_name, local.fargate_defaults.iam_role_name, null)
  iam_role_use_name_prefix               = try(each.value.iam_role_use_name_prefix, local.fargate_defaults.iam_role_use_name_prefix, null)
  iam_role_path                          = try(each.value.iam_role_path, local.fargate_defaults.iam_role_path, null)
  iam_role_description                   = try(coalesce(try(each.value.iam_role_description, local.fargate_defaults.iam_role_description, null)), "Fargate profile IAM role")
  iam_role_permissions_boundary          = try(each.value.iam_role_permissions_boundary, local.fargate_defaults.iam_role_permissions_boundary, null)
  iam_role_tags                          = try(each.value.iam_role_tags, local.fargate_defaults.iam_role_tags, null)
  iam_role_attach_cni_policy             = try(each.value.iam_role_attach_cni_policy, local.fargate_defaults.iam_role_attach_cni_policy, null)
  iam_role_additional_policies           = try(each.value.iam_role_additional_policies, local.fargate_defaults.iam_role_additional_policies, null)
  create_iam_role_policy                 = try(each.value.create_iam_role_policy, local.fargate_defaults.create_iam_role_policy, null)
  timeouts                               = try(each.value.timeouts, local.fargate_defaults.timeouts, null)
  iam_role_policy_statements             = try(each.value.iam_role_policy_statements, local.fargate_defaults.iam_role_policy_statements, null)
}

module "eks_managed_node_group" {
  source   = "./modules/eks-managed-node-group"
  for_each = { for k, v in var.eks_managed_node_groups : k => v if var.create && !local.outposts }

  region                            = var.region
  account_id                        = local.v21_up ? data.aws_caller_identity.current.account_id : null
  cluster_name                      = local.cluster
  kubernetes_version                = try(coalesce(try(each.value.kubernetes_version, null), try(each.value.cluster_version, null), try(local.node_defaults.cluster_version, null), local.version), aws_eks_cluster.this[0].version)
  cluster_ip_family                 = local.ip_family
  name                              = coalesce(try(each.value.name, null), each.key)
  default_min_size                  = 1
  vpc_id                            = var.vpc_id
  cluster_security_group_id         = local.security_group_id
  vpc_security_group_ids            = compact(concat([local.node_security_group_id], try(each.value.vpc_security_group_ids, local.node_defaults.vpc_security_group_ids, [])))
  cluster_primary_security_group_id = try(each.value.attach_cluster_primary_security_group, local.node_defaults.attach_cluster_primary_security_group, false) == true ? aws_eks_cluster.this[0].vpc_config[0].cluster_security_group_id : null
  tags                              = merge(var.tags, try(each.value.tags, local.node_defaults.tags, {}))
  create                                 = try(each.value.create, null)
  use_name_prefix                        = try(each.value.use_name_prefix, local.node_defaults.use_name_prefix, null)
  subnet_ids                             = try(each.value.subnet_ids, local.node_defaults.subnet_ids, null) != null ? try(each.value.subnet_ids, local.node_defaults.subnet_ids, null) : var.subnet_ids
  min_size                               = try(each.value.min_size, local.node_defaults.min_size, null)
  max_size                               = try(each.value.max_size, local.node_defaults.max_size, null)
  desired_size                           = try(each.value.desired_size, local.node_defaults.desired_size, null)
  ami_id                                 = try(each.value.ami_id, local.node_defaults.ami_id, null)
  ami_type                               = try(each.value.ami_type, local.node_defaults.ami_type, null)
  ami_release_version                    = try(each.value.ami_release_version, local.node_defaults.ami_release_version, null)
  use_latest_ami_release_version         = try(each.value.use_latest_ami_release_version, local.node_defaults.use_latest_ami_release_version, null)
  capacity_type                          = try(each.value.capacity_type, local.node_defaults.capacity_type, null)
  disk_size                              = try(each.value.disk_size, local.node_defaults.disk_size, null)
  force_update_version                   = try(each.value.force_update_version, local.node_defaults.force_update_version, null)
  instance_types                         = try(each.value.instance_types, local.node_defaults.instance_types, null)
  labels                                 = try(each.value.labels, local.node_defaults.labels, null)
  remote_access                          = try(each.value.remote_access, local.node_defaults.remote_access, null)
  taints                                 = try(each.value.taints, local.node_defaults.taints, null)
  update_config                          = try(each.value.update_config, local.node_defaults.update_config, null)
  node_repair_config                     = try(each.value.node_repair_config, local.node_defaults.node_repair_config, null)
  enable_bootstrap_user_data             = try(each.value.enable_bootstrap_user_data, local.node_defaults.enable_bootstrap_user_data, null)
  pre_bootstrap_user_data                = try(each.value.pre_bootstrap_user_data, local.node_defaults.pre_bootstrap_user_data, null)
  post_bootstrap_user_data               = try(each.value.post_bootstrap_user_data, local.node_defaults.post_bootstrap_user_data, null)
  bootstrap_extra_args                   = try(each.value.bootstrap_extra_args, local.node_defaults.bootstrap_extra_args, null)
  user_data_template_path                = try(each.value.user_data_template_path, local.node_defaults.user_data_template_path, null)
  cloudinit_pre_nodeadm                  = try(each.value.cloudinit_pre_nodeadm, local.node_defaults.cloudinit_pre_nodeadm, null)
  cloudinit_post_nodeadm                 = try(each.value.cloudinit_post_nodeadm, local.node_defaults.cloudinit_post_nodeadm, null)
  create_launch_template                 = try(each.value.create_launch_template, local.node_defaults.create_launch_template, null)
  use_custom_launch_template             = try(each.value.use_custom_launch_template, local.node_defaults.use_custom_launch_template, null)
  launch_template_id                     = try(each.value.launch_template_id, local.node_defaults.launch_template_id, null)
  launch_template_name                   = local.v19_up ? try(coalesce(try(each.value.launch_template_name, local.node_defaults.launch_template_name, null), each.key), each.key) : try(each.value.launch_template_name, local.node_defaults.launch_template_name, each.key)
  launch_template_use_name_prefix        = try(each.value.launch_template_use_name_prefix, local.node_defaults.launch_template_use_name_prefix, null)
  launch_template_version                = try(each.value.launch_template_version, local.node_defaults.launch_template_version, null)
  launch_template_default_version        = try(each.value.launch_template_default_version, local.node_defaults.launch_template_default_version, null)
  update_launch_template_default_version = try(each.value.update_launch_template_default_version, local.node_defaults.update_launch_template_default_version, null)
  launch_template_description            = coalesce(try(each.value.launch_template_description, local.node_defaults.launch_template_description, null), "Custom launch template for ${coalesce(try(each.value.name, null), each.key)} EKS managed node group")
  launch_template_tags                   = try(each.value.launch_template_tags, local.node_defaults.launch_template_tags, null)
  tag_specifications                     = try(each.value.tag_specifications, local.node_defaults.tag_specifications, null)
  ebs_optimized                          = try(each.value.ebs_optimized, local.node_defaults.ebs_optimized, null)
  key_name                               = try(each.value.key_name, local.node_defaults.key_name, null)
  disable_api_termination                = try(each.value.disable_api_termination, local.node_defaults.disable_api_termination, null)
  block_device_mappings                  = try(each.value.block_device_mappings, local.node_defaults.block_device_mappings, null)
  credit_specification                   = try(each.value.credit_specification, local.node_defaults.credit_specification, null)
  instance_market_options                = try(each.value.instance_market_options, local.node_defaults.instance_market_options, null)
  metadata_options                       = try(each.value.metadata_options, local.node_defaults.metadata_options, null)
  enable_monitoring                      = try(each.value.enable_monitoring, local.node_defaults.enable_monitoring, null)
  enable_efa_support                     = try(each.value.enable_efa_support, local.node_defaults.enable_efa_support, null)
  create_placement_group                 = try(each.value.create_placement_group, local.node_defaults.create_placement_group, null)
  placement                              = try(each.value.placement, local.node_defaults.placement, null)
  placement_group_strategy               = try(each.value.placement_group_strategy, local.node_defaults.placement_group_strategy, null)
  placement_group_az                     = try(each.value.placement_group_az, local.node_defaults.placement_group_az, null)
  platform                               = try(each.value.platform, local.node_defaults.platform, null)
  network_interfaces                     = try(each.value.network_interfaces, local.node_defaults.network_interfaces, null)
  create_iam_role                        = try(each.value.create_iam_role, local.node_defaults.create_iam_role, null)
  iam_role_arn                           = try(each.value.iam_role_arn, local.node_defaults.iam_role_arn, null)
  iam_role_name                          = try(each.value.iam_role_name, local.node_defaults.iam_role_name, null)
  iam_role_use_name_prefix               = try(each.value.iam_role_use_name_prefix, local.node_defaults.iam_role_use_name_prefix, null)
  iam_role_path                          = try(each.value.iam_role_path, local.node_defaults.iam_role_path, null)
  iam_role_description                   = try(coalesce(try(each.value.iam_role_description, local.node_defaults.iam_role_description, null)), "EKS managed node group IAM role")
  iam_role_permissions_boundary          = try(each.value.iam_role_permissions_boundary, local.node_defaults.iam_role_permissions_boundary, null)
  iam_role_tags                          = try(each.value.iam_role_tags, local.node_defaults.iam_role_tags, null)
  iam_role_attach_cni_policy             = try(each.value.iam_role_attach_cni_policy, local.node_defaults.iam_role_attach_cni_policy, null)
  iam_role_additional_policies           = try(each.value.iam_role_additional_policies, local.node_defaults.iam_role_additional_policies, null)
  create_iam_role_policy                 = try(each.value.create_iam_role_policy, local.node_defaults.create_iam_role_policy, null)
  iam_role_policy_statements             = try(each.value.iam_role_policy_statements, local.node_defaults.iam_role_policy_statements, null)
  create_security_group                  = try(each.value.create_security_group, local.node_defaults.create_security_group, null)
  security_group_name                    = try(each.value.security_group_name, local.node_defaults.security_group_name, null)
  security_group_use_name_prefix         = try(each.value.security_group_use_name_prefix, local.node_defaults.security_group_use_name_prefix, null)
  security_group_description             = try(each.value.security_group_description, local.node_defaults.security_group_description, null)
  security_group_rules                   = try(each.value.security_group_rules, local.node_defaults.security_group_rules, null)
  security_group_ingress_rules           = try(each.value.security_group_ingress_rules, local.node_defaults.security_group_ingress_rules, null)
  security_group_egress_rules            = try(each.value.security_group_egress_rules, local.node_defaults.security_group_egress_rules, null)
  security_group_tags                    = try(each.value.security_group_tags, local.node_defaults.security_group_tags, null)
  create_schedule                        = try(each.value.create_schedule, local.node_defaults.create_schedule, null)
  schedules                              = try(each.value.schedules, local.node_defaults.schedules, null)
  timeouts                               = try(each.value.timeouts, local.node_defaults.timeouts, null)
}

module "self_managed_node_group" {
  source   = "./modules/self-managed-node-group"
  for_each = { for k, v in var.self_managed_node_groups : k => v if var.create }

  region                            = var.region
  account_id                        = local.v21_up ? data.aws_caller_identity.current.account_id : null
  cluster_name                      = local.cluster
  cluster_ip_family                 = local.ip_family
  name                              = coalesce(try(each.value.name, null), each.key)
  vpc_id                            = var.vpc_id
  cluster_security_group_id         = local.security_group_id
  vpc_security_group_ids            = compact(concat([local.node_security_group_id], try(each.value.vpc_security_group_ids, local.self_managed_defaults.vpc_security_group_ids, [])))
  cluster_primary_security_group_id = try(each.value.attach_cluster_primary_security_group, local.self_managed_defaults.attach_cluster_primary_security_group, false) == true ? aws_eks_cluster.this[0].vpc_config[0].cluster_security_group_id : null
  tags                              = merge(var.tags, try(each.value.tags, local.self_managed_defaults.tags, {}))
  create                                 = try(each.value.create, null)
  create_autoscaling_group               = try(each.value.create_autoscaling_group, local.self_managed_defaults.create_autoscaling_group, null)
  use_name_prefix                        = try(each.value.use_name_prefix, local.self_managed_defaults.use_name_prefix, null)
  subnet_ids                             = try(each.value.subnet_ids, local.self_managed_defaults.subnet_ids, null) != null ? try(each.value.subnet_ids, local.self_managed_defaults.subnet_ids, null) : var.subnet_ids
  availability_zones                     = try(each.value.availability_zones, local.self_managed_defaults.availability_zones, null)
  min_size                               = try(each.value.min_size, local.self_managed_defaults.min_size, null)
  max_size                               = try(each.value.max_size, local.self_managed_defaults.max_size, null)
  desired_size                           = try(each.value.desired_size, local.self_managed_defaults.desired_size, null)
  ami_id                                 = try(each.value.ami_id, local.self_managed_defaults.ami_id, null)
  ami_type                               = try(each.value.ami_type, local.self_managed_defaults.ami_type, null)
  platform                               = try(each.value.platform, local.self_managed_defaults.platform, null)
  instance_type                          = try(coalesce(try(each.value.instance_type, local.self_managed_defaults.instance_type, null)), "m6i.large")
  key_name                               = try(each.value.key_name, local.self_managed_defaults.key_name, null)
  ebs_optimized                          = try(each.value.ebs_optimized, local.self_managed_defaults.ebs_optimized, null)
  create_launch_template                 = try(each.value.create_launch_template, local.self_managed_defaults.create_launch_template, null)
  launch_template_id                     = try(each.value.launch_template_id, local.self_managed_defaults.launch_template_id, null)
  launch_template_name                   = local.v19_up ? try(coalesce(try(each.value.launch_template_name, local.self_managed_defaults.launch_template_name, null), each.key), each.key) : try(each.value.launch_template_name, local.self_managed_defaults.launch_template_name, each.key)
  launch_template_use_name_prefix        = try(each.value.launch_template_use_name_prefix, local.self_managed_defaults.launch_template_use_name_prefix, null)
  launch_template_version                = try(each.value.launch_template_version, local.self_managed_defaults.launch_template_version, null)
  launch_template_description            = coalesce(try(each.value.launch_template_description, local.self_managed_defaults.launch_template_description, null), "Custom launch template for ${coalesce(try(each.value.name, null), each.key)} self managed node group")
  launch_template_tags                   = try(each.value.launch_template_tags, local.self_managed_defaults.launch_template_tags, null)
  tag_specifications                     = try(each.value.tag_specifications, local.self_managed_defaults.tag_specifications, null)
  update_launch_template_default_version = try(each.value.update_launch_template_default_version, local.self_managed_defaults.update_launch_template_default_version, null)
  block_device_mappings                  = try(each.value.block_device_mappings, local.self_managed_defaults.block_device_mappings, null)
  instance_market_options                = try(each.value.instance_market_options, local.self_managed_defaults.instance_market_options, null)
  metadata_options                       = try(each.value.metadata_options, local.self_managed_defaults.metadata_options, null)
  enable_monitoring                      = try(each.value.enable_monitoring, local.self_managed_defaults.enable_monitoring, null)
  network_interfaces                     = try(each.value.network_interfaces, local.self_managed_defaults.network_interfaces, null)
  use_mixed_instances_policy             = try(each.value.use_mixed_instances_policy, local.self_managed_defaults.use_mixed_instances_policy, null)
  mixed_instances_policy                 = try(each.value.mixed_instances_policy, local.self_managed_defaults.mixed_instances_policy, null)
  capacity_rebalance                     = try(each.value.capacity_rebalance, local.self_managed_defaults.capacity_rebalance, null)
  default_cooldown                       = try(each.value.default_cooldown, local.self_managed_defaults.default_cooldown, null)
  default_instance_warmup                = try(each.value.default_instance_warmup, local.self_managed_defaults.default_instance_warmup, null)
  enabled_metrics                        = try(each.value.enabled_metrics, local.self_managed_defaults.enabled_metrics, null)
  force_delete                           = try(each.value.force_delete, local.self_managed_defaults.force_delete, null)
  health_check_grace_period              = try(each.value.health_check_grace_period, local.self_managed_defaults.health_check_grace_period, null)
  health_check_type                      = try(each.value.health_check_type, local.self_managed_defaults.health_check_type, null)
  max_instance_lifetime                  = try(each.value.max_instance_lifetime, local.self_managed_defaults.max_instance_lifetime, null)
  metrics_granularity                    = try(each.value.metrics_granularity, local.self_managed_defaults.metrics_granularity, null)
  placement_group                        = try(each.value.placement_group, local.self_managed_defaults.placement_group, null)
  suspended_processes                    = try(each.value.suspended_processes, local.self_managed_defaults.suspended_processes, null)
  target_group_arns                      = try(each.value.target_group_arns, local.self_managed_defaults.target_group_arns, null)
  termination_policies                   = try(each.value.termination_policies, local.self_managed_defaults.termination_policies, null)
  protect_from_scale_in                  = try(each.value.protect_from_scale_in, local.self_managed_defaults.protect_from_scale_in, null)
  instance_refresh                       = try(each.value.instance_refresh, local.self_managed_defaults.instance_refresh, null)
  autoscaling_group_tags                 = try(each.value.autoscaling_group_tags, local.self_managed_defaults.autoscaling_group_tags, null)
  create_iam_instance_profile            = try(each.value.create_iam_instance_profile, local.self_managed_defaults.create_iam_instance_profile, null)
  iam_instance_profile_arn               = try(each.value.iam_instance_profile_arn, local.self_managed_defaults.iam_instance_profile_arn, null)
  iam_role_arn                           = try(each.value.iam_role_arn, local.self_managed_defaults.iam_role_arn, null)
  iam_role_name                          = try(each.value.iam_role_name, local.self_managed_defaults.iam_role_name, null)
  iam_role_use_name_prefix               = try(each.value.iam_role_use_name_prefix, local.self_managed_defaults.iam_role_use_name_prefix, null)
  iam_role_path                          = try(each.value.iam_role_path, local.self_managed_defaults.iam_role_path, null)
  iam_role_description                   = try(coalesce(try(each.value.iam_role_description, local.self_managed_defaults.iam_role_description, null)), "Self managed node group IAM role")
  iam_role_permissions_boundary          = try(each.value.iam_role_permissions_boundary, local.self_managed_defaults.iam_role_permissions_boundary, null)
  iam_role_tags                          = try(each.value.iam_role_tags, local.self_managed_defaults.iam_role_tags, null)
  iam_role_attach_cni_policy             = try(each.value.iam_role_attach_cni_policy, local.self_managed_defaults.iam_role_attach_cni_policy, null)
  iam_role_additional_policies           = try(each.value.iam_role_additional_policies, local.self_managed_defaults.iam_role_additional_policies, null)
  create_access_entry                    = try(each.value.create_access_entry, local.self_managed_defaults.create_access_entry, null)
  create_security_group                  = try(each.value.create_security_group, local.self_managed_defaults.create_security_group, null)
  security_group_name                    = try(each.value.security_group_name, local.self_managed_defaults.security_group_name, null)
  security_group_use_name_prefix         = try(each.value.security_group_use_name_prefix, local.self_managed_defaults.security_group_use_name_prefix, null)
  security_group_description             = try(coalesce(try(each.value.security_group_description, local.self_managed_defaults.security_group_description, null)), local.v19_up ? null : "Self managed node group security group")
  enable_efa_support                     = try(each.value.enable_efa_support, local.self_managed_defaults.enable_efa_support, null)
  security_group_ingress_rules           = try(each.value.security_group_ingress_rules, local.self_managed_defaults.security_group_ingress_rules, null)
  security_group_egress_rules            = try(each.value.security_group_egress_rules, local.self_managed_defaults.security_group_egress_rules, null)
  security_group_rules                   = try(each.value.security_group_rules, local.self_managed_defaults.security_group_rules, null)
  security_group_tags                    = try(each.value.security_group_tags, local.self_managed_defaults.security_group_tags, null)
  create_schedule                        = try(each.value.create_schedule, local.self_managed_defaults.create_schedule, null)
  schedules                              = try(each.value.schedules, local.self_managed_defaults.schedules, null)
}
