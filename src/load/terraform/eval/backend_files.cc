// What `terraform init -backend-config=FILE` adds to a backend block that leaves something out: files beside the root module that show by
// their name or folder that they are for that (backend.hcl, prod.tfbackend, backends/prod.hcl, environments/prod/backend.tfvars).
// Each that says where the state is gives a place of its own: which one is meant is the run's choice. Files without a key are for all of them.
#include <algorithm>

#include "base/folders.h"
#include "base/text.h"
#include "load/terraform/eval/backend_settings.h"
#include "load/terraform/eval/declaration.h"

namespace plumb::terraform {
namespace {

constexpr std::string_view kFolders[] = {"backend", "backends", "backend-config", "backend-configs", "backend_config", "tfbackend", "config", "configs", "environments", "environment", "envs", "env", "vars", "tfvars"};

bool names_backend(std::string_view name) { return name.find("backend") != std::string_view::npos || name.find("tfstate") != std::string_view::npos; }

bool is_backend_file(std::string_view path) {
  std::string_view name = name_of(path);
  if (name.ends_with(".tfbackend")) return true;
  bool settings = name.ends_with(".hcl") || name.ends_with(".conf") || name.ends_with(".config") || name.ends_with(".tfvars");
  return settings && (names_backend(name) || names_backend(name_of(folder_of(path))));
}

/// The files of that kind beside the root module and in folders that are made for them, by path.
std::vector<std::string> backend_files(const Vfs& vfs, std::string_view directory) {
  std::vector<std::string> out;
  auto add = [&](std::string_view folder) {
    for (std::string& path : vfs.directory(folder))
      if (is_backend_file(path)) out.push_back(std::move(path));
  };
  add(directory);
  for (const std::string& name : vfs.folders(directory)) {
    if (std::find(std::begin(kFolders), std::end(kFolders), name) == std::end(kFolders)) continue;
    std::string folder = path_in(directory, name);
    add(folder);
    for (const std::string& inner : vfs.folders(folder)) add(path_in(folder, inner));
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

std::vector<StatePlace> state_places(const Project& project, std::string_view directory) {
  BackendBlock block = backend_block(project, directory);
  StatePlace own = place_of(block, directory);
  auto missing = [](const StatePlace& p) { return (!p.key && p.before.empty()) || std::any_of(p.store.begin(), p.store.end(), [](const auto& s) { return s.second.empty(); }); };
  if (own.type.empty() || own.type == "local" || own.type == "remote" || !missing(own) || !project.vfs) return {own};
  std::vector<Settings> files;
  for (const std::string& path : backend_files(*project.vfs, directory)) {
    std::string why;
    Findings faults;
    auto text = project.vfs->read(path, &why);
    auto file = text ? hcl::read_hcl(FileId::none, *text, faults) : nullptr;
    if (!file || !faults.empty() || file->body.attributes.empty()) continue;
    add_settings(files.emplace_back(), file->body);
  }
  auto laid = [](Settings base, const Settings& over) {
    for (const auto& [name, value] : over) base.insert_or_assign(name, value);
    return base;
  };
  // What files for all of them say; where two say different things it is not known.
  bool keyed = !own.key;
  std::vector<Settings> each;
  Settings common = block.settings;
  for (const Settings& f : files) {
    if (!keyed || place_of({block.type, laid(block.settings, f)}, directory).key) {
      each.push_back(f);
      continue;
    }
    for (const auto& [name, value] : f) {
      auto [it, added] = common.emplace(name, value);
      if (!added && it->second != value) it->second = std::nullopt;
    }
  }
  std::vector<StatePlace> out;
  for (const Settings& f : each) out.push_back(place_of({block.type, laid(common, f)}, directory));
  if (out.empty()) out.push_back(place_of({block.type, common}, directory));
  return out;
}

}  // namespace plumb::terraform
