// Arithmetic and texts of numbers: number.h. Small numbers are computed in doubles when the result is exact there (error-free
// transformations tell); everything else in 512-bit binary floats of Boost.Multiprecision, rounded to the result's precision.
#include "load/terraform/number.h"

#include <algorithm>
#include <boost/multiprecision/cpp_bin_float.hpp>
#include <boost/multiprecision/cpp_int.hpp>
#include <charconv>
#include <limits>

namespace plumb::terraform {
namespace {

namespace mp = boost::multiprecision;
using Precision = Number::Precision;
using Float = mp::number<mp::cpp_bin_float<512, mp::digit_base_2, void, std::int32_t>, mp::et_off>;
using Float64 = mp::number<mp::cpp_bin_float<64, mp::digit_base_2, void, std::int32_t>, mp::et_off>;
using mp::cpp_int;

struct BigFloat : Big {
  Float value;
};

int bits_of(Precision p) { return p == Precision::real ? 53 : p == Precision::count ? 64 : 512; }

Float float_of(const Number& n) { return n.big() ? static_cast<const BigFloat*>(n.big())->value : Float(n.nearest()); }

/// The number at its precision; in a double when that holds it.
Number made(Arena& arena, Float v, Precision p) {
  if (p == Precision::count) v = Float(Float64(v));
  double nearest = static_cast<double>(v);
  if (p == Precision::real || Float(nearest) == v) return Number(nearest, p);
  return Number(arena.make<BigFloat>(BigFloat{{nearest}, v}), p);
}

Precision wider(const Number& a, const Number& b) { return std::max(a.precision(), b.precision()); }

/// Doubles where neither rounding errors underflow nor the result overflows: there the error-free transformations hold.
bool moderate(double x) { return x == 0 || (std::fabs(x) > 1e-100 && std::fabs(x) < 1e100); }
bool small(const Number& a, const Number& b) { return !a.big() && !b.big() && moderate(a.nearest()) && moderate(b.nearest()); }
bool endless(const Number& a, const Number& b) { return a.infinite() || b.infinite(); }

/// |n| = mantissa * 2^exponent.
void parts(const Number& n, cpp_int& mantissa, int& exponent) {
  Float f = float_of(n);
  if (f < 0) f = -f;
  int e = 0;
  Float fraction = frexp(f, &e);
  mantissa = static_cast<cpp_int>(ldexp(fraction, 512));
  exponent = mantissa == 0 ? 0 : e - 512;
}

/// Decimal digits d1 d2 .. dn and the place of the point: 0.d1d2..dn * 10^point; without zeros at either end. Zero: no digits.
struct Decimal {
  std::string digits;
  int point = 0;

  Decimal(const cpp_int& mantissa, int exponent) {
    if (mantissa == 0) return;
    cpp_int scaled = mantissa;
    if (exponent >= 0) scaled <<= static_cast<unsigned>(exponent);
    else scaled *= mp::pow(cpp_int(5), static_cast<unsigned>(-exponent));
    digits = scaled.str();
    point = static_cast<int>(digits.size()) + std::min(exponent, 0);
    trim();
  }
  char at(size_t i) const { return i < digits.size() ? digits[i] : '0'; }

