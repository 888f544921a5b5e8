// See resolve.h. Sources: go-yaml v2 resolve.go (tables and Go's strconv rules), YAML 1.2.2 section 10.3.2.
#include "syntax/yaml/resolve.h"

#include <charconv>
#include <limits>
#include <optional>
#include <string>

namespace plumb::yaml {
namespace {

bool any_of(std::string_view text, std::initializer_list<std::string_view> words) {
  for (std::string_view w : words)
    if (text == w) return true;
  return false;
}

void set(TreeNode& n, bool value) {
  n.type = NodeType::boolean;
  n.boolean = value;
}
void set(TreeNode& n, int64_t value) {
  n.type = NodeType::integer;
  n.integer = value;
}
void set(TreeNode& n, double value) {
  n.type = NodeType::floating;
  n.floating = value;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// [-+]? ( \.[0-9]+ | [0-9]+(\.[0-9]*)? ) ([eE][-+]?[0-9]+)?
bool looks_like_float(std::string_view s) {
  size_t i = 0;
  auto digits = [&] {
    size_t from = i;
    while (i < s.size() && is_digit(s[i])) ++i;
    return i - from;
  };
  if (i < s.size() && (s[i] == '-' || s[i] == '+')) ++i;
  if (i < s.size() && s[i] == '.') {
    ++i;
    if (!digits()) return false;
  } else {
    if (!digits()) return false;
    if (i < s.size() && s[i] == '.') {
      ++i;
      digits();
    }
  }
  if (i < s.size() && (s[i] == 'e' || s[i] == 'E')) {
    ++i;
    if (i < s.size() && (s[i] == '-' || s[i] == '+')) ++i;
    if (!digits()) return false;
  }
  return i == s.size();
}

// The digits of `s` in `base` with sign; nullopt when they do not fit or are none.
std::optional<int64_t> whole(std::string_view digits, int base, bool negative) {
  uint64_t magnitude = 0;
  auto r = std::from_chars(digits.data(), digits.data() + digits.size(), magnitude, base);
  if (r.ec != std::errc() || r.ptr != digits.data() + digits.size() || digits.empty()) return std::nullopt;
  const uint64_t limit = static_cast<uint64_t>(std::numeric_limits<int64_t>::max());
  if (magnitude > limit + (negative ? 1 : 0)) return std::nullopt;
  return negative ? static_cast<int64_t>(0 - magnitude) : static_cast<int64_t>(magnitude);
}

// Go's strconv.ParseInt with base 0: 0x, 0o, 0b and a leading 0 for octal.
std::optional<int64_t> go_integer(std::string_view s) {
  bool negative = !s.empty() && s[0] == '-';
  if (!s.empty() && (s[0] == '-' || s[0] == '+')) s.remove_prefix(1);
  int base = 10;
  if (s.size() > 1 && s[0] == '0') {
    char c = static_cast<char>(s[1] | 0x20);
    base = c == 'x' ? 16 : c == 'b' ? 2
                                    : 8;
    s.remove_prefix(c == 'x' || c == 'b' || c == 'o' ? 2 : 1);
  }
  return whole(s, base, negative);
}

std::optional<int64_t> core_integer(std::string_view s) {
  if (s.size() > 2 && s[0] == '0' && s[1] == 'o') return whole(s.substr(2), 8, false);
  if (s.size() > 2 && s[0] == '0' && s[1] == 'x') return whole(s.substr(2), 16, false);
  bool negative = s[0] == '-';
  if (s[0] == '-' || s[0] == '+') s.remove_prefix(1);
  return whole(s, 10, negative);
}

double to_double(std::string_view s) {
  if (!s.empty() && s[0] == '+') s.remove_prefix(1);
  double value = 0;
  auto r = std::from_chars(s.data(), s.data() + s.size(), value);
  if (r.ec == std::errc::result_out_of_range) value = s[0] == '-' ? -std::numeric_limits<double>::infinity() : std::numeric_limits<double>::infinity();
  return value;
}

// A word of up to five letters in small letters, packed, so that one comparison tells it.
constexpr uint64_t packed(std::string_view word) {
  uint64_t out = 0;
  for (size_t i = 0; i < word.size(); ++i) out |= static_cast<uint64_t>(static_cast<unsigned char>(word[i]) | 0x20) << (8 * i);
  return out;
}

// yes, Yes, YES; not yES.
bool one_case(std::string_view t) {
  auto upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  size_t capitals = 0;
  for (char c : t) capitals += upper(c);
  return capitals == 0 || capitals == t.size() || (capitals == 1 && upper(t[0]));
}

void resolve_word(TreeNode& n, std::string_view t, bool yaml_1_1) {
  auto boolean = [&](bool value) {
    if (one_case(t)) set(n, value);
  };
  switch (packed(t)) {
    case packed("true"):
      return boolean(true);
    case packed("false"):
      return boolean(false);
    case packed("null"):
      if (one_case(t)) n.type = NodeType::null;
      return;
    case packed("y"):
    case packed("yes"):
    case packed("on"):
      if (yaml_1_1) boolean(true);
      return;
    case packed("n"):
    case packed("no"):
    case packed("off"):
      if (yaml_1_1) boolean(false);
      return;
    default:
      if (t == "~") n.type = NodeType::null;
  }
}

bool resolve_special_float(TreeNode& n, std::string_view t) {
  if (any_of(t, {".nan", ".NaN", ".NAN"})) return set(n, std::numeric_limits<double>::quiet_NaN()), true;
  if (any_of(t, {".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"})) return set(n, std::numeric_limits<double>::infinity()), true;
  if (any_of(t, {"-.inf", "-.Inf", "-.INF"})) return set(n, -std::numeric_limits<double>::infinity()), true;
  return false;
}

// Digits without a leading zero that surely fit: what nearly all numbers are.
bool resolve_simple_integer(TreeNode& n, std::string_view t) {
  if (t.size() > 18 || (t[0] == '0' && t.size() > 1)) return false;
  int64_t value = 0;
  for (char c : t) {
    if (!is_digit(c)) return false;
    value = value * 10 + (c - '0');
  }
  set(n, value);
  return true;
}

// Kubernetes' readers take an integer too large for 64 bits as a number all the same.
bool resolve_number(TreeNode& n, std::string_view t, bool yaml_1_1) {
  std::string plain;
  if (yaml_1_1 && t[0] != '.' && t.find('_') != std::string_view::npos) {
    for (char c : t)
      if (c != '_') plain += c;
    t = plain;
    if (t.empty()) return false;
  }
  if (t[0] != '.')
    if (std::optional<int64_t> i = yaml_1_1 ? go_integer(t) : core_integer(t)) return set(n, *i), true;
  if (looks_like_float(t)) return set(n, to_double(t)), true;
  return false;
}

}  // namespace

void resolve_plain(TreeNode& n, std::string_view t, bool yaml_1_1) {
  n.type = NodeType::string;
  if (t.empty()) {
    n.type = NodeType::null;
    return;
  }
  char c = t[0];
  if (is_digit(c) || c == '+' || c == '-' || c == '.') {
    if (resolve_simple_integer(n, t) || (t.size() == 1 && !is_digit(c))) return;
    if (!is_digit(c) && resolve_special_float(n, t)) return;
    resolve_number(n, t, yaml_1_1);
    return;
  }
  if (t.size() <= 5) resolve_word(n, t, yaml_1_1);
}

}  // namespace plumb::yaml
