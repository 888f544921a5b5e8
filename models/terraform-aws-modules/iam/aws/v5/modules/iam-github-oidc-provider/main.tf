# modules/iam-github-oidc-provider (major 5) and modules/iam-oidc-provider (major 6): a provider that is no cluster's.

data "aws_partition" "current" {}

data "tls_certificate" "this" {
  count = var.create ? 1 : 0
  url   = var.url
}

resource "aws_iam_openid_connect_provider" "this" {
  count = var.create ? 1 : 0

  url             = var.url
  client_id_list  = length(var.client_id_list) > 0 ? var.client_id_list : ["sts.${data.aws_partition.current.dns_suffix}"]
  thumbprint_list = distinct(concat(data.tls_certificate.this[0].certificates[*].sha1_fingerprint, [for t in var.additional_thumbprints : t if var.module_major < 6]))
  tags            = var.tags
}

output "arn" { value = try(aws_iam_openid_connect_provider.this[0].arn, null) }
output "url" { value = try(aws_iam_openid_connect_provider.this[0].url, null) }

variable "module_major" {}
variable "create" { default = true }
variable "client_id_list" { default = [] }
variable "additional_thumbprints" { default = ["6938fd4d98bab03faadb97b34396831e3780aea1", "1c58a3a8518e8759bf075b76b750d4f2df264fcd"] }
variable "tags" { default = {} }
variable "url" { default = "https://token.actions.githubusercontent.com" }
