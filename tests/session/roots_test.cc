// Values and nodes across root modules of one project: states, data sources by name and tag, circles, and what stays unknown.
#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <string>

#include "graph/dump.h"
#include "session/declared.h"
#include "session/session.h"
#include "session/why.h"

namespace plumb {
namespace {

using Files = std::map<std::string, std::string>;

const std::string kNetwork = R"(
terraform {
  backend "s3" {
    bucket = "states"
    key    = "network/terraform.tfstate"
  }
}
resource "aws_vpc" "this" {
  cidr_block = "10.0.0.0/16"
  tags       = { Name = "prod-vpc" }
}
resource "aws_subnet" "private" {
  count      = 2
  vpc_id     = aws_vpc.this.id
  cidr_block = cidrsubnet(aws_vpc.this.cidr_block, 8, count.index)
  tags       = { Tier = "private" }
}
output "vpc_id" { value = aws_vpc.this.id }
output "cidr" { value = aws_vpc.this.cidr_block }
output "subnet_ids" { value = aws_subnet.private[*].id }
)";

const std::string kState = R"(
data "terraform_remote_state" "network" {
  backend = "s3"
  config = {
    bucket = "states"
    key    = "network/terraform.tfstate"
  }
}
)";

const std::string kCluster = kState + R"(
resource "aws_eks_cluster" "this" {
  name     = "prod"
  version  = "1.31"
  role_arn = "arn:aws:iam::111122223333:role/cluster"
  vpc_config {
    subnet_ids = data.terraform_remote_state.network.outputs.subnet_ids
  }
}
)";

std::string graph_of(const Files& files, unsigned jobs = 1) {
  Options options;
  options.jobs = jobs;
  return dump(analyze(memory(files), options)->graph, {});
}

