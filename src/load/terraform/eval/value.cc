// Look-ups in values: value.h.
#include "load/terraform/value.h"

#include <algorithm>
#include <cctype>

namespace plumb::terraform {

const Entry* Value::find(std::string_view key) const {
  auto all = entries();
  auto it = std::lower_bound(all.begin(), all.end(), key, [](const Entry& e, std::string_view k) { return e.key < k; });
  return it != all.end() && it->key == key ? &*it : nullptr;
}

/// The address without the modules before it: "module.a[\"x.y\"].aws_vpc.b" -> "aws_vpc.b".
static std::string_view without_modules(std::string_view address) {
  while (address.starts_with("module.")) {
    bool quoted = false;
    size_t i = 7;
    for (; i < address.size() && (quoted || address[i] != '.'); ++i)
      if (address[i] == '"' && address[i - 1] != '\\') quoted = !quoted;
    address.remove_prefix(std::min(i + 1, address.size()));
  }
  return address;
}

bool after_apply(const Value& v) {
  if (!v.is_unknown()) return false;
  return std::any_of(v.unknown().references.begin(), v.unknown().references.end(), [](const Reference& r) {
    std::string_view own = without_modules(r.address);
    return !r.root && !own.empty() && !own.starts_with("data.");
  });
}

std::string_view certain_start(std::string_view s) {
  auto joins = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) || static_cast<unsigned char>(c) >= 0x80; };
  bool composed = !s.empty() && static_cast<unsigned char>(s.back()) >= 0x80;
  if (!composed) return !s.empty() && joins(s.back()) ? s.substr(0, s.size() - 1) : s;
  while (!s.empty() && static_cast<unsigned char>(s.back()) >= 0x80) s.remove_suffix(1);
  return s;
}

std::string_view resource_type(std::string_view address) {
  std::string_view own = without_modules(address);
  size_t end = own.find('.');
  return end == std::string_view::npos || own.starts_with("data.") ? std::string_view{} : own.substr(0, end);
}

bool wholly_known(const Value& v) {
  if (v.is_unknown() || (v.is_sequence() && v.list().open)) return false;
  for (const Value& i : v.items())
    if (!wholly_known(i)) return false;
  for (const Entry& e : v.entries())
    if (!wholly_known(e.value)) return false;
  return true;
}

uint8_t marks_in(const Value& v) {
  uint8_t marks = v.marks();
  for (const Value& i : v.items()) marks |= marks_in(i);
  for (const Entry& e : v.entries()) marks |= marks_in(e.value);
  return marks;
}

static void add_references(const Value& v, std::vector<Reference>& out) {
  if (v.is_unknown()) {
    for (const Reference& r : v.unknown().references) {
      bool there = std::any_of(out.begin(), out.end(), [&](const Reference& o) { return o.same(r); });
      if (!there) out.push_back(r);
    }
  }
  for (const Value& i : v.items()) add_references(i, out);
  for (const Entry& e : v.entries()) add_references(e.value, out);
}

std::vector<Reference> references_in(const Value& v) {
  std::vector<Reference> out;
  add_references(v, out);
  return out;
}

}  // namespace plumb::terraform