  /// To the first `n` digits, half to even.
  void round(int n) {
    if (n < 0) {
      digits.clear();
      return trim();
    }
    size_t keep = static_cast<size_t>(n);
    if (keep >= digits.size()) return;
    bool half = digits[keep] == '5' && keep + 1 == digits.size();
    bool up = half ? keep > 0 && (digits[keep - 1] - '0') % 2 == 1 : digits[keep] >= '5';
    cut(keep, up);
  }
  void cut(size_t keep, bool up) {
    digits.resize(std::min(keep, digits.size()));
    if (up) {
      size_t i = digits.size();
      while (i > 0 && digits[i - 1] == '9') --i;
      digits.resize(i);
      if (i > 0) {
        ++digits[i - 1];
      } else {
        digits = "1";
        ++point;
      }
    }
    trim();
  }
  void trim() {
    while (!digits.empty() && digits.back() == '0') digits.pop_back();
    if (digits.empty()) point = 0;
  }
};

Decimal exact(const Number& n) {
  cpp_int mantissa;
  int exponent = 0;
  parts(n, mantissa, exponent);
  return Decimal(mantissa, exponent);
}

/// The fewest digits that lie nearer to the number than half a unit of its last bit.
Decimal shortest(const Number& n) {
  cpp_int mantissa;
  int exponent = 0;
  parts(n, mantissa, exponent);
  Decimal d(mantissa, exponent);
  if (mantissa == 0) return d;
  unsigned drop = static_cast<unsigned>(512 - (bits_of(n.precision()) + 1));  // the lowest bit is half a unit then
  if (bits_of(n.precision()) == 512) {
    mantissa <<= 1;
    exponent -= 1;
  } else {
    mantissa >>= drop;
    exponent += static_cast<int>(drop);
  }
  Decimal lower(mantissa - 1, exponent), upper(mantissa + 1, exponent);
  bool inclusive = !mp::bit_test(mantissa, 1);  // bounds round to an even mantissa
  // The bounds may have more digits before the point (9.99.. and 10.0..): then their digits do not line up and all are kept.
  if (lower.point != d.point || upper.point != d.point) {
    auto lined = [&](Decimal& b) {
      if (b.point < d.point) {
        b.digits.insert(0, static_cast<size_t>(d.point - b.point), '0');
        b.point = d.point;
      }
    };
    lined(lower);
    if (upper.point > d.point) {
      size_t more = static_cast<size_t>(upper.point - d.point);
      d.digits.insert(0, more, '0');
      lower.digits.insert(0, more, '0');
      d.point = lower.point = upper.point;
    }
  }
  for (size_t i = 0; i < d.digits.size(); ++i) {
    char l = lower.at(i), m = d.digits[i], u = upper.at(i);
    bool down = l != m || (inclusive && i + 1 == lower.digits.size());
    bool up = m != u && (inclusive || m + 1 < u || i + 1 < upper.digits.size());
    if (!down && !up) continue;
    if (down && up) d.round(static_cast<int>(i) + 1);
    else d.cut(i + 1, up);
    break;
  }
  size_t zeros = d.digits.find_first_not_of('0');
  if (zeros != std::string::npos && zeros > 0) {
    d.digits.erase(0, zeros);
    d.point -= static_cast<int>(zeros);
  }
  return d;
}

/// Digits with the point in its place; `places` behind it, -1: as many as there are.
std::string fixed(const Decimal& d, int places) {
  std::string out;
  if (d.point > 0) {
    for (int i = 0; i < d.point; ++i) out += d.at(static_cast<size_t>(i));
  } else {
    out = "0";
  }
  if (places < 0) places = std::max(0, static_cast<int>(d.digits.size()) - d.point);
  if (places == 0) return out;
  out += '.';
  for (int i = d.point; i < d.point + places; ++i) out += i < 0 ? '0' : d.at(static_cast<size_t>(i));
  return out;
}

std::string scientific(const Decimal& d, int places) {
  std::string out(1, d.at(0));
  if (places < 0) places = std::max(0, static_cast<int>(d.digits.size()) - 1);
  if (places > 0) out += '.';
  for (int i = 1; i <= places; ++i) out += d.at(static_cast<size_t>(i));
  int e = d.digits.empty() ? 0 : d.point - 1;
  out += e < 0 ? "e-" : "e+";
  std::string digits = std::to_string(std::abs(e));
  return out + (digits.size() < 2 ? "0" : "") + digits;
}

template <class Round>
Number rounded(Arena& arena, const Number& n, Round round) {
  if (!n.big()) return Number(round(n.nearest()), n.precision());
  return made(arena, round(float_of(n)), n.precision());
}

}  // namespace

bool Number::whole() const {
  if (!is_big_) return double_ == std::trunc(double_) && !std::isinf(double_);
  Float f = static_cast<const BigFloat*>(big_)->value;
  return f == trunc(f);
}

std::optional<Number> parse_number(Arena& arena, std::string_view text) {
  if (text == "Inf" || text == "+Inf") return Number(std::numeric_limits<double>::infinity(), Precision::full);
  if (text == "-Inf") return Number(-std::numeric_limits<double>::infinity(), Precision::full);
  size_t i = 0;
  auto digits = [&] {
    size_t from = i;
    while (i < text.size() && text[i] >= '0' && text[i] <= '9') ++i;
    return i - from;
  };
  if (i < text.size() && (text[i] == '-' || text[i] == '+')) ++i;
  size_t whole = digits(), start = i - whole;
  size_t fraction = 0;
  if (i < text.size() && text[i] == '.') {
    ++i;
    fraction = digits();
  }
  if (whole + fraction == 0) return std::nullopt;
  int exponent = 0;
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    ++i;
    size_t at = i;
    if (i < text.size() && (text[i] == '-' || text[i] == '+')) ++i;
    if (digits() == 0) return std::nullopt;
    if (text[at] == '+') ++at;
    auto r = std::from_chars(text.data() + at, text.data() + i, exponent);
    if (r.ec != std::errc() || std::abs(exponent) > kMaxExponent) return std::nullopt;
  }
  if (i != text.size() || whole + fraction > kMaxExponent) return std::nullopt;
  bool minus = text[0] == '-';
  if (fraction == 0 && exponent == 0 && whole <= 15) {
    double n = 0;
    for (char c : text.substr(start, whole)) n = n * 10 + (c - '0');
    return Number(minus ? -n : n, Precision::full);
  }
  std::string clean(text.substr(start));
  if (clean[0] == '.') clean.insert(0, "0");
  Float f(clean);
  return made(arena, minus ? Float(-f) : f, Precision::full);
}

