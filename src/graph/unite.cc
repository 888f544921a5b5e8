// Graph::unite: nodes that stand for those of other units become them (graph.h). Linear in nodes and edges, and nothing without stand-ins.
#include <algorithm>
#include <set>
#include <tuple>

#include "graph/graph.h"
#include "graph/kinds.gen.h"

namespace plumb {
namespace {

/// What a stand-in adds to a map or list of the node that it is: tags, addresses, rules that another unit gives it.
void join(Arena& arena, Value& own, const Value& more) {
  if (own.is_unknown() || (own.is_given() && own.tag() != more.tag())) return;
  if (more.is_map() && more.size() != 0) {
    std::vector<MapEntry> entries;
    own.for_each_entry([&](std::string_view key, Span at, const Value& v) { entries.push_back({key, at, v}); });
    more.for_each_entry([&](std::string_view key, Span at, const Value& v) {
      std::erase_if(entries, [&](const MapEntry& e) { return e.key == key; });
      entries.push_back({key, at, v});
    });
    own = make_map(arena, entries, own.open(), own.origin());
  } else if (more.is_list() && more.size() != 0) {
    std::vector<Value> items;
    own.for_each_item([&](const Value& v) { items.push_back(v); });
    more.for_each_item([&](const Value& v) { items.push_back(v); });
    own = make_list(arena, items, own.open(), own.origin());
  }
}

}  // namespace

void Graph::unite(const std::vector<std::pair<StandIn, NodeId>>& same) {
  if (same.empty()) return;
  auto number = [](NodeId id) { return static_cast<uint32_t>(id); };
  std::vector<uint32_t> become(nodes_.size());
  for (uint32_t i = 0; i < become.size(); ++i) become[i] = i;
  std::vector<const Cause*> outside(nodes_.size(), nullptr);
  std::vector<bool> joined(nodes_.size(), false);
  for (const auto& [stand_in, node] : same) {
    joined[number(node)] = true;
    become[number(stand_in.node)] = number(node);
    outside[number(stand_in.node)] = stand_in.outside;
    const Node& from = nodes_[number(stand_in.node)];
    Node& to = nodes_[number(node)];
    for (uint8_t s = 0; s < info(to.kind).fields.size(); ++s)
      if (info(to.kind).fields[s].type.base != BaseType::node) join(arena_, to.slots[s], from.slots[s]);
  }
  std::vector<uint32_t> ids(nodes_.size());
  uint32_t next = 0;
  for (uint32_t i = 0; i < ids.size(); ++i)
    if (become[i] == i) ids[i] = next++;
  auto renumbered = [&](NodeId id) { return static_cast<NodeId>(ids[become[number(id)]]); };
  // Of a reference that the node has itself, the stand-in's says nothing new.
  std::set<std::tuple<NodeId, Kind, uint8_t>> single;
  std::set<std::tuple<NodeId, Kind, uint8_t, NodeId>> own;
  for (const Edge& e : edges_) {
    if (become[number(e.from)] != number(e.from) || !joined[number(e.from)]) continue;
    own.emplace(e.from, e.field.kind, e.field.slot, static_cast<NodeId>(become[number(e.to)]));
    if (info(e.field).type.shape != FieldType::Shape::list) single.emplace(e.from, e.field.kind, e.field.slot);
  }
  std::vector<Edge> edges;
  for (const Edge& e : edges_) {
    auto from = static_cast<NodeId>(become[number(e.from)]), to = static_cast<NodeId>(become[number(e.to)]);
    bool moved = from != e.from;
    if (moved && (single.contains({from, e.field.kind, e.field.slot}) || !own.emplace(from, e.field.kind, e.field.slot, to).second)) continue;
    edges.push_back({renumbered(e.from), renumbered(e.to), e.field, e.span, e.maybe});
  }
  std::vector<Opening> openings;
  for (const Opening& o : openings_)
    if (!outside[number(o.id)] || o.cause != outside[number(o.id)]) openings.push_back({renumbered(o.id), o.field, o.cause});
  std::vector<Node> nodes;
  for (std::vector<NodeId>& ofs : by_kind_) ofs.clear();
  for (const Node& n : nodes_) {
    if (become[number(n.id)] != number(n.id)) continue;
    nodes.push_back(n);
    nodes.back().id = renumbered(n.id);
    by_kind_[static_cast<size_t>(n.kind)].push_back(nodes.back().id);
  }
  stand_ins_.clear();
  nodes_ = std::move(nodes);
  openings_ = std::move(openings);
  edges_ = std::move(edges);
  outgoing_.assign(nodes_.size(), {});
  for (uint32_t e = 0; e < edges_.size(); ++e) outgoing_[number(edges_[e].from)].push_back(e);
}

}  // namespace plumb
