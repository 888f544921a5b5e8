// See reader.h.
#include "objects/reader.h"

#include "base/text.h"

namespace plumb::kubernetes {

namespace {

/// "a string", "a list", ... for messages.
std::string_view type_name(Tag tag) {
  switch (tag) {
    case Tag::null: return "empty";
    case Tag::boolean: return "true or false";
    case Tag::integer:
    case Tag::unsigned_integer:
    case Tag::number: return "a number";
    case Tag::string: return "a string";
    case Tag::list: return "a list";
    case Tag::map: return "a map";
    default: return "something else";
  }
}

Value child(const Value& parent, std::string_view key) { return parent.is_unknown() ? parent : parent.get(key); }

}  // namespace

std::string written(const Value& v) {
  if (TreeRef tree = v.tree_ref()) return std::string(tree.text());
  if (v.is_string()) return std::string(v.string());
  if (v.is_int()) return cat(v.integer());
  if (v.is_bool()) return v.boolean() ? "true" : "false";
  return {};
}

Span key_span(const Value& map, std::string_view key) {
  Span out = map.span();
  map.for_each_entry([&](std::string_view k, Span at, const Value&) {
    if (k == key) out = at;
  });
  return out;
}

Value Reader::malformed(const Value& at, std::string_view path, std::string_view key, std::string_view expected) {
  std::string where = path.empty() ? std::string(key) : cat(path, key.starts_with("[") ? "" : ".", key);
  bool scalar = !at.is_list() && !at.is_map();
  std::string is = scalar && !at.is_string() && !at.is_null() ? written(at) : std::string();
  if (is.empty()) is = type_name(at.tag());
  Finding f = make_finding("kubernetes-object-malformed", Severity::error, at.span(), cat("'", where, "' is ", is, " where Kubernetes expects ", expected),
                           scalar && !at.is_string() && expected.starts_with("a string") ? "Put the value into quotes." : "Compare with `kubectl explain`; the API server refuses the object as it is.");
  f.resource = std::string(resource_);
  findings_.push_back(std::move(f));
  return make_unknown(arena(), cat("'", where, "' is of the wrong type"), at.span());
}

// A string where another scalar is expected may be a marker that another tool fills in.
static bool filled_in_later(const Value& at) { return at.is_string() && has_placeholder(at.string()); }

Value Reader::scalar(const Value& at, Tag wanted, std::string_view path, std::string_view key, std::string_view expected) {
  if (at.is_null() || at.is_absent()) return {};
  if (at.is_unknown()) return at;
  if (filled_in_later(at)) return make_unknown(arena(), cat("'", at.string(), "' is filled in by another tool"), at.span());
  if (at.tag() == wanted) return at;
  return malformed(at, path, key, expected);
}

Value Reader::map(const Value& parent, std::string_view key, std::string_view path) { return scalar(child(parent, key), Tag::map, path, key, "a map"); }
Value Reader::list(const Value& parent, std::string_view key, std::string_view path) { return scalar(child(parent, key), Tag::list, path, key, "a list"); }
Value Reader::text(const Value& parent, std::string_view key, std::string_view path) { return scalar(child(parent, key), Tag::string, path, key, "a string"); }
Value Reader::integer(const Value& parent, std::string_view key, std::string_view path) { return scalar(child(parent, key), Tag::integer, path, key, "a whole number"); }
Value Reader::boolean(const Value& parent, std::string_view key, std::string_view path) { return scalar(child(parent, key), Tag::boolean, path, key, "true or false"); }

Value Reader::any(const Value& parent, std::string_view key) {
  Value at = child(parent, key);
  return at.is_null() ? Value() : at;
}

Value Reader::text_map(const Value& parent, std::string_view key, std::string_view path) {
  Value v = map(parent, key, path);
  if (!v.is_map()) return v;
  std::string inner;
  v.for_each_entry([&](std::string_view k, Span, const Value& value) {
    if (value.is_string() || value.is_null() || value.is_unknown()) return;
    if (inner.empty()) inner = path.empty() ? std::string(key) : cat(path, ".", key);
    malformed(value, inner, k, "a string");
  });
  return v;
}

Value Reader::submap(const Value& parent, std::string_view key, std::string_view path) {
  Value v = map(parent, key, path);
  return v.is_map() || child(parent, key).is_unknown() ? v : Value();
}

Value Reader::sublist(const Value& parent, std::string_view key, std::string_view path) {
  Value v = list(parent, key, path);
  return v.is_list() || child(parent, key).is_unknown() ? v : Value();
}

}  // namespace plumb::kubernetes
