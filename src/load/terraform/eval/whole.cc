// whole.h.
#include "load/terraform/eval/whole.h"

#include <algorithm>

#include "base/text.h"
#include "load/terraform/eval/conversion.h"
#include "load/terraform/eval/expression.h"
#include "load/terraform/eval/schema.h"

namespace plumb::terraform {
namespace {

using Kind = SchemaField::Kind;

/// An object that holds `more` besides; it stays the object of the resource.
Value with(Context& c, const Value& v, std::vector<Entry> more) {
  std::vector<Entry> all(v.entries().begin(), v.entries().end());
  all.insert(all.end(), more.begin(), more.end());
  std::stable_sort(all.begin(), all.end(), [](const Entry& a, const Entry& b) { return a.key < b.key; });
  MapData* data = c.arena.make<MapData>(v.map());
  data->entries = c.arena.copy(all);
  data->resource = nullptr;
  return Value::object(data, v.span()).from(v.source()).with_marks(v.marks());
}

}  // namespace

Value whole_resource(Context& c, const Value& v) {
  if (!is_resource(v)) return v;
  const Reference& r = *v.map().resource;
  std::string_view type = resource_type(r.address);
  const SchemaBlock* schema = r.attribute.empty() && !type.empty() ? resource_schema(type) : nullptr;
  if (!schema) return c.attribute(r.address, r.attribute, {}, v.span(), r.root).with_marks(v.marks());
  std::vector<Entry> more;
  auto add = [&](std::string_view name) {
    if (!v.find(name)) more.push_back({name, v.span(), v.span(), get_attribute(c, v, name, v.span())});
  };
  add("id");
  for (const SchemaField& f : schema->fields)
    if (f.name != "id") add(f.name);
  return with(c, v, std::move(more));
}

bool is_modelled_call(const Value& v) {
  if (!v.is_mapping() || !v.map().resource || v.map().resource->root || !v.map().resource->attribute.empty()) return false;
  std::string_view address = v.map().resource->address;
  size_t dot = address.rfind('.');
  return dot != std::string_view::npos && (address.substr(0, dot) == "module" || address.substr(0, dot).ends_with(".module"));
}

Value whole_resources(Context& c, const Value& v) {
  if (!has_open(v)) return v;
  Value own = whole_resource(c, v);
  if (own.is_sequence()) {
    ListData* data = c.arena.make<ListData>(own.list());
    std::vector<Value> items;
    for (const Value& i : own.items()) items.push_back(whole_resources(c, i));
    data->items = c.arena.copy(items);
    return Value::sequence(own.kind(), data, own.span()).from(own.source()).with_marks(own.marks());
  }
  if (!own.is_mapping()) return own;
  MapData* data = c.arena.make<MapData>(own.map());
  std::vector<Entry> entries(own.entries().begin(), own.entries().end());
  for (Entry& e : entries) e.value = whole_resources(c, e.value);
  data->entries = c.arena.copy(entries);
  return (own.is(ValueKind::map) ? Value::map(data, own.span()) : Value::object(data, own.span())).from(own.source()).with_marks(own.marks());
}

const Type* attribute_type(Context& c, std::string_view address, std::string_view attribute) {
  std::string_view type = resource_type(address);
  if (type.empty() || attribute.empty()) return nullptr;
  if (attribute == "id") return c.types.string();
  const SchemaBlock* schema = resource_schema(type);
  while (schema) {
    size_t end = attribute.find_first_of(".[");
    const SchemaField* f = schema->find(attribute.substr(0, end));
    if (!f) return nullptr;
    if (end == std::string_view::npos) return f->kind == Kind::string ? c.types.string() : f->kind == Kind::number ? c.types.number() : f->kind == Kind::boolean ? c.types.boolean() : nullptr;
    size_t close = attribute[end] == '[' ? attribute.find(']', end) : std::string_view::npos;  // blocks in a list: [0].name
    if (close == std::string_view::npos || close + 1 >= attribute.size() || attribute[close + 1] != '.') return nullptr;
    attribute.remove_prefix(close + 2);
    schema = f->block.get();
  }
  return nullptr;
}

bool is_computed(std::string_view address, std::string_view attribute) {
  std::string_view type = resource_type(address);
  if (type == "terraform_data") return attribute == "id" || attribute.starts_with("output");
  if (type.empty() || !resource_schema(type)) return false;
  auto computed = computed_attributes(type);
  return std::find(computed.begin(), computed.end(), attribute) != computed.end();
}

Value terraform_data(Context& c, const Value& config, std::string_view address, Span at) {
  std::vector<Entry> more;
  auto add = [&](std::string_view name, Value v) {
    if (!config.find(name)) more.push_back({name, at, at, v});
  };
  Value input = config.get("input");
  add("input", Value::null(nullptr, at));
  add("triggers_replace", Value::null(nullptr, at));
  add("id", c.present(c.attribute(address, "id", {}, at)));
  Value output = c.attribute(address, "output", {}, at);
  const Type* type = type_of(c, input);
  add("output", input.is_null() ? Value::null(nullptr, at) : output.is_unknown() ? c.typed(output, type->is(TypeKind::dynamic) ? nullptr : type) : output);
  return with(c, config, std::move(more));
}

}  // namespace plumb::terraform
