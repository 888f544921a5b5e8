// conform.h.
#include "load/terraform/eval/conform.h"

#include <algorithm>

#include "base/text.h"
#include "load/terraform/eval/conversion.h"
#include "load/terraform/eval/module.h"

namespace plumb::terraform {
namespace {

using Kind = SchemaField::Kind;

bool nests(const SchemaField& f) { return f.kind == Kind::block_list || f.kind == Kind::block_set || f.kind == Kind::block; }

const Type* type_for(Context& c, Kind kind, Kind element) {
  switch (kind) {
    case Kind::string: return c.types.string();
    case Kind::number: return c.types.number();
    case Kind::boolean: return c.types.boolean();
    case Kind::list: return c.types.list(type_for(c, element, Kind::any));
    case Kind::set: return c.types.set(type_for(c, element, Kind::any));
    case Kind::map: return c.types.map(type_for(c, element, Kind::any));
    default: return c.types.dynamic();
  }
}

/// The text by which Terraform orders blocks in a set: all that the schema has, in the order of names.
std::string block_order(const Value& v, const SchemaBlock& schema) {
  if (!v.is_mapping()) return order_text(v);
  std::string out = "<";
  for (const SchemaField& f : schema.fields) {
    Value of = v.get(f.name);
    if (!nests(f)) out += order_text(of);
    else if (of.is_unknown()) out += '?';
    else {
      out += '[';
      for (const Value& item : of.items()) out += cat(block_order(item, *f.block), ";");
      out += ']';
    }
    out += ';';
  }
  return out + ">";
}

class Conform {
 public:
  explicit Conform(Context& c) : c_(c) {}

  Value object(const Value& v, const SchemaBlock& schema) {
    std::vector<Entry> entries(v.entries().begin(), v.entries().end());
    bool changed = false;
    for (Entry& e : entries) {
      const SchemaField* f = schema.find(e.key);
      if (!f || e.value.is_null() || e.value.is_unknown()) continue;
      if (!f->settable && strict_) c_.fail(e.at, cat("'", e.key, "' is what the provider computes; it cannot be set"));
      Value to = nests(*f) ? blocks(e.value, *f, e) : plain(e.value, *f, e);
      changed = changed || !same(to, e.value);
      e.value = to;
    }
    if (!changed) return v;
    MapData* data = c_.arena.make<MapData>(v.map());
    data->entries = c_.arena.copy(entries);
    Value out = v.is(ValueKind::map) ? Value::map(data, v.span()) : Value::object(data, v.span());
    out = out.from(v.source()).with_marks(v.marks());
    return v.maybe() ? out.marked_maybe() : out;
  }

 private:
  /// The very same value, so that nothing needs to be made anew.
  static bool same(const Value& a, const Value& b) {
    if (a.kind() != b.kind()) return false;
    if (a.is_sequence()) return &a.list() == &b.list();
    if (a.is_mapping()) return &a.map() == &b.map();
    return true;  // simple values only change with their kind
  }

  Value plain(const Value& v, const SchemaField& f, const Entry& e) {
    bool old_form = v.is_sequence() && std::any_of(v.items().begin(), v.items().end(), [](const Value& i) { return i.is_mapping(); });
    if (old_form && f.kind == Kind::map) return v;  // a list of maps, or blocks: what releases before the table's took
    std::string why;
    Kind kind = f.kind == Kind::set && !strict_ ? Kind::list : f.kind;  // for people a set stays in the order in which it is written
    auto to = convert(c_, v, type_for(c_, kind, f.element), &why);
    if (to) return *to;
    // Whether a list is wanted differs between releases; a number is a number in all.
    if (strict_ || f.kind == Kind::number || f.kind == Kind::boolean) c_.fail(e.at, cat("the argument '", e.key, "' has a value that does not fit it: ", why));
    return v;
  }

  Value blocks(const Value& v, const SchemaField& f, const Entry& e) {
    if (v.is_mapping()) return object(v, *f.block);
    if (!v.is_sequence()) return v;
    std::vector<Value> items(v.items().begin(), v.items().end());
    bool changed = false;
    for (Value& item : items) {
      if (!item.is_mapping()) continue;
      Value to = object(item, *f.block);
      changed = changed || !same(to, item);
      item = to;
    }
    if (f.kind == Kind::block && items.size() > 1 && !v.list().open) c_.fail(e.at, cat("at most one block '", e.key, "' may be given; here are ", items.size()));
    bool set = strict_ && f.kind == Kind::block_set && !v.list().open;
    if (set) changed = sort(items, *f.block) || changed || !v.is(ValueKind::set);
    if (!changed) return v;
    ListData* data = c_.arena.make<ListData>(v.list());
    data->items = c_.arena.copy(items);
    return Value::sequence(set ? ValueKind::set : v.kind(), data, v.span()).from(v.source()).with_marks(v.marks());
  }

