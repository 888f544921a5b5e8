# terraform-aws-modules/security-group, majors 4 and 5: one group and its rules, in a resource for each way to write them.

locals {
  create = var.create && var.putin_khuylo
  id     = var.create_sg ? try(aws_security_group.this[0].id, aws_security_group.this_name_prefix[0].id, "") : var.security_group_id

  # Rules by name, the usual ones: from, to, protocol, description. Others are not known.
  rules = {
    "http-80-tcp"            = [80, 80, "tcp", "HTTP"]
    "http-8080-tcp"          = [8080, 8080, "tcp", "HTTP"]
    "https-443-tcp"          = [443, 443, "tcp", "HTTPS"]
    "https-8443-tcp"         = [8443, 8443, "tcp", "HTTPS"]
    "ssh-tcp"                = [22, 22, "tcp", "SSH"]
    "postgresql-tcp"         = [5432, 5432, "tcp", "PostgreSQL"]
    "mysql-tcp"              = [3306, 3306, "tcp", "MySQL/Aurora"]
    "mssql-tcp"              = [1433, 1433, "tcp", "MSSQL Server"]
    "oracle-db-tcp"          = [1521, 1521, "tcp", "Oracle"]
    "redis-tcp"              = [6379, 6379, "tcp", "Redis"]
    "memcached-tcp"          = [11211, 11211, "tcp", "Memcached"]
    "mongodb-27017-tcp"      = [27017, 27017, "tcp", "MongoDB"]
    "redshift-tcp"           = [5439, 5439, "tcp", "Redshift"]
    "nfs-tcp"                = [2049, 2049, "tcp", "NFS/EFS"]
    "dns-tcp"                = [53, 53, "tcp", "DNS"]
    "dns-udp"                = [53, 53, "udp", "DNS"]
    "ntp-udp"                = [123, 123, "udp", "NTP"]
    "kubernetes-api-tcp"     = [6443, 6443, "tcp", "Kubernetes API Server"]
    "elasticsearch-rest-tcp" = [9200, 9200, "tcp", "Elasticsearch REST interface"]
    "elasticsearch-java-tcp" = [9300, 9300, "tcp", "Elasticsearch Java interface"]
    "kafka-broker-tcp"       = [9092, 9092, "tcp", "Kafka PLAINTEXT enable broker 0.8.2+"]
    "kafka-broker-tls-tcp"   = [9094, 9094, "tcp", "Kafka TLS enabled broker 0.8.2+"]
    "zookeeper-2181-tcp"     = [2181, 2181, "tcp", "Zookeeper"]
    "prometheus-http-tcp"    = [9090, 9090, "tcp", "Prometheus"]
    "grafana-tcp"            = [3000, 3000, "tcp", "Grafana Dashboard"]
    "ldap-tcp"               = [389, 389, "tcp", "LDAP"]
    "ldaps-tcp"              = [636, 636, "tcp", "LDAPS"]
    "rdp-tcp"                = [3389, 3389, "tcp", "Remote Desktop"]
    "winrm-http-tcp"         = [5985, 5985, "tcp", "WinRM HTTP"]
    "winrm-https-tcp"        = [5986, 5986, "tcp", "WinRM HTTPS"]
    "smtp-tcp"               = [25, 25, "tcp", "SMTP"]
    "smtps-465-tcp"          = [465, 465, "tcp", "SMTPS"]
    "ipsec-500-udp"          = [500, 500, "udp", "IPSEC ISAKMP"]
    "ipsec-4500-udp"         = [4500, 4500, "udp", "IPSEC NAT-T"]
    "openvpn-udp"            = [1194, 1194, "udp", "OpenVPN"]
    "all-all"                = [-1, -1, "-1", "All protocols"]
    "all-tcp"                = [0, 65535, "tcp", "All TCP ports"]
    "all-udp"                = [0, 65535, "udp", "All UDP ports"]
    "all-icmp"               = [-1, -1, "icmp", "All IPV4 ICMP"]
  }
}

data "external" "other_rules" {}

resource "aws_security_group" "this" {
  count = local.create && var.create_sg && !var.use_name_prefix ? 1 : 0

  name                   = var.name
  description            = var.description
  vpc_id                 = var.vpc_id
  revoke_rules_on_delete = var.revoke_rules_on_delete
  tags                   = merge({ Name = var.name }, var.tags)

  timeouts {
    create = var.create_timeout
    delete = var.delete_timeout
  }
}

