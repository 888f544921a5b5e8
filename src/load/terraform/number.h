// Number: Terraform's numbers. They are binary floats with a precision of their own: 512 bits for what is written in a configuration or
// read from a text, 64 for what counts (length(), indexes), 53 for what functions compute in doubles (pow, log). The precision decides how an
// operation rounds and which digits are written, and Terraform compares numbers by their digits: so it is kept with each number.
// Why two forms: nearly every number is a small integer, which a double holds exactly; only what does not fit (0.1, 2^60 + 1) is a Big in
// the arena. Invariants: 16 bytes, trivially copyable; a number that a double holds exactly is never a Big.
#pragma once
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/arena.h"

namespace plumb::terraform {

/// A number that no double holds: only number.cc knows more of it.
struct Big {
  double nearest;
};

class Number {
 public:
  enum class Precision : uint8_t { real, count, full };  // 53, 64, 512 bits

  Number() = default;
  /// A whole number counts; every other double is the result of a computation in doubles.
  Number(double n) : double_(n), precision_(n == std::trunc(n) && std::fabs(n) <= 0x1p53 ? Precision::count : Precision::real) {}  // NOLINT: doubles are numbers
  Number(double n, Precision p) : double_(n), precision_(p) {}
  Number(const Big* b, Precision p) : big_(b), precision_(p), is_big_(true) {}

  double nearest() const { return is_big_ ? big_->nearest : double_; }
  const Big* big() const { return is_big_ ? big_ : nullptr; }
  Precision precision() const { return precision_; }
  Number with(Precision p) const { Number n = *this; n.precision_ = p; return n; }

  bool infinite() const { return !is_big_ && std::isinf(double_); }
  bool zero() const { return !is_big_ && double_ == 0; }
  bool negative() const { return std::signbit(nearest()); }
  bool whole() const;

 private:
  union {
    double double_ = 0;
    const Big* big_;
  };
  Precision precision_ = Precision::full;
  bool is_big_ = false;
};

/// Terraform's reading of a number from text: "+1", ".5", "5.", "1e3", "Inf"; not " 1", "0x1f", "1_0". Also refuses exponents beyond
/// kMaxExponent: nobody means them, and Terraform writes numbers out in full.
std::optional<Number> parse_number(Arena& arena, std::string_view text);
constexpr int kMaxExponent = 20'000;
/// Digits in a base from 2 to 62 (0-9, a-z, A-Z; up to 36 either case), with an optional sign.
std::optional<Number> parse_integer(Arena& arena, std::string_view text, int base);

/// The shortest text that means this number at its precision, never with an exponent: 1, 0.1, 1e30 in full, Inf, -0.
std::string number_text(const Number& n);
/// Go's verbs for floats: `verb` is e, f or g; precision -1: the shortest digits; then g writes an exponent from 10^exponent_from on.
std::string format_real(const Number& n, char verb, int precision, int exponent_from = 6);
/// The digits of the whole part of |n| in base 2, 8, 10 or 16, lower case.
std::string whole_digits(const Number& n, int base);

/// By value, whatever the precision.
int compare(const Number& a, const Number& b);
/// Terraform's ==: both are written alike.
bool equal(const Number& a, const Number& b);

/// The whole number, when it is one and fits.
std::optional<int64_t> to_int64(const Number& n);

Number add(Arena& arena, const Number& a, const Number& b);
Number subtract(Arena& arena, const Number& a, const Number& b);
Number multiply(Arena& arena, const Number& a, const Number& b);
/// NaN (nearest() tells) for 0/0 and Inf/Inf.
Number divide(Arena& arena, const Number& a, const Number& b);
Number modulo(Arena& arena, const Number& a, const Number& b);
Number negate(Arena& arena, const Number& n);
Number floor(Arena& arena, const Number& n);
Number ceil(Arena& arena, const Number& n);

}  // namespace plumb::terraform
