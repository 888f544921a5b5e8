// Terragrunt's functions (config.h: Config::function). Paths are virtual and absolute ("/" is the project's root); what depends on where
// Terragrunt runs is unknown. Functions that plumb does not know are unknown, too: Terragrunt may have them.
#include <algorithm>

#include "base/folders.h"
#include "base/text.h"
#include "load/terraform/eval/functions.h"
#include "load/terraform/eval/paths.h"
#include "load/terraform/terragrunt/config.h"

namespace plumb::terraform::terragrunt {
namespace {

/// A value with maps and lists of `b` laid into those of `a`: lists are joined, everything else is replaced.
Value deep_merge(Context& c, const Value& a, const Value& b, Span at) {
  if (a.is_mapping() && b.is_mapping()) {
    std::vector<Entry> entries(a.entries().begin(), a.entries().end());
    for (const Entry& e : b.entries()) {
      const Entry* old = a.find(e.key);
      entries.push_back({e.key, e.key_span, e.at, old ? deep_merge(c, old->value, e.value, at) : e.value});
    }
    return c.object(std::move(entries), at);
  }
  if (a.is_sequence() && b.is_sequence()) {
    std::vector<Value> items(a.items().begin(), a.items().end());
    items.insert(items.end(), b.items().begin(), b.items().end());
    return c.tuple(items, at);
  }
  return b;
}

}  // namespace

Value laid_over(Context& c, const Value& base, const Value& over, bool deep, Span at) {
  if (base.is_null()) return over;
  if (over.is_null()) return base;
  if (!base.is_mapping() || !over.is_mapping()) {
    Value both[] = {base, over};
    return c.unknown_from(both, at);
  }
  if (deep) return deep_merge(c, base, over, at);
  std::vector<Entry> entries(base.entries().begin(), base.entries().end());
  entries.insert(entries.end(), over.entries().begin(), over.entries().end());
  return c.object(std::move(entries), at);
}

bool Config::function(const hcl::Call& call, const Env& env, Value& out) {
  Context& c = reading_.c;
  std::string_view f = call.name;
  static constexpr std::string_view kOwn[] = {"find_in_parent_folders", "path_relative_to_include", "path_relative_from_include", "run_cmd", "read_terragrunt_config", "read_tfvars_file",
                                              "sops_decrypt_file", "mark_as_read", "mark_glob_as_read", "constraint_check", "deep_merge"};
  auto known = function_names();
  bool terraforms = std::find(known.begin(), known.end(), f) != known.end();
  if (terraforms || (!f.starts_with("get_") && std::find(std::begin(kOwn), std::end(kOwn), f) == std::end(kOwn))) {
    if (terraforms || f.starts_with("core::") || f == "type") return false;
    out = c.unknown(cat(f, "() is not known to plumb"), call.span);
    return true;
  }
  std::vector<Value> args;
  for (const hcl::Expr* a : call.arguments) args.push_back(evaluate(*a, env));
  auto argument = [&](size_t i) { return i < args.size() ? args[i].string_or() : std::string_view(); };
  auto give = [&](std::string_view text) { return out = c.text(text, call.span), true; };
  auto unknown = [&](std::string_view why) { return out = c.unknown(why, call.span, c.types.string()), true; };
  for (const Value& a : args)
    if (a.is_unknown()) return out = c.unknown_from(args, call.span), true;

  const std::string& unit = unit_directory();
  // The file that includes or is included: of a parent it is the parent itself, of a unit the include that is meant.
  auto included = [&]() -> std::optional<std::string> {
    if (child_) return directory_;
    for (const Include& i : includes())
      if (args.empty() || i.label == argument(0)) return i.config ? std::optional<std::string>(i.config->own_directory()) : std::nullopt;
    return std::optional<std::string>(directory_);
  };
  if (f == "find_in_parent_folders") {
    std::string name(args.empty() ? "terragrunt.hcl" : argument(0));
    std::vector<std::string> names = {name};
    if (args.empty()) names.push_back(name + ".json");
    for (std::string at = unit; !at.empty();) {
      at.resize(folder_of(at).size());
      for (const std::string& n : names)
        if (auto path = normal_path(path_in(at, n)); path && reading_.sites.exists(*path)) return give(absolute(*path));
    }
    if (args.size() > 1) return give(argument(1));
    return unknown(cat("no parent folder among those that are checked has '", name, "'"));
  }
  if (f == "get_terragrunt_dir") return give(absolute(unit));
  if (f == "get_original_terragrunt_dir") return give(absolute(site_ ? site_->directory : unit));
  if (f == "get_parent_terragrunt_dir") {
    auto of = included();
    return of ? give(absolute(*of)) : unknown("the included file is not among those that are checked");
  }
  if (f == "path_relative_to_include" || f == "path_relative_from_include") {
    auto of = included();
    if (!of) return unknown("the included file is not among those that are checked");
    return give(f == "path_relative_to_include" ? relative_path(*of, unit) : relative_path(unit, *of));
  }
  if (f == "get_repo_root" || f == "get_path_from_repo_root" || f == "get_path_to_repo_root") {
    std::string root = unit, why;
    bool found = false;
    for (;; root.resize(folder_of(root).size())) {
      const Vfs* vfs = reading_.sites.project().vfs;
      found = vfs && vfs->read(path_in(root, ".git/HEAD"), &why).has_value();
      if (found || root.empty()) break;
    }
    if (f == "get_repo_root") return give(absolute(root));
    if (f == "get_path_to_repo_root") return give(cat(relative_path(unit, root), "/"));
    return found ? give(relative_path(root, unit)) : unknown("where the repository begins is not known");
  }
  if (f == "get_env") {
    if (args.size() < 2) return unknown(cat("the environment variable ", argument(0), " is not known here"));
    return unknown(cat("the environment variable ", argument(0), " is not known here (without it: \"", argument(1), "\")"));
  }
  if (f == "mark_as_read" || f == "mark_glob_as_read") return out = args.empty() ? Value() : args[0], true;
  if (f == "deep_merge") {
    for (const Value& a : args) out = out.is_null() ? a : deep_merge(c, out, a, call.span);
    return true;
  }
  if (f == "sops_decrypt_file") {
    unknown(cat("'", argument(0), "' is encrypted"));
    out = out.marked_sensitive();
    return c.any_marks = true;
  }
  if (f == "read_terragrunt_config") {
    std::optional<std::string> path = path_of(argument(0));
    const InputFile* file = path ? reading_.sites.file(*path) : nullptr;
    if (!file && args.size() > 1) return out = args[1], true;
    if (!file || !file->hcl) return out = c.unknown(cat("'", argument(0), "' is not among the files that are checked"), call.span), true;
    std::unique_ptr<Config>& config = reading_.configs[*path];
    if (!config) config = std::make_unique<Config>(reading_, *file, *path, nullptr, site_);
    return out = config->as_object(call.span), true;
  }
  if (f == "read_tfvars_file") {
    std::optional<std::string> path = path_of(argument(0));
    const InputFile* file = path ? reading_.sites.file(*path) : nullptr;
    if (!file || !file->hcl) return unknown(cat("'", argument(0), "' is not among the files that are checked"));
    std::vector<Entry> entries;
    for (const hcl::Attribute& a : file->hcl->body.attributes) entries.push_back({a.name, a.name_span, a.value->span, evaluate(*a.value, Env{c})});
    Value all = c.object(std::move(entries), call.span);
    return first_unknown(all) ? unknown("the file holds what is not known") : give(json_text(all));
  }
  return unknown(cat(f, "() is known where Terragrunt runs"));
}

}  // namespace plumb::terraform::terragrunt
