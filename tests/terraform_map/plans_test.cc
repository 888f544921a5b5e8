// Terraform's own answers about references (oracles/plans/roots): where its plan says that an attribute is ${aws_subnet.a.id}, the edge
// from this resource's node to that one is in the graph. Registry modules are read where the oracle has their source. PLUMB_LIST=1 lists what is
// missing: two references by index into a set of ids, whose order nobody can know before they exist.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <set>
#include <unordered_map>

#include "base/text.h"
#include "load/terraform/evaluate.h"
#include "load/terraform/map.h"
#include "load/terraform/mapper.h"
#include "support/fixtures.h"
#include "support/plan_case.h"
#include "syntax/hcl/hcl.h"
#include "syntax/read.h"

namespace plumb {
namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& path) { return fixtures::read_text(path); }

/// Two attributes of an association: an edge from the one's target to the other's.
struct Association {
  std::string_view type, from;
  Field field;
  std::string_view to;
};
const Association kAssociations[] = {
    {"aws_route_table_association", "route_table_id", field::route_table::subnets, "subnet_id"},
    {"aws_vpc_dhcp_options_association", "vpc_id", field::vpc::dhcp_options, "dhcp_options_id"},
    {"aws_vpc_endpoint_route_table_association", "vpc_endpoint_id", field::vpc_endpoint::route_tables, "route_table_id"},
    {"aws_internet_gateway_attachment", "internet_gateway_id", field::internet_gateway::vpc, "vpc_id"},
};
// Edges that `special` functions make.
const terraform::Row kSpecial[] = {
    {"gateway_id", field::route::target},         {"nat_gateway_id", field::route::target},
    {"egress_only_gateway_id", field::route::target}, {"transit_gateway_id", field::route::target},
    {"vpc_peering_connection_id", field::route::target},
};

/// "${module.a.aws_subnet.b[0].id}" -> the address; empty for anything else.
std::string address_in(std::string_view reference) {
  if (!reference.starts_with("${") || reference.find('}') != reference.size() - 1) return {};
  std::string_view path = reference.substr(2, reference.size() - 3);
  if (!path.ends_with(".id") && !path.ends_with(".arn") && !path.ends_with(".name")) return {};
  return std::string(path.substr(0, path.rfind('.')));
}

struct Counts {
  size_t cases = 0, there = 0, missing = 0, absent = 0;
};

class Answers {
 public:
  Answers(const Graph& g, Counts& counts, const std::string& name) : g_(g), counts_(counts), name_(name) {
    for (const Node& n : g.nodes()) by_address_.emplace(n.address, n.id);
  }
  NodeId node(std::string_view address) const {
    auto it = by_address_.find(address);
    return it == by_address_.end() ? NodeId::none : it->second;
  }
  void edge(std::string_view from, Field field, std::string_view reference) {
    std::string to = address_in(reference);
    if (to.empty()) return;
    NodeId a = node(from), b = node(to);
    if (a == NodeId::none || b == NodeId::none || g_.node(a).kind != field.kind) {
      ++counts_.absent;
      return;
    }
    std::vector<NodeId> targets = g_.targets(a, field);
    if (std::find(targets.begin(), targets.end(), b) != targets.end()) {
      ++counts_.there;
      return;
    }
    ++counts_.missing;
    if (std::getenv("PLUMB_LIST")) std::cout << name_ << ": " << from << " " << info(field).name << " -> " << to << "\n";
  }
  void edges(std::string_view from, Field field, TreeRef references) {
    if (references.is_list())
      for (TreeRef r : references.items()) edge(from, field, r.string());
    else edge(from, field, references.string());
  }

 private:
  const Graph& g_;
  Counts& counts_;
  std::string name_;
  std::unordered_map<std::string_view, NodeId> by_address_;
};

void check_case(const fs::path& shared, const fs::path& folder, Counts& counts) {
  std::string text = text_of(folder / "expected.json");
  Findings findings;
  Tree tree = read_json(FileId::none, text, findings);
  fixtures::PlanCase c;
  fixtures::read_plan_case(c, shared, folder);
  Builder builder;
  terraform::Configuration configuration = terraform::evaluate(c.project, c.directory, builder.arena(), findings);
  terraform::map_resources(configuration, c.project, builder, findings);
  Graph graph;
  graph.absorb({c.directory, "terraform", c.directory, ""}, std::move(builder));
  graph.freeze();
  Answers answers(graph, counts, folder.filename().string());
  ++counts.cases;
  std::map<std::string_view, std::span<const terraform::Row>> rows;
  using namespace terraform;
  for (auto table : {network_types(), routing_types(), security_types(), database_types(), eks_types(), iam_types()})
    for (const ResourceType& t : table) rows[t.type] = t.rows;
  for (auto [address, resource] : tree.document(0)["resources"].entries()) {
    TreeRef refs = resource["refs"];
    std::string_view type = resource["type"].string();
    if (!refs || resource["mode"].string() == "data" || !rows.count(type)) continue;
    auto at = [&](std::string_view path) {
      std::string pointer = "/";
      for (char ch : path) pointer += ch == '.' ? std::string("/0/") : std::string(1, ch);
      return refs[pointer];
    };
    for (const Row& row : rows[type])
      if (info(row.field).type.base == BaseType::node) answers.edges(address.text(), row.field, at(row.path));
    if (type == "aws_route")
      for (const Row& row : kSpecial) answers.edges(address.text(), row.field, at(row.path));
    for (const Association& a : kAssociations)
      if (a.type == type) answers.edges(address_in(at(a.from).string()), a.field, at(a.to));
  }
}

TEST(TerraformPlans, ReferencesAreEdges) {
  const char* given = std::getenv("PLUMB_SHARED");
  fs::path shared = given ? given : PLUMB_SOURCE_DIR "/../shared", roots = shared / "oracles/plans/roots";
  if (!fs::exists(roots)) GTEST_SKIP() << "no shared test data: " << roots << " (PLUMB_SHARED names its folder)";
  Counts counts;
  std::set<fs::path> folders;
  for (const auto& entry : fs::directory_iterator(roots)) folders.insert(entry.path());
  for (const fs::path& folder : folders) check_case(shared, folder, counts);
  std::cout << counts.there << " of " << counts.there + counts.missing << " references between nodes are edges, in " << counts.cases << " plans; "
            << counts.absent << " are between resources of which one is no node here\n";
  EXPECT_GT(counts.there, 1000u);
  EXPECT_GE(counts.there * 100, (counts.there + counts.missing) * 99);
}

}  // namespace
}  // namespace plumb
