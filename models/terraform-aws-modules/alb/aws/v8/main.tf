# terraform-aws-modules/alb, major 8: the load balancer, its listeners and target groups in lists, its security group. Who logs in at a listener is not modelled.

locals {
  create       = var.create_lb && var.putin_khuylo
  create_group = local.create && var.create_security_group && var.load_balancer_type == "application"
  group_name   = try(coalesce(var.security_group_name, var.name, var.name_prefix), "")
}

resource "aws_lb" "this" {
  count = local.create ? 1 : 0

  name                                        = var.name
  name_prefix                                 = var.name_prefix
  load_balancer_type                          = var.load_balancer_type
  internal                                    = var.internal
  security_groups                             = var.create_security_group && var.load_balancer_type == "application" ? concat([aws_security_group.this[0].id], var.security_groups) : var.security_groups
  subnets                                     = var.subnets
  idle_timeout                                = var.idle_timeout
  enable_cross_zone_load_balancing            = var.enable_cross_zone_load_balancing
  enable_deletion_protection                  = var.enable_deletion_protection
  enable_http2                                = var.enable_http2
  enable_tls_version_and_cipher_suite_headers = var.enable_tls_version_and_cipher_suite_headers
  enable_xff_client_port                      = var.enable_xff_client_port
  ip_address_type                             = var.ip_address_type
  drop_invalid_header_fields                  = var.drop_invalid_header_fields
  preserve_host_header                        = var.preserve_host_header
  enable_waf_fail_open                        = var.enable_waf_fail_open
  desync_mitigation_mode                      = var.desync_mitigation_mode
  xff_header_processing_mode                  = var.xff_header_processing_mode
  tags                                        = merge({ Name = var.name != null ? var.name : var.name_prefix }, var.tags, var.lb_tags)

  dynamic "access_logs" {
    for_each = [for x in [var.access_logs] : x if x == null ? false : length(x) > 0]
    content {
      enabled = try(access_logs.value.enabled, try(access_logs.value.bucket, null) != null)
      bucket  = try(access_logs.value.bucket, null)
      prefix  = try(access_logs.value.prefix, null)
    }
  }
  dynamic "subnet_mapping" {
    for_each = var.subnet_mapping
    content {
      subnet_id            = subnet_mapping.value.subnet_id
      allocation_id        = try(subnet_mapping.value.allocation_id, null)
      private_ipv4_address = try(subnet_mapping.value.private_ipv4_address, null)
      ipv6_address         = try(subnet_mapping.value.ipv6_address, null)
    }
  }
  timeouts {
    create = var.load_balancer_create_timeout
    update = var.load_balancer_update_timeout
    delete = var.load_balancer_delete_timeout
  }
}

resource "aws_lb_target_group" "main" {
  count = local.create ? length(var.target_groups) : 0

  vpc_id                             = var.vpc_id
  port                               = try(var.target_groups[count.index].backend_port, null)
  protocol                           = try(upper(var.target_groups[count.index].backend_protocol), null)
  protocol_version                   = try(upper(var.target_groups[count.index].protocol_version), null)
  proxy_protocol_v2                  = try(var.target_groups[count.index].proxy_protocol_v2, false)
  lambda_multi_value_headers_enabled = try(var.target_groups[count.index].lambda_multi_value_headers_enabled, false)
  name                               = try(var.target_groups[count.index].name, null)
  name_prefix                        = try(var.target_groups[count.index].name_prefix, null)
  target_type                        = try(var.target_groups[count.index].target_type, null)
  connection_termination             = try(var.target_groups[count.index].connection_termination, null)
  deregistration_delay               = try(var.target_groups[count.index].deregistration_delay, null)
  slow_start                         = try(var.target_groups[count.index].slow_start, null)
  load_balancing_algorithm_type      = try(var.target_groups[count.index].load_balancing_algorithm_type, null)
  preserve_client_ip                 = try(var.target_groups[count.index].preserve_client_ip, null)
  ip_address_type                    = try(var.target_groups[count.index].ip_address_type, null)
  load_balancing_cross_zone_enabled  = try(var.target_groups[count.index].load_balancing_cross_zone_enabled, null)
  tags                               = merge(var.tags, var.target_group_tags, try(var.target_groups[count.index].tags, {}), { Name = try(var.target_groups[count.index].name, var.target_groups[count.index].name_prefix, "") })

  dynamic "health_check" {
    for_each = [for x in [try(var.target_groups[count.index].health_check, null)] : x if x == null ? false : length(x) > 0]
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
    for_each = [for x in [try(var.target_groups[count.index].stickiness, null)] : x if x == null ? false : length(x) > 0]
    content {
      enabled         = try(stickiness.value.enabled, null)
      cookie_duration = try(stickiness.value.cookie_duration, null)
      type            = try(stickiness.value.type, null)
      cookie_name     = try(stickiness.value.cookie_name, null)
    }
  }
}

