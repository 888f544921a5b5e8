// Conversion and unification: conversion.h.
#include "load/terraform/eval/conversion.h"

#include <algorithm>

#include "base/text.h"

namespace plumb::terraform {

std::string_view kind_name(const Value& v) {
  switch (v.kind()) {
    case ValueKind::null: return "null";
    case ValueKind::boolean: return "a bool";
    case ValueKind::number: return "a number";
    case ValueKind::string: return "a string";
    case ValueKind::list: return "a list";
    case ValueKind::set: return "a set";
    case ValueKind::tuple: return "a tuple";
    case ValueKind::map: return "a map";
    case ValueKind::object: return "an object";
    case ValueKind::unknown: return "an unknown value";
  }
  return "";
}

const Type* type_of(Context& c, const Value& v) {
  switch (v.kind()) {
    case ValueKind::null: return v.null_type() ? v.null_type() : c.types.dynamic();
    case ValueKind::boolean: return c.types.boolean();
    case ValueKind::number: return c.types.number();
    case ValueKind::string: return c.types.string();
    case ValueKind::list: return c.types.list(v.list().element);
    case ValueKind::set: return c.types.set(v.list().element);
    case ValueKind::map: return c.types.map(v.map().element);
    case ValueKind::tuple: {
      std::vector<const Type*> members;
      for (const Value& i : v.items()) members.push_back(type_of(c, i));
      return c.types.tuple(members);
    }
    case ValueKind::object: {
      if (v.map().resource) return c.types.dynamic();  // it has attributes that nobody configured: only its provider knows its type
      std::vector<TypeAttribute> attributes;
      for (const Entry& e : v.entries()) attributes.push_back({e.key, type_of(c, e.value), false, nullptr});
      return c.types.object(std::move(attributes));
    }
    case ValueKind::unknown: return v.unknown().type ? v.unknown().type : c.types.dynamic();
  }
  return c.types.dynamic();
}

std::optional<std::string> to_text(const Value& v) {
  switch (v.kind()) {
    case ValueKind::string: return std::string(v.string());
    case ValueKind::number: return number_text(v.exact());
    case ValueKind::boolean: return v.boolean() ? "true" : "false";
    default: return std::nullopt;
  }
}

std::optional<Number> to_number(Arena& arena, const Value& v) {
  if (v.is_number()) return v.exact();
  if (v.is_string()) return parse_number(arena, v.string());
  return std::nullopt;
}

std::optional<double> to_number(const Value& v) {
  Arena scratch;  // holds nothing for what a double can hold
  auto n = to_number(scratch, v);
  return n ? std::optional(n->nearest()) : std::nullopt;
}

std::optional<bool> to_boolean(const Value& v) {
  if (v.is_bool()) return v.boolean();
  if (v.is_string() && (v.string() == "true" || v.string() == "1")) return true;
  if (v.is_string() && (v.string() == "false" || v.string() == "0")) return false;
  return std::nullopt;
}

namespace {

std::optional<Value> refuse(std::string* why, std::string message) {
  if (why && why->empty()) *why = std::move(message);
  return std::nullopt;
}

Value keep_marks(const Value& from, Value to) {
  return to.from(from.source()).with_marks(from.marks());
}

/// The type that the elements of a new collection have; null: none. A null without type meets simple types only.
const Type* element_type(Context& c, std::span<const Value> values) {
  bool untyped = std::any_of(values.begin(), values.end(), [](const Value& v) { return v.is_null() && !v.null_type(); });
  bool compound = std::any_of(values.begin(), values.end(), [](const Value& v) { return v.is_sequence() || v.is_mapping(); });
  return untyped && compound ? nullptr : unify(c, values);
}

/// Where `any` stands inside the element type, the elements must agree on what it is: converts them to what all of them can be.
bool made_one(Context& c, std::vector<Value>& items, const Type*& element, std::string* why) {
  if (!element->has_dynamic || element->is(TypeKind::dynamic) || items.empty()) return true;
  const Type* one = unify(c, items);
  if (!one) return refuse(why, "its elements have no type in common").has_value();
  for (Value& i : items) {
    auto r = convert(c, i, one, why);
    if (!r) return false;
    i = *r;
  }
  element = one;
  return true;
}

std::optional<Value> convert_items(Context& c, const Value& v, const Type* type, std::string* why) {
  bool set = type->is(TypeKind::set);
  std::vector<Value> items;
  const Type* element = type->element;
  if (element->is(TypeKind::dynamic)) {
    element = v.is(ValueKind::tuple) ? element_type(c, v.items()) : v.list().element;
    if (!element) return refuse(why, "its elements have no type in common");
    if (v.items().empty()) element = c.types.dynamic();
  }
  items.reserve(v.items().size());
  for (const Value& i : v.items()) {
    auto r = convert(c, i, element, why);
    if (!r) return std::nullopt;
    items.push_back(*r);
  }
  if (!made_one(c, items, element, why)) return std::nullopt;
  return keep_marks(v, set ? c.set(std::move(items), element, v.span()) : c.list(items, element, v.span()));
}

std::optional<Value> convert_map(Context& c, const Value& v, const Type* type, std::string* why) {
  const Type* element = type->element;
  if (element->is(TypeKind::dynamic)) {
    if (v.is(ValueKind::map)) {
      element = v.map().element ? v.map().element : element;
    } else {
      std::vector<Value> values;
      for (const Entry& e : v.entries()) values.push_back(e.value);
      element = element_type(c, values);
      if (!element) return refuse(why, "its elements have no type in common");
    }
  }
  std::vector<Entry> entries(v.entries().begin(), v.entries().end());
  std::vector<Value> values;
  for (const Entry& e : entries) {
    auto r = convert(c, e.value, element, why);
    if (!r) return std::nullopt;
    values.push_back(*r);
  }
  if (!made_one(c, values, element, why)) return std::nullopt;
  for (size_t i = 0; i < entries.size(); ++i) entries[i].value = values[i];
  return keep_marks(v, c.map(std::move(entries), element, v.span()));
}

std::optional<Value> convert_object(Context& c, const Value& v, const Type* type, std::string* why) {
  std::vector<Entry> entries;
  for (const TypeAttribute& a : type->attributes) {
    const Entry* e = v.find(a.name);
    Entry out;
    out.key = a.name;
    out.at = v.span();
    if (e) out = *e;
    const Reference* resource = v.map().resource;
    if (!e && resource) {
      out.value = c.attribute(resource->address, cat(resource->attribute, resource->attribute.empty() ? "" : ".", a.name), {}, v.span(), resource->root);
    } else if (!e || (e->value.is_null() && a.optional && a.fallback)) {
      if (!e && !a.optional) return refuse(why, cat("attribute '", a.name, "' is required"));
      out.value = a.fallback ? *a.fallback : Value::null(a.type, v.span());
    }
    auto r = convert(c, out.value, a.type, why);
    if (!r) return std::nullopt;
    out.value = *r;
    entries.push_back(out);
  }
  return keep_marks(v, c.object(std::move(entries), v.span()));
}

}  // namespace

std::optional<Value> convert(Context& c, const Value& v, const Type* type, std::string* why) {
  if (!type || type->is(TypeKind::dynamic)) return v;
  if (v.is_unknown()) {
    const Type* from = v.unknown().type;
    if (from && !v.unknown().guessed && !convertible(from, type)) return refuse(why, cat("a ", type_text(from), " is no ", type_text(type)));
    if (from && from->primitive() && !type->primitive()) return refuse(why, cat("a ", type_text(from), " is no ", type_text(type)));
    return type->has_optional ? v : c.typed(v, type);
  }
  if (v.is_null()) {
    const Type* from = v.null_type();
    if (from && from->element && type->element && type->element->is(TypeKind::dynamic) && from->is(TypeKind::map) == type->is(TypeKind::map)) type = c.types.collection(type->kind, from->element);
    return keep_marks(v, Value::null(type, v.span()));
  }
  auto scalar = [&](auto parsed, auto make) -> std::optional<Value> {
    if (!parsed) return refuse(why, cat(kind_name(v), " is given where a ", type_text(type), " is needed"));
    return keep_marks(v, make(*parsed));
  };
  switch (type->kind) {
    case TypeKind::string:
      if (v.is_string()) return v;
      return scalar(to_text(v), [&](const std::string& s) { return c.text(s, v.span()); });
    case TypeKind::number:
      if (v.is_number()) return v;
      return scalar(to_number(c.arena, v), [&](const Number& n) { return Value::number(n, v.span()); });
    case TypeKind::boolean:
      if (v.is_bool()) return v;
      return scalar(to_boolean(v), [&](bool b) { return Value::boolean(b, v.span()); });
    case TypeKind::list: case TypeKind::set:
      if (!v.is_sequence()) break;
      if (v.is(type->is(TypeKind::set) ? ValueKind::set : ValueKind::list) && v.list().element == type->element && !type->has_optional) return v;
      return convert_items(c, v, type, why);
    case TypeKind::map:
      if (!v.is_mapping()) break;
      if (v.is(ValueKind::map) && v.map().element == type->element && !type->has_optional) return v;
      return convert_map(c, v, type, why);
    case TypeKind::tuple: {
      if (!v.is_sequence() || v.items().size() != type->members.size()) break;
      std::vector<Value> items;
      for (size_t i = 0; i < type->members.size(); ++i) {
        auto r = convert(c, v.items()[i], type->members[i], why);
        if (!r) return std::nullopt;
        items.push_back(*r);
      }
      return keep_marks(v, c.tuple(items, v.span()));
    }
    case TypeKind::object:
      if (!v.is_mapping()) break;
      return convert_object(c, v, type, why);
    case TypeKind::dynamic: return v;
  }
  return refuse(why, cat(kind_name(v), " is given where a ", type_text(type), " is needed"));
}

}  // namespace plumb::terraform
