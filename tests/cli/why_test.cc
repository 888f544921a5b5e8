// plumb why on a small root with a variables file, locals, count, for_each and a local module: every step down to where it was written.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "support/binary.h"

namespace plumb {
namespace {

using Json = nlohmann::json;

constexpr const char* kMain = R"(variable "cidr" { default = "10.0.0.0/16" }
variable "env" {}
variable "secret" {
  default   = "s3"
  sensitive = true
}
locals {
  zones = ["a", "b"]
  tags  = { Name = "x-${var.env}", Team = "core" }
}
resource "aws_vpc" "main" {
  cidr_block = var.cidr
  tags       = local.tags
}
resource "aws_subnet" "a" {
  count      = length(local.zones)
  vpc_id     = aws_vpc.main.id
  cidr_block = cidrsubnet(var.cidr, 8, count.index)
}
module "m" {
  source   = "./mod"
  for_each = toset(["x", "y"])
  subnets  = aws_subnet.a[*].cidr_block
  name     = each.key
}
output "n" { value = module.m["x"].name }
)";

constexpr const char* kModule = R"(variable "subnets" { type = list(string) }
variable "name" { type = string }
resource "aws_eks_cluster" "c" {
  name = upper(var.name)
  vpc_config { subnet_ids = var.subnets }
}
output "name" { value = aws_eks_cluster.c.name }
)";

struct Root : test::Folder {
  Root() {
    write("main.tf", kMain);
    write("mod/main.tf", kModule);
    write("terraform.tfvars", "env = \"prod\"\n");
  }
  std::string why(const std::string& address, std::vector<std::string> more = {}) const {
    more.insert(more.begin(), {"why", address, path.string()});
    return test::plumb(more).out;
  }
};

TEST(Why, AnArgumentGoesBackToVariablesAndCount) {
  Root r;
  EXPECT_EQ(r.why("aws_subnet.a[1].cidr_block"), R"(aws_subnet.a[1].cidr_block = "10.0.1.0/24"
  main.tf:18  cidrsubnet(var.cidr, 8, count.index)
  var.cidr = "10.0.0.0/16"
    the variable's default: main.tf:1  "10.0.0.0/16"
  count.index = 1
    an instance of count: main.tf:16  length(local.zones)
    local.zones = ["a","b"]
      main.tf:8  ["a", "b"]
)");
}

TEST(Why, WhatTheProviderAnswersIsNotKnown) {
  Root r;
  std::string out = r.why("aws_subnet.a[0].vpc_id");
  EXPECT_NE(out.find("aws_subnet.a[0].vpc_id = (not known: aws_vpc.main.id"), std::string::npos) << out;
  EXPECT_NE(out.find("not given in the configuration; the provider answers it: main.tf:11"), std::string::npos) << out;
}

TEST(Why, ValuesGivenOutsideSayWhere) {
  Root r;
  EXPECT_NE(r.why("local.tags.Name").find("var.env = \"prod\"\n    given in a variables file: terraform.tfvars:1  \"prod\""), std::string::npos);
  EXPECT_NE(r.why("local.tags.Name", {"--var", "env=dev"}).find("var.env = \"dev\"\n    given on the command line or in the environment\n"), std::string::npos);
}

TEST(Why, ThroughModulesInBothDirections) {
  Root r;
  EXPECT_EQ(r.why("output.n"), R"(output.n = "X"
  main.tf:26  module.m["x"].name
  module.m["x"].name = "X"
    an output of module.m["x"]: mod/main.tf:7  aws_eks_cluster.c.name
    aws_eks_cluster.c.name = "X"
      mod/main.tf:4  upper(var.name)
      var.name = "x"
        given by the call of module.m["x"]: main.tf:24  each.key
        each.key = "x"
          an instance of for_each: main.tf:22  toset(["x", "y"])
)");
  std::string nested = r.why("module.m[\"y\"].aws_eks_cluster.c.vpc_config[0].subnet_ids");
  EXPECT_TRUE(nested.starts_with("module.m[\"y\"].aws_eks_cluster.c.vpc_config[0].subnet_ids = [\"10.0.0.0/24\",\"10.0.1.0/24\"]\n  mod/main.tf:5  var.subnets\n")) << nested;
}

TEST(Why, ASecretStaysHiddenAndAWholeResourceListsItsArguments) {
  Root r;
  EXPECT_TRUE(r.why("var.secret").starts_with("var.secret = (sensitive)\n")) << r.why("var.secret");
  Json hidden = Json::parse(r.why("var.secret", {"--format", "json"}));
  EXPECT_EQ(hidden["sensitive"], true);
  EXPECT_FALSE(hidden.contains("value"));
  std::string whole = r.why("aws_vpc.main");
  EXPECT_NE(whole.find("\n  cidr_block = \"10.0.0.0/16\"\n    main.tf:12  var.cidr\n"), std::string::npos) << whole;
  EXPECT_NE(whole.find("\n  tags = {\"Name\":\"x-prod\",\"Team\":\"core\"}\n"), std::string::npos) << whole;
}

TEST(Why, JsonHasTheSameTree) {
  Root r;
  Json out = Json::parse(r.why("aws_subnet.a[1].cidr_block", {"--format", "json"}));
  EXPECT_EQ(out["value"], "10.0.1.0/24");
  EXPECT_EQ(out["file"], "main.tf");
  EXPECT_EQ(out["line"], 18);
  EXPECT_EQ(out["from"][0]["name"], "var.cidr");
  EXPECT_EQ(out["from"][1]["from"][0]["name"], "local.zones");
}

TEST(Why, AnAddressOfNothingIsAUsageErrorThatHelps) {
  Root r;
  auto missing = test::plumb({"why", "aws_vpc.mian", r.path.string()});
  EXPECT_EQ(missing.status, 3);
  EXPECT_NE(missing.err.find("is 'aws_vpc.main' meant?"), std::string::npos) << missing.err;
  auto broken = test::plumb({"why", "x y", r.path.string()});
  EXPECT_EQ(broken.status, 3);
  EXPECT_NE(broken.err.find("is no address"), std::string::npos) << broken.err;
}

}  // namespace
}  // namespace plumb
