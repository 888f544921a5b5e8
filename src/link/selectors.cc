// Service, PodDisruptionBudget, NetworkPolicy -> the workloads whose pods they select.
// How: workloads are entered under each of their label pairs; a selector looks under its rarest pair only, nearest first.
// A list of workloads that is empty is closed only where absence can be claimed (objects.h); else it is open, with the cause.
#include "link/selectors.h"

#include <algorithm>

#include "base/text.h"
#include "graph/kinds.gen.h"

namespace plumb::linking {
namespace {

const uint64_t kAnyLabels = label_key("", "any");      // every workload
const uint64_t kUnsureLabels = label_key("", "unsure");  // those whose labels are not all known

// A selector with more matches than this is a fixture folder or a mistake; each match is an edge.
constexpr size_t kMostMatches = 1000;

Match same_text(const Value& a, const Value& b) {
  if (!a.is_string() || !b.is_string()) return a.is_unknown() || b.is_unknown() ? Match::maybe : Match::no;
  if (a.string() == b.string()) return Match::yes;
  return has_placeholder(a.string()) || has_placeholder(b.string()) ? Match::maybe : Match::no;
}

Match has_key(const Value& labels, std::string_view key) {
  Value v = labels.get(key);
  return v.is_absent() ? Match::no : v.is_unknown() ? Match::maybe : Match::yes;
}

Match inverted(Match m) { return m == Match::yes ? Match::no : m == Match::no ? Match::yes : Match::maybe; }

Match matches_expression(const Value& e, const Value& labels) {
  std::string_view key = e.get("key").string_or(), op = e.get("operator").string_or();
  if (key.empty()) return Match::maybe;
  if (op == "Exists") return has_key(labels, key);
  if (op == "DoesNotExist") return inverted(has_key(labels, key));
  Match in = Match::no;
  Value label = labels.get(key);
  e.get("values").for_each_item([&](const Value& v) { in = std::max(in, same_text(label, v)); });
  if (op == "In") return in;
  return op == "NotIn" ? inverted(in) : Match::maybe;
}

class Selecting {
 public:
  explicit Selecting(Objects& o) : objects_(o), g_(o.graph), by_label_(o.graph, o.places) {
    for (NodeId id : g_.of_kind(Kind::workload)) {
      Namespace where = namespace_of(g_, id);
      by_label_.add(kAnyLabels, id, where);
      const Value& labels = g_.get(id, field::workload::pod_labels);
      bool unsure = labels.is_unknown() || labels.open();
      labels.for_each_entry([&](std::string_view key, Span, const Value& v) {
        if (v.is_string() && !has_placeholder(v.string())) by_label_.add(label_key(key, v.string()), id, where);
        else unsure = true;
      });
      if (unsure) by_label_.add(kUnsureLabels, id, where);
      // Two files of a unit with the same object are alternatives, not one design.
      uint64_t key = stable_hash(g_.node(id).address, static_cast<uint64_t>(g_.node(id).unit));
      if (!seen_.insert(key).second) alternatives_.insert(g_.node(id).unit);
    }
  }

  template <class Matches>
  void select(NodeId from, Field field, const Value& labels, Span at, Matches matches) {
    Namespace where = namespace_of(g_, from);
    auto accept = [&](NodeId id) {
      Match there = same_namespace(where, namespace_of(g_, id));
      return there == Match::no ? there : both(there, matches(g_.get(id, field::workload::pod_labels)));
    };
    Nearest nearest = by_label_.find(from, rarest(labels), where, accept);
    if (nearest.found.empty()) nearest = by_label_.find(from, kUnsureLabels, where, accept);
    if (nearest.found.size() > kMostMatches) {
      g_.open(from, field, make_cause(g_.arena(), cat("it selects ", nearest.found.size(), " workloads; not all are followed"), at));
      nearest.found.resize(kMostMatches);
    }
    connect(from, field, nearest, at);
    const Cause* open = nearest.found.empty() ? objects_.doubt(from, Kind::workload, where) : g_.open_cause(Kind::workload, g_.node(from).unit);
    if (open) g_.open(from, field, open);
  }

