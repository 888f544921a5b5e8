// Version 3 of states (Terraform 0.8 to 0.11): modules by path, resources under "aws_subnet.a.0", attributes as flat texts whose keys are
// paths: "tags.%" and "subnet_ids.#" are counts, "subnet_ids.2915" an element of a set by its hash.
// Invariant: elements keep the order of their keys, numbers by size; what has neither count is a text.
#include <algorithm>
#include <map>

#include "base/text.h"
#include "load/terraform/eval/module.h"
#include "load/terraform/eval/tree_value.h"
#include "load/terraform/state/parts.h"
#include "syntax/read.h"

namespace plumb::terraform {
namespace {

struct Flat {
  std::string_view key;
  TreeRef name, value;
};

bool is_number(std::string_view s) { return !s.empty() && std::all_of(s.begin(), s.end(), [](char c) { return c >= '0' && c <= '9'; }); }

/// Sets by the size of the hash, which is how Terraform walked them; keys of lists likewise.
bool by_number(std::string_view a, std::string_view b) { return a.size() != b.size() ? a.size() < b.size() : a < b; }

/// The object, list or map of the entries whose keys, without their first `skip` bytes, begin with a name. Depth is bounded by the dots of a key.
class Expander {
 public:
  Expander(Arena& structure, Arena& texts) : arena_(structure), texts_(texts) {}

  Value object(std::vector<Flat>& all, size_t skip, Span at, int depth) {
    std::vector<Entry> out;
    for (auto& [name, group] : grouped(all, skip)) {
      if (Value v = value(group, skip + name.size(), depth); !v.is_null()) out.push_back({name, group[0].name.span(), v.span(), v});
    }
    return object_value(arena_, std::move(out), at);
  }

 private:
  static constexpr int kMostDepth = 60;
  using Groups = std::map<std::string_view, std::vector<Flat>>;

  static Groups grouped(const std::vector<Flat>& all, size_t skip) {
    Groups out;
    for (const Flat& f : all) {
      std::string_view rest = f.key.substr(skip);
      out[rest.substr(0, rest.find('.'))].push_back(f);
    }
    return out;
  }

  Value text(const Flat& f) { return Value::string(tree_text(texts_, f.value), f.value.span()); }

  /// What the entries that begin with the same `end` bytes are.
  Value value(std::vector<Flat>& group, size_t end, int depth) {
    if (group.size() == 1 && group[0].key.size() == end) return group[0].value.is_null() ? Value() : text(group[0]);
    if (depth > kMostDepth) return Value();
    Span at = group[0].value.span();
    bool list = false, map = false;
    std::vector<Flat> inside;
    for (const Flat& f : group) {
      if (f.key.size() <= end) continue;  // a text and something below it: the text is what an old provider left behind
      std::string_view rest = f.key.substr(end + 1);
      if (rest == "#" || rest == "%") {
        (rest == "#" ? list : map) = true;
        at = f.value.span();
      } else {
        inside.push_back(f);
      }
    }
    if (map) {  // keys of maps may hold dots
      std::vector<Entry> entries;
      for (const Flat& f : inside) entries.push_back({f.key.substr(end + 1), f.name.span(), f.value.span(), text(f)});
      return object_value(arena_, std::move(entries), at);
    }
    Groups elements = grouped(inside, end + 1);
    bool numbered = std::all_of(elements.begin(), elements.end(), [](const auto& e) { return is_number(e.first); });
    if (!numbered) return object(inside, end + 1, at, depth + 1);
    if (!list && elements.empty()) return Value();
    std::vector<std::string_view> order;
    for (const auto& [name, e] : elements) order.push_back(name);
    std::sort(order.begin(), order.end(), by_number);
    std::vector<Value> items;
    for (std::string_view name : order) items.push_back(value(elements[name], end + 1 + name.size(), depth + 1));
    return tuple_value(arena_, items, at);
  }

  Arena& arena_;
  Arena& texts_;
};

/// "data.aws_subnet.a.0" -> data, aws_subnet, a, 0. False when it is no such key.
bool split_key(std::string_view text, StateInstance& i) {
  if (text.starts_with("data.")) {
    i.data = true;
    text.remove_prefix(5);
  }
  size_t dot = text.find('.');
  if (dot == std::string_view::npos || dot == 0) return false;
  i.type = text.substr(0, dot);
  i.name = text.substr(dot + 1);
  size_t last = i.name.rfind('.');
  if (last != std::string_view::npos && is_number(i.name.substr(last + 1)) && i.name.size() - last < 10) {
    double index = 0;
    for (char c : i.name.substr(last + 1)) index = index * 10 + (c - '0');
    i.key = Value::number(index);
    i.name = i.name.substr(0, last);
  }
  return !i.name.empty();
}

}  // namespace

Value flat_value(Arena& structure, Arena& texts, TreeRef flat) {
  std::vector<Flat> all;
  for (auto [k, v] : flat.entries()) all.push_back({tree_text(texts, k), k, v});
  return Expander(structure, texts).object(all, 0, flat.span(), 0);
}

void read_version_3(Reader& r, TreeRef root, State& state) {
  r.each(root["modules"], [&](TreeRef folded) {
    Tree tree = r.outline(folded);
    if (tree.documents.empty()) return;
    TreeRef module = tree.document(0);
    std::string path;
    if (module["path"].is_list()) {
      Tree steps = r.whole(module["path"]);
      if (steps.documents.empty()) return;
      for (TreeRef s : steps.document(0).items())
        if (s.index() > 1) path += cat(path.empty() ? "" : ".", "module.", s.text());  // the first is "root"
    }
    std::string_view in = r.arena.copy(std::string_view(path));
    r.each_entry(module["outputs"], [&](TreeRef key, TreeRef one) {
      if (!in.empty() || !one.is_map()) return;
      Tree o = r.whole(one);
      if (o.documents.empty()) return;
      bool sensitive = o.document(0)["sensitive"].boolean();
      state.outputs.push_back({tree_text(r.arena, key), tree_value(r.arena, o.document(0)["value"]).marked_sensitive(sensitive), sensitive, key.span()});
    });
    r.each_entry(module["resources"], [&](TreeRef key, TreeRef one) {
      StateInstance i;
      if (!one.is_map() || !split_key(tree_text(r.arena, key), i)) return;
      Tree read = r.whole(one);
      if (read.documents.empty()) return;
      TreeRef resource = read.document(0), primary = resource["primary"];
      if (!primary.is_map()) return;  // deposed only
      i.at = one.span();
      i.module_path = in;
      i.tainted = primary["tainted"].boolean();
      i.resource = r.arena.copy(std::string_view(cat(in, in.empty() ? "" : ".", i.data ? "data." : "", i.type, ".", i.name)));
      i.address = i.key.is_null() ? i.resource : r.arena.copy(std::string_view(cat(i.resource, key_text(i.key))));
      split_provider(tree_text(r.arena, resource["provider"]), i.provider, i.provider_alias);
      Arena scratch;
      i.attributes = flat_value(r.each_instance ? scratch : r.arena, r.arena, primary["attributes"]);
      if (r.each_instance) return r.each_instance(i, scratch);
      for (TreeRef d : resource["depends_on"].items()) i.dependencies.push_back(tree_text(r.arena, d));
      state.instances.push_back(std::move(i));
    });
  });
}

}  // namespace plumb::terraform