resource "aws_security_group" "this_name_prefix" {
  count = local.create && var.create_sg && var.use_name_prefix ? 1 : 0

  name_prefix            = "${var.name}-"
  description            = var.description
  vpc_id                 = var.vpc_id
  revoke_rules_on_delete = var.revoke_rules_on_delete
  tags                   = merge({ Name = var.name }, var.tags)

  timeouts {
    create = var.create_timeout
    delete = var.delete_timeout
  }
}

resource "aws_security_group_rule" "ingress_rules" {
  count = local.create ? length(var.ingress_rules) : 0

  security_group_id = local.id
  type              = "ingress"
  cidr_blocks       = var.ingress_cidr_blocks
  ipv6_cidr_blocks  = var.ingress_ipv6_cidr_blocks
  prefix_list_ids   = var.ingress_prefix_list_ids
  description       = try(local.rules[var.ingress_rules[count.index]][3], data.external.other_rules.result.description)
  from_port         = try(local.rules[var.ingress_rules[count.index]][0], data.external.other_rules.result.from)
  to_port           = try(local.rules[var.ingress_rules[count.index]][1], data.external.other_rules.result.to)
  protocol          = try(local.rules[var.ingress_rules[count.index]][2], data.external.other_rules.result.protocol)
}

resource "aws_security_group_rule" "ingress_with_source_security_group_id" {
  count = local.create ? length(var.ingress_with_source_security_group_id) : 0

  security_group_id = local.id
  type              = "ingress"
  source_security_group_id = var.ingress_with_source_security_group_id[count.index].source_security_group_id
  prefix_list_ids          = var.ingress_prefix_list_ids
  description       = try(var.ingress_with_source_security_group_id[count.index].description, "Ingress Rule")
  from_port         = try(var.ingress_with_source_security_group_id[count.index].from_port, local.rules[var.ingress_with_source_security_group_id[count.index].rule][0], data.external.other_rules.result.from)
  to_port           = try(var.ingress_with_source_security_group_id[count.index].to_port, local.rules[var.ingress_with_source_security_group_id[count.index].rule][1], data.external.other_rules.result.to)
  protocol          = try(var.ingress_with_source_security_group_id[count.index].protocol, local.rules[var.ingress_with_source_security_group_id[count.index].rule][2], data.external.other_rules.result.protocol)
}

resource "aws_security_group_rule" "ingress_with_cidr_blocks" {
  count = local.create ? length(var.ingress_with_cidr_blocks) : 0

  security_group_id = local.id
  type              = "ingress"
  cidr_blocks       = compact(split(",", try(var.ingress_with_cidr_blocks[count.index].cidr_blocks, join(",", var.ingress_cidr_blocks))))
  prefix_list_ids   = var.module_major >= 5 ? null : var.ingress_prefix_list_ids
  description       = try(var.ingress_with_cidr_blocks[count.index].description, "Ingress Rule")
  from_port         = try(var.ingress_with_cidr_blocks[count.index].from_port, local.rules[var.ingress_with_cidr_blocks[count.index].rule][0], data.external.other_rules.result.from)
  to_port           = try(var.ingress_with_cidr_blocks[count.index].to_port, local.rules[var.ingress_with_cidr_blocks[count.index].rule][1], data.external.other_rules.result.to)
  protocol          = try(var.ingress_with_cidr_blocks[count.index].protocol, local.rules[var.ingress_with_cidr_blocks[count.index].rule][2], data.external.other_rules.result.protocol)
}

resource "aws_security_group_rule" "ingress_with_ipv6_cidr_blocks" {
  count = local.create ? length(var.ingress_with_ipv6_cidr_blocks) : 0

  security_group_id = local.id
  type              = "ingress"
  ipv6_cidr_blocks  = compact(split(",", try(var.ingress_with_ipv6_cidr_blocks[count.index].ipv6_cidr_blocks, join(",", var.ingress_ipv6_cidr_blocks))))
  description       = try(var.ingress_with_ipv6_cidr_blocks[count.index].description, "Ingress Rule")
  from_port         = try(var.ingress_with_ipv6_cidr_blocks[count.index].from_port, local.rules[var.ingress_with_ipv6_cidr_blocks[count.index].rule][0], data.external.other_rules.result.from)
  to_port           = try(var.ingress_with_ipv6_cidr_blocks[count.index].to_port, local.rules[var.ingress_with_ipv6_cidr_blocks[count.index].rule][1], data.external.other_rules.result.to)
  protocol          = try(var.ingress_with_ipv6_cidr_blocks[count.index].protocol, local.rules[var.ingress_with_ipv6_cidr_blocks[count.index].rule][2], data.external.other_rules.result.protocol)
}

