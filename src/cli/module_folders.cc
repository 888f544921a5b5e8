// See module_folders.h.
#include "cli/module_folders.h"

#include <filesystem>

#include "base/text.h"
#include "cli/command.h"

namespace plumb::cli {
namespace {

namespace fs = std::filesystem;

/// Whether a folder holds a directory `depth` levels down.
bool holds_folders(const fs::path& folder, int depth) {
  if (depth == 0) return true;
  std::error_code ec;
  for (const auto& e : fs::directory_iterator(folder, fs::directory_options::skip_permission_denied, ec))
    if (e.is_directory(ec) && holds_folders(e.path(), depth - 1)) return true;
  return false;
}

bool holds_terraform(const fs::path& folder) {
  std::error_code ec;
  for (const auto& e : fs::directory_iterator(folder, fs::directory_options::skip_permission_denied, ec))
    if (std::string name = e.path().filename().string(); name.ends_with(".tf") || name.ends_with(".tofu")) return true;
  return false;
}

}  // namespace

bool add_module_folders(const config::Config& config, const std::string& root, Options& options) {
  options.load.module_mirrors.clear();
  options.load.module_models.clear();
  options.outside.clear();
  bool good = true;
  auto refuse = [&](const config::ModuleFolder& f, const std::string& message) {
    complain(to_string(rules::RuleError{config.path, f.line, message}));
    good = false;
  };
  /// The folder relative to the root; empty when it is not there.
  auto place = [&](const config::ModuleFolder& f, std::string_view key) {
    fs::path at = fs::weakly_canonical(fs::absolute(config.path).parent_path() / f.folder);
    std::error_code ec;
    if (!fs::is_directory(at, ec)) {
      refuse(f, cat("'", key, "': there is no folder '", f.folder, "' (", at.string(), ")"));
      return std::string();
    }
    std::string relative = at.lexically_relative(fs::weakly_canonical(root)).string();
    if (relative.starts_with("..")) options.outside.emplace_back(relative, at.string());
    return relative;
  };
  if (root.empty()) return true;  // no project: nothing is analysed
  for (const config::ModuleFolder& f : config.module_mirror) {
    std::string at = place(f, "module-mirror");
    if (at.empty()) continue;
    if (at == ".") refuse(f, "'module-mirror': the project itself cannot be its mirror; name a folder in it or beside it");
    else if (!holds_folders(fs::path(root) / at, 4)) refuse(f, cat("'module-mirror': '", f.folder, "' holds no module; expected folders NAMESPACE/NAME/PROVIDER/VERSION, such as terraform-aws-modules/vpc/aws/5.21.0"));
    else options.load.module_mirrors.push_back(at);
  }
  for (const config::ModuleFolder& f : config.models) {
    std::string at = place(f, "models");
    if (at.empty()) continue;
    if (at == ".") refuse(f, cat("'models': the project itself cannot be a model of ", f.source));
    else if (!holds_terraform(fs::path(root) / at)) refuse(f, cat("'models': '", f.folder, "' holds no *.tf; expected the model of ", f.source));
    else options.load.module_models.push_back({f.source, f.versions, at});
  }
  return good;
}

}  // namespace plumb::cli
