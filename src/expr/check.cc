// See check.h.
#include "expr/check.h"

#include <algorithm>
#include <map>

#include "base/text.h"
#include "expr/format.h"
#include "expr/functions.h"
#include "expr/ops.h"

namespace plumb::expr {
namespace {

constexpr std::pair<std::string_view, Base> kTypeNames[] = {
    {"int", Base::integer}, {"uint", Base::unsigned_integer}, {"double", Base::number}, {"bool", Base::boolean}, {"string", Base::string}, {"bytes", Base::bytes}, {"list", Base::list}, {"map", Base::map}, {"null_type", Base::null}, {"type", Base::type}, {"google.protobuf.Timestamp", Base::timestamp}, {"google.protobuf.Duration", Base::duration}, {"net.IP", Base::ip}, {"net.CIDR", Base::cidr}, {"kubernetes.Quantity", Base::quantity}, {"kubernetes.URL", Base::url}, {"kubernetes.Semver", Base::semver}, {"kubernetes.NamedFormat", Base::format}, {"optional_type", Base::optional}};

struct Local {
  std::string_view name;
  Type type;
  uint32_t slot;
};

struct Checker {
  const Environment& environment;
  std::vector<CompileError>& errors;
  Arena& arena;
  std::vector<Local> locals = {};
  uint32_t most_locals = 0;
  bool mixed_literals = false;      // members of one literal may have different types
  bool inside_whole_graph = false;  // inside the lambda of a loop over nodes('...')

  bool fail(const Expr& e, std::string message) {
    errors.push_back({std::move(message), e.at, e.at_end});
    return false;
  }
  bool fail_whole(const Expr& e, std::string message) {
    errors.push_back({std::move(message), e.begin, e.end});
    return false;
  }

  bool check(Expr& e) {
    switch (e.op) {
      case Op::literal:
        return literal(e);
      case Op::name:
        return name(e);
      case Op::select:
      case Op::has:
        return select(e);
      case Op::index:
        return index(e);
      case Op::call:
        return call(e);
      case Op::list:
        return list(e);
      case Op::map:
        return map(e);
      case Op::object:
        return object(e);
      case Op::conditional:
        return conditional(e);
      case Op::logic_and:
      case Op::logic_or:
        return logic(e);
      case Op::bind:
        return bind(e);
      case Op::opt_map:
      case Op::opt_flat_map:
        return optional_macro(e);
      default:
        return comprehension(e);
    }
  }

  bool literal(Expr& e) {
    static constexpr std::pair<Tag, Base> kBases[] = {{Tag::null, Base::null}, {Tag::boolean, Base::boolean}, {Tag::integer, Base::integer}, {Tag::unsigned_integer, Base::unsigned_integer}, {Tag::number, Base::number}, {Tag::string, Base::string}, {Tag::bytes, Base::bytes}};
    for (auto [tag, base] : kBases)
      if (e.literal.is(tag)) e.type = simple_type(base);
    return true;
  }

  const Local* local(std::string_view name) const {
    for (auto l = locals.rbegin(); l != locals.rend(); ++l)
      if (l->name == name) return &*l;
    return nullptr;
  }

  // Resolves a plain or dotted name to a variable or a type; false when it is neither.
  bool resolve(Expr& e, std::string_view text) {
    for (uint32_t i = 0; i < environment.variables.size(); ++i) {
      if (environment.variables[i].first != text) continue;
      e.name_kind = NameKind::slot;
      e.slot = i;
      e.type = environment.variables[i].second;
      return true;
    }
    for (auto [type, base] : kTypeNames) {
      if (type != text) continue;
      e.name_kind = NameKind::type_name;
      e.literal = Value::extended(Tag::type, arena.make<TypeName>(type));
      e.type = simple_type(Base::type);
      return true;
    }
    return false;
  }

  bool name(Expr& e) {
    if (const Local* l = e.absolute ? nullptr : local(e.text)) {
      e.name_kind = NameKind::local;
      e.slot = l->slot;
      e.type = l->type;
      return true;
    }
    if (resolve(e, e.text)) return true;
    std::vector<std::string_view> known;
    for (const auto& [variable, type] : environment.variables) known.push_back(variable);
    for (const Local& l : locals) known.push_back(l.name);
    std::string_view near = nearest(e.text, known);
    return fail(e, cat("no variable '", e.text, "'", near.empty() ? "" : cat("; did you mean '", near, "'?")));
  }

