# Major 2: interface endpoints from access_analyzer to ebs.

resource "aws_vpc_endpoint" "access_analyzer" {
  count = local.create && var.enable_access_analyzer_endpoint ? 1 : 0

  vpc_id              = local.vpc_id
  service_name        = "${local.service}.access-analyzer"
  vpc_endpoint_type   = "Interface"
  security_group_ids  = var.access_analyzer_endpoint_security_group_ids
  subnet_ids          = coalescelist(var.access_analyzer_endpoint_subnet_ids, aws_subnet.private[*].id)
  policy              = var.access_analyzer_endpoint_policy
  private_dns_enabled = var.access_analyzer_endpoint_private_dns_enabled
  tags                = local.endpoint_tags
}

output "vpc_endpoint_access_analyzer_id" { value = try(aws_vpc_endpoint.access_analyzer[0].id, "") }
output "vpc_endpoint_access_analyzer_network_interface_ids" { value = flatten(aws_vpc_endpoint.access_analyzer[*].network_interface_ids) }
output "vpc_endpoint_access_analyzer_dns_entry" { value = flatten(aws_vpc_endpoint.access_analyzer[*].dns_entry) }
variable "enable_access_analyzer_endpoint" { default = false }
variable "access_analyzer_endpoint_security_group_ids" { default = [] }
variable "access_analyzer_endpoint_subnet_ids" { default = [] }
variable "access_analyzer_endpoint_policy" { default = null }
variable "access_analyzer_endpoint_private_dns_enabled" { default = false }

resource "aws_vpc_endpoint" "acm_pca" {
  count = local.create && var.enable_acm_pca_endpoint ? 1 : 0

  vpc_id              = local.vpc_id
  service_name        = "${local.service}.acm-pca"
  vpc_endpoint_type   = "Interface"
  security_group_ids  = var.acm_pca_endpoint_security_group_ids
  subnet_ids          = coalescelist(var.acm_pca_endpoint_subnet_ids, aws_subnet.private[*].id)
  policy              = var.acm_pca_endpoint_policy
  private_dns_enabled = var.acm_pca_endpoint_private_dns_enabled
  tags                = local.endpoint_tags
}

output "vpc_endpoint_acm_pca_id" { value = try(aws_vpc_endpoint.acm_pca[0].id, "") }
output "vpc_endpoint_acm_pca_network_interface_ids" { value = flatten(aws_vpc_endpoint.acm_pca[*].network_interface_ids) }
output "vpc_endpoint_acm_pca_dns_entry" { value = flatten(aws_vpc_endpoint.acm_pca[*].dns_entry) }
variable "enable_acm_pca_endpoint" { default = false }
variable "acm_pca_endpoint_security_group_ids" { default = [] }
variable "acm_pca_endpoint_subnet_ids" { default = [] }
variable "acm_pca_endpoint_policy" { default = null }
variable "acm_pca_endpoint_private_dns_enabled" { default = false }

resource "aws_vpc_endpoint" "apigw" {
  count = local.create && var.enable_apigw_endpoint ? 1 : 0

  vpc_id              = local.vpc_id
  service_name        = "${local.service}.execute-api"
  vpc_endpoint_type   = "Interface"
  security_group_ids  = var.apigw_endpoint_security_group_ids
  subnet_ids          = coalescelist(var.apigw_endpoint_subnet_ids, aws_subnet.private[*].id)
  policy              = var.apigw_endpoint_policy
  private_dns_enabled = var.apigw_endpoint_private_dns_enabled
  tags                = local.endpoint_tags
}

output "vpc_endpoint_apigw_id" { value = try(aws_vpc_endpoint.apigw[0].id, "") }
output "vpc_endpoint_apigw_network_interface_ids" { value = flatten(aws_vpc_endpoint.apigw[*].network_interface_ids) }
output "vpc_endpoint_apigw_dns_entry" { value = flatten(aws_vpc_endpoint.apigw[*].dns_entry) }
variable "enable_apigw_endpoint" { default = false }
variable "apigw_endpoint_security_group_ids" { default = [] }
variable "apigw_endpoint_policy" { default = null }
variable "apigw_endpoint_private_dns_enabled" { default = false }
variable "apigw_endpoint_subnet_ids" { default = [] }