resource "aws_security_group_rule" "ingress_with_self" {
  count = local.create ? length(var.ingress_with_self) : 0

  security_group_id = local.id
  type              = "ingress"
  self              = try(var.ingress_with_self[count.index].self, true)
  prefix_list_ids   = var.ingress_prefix_list_ids
  description       = try(var.ingress_with_self[count.index].description, "Ingress Rule")
  from_port         = try(var.ingress_with_self[count.index].from_port, local.rules[var.ingress_with_self[count.index].rule][0], data.external.other_rules.result.from)
  to_port           = try(var.ingress_with_self[count.index].to_port, local.rules[var.ingress_with_self[count.index].rule][1], data.external.other_rules.result.to)
  protocol          = try(var.ingress_with_self[count.index].protocol, local.rules[var.ingress_with_self[count.index].rule][2], data.external.other_rules.result.protocol)
}

resource "aws_security_group_rule" "ingress_with_prefix_list_ids" {
  count = local.create ? length(var.ingress_with_prefix_list_ids) : 0

  security_group_id = local.id
  type              = "ingress"
  prefix_list_ids   = compact(split(",", try(var.ingress_with_prefix_list_ids[count.index].prefix_list_ids, join(",", var.ingress_prefix_list_ids))))
  description       = try(var.ingress_with_prefix_list_ids[count.index].description, "Ingress Rule")
  from_port         = try(var.ingress_with_prefix_list_ids[count.index].from_port, local.rules[var.ingress_with_prefix_list_ids[count.index].rule][0], data.external.other_rules.result.from)
  to_port           = try(var.ingress_with_prefix_list_ids[count.index].to_port, local.rules[var.ingress_with_prefix_list_ids[count.index].rule][1], data.external.other_rules.result.to)
  protocol          = try(var.ingress_with_prefix_list_ids[count.index].protocol, local.rules[var.ingress_with_prefix_list_ids[count.index].rule][2], data.external.other_rules.result.protocol)
}

resource "aws_security_group_rule" "computed_ingress_rules" {
  count = local.create ? var.number_of_computed_ingress_rules : 0

  security_group_id = local.id
  type              = "ingress"
  cidr_blocks       = var.ingress_cidr_blocks
  ipv6_cidr_blocks  = var.ingress_ipv6_cidr_blocks
  prefix_list_ids   = var.ingress_prefix_list_ids
  description       = try(local.rules[var.computed_ingress_rules[count.index]][3], data.external.other_rules.result.description)
  from_port         = try(local.rules[var.computed_ingress_rules[count.index]][0], data.external.other_rules.result.from)
  to_port           = try(local.rules[var.computed_ingress_rules[count.index]][1], data.external.other_rules.result.to)
  protocol          = try(local.rules[var.computed_ingress_rules[count.index]][2], data.external.other_rules.result.protocol)
}

resource "aws_security_group_rule" "computed_ingress_with_source_security_group_id" {
  count = local.create ? var.number_of_computed_ingress_with_source_security_group_id : 0

  security_group_id = local.id
  type              = "ingress"
  source_security_group_id = var.computed_ingress_with_source_security_group_id[count.index].source_security_group_id
  prefix_list_ids          = var.ingress_prefix_list_ids
  description       = try(var.computed_ingress_with_source_security_group_id[count.index].description, "Ingress Rule")
  from_port         = try(var.computed_ingress_with_source_security_group_id[count.index].from_port, local.rules[var.computed_ingress_with_source_security_group_id[count.index].rule][0], data.external.other_rules.result.from)
  to_port           = try(var.computed_ingress_with_source_security_group_id[count.index].to_port, local.rules[var.computed_ingress_with_source_security_group_id[count.index].rule][1], data.external.other_rules.result.to)
  protocol          = try(var.computed_ingress_with_source_security_group_id[count.index].protocol, local.rules[var.computed_ingress_with_source_security_group_id[count.index].rule][2], data.external.other_rules.result.protocol)
}

