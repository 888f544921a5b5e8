// The recorded answers of the AWS Load Balancer Controller, four versions, against what the analysis derives: outcome, and for ok the subnets.
// Asked: subnet discovery, and Services and Ingresses of the families about subnets (kFamilies). Other families are about settings that
// the analysis does not model yet.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <set>

#include "analysis/load_balancer_inputs.h"
#include "analysis/load_balancers/subnets.h"
#include "base/text.h"
#include "graph/kinds.gen.h"
#include "load_balancers/answers.h"
#include "load_balancers/case_graph.h"
#include "syntax/read.h"

namespace plumb {
namespace {

using oracle::Answer;
using oracle::expected;
using oracle::shown;

const std::set<std::string, std::less<>> kFamilies = {"role", "cluster", "reach", "free", "zone", "locale", "taken", "explicit"};

Answer derived(const oracle::CaseGraph& c) {
  const Graph& g = c.graph;
  bool is_service = g.node(c.target).kind == Kind::service;
  const Value& outcome = g.get(c.target, is_service ? field::service::load_balancer_outcome : field::ingress::load_balancer_outcome);
  const Value& controller = g.get(c.target, is_service ? field::service::load_balancer_controller : field::ingress::load_balancer_controller);
  Answer a;
  if (outcome.is_absent() || controller.string_or("aws-load-balancer-controller") != "aws-load-balancer-controller") a.outcome = "ignored";
  else if (outcome.is_unknown()) a.outcome = cat("unknown (", outcome.cause()->text, ")");
  else a.outcome = outcome.string_or();
  if (a.outcome == "ignored") return a;
  a.subnets = oracle::chosen_subnets(c, is_service ? field::service::load_balancer_subnets : field::ingress::load_balancer_subnets);
  a.error = g.get(c.target, is_service ? field::service::load_balancer_error : field::ingress::load_balancer_error).string_or();
  return a;
}

/// `call` resolver: discovery alone, on the VPC as the graph has it.
Answer discovered(oracle::CaseGraph& c, TreeRef input, lb::Version version) {
  TreeRef resolve = input["resolve"];
  auto or_default = [](std::string_view given, std::string_view otherwise) { return given.empty() ? otherwise : given; };
  VpcView view = view_vpc(c.graph, c.vpc);
  lb::Controller controller;
  controller.version = version;
  controller.cluster_name = Value::of(input["clusterName"]);
  for (auto [gate, on] : input["flags"]["featureGates"].entries()) controller.feature_gates[std::string(gate.text())] = Value::of(on);
  lb::World w;
  lb::SubnetRequest request{or_default(resolve["lbType"].string(), "application"), or_default(resolve["scheme"].string(), "internet-facing"), or_default(resolve["ipAddressType"].string(), "ipv4")};
  lb::Outcome o = lb::discover_subnets(request, controller, view.network, w);
  Answer a;
  a.outcome = o.verdict == lb::Verdict::ok ? "ok" : "error";
  a.error = o.error;
  std::string_view prefix = "couldn't auto-discover subnets: ";  // the Ingress model's, not the resolver's
  if (std::string_view(a.error).starts_with(prefix)) a.error.erase(0, prefix.size());
  for (size_t i : o.subnets) a.subnets.emplace_back(c.graph.node(view.subnets[i]).name);
  return a;
}

class Controller : public testing::TestWithParam<lb::Version> {};

TEST_P(Controller, AnswersAsRecorded) {
  lb::Version version = GetParam();
  std::string name = cat('v', version.major, '.', version.minor, '.', version.patch);
  std::ifstream in(cat(oracle::folder(), "aws-load-balancer-controller-", name, ".jsonl"));
  if (!in) GTEST_SKIP() << "no recorded answers in " << oracle::folder() << " (PLUMB_SHARED names the folder of shared test data)";
  int asked = 0, same = 0, errors = 0, same_text = 0, others = 0, others_same = 0;
  std::string differences;
  for (std::string line; std::getline(in, line);) {
    Findings findings;
    Tree tree = read_json(FileId{0}, line, findings);
    TreeRef c = tree.document(0), input = c["input"];
    std::string_view call = input["call"].string();
    if (call == "resolver" && input["resolve"]["via"].string() != "discovery") continue;
    bool counts = call == "resolver" || kFamilies.count(split(c["id"].string(), '-')[2]);
    oracle::CaseGraph graph;
    oracle::build(input, name, graph);
    Answer want = expected(c["expect"]), got = call == "resolver" ? discovered(graph, input, version) : derived(graph);
    bool equal = want.outcome == got.outcome && (want.outcome != "ok" || want.subnets == got.subnets);
    bool words = want.outcome != "error" || want.error.empty() || want.error == got.error;
    if ((counts || std::getenv("PLUMB_SHOW_ALL")) && !(equal && words)) differences += cat(c["id"].string(), "\n  recorded ", shown(want), "\n  derived  ", shown(got), "\n");
    (counts ? asked : others) += 1;
    (counts ? same : others_same) += equal;
    if (counts && want.outcome == "error" && !want.error.empty()) {
      ++errors;
      same_text += words;
    }
  }
  std::cout << differences << "load balancer controller " << name << ": " << same << " of " << asked << " answers about subnets the same (" << same_text << " of " << errors << " refusals in the same words); "
            << others_same << " of " << others << " in the families that are not modelled yet\n";
  EXPECT_GT(asked, 50);
  EXPECT_EQ(same, asked);
  EXPECT_EQ(same_text, errors);
}

INSTANTIATE_TEST_SUITE_P(Versions, Controller, testing::Values(lb::Version{3, 5, 0}, lb::Version{2, 13, 4}, lb::Version{2, 8, 3}, lb::Version{2, 5, 4}));

}  // namespace
}  // namespace plumb
