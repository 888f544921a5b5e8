variable "name" {
  type = string
}

variable "range" {
  type = string
}

variable "public" {
  type    = bool
  default = false
}

resource "aws_vpc" "this" {
  cidr_block = var.range
  tags       = { Name = var.name }
}

resource "aws_subnet" "this" {
  count      = 2
  vpc_id     = aws_vpc.this.id
  cidr_block = cidrsubnet(var.range, 8, count.index)
  tags       = { Name = "${var.name}-${count.index}" }
}

resource "aws_internet_gateway" "this" {
  count  = var.public ? 1 : 0
  vpc_id = aws_vpc.this.id
}

resource "aws_default_route_table" "this" {
  default_route_table_id = aws_vpc.this.default_route_table_id

  dynamic "route" {
    for_each = aws_internet_gateway.this
    content {
      cidr_block = "0.0.0.0/0"
      gateway_id = route.value.id
    }
  }
}

output "subnets" {
  value = aws_subnet.this[*].id
}
