# Major 2: interface endpoints from ec2 to logs.

resource "aws_vpc_endpoint" "ec2" {
  count = local.create && var.enable_ec2_endpoint ? 1 : 0

  vpc_id              = local.vpc_id
  service_name        = "${local.service}.ec2"
  vpc_endpoint_type   = "Interface"
  security_group_ids  = var.ec2_endpoint_security_group_ids
  subnet_ids          = coalescelist(var.ec2_endpoint_subnet_ids, aws_subnet.private[*].id)
  policy              = var.ec2_endpoint_policy
  private_dns_enabled = var.ec2_endpoint_private_dns_enabled
  tags                = local.endpoint_tags
}

output "vpc_endpoint_ec2_id" { value = try(aws_vpc_endpoint.ec2[0].id, "") }
output "vpc_endpoint_ec2_network_interface_ids" { value = flatten(aws_vpc_endpoint.ec2[*].network_interface_ids) }
output "vpc_endpoint_ec2_dns_entry" { value = flatten(aws_vpc_endpoint.ec2[*].dns_entry) }
variable "enable_ec2_endpoint" { default = false }
variable "ec2_endpoint_security_group_ids" { default = [] }
variable "ec2_endpoint_policy" { default = null }
variable "ec2_endpoint_private_dns_enabled" { default = false }
variable "ec2_endpoint_subnet_ids" { default = [] }

resource "aws_vpc_endpoint" "ec2_autoscaling" {
  count = local.create && var.enable_ec2_autoscaling_endpoint ? 1 : 0

  vpc_id              = local.vpc_id
  service_name        = "${local.service}.autoscaling"
  vpc_endpoint_type   = "Interface"
  security_group_ids  = var.ec2_autoscaling_endpoint_security_group_ids
  subnet_ids          = coalescelist(var.ec2_autoscaling_endpoint_subnet_ids, aws_subnet.private[*].id)
  policy              = var.ec2_autoscaling_endpoint_policy
  private_dns_enabled = var.ec2_autoscaling_endpoint_private_dns_enabled
  tags                = local.endpoint_tags
}

output "vpc_endpoint_ec2_autoscaling_id" { value = try(aws_vpc_endpoint.ec2_autoscaling[0].id, "") }
output "vpc_endpoint_ec2_autoscaling_network_interface_ids" { value = flatten(aws_vpc_endpoint.ec2_autoscaling[*].network_interface_ids) }
output "vpc_endpoint_ec2_autoscaling_dns_entry" { value = flatten(aws_vpc_endpoint.ec2_autoscaling[*].dns_entry) }
variable "enable_ec2_autoscaling_endpoint" { default = false }
variable "ec2_autoscaling_endpoint_security_group_ids" { default = [] }
variable "ec2_autoscaling_endpoint_policy" { default = null }
variable "ec2_autoscaling_endpoint_private_dns_enabled" { default = false }
variable "ec2_autoscaling_endpoint_subnet_ids" { default = [] }

resource "aws_vpc_endpoint" "ec2messages" {
  count = local.create && var.enable_ec2messages_endpoint ? 1 : 0

  vpc_id              = local.vpc_id
  service_name        = "${local.service}.ec2messages"
  vpc_endpoint_type   = "Interface"
  security_group_ids  = var.ec2messages_endpoint_security_group_ids
  subnet_ids          = coalescelist(var.ec2messages_endpoint_subnet_ids, aws_subnet.private[*].id)
  private_dns_enabled = var.ec2messages_endpoint_private_dns_enabled
  tags                = local.endpoint_tags
}

output "vpc_endpoint_ec2messages_id" { value = try(aws_vpc_endpoint.ec2messages[0].id, "") }
output "vpc_endpoint_ec2messages_network_interface_ids" { value = flatten(aws_vpc_endpoint.ec2messages[*].network_interface_ids) }
output "vpc_endpoint_ec2messages_dns_entry" { value = flatten(aws_vpc_endpoint.ec2messages[*].dns_entry) }
variable "enable_ec2messages_endpoint" { default = false }
variable "ec2messages_endpoint_security_group_ids" { default = [] }
variable "ec2messages_endpoint_private_dns_enabled" { default = false }
variable "ec2messages_endpoint_subnet_ids" { default = [] }

