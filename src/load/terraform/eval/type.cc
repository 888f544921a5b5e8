// The table of types and their printed form: type.h.
#include "load/terraform/type.h"

#include <algorithm>

#include "base/text.h"

namespace plumb::terraform {

Types::Types(Arena& arena) : arena_(arena) {
  dynamic_ = primitive(TypeKind::dynamic);
  boolean_ = primitive(TypeKind::boolean);
  number_ = primitive(TypeKind::number);
  string_ = primitive(TypeKind::string);
}

const Type* Types::primitive(TypeKind kind) {
  Type* t = arena_.make<Type>();
  t->kind = kind;
  t->has_dynamic = kind == TypeKind::dynamic;
  return t;
}

const Type* Types::collection(TypeKind kind, const Type* element) {
  if (!element) element = dynamic_;
  const Type*& slot = collections_[{kind, element}];
  if (slot) return slot;
  Type* t = arena_.make<Type>();
  t->kind = kind;
  t->element = element;
  t->has_dynamic = element->has_dynamic;
  t->has_optional = element->has_optional;
  return slot = t;
}

const Type* Types::tuple(const std::vector<const Type*>& members) {
  const Type*& slot = tuples_[members];
  if (slot) return slot;
  Type* t = arena_.make<Type>();
  t->kind = TypeKind::tuple;
  t->members = arena_.copy(members);
  for (const Type* m : members) {
    t->has_dynamic = t->has_dynamic || m->has_dynamic;
    t->has_optional = t->has_optional || m->has_optional;
  }
  return slot = t;
}

const Type* Types::object(std::vector<TypeAttribute> attributes) {
  std::stable_sort(attributes.begin(), attributes.end(), [](const TypeAttribute& a, const TypeAttribute& b) { return a.name < b.name; });
  std::vector<TypeAttribute> unique;
  std::string key;
  for (const TypeAttribute& a : attributes) {
    if (!unique.empty() && unique.back().name == a.name) unique.back() = a;
    else unique.push_back(a);
  }
  for (const TypeAttribute& a : unique) {
    const void* parts[] = {a.type, a.fallback};
    key.append(a.name).push_back(a.optional ? '\1' : '\0');
    key.append(reinterpret_cast<const char*>(parts), sizeof parts);
  }
  const Type*& slot = objects_[key];
  if (slot) return slot;
  Type* t = arena_.make<Type>();
  t->kind = TypeKind::object;
  for (TypeAttribute& a : unique) {
    a.name = arena_.copy(a.name);
    t->has_dynamic = t->has_dynamic || a.type->has_dynamic;
    t->has_optional = t->has_optional || a.optional || a.type->has_optional;
  }
  t->attributes = arena_.copy(unique);
  return slot = t;
}

const TypeAttribute* Type::attribute(std::string_view name) const {
  auto it = std::lower_bound(attributes.begin(), attributes.end(), name, [](const TypeAttribute& a, std::string_view n) { return a.name < n; });
  return it != attributes.end() && it->name == name ? &*it : nullptr;
}

std::string type_text(const Type* type) {
  if (!type) return "dynamic";
  switch (type->kind) {
    case TypeKind::dynamic: return "dynamic";
    case TypeKind::boolean: return "bool";
    case TypeKind::number: return "number";
    case TypeKind::string: return "string";
    case TypeKind::list: return cat("list(", type_text(type->element), ")");
    case TypeKind::set: return cat("set(", type_text(type->element), ")");
    case TypeKind::map: return cat("map(", type_text(type->element), ")");
    case TypeKind::tuple: {
      std::string out = "tuple([";
      for (const Type* m : type->members) out += cat(out.back() == '[' ? "" : ",", type_text(m));
      return out + "])";
    }
    case TypeKind::object: {
      std::string out = "object({";
      for (const TypeAttribute& a : type->attributes) out += cat(out.back() == '{' ? "" : ",", a.name, ":", type_text(a.type));
      return out + "})";
    }
  }
  return "dynamic";
}

}  // namespace plumb::terraform