locals {
  attachments = { for a in flatten([for i, g in var.target_groups : [for k, t in try(g.targets, {}) : merge({ group = i, key = "${i}.${k}" }, t)]]) : a.key => a }
}

resource "aws_lb_target_group_attachment" "this" {
  for_each = { for k, v in local.attachments : k => v if local.create }

  target_group_arn  = aws_lb_target_group.main[each.value.group].arn
  target_id         = each.value.target_id
  port              = try(each.value.port, null)
  availability_zone = try(each.value.availability_zone, null)
}

resource "aws_lambda_permission" "lb" {
  for_each = { for k, v in local.attachments : k => v if local.create && try(v.attach_lambda_permission, false) == true }

  function_name  = each.value.lambda_function_name
  qualifier      = try(each.value.lambda_qualifier, null)
  statement_id   = try(each.value.lambda_statement_id, "AllowExecutionFromLb")
  action         = try(each.value.lambda_action, "lambda:InvokeFunction")
  principal      = try(each.value.lambda_principal, "elasticloadbalancing.amazonaws.com")
  source_arn     = aws_lb_target_group.main[each.value.group].arn
  source_account = try(each.value.lambda_source_account, null)
}

resource "aws_lb_listener" "frontend_http_tcp" {
  count = local.create ? length(var.http_tcp_listeners) : 0

  load_balancer_arn = aws_lb.this[0].arn
  port              = var.http_tcp_listeners[count.index].port
  protocol          = var.http_tcp_listeners[count.index].protocol
  tags              = merge(var.tags, var.http_tcp_listeners_tags, try(var.http_tcp_listeners[count.index].tags, {}))

  default_action {
    type             = try(var.http_tcp_listeners[count.index].action_type, "forward")
    target_group_arn = contains(["", "forward"], coalesce(try(var.http_tcp_listeners[count.index].action_type, null), "forward")) ? aws_lb_target_group.main[try(var.http_tcp_listeners[count.index].target_group_index, count.index)].id : null
    dynamic "redirect" {
      for_each = [for x in [try(var.http_tcp_listeners[count.index].redirect, null)] : x if x == null ? false : length(x) > 0]
      content {
        path        = try(redirect.value.path, null)
        host        = try(redirect.value.host, null)
        port        = try(redirect.value.port, null)
        protocol    = try(redirect.value.protocol, null)
        query       = try(redirect.value.query, null)
        status_code = try(redirect.value.status_code, null)
      }
    }
    dynamic "fixed_response" {
      for_each = [for x in [try(var.http_tcp_listeners[count.index].fixed_response, null)] : x if x == null ? false : length(x) > 0]
      content {
        content_type = try(fixed_response.value.content_type, null)
        message_body = try(fixed_response.value.message_body, null)
        status_code  = try(fixed_response.value.status_code, null)
      }
    }
    dynamic "forward" {
      for_each = [for f in [try(var.http_tcp_listeners[count.index].forward, null)] : f if f != null]
      content {
        dynamic "target_group" {
          for_each = forward.value.target_groups
          content {
            arn    = aws_lb_target_group.main[target_group.value.target_group_index].id
            weight = try(target_group.value.weight, null)
          }
        }
      }
    }
  }
  dynamic "default_action" {
    for_each = [for l in [var.http_tcp_listeners[count.index]] : l if contains(["authenticate-oidc", "authenticate-cognito"], try(l.action_type, ""))]
    content {
      type             = "forward"
      target_group_arn = aws_lb_target_group.main[try(default_action.value.target_group_index, count.index)].id
    }
  }
}

