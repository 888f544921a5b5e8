# A module of one's own, called for each of two networks and once more by count; what flows out of it is tagged and listed by the root.
provider "aws" {
  region = "eu-west-1"
}

variable "networks" {
  default = {
    blue  = { range = "10.80.0.0/16", public = true }
    green = { range = "10.81.0.0/16", public = false }
  }
}

module "network" {
  source   = "./network"
  for_each = var.networks
  name     = each.key
  range    = each.value.range
  public   = each.value.public
}

module "spare" {
  source = "./network"
  count  = 1
  name   = "spare-${count.index}"
  range  = "10.90.0.0/16"
}

resource "aws_ec2_tag" "discovery" {
  for_each    = { for k, n in module.network : k => n.subnets[0] }
  resource_id = each.value
  key         = "karpenter.sh/discovery"
  value       = each.key
}

output "subnets" {
  value = { for k, n in module.network : k => n.subnets }
}
