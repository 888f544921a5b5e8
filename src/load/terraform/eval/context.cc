// Makers of values and unknowns, comparison, number texts: context.h.
#include "load/terraform/eval/context.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "load/terraform/eval/conversion.h"
#include "load/terraform/eval/notation.h"
#include "load/terraform/eval/unicode.h"
#include "load/terraform/eval/whole.h"

namespace plumb::terraform {

Value Context::fail(Span at, std::string message, bool quiet) {
  static constexpr Unknown kUnheard = {.cause = "it could not be evaluated", .span = {}, .references = {}, .text = "${error}", .failed = true};
  if (unheard) {
    errors.push_back({at, {}, quiet});
    return Value::unknown(&kUnheard, at);
  }
  Unknown* u = arena.make<Unknown>();
  u->cause = arena.copy(std::string_view(message));
  u->span = at;
  u->failed = true;
  u->text = "${error}";
  errors.push_back({at, std::move(message), quiet});
  return Value::unknown(u, at);
}

Value Context::refuse(Span at, std::string message) {
  Value v = fail(at, std::move(message));
  errors.back().always = true;
  return v;
}

/// A collection's weight may reach this; more is refused: a few lines of configuration can double a value again and again.
constexpr uint32_t kMaxWeight = 20'000'000;

static uint32_t weight_of(const Value& v) {
  return 1 + (v.is_sequence() ? v.list().weight : v.is_mapping() ? v.map().weight : 0);
}

Value Context::sequence(ValueKind kind, const std::vector<Value>& items, const Type* element, Span at) {
  uint64_t weight = 0;
  for (const Value& i : items) weight += weight_of(i);
  if (weight > kMaxWeight) return fail(at, "the value is too large to be looked at");
  return Value::sequence(kind, arena.make<ListData>(ListData{arena.copy(items), element, nullptr, static_cast<uint32_t>(weight)}), at).from(Source::computed);
}

Value Context::text(std::string_view s, Span at) {
  std::string buffer;
  return Value::string(arena.copy(composed(s, buffer)), at).from(Source::computed);
}

Value Context::tuple(const std::vector<Value>& items, Span at) { return sequence(ValueKind::tuple, items, nullptr, at); }

Value Context::list(const std::vector<Value>& items, const Type* element, Span at) { return sequence(ValueKind::list, items, element, at); }

static void append_order(std::string& out, const Value& v) {
  switch (v.kind()) {
    case ValueKind::null: out += '~'; return;
    case ValueKind::unknown: out += '?'; return;
    case ValueKind::boolean: out += v.boolean() ? 'T' : 'F'; return;
    case ValueKind::number: out += format_real(v.exact(), 'g', 10); return;
    case ValueKind::string: out += quoted(v.string()); return;
    case ValueKind::list: case ValueKind::set: case ValueKind::tuple: {
      bool tuple = v.is(ValueKind::tuple);
      out += tuple ? '<' : '[';
      for (const Value& i : v.items()) {
        append_order(out, i);
        out += ';';
      }
      out += tuple ? '>' : ']';
      return;
    }
    case ValueKind::map: case ValueKind::object: {
      bool map = v.is(ValueKind::map);
      out += map ? '{' : '<';
      for (const Entry& e : v.entries()) {
        if (map) out += quoted(e.key) + ":";
        append_order(out, e.value);
        out += ';';
      }
      out += map ? '}' : '>';
      return;
    }
  }
}

std::string order_text(const Value& v) {
  std::string out;
  append_order(out, v);
  return out;
}

/// Simple values by size, what is unknown behind them, null last; others by their texts.
static void sort_set(std::vector<Value>& items) {
  bool simple = std::none_of(items.begin(), items.end(), [](const Value& v) { return v.is_sequence() || v.is_mapping(); });
  if (simple) return std::stable_sort(items.begin(), items.end(), [](const Value& a, const Value& b) { return compare(a, b) < 0; });
  std::vector<std::pair<std::string, Value>> keyed;
  for (const Value& v : items) {
    std::string key(1, v.is_null() ? '2' : v.is_unknown() ? '1' : '0');
    append_order(key, v);
    keyed.emplace_back(std::move(key), v);
  }
  std::stable_sort(keyed.begin(), keyed.end(), [](const auto& a, const auto& b) { return a.first != b.first ? a.first < b.first : compare(a.second, b.second) < 0; });
  for (size_t i = 0; i < items.size(); ++i) items[i] = keyed[i].second;
}

Value Context::set(std::vector<Value> items, const Type* element, Span at) {
  sort_set(items);
  items.erase(std::unique(items.begin(), items.end(), [](const Value& a, const Value& b) { return compare(a, b) == 0; }), items.end());
  return sequence(ValueKind::set, items, element, at);
}

Value Context::mapping(ValueKind kind, std::vector<Entry>& entries, const Type* element, Span at) {
  std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.key < b.key; });
  size_t out = 0;
  for (size_t i = 0; i < entries.size(); ++i) {
    if (out > 0 && entries[out - 1].key == entries[i].key) --out;
    entries[out++] = entries[i];
  }
  entries.resize(out);
  uint64_t weight = 0;
  for (const Entry& e : entries) weight += weight_of(e.value);
  if (weight > kMaxWeight) return fail(at, "the value is too large to be looked at");
  MapData* data = arena.make<MapData>(MapData{arena.copy(entries), element, nullptr, static_cast<uint32_t>(weight)});
  return (kind == ValueKind::map ? Value::map(data, at) : Value::object(data, at)).from(Source::computed);
}