resource "aws_security_group_rule" "computed_ingress_with_cidr_blocks" {
  count = local.create ? var.number_of_computed_ingress_with_cidr_blocks : 0

  security_group_id = local.id
  type              = "ingress"
  cidr_blocks       = compact(split(",", try(var.computed_ingress_with_cidr_blocks[count.index].cidr_blocks, join(",", var.ingress_cidr_blocks))))
  prefix_list_ids   = var.module_major >= 5 ? null : var.ingress_prefix_list_ids
  description       = try(var.computed_ingress_with_cidr_blocks[count.index].description, "Ingress Rule")
  from_port         = try(var.computed_ingress_with_cidr_blocks[count.index].from_port, local.rules[var.computed_ingress_with_cidr_blocks[count.index].rule][0], data.external.other_rules.result.from)
  to_port           = try(var.computed_ingress_with_cidr_blocks[count.index].to_port, local.rules[var.computed_ingress_with_cidr_blocks[count.index].rule][1], data.external.other_rules.result.to)
  protocol          = try(var.computed_ingress_with_cidr_blocks[count.index].protocol, local.rules[var.computed_ingress_with_cidr_blocks[count.index].rule][2], data.external.other_rules.result.protocol)
}

resource "aws_security_group_rule" "computed_ingress_with_ipv6_cidr_blocks" {
  count = local.create ? var.number_of_computed_ingress_with_ipv6_cidr_blocks : 0

  security_group_id = local.id
  type              = "ingress"
  ipv6_cidr_blocks  = compact(split(",", try(var.computed_ingress_with_ipv6_cidr_blocks[count.index].ipv6_cidr_blocks, join(",", var.ingress_ipv6_cidr_blocks))))
  description       = try(var.computed_ingress_with_ipv6_cidr_blocks[count.index].description, "Ingress Rule")
  from_port         = try(var.computed_ingress_with_ipv6_cidr_blocks[count.index].from_port, local.rules[var.computed_ingress_with_ipv6_cidr_blocks[count.index].rule][0], data.external.other_rules.result.from)
  to_port           = try(var.computed_ingress_with_ipv6_cidr_blocks[count.index].to_port, local.rules[var.computed_ingress_with_ipv6_cidr_blocks[count.index].rule][1], data.external.other_rules.result.to)
  protocol          = try(var.computed_ingress_with_ipv6_cidr_blocks[count.index].protocol, local.rules[var.computed_ingress_with_ipv6_cidr_blocks[count.index].rule][2], data.external.other_rules.result.protocol)
}

resource "aws_security_group_rule" "computed_ingress_with_self" {
  count = local.create ? var.number_of_computed_ingress_with_self : 0

  security_group_id = local.id
  type              = "ingress"
  self              = try(var.computed_ingress_with_self[count.index].self, true)
  prefix_list_ids   = var.ingress_prefix_list_ids
  description       = try(var.computed_ingress_with_self[count.index].description, "Ingress Rule")
  from_port         = try(var.computed_ingress_with_self[count.index].from_port, local.rules[var.computed_ingress_with_self[count.index].rule][0], data.external.other_rules.result.from)
  to_port           = try(var.computed_ingress_with_self[count.index].to_port, local.rules[var.computed_ingress_with_self[count.index].rule][1], data.external.other_rules.result.to)
  protocol          = try(var.computed_ingress_with_self[count.index].protocol, local.rules[var.computed_ingress_with_self[count.index].rule][2], data.external.other_rules.result.protocol)
}

