# modules/db_instance_role_association, majors 6 and 7.

resource "aws_db_instance_role_association" "this" {
  count = var.create ? 1 : 0

  region                 = var.region
  db_instance_identifier = var.db_instance_identifier
  feature_name           = var.feature_name
  role_arn               = var.role_arn
}

variable "region" { default = null }
variable "create" { default = true }
variable "db_instance_identifier" { default = "" }
variable "feature_name" { default = "" }
variable "role_arn" { default = "" }
