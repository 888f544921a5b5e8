// Numeric functions.
#include <cmath>

#include "base/text.h"
#include "load/terraform/eval/functions.h"

namespace plumb::terraform {
namespace {

template <Number (*F)(Arena&, const Number&)>
Value one(FunctionCall& f) {
  Number n;
  return f.number(0, n) ? f.make(F(f.c.arena, n)) : f.failed();
}

Number absolute(Arena& arena, const Number& n) { return n.negative() ? negate(arena, n) : n; }

Value signum(FunctionCall& f) {
  int64_t n = 0;
  return f.whole(0, n) ? f.make(n < 0 ? -1.0 : n > 0 ? 1.0 : 0.0) : f.failed();
}

Value extreme(FunctionCall& f, int wanted) {
  Number best;
  for (size_t i = 0; i < f.size(); ++i) {
    Number n;
    if (!f.number(i, n)) return f.failed();
    if (i == 0 || compare(n, best) == wanted) best = n;
  }
  return f.make(best);
}
Value max(FunctionCall& f) { return extreme(f, 1); }
Value min(FunctionCall& f) { return extreme(f, -1); }

/// log and pow go through doubles in Terraform too.
template <class F>
Value in_doubles(FunctionCall& f, F&& compute) {
  Number a, b;
  if (!f.number(0, a) || !f.number(1, b)) return f.failed();
  double r = compute(a.nearest(), b.nearest());
  return std::isnan(r) ? f.fail("the result is no number") : f.make(Number(r, Number::Precision::real));
}
Value log(FunctionCall& f) {
  return in_doubles(f, [](double n, double base) { return std::log(n) / std::log(base); });
}

/// n^e for a whole e by squaring the fraction of n, as Go computes it: the last digits of large powers depend on the way.
double whole_power(double n, double e) {
  int exponent = 0, step = 0;
  double square = std::frexp(n, &step), out = 1;
  for (auto i = static_cast<int64_t>(std::fabs(e)); i != 0; i >>= 1) {
    if (std::abs(step) > 4096) {
      exponent += step;
      break;
    }
    if (i & 1) out *= square, exponent += step;
    square *= square;
    step *= 2;
    if (square < 0.5) square += square, --step;
  }
  return e < 0 ? std::ldexp(1 / out, -exponent) : std::ldexp(out, exponent);
}

Value pow(FunctionCall& f) {
  return in_doubles(f, [](double n, double e) {
    bool squaring = n != 0 && std::isfinite(n) && e == std::trunc(e) && std::fabs(e) > 1 && std::fabs(e) < 0x1p63;
    return squaring ? whole_power(n, e) : std::pow(n, e);
  });
}

Value sum(FunctionCall& f) {
  if (!f[0].is_sequence() || f[0].items().empty()) return f.fail("a list or set with at least one element is needed");
  std::optional<Number> total;
  for (const Value& v : f[0].items()) {
    auto n = to_number(f.c.arena, v);
    if (!n) return f.fail(cat("the elements must be numbers, not ", kind_name(v)));
    total = total ? add(f.c.arena, *total, *n) : *n;
  }
  return std::isnan(total->nearest()) ? f.fail("the result is no number") : f.make(*total);
}

Value parseint(FunctionCall& f) {
  std::string s;
  int64_t base = 0;
  if (!f[0].is_string()) return f.fail(cat("a string is needed, not ", kind_name(f[0])));
  if (!f.text(0, s) || !f.whole(1, base)) return f.failed();
  if (base < 2 || base > 62) return f.fail("the base must be between 2 and 62");
  auto n = parse_integer(f.c.arena, s, static_cast<int>(base));
  return n ? f.make(*n) : f.fail(cat("'", s, "' is no whole number in base ", base));
}

Value range(FunctionCall& f) {
  Number start(0.0), limit, step;
  bool ok = f.size() == 1 ? f.number(0, limit) : f.number(0, start) && f.number(1, limit);
  if (!ok || (f.size() == 3 && !f.number(2, step))) return f.failed();
  int way = compare(limit, start);
  if (f.size() < 3) step = Number(way < 0 ? -1.0 : 1.0);
  if (way == 0) return f.c.list({}, f.c.types.number(), f.at);
  if (step.zero()) return f.fail("the step must not be zero");
  if (step.negative() != (way < 0)) return f.fail("the step leads away from the limit");
  std::vector<Value> out;
  for (Number n = start; compare(limit, n) == way; n = add(f.c.arena, n, step)) {
    if (out.size() >= 1024) return f.fail("more than 1024 values");
    out.push_back(f.make(n));
  }
  return f.c.list(out, f.c.types.number(), f.at);
}

constexpr Function kFunctions[] = {
    {"abs", one<absolute>, 1, 1, Takes::known, TypeKind::number, "n"},
    {"ceil", one<ceil>, 1, 1, Takes::known, TypeKind::number, "n"},
    {"floor", one<floor>, 1, 1, Takes::known, TypeKind::number, "n"},
    {"signum", signum, 1, 1, Takes::known, TypeKind::number, "n"},
    {"max", max, 1, 255, Takes::known, TypeKind::number, "n"},
    {"min", min, 1, 255, Takes::known, TypeKind::number, "n"},
    {"log", log, 2, 2, Takes::known, TypeKind::number, "n"},
    {"pow", pow, 2, 2, Takes::known, TypeKind::number, "n"},
    {"sum", sum, 1, 1, Takes::known, TypeKind::number},
    {"parseint", parseint, 2, 2, Takes::known, TypeKind::number, "*n"},
    {"range", range, 1, 3, Takes::known, TypeKind::dynamic, "n"},
};

}  // namespace

std::span<const Function> number_functions() { return kFunctions; }

}  // namespace plumb::terraform
