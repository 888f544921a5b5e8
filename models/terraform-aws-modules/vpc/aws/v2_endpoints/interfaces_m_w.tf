# Major 2: interface endpoints from monitoring to workspaces.

resource "aws_vpc_endpoint" "monitoring" {
  count = local.create && var.enable_monitoring_endpoint ? 1 : 0

  vpc_id              = local.vpc_id
  service_name        = "${local.service}.monitoring"
  vpc_endpoint_type   = "Interface"
  security_group_ids  = var.monitoring_endpoint_security_group_ids
  subnet_ids          = coalescelist(var.monitoring_endpoint_subnet_ids, aws_subnet.private[*].id)
  policy              = var.monitoring_endpoint_policy
  private_dns_enabled = var.monitoring_endpoint_private_dns_enabled
  tags                = local.endpoint_tags
}

output "vpc_endpoint_monitoring_id" { value = try(aws_vpc_endpoint.monitoring[0].id, "") }
output "vpc_endpoint_monitoring_network_interface_ids" { value = flatten(aws_vpc_endpoint.monitoring[*].network_interface_ids) }
output "vpc_endpoint_monitoring_dns_entry" { value = flatten(aws_vpc_endpoint.monitoring[*].dns_entry) }
variable "enable_monitoring_endpoint" { default = false }
variable "monitoring_endpoint_security_group_ids" { default = [] }
variable "monitoring_endpoint_subnet_ids" { default = [] }
variable "monitoring_endpoint_policy" { default = null }
variable "monitoring_endpoint_private_dns_enabled" { default = false }

resource "aws_vpc_endpoint" "qldb_session" {
  count = local.create && var.enable_qldb_session_endpoint ? 1 : 0

  vpc_id              = local.vpc_id
  service_name        = "${local.service}.qldb.session"
  vpc_endpoint_type   = "Interface"
  security_group_ids  = var.qldb_session_endpoint_security_group_ids
  subnet_ids          = coalescelist(var.qldb_session_endpoint_subnet_ids, aws_subnet.private[*].id)
  private_dns_enabled = var.qldb_session_endpoint_private_dns_enabled
  tags                = local.endpoint_tags
}

output "vpc_endpoint_qldb_session_id" { value = try(aws_vpc_endpoint.qldb_session[0].id, "") }
output "vpc_endpoint_qldb_session_network_interface_ids" { value = flatten(aws_vpc_endpoint.qldb_session[*].network_interface_ids) }
output "vpc_endpoint_qldb_session_dns_entry" { value = flatten(aws_vpc_endpoint.qldb_session[*].dns_entry) }
variable "enable_qldb_session_endpoint" { default = false }
variable "qldb_session_endpoint_security_group_ids" { default = [] }
variable "qldb_session_endpoint_subnet_ids" { default = [] }
variable "qldb_session_endpoint_private_dns_enabled" { default = false }

resource "aws_vpc_endpoint" "rds" {
  count = local.create && var.enable_rds_endpoint ? 1 : 0

  vpc_id              = local.vpc_id
  service_name        = "${local.service}.rds"
  vpc_endpoint_type   = "Interface"
  security_group_ids  = var.rds_endpoint_security_group_ids
  subnet_ids          = coalescelist(var.rds_endpoint_subnet_ids, aws_subnet.private[*].id)
  private_dns_enabled = var.rds_endpoint_private_dns_enabled
  tags                = local.endpoint_tags
}

output "vpc_endpoint_rds_id" { value = try(aws_vpc_endpoint.rds[0].id, "") }
output "vpc_endpoint_rds_network_interface_ids" { value = flatten(aws_vpc_endpoint.rds[*].network_interface_ids) }
output "vpc_endpoint_rds_dns_entry" { value = flatten(aws_vpc_endpoint.rds[*].dns_entry) }
variable "enable_rds_endpoint" { default = false }
variable "rds_endpoint_security_group_ids" { default = [] }
variable "rds_endpoint_subnet_ids" { default = [] }
variable "rds_endpoint_private_dns_enabled" { default = false }

