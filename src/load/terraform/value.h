// Value: what a Terraform expression evaluates to: null, bool, number, string, list, set, tuple, map, object, or unknown.
// Why an own type beside graph/value.h: Terraform tells tuples from lists, objects from maps and typed nulls from untyped ones, and its
// unknowns say which attributes of which resources they are made of. load/terraform/map.h converts to the graph's Value at the edge.
// Invariants: 32 bytes, trivially copyable; payloads live in the evaluation's arena, in the AST or in a source text, all of which
// outlive the graph's Builder (evaluate.h), so texts need no copying; sets are sorted and without duplicates, maps and objects sorted by key.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>

#include "base/arena.h"
#include "load/terraform/number.h"
#include "load/terraform/type.h"
#include "source/span.h"

namespace plumb::terraform {

enum class ValueKind : uint8_t { null, boolean, number, string, list, set, tuple, map, object, unknown };

/// What a value came through: a literal of the configuration, a variable's default, a variable given from outside, or a computation.
enum class Source : uint8_t { literal, variable_default, variable, computed };

/// Another root module of the project, as references into it name it. Made once each in an evaluation: equal pointers are equal roots.
struct OtherRoot {
  std::string_view directory, workspace;
  bool as_loaded = true;  // its own unit is evaluated with this workspace and these inputs: its nodes are what references mean
};

/// An attribute of a resource or data source that only the provider knows, by address and path: {"module.net.aws_subnet.a[0]", "id"},
/// {"data.aws_availability_zones.all", "names[1]"}. When a resource's count or for_each is unknown its one instance is "aws_subnet.a[*]".
/// An empty attribute means the resource as a whole.
struct Reference {
  std::string_view address, attribute;
  Span span;  // where the reference stands in an expression
  const OtherRoot* root = nullptr;  // the root module that the address is in; null: the one that is evaluated

  bool same(const Reference& o) const { return root == o.root && address == o.address && attribute == o.attribute; }
};

/// Why a value is unknown and what it is made of.
class Value;

struct Unknown {
  std::string_view cause;  // for people: "var.zone has no default", "aws_vpc.main.id is known after apply"
  Span span;               // the place that would decide it (the variable block, the reference, the call)
  std::span<const Reference> references;  // every resource attribute in it, in order, without repetition
  bool exact = false;      // the value is references[0] itself, nothing was done to it. Two unknowns with equal exact references are
                           // the same value. Exact references into `names` or `zone_ids` of an aws_availability_zones data source
                           // with different index are different zones: that is how zones are symbolic and distinct.
  const Type* type = nullptr;    // null: not known either
  std::string_view text;         // the value written with its unknown parts as interpolations: "${aws_eks_cluster.a.name}-role", "${var.zone}";
                                 // never empty. The text before the first "${" is a known prefix, after the last "}" a known suffix.
  const Value* json = nullptr;     // a text that is the JSON of this value, which is known in part (jsonencode, a policy document)
  const Value* partial = nullptr;  // an object with unknown keys: the same object with the keys written as in `text`
  bool failed = false;             // unknown because evaluating it was refused (a finding says why)
  std::span<const Value> parts = {};  // a text that is these one after the other, known and unknown ones (join); empty: not known
  uint32_t length = 0;             // a text of so many characters (a timestamp, a UUID); 0: not known
  bool guessed = false;            // `type` is a guess from the attribute's name
  bool present = false;            // whatever it is, it is not null
  bool applied = false;            // every part of it that is not known is what a provider computes when it applies, for certain
  std::string_view start = {};     // a text: what it begins with for certain
};

struct Entry;

struct ListData {
  std::span<const Value> items;
  const Type* element = nullptr;   // list, set: element type (null: dynamic)
  const Unknown* open = nullptr;   // nested blocks only: there may be more of them because of this (dynamic block with unknown for_each)
  uint32_t weight = 0;             // values in it, shared ones counted as often as they occur (0: not counted); bounds what evaluation makes
};

struct MapData {
  std::span<const Entry> entries;  // sorted by key bytes
  const Type* element = nullptr;   // map: element type (null: dynamic)
  const Reference* resource = nullptr;  // object of a resource instance or nested block: attributes that are not in it are known to the provider only
  uint32_t weight = 0;                  // as in ListData
};

class Value {
 public:
  Value() = default;  // untyped null

