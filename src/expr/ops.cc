// See ops.h: equality, order and collections.
#include "expr/ops.h"

#include "base/ip.h"
#include "base/text.h"
#include "expr/extended.h"

namespace plumb::expr {

static const Cause kMaybe{"an element may not exist", {}};

// Why an element with the maybe mark may not exist: the node's own reason, else the list's, else that it is so.
static const Cause* maybe_cause(const Value& element, const Value& collection, const Graph* graph) {
  const Cause* own = element.is_node() && graph ? graph->node(element.node()).maybe_cause : nullptr;
  if (own) return own;
  const ListData* list = collection.list_data();
  return list && list->maybe ? list->maybe : &kMaybe;
}

ListCursor::ListCursor(const Value& list) {
  if (const ListData* data = list.list_data()) {
    at_ = data->items;
    end_ = data->items + data->size;
  } else if (list.is_list() && list.size() > 0) {
    TreeRef ref = list.tree_ref();
    left_ = ref.size();
    tree_ = TreeRef(ref.tree(), ref.index() + 1);
  }
}

bool ListCursor::next(Value& item) {
  if (at_ != end_) {
    item = *at_++;
    return true;
  }
  if (left_ == 0) return false;
  --left_;
  item = Value::of(tree_);
  tree_ = TreeRef(tree_.tree(), tree_.node().next);
  return true;
}

MapCursor::MapCursor(const Value& map) {
  if ((data_ = map.map_data())) {
    left_ = data_->size;
  } else if (map.is_map() && map.size() > 0) {
    TreeRef ref = map.tree_ref();
    left_ = ref.size();
    tree_ = TreeRef(ref.tree(), ref.index() + 1);
  }
}

bool MapCursor::next(Value& key, Value& value) {
  if (left_ == 0) return false;
  --left_;
  if (data_) {
    key = data_->keys ? data_->keys[at_] : Value::string(data_->entries[at_].key);
    value = data_->entries[at_].value;
    ++at_;
    return true;
  }
  key = Value::string(tree_.text());
  TreeRef v(tree_.tree(), tree_.node().next);
  value = Value::of(v);
  tree_ = TreeRef(v.tree(), v.node().next);
  return true;
}

const Cause* incomplete(const Value& v, const Graph* graph) {
  if (v.is_list()) {
    const ListData* data = v.list_data();
    if (!data) return nullptr;
    if (data->open) return data->open;
    for (uint32_t i = 0; i < data->size; ++i) {
      if (data->items[i].is_unknown()) return data->items[i].cause();
      if (data->items[i].maybe()) return maybe_cause(data->items[i], v, graph);
    }
  } else if (v.is_map()) {
    const MapData* data = v.map_data();
    if (!data) return nullptr;
    if (data->open) return data->open;
    for (uint32_t i = 0; i < data->size; ++i) {
      if (data->entries[i].value.is_unknown()) return data->entries[i].value.cause();
      if (data->entries[i].value.maybe()) return maybe_cause(data->entries[i].value, v, graph);
    }
  }
  return nullptr;
}

SizeRange size_range(const Value& v, const Graph* graph) {
  SizeRange range;
  auto count = [&](const Value& item) {
    ++range.high;
    if (!item.maybe())
      ++range.low;
    else if (!range.why)
      range.why = maybe_cause(item, v, graph);
  };
  if (const ListData* list = v.list_data()) {
    for (uint32_t i = 0; i < list->size; ++i) count(list->items[i]);
  } else if (const MapData* map = v.map_data()) {
    for (uint32_t i = 0; i < map->size; ++i) count(map->entries[i].value);
  } else {
    range.low = range.high = v.size();
  }
  if (const Cause* open = v.open()) {
    range.high = UINT64_MAX;
    range.why = open;
  }
  return range;
}

static bool numeric(const Value& v) { return v.is(Tag::integer) || v.is(Tag::unsigned_integer) || v.is(Tag::number); }

static Order order(double a, double b) { return a < b ? Order::less : a > b ? Order::greater
                                                                  : a == b  ? Order::same
                                                                            : Order::unordered; }
template <class T>
static Order order_of(const T& a, const T& b) {
  return a < b ? Order::less : b < a ? Order::greater
                                     : Order::same;
}

// As cel-go: beyond the integer's range the double decides, within it the integer is rounded to a double.
static Order compare_integer_number(const Value& integer, double d) {
  if (d != d) return Order::unordered;
  bool is_signed = integer.is(Tag::integer);
  if (d < (is_signed ? -9223372036854775808.0 : 0)) return Order::greater;
  if (d > (is_signed ? 9223372036854775808.0 : 18446744073709551616.0)) return Order::less;
  return order(*as_number(integer), d);
}
static Order reverse(Order o) { return o == Order::less ? Order::greater : o == Order::greater ? Order::less
                                                                                               : o; }

static Order compare_numbers(const Value& a, const Value& b) {
  if (a.is(Tag::number)) return b.is(Tag::number) ? order(a.number(), b.number()) : reverse(compare_integer_number(b, a.number()));
  if (b.is(Tag::number)) return compare_integer_number(a, b.number());
  if (a.is_int() && b.is_int()) return order_of(a.integer(), b.integer());
  if (a.is_int()) return a.integer() < 0 ? Order::less : order_of(static_cast<uint64_t>(a.integer()), b.unsigned_integer());
  if (b.is_int()) return b.integer() < 0 ? Order::greater : order_of(a.unsigned_integer(), static_cast<uint64_t>(b.integer()));
  return order_of(a.unsigned_integer(), b.unsigned_integer());
}

Order compare(const Value& a, const Value& b) {
  if (numeric(a) && numeric(b)) return compare_numbers(a, b);
  if (a.tag() != b.tag()) return Order::incomparable;
  switch (a.tag()) {
    case Tag::string:
    case Tag::bytes:
      return order_of(a.string(), b.string());
    case Tag::boolean:
      return order_of(a.boolean(), b.boolean());
    case Tag::timestamp:
    case Tag::duration:
      return compare_extended(a, b);
    default:
      return Order::incomparable;
  }
}

static Truth equal_lists(const Value& a, const Value& b, const Cause** why) {
  SizeRange ra = size_range(a), rb = size_range(b);
  if (ra.high < rb.low || rb.high < ra.low) return Truth::no;
  if (ra.why || rb.why) {
    *why = ra.why ? ra.why : rb.why;
    return Truth::unknown;
  }
  ListCursor ca(a), cb(b);
  Value x, y;
  Truth result = Truth::yes;
  while (ca.next(x) && cb.next(y)) {
    Truth t = equal(x, y, why);
    if (t == Truth::no) return t;
    if (t == Truth::unknown) result = t;
  }
  return result;
}

static Truth equal_maps(const Value& a, const Value& b, const Cause** why) {
  SizeRange ra = size_range(a), rb = size_range(b);
  if (ra.high < rb.low || rb.high < ra.low) return Truth::no;
  Truth result = Truth::yes;
  if (ra.why || rb.why) {
    *why = ra.why ? ra.why : rb.why;
    result = Truth::unknown;
  }
  MapCursor entries(a);
  Value key, value;
  while (entries.next(key, value)) {
    Value other = lookup(b, key);
    if (other.is_absent()) {
      if (!value.maybe()) return Truth::no;
      continue;
    }
    if (value.maybe() || other.maybe()) continue;
    Truth t = equal(value, other, why);
    if (t == Truth::no) return t;
    if (t == Truth::unknown) result = t;
  }
  return result;
}

Truth equal(const Value& a, const Value& b, const Cause** why) {
  if (a.is_unknown() || b.is_unknown()) {
    *why = a.is_unknown() ? a.cause() : b.cause();
    return Truth::unknown;
  }
  auto truth = [](bool same) { return same ? Truth::yes : Truth::no; };
  if (a.is_string() && b.is_string()) return truth(a.string() == b.string());
  if (numeric(a) && numeric(b)) return truth(compare_numbers(a, b) == Order::same);
  if (a.tag() != b.tag()) return Truth::no;
  switch (a.tag()) {
    case Tag::absent:
    case Tag::null:
      return Truth::yes;
    case Tag::boolean:
      return truth(a.boolean() == b.boolean());
    case Tag::bytes:
      return truth(a.string() == b.string());
    case Tag::node:
      return truth(a.node() == b.node());
    case Tag::list:
      return equal_lists(a, b, why);
    case Tag::map:
      return equal_maps(a, b, why);
    case Tag::optional: {
      const Optional *x = optional_of(a), *y = optional_of(b);
      return x && y ? equal(x->value, y->value, why) : truth(x == y);
    }
    default:
      return truth(compare_extended(a, b) == Order::same);
  }
}

Value lookup(const Value& map, const Value& key) {
  const MapData* data = map.map_data();
  if (!data || !data->keys) return key.is_string() ? map.get(key.string()) : data && data->open ? Value::unknown(data->open)
                                                                                                : Value();
  const Cause* why = nullptr;
  for (uint32_t i = 0; i < data->size; ++i)
    if (equal(data->keys[i], key, &why) == Truth::yes) return data->entries[i].value;
  return data->open ? Value::unknown(data->open) : Value();
}

Value contains(Frame& frame, const Value& item, const Value& collection) {
  if (collection.is_map()) {
    Value found = lookup(collection, item);
    if (found.maybe()) return may_not_exist(frame, found);
    // An open map that lacks the key gives unknown; a present entry may hold an unknown value and is there all the same.
    if (found.is_unknown() && found.cause() == collection.open()) return found;
    return Value::boolean(!found.is_absent());
  }
  if (!collection.is_list()) {
    Value args[] = {item, collection};
    return no_overload(frame.arena, "@in", args, 2);
  }
  if (!frame.charge(collection.size() / 4)) return budget_error();
  const Cause* unknown = collection.open();
  ListCursor items(collection);
  for (Value x; items.next(x);) {
    const Cause* why = nullptr;
    Truth t = equal(x, item, &why);
    if (t == Truth::yes && !x.maybe()) return Value::boolean(true);
    if (t == Truth::yes) why = maybe_cause(x, collection, frame.activation.graph);
    if (t != Truth::no && !unknown) unknown = why;
  }
  return unknown ? Value::unknown(unknown) : Value::boolean(false);
}

}  // namespace plumb::expr
