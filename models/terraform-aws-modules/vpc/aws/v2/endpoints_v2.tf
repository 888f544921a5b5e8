# Major 2 makes VPC endpoints itself, switched on one by one. Which they are is not modelled: where one is on, there may be any.

locals {
  endpoints_v2 = anytrue([
    var.enable_access_analyzer_endpoint,
    var.enable_acm_pca_endpoint,
    var.enable_apigw_endpoint,
    var.enable_appmesh_envoy_management_endpoint,
    var.enable_appstream_api_endpoint,
    var.enable_appstream_streaming_endpoint,
    var.enable_athena_endpoint,
    var.enable_auto_scaling_plans_endpoint,
    var.enable_cloud_directory_endpoint,
    var.enable_cloudformation_endpoint,
    var.enable_cloudtrail_endpoint,
    var.enable_codeartifact_api_endpoint,
    var.enable_codeartifact_repositories_endpoint,
    var.enable_codebuild_endpoint,
    var.enable_codecommit_endpoint,
    var.enable_codedeploy_commands_secure_endpoint,
    var.enable_codedeploy_endpoint,
    var.enable_codepipeline_endpoint,
    var.enable_config_endpoint,
    var.enable_datasync_endpoint,
    var.enable_dms_endpoint,
    var.enable_dynamodb_endpoint,
    var.enable_ebs_endpoint,
    var.enable_ec2_autoscaling_endpoint,
    var.enable_ec2_endpoint,
    var.enable_ec2messages_endpoint,
    var.enable_ecr_api_endpoint,
    var.enable_ecr_dkr_endpoint,
    var.enable_ecs_agent_endpoint,
    var.enable_ecs_endpoint,
    var.enable_ecs_telemetry_endpoint,
    var.enable_efs_endpoint,
    var.enable_elastic_inference_runtime_endpoint,
    var.enable_elasticbeanstalk_endpoint,
    var.enable_elasticbeanstalk_health_endpoint,
    var.enable_elasticloadbalancing_endpoint,
    var.enable_emr_endpoint,
    var.enable_events_endpoint,
    var.enable_git_codecommit_endpoint,
    var.enable_glue_endpoint,
    var.enable_kinesis_firehose_endpoint,
    var.enable_kinesis_streams_endpoint,
    var.enable_kms_endpoint,
    var.enable_lambda_endpoint,
    var.enable_logs_endpoint,
    var.enable_monitoring_endpoint,
    var.enable_public_s3_endpoint,
    var.enable_qldb_session_endpoint,
    var.enable_rds_endpoint,
    var.enable_rekognition_endpoint,
    var.enable_s3_endpoint,
    var.enable_sagemaker_api_endpoint,
    var.enable_sagemaker_notebook_endpoint,
    var.enable_sagemaker_runtime_endpoint,
    var.enable_secretsmanager_endpoint,
    var.enable_servicecatalog_endpoint,
    var.enable_ses_endpoint,
    var.enable_sms_endpoint,
    var.enable_sns_endpoint,
    var.enable_sqs_endpoint,
    var.enable_ssm_endpoint,
    var.enable_ssmmessages_endpoint,
    var.enable_states_endpoint,
    var.enable_storagegateway_endpoint,
    var.enable_sts_endpoint,
    var.enable_textract_endpoint,
    var.enable_transfer_endpoint,
    var.enable_transferserver_endpoint,
    var.enable_workspaces_endpoint,
  ])
}

module "endpoints_v2" {
  source  = "terraform-aws-modules/vpc/aws//modules/vpc-endpoints"
  version = "2.0.0"
  count   = local.endpoints_v2 ? 1 : 0
}

variable "enable_access_analyzer_endpoint" { default = false }
variable "enable_acm_pca_endpoint" { default = false }
variable "enable_apigw_endpoint" { default = false }
variable "enable_appmesh_envoy_management_endpoint" { default = false }
variable "enable_appstream_api_endpoint" { default = false }
variable "enable_appstream_streaming_endpoint" { default = false }
variable "enable_athena_endpoint" { default = false }
variable "enable_auto_scaling_plans_endpoint" { default = false }
variable "enable_cloud_directory_endpoint" { default = false }
variable "enable_cloudformation_endpoint" { default = false }
variable "enable_cloudtrail_endpoint" { default = false }
variable "enable_codeartifact_api_endpoint" { default = false }
variable "enable_codeartifact_repositories_endpoint" { default = false }
variable "enable_codebuild_endpoint" { default = false }
variable "enable_codecommit_endpoint" { default = false }
variable "enable_codedeploy_commands_secure_endpoint" { default = false }
variable "enable_codedeploy_endpoint" { default = false }
variable "enable_codepipeline_endpoint" { default = false }
variable "enable_config_endpoint" { default = false }
variable "enable_datasync_endpoint" { default = false }
variable "enable_dms_endpoint" { default = false }
variable "enable_dynamodb_endpoint" { default = false }
variable "enable_ebs_endpoint" { default = false }
variable "enable_ec2_autoscaling_endpoint" { default = false }
variable "enable_ec2_endpoint" { default = false }
variable "enable_ec2messages_endpoint" { default = false }
variable "enable_ecr_api_endpoint" { default = false }
variable "enable_ecr_dkr_endpoint" { default = false }
variable "enable_ecs_agent_endpoint" { default = false }
variable "enable_ecs_endpoint" { default = false }
variable "enable_ecs_telemetry_endpoint" { default = false }
variable "enable_efs_endpoint" { default = false }
variable "enable_elastic_inference_runtime_endpoint" { default = false }
variable "enable_elasticbeanstalk_endpoint" { default = false }
variable "enable_elasticbeanstalk_health_endpoint" { default = false }
variable "enable_elasticloadbalancing_endpoint" { default = false }
variable "enable_emr_endpoint" { default = false }
variable "enable_events_endpoint" { default = false }
variable "enable_git_codecommit_endpoint" { default = false }
variable "enable_glue_endpoint" { default = false }
variable "enable_kinesis_firehose_endpoint" { default = false }
variable "enable_kinesis_streams_endpoint" { default = false }
variable "enable_kms_endpoint" { default = false }
variable "enable_lambda_endpoint" { default = false }
variable "enable_logs_endpoint" { default = false }
variable "enable_monitoring_endpoint" { default = false }
variable "enable_public_s3_endpoint" { default = false }
variable "enable_qldb_session_endpoint" { default = false }
variable "enable_rds_endpoint" { default = false }
variable "enable_rekognition_endpoint" { default = false }
variable "enable_s3_endpoint" { default = false }
variable "enable_sagemaker_api_endpoint" { default = false }
variable "enable_sagemaker_notebook_endpoint" { default = false }
variable "enable_sagemaker_runtime_endpoint" { default = false }
variable "enable_secretsmanager_endpoint" { default = false }
variable "enable_servicecatalog_endpoint" { default = false }
variable "enable_ses_endpoint" { default = false }
variable "enable_sms_endpoint" { default = false }
variable "enable_sns_endpoint" { default = false }
variable "enable_sqs_endpoint" { default = false }
variable "enable_ssm_endpoint" { default = false }
variable "enable_ssmmessages_endpoint" { default = false }
variable "enable_states_endpoint" { default = false }
variable "enable_storagegateway_endpoint" { default = false }
variable "enable_sts_endpoint" { default = false }
variable "enable_textract_endpoint" { default = false }
variable "enable_transfer_endpoint" { default = false }
variable "enable_transferserver_endpoint" { default = false }
variable "enable_workspaces_endpoint" { default = false }