Value Context::object(std::vector<Entry> entries, Span at) { return mapping(ValueKind::object, entries, nullptr, at); }

Value Context::map(std::vector<Entry> entries, const Type* element, Span at) { return mapping(ValueKind::map, entries, element, at); }

Value Context::unknown(std::string_view cause, Span at, const Type* type) {
  Unknown* u = arena.make<Unknown>();
  u->cause = arena.copy(cause);
  u->span = at;
  u->type = type;
  u->text = arena.copy(std::string_view(cat("${", cause, "}")));
  return Value::unknown(u, at);
}

/// Attributes whose names say that they are one text: "id", "arn", "vpc_id", "role_name".
static bool names_a_text(std::string_view attribute) {
  std::string_view last = attribute.substr(attribute.rfind('.') + 1);
  for (std::string_view n : {"id", "arn", "name"})
    if (last == n || (last.ends_with(n) && last.size() > n.size() && last[last.size() - n.size() - 1] == '_')) return true;
  return false;
}

Value Context::attribute(std::string_view address, std::string_view name, std::string_view cause, Span at, const OtherRoot* root) {
  if (markers && !name.empty() && !root) return text(cat("${", address, ".", name, "}"), at);
  Unknown* u = arena.make<Unknown>();
  Reference* r = arena.make<Reference>();
  *r = {address, arena.copy(name), at, root};
  std::string path = cat(address, name.empty() ? "" : ".", name);
  u->text = arena.copy(std::string_view(cat("${", root ? root_mark(*root) : "", path, "}")));
  u->cause = cause.empty() ? arena.copy(std::string_view(cat(path, root ? " of the root module " : "", root ? shown_directory(root->directory) : "", " is known after apply only"))) : cause;
  u->span = at;
  u->references = {r, 1};
  u->exact = true;
  if (project.options.as_planned && !root) {
    u->type = attribute_type(*this, address, name);
    u->applied = is_computed(address, name);
  }
  if (!u->type && !project.options.existing_only && names_a_text(name)) u->type = types.string(), u->guessed = true;
  return Value::unknown(u, at);
}

std::string root_mark(const OtherRoot& root) { return cat("//", root.directory, root.as_loaded ? "" : "@", root.as_loaded ? "" : root.workspace, ":"); }

static void collect_unknowns(const Value& v, std::vector<const Unknown*>& out) {
  if (out.size() > 64) return;
  if (v.is_unknown()) out.push_back(&v.unknown());
  for (const Value& i : v.items()) collect_unknowns(i, out);
  for (const Entry& e : v.entries()) collect_unknowns(e.value, out);
}

