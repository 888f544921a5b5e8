# Calls of cloudposse/label/null. It makes no resources; what it makes of the same inputs is seen on the VPCs of cloudposse_vpc.tf, where they are too.

module "plain" {
  source    = "cloudposse/label/null"
  namespace = "eg"
  stage     = "prod"
  name      = "app"
}
module "attributes" {
  source     = "cloudposse/label/null"
  namespace  = "eg"
  name       = "app"
  attributes = ["blue", "blue", "Green!"]
  delimiter  = "_"
}
module "order" {
  source      = "cloudposse/label/null"
  namespace   = "eg"
  tenant      = "core"
  environment = "ue1"
  stage       = "dev"
  name        = "app"
  label_order = ["name", "tenant", "stage"]
}
module "cut" {
  source          = "cloudposse/label/null"
  namespace       = "eg"
  stage           = "production"
  name            = "a-rather-long-name"
  id_length_limit = 20
}
module "cases" {
  source           = "cloudposse/label/null"
  namespace        = "eG"
  name             = "App Name"
  label_key_case   = "lower"
  label_value_case = "title"
}
module "upper" {
  source           = "cloudposse/label/null"
  namespace        = "eg"
  name             = "app"
  label_key_case   = "upper"
  label_value_case = "upper"
  id_length_limit  = 6
}
module "own_tags" {
  source         = "cloudposse/label/null"
  namespace      = "eg"
  name           = "app"
  labels_as_tags = ["name"]
  tags           = { Team = "core", "kubernetes.io/cluster/demo" = "shared" }
}
module "from_context" {
  source     = "cloudposse/label/null"
  attributes = ["more"]
  tags       = { Owner = "b" }
  context = {
    enabled             = true
    namespace           = "eg"
    tenant              = null
    environment         = "ue1"
    stage               = null
    name                = "base"
    delimiter           = null
    attributes          = ["first"]
    tags                = { Owner = "a", Team = "core" }
    additional_tag_map  = {}
    label_order         = []
    regex_replace_chars = null
    id_length_limit     = null
    label_key_case      = null
    label_value_case    = null
    descriptor_formats  = {}
    labels_as_tags      = ["unset"]
  }
}
module "off" {
  source  = "cloudposse/label/null"
  enabled = false
  name    = "app"
}
module "descriptors" {
  source              = "cloudposse/label/null"
  namespace           = "eg"
  stage               = "dev"
  name                = "app.one"
  regex_replace_chars = "/[^a-z.]/"
  additional_tag_map  = { propagate_at_launch = "true" }
  descriptor_formats  = { stack = { format = "%v-%v", labels = ["namespace", "stage"] } }
}