resource "aws_lb_listener" "frontend_https" {
  count = local.create ? length(var.https_listeners) : 0

  load_balancer_arn = aws_lb.this[0].arn
  port              = var.https_listeners[count.index].port
  protocol          = try(var.https_listeners[count.index].protocol, "HTTPS")
  certificate_arn   = var.https_listeners[count.index].certificate_arn
  ssl_policy        = try(var.https_listeners[count.index].ssl_policy, var.listener_ssl_policy_default)
  alpn_policy       = try(var.https_listeners[count.index].alpn_policy, null)
  tags              = merge(var.tags, var.https_listeners_tags, try(var.https_listeners[count.index].tags, {}))

  default_action {
    type             = try(var.https_listeners[count.index].action_type, "forward")
    target_group_arn = contains(["", "forward"], coalesce(try(var.https_listeners[count.index].action_type, null), "forward")) ? aws_lb_target_group.main[try(var.https_listeners[count.index].target_group_index, count.index)].id : null
    dynamic "redirect" {
      for_each = [for x in [try(var.https_listeners[count.index].redirect, null)] : x if x == null ? false : length(x) > 0]
      content {
        path        = try(redirect.value.path, null)
        host        = try(redirect.value.host, null)
        port        = try(redirect.value.port, null)
        protocol    = try(redirect.value.protocol, null)
        query       = try(redirect.value.query, null)
        status_code = try(redirect.value.status_code, null)
      }
    }
    dynamic "fixed_response" {
      for_each = [for x in [try(var.https_listeners[count.index].fixed_response, null)] : x if x == null ? false : length(x) > 0]
      content {
        content_type = try(fixed_response.value.content_type, null)
        message_body = try(fixed_response.value.message_body, null)
        status_code  = try(fixed_response.value.status_code, null)
      }
    }
    dynamic "forward" {
      for_each = [for f in [try(var.https_listeners[count.index].forward, null)] : f if f != null]
      content {
        dynamic "target_group" {
          for_each = forward.value.target_groups
          content {
            arn    = aws_lb_target_group.main[target_group.value.target_group_index].id
            weight = try(target_group.value.weight, null)
          }
        }
      }
    }
  }
  dynamic "default_action" {
    for_each = [for l in [var.https_listeners[count.index]] : l if contains(["authenticate-oidc", "authenticate-cognito"], try(l.action_type, ""))]
    content {
      type             = "forward"
      target_group_arn = aws_lb_target_group.main[try(default_action.value.target_group_index, count.index)].id
    }
  }
}

resource "aws_lb_listener_rule" "https_listener_rule" {
  count = local.create ? length(var.https_listener_rules) : 0

  listener_arn = aws_lb_listener.frontend_https[try(var.https_listener_rules[count.index].https_listener_index, count.index)].arn
  priority     = try(var.https_listener_rules[count.index].priority, null)
  tags         = merge(var.tags, var.https_listener_rules_tags, try(var.https_listener_rules[count.index].tags, {}))

  dynamic "action" {
    for_each = var.https_listener_rules[count.index].actions
    content {
      type             = action.value.type == "weighted-forward" ? "forward" : action.value.type
      target_group_arn = action.value.type == "forward" ? aws_lb_target_group.main[try(action.value.target_group_index, count.index)].id : null
      dynamic "redirect" {
        for_each = [for x in [action.value.type == "redirect" ? action.value : null] : x if x == null ? false : length(x) > 0]
        content {
          host        = try(redirect.value.host, null)
          path        = try(redirect.value.path, null)
          port        = try(redirect.value.port, null)
          protocol    = try(redirect.value.protocol, null)
          query       = try(redirect.value.query, null)
          status_code = try(redirect.value.status_code, null)
        }
      }
      dynamic "fixed_response" {
        for_each = [for x in [action.value.type == "fixed-response" ? action.value : null] : x if x == null ? false : length(x) > 0]
        content {
          message_body = try(fixed_response.value.message_body, null)
          status_code  = try(fixed_response.value.status_code, null)
          content_type = try(fixed_response.value.content_type, null)
        }
      }
      dynamic "forward" {
        for_each = [for a in [action.value] : a if a.type == "weighted-forward"]
        content {
          dynamic "target_group" {
            for_each = forward.value.target_groups
            content {
              arn    = aws_lb_target_group.main[target_group.value.target_group_index].id
              weight = target_group.value.weight
            }
          }
          dynamic "stickiness" {
            for_each = [try(forward.value.stickiness, {})]
            content {
              enabled  = try(stickiness.value.enabled, false)
              duration = try(stickiness.value.duration, 1)
            }
          }
        }
      }
    }
  }
  dynamic "condition" {
    for_each = [for c in var.https_listener_rules[count.index].conditions : c.path_patterns if length(try(c.path_patterns, [])) > 0]
    content {
      path_pattern {
        values = condition.value
      }
    }
  }
  dynamic "condition" {
    for_each = [for c in var.https_listener_rules[count.index].conditions : c.host_headers if length(try(c.host_headers, [])) > 0]
    content {
      host_header {
        values = condition.value
      }
    }
  }
  dynamic "condition" {
    for_each = [for c in var.https_listener_rules[count.index].conditions : c.http_request_methods if length(try(c.http_request_methods, [])) > 0]
    content {
      http_request_method {
        values = condition.value
      }
    }
  }
  dynamic "condition" {
    for_each = [for c in var.https_listener_rules[count.index].conditions : c.source_ips if length(try(c.source_ips, [])) > 0]
    content {
      source_ip {
        values = condition.value
      }
    }
  }
}

