# The launch template, where none is given.

resource "aws_launch_template" "default" {
  count = local.own_template ? 1 : 0

  name_prefix            = module.label.id
  update_default_version = true
  ebs_optimized          = var.ebs_optimized
  image_id               = local.ami != "" || local.third ? local.ami : null
  key_name               = length(var.ec2_ssh_key_name) == 1 ? var.ec2_ssh_key_name[0] : null
  vpc_security_group_ids = local.groups
  user_data              = local.user_data
  tags                   = local.third ? local.node_tags : local.group_tags

  metadata_options {
    http_endpoint               = var.metadata_http_endpoint_enabled ? "enabled" : "disabled"
    http_put_response_hop_limit = var.metadata_http_put_response_hop_limit
    http_tokens                 = var.metadata_http_tokens_required ? "required" : "optional"
  }
  monitoring {
    enabled = var.detailed_monitoring_enabled
  }

  dynamic "block_device_mappings" {
    for_each = local.devices
    content {
      device_name  = block_device_mappings.key
      no_device    = block_device_mappings.value.no_device
      virtual_name = block_device_mappings.value.virtual_name
      dynamic "ebs" {
        for_each = [for e in [block_device_mappings.value.ebs] : e if e != null]
        content {
          delete_on_termination = ebs.value.delete_on_termination
          encrypted             = ebs.value.encrypted
          iops                  = ebs.value.iops
          kms_key_id            = ebs.value.kms_key_id
          snapshot_id           = ebs.value.snapshot_id
          throughput            = ebs.value.throughput
          volume_size           = ebs.value.volume_size
          volume_type           = ebs.value.volume_type
        }
      }
    }
  }
  dynamic "tag_specifications" {
    for_each = var.resources_to_tag
    content {
      resource_type = tag_specifications.value
      tags          = local.node_tags
    }
  }
  dynamic "cpu_options" {
    for_each = var.cpu_options
    content {
      core_count       = lookup(cpu_options.value, "core_count", null)
      threads_per_core = lookup(cpu_options.value, "threads_per_core", null)
    }
  }
  dynamic "placement" {
    for_each = var.placement
    content {
      affinity                = lookup(placement.value, "affinity", null)
      availability_zone       = lookup(placement.value, "availability_zone", null)
      group_name              = lookup(placement.value, "group_name", null)
      host_id                 = lookup(placement.value, "host_id", null)
      host_resource_group_arn = lookup(placement.value, "host_resource_group_arn", null)
      spread_domain           = lookup(placement.value, "spread_domain", null)
      tenancy                 = lookup(placement.value, "tenancy", null)
      partition_number        = lookup(placement.value, "partition_number", null)
    }
  }
  dynamic "enclave_options" {
    for_each = var.enclave_enabled ? [true] : []
    content {
      enabled = true
    }
  }
}
