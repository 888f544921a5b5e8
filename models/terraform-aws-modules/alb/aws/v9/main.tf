# terraform-aws-modules/alb, majors 9 and 10: the load balancer, its listeners and target groups by key, its security group. Who logs in at a listener is not modelled.

data "aws_partition" "current" {}

locals {
  v10_up       = var.module_major >= 10
  create       = var.create && var.putin_khuylo
  create_group = local.create && var.create_security_group
  group_name   = try(coalesce(var.security_group_name, var.name, var.name_prefix), "")
  tags         = merge(var.tags, { for k, v in { terraform-aws-modules = "alb" } : k => v if !local.v10_up })
}

resource "aws_lb" "this" {
  count = local.create ? 1 : 0

  region                                                       = var.region
  client_keep_alive                                            = var.client_keep_alive
  customer_owned_ipv4_pool                                     = var.customer_owned_ipv4_pool
  desync_mitigation_mode                                       = var.desync_mitigation_mode
  dns_record_client_routing_policy                             = var.dns_record_client_routing_policy
  drop_invalid_header_fields                                   = var.drop_invalid_header_fields
  enable_cross_zone_load_balancing                             = var.enable_cross_zone_load_balancing
  enable_deletion_protection                                   = var.enable_deletion_protection
  enable_http2                                                 = var.enable_http2
  enable_tls_version_and_cipher_suite_headers                  = var.enable_tls_version_and_cipher_suite_headers
  enable_waf_fail_open                                         = var.enable_waf_fail_open
  enable_xff_client_port                                       = var.enable_xff_client_port
  enable_zonal_shift                                           = var.enable_zonal_shift
  enforce_security_group_inbound_rules_on_private_link_traffic = var.enforce_security_group_inbound_rules_on_private_link_traffic
  idle_timeout                                                 = var.idle_timeout
  internal                                                     = var.internal
  ip_address_type                                              = var.ip_address_type
  load_balancer_type                                           = var.load_balancer_type
  name                                                         = var.name
  name_prefix                                                  = var.name_prefix
  preserve_host_header                                         = var.preserve_host_header
  security_groups                                              = var.create_security_group ? concat([aws_security_group.this[0].id], var.security_groups) : var.security_groups
  subnets                                                      = var.subnets
  xff_header_processing_mode                                   = var.xff_header_processing_mode
  tags                                                         = local.tags

  dynamic "access_logs" {
    for_each = [for x in [var.access_logs] : x if x == null ? false : length(x) > 0]
    content {
      bucket  = access_logs.value.bucket
      enabled = try(access_logs.value.enabled, true)
      prefix  = try(access_logs.value.prefix, null)
    }
  }
  dynamic "connection_logs" {
    for_each = [for x in [var.connection_logs] : x if x == null ? false : length(x) > 0]
    content {
      bucket  = connection_logs.value.bucket
      enabled = try(connection_logs.value.enabled, true)
      prefix  = try(connection_logs.value.prefix, null)
    }
  }
  dynamic "ipam_pools" {
    for_each = [for x in [var.ipam_pools] : x if x == null ? false : length(x) > 0]
    content {
      ipv4_ipam_pool_id = try(ipam_pools.value.ipv4_ipam_pool_id, null)
    }
  }
  dynamic "minimum_load_balancer_capacity" {
    for_each = [for x in [var.minimum_load_balancer_capacity] : x if x == null ? false : length(x) > 0]
    content {
      capacity_units = try(minimum_load_balancer_capacity.value.capacity_units, null)
    }
  }
  dynamic "subnet_mapping" {
    for_each = var.subnet_mapping
    content {
      allocation_id        = try(subnet_mapping.value.allocation_id, null)
      ipv6_address         = try(subnet_mapping.value.ipv6_address, null)
      private_ipv4_address = try(subnet_mapping.value.private_ipv4_address, null)
      subnet_id            = subnet_mapping.value.subnet_id
    }
  }
  dynamic "timeouts" {
    for_each = [for x in [var.timeouts] : x if x == null ? false : length(x) > 0]
    content {
      create = try(timeouts.value.create, null)
      update = try(timeouts.value.update, null)
      delete = try(timeouts.value.delete, null)
    }
  }
}

