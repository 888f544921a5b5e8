// See networks.h.
// Invariant: what an input states, or states to be unknown, is never replaced; units join over edges that frontends made from ids only.
#include "link/networks.h"

#include "graph/kinds.gen.h"

namespace plumb::linking {
namespace {

bool stated(const Graph& g, NodeId id, Field field) { return g.first_target(id, field) != NodeId::none || g.get(id, field).is_unknown(); }

/// The edges of a list field, in order.
std::vector<const Edge*> edges_of(const std::vector<std::vector<const Edge*>>& outgoing, NodeId id, Field field) {
  std::vector<const Edge*> out;
  for (const Edge* e : outgoing[static_cast<uint32_t>(id)])
    if (e->field == field) out.push_back(e);
  return out;
}

struct Placement {
  Span at;
  NodeId to;
  bool maybe;
};

}  // namespace

void link_networks(Graph& g) {
  std::vector<std::vector<const Edge*>> outgoing(g.size());
  for (const Edge& e : g.edges()) outgoing[static_cast<uint32_t>(e.from)].push_back(&e);
  // The pass adds edges at its end: until then the pointers above hold.
  struct New {
    NodeId from;
    Field field;
    Placement to;
  };
  std::vector<New> made;
  // The VPC of a cluster is that of its subnets; they are always in one.
  for (NodeId c : g.of_kind(Kind::cluster)) {
    if (stated(g, c, field::cluster::vpc)) continue;
    NodeId vpc = NodeId::none;
    Placement first{};
    bool differ = false;
    for (const Edge* e : edges_of(outgoing, c, field::cluster::subnets)) {
      NodeId of = g.first_target(e->to, field::subnet::vpc);
      if (of == NodeId::none || e->maybe) continue;
      differ = differ || (vpc != NodeId::none && of != vpc);
      if (vpc == NodeId::none) first = {e->span, vpc = of, g.node(e->to).maybe};
    }
    if (vpc != NodeId::none && !differ) made.push_back({c, field::cluster::vpc, first});
  }
  // Managed groups that name no subnets are placed in the cluster's; an auto-scaling group without may be anywhere.
  for (NodeId group : g.of_kind(Kind::node_group)) {
    NodeId cluster = g.first_target(group, field::node_group::cluster);
    if (cluster == NodeId::none || stated(g, group, field::node_group::subnets) || g.get(group, field::node_group::management).string_or() == "self-managed") continue;
    for (const Edge* e : edges_of(outgoing, cluster, field::cluster::subnets)) made.push_back({group, field::node_group::subnets, {e->span, e->to, e->maybe}});
    if (const Value& subnets = g.get(cluster, field::cluster::subnets); subnets.is_unknown()) g.set(group, field::node_group::subnets, subnets);
  }
  // A table that is declared to be the main one is its VPC's.
  for (NodeId table : g.of_kind(Kind::route_table)) {
    NodeId vpc = g.first_target(table, field::route_table::vpc);
    if (vpc == NodeId::none || !g.get(table, field::route_table::main).boolean_or(false) || stated(g, vpc, field::vpc::main_route_table)) continue;
    made.push_back({vpc, field::vpc::main_route_table, {g.node(table).name_span, table, g.node(table).maybe}});
  }
  for (const New& n : made) g.link(n.from, n.field, n.to.to, n.to.at, n.to.maybe);
}

}  // namespace plumb::linking
