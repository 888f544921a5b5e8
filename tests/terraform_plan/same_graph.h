// How the graph of a document (plan or state) is compared with the graph of the configuration that it was made from.
// PLUMB_LIST=1 lists every difference.
#pragma once
#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <map>
#include <set>
#include <string>

#include "graph/dump.h"
#include "load/terraform/map.h"
#include "load/terraform/planned.h"
#include "support/plan_case.h"

namespace plumb::same_graph {

/// A graph as facts: fields by (address, name), edges as lines.
struct Facts {
  std::map<std::pair<std::string, std::string>, std::string> fields;
  std::set<std::string> nodes, edges, maybe_edges;
};

inline bool has_unknown(const std::string& text) { return text.find("?(") != std::string::npos || text.find("...") != std::string::npos; }

inline Facts facts_of(const terraform::Configuration& configuration, const Project& project, Builder builder, Findings& findings) {
  terraform::map_resources(configuration, project, builder, findings);
  Graph graph;
  graph.absorb({"", "terraform", "", ""}, std::move(builder));
  graph.freeze();
  Facts out;
  for (const Node& n : graph.nodes()) {
    out.nodes.insert(std::string(n.address));
    std::span<const FieldInfo> fields = info(n.kind).fields;
    for (uint8_t s = 0; s < fields.size(); ++s)
      if (fields[s].type.base != BaseType::node && !n.slots[s].is_absent()) out.fields[{std::string(n.address), std::string(fields[s].name)}] = dump_value(n.slots[s]);
  }
  for (const Edge& e : graph.edges()) {
    std::string line = cat(graph.node(e.from).address, " ", info(e.field).name, " ", graph.node(e.to).address);
    (e.maybe ? out.maybe_edges : out.edges).insert(line);
  }
  return out;
}

/// Order apart: sets have none, and a provider's schema makes "33" a number.
inline std::string sorted(std::string text) {
  std::erase_if(text, [](char ch) { return ch == '"' || ch == ',' || ch == ' '; });
  std::sort(text.begin(), text.end());
  return text;
}

struct Counts {
  size_t plans = 0, nodes = 0, edges = 0, edges_missing = 0, edges_wrong = 0, fields = 0, fields_less = 0, fields_more = 0, fields_other = 0;
};

inline bool listing() { return std::getenv("PLUMB_LIST") != nullptr; }
inline void list(const std::string& name, std::string_view what, std::string_view line) {
  if (listing()) std::cout << name << ": " << what << ": " << line << "\n";
}

/// Counts how `other` differs from the graph of the HCL. Nodes that only the other has (modules whose source is nowhere) are not compared.
inline void compare(const std::string& name, const Facts& hcl, const Facts& other, Counts& c) {
  ++c.plans;
  for (const std::string& n : hcl.nodes) c.nodes += other.nodes.contains(n);
  for (const std::string& e : hcl.edges) {
    bool there = other.edges.contains(e);
    ++(there ? c.edges : c.edges_missing);
    if (!there) list(name, "no edge", e);
  }
  for (const std::string& e : other.edges)
    if (hcl.nodes.contains(e.substr(0, e.find(' '))) && !hcl.edges.contains(e) && !hcl.maybe_edges.contains(e)) {
      ++c.edges_wrong;
      list(name, "another edge", e);
    }
  for (const auto& [key, value] : hcl.fields) {
    if (!other.nodes.contains(key.first)) continue;
    auto it = other.fields.find(key);
    std::string theirs = it == other.fields.end() ? "" : it->second;
    if (sorted(theirs) == sorted(value)) ++c.fields;
    else if (has_unknown(value) && has_unknown(theirs)) ++c.fields;
    else if (has_unknown(value)) ++c.fields_more;
    else if (has_unknown(theirs)) {
      ++c.fields_less;
      list(name, "less known", cat(key.first, " ", key.second, ": ", value, " | ", theirs));
    } else {
      ++c.fields_other;
      list(name, "other value", cat(key.first, " ", key.second, ": ", value, " | ", theirs));
    }
  }
}

inline void print(const char* title, const Counts& c) {
  std::cout << title << ": " << c.plans << " plans, " << c.nodes << " nodes; edges: " << c.edges << " the same, " << c.edges_missing << " missing, " << c.edges_wrong << " others; fields: " << c.fields
            << " the same, " << c.fields_more << " known here only, " << c.fields_less << " known in HCL only, " << c.fields_other << " other values\n";
}

/// The facts of a unit, evaluated.
inline Facts facts_of(const fixtures::PlanCase& c, const UnitInput& unit) {
  Findings findings;
  Builder builder;
  auto configuration = terraform::design_of(c.project, unit, builder.arena(), findings, false, nullptr);
  return facts_of(configuration, c.project, std::move(builder), findings);
}

}  // namespace plumb::same_graph