  static std::string dotted(const Expr& e) {
    if (e.op == Op::name) return std::string(e.text);
    if (e.op != Op::select || e.optional) return {};
    std::string owner = dotted(*e.args[0]);
    return owner.empty() ? owner : cat(owner, ".", e.text);
  }
  static const Expr& root(const Expr& e) { return e.op == Op::select ? root(*e.args[0]) : e; }

  bool select(Expr& e) {
    if (e.op == Op::select && !e.optional && root(e).op == Op::name && !local(root(e).text)) {
      std::string text = dotted(e);
      if (!text.empty() && resolve(e, text)) {
        e.op = Op::name;
        e.args.clear();
        return true;
      }
    }
    Expr& owner = *e.args[0];
    if (!check(owner)) return false;
    bool through = owner.type.base == Base::optional;
    Type type = through ? element_type(owner.type) : owner.type;
    Type result;
    switch (type.base) {
      case Base::dyn:
      case Base::free:
        break;
      case Base::map:
        if (!fits(key_type(type), simple_type(Base::string))) return fail(e, cat("a ", to_string(type), " has no fields"));
        result = element_type(type);
        break;
      case Base::node:
        if (!node_member(e, type, &result)) return false;
        if (through) e.node_field = false, e.builtin = 0;
        break;
      default:
        return fail(e, cat(to_string(type), " has no fields"));
    }
    if (e.op == Op::has)
      e.type = simple_type(Base::boolean);
    else
      e.type = through || e.optional ? optional_type(std::move(result)) : std::move(result);
    return true;
  }

  bool node_member(Expr& e, const Type& type, Type* result) {
    if (type.any_kind) {
      for (const KindInfo& kind : kinds()) {
        Field field;
        if (find_field(kind.kind, e.text, &field)) return true;
      }
    } else if (find_field(type.kind, e.text, &e.field)) {
      e.node_field = true;
      *result = field_type(info(e.field));
      return true;
    }
    for (size_t i = 0; i < std::size(kNodeBuiltins); ++i) {
      if (kNodeBuiltins[i] != e.text) continue;
      e.builtin = static_cast<uint8_t>(i + 1);
      *result = kNodeBuiltins[i] == "raw" ? Type{} : simple_type(Base::string);
      return true;
    }
    std::vector<std::string_view> known(std::begin(kNodeBuiltins), std::end(kNodeBuiltins));
    for (const KindInfo& kind : kinds())
      if (type.any_kind || kind.kind == type.kind)
        for (const FieldInfo& f : kind.fields) known.push_back(f.name);
    std::string_view near = nearest(e.text, known);
    return fail(e, cat("no field '", e.text, "' in ", type.any_kind ? "any kind" : info(type.kind).name, near.empty() ? "" : cat("; did you mean '", near, "'?")));
  }

  bool index(Expr& e) {
    if (!check(*e.args[0]) || !check(*e.args[1])) return false;
    bool through = e.args[0]->type.base == Base::optional;
    Type owner = through ? element_type(e.args[0]->type) : e.args[0]->type;
    std::vector<Type> types{owner, e.args[1]->type};
    Type result;
    if (!resolve_overloads(e, types, false, &result)) return false;
    e.type = through || e.optional ? optional_type(std::move(result)) : std::move(result);
    return true;
  }

  // Finds the overloads that may apply and the type of the result.
  bool resolve_overloads(Expr& e, const std::vector<Type>& types, bool member, Type* result) {
    bool ordering = e.text == "_<=_" || e.text == "_>_" || e.text == "_>=_";
    std::span<const Overload> candidates = find_overloads(ordering ? std::string_view("_<_") : e.text);
    bool named = false, first = true;
    for (const Overload& o : candidates) {
      if (o.flags & (environment.kubernetes ? kPlumbOnly : kKubernetesOnly)) continue;
      named = true;
      if (o.member != member || o.count != types.size()) continue;
      Bindings bindings;
      size_t at = 0;
      bool matches = true;
      for (size_t i = 0; i < types.size() && matches; ++i) {
        if (o.signature[at] == '.') ++at;
        matches = unify(o.signature, at, types[i], bindings);
      }
      if (!matches) continue;
      e.overloads.push_back(&o);
      Type t = substitute(o.signature, o.result_at, bindings);
      if (first)
        *result = std::move(t);
      else if (to_string(*result) != to_string(t))
        *result = Type{};
      first = false;
    }
    if (!e.overloads.empty()) return true;
    if (!named) {
      std::string_view near = nearest(e.text, function_names(member));
      return fail(e, cat("no function '", e.text, "'", near.empty() ? "" : cat("; did you mean '", near, "'?")));
    }
    return fail(e, wrong_types(e.text, types, member));
  }