resource "aws_vpc_endpoint" "rekognition" {
  count = local.create && var.enable_rekognition_endpoint ? 1 : 0

  vpc_id              = local.vpc_id
  service_name        = "${local.service}.rekognition"
  vpc_endpoint_type   = "Interface"
  security_group_ids  = var.rekognition_endpoint_security_group_ids
  subnet_ids          = coalescelist(var.rekognition_endpoint_subnet_ids, aws_subnet.private[*].id)
  policy              = var.rekognition_endpoint_policy
  private_dns_enabled = var.rekognition_endpoint_private_dns_enabled
  tags                = local.endpoint_tags
}

output "vpc_endpoint_rekognition_id" { value = try(aws_vpc_endpoint.rekognition[0].id, "") }
output "vpc_endpoint_rekognition_network_interface_ids" { value = flatten(aws_vpc_endpoint.rekognition[*].network_interface_ids) }
output "vpc_endpoint_rekognition_dns_entry" { value = flatten(aws_vpc_endpoint.rekognition[*].dns_entry) }
variable "enable_rekognition_endpoint" { default = false }
variable "rekognition_endpoint_security_group_ids" { default = [] }
variable "rekognition_endpoint_subnet_ids" { default = [] }
variable "rekognition_endpoint_policy" { default = null }
variable "rekognition_endpoint_private_dns_enabled" { default = false }

resource "aws_vpc_endpoint" "sagemaker_api" {
  count = local.create && var.enable_sagemaker_api_endpoint ? 1 : 0

  vpc_id              = local.vpc_id
  service_name        = "${local.service}.sagemaker.api"
  vpc_endpoint_type   = "Interface"
  security_group_ids  = var.sagemaker_api_endpoint_security_group_ids
  subnet_ids          = coalescelist(var.sagemaker_api_endpoint_subnet_ids, aws_subnet.private[*].id)
  policy              = var.sagemaker_api_endpoint_policy
  private_dns_enabled = var.sagemaker_api_endpoint_private_dns_enabled
  tags                = local.endpoint_tags
}

output "vpc_endpoint_sagemaker_api_id" { value = try(aws_vpc_endpoint.sagemaker_api[0].id, "") }
output "vpc_endpoint_sagemaker_api_network_interface_ids" { value = flatten(aws_vpc_endpoint.sagemaker_api[*].network_interface_ids) }
output "vpc_endpoint_sagemaker_api_dns_entry" { value = flatten(aws_vpc_endpoint.sagemaker_api[*].dns_entry) }
variable "enable_sagemaker_api_endpoint" { default = false }
variable "sagemaker_api_endpoint_security_group_ids" { default = [] }
variable "sagemaker_api_endpoint_subnet_ids" { default = [] }
variable "sagemaker_api_endpoint_policy" { default = null }
variable "sagemaker_api_endpoint_private_dns_enabled" { default = false }

resource "aws_vpc_endpoint" "sagemaker_notebook" {
  count = local.create && var.enable_sagemaker_notebook_endpoint ? 1 : 0

  vpc_id              = local.vpc_id
  service_name        = "aws.sagemaker.${var.sagemaker_notebook_endpoint_region}.notebook"
  vpc_endpoint_type   = "Interface"
  security_group_ids  = var.sagemaker_notebook_endpoint_security_group_ids
  subnet_ids          = coalescelist(var.sagemaker_notebook_endpoint_subnet_ids, aws_subnet.private[*].id)
  policy              = var.sagemaker_notebook_endpoint_policy
  private_dns_enabled = var.sagemaker_notebook_endpoint_private_dns_enabled
  tags                = local.endpoint_tags
}

variable "enable_sagemaker_notebook_endpoint" { default = false }
variable "sagemaker_notebook_endpoint_region" { default = "" }
variable "sagemaker_notebook_endpoint_security_group_ids" { default = [] }
variable "sagemaker_notebook_endpoint_subnet_ids" { default = [] }
variable "sagemaker_notebook_endpoint_policy" { default = null }
variable "sagemaker_notebook_endpoint_private_dns_enabled" { default = false }

