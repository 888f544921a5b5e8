// Value: what a field of the graph holds and what an expression evaluates to; three-valued: known, absent or unknown.
// Why 24 bytes: graphs hold millions; payloads live in arenas (graph, evaluation) or in a Tree and are shared by copying.
// Invariants: an unknown carries its Cause; lists and maps say whether they are closed ("exactly these") or open ("at least
// these"); a value with the maybe mark is an element that may not exist. Values never own memory.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>

#include "base/arena.h"
#include "source/span.h"
#include "syntax/tree.h"

namespace plumb {

enum class Tag : uint8_t {
  absent,  // not given: the default applies (Graph::get has put it in place where the vocabulary knows one)
  null, boolean, integer, unsigned_integer, number, string, bytes, list, map,
  node,                                                         // a node of the graph
  ip, cidr, quantity, url, semver, timestamp, duration,         // payload: see expr/ and base/ for their structs
  type, optional, format, error,                                // only while an expression is evaluated
  unknown,
};

/// Index of a node in its Graph.
enum class NodeId : uint32_t { none = 0xffffffffu };

/// Why a value is unknown, in words for a person ("var.zone has no default"), and the place that would decide it.
struct Cause {
  std::string_view text;
  Span span;
};

enum class How : uint8_t { literal, default_value, variable, computed, fact };

/// Where a value came from: 16 bytes, for nearly every value of a graph has one.
struct Origin {
  Span span;
  How how = How::literal;
  bool noted = false;  // it is a NotedOrigin

  /// The default's owner ("aws_vpc"), the variable, the pass; empty for literals.
  std::string_view note() const;
};
struct NotedOrigin : Origin {
  std::string_view text;
};
inline std::string_view Origin::note() const { return noted ? static_cast<const NotedOrigin*>(this)->text : std::string_view{}; }

class Value;
struct MapEntry;

struct ListData {
  const Value* items = nullptr;
  uint32_t size = 0;
  const Cause* open = nullptr;   // not null: at least these items; more may exist because of this
  const Cause* maybe = nullptr;  // why items with the maybe mark may not be members, where that is known (the first reason)
};

struct MapData {
  const MapEntry* entries = nullptr;  // in source order, keys unique
  uint32_t size = 0;
  const Cause* open = nullptr;  // not null: more keys may exist, or these may be overridden
  const Value* keys = nullptr;  // only maps that an expression made with keys other than strings: the keys, beside `entries`
};

class Value {
 public:
  Value() = default;  // absent

  static Value absent() { return {}; }
  static Value null(const Origin* o = nullptr) { return Value(Tag::null, 0, o); }
  static Value boolean(bool b, const Origin* o = nullptr) { Value v(Tag::boolean, 0, o); v.p_.boolean = b; return v; }
  static Value integer(int64_t i, const Origin* o = nullptr) { Value v(Tag::integer, 0, o); v.p_.integer = i; return v; }
  static Value unsigned_integer(uint64_t i, const Origin* o = nullptr) { Value v(Tag::unsigned_integer, 0, o); v.p_.unsigned_integer = i; return v; }
  static Value number(double d, const Origin* o = nullptr) { Value v(Tag::number, 0, o); v.p_.number = d; return v; }
  /// The bytes of `s` must outlive the value (a source text, an arena, a literal).
  static Value string(std::string_view s, const Origin* o = nullptr) { Value v(Tag::string, static_cast<uint32_t>(s.size()), o); v.p_.text = s.data(); return v; }
  static Value bytes(std::string_view s, const Origin* o = nullptr) { Value v(Tag::bytes, static_cast<uint32_t>(s.size()), o); v.p_.text = s.data(); return v; }
  static Value list(const ListData* d, const Origin* o = nullptr) { Value v(Tag::list, 0, o); v.p_.list = d; return v; }
  static Value map(const MapData* d, const Origin* o = nullptr) { Value v(Tag::map, 0, o); v.p_.map = d; return v; }
  static Value node(NodeId id, const Origin* o = nullptr) { return Value(Tag::node, static_cast<uint32_t>(id), o); }
  static Value unknown(const Cause* c, const Origin* o = nullptr) { Value v(Tag::unknown, 0, o); v.p_.cause = c; return v; }
  /// A value of one of the tags with a struct of its own (ip, cidr, quantity, ..., optional, error).
  static Value extended(Tag t, const void* payload, const Origin* o = nullptr) { Value v(t, 0, o); v.p_.extended = payload; return v; }
  /// A node of a Tree: scalars by their type, collections lazily; its span is the tree node's. Nothing is copied.
  static Value of(TreeRef ref);

  Tag tag() const { return tag_; }
  bool is(Tag t) const { return tag_ == t; }
  bool is_absent() const { return tag_ == Tag::absent; }
  bool is_null() const { return tag_ == Tag::null; }
  bool is_unknown() const { return tag_ == Tag::unknown; }
  bool is_string() const { return tag_ == Tag::string; }
  bool is_bool() const { return tag_ == Tag::boolean; }
  bool is_int() const { return tag_ == Tag::integer; }
  bool is_list() const { return tag_ == Tag::list; }
  bool is_map() const { return tag_ == Tag::map; }
  bool is_node() const { return tag_ == Tag::node; }
  /// Neither absent nor null nor unknown.
  bool is_given() const { return tag_ > Tag::null && tag_ != Tag::unknown; }

