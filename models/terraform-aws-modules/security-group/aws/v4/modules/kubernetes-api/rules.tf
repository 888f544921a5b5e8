locals {
  preset = ["kubernetes-api-tcp"]
}
