// See reader.h.
#include "load/kubernetes/reader.h"

#include "base/text.h"

namespace plumb::kubernetes {

std::string_view type_name(NodeType type) {
  switch (type) {
    case NodeType::null: return "empty";
    case NodeType::boolean: return "true or false";
    case NodeType::integer:
    case NodeType::floating: return "a number";
    case NodeType::string: return "a string";
    case NodeType::sequence: return "a list";
    case NodeType::mapping: return "a map";
    case NodeType::alias: return "an alias";
  }
  return "something else";
}

Value Reader::malformed(TreeRef at, std::string_view path, std::string_view key, std::string_view expected) {
  std::string where = path.empty() ? std::string(key) : cat(path, key.starts_with("[") ? "" : ".", key);
  std::string_view is = at.is_scalar() && !at.is_string() && !at.is_null() ? at.text() : type_name(at.type());
  Finding f = make_finding("kubernetes-object-malformed", Severity::error, at.span(), cat("'", where, "' is ", is, " where Kubernetes expects ", expected),
                           at.is_scalar() && !at.is_string() && expected.starts_with("a string") ? "Put the value into quotes." : "Compare with `kubectl explain`; the API server refuses the object as it is.");
  f.resource = std::string(resource_);
  findings_.push_back(std::move(f));
  return make_unknown(arena(), cat("'", where, "' is of the wrong type"), at.span());
}

// A string where another scalar is expected may be a marker that another tool fills in.
static bool filled_in_later(TreeRef at) { return at.is_string() && has_placeholder(at.string()); }

Value Reader::scalar(TreeRef at, NodeType wanted, std::string_view path, std::string_view key, std::string_view expected) {
  if (at.is_null()) return {};
  if (filled_in_later(at)) return make_unknown(arena(), cat("'", at.string(), "' is filled in by another tool"), at.span());
  if (at.type() == wanted) return Value::of(at);
  return malformed(at, path, key, expected);
}

Value Reader::map(TreeRef parent, std::string_view key, std::string_view path) { return scalar(parent[key], NodeType::mapping, path, key, "a map"); }
Value Reader::list(TreeRef parent, std::string_view key, std::string_view path) { return scalar(parent[key], NodeType::sequence, path, key, "a list"); }
Value Reader::text(TreeRef parent, std::string_view key, std::string_view path) { return scalar(parent[key], NodeType::string, path, key, "a string"); }
Value Reader::integer(TreeRef parent, std::string_view key, std::string_view path) { return scalar(parent[key], NodeType::integer, path, key, "a whole number"); }
Value Reader::boolean(TreeRef parent, std::string_view key, std::string_view path) { return scalar(parent[key], NodeType::boolean, path, key, "true or false"); }

Value Reader::any(TreeRef parent, std::string_view key) {
  TreeRef at = parent[key];
  return at.is_null() ? Value() : Value::of(at);
}

Value Reader::text_map(TreeRef parent, std::string_view key, std::string_view path) {
  Value v = map(parent, key, path);
  if (!v.is_map()) return v;
  std::string inner;
  for (auto [k, value] : v.tree_ref().entries()) {
    if (value.is_string() || value.is_null()) continue;
    if (inner.empty()) inner = path.empty() ? std::string(key) : cat(path, ".", key);
    malformed(value, inner, k.text(), "a string");
  }
  return v;
}

TreeRef Reader::submap(TreeRef parent, std::string_view key, std::string_view path) {
  Value v = map(parent, key, path);
  return v.is_map() ? v.tree_ref() : TreeRef();
}

TreeRef Reader::sublist(TreeRef parent, std::string_view key, std::string_view path) {
  Value v = list(parent, key, path);
  return v.is_list() ? v.tree_ref() : TreeRef();
}

}  // namespace plumb::kubernetes