resource "aws_vpc_endpoint" "appmesh_envoy_management" {
  count = local.create && var.enable_appmesh_envoy_management_endpoint ? 1 : 0

  vpc_id              = local.vpc_id
  service_name        = "${local.service}.appmesh-envoy-management"
  vpc_endpoint_type   = "Interface"
  security_group_ids  = var.appmesh_envoy_management_endpoint_security_group_ids
  subnet_ids          = coalescelist(var.appmesh_envoy_management_endpoint_subnet_ids, aws_subnet.private[*].id)
  private_dns_enabled = var.appmesh_envoy_management_endpoint_private_dns_enabled
  tags                = local.endpoint_tags
}

output "vpc_endpoint_appmesh_envoy_management_id" { value = try(aws_vpc_endpoint.appmesh_envoy_management[0].id, "") }
output "vpc_endpoint_appmesh_envoy_management_network_interface_ids" { value = flatten(aws_vpc_endpoint.appmesh_envoy_management[*].network_interface_ids) }
output "vpc_endpoint_appmesh_envoy_management_dns_entry" { value = flatten(aws_vpc_endpoint.appmesh_envoy_management[*].dns_entry) }
variable "enable_appmesh_envoy_management_endpoint" { default = false }
variable "appmesh_envoy_management_endpoint_security_group_ids" { default = [] }
variable "appmesh_envoy_management_endpoint_subnet_ids" { default = [] }
variable "appmesh_envoy_management_endpoint_private_dns_enabled" { default = false }

resource "aws_vpc_endpoint" "appstream_api" {
  count = local.create && var.enable_appstream_api_endpoint ? 1 : 0

  vpc_id              = local.vpc_id
  service_name        = "${local.service}.appstream.api"
  vpc_endpoint_type   = "Interface"
  security_group_ids  = var.appstream_api_endpoint_security_group_ids
  subnet_ids          = coalescelist(var.appstream_api_endpoint_subnet_ids, aws_subnet.private[*].id)
  private_dns_enabled = var.appstream_api_endpoint_private_dns_enabled
  tags                = local.endpoint_tags
}

output "vpc_endpoint_appstream_api_id" { value = try(aws_vpc_endpoint.appstream_api[0].id, "") }
output "vpc_endpoint_appstream_api_network_interface_ids" { value = flatten(aws_vpc_endpoint.appstream_api[*].network_interface_ids) }
output "vpc_endpoint_appstream_api_dns_entry" { value = flatten(aws_vpc_endpoint.appstream_api[*].dns_entry) }
variable "enable_appstream_api_endpoint" { default = false }
variable "appstream_api_endpoint_security_group_ids" { default = [] }
variable "appstream_api_endpoint_subnet_ids" { default = [] }
variable "appstream_api_endpoint_private_dns_enabled" { default = false }

resource "aws_vpc_endpoint" "appstream_streaming" {
  count = local.create && var.enable_appstream_streaming_endpoint ? 1 : 0

  vpc_id              = local.vpc_id
  service_name        = "${local.service}.appstream.streaming"
  vpc_endpoint_type   = "Interface"
  security_group_ids  = var.appstream_streaming_endpoint_security_group_ids
  subnet_ids          = coalescelist(var.appstream_streaming_endpoint_subnet_ids, aws_subnet.private[*].id)
  private_dns_enabled = var.appstream_streaming_endpoint_private_dns_enabled
  tags                = local.endpoint_tags
}

output "vpc_endpoint_appstream_streaming_id" { value = try(aws_vpc_endpoint.appstream_streaming[0].id, "") }
output "vpc_endpoint_appstream_streaming_network_interface_ids" { value = flatten(aws_vpc_endpoint.appstream_streaming[*].network_interface_ids) }
output "vpc_endpoint_appstream_streaming_dns_entry" { value = flatten(aws_vpc_endpoint.appstream_streaming[*].dns_entry) }
variable "enable_appstream_streaming_endpoint" { default = false }
variable "appstream_streaming_endpoint_security_group_ids" { default = [] }
variable "appstream_streaming_endpoint_subnet_ids" { default = [] }
variable "appstream_streaming_endpoint_private_dns_enabled" { default = false }

