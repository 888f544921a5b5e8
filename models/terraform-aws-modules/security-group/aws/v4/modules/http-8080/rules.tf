locals {
  preset = ["http-8080-tcp"]
}
