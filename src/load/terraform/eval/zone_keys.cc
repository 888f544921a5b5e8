// zone_keys.h.
#include "load/terraform/eval/zone_keys.h"

#include "base/text.h"

namespace plumb::terraform {

namespace {

bool is_zone_path(std::string_view attribute) { return attribute.ends_with(']') && (attribute.starts_with("names[") || attribute.starts_with("zone_ids[")); }

bool is_zone_list(std::string_view address) {
  size_t at = address.rfind("data.aws_availability_zones.");
  return at == 0 || (at != std::string_view::npos && address[at - 1] == '.');
}

/// "${ADDRESS.names[0]}" taken apart; an empty address when the text is none.
struct Symbol {
  std::string_view address, attribute;
};

Symbol symbol(std::string_view text) {
  if (!text.starts_with("${") || !text.ends_with("]}")) return {};
  text = text.substr(2, text.size() - 3);
  for (std::string_view list : {".names[", ".zone_ids["})
    if (size_t dot = text.rfind(list); dot != std::string_view::npos && is_zone_list(text.substr(0, dot))) return {text.substr(0, dot), text.substr(dot + 1)};
  return {};
}

}  // namespace

bool is_zone(const Value& v) {
  if (!v.is_unknown() || !v.unknown().exact || v.unknown().references.empty()) return false;
  const Reference& r = v.unknown().references[0];
  return !r.root && is_zone_path(r.attribute) && is_zone_list(r.address);
}

Value key_value(Context& c, const Entry& e) {
  Symbol s = symbol(e.key);
  return s.address.empty() ? Value::string(e.key, e.key_span) : c.attribute(s.address, s.attribute, {}, e.key_span);
}

const Entry* zone_entry(const Value& mapping) {
  for (const Entry& e : mapping.entries())
    if (!symbol(e.key).address.empty()) return &e;
  return nullptr;
}

const Value* keyed_by_zones(const Value& v) {
  const Value* partial = v.is_unknown() ? v.unknown().partial : nullptr;
  if (!partial) return nullptr;
  std::string_view list;
  for (const Entry& e : partial->entries()) {
    if (e.key.find("${") == std::string_view::npos) continue;
    if (symbol(e.key).address.empty()) return nullptr;
    std::string_view own = e.key.substr(0, e.key.rfind('['));
    if (!list.empty() && own != list) return nullptr;
    list = own;
  }
  return partial;
}

}  // namespace plumb::terraform