resource "aws_security_group_rule" "computed_ingress_with_prefix_list_ids" {
  count = local.create ? var.number_of_computed_ingress_with_prefix_list_ids : 0

  security_group_id = local.id
  type              = "ingress"
  prefix_list_ids   = compact(split(",", try(var.computed_ingress_with_prefix_list_ids[count.index].prefix_list_ids, join(",", var.ingress_prefix_list_ids))))
  description       = try(var.computed_ingress_with_prefix_list_ids[count.index].description, "Ingress Rule")
  from_port         = try(var.computed_ingress_with_prefix_list_ids[count.index].from_port, local.rules[var.computed_ingress_with_prefix_list_ids[count.index].rule][0], data.external.other_rules.result.from)
  to_port           = try(var.computed_ingress_with_prefix_list_ids[count.index].to_port, local.rules[var.computed_ingress_with_prefix_list_ids[count.index].rule][1], data.external.other_rules.result.to)
  protocol          = try(var.computed_ingress_with_prefix_list_ids[count.index].protocol, local.rules[var.computed_ingress_with_prefix_list_ids[count.index].rule][2], data.external.other_rules.result.protocol)
}

resource "aws_security_group_rule" "egress_rules" {
  count = local.create ? length(var.egress_rules) : 0

  security_group_id = local.id
  type              = "egress"
  cidr_blocks       = var.egress_cidr_blocks
  ipv6_cidr_blocks  = var.egress_ipv6_cidr_blocks
  prefix_list_ids   = var.egress_prefix_list_ids
  description       = try(local.rules[var.egress_rules[count.index]][3], data.external.other_rules.result.description)
  from_port         = try(local.rules[var.egress_rules[count.index]][0], data.external.other_rules.result.from)
  to_port           = try(local.rules[var.egress_rules[count.index]][1], data.external.other_rules.result.to)
  protocol          = try(local.rules[var.egress_rules[count.index]][2], data.external.other_rules.result.protocol)
}

resource "aws_security_group_rule" "egress_with_source_security_group_id" {
  count = local.create ? length(var.egress_with_source_security_group_id) : 0

  security_group_id = local.id
  type              = "egress"
  source_security_group_id = var.egress_with_source_security_group_id[count.index].source_security_group_id
  prefix_list_ids          = var.egress_prefix_list_ids
  description       = try(var.egress_with_source_security_group_id[count.index].description, "Egress Rule")
  from_port         = try(var.egress_with_source_security_group_id[count.index].from_port, local.rules[var.egress_with_source_security_group_id[count.index].rule][0], data.external.other_rules.result.from)
  to_port           = try(var.egress_with_source_security_group_id[count.index].to_port, local.rules[var.egress_with_source_security_group_id[count.index].rule][1], data.external.other_rules.result.to)
  protocol          = try(var.egress_with_source_security_group_id[count.index].protocol, local.rules[var.egress_with_source_security_group_id[count.index].rule][2], data.external.other_rules.result.protocol)
}

resource "aws_security_group_rule" "egress_with_cidr_blocks" {
  count = local.create ? length(var.egress_with_cidr_blocks) : 0

  security_group_id = local.id
  type              = "egress"
  cidr_blocks       = compact(split(",", try(var.egress_with_cidr_blocks[count.index].cidr_blocks, join(",", var.egress_cidr_blocks))))
  prefix_list_ids   = var.module_major >= 5 ? null : var.egress_prefix_list_ids
  description       = try(var.egress_with_cidr_blocks[count.index].description, "Egress Rule")
  from_port         = try(var.egress_with_cidr_blocks[count.index].from_port, local.rules[var.egress_with_cidr_blocks[count.index].rule][0], data.external.other_rules.result.from)
  to_port           = try(var.egress_with_cidr_blocks[count.index].to_port, local.rules[var.egress_with_cidr_blocks[count.index].rule][1], data.external.other_rules.result.to)
  protocol          = try(var.egress_with_cidr_blocks[count.index].protocol, local.rules[var.egress_with_cidr_blocks[count.index].rule][2], data.external.other_rules.result.protocol)
}

resource "aws_security_group_rule" "egress_with_ipv6_cidr_blocks" {
  count = local.create ? length(var.egress_with_ipv6_cidr_blocks) : 0

  security_group_id = local.id
  type              = "egress"
  ipv6_cidr_blocks  = compact(split(",", try(var.egress_with_ipv6_cidr_blocks[count.index].ipv6_cidr_blocks, join(",", var.egress_ipv6_cidr_blocks))))
  description       = try(var.egress_with_ipv6_cidr_blocks[count.index].description, "Egress Rule")
  from_port         = try(var.egress_with_ipv6_cidr_blocks[count.index].from_port, local.rules[var.egress_with_ipv6_cidr_blocks[count.index].rule][0], data.external.other_rules.result.from)
  to_port           = try(var.egress_with_ipv6_cidr_blocks[count.index].to_port, local.rules[var.egress_with_ipv6_cidr_blocks[count.index].rule][1], data.external.other_rules.result.to)
  protocol          = try(var.egress_with_ipv6_cidr_blocks[count.index].protocol, local.rules[var.egress_with_ipv6_cidr_blocks[count.index].rule][2], data.external.other_rules.result.protocol)
}

