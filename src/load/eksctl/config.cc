// See config.h.
#include "load/eksctl/config.h"

#include <algorithm>

#include "base/text.h"

namespace plumb::eksctl {

bool is_placeholder(std::string_view text) {
  if (text.find("{{") != std::string_view::npos || text.find("${") != std::string_view::npos) return true;
  size_t dollar = text.find('$');
  if (dollar != std::string_view::npos && dollar + 1 < text.size()) {
    char next = text[dollar + 1];
    if (next == '_' || next == '(' || (next >= 'A' && next <= 'Z') || (next >= 'a' && next <= 'z')) return true;
  }
  return text.size() > 2 && text.front() == '<' && text.back() == '>';
}

static bool equals_ignoring_case(std::string_view a, std::string_view b) {
  return a.size() == b.size() && to_lower(a) == to_lower(b);
}

static TreeRef find_key(TreeRef map, std::string_view field) {
  TreeRef exact = map.key(field);
  if (exact) return exact;
  for (auto [key, value] : map.entries())
    if (equals_ignoring_case(key.text(), field)) return key;
  return {};
}

TreeRef Part::raw(std::string_view field) const {
  TreeRef key = find_key(node_, field);
  if (!key) return {};
  TreeRef value = node_[key.text()];
  return value.is_null() ? TreeRef() : value;
}

Span Part::key_span(std::string_view field) const {
  TreeRef key = find_key(node_, field);
  return key ? key.span() : span();
}

Span Part::span_of(std::string_view field, Span otherwise) const {
  TreeRef value = raw(field);
  return value ? value.span() : otherwise;
}

static std::string_view name_of(NodeType type) {
  switch (type) {
    case NodeType::null: return "null";
    case NodeType::boolean: return "a boolean";
    case NodeType::integer:
    case NodeType::floating: return "a number";
    case NodeType::sequence: return "a list";
    case NodeType::mapping: return "a mapping";
    case NodeType::string:
    case NodeType::alias: break;
  }
  return "a string";
}

void Part::report(TreeRef node, std::string_view field, std::string_view expected) const {
  if (node.tree()->template_text) return;  // what is here may not be what is meant
  auto& reported = reading_->reported;
  if (std::find(reported.begin(), reported.end(), node.index()) != reported.end()) return;
  reported.push_back(node.index());
  std::string where = path_.empty() ? std::string(field) : cat(path_, ".", field);
  bool quote = expected == "a string" && node.is_scalar();
  std::string found = node.is_scalar() ? cat(name_of(node.type()), " (", node.text(), ")") : std::string(name_of(node.type()));
  reading_->findings.push_back(make_finding(
      "eksctl-config-invalid", Severity::error, node.span(), cat(where, " is ", found, ", but eksctl takes only ", expected, " here and refuses the file"),
      quote ? cat("Write it in quotes: \"", node.text(), "\".") : cat("Give ", expected, ".")));
}

TreeRef Part::collection(std::string_view field, NodeType type) const {
  TreeRef value = raw(field);
  if (!value || value.type() == type) return value;
  if (!(value.is_string() && is_placeholder(value.text()))) report(value, field, name_of(type));
  return {};
}

static std::string joined(const std::string& path, std::string_view field) { return path.empty() ? std::string(field) : cat(path, ".", field); }

Part Part::part(std::string_view field) const { return {reading_, collection(field, NodeType::mapping), joined(path_, field)}; }

std::vector<Part> Part::parts(std::string_view field) const {
  std::vector<Part> out;
  uint32_t i = 0;
  for (TreeRef item : collection(field, NodeType::sequence).items()) {
    std::string path = cat(joined(path_, field), "[", i++, "]");
    if (item.is_map()) out.emplace_back(reading_, item, path);
    else report(item, cat(field, "[", i - 1, "]"), "a mapping");
  }
  return out;
}

std::vector<Part::Named> Part::named(std::string_view field) const {
  std::vector<Named> out;
  for (auto [key, value] : collection(field, NodeType::mapping).entries()) {
    std::string path = cat(joined(path_, field), ".", key.text());
    if (value.is_map() || value.is_null()) out.push_back({key, Part(reading_, value.is_null() ? TreeRef() : value, path)});
    else report(value, cat(field, ".", key.text()), "a mapping");
  }
  return out;
}

Value Part::scalar(TreeRef node, NodeType type, std::string_view field) const {
  if (!node) return {};
  if (node.is_string() && is_placeholder(node.text()))
    return make_unknown(reading_->arena, cat("\"", node.text(), "\" is filled in before eksctl reads the file"), node.span());
  if (node.type() == type) return Value::of(node);
  report(node, field, type == NodeType::string ? "a string" : type == NodeType::integer ? "a whole number" : "true or false");
  if (type == NodeType::string && node.is_scalar() && !node.is_null()) return Value::string(node.text(), make_origin(reading_->arena, node.span()));
  return make_unknown(reading_->arena, cat(joined(path_, field), " cannot be read"), node.span());
}

Value Part::text(std::string_view field) const {
  Value v = scalar(raw(field), NodeType::string, field);
  return v.is_string() && v.string().empty() ? Value() : v;  // Go's zero value: as if it were not given
}
Value Part::integer(std::string_view field) const { return scalar(raw(field), NodeType::integer, field); }
Value Part::boolean(std::string_view field) const { return scalar(raw(field), NodeType::boolean, field); }

std::vector<Value> Part::texts(std::string_view field) const {
  std::vector<Value> out;
  uint32_t i = 0;
  for (TreeRef item : collection(field, NodeType::sequence).items()) {
    out.push_back(item.is_null() ? Value::string("", make_origin(reading_->arena, item.span())) : scalar(item, NodeType::string, cat(field, "[", i, "]")));
    ++i;
  }
  return out;
}

Value Part::list(std::string_view field) const {
  TreeRef value = collection(field, NodeType::sequence);
  return value ? Value::of(value) : Value();
}

Value Part::map(std::string_view field) const {
  TreeRef value = collection(field, NodeType::mapping);
  return value ? Value::of(value) : Value();
}

}  // namespace plumb::eksctl