resource "aws_vpc_endpoint" "ecr_api" {
  count = local.create && var.enable_ecr_api_endpoint ? 1 : 0

  vpc_id              = local.vpc_id
  service_name        = "${local.service}.ecr.api"
  vpc_endpoint_type   = "Interface"
  security_group_ids  = var.ecr_api_endpoint_security_group_ids
  subnet_ids          = coalescelist(var.ecr_api_endpoint_subnet_ids, aws_subnet.private[*].id)
  policy              = var.ecr_api_endpoint_policy
  private_dns_enabled = var.ecr_api_endpoint_private_dns_enabled
  tags                = local.endpoint_tags
}

output "vpc_endpoint_ecr_api_id" { value = try(aws_vpc_endpoint.ecr_api[0].id, "") }
output "vpc_endpoint_ecr_api_network_interface_ids" { value = flatten(aws_vpc_endpoint.ecr_api[*].network_interface_ids) }
output "vpc_endpoint_ecr_api_dns_entry" { value = flatten(aws_vpc_endpoint.ecr_api[*].dns_entry) }
variable "enable_ecr_api_endpoint" { default = false }
variable "ecr_api_endpoint_subnet_ids" { default = [] }
variable "ecr_api_endpoint_policy" { default = null }
variable "ecr_api_endpoint_private_dns_enabled" { default = false }
variable "ecr_api_endpoint_security_group_ids" { default = [] }

resource "aws_vpc_endpoint" "ecr_dkr" {
  count = local.create && var.enable_ecr_dkr_endpoint ? 1 : 0

  vpc_id              = local.vpc_id
  service_name        = "${local.service}.ecr.dkr"
  vpc_endpoint_type   = "Interface"
  security_group_ids  = var.ecr_dkr_endpoint_security_group_ids
  subnet_ids          = coalescelist(var.ecr_dkr_endpoint_subnet_ids, aws_subnet.private[*].id)
  policy              = var.ecr_dkr_endpoint_policy
  private_dns_enabled = var.ecr_dkr_endpoint_private_dns_enabled
  tags                = local.endpoint_tags
}

output "vpc_endpoint_ecr_dkr_id" { value = try(aws_vpc_endpoint.ecr_dkr[0].id, "") }
output "vpc_endpoint_ecr_dkr_network_interface_ids" { value = flatten(aws_vpc_endpoint.ecr_dkr[*].network_interface_ids) }
output "vpc_endpoint_ecr_dkr_dns_entry" { value = flatten(aws_vpc_endpoint.ecr_dkr[*].dns_entry) }
variable "enable_ecr_dkr_endpoint" { default = false }
variable "ecr_dkr_endpoint_subnet_ids" { default = [] }
variable "ecr_dkr_endpoint_policy" { default = null }
variable "ecr_dkr_endpoint_private_dns_enabled" { default = false }
variable "ecr_dkr_endpoint_security_group_ids" { default = [] }

resource "aws_vpc_endpoint" "ecs" {
  count = local.create && var.enable_ecs_endpoint ? 1 : 0

  vpc_id              = local.vpc_id
  service_name        = "${local.service}.ecs"
  vpc_endpoint_type   = "Interface"
  security_group_ids  = var.ecs_endpoint_security_group_ids
  subnet_ids          = coalescelist(var.ecs_endpoint_subnet_ids, aws_subnet.private[*].id)
  private_dns_enabled = var.ecs_endpoint_private_dns_enabled
  tags                = local.endpoint_tags
}

output "vpc_endpoint_ecs_id" { value = try(aws_vpc_endpoint.ecs[0].id, "") }
output "vpc_endpoint_ecs_network_interface_ids" { value = flatten(aws_vpc_endpoint.ecs[*].network_interface_ids) }
output "vpc_endpoint_ecs_dns_entry" { value = flatten(aws_vpc_endpoint.ecs[*].dns_entry) }
variable "enable_ecs_endpoint" { default = false }
variable "ecs_endpoint_security_group_ids" { default = [] }
variable "ecs_endpoint_subnet_ids" { default = [] }
variable "ecs_endpoint_private_dns_enabled" { default = false }

resource "aws_vpc_endpoint" "ecs_agent" {
  count = local.create && var.enable_ecs_agent_endpoint ? 1 : 0

  vpc_id              = local.vpc_id
  service_name        = "${local.service}.ecs-agent"
  vpc_endpoint_type   = "Interface"
  security_group_ids  = var.ecs_agent_endpoint_security_group_ids
  subnet_ids          = coalescelist(var.ecs_agent_endpoint_subnet_ids, aws_subnet.private[*].id)
  private_dns_enabled = var.ecs_agent_endpoint_private_dns_enabled
  tags                = local.endpoint_tags
}

