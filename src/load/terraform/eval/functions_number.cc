// Numeric functions.
#include <cmath>
#include <limits>

#include "base/text.h"
#include "load/terraform/eval/functions.h"

namespace plumb::terraform {
namespace {

template <double (*F)(double)>
Value one(FunctionCall& f) {
  double n = 0;
  return f.number(0, n) ? f.make(F(n)) : f.failed();
}

double signum(double n) { return n < 0 ? -1 : n > 0 ? 1 : 0; }

Value extreme(FunctionCall& f, bool largest) {
  double best = 0;
  for (size_t i = 0; i < f.size(); ++i) {
    double n = 0;
    if (!f.number(i, n)) return f.failed();
    if (i == 0 || (largest ? n > best : n < best)) best = n;
  }
  return f.make(best);
}
Value max(FunctionCall& f) { return extreme(f, true); }
Value min(FunctionCall& f) { return extreme(f, false); }

Value log(FunctionCall& f) {
  double n = 0, base = 0;
  if (!f.number(0, n) || !f.number(1, base)) return f.failed();
  double r = std::log(n) / std::log(base);
  return std::isnan(r) ? f.fail("the result is no number") : f.make(r);
}

Value pow(FunctionCall& f) {
  double n = 0, e = 0;
  if (!f.number(0, n) || !f.number(1, e)) return f.failed();
  double r = std::pow(n, e);
  return std::isnan(r) ? f.fail("the result is no number") : f.make(r);
}

Value sum(FunctionCall& f) {
  if (!f[0].is_sequence() || f[0].items().empty()) return f.fail("a list or set with at least one element is needed");
  double total = 0;
  for (const Value& v : f[0].items()) {
    auto n = to_number(v);
    if (!n) return f.fail(cat("the elements must be numbers, not ", kind_name(v)));
    total += *n;
  }
  return f.make(total);
}

Value parseint(FunctionCall& f) {
  std::string s;
  int64_t base = 0;
  if (!f[0].is_string()) return f.fail(cat("a string is needed, not ", kind_name(f[0])));
  if (!f.text(0, s) || !f.whole(1, base)) return f.failed();
  if (base < 2 || base > 62) return f.fail("the base must be between 2 and 62");
  std::string_view t = s;
  bool negative = t.starts_with('-');
  if (negative || t.starts_with('+')) t.remove_prefix(1);
  double n = 0;
  for (char c : t) {
    int d = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'z' ? c - 'a' + 10 : c >= 'A' && c <= 'Z' ? c - 'A' + (base > 36 ? 36 : 10) : 99;
    if (d >= base) return f.fail(cat("'", s, "' is no number in base ", base));
    n = n * static_cast<double>(base) + d;
  }
  if (t.empty()) return f.fail("the text is empty");
  return f.make(negative ? -n : n);
}

Value range(FunctionCall& f) {
  double start = 0, limit = 0, step = 0;
  bool ok = f.size() == 1 ? f.number(0, limit) : f.number(0, start) && f.number(1, limit);
  if (!ok || (f.size() == 3 && !f.number(2, step))) return f.failed();
  if (start == limit) return f.c.list({}, f.c.types.number(), f.at);
  if (f.size() < 3) step = start <= limit ? 1 : -1;
  if (step == 0) return f.fail("the step must not be zero");
  if ((step > 0) != (limit > start)) return f.fail("the step leads away from the limit");
  std::vector<Value> out;
  for (double n = start; step > 0 ? n < limit : n > limit; n += step) {
    if (out.size() >= 1024) return f.fail("more than 1024 values");
    out.push_back(f.make(n));
  }
  return f.c.list(out, f.c.types.number(), f.at);
}

constexpr Function kFunctions[] = {
    {"abs", one<std::fabs>, 1, 1, Takes::known, TypeKind::number},
    {"ceil", one<std::ceil>, 1, 1, Takes::known, TypeKind::number},
    {"floor", one<std::floor>, 1, 1, Takes::known, TypeKind::number},
    {"signum", one<signum>, 1, 1, Takes::known, TypeKind::number},
    {"max", max, 1, 255, Takes::known, TypeKind::number},
    {"min", min, 1, 255, Takes::known, TypeKind::number},
    {"log", log, 2, 2, Takes::known, TypeKind::number},
    {"pow", pow, 2, 2, Takes::known, TypeKind::number},
    {"sum", sum, 1, 1, Takes::known, TypeKind::number},
    {"parseint", parseint, 2, 2, Takes::known, TypeKind::number},
    {"range", range, 1, 3, Takes::known, TypeKind::dynamic},
};

}  // namespace

std::span<const Function> number_functions() { return kFunctions; }

}  // namespace plumb::terraform
