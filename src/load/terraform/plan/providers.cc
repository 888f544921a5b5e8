// providers.h.
#include "load/terraform/plan/providers.h"

#include "base/text.h"
#include "load/terraform/eval/tree_value.h"

namespace plumb::terraform {

Providers::Providers(Arena& arena, TreeRef config, const std::vector<std::pair<std::string_view, Value>>& variables) : arena_(arena), variables_(variables) {
  for (auto [key, one] : config.entries()) {
    TreeRef given = one["expressions"];
    if (!given) continue;
    Provider* p = arena.make<Provider>();
    p->name = tree_text(arena, one["name"]);
    p->alias = tree_text(arena, one["alias"]);
    p->span = one["name"].span();
    p->region = value(given["region"], "the provider's region");
    p->default_tags = value(given["default_tags"].at(0)["tags"], "default_tags of the provider");
    std::vector<Entry> entries;
    for (auto [name, e] : given.entries())
      if (e["constant_value"]) entries.push_back({tree_text(arena, name), name.span(), e.span(), tree_value(arena, e["constant_value"])});
    p->config = object_value(arena, std::move(entries), p->span);
    all_.emplace(key.text(), p);
  }
}

Value Providers::value(TreeRef e, std::string_view what) {
  if (!e) return {};
  if (TreeRef constant = e["constant_value"]) return tree_value(arena_, constant);
  TreeRef references = e["references"];
  std::string_view only = references.size() == 1 ? references.at(0).string() : std::string_view{};
  for (const auto& [name, v] : variables_)
    if (only.starts_with("var.") && only.substr(4) == name) return v;
  Unknown* u = arena_.make<Unknown>();
  u->cause = arena_.copy(std::string_view(cat(what, " is computed, and the plan does not say what it is")));
  u->span = e.span();
  u->text = "${provider}";
  return Value::unknown(u, e.span());
}

const Provider* Providers::find(std::string_view key) const {
  auto it = all_.find(key);
  return it == all_.end() ? nullptr : it->second;
}

}  // namespace plumb::terraform