output "vpc_endpoint_ecs_agent_id" { value = try(aws_vpc_endpoint.ecs_agent[0].id, "") }
output "vpc_endpoint_ecs_agent_network_interface_ids" { value = flatten(aws_vpc_endpoint.ecs_agent[*].network_interface_ids) }
output "vpc_endpoint_ecs_agent_dns_entry" { value = flatten(aws_vpc_endpoint.ecs_agent[*].dns_entry) }
variable "enable_ecs_agent_endpoint" { default = false }
variable "ecs_agent_endpoint_security_group_ids" { default = [] }
variable "ecs_agent_endpoint_subnet_ids" { default = [] }
variable "ecs_agent_endpoint_private_dns_enabled" { default = false }

resource "aws_vpc_endpoint" "ecs_telemetry" {
  count = local.create && var.enable_ecs_telemetry_endpoint ? 1 : 0

  vpc_id              = local.vpc_id
  service_name        = "${local.service}.ecs-telemetry"
  vpc_endpoint_type   = "Interface"
  security_group_ids  = var.ecs_telemetry_endpoint_security_group_ids
  subnet_ids          = coalescelist(var.ecs_telemetry_endpoint_subnet_ids, aws_subnet.private[*].id)
  private_dns_enabled = var.ecs_telemetry_endpoint_private_dns_enabled
  tags                = local.endpoint_tags
}

output "vpc_endpoint_ecs_telemetry_id" { value = try(aws_vpc_endpoint.ecs_telemetry[0].id, "") }
output "vpc_endpoint_ecs_telemetry_network_interface_ids" { value = flatten(aws_vpc_endpoint.ecs_telemetry[*].network_interface_ids) }
output "vpc_endpoint_ecs_telemetry_dns_entry" { value = flatten(aws_vpc_endpoint.ecs_telemetry[*].dns_entry) }
variable "enable_ecs_telemetry_endpoint" { default = false }
variable "ecs_telemetry_endpoint_security_group_ids" { default = [] }
variable "ecs_telemetry_endpoint_subnet_ids" { default = [] }
variable "ecs_telemetry_endpoint_private_dns_enabled" { default = false }

resource "aws_vpc_endpoint" "efs" {
  count = local.create && var.enable_efs_endpoint ? 1 : 0

  vpc_id              = local.vpc_id
  service_name        = "${local.service}.elasticfilesystem"
  vpc_endpoint_type   = "Interface"
  security_group_ids  = var.efs_endpoint_security_group_ids
  subnet_ids          = coalescelist(var.efs_endpoint_subnet_ids, aws_subnet.private[*].id)
  policy              = var.efs_endpoint_policy
  private_dns_enabled = var.efs_endpoint_private_dns_enabled
  tags                = local.endpoint_tags
}

output "vpc_endpoint_efs_id" { value = try(aws_vpc_endpoint.efs[0].id, "") }
output "vpc_endpoint_efs_network_interface_ids" { value = flatten(aws_vpc_endpoint.efs[*].network_interface_ids) }
output "vpc_endpoint_efs_dns_entry" { value = flatten(aws_vpc_endpoint.efs[*].dns_entry) }
variable "enable_efs_endpoint" { default = false }
variable "efs_endpoint_security_group_ids" { default = [] }
variable "efs_endpoint_subnet_ids" { default = [] }
variable "efs_endpoint_policy" { default = null }
variable "efs_endpoint_private_dns_enabled" { default = false }

resource "aws_vpc_endpoint" "elastic_inference_runtime" {
  count = local.create && var.enable_elastic_inference_runtime_endpoint ? 1 : 0

  vpc_id              = local.vpc_id
  service_name        = "${local.service}.elastic-inference.runtime"
  vpc_endpoint_type   = "Interface"
  security_group_ids  = var.elastic_inference_runtime_endpoint_security_group_ids
  subnet_ids          = coalescelist(var.elastic_inference_runtime_endpoint_subnet_ids, aws_subnet.private[*].id)
  private_dns_enabled = var.elastic_inference_runtime_endpoint_private_dns_enabled
  tags                = local.endpoint_tags
}