std::optional<Number> parse_integer(Arena& arena, std::string_view text, int base) {
  bool minus = text.starts_with('-');
  if (minus || text.starts_with('+')) text.remove_prefix(1);
  if (text.empty() || text.size() > kMaxExponent) return std::nullopt;
  cpp_int n = 0;
  for (char c : text) {
    int d = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'z' ? c - 'a' + 10 : c >= 'A' && c <= 'Z' ? c - 'A' + (base > 36 ? 36 : 10) : 99;
    if (d >= base) return std::nullopt;
    n = n * base + d;
  }
  if (minus) n = -n;
  return made(arena, Float(n), mp::abs(n) >> 64 == 0 ? Precision::count : Precision::full);
}

std::string number_text(const Number& n) {
  if (n.infinite()) return n.negative() ? "-Inf" : "Inf";
  double d = n.nearest();
  if (!n.big()) {
    if (d == 0) return std::signbit(d) ? "-0" : "0";
    // What doubles are written as: the fewest digits of a real; larger ones are written exactly there, with zeros in Terraform.
    if ((n.precision() == Precision::real || d == std::trunc(d)) && std::fabs(d) <= 0x1p53) {
      char buffer[400];
      auto r = std::to_chars(buffer, buffer + sizeof buffer, d, std::chars_format::fixed);
      return std::string(buffer, r.ptr);
    }
  }
  return (n.negative() ? "-" : "") + fixed(shortest(n), -1);
}

std::string format_real(const Number& n, char verb, int precision, int exponent_from) {
  std::string sign = n.negative() ? "-" : "";
  if (n.infinite()) return sign + "Inf";
  bool least = precision < 0;
  Decimal d = least ? shortest(n) : exact(n);
  if (verb == 'f') {
    if (!least) d.round(d.point + precision);
    return sign + fixed(d, precision);
  }
  if (verb == 'e') {
    if (!least) d.round(precision + 1);
    return sign + scientific(d, precision);
  }
  if (precision == 0) precision = 1;
  if (!least) d.round(precision);
  int size = static_cast<int>(d.digits.size());
  int limit = least ? exponent_from : precision > size && size >= d.point ? size : precision;
  int e = d.digits.empty() ? 0 : d.point - 1;
  if (e < -4 || e >= limit) return sign + scientific(d, -1);
  return sign + fixed(d, std::max(0, size - d.point));
}

std::string whole_digits(const Number& n, int base) {
  cpp_int mantissa;
  int exponent = 0;
  parts(n, mantissa, exponent);
  if (exponent >= 0) mantissa <<= static_cast<unsigned>(exponent);
  else mantissa >>= static_cast<unsigned>(-exponent);
  if (base != 2) return mantissa.str(0, base == 8 ? std::ios_base::oct : base == 16 ? std::ios_base::hex : std::ios_base::dec);
  std::string out = mantissa == 0 ? "0" : "";
  for (; mantissa != 0; mantissa >>= 1) out += mp::bit_test(mantissa, 0) ? '1' : '0';
  std::reverse(out.begin(), out.end());
  return out;
}

