// See convert.h.
#include "load/terraform/convert.h"

#include <charconv>
#include <cmath>

#include "base/text.h"

namespace plumb::terraform {
namespace {

const Origin* origin_of(Arena& arena, const Value& v) {
  How how = v.source() == Source::literal ? How::literal : v.source() == Source::computed ? How::computed : How::variable;
  return arena.make<Origin>(v.span(), how);
}

bool whole(double n) { return std::nearbyint(n) == n && std::fabs(n) < 9007199254740992.0; }

std::string number_text(double n) {
  if (whole(n)) return cat(static_cast<int64_t>(n));
  char buffer[40];
  return {buffer, std::to_chars(buffer, buffer + sizeof buffer, n).ptr};
}

plumb::Value misfit(Arena& arena, const Value& v, std::string_view wanted) {
  return plumb::Value::unknown(make_cause(arena, cat("the value is no ", wanted), v.span()), origin_of(arena, v));
}

plumb::Value one(Arena& arena, const Value& v, BaseType base) {
  const Origin* o = origin_of(arena, v);
  switch (base) {
    case BaseType::string:
      if (v.is_string()) return plumb::Value::string(v.string(), o);
      if (v.is_number()) return plumb::Value::string(arena.copy(number_text(v.number())), o);
      if (v.is_bool()) return plumb::Value::string(v.boolean() ? "true" : "false", o);
      return misfit(arena, v, "text");
    case BaseType::boolean:
      if (v.is_bool()) return plumb::Value::boolean(v.boolean(), o);
      if (v.is_string() && (v.string() == "true" || v.string() == "1")) return plumb::Value::boolean(true, o);
      if (v.is_string() && (v.string() == "false" || v.string() == "0")) return plumb::Value::boolean(false, o);
      return misfit(arena, v, "truth value");
    case BaseType::integer:
    case BaseType::number: {
      double n = v.is_number() ? v.number() : 0;
      if (v.is_string()) {
        auto [end, error] = std::from_chars(v.string().data(), v.string().data() + v.string().size(), n);
        if (error != std::errc() || end != v.string().data() + v.string().size()) return misfit(arena, v, "number");
      } else if (!v.is_number()) {
        return misfit(arena, v, "number");
      }
      if (whole(n)) return plumb::Value::integer(static_cast<int64_t>(n), o);
      return base == BaseType::integer ? misfit(arena, v, "whole number") : plumb::Value::number(n, o);
    }
    default: return convert(arena, v);
  }
}

plumb::Value element(Arena& arena, const Value& v, BaseType base) {
  if (v.is_unknown() && v.unknown().partial) return convert(arena, *v.unknown().partial);  // keys keep their interpolations as text
  if (v.is_unknown()) return plumb::Value::unknown(cause_of(arena, v.unknown()), origin_of(arena, v));
  plumb::Value out = v.is_null() ? plumb::Value::null(origin_of(arena, v)) : one(arena, v, base);
  return out.with_maybe(v.maybe());
}

plumb::Value items_of(Arena& arena, const Value& v, BaseType base) {
  std::span<const Value> items = v.items();
  plumb::Value* out = arena.array<plumb::Value>(items.size());
  for (size_t i = 0; i < items.size(); ++i) new (out + i) plumb::Value(element(arena, items[i], base));
  const Unknown* open = v.list().open;
  auto* data = arena.make<plumb::ListData>(out, static_cast<uint32_t>(items.size()), open ? cause_of(arena, *open) : nullptr);
  return plumb::Value::list(data, origin_of(arena, v));
}

/// `open`: keys are known in part only, and those that are not are left out, because they are any key.
plumb::Value entries_of(Arena& arena, const Value& v, BaseType base, const Cause* open = nullptr) {
  std::span<const Entry> entries = v.entries();
  auto* out = arena.array<MapEntry>(entries.size());
  uint32_t n = 0;
  for (const Entry& e : entries) {
    if (e.value.is_null()) continue;  // Terraform's maps may hold nulls; providers drop them
    if (open && e.key.find("${") != std::string_view::npos) continue;
    new (out + n++) MapEntry{e.key, e.key_span, element(arena, e.value, base)};
  }
  return plumb::Value::map(arena.make<plumb::MapData>(out, n, open), origin_of(arena, v));
}

}  // namespace

plumb::Cause* cause_of(Arena& arena, const Unknown& unknown) { return arena.make<Cause>(unknown.cause, unknown.span); }

plumb::Value convert(Arena& arena, const Value& v) {
  switch (v.kind()) {
    case ValueKind::null: return {};
    case ValueKind::boolean: return one(arena, v, BaseType::boolean);
    case ValueKind::number: return one(arena, v, BaseType::number);
    case ValueKind::string: return one(arena, v, BaseType::string);
    case ValueKind::unknown: return element(arena, v, BaseType::any);
    case ValueKind::map:
    case ValueKind::object: return entries_of(arena, v, BaseType::any);
    default: return items_of(arena, v, BaseType::any);
  }
}

plumb::Value convert_at(Arena& arena, const Value& v, const Origin* origin) {
  if (v.is_sequence() && !v.list().open) {
    std::span<const Value> items = v.items();
    plumb::Value* out = arena.array<plumb::Value>(items.size());
    for (size_t i = 0; i < items.size(); ++i) new (out + i) plumb::Value(items[i].is_null() ? plumb::Value::null(origin) : convert_at(arena, items[i], origin));
    return plumb::Value::list(arena.make<plumb::ListData>(out, static_cast<uint32_t>(items.size())), origin);
  }
  if (v.is_mapping()) {
    auto* out = arena.array<MapEntry>(v.entries().size());
    uint32_t n = 0;
    for (const Entry& e : v.entries())
      if (!e.value.is_null()) new (out + n++) MapEntry{e.key, e.key_span, convert_at(arena, e.value, origin)};
    return plumb::Value::map(arena.make<plumb::MapData>(out, n), origin);
  }
  if (v.is_string()) return plumb::Value::string(v.string(), origin);
  if (v.is_bool()) return plumb::Value::boolean(v.boolean(), origin);
  return convert(arena, v);
}

plumb::Value convert(Arena& arena, const Value& v, const FieldType& type) {
  if (v.is_null()) return {};
  if (v.is_unknown() && v.unknown().partial && type.shape == FieldType::Shape::map) return entries_of(arena, *v.unknown().partial, type.base, cause_of(arena, v.unknown()));
  if (v.is_unknown()) return element(arena, v, type.base);
  switch (type.shape) {
    case FieldType::Shape::one: return one(arena, v, type.base);
    case FieldType::Shape::list: return v.is_sequence() ? items_of(arena, v, type.base) : misfit(arena, v, "list");
    case FieldType::Shape::map: return v.is_mapping() ? entries_of(arena, v, type.base) : misfit(arena, v, "map");
  }
  return {};
}

plumb::Value convert_element(Arena& arena, const Value& v, const FieldType& type) { return element(arena, v, type.base); }

Found attribute(Arena& arena, const Value& object, std::string_view path) {
  Found found{object, {}, {}};
  while (!path.empty()) {
    size_t dot = path.find('.');
    std::string_view step = path.substr(0, dot);
    path = dot == std::string_view::npos ? std::string_view() : path.substr(dot + 1);
    if (found.value.is_sequence()) {
      const ListData& list = found.value.list();
      if (list.items.empty()) return list.open ? Found{Value::unknown(list.open), found.at, found.key_span} : Found{};
      if (list.items.front().maybe()) {
        const Unknown* why = list.open ? list.open : arena.make<Unknown>(Unknown{.cause = "the block may be missing", .span = found.at, .references = {}, .text = "${block}"});
        return {Value::unknown(why), found.at, found.key_span};
      }
      found.value = list.items.front();
    }
    if (found.value.is_unknown() || found.value.is_null()) return found;
    const Entry* e = found.value.find(step);
    if (!e) return {};
    found = {e->value, e->at, e->key_span};
  }
  return found;
}

std::vector<Found> blocks(const Value& object, std::string_view name, const Unknown** open) {
  std::vector<Found> out;
  const Entry* e = object.find(name);
  if (!e || e->value.is_null()) return out;
  if (e->value.is_unknown()) {
    *open = &e->value.unknown();
  } else if (e->value.is_mapping()) {
    out.push_back({e->value, e->at, e->key_span});
  } else if (e->value.is_sequence()) {
    if (e->value.list().open) *open = e->value.list().open;
    for (const Value& item : e->value.items()) {
      if (item.is_unknown()) *open = &item.unknown();
      else if (!item.is_null()) out.push_back({item, item.span(), e->key_span});
    }
  }
  return out;
}

}  // namespace plumb::terraform