resource "aws_vpc_endpoint" "sagemaker_runtime" {
  count = local.create && var.enable_sagemaker_runtime_endpoint ? 1 : 0

  vpc_id              = local.vpc_id
  service_name        = "${local.service}.sagemaker.runtime"
  vpc_endpoint_type   = "Interface"
  security_group_ids  = var.sagemaker_runtime_endpoint_security_group_ids
  subnet_ids          = coalescelist(var.sagemaker_runtime_endpoint_subnet_ids, aws_subnet.private[*].id)
  policy              = var.sagemaker_runtime_endpoint_policy
  private_dns_enabled = var.sagemaker_runtime_endpoint_private_dns_enabled
  tags                = local.endpoint_tags
}

output "vpc_endpoint_sagemaker_runtime_id" { value = try(aws_vpc_endpoint.sagemaker_runtime[0].id, "") }
output "vpc_endpoint_sagemaker_runtime_network_interface_ids" { value = flatten(aws_vpc_endpoint.sagemaker_runtime[*].network_interface_ids) }
output "vpc_endpoint_sagemaker_runtime_dns_entry" { value = flatten(aws_vpc_endpoint.sagemaker_runtime[*].dns_entry) }
variable "enable_sagemaker_runtime_endpoint" { default = false }
variable "sagemaker_runtime_endpoint_security_group_ids" { default = [] }
variable "sagemaker_runtime_endpoint_subnet_ids" { default = [] }
variable "sagemaker_runtime_endpoint_policy" { default = null }
variable "sagemaker_runtime_endpoint_private_dns_enabled" { default = false }

resource "aws_vpc_endpoint" "secretsmanager" {
  count = local.create && var.enable_secretsmanager_endpoint ? 1 : 0

  vpc_id              = local.vpc_id
  service_name        = "${local.service}.secretsmanager"
  vpc_endpoint_type   = "Interface"
  security_group_ids  = var.secretsmanager_endpoint_security_group_ids
  subnet_ids          = coalescelist(var.secretsmanager_endpoint_subnet_ids, aws_subnet.private[*].id)
  policy              = var.secretsmanager_endpoint_policy
  private_dns_enabled = var.secretsmanager_endpoint_private_dns_enabled
  tags                = local.endpoint_tags
}

output "vpc_endpoint_secretsmanager_id" { value = try(aws_vpc_endpoint.secretsmanager[0].id, "") }
output "vpc_endpoint_secretsmanager_network_interface_ids" { value = flatten(aws_vpc_endpoint.secretsmanager[*].network_interface_ids) }
output "vpc_endpoint_secretsmanager_dns_entry" { value = flatten(aws_vpc_endpoint.secretsmanager[*].dns_entry) }
variable "enable_secretsmanager_endpoint" { default = false }
variable "secretsmanager_endpoint_security_group_ids" { default = [] }
variable "secretsmanager_endpoint_subnet_ids" { default = [] }
variable "secretsmanager_endpoint_policy" { default = null }
variable "secretsmanager_endpoint_private_dns_enabled" { default = false }

resource "aws_vpc_endpoint" "servicecatalog" {
  count = local.create && var.enable_servicecatalog_endpoint ? 1 : 0

  vpc_id              = local.vpc_id
  service_name        = "${local.service}.servicecatalog"
  vpc_endpoint_type   = "Interface"
  security_group_ids  = var.servicecatalog_endpoint_security_group_ids
  subnet_ids          = coalescelist(var.servicecatalog_endpoint_subnet_ids, aws_subnet.private[*].id)
  private_dns_enabled = var.servicecatalog_endpoint_private_dns_enabled
  tags                = local.endpoint_tags
}

output "vpc_endpoint_servicecatalog_id" { value = try(aws_vpc_endpoint.servicecatalog[0].id, "") }
output "vpc_endpoint_servicecatalog_network_interface_ids" { value = flatten(aws_vpc_endpoint.servicecatalog[*].network_interface_ids) }
output "vpc_endpoint_servicecatalog_dns_entry" { value = flatten(aws_vpc_endpoint.servicecatalog[*].dns_entry) }
variable "enable_servicecatalog_endpoint" { default = false }
variable "servicecatalog_endpoint_security_group_ids" { default = [] }
variable "servicecatalog_endpoint_subnet_ids" { default = [] }
variable "servicecatalog_endpoint_private_dns_enabled" { default = false }

