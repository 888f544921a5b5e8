locals {
  preset = ["mysql-tcp"]
}