resource "aws_security_group_rule" "egress_with_self" {
  count = local.create ? length(var.egress_with_self) : 0

  security_group_id = local.id
  type              = "egress"
  self              = try(var.egress_with_self[count.index].self, true)
  prefix_list_ids   = var.egress_prefix_list_ids
  description       = try(var.egress_with_self[count.index].description, "Egress Rule")
  from_port         = try(var.egress_with_self[count.index].from_port, local.rules[var.egress_with_self[count.index].rule][0], data.external.other_rules.result.from)
  to_port           = try(var.egress_with_self[count.index].to_port, local.rules[var.egress_with_self[count.index].rule][1], data.external.other_rules.result.to)
  protocol          = try(var.egress_with_self[count.index].protocol, local.rules[var.egress_with_self[count.index].rule][2], data.external.other_rules.result.protocol)
}

resource "aws_security_group_rule" "egress_with_prefix_list_ids" {
  count = local.create ? length(var.egress_with_prefix_list_ids) : 0

  security_group_id = local.id
  type              = "egress"
  prefix_list_ids   = compact(split(",", try(var.egress_with_prefix_list_ids[count.index].prefix_list_ids, join(",", var.egress_prefix_list_ids))))
  description       = try(var.egress_with_prefix_list_ids[count.index].description, "Egress Rule")
  from_port         = try(var.egress_with_prefix_list_ids[count.index].from_port, local.rules[var.egress_with_prefix_list_ids[count.index].rule][0], data.external.other_rules.result.from)
  to_port           = try(var.egress_with_prefix_list_ids[count.index].to_port, local.rules[var.egress_with_prefix_list_ids[count.index].rule][1], data.external.other_rules.result.to)
  protocol          = try(var.egress_with_prefix_list_ids[count.index].protocol, local.rules[var.egress_with_prefix_list_ids[count.index].rule][2], data.external.other_rules.result.protocol)
}

resource "aws_security_group_rule" "computed_egress_rules" {
  count = local.create ? var.number_of_computed_egress_rules : 0

  security_group_id = local.id
  type              = "egress"
  cidr_blocks       = var.egress_cidr_blocks
  ipv6_cidr_blocks  = var.egress_ipv6_cidr_blocks
  prefix_list_ids   = var.egress_prefix_list_ids
  description       = try(local.rules[var.computed_egress_rules[count.index]][3], data.external.other_rules.result.description)
  from_port         = try(local.rules[var.computed_egress_rules[count.index]][0], data.external.other_rules.result.from)
  to_port           = try(local.rules[var.computed_egress_rules[count.index]][1], data.external.other_rules.result.to)
  protocol          = try(local.rules[var.computed_egress_rules[count.index]][2], data.external.other_rules.result.protocol)
}

resource "aws_security_group_rule" "computed_egress_with_source_security_group_id" {
  count = local.create ? var.number_of_computed_egress_with_source_security_group_id : 0

  security_group_id = local.id
  type              = "egress"
  source_security_group_id = var.computed_egress_with_source_security_group_id[count.index].source_security_group_id
  prefix_list_ids          = var.egress_prefix_list_ids
  description       = try(var.computed_egress_with_source_security_group_id[count.index].description, "Egress Rule")
  from_port         = try(var.computed_egress_with_source_security_group_id[count.index].from_port, local.rules[var.computed_egress_with_source_security_group_id[count.index].rule][0], data.external.other_rules.result.from)
  to_port           = try(var.computed_egress_with_source_security_group_id[count.index].to_port, local.rules[var.computed_egress_with_source_security_group_id[count.index].rule][1], data.external.other_rules.result.to)
  protocol          = try(var.computed_egress_with_source_security_group_id[count.index].protocol, local.rules[var.computed_egress_with_source_security_group_id[count.index].rule][2], data.external.other_rules.result.protocol)
}

