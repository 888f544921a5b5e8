// Unification: the one type that values of several types become (conditionals, tolist, coalesce, ...): conversion.h.
// Terraform's order of tries, as its answers show it: collections of one kind meet in their elements, objects and tuples that stand among maps
// and lists become those first; else one of the given types is taken, the most general first, to which all others can be converted.
// A type that is not known (an untyped null, what only an apply gives) among collections makes the result unknown, too.
#include <algorithm>

#include "load/terraform/eval/conversion.h"

namespace plumb::terraform {
namespace {

using List = std::vector<const Type*>;

/// Less than 0: `a` is the more general type.
int generality(const Type* a, const Type* b) {
  if (a->is(TypeKind::dynamic) || b->is(TypeKind::dynamic)) return a == b ? 0 : a->is(TypeKind::dynamic) ? 1 : -1;
  if (a->primitive() && b->primitive()) return a == b ? 0 : a->is(TypeKind::string) ? -1 : b->is(TypeKind::string) ? 1 : 0;
  if (a->element && a->kind == b->kind) return generality(a->element, b->element);
  auto rank = [](const Type* t) { return t->is(TypeKind::list) || t->is(TypeKind::map) ? 0 : t->is(TypeKind::set) ? 1 : 2; };
  auto family = [](const Type* t) { return t->primitive() ? 0 : t->is(TypeKind::map) || t->is(TypeKind::object) ? 1 : 2; };
  return family(a) == family(b) ? rank(a) - rank(b) : 0;
}

/// The given types, each before those that it is more general than.
List by_generality(const List& types) {
  List out, rest = types;
  while (!rest.empty()) {
    auto first = std::find_if(rest.begin(), rest.end(), [&](const Type* t) { return std::none_of(rest.begin(), rest.end(), [&](const Type* o) { return generality(o, t) < 0; }); });
    if (first == rest.end()) first = rest.begin();
    out.push_back(*first);
    rest.erase(first);
  }
  return out;
}

const Type* of_members(Context& c, const List& types, TypeKind kind) {
  List members;
  for (const Type* t : types) {
    if (t->element) members.push_back(t->element);
    members.insert(members.end(), t->members.begin(), t->members.end());
    for (const TypeAttribute& a : t->attributes) members.push_back(a.type);
  }
  const Type* element = unify(c, std::span<const Type* const>(members));
  return element ? c.types.collection(kind, element) : nullptr;
}

const Type* of_objects(Context& c, const List& types) {
  auto names_alike = [&](const Type* t) {
    return std::equal(t->attributes.begin(), t->attributes.end(), types[0]->attributes.begin(), types[0]->attributes.end(), [](const TypeAttribute& a, const TypeAttribute& b) { return a.name == b.name; });
  };
  if (!std::all_of(types.begin(), types.end(), names_alike)) return of_members(c, types, TypeKind::map);
  std::vector<TypeAttribute> out;
  for (size_t i = 0; i < types[0]->attributes.size(); ++i) {
    List across;
    for (const Type* t : types) across.push_back(t->attributes[i].type);
    const Type* one = unify(c, std::span<const Type* const>(across));
    if (!one) return nullptr;
    out.push_back({types[0]->attributes[i].name, one, false, nullptr});
  }
  return c.types.object(std::move(out));
}

const Type* of_tuples(Context& c, const List& types) {
  bool alike = std::all_of(types.begin(), types.end(), [&](const Type* t) { return t->members.size() == types[0]->members.size(); });
  if (!alike) return of_members(c, types, TypeKind::list);
  List out;
  for (size_t i = 0; i < types[0]->members.size(); ++i) {
    List across;
    for (const Type* t : types) across.push_back(t->members[i]);
    const Type* one = unify(c, std::span<const Type* const>(across));
    if (!one) return nullptr;
    out.push_back(one);
  }
  return c.types.tuple(out);
}

/// Objects among maps become maps, tuples among lists become lists, where that is possible; else null.
const Type* as_collections(Context& c, const List& types, TypeKind loose, TypeKind kind) {
  List inner, all;
  for (const Type* t : types)
    if (t->is(loose)) inner.push_back(t);
  const Type* one = of_members(c, inner, kind);
  if (!one) return nullptr;
  for (const Type* t : types) all.push_back(t->is(loose) ? one : t);
  const Type* out = unify(c, std::span<const Type* const>(all));
  return out && out->is(kind) ? out : nullptr;
}

}  // namespace

bool convertible(const Type* from, const Type* to) {
  if (from == to || to->is(TypeKind::dynamic) || from->is(TypeKind::dynamic)) return true;
  if (from->primitive() || to->primitive()) return from->primitive() && to->primitive() && (from->is(TypeKind::string) || to->is(TypeKind::string));
  bool to_sequence = to->is(TypeKind::list) || to->is(TypeKind::set);
  if (to_sequence && (from->is(TypeKind::list) || from->is(TypeKind::set))) return convertible(from->element, to->element);
  auto into = [&](const Type* member) { return convertible(member, to->element); };
  if (to_sequence && from->is(TypeKind::tuple)) return std::all_of(from->members.begin(), from->members.end(), into);
  if (to->is(TypeKind::map) && from->is(TypeKind::map)) return convertible(from->element, to->element);
  if (to->is(TypeKind::map) && from->is(TypeKind::object)) return std::all_of(from->attributes.begin(), from->attributes.end(), [&](const TypeAttribute& a) { return into(a.type); });
  if (to->is(TypeKind::object) && from->is(TypeKind::map)) return std::all_of(to->attributes.begin(), to->attributes.end(), [&](const TypeAttribute& a) { return convertible(from->element, a.type); });
  if (to->is(TypeKind::object) && from->is(TypeKind::object)) {
    return std::all_of(to->attributes.begin(), to->attributes.end(), [&](const TypeAttribute& a) {
      const TypeAttribute* own = from->attribute(a.name);
      return own ? convertible(own->type, a.type) : a.optional;
    });
  }
  if (to->is(TypeKind::tuple) && from->is(TypeKind::tuple) && to->members.size() == from->members.size()) {
    for (size_t i = 0; i < to->members.size(); ++i)
      if (!convertible(from->members[i], to->members[i])) return false;
    return true;
  }
  return false;
}

const Type* unify(Context& c, std::span<const Type* const> given) {
  if (given.empty()) return nullptr;
  List types;  // each once
  size_t count[static_cast<size_t>(TypeKind::object) + 1] = {};
  for (const Type* t : given) {
    if (std::find(types.begin(), types.end(), t) != types.end()) continue;
    types.push_back(t);
    ++count[static_cast<size_t>(t->kind)];
  }
  if (types.size() == 1) return types[0];
  auto of = [&](TypeKind k) { return count[static_cast<size_t>(k)]; };
  size_t open = of(TypeKind::dynamic), all = types.size() - open;
  auto only = [&](TypeKind k) { return of(k) > 0 && of(k) == all; };
  for (TypeKind k : {TypeKind::map, TypeKind::list, TypeKind::set})
    if (only(k)) return open ? c.types.dynamic() : of_members(c, types, k);
  if (of(TypeKind::map) && of(TypeKind::map) + of(TypeKind::object) == all)
    if (const Type* t = as_collections(c, types, TypeKind::object, TypeKind::map)) return t;
  if (of(TypeKind::list) && of(TypeKind::list) + of(TypeKind::tuple) == all)
    if (const Type* t = as_collections(c, types, TypeKind::tuple, TypeKind::list)) return t;
  if (only(TypeKind::object)) return open ? c.types.dynamic() : of_objects(c, types);
  if (only(TypeKind::tuple)) return open ? c.types.dynamic() : of_tuples(c, types);
  if (of(TypeKind::object) && of(TypeKind::tuple)) return nullptr;
  for (const Type* wanted : by_generality(types))
    if (std::all_of(types.begin(), types.end(), [&](const Type* t) { return convertible(t, wanted); })) return wanted;
  return nullptr;
}

const Type* unify(Context& c, const Type* a, const Type* b) {
  const Type* both[] = {a, b};
  return unify(c, std::span<const Type* const>(both));
}

const Type* unify(Context& c, std::span<const Value> values) {
  if (values.empty()) return c.types.dynamic();
  List types;
  for (const Value& v : values) {
    const Type* t = type_of(c, v);
    if (types.empty() || types.back() != t) types.push_back(t);
  }
  return unify(c, std::span<const Type* const>(types));
}

}  // namespace plumb::terraform
