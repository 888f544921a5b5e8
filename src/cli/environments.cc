// See environments.h.
#include "cli/environments.h"

#include <algorithm>
#include <filesystem>

#include "base/text.h"
#include "cli/command.h"
#include "session/environments.h"

namespace plumb::cli {

namespace fs = std::filesystem;

bool add_environments(const config::Config& config, const std::string& root, Options& options) {
  options.environments.clear();
  bool good = true;
  if (root.empty()) return true;
  for (const config::Cluster& c : config.clusters) {
    /// Relative to the root; empty after a message.
    auto place = [&](const std::string& path, std::string_view key) {
      fs::path at = fs::weakly_canonical(fs::absolute(config.path).parent_path() / path);
      std::string relative = at.lexically_relative(fs::weakly_canonical(root)).string();
      std::error_code ec;
      bool there = fs::exists(at, ec), inside = !relative.starts_with("..");
      if (there && inside) return relative;
      complain(to_string(rules::RuleError{config.path, c.line, cat("cluster '", c.name, "', '", key, "': ", there ? cat("'", path, "' lies outside of the project ", root) : cat("there is no '", path, "' (", at.string(), ")"))}));
      good = false;
      return std::string();
    };
    Environment e;
    e.name = c.name;
    e.workspace = c.workspace;
    e.variables = c.variables;
    e.kubernetes_version = c.kubernetes_version;
    for (const std::string& file : c.var_files) e.var_files.push_back(place(file, "var-files"));
    for (const std::string& folder : c.inputs) e.inputs.push_back(place(folder, "inputs"));
    options.environments.push_back(std::move(e));
  }
  return good;
}

bool is_environment(const std::string& name, const std::vector<std::string>& known) {
  if (std::find(known.begin(), known.end(), name) != known.end()) return true;
  complain(cat("there is no environment '", name, "'", known.empty() ? "; `clusters:` in .plumb.yaml names them, or variables files such as environments/prod.tfvars" : cat("; there are ", join(known, ", "))));
  return false;
}

bool choose_environment(const std::string& name, const std::string& below, Options& options) {
  if (name.empty()) return true;
  auto vfs = disk("/");
  std::vector<Environment> all = options.environments;
  if (all.empty()) all = recognised_environments({below}, [&](std::string_view directory) { return vfs->directory(directory); }, [](std::string_view, std::string_view) { return true; });
  std::vector<std::string> known;
  for (const Environment& e : all) known.push_back(e.name);
  if (!is_environment(name, known)) return false;
  for (Environment& e : all) {
    if (e.name != name) continue;
    for (auto& [root, file] : e.root_var_files) e.var_files.push_back(file);
    e.root_var_files.clear();
    options.load = in_environment(options.load, e);
  }
  return true;
}

}  // namespace plumb::cli
