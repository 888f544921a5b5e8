// See extended.h.
#include "expr/extended.h"

#include "base/text.h"
#include "expr/named_format.h"
#include "expr/semver.h"
#include "expr/time.h"

namespace plumb::expr {

template <class T>
static Order three_way(const T& a, const T& b) {
  return a < b ? Order::less : b < a ? Order::greater
                                     : Order::same;
}

Order compare_extended(const Value& a, const Value& b) {
  auto same = [](bool yes) { return yes ? Order::same : Order::incomparable; };
  switch (a.tag()) {
    case Tag::timestamp: {
      const Timestamp &x = as_timestamp(a), &y = as_timestamp(b);
      Order o = three_way(x.seconds, y.seconds);
      return o == Order::same ? three_way(x.nanos, y.nanos) : o;
    }
    case Tag::duration:
      return three_way(as_duration(a).nanos, as_duration(b).nanos);
    case Tag::ip:
      return same(as_ip(a) == as_ip(b));
    case Tag::cidr:
      return same(as_cidr(a) == as_cidr(b));
    case Tag::type:
      return same(as_type(a) == as_type(b));
    case Tag::quantity:
      return three_way(compare(as_quantity(a), as_quantity(b)), 0);
    case Tag::semver:
      return three_way(compare(*static_cast<const Semver*>(a.extended()), *static_cast<const Semver*>(b.extended())), 0);
    case Tag::url:
      return same(url_text(a) == url_text(b));
    case Tag::format:
      return same(a.extended() == b.extended());
    default:
      return Order::incomparable;
  }
}

std::string extended_text(const Value& v) {
  switch (v.tag()) {
    case Tag::timestamp:
      return timestamp_text(as_timestamp(v));
    case Tag::duration:
      return duration_text(as_duration(v));
    case Tag::ip:
      return to_string(as_ip(v));
    case Tag::cidr:
      return to_string(as_cidr(v));
    case Tag::type:
      return std::string(as_type(v));
    case Tag::quantity:
      return to_string(as_quantity(v));
    case Tag::semver:
      return to_string(*static_cast<const Semver*>(v.extended()));
    case Tag::url:
      return std::string(url_text(v));
    case Tag::format:
      return std::string(static_cast<const NamedFormat*>(v.extended())->name);
    default:
      return {};
  }
}

}  // namespace plumb::expr
