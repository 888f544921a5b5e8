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
    /// As from the root; empty after a message.
    auto place = [&](const std::string& path, std::string_view key) {
      fs::path at = fs::weakly_canonical(fs::absolute(config.path).parent_path() / path);
      std::error_code ec;
      if (fs::exists(at, ec)) return at.lexically_relative(fs::weakly_canonical(root)).string();
      complain(to_string(rules::RuleError{config.path, c.line, cat("cluster '", c.name, "', '", key, "': there is no '", path, "' (", at.string(), ")")}));
      good = false;
      return std::string();
    };
    Environment e;
    e.name = c.name;
    e.workspace = c.workspace;
    e.variables = c.variables;
    e.kubernetes_version = c.kubernetes_version;
    for (const std::string& file : c.var_files) e.var_files.push_back(with_outside_file(place(file, "var-files"), root, options));
    for (const std::string& folder : c.inputs) {
      std::string at = place(folder, "inputs");
      bool around = at == ".." || at.ends_with("/..");  // the root lies in the folder
      e.inputs.push_back(around ? "." : at);
    }
    options.environments.push_back(std::move(e));
  }
  return good;
}

std::string with_outside_file(std::string path, const std::string& root, Options& options) {
  if (!path.starts_with("..")) return path;
  fs::path folder = fs::path(path).parent_path();
  std::pair<std::string, std::string> outside(folder.string(), fs::weakly_canonical(fs::path(root) / folder).string());
  if (std::find(options.outside.begin(), options.outside.end(), outside) == options.outside.end()) options.outside.push_back(std::move(outside));
  return path;
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
