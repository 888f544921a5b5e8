// Nodes that stand for those of another unit become them: what a Terraform root takes from the state of another one, or finds there by name or
// tag, is the node that the other declares. Frontends say which unit and address; here they are looked up.
// Invariant: a node that may not exist, or an address that the other unit has not (or has twice), leaves the stand-in what it is: outside.
#include "link/roots.h"

#include <map>
#include <set>
#include <tuple>

#include "base/folders.h"
#include "graph/kinds.gen.h"

namespace plumb::linking {

namespace {

using Declared = std::map<std::tuple<std::string_view, Kind, std::string_view>, NodeId>;  // by folder, kind, and address or name; none: several

void enter(Declared& declared, std::string_view folder, const Node& n, std::string_view key) {
  auto [it, added] = declared.try_emplace({folder, n.kind, key}, n.id);
  if (!added && it->second != n.id) it->second = NodeId::none;
}

/// The name by which others refer to the node; empty when it is not known.
std::string_view known_name(const Graph& g, const Node& n) {
  if (n.kind == Kind::cluster) return g.get(n.id, field::cluster::cluster_name).string_or();
  return g.get(n.id, field::role::name_known).is_unknown() ? std::string_view() : n.name;
}

}  // namespace

void link_roots(Graph& g) {
  if (g.stand_ins().empty()) return;
  std::set<std::string_view> directories;
  std::set<NodeId> standing;
  for (const StandIn& s : g.stand_ins()) {
    if (!s.address.empty()) directories.insert(s.directory);
    standing.insert(s.node);
  }
  Declared by_address, by_name;
  for (const Node& n : g.nodes()) {
    std::string_view directory = g.unit(n.unit).directory;
    if (standing.contains(n.id)) continue;
    if (directories.contains(directory)) enter(by_address, directory, n, n.address);
    if (n.kind != Kind::cluster && n.kind != Kind::role) continue;
    std::string_view name = known_name(g, n);
    if (name.empty()) continue;
    do enter(by_name, directory, n, name);
    while (go_up(directory));
  }
  std::vector<std::pair<StandIn, NodeId>> same;
  for (const StandIn& s : g.stand_ins()) {
    const Node& n = g.node(s.node);
    Declared::const_iterator it = by_address.find({s.directory, n.kind, s.address});
    if (s.address.empty()) {
      std::string_view folder = g.unit(n.unit).directory, name = known_name(g, n);
      for (it = by_name.find({folder, n.kind, name}); it == by_name.end() && go_up(folder);) it = by_name.find({folder, n.kind, name});
      if (it == by_name.end()) continue;
    } else if (it == by_address.end()) {
      continue;
    }
    if (it->second != NodeId::none && !g.node(it->second).maybe) same.emplace_back(s, it->second);
  }
  g.unite(same);
}

}  // namespace plumb::linking
