// version_range.h.
#include "load/terraform/eval/version_range.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace plumb::terraform {
namespace {

/// "v1.2.3-beta" -> 1.2.3, `parts` = 3; nullopt when there is no number.
std::optional<Version> read_version(std::string_view text, int& parts) {
  if (text.starts_with('v')) text.remove_prefix(1);
  Version v;
  parts = 0;
  for (uint32_t* part : {&v.major, &v.minor, &v.patch}) {
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), *part);
    if (error != std::errc()) return parts ? std::optional(v) : std::nullopt;
    ++parts;
    text.remove_prefix(static_cast<size_t>(end - text.data()));
    if (!text.starts_with('.')) break;
    text.remove_prefix(1);
  }
  return text.empty() || text.starts_with('-') || text.starts_with('+') ? std::optional(v) : std::nullopt;
}

Version after(const Version& v) { return {v.major, v.minor, v.patch + 1}; }

}  // namespace

bool VersionRange::allows_major(uint32_t major) const { return std::max(from, Version{major, 0, 0}) < std::min(below, Version{major + 1, 0, 0}); }

uint32_t VersionRange::highest_minor(uint32_t major) const {
  if (below.major != major) return UINT32_MAX;
  return below.patch > 0 || below.minor == 0 ? below.minor : below.minor - 1;
}

std::optional<VersionRange> VersionRange::both(const VersionRange& other) const {
  VersionRange out{std::max(from, other.from), std::min(below, other.below), given};
  return out.from < out.below ? std::optional(out) : std::nullopt;
}

uint32_t VersionRange::highest_major() const {
  if (below.major == UINT32_MAX) return UINT32_MAX;
  return below.minor == 0 && below.patch == 0 && below.major > 0 ? below.major - 1 : below.major;
}

std::optional<Version> read_release(std::string_view text) {
  int parts = 0;
  auto version = read_version(text, parts);
  return text.find_first_of("-+") == std::string_view::npos ? version : std::nullopt;
}

std::optional<VersionRange> read_version_range(std::string_view text) {
  VersionRange out;
  if (trim(text).empty()) return out;
  out.given = true;
  for (std::string_view one : split(text, ',')) {
    one = trim(one);
    std::string_view op = one.substr(0, one.find_first_not_of("=!<>~"));
    int parts = 0;
    auto v = read_version(trim(one.substr(op.size())), parts);
    if (!v) return std::nullopt;
    Version below = out.below, from = out.from;
    if (op.empty() || op == "=") from = *v, below = after(*v);
    else if (op == ">=") from = *v;
    else if (op == ">") from = after(*v);
    else if (op == "<") below = *v;
    else if (op == "<=") below = after(*v);
    else if (op == "~>") from = *v, below = parts == 3 ? Version{v->major, v->minor + 1, 0} : parts == 2 ? Version{v->major + 1, 0, 0} : out.below;
    else if (op != "!=") return std::nullopt;
    out.from = std::max(out.from, from);
    out.below = std::min(out.below, below);
  }
  return out;
}

}  // namespace plumb::terraform
