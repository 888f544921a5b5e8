# Calls of terraform-aws-modules/rds/aws.

provider "aws" {
  region = "eu-west-1"
}

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_subnet" "a" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.1.0/24"
  availability_zone = "eu-west-1a"
}
resource "aws_subnet" "b" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.2.0/24"
  availability_zone = "eu-west-1b"
}
resource "aws_security_group" "app" {
  vpc_id = aws_vpc.main.id
}

module "postgres" {
  source = "terraform-aws-modules/rds/aws"
  identifier = "demo"
  engine = "postgres"
  engine_version = "15"
  family = "postgres15"
  major_engine_version = "15"
  instance_class = "db.t4g.large"
  allocated_storage = 20
  vpc_security_group_ids = [aws_security_group.app.id]
  db_name = "app"
  username = "app"
  port = 5432
  multi_az = true
  create_db_subnet_group = true
  subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
  maintenance_window = "Mon:00:00-Mon:03:00"
  backup_window = "03:00-06:00"
  enabled_cloudwatch_logs_exports = ["postgresql", "upgrade"]
  create_cloudwatch_log_group = true
  backup_retention_period = 1
  skip_final_snapshot = true
  deletion_protection = false
}

module "mysql" {
  source = "terraform-aws-modules/rds/aws"
  identifier = "demo"
  engine = "mysql"
  engine_version = "8.0"
  family = "mysql8.0"
  major_engine_version = "8.0"
  instance_class = "db.t4g.large"
  allocated_storage = 20
  vpc_security_group_ids = [aws_security_group.app.id]
  db_subnet_group_name = "existing"
  max_allocated_storage = 100
  storage_encrypted = false
}

module "public" {
  source = "terraform-aws-modules/rds/aws"
  identifier = "demo"
  engine = "mysql"
  engine_version = "8.0"
  family = "mysql8.0"
  major_engine_version = "8.0"
  instance_class = "db.t4g.large"
  allocated_storage = 20
  publicly_accessible = true
  create_db_subnet_group = true
  subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
  deletion_protection = true
}

module "monitored" {
  source = "terraform-aws-modules/rds/aws"
  identifier = "demo"
  engine = "postgres"
  engine_version = "15"
  family = "postgres15"
  major_engine_version = "15"
  instance_class = "db.t4g.large"
  allocated_storage = 20
  monitoring_interval = 30
  monitoring_role_name = "monitoring"
  create_monitoring_role = true
  monitoring_role_description = "d"
  performance_insights_enabled = true
}

module "options" {
  source = "terraform-aws-modules/rds/aws"
  identifier = "demo"
  engine = "mysql"
  engine_version = "8.0"
  family = "mysql8.0"
  major_engine_version = "8.0"
  instance_class = "db.t4g.large"
  allocated_storage = 20
  options = [{ option_name = "MARIADB_AUDIT_PLUGIN", option_settings = [{ name = "SERVER_AUDIT_EVENTS", value = "CONNECT" }] }]
  parameters = [{ name = "character_set_client", value = "utf8mb4" }]
}

module "replica" {
  source = "terraform-aws-modules/rds/aws"
  identifier = "replica"
  replicate_source_db = "demo"
  engine = "mysql"
  family = "mysql8.0"
  major_engine_version = "8.0"
  instance_class = "db.t4g.large"
}

module "from_snapshot" {
  source = "terraform-aws-modules/rds/aws"
  identifier = "demo"
  engine = "postgres"
  engine_version = "15"
  family = "postgres15"
  major_engine_version = "15"
  instance_class = "db.t4g.large"
  allocated_storage = 20
  snapshot_identifier = "rds:demo-2024"
  instance_use_identifier_prefix = true
  kms_key_id = "arn:aws:kms:eu-west-1:123456789012:key/x"
}

module "groups_given" {
  source = "terraform-aws-modules/rds/aws"
  identifier = "demo"
  engine = "postgres"
  engine_version = "15"
  family = "postgres15"
  major_engine_version = "15"
  instance_class = "db.t4g.large"
  allocated_storage = 20
  create_db_parameter_group = false
  parameter_group_name = "default.postgres15"
  create_db_option_group = false
  db_subnet_group_name = "db"
}

module "names" {
  source = "terraform-aws-modules/rds/aws"
  identifier = "demo"
  engine = "postgres"
  engine_version = "15"
  family = "postgres15"
  major_engine_version = "15"
  instance_class = "db.t4g.large"
  allocated_storage = 20
  create_db_subnet_group = true
  db_subnet_group_name = "names"
  db_subnet_group_use_name_prefix = false
  parameter_group_name = "names"
  parameter_group_use_name_prefix = false
  subnet_ids = [aws_subnet.a.id]
  iops = 3000
  storage_type = "gp3"
  apply_immediately = true
}

module "sqlserver" {
  source = "terraform-aws-modules/rds/aws"
  identifier = "mssql"
  engine = "sqlserver-ex"
  engine_version = "15.00"
  family = "sqlserver-ex-15.0"
  major_engine_version = "15.00"
  instance_class = "db.t3.large"
  allocated_storage = 20
  license_model = "license-included"
  timezone = "GMT Standard Time"
  character_set_name = "Latin1_General_CI_AS"
}

module "managed_password" {
  source = "terraform-aws-modules/rds/aws"
  version = ">= 6.0"
  identifier = "demo"
  engine = "postgres"
  engine_version = "15"
  family = "postgres15"
  major_engine_version = "15"
  instance_class = "db.t4g.large"
  allocated_storage = 20
  manage_master_user_password = true
  manage_master_user_password_rotation = true
  master_user_password_rotation_schedule_expression = "rate(15 days)"
  username = "app"
}

module "given_password_5_6" {
  source = "terraform-aws-modules/rds/aws"
  version = "< 7.0"
  identifier = "demo"
  engine = "postgres"
  engine_version = "15"
  family = "postgres15"
  major_engine_version = "15"
  instance_class = "db.t4g.large"
  allocated_storage = 20
  username = "app"
  password = "UberSecretPassword"
  iam_database_authentication_enabled = true
}

module "off" {
  source = "terraform-aws-modules/rds/aws"
  create_db_instance = false
  create_db_parameter_group = false
  create_db_option_group = false
  identifier = "off"
}
