// backend.h.
#include "load/terraform/eval/backend.h"

#include <algorithm>
#include <span>

#include "base/text.h"
#include "load/terraform/eval/backend_settings.h"
#include "load/terraform/eval/declaration.h"
#include "load/terraform/eval/paths.h"

namespace plumb::terraform {
namespace {

/// What tells two stores of a type apart, and what a setting is when it is not given.
struct Store {
  std::string_view type, setting, otherwise;
};
constexpr Store kStores[] = {
    {"s3", "bucket", ""},          {"gcs", "bucket", ""},
    {"azurerm", "container_name", ""}, {"azurerm", "storage_account_name", ""},
    {"remote", "organization", ""}, {"remote", "hostname", "app.terraform.io"},
    {"consul", "address", ""},     {"oss", "bucket", ""},
    {"cos", "bucket", ""},         {"kubernetes", "namespace", "default"},
    {"pg", "schema_name", "terraform_remote_state"},
};

class Reader {
 public:
  explicit Reader(const Settings& settings) : settings_(settings) {}

  /// The text of a setting; nothing when it is given and not known. `otherwise`: when it is not given.
  std::optional<std::string> text(std::string_view name, std::string_view otherwise) const {
    auto it = settings_.find(name);
    return it == settings_.end() ? std::string(otherwise) : it->second;
  }

  /// A setting that must be there: not known when it is not given, for `terraform init` may give it.
  std::optional<std::string> needed(std::string_view name) const {
    auto it = settings_.find(name);
    return it == settings_.end() || (it->second && it->second->empty()) ? std::nullopt : it->second;
  }