output "vpc_endpoint_elastic_inference_runtime_id" { value = try(aws_vpc_endpoint.elastic_inference_runtime[0].id, "") }
output "vpc_endpoint_elastic_inference_runtime_network_interface_ids" { value = flatten(aws_vpc_endpoint.elastic_inference_runtime[*].network_interface_ids) }
output "vpc_endpoint_elastic_inference_runtime_dns_entry" { value = flatten(aws_vpc_endpoint.elastic_inference_runtime[*].dns_entry) }
variable "enable_elastic_inference_runtime_endpoint" { default = false }
variable "elastic_inference_runtime_endpoint_security_group_ids" { default = [] }
variable "elastic_inference_runtime_endpoint_subnet_ids" { default = [] }
variable "elastic_inference_runtime_endpoint_private_dns_enabled" { default = false }

resource "aws_vpc_endpoint" "elasticbeanstalk" {
  count = local.create && var.enable_elasticbeanstalk_endpoint ? 1 : 0

  vpc_id              = local.vpc_id
  service_name        = "${local.service}.elasticbeanstalk"
  vpc_endpoint_type   = "Interface"
  security_group_ids  = var.elasticbeanstalk_endpoint_security_group_ids
  subnet_ids          = coalescelist(var.elasticbeanstalk_endpoint_subnet_ids, aws_subnet.private[*].id)
  policy              = var.elasticbeanstalk_endpoint_policy
  private_dns_enabled = var.elasticbeanstalk_endpoint_private_dns_enabled
  tags                = local.endpoint_tags
}

output "vpc_endpoint_elasticbeanstalk_id" { value = try(aws_vpc_endpoint.elasticbeanstalk[0].id, "") }
output "vpc_endpoint_elasticbeanstalk_network_interface_ids" { value = flatten(aws_vpc_endpoint.elasticbeanstalk[*].network_interface_ids) }
output "vpc_endpoint_elasticbeanstalk_dns_entry" { value = flatten(aws_vpc_endpoint.elasticbeanstalk[*].dns_entry) }
variable "enable_elasticbeanstalk_endpoint" { default = false }
variable "elasticbeanstalk_endpoint_security_group_ids" { default = [] }
variable "elasticbeanstalk_endpoint_subnet_ids" { default = [] }
variable "elasticbeanstalk_endpoint_policy" { default = null }
variable "elasticbeanstalk_endpoint_private_dns_enabled" { default = false }

resource "aws_vpc_endpoint" "elasticbeanstalk_health" {
  count = local.create && var.enable_elasticbeanstalk_health_endpoint ? 1 : 0

  vpc_id              = local.vpc_id
  service_name        = "${local.service}.elasticbeanstalk-health"
  vpc_endpoint_type   = "Interface"
  security_group_ids  = var.elasticbeanstalk_health_endpoint_security_group_ids
  subnet_ids          = coalescelist(var.elasticbeanstalk_health_endpoint_subnet_ids, aws_subnet.private[*].id)
  private_dns_enabled = var.elasticbeanstalk_health_endpoint_private_dns_enabled
  tags                = local.endpoint_tags
}

output "vpc_endpoint_elasticbeanstalk_health_id" { value = try(aws_vpc_endpoint.elasticbeanstalk_health[0].id, "") }
output "vpc_endpoint_elasticbeanstalk_health_network_interface_ids" { value = flatten(aws_vpc_endpoint.elasticbeanstalk_health[*].network_interface_ids) }
output "vpc_endpoint_elasticbeanstalk_health_dns_entry" { value = flatten(aws_vpc_endpoint.elasticbeanstalk_health[*].dns_entry) }
variable "enable_elasticbeanstalk_health_endpoint" { default = false }
variable "elasticbeanstalk_health_endpoint_security_group_ids" { default = [] }
variable "elasticbeanstalk_health_endpoint_subnet_ids" { default = [] }
variable "elasticbeanstalk_health_endpoint_private_dns_enabled" { default = false }

resource "aws_vpc_endpoint" "elasticloadbalancing" {
  count = local.create && var.enable_elasticloadbalancing_endpoint ? 1 : 0

  vpc_id              = local.vpc_id
  service_name        = "${local.service}.elasticloadbalancing"
  vpc_endpoint_type   = "Interface"
  security_group_ids  = var.elasticloadbalancing_endpoint_security_group_ids
  subnet_ids          = coalescelist(var.elasticloadbalancing_endpoint_subnet_ids, aws_subnet.private[*].id)
  policy              = var.elasticloadbalancing_endpoint_policy
  private_dns_enabled = var.elasticloadbalancing_endpoint_private_dns_enabled
  tags                = local.endpoint_tags
}

