// read_state(): which version, and the walk through version 4. Version 3 is in flat.cc.
// How: the text is read level by level (outline_json), each instance on its own, so that only what an instance holds is ever a tree.
#include "base/text.h"
#include "load/terraform/eval/module.h"
#include "load/terraform/eval/tree_value.h"
#include "load/terraform/state/parts.h"
#include "syntax/read.h"

namespace plumb::terraform {

Reader::Reader(FileId f, std::string_view t, Arena& a, Findings& o) : file(f), text(t), arena(a), findings(o) {}

Tree Reader::outline(TreeRef folded) { return watched(outline_json(file, text, folded.span(), findings)); }
Tree Reader::whole(TreeRef folded) { return watched(read_json_part(file, text, folded.span(), findings)); }

Tree Reader::watched(Tree tree) {
  if (tree.documents.empty()) broken = true;
  for (; seen < findings.size(); ++seen) broken = broken || findings[seen].unchecked;
  return tree;
}

void Reader::each(TreeRef folded, const std::function<void(TreeRef)>& body) {
  if (!folded.is_list()) return;
  Tree list = outline(folded);
  if (list.documents.empty()) return;
  for (TreeRef item : list.document(0).items()) {
    if (broken) return;
    if (item.is_map()) body(item);
  }
}

void Reader::each_entry(TreeRef folded, const std::function<void(TreeRef, TreeRef)>& body) {
  if (!folded.is_map()) return;
  Tree map = outline(folded);
  if (map.documents.empty()) return;
  for (auto [key, value] : map.document(0).entries()) {
    if (broken) return;
    body(key, value);
  }
}

void split_provider(std::string_view text, std::string_view& provider, std::string_view& alias) {
  size_t at = text.rfind("provider[\"");
  if (at != std::string_view::npos) {
    std::string_view rest = text.substr(at + 10);
    size_t end = rest.find("\"]");
    provider = rest.substr(0, end);
    alias = end == std::string_view::npos || end + 3 > rest.size() ? std::string_view{} : rest.substr(end + 3);
    return;
  }
  at = text.rfind("provider.");
  if (at == std::string_view::npos) return;
  std::string_view rest = text.substr(at + 9);
  size_t dot = rest.find('.');
  provider = rest.substr(0, dot);
  alias = dot == std::string_view::npos ? std::string_view{} : rest.substr(dot + 1);
}

namespace {

/// The value with what stands at the path marked; a step that does not fit marks the whole of what is there.
Value hidden(Arena& arena, const Value& v, TreeRef path, uint32_t step) {
  TreeRef here = path.at(step);
  if (!here) return v.marked_sensitive();
  TreeRef value = here["value"].is_map() ? here["value"]["value"] : here["value"];
  if (v.is_mapping() && v.find(value.text())) {
    std::vector<Entry> entries(v.entries().begin(), v.entries().end());
    for (Entry& e : entries)
      if (e.key == value.text()) e.value = hidden(arena, e.value, path, step + 1);
    return object_value(arena, std::move(entries), v.span());
  }
  auto index = static_cast<uint64_t>(value.integer(-1));
  if (v.is_sequence() && value.type() == NodeType::integer && index < v.items().size()) {
    std::vector<Value> items(v.items().begin(), v.items().end());
    items[index] = hidden(arena, items[index], path, step + 1);
    return tuple_value(arena, items, v.span());
  }
  return here["type"].string() == "get_attr" && v.is_mapping() ? v : v.marked_sensitive();
}

class Version4 {
 public:
  Version4(Reader& reader, State& state) : r_(reader), state_(state) {}

  void run(TreeRef root) {
    r_.each_entry(root["outputs"], [&](TreeRef key, TreeRef folded) {
      Tree tree = r_.whole(folded);
      if (tree.documents.empty()) return;
      TreeRef o = tree.document(0);
      bool sensitive = o["sensitive"].boolean();
      state_.outputs.push_back({tree_text(r_.arena, key), tree_value(r_.arena, o["value"]).marked_sensitive(sensitive), sensitive, key.span()});
    });
    r_.each(root["resources"], [&](TreeRef folded) { resource(folded); });
  }

