# terraform-aws-modules/rds, majors 5 to 7: an instance with its subnet, parameter and option groups, each a submodule.

locals {
  v6_up        = var.module_major >= 6
  option_group = var.create_db_option_group && var.engine != "postgres"
  own_password = !local.v6_up && var.create_db_instance && var.create_random_password
  password     = local.own_password ? random_password.master_password[0].result : local.v6_up && var.manage_master_user_password ? null : var.password
}

resource "random_password" "master_password" {
  count = local.own_password ? 1 : 0

  length  = var.random_password_length
  special = false
}

module "db_subnet_group" {
  source = "./modules/db_subnet_group"

  region          = var.region
  create          = var.create_db_subnet_group && var.putin_khuylo
  name            = coalesce(var.db_subnet_group_name, var.identifier)
  use_name_prefix = var.db_subnet_group_use_name_prefix
  description     = var.db_subnet_group_description
  subnet_ids      = var.subnet_ids
  tags            = merge(var.tags, var.db_subnet_group_tags)
}

module "db_parameter_group" {
  source = "./modules/db_parameter_group"

  region          = var.region
  create          = var.create_db_parameter_group && var.putin_khuylo
  name            = coalesce(var.parameter_group_name, var.identifier)
  use_name_prefix = var.parameter_group_use_name_prefix
  description     = var.parameter_group_description
  family          = var.family
  parameters      = var.parameters
  skip_destroy    = var.parameter_group_skip_destroy
  tags            = merge(var.tags, var.db_parameter_group_tags)
}

module "db_option_group" {
  source = "./modules/db_option_group"

  region                   = var.region
  create                   = local.option_group
  name                     = coalesce(var.option_group_name, var.identifier)
  use_name_prefix          = var.option_group_use_name_prefix
  option_group_description = var.option_group_description
  engine_name              = var.engine
  major_engine_version     = var.major_engine_version
  options                  = var.options
  skip_destroy             = var.option_group_skip_destroy
  timeouts                 = var.option_group_timeouts
  tags                     = merge(var.tags, var.db_option_group_tags)
}

module "db_instance" {
  source = "./modules/db_instance"