resource "aws_vpc_endpoint" "athena" {
  count = local.create && var.enable_athena_endpoint ? 1 : 0

  vpc_id              = local.vpc_id
  service_name        = "${local.service}.athena"
  vpc_endpoint_type   = "Interface"
  security_group_ids  = var.athena_endpoint_security_group_ids
  subnet_ids          = coalescelist(var.athena_endpoint_subnet_ids, aws_subnet.private[*].id)
  policy              = var.athena_endpoint_policy
  private_dns_enabled = var.athena_endpoint_private_dns_enabled
  tags                = local.endpoint_tags
}

output "vpc_endpoint_athena_id" { value = try(aws_vpc_endpoint.athena[0].id, "") }
output "vpc_endpoint_athena_network_interface_ids" { value = flatten(aws_vpc_endpoint.athena[*].network_interface_ids) }
output "vpc_endpoint_athena_dns_entry" { value = flatten(aws_vpc_endpoint.athena[*].dns_entry) }
variable "enable_athena_endpoint" { default = false }
variable "athena_endpoint_security_group_ids" { default = [] }
variable "athena_endpoint_subnet_ids" { default = [] }
variable "athena_endpoint_policy" { default = null }
variable "athena_endpoint_private_dns_enabled" { default = false }

resource "aws_vpc_endpoint" "auto_scaling_plans" {
  count = local.create && var.enable_auto_scaling_plans_endpoint ? 1 : 0

  vpc_id              = local.vpc_id
  service_name        = "${local.service}.autoscaling-plans"
  vpc_endpoint_type   = "Interface"
  security_group_ids  = var.auto_scaling_plans_endpoint_security_group_ids
  subnet_ids          = coalescelist(var.auto_scaling_plans_endpoint_subnet_ids, aws_subnet.private[*].id)
  policy              = var.auto_scaling_plans_endpoint_policy
  private_dns_enabled = var.auto_scaling_plans_endpoint_private_dns_enabled
  tags                = local.endpoint_tags
}

output "vpc_endpoint_auto_scaling_plans_id" { value = try(aws_vpc_endpoint.auto_scaling_plans[0].id, "") }
output "vpc_endpoint_auto_scaling_plans_network_interface_ids" { value = flatten(aws_vpc_endpoint.auto_scaling_plans[*].network_interface_ids) }
output "vpc_endpoint_auto_scaling_plans_dns_entry" { value = flatten(aws_vpc_endpoint.auto_scaling_plans[*].dns_entry) }
variable "enable_auto_scaling_plans_endpoint" { default = false }
variable "auto_scaling_plans_endpoint_security_group_ids" { default = [] }
variable "auto_scaling_plans_endpoint_subnet_ids" { default = [] }
variable "auto_scaling_plans_endpoint_policy" { default = null }
variable "auto_scaling_plans_endpoint_private_dns_enabled" { default = false }

resource "aws_vpc_endpoint" "cloud_directory" {
  count = local.create && var.enable_cloud_directory_endpoint ? 1 : 0

  vpc_id              = local.vpc_id
  service_name        = "${local.service}.clouddirectory"
  vpc_endpoint_type   = "Interface"
  security_group_ids  = var.cloud_directory_endpoint_security_group_ids
  subnet_ids          = coalescelist(var.cloud_directory_endpoint_subnet_ids, aws_subnet.private[*].id)
  policy              = var.cloud_directory_endpoint_policy
  private_dns_enabled = var.cloud_directory_endpoint_private_dns_enabled
  tags                = local.endpoint_tags
}

