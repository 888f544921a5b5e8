// graphs.h.
#include "graphs.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <sstream>

#include "base/text.h"
#include "load/terraform/evaluate.h"
#include "load/terraform/map.h"
#include "support/fixtures.h"
#include "syntax/hcl/hcl.h"

namespace plumb::terraform {
namespace {

void parse_hcl(FileId file, std::string_view text, InputFile& input, Findings& findings) {
  input.hcl = {hcl::read_hcl(file, text, findings).release(), [](const hcl::File* f) { delete f; }};
}

/// `?(cause)` as `?`: why something is not known reads differently with the source and with the model.
std::string without_causes(std::string_view line) {
  std::string out;
  for (size_t i = 0; i < line.size(); ++i) {
    out += line[i];
    if (line[i] != '?' || i + 1 >= line.size() || line[i + 1] != '(') continue;
    int depth = 0;
    while (++i < line.size()) {
      depth += line[i] == '(' ? 1 : line[i] == ')' ? -1 : 0;
      if (depth == 0) break;
    }
  }
  return out;
}

std::string text_of(const std::map<std::string, std::set<std::string>>& fields, const std::string& name) {
  auto at = fields.find(name);
  return at == fields.end() ? std::string("-") : join({at->second.begin(), at->second.end()}, " / ");
}

}  // namespace

Graphs graphs_of(const Files& files) {
  Graphs out;
  fixtures::MemoryProject p(files, parse_hcl);
  Builder builder;
  Configuration configuration = evaluate(p.project, "", builder.arena(), p.findings);
  out.model_faults = configuration.model_faults;
  for (const Finding& f : p.findings) out.errors.push_back(f.message);
  for (const Instance& i : configuration.instances)
    if (!i.data) out.addresses.emplace(i.address);
  map_resources(configuration, p.project, builder, p.findings);
  Graph graph;
  graph.absorb({"terraform root", "terraform", "", ""}, std::move(builder));
  graph.freeze();
  std::istringstream lines(dump(graph));
  std::map<std::string, std::set<std::string>>* node = nullptr;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("open ")) continue;
    if (!line.starts_with(" ")) {
      std::string head = without_causes(line);
      bool left_out = head.ends_with(" resource") || head.find(" resource ") != std::string::npos || head.find(" module") != std::string::npos;
      node = left_out ? nullptr : &out.nodes[head];
    } else if (node) {
      std::string text = without_causes(trim(line));
      (*node)[text.substr(0, text.find_first_of(": "))].insert(text);
    }
  }
  return out;
}

Comparison::Comparison() : list_(std::getenv("PLUMB_LIST") != nullptr) {
  std::istringstream lines(fixtures::read_text(PLUMB_SOURCE_DIR "/tests/models/differences.txt"));
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    Excuse e;
    if (line.empty() || line[0] == '#' || !(words >> e.test >> e.address >> e.field)) continue;
    std::getline(words, e.reason);
    excuses_.push_back(e);
  }
}

void Comparison::differs(const std::string& name, const std::string& address, const std::string& field, const std::string& what) {
  ++different_;
  for (Excuse& e : excuses_)
    if (glob_match(e.test, name) && (e.address == "*" || address.find(e.address) != std::string::npos) && glob_match(e.field, field)) {
      e.used = true;
      return;
    }
  if (list_) printf("%s %s %s: %s\n", name.c_str(), address.c_str(), field.c_str(), what.c_str());
  else ADD_FAILURE() << name << " " << address << " " << field << ": " << what;
}

void Comparison::compare(const std::string& name, const std::set<std::string>& rows, const Graphs& source, const Graphs& model) {
  for (const std::string& f : model.model_faults) ADD_FAILURE() << name << ": " << f;
  for (const std::string& e : model.errors)
    if (source.errors.empty()) ADD_FAILURE() << name << ": an error with the model, none with the source: " << e;
  different_ = 0;
  size_t fields = 0;
  for (const auto& [node, of] : source.nodes) {
    std::string address = node.substr(0, node.find(' '));
    auto it = model.nodes.find(node);
    if (it == model.nodes.end()) {
      differs(name, address, "node", cat("only with the source: ", node));
      continue;
    }
    std::set<std::string> all;
    for (const auto& [f, v] : of) all.insert(f);
    for (const auto& [f, v] : it->second) all.insert(f);
    fields += all.size();
    for (const std::string& f : all)
      if (std::string want = text_of(of, f), have = text_of(it->second, f); want != have) differs(name, address, f, cat("source ", want, ", model ", have));
  }
  for (const auto& [node, of] : model.nodes)
    if (!source.nodes.contains(node)) differs(name, node.substr(0, node.find(' ')), "node", cat("only with the model: ", node));
  for (const std::string& a : source.addresses)
    if (!model.addresses.contains(a)) differs(name, a, "address", "only with the source");
  for (const std::string& a : model.addresses)
    if (!source.addresses.contains(a)) differs(name, a, "address", "only with the model");
  for (const std::string& row : rows) {
    Row& r = rows_[row];
    ++r.calls;
    r.same += different_ == 0;
    r.nodes += source.nodes.size();
    r.fields += fields;
    r.addresses += source.addresses.size();
    r.different += different_;
  }
}

size_t Comparison::calls(const std::string& row) const {
  auto it = rows_.find(row);
  return it == rows_.end() ? 0 : it->second.calls;
}

void Comparison::finish() {
  for (const auto& [name, r] : rows_)
    printf("%-52s %3zu calls, %3zu the same; %5zu addresses, %4zu nodes, %5zu fields, %zu different (all listed with a reason)\n", name.c_str(), r.calls, r.same, r.addresses, r.nodes, r.fields,
           r.different);
  if (list_) return;
  for (const Excuse& e : excuses_) EXPECT_TRUE(e.used) << "differences.txt: " << e.test << " " << e.address << " " << e.field << " no longer differs: remove the line";
}

}  // namespace plumb::terraform
