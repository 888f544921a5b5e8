// See semver.h; also the functions semver(), isSemver() and the members of a version.
#include "expr/semver.h"

#include <charconv>
#include <vector>

#include "base/text.h"
#include "expr/extended.h"
#include "expr/functions.h"

namespace plumb::expr {
namespace {

bool all_digits(std::string_view s) { return s.find_first_not_of("0123456789") == std::string_view::npos; }

bool read_number(std::string_view s, uint64_t* out) {
  if (s.empty() || !all_digits(s) || (s.size() > 1 && s[0] == '0')) return false;
  return std::from_chars(s.data(), s.data() + s.size(), *out).ec == std::errc();
}

bool identifiers_fit(std::string_view text, bool leading_zeros) {
  for (std::string_view id : split(text, '.')) {
    if (id.empty()) return false;
    for (char c : id)
      if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-')) return false;
    uint64_t n;
    if (!leading_zeros && all_digits(id) && !read_number(id, &n)) return false;
  }
  return true;
}

int compare_identifiers(std::string_view a, std::string_view b) {
  uint64_t x = 0, y = 0;
  bool number_a = read_number(a, &x), number_b = read_number(b, &y);
  if (number_a && number_b) return x < y ? -1 : x > y;
  if (number_a != number_b) return number_a ? -1 : 1;
  int c = a.compare(b);
  return c < 0 ? -1 : c > 0;
}

const Semver& as_semver(const Value& v) { return *static_cast<const Semver*>(v.extended()); }

std::optional<Semver> read(const Call& c) {
  if (c.count < 2 || !c[1].boolean()) return parse_semver(c[0].string());
  std::string storage;
  if (!parse_lenient_semver(c[0].string(), storage)) return {};
  return parse_semver(c.arena().copy(std::string_view(storage)));
}

Value semver(const Call& c) {
  auto v = read(c);
  return v ? make_extended(c.arena(), Tag::semver, *v) : c.error(cat("'", c[0].string(), "' is no semantic version"));
}

template <uint64_t Semver::*Part>
Value part(const Call& c) {
  uint64_t n = as_semver(c[0]).*Part;
  return n > INT64_MAX ? c.error("integer overflow") : Value::integer(static_cast<int64_t>(n));
}

}  // namespace

std::optional<Semver> parse_semver(std::string_view text) {
  Semver v;
  size_t first = text.find('.'), second = first == std::string_view::npos ? first : text.find('.', first + 1);
  if (second == std::string_view::npos) return {};
  std::string_view patch = text.substr(second + 1);
  if (size_t plus = patch.find('+'); plus != std::string_view::npos) {
    v.build = patch.substr(plus + 1);
    patch = patch.substr(0, plus);
    if (!identifiers_fit(v.build, true)) return {};
  }
  if (size_t dash = patch.find('-'); dash != std::string_view::npos) {
    v.prerelease = patch.substr(dash + 1);
    patch = patch.substr(0, dash);
    if (!identifiers_fit(v.prerelease, false)) return {};
  }
  bool ok = read_number(text.substr(0, first), &v.major) && read_number(text.substr(first + 1, second - first - 1), &v.minor) && read_number(patch, &v.patch);
  return ok ? std::optional(v) : std::nullopt;
}

std::optional<Semver> parse_lenient_semver(std::string_view text, std::string& storage) {
  if (text.starts_with('v')) text.remove_prefix(1);
  std::vector<std::string> parts;
  for (int i = 0; i < 3; ++i) {
    size_t dot = i < 2 ? text.find('.') : std::string_view::npos;
    std::string part(text.substr(0, dot));
    if (part.size() > 1) {
      part.erase(0, std::min(part.find_first_not_of('0'), part.size()));
      if (part.empty() || part[0] < '0' || part[0] > '9') part.insert(part.begin(), '0');
    }
    parts.push_back(std::move(part));
    if (dot == std::string_view::npos) break;
    text.remove_prefix(dot + 1);
  }
  if (parts.size() < 3 && parts.back().find_first_of("+-") != std::string::npos) return {};
  while (parts.size() < 3) parts.push_back("0");
  storage = plumb::join(parts, ".");
  return parse_semver(storage);
}

int compare(const Semver& a, const Semver& b) {
  for (auto part : {&Semver::major, &Semver::minor, &Semver::patch})
    if (a.*part != b.*part) return a.*part < b.*part ? -1 : 1;
  if (a.prerelease.empty() || b.prerelease.empty()) return a.prerelease.empty() ? !b.prerelease.empty() : -1;
  std::vector<std::string_view> x = split(a.prerelease, '.'), y = split(b.prerelease, '.');
  for (size_t i = 0; i < x.size() && i < y.size(); ++i)
    if (int c = compare_identifiers(x[i], y[i])) return c;
  return x.size() < y.size() ? -1 : x.size() > y.size();
}

std::string to_string(const Semver& v) {
  return cat(v.major, '.', v.minor, '.', v.patch, v.prerelease.empty() ? "" : "-", v.prerelease, v.build.empty() ? "" : "+", v.build);
}

std::span<const Declaration> semver_functions() {
  static constexpr Function kIs = [](const Call& c) { return Value::boolean(read(c).has_value()); };
  static constexpr Declaration kTable[] = {
      {"semver", "s>v", semver},
      {"semver", "sb>v", semver},
      {"isSemver", "s>b", kIs},
      {"isSemver", "sb>b", kIs},
      {"major", "v.>i", part<&Semver::major>},
      {"minor", "v.>i", part<&Semver::minor>},
      {"patch", "v.>i", part<&Semver::patch>},
      {"compareTo", "v.v>i", [](const Call& c) { return Value::integer(compare(as_semver(c[0]), as_semver(c[1]))); }},
      {"isLessThan", "v.v>b", [](const Call& c) { return Value::boolean(compare(as_semver(c[0]), as_semver(c[1])) < 0); }},
      {"isGreaterThan", "v.v>b", [](const Call& c) { return Value::boolean(compare(as_semver(c[0]), as_semver(c[1])) > 0); }},
  };
  return kTable;
}

}  // namespace plumb::expr
