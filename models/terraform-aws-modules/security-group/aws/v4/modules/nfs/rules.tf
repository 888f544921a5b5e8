locals {
  preset = ["nfs-tcp"]
}