output "vpc_endpoint_elasticloadbalancing_id" { value = try(aws_vpc_endpoint.elasticloadbalancing[0].id, "") }
output "vpc_endpoint_elasticloadbalancing_network_interface_ids" { value = flatten(aws_vpc_endpoint.elasticloadbalancing[*].network_interface_ids) }
output "vpc_endpoint_elasticloadbalancing_dns_entry" { value = flatten(aws_vpc_endpoint.elasticloadbalancing[*].dns_entry) }
variable "enable_elasticloadbalancing_endpoint" { default = false }
variable "elasticloadbalancing_endpoint_security_group_ids" { default = [] }
variable "elasticloadbalancing_endpoint_subnet_ids" { default = [] }
variable "elasticloadbalancing_endpoint_policy" { default = null }
variable "elasticloadbalancing_endpoint_private_dns_enabled" { default = false }

resource "aws_vpc_endpoint" "emr" {
  count = local.create && var.enable_emr_endpoint ? 1 : 0

  vpc_id              = local.vpc_id
  service_name        = "${local.service}.elasticmapreduce"
  vpc_endpoint_type   = "Interface"
  security_group_ids  = var.emr_endpoint_security_group_ids
  subnet_ids          = coalescelist(var.emr_endpoint_subnet_ids, aws_subnet.private[*].id)
  policy              = var.emr_endpoint_policy
  private_dns_enabled = var.emr_endpoint_private_dns_enabled
  tags                = local.endpoint_tags
}

output "vpc_endpoint_elasticmapreduce_id" { value = try(aws_vpc_endpoint.emr[0].id, "") }
output "vpc_endpoint_elasticmapreduce_network_interface_ids" { value = flatten(aws_vpc_endpoint.emr[*].network_interface_ids) }
output "vpc_endpoint_elasticmapreduce_dns_entry" { value = flatten(aws_vpc_endpoint.emr[*].dns_entry) }
variable "enable_emr_endpoint" { default = false }
variable "emr_endpoint_security_group_ids" { default = [] }
variable "emr_endpoint_subnet_ids" { default = [] }
variable "emr_endpoint_policy" { default = null }
variable "emr_endpoint_private_dns_enabled" { default = false }

resource "aws_vpc_endpoint" "events" {
  count = local.create && var.enable_events_endpoint ? 1 : 0

  vpc_id              = local.vpc_id
  service_name        = "${local.service}.events"
  vpc_endpoint_type   = "Interface"
  security_group_ids  = var.events_endpoint_security_group_ids
  subnet_ids          = coalescelist(var.events_endpoint_subnet_ids, aws_subnet.private[*].id)
  policy              = var.events_endpoint_policy
  private_dns_enabled = var.events_endpoint_private_dns_enabled
  tags                = local.endpoint_tags
}

output "vpc_endpoint_events_id" { value = try(aws_vpc_endpoint.events[0].id, "") }
output "vpc_endpoint_events_network_interface_ids" { value = flatten(aws_vpc_endpoint.events[*].network_interface_ids) }
output "vpc_endpoint_events_dns_entry" { value = flatten(aws_vpc_endpoint.events[*].dns_entry) }
variable "enable_events_endpoint" { default = false }
variable "events_endpoint_security_group_ids" { default = [] }
variable "events_endpoint_subnet_ids" { default = [] }
variable "events_endpoint_policy" { default = null }
variable "events_endpoint_private_dns_enabled" { default = false }

resource "aws_vpc_endpoint" "git_codecommit" {
  count = local.create && var.enable_git_codecommit_endpoint ? 1 : 0

  vpc_id              = local.vpc_id
  service_name        = "${local.service}.git-codecommit"
  vpc_endpoint_type   = "Interface"
  security_group_ids  = var.git_codecommit_endpoint_security_group_ids
  subnet_ids          = coalescelist(var.git_codecommit_endpoint_subnet_ids, aws_subnet.private[*].id)
  private_dns_enabled = var.git_codecommit_endpoint_private_dns_enabled
  tags                = local.endpoint_tags
}

