# Two networks and the connection between them: options apart, routes both ways, resolution of names one way.
provider "aws" {
  region = "eu-west-1"
}

variable "networks" {
  type = map(string)
  default = {
    clusters  = "10.40.0.0/16"
    databases = "10.41.0.0/16"
  }
}

resource "aws_vpc" "network" {
  for_each             = var.networks
  cidr_block           = each.value
  enable_dns_hostnames = true
}

resource "aws_subnet" "inside" {
  for_each   = var.networks
  vpc_id     = aws_vpc.network[each.key].id
  cidr_block = cidrsubnet(each.value, 8, 1)
}

resource "aws_route_table" "inside" {
  for_each = var.networks
  vpc_id   = aws_vpc.network[each.key].id
}

resource "aws_route_table_association" "inside" {
  for_each       = var.networks
  subnet_id      = aws_subnet.inside[each.key].id
  route_table_id = aws_route_table.inside[each.key].id
}

resource "aws_vpc_peering_connection" "between" {
  vpc_id      = aws_vpc.network["clusters"].id
  peer_vpc_id = aws_vpc.network["databases"].id
  auto_accept = true
}

resource "aws_vpc_peering_connection_options" "between" {
  vpc_peering_connection_id = aws_vpc_peering_connection.between.id
  requester {
    allow_remote_vpc_dns_resolution = true
  }
}

resource "aws_route" "across" {
  for_each                  = { clusters = "databases", databases = "clusters" }
  route_table_id            = aws_route_table.inside[each.key].id
  destination_cidr_block    = var.networks[each.value]
  vpc_peering_connection_id = aws_vpc_peering_connection.between.id
}
