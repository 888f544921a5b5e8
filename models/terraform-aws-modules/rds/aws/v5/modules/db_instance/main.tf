# modules/db_instance, majors 5 to 7: the instance, its monitoring role and log groups.

data "aws_partition" "current" {}

locals {
  v6_up      = var.module_major >= 6
  v7_up      = var.module_major >= 7
  replica    = var.replicate_source_db != null
  managed    = local.v6_up && var.manage_master_user_password
  none       = local.v6_up ? null : "" # an output of what is not there
  blue_green = [for b in [var.blue_green_update] : b if try(length(b) > 0, false)]
}

resource "random_id" "snapshot_identifier" {
  count = var.create && !var.skip_final_snapshot ? 1 : 0

  byte_length = 4
  keepers     = merge({ id = var.identifier }, { for k, v in { snapshot_identifier = var.snapshot_identifier } : k => v if local.v6_up })
}

resource "aws_db_instance" "this" {
  count = var.create ? 1 : 0

  region                                = var.region
  identifier                            = var.use_identifier_prefix ? null : var.identifier
  identifier_prefix                     = var.use_identifier_prefix ? "${var.identifier}-" : null
  engine                                = local.replica ? null : var.engine
  username                              = local.replica ? null : var.username
  password                              = local.v7_up || (local.v6_up ? local.managed && !local.replica : local.replica) ? null : var.password
  password_wo                           = local.v7_up && !(local.managed && !local.replica) ? var.password_wo : null
  password_wo_version                   = local.v7_up && !(local.managed && !local.replica) ? var.password_wo_version : null
  manage_master_user_password           = local.managed && !local.replica ? true : null
  master_user_secret_kms_key_id         = local.managed && !local.replica ? var.master_user_secret_kms_key_id : null
  dedicated_log_volume                  = local.v6_up ? var.dedicated_log_volume : null
  copy_tags_to_snapshot                 = var.copy_tags_to_snapshot != null ? var.copy_tags_to_snapshot : local.v7_up
  final_snapshot_identifier             = var.skip_final_snapshot ? null : "${var.final_snapshot_identifier_prefix}-${var.identifier}-${try(random_id.snapshot_identifier[0].hex, "")}"
  performance_insights_enabled          = var.performance_insights_enabled
  performance_insights_retention_period = var.performance_insights_enabled ? var.performance_insights_retention_period : null
  performance_insights_kms_key_id       = var.performance_insights_enabled ? var.performance_insights_kms_key_id : null
  backup_retention_period               = length(local.blue_green) > 0 ? coalesce(var.backup_retention_period, 1) : var.backup_retention_period
  monitoring_role_arn                   = var.monitoring_interval > 0 ? (var.create_monitoring_role ? aws_iam_role.enhanced_monitoring[0].arn : var.monitoring_role_arn) : null
  tags                                  = merge(var.tags, var.db_instance_tags)
  engine_version                        = var.engine_version
  engine_lifecycle_support              = var.engine_lifecycle_support
  instance_class                        = var.instance_class
  allocated_storage                     = var.allocated_storage
  storage_type                          = var.storage_type
  storage_encrypted                     = var.storage_encrypted
  kms_key_id                            = var.kms_key_id
  license_model                         = var.license_model
  db_name                               = var.db_name
  port                                  = var.port
  domain                                = var.domain
  domain_auth_secret_arn                = var.domain_auth_secret_arn
  domain_dns_ips                        = var.domain_dns_ips
  domain_fqdn                           = var.domain_fqdn
  domain_iam_role_name                  = var.domain_iam_role_name
  domain_ou                             = var.domain_ou
  iam_database_authentication_enabled   = var.iam_database_authentication_enabled
  custom_iam_instance_profile           = var.custom_iam_instance_profile
  vpc_security_group_ids                = var.vpc_security_group_ids
  customer_owned_ip_enabled             = var.customer_owned_ip_enabled
  db_subnet_group_name                  = var.db_subnet_group_name
  parameter_group_name                  = var.parameter_group_name
  option_group_name                     = var.option_group_name
  network_type                          = var.network_type
  availability_zone                     = var.availability_zone
  multi_az                              = var.multi_az
  iops                                  = var.iops
  storage_throughput                    = var.storage_throughput
  publicly_accessible                   = var.publicly_accessible
  ca_cert_identifier                    = var.ca_cert_identifier
  upgrade_storage_config                = var.upgrade_storage_config
  allow_major_version_upgrade           = var.allow_major_version_upgrade
  auto_minor_version_upgrade            = var.auto_minor_version_upgrade
  apply_immediately                     = var.apply_immediately
  maintenance_window                    = var.maintenance_window
  snapshot_identifier                   = var.snapshot_identifier
  skip_final_snapshot                   = var.skip_final_snapshot
  replicate_source_db                   = var.replicate_source_db
  replica_mode                          = var.replica_mode
  backup_window                         = var.backup_window
  max_allocated_storage                 = var.max_allocated_storage
  monitoring_interval                   = var.monitoring_interval
  database_insights_mode                = var.database_insights_mode
  character_set_name                    = var.character_set_name
  nchar_character_set_name              = var.nchar_character_set_name
  timezone                              = var.timezone
  enabled_cloudwatch_logs_exports       = var.enabled_cloudwatch_logs_exports
  deletion_protection                   = var.deletion_protection
  delete_automated_backups              = var.delete_automated_backups

  dynamic "blue_green_update" {
    for_each = local.blue_green
    content {
      enabled = try(blue_green_update.value.enabled, null)
    }
  }
  dynamic "restore_to_point_in_time" {
    for_each = [for r in [var.restore_to_point_in_time] : r if r != null]
    content {
      restore_time                             = try(restore_to_point_in_time.value.restore_time, null)
      source_db_instance_automated_backups_arn = try(restore_to_point_in_time.value.source_db_instance_automated_backups_arn, null)
      source_db_instance_identifier            = try(restore_to_point_in_time.value.source_db_instance_identifier, null)
      source_dbi_resource_id                   = try(restore_to_point_in_time.value.source_dbi_resource_id, null)
      use_latest_restorable_time               = try(restore_to_point_in_time.value.use_latest_restorable_time, null)
    }
  }
  dynamic "s3_import" {
    for_each = [for s in [var.s3_import] : s if s != null]
    content {
      source_engine         = "mysql"
      source_engine_version = s3_import.value.source_engine_version
      bucket_name           = s3_import.value.bucket_name
      bucket_prefix         = try(s3_import.value.bucket_prefix, null)
      ingestion_role        = s3_import.value.ingestion_role
    }
  }
  dynamic "timeouts" {
    for_each = [for t in [var.timeouts] : t if t != null]
    content {
      create = try(timeouts.value.create, null)
      update = try(timeouts.value.update, null)
      delete = try(timeouts.value.delete, null)
    }
  }
}

