// Loops: all, exists, exists_one, map, filter, the two-variable forms, optMap, bind. See emit.h.
// A loop over nodes('kind') walks the graph without making a list of it.
#include "base/text.h"
#include "expr/emit.h"
#include "expr/ops.h"

namespace plumb::expr {
namespace {

struct Range {
  Operand members;           // unless whole_graph
  bool whole_graph = false;  // all nodes of `kind`
  Kind kind{};
  bool pairs = false;  // two variables: index and item, or key and value
};

struct Walk {
  Value stopped;                // not absent: the range was unknown or an error
  const Cause* open = nullptr;  // there may be more
};

/// Whether a member may not exist, and why where the list knows.
struct Doubt {
  bool maybe = false;
  const Cause* why = nullptr;
};

/// Calls body(first, second, doubt) for each member until it returns false; `prepare(n)` before, with the greatest number.
template <class Prepare, class Body>
Walk walk(Frame& f, const Range& range, Prepare&& prepare, Body&& body) {
  if (range.whole_graph) {
    const Graph& graph = *f.activation.graph;
    const std::vector<NodeId>& ids = graph.of_kind(range.kind);
    prepare(ids.size());
    int64_t i = 0;
    for (NodeId id : ids) {
      if (!f.charge()) return {budget_error(), nullptr};
      Value node = Value::node(id).with_maybe(graph.node(id).maybe);
      Doubt doubt{node.maybe(), nullptr};
      if (!(range.pairs ? body(Value::integer(i++), node, doubt) : body(node, node, doubt))) return {};
    }
    return {Value(), graph.open_cause(range.kind)};
  }
  Value storage;
  const Value& over = range.members.get(f, storage);
  if (stops(over)) return {over, nullptr};
  if (over.is_list()) {
    prepare(over.size());
    ListCursor items(over);
    const Cause* why = over.list_data() ? over.list_data()->maybe : nullptr;
    int64_t i = 0;
    for (Value item; items.next(item);) {
      if (!f.charge()) return {budget_error(), nullptr};
      Doubt doubt{item.maybe(), why};
      if (!(range.pairs ? body(Value::integer(i++), item, doubt) : body(item, item, doubt))) return {};
    }
  } else if (over.is_map()) {
    prepare(over.size());
    MapCursor entries(over);
    for (Value key, value; entries.next(key, value);) {
      if (!f.charge()) return {budget_error(), nullptr};
      if (!body(key, value, Doubt{value.maybe(), nullptr})) return {};
    }
  } else {
    return {make_error(f.arena, cat("no such overload: ", type_name(over), " has no members to go through")), nullptr};
  }
  return {Value(), over.open()};
}

struct Loop {
  Range range;
  uint32_t slot = 0;
  const Code* first = nullptr;   // predicate, or the only body
  const Code* second = nullptr;  // result after a predicate

