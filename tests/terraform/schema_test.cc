// Provider schemas: the table can be read as a whole, and a configuration is held to it (eval/schema.h, eval/conform.h).
#include <gtest/gtest.h>

#include "base/data.h"
#include "load/terraform/eval/schema.h"
#include "terraform/evaluated.h"

namespace plumb::terraform {
namespace {

/// Findings of a configuration as a plan would have them.
std::string planned_findings(const char* text) {
  Evaluated e(text, true);
  return e.findings();
}

TEST(Schema, EveryTypeOfTheTableCanBeRead) {
  DataTable table = read_data_table(embedded_data("terraform_resources.tsv"));
  ASSERT_GT(table.rows.size(), 1500u);
  for (const auto& row : table.rows) {
    const SchemaBlock* s = resource_schema(row[0]);
    ASSERT_TRUE(s) << row[0];
    EXPECT_FALSE(s->fields.empty()) << row[0];
    for (size_t i = 1; i < s->fields.size(); ++i) EXPECT_LT(s->fields[i - 1].name, s->fields[i].name) << row[0];
  }
  EXPECT_TRUE(resource_schema("aws_subnet")->find("vpc_id")->required);
  EXPECT_EQ(resource_schema("aws_lb")->find("subnets")->kind, SchemaField::Kind::set);
  EXPECT_EQ(resource_schema("aws_eks_cluster")->find("vpc_config")->block->find("subnet_ids")->kind, SchemaField::Kind::set);
  EXPECT_FALSE(resource_schema("aws_vpc")->find("arn")->settable);
  EXPECT_EQ(resource_schema("aws_no_such_thing"), nullptr);
}

TEST(Schema, ValuesAreWhatTheProviderTakes) {
  Evaluated e(R"(
    resource "aws_autoscaling_group" "a" {
      min_size            = "1"
      max_size            = "02"
      vpc_zone_identifier = ["b", "a", "b"]
      tag {
        key                 = 1
        value               = true
        propagate_at_launch = "false"
      }
    }
    resource "aws_security_group" "g" {
      dynamic "ingress" {
        for_each = [9, 100, 9]
        content {
          from_port = ingress.value
          to_port   = ingress.value
          protocol  = "tcp"
        }
      }
    }
  )", true);
  EXPECT_EQ(e.findings(), "");
  EXPECT_EQ(e.text("aws_autoscaling_group.a", "max_size"), "2");
  EXPECT_EQ(e.text("aws_autoscaling_group.a", "vpc_zone_identifier"), "[\"a\",\"b\"]");
  EXPECT_EQ(e.text("aws_autoscaling_group.a", "tag"), "[{\"key\":\"1\",\"propagate_at_launch\":false,\"value\":\"true\"}]");
  EXPECT_EQ(e.text("aws_security_group.g", "ingress"), "[{\"from_port\":100,\"protocol\":\"tcp\",\"to_port\":100},{\"from_port\":9,\"protocol\":\"tcp\",\"to_port\":9}]");
}

TEST(Schema, SetsStayInWrittenOrderForPeople) {
  Evaluated e("resource \"aws_lb\" \"l\" { subnets = [\"c\", \"a\"] }");
  EXPECT_EQ(e.text("aws_lb.l", "subnets"), "[\"c\",\"a\"]");
}

TEST(Schema, APlanRefusesWhatDoesNotFit) {
  EXPECT_EQ(planned_findings("resource \"aws_subnet\" \"s\" { cidr_block = \"10.0.0.0/24\" }"), "aws_subnet needs 'vpc_id'\n");
  EXPECT_EQ(planned_findings("resource \"aws_subnet\" \"s\" {\n vpc_id = \"v\"\n colour {}\n}"), "aws_subnet has no block 'colour'\n");
  EXPECT_EQ(planned_findings("resource \"aws_subnet\" \"s\" {\n vpc_id = \"v\"\n size = 1\n}"), "aws_subnet has no argument 'size'\n");
  EXPECT_EQ(planned_findings("resource \"aws_subnet\" \"s\" {\n vpc_id = \"v\"\n arn = \"a\"\n}"), "'arn' is what the provider computes; it cannot be set\n");
  EXPECT_EQ(planned_findings("resource \"aws_eks_cluster\" \"c\" {\n name = \"c\"\n role_arn = \"r\"\n vpc_config { subnet_ids = [\"a\"] }\n vpc_config { subnet_ids = [\"b\"] }\n}"),
            "at most one 'vpc_config' block may stand in aws_eks_cluster\nat most one block 'vpc_config' may be given; here are 2\n");
}

TEST(Schema, OnlyWhatIsCertainIsAnErrorForPeople) {
  auto found = [](const char* text) { return Evaluated(text).findings(); };
  EXPECT_EQ(found("resource \"aws_subnet\" \"s\" { arn_of_tomorrow = 1 }"), "");
  EXPECT_EQ(found("resource \"aws_subnet\" \"s\" { cidr_blocks = \"10.0.0.0/24\" }"), "");  // a plural may be new
  EXPECT_EQ(found("resource \"aws_subnet\" \"s\" { cidr_bolck = \"10.0.0.0/24\" }"), "aws_subnet has no argument 'cidr_bolck'; is 'cidr_block' meant?\n");
  EXPECT_EQ(found("resource \"aws_autoscaling_group\" \"a\" { min_size = \"one\" }"), "the argument 'min_size' has a value that does not fit it: a string is given where a number is needed\n");
  EXPECT_EQ(found("resource \"aws_vpc\" \"v\" {}\noutput \"o\" { value = aws_vpc.v.cidr_blok }"), "aws_vpc has no attribute 'cidr_blok'; is 'cidr_block' meant?\n");
  EXPECT_EQ(found("resource \"aws_vpc\" \"v\" { for_each = { cidr_blok = 1 } }\noutput \"o\" { value = aws_vpc.v.cidr_blok.id }"), "");
}

}  // namespace
}  // namespace plumb::terraform