 private:
  void resource(TreeRef folded) {
    Tree tree = r_.outline(folded);
    if (tree.documents.empty()) return;
    TreeRef resource = tree.document(0);
    StateInstance shared;
    shared.type = tree_text(r_.arena, resource["type"]);
    shared.name = tree_text(r_.arena, resource["name"]);
    shared.data = resource["mode"].string() == "data";
    shared.module_path = tree_text(r_.arena, resource["module"]);
    split_provider(tree_text(r_.arena, resource["provider"]), shared.provider, shared.provider_alias);
    if (shared.type.empty() || shared.name.empty()) return;
    std::string_view in = shared.module_path;
    shared.resource = r_.arena.copy(std::string_view(cat(in, in.empty() ? "" : ".", shared.data ? "data." : "", shared.type, ".", shared.name)));
    r_.each(resource["instances"], [&](TreeRef one) { instance(shared, one); });
  }

  void instance(StateInstance i, TreeRef folded) {
    Tree tree = r_.whole(folded);
    if (tree.documents.empty()) return;
    TreeRef here = tree.document(0);
    if (!here["deposed"].string().empty()) return;
    i.at = folded.span();
    i.tainted = here["status"].string() == "tainted";
    TreeRef key = here["index_key"];
    i.key = key.is_null() ? Value() : tree_value(r_.arena, key);
    i.address = key.is_null() ? i.resource : r_.arena.copy(std::string_view(cat(i.resource, key_text(i.key))));
    Arena scratch;
    Arena& structure = r_.each_instance ? scratch : r_.arena;
    i.attributes = here["attributes"].is_map() ? tree_value(structure, r_.arena, here["attributes"]) : flat_value(structure, r_.arena, here["attributes_flat"]);
    for (TreeRef path : here["sensitive_attributes"].items())
      if (path.is_list()) i.attributes = hidden(structure, i.attributes, path, 0);
    if (r_.each_instance) return r_.each_instance(i, scratch);
    for (TreeRef d : here["dependencies"].items()) i.dependencies.push_back(tree_text(r_.arena, d));
    for (TreeRef d : here["depends_on"].items()) i.dependencies.push_back(tree_text(r_.arena, d));  // Terraform 0.12
    state_.instances.push_back(std::move(i));
  }

  Reader& r_;
  State& state_;
};

void refuse(FileId file, TreeRef version, Findings& findings) {
  Finding f = make_finding("terraform-error", Severity::error, version ? version.span() : Span{file, 0, 0},
                           cat("a state of version ", version.text(), " is not understood: expected 3 or 4"), "Rewrite it with a current Terraform: terraform state pull; nothing in it was checked.");
  f.unchecked = true;
  findings.push_back(std::move(f));
}

}  // namespace

bool is_state(TreeRef root) {
  return root.is_map() && root["version"].type() == NodeType::integer && !root["format_version"] && (root["resources"].is_list() || root["modules"].is_list()) &&
         (root["lineage"].is_string() || root["serial"].type() == NodeType::integer) && (root["terraform_version"].is_string() || root["lineage"].is_string());
}

std::optional<State> read_state(FileId file, std::string_view text, Arena& arena, Findings& findings, Each each) {
  Reader reader(file, text, arena, findings);
  reader.each_instance = std::move(each);
  reader.seen = findings.size();
  Tree tree = reader.watched(outline_json(file, text, {file, 0, static_cast<uint32_t>(text.size())}, findings));
  if (reader.broken) return std::nullopt;
  TreeRef root = tree.document(0);
  State state;
  state.version = static_cast<int>(root["version"].integer());
  state.terraform_version = tree_text(arena, root["terraform_version"]);
  if (state.version == 4) {
    Version4(reader, state).run(root);
  } else if (state.version == 3) {
    read_version_3(reader, root, state);
  } else {
    refuse(file, root["version"], findings);
    return std::nullopt;
  }
  if (reader.broken) return std::nullopt;
  for (size_t i = 0; i < state.instances.size(); ++i) state.by_address.emplace(state.instances[i].address, i);
  return state;
}

const StateInstance* State::find(std::string_view address) const {
  auto it = by_address.find(address);
  return it == by_address.end() ? nullptr : &instances[it->second];
}

}  // namespace plumb::terraform
