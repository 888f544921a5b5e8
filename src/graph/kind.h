// The vocabulary at run time: kinds, their fields and types, as generated from schemas/kinds/*.yaml.
// Why generated: one source gives the C++ slots, the type environment of the rules and the rule author's reference, so that
// a misspelt field is a build error everywhere.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>

namespace plumb {

enum class Kind : uint8_t;  // enumerators: graph/kinds.gen.h

/// A declared field of a kind; constants are field::<kind>::<name> in graph/kinds.gen.h.
struct Field {
  Kind kind;
  uint8_t slot;
  friend bool operator==(const Field&, const Field&) = default;
};

enum class BaseType : uint8_t { any, boolean, integer, number, string, node };

/// list<T>, map<T> or T, where T is a base type; for nodes `target` says which kind (any kind when `any_kind`).
struct FieldType {
  BaseType base = BaseType::any;
  enum class Shape : uint8_t { one, list, map } shape = Shape::one;
  bool any_kind = false;
  Kind target{};
};

struct FieldInfo {
  std::string_view name;
  FieldType type;
  std::string_view default_value;  // JSON text; empty: none
  std::string_view doc;
  std::string_view derived_by;     // the analysis or link pass that sets it; empty: frontends do
  bool inverse = false;            // not stored: the nodes whose `inverse_of` edge points here
  Field inverse_of{};
};

struct KindInfo {
  Kind kind;
  std::string_view name;
  std::string_view doc;
  std::span<const FieldInfo> fields;  // index == Field::slot
  bool kubernetes = false;            // carries the fields common to Kubernetes objects
};

std::span<const KindInfo> kinds();  // index == static_cast<int>(Kind)
const KindInfo& info(Kind k);
const FieldInfo& info(Field f);
/// The kind called `name`, or null.
const KindInfo* find_kind(std::string_view name);
/// The field of `k` called `name`; false when there is none.
bool find_field(Kind k, std::string_view name, Field* out);

}  // namespace plumb
