variable "region" {
  default = "eu-central-1"
}

locals {
  zones = ["${var.region}a", "${var.region}b"]
}

provider "aws" {
  region = var.region
}

resource "aws_vpc" "shop" {
  cidr_block = "10.20.0.0/16"
  # enable_dns_hostnames is not set: false, and nobody inside will resolve the private endpoint
}

resource "aws_internet_gateway" "shop" {
  vpc_id = aws_vpc.shop.id
}

resource "aws_subnet" "public" {
  count             = 2
  vpc_id            = aws_vpc.shop.id
  cidr_block        = cidrsubnet(aws_vpc.shop.cidr_block, 8, count.index)
  availability_zone = local.zones[count.index]
  tags              = { Name = "shop-public-${local.zones[count.index]}" }
}

resource "aws_subnet" "private" {
  count             = 2
  vpc_id            = aws_vpc.shop.id
  cidr_block        = cidrsubnet(aws_vpc.shop.cidr_block, 4, count.index + 1)
  availability_zone = local.zones[count.index]
  tags = {
    Name                              = "shop-private-${local.zones[count.index]}"
    "kubernetes.io/role/internal-elb" = "1"
  }
}

resource "aws_subnet" "data" {
  count             = 2
  vpc_id            = aws_vpc.shop.id
  cidr_block        = cidrsubnet(aws_vpc.shop.cidr_block, 8, count.index + 200)
  availability_zone = local.zones[count.index]
}

resource "aws_eip" "nat" {
  domain = "vpc"
}

resource "aws_nat_gateway" "shop" {
  allocation_id = aws_eip.nat.id
  subnet_id     = aws_subnet.public[0].id
}

resource "aws_route_table" "public" {
  vpc_id = aws_vpc.shop.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.shop.id
  }
}

resource "aws_route_table" "private" {
  vpc_id = aws_vpc.shop.id
  route {
    cidr_block     = "0.0.0.0/0"
    nat_gateway_id = aws_nat_gateway.shop.id
  }
}

resource "aws_route_table_association" "public" {
  count          = 2
  subnet_id      = aws_subnet.public[count.index].id
  route_table_id = aws_route_table.public.id
}

resource "aws_route_table_association" "private" {
  count          = 2
  subnet_id      = aws_subnet.private[count.index].id
  route_table_id = aws_route_table.private.id
}

# The data tier shares the private table, and with it the way out.
resource "aws_route_table_association" "data" {
  count          = 2
  subnet_id      = aws_subnet.data[count.index].id
  route_table_id = aws_route_table.private.id
}

resource "aws_db_subnet_group" "orders" {
  name       = "orders"
  subnet_ids = aws_subnet.data[*].id
}
