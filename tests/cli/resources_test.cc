// plumb resources: the real binary on small inputs of each form.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "support/binary.h"

namespace plumb {
namespace {

using nlohmann::json;
using test::Folder;
using test::plumb;

json resources(const Folder& f, std::vector<std::string> more = {}) {
  std::vector<std::string> arguments = {"resources", "--format", "json"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  arguments.push_back(f.path.string());
  ProcessResult r = plumb(arguments);
  EXPECT_EQ(r.status, 0) << r.err;
  return json::parse(r.out);
}

TEST(Resources, ValuesUnknownPiecesAndWhatTheyAreMadeOf) {
  Folder f;
  f.write("main.tf", R"(
variable "name" { default = "demo" }
variable "zone" { type = string }
resource "aws_vpc" "v" {
  cidr_block = "10.0.0.0/16"
  tags       = { Name = var.name }
}
resource "aws_subnet" "s" {
  count             = 2
  vpc_id            = aws_vpc.v.id
  cidr_block        = cidrsubnet(aws_vpc.v.cidr_block, 8, count.index)
  availability_zone = var.zone
}
output "ids" { value = sort(compact([aws_vpc.v.id, ""])) }
)");
  json j = resources(f, {"--var", "name=shop"});
  EXPECT_EQ(j["resources"]["aws_vpc.v"]["values"]["tags"]["Name"], "shop");
  const json& s = j["resources"]["aws_subnet.s[1]"];
  EXPECT_EQ(s["mode"], "managed");
  EXPECT_EQ(s["values"], json::parse(R"({"cidr_block": "10.0.1.0/24"})"));
  EXPECT_EQ(s["unknown"], json::parse(R"(["/availability_zone", "/vpc_id"])"));
  EXPECT_EQ(s["refs"]["/vpc_id"], "${aws_vpc.v.id}");
  EXPECT_NE(s["causes"]["/availability_zone"].get<std::string>().find("var.zone has no default"), std::string::npos);
  EXPECT_EQ(j["outputs"]["ids"]["refs"][""], json::parse(R"(["${aws_vpc.v.id}"])"));
  EXPECT_TRUE(j["errors"].empty()) << j["errors"].dump();
}

constexpr const char* kPlan = R"({"format_version": "1.2", "terraform_version": "1.9.5", "variables": {"zone": {"value": "eu-west-1a"}},
  "planned_values": {"root_module": {}}, "resource_changes": [
  {"address": "aws_vpc.v", "mode": "managed", "type": "aws_vpc", "name": "v", "change": {"actions": ["no-op"], "after": {"id": "vpc-1", "cidr_block": "10.0.0.0/16"}, "after_unknown": {}}},
  {"address": "aws_subnet.s", "mode": "managed", "type": "aws_subnet", "name": "s", "change": {"actions": ["create"], "after": {"cidr_block": "10.0.1.0/24", "availability_zone": "eu-west-1a", "vpc_id": "vpc-1"}, "after_unknown": {"id": true}}},
  {"address": "aws_subnet.old", "mode": "managed", "type": "aws_subnet", "name": "old", "change": {"actions": ["delete"], "before": {}, "after": null, "after_unknown": {}}}],
  "configuration": {"root_module": {"resources": [{"address": "aws_vpc.v", "mode": "managed", "type": "aws_vpc", "name": "v"}, {"address": "aws_subnet.s", "mode": "managed", "type": "aws_subnet", "name": "s"}]}}})";

TEST(Resources, APlanBesideTheConfigurationFillsWhatThatLeavesUnknown) {
  Folder f;
  f.write("main.tf", R"(
variable "zone" { type = string }
resource "aws_vpc" "v" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "s" {
  vpc_id            = aws_vpc.v.id
  cidr_block        = "10.0.1.0/24"
  availability_zone = var.zone
}
)");
  std::string path = f.write("plan.json", kPlan);
  f.write("policy.json", "{\"Version\": \"2012-10-17\"");  // no part of the root
  json j = resources(f);
  EXPECT_EQ(j["resources"]["aws_subnet.s"]["values"]["availability_zone"], "eu-west-1a");
  EXPECT_EQ(j["resources"]["aws_vpc.v"]["values"]["id"], "vpc-1");
  EXPECT_EQ(j["resources"]["aws_subnet.old"]["action"], "delete");
  EXPECT_NE(j["resources"]["aws_subnet.s"]["at"].get<std::string>().find("main.tf"), std::string::npos);
  EXPECT_TRUE(j["errors"].empty()) << j["errors"].dump();

  json alone = json::parse(plumb({"resources", "--format", "json", path}).out);
  EXPECT_EQ(alone["resources"].size(), 3u);
  EXPECT_EQ(alone["resources"]["aws_subnet.s"]["values"]["vpc_id"], "vpc-1");
  EXPECT_NE(alone["resources"]["aws_subnet.s"]["at"].get<std::string>().find("plan.json"), std::string::npos);
}

TEST(Resources, ModulesAboveTheRootAndInstalledOnes) {
  Folder f;
  f.write("modules/a/main.tf", "variable \"n\" {}\nresource \"aws_eip\" \"e\" { tags = { N = var.n } }\n");
  f.write("live/.terraform/modules/modules.json", R"({"Modules": [{"Key": "", "Source": "", "Dir": "."}, {"Key": "b", "Source": "x/b/aws", "Dir": ".terraform/modules/b"}]})");
  f.write("live/.terraform/modules/b/main.tf", "resource \"aws_eip\" \"e\" {}\n");
  f.write("live/.terraform/modules/b/examples/main.tf", "resource \"aws_eip\" \"not_this\" {}\n");
  f.write("live/main.tf", "module \"a\" {\n  source = \"../modules/a\"\n  n = 1\n}\nmodule \"b\" {\n  source = \"x/b/aws\"\n}\nmodule \"c\" {\n  source = \"x/c/aws\"\n}\n");
  ProcessResult r = plumb({"resources", "--format", "json", (f.path / "live").string()});
  json j = json::parse(r.out);
  EXPECT_TRUE(j["resources"].contains("module.a.aws_eip.e")) << r.out;
  EXPECT_TRUE(j["resources"].contains("module.b.aws_eip.e"));
  EXPECT_EQ(j["resources"]["module.c"]["mode"], "module");
  EXPECT_EQ(j["resources"].size(), 3u);
  // check reads the same modules, and no other file of .terraform.
  EXPECT_EQ(json::parse(plumb({"check", "--format", "json", f.path.string()}).out)["summary"]["files"]["read"], 3);
}

TEST(Resources, DataOfTheCommandLineAndOfTheConfiguration) {
  Folder f;
  f.write("main.tf", "data \"aws_caller_identity\" \"me\" {}\noutput \"id\" { value = data.aws_caller_identity.me.account_id }\noutput \"arn\" { value = data.aws_caller_identity.me.arn }\n");
  std::string data = f.write("data.json", R"({"data.aws_caller_identity.me": {"account_id": "111111111111"}})");
  json j = resources(f, {"--data", data});
  EXPECT_EQ(j["outputs"]["id"]["value"], "111111111111");
  EXPECT_EQ(j["outputs"]["arn"]["unknown"], json::parse(R"([""])"));
  f.write(".plumb.yaml", "data:\n  data.aws_caller_identity.me:\n    account_id: \"012345678901\"\n    arn: arn:aws:iam::012345678901:root\n");
  j = resources(f);
  EXPECT_EQ(j["outputs"]["id"]["value"], "012345678901");
  EXPECT_EQ(j["outputs"]["arn"]["value"], "arn:aws:iam::012345678901:root");
}

TEST(Resources, JsonSyntaxOverridesAndConditions) {
  Folder f;
  f.write("main.tf.json", R"({"variable": {"size": {"type": "number", "default": 3}}, "resource": {"aws_ebs_volume": {"v": {"count": "${var.size > 2 ? 1 : 0}", "availability_zone": "eu-west-1a", "size": "${var.size * 10}", "type": "gp2"}}}})");
  f.write("a_override.tf", "resource \"aws_ebs_volume\" \"v\" {\n  type = \"gp3\"\n  lifecycle {\n    precondition {\n      condition = var.size < 3\n      error_message = \"too large: ${var.size}\"\n    }\n  }\n}\n");
  json j = resources(f);
  EXPECT_EQ(j["resources"]["aws_ebs_volume.v[0]"]["values"], json::parse(R"({"availability_zone": "eu-west-1a", "size": 30, "type": "gp3"})"));
  ASSERT_EQ(j["errors"].size(), 1u) << j["errors"].dump();
  EXPECT_NE(j["errors"][0]["summary"].get<std::string>().find("too large: 3"), std::string::npos);
  EXPECT_EQ(j["errors"][0]["file"], "a_override.tf");
}

TEST(Resources, ErrorsAsTerraformGivesThem) {
  const std::pair<const char*, const char*> cases[] = {
      {"locals { a = var.missing }", "there is no variable 'missing'"},
      {"resource \"aws_vpc\" \"v\" {}\noutput \"o\" { value = aws_vpc.v[0].id }", "neither count nor for_each"},
      {"variable \"s\" {\n  default = [\"a\"]\n  type = set(string)\n  sensitive = true\n}\nresource \"aws_eip\" \"e\" { for_each = var.s }", "is sensitive"},
      {"resource \"aws_vpc\" \"v\" {}\nresource \"aws_eip\" \"e\" { for_each = toset([aws_vpc.v.id]) }", "known after apply only"},
      {"resource \"aws_eip\" \"e\" {\n  count = 1\n  for_each = {}\n}", "exclude each other"},
      {"variable \"p\" {\n  default = \"x\"\n  validation {\n    condition = length(var.p) > 2\n    error_message = \"short\"\n  }\n}", "short"},
      {"variable \"p\" {\n  default = \"x\"\n  sensitive = true\n}\noutput \"o\" { value = var.p }", "sensitive value"},
  };
  for (const auto& [text, message] : cases) {
    Folder f;
    f.write("main.tf", text);
    json errors = resources(f)["errors"];
    ASSERT_FALSE(errors.empty()) << text;
    EXPECT_NE(errors[0]["summary"].get<std::string>().find(message), std::string::npos) << errors.dump();
  }
}

TEST(Resources, TextNamesTheCauseAndThePlace) {
  Folder f;
  f.write("main.tf", "variable \"zone\" {}\nresource \"aws_subnet\" \"s\" {\n  availability_zone = var.zone\n  cidr_block = \"10.0.0.0/24\"\n}\n");
  std::string out = plumb({"resources", f.path.string()}).out;
  EXPECT_NE(out.find("resource aws_subnet.s  # main.tf:2\n  cidr_block = \"10.0.0.0/24\"\n  availability_zone = ${var.zone}  # unknown: var.zone has no default (main.tf:1)\n"), std::string::npos) << out;
}

TEST(Resources, ManifestsGiveTheirObjects) {
  Folder f;
  f.write("a.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: shop}\ndata: {k: \"1\"}\n---\napiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n");
  f.write("infra/main.tf", "resource \"aws_eip\" \"e\" {}\n");
  ProcessResult r = plumb({"resources", "--format", "json", f.path.string()});
  json j = json::parse(r.out);
  EXPECT_EQ(j["resources"]["ConfigMap/shop/a"]["values"]["data"]["k"], "1");
  EXPECT_EQ(j["resources"]["Namespace/shop"]["type"], "v1/Namespace");
  EXPECT_NE(r.err.find("infra is a root module of its own"), std::string::npos) << r.err;
}

TEST(Resources, WrongArguments) {
  Folder f;
  EXPECT_EQ(plumb({"resources", (f.path / "none").string()}).status, 3);
  EXPECT_EQ(plumb({"resources", "--format", "xml", f.path.string()}).status, 3);
  EXPECT_EQ(plumb({"resources", f.path.string()}).status, 2);
}

}  // namespace
}  // namespace plumb
