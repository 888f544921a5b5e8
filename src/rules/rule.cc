// See rule.h.
#include "rules/rule.h"

#include <algorithm>

#include "base/text.h"

namespace plumb::rules {

bool Rule::has_tag(std::string_view tag) const { return std::find(tags.begin(), tags.end(), tag) != tags.end(); }

const Rule* RuleSet::find(std::string_view name) const {
  auto at = std::lower_bound(rules.begin(), rules.end(), name, [](const Rule& r, std::string_view n) { return r.id < n; });
  if (at != rules.end() && at->id == name) return &*at;
  for (const Rule& r : rules)
    if (std::find(r.aliases.begin(), r.aliases.end(), name) != r.aliases.end()) return &r;
  return nullptr;
}

static constexpr std::string_view kProfiles[] = {"default", "recommended", "strict", "all"};
static constexpr std::string_view kSeverities[] = {"info", "warning", "error"};

std::string_view to_string(Profile profile) { return kProfiles[static_cast<size_t>(profile)]; }
std::string_view to_string(Severity severity) { return kSeverities[static_cast<size_t>(severity)]; }

template <class E, size_t N>
static bool parse_name(const std::string_view (&names)[N], std::string_view text, E* out) {
  auto at = std::find(std::begin(names), std::end(names), text);
  if (at == std::end(names)) return false;
  *out = static_cast<E>(at - std::begin(names));
  return true;
}

bool parse_profile(std::string_view text, Profile* out) { return parse_name(kProfiles, text, out); }
bool parse_severity(std::string_view text, Severity* out) { return parse_name(kSeverities, text, out); }

std::string to_string(const RuleError& e) { return e.line ? cat(e.file, ':', e.line, ": ", e.message) : cat(e.file, ": ", e.message); }

const std::vector<std::string_view>& areas() {
  static const std::vector<std::string_view> kAreas = {"capacity", "cluster", "dns", "files", "identity", "nodes", "rbac", "secrets",
                                                       "services", "sidecars", "storage", "subnets", "tiers", "tools", "versions", "workloads"};
  return kAreas;
}

}  // namespace plumb::rules
