// declared.h: instances and outputs as what they declare (plumb resources): JSON values, pointers to what is unknown, what that is made of.
// Which lists are sets only a provider's schema says: so what a list with an unknown piece is made of is given for each piece and for the
// whole, the whole sorted and without repetition, as the set would be.
#include "load/terraform/declared.h"

#include <algorithm>

#include "base/text.h"
#include "load/terraform/eval/schema.h"
#include "load/terraform/eval/functions.h"
#include "load/terraform/plan/packed.h"

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

/// A marker that went through an encoding has its quotes escaped; what it names is written plainly.
std::string plain_markers(std::string_view text) {
  std::string out;
  size_t open = 0;  // braces of a marker that are open
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '$' && i + 1 < text.size() && text[i + 1] == '{' && !open) open = 1, out += text[i++];
    else if (open && text[i] == '{') ++open;
    else if (open && text[i] == '}') --open;
    else if (open && text[i] == '\\') continue;
    out += text[i];
  }
  return out;
}

bool marked(const std::string& json) { return json.find("${") != std::string::npos; }

/// JSON of a value with each unknown piece as the text that it is made of, lists as sets, without nulls in objects.
std::string made_of(const Value& v) {
  if (v.is_unknown()) return quoted(v.unknown().text);
  if (open_of(v)) return quoted(open_of(v)->text);
  if (v.is_sequence()) {
    std::vector<std::string> items;
    for (const Value& item : v.items()) items.push_back(made_of(item));
    std::sort(items.begin(), items.end());
    items.erase(std::unique(items.begin(), items.end()), items.end());
    return cat("[", join(items, ","), "]");
  }
  if (v.is_string()) return quoted(plain_markers(v.string()));
  if (!v.is_mapping()) return json_text(v);
  std::vector<std::string> entries;
  for (const Entry& e : v.entries())
    if (!e.value.is_null() && !(e.value.is_sequence() && e.value.items().empty() && !open_of(e.value))) entries.push_back(cat(quoted(e.key), ":", made_of(e.value)));
  return cat("{", join(entries, ","), "}");
}

class Writer {
 public:
  Writer(Declared& out, const Configuration& configuration) : out_(out), configuration_(configuration) {}

  /// Appends the known part of `v` to the values; what is not known is noted under `pointer`. False: nothing of it is known.
  /// `m`: the same value evaluated with markers, or null.
  bool value(std::string& to, const Value& v, const Value* m, const std::string& pointer) {
    if (v.is_unknown() || open_of(v)) {
      const Unknown& u = v.is_unknown() ? v.unknown() : *open_of(v);
      out_.unknown.push_back({pointer, std::string(u.cause), u.span});
      std::string made = m ? made_of(*m) : std::string();
      out_.refs.emplace_back(pointer, marked(made) ? made : quoted(u.text));
      return false;
    }
    if (v.is_sequence()) list(to, v, m, pointer);
    else if (v.is_mapping()) object(to, v, m, pointer);
    else to += json_text(v);
    return true;
  }

 private:
  void list(std::string& to, const Value& v, const Value* m, const std::string& pointer) {
    size_t unknown = out_.unknown.size(), index = 0;
    bool alike = m && m->kind() == v.kind() && !v.is(ValueKind::set) && m->items().size() == v.items().size();
    to += '[';
    for (const Value& item : v.items()) {
      if (index) to += ',';
      if (!value(to, item, alike ? &m->items()[index] : nullptr, cat(pointer, "/", index))) to += "null";
      ++index;
    }
    to += ']';
    if (out_.unknown.size() == unknown || pointer.empty()) return;
    std::string made = m ? made_of(*m) : std::string();
    out_.refs.emplace_back(pointer, marked(made) ? made : made_of(v));
  }

  void object(std::string& to, const Value& v, const Value* m, const std::string& pointer) {
    to += '{';
    for (const Entry& e : v.entries()) {
      if (out_.mode == "managed" && pointer.empty() && e.key.ends_with("_wo")) continue;  // write-only: no plan keeps it
      size_t before = to.size();
      if (to.back() != '{') to += ',';
      to += cat(quoted(e.key), ":");
      const Entry* other = m ? m->find(e.key) : nullptr;
      if (!value(to, e.value, other ? &other->value : nullptr, step(pointer, e.key))) to.resize(before);
    }
    to += '}';
    if (out_.mode == "output") whole_resource(v, pointer);
  }

  /// An output that holds a resource as a whole holds what the provider computes, too.
  void whole_resource(const Value& v, const std::string& pointer) {
    const Reference* r = v.map().resource;
    const Instance* i = r && r->attribute.empty() ? configuration_.find(*r) : nullptr;
    if (!i || i->data) return;
    for (std::string_view attribute : computed_attributes(i->type)) {
      if (!v.get(attribute).is_null()) continue;
      std::string name = cat(r->address, ".", attribute);
      out_.unknown.push_back({step(pointer, attribute), cat(name, " is known after apply only"), i->header});
      out_.refs.emplace_back(step(pointer, attribute), quoted(cat("${", name, "}")));
    }
  }

  Declared& out_;
  const Configuration& configuration_;
};

void fill(Declared& d, const Configuration& configuration, const Value& v, const Value* marked) {
  if (!Writer(d, configuration).value(d.values, v, marked, "")) d.values.clear();
}

}  // namespace

Declarations declarations_of(const Configuration& configuration, const Configuration& marked) {
  Declarations out;
  for (const Instance& i : configuration.instances) {
    Declared d;
    d.address = i.address;
    d.mode = i.data ? "data" : "managed";
    d.type = i.type;
    d.at = i.header;
    if (i.maybe) d.maybe = i.maybe_cause ? i.maybe_cause->cause : std::string_view("whether it exists is not known");
    const Instance* other = marked.find(i.address);
    Arena scratch;
    const Value config = config_of(scratch, i), marks = other ? config_of(scratch, *other) : Value();
    fill(d, configuration, config, other ? &marks : nullptr);
    out.push_back(std::move(d));
  }
  for (const Leaving& l : configuration.leaving) {
    Declared d;
    d.address = l.address;
    d.mode = "managed";
    d.type = l.type;
    d.action = l.forgotten ? "forget" : "delete";
    out.push_back(std::move(d));
  }
  for (const OpaqueCall& call : configuration.opaque_calls) {
    Declared d;
    d.address = call.address;
    d.mode = "module";
    d.type = call.source;
    d.at = call.header;
    fill(d, configuration, call.arguments, nullptr);
    out.push_back(std::move(d));
  }
  for (const Output& o : configuration.outputs) {
    Declared d;
    d.address = o.name;
    d.mode = "output";
    d.sensitive = o.sensitive;
    d.at = o.block;
    auto other = std::find_if(marked.outputs.begin(), marked.outputs.end(), [&](const Output& m) { return m.name == o.name; });
    fill(d, configuration, o.value, other != marked.outputs.end() ? &other->value : nullptr);
    out.push_back(std::move(d));
  }
  return out;
}

}  // namespace plumb::terraform
