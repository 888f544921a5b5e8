// values.h.
#include "load/terraform/plan/values.h"

#include <algorithm>

#include "base/text.h"
#include "load/terraform/eval/tree_value.h"

namespace plumb::terraform {
namespace {

/// The entries of an object by key. Terraform writes them sorted; other programs may have passed over the file.
class Keys {
 public:
  explicit Keys(TreeRef map) {
    for (auto [k, v] : map.entries()) all_.emplace_back(k.text(), std::pair(k, v));
    auto less = [](const auto& a, const auto& b) { return a.first < b.first; };
    if (!std::is_sorted(all_.begin(), all_.end(), less)) std::stable_sort(all_.begin(), all_.end(), less);
  }
  TreeRef operator[](std::string_view key) const {
    auto it = std::upper_bound(all_.begin(), all_.end(), key, [](std::string_view k, const auto& e) { return k < e.first; });
    return it != all_.begin() && std::prev(it)->first == key ? std::prev(it)->second.second : TreeRef();
  }
  const auto& all() const { return all_; }

 private:
  std::vector<std::pair<std::string_view, std::pair<TreeRef, TreeRef>>> all_;
};

bool is_true(TreeRef n) { return n.type() == NodeType::boolean && n.boolean(); }
bool unset(const Value& v) { return v.is_null() || (v.is_sequence() && v.items().empty() && !v.list().open) || (v.is_mapping() && v.entries().empty()); }

std::vector<TreeRef> items_of(TreeRef list) {
  std::vector<TreeRef> out;
  for (TreeRef i : list.items()) out.push_back(i);
  return out;
}

/// What an attribute that names one thing refers to. Where an expression cannot be followed as a whole (a local in it, mostly what chooses), the one
/// resource of that type in it is meant.
std::string_view wanted_type(std::string_view path) {
  static constexpr std::pair<std::string_view, std::string_view> kTypes[] = {
      {"vpc_id", "aws_vpc"},
      {"subnet_id", "aws_subnet"},
      {"route_table_id", "aws_route_table"},
      {"gateway_id", "aws_internet_gateway"},
      {"nat_gateway_id", "aws_nat_gateway"},
      {"egress_only_gateway_id", "aws_egress_only_internet_gateway"},
      {"security_group_id", "aws_security_group"},
      {"cluster_name", "aws_eks_cluster"},
      {"role", "aws_iam_role"},
      {"role_arn", "aws_iam_role"},
      {"node_role_arn", "aws_iam_role"},
      {"pod_execution_role_arn", "aws_iam_role"},
      {"launch_template[0].id", "aws_launch_template"},
  };
  for (const auto& [name, type] : kTypes)
    if (path == name || (path.ends_with(name) && path[path.size() - name.size() - 1] == '.')) return type;
  return {};
}

/// "module.a[\"x.y\"].aws_vpc.main[0]" -> aws_vpc: the name before the last one.
std::string_view type_of(std::string_view address) {
  if (address.ends_with(']')) address = address.substr(0, address.rfind('['));
  address = address.substr(0, address.rfind('.'));
  size_t dot = address.rfind('.');
  return dot == std::string_view::npos ? address : address.substr(dot + 1);
}

TreeRef at_or_nothing(const std::vector<TreeRef>& items, size_t i) { return i < items.size() ? items[i] : TreeRef(); }

}  // namespace

Value ValueMaker::config(const Instance& i, TreeRef resource, const Change& change) {
  address_ = i.address;
  module_path_ = i.module_path;
  own_ = i.resource;
  key_ = i.key;
  resource_ = resource;
  Value v = make(change, "", true);
  return v.is_mapping() ? v : object_value(scratch_, {}, change.at);
}

Value ValueMaker::make(const Change& c, const std::string& path, bool set) {
  if (is_true(c.sensitive)) {
    if (c.after.is_null() && !is_true(c.unknown)) return {};
    return Value::unknown(make_unknown(cat(address_, path.empty() ? "" : ".", path, " is sensitive"), c.at, "${sensitive}"), c.at);
  }
  if (is_true(c.unknown)) return unknown(c, path, 0, 1);
  if (c.after.is_map() || c.unknown.is_map()) return object(c, path, set);
  if (c.after.is_list() || c.unknown.is_list()) return list(c, path);
  return c.after ? tree_value(scratch_, arena_, c.after) : Value();
}

Value ValueMaker::object(const Change& c, const std::string& path, bool set) {
  Keys after(c.after), unknown(c.unknown), sensitive(c.sensitive);
  bool attribute = is_expression(c.expression) && c.expression.size() > 0;  // its keys are keys, not arguments of a block
  bool dynamic = !attribute && !c.expression && !path.empty();              // a dynamic block is not in the configuration's expressions
  std::vector<Entry> entries;
  auto add = [&](TreeRef key, TreeRef value) {
    std::string_view name = tree_text(arena_, key);
    TreeRef expression = attribute ? c.expression : c.expression[name];
    bool configured = expression || dynamic || (c.expression && attribute);
    Change inner{value, unknown[name], sensitive[name], expression, value ? value.span() : c.at};
    if (is_true(inner.unknown) && !configured) return;  // the provider computes it
    Value v = make(inner, cat(path, path.empty() ? "" : ".", name), configured);
    if (v.is_null() || (!configured && unset(v))) return;
    entries.push_back({name, value ? key.span() : c.at, inner.at, v});
  };
  for (const auto& [name, e] : after.all()) add(e.first, e.second);
  for (const auto& [name, e] : unknown.all())
    if (!after[name]) add(e.first, TreeRef());
  if (entries.empty() && !set) return {};
  return object_value(scratch_, std::move(entries), c.at);
}

Value ValueMaker::list(const Change& c, const std::string& path) {
  auto after = items_of(c.after), unknowns = items_of(c.unknown), sensitive = items_of(c.sensitive);
  auto blocks = items_of(c.expression);
  size_t n = std::max(after.size(), unknowns.size()), open = 0, index = 0;
  for (TreeRef u : unknowns) open += is_true(u);
  std::vector<Value> items;
  for (size_t i = 0; i < n; ++i) {
    TreeRef a = at_or_nothing(after, i), u = at_or_nothing(unknowns, i);
    TreeRef expression = c.expression.is_list() ? (i < blocks.size() ? blocks[i] : TreeRef()) : c.expression;
    Change inner{a, u, at_or_nothing(sensitive, i), expression, a && !a.is_null() ? a.span() : c.at};
    std::string step = cat(path, "[", i, "]");
    items.push_back(is_true(u) && !is_true(inner.sensitive) ? unknown(inner, step, index++, open) : make(inner, step, true));
  }
  return tuple_value(scratch_, items, c.at);
}

Unknown* ValueMaker::make_unknown(std::string_view cause, Span at, std::string_view text) {
  Unknown* u = arena_.make<Unknown>();
  u->cause = arena_.copy(cause);
  u->span = at;
  u->text = arena_.copy(text);
  return u;
}

/// Number `index` of the `of` unknown elements that one expression gives.
Value ValueMaker::unknown(const Change& c, const std::string& path, size_t index, size_t of) {
  Wires wires;
  if (c.expression) wires = wiring_.trace(module_path_, own_, key_, resource_, c.expression);
  else wires.opaque = true;
  // What cannot be unknown was not given: the provider computes it.
  if (c.expression && wires.to.empty() && !wires.opaque) return {};
  if (std::string_view type = wanted_type(path); wires.opaque && !type.empty()) {
    if (const Reference* only = type == "aws_vpc" && wires.to.empty() ? wiring_.only_vpc(module_path_) : nullptr) wires.to = {*only};
    std::erase_if(wires.to, [&](const Reference& r) { return type_of(r.address) != type; });
    wires.opaque = wires.to.size() != 1;
  }
  auto exact = [&](Reference r) {
    std::string name = cat(r.address, ".", r.attribute);
    Unknown* u = make_unknown(cat(name, " is known after apply"), c.at, cat("${", name, "}"));
    r.span = c.at;
    u->references = arena_.copy(std::vector<Reference>{r});
    u->exact = true;
    return Value::unknown(u, c.at);
  };
  const bool several = path.ends_with('s');  // subnet_ids, security_groups: a whole list that is not known
  const bool all = wires.pure || !several;   // nothing in the expression chooses or adds
  if (!wires.opaque && all && wires.to.size() == of) return exact(wires.to[index]);
  if (!wires.opaque && wires.pure && several && of == 1 && wires.to.size() > 1) {
    std::vector<Value> items;
    for (const Reference& r : wires.to) items.push_back(exact(r));
    return tuple_value(scratch_, items, c.at);
  }
  std::string own = cat(address_, path.empty() ? "" : ".", path);
  Unknown* u = make_unknown(cat(own, " is known after apply"), c.at, cat("${", own, "}"));
  for (Reference& r : wires.to) r.span = c.at;
  u->references = arena_.copy(wires.to);
  return Value::unknown(u, c.at);
}

Value without_secrets(Arena& arena, Arena& scratch, const Value& v) {
  if (v.is_null()) return v;
  if (v.sensitive()) {
    Unknown* u = arena.make<Unknown>();
    u->cause = "the value is sensitive";
    u->span = v.span();
    u->text = "${sensitive}";
    return Value::unknown(u, v.span());
  }
  if (v.is_sequence()) {
    std::vector<Value> items;
    for (const Value& i : v.items()) items.push_back(without_secrets(arena, scratch, i));
    return tuple_value(scratch, items, v.span());
  }
  if (!v.is_mapping()) return v;
  std::vector<Entry> entries;
  for (Entry e : v.entries()) {
    e.value = without_secrets(arena, scratch, e.value);
    if (!unset(e.value)) entries.push_back(e);
  }
  return object_value(scratch, std::move(entries), v.span());
}

}  // namespace plumb::terraform
