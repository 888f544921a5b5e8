// paths.h.
#include "load/terraform/eval/paths.h"

#include <vector>

#include "base/text.h"
#include "source/files_in.h"

namespace plumb::terraform {

std::optional<std::string> normal_path(std::string_view path) {
  std::vector<std::string> parts;
  for (std::string_view p : split(path, '/')) {
    if (p.empty() || p == ".") continue;
    if (p != "..") parts.emplace_back(p);
    else if (parts.empty()) return std::nullopt;
    else parts.pop_back();
  }
  return join(parts, "/");
}

std::optional<std::string> reachable_path(const LoadOptions& options, std::string_view path) {
  if (auto inside = normal_path(path)) return inside;
  while (path.starts_with('/')) path.remove_prefix(1);
  std::string outside = clean_path(path);
  auto holds = [&](const std::string& folder) { return folder.starts_with("..") && (outside == folder || is_below(outside, folder)); };
  for (const std::string& mirror : options.module_mirrors)
    if (holds(mirror)) return outside;
  for (const ModuleModel& m : options.module_models)
    if (holds(m.folder)) return outside;
  return std::nullopt;
}

std::string clean_path(std::string_view path) {
  std::vector<std::string> parts;
  bool absolute = path.starts_with('/');
  for (std::string_view p : split(path, '/')) {
    if (p.empty() || p == ".") continue;
    if (p == ".." && !parts.empty() && parts.back() != "..") parts.pop_back();
    else if (p != ".." || !absolute) parts.emplace_back(p);
  }
  std::string out = join(parts, "/");
  if (absolute) return "/" + out;
  return out.empty() ? "." : out;
}

std::string relative_path(std::string_view from, std::string_view to) {
  auto a = from.empty() ? std::vector<std::string_view>{} : split(from, '/');
  auto b = to.empty() ? std::vector<std::string_view>{} : split(to, '/');
  size_t same = 0;
  while (same < a.size() && same < b.size() && a[same] == b[same]) ++same;
  std::vector<std::string> parts(a.size() - same, "..");
  for (size_t i = same; i < b.size(); ++i) parts.emplace_back(b[i]);
  return parts.empty() ? "." : join(parts, "/");
}

}  // namespace plumb::terraform
