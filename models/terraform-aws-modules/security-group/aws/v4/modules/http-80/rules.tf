locals {
  preset = ["http-80-tcp"]
}
