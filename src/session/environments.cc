// See environments.h.
#include "session/environments.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <numeric>

#include "base/folders.h"
#include "syntax/hcl/hcl.h"

namespace plumb {
namespace {

/// Whether a variables file gives a value to a variable that the root module declares.
bool gives_values(const Project& project, std::string_view root, std::string_view file) {
  auto given = project.by_path.find(file);
  auto here = project.by_directory.find(root);
  if (given == project.by_path.end() || here == project.by_directory.end()) return false;
  std::set<std::string_view> declared;
  for (const InputFile* f : here->second)
    if (f->hcl)
      for (const hcl::Block& b : f->hcl->body.blocks)
        if (b.type == "variable" && b.labels.size() == 1) declared.insert(b.label(0));
  const InputFile& f = *given->second;
  if (f.hcl) return std::any_of(f.hcl->body.attributes.begin(), f.hcl->body.attributes.end(), [&](const hcl::Attribute& a) { return declared.contains(a.name); });
  if (!f.tree || f.tree->documents.empty()) return false;
  for (auto [key, value] : f.tree->document(0).entries())
    if (declared.contains(key.text())) return true;
  return false;
}

std::set<FileId> files_of(const UnitInput& unit) {
  std::set<FileId> files;
  for (const InputFile* f : unit.files) files.insert(f->file);
  for (const Document& d : unit.documents) files.insert(d.file->file);
  return files;
}

/// Units by what joins them.
class Joined {
 public:
  explicit Joined(size_t n) : parent_(n) { std::iota(parent_.begin(), parent_.end(), size_t{0}); }
  size_t find(size_t i) {
    while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
    return i;
  }
  void join(size_t a, size_t b) { parent_[find(a)] = find(b); }

 private:
  std::vector<size_t> parent_;
};

}  // namespace

void find_environments(Snapshot& s, const Units& units, const Options& options) {
  std::vector<Environment> all = options.environments;
  if (all.empty() && options.recognise_environments && options.load.var_files.empty()) {
    std::vector<std::string> roots;
    for (const auto& [frontend, unit] : units)
      if (unit.unit.frontend == "terraform") roots.push_back(unit.unit.directory);
    auto list = [&](std::string_view directory) {
      std::vector<std::string> out;
      if (auto it = s.project.by_directory.find(directory); it != s.project.by_directory.end())
        for (const InputFile* f : it->second) out.push_back(f->path);
      return out;
    };
    all = recognised_environments(roots, list, [&](std::string_view root, std::string_view file) { return gives_values(s.project, root, file); });
  }
  for (const Environment& e : all) s.known_environments.push_back(e.name);
  if (!options.environment.empty()) std::erase_if(all, [&](const Environment& e) { return e.name != options.environment; });
  s.environments = std::move(all);
}

LoadOptions in_environment(const LoadOptions& options, const Environment& e) {
  LoadOptions out = options;
  out.root_var_files = e.root_var_files;
  out.var_files = e.var_files;
  out.var_files.insert(out.var_files.end(), options.var_files.begin(), options.var_files.end());
  // A variable without name is the place of the variables file of that number (LoadOptions::variables).
  out.variables.clear();
  size_t own = e.var_files.size();
  for (size_t i = 0; i < own; ++i) out.variables.emplace_back("", std::to_string(i));
  out.variables.insert(out.variables.end(), e.variables.begin(), e.variables.end());
  bool placed = std::any_of(options.variables.begin(), options.variables.end(), [](const auto& v) { return v.first.empty(); });
  for (size_t i = 0; !placed && i < options.var_files.size(); ++i) out.variables.emplace_back("", std::to_string(own + i));
  for (const auto& [name, value] : options.variables) {
    size_t number = 0;
    if (name.empty()) std::from_chars(value.data(), value.data() + value.size(), number);
    out.variables.emplace_back(name, name.empty() ? std::to_string(own + number) : value);
  }
  if (!e.workspace.empty()) out.workspace = e.workspace;
  if (out.kubernetes_version.empty()) out.kubernetes_version = e.kubernetes_version;
  return out;
}

Units in_environment(Units units, const Environment& e, const std::vector<Environment>& all) {
  auto in = [](const Environment& x, std::string_view directory) { return std::any_of(x.inputs.begin(), x.inputs.end(), [&](const std::string& folder) { return folder == "." || is_within(directory, folder); }); };
  std::erase_if(units, [&](const auto& u) {
    std::string_view directory = u.second.unit.directory;
    return !e.inputs.empty() && !in(e, directory) && std::any_of(all.begin(), all.end(), [&](const Environment& other) { return in(other, directory); });
  });
  return units;
}

Affected affected_units(const Project& project, const Graph& graph, const Units& units, const std::vector<Environment>& all) {
  Affected out;
  if (std::any_of(all.begin(), all.end(), [](const Environment& e) { return e.root_var_files.empty(); })) {
    for (const auto& f : project.files) out.files.insert(f->file);
    return out;
  }
  Joined joined(units.size());
  std::map<FileId, size_t> first;
  for (size_t u = 0; u < units.size(); ++u)
    for (FileId f : files_of(units[u].second)) joined.join(u, first.try_emplace(f, u).first->second);
  auto unit = [&](NodeId id) { return static_cast<size_t>(graph.node(id).unit); };
  auto top = [&](size_t u) { return std::string_view(units[u].second.unit.directory).substr(0, units[u].second.unit.directory.find('/')); };
  for (const Edge& e : graph.edges())
    if (top(unit(e.from)) == top(unit(e.to))) joined.join(unit(e.from), unit(e.to));
  std::set<size_t> hit;
  for (size_t u = 0; u < units.size(); ++u)
    for (const Environment& e : all)
      for (const auto& [root, file] : e.root_var_files)
        if (units[u].second.unit.frontend == "terraform" && is_within(units[u].second.unit.directory, folder_of(root))) hit.insert(joined.find(u));
  auto told = [&](size_t u) { return hit.contains(joined.find(u)); };
  out.loaded.resize(units.size());
  for (size_t u = 0; u < units.size(); ++u) {
    if (!told(u)) continue;
    out.loaded[u] = true;
    std::set<FileId> files = files_of(units[u].second);
    out.files.insert(files.begin(), files.end());
  }
  for (const Edge& e : graph.edges())
    if (told(unit(e.from)) || told(unit(e.to))) out.loaded[unit(e.from)] = out.loaded[unit(e.to)] = true;
  for (const Environment& e : all)
    for (const auto& [root, file] : e.root_var_files)
      if (auto f = project.by_path.find(file); f != project.by_path.end()) out.files.insert(f->second->file);
  return out;
}

Units those(Units units, const std::vector<bool>& loaded) {
  if (loaded.empty()) return units;
  Units out;
  for (size_t u = 0; u < units.size(); ++u)
    if (u < loaded.size() && loaded[u]) out.push_back(std::move(units[u]));
  return out;
}

}  // namespace plumb