/// The lines of the node at `address`.
std::string node(const std::string& dump, const std::string& address) {
  size_t at = ("\n" + dump).find("\n" + address + " ");
  if (at == std::string::npos) return {};
  size_t end = at;
  do end = dump.find('\n', end) + 1;
  while (end != 0 && end < dump.size() && dump[end] == ' ');
  return dump.substr(at, end - at);
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::string output_of(const Files& files, const std::string& directory, const std::string& name) {
  Options options;
  options.project = "";
  DeclaredInput input = declared(memory(files), directory, options);
  for (const Declared& d : input.declarations)
    if (d.mode == "output" && d.address == name) return d.unknown.empty() ? d.values : "unknown: " + d.unknown[0].cause;
  return "none";
}

TEST(Roots, TheStateOfAnotherRootGivesValuesAndNodes) {
  std::string g = graph_of({{"network/main.tf", kNetwork}, {"eks/main.tf", kCluster}});
  std::string cluster = node(g, "aws_eks_cluster.this");
  EXPECT_TRUE(has(cluster, "subnets -> aws_subnet.private[0]")) << g;
  EXPECT_TRUE(has(cluster, "subnets -> aws_subnet.private[1]")) << g;
  EXPECT_TRUE(has(cluster, "vpc -> aws_vpc.this")) << g;
  EXPECT_FALSE(has(g, "external: true") && has(g, "network: ")) << g;
}

TEST(Roots, WhatAnotherRootAddsToANodeIsThere) {
  std::string g = graph_of({{"network/main.tf", kNetwork}, {"eks/main.tf", kState + R"(
resource "aws_ec2_tag" "elb" {
  for_each    = toset(data.terraform_remote_state.network.outputs.subnet_ids)
  resource_id = each.value
  key         = "kubernetes.io/role/internal-elb"
  value       = "1"
}
)"}});
  for (const char* subnet : {"aws_subnet.private[0]", "aws_subnet.private[1]"}) EXPECT_TRUE(has(node(g, subnet), "kubernetes.io/role/internal-elb")) << g;
}

TEST(Roots, DataSourcesFindWhatAnotherRootDeclares) {
  std::string g = graph_of({{"network/main.tf", kNetwork}, {"eks/main.tf", kCluster}, {"apps/main.tf", R"(
data "aws_eks_cluster" "c" { name = "prod" }
data "aws_vpc" "v" {
  filter {
    name   = "tag:Name"
    values = ["prod-*"]
  }
}
data "aws_subnets" "p" {
  filter {
    name   = "vpc-id"
    values = [data.aws_vpc.v.id]
  }
  tags = { Tier = "private" }
}
resource "aws_eks_node_group" "n" {
  cluster_name  = data.aws_eks_cluster.c.name
  node_role_arn = "arn:aws:iam::111122223333:role/nodes"
  subnet_ids    = data.aws_subnets.p.ids
  version       = data.aws_eks_cluster.c.version
}
)"}});
  std::string group = node(g, "aws_eks_node_group.n");
  for (const char* part : {"cluster -> aws_eks_cluster.this", "subnets -> aws_subnet.private[0]", "subnets -> aws_subnet.private[1]", "version: \"1.31\""}) EXPECT_TRUE(has(group, part)) << part << "\n" << g;
}

TEST(Roots, ANameThatIsKnownLeadsToTheNearestClusterOfThatName) {
  const std::string addon = "resource \"aws_eks_addon\" \"a\" {\n  cluster_name = \"prod\"\n  addon_name   = \"vpc-cni\"\n}\n";
  EXPECT_TRUE(has(graph_of({{"network/main.tf", kNetwork}, {"eks/main.tf", kCluster}, {"apps/main.tf", addon}}), "cluster -> aws_eks_cluster.this"));
  // Two designs, each with its own; a third that could mean either means neither.
  Files two = {{"a/network/main.tf", kNetwork}, {"a/eks/main.tf", kCluster}, {"b/network/main.tf", kNetwork}, {"b/eks/main.tf", kCluster}, {"b/apps/main.tf", addon}, {"apps/main.tf", addon}};
  std::string g = graph_of(two);
  EXPECT_EQ(node(g, "prod").empty(), false) << g;
}

TEST(Roots, TwoRootsWithOneStateAreTheNearerOneOrNeither) {
  Files files = {{"a/network/main.tf", kNetwork}, {"a/eks/main.tf", kState + "output \"cidr\" { value = data.terraform_remote_state.network.outputs.cidr }\n"}, {"b/network/main.tf", kNetwork}};
  EXPECT_EQ(output_of(files, "a/eks", "cidr"), "\"10.0.0.0/16\"");
  files["eks/main.tf"] = files["a/eks/main.tf"];
  EXPECT_TRUE(has(output_of(files, "eks", "cidr"), "several root modules keep their state at network/terraform.tfstate")) << output_of(files, "eks", "cidr");
}

struct BackendCase {
  const char *name, *block, *backend, *config;
  bool found;
};

class RootsBackend : public testing::TestWithParam<BackendCase> {};

TEST_P(RootsBackend, IsMatchedByPlace) {
  const BackendCase& c = GetParam();
  std::string other = std::string(c.block) + "\noutput \"x\" { value = \"v-${terraform.workspace}\" }\n";
  std::string own = std::string("data \"terraform_remote_state\" \"o\" {\n  backend = \"") + c.backend + "\"\n" + c.config + "\n}\noutput \"x\" { value = data.terraform_remote_state.o.outputs.x }\n";
  std::string x = output_of({{"one/main.tf", other}, {"two/main.tf", own}}, "two", "x");
  EXPECT_EQ(has(x, "\"v-"), c.found) << x;
  if (std::string(c.name).find("Workspace") != std::string::npos) EXPECT_EQ(x, c.found ? "\"v-live\"" : x);
}

INSTANTIATE_TEST_SUITE_P(Backends, RootsBackend, testing::Values(
    BackendCase{"Local", "", "local", "config = { path = \"${path.module}/../one/terraform.tfstate\" }", true},
    BackendCase{"LocalPath", "terraform {\n backend \"local\" {\n path = \"s/a.tfstate\"\n }\n}", "local", "config = { path = \"../one/s/a.tfstate\" }", true},
    BackendCase{"LocalWorkspace", "", "local", "config = { path = \"../one/terraform.tfstate\", workspace_dir = \"../one/terraform.tfstate.d\" }\n workspace = \"live\"", true},
    BackendCase{"S3OtherBucket", "terraform {\n backend \"s3\" {\n bucket = \"a\"\n key = \"k/s\"\n }\n}", "s3", "config = { bucket = \"b\", key = \"k/s\" }", false},
    BackendCase{"S3Workspace", "terraform {\n backend \"s3\" {\n bucket = \"a\"\n key = \"k\"\n workspace_key_prefix = \"eks\"\n }\n}", "s3", "config = { bucket = \"a\", key = \"eks/live/k\" }", true},
    BackendCase{"S3WorkspaceArgument", "terraform {\n backend \"s3\" {\n bucket = \"a\"\n key = \"k\"\n }\n}", "s3", "config = { bucket = \"a\", key = \"k\" }\n workspace = \"live\"", true},
    BackendCase{"S3PartialBackend", "terraform {\n backend \"s3\" {\n key = \"network/state\"\n }\n}", "s3", "config = { bucket = \"a\", key = \"network/state\" }", true},
    BackendCase{"S3PartialCommonKey", "terraform {\n backend \"s3\" {\n key = \"terraform.tfstate\"\n }\n}", "s3", "config = { bucket = \"a\", key = \"terraform.tfstate\" }", false},
    BackendCase{"Gcs", "terraform {\n backend \"gcs\" {\n bucket = \"a\"\n prefix = \"net/\"\n }\n}", "gcs", "config = { bucket = \"a\", prefix = \"net\" }", true},
    BackendCase{"Azurerm", "terraform {\n backend \"azurerm\" {\n storage_account_name = \"a\"\n container_name = \"c\"\n key = \"net.tfstate\"\n }\n}", "azurerm",
                "config = { storage_account_name = \"a\", container_name = \"c\", key = \"net.tfstate\" }", true},
    BackendCase{"Cloud", "terraform {\n cloud {\n organization = \"o\"\n workspaces {\n name = \"net\"\n }\n }\n}", "remote", "config = { organization = \"o\", workspaces = { name = \"net\" } }", true},
    BackendCase{"RemoteWorkspace", "terraform {\n backend \"remote\" {\n organization = \"o\"\n workspaces {\n prefix = \"net-\"\n }\n }\n}", "remote",
                "config = { organization = \"o\", workspaces = { name = \"net-live\" } }", true},
    BackendCase{"OtherType", "terraform {\n backend \"gcs\" {\n bucket = \"a\"\n prefix = \"net\"\n }\n}", "s3", "config = { bucket = \"a\", key = \"net/default.tfstate\" }", false}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(Roots, ACircleOfRootsIsUnknownAndNoError) {
  auto root = [](const char* other, const char* value) { return std::string("data \"terraform_remote_state\" \"o\" {\n  backend = \"local\"\n  config = { path = \"../") + other + "/terraform.tfstate\" }\n}\noutput \"x\" { value = " + value + " }\noutput \"y\" { value = \"fixed\" }\n"; };
  Files files = {{"a/main.tf", root("b", "data.terraform_remote_state.o.outputs.x")}, {"b/main.tf", root("a", "data.terraform_remote_state.o.outputs.x")},
                 {"c/main.tf", root("d", "data.terraform_remote_state.o.outputs.x")}, {"d/main.tf", root("c", "data.terraform_remote_state.o.outputs.y")}};
  EXPECT_TRUE(has(output_of(files, "a", "x"), "in a circle")) << output_of(files, "a", "x");
  EXPECT_EQ(output_of(files, "c", "x"), "\"fixed\"");  // two roots that read each other without a circle of values
  EXPECT_TRUE(analyze(memory(files), {})->findings.empty());
}

TEST(Roots, AnUnknownSaysWhichRootAndWhatItNeeds) {
  EXPECT_TRUE(has(output_of({{"network/main.tf", kNetwork}, {"eks/main.tf", kState + "output \"v\" { value = data.terraform_remote_state.network.outputs.vpc_id }\n"}}, "eks", "v"), "root module network"));
  EXPECT_TRUE(has(output_of({{"eks/main.tf", kState + "output \"v\" { value = data.terraform_remote_state.network.outputs.vpc_id }\n"}}, "eks", "v"), "no root module of this project keeps its state at network/terraform.tfstate"));
  Options options;
  options.project = "";
  WhyAnswer answer = why(memory({{"network/main.tf", kNetwork}, {"eks/main.tf", kState + "output \"c\" { value = data.terraform_remote_state.network.outputs.cidr }\n"}}), "eks", "output.c", options);
  ASSERT_TRUE(answer.explanation && !answer.explanation->from.empty());
  EXPECT_EQ(answer.explanation->from[0].how, "an output of the root module network, whose state is read");
}

TEST(Roots, OneThreadAndManyGiveTheSame) {
  Files files;
  for (int i = 0; i < 20; ++i) {
    std::string at = "d" + std::to_string(i) + "/";
    files[at + "network/main.tf"] = kNetwork;
    files[at + "eks/main.tf"] = kCluster;
    files[at + "apps/main.tf"] = "data \"aws_vpc\" \"v\" {\n  tags = { Name = \"prod-vpc\" }\n}\nresource \"aws_security_group\" \"s\" { vpc_id = data.aws_vpc.v.id }\n";
  }
  std::string one = graph_of(files, 1);
  EXPECT_EQ(one, graph_of(files, 8));
  EXPECT_EQ(one, graph_of(files, 3));
}

}  // namespace
}  // namespace plumb
