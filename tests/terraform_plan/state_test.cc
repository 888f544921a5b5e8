// read_state: raw terraform.tfstate, versions 3 and 4.
#include <gtest/gtest.h>

#include "load/terraform/eval/functions.h"
#include "load/terraform/state/state.h"
#include "syntax/read.h"

namespace plumb::terraform {
namespace {

struct Read {
  explicit Read(std::string source) : text(std::move(source)), state(read_state(FileId{0}, text, arena, findings)) {}
  std::string text;
  Arena arena;
  Findings findings;
  std::optional<State> state;

  std::string json(std::string_view address, std::string_view attribute) const {
    const StateInstance* i = state ? state->find(address) : nullptr;
    return i ? json_text(i->attributes.get(attribute)) : "no instance";
  }
};

TEST(State, Version4) {
  Read r(R"({"version": 4, "terraform_version": "1.9.0", "serial": 3, "lineage": "x",
    "outputs": {"id": {"value": "vpc-1", "type": "string"}, "pw": {"value": "s3cret", "type": "string", "sensitive": true}},
    "resources": [
      {"module": "module.net[0]", "mode": "managed", "type": "aws_subnet", "name": "a", "provider": "provider[\"registry.terraform.io/hashicorp/aws\"].west",
       "instances": [{"index_key": "x\"y", "attributes": {"id": "subnet-1", "tags": {"Name": "n"}, "n": 2, "none": null},
                      "sensitive_attributes": [[{"type": "get_attr", "value": "tags"}, {"type": "index", "value": {"value": "Name", "type": "string"}}]],
                      "dependencies": ["module.net.aws_vpc.main"]},
                     {"index_key": "x", "deposed": "12345678", "attributes": {"id": "subnet-0"}}]},
      {"mode": "data", "type": "aws_vpc", "name": "d", "provider": "provider.aws", "instances": [{"attributes_flat": {"id": "vpc-2", "tags.%": "1", "tags.a.b": "c"}}]}]})");
  ASSERT_TRUE(r.state) << r.findings[0].message;
  ASSERT_EQ(r.state->instances.size(), 2u);
  const StateInstance& s = r.state->instances[0];
  EXPECT_EQ(s.address, "module.net[0].aws_subnet.a[\"x\\\"y\"]");
  EXPECT_EQ(s.resource, "module.net[0].aws_subnet.a");
  EXPECT_EQ(s.provider, "registry.terraform.io/hashicorp/aws");
  EXPECT_EQ(s.provider_alias, "west");
  ASSERT_EQ(s.dependencies.size(), 1u);
  EXPECT_EQ(s.attributes.get("n").number(), 2);
  EXPECT_FALSE(s.attributes.sensitive());
  EXPECT_TRUE(s.attributes.get("tags").get("Name").sensitive());
  EXPECT_EQ(r.text.substr(s.at.begin, 14), "{\"index_key\": ");
  const StateInstance* d = r.state->find("data.aws_vpc.d");
  ASSERT_TRUE(d && d->data);
  EXPECT_EQ(d->provider, "aws");
  EXPECT_EQ(r.json("data.aws_vpc.d", "tags"), R"({"a.b":"c"})");
  ASSERT_EQ(r.state->outputs.size(), 2u);
  EXPECT_TRUE(r.state->outputs[1].value.sensitive());
}

TEST(State, Version3) {
  Read r(R"({"version": 3, "terraform_version": "0.11.14", "serial": 1, "lineage": "x", "modules": [
    {"path": ["root"], "outputs": {"id": {"sensitive": false, "type": "string", "value": "vpc-1"}}, "resources": {
      "aws_eks_cluster.c": {"type": "aws_eks_cluster", "depends_on": ["aws_subnet.a.*"], "primary": {"id": "c", "attributes": {
         "id": "c", "vpc_config.#": "1", "vpc_config.0.subnet_ids.#": "2", "vpc_config.0.subnet_ids.99": "subnet-2", "vpc_config.0.subnet_ids.100": "subnet-1",
         "vpc_config.0.endpoint_public_access": "true", "enabled_cluster_log_types.#": "0", "tags.%": "0"}}, "deposed": [], "provider": "provider.aws.west"},
      "data.aws_ami.x.12": {"type": "aws_ami", "primary": {"id": "ami-1", "attributes": {"id": "ami-1"}}}}},
    {"path": ["root", "net", "inner"], "resources": {"aws_vpc.main": {"type": "aws_vpc", "primary": {"id": "vpc-1", "attributes": {"id": "vpc-1"}}}}}]})");
  ASSERT_TRUE(r.state);
  EXPECT_EQ(r.json("aws_eks_cluster.c", "vpc_config"), R"([{"endpoint_public_access":"true","subnet_ids":["subnet-2","subnet-1"]}])");
  EXPECT_EQ(r.json("aws_eks_cluster.c", "enabled_cluster_log_types"), "[]");
  EXPECT_EQ(r.json("aws_eks_cluster.c", "tags"), "{}");
  EXPECT_EQ(r.state->find("aws_eks_cluster.c")->provider_alias, "west");
  EXPECT_TRUE(r.state->find("data.aws_ami.x[12]"));
  EXPECT_EQ(r.json("module.net.module.inner.aws_vpc.main", "id"), "\"vpc-1\"");
  EXPECT_EQ(r.state->outputs.size(), 1u);
}

TEST(State, WhatIsNoWholeStateIsRefused) {
  std::string whole = R"({"version": 4, "terraform_version": "1.9.0", "serial": 1, "lineage": "x", "outputs": {}, "resources": [{"mode": "managed", "type": "t", "name": "n", "instances": [{"attributes": {"id": "\u00e9"}}]}]})";
  EXPECT_TRUE(Read(whole).state);
  for (size_t n = 0; n < whole.size(); ++n) {
    Read r(whole.substr(0, n));
    EXPECT_FALSE(r.state) << n;
    ASSERT_FALSE(r.findings.empty()) << n;
    EXPECT_TRUE(r.findings[0].unchecked);
  }
  Read future(R"({"version": 5, "lineage": "x", "resources": []})");
  EXPECT_FALSE(future.state);
  EXPECT_NE(future.findings[0].message.find("version 5"), std::string::npos);
}

TEST(State, IsKnownByItsContent) {
  auto is = [](std::string text) {
    Findings findings;
    Tree tree = outline_json(FileId{0}, text, {FileId{0}, 0, static_cast<uint32_t>(text.size())}, findings);
    return !tree.documents.empty() && is_state(tree.document(0));
  };
  EXPECT_TRUE(is(R"({"version": 4, "terraform_version": "1.9.0", "serial": 1, "lineage": "x", "outputs": {}, "resources": []})"));
  EXPECT_FALSE(is(R"({"version": 4, "resources": []})"));
  EXPECT_FALSE(is(R"({"version": "4", "serial": 1, "resources": [], "lineage": "x"})"));
  EXPECT_FALSE(is(R"([])"));
}

}  // namespace
}  // namespace plumb::terraform
