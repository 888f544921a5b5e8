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
  auto equal = equal_as_known(c, a, b);
  if (!equal) return c.present(c.unknown_from(both, at, c.types.boolean()));
  return Value::boolean(op == Operator::equal ? *equal : !*equal, at).from(Source::computed);
}

}  // namespace

/// Elements are looked at in their order, up to the first that is not
/// known, as Terraform does.
std::optional<bool> equal_as_known(Context& c, const Value& a, const Value& b) {
  if (!a.is_unknown() && !b.is_unknown()) {
    if (a.is_null() || b.is_null()) return a.is_null() && b.is_null();
    if (a.kind() != b.kind()) return false;
    if (!has_open(a) && !has_open(b)) return equal(c, a, b);
    if (a.is(ValueKind::set)) return std::nullopt;
    if (a.is_sequence()) {
      if (a.items().size() != b.items().size()) return false;
      for (size_t i = 0; i < a.items().size(); ++i)
        if (auto r = equal_as_known(c, a.items()[i], b.items()[i]); !r || !*r) return r;
      return true;
    }
    if (a.map().resource || b.map().resource) return std::nullopt;
    if (a.entries().size() != b.entries().size()) return false;
    for (size_t i = 0; i < a.entries().size(); ++i)
      if (a.entries()[i].key != b.entries()[i].key) return false;
    bool open = false;
    for (size_t i = 0; i < a.entries().size(); ++i) {
      auto r = equal_as_known(c, a.entries()[i].value, b.entries()[i].value);
      open = open || !r;
      if (r && !*r && (!open || a.is(ValueKind::map))) return false;
    }
    return open ? std::nullopt : std::optional(true);
  }
  const Value &unknown = a.is_unknown() ? a : b, &other = a.is_unknown() ? b : a;
  const Unknown& u = unknown.unknown();
  if (u.failed) return std::nullopt;
  if (other.is_null()) return u.present ? std::optional(false) : std::nullopt;
  const Type *x = u.guessed ? nullptr : u.type, *y = other.is_unknown() && other.unknown().guessed ? nullptr : type_of(c, other);
  bool certain = x && y && !x->has_dynamic && !y->has_dynamic && !is_resource(other);
  if (certain && x != y) return false;
  if (certain && other.is_string() && !other.string().starts_with(certain_start(u.start))) return false;
  return std::nullopt;
}

Value unary(Context& c, Operator op, const Value& v, Span at) {
  if (v.is_unknown()) return c.present(c.unknown_from(v, at, op == Operator::negate ? c.types.number() : c.types.boolean()));
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
    if (!x || !y) return c.present(c.unknown_from(both, at, numeric(op) ? c.types.number() : c.types.boolean()));
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
  if (!x || !y) return c.present(c.unknown_from(both, at, c.types.boolean()));
  return Value::boolean(!decisive, at).from(Source::computed);
}

}  // namespace plumb::terraform
