# A name and tags from parts: each part stripped of what is not allowed, in one case, joined in an order, cut to a limit.

locals {
  # What is set here, else what the context brings; null where neither says anything.
  input = {
    enabled             = var.enabled != null ? var.enabled : try(var.context.enabled, true)
    namespace           = var.namespace != null ? var.namespace : try(var.context.namespace, null)
    tenant              = var.tenant != null ? var.tenant : try(var.context.tenant, null)
    environment         = var.environment != null ? var.environment : try(var.context.environment, null)
    stage               = var.stage != null ? var.stage : try(var.context.stage, null)
    name                = var.name != null ? var.name : try(var.context.name, null)
    delimiter           = var.delimiter != null ? var.delimiter : try(var.context.delimiter, null)
    attributes          = compact(distinct(concat(coalesce(try(var.context.attributes, null), []), coalesce(var.attributes, []))))
    tags                = merge(try(var.context.tags, {}), var.tags)
    additional_tag_map  = merge(try(var.context.additional_tag_map, {}), var.additional_tag_map)
    label_order         = var.label_order != null ? var.label_order : try(var.context.label_order, null)
    regex_replace_chars = var.regex_replace_chars != null ? var.regex_replace_chars : try(var.context.regex_replace_chars, null)
    id_length_limit     = var.id_length_limit != null ? var.id_length_limit : try(var.context.id_length_limit, null)
    label_key_case      = var.label_key_case != null ? var.label_key_case : try(var.context.label_key_case, null)
    label_value_case    = var.label_value_case != null ? var.label_value_case : try(var.context.label_value_case, null)
    descriptor_formats  = merge(try(var.context.descriptor_formats, {}), var.descriptor_formats)
    # Which parts become tags is said once: a context that says so wins.
    labels_as_tags = try(contains(var.context.labels_as_tags, "unset"), true) ? var.labels_as_tags : var.context.labels_as_tags
  }

  dropped    = coalesce(local.input.regex_replace_chars, "/[^-a-zA-Z0-9]/")
  delimiter  = local.input.delimiter == null ? "-" : local.input.delimiter
  order      = coalescelist(local.input.label_order == null ? [] : local.input.label_order, ["namespace", "environment", "stage", "name", "attributes"])
  limit      = local.input.id_length_limit == null ? 0 : local.input.id_length_limit
  key_case   = local.input.label_key_case == null ? "title" : local.input.label_key_case
  value_case = local.input.label_value_case == null ? "lower" : local.input.label_value_case

  given = { for part in ["namespace", "tenant", "environment", "stage", "name"] : part => local.input[part] == null ? "" : replace(local.input[part], local.dropped, "") }
  parts = { for part, text in local.given : part =>
    local.value_case == "none" ? text : local.value_case == "title" ? title(lower(text)) : local.value_case == "upper" ? upper(text) : lower(text)
  }
  attributes = compact(distinct([for text in compact(distinct([for a in local.input.attributes : replace(a, local.dropped, "")])) :
    local.value_case == "none" ? text : local.value_case == "title" ? title(lower(text)) : local.value_case == "upper" ? upper(text) : lower(text)
  ]))

  named   = merge(local.parts, { attributes = join(local.delimiter, local.attributes) })
  id_full = join(local.delimiter, [for part in local.order : local.named[part] if length(local.named[part]) > 0])

  # Over the limit: as much as fits before a hash of five digits.
  room      = local.limit - 5 - length(local.delimiter)
  start     = local.room <= 0 ? "" : "${trimsuffix(substr(local.id_full, 0, local.room), local.delimiter)}${local.delimiter}"
  hash      = "${md5(local.id_full)}qrstuvwxyz"
  hash_case = local.value_case == "title" ? title(local.hash) : local.value_case == "upper" ? upper(local.hash) : local.value_case == "lower" ? lower(local.hash) : local.hash
  id        = local.limit == 0 ? local.id_full : length(local.id_full) > local.limit ? substr("${local.start}${replace(local.hash_case, local.dropped, "")}", 0, local.limit) : local.id_full

  # Tags: "Name" is the whole id.
  taggable       = merge(local.named, { name = local.id })
  labels_as_tags = contains(local.input.labels_as_tags, "default") ? keys(local.taggable) : local.input.labels_as_tags
  own_tags = { for part in setintersection(keys(local.taggable), local.labels_as_tags) :
    (local.key_case == "upper" ? upper(part) : local.key_case == "lower" ? lower(part) : title(lower(part))) => local.taggable[part] if length(local.taggable[part]) > 0
  }
  tags = merge(local.own_tags, local.input.tags)
}

output "id" { value = local.input.enabled ? local.id : "" }
output "id_full" { value = local.input.enabled ? local.id_full : "" }
output "enabled" { value = local.input.enabled }
output "namespace" { value = local.input.enabled ? local.parts.namespace : "" }
output "tenant" { value = local.input.enabled ? local.parts.tenant : "" }
output "environment" { value = local.input.enabled ? local.parts.environment : "" }
output "stage" { value = local.input.enabled ? local.parts.stage : "" }
output "name" { value = local.input.enabled ? local.parts.name : "" }
output "delimiter" { value = local.input.enabled ? local.delimiter : "" }
output "attributes" { value = local.input.enabled ? local.attributes : [] }
output "tags" { value = local.input.enabled ? local.tags : {} }
output "additional_tag_map" { value = local.input.additional_tag_map }
output "label_order" { value = local.order }
output "regex_replace_chars" { value = local.dropped }
output "id_length_limit" { value = local.limit }
output "tags_as_list_of_maps" { value = [for key, value in local.tags : merge({ key = key, value = value }, local.input.additional_tag_map)] }
output "descriptors" { value = { for k, v in local.input.descriptor_formats : k => format(v.format, [for part in v.labels : local.named[part]]...) } }
output "normalized_context" {
  value = {
    enabled             = local.input.enabled
    namespace           = local.parts.namespace
    tenant              = local.parts.tenant
    environment         = local.parts.environment
    stage               = local.parts.stage
    name                = local.parts.name
    delimiter           = local.delimiter
    attributes          = local.attributes
    tags                = local.tags
    additional_tag_map  = local.input.additional_tag_map
    label_order         = local.order
    regex_replace_chars = local.dropped
    id_length_limit     = local.limit
    label_key_case      = local.key_case
    label_value_case    = local.value_case
    labels_as_tags      = local.labels_as_tags
    descriptor_formats  = local.input.descriptor_formats
  }
}
output "context" { value = local.input }