resource "aws_cloudwatch_log_group" "this" {
  for_each = toset([for log in var.enabled_cloudwatch_logs_exports : log if var.create && var.create_cloudwatch_log_group && !var.use_identifier_prefix])

  region            = var.region
  name              = "/aws/rds/instance/${var.identifier}/${each.value}"
  retention_in_days = var.cloudwatch_log_group_retention_in_days
  kms_key_id        = var.cloudwatch_log_group_kms_key_id
  skip_destroy      = var.cloudwatch_log_group_skip_destroy
  log_group_class   = var.cloudwatch_log_group_class
  tags              = merge(var.tags, var.cloudwatch_log_group_tags)
}

data "aws_iam_policy_document" "monitoring_trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["monitoring.rds.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "enhanced_monitoring" {
  count = var.create_monitoring_role ? 1 : 0

  name                 = var.monitoring_role_use_name_prefix ? null : var.monitoring_role_name
  name_prefix          = var.monitoring_role_use_name_prefix ? "${var.monitoring_role_name}-" : null
  description          = var.monitoring_role_description
  assume_role_policy   = data.aws_iam_policy_document.monitoring_trust.json
  permissions_boundary = var.monitoring_role_permissions_boundary
  tags                 = merge({ Name = var.monitoring_role_name }, var.tags)
}