locals {
  listeners = { for k, l in var.listeners : k => {
    value    = l
    port     = try(coalesce(l.port, var.default_port), var.default_port)
    protocol = try(coalesce(l.protocol, var.default_protocol), var.default_protocol)
  } }
  listener_rules = flatten([for k, l in var.listeners : [for name, r in try(coalesce(l.rules, {}), {}) : { key = "${k}/${name}", listener = k, rule = r }]])
  certificates   = flatten([for k, l in var.listeners : [for i, arn in try(coalesce(l.additional_certificate_arns, []), []) : { key = "${k}/${i}", listener = k, arn = arn }]])
}

resource "aws_lb_listener" "this" {
  for_each = { for k, l in local.listeners : k => l if local.create }

  region            = var.region
  load_balancer_arn = aws_lb.this[0].arn
  alpn_policy       = try(each.value.value.alpn_policy, null)
  certificate_arn   = try(each.value.value.certificate_arn, null)
  port              = each.value.port
  protocol          = each.value.protocol
  ssl_policy        = try(each.value.value.ssl_policy, null) != null ? each.value.value.ssl_policy : contains(["HTTPS", "TLS"], each.value.protocol) ? (local.v10_up ? "ELBSecurityPolicy-TLS13-1-3-2021-06" : "ELBSecurityPolicy-TLS13-1-2-Res-2021-06") : null
  tags              = merge(local.tags, try(each.value.value.tags, null))

  dynamic "default_action" {
    for_each = [for a in [try(each.value.value.authenticate_cognito, null)] : a if a != null]
    content {
      type  = "authenticate-cognito"
      order = try(default_action.value.order, null)
    }
  }
  dynamic "default_action" {
    for_each = [for a in [try(each.value.value.authenticate_oidc, null)] : a if a != null]
    content {
      type  = "authenticate-oidc"
      order = try(default_action.value.order, null)
    }
  }
  dynamic "default_action" {
    for_each = [for a in [try(each.value.value.fixed_response, null)] : a if a != null]
    content {
      type  = "fixed-response"
      order = try(default_action.value.order, null)
      fixed_response {
        content_type = try(default_action.value.content_type, null)
        message_body = try(default_action.value.message_body, null)
        status_code  = try(default_action.value.status_code, null)
      }
    }
  }
  dynamic "default_action" {
    for_each = [for a in [try(each.value.value.forward, null)] : a if a != null]
    content {
      type  = "forward"
      order = try(default_action.value.order, null)
      target_group_arn = try(default_action.value.target_group_arn, default_action.value.arn, aws_lb_target_group.this[default_action.value.target_group_key].arn, null)
    }
  }
  dynamic "default_action" {
    for_each = [for a in [try(each.value.value.weighted_forward, null)] : a if a != null]
    content {
      type  = "forward"
      order = try(default_action.value.order, null)
      forward {
        dynamic "target_group" {
          for_each = default_action.value.target_groups
          content {
            arn    = try(target_group.value.arn, aws_lb_target_group.this[target_group.value.target_group_key].arn, null)
            weight = try(target_group.value.weight, null)
          }
        }
        dynamic "stickiness" {
          for_each = [for s in [try(default_action.value.stickiness, null)] : s if s != null]
          content {
            duration = try(stickiness.value.duration, 60)
            enabled  = try(stickiness.value.enabled, null)
          }
        }
      }
    }
  }
  dynamic "default_action" {
    for_each = [for a in [try(each.value.value.redirect, null)] : a if a != null]
    content {
      type  = "redirect"
      order = try(default_action.value.order, null)
      redirect {
        host        = try(default_action.value.host, null)
        path        = try(default_action.value.path, null)
        port        = try(default_action.value.port, null)
        protocol    = try(default_action.value.protocol, null)
        query       = try(default_action.value.query, null)
        status_code = try(default_action.value.status_code, null)
      }
    }
  }
  dynamic "mutual_authentication" {
    for_each = [for x in [try(each.value.value.mutual_authentication, null)] : x if x == null ? false : length(x) > 0]
    content {
      mode                             = try(mutual_authentication.value.mode, null)
      trust_store_arn                  = try(mutual_authentication.value.trust_store_arn, null)
      ignore_client_certificate_expiry = try(mutual_authentication.value.ignore_client_certificate_expiry, null)
    }
  }
}