output "vpc_endpoint_git_codecommit_id" { value = try(aws_vpc_endpoint.git_codecommit[0].id, "") }
output "vpc_endpoint_git_codecommit_network_interface_ids" { value = flatten(aws_vpc_endpoint.git_codecommit[*].network_interface_ids) }
output "vpc_endpoint_git_codecommit_dns_entry" { value = flatten(aws_vpc_endpoint.git_codecommit[*].dns_entry) }
variable "enable_git_codecommit_endpoint" { default = false }
variable "git_codecommit_endpoint_security_group_ids" { default = [] }
variable "git_codecommit_endpoint_subnet_ids" { default = [] }
variable "git_codecommit_endpoint_private_dns_enabled" { default = false }

resource "aws_vpc_endpoint" "glue" {
  count = local.create && var.enable_glue_endpoint ? 1 : 0

  vpc_id              = local.vpc_id
  service_name        = "${local.service}.glue"
  vpc_endpoint_type   = "Interface"
  security_group_ids  = var.glue_endpoint_security_group_ids
  subnet_ids          = coalescelist(var.glue_endpoint_subnet_ids, aws_subnet.private[*].id)
  private_dns_enabled = var.glue_endpoint_private_dns_enabled
  tags                = local.endpoint_tags
}

output "vpc_endpoint_glue_id" { value = try(aws_vpc_endpoint.glue[0].id, "") }
output "vpc_endpoint_glue_network_interface_ids" { value = flatten(aws_vpc_endpoint.glue[*].network_interface_ids) }
output "vpc_endpoint_glue_dns_entry" { value = flatten(aws_vpc_endpoint.glue[*].dns_entry) }
variable "enable_glue_endpoint" { default = false }
variable "glue_endpoint_security_group_ids" { default = [] }
variable "glue_endpoint_subnet_ids" { default = [] }
variable "glue_endpoint_private_dns_enabled" { default = false }

resource "aws_vpc_endpoint" "kinesis_firehose" {
  count = local.create && var.enable_kinesis_firehose_endpoint ? 1 : 0

  vpc_id              = local.vpc_id
  service_name        = "${local.service}.kinesis-firehose"
  vpc_endpoint_type   = "Interface"
  security_group_ids  = var.kinesis_firehose_endpoint_security_group_ids
  subnet_ids          = coalescelist(var.kinesis_firehose_endpoint_subnet_ids, aws_subnet.private[*].id)
  policy              = var.kinesis_firehose_endpoint_policy
  private_dns_enabled = var.kinesis_firehose_endpoint_private_dns_enabled
  tags                = local.endpoint_tags
}

output "vpc_endpoint_kinesis_firehose_id" { value = try(aws_vpc_endpoint.kinesis_firehose[0].id, "") }
output "vpc_endpoint_kinesis_firehose_network_interface_ids" { value = flatten(aws_vpc_endpoint.kinesis_firehose[*].network_interface_ids) }
output "vpc_endpoint_kinesis_firehose_dns_entry" { value = flatten(aws_vpc_endpoint.kinesis_firehose[*].dns_entry) }
variable "enable_kinesis_firehose_endpoint" { default = false }
variable "kinesis_firehose_endpoint_security_group_ids" { default = [] }
variable "kinesis_firehose_endpoint_subnet_ids" { default = [] }
variable "kinesis_firehose_endpoint_policy" { default = null }
variable "kinesis_firehose_endpoint_private_dns_enabled" { default = false }

resource "aws_vpc_endpoint" "kinesis_streams" {
  count = local.create && var.enable_kinesis_streams_endpoint ? 1 : 0

  vpc_id              = local.vpc_id
  service_name        = "${local.service}.kinesis-streams"
  vpc_endpoint_type   = "Interface"
  security_group_ids  = var.kinesis_streams_endpoint_security_group_ids
  subnet_ids          = coalescelist(var.kinesis_streams_endpoint_subnet_ids, aws_subnet.private[*].id)
  policy              = var.kinesis_streams_endpoint_policy
  private_dns_enabled = var.kinesis_streams_endpoint_private_dns_enabled
  tags                = local.endpoint_tags
}