 private:
  uint64_t rarest(const Value& labels) const {
    uint64_t best = kAnyLabels;
    size_t size = ~size_t{0};
    labels.for_each_entry([&](std::string_view key, Span, const Value& v) {
      if (!v.is_string()) return;
      size_t n = by_label_.everywhere(label_key(key, v.string())).size();
      if (n < size) size = n, best = label_key(key, v.string());
    });
    return best;
  }

  void connect(NodeId from, Field field, const Nearest& nearest, Span at) {
    const Node& f = g_.node(from);
    bool stated = namespace_of(g_, from).given;
    bool one_unit = std::all_of(nearest.found.begin(), nearest.found.end(), [&](const Candidate& c) { return g_.node(c.node).unit == g_.node(nearest.found.front().node).unit; });
    bool whole = !g_.open_cause(Kind::workload, f.unit);
    bool alternatives = !nearest.found.empty() && alternatives_.count(g_.node(nearest.found.front().node).unit) > 0;
    for (const Candidate& c : nearest.found) {
      bool same_file = g_.node(c.node).span.file == f.span.file;
      bool sure = c.match == Match::yes;
      if (nearest.distance == Distance::unit) sure = sure && (same_file || !alternatives);
      else sure = sure && whole && one_unit && !alternatives && (nearest.distance == Distance::near || stated);
      g_.link(from, field, c.node, at, !sure);
    }
  }

  Objects& objects_;
  Graph& g_;
  NearestIndex by_label_;
  std::unordered_set<uint64_t> seen_;
  std::set<UnitId> alternatives_;
};

// Whether anything may select a workload that the inputs do not show.
void open_inverses(Objects& objects) {
  Graph& g = objects.graph;
  struct Inverse { Field field; Kind kind; };
  static constexpr Inverse kInverses[] = {{field::workload::services, Kind::service}, {field::workload::disruption_budgets, Kind::pod_disruption_budget}, {field::workload::network_policies, Kind::network_policy}, {field::workload::autoscalers, Kind::horizontal_pod_autoscaler}};
  for (NodeId id : g.of_kind(Kind::workload))
    for (const Inverse& i : kInverses)
      if (const Cause* c = objects.unseen(i.kind, namespace_of(g, id))) g.open(id, i.field, c);
}

}  // namespace

Match matches_labels(const Value& wanted, const Value& labels) {
  if (labels.is_unknown() || wanted.is_unknown()) return Match::maybe;
  Match out = Match::yes;
  wanted.for_each_entry([&](std::string_view key, Span, const Value& v) { out = both(out, same_text(labels.get(key), v)); });
  return out;
}

Match matches_selector(const Value& selector, const Value& labels) {
  if (labels.is_unknown() || selector.is_unknown()) return Match::maybe;
  Match out = matches_labels(selector.get("matchLabels"), labels);
  selector.get("matchExpressions").for_each_item([&](const Value& e) { out = both(out, matches_expression(e, labels)); });
  return out;
}

void link_selectors(Objects& objects) {
  Graph& g = objects.graph;
  Selecting s(objects);
  for (NodeId id : g.of_kind(Kind::service)) {
    Value selector = g.get(id, field::service::selector);
    if (selector.is_unknown()) g.open(id, field::service::workloads, selector.cause());
    if (selector.size() == 0) continue;
    s.select(id, field::service::workloads, selector, selector.span(), [&](const Value& labels) { return matches_labels(selector, labels); });
  }
  auto by_selector = [&](NodeId id, Field field, const Value& selector) {
    if (selector.is_unknown()) g.open(id, field, selector.cause());
    if (!selector.is_map()) return;
    s.select(id, field, selector.get("matchLabels"), selector.span(), [&](const Value& labels) { return matches_selector(selector, labels); });
  };
  for (NodeId id : g.of_kind(Kind::pod_disruption_budget)) by_selector(id, field::pod_disruption_budget::workloads, g.get(id, field::pod_disruption_budget::selector));
  for (NodeId id : g.of_kind(Kind::network_policy)) by_selector(id, field::network_policy::workloads, g.get(id, field::network_policy::pod_selector));
  open_inverses(objects);
}

}  // namespace plumb::linking