resource "aws_lb_listener_rule" "this" {
  for_each = { for r in local.listener_rules : r.key => r if local.create }

  region       = var.region
  listener_arn = try(each.value.rule.listener_arn, aws_lb_listener.this[each.value.listener].arn)
  priority     = try(each.value.rule.priority, null)
  tags         = merge(local.tags, try(each.value.rule.tags, null))

  dynamic "action" {
    for_each = [for a in each.value.rule.actions : try(a.authenticate_cognito, a) if try(a.type, "") == "authenticate-cognito" || try(a.authenticate_cognito, null) != null]
    content {
      type  = "authenticate-cognito"
      order = try(action.value.order, null)
    }
  }
  dynamic "action" {
    for_each = [for a in each.value.rule.actions : try(a.authenticate_oidc, a) if try(a.type, "") == "authenticate-oidc" || try(a.authenticate_oidc, null) != null]
    content {
      type  = "authenticate-oidc"
      order = try(action.value.order, null)
    }
  }
  dynamic "action" {
    for_each = [for a in each.value.rule.actions : try(a.fixed_response, a) if try(a.type, "") == "fixed-response" || try(a.fixed_response, null) != null]
    content {
      type  = "fixed-response"
      order = try(action.value.order, null)
      fixed_response {
        content_type = try(action.value.content_type, null)
        message_body = try(action.value.message_body, null)
        status_code  = try(action.value.status_code, null)
      }
    }
  }
  dynamic "action" {
    for_each = [for a in each.value.rule.actions : try(a.forward, a) if try(a.type, "") == "forward" || try(a.forward, null) != null]
    content {
      type  = "forward"
      order = try(action.value.order, null)
      target_group_arn = try(action.value.target_group_arn, action.value.arn, aws_lb_target_group.this[action.value.target_group_key].arn, null)
    }
  }
  dynamic "action" {
    for_each = [for a in each.value.rule.actions : try(a.weighted_forward, a) if try(a.type, "") == "weighted-forward" || try(a.weighted_forward, null) != null]
    content {
      type  = "forward"
      order = try(action.value.order, null)
      forward {
        dynamic "target_group" {
          for_each = action.value.target_groups
          content {
            arn    = try(target_group.value.arn, aws_lb_target_group.this[target_group.value.target_group_key].arn, null)
            weight = try(target_group.value.weight, null)
          }
        }
        dynamic "stickiness" {
          for_each = [for s in [try(action.value.stickiness, null)] : s if s != null]
          content {
            duration = try(stickiness.value.duration, 60)
            enabled  = try(stickiness.value.enabled, null)
          }
        }
      }
    }
  }
  dynamic "action" {
    for_each = [for a in each.value.rule.actions : try(a.redirect, a) if try(a.type, "") == "redirect" || try(a.redirect, null) != null]
    content {
      type  = "redirect"
      order = try(action.value.order, null)
      redirect {
        host        = try(action.value.host, null)
        path        = try(action.value.path, null)
        port        = try(action.value.port, null)
        protocol    = try(action.value.protocol, null)
        query       = try(action.value.query, null)
        status_code = try(action.value.status_code, null)
      }
    }
  }
  dynamic "condition" {
    for_each = [for c in each.value.rule.conditions : c.host_header if try(c.host_header, null) != null]
    content {
      host_header {
        values = condition.value.values
      }
    }
  }
  dynamic "condition" {
    for_each = [for c in each.value.rule.conditions : c.http_request_method if try(c.http_request_method, null) != null]
    content {
      http_request_method {
        values = condition.value.values
      }
    }
  }
  dynamic "condition" {
    for_each = [for c in each.value.rule.conditions : c.path_pattern if try(c.path_pattern, null) != null]
    content {
      path_pattern {
        values = condition.value.values
      }
    }
  }
  dynamic "condition" {
    for_each = [for c in each.value.rule.conditions : c.source_ip if try(c.source_ip, null) != null]
    content {
      source_ip {
        values = condition.value.values
      }
    }
  }
  dynamic "condition" {
    for_each = [for c in each.value.rule.conditions : c.http_header if try(c.http_header, null) != null]
    content {
      http_header {
        http_header_name = condition.value.http_header_name
        values           = condition.value.values
      }
    }
  }
  dynamic "condition" {
    for_each = [for c in each.value.rule.conditions : flatten([c.query_string]) if try(c.query_string, null) != null]
    content {
      dynamic "query_string" {
        for_each = condition.value
        content {
          key   = try(query_string.value.key, null)
          value = query_string.value.value
        }
      }
    }
  }
}

