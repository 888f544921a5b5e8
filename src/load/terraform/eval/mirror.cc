// mirror.h.
#include "load/terraform/eval/mirror.h"

#include <algorithm>
#include <map>

#include "base/text.h"
#include "load/terraform/eval/registry_source.h"
#include "load/terraform/eval/version_range.h"

namespace plumb::terraform {
namespace {

bool is_meta_argument(std::string_view name) {
  static constexpr std::string_view kMeta[] = {"source", "version", "count", "for_each", "providers", "depends_on"};
  return std::find(std::begin(kMeta), std::end(kMeta), name) != std::end(kMeta);
}

/// Of a module in one mirror, the newest release of each major that the range allows.
std::map<uint32_t, std::pair<Version, MirrorRelease>> newest_releases(const Project& project, std::string_view module, std::string_view below, const VersionRange& range) {
  std::map<uint32_t, std::pair<Version, MirrorRelease>> newest;
  for (const std::string& folder : project.vfs->folders(module)) {
    auto version = read_release(folder);
    if (!version || !range.allows_major(version->major)) continue;
    if (*version < range.from) continue;  // older than what is asked for: the call may need what came later
    bool allowed = *version < range.below;
    auto [it, fresh] = newest.try_emplace(version->major);
    auto& [best, release] = it->second;
    if (!fresh && std::pair(release.allowed, best) >= std::pair(allowed, *version)) continue;
    best = *version;
    release = {cat(module, "/", folder, below.empty() ? "" : "/", below), allowed};
  }
  return newest;
}

}  // namespace

std::vector<MirrorRelease> mirror_releases(const Project& project, std::string_view source, std::string_view version) {
  std::vector<MirrorRelease> out;
  if (!project.vfs || project.options.module_mirrors.empty()) return out;
  RegistrySource s = registry_source(source);
  auto range = read_version_range(version.empty() ? s.ref : version);
  if (s.name.empty() || !range) return out;
  for (std::string_view part : split(s.name, '/'))
    if (part == "." || part == "..") return out;
  for (const std::string& mirror : project.options.module_mirrors) {
    auto newest = newest_releases(project, cat(mirror, "/", s.module()), s.below(), *range);
    for (auto it = newest.rbegin(); it != newest.rend(); ++it) out.push_back(it->second.second);
    if (!out.empty()) break;  // the first mirror that has the module
  }
  if (std::any_of(out.begin(), out.end(), [](const MirrorRelease& r) { return r.allowed; })) std::erase_if(out, [](const MirrorRelease& r) { return !r.allowed; });
  return out;
}

std::optional<size_t> fits(const Declaration& module, const hcl::Body& call) {
  size_t known = 0;
  for (const hcl::Attribute& a : call.attributes) {
    if (is_meta_argument(a.name)) continue;
    if (!module.variables.contains(a.name)) return std::nullopt;
    ++known;
  }
  for (const auto& [name, block] : module.variables)
    if (!block->body.find("default") && !call.find(name)) return std::nullopt;
  return known;
}

}  // namespace plumb::terraform
