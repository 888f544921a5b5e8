// size(), type(), dyn(), optionals, and known(): the functions that are no family of their own.
#include "base/text.h"
#include "expr/extended.h"
#include "expr/functions.h"
#include "base/utf8.h"

namespace plumb::expr {
namespace {

Value size(const Call& c) {
  const Value& v = c[0];
  switch (v.tag()) {
    case Tag::string:
      return Value::integer(static_cast<int64_t>(count_characters(v.string())));
    case Tag::bytes:
      return Value::integer(static_cast<int64_t>(v.string().size()));
    default: {
      SizeRange range = size_range(v, c.frame.activation.graph);
      return range.why ? Value::unknown(range.why) : Value::integer(static_cast<int64_t>(range.low));
    }
  }
}

bool is_zero(const Value& v) {
  switch (v.tag()) {
    case Tag::null:
      return true;
    case Tag::boolean:
      return !v.boolean();
    case Tag::integer:
      return v.integer() == 0;
    case Tag::unsigned_integer:
      return v.unsigned_integer() == 0;
    case Tag::number:
      return v.number() == 0;
    case Tag::string:
    case Tag::bytes:
      return v.string().empty();
    case Tag::list:
    case Tag::map:
      return v.size() == 0 && !v.open();
    case Tag::duration:
      return as_duration(v).nanos == 0;
    default:
      return false;
  }
}

Value or_else(const Call& c) { return optional_of(c[0]) ? c[0] : c[1]; }
Value or_value(const Call& c) { return optional_of(c[0]) ? optional_of(c[0])->value : c[1]; }
Value optional_value(const Call& c) { return optional_of(c[0]) ? optional_of(c[0])->value : c.error("optional.none() dereference"); }

Value unwrap(const Call& c) {
  std::vector<Value> out;
  ListCursor items(c[0]);
  for (Value x; items.next(x);) {
    if (x.is_unknown()) return x;
    if (!x.is(Tag::optional)) return no_overload(c.arena(), "unwrapOpt", &x, 1);
    if (optional_of(x)) out.push_back(optional_of(x)->value);
  }
  return make_list(c.arena(), out);
}

// The members that certainly exist, as a closed list: for messages and counts of "at least".
Value known(const Call& c) {
  std::vector<Value> out;
  ListCursor items(c[0]);
  for (Value x; items.next(x);)
    if (!x.maybe() && !x.is_unknown()) out.push_back(x);
  return make_list(c.arena(), out);
}

Value type_of(const Call& c) { return make_extended(c.arena(), Tag::type, TypeName{type_name(c[0])}); }

}  // namespace

std::string_view type_name(const Value& v) {
  switch (v.tag()) {
    case Tag::absent:
    case Tag::null:
      return "null_type";
    case Tag::boolean:
      return "bool";
    case Tag::integer:
      return "int";
    case Tag::unsigned_integer:
      return "uint";
    case Tag::number:
      return "double";
    case Tag::string:
      return "string";
    case Tag::bytes:
      return "bytes";
    case Tag::list:
      return "list";
    case Tag::map:
      return "map";
    case Tag::node:
      return "node";
    case Tag::ip:
      return "net.IP";
    case Tag::cidr:
      return "net.CIDR";
    case Tag::quantity:
      return "kubernetes.Quantity";
    case Tag::url:
      return "kubernetes.URL";
    case Tag::semver:
      return "kubernetes.Semver";
    case Tag::format:
      return "kubernetes.NamedFormat";
    case Tag::timestamp:
      return "google.protobuf.Timestamp";
    case Tag::duration:
      return "google.protobuf.Duration";
    case Tag::type:
      return "type";
    case Tag::optional:
      return "optional_type";
    case Tag::error:
      return "error";
    case Tag::unknown:
      return "unknown";
  }
  return "";
}

std::span<const Declaration> core_functions() {
  static constexpr Declaration kTable[] = {
      {"size", "s>i", size, kPartial},
      {"size", "y>i", size, kPartial},
      {"size", "[A>i", size, kPartial},
      {"size", "{AB>i", size, kPartial},
      {"size", "s.>i", size, kPartial},
      {"size", "y.>i", size, kPartial},
      {"size", "[A.>i", size, kPartial},
      {"size", "{AB.>i", size, kPartial},
      {"type", "A>T", type_of, kPartial},
      {"dyn", "A>*", [](const Call& c) { return c[0]; }, kPartial},
      {"known", "[A>[A", known, kPartial | kPlumbOnly},
      {"optional.of", "A>?A", [](const Call& c) { return make_optional(c.arena(), c[0]); }, kPartial},
      {"optional.none", ">?A", [](const Call&) { return none(); }, kPartial},
      {"optional.ofNonZeroValue", "A>?A", [](const Call& c) { return is_zero(c[0]) ? none() : make_optional(c.arena(), c[0]); }, kPartial},
      {"hasValue", "?A.>b", [](const Call& c) { return Value::boolean(optional_of(c[0]) != nullptr); }, kPartial},
      {"value", "?A.>A", optional_value, kPartial},
      {"or", "?A.?A>?A", or_else, kPartial},
      {"orValue", "?A.A>A", or_value, kPartial},
      {"unwrapOpt", "[?A.>[A", unwrap},
      {"optional.unwrap", "[?A>[A", unwrap},
  };
  return kTable;
}

}  // namespace plumb::expr
