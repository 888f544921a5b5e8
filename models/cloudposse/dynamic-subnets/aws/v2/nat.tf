# NAT gateways or instances, and the routes to them.

module "nat_label" {
  source     = "cloudposse/label/null"
  version    = "0.25.0"
  attributes = ["nat"]
  context    = module.this.context
}

module "nat_instance_label" {
  source     = "cloudposse/label/null"
  version    = "0.25.0"
  attributes = ["nat", "instance"]
  context    = module.this.context
}

resource "aws_eip" "default" {
  count = local.own_eips ? local.nat_count : 0
  tags  = merge(module.nat_label.tags, { Name = "${module.nat_label.id}${module.this.delimiter}${local.codes[local.public_zones[local.nat_places[count.index]]]}" })
}

resource "aws_nat_gateway" "default" {
  count         = local.gateways ? local.nat_count : 0
  allocation_id = local.allocations[count.index]
  subnet_id     = aws_subnet.public[local.nat_places[count.index]].id
  tags          = merge(module.nat_label.tags, { Name = "${module.nat_label.id}${module.this.delimiter}${local.codes[local.public_zones[local.nat_places[count.index]]]}" })
}

resource "aws_route" "nat4" {
  count                  = local.gateways && local.private4 ? local.private_table_count : 0
  route_table_id         = aws_route_table.private[count.index].id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.default[local.private_nat[count.index]].id
  timeouts {
    create = local.route_create
    delete = local.route_delete
  }
}

# To IPv4 from IPv6.
resource "aws_route" "private_nat64" {
  count                       = local.gateways && local.private_dns64 ? local.private_table_count : 0
  route_table_id              = aws_route_table.private[count.index].id
  destination_ipv6_cidr_block = "64:ff9b::/96"
  nat_gateway_id              = aws_nat_gateway.default[local.private_nat[count.index]].id
  timeouts {
    create = local.route_create
    delete = local.route_delete
  }
}

resource "aws_route" "public_nat64" {
  count                       = local.gateways && local.public_dns64 ? local.public_table_count : 0
  route_table_id              = local.public_tables[count.index]
  destination_ipv6_cidr_block = "64:ff9b::/96"
  nat_gateway_id              = aws_nat_gateway.default[local.public_nat[count.index]].id
  timeouts {
    create = local.route_create
    delete = local.route_delete
  }
}

resource "aws_security_group" "nat_instance" {
  count       = local.instances ? 1 : 0
  name        = module.nat_instance_label.id
  description = "Security Group for NAT Instance"
  vpc_id      = var.vpc_id
  tags        = module.nat_instance_label.tags
}

resource "aws_security_group_rule" "nat_instance_egress" {
  count             = local.instances ? 1 : 0
  type              = "egress"
  description       = "Allow all egress traffic"
  protocol          = "-1"
  from_port         = 0
  to_port           = 0
  cidr_blocks       = ["0.0.0.0/0"]
  security_group_id = aws_security_group.nat_instance[0].id
}

resource "aws_security_group_rule" "nat_instance_ingress" {
  count             = local.instances ? 1 : 0
  type              = "ingress"
  description       = "Allow ingress traffic from the VPC CIDR block"
  protocol          = "-1"
  from_port         = 0
  to_port           = 0
  cidr_blocks       = [local.block4]
  security_group_id = aws_security_group.nat_instance[0].id
}

data "aws_ami" "nat_instance" {
  count       = local.instances && length(var.nat_instance_ami_id) == 0 ? 1 : 0
  most_recent = true
  owners      = ["amazon"]
}

resource "aws_instance" "nat_instance" {
  count                       = local.instances ? local.nat_count : 0
  ami                         = length(var.nat_instance_ami_id) == 0 ? data.aws_ami.nat_instance[0].id : var.nat_instance_ami_id[0]
  instance_type               = var.nat_instance_type
  subnet_id                   = aws_subnet.public[local.nat_places[count.index]].id
  vpc_security_group_ids      = [aws_security_group.nat_instance[0].id]
  source_dest_check           = false
  associate_public_ip_address = true
  ebs_optimized               = true
  tags                        = merge(module.nat_instance_label.tags, { Name = "${module.nat_instance_label.id}${module.this.delimiter}${local.codes[local.public_zones[local.nat_places[count.index]]]}" })

  metadata_options {
    http_endpoint               = var.metadata_http_endpoint_enabled ? "enabled" : "disabled"
    http_put_response_hop_limit = var.metadata_http_put_response_hop_limit
    http_tokens                 = var.metadata_http_tokens_required ? "required" : "optional"
  }
  root_block_device {
    encrypted = var.root_block_device_encrypted == null ? var.nat_instance_root_block_device_encrypted : var.root_block_device_encrypted
  }
  dynamic "credit_specification" {
    for_each = var.nat_instance_cpu_credits_override == "" ? [] : [var.nat_instance_cpu_credits_override]
    content {
      cpu_credits = credit_specification.value
    }
  }
}

resource "aws_eip_association" "nat_instance" {
  count         = local.instances ? local.nat_count : 0
  instance_id   = aws_instance.nat_instance[count.index].id
  allocation_id = local.allocations[count.index]
}

resource "aws_route" "nat_instance" {
  count                  = local.instances ? local.private_table_count : 0
  route_table_id         = aws_route_table.private[count.index].id
  destination_cidr_block = "0.0.0.0/0"
  network_interface_id   = aws_instance.nat_instance[local.private_nat[count.index]].primary_network_interface_id
  timeouts {
    create = local.route_create
    delete = local.route_delete
  }
}
