// Operators and function calls. See emit.h.
// Comparisons of a size() with a number are decided from the least and greatest possible size, so that "at least one" is
// known of an open list with a known member.
#include <re2/re2.h>

#include "base/text.h"
#include "expr/arithmetic.h"
#include "expr/emit.h"
#include "expr/ops.h"
#include "expr/regex.h"

namespace plumb::expr {
namespace {

enum class Comparison : uint8_t { equal,
                                  different,
                                  less,
                                  less_or_equal,
                                  greater,
                                  greater_or_equal };

bool find_comparison(std::string_view name, Comparison* out) {
  static constexpr std::string_view kNames[] = {"_==_", "_!=_", "_<_", "_<=_", "_>_", "_>=_"};
  for (size_t i = 0; i < std::size(kNames); ++i) {
    if (kNames[i] != name) continue;
    *out = static_cast<Comparison>(i);
    return true;
  }
  return false;
}

Comparison mirrored(Comparison c) {
  switch (c) {
    case Comparison::less:
      return Comparison::greater;
    case Comparison::less_or_equal:
      return Comparison::greater_or_equal;
    case Comparison::greater:
      return Comparison::less;
    case Comparison::greater_or_equal:
      return Comparison::less_or_equal;
    default:
      return c;
  }
}

template <class T>
bool holds(Comparison c, const T& a, const T& b) {
  switch (c) {
    case Comparison::equal:
      return a == b;
    case Comparison::different:
      return a != b;
    case Comparison::less:
      return a < b;
    case Comparison::less_or_equal:
      return a <= b;
    case Comparison::greater:
      return a > b;
    case Comparison::greater_or_equal:
      return a >= b;
  }
  return false;
}

bool holds(Comparison c, Order o) {
  switch (c) {
    case Comparison::less:
      return o == Order::less;
    case Comparison::less_or_equal:
      return o == Order::less || o == Order::same;
    case Comparison::greater:
      return o == Order::greater;
    default:
      return o == Order::greater || o == Order::same;
  }
}

Value run_equality(const Value& a, const Value& b, bool wanted) {
  if (is_error(a) || is_error(b) || a.is_unknown() || b.is_unknown()) return worse(a, b);
  const Cause* why = nullptr;
  Truth t = equal(a, b, &why);
  return t == Truth::unknown ? Value::unknown(why) : Value::boolean((t == Truth::yes) == wanted);
}

template <Comparison C>
Value run_order(Frame& f, const Value& a, const Value& b) {
  if (a.is_int() && b.is_int()) return Value::boolean(holds(C, a.integer(), b.integer()));
  if (stops(a) || stops(b)) return worse(a, b);
  Order o = compare(a, b);
  if (o != Order::incomparable) return Value::boolean(holds(C, o));
  Value args[] = {a, b};
  return no_overload(f.arena, "_<_", args, 2);
}

template <Comparison C>
const Code* emit_order(Emitter& emitter, const Operand& left, const Operand& right) {
  return emitter.make([left, right](Frame& f) {
    Value a, b;
    return run_order<C>(f, left.get(f, a), right.get(f, b));
  });
}

// size(collection) C n
Value run_size_comparison(Frame& f, const Value& collection, const Value& n, Comparison c, const Code* plain_size) {
  if (stops(n) || stops(collection)) return worse(collection, n);
  if ((!collection.is_list() && !collection.is_map()) || !n.is_int()) {
    Value size = plain_size->run(f);
    if (c == Comparison::equal || c == Comparison::different) return run_equality(size, n, c == Comparison::equal);
    if (stops(size)) return size;
    Order o = compare(size, n);
    Value args[] = {size, n};
    return o == Order::incomparable ? no_overload(f.arena, "_<_", args, 2) : Value::boolean(holds(c, o));
  }
  SizeRange range = size_range(collection, f.activation.graph);
  __extension__ using Wide = __int128;
  Wide low = range.low, high = range.high, wanted = n.integer();
  bool at_low = holds(c, low, wanted), at_high = holds(c, high, wanted);
  bool between = c == Comparison::equal || c == Comparison::different ? low < wanted && wanted < high : false;
  if (at_low == at_high && !between) return Value::boolean(at_low);
  return Value::unknown(range.why);
}

bool is_size(const Expr& e) { return e.op == Op::call && e.text == "size" && e.args.size() == 1; }

}  // namespace

const Code* Emitter::emit_call(const Expr& e) {
  if (!e.member && (e.text == "nodes" || e.text == "closed") && e.overloads.empty()) return emit_whole_graph(e);
  Comparison comparison;
  if (find_comparison(e.text, &comparison)) return emit_comparison(e);
  if (e.text == "@in") {
    Operand item = operand(*e.args[0]), members = collection(*e.args[1]);
    return make([item, members](Frame& f) {
      Value storage_x, storage_c;
      const Value &x = item.get(f, storage_x), &c = members.get(f, storage_c);
      return stops(x) || stops(c) ? Value(worse(x, c)) : contains(f, x, c);
    });
  }
  if (e.text == "!_") {
    const Code* operand = emit(*e.args[0]);
    return make([operand](Frame& f) {
      Value v = operand->run(f);
      return v.is_bool() ? Value::boolean(!v.boolean()) : stops(v) ? v
                                                                   : no_overload(f.arena, "!_", &v, 1);
    });
  }
  if (e.text == "-_") {
    const Code* operand = emit(*e.args[0]);
    return make([operand](Frame& f) {
      Value v = operand->run(f);
      return stops(v) ? v : negate(f, v);
    });
  }
  if (e.text.front() == '_') return emit_arithmetic(e);
  if (const Code* pattern = emit_pattern(e); pattern || failed) return pattern;
  return emit_function(e);
}

const Code* Emitter::emit_comparison(const Expr& e) {
  Comparison c = Comparison::equal;
  find_comparison(e.text, &c);
  for (int side : {0, 1}) {
    if (!is_size(*e.args[side])) continue;
    Operand members = collection(*e.args[side]->args[0]), other = operand(*e.args[1 - side]);
    const Code* plain = emit(*e.args[side]);
    Comparison turned = side == 0 ? c : mirrored(c);
    return make([=](Frame& f) {
      Value storage_m, storage_o;
      return run_size_comparison(f, members.get(f, storage_m), other.get(f, storage_o), turned, plain);
    });
  }
  Operand left = operand(*e.args[0]), right = operand(*e.args[1]);
  bool wanted = c == Comparison::equal;
  switch (c) {
    case Comparison::equal:
    case Comparison::different:
      if (const Expr& constant = *e.args[1]; constant.op == Op::literal && constant.literal.is_string()) {
        std::string_view text = constant.literal.string();
        return make([left, text, wanted](Frame& f) {
          Value storage;
          const Value& v = left.get(f, storage);
          if (v.is_string()) return Value::boolean((v.string() == text) == wanted);
          return stops(v) ? v : Value::boolean(!wanted);
        });
      }
      return make([left, right, wanted](Frame& f) {
        Value a, b;
        return run_equality(left.get(f, a), right.get(f, b), wanted);
      });
    case Comparison::less:
      return emit_order<Comparison::less>(*this, left, right);
    case Comparison::less_or_equal:
      return emit_order<Comparison::less_or_equal>(*this, left, right);
    case Comparison::greater:
      return emit_order<Comparison::greater>(*this, left, right);
    default:
      return emit_order<Comparison::greater_or_equal>(*this, left, right);
  }
}

const Code* Emitter::emit_arithmetic(const Expr& e) {
  static constexpr std::pair<std::string_view, Arithmetic> kOperators[] = {{"_+_", Arithmetic::add}, {"_-_", Arithmetic::subtract}, {"_*_", Arithmetic::multiply}, {"_/_", Arithmetic::divide}, {"_%_", Arithmetic::modulo}};
  Arithmetic op = Arithmetic::add;
  for (auto [name, candidate] : kOperators)
    if (name == e.text) op = candidate;
  Operand left = collection(*e.args[0]), right = collection(*e.args[1]);
  return make([left, right, op](Frame& f) {
    Value storage_a, storage_b;
    const Value &a = left.get(f, storage_a), &b = right.get(f, storage_b);
    return stops(a) || stops(b) ? Value(worse(a, b)) : arithmetic(f, op, a, b);
  });
}

static Value dispatch(Frame& f, const std::vector<const Overload*>& overloads, const Value* args, size_t count) {
  for (const Overload* o : overloads) {
    bool matches = true;
    for (size_t i = 0; i < count && i < o->count && matches; ++i) matches = o->tags[i] == Tag::absent || args[i].is(o->tags[i]);
    if (!matches) continue;
    if (!(o->flags & kPartial)) {
      for (size_t i = 0; i < count; ++i)
        if (const Cause* why = incomplete(args[i], f.activation.graph)) return Value::unknown(why);
    }
    return o->run(Call{f, args, count});
  }
  return no_overload(f.arena, overloads.front()->name, args, count);
}

const Code* Emitter::emit_function(const Expr& e) {
  if (e.text == "dyn") return emit(*e.args[0]);
  std::vector<const Overload*> overloads = e.overloads;
  std::vector<Operand> codes;
  for (const Expr* a : e.args) codes.push_back(collection(*a));
  const Code* code = make([overloads, codes](Frame& f) {
    if (!f.charge()) return budget_error();
    alignas(Value) std::byte few[4 * sizeof(Value)];
    Value* args = codes.size() <= 4 ? reinterpret_cast<Value*>(few) : f.arena.array<Value>(codes.size());
    Value stopped, storage;
    for (size_t i = 0; i < codes.size(); ++i) {
      new (&args[i]) Value(codes[i].get(f, storage));
      if (stops(args[i])) stopped = stops(stopped) ? Value(worse(stopped, args[i])) : args[i];
    }
    return stops(stopped) ? stopped : dispatch(f, overloads, args, codes.size());
  });
  // A conversion of a literal is computed now, so that one that cannot work is the author's error.
  const Expr* argument = e.args.empty() ? nullptr : e.args[0];
  while (argument && argument->op == Op::call && argument->text == "dyn" && argument->args.size() == 1) argument = argument->args[0];
  bool conversion = e.args.size() == 1 && argument->op == Op::literal;
  for (const Overload* o : overloads) conversion = conversion && (o->flags & kConversion);
  if (!conversion) return code;
  Activation activation;
  Frame frame{activation, program.arena, nullptr, nullptr};
  Value v = code->run(frame);
  if (is_error(v)) {
    fail(e, std::string(error_text(v)));
    return code;
  }
  return constant(v);
}

const Code* Emitter::emit_pattern(const Expr& e) {
  bool takes_pattern = e.text == "matches" || e.text == "find" || e.text == "findAll";
  if (!takes_pattern || e.args.size() < 2 || e.args[1]->op != Op::literal || !e.args[1]->literal.is_string()) return nullptr;
  std::string problem;
  auto compiled = compile_pattern(e.args[1]->literal.string(), &problem);
  if (!compiled) {
    fail(*e.args[1], cat("not a regular expression that can be used here: ", problem));
    return nullptr;
  }
  const re2::RE2* pattern = program.patterns.emplace_back(std::move(compiled)).get();
  const Code* text = emit(*e.args[0]);
  if (e.text == "matches") {
    return make([text, pattern](Frame& f) {
      Value v = text->run(f);
      if (v.is_string()) return Value::boolean(matches_pattern(v.string(), *pattern));
      return stops(v) ? v : no_overload(f.arena, "matches", &v, 1);
    });
  }
  bool all = e.text == "findAll";
  const Code* limit = e.args.size() > 2 ? emit(*e.args[2]) : constant(Value::integer(-1));
  return make([text, pattern, limit, all](Frame& f) {
    Value v = text->run(f), n = limit->run(f);
    if (stops(v) || stops(n)) return Value(worse(v, n));
    if (!v.is_string() || !n.is_int()) return no_overload(f.arena, all ? "findAll" : "find", &v, 1);
    return all ? find_all(f.arena, v.string(), *pattern, n.integer()) : find_first(f.arena, v.string(), *pattern);
  });
}

const Code* Emitter::emit_whole_graph(const Expr& e) {
  Kind kind = named_kind(e).kind;
  if (e.text == "closed") return make([kind](Frame& f) { return Value::boolean(f.activation.graph && !f.activation.graph->open_cause(kind)); });
  return make([kind](Frame& f) {
    const Graph& graph = *f.activation.graph;
    const std::vector<NodeId>& ids = graph.of_kind(kind);
    if (!f.charge(ids.size())) return budget_error();
    Value* out = f.arena.array<Value>(ids.size());
    for (size_t i = 0; i < ids.size(); ++i) new (&out[i]) Value(Value::node(ids[i]).with_maybe(graph.node(ids[i]).maybe));
    return Value::list(f.arena.make<ListData>(out, static_cast<uint32_t>(ids.size()), graph.open_cause(kind)));
  });
}

}  // namespace plumb::expr