resource "aws_vpc_endpoint" "ses" {
  count = local.create && var.enable_ses_endpoint ? 1 : 0

  vpc_id              = local.vpc_id
  service_name        = "${local.service}.email-smtp"
  vpc_endpoint_type   = "Interface"
  security_group_ids  = var.ses_endpoint_security_group_ids
  subnet_ids          = coalescelist(var.ses_endpoint_subnet_ids, aws_subnet.private[*].id)
  private_dns_enabled = var.ses_endpoint_private_dns_enabled
  tags                = local.endpoint_tags
}

output "vpc_endpoint_ses_id" { value = try(aws_vpc_endpoint.ses[0].id, "") }
output "vpc_endpoint_ses_network_interface_ids" { value = flatten(aws_vpc_endpoint.ses[*].network_interface_ids) }
output "vpc_endpoint_ses_dns_entry" { value = flatten(aws_vpc_endpoint.ses[*].dns_entry) }
variable "enable_ses_endpoint" { default = false }
variable "ses_endpoint_security_group_ids" { default = [] }
variable "ses_endpoint_subnet_ids" { default = [] }
variable "ses_endpoint_private_dns_enabled" { default = false }

resource "aws_vpc_endpoint" "sms" {
  count = local.create && var.enable_sms_endpoint ? 1 : 0

  vpc_id              = local.vpc_id
  service_name        = "${local.service}.sms"
  vpc_endpoint_type   = "Interface"
  security_group_ids  = var.sms_endpoint_security_group_ids
  subnet_ids          = coalescelist(var.sms_endpoint_subnet_ids, aws_subnet.private[*].id)
  private_dns_enabled = var.sms_endpoint_private_dns_enabled
  tags                = local.endpoint_tags
}

output "vpc_endpoint_sms_id" { value = try(aws_vpc_endpoint.sms[0].id, "") }
output "vpc_endpoint_sms_network_interface_ids" { value = flatten(aws_vpc_endpoint.sms[*].network_interface_ids) }
output "vpc_endpoint_sms_dns_entry" { value = flatten(aws_vpc_endpoint.sms[*].dns_entry) }
variable "enable_sms_endpoint" { default = false }
variable "sms_endpoint_security_group_ids" { default = [] }
variable "sms_endpoint_subnet_ids" { default = [] }
variable "sms_endpoint_private_dns_enabled" { default = false }

resource "aws_vpc_endpoint" "sns" {
  count = local.create && var.enable_sns_endpoint ? 1 : 0

  vpc_id              = local.vpc_id
  service_name        = "${local.service}.sns"
  vpc_endpoint_type   = "Interface"
  security_group_ids  = var.sns_endpoint_security_group_ids
  subnet_ids          = coalescelist(var.sns_endpoint_subnet_ids, aws_subnet.private[*].id)
  policy              = var.sns_endpoint_policy
  private_dns_enabled = var.sns_endpoint_private_dns_enabled
  tags                = local.endpoint_tags
}

output "vpc_endpoint_sns_id" { value = try(aws_vpc_endpoint.sns[0].id, "") }
output "vpc_endpoint_sns_network_interface_ids" { value = flatten(aws_vpc_endpoint.sns[*].network_interface_ids) }
output "vpc_endpoint_sns_dns_entry" { value = flatten(aws_vpc_endpoint.sns[*].dns_entry) }
output "vpc_endpoint_dms_id" { value = try(aws_vpc_endpoint.sns[0].id, "") }
output "vpc_endpoint_dms_network_interface_ids" { value = flatten(aws_vpc_endpoint.sns[*].network_interface_ids) }
output "vpc_endpoint_dms_dns_entry" { value = flatten(aws_vpc_endpoint.sns[*].dns_entry) }
variable "enable_sns_endpoint" { default = false }
variable "sns_endpoint_security_group_ids" { default = [] }
variable "sns_endpoint_subnet_ids" { default = [] }
variable "sns_endpoint_policy" { default = null }
variable "sns_endpoint_private_dns_enabled" { default = false }

