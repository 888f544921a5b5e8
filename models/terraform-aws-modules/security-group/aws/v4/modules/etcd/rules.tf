locals {
  preset = ["etcd-client-tcp", "etcd-peer-tcp"]
}
