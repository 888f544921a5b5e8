locals {
  preset = ["elasticsearch-rest-tcp", "elasticsearch-java-tcp"]
}
