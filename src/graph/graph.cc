// See graph.h.
#include "graph/graph.h"

#include <algorithm>
#include <cstdlib>
#include <stdexcept>

#include "graph/kinds.gen.h"

namespace plumb {

static uint32_t index(NodeId id) { return static_cast<uint32_t>(id); }

static void require(bool holds, const char* what) {
  if (!holds) throw std::logic_error(what);
}

static bool is_edge(const FieldInfo& f) { return f.type.base == BaseType::node && !f.inverse; }

NodeId Builder::add(Kind kind, std::string_view name, std::string_view address, Span span, Span name_span) {
  Node n;
  n.id = static_cast<NodeId>(nodes_.size());
  n.kind = kind;
  n.name = arena_.copy(name);
  n.address = arena_.copy(address);
  n.span = span;
  n.name_span = name_span;
  size_t slots = info(kind).fields.size();
  n.slots = arena_.array<Value>(slots);
  std::uninitialized_default_construct_n(n.slots, slots);
  nodes_.push_back(n);
  return n.id;
}

void Builder::set(NodeId id, Field field, Value value) {
  Node& n = node(id);
  require(n.kind == field.kind, "Builder::set: field of another kind");
  require(!value.is_node() && (value.is_unknown() || info(field).type.base != BaseType::node), "Builder::set: references are edges");
  n.slots[field.slot] = value;
}

void Builder::link(NodeId from, Field field, NodeId to, Span span, bool maybe) {
  require(node(from).kind == field.kind && is_edge(info(field)), "Builder::link: no edge field of this kind");
  edges_.push_back({from, to, field, span, maybe});
}

void Builder::open(NodeId id, Field field, const Cause* cause) { openings_.push_back({id, field, cause}); }
void Builder::open_kind(Kind kind, const Cause* cause) { open_kinds_.emplace_back(kind, cause); }

void Builder::set_maybe(NodeId id, const Cause* cause) {
  node(id).maybe = true;
  node(id).maybe_cause = cause;
}

void Builder::stands_for(NodeId id, std::string_view directory, std::string_view address, const Cause* outside) {
  stand_ins_.push_back({id, arena_.copy(directory), arena_.copy(address), outside});
}

const Cause* Builder::stands_for(NodeId id) const {
  auto it = std::lower_bound(stand_ins_.begin(), stand_ins_.end(), id, [](const StandIn& s, NodeId n) { return s.node < n; });
  return it != stand_ins_.end() && it->node == id ? it->outside : nullptr;
}

UnitId Graph::absorb(Unit unit, Builder&& b) {
  auto id = static_cast<UnitId>(units_.size());
  auto base = static_cast<uint32_t>(nodes_.size());
  auto shift = [base](NodeId n) { return static_cast<NodeId>(index(n) + base); };
  for (Node& n : b.nodes_) {
    n.id = shift(n.id);
    n.unit = id;
    by_kind_[static_cast<size_t>(n.kind)].push_back(n.id);
    nodes_.push_back(n);
  }
  outgoing_.resize(nodes_.size());
  for (Edge& e : b.edges_) link(shift(e.from), e.field, shift(e.to), e.span, e.maybe);
  for (auto& o : b.openings_) openings_.push_back({shift(o.id), o.field, o.cause});
  for (const StandIn& s : b.stand_ins_) stand_ins_.push_back({shift(s.node), s.directory, s.address, s.outside});
  for (auto& [kind, cause] : b.open_kinds_) open_kinds_.try_emplace({static_cast<uint32_t>(id), kind}, cause);
  arenas_.push_back(std::move(b.arena_));
  units_.push_back(std::move(unit));
  return id;
}

void Graph::link(NodeId from, Field field, NodeId to, Span span, bool maybe) {
  require(!frozen_, "Graph::link: the graph is frozen");
  require(node(from).kind == field.kind && is_edge(info(field)), "Graph::link: no edge field of this kind");
  outgoing_[index(from)].push_back(static_cast<uint32_t>(edges_.size()));
  edges_.push_back({from, to, field, span, maybe});
}

void Graph::set(NodeId id, Field field, Value value) {
  require(node(id).kind == field.kind, "Graph::set: field of another kind");
  const FieldInfo& f = info(field);
  if (f.type.base == BaseType::node) require(value.is_unknown() || (frozen_ && !f.derived_by.empty()), "Graph::set: references are edges");
  nodes_[index(id)].slots[field.slot] = value;
}

void Graph::open(NodeId id, Field field, const Cause* cause) {
  require(!frozen_, "Graph::open: the graph is frozen");
  openings_.push_back({id, field, cause});
}

NodeId Graph::first_target(NodeId id, Field field) const {
  for (uint32_t e : outgoing_[index(id)])
    if (edges_[e].field == field) return edges_[e].to;
  if (frozen_ && get(id, field).is_node()) return get(id, field).node();
  return NodeId::none;
}

std::vector<NodeId> Graph::targets(NodeId id, Field field) const {
  std::vector<NodeId> out;
  for (uint32_t e : outgoing_[index(id)])
    if (edges_[e].field == field) out.push_back(edges_[e].to);
  if (out.empty() && frozen_) {
    const Value& v = get(id, field);
    if (v.is_node()) out.push_back(v.node());
    v.for_each_item([&](const Value& item) {
      if (item.is_node()) out.push_back(item.node());
    });
  }
  return out;
}

Span Graph::edge_span(NodeId from, Field field, NodeId to) const {
  for (uint32_t e : outgoing_[index(from)])
    if (edges_[e].field == field && edges_[e].to == to) return edges_[e].span;
  return {};
}

const Cause* Graph::open_cause(Kind kind, UnitId unit) const {
  if (unit != UnitId::none) {
    auto it = open_kinds_.find({static_cast<uint32_t>(unit), kind});
    return it == open_kinds_.end() ? nullptr : it->second;
  }
  for (uint32_t u = 0; u < units_.size(); ++u)
    if (const Cause* c = open_cause(kind, static_cast<UnitId>(u))) return c;
  return nullptr;
}

static Value default_of(std::string_view json) {
  if (json.empty()) return {};
  if (json == "null") return Value::null();
  if (json == "true" || json == "false") return Value::boolean(json == "true");
  if (json.front() == '"') return Value::string(json.substr(1, json.size() - 2));
  if (json.find('.') != std::string_view::npos) return Value::number(std::strtod(std::string(json).c_str(), nullptr));
  return Value::integer(std::strtoll(std::string(json).c_str(), nullptr, 10));
}

void Graph::put_default(Node& n, Field field) {
  const FieldInfo& f = info(field);
  Value v = default_of(f.default_value);
  if (v.is_absent()) return;
  const Origin* o = arena_.make<NotedOrigin>(Origin{n.name_span, How::default_value, true}, info(n.kind).name);
  n.slots[field.slot] = v.with_origin(o);
}

namespace {

/// Members of each edge field and of each inverse, in edge order. Nodes in order, and of each its slots in order, ask for theirs.
class Members {
 public:
  Members(const Graph& g, Arena& arena) : g_(g), arena_(arena), origins_(arena.array<Origin>(g.edges().size())), first_(g.size() + 1) {
    std::vector<std::vector<Field>> inverses(kinds().size() * 256);  // (kind, slot) -> the inverse field of a target's kind
    for (const KindInfo& k : kinds())
      for (uint8_t s = 0; s < k.fields.size(); ++s)
        if (k.fields[s].inverse) inverses[static_cast<size_t>(k.fields[s].inverse_of.kind) * 256 + k.fields[s].inverse_of.slot].push_back({k.kind, s});
    auto each = [&](auto&& f) {
      for (uint32_t i = 0; i < g.edges().size(); ++i) {
        const Edge& e = g.edges()[i];
        f(e.from, e.field.slot, i, false);
        for (Field inverse : inverses[static_cast<size_t>(e.field.kind) * 256 + e.field.slot])
          if (g.node(e.to).kind == inverse.kind) f(e.to, inverse.slot, i, true);
      }
    };
    each([&](NodeId at, uint8_t, uint32_t, bool) { ++first_[index(at) + 1]; });
    for (size_t n = 1; n < first_.size(); ++n) first_[n] += first_[n - 1];
    all_.resize(first_.back());
    std::vector<uint32_t> next(first_.begin(), first_.end() - 1);
    each([&](NodeId at, uint8_t slot, uint32_t edge, bool inverse) { all_[next[index(at)]++] = {edge, slot, inverse}; });
    for (size_t n = 0; n + 1 < first_.size(); ++n)
      std::stable_sort(all_.begin() + first_[n], all_.begin() + first_[n + 1], [](const Member& a, const Member& b) { return a.slot < b.slot; });
    for (uint32_t i = 0; i < g.edges().size(); ++i) new (origins_ + i) Origin{g.edges()[i].span};
  }

