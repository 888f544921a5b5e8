// Values with a struct of their own (time, addresses, quantities, URLs, versions, formats, types): order, name, text.
#pragma once
#include <string>

#include "base/ip.h"
#include "base/quantity.h"
#include "expr/ops.h"

namespace plumb::expr {

inline const Timestamp& as_timestamp(const Value& v) { return *static_cast<const Timestamp*>(v.extended()); }
inline const Duration& as_duration(const Value& v) { return *static_cast<const Duration*>(v.extended()); }
inline const Ip& as_ip(const Value& v) { return *static_cast<const Ip*>(v.extended()); }
inline const Cidr& as_cidr(const Value& v) { return *static_cast<const Cidr*>(v.extended()); }
inline const Quantity& as_quantity(const Value& v) { return *static_cast<const Quantity*>(v.extended()); }
inline std::string_view as_type(const Value& v) { return static_cast<const TypeName*>(v.extended())->text; }

template <class T>
Value make_extended(Arena& arena, Tag tag, const T& payload) {
  return Value::extended(tag, arena.make<T>(payload));
}

/// The whole text of a URL value; see url.h.
std::string_view url_text(const Value& v);

/// Order of two values of the same tag; for tags without an order only `same` and `incomparable` are meant.
Order compare_extended(const Value& a, const Value& b);
/// The text of such a value: "10.0.0.1", "3600s", "2024-01-01T00:00:00Z".
std::string extended_text(const Value& v);

}  // namespace plumb::expr