resource "aws_vpc_endpoint" "sqs" {
  count = local.create && var.enable_sqs_endpoint ? 1 : 0

  vpc_id              = local.vpc_id
  service_name        = "${local.service}.sqs"
  vpc_endpoint_type   = "Interface"
  security_group_ids  = var.sqs_endpoint_security_group_ids
  subnet_ids          = coalescelist(var.sqs_endpoint_subnet_ids, aws_subnet.private[*].id)
  policy              = var.sqs_endpoint_policy
  private_dns_enabled = var.sqs_endpoint_private_dns_enabled
  tags                = local.endpoint_tags
}

output "vpc_endpoint_sqs_id" { value = try(aws_vpc_endpoint.sqs[0].id, "") }
output "vpc_endpoint_sqs_network_interface_ids" { value = flatten(aws_vpc_endpoint.sqs[*].network_interface_ids) }
output "vpc_endpoint_sqs_dns_entry" { value = flatten(aws_vpc_endpoint.sqs[*].dns_entry) }
variable "enable_sqs_endpoint" { default = false }
variable "sqs_endpoint_security_group_ids" { default = [] }
variable "sqs_endpoint_subnet_ids" { default = [] }
variable "sqs_endpoint_policy" { default = null }
variable "sqs_endpoint_private_dns_enabled" { default = false }

resource "aws_vpc_endpoint" "ssm" {
  count = local.create && var.enable_ssm_endpoint ? 1 : 0

  vpc_id              = local.vpc_id
  service_name        = "${local.service}.ssm"
  vpc_endpoint_type   = "Interface"
  security_group_ids  = var.ssm_endpoint_security_group_ids
  subnet_ids          = coalescelist(var.ssm_endpoint_subnet_ids, aws_subnet.private[*].id)
  private_dns_enabled = var.ssm_endpoint_private_dns_enabled
  tags                = local.endpoint_tags
}

output "vpc_endpoint_ssm_id" { value = try(aws_vpc_endpoint.ssm[0].id, "") }
output "vpc_endpoint_ssm_network_interface_ids" { value = flatten(aws_vpc_endpoint.ssm[*].network_interface_ids) }
output "vpc_endpoint_ssm_dns_entry" { value = flatten(aws_vpc_endpoint.ssm[*].dns_entry) }
variable "enable_ssm_endpoint" { default = false }
variable "ssm_endpoint_security_group_ids" { default = [] }
variable "ssm_endpoint_subnet_ids" { default = [] }
variable "ssm_endpoint_private_dns_enabled" { default = false }

resource "aws_vpc_endpoint" "ssmmessages" {
  count = local.create && var.enable_ssmmessages_endpoint ? 1 : 0

  vpc_id              = local.vpc_id
  service_name        = "${local.service}.ssmmessages"
  vpc_endpoint_type   = "Interface"
  security_group_ids  = var.ssmmessages_endpoint_security_group_ids
  subnet_ids          = coalescelist(var.ssmmessages_endpoint_subnet_ids, aws_subnet.private[*].id)
  private_dns_enabled = var.ssmmessages_endpoint_private_dns_enabled
  tags                = local.endpoint_tags
}

output "vpc_endpoint_ssmmessages_id" { value = try(aws_vpc_endpoint.ssmmessages[0].id, "") }
output "vpc_endpoint_ssmmessages_network_interface_ids" { value = flatten(aws_vpc_endpoint.ssmmessages[*].network_interface_ids) }
output "vpc_endpoint_ssmmessages_dns_entry" { value = flatten(aws_vpc_endpoint.ssmmessages[*].dns_entry) }
variable "enable_ssmmessages_endpoint" { default = false }
variable "ssmmessages_endpoint_security_group_ids" { default = [] }
variable "ssmmessages_endpoint_subnet_ids" { default = [] }
variable "ssmmessages_endpoint_private_dns_enabled" { default = false }

resource "aws_vpc_endpoint" "states" {
  count = local.create && var.enable_states_endpoint ? 1 : 0

  vpc_id              = local.vpc_id
  service_name        = "${local.service}.states"
  vpc_endpoint_type   = "Interface"
  security_group_ids  = var.states_endpoint_security_group_ids
  subnet_ids          = coalescelist(var.states_endpoint_subnet_ids, aws_subnet.private[*].id)
  policy              = var.states_endpoint_policy
  private_dns_enabled = var.states_endpoint_private_dns_enabled
  tags                = local.endpoint_tags
}