output "vpc_endpoint_kinesis_streams_id" { value = try(aws_vpc_endpoint.kinesis_streams[0].id, "") }
output "vpc_endpoint_kinesis_streams_network_interface_ids" { value = flatten(aws_vpc_endpoint.kinesis_streams[*].network_interface_ids) }
output "vpc_endpoint_kinesis_streams_dns_entry" { value = flatten(aws_vpc_endpoint.kinesis_streams[*].dns_entry) }
variable "enable_kinesis_streams_endpoint" { default = false }
variable "kinesis_streams_endpoint_security_group_ids" { default = [] }
variable "kinesis_streams_endpoint_subnet_ids" { default = [] }
variable "kinesis_streams_endpoint_policy" { default = null }
variable "kinesis_streams_endpoint_private_dns_enabled" { default = false }

resource "aws_vpc_endpoint" "kms" {
  count = local.create && var.enable_kms_endpoint ? 1 : 0

  vpc_id              = local.vpc_id
  service_name        = "${local.service}.kms"
  vpc_endpoint_type   = "Interface"
  security_group_ids  = var.kms_endpoint_security_group_ids
  subnet_ids          = coalescelist(var.kms_endpoint_subnet_ids, aws_subnet.private[*].id)
  policy              = var.kms_endpoint_policy
  private_dns_enabled = var.kms_endpoint_private_dns_enabled
  tags                = local.endpoint_tags
}

output "vpc_endpoint_kms_id" { value = try(aws_vpc_endpoint.kms[0].id, "") }
output "vpc_endpoint_kms_network_interface_ids" { value = flatten(aws_vpc_endpoint.kms[*].network_interface_ids) }
output "vpc_endpoint_kms_dns_entry" { value = flatten(aws_vpc_endpoint.kms[*].dns_entry) }
variable "enable_kms_endpoint" { default = false }
variable "kms_endpoint_security_group_ids" { default = [] }
variable "kms_endpoint_subnet_ids" { default = [] }
variable "kms_endpoint_policy" { default = null }
variable "kms_endpoint_private_dns_enabled" { default = false }

resource "aws_vpc_endpoint" "lambda" {
  count = local.create && var.enable_lambda_endpoint ? 1 : 0

  vpc_id              = local.vpc_id
  service_name        = "${local.service}.lambda"
  vpc_endpoint_type   = "Interface"
  security_group_ids  = var.lambda_endpoint_security_group_ids
  subnet_ids          = coalescelist(var.lambda_endpoint_subnet_ids, aws_subnet.private[*].id)
  private_dns_enabled = var.lambda_endpoint_private_dns_enabled
  tags                = local.endpoint_tags
}

output "vpc_endpoint_lambda_id" { value = try(aws_vpc_endpoint.lambda[0].id, "") }
output "vpc_endpoint_lambda_network_interface_ids" { value = flatten(aws_vpc_endpoint.lambda[*].network_interface_ids) }
output "vpc_endpoint_lambda_dns_entry" { value = flatten(aws_vpc_endpoint.lambda[*].dns_entry) }
variable "enable_lambda_endpoint" { default = false }
variable "lambda_endpoint_security_group_ids" { default = [] }
variable "lambda_endpoint_subnet_ids" { default = [] }
variable "lambda_endpoint_private_dns_enabled" { default = false }

resource "aws_vpc_endpoint" "logs" {
  count = local.create && var.enable_logs_endpoint ? 1 : 0

  vpc_id              = local.vpc_id
  service_name        = "${local.service}.logs"
  vpc_endpoint_type   = "Interface"
  security_group_ids  = var.logs_endpoint_security_group_ids
  subnet_ids          = coalescelist(var.logs_endpoint_subnet_ids, aws_subnet.private[*].id)
  policy              = var.logs_endpoint_policy
  private_dns_enabled = var.logs_endpoint_private_dns_enabled
  tags                = local.endpoint_tags
}

output "vpc_endpoint_logs_id" { value = try(aws_vpc_endpoint.logs[0].id, "") }
output "vpc_endpoint_logs_network_interface_ids" { value = flatten(aws_vpc_endpoint.logs[*].network_interface_ids) }
output "vpc_endpoint_logs_dns_entry" { value = flatten(aws_vpc_endpoint.logs[*].dns_entry) }
variable "enable_logs_endpoint" { default = false }
variable "logs_endpoint_security_group_ids" { default = [] }
variable "logs_endpoint_subnet_ids" { default = [] }
variable "logs_endpoint_policy" { default = null }
variable "logs_endpoint_private_dns_enabled" { default = false }
