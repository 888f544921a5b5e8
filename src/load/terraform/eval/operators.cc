// Operators: operators.h.
#include "load/terraform/eval/operators.h"

#include <cmath>

#include "base/text.h"
#include "load/terraform/eval/conversion.h"

namespace plumb::terraform {
namespace {

using hcl::Operator;

bool numeric(Operator op) { return op <= Operator::subtract; }
bool ordering(Operator op) { return op >= Operator::less && op <= Operator::greater_equal; }

Value arithmetic(Context& c, Operator op, const Number& x, const Number& y, Span at) {
  Number r;
  switch (op) {
    case Operator::multiply: r = multiply(c.arena, x, y); break;
    case Operator::divide:
      if (x.zero() && y.zero()) return c.fail(at, "zero cannot be divided by zero");
      r = divide(c.arena, x, y);
      break;
    case Operator::modulo: r = modulo(c.arena, x, y); break;
    case Operator::add: r = add(c.arena, x, y); break;
    default: r = subtract(c.arena, x, y); break;
  }
  if (std::isnan(r.nearest())) return c.fail(at, "the result is no number");
  return Value::number(r, at).from(Source::computed);
}

Value equality(Context& c, Operator op, const Value& a, const Value& b, Span at) {
  const Value both[] = {a, b};
  // A null is never equal to something that is there; two things of different kinds neither, whatever is unknown inside.
  bool decided = (!a.is_unknown() && !b.is_unknown() && (a.is_null() || b.is_null() || a.kind() != b.kind()));
  // A text whose beginning is known is not another that begins otherwise.
  const Value &unknown = a.is_unknown() ? a : b, &other = a.is_unknown() ? b : a;
  if (!decided && unknown.is_unknown() && other.is_string() && !unknown.unknown().references.size() && !unknown.unknown().failed && unknown.unknown().type == c.types.string()) {
    std::string_view known = unknown.unknown().prefix(), text = other.string();
    if (!text.starts_with(known)) return Value::boolean(op == Operator::not_equal, at).from(Source::computed);
  }
  if (!decided && (first_unknown(a) || first_unknown(b))) return c.unknown_from(both, at, c.types.boolean());
  bool same = equal(c, a, b);
  return Value::boolean(op == Operator::equal ? same : !same, at).from(Source::computed);
}

}  // namespace

Value unary(Context& c, Operator op, const Value& v, Span at) {
  if (v.is_unknown()) return c.unknown_from(v, at, op == Operator::negate ? c.types.number() : c.types.boolean());
  if (v.is_null()) return c.fail(at, "an operator is applied to null");
  if (op == Operator::negate) {
    auto n = to_number(c.arena, v);
    return n ? Value::number(negate(c.arena, *n), at).from(Source::computed) : c.fail(at, cat("'-' needs a number, not ", kind_name(v)));
  }
  auto b = to_boolean(v);
  return b ? Value::boolean(!*b, at).from(Source::computed) : c.fail(at, cat("'!' needs a bool, not ", kind_name(v)));
}

Value binary(Context& c, Operator op, const Value& a, const Value& b, Span at) {
  if (op == Operator::equal || op == Operator::not_equal) return equality(c, op, a, b, at);
  const Value both[] = {a, b};
  if (a.is_null() || b.is_null()) return c.fail(at, "an operator is applied to null");
  if (numeric(op) || ordering(op)) {
    auto x = to_number(c.arena, a), y = to_number(c.arena, b);
    if ((!x && !a.is_unknown()) || (!y && !b.is_unknown()))
      return c.fail(at, cat("this operator needs numbers, not ", kind_name(!x && !a.is_unknown() ? a : b)));
    if (!x || !y) return c.unknown_from(both, at, numeric(op) ? c.types.number() : c.types.boolean());
    if (numeric(op)) return arithmetic(c, op, *x, *y, at);
    int order = compare(*x, *y);
    bool r = op == Operator::less ? order < 0 : op == Operator::less_equal ? order <= 0 : op == Operator::greater ? order > 0 : order >= 0;
    return Value::boolean(r, at).from(Source::computed);
  }
  auto x = to_boolean(a), y = to_boolean(b);
  if ((!x && !a.is_unknown()) || (!y && !b.is_unknown()))
    return c.fail(at, cat("this operator needs bools, not ", kind_name(!x && !a.is_unknown() ? a : b)));
  bool decisive = op == Operator::or_;  // one operand of this value decides, whatever the other turns out to be
  // Terraform knows nothing of such a result when the other operand is known after apply only; what is merely not known here
  // (a variable without a value) is known there, and decides nothing.
  if (((x && *x == decisive) || (y && *y == decisive)) && !after_apply(a) && !after_apply(b)) return Value::boolean(decisive, at).from(Source::computed);
  if (!x || !y) return c.unknown_from(both, at, c.types.boolean());
  return Value::boolean(!decisive, at).from(Source::computed);
}

}  // namespace plumb::terraform