output "vpc_endpoint_states_id" { value = try(aws_vpc_endpoint.states[0].id, "") }
output "vpc_endpoint_states_network_interface_ids" { value = flatten(aws_vpc_endpoint.states[*].network_interface_ids) }
output "vpc_endpoint_states_dns_entry" { value = flatten(aws_vpc_endpoint.states[*].dns_entry) }
variable "enable_states_endpoint" { default = false }
variable "states_endpoint_security_group_ids" { default = [] }
variable "states_endpoint_subnet_ids" { default = [] }
variable "states_endpoint_policy" { default = null }
variable "states_endpoint_private_dns_enabled" { default = false }

resource "aws_vpc_endpoint" "storagegateway" {
  count = local.create && var.enable_storagegateway_endpoint ? 1 : 0

  vpc_id              = local.vpc_id
  service_name        = "${local.service}.storagegateway"
  vpc_endpoint_type   = "Interface"
  security_group_ids  = var.storagegateway_endpoint_security_group_ids
  subnet_ids          = coalescelist(var.storagegateway_endpoint_subnet_ids, aws_subnet.private[*].id)
  private_dns_enabled = var.storagegateway_endpoint_private_dns_enabled
  tags                = local.endpoint_tags
}

output "vpc_endpoint_storagegateway_id" { value = try(aws_vpc_endpoint.storagegateway[0].id, "") }
output "vpc_endpoint_storagegateway_network_interface_ids" { value = flatten(aws_vpc_endpoint.storagegateway[*].network_interface_ids) }
output "vpc_endpoint_storagegateway_dns_entry" { value = flatten(aws_vpc_endpoint.storagegateway[*].dns_entry) }
variable "enable_storagegateway_endpoint" { default = false }
variable "storagegateway_endpoint_security_group_ids" { default = [] }
variable "storagegateway_endpoint_subnet_ids" { default = [] }
variable "storagegateway_endpoint_private_dns_enabled" { default = false }

resource "aws_vpc_endpoint" "sts" {
  count = local.create && var.enable_sts_endpoint ? 1 : 0

  vpc_id              = local.vpc_id
  service_name        = "${local.service}.sts"
  vpc_endpoint_type   = "Interface"
  security_group_ids  = var.sts_endpoint_security_group_ids
  subnet_ids          = coalescelist(var.sts_endpoint_subnet_ids, aws_subnet.private[*].id)
  policy              = var.sts_endpoint_policy
  private_dns_enabled = var.sts_endpoint_private_dns_enabled
  tags                = local.endpoint_tags
}

output "vpc_endpoint_sts_id" { value = try(aws_vpc_endpoint.sts[0].id, "") }
output "vpc_endpoint_sts_network_interface_ids" { value = flatten(aws_vpc_endpoint.sts[*].network_interface_ids) }
output "vpc_endpoint_sts_dns_entry" { value = flatten(aws_vpc_endpoint.sts[*].dns_entry) }
variable "enable_sts_endpoint" { default = false }
variable "sts_endpoint_security_group_ids" { default = [] }
variable "sts_endpoint_subnet_ids" { default = [] }
variable "sts_endpoint_policy" { default = null }
variable "sts_endpoint_private_dns_enabled" { default = false }

resource "aws_vpc_endpoint" "textract" {
  count = local.create && var.enable_textract_endpoint ? 1 : 0

  vpc_id              = local.vpc_id
  service_name        = "${local.service}.textract"
  vpc_endpoint_type   = "Interface"
  security_group_ids  = var.textract_endpoint_security_group_ids
  subnet_ids          = coalescelist(var.textract_endpoint_subnet_ids, aws_subnet.private[*].id)
  private_dns_enabled = var.textract_endpoint_private_dns_enabled
  tags                = local.endpoint_tags
}

