// wiring.h.
#include "load/terraform/plan/wiring.h"

#include <algorithm>

#include "base/text.h"
#include "load/terraform/eval/module.h"

namespace plumb::terraform {
namespace {

constexpr int kMaxDepth = 40;  // modules through which a reference goes

/// "module.net[\"a.b\"].module.inner[0]" -> "module.net.module.inner": keys taken out.
std::string without_keys(std::string_view path) {
  std::string out;
  for (size_t i = 0; i < path.size(); ++i) {
    if (path[i] != '[') {
      out += path[i];
      continue;
    }
    bool quoted = false;
    for (; i < path.size() && (quoted || path[i] != ']'); ++i) {
      if (quoted && path[i] == '\\') ++i;
      else if (path[i] == '"') quoted = !quoted;
    }
  }
  return out;
}

/// The last step of a module path: "module.a[0].module.b[\"x\"]" -> "module.a[0]" and "b" with its key's text.
void split_last(std::string_view path, std::string_view& parent, std::string_view& name, std::string_view& key) {
  size_t start = 0, last = 0;
  bool quoted = false;
  for (size_t i = 0; i < path.size(); ++i) {  // "module." at the top level of brackets
    if (path[i] == '"') quoted = !quoted;
    else if (quoted && path[i] == '\\') ++i;
    else if (!quoted && path.substr(i).starts_with("module.") && (i == 0 || path[i - 1] == '.')) start = i, last = i;
  }
  parent = last == 0 ? std::string_view{} : path.substr(0, last - 1);
  name = path.substr(start + std::string_view("module.").size());
  size_t bracket = name.find('[');
  key = bracket == std::string_view::npos ? std::string_view{} : name.substr(bracket);
  name = name.substr(0, bracket);
}

/// The next name of a reference; `rest` begins behind it, at '.', '[' or the end.
std::string_view next_name(std::string_view& rest) {
  if (rest.starts_with('.')) rest.remove_prefix(1);
  size_t end = rest.find_first_of(".[");
  std::string_view out = rest.substr(0, end);
  rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end);
  return out;
}

/// "[0]" or "[\"a\"]" at the front, taken off.
std::string_view next_key(std::string_view& rest) {
  if (!rest.starts_with('[')) return {};
  bool quoted = false;
  for (size_t i = 1; i < rest.size(); ++i) {
    if (quoted && rest[i] == '\\') ++i;
    else if (rest[i] == '"') quoted = !quoted;
    else if (!quoted && rest[i] == ']') {
      std::string_view out = rest.substr(0, i + 1);
      rest.remove_prefix(i + 1);
      return out;
    }
  }
  return {};
}

/// Longer references stand before their own beginnings ("a.b.c", "a.b"): only the longest says something.
std::vector<std::string_view> longest(TreeRef references) {
  std::vector<std::string_view> out;
  for (TreeRef r : references.items()) {
    std::string_view text = r.string();
    bool beginning = !out.empty() && out.back().size() > text.size() && out.back().starts_with(text) && (out.back()[text.size()] == '.' || out.back()[text.size()] == '[');
    if (!beginning && !text.empty()) out.push_back(text);
  }
  return out;
}

/// Several attributes of one instance are one wire.
void add_wire(Wires& out, Reference r) {
  for (const Reference& old : out.to)
    if (old.address == r.address) return;
  out.to.push_back(r);
}

}  // namespace

bool is_expression(TreeRef n) { return n.is_map() && (n.size() == 0 || n["references"].is_list() || n.key("constant_value")); }

void Wiring::add(std::string_view resource, std::string_view address, const Value& key, bool settled) {
  instances_[resource].push_back({address, key, settled});
  size_t at = resource.rfind("aws_vpc.");
  if (at == std::string_view::npos || resource.find("data.") != std::string_view::npos || (at > 0 && resource[at - 1] != '.')) return;
  auto [it, fresh] = vpcs_.emplace(at == 0 ? std::string_view{} : resource.substr(0, at - 1), Reference{address, "id", {}});
  if (!fresh) it->second.address = {};
}

const Reference* Wiring::only_vpc(std::string_view module_path) {
  auto it = vpcs_.find(module_path);
  return it == vpcs_.end() || it->second.address.empty() ? nullptr : &it->second;
}

TreeRef Wiring::module(std::string_view module_path) {
  std::string plain = without_keys(module_path);
  if (plain.empty()) return root_;
  auto [it, fresh] = modules_.try_emplace(plain);
  if (!fresh) return it->second;
  std::string_view parent, name, key;
  split_last(plain, parent, name, key);
  TreeRef found = name.size() == plain.size() ? TreeRef() : module(parent)["module_calls"][name]["module"];
  modules_[plain] = found;
  return found;
}

TreeRef Wiring::resource(std::string_view module_path, std::string_view local) {
  TreeRef m = module(module_path);
  if (!m) return {};
  auto [it, fresh] = resources_.try_emplace(m.index());
  if (fresh)
    for (TreeRef r : m["resources"].items()) it->second.emplace(r["address"].string(), r);
  auto found = it->second.find(local);
  return found == it->second.end() ? TreeRef() : found->second;
}

Wires Wiring::trace(std::string_view module_path, std::string_view own, const Value& key, TreeRef resource, TreeRef expression) {
  Wires out;
  follow(out, {module_path, own, key, resource["for_each_expression"]}, expression, 0);
  return out;
}