resource "aws_iam_role_policy_attachment" "enhanced_monitoring" {
  count = var.create_monitoring_role ? 1 : 0

  role       = aws_iam_role.enhanced_monitoring[0].name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole"
}

resource "aws_secretsmanager_secret_rotation" "this" {
  count = var.create && local.managed && var.manage_master_user_password_rotation ? 1 : 0

  region             = var.region
  secret_id          = aws_db_instance.this[0].master_user_secret[0].secret_arn
  rotate_immediately = var.master_user_password_rotate_immediately
  rotation_rules {
    automatically_after_days = var.master_user_password_rotation_automatically_after_days
    duration                 = var.master_user_password_rotation_duration
    schedule_expression      = var.master_user_password_rotation_schedule_expression
  }
}

output "db_instance_address" { value = try(aws_db_instance.this[0].address, local.none) }
output "db_instance_arn" { value = try(aws_db_instance.this[0].arn, local.none) }
output "db_instance_availability_zone" { value = try(aws_db_instance.this[0].availability_zone, local.none) }
output "db_instance_endpoint" { value = try(aws_db_instance.this[0].endpoint, local.none) }
output "db_listener_endpoint" { value = try(aws_db_instance.this[0].listener_endpoint, local.none) }
output "db_instance_engine" { value = try(aws_db_instance.this[0].engine, local.none) }
output "db_instance_engine_version_actual" { value = try(aws_db_instance.this[0].engine_version_actual, local.none) }
output "db_instance_hosted_zone_id" { value = try(aws_db_instance.this[0].hosted_zone_id, local.none) }
output "db_instance_identifier" { value = local.v6_up ? try(aws_db_instance.this[0].identifier, local.none) : null }
output "db_instance_id" { value = local.v6_up ? null : try(aws_db_instance.this[0].id, local.none) }
output "db_instance_resource_id" { value = try(aws_db_instance.this[0].resource_id, local.none) }
output "db_instance_status" { value = try(aws_db_instance.this[0].status, local.none) }
output "db_instance_name" { value = try(aws_db_instance.this[0].db_name, local.none) }
output "db_instance_username" { value = try(aws_db_instance.this[0].username, local.none) }
output "db_instance_port" { value = try(aws_db_instance.this[0].port, local.none) }
output "db_instance_ca_cert_identifier" { value = try(aws_db_instance.this[0].ca_cert_identifier, local.none) }
output "db_instance_domain" { value = try(aws_db_instance.this[0].domain, local.none) }
output "db_instance_domain_auth_secret_arn" { value = local.v6_up ? try(aws_db_instance.this[0].domain_auth_secret_arn, local.none) : null }
output "db_instance_domain_dns_ips" { value = local.v6_up ? try(aws_db_instance.this[0].domain_dns_ips, local.none) : null }
output "db_instance_domain_fqdn" { value = local.v6_up ? try(aws_db_instance.this[0].domain_fqdn, local.none) : null }
output "db_instance_domain_iam_role_name" { value = try(aws_db_instance.this[0].domain_iam_role_name, local.none) }
output "db_instance_domain_ou" { value = local.v6_up ? try(aws_db_instance.this[0].domain_ou, local.none) : null }
output "db_instance_master_user_secret_arn" { value = local.v6_up ? try(aws_db_instance.this[0].master_user_secret[0].secret_arn, local.none) : null }
output "db_instance_upgrade_rollout_order" { value = try(aws_db_instance.this[0].upgrade_rollout_order, local.none) }
output "db_instance_cloudwatch_log_groups" { value = aws_cloudwatch_log_group.this }
output "db_instance_secretsmanager_secret_rotation_enabled" { value = try(aws_secretsmanager_secret_rotation.this[0].rotation_enabled, null) }
output "enhanced_monitoring_iam_role_name" { value = try(aws_iam_role.enhanced_monitoring[0].name, local.none) }
output "enhanced_monitoring_iam_role_arn" { value = try(aws_iam_role.enhanced_monitoring[0].arn, local.none) }

