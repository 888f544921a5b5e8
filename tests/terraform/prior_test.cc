// Prior state: what it makes known, what moves find, what goes away (eval/prior.h).
#include <gtest/gtest.h>

#include "terraform/evaluated.h"

namespace plumb::terraform {
namespace {

std::string state(const std::string& resources) { return cat(R"({"version":4,"terraform_version":"1.11.4","serial":1,"lineage":"x","outputs":{},"resources":[)", resources, R"(],"check_results":null})"); }

std::string vpc(const std::string& name, const std::string& instances) {
  return cat(R"({"mode":"managed","type":"aws_vpc","name":")", name, R"(","provider":"provider[\"registry.terraform.io/hashicorp/aws\"]","instances":[)", instances, "]}");
}

const std::string kMain = R"({"schema_version":1,"attributes":{"id":"vpc-1","arn":"arn:1","cidr_block":"10.0.0.0/16","instance_tenancy":"default"}})";

std::string leaving(const Evaluated& e) {
  std::string out;
  for (const Leaving& l : e.c.leaving) out += cat(out.empty() ? "" : " ", l.address, l.forgotten ? " forgotten" : "");
  return out;
}

TEST(Prior, ComputedAttributesStayWhatTheyWere) {
  Evaluated e({{"main.tf", "resource \"aws_vpc\" \"main\" { cidr_block = \"10.0.0.0/16\" }\noutput \"id\" { value = aws_vpc.main.id }"}, {"terraform.tfstate", state(vpc("main", kMain))}}, true);
  EXPECT_EQ(e.findings(), "");
  EXPECT_EQ(e.text("aws_vpc.main", "arn"), "\"arn:1\"");
  EXPECT_EQ(e.text("aws_vpc.main", "instance_tenancy"), "null");  // not computed: what is not set is not there
  EXPECT_EQ(json_text(e.c.outputs[0].value), "\"vpc-1\"");
  EXPECT_EQ(leaving(e), "");
}

TEST(Prior, IsNotLookedAtOtherwise) {
  std::map<std::string, std::string> files = {{"main.tf", "resource \"aws_vpc\" \"main\" { cidr_block = \"10.0.0.0/16\" }"}, {"terraform.tfstate", state(vpc("main", kMain))}};
  EXPECT_EQ(Evaluated(files).text("aws_vpc.main", "id"), "null");
  files["backend.tf"] = "terraform {\n  backend \"s3\" {}\n}";  // the state is there, not here
  EXPECT_EQ(Evaluated(files, true).text("aws_vpc.main", "id"), "null");
}

TEST(Prior, MovesAreFollowed) {
  std::string two = R"({"index_key":0,"attributes":{"id":"vpc-0"}},{"index_key":1,"attributes":{"id":"vpc-1"}})";
  Evaluated e({{"main.tf", R"(
    resource "aws_vpc" "v" {
      for_each   = { a = "10.0.0.0/16" }
      cidr_block = each.value
    }
    moved {
      from = aws_vpc.old[0]
      to   = aws_vpc.mid["a"]
    }
    moved {
      from = aws_vpc.mid
      to   = aws_vpc.v
    }
    module "net" { source = "./net" }
    moved {
      from = aws_vpc.main
      to   = module.net.aws_vpc.main
    }
    resource "aws_vpc" "counted" {
      count      = 1
      cidr_block = "10.0.0.0/16"
    }
    removed {
      from = aws_vpc.gone
      lifecycle { destroy = false }
    }
  )"}, {"net/main.tf", "resource \"aws_vpc\" \"main\" { cidr_block = \"10.0.0.0/16\" }"},
               {"terraform.tfstate", state(cat(vpc("old", two), ",", vpc("main", kMain), ",", vpc("counted", kMain), ",", vpc("gone", kMain)))}},
              true);
  EXPECT_EQ(e.findings(), "");
  EXPECT_EQ(e.text("aws_vpc.v[\"a\"]", "id"), "\"vpc-0\"");
  EXPECT_EQ(e.text("module.net.aws_vpc.main", "id"), "\"vpc-1\"");
  EXPECT_EQ(e.text("aws_vpc.counted[0]", "id"), "\"vpc-1\"");
  EXPECT_EQ(leaving(e), "aws_vpc.old[1] aws_vpc.gone forgotten");
}

TEST(Prior, WhatMustNotBeDestroyedIsNot) {
  std::string one = R"({"index_key":0,"attributes":{"id":"vpc-0"}})";
  Evaluated e({{"main.tf", "resource \"aws_vpc\" \"v\" {\n  count = 0\n  cidr_block = \"10.0.0.0/16\"\n  lifecycle { prevent_destroy = true }\n}"}, {"terraform.tfstate", state(vpc("v", one))}}, true);
  EXPECT_EQ(e.findings(), "aws_vpc.v[0] must not be destroyed (prevent_destroy), and this plan destroys it\n");
}

TEST(Prior, AReplacedResourceIsNew) {
  std::string trigger = R"({"mode":"managed","type":"terraform_data","name":"t","provider":"provider[\"terraform.io/builtin/terraform\"]","instances":[{"attributes":{"id":"1","input":{"value":1,"type":"number"},"output":{"value":1,"type":"number"}}}]})";
  for (bool same : {true, false}) {
    Evaluated e({{"main.tf", cat("resource \"terraform_data\" \"t\" { input = ", same ? 1 : 2, " }\nresource \"aws_vpc\" \"main\" {\n  cidr_block = \"10.0.0.0/16\"\n  lifecycle { replace_triggered_by = [terraform_data.t] }\n}")},
                 {"terraform.tfstate", state(cat(trigger, ",", vpc("main", kMain)))}}, true);
    EXPECT_EQ(e.findings(), "");
    EXPECT_EQ(e.text("aws_vpc.main", "id"), same ? "\"vpc-1\"" : "null");
    EXPECT_EQ(e.text("terraform_data.t", "output"), same ? "1" : "null");
    EXPECT_EQ(e.text("terraform_data.t", "id"), "\"1\"");
  }
}

TEST(Prior, AStateThatCannotBeReadIsSaid) {
  Evaluated e({{"main.tf", "resource \"aws_vpc\" \"main\" { cidr_block = \"10.0.0.0/16\" }"}, {"terraform.tfstate", "{\"version\": 4,"}}, true);
  EXPECT_EQ(e.findings().substr(0, 50), "the prior state in terraform.tfstate cannot be rea");
}

}  // namespace
}  // namespace plumb::terraform