resource "aws_lb_listener_certificate" "this" {
  for_each = { for c in local.certificates : c.key => c if local.create }

  region          = var.region
  listener_arn    = aws_lb_listener.this[each.value.listener].arn
  certificate_arn = each.value.arn
}

resource "aws_lb_target_group" "this" {
  for_each = { for k, v in var.target_groups : k => v if local.create }

  region                             = var.region
  vpc_id                             = try(coalesce(each.value.vpc_id, var.vpc_id), var.vpc_id)
  port                               = try(each.value.target_type, null) == "lambda" ? null : try(coalesce(each.value.port, var.default_port), var.default_port)
  protocol                           = try(each.value.target_type, null) == "lambda" ? null : try(coalesce(each.value.protocol, var.default_protocol), var.default_protocol)
  connection_termination             = try(each.value.connection_termination, null)
  deregistration_delay               = try(each.value.deregistration_delay, null)
  ip_address_type                    = try(each.value.ip_address_type, null)
  lambda_multi_value_headers_enabled = try(each.value.lambda_multi_value_headers_enabled, null)
  load_balancing_algorithm_type      = try(each.value.load_balancing_algorithm_type, null)
  load_balancing_anomaly_mitigation  = try(each.value.load_balancing_anomaly_mitigation, null)
  load_balancing_cross_zone_enabled  = try(each.value.load_balancing_cross_zone_enabled, null)
  name                               = try(each.value.name, null)
  name_prefix                        = try(each.value.name_prefix, null)
  preserve_client_ip                 = try(each.value.preserve_client_ip, null)
  protocol_version                   = try(each.value.protocol_version, null)
  proxy_protocol_v2                  = try(each.value.proxy_protocol_v2, null)
  slow_start                         = try(each.value.slow_start, null)
  target_type                        = try(each.value.target_type, null)
  tags                               = merge(local.tags, try(each.value.tags, null))

  dynamic "health_check" {
    for_each = [for x in [try(each.value.health_check, null)] : x if x == null ? false : length(x) > 0]
    content {
      enabled             = try(health_check.value.enabled, null)
      healthy_threshold   = try(health_check.value.healthy_threshold, null)
      interval            = try(health_check.value.interval, null)
      matcher             = try(health_check.value.matcher, null)
      path                = try(health_check.value.path, null)
      port                = try(health_check.value.port, null)
      protocol            = try(health_check.value.protocol, null)
      timeout             = try(health_check.value.timeout, null)
      unhealthy_threshold = try(health_check.value.unhealthy_threshold, null)
    }
  }
  dynamic "stickiness" {
    for_each = [for x in [try(each.value.stickiness, null)] : x if x == null ? false : length(x) > 0]
    content {
      type            = try(stickiness.value.type, null)
      cookie_duration = try(stickiness.value.cookie_duration, null)
      cookie_name     = try(stickiness.value.cookie_name, null)
      enabled         = try(stickiness.value.enabled, true)
    }
  }
  dynamic "target_health_state" {
    for_each = [for x in [try(each.value.target_health_state, null)] : x if x == null ? false : length(x) > 0]
    content {
      enable_unhealthy_connection_termination = try(target_health_state.value.enable_unhealthy_connection_termination, true)
      unhealthy_draining_interval             = try(target_health_state.value.unhealthy_draining_interval, null)
    }
  }
  dynamic "target_failover" {
    for_each = try(each.value.target_failover, null) == null ? [] : each.value.target_failover
    content {
      on_deregistration = target_failover.value.on_deregistration
      on_unhealthy      = target_failover.value.on_unhealthy
    }
  }
}

