// Conversions and the functions that look at whether a value can be had: tostring, try, can, coalesce's relatives, sensitive.
#include <algorithm>

#include "base/text.h"
#include "load/terraform/eval/functions.h"

namespace plumb::terraform {
namespace {

Value converted(FunctionCall& f, const Type* type) {
  std::string why;
  auto v = convert(f.c, f[0], type, &why);
  if (!v) return f.fail(why);
  return v->is_unknown() ? f.c.refined_less(*v) : v->at(f.at);
}

Value to_string(FunctionCall& f) { return converted(f, f.c.types.string()); }
Value to_number(FunctionCall& f) { return converted(f, f.c.types.number()); }
Value to_bool(FunctionCall& f) { return converted(f, f.c.types.boolean()); }
Value to_list(FunctionCall& f) { return converted(f, f.c.types.list(f.c.types.dynamic())); }
Value to_map(FunctionCall& f) { return converted(f, f.c.types.map(f.c.types.dynamic())); }

Value to_set(FunctionCall& f) {
  return converted(f, f.c.types.set(f.c.types.dynamic()));
}

constexpr Unknown kRefused = {.cause = "it names what is not declared", .span = {}, .references = {}, .text = "${error}", .failed = true};

/// The value of an argument with the errors of its evaluation taken out of the list; `failed` tells whether there were any.
Value attempt(FunctionCall& f, const hcl::Expr& e, bool& failed) {
  size_t before = f.c.errors.size();
  bool unheard = std::exchange(f.c.unheard, true);
  Value v = evaluate(e, f.env);
  f.c.unheard = unheard;
  const Unknown* u = v.is_unknown() ? &v.unknown() : nullptr;
  failed = f.c.errors.size() > before || (u && u->failed);
  f.c.errors.resize(std::min(before, f.c.errors.size()));
  return v;
}

/// Whether all arguments name what is declared; else the errors are recorded, which nothing catches.
bool declared(FunctionCall& f) {
  bool fine = true;
  if (f.env.names && f.env.names->checked()) return true;
  for (const hcl::Expr* e : f.expr.arguments) fine = check_references(*e, f.env) && fine;
  return fine;
}

/// A result that is known in part may come out otherwise, or be refused, once all of it is known: Terraform then plans with nothing of it.
Value settled(FunctionCall& f, const Value& v) {
  if (!f.c.project.options.as_planned || v.is_unknown()) return v;
  bool provider = !references_in(v).empty();  // what only a variable lacks is known where Terraform plans
  return provider ? f.c.unknown_from(v, f.at) : v;
}

Value try_(FunctionCall& f) {
  if (!declared(f)) return f.c.unknown_from(Value::unknown(&kRefused, f.at), f.at);
  for (const hcl::Expr* e : f.expr.arguments) {
    bool failed = false;
    Value v = attempt(f, *e, failed);
    if (!failed) return f.c.project.options.as_planned && v.is_unknown() ? f.c.typed(f.c.refined_less(v), nullptr) : settled(f, v);
  }
  return f.fail("no argument could be evaluated");
}

Value can(FunctionCall& f) {
  if (f.expr.arguments.size() != 1) return f.fail("one argument is needed");
  if (!declared(f)) return f.c.unknown_from(Value::unknown(&kRefused, f.at), f.at);
  bool failed = false;
  Value v = attempt(f, *f.expr.arguments[0], failed);
  if (!failed && settled(f, v).is_unknown()) return f.c.unknown_from(v, f.at, f.c.types.boolean());
  return f.make(!failed);
}

Value sensitive(FunctionCall& f) {
  f.c.any_marks = true;
  return f[0].marked_sensitive();
}
Value nonsensitive(FunctionCall& f) { return f[0].marked_sensitive(false); }
/// With null for what is ephemeral, at any depth.
Value without_ephemeral(FunctionCall& f, const Value& v) {
  if (v.ephemeral() && v.is_unknown() && f.c.project.options.as_planned) return v.marked_ephemeral(false);  // a plan leaves open what comes of it
  if (v.ephemeral()) return Value::null(type_of(f.c, v), f.at);
  if (v.is_sequence()) {
    std::vector<Value> items;
    for (const Value& i : v.items()) items.push_back(without_ephemeral(f, i));
    Value out = v.is(ValueKind::tuple) ? f.c.tuple(items, f.at) : v.is(ValueKind::list) ? f.c.list(items, v.list().element, f.at) : f.c.set(std::move(items), v.list().element, f.at);
    return out.with_marks(v.marks());
  }
  if (!v.is_mapping()) return v;
  std::vector<Entry> entries(v.entries().begin(), v.entries().end());
  for (Entry& e : entries) e.value = without_ephemeral(f, e.value);
  return (v.is(ValueKind::map) ? f.c.map(std::move(entries), v.map().element, f.at) : f.c.object(std::move(entries), f.at)).with_marks(v.marks());
}

Value ephemeralasnull(FunctionCall& f) { return f.c.any_marks ? without_ephemeral(f, f[0]) : f[0]; }

Value is_sensitive(FunctionCall& f) {
  if (f[0].is_unknown() && !f[0].sensitive()) return f.unknown(f.c.types.boolean());  // what it comes to be may bear the mark
  return f.make(f[0].sensitive());
}

constexpr Function kFunctions[] = {
    {"tostring", to_string, 1, 1, Takes::anything, TypeKind::string},
    {"tonumber", to_number, 1, 1, Takes::anything, TypeKind::number},
    {"tobool", to_bool, 1, 1, Takes::anything, TypeKind::boolean},
    {"tolist", to_list, 1, 1, Takes::anything, TypeKind::dynamic},
    {"toset", to_set, 1, 1, Takes::anything, TypeKind::dynamic},
    {"tomap", to_map, 1, 1, Takes::anything, TypeKind::dynamic},
    {"try", try_, 1, 255, Takes::syntax, TypeKind::dynamic},
    {"can", can, 1, 1, Takes::syntax, TypeKind::boolean},
    {"sensitive", sensitive, 1, 1, Takes::anything, TypeKind::dynamic},
    {"nonsensitive", nonsensitive, 1, 1, Takes::anything, TypeKind::dynamic},
    {"issensitive", is_sensitive, 1, 1, Takes::anything, TypeKind::boolean},
    {"ephemeralasnull", ephemeralasnull, 1, 1, Takes::anything, TypeKind::dynamic},
};

}  // namespace

std::span<const Function> type_functions() { return kFunctions; }

}  // namespace plumb::terraform