output "vpc_endpoint_cloud_directory_id" { value = try(aws_vpc_endpoint.cloud_directory[0].id, "") }
output "vpc_endpoint_cloud_directory_network_interface_ids" { value = flatten(aws_vpc_endpoint.cloud_directory[*].network_interface_ids) }
output "vpc_endpoint_cloud_directory_dns_entry" { value = flatten(aws_vpc_endpoint.cloud_directory[*].dns_entry) }
variable "enable_cloud_directory_endpoint" { default = false }
variable "cloud_directory_endpoint_security_group_ids" { default = [] }
variable "cloud_directory_endpoint_subnet_ids" { default = [] }
variable "cloud_directory_endpoint_policy" { default = null }
variable "cloud_directory_endpoint_private_dns_enabled" { default = false }

resource "aws_vpc_endpoint" "cloudformation" {
  count = local.create && var.enable_cloudformation_endpoint ? 1 : 0

  vpc_id              = local.vpc_id
  service_name        = "${local.service}.cloudformation"
  vpc_endpoint_type   = "Interface"
  security_group_ids  = var.cloudformation_endpoint_security_group_ids
  subnet_ids          = coalescelist(var.cloudformation_endpoint_subnet_ids, aws_subnet.private[*].id)
  private_dns_enabled = var.cloudformation_endpoint_private_dns_enabled
  tags                = local.endpoint_tags
}

output "vpc_endpoint_cloudformation_id" { value = try(aws_vpc_endpoint.cloudformation[0].id, "") }
output "vpc_endpoint_cloudformation_network_interface_ids" { value = flatten(aws_vpc_endpoint.cloudformation[*].network_interface_ids) }
output "vpc_endpoint_cloudformation_dns_entry" { value = flatten(aws_vpc_endpoint.cloudformation[*].dns_entry) }
variable "enable_cloudformation_endpoint" { default = false }
variable "cloudformation_endpoint_security_group_ids" { default = [] }
variable "cloudformation_endpoint_subnet_ids" { default = [] }
variable "cloudformation_endpoint_private_dns_enabled" { default = false }

resource "aws_vpc_endpoint" "cloudtrail" {
  count = local.create && var.enable_cloudtrail_endpoint ? 1 : 0

  vpc_id              = local.vpc_id
  service_name        = "${local.service}.cloudtrail"
  vpc_endpoint_type   = "Interface"
  security_group_ids  = var.cloudtrail_endpoint_security_group_ids
  subnet_ids          = coalescelist(var.cloudtrail_endpoint_subnet_ids, aws_subnet.private[*].id)
  private_dns_enabled = var.cloudtrail_endpoint_private_dns_enabled
  tags                = local.endpoint_tags
}

output "vpc_endpoint_cloudtrail_id" { value = try(aws_vpc_endpoint.cloudtrail[0].id, "") }
output "vpc_endpoint_cloudtrail_network_interface_ids" { value = flatten(aws_vpc_endpoint.cloudtrail[*].network_interface_ids) }
output "vpc_endpoint_cloudtrail_dns_entry" { value = flatten(aws_vpc_endpoint.cloudtrail[*].dns_entry) }
variable "enable_cloudtrail_endpoint" { default = false }
variable "cloudtrail_endpoint_security_group_ids" { default = [] }
variable "cloudtrail_endpoint_subnet_ids" { default = [] }
variable "cloudtrail_endpoint_private_dns_enabled" { default = false }

resource "aws_vpc_endpoint" "codeartifact_api" {
  count = local.create && var.enable_codeartifact_api_endpoint ? 1 : 0

  vpc_id              = local.vpc_id
  service_name        = "${local.service}.codeartifact.api"
  vpc_endpoint_type   = "Interface"
  security_group_ids  = var.codeartifact_api_endpoint_security_group_ids
  subnet_ids          = coalescelist(var.codeartifact_api_endpoint_subnet_ids, aws_subnet.private[*].id)
  private_dns_enabled = var.codeartifact_api_endpoint_private_dns_enabled
  tags                = local.endpoint_tags
}

