locals {
  preset = ["redis-tcp"]
}
