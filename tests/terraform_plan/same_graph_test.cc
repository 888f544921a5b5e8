// The recorded plans (oracles/plans): the graph of plan.json alone and the graph of the HCL that it was made from are the same where both know; and with
// both beside each other there is one design, that of the HCL, and the plan takes nothing away from it.
// What a plan alone cannot say: `configuration` has neither locals nor dynamic blocks, so an edge that goes through one is missing there; what
// Terraform computed from them is known there and may not be here. PLUMB_LIST=1 lists every difference.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <map>
#include <set>

#include "graph/dump.h"
#include "load/terraform/map.h"
#include "load/terraform/plan/document.h"
#include "load/terraform/planned.h"
#include "support/plan_case.h"

namespace plumb {
namespace {

namespace fs = std::filesystem;

/// A graph as facts: fields by (address, name), edges as lines.
struct Facts {
  std::map<std::pair<std::string, std::string>, std::string> fields;
  std::set<std::string> nodes, edges, maybe_edges;
};

bool has_unknown(const std::string& text) { return text.find("?(") != std::string::npos || text.find("...") != std::string::npos; }

Facts facts_of(const terraform::Configuration& configuration, const Project& project, Builder builder, Findings& findings) {
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
std::string sorted(std::string text) {
  std::erase_if(text, [](char ch) { return ch == '"' || ch == ',' || ch == ' '; });
  std::sort(text.begin(), text.end());
  return text;
}

struct Counts {
  size_t plans = 0, nodes = 0, edges = 0, edges_missing = 0, edges_wrong = 0, fields = 0, fields_less = 0, fields_more = 0, fields_other = 0;
};

bool listing() { return std::getenv("PLUMB_LIST") != nullptr; }
void list(const std::string& name, std::string_view what, std::string_view line) {
  if (listing()) std::cout << name << ": " << what << ": " << line << "\n";
}

/// Counts how `other` differs from the graph of the HCL. Nodes that only the other has (modules whose source is nowhere) are not compared.
void compare(const std::string& name, const Facts& hcl, const Facts& other, Counts& c) {
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

std::set<fs::path> recorded(const fs::path& shared) {
  std::set<fs::path> out;
  for (const char* group : {"modules", "roots", "language"})
    if (fs::exists(shared / "oracles/plans" / group))
      for (const auto& entry : fs::directory_iterator(shared / "oracles/plans" / group))
        if (fs::exists(entry.path() / "plan.json")) out.insert(entry.path());
  return out;
}

void print(const char* title, const Counts& c) {
  std::cout << title << ": " << c.plans << " plans, " << c.nodes << " nodes; edges: " << c.edges << " the same, " << c.edges_missing << " missing, " << c.edges_wrong << " others; fields: " << c.fields
            << " the same, " << c.fields_more << " known here only, " << c.fields_less << " known in HCL only, " << c.fields_other << " other values\n";
}

TEST(TerraformPlans, AloneAndBesideTheGraphOfTheHcl) {
  const char* given = std::getenv("PLUMB_SHARED");
  fs::path shared = given ? given : PLUMB_SOURCE_DIR "/../shared";
  std::set<fs::path> folders = recorded(shared);
  if (folders.empty()) GTEST_SKIP() << "no recorded plans below " << shared << " (PLUMB_SHARED names the folder)";
  Counts alone, beside;
  for (const fs::path& folder : folders) {
    std::string name = folder.filename().string();
    fixtures::PlanCase c;
    fixtures::read_plan_case(c, shared, folder);
    c.add(c.directory + "/plan.json", fixtures::read_text(folder / "plan.json"));
    const InputFile* file = c.project.by_path[c.directory + "/plan.json"];
    Document document{file, file->tree->document(0)};
    Findings findings;
    Builder hcl_builder, alone_builder, both_builder;
    UnitInput hcl, plan, both;
    hcl.unit.directory = plan.unit.directory = both.unit.directory = c.directory;
    for (const auto& f : c.project.files)
      if (f->hcl) hcl.files.push_back(f.get()), both.files.push_back(f.get());
    std::vector<UnitInput> units = {hcl};
    terraform::add_documents(c.project, units, {document});
    EXPECT_EQ(units.size(), 1u) << name << ": the plan is not taken for that of the configuration";
    plan.documents = both.documents = {document};
    auto facts = [&](const UnitInput& unit, Builder& builder) {
      auto configuration = terraform::design_of(c.project, unit, builder.arena(), findings, false, nullptr);
      return facts_of(configuration, c.project, std::move(builder), findings);
    };
    Facts of_hcl = facts(hcl, hcl_builder);
    compare(name, of_hcl, facts(plan, alone_builder), alone);
    if (listing()) std::cout << "-- beside\n";
    compare(name, of_hcl, facts(both, both_builder), beside);
  }
  print("plan alone", alone);
  print("plan beside its HCL", beside);
  EXPECT_EQ(alone.plans, folders.size());
  EXPECT_EQ(alone.edges_wrong, 0u) << "an edge that the configuration does not have";
  EXPECT_GE(alone.edges * 100, (alone.edges + alone.edges_missing) * 85);
  EXPECT_EQ(beside.edges_missing + beside.edges_wrong + beside.fields_less, 0u);
}

}  // namespace
}  // namespace plumb