  static std::string wrong_types(std::string_view function, const std::vector<Type>& types, bool member) {
    static constexpr std::pair<std::string_view, std::string_view> kOperators[] = {{"_+_", "+"}, {"_-_", "-"}, {"_*_", "*"}, {"_/_", "/"}, {"_%_", "%"}, {"_==_", "=="}, {"_!=_", "!="}, {"_<_", "<"}, {"_<=_", "<="}, {"_>_", ">"}, {"_>=_", ">="}, {"@in", "in"}, {"!_", "!"}, {"-_", "-"}};
    for (auto [name, symbol] : kOperators) {
      if (name != function) continue;
      return types.size() == 1 ? cat("'", symbol, "' cannot be applied to ", to_string(types[0])) : cat("'", symbol, "' cannot be applied to ", to_string(types[0]), " and ", to_string(types[1]));
    }
    if (function == "_[_]") return cat("a ", to_string(types[0]), " has no index of type ", to_string(types[1]));
    std::string args;
    for (size_t i = member; i < types.size(); ++i) args += cat(i > size_t{member} ? ", " : "", to_string(types[i]));
    return member ? cat(to_string(types[0]), " has no function ", function, "(", args, ")") : cat(function, "() does not take (", args, ")");
  }

  bool call(Expr& e) {
    if (e.member) {
      // sets.contains(...): a namespace, not a receiver.
      std::string owner = dotted(*e.args[0]);
      if (!owner.empty() && !e.args[0]->parenthesized && !local(root(*e.args[0]).text)) {
        std::string full = cat(owner, ".", e.text);
        if (std::span<const Overload> found = find_overloads(full); !found.empty() && !found[0].member) {
          e.text = found[0].name;
          e.at = e.begin;
          e.member = false;
          e.args.erase(e.args.begin());
        }
      }
    }
    if (!e.member && (e.text == "nodes" || e.text == "closed") && environment.whole_graph) return whole_graph(e);
    std::vector<Type> types;
    bool strict = !mixed_literals;
    mixed_literals = mixed_literals || (e.text == "format" && e.member);
    for (Expr* a : e.args) {
      if (!check(*a)) return false;
      types.push_back(a->type);
    }
    mixed_literals = !strict;
    if (e.text == "math.greatest" || e.text == "math.least") return variadic(e, types);
    return resolve_overloads(e, types, e.member, &e.type) && constant_format(e);
  }

  // math.greatest(1, 2.0, 3u): any number of arguments, each a number; one argument may be a list of numbers.
  bool variadic(Expr& e, const std::vector<Type>& types) {
    Type joined = simple_type(Base::free);
    for (const Type& given : types) {
      Type t = types.size() == 1 && given.base == Base::list ? element_type(given) : given;
      bool number = is_dynamic(t) || t.base == Base::integer || t.base == Base::unsigned_integer || t.base == Base::number;
      if (!number) return fail(e, wrong_types(e.text, types, false));
      joined = fits(joined, t) ? join(joined, t) : Type{};
    }
    if (types.empty()) return fail(e, cat(e.text, "() needs a number"));
    for (const Overload& o : find_overloads(e.text))
      if (!environment.kubernetes) e.overloads.push_back(&o);
    e.type = joined.base == Base::free ? Type{} : joined;
    return !e.overloads.empty() || fail(e, cat("no function '", e.text, "'"));
  }

  // "%d of %d".format([1, 2]): a constant text is held against the number and types of its arguments.
  bool constant_format(Expr& e) {
    bool constant = e.text == "format" && e.member && e.args.size() == 2 && e.args[0]->op == Op::literal && e.args[0]->literal.is_string() && e.args[1]->op == Op::list;
    if (!constant) return true;
    std::vector<Type> types;
    for (const Expr* a : e.args[1]->args) types.push_back(a->type);
    std::string problem = check_format(e.args[0]->literal.string(), types, environment.kubernetes);
    return problem.empty() || fail_whole(*e.args[0], problem);
  }

