// What people get wrong most often in Terraform, each refused by the real program (`terraform validate` 1.11.4), in a module that others call,
// where nothing is known of its variables: one finding, at the line, which says what is wrong.
#include <gtest/gtest.h>

#include "terraform/evaluated.h"

namespace plumb::terraform {
namespace {

struct Mistake {
  std::string_view text, message;
  size_t line;  // in the text, from 0 on
};

TEST(Mistakes, AreToldOnceWhateverTheValuesAre) {
  static constexpr Mistake kAll[] = {
      {"resoruce \"terraform_data\" \"a\" {\n}", "Terraform has no block 'resoruce'; is 'resource' meant?", 0},
      {"resource \"terraform_data\" {\n}", "a resource block has too few names in front of its brace", 0},
      {"variable \"a\" \"b\" {\n}", "a variable block has too many names in front of its brace", 0},
      {"resource \"terraform_data\" \"a\" {\n  lifecycle = {\n    prevent_destroy = true\n  }\n}", "'lifecycle' is a block and no argument", 1},
      {"variable \"a\" {\n  type = lst(string)\n}", "there is no type 'lst'", 1},
      {"variable \"a\" {\n  type = \"strin\"\n}", "a type stands without quotes, and 'strin' in quotes is none of the old ones", 1},
      {"variable \"a\" {\n  type = list(list)\n}", "the type 'list' needs to say of what: list(string)", 1},
      {"variable \"a\" {\n  type = object({ a = \"string\" })\n}", "a type stands without quotes, and 'string' in quotes is none of the old ones", 1},
      {"variable \"a\" {\n  type = list(optional(string))\n}", "optional() stands only at an attribute of an object", 1},
      {"variable \"n\" {\n  type    = number\n  default = \"abc\"\n}", "the default of var.n does not fit its type: a string is given where a number is needed", 2},
      {"output \"a\" {\n  value = lenght(\"abc\")\n}", "there is no function 'lenght'; is 'length' meant?", 1},
      {"output \"a\" {\n  value = upper(\"abc\", \"d\")\n}", "upper: too many arguments: 2 given, 1 needed", 1},
      {"resource \"terraform_data\" \"a\" {\n  input = each.key\n}", "'each' is used in a block without for_each", 1},
      {"resource \"terraform_data\" \"a\" {\n  for_each = [\"a\", \"b\"]\n}", "for_each of terraform_data.a needs a map or a set of strings, not a tuple: write toset([...])", 1},
      {"output \"a\" {\n  value = terraform_data\n}", "'terraform_data' is no name that is known here: var.NAME, local.NAME, a resource's TYPE.NAME; a text stands in quotes", 1},
      {"output \"a\" {\n  value = path.modul\n}", "path has no 'modul': it has module, root and cwd", 1},
  };
  for (const Mistake& m : kAll) {
    Evaluated e(cat("variable \"given\" {}\n", m.text, "\noutput \"rest\" {\n  value = var.givn\n}\n"));
    std::vector<std::string> told;
    for (const Finding& f : e.p.findings) told.push_back(f.message);
    std::sort(told.begin(), told.end());
    std::vector<std::string> wanted = {std::string(m.message), "there is no variable 'givn'; is 'given' meant?"};  // the rest is looked at, too
    std::sort(wanted.begin(), wanted.end());
    EXPECT_EQ(told, wanted) << m.text;
    for (const Finding& f : e.p.findings)
      if (f.message == m.message) EXPECT_EQ(e.p.sources.position(f.at.file, f.at.begin).line, m.line + 2) << m.text;
  }
}

TEST(Mistakes, InstancesMadeOfWhatAnApplyGives) {
  auto refused = [](const std::string& argument, bool as_planned = true) {
    return Evaluated(cat("resource \"aws_vpc\" \"v\" {\n  cidr_block = \"10.0.0.0/16\"\n}\nresource \"aws_eip\" \"x\" {\n  ", argument, "\n}\n"), as_planned).findings();
  };
  EXPECT_NE(refused("count = length(aws_vpc.v.id)"), "");
  EXPECT_EQ(refused("count = length(aws_vpc.v.id)", false), "");  // what exists may have been there before
  EXPECT_NE(refused("count = aws_vpc.v.arn == null ? 0 : 1"), "");
  EXPECT_NE(refused("for_each = toset([aws_vpc.v.arn])"), "");
  EXPECT_NE(refused("for_each = { (aws_vpc.v.id) = 1 }"), "");
  EXPECT_NE(refused("count = aws_vpc.v.id[0]"), "");
  EXPECT_EQ(refused("count = \"x-${aws_vpc.v.id}\" == null ? 0 : 1"), "");  // whatever the id is, the text is none
  EXPECT_EQ(refused("count = length([aws_vpc.v.id])"), "");
  EXPECT_EQ(refused("for_each = { a = aws_vpc.v.id }"), "");
}

TEST(Mistakes, QuotedProviders) {
  const char* text = "provider \"aws\" {\n  alias  = \"west\"\n  region = \"us-west-2\"\n}\nresource \"aws_vpc\" \"v\" {\n  provider   = \"aws.west\"\n  cidr_block = \"10.0.0.0/16\"\n}\n";
  Evaluated e(text);
  EXPECT_EQ(e.findings(), "");
  ASSERT_NE(e.c.find("aws_vpc.v"), nullptr);
  ASSERT_NE(e.c.find("aws_vpc.v")->provider, nullptr);
  EXPECT_EQ(e.c.find("aws_vpc.v")->provider->region.string_or(), "us-west-2");
}

}  // namespace
}  // namespace plumb::terraform
