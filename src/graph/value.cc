// See value.h.
#include "graph/value.h"

#include <algorithm>

namespace plumb {

Value Value::of(TreeRef ref) {
  if (!ref) return {};
  static constexpr Tag kTags[] = {Tag::null, Tag::boolean, Tag::integer, Tag::number, Tag::string, Tag::list, Tag::map, Tag::null};
  Value v;
  v.tag_ = kTags[static_cast<int>(ref.type())];
  v.flags_ = kTree;
  v.size_ = ref.index();
  v.p_.tree = ref.tree();
  return v;
}

uint32_t Value::size() const {
  if (tree_backed()) return tree_ref().size();
  return is_list() ? p_.list->size : is_map() ? p_.map->size : 0;
}

Value Value::at(uint32_t i) const {
  if (!is_list() || i >= size()) return {};
  return tree_backed() ? Value::of(tree_ref().at(i)) : p_.list->items[i];
}

Value Value::get(std::string_view key) const {
  if (!is_map()) return {};
  if (tree_backed()) return Value::of(tree_ref()[key]);
  for (uint32_t i = 0; i < p_.map->size; ++i)
    if (p_.map->entries[i].key == key) return p_.map->entries[i].value;
  return p_.map->open ? Value::unknown(p_.map->open) : Value();
}

MapEntry Value::entry(uint32_t i) const {
  if (!is_map() || i >= size()) return {};
  if (!tree_backed()) return p_.map->entries[i];
  for (auto [k, v] : tree_ref().entries())
    if (i-- == 0) return {k.text(), k.span(), Value::of(v)};
  return {};
}

const Cause* Value::open() const {
  if (tree_backed()) return nullptr;
  return is_list() ? p_.list->open : is_map() ? p_.map->open : nullptr;
}

Value make_list(Arena& arena, std::span<const Value> items, const Cause* open, const Origin* origin) {
  Value* out = arena.array<Value>(items.size());
  std::uninitialized_copy(items.begin(), items.end(), out);
  return Value::list(arena.make<ListData>(out, static_cast<uint32_t>(items.size()), open), origin);
}

Value make_map(Arena& arena, std::span<const MapEntry> entries, const Cause* open, const Origin* origin) {
  MapEntry* out = arena.array<MapEntry>(entries.size());
  std::uninitialized_copy(entries.begin(), entries.end(), out);
  return Value::map(arena.make<MapData>(out, static_cast<uint32_t>(entries.size()), open), origin);
}

const Cause* make_cause(Arena& arena, std::string_view text, Span span) { return arena.make<Cause>(arena.copy(text), span); }

const Origin* make_origin(Arena& arena, Span span, How how, std::string_view note) {
  if (note.empty()) return arena.make<Origin>(span, how);
  return arena.make<NotedOrigin>(Origin{span, how, true}, arena.copy(note));
}

static bool is_numeric(const Value& v) { return v.is(Tag::integer) || v.is(Tag::number); }
static double as_number(const Value& v) { return v.is_int() ? static_cast<double>(v.integer()) : v.number(); }

bool same_value(const Value& a, const Value& b) {
  if (a.is_unknown() || b.is_unknown()) return false;
  if (is_numeric(a) && is_numeric(b)) return a.is_int() && b.is_int() ? a.integer() == b.integer() : as_number(a) == as_number(b);
  if (a.tag() != b.tag()) return false;
  switch (a.tag()) {
    case Tag::absent:
    case Tag::null: return true;
    case Tag::boolean: return a.boolean() == b.boolean();
    case Tag::unsigned_integer: return a.unsigned_integer() == b.unsigned_integer();
    case Tag::string:
    case Tag::bytes: return a.string() == b.string();
    case Tag::node: return a.node() == b.node();
    case Tag::list: {
      if (a.open() || b.open() || a.size() != b.size()) return false;
      for (uint32_t i = 0; i < a.size(); ++i)
        if (!same_value(a.at(i), b.at(i))) return false;
      return true;
    }
    case Tag::map: {
      if (a.open() || b.open() || a.size() != b.size()) return false;
      bool same = true;
      a.for_each_entry([&](std::string_view key, Span, const Value& value) { same = same && same_value(value, b.get(key)); });
      return same;
    }
    default: return false;
  }
}

}  // namespace plumb
