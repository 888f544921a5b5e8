# A queue that events are sent to. For this model only.

variable "create" { type = bool }
variable "name" { type = string }
variable "settings" { type = any }
variable "tags" { type = map(string) }

resource "aws_sqs_queue" "this" {
  count                             = var.create ? 1 : 0
  name                              = var.name
  message_retention_seconds         = try(var.settings.message_retention_seconds, 300)
  sqs_managed_sse_enabled           = try(var.settings.kms_master_key_id, null) == null ? try(var.settings.sse_enabled, true) : null
  kms_master_key_id                 = try(var.settings.kms_master_key_id, null)
  kms_data_key_reuse_period_seconds = try(var.settings.kms_data_key_reuse_period_seconds, null)
  tags                              = merge(var.tags, try(var.settings.tags, {}))
}

data "aws_iam_policy_document" "this" {
  count = var.create ? 1 : 0
  statement {
    sid       = "SendEventsToQueue"
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.this[0].arn]
    principals {
      type        = "Service"
      identifiers = ["events.amazonaws.com", "sqs.amazonaws.com"]
    }
  }
}

resource "aws_sqs_queue_policy" "this" {
  count     = var.create ? 1 : 0
  queue_url = aws_sqs_queue.this[0].url
  policy    = data.aws_iam_policy_document.this[0].json
}

output "queue_arn" { value = one(aws_sqs_queue.this[*].arn) }
output "queue_url" { value = one(aws_sqs_queue.this[*].url) }
output "queue_id" { value = one(aws_sqs_queue.this[*].id) }
output "queue_name" { value = one(aws_sqs_queue.this[*].name) }
