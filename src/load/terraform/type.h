// Type: Terraform's types (bool, number, string, list, set, map, tuple, object, any), made once each in a Types table.
// Why interned: conversions and unification compare types all the time; with one object a type, equality is a pointer comparison.
// Invariant: two Type pointers of one Types are equal exactly when the types are; object attributes are sorted by name.
#pragma once
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/arena.h"

namespace plumb::terraform {

class Value;

enum class TypeKind : uint8_t { dynamic, boolean, number, string, list, set, map, tuple, object };

struct Type;

/// `optional(T, default)` in a variable's type; `fallback` is null without default.
struct TypeAttribute {
  std::string_view name;
  const Type* type = nullptr;
  bool optional = false;
  const Value* fallback = nullptr;
};

struct Type {
  TypeKind kind = TypeKind::dynamic;
  bool has_dynamic = false;                  // `any` somewhere in it
  bool has_optional = false;                 // an object with optional attributes somewhere in it
  const Type* element = nullptr;             // list, set, map
  std::span<const Type* const> members;      // tuple
  std::span<const TypeAttribute> attributes; // object

  bool is(TypeKind k) const { return kind == k; }
  bool primitive() const { return kind >= TypeKind::boolean && kind <= TypeKind::string; }
  const TypeAttribute* attribute(std::string_view name) const;
};

class Types {
 public:
  explicit Types(Arena& arena);
  const Type* dynamic() const { return dynamic_; }
  const Type* boolean() const { return boolean_; }
  const Type* number() const { return number_; }
  const Type* string() const { return string_; }
  const Type* list(const Type* element) { return collection(TypeKind::list, element); }
  const Type* set(const Type* element) { return collection(TypeKind::set, element); }
  const Type* map(const Type* element) { return collection(TypeKind::map, element); }
  const Type* collection(TypeKind kind, const Type* element);
  const Type* tuple(const std::vector<const Type*>& members);
  /// Attributes in any order; the last of equal names wins.
  const Type* object(std::vector<TypeAttribute> attributes);

 private:
  const Type* primitive(TypeKind kind);
  Arena& arena_;
  const Type *dynamic_, *boolean_, *number_, *string_;
  std::map<std::pair<TypeKind, const Type*>, const Type*> collections_;
  std::map<std::vector<const Type*>, const Type*> tuples_;
  std::map<std::string, const Type*> objects_;
};

/// The type as Terraform's `type()` prints it, without blanks: "list(string)", "object({a:number})".
std::string type_text(const Type* type);

}  // namespace plumb::terraform