resource "aws_security_group_rule" "computed_egress_with_cidr_blocks" {
  count = local.create ? var.number_of_computed_egress_with_cidr_blocks : 0

  security_group_id = local.id
  type              = "egress"
  cidr_blocks       = compact(split(",", try(var.computed_egress_with_cidr_blocks[count.index].cidr_blocks, join(",", var.egress_cidr_blocks))))
  prefix_list_ids   = var.module_major >= 5 ? null : var.egress_prefix_list_ids
  description       = try(var.computed_egress_with_cidr_blocks[count.index].description, "Egress Rule")
  from_port         = try(var.computed_egress_with_cidr_blocks[count.index].from_port, local.rules[var.computed_egress_with_cidr_blocks[count.index].rule][0], data.external.other_rules.result.from)
  to_port           = try(var.computed_egress_with_cidr_blocks[count.index].to_port, local.rules[var.computed_egress_with_cidr_blocks[count.index].rule][1], data.external.other_rules.result.to)
  protocol          = try(var.computed_egress_with_cidr_blocks[count.index].protocol, local.rules[var.computed_egress_with_cidr_blocks[count.index].rule][2], data.external.other_rules.result.protocol)
}

resource "aws_security_group_rule" "computed_egress_with_ipv6_cidr_blocks" {
  count = local.create ? var.number_of_computed_egress_with_ipv6_cidr_blocks : 0

  security_group_id = local.id
  type              = "egress"
  ipv6_cidr_blocks  = compact(split(",", try(var.computed_egress_with_ipv6_cidr_blocks[count.index].ipv6_cidr_blocks, join(",", var.egress_ipv6_cidr_blocks))))
  description       = try(var.computed_egress_with_ipv6_cidr_blocks[count.index].description, "Egress Rule")
  from_port         = try(var.computed_egress_with_ipv6_cidr_blocks[count.index].from_port, local.rules[var.computed_egress_with_ipv6_cidr_blocks[count.index].rule][0], data.external.other_rules.result.from)
  to_port           = try(var.computed_egress_with_ipv6_cidr_blocks[count.index].to_port, local.rules[var.computed_egress_with_ipv6_cidr_blocks[count.index].rule][1], data.external.other_rules.result.to)
  protocol          = try(var.computed_egress_with_ipv6_cidr_blocks[count.index].protocol, local.rules[var.computed_egress_with_ipv6_cidr_blocks[count.index].rule][2], data.external.other_rules.result.protocol)
}

resource "aws_security_group_rule" "computed_egress_with_self" {
  count = local.create ? var.number_of_computed_egress_with_self : 0

  security_group_id = local.id
  type              = "egress"
  self              = try(var.computed_egress_with_self[count.index].self, true)
  prefix_list_ids   = var.egress_prefix_list_ids
  description       = try(var.computed_egress_with_self[count.index].description, "Egress Rule")
  from_port         = try(var.computed_egress_with_self[count.index].from_port, local.rules[var.computed_egress_with_self[count.index].rule][0], data.external.other_rules.result.from)
  to_port           = try(var.computed_egress_with_self[count.index].to_port, local.rules[var.computed_egress_with_self[count.index].rule][1], data.external.other_rules.result.to)
  protocol          = try(var.computed_egress_with_self[count.index].protocol, local.rules[var.computed_egress_with_self[count.index].rule][2], data.external.other_rules.result.protocol)
}

resource "aws_security_group_rule" "computed_egress_with_prefix_list_ids" {
  count = local.create ? var.number_of_computed_egress_with_prefix_list_ids : 0

  security_group_id = local.id
  type              = "egress"
  prefix_list_ids   = compact(split(",", try(var.computed_egress_with_prefix_list_ids[count.index].prefix_list_ids, join(",", var.egress_prefix_list_ids))))
  description       = try(var.computed_egress_with_prefix_list_ids[count.index].description, "Egress Rule")
  from_port         = try(var.computed_egress_with_prefix_list_ids[count.index].from_port, local.rules[var.computed_egress_with_prefix_list_ids[count.index].rule][0], data.external.other_rules.result.from)
  to_port           = try(var.computed_egress_with_prefix_list_ids[count.index].to_port, local.rules[var.computed_egress_with_prefix_list_ids[count.index].rule][1], data.external.other_rules.result.to)
  protocol          = try(var.computed_egress_with_prefix_list_ids[count.index].protocol, local.rules[var.computed_egress_with_prefix_list_ids[count.index].rule][2], data.external.other_rules.result.protocol)
}