output "vpc_endpoint_codeartifact_api_id" { value = try(aws_vpc_endpoint.codeartifact_api[0].id, "") }
output "vpc_endpoint_codeartifact_api_network_interface_ids" { value = flatten(aws_vpc_endpoint.codeartifact_api[*].network_interface_ids) }
output "vpc_endpoint_codeartifact_api_dns_entry" { value = flatten(aws_vpc_endpoint.codeartifact_api[*].dns_entry) }
variable "enable_codeartifact_api_endpoint" { default = false }
variable "codeartifact_api_endpoint_security_group_ids" { default = [] }
variable "codeartifact_api_endpoint_subnet_ids" { default = [] }
variable "codeartifact_api_endpoint_private_dns_enabled" { default = false }

resource "aws_vpc_endpoint" "codeartifact_repositories" {
  count = local.create && var.enable_codeartifact_repositories_endpoint ? 1 : 0

  vpc_id              = local.vpc_id
  service_name        = "${local.service}.codeartifact.repositories"
  vpc_endpoint_type   = "Interface"
  security_group_ids  = var.codeartifact_repositories_endpoint_security_group_ids
  subnet_ids          = coalescelist(var.codeartifact_repositories_endpoint_subnet_ids, aws_subnet.private[*].id)
  private_dns_enabled = var.codeartifact_repositories_endpoint_private_dns_enabled
  tags                = local.endpoint_tags
}

output "vpc_endpoint_codeartifact_repositories_id" { value = try(aws_vpc_endpoint.codeartifact_repositories[0].id, "") }
output "vpc_endpoint_codeartifact_repositories_network_interface_ids" { value = flatten(aws_vpc_endpoint.codeartifact_repositories[*].network_interface_ids) }
output "vpc_endpoint_codeartifact_repositories_dns_entry" { value = flatten(aws_vpc_endpoint.codeartifact_repositories[*].dns_entry) }
variable "enable_codeartifact_repositories_endpoint" { default = false }
variable "codeartifact_repositories_endpoint_security_group_ids" { default = [] }
variable "codeartifact_repositories_endpoint_subnet_ids" { default = [] }
variable "codeartifact_repositories_endpoint_private_dns_enabled" { default = false }

resource "aws_vpc_endpoint" "codebuild" {
  count = local.create && var.enable_codebuild_endpoint ? 1 : 0

  vpc_id              = local.vpc_id
  service_name        = "${local.service}.codebuild"
  vpc_endpoint_type   = "Interface"
  security_group_ids  = var.codebuild_endpoint_security_group_ids
  subnet_ids          = coalescelist(var.codebuild_endpoint_subnet_ids, aws_subnet.private[*].id)
  policy              = var.codebuild_endpoint_policy
  private_dns_enabled = var.codebuild_endpoint_private_dns_enabled
  tags                = local.endpoint_tags
}

output "vpc_endpoint_codebuild_id" { value = try(aws_vpc_endpoint.codebuild[0].id, "") }
output "vpc_endpoint_codebuild_network_interface_ids" { value = flatten(aws_vpc_endpoint.codebuild[*].network_interface_ids) }
output "vpc_endpoint_codebuild_dns_entry" { value = flatten(aws_vpc_endpoint.codebuild[*].dns_entry) }
variable "enable_codebuild_endpoint" { default = false }
variable "codebuild_endpoint_security_group_ids" { default = [] }
variable "codebuild_endpoint_subnet_ids" { default = [] }
variable "codebuild_endpoint_policy" { default = null }
variable "codebuild_endpoint_private_dns_enabled" { default = false }

resource "aws_vpc_endpoint" "codecommit" {
  count = local.create && var.enable_codecommit_endpoint ? 1 : 0

  vpc_id              = local.vpc_id
  service_name        = "${local.service}.codecommit"
  vpc_endpoint_type   = "Interface"
  security_group_ids  = var.codecommit_endpoint_security_group_ids
  subnet_ids          = coalescelist(var.codecommit_endpoint_subnet_ids, aws_subnet.private[*].id)
  policy              = var.codecommit_endpoint_policy
  private_dns_enabled = var.codecommit_endpoint_private_dns_enabled
  tags                = local.endpoint_tags
}

