// Environments: which variables files are some, one run over several, and findings that know where they hold.
#include <gtest/gtest.h>

#include <map>

#include "base/text.h"
#include "rules/pack.h"
#include "session/session.h"

namespace plumb {
namespace {

using Files = std::map<std::string, std::string>;

const std::string kRoot = R"(
variable "env" { type = string }
variable "public" { type = bool }
resource "aws_eks_cluster" "this" {
  name     = "app-${var.env}"
  version  = "1.31"
  role_arn = "arn:aws:iam::111122223333:role/cluster"
  vpc_config {
    endpoint_public_access = var.public
    public_access_cidrs    = ["0.0.0.0/0"]
    subnet_ids             = ["subnet-1", "subnet-2"]
  }
}
)";

std::string values(const char* env, bool open) { return cat("env = \"", env, "\"\npublic = ", open ? "true" : "false", "\n"); }

Options options(unsigned jobs = 1) {
  Options o;
  o.jobs = jobs;
  std::vector<std::string> errors;
  rules::SelectionOptions all;
  all.profile = rules::Profile::all;
  o.engine = std::make_shared<const rules::Engine>(rules::select_rules(rules::builtin_rules(), all, errors));
  return o;
}

/// "rule [environments]" of the findings of one rule.
std::vector<std::string> found(const Snapshot& s, std::string_view rule) {
  std::vector<std::string> out;
  for (const Finding& f : s.findings)
    if (f.rule == rule) out.push_back(join(s.environments_of(f), " "));
  return out;
}

std::vector<std::string> names(const Snapshot& s) {
  std::vector<std::string> out;
  for (const Environment& e : s.environments) out.push_back(e.name);
  return out;
}

using Texts = std::vector<std::string>;
constexpr const char* kPublic = "eks-endpoint-public-open-cidr";

TEST(Environments, VariablesFilesBesideARootAreSome) {
  auto of = [](const char* path) { return names(*analyze(memory({{"infra/main.tf", kRoot}, {path, values("x", true)}}), Options())); };
  EXPECT_EQ(of("infra/environments/prod.tfvars"), Texts{"prod"});
  EXPECT_EQ(of("infra/environments/customer-a.tfvars"), Texts{"customer-a"});
  EXPECT_EQ(of("infra/env/dev/terraform.tfvars"), Texts{"dev"});
  EXPECT_EQ(of("infra/tfvars/eu-prod.tfvars"), Texts{"eu-prod"});
  EXPECT_EQ(of("infra/staging.tfvars"), Texts{"staging"});
  EXPECT_EQ(of("infra/workspaces/qa.tfvars.json"), Texts{});  // no JSON
  for (const char* none : {"infra/terraform.tfvars", "infra/prod.auto.tfvars", "infra/main-input.tfvars", "infra/environments/common.tfvars", "infra/vars/extra.tfvars", "other/prod.tfvars"}) EXPECT_EQ(of(none), Texts{}) << none;
  EXPECT_EQ(names(*analyze(memory({{"main.tf", kRoot}, {"prod.tfvars", "other = 1\n"}}), Options())), Texts{});  // gives no variable of the root a value
}

TEST(Environments, AFindingKnowsWhereItHolds) {
  Files files = {{"infra/main.tf", kRoot}, {"infra/environments/prod.tfvars", values("prod", true)}, {"infra/environments/dev.tfvars", values("dev", false)}};
  EXPECT_EQ(found(*analyze(memory(files), options()), kPublic), Texts{"prod"});
  files["infra/environments/dev.tfvars"] = values("dev", true);
  EXPECT_EQ(found(*analyze(memory(files), options()), kPublic), Texts{"dev prod"});  // the name of the cluster differs only by the environment's
  files["infra/environments/dev.tfvars"] = values("other", true);
  EXPECT_EQ(found(*analyze(memory(files), options()), kPublic).size(), 2u);
}

TEST(Environments, WhatDoesNotDependOnThemIsFoundOnceAndSaysNothing) {
  std::string other = kRoot;
  Files files = {{"a/infra/main.tf", kRoot}, {"a/infra/environments/prod.tfvars", values("prod", true)}, {"a/infra/environments/dev.tfvars", values("dev", true)},
                 {"b/infra/main.tf", kRoot}, {"b/infra/terraform.tfvars", values("b", true)}};
  EXPECT_EQ(found(*analyze(memory(files), options()), kPublic), (Texts{"dev prod", ""}));
}

TEST(Environments, OfTheOptionsHaveFilesVariablesAndWorkspaces) {
  Files files = {{"infra/main.tf", kRoot}, {"one.tfvars", values("one", true)}};
  Options o = options();
  Environment one, two;
  one.name = "one";
  one.var_files = {"one.tfvars"};
  two.name = "two";
  two.variables = {{"env", "two"}, {"public", "false"}};
  o.environments = {one, two};
  auto s = analyze(memory(files), o);
  EXPECT_EQ(names(*s), (Texts{"one", "two"}));
  EXPECT_EQ(found(*s, kPublic), Texts{"one"});
  o.environment = "two";
  EXPECT_EQ(found(*analyze(memory(files), o), kPublic), Texts{});
  o.environment.clear();
  o.load.variables = {{"public", "true"}};  // the command line wins
  EXPECT_EQ(found(*analyze(memory(files), o), kPublic), Texts{"one two"});
}

TEST(Environments, FoldersOfOthersAreLeftOut) {
  Files files = {{"prod/main.tf", kRoot}, {"dev/main.tf", kRoot}};
  Options o = options();
  for (const char* name : {"prod", "dev"}) {
    Environment e;
    e.name = name;
    e.inputs = {name};
    e.variables = {{"env", name}, {"public", std::string_view(name) == "prod" ? "true" : "false"}};
    o.environments.push_back(e);
  }
  EXPECT_EQ(found(*analyze(memory(files), o), kPublic), Texts{"prod"});
}

TEST(Environments, AVariablesFileOfTheCommandLineStandsInForThem) {
  Files files = {{"infra/main.tf", kRoot}, {"infra/environments/prod.tfvars", values("prod", true)}, {"infra/environments/dev.tfvars", values("dev", false)}};
  Options o = options();
  o.load.var_files = {"infra/environments/prod.tfvars"};
  auto s = analyze(memory(files), o);
  EXPECT_TRUE(s->environments.empty());
  EXPECT_EQ(found(*s, kPublic), Texts{""});
}

TEST(Environments, OneThreadAndManyGiveTheSame) {
  Files files;
  for (int i = 0; i < 12; ++i) {
    std::string at = cat("d", i, "/infra/");
    files[at + "main.tf"] = kRoot;
    for (const char* e : {"prod", "dev", "qa"}) files[cat(at, "environments/", e, ".tfvars")] = values(e, i % 2 == 0 || e[0] == 'p');
  }
  auto told = [&](unsigned jobs) {
    auto s = analyze(memory(files), options(jobs));
    std::string out;
    for (const Finding& f : s->findings) out += cat(f.rule, " ", s->sources.path(f.at.file), ":", f.at.begin, " ", f.message, " [", join(s->environments_of(f), " "), "]\n");
    return out;
  };
  EXPECT_EQ(told(1), told(8));
}

}  // namespace
}  // namespace plumb
