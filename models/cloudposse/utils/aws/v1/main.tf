# Short names of regions and zones: what the subnets' names are made of. Of the module's tables only those; "fixed" names are not modelled.

variable "unused" { default = null }

locals {
  regions = ["af-south-1", "ap-east-1", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-south-2", "ap-southeast-1", "ap-southeast-2", "ap-southeast-3", "ap-southeast-4", "ca-central-1",
  "eu-central-1", "eu-central-2", "eu-north-1", "eu-south-1", "eu-south-2", "eu-west-1", "eu-west-2", "eu-west-3", "me-central-1", "me-south-1", "sa-east-1", "us-east-1", "us-east-2", "us-west-1", "us-west-2"]
  points = { north = "n", northeast = "ne", east = "e", southeast = "se", south = "s", southwest = "sw", west = "w", northwest = "nw", central = "c" }
  short  = { for r in local.regions : r => "${split("-", r)[0]}${local.points[split("-", r)[1]]}${split("-", r)[2]}" }
  zones  = merge([for r, s in local.short : { for z in ["a", "b", "c", "d", "e", "f"] : "${r}${z}" => "${s}${z}" }]...)
}

output "region_az_alt_code_maps" {
  value = {
    to_short   = merge(local.short, local.zones)
    from_short = { for k, v in merge(local.short, local.zones) : v => k }
    identity   = { for k, v in merge(local.short, local.zones) : k => k }
  }
}