output "vpc_endpoint_codecommit_id" { value = try(aws_vpc_endpoint.codecommit[0].id, "") }
output "vpc_endpoint_codecommit_network_interface_ids" { value = flatten(aws_vpc_endpoint.codecommit[*].network_interface_ids) }
output "vpc_endpoint_codecommit_dns_entry" { value = flatten(aws_vpc_endpoint.codecommit[*].dns_entry) }
variable "enable_codecommit_endpoint" { default = false }
variable "codecommit_endpoint_security_group_ids" { default = [] }
variable "codecommit_endpoint_subnet_ids" { default = [] }
variable "codecommit_endpoint_policy" { default = null }
variable "codecommit_endpoint_private_dns_enabled" { default = false }

resource "aws_vpc_endpoint" "codedeploy" {
  count = local.create && var.enable_codedeploy_endpoint ? 1 : 0

  vpc_id              = local.vpc_id
  service_name        = "${local.service}.codedeploy"
  vpc_endpoint_type   = "Interface"
  security_group_ids  = var.codedeploy_endpoint_security_group_ids
  subnet_ids          = coalescelist(var.codedeploy_endpoint_subnet_ids, aws_subnet.private[*].id)
  private_dns_enabled = var.codedeploy_endpoint_private_dns_enabled
  tags                = local.endpoint_tags
}

variable "enable_codedeploy_endpoint" { default = false }
variable "codedeploy_endpoint_security_group_ids" { default = [] }
variable "codedeploy_endpoint_subnet_ids" { default = [] }
variable "codedeploy_endpoint_private_dns_enabled" { default = false }

resource "aws_vpc_endpoint" "codedeploy_commands_secure" {
  count = local.create && var.enable_codedeploy_commands_secure_endpoint ? 1 : 0

  vpc_id              = local.vpc_id
  service_name        = "${local.service}.codedeploy-commands-secure"
  vpc_endpoint_type   = "Interface"
  security_group_ids  = var.codedeploy_commands_secure_endpoint_security_group_ids
  subnet_ids          = coalescelist(var.codedeploy_commands_secure_endpoint_subnet_ids, aws_subnet.private[*].id)
  private_dns_enabled = var.codedeploy_commands_secure_endpoint_private_dns_enabled
  tags                = local.endpoint_tags
}

variable "enable_codedeploy_commands_secure_endpoint" { default = false }
variable "codedeploy_commands_secure_endpoint_security_group_ids" { default = [] }
variable "codedeploy_commands_secure_endpoint_subnet_ids" { default = [] }
variable "codedeploy_commands_secure_endpoint_private_dns_enabled" { default = false }

resource "aws_vpc_endpoint" "codepipeline" {
  count = local.create && var.enable_codepipeline_endpoint ? 1 : 0

  vpc_id              = local.vpc_id
  service_name        = "${local.service}.codepipeline"
  vpc_endpoint_type   = "Interface"
  security_group_ids  = var.codepipeline_endpoint_security_group_ids
  subnet_ids          = coalescelist(var.codepipeline_endpoint_subnet_ids, aws_subnet.private[*].id)
  private_dns_enabled = var.codepipeline_endpoint_private_dns_enabled
  tags                = local.endpoint_tags
}

output "vpc_endpoint_codepipeline_id" { value = try(aws_vpc_endpoint.codepipeline[0].id, "") }
output "vpc_endpoint_codepipeline_network_interface_ids" { value = flatten(aws_vpc_endpoint.codepipeline[*].network_interface_ids) }
output "vpc_endpoint_codepipeline_dns_entry" { value = flatten(aws_vpc_endpoint.codepipeline[*].dns_entry) }
variable "enable_codepipeline_endpoint" { default = false }
variable "codepipeline_endpoint_security_group_ids" { default = [] }
variable "codepipeline_endpoint_subnet_ids" { default = [] }
variable "codepipeline_endpoint_private_dns_enabled" { default = false }

resource "aws_vpc_endpoint" "config" {
  count = local.create && var.enable_config_endpoint ? 1 : 0

  vpc_id              = local.vpc_id
  service_name        = "${local.service}.config"
  vpc_endpoint_type   = "Interface"
  security_group_ids  = var.config_endpoint_security_group_ids
  subnet_ids          = coalescelist(var.config_endpoint_subnet_ids, aws_subnet.private[*].id)
  private_dns_enabled = var.config_endpoint_private_dns_enabled
  tags                = local.endpoint_tags
}