  bool whole_graph(Expr& e) {
    if (e.args.size() != 1 || e.args[0]->op != Op::literal || !e.args[0]->literal.is_string()) return fail(e, cat(e.text, "() takes the name of a kind in quotes"));
    if (!check(*e.args[0])) return false;
    std::string_view kind = e.args[0]->literal.string();
    const KindInfo* found = find_kind(kind);
    if (!found) {
      std::vector<std::string_view> known;
      for (const KindInfo& k : kinds()) known.push_back(k.name);
      std::string_view near = nearest(kind, known);
      return fail(*e.args[0], cat("no kind '", kind, "'", near.empty() ? "" : cat("; did you mean '", near, "'?")));
    }
    if (e.text == "nodes" && inside_whole_graph) return fail(e, "nodes() inside a loop over nodes(): that is every pair of the whole design; make it a fact of the graph instead");
    e.type = e.text == "nodes" ? list_type(node_type(found->kind)) : simple_type(Base::boolean);
    return true;
  }

  bool conditional(Expr& e) {
    for (Expr* a : e.args)
      if (!check(*a)) return false;
    const Type &condition = e.args[0]->type, &yes = e.args[1]->type, &no = e.args[2]->type;
    if (!fits(condition, simple_type(Base::boolean))) return fail(e, cat("a condition is a bool, not ", to_string(condition)));
    if (!fits(yes, no)) return fail(e, cat("both results of a condition need one type, not ", to_string(yes), " and ", to_string(no)));
    e.type = join(yes, no);
    return true;
  }

  bool logic(Expr& e) {
    e.type = simple_type(Base::boolean);
    for (Expr* a : e.args) {
      if (!check(*a)) return false;
      if (!fits(a->type, e.type)) return fail_whole(*a, cat("'", e.op == Op::logic_and ? "&&" : "||", "' takes bool, not ", to_string(a->type)));
    }
    return true;
  }

  // Joins the type of one more member of a literal; mixed types make it dyn, or an error as on a Kubernetes API server.
  bool add_member(const Expr& member, Type type, Type& sum, bool& first) {
    if (first)
      sum = std::move(type);
    else if (fits(sum, type) && (is_dynamic(sum) == is_dynamic(type) || mixed_literals || sum.base == Base::free || type.base == Base::free))
      sum = join(sum, type);
    else if (!mixed_literals)
      return fail_whole(member, cat("members of one literal need one type: expected ", to_string(sum), ", found ", to_string(type)));
    else
      sum = Type{};
    first = false;
    return true;
  }
  bool unwrap_optional(const Expr& member, bool optional, Type& type) {
    if (!optional) return true;
    if (!is_dynamic(type) && type.base != Base::optional) return fail_whole(member, cat("a '?' member is an optional, not ", to_string(type)));
    type = element_type(type);
    return true;
  }

  bool list(Expr& e) {
    Type element = simple_type(Base::free);
    bool first = true;
    for (size_t i = 0; i < e.args.size(); ++i) {
      if (!check(*e.args[i])) return false;
      Type type = e.args[i]->type;
      if (!unwrap_optional(*e.args[i], e.optional_items[i], type) || !add_member(*e.args[i], std::move(type), element, first)) return false;
    }
    e.type = list_type(std::move(element));
    return true;
  }

  bool map(Expr& e) {
    Type key = simple_type(Base::free), element = key;
    bool first_key = true, first = true;
    for (size_t i = 0; i < e.args.size(); i += 2) {
      if (!check(*e.args[i]) || !check(*e.args[i + 1])) return false;
      Type type = e.args[i + 1]->type;
      if (!add_member(*e.args[i], e.args[i]->type, key, first_key)) return false;
      if (!unwrap_optional(*e.args[i + 1], e.optional_items[i / 2], type) || !add_member(*e.args[i + 1], std::move(type), element, first)) return false;
    }
    e.type = map_type(std::move(key), std::move(element));
    return true;
  }

  bool object(Expr& e) {
    return fail_whole(e, cat("no message type '", e.text, "'"));
  }

  // Variables of a macro live in consecutive local slots.
  void enter(Expr& e, std::vector<Type> types) {
    e.slot = static_cast<uint32_t>(locals.size());
    for (size_t i = 0; i < e.variables.size(); ++i) locals.push_back({e.variables[i], std::move(types[i]), static_cast<uint32_t>(locals.size())});
    most_locals = std::max(most_locals, static_cast<uint32_t>(locals.size()));
  }
  void leave(const Expr& e) { locals.resize(locals.size() - e.variables.size()); }