  void bind(Frame& f, const Value& a, const Value& b) const {
    f.locals[slot] = a.with_maybe(false);
    if (range.pairs) f.locals[slot + 1] = b.with_maybe(false);
  }
};

Value not_bool(Frame& f, const Value& v) { return make_error(f.arena, cat("no such overload: expected a bool, found ", type_name(v))); }
constexpr auto kNothing = [](size_t) {};

Value run_quantifier(Frame& f, const Loop& loop, bool decisive) {
  Value undecided;
  bool decided = false;
  Walk walked = walk(f, loop.range, kNothing, [&](const Value& a, const Value& b, Doubt doubt) {
    loop.bind(f, a, b);
    Value v = loop.first->run(f);
    if (v.is_bool()) {
      if (v.boolean() != decisive) return true;
      if (!doubt.maybe) return !(decided = true);
      v = may_not_exist(f, a, doubt.why);
    } else if (!stops(v)) {
      v = not_bool(f, v);
    }
    undecided = stops(undecided) ? Value(worse(undecided, v)) : v;
    return true;
  });
  if (decided) return Value::boolean(decisive);
  if (stops(walked.stopped)) return stops(undecided) ? Value(worse(walked.stopped, undecided)) : walked.stopped;
  if (walked.open && !undecided.is_unknown()) return Value::unknown(walked.open);
  return stops(undecided) ? undecided : Value::boolean(!decisive);
}

Value run_exists_one(Frame& f, const Loop& loop) {
  Value undecided;
  int hits = 0;
  Walk walked = walk(f, loop.range, kNothing, [&](const Value& a, const Value& b, Doubt doubt) {
    loop.bind(f, a, b);
    Value v = loop.first->run(f);
    if (v.is_bool()) {
      if (!v.boolean()) return true;
      if (!doubt.maybe) {
        ++hits;
        return true;
      }
      v = may_not_exist(f, a, doubt.why);
    } else if (!stops(v)) {
      v = not_bool(f, v);
    }
    undecided = stops(undecided) ? Value(worse(undecided, v)) : v;
    return true;
  });
  if (stops(walked.stopped)) return walked.stopped;
  if (is_error(undecided)) return undecided;
  if (hits > 1) return Value::boolean(false);
  if (walked.open) return Value::unknown(walked.open);
  return stops(undecided) ? undecided : Value::boolean(hits == 1);
}

// filter, map and transformList: members that only may pass the predicate stay, marked maybe.
Value run_list(Frame& f, const Loop& loop, bool filter) {
  Value* out = nullptr;
  uint32_t n = 0;
  Value failure;
  const Cause* first_doubt = nullptr;
  const Code* predicate = filter || loop.second ? loop.first : nullptr;
  const Code* result = filter ? nullptr : loop.second ? loop.second
                                                      : loop.first;
  Walk walked = walk(
      f, loop.range, [&](size_t most) { out = f.arena.array<Value>(most); }, [&](const Value& a, const Value& b, Doubt doubt) {
    loop.bind(f, a, b);
    if (predicate) {
      Value v = predicate->run(f);
      if (!v.is_bool() && !v.is_unknown()) {
        failure = is_error(v) ? v : not_bool(f, v);
        return false;
      }
      if (v.is_unknown()) doubt = {true, v.cause()};
      else if (!v.boolean()) return true;
    }
    Value v = result ? result->run(f) : a;
    if (is_error(v)) {
      failure = v;
      return false;
    }
    if (doubt.maybe && !first_doubt) first_doubt = may_not_exist(f, a, doubt.why).cause();
    new (&out[n++]) Value(v.with_maybe(doubt.maybe));
    return true; });
  if (stops(walked.stopped)) return walked.stopped;
  if (is_error(failure)) return failure;
  return Value::list(f.arena.make<ListData>(out, n, walked.open, first_doubt));
}

Value run_map(Frame& f, const Loop& loop, bool entries) {
  std::vector<std::pair<Value, Value>> pairs;
  Value failure;
  const Code* result = loop.second ? loop.second : loop.first;
  Walk walked = walk(f, loop.range, kNothing, [&](const Value& key, const Value& value, Doubt doubt) {
    loop.bind(f, key, value);
    if (loop.second) {
      Value v = loop.first->run(f);
      if (!v.is_bool() && !v.is_unknown()) {
        failure = is_error(v) ? v : not_bool(f, v);
        return false;
      }
      if (v.is_unknown()) doubt.maybe = true;
      else if (!v.boolean())
        return true;
    }
    Value v = result->run(f);
    if (is_error(v) || (entries && v.is_unknown())) {
      failure = v;
      return false;
    }
    if (!entries) {
      pairs.emplace_back(key, v.with_maybe(doubt.maybe));
      return true;
    }
    MapCursor made(v);
    for (Value k, x; made.next(k, x);) {
      const Cause* why = nullptr;
      for (const auto& [known, unused] : pairs)
        if (equal(known, k, &why) == Truth::yes) failure = make_error(f.arena, cat("insert failed: key ", display(k, nullptr), " already exists"));
      pairs.emplace_back(k, x.with_maybe(doubt.maybe));
    }
    return !is_error(failure);
  });
  if (stops(walked.stopped)) return walked.stopped;
  if (stops(failure)) return failure;
  return build_map(f.arena, pairs, walked.open);
}

}  // namespace

const Code* Emitter::emit_loop(const Expr& e) {
  const Expr& over = *e.args[0];
  Loop loop;
  if (over.op == Op::call && over.text == "nodes" && !over.member && over.overloads.empty()) {
    loop.range.whole_graph = true;
    loop.range.kind = named_kind(over).kind;
  } else {
    loop.range.members = collection(over);
  }
  loop.range.pairs = e.variables.size() == 2;
  loop.slot = e.slot;
  loop.first = emit(*e.args[1]);
  if (e.args.size() > 2) loop.second = emit(*e.args[2]);
  switch (e.op) {
    case Op::all:
      return make([loop](Frame& f) { return run_quantifier(f, loop, false); });
    case Op::exists:
      return make([loop](Frame& f) { return run_quantifier(f, loop, true); });
    case Op::exists_one:
      return make([loop](Frame& f) { return run_exists_one(f, loop); });
    case Op::filter:
      return make([loop](Frame& f) { return run_list(f, loop, true); });
    case Op::transform_map:
      return make([loop](Frame& f) { return run_map(f, loop, false); });
    case Op::transform_map_entry:
      return make([loop](Frame& f) { return run_map(f, loop, true); });
    default:
      return make([loop](Frame& f) { return run_list(f, loop, false); });
  }
}

const Code* Emitter::emit_optional_macro(const Expr& e) {
  const Code *owner = emit(*e.args[0]), *body = emit(*e.args[1]);
  uint32_t slot = e.slot;
  if (e.op == Op::bind) {
    return make([owner, body, slot](Frame& f) {
      f.locals[slot] = owner->run(f);
      return body->run(f);
    });
  }
  bool flat = e.op == Op::opt_flat_map;
  return make([owner, body, slot, flat](Frame& f) {
    Value v = owner->run(f);
    if (stops(v)) return v;
    if (!v.is(Tag::optional)) return no_overload(f.arena, "optMap", &v, 1);
    if (!optional_of(v)) return v;
    f.locals[slot] = optional_of(v)->value;
    Value result = body->run(f);
    return stops(result) || flat ? result : make_optional(f.arena, result);
  });
}

}  // namespace plumb::expr
