// Security groups and rules that eksctl makes.
// Invariant: groups made here carry the rule that lets everything out, as AWS adds it where no egress rule is given. A part with a slash
// ("nodeGroups.a/SG") belongs to a node group's stack, which its Name tag says.
#pragma once
#include "load/eksctl/design.h"

namespace plumb::eksctl {

struct GroupRule {
  NodeId group = NodeId::none;
  const char* direction = "ingress";
  const char* protocol = "tcp";
  int from = 0, to = 0;
  NodeId peer = NodeId::none;  // source (or destination) group
  std::vector<Value> cidrs = {};
  bool v6 = false;
};

NodeId make_group(Design& d, std::string_view part, std::vector<MapEntry> tags, Span at);
void add_rule(Design& d, std::string_view part, const GroupRule& rule, Span at);

}  // namespace plumb::eksctl
