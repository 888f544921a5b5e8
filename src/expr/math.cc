// math.*, base64.*: extensions of CEL that a Kubernetes API server does not have.
#include <cmath>

#include "base/text.h"
#include "expr/functions.h"
#include "expr/ops.h"

namespace plumb::expr {
namespace {

template <Order Wanted>
Value extreme(const Call& c) {
  constexpr std::string_view kName = Wanted == Order::less ? "math.least" : "math.greatest";
  Value best;
  auto add = [&](const Value& x) {
    if (!as_number(x)) return false;
    Order o = best.is_absent() ? Wanted : compare(x, best);
    if (o == Wanted) best = x;
    return true;
  };
  if (c.count == 1 && c[0].is_list()) {
    ListCursor items(c[0]);
    for (Value x; items.next(x);)
      if (!add(x)) return no_overload(c.arena(), kName, &x, 1);
    return best.is_absent() ? c.error(cat(kName, "() needs a number")) : best;
  }
  for (size_t i = 0; i < c.count; ++i)
    if (!add(c[i])) return no_overload(c.arena(), kName, c.args, c.count);
  return best;
}

template <double (*F)(double)>
Value rounded(const Call& c) {
  return Value::number(F(c[0].number()));
}

Value absolute(const Call& c) {
  if (c[0].is(Tag::number)) return Value::number(std::fabs(c[0].number()));
  if (!c[0].is_int()) return c[0];
  return c[0].integer() == INT64_MIN ? c.error("integer overflow") : Value::integer(std::abs(c[0].integer()));
}

Value sign(const Call& c) {
  if (c[0].is_int()) return Value::integer((c[0].integer() > 0) - (c[0].integer() < 0));
  if (c[0].is(Tag::unsigned_integer)) return Value::unsigned_integer(c[0].unsigned_integer() > 0);
  double d = c[0].number();
  return Value::number(d > 0 ? 1 : d < 0 ? -1
                                         : d);
}

Value square_root(const Call& c) { return Value::number(std::sqrt(*as_number(c[0]))); }

enum class Bits : uint8_t { and_,
                            or_,
                            xor_,
                            left,
                            right };

template <Bits Op>
Value bits(const Call& c) {
  bool is_int = c[0].is_int();
  uint64_t a = is_int ? static_cast<uint64_t>(c[0].integer()) : c[0].unsigned_integer();
  uint64_t b = c[1].is_int() ? static_cast<uint64_t>(c[1].integer()) : c[1].unsigned_integer();
  if ((Op == Bits::left || Op == Bits::right) && c[1].is_int() && c[1].integer() < 0) return c.error("a shift must not be negative");
  uint64_t r = 0;
  switch (Op) {
    case Bits::and_:
      r = a & b;
      break;
    case Bits::or_:
      r = a | b;
      break;
    case Bits::xor_:
      r = a ^ b;
      break;
    case Bits::left:
      r = b > 63 ? 0 : a << b;
      break;
    case Bits::right:
      r = b > 63 ? 0 : a >> b;
      break;
  }
  return is_int ? Value::integer(static_cast<int64_t>(r)) : Value::unsigned_integer(r);
}

Value bit_not(const Call& c) { return c[0].is_int() ? Value::integer(~c[0].integer()) : Value::unsigned_integer(~c[0].unsigned_integer()); }

constexpr std::string_view kBase64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

Value encode(const Call& c) {
  std::string_view s = c[0].string();
  std::string out;
  if (!c.frame.charge(s.size() / 8)) return budget_error();
  for (size_t i = 0; i < s.size(); i += 3) {
    uint32_t n = 0;
    for (size_t k = 0; k < 3; ++k) n = n << 8 | (i + k < s.size() ? static_cast<unsigned char>(s[i + k]) : 0);
    for (size_t k = 0; k < 4; ++k) out += i + k > s.size() ? '=' : kBase64[n >> (18 - 6 * k) & 63];
  }
  return c.text(out);
}

Value decode(const Call& c) {
  std::string_view s = c[0].string();
  while (s.ends_with('=')) s.remove_suffix(1);
  if (!c.frame.charge(s.size() / 8)) return budget_error();
  std::string out;
  uint32_t n = 0;
  int held = 0;
  for (char ch : s) {
    size_t digit = kBase64.find(ch);
    if (digit == std::string_view::npos) return c.error("not base64");
    n = n << 6 | static_cast<uint32_t>(digit);
    held += 6;
    if (held < 8) continue;
    held -= 8;
    out += static_cast<char>(n >> held & 255);
  }
  return Value::bytes(c.arena().copy(std::string_view(out)));
}

double round_away(double d) { return std::round(d); }
double up(double d) { return std::ceil(d); }
double down(double d) { return std::floor(d); }
double cut(double d) { return std::trunc(d); }

}  // namespace

std::span<const Declaration> math_functions() {
  static constexpr uint8_t k = kPlumbOnly;
  static constexpr Declaration kTable[] = {
      {"math.greatest", "A>A", extreme<Order::greater>, k},
      {"math.greatest", "[A>A", extreme<Order::greater>, k},
      {"math.least", "A>A", extreme<Order::less>, k},
      {"math.least", "[A>A", extreme<Order::less>, k},
      {"math.ceil", "d>d", rounded<up>, k},
      {"math.floor", "d>d", rounded<down>, k},
      {"math.round", "d>d", rounded<round_away>, k},
      {"math.trunc", "d>d", rounded<cut>, k},
      {"math.abs", "i>i", absolute, k},
      {"math.abs", "u>u", absolute, k},
      {"math.abs", "d>d", absolute, k},
      {"math.sign", "i>i", sign, k},
      {"math.sign", "u>u", sign, k},
      {"math.sign", "d>d", sign, k},
      {"math.sqrt", "i>d", square_root, k},
      {"math.sqrt", "u>d", square_root, k},
      {"math.sqrt", "d>d", square_root, k},
      {"math.isNaN", "d>b", [](const Call& c) { return Value::boolean(std::isnan(c[0].number())); }, k},
      {"math.isInf", "d>b", [](const Call& c) { return Value::boolean(std::isinf(c[0].number())); }, k},
      {"math.isFinite", "d>b", [](const Call& c) { return Value::boolean(std::isfinite(c[0].number())); }, k},
      {"math.bitAnd", "ii>i", bits<Bits::and_>, k},
      {"math.bitAnd", "uu>u", bits<Bits::and_>, k},
      {"math.bitOr", "ii>i", bits<Bits::or_>, k},
      {"math.bitOr", "uu>u", bits<Bits::or_>, k},
      {"math.bitXor", "ii>i", bits<Bits::xor_>, k},
      {"math.bitXor", "uu>u", bits<Bits::xor_>, k},
      {"math.bitNot", "i>i", bit_not, k},
      {"math.bitNot", "u>u", bit_not, k},
      {"math.bitShiftLeft", "ii>i", bits<Bits::left>, k},
      {"math.bitShiftLeft", "ui>u", bits<Bits::left>, k},
      {"math.bitShiftRight", "ii>i", bits<Bits::right>, k},
      {"math.bitShiftRight", "ui>u", bits<Bits::right>, k},
      {"base64.encode", "y>s", encode, k},
      {"base64.decode", "s>y", decode, k},
  };
  return kTable;
}

}  // namespace plumb::expr
