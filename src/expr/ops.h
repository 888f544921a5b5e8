// Equality, order, membership and access on values, three-valued, over built and tree-backed collections alike.
// Invariant: nothing here copies a tree; cursors walk it.
#pragma once
#include <optional>

#include "expr/eval.h"

namespace plumb::expr {

/// Items of a list in order.
class ListCursor {
 public:
  explicit ListCursor(const Value& list);
  bool next(Value& item);

 private:
  const Value* at_ = nullptr;
  const Value* end_ = nullptr;
  TreeRef tree_;
  uint32_t left_ = 0;
};

/// Entries of a map in order; keys are values.
class MapCursor {
 public:
  explicit MapCursor(const Value& map);
  bool next(Value& key, Value& value);

 private:
  const MapData* data_ = nullptr;
  uint32_t at_ = 0;
  TreeRef tree_;
  uint32_t left_ = 0;
};

enum class Truth : uint8_t { no,
                             yes,
                             unknown };

/// CEL's equality: numbers by value across types, collections deep. `why` is set when the answer is unknown.
Truth equal(const Value& a, const Value& b, const Cause** why);

enum class Order : uint8_t { less,
                             same,
                             greater,
                             unordered,
                             incomparable };  // unordered: NaN
Order compare(const Value& a, const Value& b);

/// Why the members of a collection are not exactly known (open, a maybe, an unknown item), or null. Shallow.
const Cause* incomplete(const Value& collection, const Graph* graph = nullptr);

/// Least and greatest number of members; the greatest is UINT64_MAX when open.
struct SizeRange {
  uint64_t low = 0, high = 0;
  const Cause* why = nullptr;
};
SizeRange size_range(const Value& collection, const Graph* graph = nullptr);

/// The value under `key`: absent when it is certainly not there, unknown when that is not known.
Value lookup(const Value& map, const Value& key);
Value contains(Frame& frame, const Value& item, const Value& collection);

/// list[i], map[k]; errors and unknowns as values.
Value index(Frame& frame, const Value& owner, const Value& key);
/// owner.field for whatever the owner is: map, node of any kind, optional.
Value select(Frame& frame, const Value& owner, std::string_view field);
/// Whether owner.field is there: a boolean, unknown or error.
Value has_field(Frame& frame, const Value& owner, std::string_view field);
/// owner.?field and owner[?key].
Value optional_select(Frame& frame, const Value& owner, std::string_view field);
Value optional_index(Frame& frame, const Value& owner, const Value& key);

/// Members that every node has: name, address, kind, raw, unit; none: no such member.
inline constexpr std::string_view kNodeBuiltins[] = {"name", "address", "kind", "raw", "unit"};
Value node_builtin(Frame& frame, NodeId id, size_t which);
/// A field of a node as an expression sees it: absent reads as null.
Value node_field(Frame& frame, NodeId id, Field field);
/// has(node.field)
Value has_node_field(Frame& frame, NodeId id, Field field);

/// The type of a value as type() names it.
std::string_view type_name(const Value& v);

inline std::optional<double> as_number(const Value& v) {
  switch (v.tag()) {
    case Tag::integer:
      return static_cast<double>(v.integer());
    case Tag::unsigned_integer:
      return static_cast<double>(v.unsigned_integer());
    case Tag::number:
      return v.number();
    default:
      return {};
  }
}

}  // namespace plumb::expr
