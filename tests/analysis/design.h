// Small designs for the tests of the passes: nodes by name, fields by value, analysed on demand.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "analysis/analysis.h"
#include "graph/graph.h"
#include "graph/kinds.gen.h"

namespace plumb::fixtures {

struct Design {
  Builder b;
  Graph graph;

  NodeId add(Kind k, std::string_view name) { return b.add(k, name, name, {}, {}); }
  Value text(std::string_view s) { return Value::string(b.arena().copy(s)); }
  Value unknown(std::string_view why = "var.x has no default") { return make_unknown(b.arena(), why, {}); }
  const Cause* cause(std::string_view why = "var.x has no default") { return make_cause(b.arena(), why, {}); }
  Value texts(const std::vector<std::string_view>& items) {
    std::vector<Value> values;
    for (std::string_view i : items) values.push_back(text(i));
    return make_list(b.arena(), values);
  }
  Value map(const std::vector<std::pair<std::string_view, std::string_view>>& entries) {
    std::vector<MapEntry> out;
    for (auto& [k, v] : entries) out.push_back({b.arena().copy(k), {}, text(v)});
    return make_map(b.arena(), out);
  }
  NodeId set(NodeId n, Field f, Value v) {
    b.set(n, f, v);
    return n;
  }

  NodeId vpc = NodeId::none;
  NodeId subnet(std::string_view name) {
    if (vpc == NodeId::none) vpc = add(Kind::vpc, "vpc");
    NodeId s = add(Kind::subnet, name);
    b.link(s, field::subnet::vpc, vpc, {});
    return s;
  }
  NodeId table(const std::vector<NodeId>& subnets, bool maybe = false) {
    NodeId t = add(Kind::route_table, "table");
    b.link(t, field::route_table::vpc, vpc, {});
    for (NodeId s : subnets) b.link(t, field::route_table::subnets, s, {}, maybe);
    return t;
  }
  /// `target_type` empty: unknown.
  NodeId route(NodeId table, std::string_view destination, std::string_view target_type, bool maybe = false) {
    NodeId r = add(Kind::route, destination);
    b.link(r, field::route::route_table, table, {});
    bool v6 = destination.find(':') != std::string_view::npos;
    b.set(r, v6 ? field::route::destination_ipv6_cidr_block : field::route::destination_cidr_block, text(destination));
    b.set(r, field::route::target_type, target_type.empty() ? unknown() : text(target_type));
    if (maybe) b.set_maybe(r, cause("count is not known"));
    return r;
  }

  void analyse() {
    graph.absorb({.name = "design", .frontend = "terraform", .directory = "", .why = ""}, std::move(b));
    graph.freeze();
    analyze(graph, {});
  }

  /// "absent", "null", "unknown" or the value as text.
  std::string shown(NodeId n, Field f) const {
    const Value& v = graph.get(n, f);
    if (v.is_absent()) return "absent";
    if (v.is_null()) return "null";
    if (v.is_unknown()) return "unknown";
    if (v.is_bool()) return v.boolean() ? "true" : "false";
    if (v.is_int()) return std::to_string(v.integer());
    if (v.is_node()) return std::string(graph.node(v.node()).name);
    return std::string(v.string_or("?"));
  }
};

}  // namespace plumb::fixtures