resource "aws_lb_target_group_attachment" "this" {
  for_each = { for k, v in var.target_groups : k => v if local.create && try(v.create_attachment, true) != false }

  region            = var.region
  target_group_arn  = aws_lb_target_group.this[each.key].arn
  target_id         = each.value.target_id
  port              = try(each.value.target_type, null) == "lambda" ? null : try(coalesce(each.value.port, var.default_port), var.default_port)
  availability_zone = try(each.value.availability_zone, null)
}

resource "aws_lb_target_group_attachment" "additional" {
  for_each = { for k, v in var.additional_target_group_attachments : k => v if local.create }

  region            = var.region
  target_group_arn  = aws_lb_target_group.this[each.value.target_group_key].arn
  target_id         = each.value.target_id
  port              = try(each.value.target_type, null) == "lambda" ? null : try(coalesce(each.value.port, var.default_port), var.default_port)
  availability_zone = try(each.value.availability_zone, null)
}

resource "aws_lambda_permission" "this" {
  for_each = { for k, v in var.target_groups : k => v if local.create && try(v.attach_lambda_permission, false) == true }

  region         = var.region
  function_name  = split(":", each.value.target_id)[6]
  qualifier      = try(each.value.lambda_qualifier, null)
  statement_id   = try(coalesce(each.value.lambda_statement_id, "AllowExecutionFromLb"), "AllowExecutionFromLb")
  action         = try(coalesce(each.value.lambda_action, "lambda:InvokeFunction"), "lambda:InvokeFunction")
  principal      = try(coalesce(each.value.lambda_principal, "elasticloadbalancing.${data.aws_partition.current.dns_suffix}"), "elasticloadbalancing.${data.aws_partition.current.dns_suffix}")
  source_arn     = aws_lb_target_group.this[each.key].arn
  source_account = try(each.value.lambda_source_account, null)
}

resource "aws_security_group" "this" {
  count = local.create_group ? 1 : 0

  region      = var.region
  name        = var.security_group_use_name_prefix ? null : local.group_name
  name_prefix = var.security_group_use_name_prefix ? "${local.group_name}-" : null
  description = coalesce(var.security_group_description, "Security group for ${local.group_name} ${var.load_balancer_type} load balancer")
  vpc_id      = var.vpc_id
  tags        = merge(local.tags, var.security_group_tags)
}

resource "aws_vpc_security_group_egress_rule" "this" {
  for_each = { for k, v in var.security_group_egress_rules : k => v if local.create_group }

  region                       = var.region
  security_group_id            = aws_security_group.this[0].id
  description                  = try(each.value.description, null)
  ip_protocol                  = try(coalesce(each.value.ip_protocol, "tcp"), "tcp")
  cidr_ipv4                    = try(each.value.cidr_ipv4, null)
  cidr_ipv6                    = try(each.value.cidr_ipv6, null)
  from_port                    = try(each.value.from_port, null)
  to_port                      = try(each.value.to_port, null)
  prefix_list_id               = try(each.value.prefix_list_id, null)
  referenced_security_group_id = try(each.value.referenced_security_group_id, null)
  tags                         = merge(local.tags, var.security_group_tags, { for k, v in { Name = try(coalesce(each.value.name), "${local.group_name}-${each.key}") } : k => v if local.v10_up }, try(each.value.tags, null))
}

resource "aws_vpc_security_group_ingress_rule" "this" {
  for_each = { for k, v in var.security_group_ingress_rules : k => v if local.create_group }

  region                       = var.region
  security_group_id            = aws_security_group.this[0].id
  description                  = try(each.value.description, null)
  ip_protocol                  = try(coalesce(each.value.ip_protocol, "tcp"), "tcp")
  cidr_ipv4                    = try(each.value.cidr_ipv4, null)
  cidr_ipv6                    = try(each.value.cidr_ipv6, null)
  from_port                    = try(each.value.from_port, null)
  to_port                      = try(each.value.to_port, null)
  prefix_list_id               = try(each.value.prefix_list_id, null)
  referenced_security_group_id = try(each.value.referenced_security_group_id, null)
  tags                         = merge(local.tags, var.security_group_tags, { for k, v in { Name = try(coalesce(each.value.name), "${local.group_name}-${each.key}") } : k => v if local.v10_up }, try(each.value.tags, null))
}

