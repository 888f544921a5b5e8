// What OpenTofu has and Terraform has not: variables in module sources, provider for_each, `enabled`, functions; and that a project without a
// sign of OpenTofu keeps Terraform's answer.
#include <gtest/gtest.h>

#include "load/terraform/terraform.h"
#include "terraform/evaluated.h"

namespace plumb::terraform {
namespace {

using Files = std::map<std::string, std::string>;

TEST(OpenTofu, SourcesOfModulesAreMadeOfVariablesAndLocals) {
  Files files{{"main.tf", "variable \"flavour\" { default = \"small\" }\nlocals { base = \"./modules\" }\nmodule \"net\" {\n  source = \"${local.base}/${var.flavour}\"\n}\n"
                          "variable \"vpc_version\" { default = \"~> 5.0\" }\nmodule \"vpc\" {\n  source = \"example/none/aws\"\n  version = var.vpc_version\n}\n"
                          "variable \"where\" {}\nmodule \"open\" {\n  source = var.where\n}\n"},
              {"modules/small/main.tf", "resource \"aws_vpc\" \"x\" {}\n"}};
  Evaluated e(files);
  EXPECT_EQ(e.findings(), "");
  EXPECT_EQ(e.addresses(), "module.net.aws_vpc.x");
  ASSERT_EQ(e.c.opaque_calls.size(), 2u);
  EXPECT_EQ(e.c.opaque_calls[0].version, "~> 5.0");
  EXPECT_EQ(e.c.opaque_calls[1].source, "${var.where}");
  fixtures::MemoryProject p(files, parse_hcl);
  std::vector<const InputFile*> all;
  for (const auto& f : p.project.files) all.push_back(f.get());
  EXPECT_EQ(kTerraformFrontend.form_units(p.project, all, {}).size(), 1u);  // the module is no root of its own
}

TEST(OpenTofu, ProvidersHaveInstances) {
  Evaluated e(Files{
      {"main.tofu", "locals { regions = { a = \"eu-west-1\", b = \"us-east-1\" } }\nprovider \"aws\" {\n  alias    = \"by_region\"\n  for_each = local.regions\n  region   = each.value\n  default_tags {\n    tags = { key = each.key }\n  }\n}\n"
                    "resource \"aws_vpc\" \"each\" {\n  for_each = local.regions\n  provider = aws.by_region[each.key]\n}\nresource \"aws_vpc\" \"one\" {\n  provider = aws.by_region[\"b\"]\n}\n"
                    "module \"m\" {\n  source   = \"./m\"\n  for_each = local.regions\n  providers = { aws = aws.by_region[each.key] }\n}\n"
                    "variable \"which\" {}\nresource \"aws_vpc\" \"open\" {\n  provider = aws.by_region[var.which]\n}\n"},
      {"m/main.tf", "resource \"aws_vpc\" \"x\" {}\n"}});
  EXPECT_EQ(e.findings(), "");
  auto region = [&](std::string_view address) { return e.c.find(address)->provider->region; };
  EXPECT_EQ(region("aws_vpc.each[\"a\"]").string(), "eu-west-1");
  EXPECT_EQ(region("aws_vpc.each[\"b\"]").string(), "us-east-1");
  EXPECT_EQ(region("aws_vpc.one").string(), "us-east-1");
  EXPECT_EQ(region("module.m[\"a\"].aws_vpc.x").string(), "eu-west-1");
  EXPECT_EQ(e.c.find("module.m[\"b\"].aws_vpc.x")->provider->default_tags.get("key").string(), "b");
  EXPECT_TRUE(region("aws_vpc.open").is_unknown());
}

TEST(OpenTofu, AProviderInstanceThatIsNotThere) {
  Evaluated e(Files{{"main.tofu", "provider \"aws\" {\n  alias    = \"by\"\n  for_each = toset([\"eu-west-1\"])\n  region   = each.value\n}\nresource \"aws_vpc\" \"x\" {\n  provider = aws.by[\"eu-west-2\"]\n}\n"}});
  EXPECT_NE(e.findings().find("there is no provider.aws[\"eu-west-2\"]"), std::string::npos) << e.findings();
  EXPECT_TRUE(e.c.find("aws_vpc.x")->provider->region.is_unknown());
}

TEST(OpenTofu, EnabledMakesOneOrNone) {
  Evaluated e(Files{
      {"main.tf", "variable \"open\" {}\nresource \"aws_vpc\" \"on\" {\n  lifecycle {\n    enabled = true\n  }\n}\nresource \"aws_vpc\" \"off\" {\n  lifecycle {\n    enabled = false\n  }\n}\n"
                  "resource \"aws_vpc\" \"open\" {\n  cidr_block = \"10.0.0.0/16\"\n  lifecycle {\n    enabled = var.open\n  }\n}\n"
                  "module \"off\" {\n  source = \"./m\"\n  lifecycle {\n    enabled = 1 > 2\n  }\n}\nmodule \"on\" {\n  source = \"./m\"\n  lifecycle {\n    enabled = true\n  }\n}\n"
                  "resource \"r\" \"x\" {\n  off    = aws_vpc.off == null\n  tried  = try(module.off.name, \"none\")\n  on     = module.on.name\n  maybe  = aws_vpc.open.cidr_block\n}\n"},
      {"m/main.tf", "resource \"aws_vpc\" \"x\" {}\noutput \"name\" { value = \"n\" }\n"}});
  EXPECT_EQ(e.findings(), "");
  EXPECT_EQ(e.addresses(), "aws_vpc.on aws_vpc.open? r.x module.on.aws_vpc.x");
  EXPECT_EQ(e.text("r.x", "off"), "true");
  EXPECT_EQ(e.text("r.x", "tried"), "\"none\"");
  EXPECT_EQ(e.text("r.x", "on"), "\"n\"");
  EXPECT_EQ(e.text("r.x", "maybe"), "?${aws_vpc.open.cidr_block}");
}

constexpr const char* kFunctions = "resource \"r\" \"x\" {\n  a = cidrcontains(\"10.0.0.0/8\", \"10.1.2.3\")\n  b = cidrcontains(\"10.0.0.0/16\", \"10.0.0.0/8\")\n  c = cidrcontains(\"fd00::/8\", \"fd12::/16\")\n"
                                   "  d = urldecode(\"a%20b\")\n  e = base64gunzip(\"H4sIAAAA\")\n}\n";

TEST(OpenTofu, FunctionsOfItsOwn) {
  for (const Files& sign : {Files{{"more.tofu", ""}}, Files{{".opentofu-version", "1.10.0\n"}}, Files{{".terraform.lock.hcl", "provider \"registry.opentofu.org/hashicorp/aws\" {\n}\n"}},
                            Files{{"versions.tf", "terraform {\n  encryption {\n  }\n}\n"}}}) {
    Files files = sign;
    files.emplace("main.tf", kFunctions);
    Evaluated e(files);
    EXPECT_EQ(e.findings(), "") << sign.begin()->first;
    EXPECT_EQ(e.text("r.x", "a"), "true");
    EXPECT_EQ(e.text("r.x", "b"), "false");
    EXPECT_EQ(e.text("r.x", "c"), "true");
    EXPECT_EQ(e.text("r.x", "d"), "\"a b\"");
    EXPECT_TRUE(e.attribute("r.x", "e").is_unknown());
  }
}

TEST(OpenTofu, WithoutASignTerraformAnswers) {
  Evaluated e(Files{{"main.tf", cat(kFunctions, "module \"m\" {\n  source = \"./m\"\n  lifecycle {\n    prevent_destroy = true\n  }\n}\n")}, {"m/main.tf", ""}});
  EXPECT_NE(e.findings().find("Terraform has no function 'cidrcontains'"), std::string::npos) << e.findings();
  EXPECT_NE(e.findings().find("a module call holds no 'lifecycle' block"), std::string::npos) << e.findings();
}

}  // namespace
}  // namespace plumb::terraform
