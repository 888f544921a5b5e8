locals {
  preset = ["https-8443-tcp"]
}