resource "aws_route53_record" "this" {
  for_each = { for k, v in var.route53_records : k => v if var.create }

  zone_id = each.value.zone_id
  name    = try(coalesce(each.value.name, each.key), each.key)
  type    = each.value.type
  alias {
    name                   = aws_lb.this[0].dns_name
    zone_id                = aws_lb.this[0].zone_id
    evaluate_target_health = try(coalesce(each.value.evaluate_target_health, true), true)
  }
}

resource "aws_wafv2_web_acl_association" "this" {
  count = var.associate_web_acl ? 1 : 0

  region       = var.region
  resource_arn = aws_lb.this[0].arn
  web_acl_arn  = var.web_acl_arn
}

output "id" { value = try(aws_lb.this[0].id, null) }
output "arn" { value = try(aws_lb.this[0].arn, null) }
output "arn_suffix" { value = try(aws_lb.this[0].arn_suffix, null) }
output "dns_name" { value = try(aws_lb.this[0].dns_name, null) }
output "zone_id" { value = try(aws_lb.this[0].zone_id, null) }
output "listeners" { value = aws_lb_listener.this }
output "listener_rules" { value = aws_lb_listener_rule.this }
output "target_groups" { value = aws_lb_target_group.this }
output "security_group_arn" { value = try(aws_security_group.this[0].arn, null) }
output "security_group_id" { value = try(aws_security_group.this[0].id, null) }
output "route53_records" { value = aws_route53_record.this }

variable "module_major" {}
variable "region" { default = null }
variable "name" { default = null }
variable "name_prefix" { default = null }
variable "subnets" { default = null }
variable "vpc_id" { default = null }
variable "security_group_name" { default = null }
variable "security_group_description" { default = null }
variable "web_acl_arn" { default = null }
variable "preserve_host_header" { default = null }
variable "enable_tls_version_and_cipher_suite_headers" { default = null }
variable "internal" { default = null }
variable "enable_waf_fail_open" { default = null }
variable "enable_http2" { default = null }
variable "enable_xff_client_port" { default = null }
variable "idle_timeout" { default = null }
variable "ip_address_type" { default = null }
variable "desync_mitigation_mode" { default = null }
variable "xff_header_processing_mode" { default = null }
variable "client_keep_alive" { default = null }
variable "customer_owned_ipv4_pool" { default = null }
variable "dns_record_client_routing_policy" { default = null }
variable "enable_zonal_shift" { default = null }
variable "enforce_security_group_inbound_rules_on_private_link_traffic" { default = null }
variable "access_logs" { default = null }
variable "connection_logs" { default = null }
variable "ipam_pools" { default = null }
variable "minimum_load_balancer_capacity" { default = null }
variable "timeouts" { default = null }
variable "create" { default = true }
variable "putin_khuylo" { default = true }
variable "create_security_group" { default = true }
variable "security_group_use_name_prefix" { default = true }
variable "drop_invalid_header_fields" { default = true }
variable "enable_deletion_protection" { default = true }
variable "enable_cross_zone_load_balancing" { default = true }
variable "associate_web_acl" { default = false }
variable "tags" { default = {} }
variable "security_group_tags" { default = {} }
variable "security_groups" { default = [] }
variable "load_balancer_type" { default = "application" }
variable "default_port" { default = 80 }
variable "default_protocol" { default = "HTTP" }
variable "listeners" {
  default  = {}
  nullable = false
}
variable "target_groups" {
  default  = {}
  nullable = false
}
variable "additional_target_group_attachments" {
  default  = {}
  nullable = false
}
variable "security_group_ingress_rules" {
  default  = {}
  nullable = false
}
variable "security_group_egress_rules" {
  default  = {}
  nullable = false
}
variable "route53_records" {
  default  = {}
  nullable = false
}
variable "subnet_mapping" {
  default  = []
  nullable = false
}
