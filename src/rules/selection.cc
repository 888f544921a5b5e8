// See selection.h.
#include "rules/selection.h"

#include <algorithm>
#include <set>

#include "base/text.h"

namespace plumb::rules {
namespace {

bool is_named(const Rule& r, std::string_view name) {
  return r.id == name || r.area == name || r.has_tag(name) || std::find(r.aliases.begin(), r.aliases.end(), name) != r.aliases.end();
}

/// Every name that --select and --ignore take, for did-you-mean.
std::vector<std::string_view> all_names(const RuleSet& set, bool groups) {
  std::set<std::string_view> names;
  for (const Rule& r : set.rules) {
    names.insert(r.id);
    names.insert(r.aliases.begin(), r.aliases.end());
    if (groups) names.insert(r.area);
    if (groups) names.insert(r.tags.begin(), r.tags.end());
  }
  return {names.begin(), names.end()};
}

std::string unknown_name(const RuleSet& set, std::string_view name, std::string_view what, bool groups) {
  std::vector<std::string_view> names = all_names(set, groups);
  std::string_view near = nearest(name, names);
  return cat("no ", what, " '", name, "'", near.empty() ? "; `plumb rules list` shows what there is" : cat("; did you mean '", near, "'?"));
}

std::set<const Rule*> named(const RuleSet& set, const std::vector<std::string>& names, std::vector<std::string>& errors) {
  std::set<const Rule*> out;
  for (const std::string& name : names) {
    size_t before = out.size();
    bool found = false;
    for (const Rule& r : set.rules)
      if (is_named(r, name)) {
        out.insert(&r);
        found = true;
      }
    if (!found && out.size() == before) errors.push_back(unknown_name(set, name, "rule, area or tag", true));
  }
  return out;
}

}  // namespace

std::vector<Option> set_options(const Rule& rule, const std::map<std::string, OptionValue, std::less<>>& given, std::vector<Option> out,
                                std::vector<std::string>& errors) {
  static constexpr std::string_view kTypes[] = {"true or false", "a whole number", "a number", "text", "a list of texts"};
  for (const auto& [name, value] : given) {
    auto at = std::find_if(out.begin(), out.end(), [wanted = std::string_view(name)](const Option& o) { return o.name == wanted; });
    if (at == out.end()) {
      std::vector<std::string_view> known;
      for (const Option& o : out) known.push_back(o.name);
      std::string_view near = nearest(name, known);
      errors.push_back(cat("rule ", rule.id, " has no option '", name, "'", near.empty() ? "" : cat("; did you mean '", near, "'?")));
    } else if (std::holds_alternative<double>(at->value) && std::holds_alternative<int64_t>(value)) {
      at->value = static_cast<double>(std::get<int64_t>(value));
    } else if (at->value.index() != value.index()) {
      errors.push_back(cat("option '", name, "' of rule ", rule.id, " must be ", kTypes[at->value.index()]));
    } else {
      at->value = value;
    }
  }
  return out;
}

const ActiveRule* Selection::find(std::string_view id) const {
  auto at = std::lower_bound(active.begin(), active.end(), id, [](const ActiveRule& a, std::string_view n) { return a.rule->id < n; });
  return at != active.end() && at->rule->id == id ? &*at : nullptr;
}

bool Selection::judges() const {
  return std::any_of(active.begin(), active.end(), [](const ActiveRule& a) { return !a.rule->builtin; });
}

Selection select_rules(std::shared_ptr<const RuleSet> set, const SelectionOptions& options, std::vector<std::string>& errors) {
  Selection out;
  std::set<const Rule*> selected = named(*set, options.select, errors);
  std::set<const Rule*> ignored = named(*set, options.ignore, errors);
  for (const Rule& r : set->rules) {
    bool on = r.builtin || (options.select.empty() ? r.profile <= options.profile : selected.count(&r) > 0);
    if (on && !ignored.count(&r)) out.active.push_back({&r, std::nullopt, r.options});
  }
  out.set = std::move(set);
  auto change = [&](const std::string& name, auto&& apply) {
    const Rule* rule = out.set->find(name);
    if (!rule) return errors.push_back(unknown_name(*out.set, name, "rule", false));
    for (ActiveRule& active : out.active)
      if (active.rule == rule) return apply(active);
  };
  for (const auto& [name, severity] : options.severity) change(name, [to = severity](ActiveRule& a) { a.severity = to; });
  for (const auto& [name, given] : options.options) change(name, [&values = given, &errors](ActiveRule& a) { a.options = set_options(*a.rule, values, std::move(a.options), errors); });
  return out;
}

void apply_selection(const Selection& selection, Findings& findings) {
  std::erase_if(findings, [&](Finding& f) {
    const ActiveRule* active = selection.find(f.rule);
    if (active && active->severity) f.severity = *active->severity;
    return !active && !f.unchecked && selection.set->find(f.rule);
  });
}

}  // namespace plumb::rules