 private:
  const Settings& settings_;
};

std::string directory_prefix(std::string_view prefix) {
  while (prefix.ends_with('/')) prefix.remove_suffix(1);
  return prefix.empty() ? std::string() : cat(prefix, "/");
}

void local(StatePlace& p, const Reader& r, std::string_view directory, bool rooted) {
  auto below = [&](const std::optional<std::string>& path) -> std::optional<std::string> {
    if (!path || (path->starts_with('/') && !rooted)) return std::nullopt;
    return normal_path(path->starts_with('/') ? *path : cat(directory, "/", *path));
  };
  p.key = below(r.text("path", "terraform.tfstate"));
  p.named = true;
  if (auto workspaces = below(r.text("workspace_dir", "terraform.tfstate.d"))) p.before = *workspaces + "/", p.after = "/terraform.tfstate";
}

void remote(StatePlace& p, const Reader& r) {
  p.named = true;
  if (auto prefix = r.needed("workspaces.prefix")) p.before = *prefix;
  else p.key = r.needed("workspaces.name");
}

void add_body(Settings& out, const hcl::Body& body, const std::string& prefix) {
  for (const hcl::Attribute& a : body.attributes) {
    std::optional<std::string>& value = out[cat(prefix, a.name)];
    if (a.value->kind == hcl::ExprKind::string) value = std::string(hcl::as<hcl::Literal>(*a.value).text);
    if (a.value->kind != hcl::ExprKind::object) continue;
    for (const hcl::Item& i : hcl::as<hcl::Object>(*a.value).items)
      out[cat(prefix, a.name, ".", i.name)] = i.value->kind == hcl::ExprKind::string ? std::optional(std::string(hcl::as<hcl::Literal>(*i.value).text)) : std::nullopt;
  }
  for (const hcl::Block& b : body.blocks) add_body(out, b.body, cat(prefix, b.type, "."));
}

void add_value(Settings& out, const Value& v, const std::string& prefix) {
  for (const Entry& e : v.entries()) {
    if (e.value.is_null()) continue;
    if (e.value.is_mapping()) add_value(out, e.value, cat(prefix, e.key, "."));
    else if (!e.value.items().empty()) add_value(out, e.value.items()[0], cat(prefix, e.key, "."));
    else out[cat(prefix, e.key)] = e.value.is_string() ? std::optional(std::string(e.value.string())) : std::nullopt;
  }
}

}  // namespace

void add_settings(Settings& out, const hcl::Body& body) { add_body(out, body, ""); }

StatePlace place_of(const BackendBlock& block, std::string_view directory, bool rooted) {
  StatePlace p;
  Reader r(block.settings);
  p.type = block.type == "cloud" ? "remote" : block.type;
  for (const Store& s : kStores) {
    if (s.type != p.type) continue;
    auto value = s.otherwise.empty() ? r.needed(s.setting) : r.text(s.setting, s.otherwise);
    p.store.emplace(s.setting, value.value_or(""));
  }
  auto joined = [&](std::optional<std::string> key, std::string before, std::string after) {
    if (!key) return;
    p.named = key->find('/') != std::string::npos || *key != "terraform.tfstate";
    p.key = std::move(key);
    p.before = std::move(before);
    p.after = std::move(after);
  };
  auto key = r.needed("key");
  if (p.type == "local") {
    local(p, r, directory, rooted);
  } else if (p.type == "remote") {
    remote(p, r);
  } else if (p.type == "s3") {
    if (auto prefix = r.text("workspace_key_prefix", "env:"); key && prefix) joined(key, directory_prefix(*prefix), cat("/", *key));
  } else if (p.type == "gcs") {
    if (auto prefix = r.text("prefix", "")) {
      joined(directory_prefix(*prefix) + "default.tfstate", directory_prefix(*prefix), ".tfstate");
      p.named = !prefix->empty();
    }
  } else if (p.type == "azurerm") {
    if (key) joined(key, *key + "env:", "");
  } else if (p.type == "consul") {
    if (auto path = r.needed("path")) joined(path, *path + "-env:", "");
  } else if (p.type == "oss") {
    auto prefix = r.text("prefix", "env:");
    if (auto name = r.text("key", "terraform.tfstate"); prefix && name) joined(directory_prefix(*prefix) + *name, cat(directory_prefix(*prefix)), cat("/", *name));
  } else if (p.type == "cos") {
    auto prefix = r.text("prefix", "");
    if (auto name = r.text("key", "terraform.tfstate"); prefix && name) joined(directory_prefix(*prefix) + *name, directory_prefix(*prefix), cat("/", *name));
  } else if (p.type == "http") {
    joined(r.needed("address"), "", "");
  } else if (p.type == "pg") {
    if (auto connection = r.needed("conn_str")) joined(connection, *connection + " ", "");
  } else if (p.type == "kubernetes") {
    if (auto suffix = r.needed("secret_suffix")) joined("tfstate-default-" + *suffix, "tfstate-", "-" + *suffix);
  } else {
    p.type.clear();
  }
  return p;
}

static BackendBlock backend_block(const std::vector<const hcl::File*>& files) {
  BackendBlock out{"local", {}};
  for (const hcl::File* f : files)
    for (const hcl::Block& b : f->body.blocks) {
      if (b.type != "terraform") continue;
      for (const hcl::Block& inner : b.body.blocks) {
        if (inner.type != "backend" && inner.type != "cloud") continue;
        add_settings(out.settings, inner.body);
        out.type = inner.type == "cloud" ? std::string_view("cloud") : inner.label(0);
        return out;
      }
    }
  return out;
}

BackendBlock backend_block(const Project& project, std::string_view directory) {
  std::vector<const hcl::File*> files;
  for (const InputFile* f : module_files(project, directory)) files.push_back(f->hcl.get());
  return backend_block(files);
}

StatePlace state_place(const std::vector<const hcl::File*>& files, std::string_view directory, const Value& given) {
  BackendBlock block = backend_block(files);
  Value backend = given.get("backend"), config = given.get("config");
  if (given.is_unknown() || backend.is_unknown() || config.is_unknown()) return {};
  if (backend.is_string() && backend.string() != block.type) block = {backend.string(), {}};
  add_value(block.settings, config, "");
  return place_of(block, directory, !given.is_null());
}

StatePlace state_place(std::string_view directory, const Value& config, bool rooted) {
  Value type = config.get("backend");
  if (!type.is_string()) return {};
  BackendBlock block{type.string(), {}};
  Value given = config.get("config");
  if (given.is_unknown()) return {};
  for (const Value& item : given.items()) add_value(block.settings, item, "");  // the block form of Terraform 0.11
  add_value(block.settings, given, "");
  return place_of(block, directory, rooted);
}

std::optional<std::string> workspace_at(const StatePlace& root, const StatePlace& asked, std::string_view place, bool& sure) {
  if (root.type.empty() || root.type != asked.type) return std::nullopt;
  for (const auto& [name, value] : root.store) {
    auto it = asked.store.find(name);
    const std::string& other = it == asked.store.end() ? value : it->second;
    if (!value.empty() && !other.empty() && value != other) return std::nullopt;
    if (value.empty() || other.empty()) sure = false;
  }
  if (root.key && *root.key == place) return "default";
  if (root.before.empty() && root.after.empty()) return std::nullopt;
  if (!place.starts_with(root.before) || !place.ends_with(root.after) || place.size() <= root.before.size() + root.after.size()) return std::nullopt;
  std::string_view workspace = place.substr(root.before.size(), place.size() - root.before.size() - root.after.size());
  if (workspace.find('/') != std::string_view::npos) return std::nullopt;
  return std::string(workspace);
}

}  // namespace plumb::terraform
