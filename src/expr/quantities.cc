// quantity() and its members, as Kubernetes has them; the arithmetic is base/quantity.h.
#include "base/quantity.h"
#include "base/text.h"
#include "expr/extended.h"
#include "expr/functions.h"

namespace plumb::expr {
namespace {

Value quantity(const Call& c) {
  bool suffix = false;
  auto q = parse_quantity(c[0].string(), &suffix);
  if (q) return make_extended(c.arena(), Tag::quantity, *q);
  return c.error(cat("'", c[0].string(), "' is no quantity", suffix ? ": unknown suffix" : ""));
}

Value as_int(const Call& c) {
  auto i = as_integer(as_quantity(c[0]));
  return i ? Value::integer(*i) : c.error("the quantity is no whole number that fits int");
}

template <Quantity (*Combine)(const Quantity&, const Quantity&)>
Value combine(const Call& c) {
  return make_extended(c.arena(), Tag::quantity, Combine(as_quantity(c[0]), c[1].is_int() ? whole_quantity(c[1].integer()) : as_quantity(c[1])));
}

int order(const Call& c) { return compare(as_quantity(c[0]), as_quantity(c[1])); }

}  // namespace

std::span<const Declaration> quantity_functions() {
  static constexpr Declaration kTable[] = {
      {"quantity", "s>q", quantity},
      {"isQuantity", "s>b", [](const Call& c) { return Value::boolean(parse_quantity(c[0].string()).has_value()); }},
      {"asInteger", "q.>i", as_int},
      {"isInteger", "q.>b", [](const Call& c) { return Value::boolean(as_integer(as_quantity(c[0])).has_value()); }},
      {"asApproximateFloat", "q.>d", [](const Call& c) { return Value::number(as_double(as_quantity(c[0]))); }},
      {"sign", "q>i", [](const Call& c) { return Value::integer(as_quantity(c[0]).sign()); }},
      {"add", "q.q>q", combine<add>},
      {"add", "q.i>q", combine<add>},
      {"sub", "q.q>q", combine<subtract>},
      {"sub", "q.i>q", combine<subtract>},
      {"compareTo", "q.q>i", [](const Call& c) { return Value::integer(order(c)); }},
      {"isGreaterThan", "q.q>b", [](const Call& c) { return Value::boolean(order(c) > 0); }},
      {"isLessThan", "q.q>b", [](const Call& c) { return Value::boolean(order(c) < 0); }},
  };
  return kTable;
}

}  // namespace plumb::expr
