// The core of emitting: names, fields, literals, logic. See emit.h.
#include "expr/emit.h"

#include <re2/re2.h>

#include "base/text.h"
#include "expr/ops.h"

namespace plumb::expr {

Program::Program() = default;
Program::~Program() = default;

Value build_map(Arena& arena, std::vector<std::pair<Value, Value>>& pairs, const Cause* open) {
  std::vector<std::pair<Value, Value>> unique;
  bool strings = true;
  const Cause* why = nullptr;
  for (const auto& [key, value] : pairs) {
    bool replaced = false;
    for (auto& [k, v] : unique) {
      if (equal(k, key, &why) != Truth::yes) continue;
      v = value;
      replaced = true;
      break;
    }
    if (!replaced) unique.emplace_back(key, value);
    strings = strings && key.is_string();
  }
  MapEntry* entries = arena.array<MapEntry>(unique.size());
  Value* keys = strings ? nullptr : arena.array<Value>(unique.size());
  for (size_t i = 0; i < unique.size(); ++i) {
    new (&entries[i]) MapEntry{unique[i].first.is_string() ? unique[i].first.string() : std::string_view{}, unique[i].first.span(), unique[i].second};
    if (keys) new (&keys[i]) Value(unique[i].first);
  }
  return Value::map(arena.make<MapData>(entries, static_cast<uint32_t>(unique.size()), open, keys));
}

Operand Emitter::operand(const Expr& e) {
  Operand o;
  o.index = e.slot;
  o.value = e.literal;
  if (e.op == Op::literal)
    o.kind = Operand::constant;
  else if (e.op != Op::name)
    o.run = emit(e);
  else
    o.kind = e.name_kind == NameKind::slot ? Operand::slot : e.name_kind == NameKind::local ? Operand::local
                                                                                            : Operand::constant;
  return o;
}

Operand Emitter::collection(const Expr& e) {
  Operand field = operand(e);
  if (!e.type.nullable || (e.type.base != Type::Base::list && e.type.base != Type::Base::map)) return field;
  static constexpr ListData kNoItems{};
  static constexpr MapData kNoEntries{};
  Value empty = e.type.base == Type::Base::list ? Value::list(&kNoItems) : Value::map(&kNoEntries);
  Operand o;
  o.run = make([field, empty](Frame& f) {
    Value storage;
    const Value& v = field.get(f, storage);
    return v.is_null() ? empty : v;
  });
  return o;
}

const Code* Emitter::emit(const Expr& e) {
  switch (e.op) {
    case Op::literal:
      return constant(e.literal);
    case Op::name: {
      uint32_t slot = e.slot;
      if (e.name_kind == NameKind::type_name) return constant(e.literal);
      if (e.name_kind == NameKind::local) return make([slot](Frame& f) { return f.locals[slot]; });
      return make([slot](Frame& f) { return f.slots[slot]; });
    }
    case Op::select:
    case Op::has:
      return emit_select(e);
    case Op::index: {
      Operand owner = collection(*e.args[0]), key = operand(*e.args[1]);
      bool optional = e.optional;
      return make([owner, key, optional](Frame& f) {
        Value a, b;
        const Value &x = owner.get(f, a), &y = key.get(f, b);
        return optional ? optional_index(f, x, y) : index(f, x, y);
      });
    }
    case Op::call:
      return emit_call(e);
    case Op::list:
      return emit_list(e);
    case Op::map:
      return emit_map(e);
    case Op::conditional:
      return emit_conditional(e);
    case Op::logic_and:
    case Op::logic_or:
      return emit_logic(e);
    case Op::bind:
    case Op::opt_map:
    case Op::opt_flat_map:
      return emit_optional_macro(e);
    case Op::object:
      return constant(Value::null());
    default:
      return emit_loop(e);
  }
}

// Selecting on something that is null: the edge leads nowhere that is known.
static Value nothing_known(Frame& f, std::string_view what) { return make_unknown(f.arena, cat(what, " is not known"), Span{}); }

static std::string path_text(const Expr& e) {
  if (e.op == Op::name) return std::string(e.text);
  if (e.op == Op::select) return cat(path_text(*e.args[0]), ".", e.text);
  if (e.op == Op::index) return cat(path_text(*e.args[0]), "[...]");
  return "it";
}

const Code* Emitter::emit_select(const Expr& e) {
  const Expr& owner_expr = *e.args[0];
  Operand owner = collection(owner_expr);
  std::string_view name = e.text;
  bool has = e.op == Op::has;
  if (e.optional) {
    return make([owner, name](Frame& f) {
      Value storage;
      return optional_select(f, owner.get(f, storage), name);
    });
  }
  bool declared = e.node_field || e.builtin > 0;
  if (!declared) {
    bool node = owner_expr.type.base == Base::node;
    std::string_view what = node ? program.arena.copy(std::string_view(path_text(owner_expr))) : std::string_view{};
    return make([owner, name, has, node, what](Frame& f) {
      Value storage;
      const Value& v = owner.get(f, storage);
      if (node && v.is_null()) return nothing_known(f, what);
      return has ? has_field(f, v, name) : select(f, v, name);
    });
  }
  // node.a.b where node.a is an edge: the cause names the node that lacks it.
  bool through_edge = owner_expr.op == Op::select && owner_expr.node_field && !owner_expr.optional;
  const Code* start = through_edge ? emit(*owner_expr.args[0]) : nullptr;
  std::string_view what = program.arena.copy(std::string_view(path_text(owner_expr)));
  std::string_view edge = owner_expr.text;
  Field field = e.field;
  size_t builtin = e.builtin;
  auto read = [=](Frame& f, auto&& get) {
    Value storage;
    const Value& v = owner.get(f, storage);
    if (v.is_node()) return get(f, v.node());
    if (stops(v)) return v;
    if (!v.is_null()) return has ? has_field(f, v, name) : select(f, v, name);
    Value from = start ? start->run(f) : Value();
    if (!from.is_node()) return nothing_known(f, what);
    const Node& node = f.activation.graph->node(from.node());
    return make_unknown(f.arena, cat(node.address, " has no known ", edge), node.name_span);
  };
  if (builtin) {
    return make([=](Frame& f) {
      return read(f, [=](Frame& frame, NodeId id) {
        Value v = node_builtin(frame, id, builtin - 1);
        return has ? Value::boolean(!v.is_null()) : v;
      });
    });
  }
  if (has) return make([=](Frame& f) { return read(f, [=](Frame& frame, NodeId id) { return has_node_field(frame, id, field); }); });
  return make([=](Frame& f) { return read(f, [=](Frame& frame, NodeId id) { return node_field(frame, id, field); }); });
}

const Code* Emitter::emit_list(const Expr& e) {
  bool constants = true, optional = false;
  for (size_t i = 0; i < e.args.size(); ++i) {
    constants = constants && e.args[i]->op == Op::literal && !e.optional_items[i];
    optional = optional || e.optional_items[i];
  }
  if (constants) {
    std::vector<Value> items;
    for (const Expr* a : e.args) items.push_back(a->literal);
    return constant(make_list(program.arena, items));
  }
  std::vector<const Code*> items = emit_all(e.args);
  std::vector<bool> flags = e.optional_items;
  return make([items, flags, optional](Frame& f) {
    if (!f.charge(items.size())) return budget_error();
    Value* out = f.arena.array<Value>(items.size());
    uint32_t n = 0;
    for (size_t i = 0; i < items.size(); ++i) {
      Value v = items[i]->run(f);
      if (is_error(v)) return v;
      if (optional && flags[i]) {
        if (v.is_unknown()) return v;
        if (!v.is(Tag::optional)) return no_overload(f.arena, "[?_]", &v, 1);
        if (!optional_of(v)) continue;
        v = optional_of(v)->value;
      }
      new (&out[n++]) Value(v.with_maybe(false));
    }
    return Value::list(f.arena.make<ListData>(out, n, nullptr));
  });
}

const Code* Emitter::emit_map(const Expr& e) {
  std::vector<const Code*> parts = emit_all(e.args);
  std::vector<bool> flags = e.optional_items;
  return make([parts, flags](Frame& f) {
    if (!f.charge(parts.size())) return budget_error();
    std::vector<std::pair<Value, Value>> pairs;
    for (size_t i = 0; i < parts.size(); i += 2) {
      Value key = parts[i]->run(f), value = parts[i + 1]->run(f);
      if (stops(key) || is_error(value)) return worse(key, value);
      if (flags[i / 2]) {
        if (value.is_unknown()) return value;
        if (!value.is(Tag::optional)) return no_overload(f.arena, "{?_}", &value, 1);
        if (!optional_of(value)) continue;
        value = optional_of(value)->value;
      }
      pairs.emplace_back(key, value.with_maybe(false));
    }
    return build_map(f.arena, pairs, nullptr);
  });
}

const Code* Emitter::emit_conditional(const Expr& e) {
  const Code *condition = emit(*e.args[0]), *yes = emit(*e.args[1]), *no = emit(*e.args[2]);
  return make([condition, yes, no](Frame& f) {
    Value c = condition->run(f);
    if (c.is_bool()) return c.boolean() ? yes->run(f) : no->run(f);
    return stops(c) ? c : no_overload(f.arena, "_?_:_", &c, 1);
  });
}

// One decisive operand decides; else unknown wins over error, and both over the neutral result.
const Code* Emitter::emit_logic(const Expr& e) {
  bool decisive = e.op == Op::logic_or;
  if (e.args.size() == 2) {
    const Code *left = emit(*e.args[0]), *right = emit(*e.args[1]);
    return make([decisive, left, right](Frame& f) {
      Value l = left->run(f);
      if (l.is_bool()) {
        if (l.boolean() == decisive) return l;
        Value r = right->run(f);
        return r.is_bool() || stops(r) ? r : no_overload(f.arena, decisive ? "_||_" : "_&&_", &r, 1);
      }
      Value r = right->run(f);
      if (r.is_bool() && r.boolean() == decisive) return r;
      if (!stops(l)) l = no_overload(f.arena, decisive ? "_||_" : "_&&_", &l, 1);
      return worse(l, r);
    });
  }
  std::vector<const Code*> parts = emit_all(e.args);
  return make([decisive, parts](Frame& f) {
    Value result = Value::boolean(!decisive);
    for (const Code* part : parts) {
      Value v = part->run(f);
      if (v.is_bool()) {
        if (v.boolean() == decisive) return v;
        continue;
      }
      if (!stops(v)) v = no_overload(f.arena, decisive ? "_||_" : "_&&_", &v, 1);
      result = stops(result) ? Value(worse(result, v)) : v;
    }
    return result;
  });
}

const Code* emit(Program& program, const Ast& ast, std::vector<CompileError>& errors) {
  Emitter emitter{program, errors};
  const Code* root = emitter.emit(*ast.root);
  return emitter.failed ? nullptr : root;
}

}  // namespace plumb::expr
