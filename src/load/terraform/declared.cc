// declared.h: instances and outputs as what they declare (plumb resources): JSON values, pointers to what is unknown, what that is made of.
// Which lists are sets only a provider's schema says: so what a list with an unknown piece is made of is given for each piece and for the
// whole, the whole sorted and without repetition, as the set would be.
#include "load/terraform/declared.h"

#include <algorithm>

#include "base/text.h"
#include "load/terraform/eval/functions.h"

namespace plumb::terraform {
namespace {

std::string quoted(std::string_view text) { return json_text(Value::string(text)); }

std::string step(std::string_view pointer, std::string_view key) {
  std::string out = cat(pointer, "/");
  for (char c : key) {
    if (c == '~') out += "~0";
    else if (c == '/') out += "~1";
    else out += c;
  }
  return out;
}

/// Why a list of blocks is not known as a whole, or null.
const Unknown* open_of(const Value& v) { return v.is_sequence() ? v.list().open : nullptr; }

/// The one block that every provider of Terraform's plugin SDK has as a single object.
bool is_timeouts(std::string_view pointer) { return pointer == "/timeouts"; }

class Writer {
 public:
  explicit Writer(Declared& out) : out_(out) {}

  /// Appends the known part of `v` to the values; what is not known is noted under `pointer`. False: nothing of it is known.
  bool value(std::string& to, const Value& v, const std::string& pointer) {
    if (v.is_unknown() || open_of(v)) {
      const Unknown& u = v.is_unknown() ? v.unknown() : *open_of(v);
      out_.unknown.push_back({pointer, std::string(u.cause), u.span});
      out_.refs.emplace_back(pointer, quoted(u.text));
      return false;
    }
    if (is_timeouts(pointer) && v.is_sequence() && v.items().size() == 1) return value(to, v.items()[0], pointer);
    if (v.is_sequence()) list(to, v, pointer);
    else if (v.is_mapping()) object(to, v, pointer);
    else to += json_text(v);
    return true;
  }

 private:
  void list(std::string& to, const Value& v, const std::string& pointer) {
    size_t unknown = out_.unknown.size(), index = 0;
    to += '[';
    for (const Value& item : v.items()) {
      if (index) to += ',';
      if (!value(to, item, cat(pointer, "/", index))) to += "null";
      ++index;
    }
    to += ']';
    if (out_.unknown.size() > unknown && !pointer.empty()) out_.refs.emplace_back(pointer, made_of(v));
  }

  void object(std::string& to, const Value& v, const std::string& pointer) {
    to += '{';
    for (const Entry& e : v.entries()) {
      size_t before = to.size();
      if (to.back() != '{') to += ',';
      to += cat(quoted(e.key), ":");
      if (!value(to, e.value, step(pointer, e.key))) to.resize(before);
    }
    to += '}';
  }

  /// JSON of a value with each unknown piece as the text that it is made of, lists as sets, without nulls in objects.
  static std::string made_of(const Value& v) {
    if (v.is_unknown()) return quoted(v.unknown().text);
    if (open_of(v)) return quoted(open_of(v)->text);
    if (v.is_sequence()) {
      std::vector<std::string> items;
      for (const Value& item : v.items()) items.push_back(made_of(item));
      std::sort(items.begin(), items.end());
      items.erase(std::unique(items.begin(), items.end()), items.end());
      return cat("[", join(items, ","), "]");
    }
    if (!v.is_mapping()) return json_text(v);
    std::vector<std::string> entries;
    for (const Entry& e : v.entries())
      if (!e.value.is_null() && !(e.value.is_sequence() && e.value.items().empty() && !open_of(e.value))) entries.push_back(cat(quoted(e.key), ":", made_of(e.value)));
    return cat("{", join(entries, ","), "}");
  }

  Declared& out_;
};

void fill(Declared& d, const Value& v) {
  if (!Writer(d).value(d.values, v, "")) d.values.clear();
}

}  // namespace

Declarations declarations_of(const Configuration& configuration) {
  Declarations out;
  for (const Instance& i : configuration.instances) {
    Declared d;
    d.address = i.address;
    d.mode = i.data ? "data" : "managed";
    d.type = i.type;
    d.at = i.header;
    if (i.maybe) d.maybe = i.maybe_cause ? i.maybe_cause->cause : std::string_view("whether it exists is not known");
    fill(d, i.config);
    out.push_back(std::move(d));
  }
  for (const OpaqueCall& call : configuration.opaque_calls) {
    Declared d;
    d.address = call.address;
    d.mode = "module";
    d.type = call.source;
    d.at = call.header;
    fill(d, call.arguments);
    out.push_back(std::move(d));
  }
  for (const Output& o : configuration.outputs) {
    Declared d;
    d.address = o.name;
    d.mode = "output";
    d.sensitive = o.sensitive;
    d.at = o.block;
    fill(d, o.value);
    out.push_back(std::move(d));
  }
  return out;
}

}  // namespace plumb::terraform
