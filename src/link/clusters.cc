// Kubernetes objects -> the cluster that they are deployed to: the only one of the project; else the only one in the nearest folder
// that holds any; else none: a wrong cluster would make every cross-layer answer wrong.
#include "link/clusters.h"

#include <optional>

#include "graph/kinds.gen.h"

namespace plumb::linking {

void link_clusters(Graph& g, const Places& places) {
  const std::vector<NodeId>& clusters = g.of_kind(Kind::cluster);
  if (clusters.empty()) return;
  // By folder: the one cluster at or below it; none when there are several.
  std::unordered_map<uint32_t, NodeId> below;
  for (NodeId c : clusters)
    for (uint32_t place = places.of(g.node(c).unit);; place = places.parent(place)) {
      auto [it, added] = below.try_emplace(place, c);
      if (!added) it->second = NodeId::none;
      if (place == 0) break;
    }
  std::vector<std::optional<NodeId>> of_unit(g.units().size());
  auto nearest = [&](UnitId unit) {
    std::optional<NodeId>& known = of_unit[static_cast<uint32_t>(unit)];
    if (known) return *known;
    for (uint32_t place = places.of(unit);; place = places.parent(place))
      if (auto it = below.find(place); it != below.end() || place == 0) return *(known = it == below.end() ? NodeId::none : it->second);
  };
  for (uint32_t i = 0; i < g.size(); ++i) {
    const Node& n = g.nodes()[i];
    if (!info(n.kind).kubernetes && n.kind != Kind::helm_release) continue;
    NodeId c = nearest(n.unit);
    if (c == NodeId::none) continue;
    Field cluster = n.kind == Kind::helm_release ? field::helm_release::cluster : Field{n.kind, field::object::cluster.slot};
    if (g.first_target(n.id, cluster) == NodeId::none) g.link(n.id, cluster, c, n.name_span, g.node(c).maybe);
  }
}

}  // namespace plumb::linking
