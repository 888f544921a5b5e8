locals {
  preset = ["https-443-tcp"]
}