  static Value null(const Type* type = nullptr, Span at = {}) { Value v(ValueKind::null, at); v.p_.type = type; return v; }
  static Value boolean(bool b, Span at = {}) { Value v(ValueKind::boolean, at); v.p_.boolean = b; return v; }
  static Value number(const Number& n, Span at = {}) {
    Value v(ValueKind::number, at);
    v.number_form_ = static_cast<uint8_t>(n.precision());
    if (n.big()) v.number_form_ |= kBig, v.p_.big = n.big();
    else v.p_.number = n.nearest();
    return v;
  }
  /// The bytes must outlive the evaluation (arena, AST, source).
  static Value string(std::string_view s, Span at = {}) { Value v(ValueKind::string, at); v.p_.text = s.data(); v.size_ = static_cast<uint32_t>(s.size()); return v; }
  static Value list(const ListData* d, Span at = {}) { Value v(ValueKind::list, at); v.p_.list = d; return v; }
  static Value set(const ListData* d, Span at = {}) { Value v(ValueKind::set, at); v.p_.list = d; return v; }
  static Value tuple(const ListData* d, Span at = {}) { Value v(ValueKind::tuple, at); v.p_.list = d; return v; }
  static Value sequence(ValueKind kind, const ListData* d, Span at = {}) { Value v(kind, at); v.p_.list = d; return v; }
  static Value map(const MapData* d, Span at = {}) { Value v(ValueKind::map, at); v.p_.map = d; return v; }
  static Value object(const MapData* d, Span at = {}) { Value v(ValueKind::object, at); v.p_.map = d; return v; }
  static Value unknown(const Unknown* u, Span at = {}) { Value v(ValueKind::unknown, at); v.p_.unknown = u; return v; }

  ValueKind kind() const { return kind_; }
  bool is(ValueKind k) const { return kind_ == k; }
  bool is_null() const { return kind_ == ValueKind::null; }
  bool is_bool() const { return kind_ == ValueKind::boolean; }
  bool is_number() const { return kind_ == ValueKind::number; }
  bool is_string() const { return kind_ == ValueKind::string; }
  bool is_unknown() const { return kind_ == ValueKind::unknown; }
  bool is_sequence() const { return kind_ == ValueKind::list || kind_ == ValueKind::set || kind_ == ValueKind::tuple; }
  bool is_mapping() const { return kind_ == ValueKind::map || kind_ == ValueKind::object; }
  bool is_known() const { return !is_unknown(); }  // of the value itself; its elements may be unknown: see wholly_known()

  // Payloads; each asks that the kind fits.
  bool boolean() const { return p_.boolean; }
  double number() const { return number_form_ & kBig ? p_.big->nearest : p_.number; }  // the nearest double
  Number exact() const {
    auto precision = static_cast<Number::Precision>(number_form_ & ~kBig);
    return number_form_ & kBig ? Number(p_.big, precision) : Number(p_.number, precision);
  }
  std::string_view string() const { return {p_.text, size_}; }
  const Unknown& unknown() const { return *p_.unknown; }
  const Type* null_type() const { return p_.type; }  // null pointer: untyped
  const ListData& list() const { return *p_.list; }
  const MapData& map() const { return *p_.map; }

  // Reading with a fallback: the payload when the kind fits.
  std::string_view string_or(std::string_view otherwise = {}) const { return is_string() ? string() : otherwise; }
  bool boolean_or(bool otherwise) const { return is_bool() ? boolean() : otherwise; }