variable "module_major" {}
variable "identifier" {}
variable "db_subnet_group_name" { default = null }
variable "parameter_group_name" { default = null }
variable "option_group_name" { default = null }
variable "custom_iam_instance_profile" { default = null }
variable "allocated_storage" { default = null }
variable "storage_type" { default = null }
variable "storage_throughput" { default = null }
variable "kms_key_id" { default = null }
variable "replicate_source_db" { default = null }
variable "license_model" { default = null }
variable "replica_mode" { default = null }
variable "domain" { default = null }
variable "domain_auth_secret_arn" { default = null }
variable "domain_dns_ips" { default = null }
variable "domain_fqdn" { default = null }
variable "domain_iam_role_name" { default = null }
variable "domain_ou" { default = null }
variable "engine" { default = null }
variable "engine_version" { default = null }
variable "engine_lifecycle_support" { default = null }
variable "instance_class" { default = null }
variable "db_name" { default = null }
variable "username" { default = null }
variable "password" { default = null }
variable "password_wo" { default = null }
variable "password_wo_version" { default = null }
variable "port" { default = null }
variable "snapshot_identifier" { default = null }
variable "availability_zone" { default = null }
variable "iops" { default = null }
variable "monitoring_role_arn" { default = null }
variable "monitoring_role_description" { default = null }
variable "monitoring_role_permissions_boundary" { default = null }
variable "maintenance_window" { default = null }
variable "backup_retention_period" { default = null }
variable "backup_window" { default = null }
variable "timezone" { default = null }
variable "character_set_name" { default = null }
variable "nchar_character_set_name" { default = null }
variable "performance_insights_kms_key_id" { default = null }
variable "ca_cert_identifier" { default = null }
variable "s3_import" { default = null }
variable "restore_to_point_in_time" { default = null }
variable "network_type" { default = null }
variable "cloudwatch_log_group_kms_key_id" { default = null }
variable "cloudwatch_log_group_skip_destroy" { default = null }
variable "cloudwatch_log_group_class" { default = null }
variable "master_user_secret_kms_key_id" { default = null }
variable "database_insights_mode" { default = null }
variable "upgrade_storage_config" { default = null }
variable "master_user_password_rotate_immediately" { default = null }
variable "master_user_password_rotation_automatically_after_days" { default = null }
variable "master_user_password_rotation_duration" { default = null }
variable "master_user_password_rotation_schedule_expression" { default = null }
variable "customer_owned_ip_enabled" { default = null }
variable "region" { default = null }
variable "copy_tags_to_snapshot" { default = null }
variable "blue_green_update" { default = null }
variable "timeouts" { default = null }
variable "create" { default = true }
variable "storage_encrypted" { default = true }
variable "auto_minor_version_upgrade" { default = true }
variable "delete_automated_backups" { default = true }
variable "manage_master_user_password" { default = true }
variable "use_identifier_prefix" { default = false }
variable "iam_database_authentication_enabled" { default = false }
variable "skip_final_snapshot" { default = false }
variable "multi_az" { default = false }
variable "publicly_accessible" { default = false }
variable "monitoring_role_use_name_prefix" { default = false }
variable "create_monitoring_role" { default = false }
variable "allow_major_version_upgrade" { default = false }
variable "apply_immediately" { default = false }
variable "deletion_protection" { default = false }
variable "performance_insights_enabled" { default = false }
variable "create_cloudwatch_log_group" { default = false }
variable "dedicated_log_volume" { default = false }
variable "manage_master_user_password_rotation" { default = false }
variable "vpc_security_group_ids" { default = [] }
variable "enabled_cloudwatch_logs_exports" { default = [] }
variable "tags" { default = {} }
variable "db_instance_tags" { default = {} }
variable "cloudwatch_log_group_tags" { default = {} }
variable "monitoring_interval" { default = 0 }
variable "max_allocated_storage" { default = 0 }
variable "performance_insights_retention_period" { default = 7 }
variable "cloudwatch_log_group_retention_in_days" { default = 7 }
variable "final_snapshot_identifier_prefix" { default = "final" }
variable "monitoring_role_name" { default = "rds-monitoring-role" }
