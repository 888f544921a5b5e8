// See numbers.h.
#include "expr/numbers.h"

#include <charconv>
#include <cmath>

#include "base/text.h"

namespace plumb::expr {

std::string number_text(double d) {
  if (std::isnan(d)) return "NaN";
  if (std::isinf(d)) return d < 0 ? "-Inf" : "+Inf";
  char buf[40];
  auto r = std::to_chars(buf, buf + sizeof buf, d, std::chars_format::scientific);
  std::string_view text(buf, static_cast<size_t>(r.ptr - buf));
  size_t e = text.find('e');
  int exponent = 0;
  std::string_view digits = text.substr(e + 1);
  if (digits.starts_with('+')) digits.remove_prefix(1);
  std::from_chars(digits.data(), digits.data() + digits.size(), exponent);
  if (exponent < -4 || exponent >= 6) return std::string(text);
  r = std::to_chars(buf, buf + sizeof buf, d, std::chars_format::fixed);
  return std::string(buf, r.ptr);
}

std::optional<double> parse_number(std::string_view text) {
  std::string plain;
  for (char c : text)
    if (c != '_') plain += c;
  std::string_view s = plain;
  bool negative = s.starts_with('-');
  if (negative || s.starts_with('+')) s.remove_prefix(1);
  if (s.empty() || s[0] == '+' || s[0] == '-') return {};
  std::string lower = to_lower(s);
  bool hex = lower.starts_with("0x");
  if (!hex && !(s[0] >= '0' && s[0] <= '9') && s[0] != '.' && lower != "inf" && lower != "infinity" && lower != "nan") return {};
  if (hex) s.remove_prefix(2);
  double d = 0;
  auto r = std::from_chars(s.data(), s.data() + s.size(), d, hex ? std::chars_format::hex : std::chars_format::general);
  if (r.ec != std::errc() || r.ptr != s.data() + s.size()) return {};
  return negative ? -d : d;
}

}  // namespace plumb::expr