output "vpc_endpoint_config_id" { value = try(aws_vpc_endpoint.config[0].id, "") }
output "vpc_endpoint_config_network_interface_ids" { value = flatten(aws_vpc_endpoint.config[*].network_interface_ids) }
output "vpc_endpoint_config_dns_entry" { value = flatten(aws_vpc_endpoint.config[*].dns_entry) }
variable "enable_config_endpoint" { default = false }
variable "config_endpoint_security_group_ids" { default = [] }
variable "config_endpoint_subnet_ids" { default = [] }
variable "config_endpoint_private_dns_enabled" { default = false }

resource "aws_vpc_endpoint" "datasync" {
  count = local.create && var.enable_datasync_endpoint ? 1 : 0

  vpc_id              = local.vpc_id
  service_name        = "${local.service}.datasync"
  vpc_endpoint_type   = "Interface"
  security_group_ids  = var.datasync_endpoint_security_group_ids
  subnet_ids          = coalescelist(var.datasync_endpoint_subnet_ids, aws_subnet.private[*].id)
  private_dns_enabled = var.datasync_endpoint_private_dns_enabled
  tags                = local.endpoint_tags
}

output "vpc_endpoint_datasync_id" { value = try(aws_vpc_endpoint.datasync[0].id, "") }
output "vpc_endpoint_datasync_network_interface_ids" { value = flatten(aws_vpc_endpoint.datasync[*].network_interface_ids) }
output "vpc_endpoint_datasync_dns_entry" { value = flatten(aws_vpc_endpoint.datasync[*].dns_entry) }
variable "enable_datasync_endpoint" { default = false }
variable "datasync_endpoint_security_group_ids" { default = [] }
variable "datasync_endpoint_subnet_ids" { default = [] }
variable "datasync_endpoint_private_dns_enabled" { default = false }

resource "aws_vpc_endpoint" "dms" {
  count = local.create && var.enable_dms_endpoint ? 1 : 0

  vpc_id              = local.vpc_id
  service_name        = "${local.service}.dms"
  vpc_endpoint_type   = "Interface"
  security_group_ids  = var.dms_endpoint_security_group_ids
  subnet_ids          = coalescelist(var.dms_endpoint_subnet_ids, aws_subnet.private[*].id)
  private_dns_enabled = var.dms_endpoint_private_dns_enabled
  tags                = local.endpoint_tags
}

variable "enable_dms_endpoint" { default = false }
variable "dms_endpoint_security_group_ids" { default = [] }
variable "dms_endpoint_subnet_ids" { default = [] }
variable "dms_endpoint_private_dns_enabled" { default = false }

resource "aws_vpc_endpoint" "ebs" {
  count = local.create && var.enable_ebs_endpoint ? 1 : 0

  vpc_id              = local.vpc_id
  service_name        = "${local.service}.ebs"
  vpc_endpoint_type   = "Interface"
  security_group_ids  = var.ebs_endpoint_security_group_ids
  subnet_ids          = coalescelist(var.ebs_endpoint_subnet_ids, aws_subnet.private[*].id)
  private_dns_enabled = var.ebs_endpoint_private_dns_enabled
  tags                = local.endpoint_tags
}

output "vpc_endpoint_ebs_id" { value = try(aws_vpc_endpoint.ebs[0].id, "") }
output "vpc_endpoint_ebs_network_interface_ids" { value = flatten(aws_vpc_endpoint.ebs[*].network_interface_ids) }
output "vpc_endpoint_ebs_dns_entry" { value = flatten(aws_vpc_endpoint.ebs[*].dns_entry) }
variable "enable_ebs_endpoint" { default = false }
variable "ebs_endpoint_security_group_ids" { default = [] }
variable "ebs_endpoint_subnet_ids" { default = [] }
variable "ebs_endpoint_private_dns_enabled" { default = false }
