// A recorded case of a load balancer controller as a graph: the VPC as an account's answers, the objects as manifests, the controller's own
// Deployment, whose image tag and arguments carry version and flags.
// Why by hand: the tests ask about the analysis alone, without readers of account answers or manifests.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "graph/graph.h"

namespace plumb::oracle {

struct CaseGraph {
  Graph graph;
  NodeId vpc = NodeId::none, target = NodeId::none;  // target: none for `call` resolver
};

/// `input` is the case's input; `controller_version` as in "v3.5.0"; empty: no deployment of it. The graph is linked and analysed.
void build(TreeRef input, std::string_view controller_version, CaseGraph& out);

/// The ids of the subnets in load_balancer_subnets of the target, in order.
std::vector<std::string> chosen_subnets(const CaseGraph& c, Field field);

}  // namespace plumb::oracle
