// The recorded answers of cloud-provider-aws, two versions, against decide_legacy_service on the VPC as the graph has it: outcome, and for ok
// the subnets. The provider's code is asked directly: a design without any AWS Load Balancer Controller does not prove that none runs.
#include <gtest/gtest.h>

#include <fstream>
#include <iostream>
#include <set>

#include "analysis/load_balancer_inputs.h"
#include "analysis/load_balancers/decide.h"
#include "graph/kinds.gen.h"
#include "load_balancers/answers.h"
#include "load_balancers/case_graph.h"
#include "syntax/read.h"

namespace plumb {
namespace {

// Settings that are not modelled: listeners and certificates, attributes, security groups, load balancers that exist, and the flag that
// names the controller's own subnet.
const std::set<std::string, std::less<>> kNotModelled = {"setting", "mix", "tls", "source", "created", "own", "nlb"};

class CloudProvider : public testing::TestWithParam<lb::Version> {};

TEST_P(CloudProvider, AnswersAsRecorded) {
  lb::Version version = GetParam();
  std::string name = cat('v', version.major, '.', version.minor, '.', version.patch);
  std::ifstream in(cat(oracle::folder(), "cloud-provider-aws-", name, ".jsonl"));
  if (!in) GTEST_SKIP() << "no recorded answers in " << oracle::folder() << " (PLUMB_SHARED names the folder of shared test data)";
  int asked = 0, same = 0, others = 0, others_same = 0;
  std::string differences;
  for (std::string line; std::getline(in, line);) {
    Findings findings;
    Tree tree = read_json(FileId{0}, line, findings);
    TreeRef c = tree.document(0), input = c["input"];
    bool has_main = false;  // every VPC has a main route table; the recorded cases without one ask what cannot be
    for (TreeRef t : input["routeTables"].items()) has_main |= t["main"].boolean();
    bool counts = has_main && !kNotModelled.count(split(c["id"].string(), '-')[2]);
    oracle::CaseGraph graph;
    oracle::build(input, {}, graph);
    VpcView view = view_vpc(graph.graph, graph.vpc);
    lb::Service service = view_service(graph.graph, graph.target);
    lb::World w;
    lb::Outcome o = lb::decide_legacy_service(service, version, Value::of(input["clusterName"]), &view.network, nullptr, w);
    oracle::Answer want = oracle::expected(c["expect"]), got;
    got.outcome = o.verdict == lb::Verdict::ok ? "ok" : o.verdict == lb::Verdict::ignored ? "ignored" : "error";
    got.error = o.error;
    for (size_t i : o.subnets) got.subnets.emplace_back(graph.graph.node(view.subnets[i]).name);
    bool equal = want.outcome == got.outcome && (want.outcome != "ok" || (want.subnets == got.subnets && (c["expect"]["scheme"].string().empty() || c["expect"]["scheme"].string() == o.scheme)));
    if (counts && !equal) differences += cat(c["id"].string(), "\n  recorded ", shown(want), "\n  derived  ", shown(got), "\n");
    (counts ? asked : others) += 1;
    (counts ? same : others_same) += equal;
  }
  std::cout << differences << "cloud provider " << name << ": " << same << " of " << asked << " answers the same; " << others_same << " of " << others << " in the families that are not modelled yet\n";
  EXPECT_GT(asked, 30);
  EXPECT_EQ(same, asked);
}

INSTANTIATE_TEST_SUITE_P(Versions, CloudProvider, testing::Values(lb::Version{1, 37, 0}, lb::Version{1, 30, 10}));

}  // namespace
}  // namespace plumb