resource "aws_lb_listener_rule" "http_tcp_listener_rule" {
  count = local.create ? length(var.http_tcp_listener_rules) : 0

  listener_arn = aws_lb_listener.frontend_http_tcp[try(var.http_tcp_listener_rules[count.index].http_tcp_listener_index, count.index)].arn
  priority     = try(var.http_tcp_listener_rules[count.index].priority, null)
  tags         = merge(var.tags, var.http_tcp_listener_rules_tags, try(var.http_tcp_listener_rules[count.index].tags, {}))

  dynamic "action" {
    for_each = var.http_tcp_listener_rules[count.index].actions
    content {
      type             = action.value.type == "weighted-forward" ? "forward" : action.value.type
      target_group_arn = action.value.type == "forward" ? aws_lb_target_group.main[try(action.value.target_group_index, count.index)].id : null
      dynamic "redirect" {
        for_each = [for x in [action.value.type == "redirect" ? action.value : null] : x if x == null ? false : length(x) > 0]
        content {
          host        = try(redirect.value.host, null)
          path        = try(redirect.value.path, null)
          port        = try(redirect.value.port, null)
          protocol    = try(redirect.value.protocol, null)
          query       = try(redirect.value.query, null)
          status_code = try(redirect.value.status_code, null)
        }
      }
      dynamic "fixed_response" {
        for_each = [for x in [action.value.type == "fixed-response" ? action.value : null] : x if x == null ? false : length(x) > 0]
        content {
          message_body = try(fixed_response.value.message_body, null)
          status_code  = try(fixed_response.value.status_code, null)
          content_type = try(fixed_response.value.content_type, null)
        }
      }
      dynamic "forward" {
        for_each = [for a in [action.value] : a if a.type == "weighted-forward"]
        content {
          dynamic "target_group" {
            for_each = forward.value.target_groups
            content {
              arn    = aws_lb_target_group.main[target_group.value.target_group_index].id
              weight = target_group.value.weight
            }
          }
          dynamic "stickiness" {
            for_each = [try(forward.value.stickiness, {})]
            content {
              enabled  = try(stickiness.value.enabled, false)
              duration = try(stickiness.value.duration, 1)
            }
          }
        }
      }
    }
  }
  dynamic "condition" {
    for_each = [for c in var.http_tcp_listener_rules[count.index].conditions : c.path_patterns if length(try(c.path_patterns, [])) > 0]
    content {
      path_pattern {
        values = condition.value
      }
    }
  }
  dynamic "condition" {
    for_each = [for c in var.http_tcp_listener_rules[count.index].conditions : c.host_headers if length(try(c.host_headers, [])) > 0]
    content {
      host_header {
        values = condition.value
      }
    }
  }
  dynamic "condition" {
    for_each = [for c in var.http_tcp_listener_rules[count.index].conditions : c.http_request_methods if length(try(c.http_request_methods, [])) > 0]
    content {
      http_request_method {
        values = condition.value
      }
    }
  }
  dynamic "condition" {
    for_each = [for c in var.http_tcp_listener_rules[count.index].conditions : c.source_ips if length(try(c.source_ips, [])) > 0]
    content {
      source_ip {
        values = condition.value
      }
    }
  }
}

resource "aws_lb_listener_certificate" "https_listener" {
  count = local.create ? length(var.extra_ssl_certs) : 0

  listener_arn    = aws_lb_listener.frontend_https[var.extra_ssl_certs[count.index].https_listener_index].arn
  certificate_arn = var.extra_ssl_certs[count.index].certificate_arn
}

resource "aws_security_group" "this" {
  count = local.create_group ? 1 : 0

  name        = var.security_group_use_name_prefix ? null : local.group_name
  name_prefix = var.security_group_use_name_prefix ? "${local.group_name}-" : null
  description = var.security_group_description
  vpc_id      = var.vpc_id
  tags        = merge(var.tags, var.security_group_tags, { Name = local.group_name })
}