  /// In the order of sets, and each known one once.
  static bool sort(std::vector<Value>& items, const SchemaBlock& schema) {
    if (items.size() < 2) return false;
    std::vector<std::pair<std::string, Value>> keyed;
    for (const Value& item : items) keyed.emplace_back(block_order(item, schema), item);
    std::stable_sort(keyed.begin(), keyed.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    items.clear();
    for (size_t i = 0; i < keyed.size(); ++i)
      if (i == 0 || keyed[i].first != keyed[i - 1].first || keyed[i].first.find('?') != std::string::npos) items.push_back(keyed[i].second);
    return true;
  }

  Context& c_;
  bool strict_ = c_.project.options.as_planned;
};

/// Whether `word` is `meant` with one letter wrong, missing or too many, or two changed over; a plural is no slip.
bool slip(std::string_view word, std::string_view meant) {
  if (word.size() < 4 || meant.size() < 4) return false;
  auto plural = [](std::string_view a, std::string_view b) { return a.size() == b.size() + 1 && a.ends_with('s') && a.starts_with(b); };
  if (plural(word, meant) || plural(meant, word)) return false;
  size_t front = 0, back = 0, shorter = std::min(word.size(), meant.size());
  while (front < shorter && word[front] == meant[front]) ++front;
  while (back < shorter - front && word[word.size() - 1 - back] == meant[meant.size() - 1 - back]) ++back;
  std::string_view a = word.substr(front, word.size() - front - back), b = meant.substr(front, meant.size() - front - back);
  auto letters = [](std::string_view s) { return std::all_of(s.begin(), s.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; }); };
  if (!letters(a) || !letters(b)) return false;
  return (a.size() <= 1 && b.size() <= 1) || (a.size() == 2 && b.size() == 2 && a[0] == b[1] && a[1] == b[0]);
}

constexpr std::string_view kMeta[] = {"count", "for_each", "provider", "depends_on", "lifecycle", "provisioner", "connection", "id", "enabled"};

template <class List>
bool among(const List& all, std::string_view n) {
  return std::find(std::begin(all), std::end(all), n) != std::end(all);
}

class Check {
 public:
  Check(Root& root, std::string_view type, bool strict) : root_(root), type_(type), strict_(strict) {}

  void body(const hcl::Body& b, const SchemaBlock& schema, std::string_view path, Span header) {
    std::vector<std::string_view> given;
    for (const hcl::Attribute& a : b.attributes) given.push_back(a.name);
    for (const hcl::Block& inner : b.blocks) given.push_back(type_of(inner));
    auto meta = [&](std::string_view n) { return path.empty() && among(kMeta, n); };
    for (const hcl::Attribute& a : b.attributes) {
      if (meta(a.name)) continue;
      const SchemaField* f = schema.find(a.name);
      if (!f) unsupported(a.name, a.name_span, schema, given, path, "argument");
    }
    for (size_t i = 0; i < b.blocks.size(); ++i) {
      const hcl::Block& inner = b.blocks[i];
      std::string_view name = type_of(inner);
      if (meta(name)) continue;
      const SchemaField* f = schema.find(name);
      if (!f) unsupported(name, inner.type_span, schema, given, path, "block");
      else if (!nests(*f) && f->kind != Kind::any && strict_) root_.report(inner.type_span, cat("'", name, "' of ", type_, " is an argument and no block"), cat("write ", name, " = ..."));
      if (!f || !nests(*f)) continue;
      bool dynamic = &name.front() != &inner.type.front();
      bool again = std::any_of(b.blocks.begin(), b.blocks.begin() + static_cast<std::ptrdiff_t>(i), [&](const hcl::Block& o) { return o.type == name; });
      if (f->kind == Kind::block && again && !dynamic) root_.report(inner.header, cat("at most one '", name, "' block may stand in ", type_));
      const hcl::Body* content = &inner.body;
      if (dynamic) {
        content = nullptr;
        for (const hcl::Block& part : inner.body.blocks)
          if (part.type == "content") content = &part.body;
      }
      if (content) body(*content, *f->block, cat(path, path.empty() ? "" : ".", name), inner.header);
    }
    for (const SchemaField& f : schema.fields) {
      if (!f.required || !strict_) continue;
      const hcl::Attribute* a = b.find(f.name);
      if (a ? a->value->kind != hcl::ExprKind::null : among(given, f.name)) continue;
      root_.report(a ? a->value->span : header, cat(path.empty() ? std::string(type_) : cat("the block '", path, "' of ", type_), " needs '", f.name, "'"));
    }
  }

 private:
  static std::string_view type_of(const hcl::Block& b) { return b.type == "dynamic" && !b.labels.empty() ? b.label(0) : b.type; }

  void unsupported(std::string_view name, Span at, const SchemaBlock& schema, const std::vector<std::string_view>& given, std::string_view path, std::string_view what) {
    std::vector<std::string_view> free;
    bool certain = strict_;
    for (const SchemaField& f : schema.fields) {
      if (!f.settable || among(given, f.name)) continue;
      free.push_back(f.name);
      certain = certain || slip(name, f.name);
    }
    if (!certain) return;
    std::string_view near = nearest(name, free);
    root_.report(at, cat(path.empty() ? std::string(type_) : cat("the block '", path, "' of ", type_), " has no ", what, " '", name, "'", near.empty() ? "" : "; is '", near, near.empty() ? "" : "' meant?"));
  }

  Root& root_;
  std::string_view type_;
  bool strict_;
};

}  // namespace

Value conform(Context& c, const Value& config, const SchemaBlock& schema) { return config.is_mapping() ? Conform(c).object(config, schema) : config; }

void check_body(Root& root, const hcl::Body& body, const SchemaBlock& schema, std::string_view type, Span header, bool strict) {
  Check(root, type, strict).body(body, schema, "", header);
}

void check_attribute(Root& root, std::string_view name, Span at, const SchemaBlock& schema, std::string_view type, bool strict) {
  if (name.empty() || name == "id" || schema.find(name)) return;
  std::vector<std::string_view> all = {"id"};
  bool certain = strict;
  for (const SchemaField& f : schema.fields) {
    all.push_back(f.name);
    certain = certain || slip(name, f.name);
  }
  if (!certain) return;
  std::string_view near = nearest(name, all);
  root.report(at, cat(type, " has no attribute '", name, "'", near.empty() ? "" : "; is '", near, near.empty() ? "" : "' meant?"));
}

}  // namespace plumb::terraform
