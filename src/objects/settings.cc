// See settings.h.
#include "objects/settings.h"

#include <vector>

#include "syntax/read.h"

namespace plumb::kubernetes {

/// A deep copy: what a reader's tree says outlives the tree.
static Value copied(Arena& arena, TreeRef at, const Origin* o) {
  if (at.is_map()) {
    std::vector<MapEntry> entries;
    for (auto [key, value] : at.entries()) entries.push_back({arena.copy(key.text()), o ? o->span : Span{}, copied(arena, value, o)});
    return make_map(arena, entries, nullptr, o);
  }
  if (at.is_list()) {
    std::vector<Value> items;
    for (TreeRef item : at.items()) items.push_back(copied(arena, item, o));
    return make_list(arena, items, nullptr, o);
  }
  if (at.is_string()) return Value::string(arena.copy(at.string()), o);
  Value scalar = Value::of(at);
  return scalar.is_bool() ? Value::boolean(scalar.boolean(), o) : scalar.is_int() ? Value::integer(scalar.integer(), o) : scalar.is(Tag::number) ? Value::number(scalar.number(), o) : Value::null(o);
}

Value read_settings(Arena& arena, const Value& text) {
  if (!text.is_string()) return text;
  Findings faults;  // whoever uses the text refuses what is no YAML; here it is merely not known
  Tree tree = read_yaml(FileId::none, text.string(), faults);
  if (!faults.empty()) return make_unknown(arena, "the settings in the text cannot be read", text.span());
  if (tree.documents.empty() || tree.document(0).is_null()) return {};
  return copied(arena, tree.document(0), make_origin(arena, text.span()));
}

}  // namespace plumb::kubernetes