  std::span<const Value> of(NodeId node, uint8_t slot) {
    auto begin = std::lower_bound(all_.begin() + first_[index(node)], all_.begin() + first_[index(node) + 1], slot, [](const Member& m, uint8_t s) { return m.slot < s; });
    auto end = begin;
    while (end != all_.begin() + first_[index(node) + 1] && end->slot == slot) ++end;
    Value* out = arena_.array<Value>(static_cast<size_t>(end - begin));
    for (auto m = begin; m != end; ++m) {
      const Edge& e = g_.edges()[m->edge];
      NodeId other = m->inverse ? e.from : e.to;
      new (out + (m - begin)) Value(Value::node(other, origins_ + m->edge).with_maybe(e.maybe || g_.node(other).maybe));
    }
    return {out, static_cast<size_t>(end - begin)};
  }

 private:
  struct Member {
    uint32_t edge;
    uint8_t slot;
    bool inverse;
  };
  const Graph& g_;
  Arena& arena_;
  Origin* origins_;              // of each edge
  std::vector<uint32_t> first_;  // of each node, into all_
  std::vector<Member> all_;
};

}  // namespace

void Graph::freeze() {
  require(!frozen_, "Graph::freeze: twice");
  Members members(*this, arena_);
  std::map<std::pair<uint32_t, uint8_t>, const Cause*> opened;
  for (auto& o : openings_) opened.try_emplace({index(o.id), o.field.slot}, o.cause);
  for (Node& n : nodes_) {
    const KindInfo& k = info(n.kind);
    for (uint8_t s = 0; s < k.fields.size(); ++s) {
      const FieldInfo& f = k.fields[s];
      Value& v = n.slots[s];
      if (f.type.base != BaseType::node) {
        if (v.is_absent()) put_default(n, {n.kind, s});
        continue;
      }
      std::span<const Value> found = members.of(n.id, s);
      if (f.type.shape == FieldType::Shape::list) {
        auto it = opened.find({index(n.id), s});
        const Cause* open = it != opened.end() ? it->second : nullptr;
        if (!open && f.inverse) open = open_cause(f.inverse_of.kind, n.unit);
        if (v.is_unknown() && found.empty()) continue;
        if (v.is_unknown()) open = v.cause();
        v = Value::list(arena_.make<ListData>(found.data(), static_cast<uint32_t>(found.size()), open));
      } else if (!found.empty()) {
        v = found.front();
        if (found.size() > 1 && !same_value(found.front(), found.back())) v = make_unknown(arena_, "several candidates", found.back().span());
      } else if (!v.is_unknown() && f.derived_by.empty()) {
        v = Value::null();
      }
    }
  }
  frozen_ = true;
}

}  // namespace plumb
