// Networks that kops writes as Terraform: every subnet that the cluster's specification names is in the graph, with its VPC, block,
// zone, route table and way out. The specification lies beside the Terraform that kops made of it, so each is the other's oracle.
// PLUMB_SHARED names the folder of shared test data.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <iostream>

#include "base/text.h"
#include "graph/kinds.gen.h"
#include "session/session.h"
#include "syntax/read.h"

namespace plumb {
namespace {

namespace fs = std::filesystem;

struct Counts {
  size_t folders = 0, subnets = 0, existing = 0, routes = 0, gateways = 0;
};

/// What kops gives a subnet of this type to reach the internet by; empty: the specification leaves it to others.
std::string_view way_out(TreeRef subnet) {
  if (subnet["egress"].text() == "External") return "";
  std::string_view type = subnet["type"].text();
  return type == "Public" || type == "Utility" ? "public" : "private-nat";
}

class KopsNetwork {
 public:
  KopsNetwork(const Graph& graph, TreeRef cluster, Counts& counts) : graph_(graph), cluster_(cluster), spec_(cluster["spec"]), counts_(counts) {}

  void check() {
    for (TreeRef subnet : spec_["subnets"].items()) check_subnet(subnet);
    for (NodeId id : graph_.of_kind(Kind::route)) {
      ++counts_.routes;
      EXPECT_TRUE(graph_.get(id, field::route::target_type).is_string()) << graph_.node(id).address;
      EXPECT_NE(graph_.first_target(id, field::route::route_table), NodeId::none) << graph_.node(id).address;
    }
    for (Kind kind : {Kind::internet_gateway, Kind::nat_gateway, Kind::egress_only_internet_gateway}) counts_.gateways += graph_.of_kind(kind).size();
  }

 private:
  void check_subnet(TreeRef wanted) {
    SCOPED_TRACE(std::string(wanted["name"].text()));
    if (wanted["id"]) {
      ++counts_.existing;
      return;
    }
    std::string tag = cat(wanted["name"].text(), ".", cluster_["metadata"]["name"].text());
    NodeId found = NodeId::none;
    for (NodeId id : graph_.of_kind(Kind::subnet))
      if (graph_.get(id, field::subnet::tags).get("Name").string_or() == tag) found = id;
    ASSERT_NE(found, NodeId::none) << "no subnet " << tag;
    EXPECT_EQ(graph_.get(found, field::subnet::cidr_block).string_or(), wanted["cidr"].text());
    ++counts_.subnets;
    EXPECT_EQ(graph_.get(found, field::subnet::availability_zone).string_or(), wanted["zone"].text());
    check_vpc(found);
    std::string_view reachability = way_out(wanted);
    if (!reachability.empty()) {
      EXPECT_EQ(graph_.get(found, field::subnet::reachability).string_or("unknown"), reachability);
    }
  }

  void check_vpc(NodeId id) {
    NodeId network = graph_.first_target(id, field::subnet::vpc);
    ASSERT_NE(network, NodeId::none);
    if (TreeRef existing = spec_["networkID"]) {
      EXPECT_EQ(graph_.get(network, field::vpc::vpc_id).string_or(), existing.text());
    } else {
      EXPECT_EQ(graph_.get(network, field::vpc::cidr_blocks).at(0).string_or(), spec_["networkCIDR"].text());
    }
  }

  const Graph& graph_;
  TreeRef cluster_, spec_;
  Counts& counts_;
};

TEST(KopsNetworks, AreWholeInTheGraph) {
  const char* given = std::getenv("PLUMB_SHARED");
  fs::path folder = fs::path(given ? given : PLUMB_SOURCE_DIR "/../shared") / "corpus/kubernetes+kops/tests/integration/update_cluster";
  if (!fs::exists(folder)) GTEST_SKIP() << "no shared test data: " << folder << " (PLUMB_SHARED names its folder)";
  Counts counts;
  for (const auto& entry : fs::directory_iterator(folder)) {
    std::shared_ptr<const Vfs> vfs = disk(entry.path().string());
    std::optional<std::string> text = vfs->read("in-v1alpha2.yaml", nullptr);
    if (!text) continue;
    SCOPED_TRACE(entry.path().filename().string());
    Findings findings;
    Tree tree = read_yaml(FileId::none, *text, findings);
    std::shared_ptr<const Snapshot> snapshot = analyze(vfs, Options());
    if (snapshot->graph.of_kind(Kind::subnet).empty()) {  // another provider's cluster
      std::cout << entry.path().filename().string() << ": no subnets; cloud provider " << tree.document(0)["spec"]["cloudProvider"].text() << "\n";
      continue;
    }
    ++counts.folders;
    KopsNetwork(snapshot->graph, tree.document(0), counts).check();
  }
  std::cout << counts.folders << " clusters: " << counts.subnets << " subnets made and " << counts.existing << " existing ones, " << counts.routes << " routes, " << counts.gateways
            << " gateways\n";
  EXPECT_GE(counts.folders, 30u);
}

}  // namespace
}  // namespace plumb
