// Semantic versions: strict reading, Kubernetes' lenient reading ("v1.29", "1.02"), precedence of semver.org.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace plumb::expr {

struct Semver {
  uint64_t major = 0, minor = 0, patch = 0;
  std::string_view prerelease, build;  // without '-' and '+'; live as long as the text that was read
};

std::optional<Semver> parse_semver(std::string_view text);
/// Drops a leading "v" and leading zeros and fills up missing parts; `storage` receives the text that the result refers to.
std::optional<Semver> parse_lenient_semver(std::string_view text, std::string& storage);
/// -1, 0, 1; build metadata does not count.
int compare(const Semver& a, const Semver& b);
std::string to_string(const Semver& v);

}  // namespace plumb::expr