int compare(const Number& a, const Number& b) {
  if (!a.big() && !b.big()) return a.nearest() < b.nearest() ? -1 : a.nearest() > b.nearest() ? 1 : 0;
  if (endless(a, b)) return a.nearest() < b.nearest() ? -1 : 1;
  return float_of(a).compare(float_of(b)) < 0 ? -1 : float_of(a) == float_of(b) ? 0 : 1;
}

bool equal(const Number& a, const Number& b) {
  if (a.zero() && b.zero()) return true;
  if (compare(a, b) == 0 && a.precision() == b.precision()) return true;
  if (std::fabs(a.nearest() - b.nearest()) > std::fabs(a.nearest()) * 1e-14) return false;
  return number_text(a) == number_text(b);
}

std::optional<int64_t> to_int64(const Number& n) {
  if (!n.whole()) return std::nullopt;
  if (!n.big()) return std::fabs(n.nearest()) < 0x1p63 ? std::optional(static_cast<int64_t>(n.nearest())) : std::nullopt;
  cpp_int i = static_cast<cpp_int>(float_of(n));
  if (i > std::numeric_limits<int64_t>::max() || i < std::numeric_limits<int64_t>::min()) return std::nullopt;
  return static_cast<int64_t>(i);
}

Number add(Arena& arena, const Number& a, const Number& b) {
  Precision p = wider(a, b);
  double x = a.nearest(), y = b.nearest(), r = x + y;
  if (endless(a, b)) return Number(r, p);
  if (small(a, b)) {
    double z = r - x, lost = (x - (r - z)) + (y - z);
    if (lost == 0 || p == Precision::real) return Number(r, p);
  }
  return made(arena, float_of(a) + float_of(b), p);
}

Number subtract(Arena& arena, const Number& a, const Number& b) { return add(arena, a, negate(arena, b)); }

Number multiply(Arena& arena, const Number& a, const Number& b) {
  Precision p = wider(a, b);
  double x = a.nearest(), y = b.nearest(), r = x * y;
  if (endless(a, b)) return Number(r, p);
  if (small(a, b) && (p == Precision::real || std::fma(x, y, -r) == 0)) return Number(r, p);
  return made(arena, float_of(a) * float_of(b), p);
}

Number divide(Arena& arena, const Number& a, const Number& b) {
  Precision p = wider(a, b);
  double x = a.nearest(), y = b.nearest(), r = x / y;
  if (endless(a, b) || b.zero()) return Number(r, p);
  if (small(a, b) && (p == Precision::real || std::fma(r, y, -x) == 0)) return Number(r, p);
  return made(arena, float_of(a) / float_of(b), p);
}

Number modulo(Arena& arena, const Number& a, const Number& b) {
  if (b.zero()) return a;
  if (endless(a, b)) return multiply(arena, a, b);
  Precision p = wider(a, b);
  double x = a.nearest(), y = b.nearest();
  if (!a.big() && !b.big() && x == std::trunc(x) && y == std::trunc(y) && std::fabs(x) <= 0x1p53 && std::fabs(y) <= 0x1p53) return Number(std::fmod(x, y), p);
  Float times = trunc(float_of(divide(arena, a, b)));
  return made(arena, float_of(a) - float_of(b) * times, p);
}

Number negate(Arena& arena, const Number& n) {
  if (!n.big()) return Number(-n.nearest(), n.precision());
  return Number(arena.make<BigFloat>(BigFloat{{-n.nearest()}, -float_of(n)}), n.precision());
}

Number floor(Arena& arena, const Number& n) {
  return rounded(arena, n, [](auto v) { using std::floor; return decltype(v)(floor(v)); });
}

Number ceil(Arena& arena, const Number& n) {
  return rounded(arena, n, [](auto v) { using std::ceil; return decltype(v)(ceil(v)); });
}

}  // namespace plumb::terraform