void Wiring::follow(Wires& out, const From& from, TreeRef expression, int depth) {
  if (depth > kMaxDepth || !expression) {
    out.opaque = true;
    return;
  }
  auto references = longest(expression["references"]);
  bool by_key = std::any_of(references.begin(), references.end(), [](std::string_view r) { return r.starts_with("count.") || r.starts_with("each.key"); });
  for (std::string_view r : references) {
    if (r.starts_with("var.")) {
      std::string_view rest = r.substr(4);
      follow_input(out, from, next_name(rest), depth);
    } else if (r.starts_with("module.")) {
      follow_output(out, from, r, depth);
    } else if (r.starts_with("each.value")) {
      if (from.each) follow(out, {from.module_path, from.own, from.key, {}}, from.each, depth + 1);
      else out.opaque = true;
      by_key = true;
    } else if (r.starts_with("local.") || r.starts_with("self.")) {
      out.opaque = true;
    } else if (!r.starts_with("count.") && !r.starts_with("each.") && !r.starts_with("path.") && !r.starts_with("terraform.")) {
      follow_resource(out, from, r, by_key, depth);
    }
  }
}

/// "aws_subnet.a[0].id", "data.aws_vpc.main.id": those of its instances that may have something unknown. An attribute that the configuration
/// sets is what it sets. `by_key`: the expression picks with count.index or each.key, so the instance with the same key is meant; by number only
/// where both have as many.
void Wiring::follow_resource(Wires& out, const From& from, std::string_view reference, bool by_key, int depth) {
  std::string_view rest = reference;
  std::string_view type = next_name(rest);
  bool data = type == "data";
  if (data) type = next_name(rest);
  std::string_view name = next_name(rest);
  std::string_view key = next_key(rest), attribute = rest.starts_with('.') ? rest.substr(1) : std::string_view("id");
  std::string local = cat(data ? "data." : "", type, ".", name);
  std::string address = cat(from.module_path, from.module_path.empty() ? "" : ".", local);
  auto it = instances_.find(address);
  if (it == instances_.end()) return;
  const std::vector<One>& all = it->second;
  auto same_key = [&](const One& o) { return !from.key.is_null() && !o.key.is_null() && key_text(o.key) == key_text(from.key); };
  const bool several = key.empty() && all.size() > 1;
  auto own = instances_.find(from.own);
  const bool comparable = from.key.is_string() || (own != instances_.end() && own->second.size() == all.size());
  const bool pick = by_key && several && comparable && std::any_of(all.begin(), all.end(), same_key);
  TreeRef declared = resource(from.module_path, local);
  TreeRef given = declared["expressions"][attribute.substr(0, attribute.find_first_of(".["))];
  for (const One& o : all) {
    if (o.settled || (pick && !same_key(o)) || (!key.empty() && !o.key.is_null() && key_text(o.key) != key)) continue;
    Wires further;
    if (given && is_expression(given)) follow(further, {from.module_path, it->first, o.key, declared["for_each_expression"]}, given, depth + 1);
    for (const Reference& r : further.to) add_wire(out, r);
    if (further.to.empty()) add_wire(out, {o.address, arena_.copy(attribute), {}});  // set to null, so that the provider makes it
    else out.opaque = out.opaque || further.opaque, out.pure = out.pure && further.pure;
  }
  if (by_key && several && !pick) out.pure = false;
}

/// An input of the module: what its call gives for it.
void Wiring::follow_input(Wires& out, const From& from, std::string_view name, int depth) {
  out.pure = out.pure && !from.module_path.empty();
  if (from.module_path.empty()) return;  // a value of the run, and those are known
  std::string_view parent, call_name, key;
  split_last(from.module_path, parent, call_name, key);
  TreeRef call = module(parent)["module_calls"][call_name];
  TreeRef given = call["expressions"][name];
  if (!given) {
    out.pure = false;  // its default
    return;
  }
  // Which instance the caller's each.key means is told by the key of this module's instance.
  Value own;
  if (key.starts_with("[\"")) own = Value::string(key.substr(2, key.size() - 4));
  else if (key.size() > 2) own = Value::number(parse_number(arena_, key.substr(1, key.size() - 2)).value_or(0.0));
  size_t before = out.to.size();
  follow(out, {parent, {}, own, call["for_each_expression"]}, given, depth + 1);
  if (out.to.size() == before && !out.opaque) out.pure = false;  // a known value: it may choose
}

/// "module.vpc.private_subnets", "module.net[\"a\"].id": the outputs of the call's instances.
void Wiring::follow_output(Wires& out, const From& from, std::string_view reference, int depth) {
  std::string_view rest = reference.substr(7);
  std::string_view name = next_name(rest), key = next_key(rest);
  std::string_view output = next_name(rest);
  TreeRef expression = module(from.module_path)["module_calls"][name]["module"]["outputs"][output]["expression"];
  if (!expression || output.empty()) {
    out.opaque = true;
    return;
  }
  std::string call = cat(from.module_path, from.module_path.empty() ? "" : ".", "module.", name);
  if (key.empty()) {
    TreeRef declared = module(from.module_path)["module_calls"][name];
    if (declared["count_expression"] || declared["for_each_expression"]) {
      out.opaque = true;  // which of the instances is not said
      return;
    }
  }
  follow(out, {arena_.copy(std::string_view(cat(call, key))), {}, {}, {}}, expression, depth + 1);
}

}  // namespace plumb::terraform