  // Payloads; each asks that the tag fits.
  bool boolean() const { return tree_backed() ? tree_node().boolean : p_.boolean; }
  int64_t integer() const { return tree_backed() ? tree_node().integer : p_.integer; }
  uint64_t unsigned_integer() const { return p_.unsigned_integer; }
  double number() const { return tree_backed() ? tree_node().floating : p_.number; }
  std::string_view string() const {
    if (!tree_backed()) return {p_.text, size_};
    const TreeNode& n = tree_node();
    return {n.text, n.size};
  }
  NodeId node() const { return static_cast<NodeId>(size_); }
  const Cause* cause() const { return p_.cause; }
  const void* extended() const { return p_.extended; }

  // Reading with a fallback, for passes: the payload when the tag fits, else `otherwise`.
  bool boolean_or(bool otherwise) const { return is_bool() ? boolean() : otherwise; }
  int64_t integer_or(int64_t otherwise) const { return is_int() ? integer() : otherwise; }
  std::string_view string_or(std::string_view otherwise = {}) const { return is_string() ? string() : otherwise; }

  // Collections, tree-backed or built. size() is 0 for everything else.
  uint32_t size() const;
  Value at(uint32_t i) const;  // list item i
  /// Map value under `key`: absent when the map is closed and lacks it, unknown when it is open and lacks it. Nothing else: absent.
  Value get(std::string_view key) const;
  MapEntry entry(uint32_t i) const;  // map entry i, in source order
  const Cause* open() const;  // list, map: why there may be more; null when closed
  const ListData* list_data() const { return is_list() && !tree_backed() ? p_.list : nullptr; }
  const MapData* map_data() const { return is_map() && !tree_backed() ? p_.map : nullptr; }
  /// Calls f(item) for each item of a list; linear also for tree-backed lists.
  template <class F> void for_each_item(F&& f) const;
  /// Calls f(key, key_span, value) for each entry of a map.
  template <class F> void for_each_entry(F&& f) const;

  /// An element of a list (or a node) that may not exist: never makes a finding, counts as present for claims of absence.
  bool maybe() const { return flags_ & kMaybe; }
  Value with_maybe(bool m) const { Value v = *this; v.flags_ = static_cast<uint8_t>(m ? flags_ | kMaybe : flags_ & ~kMaybe); return v; }

  /// Where it came from; the span is unknown for computed values without an origin.
  Span span() const { return tree_backed() ? tree_ref().span() : origin_ ? origin_->span : Span{}; }
  const Origin* origin() const { return tree_backed() ? nullptr : origin_; }
  Value with_origin(const Origin* o) const { Value v = *this; if (!tree_backed()) v.origin_ = o; return v; }
  TreeRef tree_ref() const { return tree_backed() ? TreeRef(p_.tree, size_) : TreeRef(); }

 private:
  static constexpr uint8_t kTree = 1, kMaybe = 2;
  Value(Tag t, uint32_t size, const Origin* o) : tag_(t), size_(size), origin_(o) {}
  bool tree_backed() const { return flags_ & kTree; }
  const TreeNode& tree_node() const { return p_.tree->nodes[size_]; }

  Tag tag_ = Tag::absent;
  uint8_t flags_ = 0;
  uint16_t unused_ = 0;
  uint32_t size_ = 0;  // string: bytes; node: its id; tree-backed: index of the tree node
  union {
    bool boolean;
    int64_t integer;
    uint64_t unsigned_integer;
    double number;
    const char* text;
    const ListData* list;
    const MapData* map;
    const Cause* cause;
    const void* extended;
    const Tree* tree;
  } p_ = {.integer = 0};
  const Origin* origin_ = nullptr;
};
static_assert(sizeof(Value) == 24);

struct MapEntry {
  std::string_view key;
  Span key_span;
  Value value;
};

template <class F>
void Value::for_each_item(F&& f) const {
  if (!is_list()) return;
  if (tree_backed()) {
    for (TreeRef item : tree_ref().items()) f(Value::of(item));
  } else {
    for (uint32_t i = 0; i < p_.list->size; ++i) f(p_.list->items[i]);
  }
}

template <class F>
void Value::for_each_entry(F&& f) const {
  if (!is_map()) return;
  if (tree_backed()) {
    for (auto [k, v] : tree_ref().entries()) f(k.text(), k.span(), Value::of(v));
  } else {
    for (uint32_t i = 0; i < p_.map->size; ++i) f(p_.map->entries[i].key, p_.map->entries[i].key_span, p_.map->entries[i].value);
  }
}

// Building, in an arena.
Value make_list(Arena& arena, std::span<const Value> items, const Cause* open = nullptr, const Origin* origin = nullptr);
Value make_map(Arena& arena, std::span<const MapEntry> entries, const Cause* open = nullptr, const Origin* origin = nullptr);
const Cause* make_cause(Arena& arena, std::string_view text, Span span);
const Origin* make_origin(Arena& arena, Span span, How how = How::literal, std::string_view note = {});
inline Value make_unknown(Arena& arena, std::string_view why, Span span) { return Value::unknown(make_cause(arena, why, span)); }

/// Deep equality of known values (integers and numbers by value, maps without order); false when either is unknown.
bool same_value(const Value& a, const Value& b);

}  // namespace plumb