/// The first resource's object in the value, or null.
static const Reference* first_resource(const Value& v) {
  if (is_resource(v)) return v.map().resource;
  for (const Value& i : v.items())
    if (const Reference* r = first_resource(i)) return r;
  for (const Entry& e : v.entries())
    if (const Reference* r = first_resource(e.value)) return r;
  return nullptr;
}

Value Context::unknown_from(std::span<const Value> parts, Span at, const Type* type) {
  std::vector<const Unknown*> sources;
  for (const Value& v : parts) collect_unknowns(v, sources);
  if (sources.empty())
    for (const Value& v : parts)
      if (const Reference* r = first_resource(v))
        if (Value whole = attribute(r->address, r->attribute, {}, at, r->root); whole.is_unknown()) sources.push_back(&whole.unknown());
  Unknown* u = arena.make<Unknown>();
  u->type = type;
  u->span = at;
  if (sources.empty()) {
    u->cause = "it cannot be computed without running Terraform";
    u->text = "${...}";
    return Value::unknown(u, at);
  }
  u->cause = sources[0]->cause;
  u->span = sources[0]->span;
  u->text = sources[0]->text;
  std::vector<Reference> references;
  u->applied = true;
  for (const Unknown* s : sources) {
    u->failed = u->failed || s->failed;
    u->applied = u->applied && s->applied;
    for (const Reference& r : s->references) {
      bool known = std::any_of(references.begin(), references.end(), [&](const Reference& o) { return o.same(r); });
      if (!known && references.size() < 64) references.push_back(r);
    }
  }
  u->references = arena.copy(references);
  uint8_t marks = 0;
  if (any_marks)
    for (const Value& v : parts) marks |= marks_in(v);
  return Value::unknown(u, at).with_marks(marks);
}

Value Context::present(const Value& v, std::string_view start) {
  if (!v.is_unknown() || v.unknown().failed || (v.unknown().present && start.empty())) return v;
  Unknown* u = arena.make<Unknown>(v.unknown());
  u->present = true;
  if (!start.empty()) u->start = arena.copy(start);
  return Value::unknown(u, v.span()).from(v.source()).with_marks(v.marks());
}

Value Context::refined_less(const Value& v) {
  if (!project.options.as_planned || !v.is_unknown() || (!v.unknown().present && v.unknown().start.empty())) return v;
  Unknown* u = arena.make<Unknown>(v.unknown());
  u->present = false;
  u->start = {};
  return Value::unknown(u, v.span()).from(v.source()).with_marks(v.marks());
}

Value Context::typed(const Value& v, const Type* type) {
  if (v.unknown().type == type) return v;
  Unknown* u = arena.make<Unknown>(v.unknown());
  u->type = type;
  u->guessed = false;
  return Value::unknown(u, v.span()).from(v.source()).with_marks(v.marks());
}

const std::vector<std::string>& Context::files_below(std::string_view directory) {
  auto it = files_.find(directory);
  if (it != files_.end()) return it->second;
  ListOptions options;
  options.below = directory;
  return files_[options.below] = project.vfs ? project.vfs->list(options).files : std::vector<std::string>{};
}

Value Context::keep(const Value& v, Span at) {
  if (v.is_string()) return text(v.string(), at);
  if (v.is_sequence()) {
    std::vector<Value> items;
    for (const Value& i : v.items()) items.push_back(keep(i, at));
    return Value::sequence(v.kind(), arena.make<ListData>(ListData{arena.copy(items), v.list().element, nullptr}), at);
  }
  if (v.is_mapping()) {
    std::vector<Entry> entries(v.entries().begin(), v.entries().end());
    for (Entry& e : entries) {
      e.key = arena.copy(e.key);
      e.value = keep(e.value, at);
    }
    return v.is(ValueKind::map) ? map(std::move(entries), v.map().element, at) : object(std::move(entries), at);
  }
  if (!v.is_unknown()) return v.at(at);
  Unknown* u = arena.make<Unknown>(v.unknown());
  u->text = arena.copy(u->text);
  u->cause = arena.copy(u->cause);
  u->start = arena.copy(u->start);
  if (u->json) u->json = arena.make<Value>(keep(*u->json, at));
  if (u->partial) u->partial = arena.make<Value>(keep(*u->partial, at));
  return Value::unknown(u, at);
}

