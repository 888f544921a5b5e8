// The graph as JSON, Graphviz dot or Mermaid, for people and for other tools.
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "report/report.h"

namespace plumb::report {
namespace {

using Json = nlohmann::ordered_json;

Json json_of(const Value& v, const Graph& g) {
  switch (v.tag()) {
    case Tag::boolean: return v.boolean();
    case Tag::integer: return v.integer();
    case Tag::unsigned_integer: return v.unsigned_integer();
    case Tag::number: return v.number();
    case Tag::string: return v.string();
    case Tag::node: return v.maybe() ? Json{{"node", g.node(v.node()).address}, {"maybe", true}} : Json{{"node", g.node(v.node()).address}};
    case Tag::unknown: return {{"unknown", v.cause() ? v.cause()->text : std::string_view("not known")}};
    case Tag::list: {
      Json items = Json::array();
      v.for_each_item([&](const Value& item) { items.push_back(json_of(item, g)); });
      return v.open() ? Json{{"atLeast", std::move(items)}, {"because", v.open()->text}} : items;
    }
    case Tag::map: {
      Json out = Json::object();
      v.for_each_entry([&](std::string_view key, Span, const Value& value) { out[std::string(key)] = json_of(value, g); });
      return v.open() ? Json{{"atLeast", std::move(out)}, {"because", v.open()->text}} : out;
    }
    default: return nullptr;
  }
}

Json place(const Sources& sources, Span at) {
  if (!at.known()) return nullptr;
  Position from = sources.position(at.file, at.begin), to = sources.position(at.file, at.end);
  return {{"file", sources.path(at.file)}, {"line", from.line}, {"column", from.column}, {"endLine", to.line}, {"endColumn", to.column}};
}

std::string json_graph(const Snapshot& s) {
  const Graph& g = s.graph;
  Json out = {{"version", PLUMB_VERSION}, {"units", Json::array()}, {"nodes", Json::array()}, {"edges", Json::array()}};
  for (const Unit& u : g.units()) out["units"].push_back({{"name", u.name}, {"frontend", u.frontend}, {"directory", u.directory}, {"why", u.why}});
  for (const Node& n : g.nodes()) {
    Json fields = Json::object();
    std::span<const FieldInfo> infos = info(n.kind).fields;
    for (size_t i = 0; i < infos.size(); ++i)
      if (!n.slots[i].is_absent() && infos[i].type.base != BaseType::node) fields[std::string(infos[i].name)] = json_of(n.slots[i], g);
    Json node = {{"id", static_cast<uint32_t>(n.id)}, {"kind", info(n.kind).name}, {"name", n.name}, {"address", n.address}, {"unit", static_cast<uint32_t>(n.unit)}, {"at", place(s.sources, n.span)}, {"fields", std::move(fields)}};
    if (n.maybe) node["maybe"] = n.maybe_cause ? n.maybe_cause->text : std::string_view("may not exist");
    out["nodes"].push_back(std::move(node));
  }
  for (const Edge& e : g.edges()) {
    Json edge = {{"from", static_cast<uint32_t>(e.from)}, {"to", static_cast<uint32_t>(e.to)}, {"field", info(e.field).name}, {"at", place(s.sources, e.span)}};
    if (e.maybe) edge["maybe"] = true;
    out["edges"].push_back(std::move(edge));
  }
  return out.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string escaped(std::string_view text, std::string_view special, std::string_view with) {
  std::string out;
  for (char c : text) {
    if (special.find(c) != std::string_view::npos) out += with;
    out += c;
  }
  return out;
}

std::string dot_graph(const Graph& g) {
  std::string out = "digraph plumb {\n  rankdir=LR;\n  node [shape=box, fontname=\"sans-serif\"];\n";
  for (const Node& n : g.nodes()) out += cat("  n", static_cast<uint32_t>(n.id), " [label=\"", escaped(n.address, "\"\\", "\\"), "\\n", info(n.kind).name, "\"", n.maybe ? ", style=dashed" : "", "];\n");
  for (const Edge& e : g.edges()) out += cat("  n", static_cast<uint32_t>(e.from), " -> n", static_cast<uint32_t>(e.to), " [label=\"", info(e.field).name, "\"", e.maybe ? ", style=dashed" : "", "];\n");
  return out + "}\n";
}

std::string mermaid_graph(const Graph& g) {
  std::string out = "flowchart LR\n";
  auto label = [](std::string_view text) {
    std::string safe;
    for (char c : text) safe += c == '"' ? std::string("#quot;") : std::string(1, c);
    return safe;
  };
  for (const Node& n : g.nodes()) out += cat("  n", static_cast<uint32_t>(n.id), "[\"", label(n.address), "<br/>", info(n.kind).name, "\"]\n");
  for (const Edge& e : g.edges()) out += cat("  n", static_cast<uint32_t>(e.from), e.maybe ? " -. " : " -- ", info(e.field).name, e.maybe ? " .-> n" : " --> n", static_cast<uint32_t>(e.to), "\n");
  return out;
}

}  // namespace

std::string graph(const Snapshot& snapshot, std::string_view format) {
  if (format == "json") return json_graph(snapshot);
  if (format == "dot") return dot_graph(snapshot.graph);
  if (format == "mermaid") return mermaid_graph(snapshot.graph);
  return "";
}

}  // namespace plumb::report
