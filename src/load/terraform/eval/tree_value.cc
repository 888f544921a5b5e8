// tree_value.h.
#include "load/terraform/eval/tree_value.h"

#include <algorithm>
#include <functional>

namespace plumb::terraform {
namespace {

uint32_t weight_of(const Value& v) { return 1 + (v.is_sequence() ? v.list().weight : v.is_mapping() ? v.map().weight : 0); }

}  // namespace

Value tuple_value(Arena& arena, const std::vector<Value>& items, Span at) {
  uint32_t weight = 0;
  for (const Value& i : items) weight += weight_of(i);
  return Value::tuple(arena.make<ListData>(ListData{arena.copy(items), nullptr, nullptr, weight}), at);
}

Value object_value(Arena& arena, std::vector<Entry> entries, Span at) {
  std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.key < b.key; });
  size_t n = 0;
  uint32_t weight = 0;
  for (const Entry& e : entries) {
    if (n > 0 && entries[n - 1].key == e.key) --n;
    entries[n++] = e;
  }
  entries.resize(n);
  for (const Entry& e : entries) weight += weight_of(e.value);
  return Value::object(arena.make<MapData>(MapData{arena.copy(entries), nullptr, nullptr, weight}), at);
}

std::string_view tree_text(Arena& arena, TreeRef n) {
  std::string_view text = n.text();
  if (text.empty()) return {};
  const std::string_view& source = n.tree()->text;
  bool in_source = !std::less<>()(text.data(), source.data()) && std::less<>()(text.data(), source.data() + source.size());
  return in_source ? text : arena.copy(text);
}

Value tree_value(Arena& arena, TreeRef n) { return tree_value(arena, arena, n); }

Value tree_value(Arena& arena, Arena& texts, TreeRef n) {
  switch (n.type()) {
    case NodeType::boolean: return Value::boolean(n.boolean(), n.span());
    case NodeType::integer: case NodeType::floating: return Value::number(parse_number(texts, n.text()).value_or(0.0), n.span());
    case NodeType::string: return Value::string(tree_text(texts, n), n.span());
    case NodeType::sequence: {
      std::vector<Value> items;
      for (TreeRef i : n.items()) items.push_back(tree_value(arena, texts, i));
      return tuple_value(arena, items, n.span());
    }
    case NodeType::mapping: {
      std::vector<Entry> entries;
      for (auto [k, v] : n.entries()) entries.push_back({tree_text(texts, k), k.span(), v.span(), tree_value(arena, texts, v)});
      return object_value(arena, std::move(entries), n.span());
    }
    default: return Value::null(nullptr, n.span());
  }
}

}  // namespace plumb::terraform