output "vpc_endpoint_textract_id" { value = try(aws_vpc_endpoint.textract[0].id, "") }
output "vpc_endpoint_textract_network_interface_ids" { value = flatten(aws_vpc_endpoint.textract[*].network_interface_ids) }
output "vpc_endpoint_textract_dns_entry" { value = flatten(aws_vpc_endpoint.textract[*].dns_entry) }
variable "enable_textract_endpoint" { default = false }
variable "textract_endpoint_security_group_ids" { default = [] }
variable "textract_endpoint_subnet_ids" { default = [] }
variable "textract_endpoint_private_dns_enabled" { default = false }

resource "aws_vpc_endpoint" "transfer" {
  count = local.create && var.enable_transfer_endpoint ? 1 : 0

  vpc_id              = local.vpc_id
  service_name        = "${local.service}.transfer"
  vpc_endpoint_type   = "Interface"
  security_group_ids  = var.transfer_endpoint_security_group_ids
  subnet_ids          = coalescelist(var.transfer_endpoint_subnet_ids, aws_subnet.private[*].id)
  private_dns_enabled = var.transfer_endpoint_private_dns_enabled
  tags                = local.endpoint_tags
}

output "vpc_endpoint_transfer_id" { value = try(aws_vpc_endpoint.transfer[0].id, "") }
output "vpc_endpoint_transfer_network_interface_ids" { value = flatten(aws_vpc_endpoint.transfer[*].network_interface_ids) }
output "vpc_endpoint_transfer_dns_entry" { value = flatten(aws_vpc_endpoint.transfer[*].dns_entry) }
variable "enable_transfer_endpoint" { default = false }
variable "transfer_endpoint_security_group_ids" { default = [] }
variable "transfer_endpoint_subnet_ids" { default = [] }
variable "transfer_endpoint_private_dns_enabled" { default = false }

resource "aws_vpc_endpoint" "transferserver" {
  count = local.create && var.enable_transferserver_endpoint ? 1 : 0

  vpc_id              = local.vpc_id
  service_name        = "${local.service}.transfer.server"
  vpc_endpoint_type   = "Interface"
  security_group_ids  = var.transferserver_endpoint_security_group_ids
  subnet_ids          = coalescelist(var.transferserver_endpoint_subnet_ids, aws_subnet.private[*].id)
  private_dns_enabled = var.transferserver_endpoint_private_dns_enabled
  tags                = local.endpoint_tags
}

output "vpc_endpoint_transferserver_id" { value = try(aws_vpc_endpoint.transferserver[0].id, "") }
output "vpc_endpoint_transferserver_network_interface_ids" { value = flatten(aws_vpc_endpoint.transferserver[*].network_interface_ids) }
output "vpc_endpoint_transferserver_dns_entry" { value = flatten(aws_vpc_endpoint.transferserver[*].dns_entry) }
variable "enable_transferserver_endpoint" { default = false }
variable "transferserver_endpoint_security_group_ids" { default = [] }
variable "transferserver_endpoint_subnet_ids" { default = [] }
variable "transferserver_endpoint_private_dns_enabled" { default = false }

resource "aws_vpc_endpoint" "workspaces" {
  count = local.create && var.enable_workspaces_endpoint ? 1 : 0

  vpc_id              = local.vpc_id
  service_name        = "${local.service}.workspaces"
  vpc_endpoint_type   = "Interface"
  security_group_ids  = var.workspaces_endpoint_security_group_ids
  subnet_ids          = coalescelist(var.workspaces_endpoint_subnet_ids, aws_subnet.private[*].id)
  policy              = var.workspaces_endpoint_policy
  private_dns_enabled = var.workspaces_endpoint_private_dns_enabled
  tags                = local.endpoint_tags
}

output "vpc_endpoint_workspaces_id" { value = try(aws_vpc_endpoint.workspaces[0].id, "") }
output "vpc_endpoint_workspaces_network_interface_ids" { value = flatten(aws_vpc_endpoint.workspaces[*].network_interface_ids) }
output "vpc_endpoint_workspaces_dns_entry" { value = flatten(aws_vpc_endpoint.workspaces[*].dns_entry) }
variable "enable_workspaces_endpoint" { default = false }
variable "workspaces_endpoint_security_group_ids" { default = [] }
variable "workspaces_endpoint_subnet_ids" { default = [] }
variable "workspaces_endpoint_policy" { default = null }
variable "workspaces_endpoint_private_dns_enabled" { default = false }
