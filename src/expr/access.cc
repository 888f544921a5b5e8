// Fields, indexes and presence (see ops.h): how an expression reads maps, lists, optionals and nodes.
#include "base/text.h"
#include "expr/ops.h"

namespace plumb::expr {

Value may_not_exist(Frame& frame, const Value& v, const Cause* why) {
  if (v.is_node() && frame.activation.graph) {
    const Node& node = frame.activation.graph->node(v.node());
    if (node.maybe_cause) return Value::unknown(node.maybe_cause);
    if (why) return Value::unknown(why);
    return make_unknown(frame.arena, cat("whether ", node.address, " belongs there is not known"), node.name_span);
  }
  return why ? Value::unknown(why) : make_unknown(frame.arena, "an element may not exist", v.span());
}

Value node_builtin(Frame& frame, NodeId id, size_t which) {
  const Graph& graph = *frame.activation.graph;
  const Node& node = graph.node(id);
  switch (which) {
    case 0:
      return Value::string(node.name);
    case 1:
      return Value::string(node.address);
    case 2:
      return Value::string(info(node.kind).name);
    case 3: {
      Value raw = node.raw.in(frame.arena);
      return raw.is_absent() ? Value::null() : raw;
    }
    default:
      return node.unit == UnitId::none ? Value::string("") : Value::string(graph.unit(node.unit).name);
  }
}

Value node_field(Frame& frame, NodeId id, Field field) {
  const Value& v = frame.activation.graph->get(id, field);
  return v.is_absent() ? Value::null() : v;
}

Value has_node_field(Frame& frame, NodeId id, Field field) {
  const Value& v = frame.activation.graph->get(id, field);
  if (v.is_unknown()) return v;
  if (v.is_absent() || v.is_null()) return Value::boolean(false);
  if (v.maybe()) return may_not_exist(frame, v);
  const FieldInfo& declared = info(field);
  if (declared.type.base != BaseType::node || !v.is_list()) return Value::boolean(true);
  SizeRange range = size_range(v, frame.activation.graph);  // a list of edges is never absent: it is there when it has members
  return range.low > 0 || range.high == 0 ? Value::boolean(range.low > 0) : Value::unknown(range.why);
}

static Value dynamic_node_field(Frame& frame, NodeId id, std::string_view name, Field* field, bool* declared) {
  const Node& node = frame.activation.graph->node(id);
  *declared = find_field(node.kind, name, field);
  if (*declared) return node_field(frame, id, *field);
  for (size_t i = 0; i < std::size(kNodeBuiltins); ++i)
    if (kNodeBuiltins[i] == name) return node_builtin(frame, id, i);
  return make_error(frame.arena, cat("no such field: ", info(node.kind).name, " has no '", name, "'"));
}

Value select(Frame& frame, const Value& owner, std::string_view name) {
  switch (owner.tag()) {
    case Tag::unknown:
    case Tag::error:
      return owner;
    case Tag::map: {
      Value v = owner.get(name);
      if (v.is_absent()) return make_error(frame.arena, cat("no such key: ", name));
      return v.maybe() ? may_not_exist(frame, v) : v;
    }
    case Tag::node: {
      Field field;
      bool declared;
      return dynamic_node_field(frame, owner.node(), name, &field, &declared);
    }
    case Tag::optional:
      if (optional_of(owner) && optional_of(owner)->value.is_null()) return make_error(frame.arena, cat("no such key: ", name));
      return optional_select(frame, owner, name);
    case Tag::null:
      return make_error(frame.arena, cat("no such overload: field '", name, "' of null"));
    default:
      return make_error(frame.arena, cat("no such overload: field '", name, "' of ", type_name(owner)));
  }
}

Value has_field(Frame& frame, const Value& owner, std::string_view name) {
  switch (owner.tag()) {
    case Tag::map: {
      Value v = owner.get(name);
      if (v.maybe()) return may_not_exist(frame, v);
      if (v.is_unknown() && v.cause() == owner.open()) return v;
      return Value::boolean(!v.is_absent());
    }
    case Tag::node: {
      Field field;
      bool declared;
      Value v = dynamic_node_field(frame, owner.node(), name, &field, &declared);
      return declared ? has_node_field(frame, owner.node(), field) : stops(v) ? v
                                                                              : Value::boolean(!v.is_null());
    }
    case Tag::optional:
      return optional_of(owner) ? has_field(frame, optional_of(owner)->value, name) : Value::boolean(false);
    case Tag::null:
      return Value::boolean(false);
    default:
      return select(frame, owner, name);
  }
}

Value optional_select(Frame& frame, const Value& owner, std::string_view name) {
  switch (owner.tag()) {
    case Tag::unknown:
    case Tag::error:
      return owner;
    case Tag::optional:
      return optional_of(owner) ? optional_select(frame, optional_of(owner)->value, name) : owner;
    case Tag::null:
      return none();
    case Tag::map: {
      Value v = owner.get(name);
      if (v.is_absent()) return none();
      return v.maybe() ? may_not_exist(frame, v) : v.is_unknown() ? v
                                                                  : make_optional(frame.arena, v);
    }
    case Tag::node: {
      Value v = select(frame, owner, name);
      return stops(v) ? v : v.is_null() ? none()
                                        : make_optional(frame.arena, v);
    }
    default:
      return select(frame, owner, name);
  }
}

// The position that a key means, or -1: integers, and other numbers without a fraction.
static int64_t position(const Value& key) {
  if (key.is_int()) return key.integer();
  auto d = as_number(key);
  return d && *d >= 0 && *d < 4e9 && *d == static_cast<double>(static_cast<int64_t>(*d)) ? static_cast<int64_t>(*d) : -1;
}

// The i-th member that certainly exists, or with none the first of all: for messages and places.
static Value named_item(const Value& list, int64_t i) {
  Value last;
  ListCursor items(list);
  for (Value x; items.next(x);) {
    if (last.is_absent()) last = x.with_maybe(false);
    if (!x.maybe() && i-- == 0) return x;
  }
  return i == 0 ? last : Value();
}

static Value list_item(Frame& frame, const Value& list, const Value& key) {
  int64_t i = position(key);
  if (i < 0 && !key.is_int()) {
    if (as_number(key)) return make_error(frame.arena, cat("unsupported index value in a list: ", display(key, nullptr)));
    Value args[] = {list, key};
    return no_overload(frame.arena, "_[_]", args, 2);
  }
  if (frame.activation.naming) {
    Value v = named_item(list, i);
    if (!v.is_absent()) return v;
  } else if (const ListData* data = list.list_data(); data && i >= 0) {
    if (data->open) return Value::unknown(data->open);
    for (int64_t k = 0; k <= i && k < data->size; ++k)
      if (data->items[k].maybe()) return may_not_exist(frame, data->items[k], data->maybe);
  }
  if (i < 0 || i >= list.size()) return make_error(frame.arena, cat("index out of bounds: ", i));
  return list.at(static_cast<uint32_t>(i));
}

Value index(Frame& frame, const Value& owner, const Value& key) {
  if (stops(owner) || stops(key)) return worse(owner, key);
  switch (owner.tag()) {
    case Tag::list:
      return list_item(frame, owner, key);
    case Tag::map: {
      Value v = lookup(owner, key);
      if (v.is_absent()) return make_error(frame.arena, cat("no such key: ", display(key, nullptr)));
      return v.maybe() ? may_not_exist(frame, v) : v;
    }
    case Tag::optional:
      return optional_index(frame, owner, key);
    default: {
      Value args[] = {owner, key};
      return no_overload(frame.arena, "_[_]", args, 2);
    }
  }
}

Value optional_index(Frame& frame, const Value& owner, const Value& key) {
  if (stops(owner) || stops(key)) return worse(owner, key);
  switch (owner.tag()) {
    case Tag::optional:
      return optional_of(owner) ? optional_index(frame, optional_of(owner)->value, key) : owner;
    case Tag::null:
      return none();
    case Tag::list: {
      int64_t i = position(key);
      if (!owner.open() && as_number(key) && (i < 0 || i >= owner.size())) return none();
      Value v = list_item(frame, owner, key);
      return stops(v) ? v : make_optional(frame.arena, v);
    }
    case Tag::map: {
      Value v = lookup(owner, key);
      if (v.is_absent()) return none();
      return v.maybe() ? may_not_exist(frame, v) : v.is_unknown() ? v
                                                                  : make_optional(frame.arena, v);
    }
    default:
      return index(frame, owner, key);
  }
}

}  // namespace plumb::expr
