// See quantity.h.
#include "base/quantity.h"

#include <charconv>
#include <cmath>

#include "base/text.h"

namespace plumb {
namespace {

using Int128 = Quantity::Int128;
constexpr Int128 kMaxInt64 = INT64_MAX;

bool multiply(Int128& value, Int128 factor) { return !__builtin_mul_overflow(value, factor, &value); }

bool shift(Int128& value, int32_t decimals) {
  if (value == 0) return true;
  if (decimals > 38) return false;
  for (; decimals > 0; --decimals)
    if (!multiply(value, 10)) return false;
  return true;
}

struct Parts {
  bool negative = false;
  std::string_view whole, fraction, suffix;  // whole: without leading zeros
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string_view take_digits(std::string_view& text) {
  size_t n = 0;
  while (n < text.size() && is_digit(text[n])) ++n;
  std::string_view digits = text.substr(0, n);
  text.remove_prefix(n);
  return digits;
}

std::optional<Parts> read_parts(std::string_view text) {
  Parts p;
  if (text.empty()) return {};
  p.negative = text[0] == '-';
  if (text[0] == '-' || text[0] == '+') text.remove_prefix(1);
  while (text.starts_with('0')) text.remove_prefix(1);
  p.whole = take_digits(text);
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    p.fraction = take_digits(text);
  }
  p.suffix = text;
  while (!text.empty() && std::string_view("eEinumkKMGTP").find(text[0]) != std::string_view::npos) text.remove_prefix(1);
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  take_digits(text);
  return text.empty() ? std::optional(p) : std::nullopt;
}

// The power of ten or two that a suffix means.
bool read_suffix(std::string_view suffix, Quantity::Format* format, int32_t* exponent) {
  static constexpr std::pair<std::string_view, int> kDecimal[] = {{"n", -9}, {"u", -6}, {"m", -3}, {"", 0}, {"k", 3}, {"M", 6}, {"G", 9}, {"T", 12}, {"P", 15}, {"E", 18}};
  static constexpr std::string_view kBinary[] = {"Ki", "Mi", "Gi", "Ti", "Pi", "Ei"};
  for (auto [name, power] : kDecimal) {
    if (name != suffix) continue;
    *format = Quantity::Format::decimal_si;
    *exponent = power;
    return true;
  }
  for (int i = 0; i < 6; ++i) {
    if (kBinary[i] != suffix) continue;
    *format = Quantity::Format::binary_si;
    *exponent = 10 * (i + 1);
    return true;
  }
  if (suffix.size() < 2 || (suffix[0] != 'e' && suffix[0] != 'E')) return false;
  suffix.remove_prefix(suffix[1] == '+' ? 2 : 1);
  auto r = std::from_chars(suffix.data(), suffix.data() + suffix.size(), *exponent);
  *format = Quantity::Format::decimal_exponent;
  return r.ec == std::errc() && r.ptr == suffix.data() + suffix.size() && *exponent > -100000 && *exponent < 100000;
}

// Drops decimals below a nano, away from zero.
void round_up_to_nano(Int128& magnitude, int32_t& exponent) {
  bool rest = false;
  for (; exponent < -9 && magnitude != 0; ++exponent) {
    rest = rest || magnitude % 10 != 0;
    magnitude /= 10;
  }
  if (magnitude == 0) exponent = -9;
  if (rest) ++magnitude;
}

}  // namespace

std::optional<Quantity> parse_quantity(std::string_view text, bool* suffix_wrong) {
  if (suffix_wrong) *suffix_wrong = false;
  auto parts = read_parts(text);
  if (!parts) return {};
  Quantity q;
  int32_t exponent = 0;
  if (!read_suffix(parts->suffix, &q.format, &exponent)) {
    if (suffix_wrong) *suffix_wrong = true;
    return {};
  }
  bool binary = q.format == Quantity::Format::binary_si;
  size_t digits = (parts->whole.empty() ? 1 : parts->whole.size()) + parts->fraction.size();
  Int128 magnitude = 0;
  int32_t scale = binary ? 0 : exponent;
  bool full = false;  // digits that no longer fit move into the exponent
  for (std::string_view run : {parts->whole, parts->fraction}) {
    for (char c : run) {
      full = full || magnitude > Int128{1} << 119;
      bool fraction = run.data() == parts->fraction.data();
      if (!full) magnitude = magnitude * 10 + (c - '0');
      if (full && !fraction) ++scale;
      if (!full && fraction) --scale;
    }
  }
  bool small = binary ? parts->fraction.empty() && 15 - static_cast<int>(digits) - exponent * 3 / 10 - 1 >= 0 : digits <= 18 && scale >= -9;
  if (binary && !multiply(magnitude, Int128{1} << exponent)) magnitude = kMaxInt64, scale = 0;
  q.wide = !small;
  if (!small) {
    round_up_to_nano(magnitude, scale);
    Int128 cap = kMaxInt64, less_than_one = 1;
    if (binary && scale <= 0 && shift(cap, -scale) && magnitude > cap) magnitude = kMaxInt64, scale = 0;
    if (binary && magnitude > 0 && scale < 0 && shift(less_than_one, -scale) && magnitude < less_than_one) q.format = Quantity::Format::decimal_si;
  }
  q.value = parts->negative ? -magnitude : magnitude;
  q.exponent = magnitude == 0 ? 0 : scale;
  if (small && parts->fraction.empty() && magnitude != 0) q.as_written = text;
  return q;
}

int compare(const Quantity& a, const Quantity& b) {
  if (a.sign() != b.sign() || a.value == 0) return a.sign() < b.sign() ? -1 : a.sign() > b.sign() ? 1
                                                                                                  : 0;
  Int128 x = a.value, y = b.value;
  if (a.exponent > b.exponent && !shift(x, a.exponent - b.exponent)) return a.sign();  // too large to align: larger
  if (b.exponent > a.exponent && !shift(y, b.exponent - a.exponent)) return -a.sign();
  return x < y ? -1 : x > y ? 1
                            : 0;
}

static Quantity sum(const Quantity& a, const Quantity& b, bool negate) {
  Quantity r;
  r.format = a.value == 0 ? b.format : a.format;
  Int128 x = a.value, y = negate ? -b.value : b.value;
  r.exponent = x == 0 ? b.exponent : y == 0 ? a.exponent
                                            : std::min(a.exponent, b.exponent);
  bool fits = shift(x, a.exponent - r.exponent) && shift(y, b.exponent - r.exponent) && !__builtin_add_overflow(x, y, &r.value);
  if (!fits) {  // one is beyond measure beside the other
    bool first = compare({a.sign() < 0 ? -a.value : a.value, a.exponent, {}, {}, {}}, {b.sign() < 0 ? -b.value : b.value, b.exponent, {}, {}, {}}) > 0;
    r.value = first ? a.value : negate ? -b.value
                                       : b.value;
    r.exponent = first ? a.exponent : b.exponent;
  }
  r.wide = a.wide || b.wide || !fits || r.value > kMaxInt64 || r.value < -kMaxInt64 - 1;
  return r;
}

Quantity add(const Quantity& a, const Quantity& b) { return sum(a, b, false); }
Quantity subtract(const Quantity& a, const Quantity& b) { return sum(a, b, true); }

std::optional<int64_t> as_integer(const Quantity& q) {
  Int128 v = q.value;
  if (q.wide || q.exponent < 0 || !shift(v, q.exponent) || v > kMaxInt64 || v < -kMaxInt64 - 1) return {};
  return static_cast<int64_t>(v);
}

static std::string digits_text(Int128 v) {
  bool negative = v < 0;
  std::string out;
  do {
    out.insert(out.begin(), static_cast<char>('0' + static_cast<int>(negative ? -(v % 10) : v % 10)));
    v /= 10;
  } while (v != 0);
  return negative ? "-" + out : out;
}

double as_double(const Quantity& q) {
  if (!q.wide) return static_cast<double>(q.value) * std::pow(10.0, q.exponent);
  std::string text = cat(digits_text(q.value), 'e', q.exponent);
  double d = 0;
  std::from_chars(text.data(), text.data() + text.size(), d);
  return d;
}

static int64_t rounded_up(const Quantity& q, int32_t exponent) {
  Int128 v = q.value;
  if (!shift(v, q.exponent + exponent)) return q.value < 0 ? INT64_MIN : INT64_MAX;
  for (int32_t e = q.exponent + exponent; e < 0; ++e) v = v / 10 + (v > 0 && v % 10 != 0);
  return v > kMaxInt64 ? INT64_MAX : v < -kMaxInt64 ? INT64_MIN
                                                    : static_cast<int64_t>(v);
}

int64_t units(const Quantity& q) { return rounded_up(q, 0); }
int64_t milli_units(const Quantity& q) { return rounded_up(q, 3); }

static std::string binary_text(Int128 v) {
  int power = 0;
  while (power < 6 && v != 0 && v % 1024 == 0) v /= 1024, ++power;
  static constexpr std::string_view kSuffixes[] = {"", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"};
  return cat(digits_text(v), kSuffixes[power]);
}

std::string to_string(const Quantity& q) {
  if (!q.as_written.empty()) return std::string(q.as_written);
  Int128 v = q.value;
  int32_t e = q.exponent;
  if (v == 0) return "0";
  while (e < 0 && v % 10 == 0) v /= 10, ++e;
  Int128 whole = v;
  bool binary = q.format == Quantity::Format::binary_si && e >= 0 && shift(whole, e) && (whole <= -1024 || whole >= 1024);
  if (binary) return binary_text(whole);
  while (v % 10 == 0) v /= 10, ++e;
  while (e % 3 != 0) --e, v *= 10;
  if (q.format == Quantity::Format::decimal_exponent || e > 18) return e == 0 ? digits_text(v) : cat(digits_text(v), 'e', e);
  static constexpr std::string_view kSuffixes[] = {"n", "u", "m", "", "k", "M", "G", "T", "P", "E"};
  return cat(digits_text(v), kSuffixes[e / 3 + 3]);
}

}  // namespace plumb