resource "aws_security_group_rule" "this" {
  for_each = { for k, v in var.security_group_rules : k => v if local.create_group }

  security_group_id        = aws_security_group.this[0].id
  protocol                 = each.value.protocol
  from_port                = each.value.from_port
  to_port                  = each.value.to_port
  type                     = each.value.type
  description              = try(each.value.description, null)
  cidr_blocks              = try(each.value.cidr_blocks, null)
  ipv6_cidr_blocks         = try(each.value.ipv6_cidr_blocks, null)
  prefix_list_ids          = try(each.value.prefix_list_ids, null)
  self                     = try(each.value.self, null)
  source_security_group_id = try(each.value.source_security_group_id, null)
}

resource "aws_wafv2_web_acl_association" "this" {
  count = var.web_acl_arn != null ? 1 : 0

  resource_arn = aws_lb.this[0].arn
  web_acl_arn  = var.web_acl_arn
}

output "lb_id" { value = try(aws_lb.this[0].id, "") }
output "lb_arn" { value = try(aws_lb.this[0].arn, "") }
output "lb_dns_name" { value = try(aws_lb.this[0].dns_name, "") }
output "lb_arn_suffix" { value = try(aws_lb.this[0].arn_suffix, "") }
output "lb_zone_id" { value = try(aws_lb.this[0].zone_id, "") }
output "http_tcp_listener_arns" { value = aws_lb_listener.frontend_http_tcp[*].arn }
output "http_tcp_listener_ids" { value = aws_lb_listener.frontend_http_tcp[*].id }
output "https_listener_arns" { value = aws_lb_listener.frontend_https[*].arn }
output "https_listener_ids" { value = aws_lb_listener.frontend_https[*].id }
output "target_group_arns" { value = aws_lb_target_group.main[*].arn }
output "target_group_arn_suffixes" { value = aws_lb_target_group.main[*].arn_suffix }
output "target_group_names" { value = aws_lb_target_group.main[*].name }
output "target_group_attachments" { value = { for k, v in aws_lb_target_group_attachment.this : k => v.id } }
output "security_group_arn" { value = try(aws_security_group.this[0].arn, null) }
output "security_group_id" { value = try(aws_security_group.this[0].id, null) }

variable "name" { default = null }
variable "name_prefix" { default = null }
variable "subnets" { default = null }
variable "vpc_id" { default = null }
variable "security_group_name" { default = null }
variable "security_group_description" { default = null }
variable "web_acl_arn" { default = null }
variable "create_lb" { default = true }
variable "putin_khuylo" { default = true }
variable "create_security_group" { default = true }
variable "security_group_use_name_prefix" { default = true }
variable "enable_http2" { default = true }
variable "enable_xff_client_port" { default = true }
variable "drop_invalid_header_fields" { default = false }
variable "enable_deletion_protection" { default = false }
variable "enable_cross_zone_load_balancing" { default = false }
variable "preserve_host_header" { default = false }
variable "enable_tls_version_and_cipher_suite_headers" { default = false }
variable "internal" { default = false }
variable "enable_waf_fail_open" { default = false }
variable "tags" { default = {} }
variable "lb_tags" { default = {} }
variable "target_group_tags" { default = {} }
variable "https_listener_rules_tags" { default = {} }
variable "http_tcp_listener_rules_tags" { default = {} }
variable "https_listeners_tags" { default = {} }
variable "http_tcp_listeners_tags" { default = {} }
variable "security_group_rules" { default = {} }
variable "security_group_tags" { default = {} }
variable "access_logs" { default = {} }
variable "extra_ssl_certs" { default = [] }
variable "https_listeners" { default = [] }
variable "http_tcp_listeners" { default = [] }
variable "https_listener_rules" { default = [] }
variable "http_tcp_listener_rules" { default = [] }
variable "target_groups" { default = [] }
variable "subnet_mapping" { default = [] }
variable "security_groups" { default = [] }
variable "load_balancer_create_timeout" { default = "10m" }
variable "load_balancer_delete_timeout" { default = "10m" }
variable "load_balancer_update_timeout" { default = "10m" }
variable "load_balancer_type" { default = "application" }
variable "ip_address_type" { default = "ipv4" }
variable "idle_timeout" { default = 60 }
variable "listener_ssl_policy_default" { default = "ELBSecurityPolicy-2016-08" }
variable "desync_mitigation_mode" { default = "defensive" }
variable "xff_header_processing_mode" { default = "append" }
