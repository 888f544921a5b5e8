# Calls of terraform-aws-modules/iam/aws//modules/iam-policy.

provider "aws" {
  region = "eu-west-1"
}

data "aws_iam_policy_document" "d" {
  statement {
    actions   = ["s3:ListBucket"]
    resources = ["*"]
  }
}

module "literal" {
  source = "terraform-aws-modules/iam/aws//modules/iam-policy"
  name = "literal"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*" }] })
}

module "document" {
  source = "terraform-aws-modules/iam/aws//modules/iam-policy"
  name = "document"
  policy = data.aws_iam_policy_document.d.json
}

module "described" {
  source = "terraform-aws-modules/iam/aws//modules/iam-policy"
  name = "described"
  description = "What it is for"
  path = "/apps/"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*" }] })
}

module "tagged" {
  source = "terraform-aws-modules/iam/aws//modules/iam-policy"
  name = "tagged"
  tags = { Team = "ops" }
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*" }] })
}

module "off_5" {
  source = "terraform-aws-modules/iam/aws//modules/iam-policy"
  version = "< 6.0"
  create_policy = false
  name = "off"
}

module "off_6" {
  source = "terraform-aws-modules/iam/aws//modules/iam-policy"
  version = ">= 6.0"
  create = false
  name = "off"
}

module "prefix" {
  source = "terraform-aws-modules/iam/aws//modules/iam-policy"
  version = ">= 5.0"
  name_prefix = "pre-"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*" }] })
}

module "each" {
  source = "terraform-aws-modules/iam/aws//modules/iam-policy"
  for_each = toset(["a", "b"])
  name = each.key
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*" }] })
}

module "heredoc" {
  source = "terraform-aws-modules/iam/aws//modules/iam-policy"
  name = "heredoc"
  policy = <<-EOT
  {"Version": "2012-10-17", "Statement": []}
  EOT
}

module "admin" {
  source = "terraform-aws-modules/iam/aws//modules/iam-policy"
  name = "admin"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }] })
}

module "path" {
  source = "terraform-aws-modules/iam/aws//modules/iam-policy"
  name = "path"
  path = "/"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*" }] })
}

module "counted" {
  source = "terraform-aws-modules/iam/aws//modules/iam-policy"
  count = 2
  name = "counted-${count.index}"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*" }] })
}
