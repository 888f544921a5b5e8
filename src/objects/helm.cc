// See helm.h.
#include "objects/helm.h"

#include <charconv>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/data.h"
#include "base/text.h"
#include "graph/kinds.gen.h"
#include "objects/objects.h"

namespace plumb::helm {
namespace {

/// The keys of a path; false where it picks an element of a list, behind which `keys` ends.
bool read_path(std::string_view path, std::vector<std::string>& keys) {
  keys.emplace_back();
  for (size_t i = 0; i < path.size(); ++i) {
    if (path[i] == '\\' && i + 1 < path.size()) keys.back() += path[++i];
    else if (path[i] == '.') keys.emplace_back();
    else if (path[i] == '[') return false;
    else keys.back() += path[i];
  }
  return true;
}

Value put(Arena& arena, const Value& base, const std::vector<std::string>& keys, size_t at, const Value& value) {
  if (at == keys.size()) return value;
  std::vector<MapEntry> entries;
  bool found = false;
  const Cause* open = base.is_unknown() ? base.cause() : base.open();
  if (base.is_map())
    base.for_each_entry([&](std::string_view key, Span span, const Value& v) {
      bool here = key == keys[at];
      found = found || here;
      entries.push_back({key, span, here ? put(arena, v, keys, at + 1, value) : v});
    });
  if (!found) entries.push_back({arena.copy(std::string_view(keys[at])), value.span(), put(arena, open ? Value::unknown(open) : Value(), keys, at + 1, value)});
  return make_map(arena, entries, open, base.is_map() && base.origin() ? base.origin() : value.origin());
}

bool digits(std::string_view s) { return !s.empty() && s.find_first_not_of("0123456789") == std::string_view::npos; }

/// The name that Helm's own helper gives objects of a release; empty when it cannot be told.
std::string full_name(const Release& r) {
  if (Value v = r.values.get("fullnameOverride"); !v.is_absent() && !v.is_null() && v.string_or("-") != "") return std::string(v.string_or());
  Value other = r.values.get("nameOverride");
  if (!r.name.is_string() || other.is_unknown()) return {};
  std::string_view chart = other.string_or().empty() ? r.chart.string_or() : other.string_or();
  std::string out = r.name.string().find(chart) != std::string_view::npos ? std::string(r.name.string()) : cat(r.name.string(), "-", chart);
  if (out.size() > 63) out.resize(63);
  while (out.ends_with('-')) out.pop_back();
  return out;
}

Value text_of(std::string_view s) { return Value::string(s); }

/// The account that the chart makes of `settings`.
void add_account(Builder& b, Findings& findings, const Release& r, const Value& settings, std::string_view fallback, std::vector<NodeId>* accounts) {
  Arena& arena = b.arena();
  Value create = settings.get("create"), name = settings.get("name");
  if (create.is_given() && !create.boolean_or(create.string_or("true") == "true")) return;
  if (name.is_unknown()) return;
  if (name.string_or().empty()) {
    std::string own = fallback == "fullname" ? full_name(r) : fallback == "-" ? std::string() : std::string(fallback);
    if (own.empty()) return;
    name = Value::string(arena.copy(std::string_view(own)), make_origin(arena, settings.span(), How::default_value, "chart"));
  }
  std::vector<MapEntry> metadata = {{"name", name.span(), name}};
  if (!r.namespace_.is_absent()) metadata.push_back({"namespace", r.namespace_.span(), r.namespace_});
  if (Value annotations = settings.get("annotations"); !annotations.is_absent() && !annotations.is_null()) metadata.push_back({"annotations", annotations.span(), annotations});
  MapEntry entries[] = {{"apiVersion", settings.span(), text_of("v1")}, {"kind", settings.span(), text_of("ServiceAccount")}, {"metadata", settings.span(), make_map(arena, metadata)}};
  kubernetes::Object o;
  o.root = make_map(arena, entries, nullptr, make_origin(arena, settings.span()));
  o.api_version = "v1";
  o.kind = "ServiceAccount";
  o.api = kubernetes::api_of(o.api_version, o.kind);
  std::string address = cat(r.address, " ServiceAccount/", r.namespace_.is_string() ? r.namespace_.string() : "?", "/", name.string());
  o.address = address;
  o.span = r.span;
  o.name_span = name.span().known() ? name.span() : r.name_span;
  o.maybe = r.maybe ? r.maybe : create.is_unknown() ? create.cause() : nullptr;
  NodeId id = kubernetes::load_object(b, findings, {}, o);
  if (accounts) accounts->push_back(id);
}

Value at_path(Value v, std::string_view path) {
  for (std::string_view key : split(path, '.')) v = v.is_map() ? v.get(key) : Value();
  return v;
}

}  // namespace

Value overridden(Arena& arena, const Value& base, const Cause* cause) {
  if (!base.is_map()) return make_map(arena, {}, cause);
  std::vector<MapEntry> entries;
  base.for_each_entry([&](std::string_view key, Span span, const Value& v) { entries.push_back({key, span, v.is_map() ? overridden(arena, v, cause) : Value::unknown(cause)}); });
  return make_map(arena, entries, cause, base.origin());
}

Value merged(Arena& arena, const Value& base, const Value& over) {
  if (over.is_absent()) return base;
  if (over.is_unknown()) return base.is_map() ? overridden(arena, base, over.cause()) : over;
  if (!over.is_map()) return over;
  const Cause* below = base.is_map() ? base.open() : base.is_unknown() ? base.cause() : nullptr;
  std::vector<MapEntry> entries;
  std::unordered_map<std::string_view, size_t> places;
  base.for_each_entry([&](std::string_view key, Span span, const Value& v) {
    places.emplace(key, entries.size());
    entries.push_back({key, span, v});
  });
  std::vector<bool> both(entries.size());
  over.for_each_entry([&](std::string_view key, Span span, const Value& v) {
    auto at = places.find(key);
    Value laid = merged(arena, at != places.end() ? entries[at->second].value : below ? Value::unknown(below) : Value(), v);
    if (at == places.end()) return entries.push_back({key, span, laid});
    entries[at->second] = {key, span, laid};
    both[at->second] = true;
  });
  for (size_t i = 0; over.open() && i < both.size(); ++i)
    if (!both[i]) entries[i].value = merged(arena, entries[i].value, Value::unknown(over.open()));
  const Cause* open = over.open() ? over.open() : below;
  return make_map(arena, entries, open, over.span().known() ? make_origin(arena, over.span()) : base.origin());
}

Value with(Arena& arena, const Value& base, std::string_view path, const Value& value) {
  std::vector<std::string> keys;
  if (read_path(path, keys)) return put(arena, base, keys, 0, value);
  return put(arena, base, keys, 0, make_unknown(arena, "an element of the list is set by itself", value.span()));
}

Value typed(Arena& arena, std::string_view text, const Origin* origin) {
  if (text.starts_with('{') && text.ends_with('}')) {
    std::vector<Value> items;
    for (std::string_view part : split(text.substr(1, text.size() - 2), ',')) items.push_back(typed(arena, part, origin));
    if (text == "{}") items.clear();
    return make_list(arena, items, nullptr, origin);
  }
  std::string plain;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == ',') return Value::unknown(make_cause(arena, "several values are set at once", origin ? origin->span : Span{}), origin);
    if (text[i] == '\\' && i + 1 < text.size()) ++i;
    plain += text[i];
  }
  if (plain == "true" || plain == "false") return Value::boolean(plain == "true", origin);
  if (plain == "null") return Value::null(origin);
  int64_t n = 0;
  std::string_view number = plain;
  if (number.starts_with('-')) number.remove_prefix(1);
  bool whole = digits(number) && (number == "0" || number[0] != '0');
  if (whole && std::from_chars(plain.data(), plain.data() + plain.size(), n).ec == std::errc()) return Value::integer(n, origin);
  return Value::string(arena.copy(std::string_view(plain)), origin);
}

NodeId add_release(Builder& b, Findings& findings, const Release& r, std::vector<NodeId>* accounts) {
  namespace f = field::helm_release;
  NodeId id = b.add(Kind::helm_release, r.name.string_or(), r.address, r.span, r.name_span);
  if (r.maybe) b.set_maybe(id, r.maybe);
  b.node(id).raw = r.raw;
  b.set(id, f::chart, r.chart);
  b.set(id, f::repository, r.repository);
  b.set(id, f::version, r.version);
  b.set(id, f::namespace_, r.namespace_);
  b.set(id, f::values, r.values);
  if (!r.packaged || !r.chart.is_string() || !r.values.is_map()) return id;
  static const DataTable kTable = read_data_table(embedded_data("helm_service_accounts.tsv"));
  size_t chart = kTable.column("chart"), values = kTable.column("values"), name = kTable.column("name");
  for (const auto& row : kTable.rows)
    if (row[chart] == r.chart.string())
      if (Value settings = at_path(r.values, row[values]); settings.is_map()) add_account(b, findings, r, settings, row[name], accounts);
  return id;
}

}  // namespace plumb::helm
