locals {
  preset = ["rdp-tcp", "rdp-udp"]
}