  /// Items of a list, set or tuple; empty for everything else.
  std::span<const Value> items() const { return is_sequence() ? p_.list->items : std::span<const Value>{}; }
  /// Entries of a map or object; empty for everything else.
  std::span<const Entry> entries() const;
  /// The entry under `key` of a map or object, or null. O(log n).
  const Entry* find(std::string_view key) const;
  /// The value under `key`; untyped null when there is none.
  Value get(std::string_view key) const;

  Span span() const { return span_; }  // where the value came from: the literal, or the expression that computed it
  Source source() const { return source_; }
  bool sensitive() const { return flags_ & kSensitive; }
  bool ephemeral() const { return flags_ & kEphemeral; }
  /// Sensitive and ephemeral, together: what is made of a marked value bears its marks.
  uint8_t marks() const { return flags_ & (kSensitive | kEphemeral); }
  Value with_marks(uint8_t marks) const { Value v = *this; v.flags_ |= marks; return v; }
  bool maybe() const { return flags_ & kMaybe; }  // nested block that may not exist (dynamic block with unknown for_each)
  Value at(Span s) const { Value v = *this; v.span_ = s; return v; }
  Value from(Source s) const { Value v = *this; v.source_ = s; return v; }
  Value marked_sensitive(bool on = true) const { Value v = *this; v.flags_ = static_cast<uint8_t>(on ? flags_ | kSensitive : flags_ & ~kSensitive); return v; }
  Value marked_ephemeral(bool on = true) const { Value v = *this; v.flags_ = static_cast<uint8_t>(on ? flags_ | kEphemeral : flags_ & ~kEphemeral); return v; }
  Value marked_maybe() const { Value v = *this; v.flags_ |= kMaybe; return v; }

 private:
  static constexpr uint8_t kSensitive = 1, kMaybe = 2, kEphemeral = 4;
  static constexpr uint8_t kBig = 128;  // in number_form_
  Value(ValueKind kind, Span at) : kind_(kind), span_(at) {}

  ValueKind kind_ = ValueKind::null;
  uint8_t flags_ = 0;
  Source source_ = Source::literal;
  uint8_t number_form_ = 0;  // number: its precision; kBig: the payload is a Big
  uint32_t size_ = 0;  // string: bytes
  union {
    bool boolean;
    double number;
    const Big* big;
    const char* text;
    const ListData* list;
    const MapData* map;
    const Unknown* unknown;
    const Type* type;
  } p_ = {.type = nullptr};
  Span span_;
};
static_assert(sizeof(Value) == 32);

struct Entry {
  std::string_view key;
  Span key_span;  // the attribute's name, the key's expression, the block's type
  Span at;        // the expression (or the block) as it stands at the place of use; value.span() is where its value came from
  Value value;
};

inline std::span<const Entry> Value::entries() const { return is_mapping() ? p_.map->entries : std::span<const Entry>{}; }
inline Value Value::get(std::string_view key) const {
  const Entry* e = find(key);
  return e ? e->value : Value();
}

/// Whether the value is made of what only an apply gives: an attribute of a managed resource. What else is unknown (a variable without a
/// value, a data source, a module that is not at hand) is known where Terraform plans.
bool after_apply(const Value& v);
/// What of a text is certain whatever follows: its last letter may be joined by an accent.
std::string_view certain_start(std::string_view s);
/// The type of the managed resource at an address: aws_subnet of module.net["a"].aws_subnet.b[0]; empty for anything else.
std::string_view resource_type(std::string_view address);
/// Neither the value nor anything in it is unknown (nor an open list of blocks).
bool wholly_known(const Value& v);
/// The marks of a value and of all in it.
uint8_t marks_in(const Value& v);
/// Every reference to a resource attribute in the value, at any depth, in order, without repetition.
std::vector<Reference> references_in(const Value& v);

}  // namespace plumb::terraform
