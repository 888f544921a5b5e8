// Functions on lists, maps and their elements (sets: functions_set.cc).
#include <algorithm>
#include <cmath>
#include <map>
#include <string>

#include "base/text.h"
#include "load/terraform/eval/functions.h"
#include "load/terraform/eval/operators.h"
#include "load/terraform/eval/unicode.h"
#include "load/terraform/eval/whole.h"
#include "load/terraform/eval/zone_keys.h"

namespace plumb::terraform {
namespace {

/// A list when all elements have one type, else a tuple; lists of known element type stay.
Value sequence_like(FunctionCall& f, const Value& like, const std::vector<Value>& items) {
  if (like.is(ValueKind::tuple)) return f.c.tuple(items, f.at);
  return f.c.list(items, like.list().element, f.at);
}

Value needs(FunctionCall& f, std::string_view what, size_t i = 0) {
  return f.c.fail(f.span(i), cat(f.expr.name, ": ", what, " is needed, not ", kind_name(f[i])));
}

Value length(FunctionCall& f) {
  const Value& v = f[0];
  if (v.is_null()) return f.fail("the argument must not be null");
  const Type* type = v.is_unknown() && !v.unknown().guessed ? v.unknown().type : nullptr;
  if (type && type->is(TypeKind::tuple)) return f.make(static_cast<double>(type->members.size()));
  if (type && type->is(TypeKind::object)) return f.make(static_cast<double>(type->attributes.size()));
  if (type && (type->is(TypeKind::number) || type->is(TypeKind::boolean))) return f.fail(cat("a list, map or string is needed, not a ", type_text(type)));
  if (v.is_unknown()) return v.unknown().length ? f.make(static_cast<double>(v.unknown().length)) : f.unknown(f.c.types.number());
  if (v.is_string()) return f.make(static_cast<double>(grapheme_count(v.string())));
  if (v.is(ValueKind::set) && v.items().size() > 1 && first_unknown(v)) return f.unknown(f.c.types.number());
  if (v.is_sequence()) return f.make(static_cast<double>(v.items().size()));
  if (v.is_mapping()) return f.make(static_cast<double>(v.entries().size()));
  return needs(f, "a list, map or string");
}

Value merge(FunctionCall& f) {
  std::vector<Entry> entries;
  std::vector<Value> unknown;
  const Type* element = nullptr;
  const Reference* modelled = nullptr;
  bool maps = true, any = false;
  for (size_t i = 0; i < f.size(); ++i) {
    if (f[i].is_null()) {
      maps = maps && f[i].null_type();
      continue;
    }
    any = true;
    if (f[i].is_unknown()) {
      unknown.push_back(f[i]);
      continue;
    }
    if (!f[i].is_mapping()) return needs(f, "a map or object", i);
    maps = maps && f[i].is(ValueKind::map) && (!element || element == f[i].map().element);
    if (f[i].is(ValueKind::map)) element = f[i].map().element;
    entries.insert(entries.end(), f[i].entries().begin(), f[i].entries().end());
    if (is_modelled_call(f[i])) modelled = f[i].map().resource;
  }
  if (unknown.empty() && modelled) {
    Value all = f.c.object(std::move(entries), f.at);
    if (!all.is_mapping()) return all;
    MapData* data = f.c.arena.make<MapData>(all.map());
    data->resource = modelled;
    return Value::object(data, f.at);
  }
  if (unknown.empty()) return any && maps ? f.c.map(std::move(entries), element, f.at) : f.c.object(std::move(entries), f.at);
  // What is merged over or under the unknown argument is known in part.
  Value v = f.c.unknown_from(f.args, f.at);
  Unknown* u = f.c.arena.make<Unknown>(v.unknown());
  u->cause = unknown[0].unknown().cause;
  u->span = unknown[0].unknown().span;
  return Value::unknown(u, f.at);
}

Value concat(FunctionCall& f) {
  std::vector<Value> items;
  bool tuple = false;
  const Type* element = nullptr;
  for (size_t i = 0; i < f.size(); ++i) {
    if (!f[i].is_sequence() || f[i].is(ValueKind::set)) return needs(f, "a list or tuple", i);
    tuple = tuple || f[i].is(ValueKind::tuple);
    if (!tuple) element = element ? unify(f.c, element, type_of(f.c, f[i])->element) : type_of(f.c, f[i])->element;
    items.insert(items.end(), f[i].items().begin(), f[i].items().end());
  }
  if (tuple || !element) return f.c.tuple(items, f.at);
  std::string why;
  auto v = convert(f.c, f.c.tuple(items, f.at), f.c.types.list(element), &why);
  return v ? *v : f.fail(why);
}

Value lookup(FunctionCall& f) {
  if (f[0].is_unknown() || f[1].is_unknown()) return f.unknown();
  std::string key;
  if (!f[0].is_mapping()) return needs(f, "a map");
  if (!f.text(1, key)) return f.failed();
  if (const Entry* e = f[0].find(key)) return e->value;
  if (f[0].map().resource || zone_entry(f[0])) return get_attribute(f.c, f[0], key, f.at);
  if (f.size() < 3) return f.fail(cat("there is no key '", key, "'"));
  if (!f[0].is(ValueKind::map) || !f[0].map().element) return f[2];
  std::string why;
  auto v = convert(f.c, f[2], f[0].map().element, &why);
  return v ? *v : f.fail(why);
}

Value element(FunctionCall& f) {
  if (f[0].is_unknown()) {  // an exact reference: the element by its number; wrapping around is not known
    return f[1].is_unknown() ? f.unknown() : get_index(f.c, f[0], f[1], f.at);
  }
  if (f[1].is_unknown()) return f.unknown(f[0].is(ValueKind::list) ? f[0].list().element : nullptr);
  int64_t i = 0;
  if (!f[0].is_sequence() || f[0].is(ValueKind::set)) return needs(f, "a list");
  if (!f.whole(1, i)) return f.failed();
  if (f[0].items().empty()) return f.fail("the list is empty");
  if (i % static_cast<int64_t>(f[0].items().size()) == 0) return f[0].items()[0];
  if (i < 0) return f.fail("the index must not be negative");
  return f[0].items()[static_cast<size_t>(i) % f[0].items().size()];
}

Value slice(FunctionCall& f) {
  if (f[0].is_null()) return f.fail("the list must not be null");
  if (f[1].is_unknown() || f[2].is_unknown()) return f.unknown();
  int64_t from = 0, to = 0;
  if (!f.whole(1, from) || !f.whole(2, to)) return f.failed();
  if (from < 0 || to < from) return f.fail("the start must not be negative nor behind the end");
  std::vector<Value> items;
  if (is_marker(f.c, f[0]) && to - from <= 64) {
    for (int64_t i = from; i < to; ++i) items.push_back(get_index(f.c, f[0], Value::number(static_cast<double>(i), f.at), f.at));
    return f.c.tuple(items, f.at);
  }
  if (f[0].is_unknown()) {  // an exact reference (the zones' names): its elements by number, symbolic
    const Unknown& u = f[0].unknown();
    if (!u.exact || to - from > 64) return f.unknown();
    for (int64_t i = from; i < to; ++i) items.push_back(get_index(f.c, f[0], Value::number(static_cast<double>(i), f.at), f.at));
    return f.c.tuple(items, f.at);
  }
  if (!f[0].is_sequence() || f[0].is(ValueKind::set)) return needs(f, "a list");
  if (to > static_cast<int64_t>(f[0].items().size())) return f.fail(cat("the end is behind the list's ", f[0].items().size(), " elements"));
  items.assign(f[0].items().begin() + from, f[0].items().begin() + to);
  return sequence_like(f, f[0], items);
}

/// False when an element is unknown and may be a list itself.
bool flatten_into(const Value& v, std::vector<Value>& out) {
  for (const Value& i : v.items()) {
    if (i.is_unknown() && (!i.unknown().type || !i.unknown().type->primitive())) return false;
    if (!i.is_sequence()) out.push_back(i);
    else if (!flatten_into(i, out)) return false;
  }
  return true;
}

Value flatten(FunctionCall& f) {
  if (!f[0].is_sequence()) return needs(f, "a list");
  std::vector<Value> out;
  if (!flatten_into(f[0], out)) return f.unknown();
  return f.c.tuple(out, f.at);
}

Value keys(FunctionCall& f) {
  if (!f[0].is_mapping()) return needs(f, "a map");
  std::vector<Value> out;
  for (const Entry& e : f[0].entries()) out.push_back(key_value(f.c, e));
  return f[0].is(ValueKind::map) ? f.c.list(out, f.c.types.string(), f.at) : f.c.tuple(out, f.at);
}

Value values(FunctionCall& f) {
  if (!f[0].is_mapping()) return needs(f, "a map");
  std::vector<Value> out;
  for (const Entry& e : f[0].entries()) out.push_back(e.value);
  return f[0].is(ValueKind::map) ? f.c.list(out, f[0].map().element, f.at) : f.c.tuple(out, f.at);
}

Value contains(FunctionCall& f) {
  if (!f[0].is_sequence()) return needs(f, "a list or set");
  bool open = false;
  for (const Value& i : f[0].items()) {
    auto same = equal_as_known(f.c, i, f[1]);
    if (same && *same) return f.make(true);
    open = open || !same;
  }
  return open && !f[0].items().empty() ? f.unknown(f.c.types.boolean()) : f.make(false);
}

Value index(FunctionCall& f) {
  if (!f[0].is_sequence() || f[0].is(ValueKind::set)) return needs(f, "a list");
  for (size_t i = 0; i < f[0].items().size(); ++i) {
    auto same = equal_as_known(f.c, f[0].items()[i], f[1]);
    if (!same) return f.unknown(f.c.types.number());
    if (*same) return f.make(static_cast<double>(i));
  }
  return f.fail("the value is not in the list");
}

Value reverse(FunctionCall& f) {
  if (!f[0].is_sequence()) return needs(f, "a list");
  std::vector<Value> out(f[0].items().rbegin(), f[0].items().rend());
  return sequence_like(f, f[0], out);
}

/// The elements as strings; false: recorded.
bool texts(FunctionCall& f, size_t i, std::vector<std::string>& out, bool skip_null = false) {
  if (!f[i].is_sequence()) {
    f.failure = needs(f, "a list of strings", i);
    return false;
  }
  for (const Value& v : f[i].items()) {
    if (v.is_null() && skip_null) continue;
    auto s = to_text(v);
    if (!s) {
      f.failure = f.fail(cat("the elements must be strings, not ", kind_name(v)));
      return false;
    }
    out.push_back(std::move(*s));
  }
  return true;
}

Value text_list(FunctionCall& f, const std::vector<std::string>& all) {
  std::vector<Value> out;
  for (const std::string& s : all) out.push_back(f.make(s));
  return f.c.list(out, f.c.types.string(), f.at);
}

Value sort(FunctionCall& f) {
  std::vector<std::string> all;
  if (first_unknown(f[0])) {  // their order is not known, but how many there are
    if (!f[0].is_sequence() || f[0].is(ValueKind::set)) return f.unknown(f.c.types.list(f.c.types.string()));
    if (std::any_of(f[0].items().begin(), f[0].items().end(), [](const Value& i) { return i.is_sequence() || i.is_mapping(); })) return f.fail("the elements must be strings");
    return f.c.list(std::vector<Value>(f[0].items().size(), f.unknown(f.c.types.string())), f.c.types.string(), f.at);
  }
  if (!texts(f, 0, all)) return f.failed();
  std::sort(all.begin(), all.end());
  return text_list(f, all);
}

Value compact(FunctionCall& f) {
  std::vector<std::string> all;
  if (!texts(f, 0, all, true)) return f.failed();
  std::erase(all, std::string());
  return text_list(f, all);
}

Value distinct(FunctionCall& f) {
  if (!f[0].is_sequence()) return needs(f, "a list");
  std::string why;
  auto list = convert(f.c, f[0], f.c.types.list(f.c.types.dynamic()), &why);
  if (!list) return f.fail(why);
  if (std::any_of(f[0].items().begin(), f[0].items().end(), [](const Value& i) { return is_resource(i) || (first_unknown(i) && after_apply(Value::unknown(first_unknown(i)))); })) return f.unknown(f.c.types.list(list->list().element));
  std::vector<Value> sorted, out;
  for (const Value& i : list->items()) {
    auto at = std::lower_bound(sorted.begin(), sorted.end(), i, [](const Value& a, const Value& b) { return compare(a, b) < 0; });
    if (at != sorted.end() && compare(*at, i) == 0) continue;
    sorted.insert(at, i);
    out.push_back(i);
  }
  return f.c.list(out, list->list().element, f.at);
}

Value chunklist(FunctionCall& f) {
  int64_t size = 0;
  if (!f[0].is_sequence()) return needs(f, "a list");
  if (!f.whole(1, size)) return f.failed();
  if (size < 0) return f.fail("the size must not be negative");
  std::vector<Value> out;
  auto items = f[0].items();
  size_t n = size == 0 ? std::max<size_t>(items.size(), 1) : static_cast<size_t>(size);
  std::string why;
  auto list = convert(f.c, f[0], f.c.types.list(f.c.types.dynamic()), &why);
  if (!list) return f.fail(why);
  items = list->items();
  for (size_t i = 0; i < items.size(); i += n) {
    std::vector<Value> part(items.begin() + i, items.begin() + std::min(items.size(), i + n));
    out.push_back(f.c.list(part, list->list().element, f.at));
  }
  return f.c.list(out, f.c.types.list(list->list().element), f.at);
}

Value zipmap(FunctionCall& f) {
  std::vector<std::string> names;
  if (f[0].is_sequence() && first_unknown(f[0])) return f.unknown();
  if (!texts(f, 0, names)) return f.failed();
  if (!f[1].is_sequence() || f[1].items().size() != names.size()) return f.fail("the numbers of keys and values differ");
  std::vector<Entry> out;
  for (size_t i = 0; i < names.size(); ++i)
    out.push_back({f.c.arena.copy(std::string_view(names[i])), f.at, f.at, f[1].items()[i]});
  return f[1].is(ValueKind::tuple) ? f.c.object(std::move(out), f.at) : f.c.map(std::move(out), f[1].list().element, f.at);
}

Value coalesce(FunctionCall& f) {
  const Type* type = unify(f.c, f.args);
  if (!type) return f.fail("the arguments must have one type");
  for (const Value& v : f.args) {
    if (v.is_unknown()) return !v.unknown().exact ? f.unknown(type) : v.unknown().guessed ? v : f.c.typed(v, type);
    if (v.is_null() || (v.is_string() && v.string().empty())) continue;
    auto r = convert(f.c, v, type, nullptr);
    return r ? *r : v;
  }
  return f.fail("no argument is given that is neither null nor empty");
}

Value coalescelist(FunctionCall& f) {
  for (const Value& v : f.args) {
    if (v.is_unknown()) return f.unknown();
    if (v.is_null() && v.null_type() && v.null_type()->is(TypeKind::list)) continue;
    if (!v.is_sequence() || v.is(ValueKind::set)) return f.fail(cat("a list is needed, not ", kind_name(v)));
    if (!v.items().empty()) return v;
  }
  return f.fail("no list is given that is not empty");
}

Value matchkeys(FunctionCall& f) {
  for (size_t i = 0; i < 3; ++i)
    if (!f[i].is_sequence()) return needs(f, "a list", i);
  if (f[0].items().size() != f[1].items().size()) return f.fail("the lists of values and keys differ in length");
  std::vector<Value> all(f[1].items().begin(), f[1].items().end());
  all.insert(all.end(), f[2].items().begin(), f[2].items().end());
  const Type* key = unify(f.c, all);
  for (size_t i = 1; key && i < 3; ++i)
    if (auto same = convert(f.c, f[i], f.c.types.list(key), nullptr)) f.args[i] = *same;
  std::vector<Value> out;
  for (size_t i = 0; i < f[1].items().size(); ++i)
    for (const Value& wanted : f[2].items())
      if (compare(f[1].items()[i], wanted) == 0) {
        out.push_back(f[0].items()[i]);
        break;
      }
  const Type* element = unify(f.c, f[0].items());
  return f.c.list(out, element, f.at);
}

Value transpose(FunctionCall& f) {
  if (!f[0].is_mapping()) return needs(f, "a map of lists");
  std::map<std::string, std::vector<Value>> turned;
  for (const Entry& e : f[0].entries()) {
    if (!e.value.is_sequence()) return needs(f, "a map of lists");
    for (const Value& v : e.value.items()) {
      auto s = to_text(v);
      if (!s) return f.fail("the lists must hold strings");
      turned[*s].push_back(Value::string(e.key, f.at));
    }
  }
  std::vector<Entry> out;
  for (auto& [k, v] : turned) out.push_back({f.c.arena.copy(std::string_view(k)), f.at, f.at, f.c.list(v, f.c.types.string(), f.at)});
  return f.c.map(std::move(out), f.c.types.list(f.c.types.string()), f.at);
}

Value one(FunctionCall& f) {
  if (f[0].is_unknown()) return f.unknown();
  if (!f[0].is_sequence()) return needs(f, "a list, set or tuple");
  if (f[0].items().size() > 1) return f.fail("the list has more than one element");
  if (!f[0].items().empty()) return f[0].items()[0];
  return Value::null(f[0].is(ValueKind::tuple) ? nullptr : f[0].list().element, f.at);
}

Value all_or_any(FunctionCall& f, bool decisive) {
  if (!f[0].is_sequence()) return needs(f, "a list of bools");
  bool unknown = false;
  for (const Value& v : f[0].items()) {
    if (v.is_unknown()) {
      unknown = true;
      continue;
    }
    if (v.is_null()) {
      if (!decisive) return f.make(false);
      continue;
    }
    auto b = to_boolean(v);
    if (!b) return f.fail(cat("the elements must be bools, not ", kind_name(v)));
    if (*b == decisive) return f.make(decisive);
  }
  return unknown ? f.unknown(f.c.types.boolean()) : f.make(!decisive);
}
Value alltrue(FunctionCall& f) { return all_or_any(f, false); }
Value anytrue(FunctionCall& f) { return all_or_any(f, true); }

constexpr Function kFunctions[] = {
    {"length", length, 1, 1, Takes::anything, TypeKind::number},
    {"merge", merge, 0, 255, Takes::anything, TypeKind::dynamic},
    {"concat", concat, 1, 255, Takes::parts, TypeKind::dynamic},
    {"lookup", lookup, 2, 3, Takes::anything, TypeKind::dynamic, "ms*"},
    {"element", element, 2, 2, Takes::anything, TypeKind::dynamic, "*n"},
    {"slice", slice, 3, 3, Takes::anything, TypeKind::dynamic, "*n"},
    {"flatten", flatten, 1, 1, Takes::parts, TypeKind::dynamic},
    {"keys", keys, 1, 1, Takes::parts, TypeKind::dynamic},
    {"values", values, 1, 1, Takes::parts, TypeKind::dynamic},
    {"contains", contains, 2, 2, Takes::parts, TypeKind::boolean},
    {"index", index, 2, 2, Takes::parts, TypeKind::number},
    {"reverse", reverse, 1, 1, Takes::parts, TypeKind::dynamic, "l"},
    {"sort", sort, 1, 1, Takes::parts, TypeKind::dynamic, "l"},
    {"compact", compact, 1, 1, Takes::known, TypeKind::dynamic, "l"},
    {"distinct", distinct, 1, 1, Takes::parts, TypeKind::dynamic, "l"},
    {"chunklist", chunklist, 2, 2, Takes::parts, TypeKind::dynamic, "ln"},
    {"zipmap", zipmap, 2, 2, Takes::parts, TypeKind::dynamic, "l*"},
    {"coalesce", coalesce, 1, 255, Takes::anything, TypeKind::dynamic},
    {"coalescelist", coalescelist, 1, 255, Takes::anything, TypeKind::dynamic, "*"},
    {"matchkeys", matchkeys, 3, 3, Takes::known, TypeKind::dynamic, "l"},
    {"transpose", transpose, 1, 1, Takes::known, TypeKind::dynamic, "m"},
    {"one", one, 1, 1, Takes::anything, TypeKind::dynamic, "l"},
    {"alltrue", alltrue, 1, 1, Takes::parts, TypeKind::boolean, "l"},
    {"anytrue", anytrue, 1, 1, Takes::parts, TypeKind::boolean, "l"},
};

}  // namespace

std::span<const Function> collection_functions() { return kFunctions; }

}  // namespace plumb::terraform