  create                                                 = var.create_db_instance && var.putin_khuylo
  identifier                                             = var.identifier
  use_identifier_prefix                                  = var.instance_use_identifier_prefix
  password                                               = local.password
  db_subnet_group_name                                   = var.create_db_subnet_group ? module.db_subnet_group.db_subnet_group_id : var.db_subnet_group_name
  parameter_group_name                                   = var.create_db_parameter_group ? module.db_parameter_group.db_parameter_group_id : var.parameter_group_name
  option_group_name                                      = var.engine == "postgres" ? null : local.option_group ? module.db_option_group.db_option_group_id : var.option_group_name
  custom_iam_instance_profile                            = var.custom_iam_instance_profile
  allocated_storage                                      = var.allocated_storage
  storage_type                                           = var.storage_type
  storage_throughput                                     = var.storage_throughput
  kms_key_id                                             = var.kms_key_id
  replicate_source_db                                    = var.replicate_source_db
  license_model                                          = var.license_model
  replica_mode                                           = var.replica_mode
  domain                                                 = var.domain
  domain_auth_secret_arn                                 = var.domain_auth_secret_arn
  domain_dns_ips                                         = var.domain_dns_ips
  domain_fqdn                                            = var.domain_fqdn
  domain_iam_role_name                                   = var.domain_iam_role_name
  domain_ou                                              = var.domain_ou
  engine                                                 = var.engine
  engine_version                                         = var.engine_version
  engine_lifecycle_support                               = var.engine_lifecycle_support
  instance_class                                         = var.instance_class
  db_name                                                = var.db_name
  username                                               = var.username
  password_wo                                            = var.password_wo
  password_wo_version                                    = var.password_wo_version
  port                                                   = var.port
  snapshot_identifier                                    = var.snapshot_identifier
  availability_zone                                      = var.availability_zone
  iops                                                   = var.iops
  monitoring_role_arn                                    = var.monitoring_role_arn
  monitoring_role_description                            = var.monitoring_role_description
  monitoring_role_permissions_boundary                   = var.monitoring_role_permissions_boundary
  maintenance_window                                     = var.maintenance_window
  backup_retention_period                                = var.backup_retention_period
  backup_window                                          = var.backup_window
  timezone                                               = var.timezone
  character_set_name                                     = var.character_set_name
  nchar_character_set_name                               = var.nchar_character_set_name
  performance_insights_kms_key_id                        = var.performance_insights_kms_key_id
  ca_cert_identifier                                     = var.ca_cert_identifier
  s3_import                                              = var.s3_import
  restore_to_point_in_time                               = var.restore_to_point_in_time
  network_type                                           = var.network_type
  cloudwatch_log_group_kms_key_id                        = var.cloudwatch_log_group_kms_key_id
  cloudwatch_log_group_skip_destroy                      = var.cloudwatch_log_group_skip_destroy
  cloudwatch_log_group_class                             = var.cloudwatch_log_group_class
  master_user_secret_kms_key_id                          = var.master_user_secret_kms_key_id
  database_insights_mode                                 = var.database_insights_mode
  upgrade_storage_config                                 = var.upgrade_storage_config
  master_user_password_rotate_immediately                = var.master_user_password_rotate_immediately
  master_user_password_rotation_automatically_after_days = var.master_user_password_rotation_automatically_after_days
  master_user_password_rotation_duration                 = var.master_user_password_rotation_duration
  master_user_password_rotation_schedule_expression      = var.master_user_password_rotation_schedule_expression
  customer_owned_ip_enabled                              = var.customer_owned_ip_enabled
  region                                                 = var.region
  copy_tags_to_snapshot                                  = var.copy_tags_to_snapshot
  blue_green_update                                      = var.blue_green_update
  timeouts                                               = var.timeouts
  storage_encrypted                                      = var.storage_encrypted
  auto_minor_version_upgrade                             = var.auto_minor_version_upgrade
  delete_automated_backups                               = var.delete_automated_backups
  manage_master_user_password                            = var.manage_master_user_password
  iam_database_authentication_enabled                    = var.iam_database_authentication_enabled
  skip_final_snapshot                                    = var.skip_final_snapshot
  multi_az                                               = var.multi_az
  publicly_accessible                                    = var.publicly_accessible
  monitoring_role_use_name_prefix                        = var.monitoring_role_use_name_prefix
  create_monitoring_role                                 = var.create_monitoring_role
  allow_major_version_upgrade                            = var.allow_major_version_upgrade
  apply_immediately                                      = var.apply_immediately
  deletion_protection                                    = var.deletion_protection
  performance_insights_enabled                           = var.performance_insights_enabled
  create_cloudwatch_log_group                            = var.create_cloudwatch_log_group
  dedicated_log_volume                                   = var.dedicated_log_volume
  manage_master_user_password_rotation                   = var.manage_master_user_password_rotation
  vpc_security_group_ids                                 = var.vpc_security_group_ids
  enabled_cloudwatch_logs_exports                        = var.enabled_cloudwatch_logs_exports
  tags                                                   = var.tags
  db_instance_tags                                       = var.db_instance_tags
  cloudwatch_log_group_tags                              = var.cloudwatch_log_group_tags
  monitoring_interval                                    = var.monitoring_interval
  max_allocated_storage                                  = var.max_allocated_storage
  performance_insights_retention_period                  = var.performance_insights_retention_period
  cloudwatch_log_group_retention_in_days                 = var.cloudwatch_log_group_retention_in_days
  final_snapshot_identifier_prefix                       = var.final_snapshot_identifier_prefix
  monitoring_role_name                                   = var.monitoring_role_name
}

module "db_instance_role_association" {
  source   = "./modules/db_instance_role_association"
  for_each = { for k, v in var.db_instance_role_associations : k => v if var.create_db_instance }

  region                 = var.region
  feature_name           = each.key
  role_arn               = each.value
  db_instance_identifier = module.db_instance.db_instance_identifier
}

