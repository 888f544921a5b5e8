locals {
  preset = ["mongodb-27017-tcp", "mongodb-27018-tcp", "mongodb-27019-tcp"]
}
