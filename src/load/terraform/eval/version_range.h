// VersionRange: the versions that a module call's `version` (or the tag of its git source) allows, as one interval.
// Why an interval: which model stands for a call depends on majors and minors only; "!=" leaves out single releases and is not looked at.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>
#include <tuple>

namespace plumb::terraform {

struct Version {
  uint32_t major = 0, minor = 0, patch = 0;
  friend auto operator<=>(const Version&, const Version&) = default;
};

struct VersionRange {
  Version from{}, below{UINT32_MAX, 0, 0};  // below: exclusive
  bool given = false;                       // false: nothing was said, the newest release is meant

  bool allows_major(uint32_t major) const;
  /// What both allow; nullopt when that is nothing.
  std::optional<VersionRange> both(const VersionRange& other) const;
  /// The highest major that is allowed; UINT32_MAX when nothing bounds it.
  uint32_t highest_major() const;
  /// The highest minor of the major that is allowed; UINT32_MAX when the range does not bound it.
  uint32_t highest_minor(uint32_t major) const;
};

/// One release, "5.1.2" or "v5.1.2"; nullopt for anything else, pre-releases too.
std::optional<Version> read_release(std::string_view text);

/// Terraform's constraints: "~> 5.0", ">= 3.0, < 6.0", "5.1.2", "v5.1"; nullopt when it cannot be read.
std::optional<VersionRange> read_version_range(std::string_view text);

}  // namespace plumb::terraform