  bool bind(Expr& e) {
    if (environment.kubernetes) return fail(e, "no function 'cel.bind'");
    if (!check(*e.args[0])) return false;
    enter(e, {e.args[0]->type});
    bool ok = check(*e.args[1]);
    leave(e);
    e.type = e.args[1]->type;
    return ok;
  }

  bool optional_macro(Expr& e) {
    if (!check(*e.args[0])) return false;
    const Type& owner = e.args[0]->type;
    if (!is_dynamic(owner) && owner.base != Base::optional) return fail(e, cat(e.text, "() is for optionals, not ", to_string(owner)));
    enter(e, {element_type(owner)});
    bool ok = check(*e.args[1]);
    leave(e);
    if (!ok) return false;
    const Type& body = e.args[1]->type;
    if (e.op == Op::opt_map)
      e.type = optional_type(body);
    else if (is_dynamic(body) || body.base == Base::optional)
      e.type = body;
    else
      return fail_whole(*e.args[1], cat("optFlatMap() needs an optional, not ", to_string(body)));
    return true;
  }

  static bool loops_over_graph(const Expr& e) {
    if (e.op == Op::call && e.text == "nodes" && !e.member) return true;
    if (e.op == Op::literal || e.op == Op::name) return false;
    return std::any_of(e.args.begin(), e.args.end(), [](const Expr* a) { return loops_over_graph(*a); });
  }

  bool comprehension(Expr& e) {
    Expr& range = *e.args[0];
    if (!check(range)) return false;
    const Type& over = range.type;
    if (!is_dynamic(over) && over.base != Base::list && over.base != Base::map) return fail_whole(range, cat(e.text, "() is for lists and maps, not ", to_string(over)));
    bool is_map = over.base == Base::map;
    Type item = is_dynamic(over) ? Type{} : is_map ? key_type(over)
                                                   : element_type(over);
    if (item.base == Base::free) item = Type{};
    if (e.variables.size() == 1) {
      enter(e, {item});
    } else {
      Type first = is_dynamic(over) ? Type{} : is_map ? key_type(over)
                                                      : simple_type(Base::integer);
      enter(e, {std::move(first), is_map ? element_type(over) : item});
    }
    bool outer = inside_whole_graph;
    inside_whole_graph = outer || (environment.whole_graph && (loops_over_graph(range)));
    bool ok = true;
    for (size_t i = 1; i < e.args.size() && ok; ++i) ok = check(*e.args[i]);
    inside_whole_graph = outer;
    leave(e);
    return ok && comprehension_type(e, is_map ? list_type(item) : over);
  }

  bool comprehension_type(Expr& e, const Type& range) {
    Expr& last = *e.args.back();
    Type boolean = simple_type(Base::boolean);
    bool predicate_first = e.args.size() == 3;
    Expr& predicate = predicate_first ? *e.args[1] : last;
    bool needs_predicate = predicate_first || e.op == Op::all || e.op == Op::exists || e.op == Op::exists_one || e.op == Op::filter;
    if (needs_predicate && !fits(predicate.type, boolean)) return fail_whole(predicate, cat(e.text, "() needs a bool, not ", to_string(predicate.type)));
    switch (e.op) {
      case Op::filter:
        e.type = is_dynamic(range) ? list_type(Type{}) : range;
        break;
      case Op::map_macro:
      case Op::transform_list:
        e.type = list_type(last.type);
        break;
      case Op::transform_map:
        e.type = map_type(locals_key(e), last.type);
        break;
      case Op::transform_map_entry:
        if (!is_dynamic(last.type) && last.type.base != Base::map) return fail_whole(last, cat("transformMapEntry() needs a map, not ", to_string(last.type)));
        e.type = last.type;
        break;
      default:
        e.type = boolean;
    }
    return true;
  }
  static Type locals_key(const Expr& e) {
    const Type& over = e.args[0]->type;
    return over.base == Base::map ? key_type(over) : over.base == Base::list ? simple_type(Base::integer)
                                                                             : Type{};
  }
};

}  // namespace

const KindInfo& named_kind(const Expr& call) { return *find_kind(call.args[0]->literal.string()); }

CheckResult check(Ast& ast, const Environment& environment, std::vector<CompileError>& errors) {
  Checker checker{environment, errors, *ast.arena};
  checker.mixed_literals = !environment.kubernetes;
  CheckResult result;
  result.ok = checker.check(*ast.root);
  result.locals = checker.most_locals;
  return result;
}

}  // namespace plumb::expr