variable "module_major" {}
output "security_group_arn" { value = try(aws_security_group.this[0].arn, aws_security_group.this_name_prefix[0].arn, "") }
output "security_group_id" { value = try(aws_security_group.this[0].id, aws_security_group.this_name_prefix[0].id, "") }
output "security_group_vpc_id" { value = try(aws_security_group.this[0].vpc_id, aws_security_group.this_name_prefix[0].vpc_id, "") }
output "security_group_owner_id" { value = try(aws_security_group.this[0].owner_id, aws_security_group.this_name_prefix[0].owner_id, "") }
output "security_group_name" { value = try(aws_security_group.this[0].name, aws_security_group.this_name_prefix[0].name, "") }
output "security_group_description" { value = try(aws_security_group.this[0].description, aws_security_group.this_name_prefix[0].description, "") }

variable "create" { default = true }
variable "create_sg" { default = true }
variable "putin_khuylo" { default = true }
variable "use_name_prefix" { default = true }
variable "revoke_rules_on_delete" { default = false }
variable "name" { default = null }
variable "description" { default = "Security Group managed by Terraform" }
variable "vpc_id" { default = null }
variable "security_group_id" { default = null }
variable "tags" { default = {} }
variable "ingress_cidr_blocks" { default = [] }
variable "ingress_ipv6_cidr_blocks" { default = [] }
variable "ingress_prefix_list_ids" { default = [] }
variable "egress_cidr_blocks" { default = ["0.0.0.0/0"] }
variable "egress_ipv6_cidr_blocks" { default = ["::/0"] }
variable "egress_prefix_list_ids" { default = [] }
variable "computed_egress_rules" { default = [] }
variable "number_of_computed_egress_rules" { default = 0 }
variable "computed_egress_with_cidr_blocks" { default = [] }
variable "number_of_computed_egress_with_cidr_blocks" { default = 0 }
variable "computed_egress_with_ipv6_cidr_blocks" { default = [] }
variable "number_of_computed_egress_with_ipv6_cidr_blocks" { default = 0 }
variable "computed_egress_with_prefix_list_ids" { default = [] }
variable "number_of_computed_egress_with_prefix_list_ids" { default = 0 }
variable "computed_egress_with_self" { default = [] }
variable "number_of_computed_egress_with_self" { default = 0 }
variable "computed_egress_with_source_security_group_id" { default = [] }
variable "number_of_computed_egress_with_source_security_group_id" { default = 0 }
variable "computed_ingress_rules" { default = [] }
variable "number_of_computed_ingress_rules" { default = 0 }
variable "computed_ingress_with_cidr_blocks" { default = [] }
variable "number_of_computed_ingress_with_cidr_blocks" { default = 0 }
variable "computed_ingress_with_ipv6_cidr_blocks" { default = [] }
variable "number_of_computed_ingress_with_ipv6_cidr_blocks" { default = 0 }
variable "computed_ingress_with_prefix_list_ids" { default = [] }
variable "number_of_computed_ingress_with_prefix_list_ids" { default = 0 }
variable "computed_ingress_with_self" { default = [] }
variable "number_of_computed_ingress_with_self" { default = 0 }
variable "computed_ingress_with_source_security_group_id" { default = [] }
variable "number_of_computed_ingress_with_source_security_group_id" { default = 0 }
variable "egress_rules" { default = [] }
variable "egress_with_cidr_blocks" { default = [] }
variable "egress_with_ipv6_cidr_blocks" { default = [] }
variable "egress_with_prefix_list_ids" { default = [] }
variable "egress_with_self" { default = [] }
variable "egress_with_source_security_group_id" { default = [] }
variable "ingress_rules" { default = [] }
variable "ingress_with_cidr_blocks" { default = [] }
variable "ingress_with_ipv6_cidr_blocks" { default = [] }
variable "ingress_with_prefix_list_ids" { default = [] }
variable "ingress_with_self" { default = [] }
variable "ingress_with_source_security_group_id" { default = [] }
variable "create_timeout" { default = "10m" }
variable "delete_timeout" { default = "15m" }
