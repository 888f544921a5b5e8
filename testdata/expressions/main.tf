variable "sens" {
  type      = string
  sensitive = true
  default   = "sec"
}
variable "senslist" {
  type      = list(string)
  sensitive = true
  default   = ["p", "q"]
}
variable "eph" {
  type      = string
  ephemeral = true
  default   = "eee"
}
variable "lo" {
  type = list(object({ a = string, n = optional(number, 5), t = optional(list(string)) }))
  default = [{ a = "x" }, { a = "y", n = 7, t = ["z"] }]
}
variable "nulls" {
  type    = string
  default = null
}
variable "nulll" {
  type    = list(string)
  default = null
}
variable "nullm" {
  type    = map(string)
  default = null
}
variable "any" {
  default = { k = [1, "b"] }
}
locals {
  ls  = tolist(["b", "a", "c"])
  ln  = tolist([3, 1, 2])
  le  = tolist([])
  ss  = toset(["b", "a"])
  sn  = toset([3, 1])
  ms  = tomap({ a = "x", b = "y" })
  mn  = tomap({ a = 1, b = 2 })
  ml  = tomap({ a = ["x", "y"], b = [] })
  ob  = { a = 1, b = "two", c = [true, null], d = { e = "f" } }
  tu  = [1, "two", true, null, { a = 1 }]
  lo  = [{ a = "x", b = 1 }, { a = "y", b = 2 }]
  em  = {}
  et  = []
}
resource "terraform_data" "s" {
  input = "abc"
}
resource "terraform_data" "n" {
  input = 5
}
resource "terraform_data" "b" {
  input = true
}
resource "terraform_data" "l" {
  input = tolist(["u", "v"])
}
resource "terraform_data" "t" {
  input = ["u", 1]
}
resource "terraform_data" "m" {
  input = tomap({ k = "v" })
}
resource "terraform_data" "o" {
  input = { k = "v", n = 1 }
}
resource "terraform_data" "set" {
  input = toset(["u", "v"])
}
resource "terraform_data" "c" {
  count = 2
  input = count.index
}
resource "terraform_data" "f" {
  for_each = toset(["x", "y"])
  input    = each.key
}
