locals {
  preset = ["ssh-tcp"]
}
