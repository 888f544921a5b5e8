locals {
  preset = ["memcached-tcp"]
}
