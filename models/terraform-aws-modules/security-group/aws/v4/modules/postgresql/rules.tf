locals {
  preset = ["postgresql-tcp"]
}