output "db_instance_address" { value = module.db_instance.db_instance_address }
output "db_instance_arn" { value = module.db_instance.db_instance_arn }
output "db_instance_availability_zone" { value = module.db_instance.db_instance_availability_zone }
output "db_instance_endpoint" { value = module.db_instance.db_instance_endpoint }
output "db_listener_endpoint" { value = module.db_instance.db_listener_endpoint }
output "db_instance_engine" { value = module.db_instance.db_instance_engine }
output "db_instance_engine_version_actual" { value = module.db_instance.db_instance_engine_version_actual }
output "db_instance_hosted_zone_id" { value = module.db_instance.db_instance_hosted_zone_id }
output "db_instance_identifier" { value = module.db_instance.db_instance_identifier }
output "db_instance_id" { value = module.db_instance.db_instance_id }
output "db_instance_resource_id" { value = module.db_instance.db_instance_resource_id }
output "db_instance_status" { value = module.db_instance.db_instance_status }
output "db_instance_name" { value = module.db_instance.db_instance_name }
output "db_instance_username" { value = module.db_instance.db_instance_username }
output "db_instance_port" { value = module.db_instance.db_instance_port }
output "db_instance_ca_cert_identifier" { value = module.db_instance.db_instance_ca_cert_identifier }
output "db_instance_domain" { value = module.db_instance.db_instance_domain }
output "db_instance_domain_auth_secret_arn" { value = module.db_instance.db_instance_domain_auth_secret_arn }
output "db_instance_domain_dns_ips" { value = module.db_instance.db_instance_domain_dns_ips }
output "db_instance_domain_fqdn" { value = module.db_instance.db_instance_domain_fqdn }
output "db_instance_domain_iam_role_name" { value = module.db_instance.db_instance_domain_iam_role_name }
output "db_instance_domain_ou" { value = module.db_instance.db_instance_domain_ou }
output "db_instance_master_user_secret_arn" { value = module.db_instance.db_instance_master_user_secret_arn }
output "db_instance_upgrade_rollout_order" { value = module.db_instance.db_instance_upgrade_rollout_order }
output "db_instance_cloudwatch_log_groups" { value = module.db_instance.db_instance_cloudwatch_log_groups }
output "db_instance_secretsmanager_secret_rotation_enabled" { value = module.db_instance.db_instance_secretsmanager_secret_rotation_enabled }
output "enhanced_monitoring_iam_role_name" { value = module.db_instance.enhanced_monitoring_iam_role_name }
output "enhanced_monitoring_iam_role_arn" { value = module.db_instance.enhanced_monitoring_iam_role_arn }
output "db_subnet_group_id" { value = module.db_subnet_group.db_subnet_group_id }
output "db_subnet_group_arn" { value = module.db_subnet_group.db_subnet_group_arn }
output "db_parameter_group_id" { value = module.db_parameter_group.db_parameter_group_id }
output "db_parameter_group_arn" { value = module.db_parameter_group.db_parameter_group_arn }
output "db_option_group_id" { value = module.db_option_group.db_option_group_id }
output "db_option_group_arn" { value = module.db_option_group.db_option_group_arn }
output "db_instance_password" { value = local.v6_up ? null : local.password }
output "db_instance_role_associations" { value = module.db_instance_role_association }

variable "module_major" {}
variable "identifier" {}
variable "db_subnet_group_name" { default = null }
variable "db_subnet_group_description" { default = null }
variable "parameter_group_name" { default = null }
variable "parameter_group_description" { default = null }
variable "family" { default = null }
variable "parameter_group_skip_destroy" { default = null }
variable "option_group_name" { default = null }
variable "option_group_description" { default = null }
variable "option_group_skip_destroy" { default = null }
variable "option_group_timeouts" { default = null }
variable "major_engine_version" { default = null }
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
variable "putin_khuylo" { default = true }
variable "create_db_instance" { default = true }
variable "db_subnet_group_use_name_prefix" { default = true }
variable "create_db_parameter_group" { default = true }
variable "parameter_group_use_name_prefix" { default = true }
variable "create_db_option_group" { default = true }
variable "option_group_use_name_prefix" { default = true }
variable "create_random_password" { default = true }
variable "storage_encrypted" { default = true }
variable "auto_minor_version_upgrade" { default = true }
variable "delete_automated_backups" { default = true }
variable "manage_master_user_password" { default = true }
variable "create_db_subnet_group" { default = false }
variable "instance_use_identifier_prefix" { default = false }
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
variable "subnet_ids" { default = [] }
variable "vpc_security_group_ids" { default = [] }
variable "enabled_cloudwatch_logs_exports" { default = [] }
variable "parameters" { default = null }
variable "options" { default = null }
variable "db_subnet_group_tags" { default = {} }
variable "db_parameter_group_tags" { default = {} }
variable "db_option_group_tags" { default = {} }
variable "db_instance_role_associations" { default = {} }
variable "tags" { default = {} }
variable "db_instance_tags" { default = {} }
variable "cloudwatch_log_group_tags" { default = {} }
variable "monitoring_interval" { default = 0 }
variable "max_allocated_storage" { default = 0 }
variable "performance_insights_retention_period" { default = 7 }
variable "cloudwatch_log_group_retention_in_days" { default = 7 }
variable "final_snapshot_identifier_prefix" { default = "final" }
variable "monitoring_role_name" { default = "rds-monitoring-role" }
variable "random_password_length" { default = 16 }