int compare(const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return static_cast<int>(a.is_null()) - static_cast<int>(b.is_null());
  if (a.kind() != b.kind()) return a.kind() < b.kind() ? -1 : 1;
  switch (a.kind()) {
    case ValueKind::boolean: return static_cast<int>(a.boolean()) - static_cast<int>(b.boolean());
    case ValueKind::number: return compare(a.exact(), b.exact());
    case ValueKind::string: return a.string().compare(b.string());
    case ValueKind::list: case ValueKind::set: case ValueKind::tuple: {
      auto x = a.items(), y = b.items();
      for (size_t i = 0; i < x.size() && i < y.size(); ++i)
        if (int c = compare(x[i], y[i])) return c;
      return x.size() < y.size() ? -1 : x.size() > y.size() ? 1 : 0;
    }
    case ValueKind::map: case ValueKind::object: {
      auto x = a.entries(), y = b.entries();
      for (size_t i = 0; i < x.size() && i < y.size(); ++i) {
        if (int c = x[i].key.compare(y[i].key)) return c;
        if (int c = compare(x[i].value, y[i].value)) return c;
      }
      return x.size() < y.size() ? -1 : x.size() > y.size() ? 1 : 0;
    }
    case ValueKind::unknown: {
      const Unknown &x = a.unknown(), &y = b.unknown();
      if (&x == &y) return 0;
      if (int c = x.text.compare(y.text)) return c;
      return x.exact && y.exact ? 0 : &x < &y ? -1 : 1;  // two unknowns are the same only when both are the same reference
    }
    case ValueKind::null: return 0;
  }
  return 0;
}

bool equal(const Context& c, const Value& a, const Value& b) {
  if (a.is_null() && b.is_null()) return true;
  if (a.kind() != b.kind()) return false;
  auto same_items = [&](std::span<const Value> x, std::span<const Value> y) {
    if (x.size() != y.size()) return false;
    for (size_t i = 0; i < x.size(); ++i)
      if (!equal(c, x[i], y[i])) return false;
    return true;
  };
  switch (a.kind()) {
    case ValueKind::list: case ValueKind::set:
      if (a.list().element && b.list().element && a.list().element != b.list().element) return false;
      return same_items(a.items(), b.items());
    case ValueKind::tuple: return same_items(a.items(), b.items());
    case ValueKind::map: case ValueKind::object: {
      auto x = a.entries(), y = b.entries();
      if (x.size() != y.size()) return false;
      if (a.is(ValueKind::map) && a.map().element && b.map().element && a.map().element != b.map().element) return false;
      for (size_t i = 0; i < x.size(); ++i)
        if (x[i].key != y[i].key || !equal(c, x[i].value, y[i].value)) return false;
      return true;
    }
    case ValueKind::number: return equal(a.exact(), b.exact());
    default: return compare(a, b) == 0;
  }
}

const Unknown* first_unknown(const Value& v) {
  if (v.is_unknown()) return &v.unknown();
  if (v.is_sequence() && v.list().open) return v.list().open;
  for (const Value& i : v.items())
    if (const Unknown* u = first_unknown(i)) return u;
  for (const Entry& e : v.entries())
    if (const Unknown* u = first_unknown(e.value)) return u;
  return nullptr;
}

bool has_open(const Value& v) {
  if (v.is_unknown() || is_resource(v) || (v.is_sequence() && v.list().open)) return true;
  return std::any_of(v.items().begin(), v.items().end(), has_open) || std::any_of(v.entries().begin(), v.entries().end(), [](const Entry& e) { return has_open(e.value); });
}

bool is_marker(const Context& c, const Value& v) {
  return c.markers && v.is_string() && v.string().starts_with("${") && v.string().find('}') == v.string().size() - 1;
}

std::string written(const Value& v) {
  switch (v.kind()) {
    case ValueKind::unknown: return std::string(v.unknown().text);
    case ValueKind::string: return std::string(v.string());
    case ValueKind::number: return number_text(v.exact());
    case ValueKind::boolean: return v.boolean() ? "true" : "false";
    default: return "${...}";
  }
}

}  // namespace plumb::terraform
