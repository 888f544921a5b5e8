// beside.h.
#include "load/terraform/plan/beside.h"

#include <algorithm>
#include <unordered_set>

#include "base/text.h"
#include "load/terraform/eval/tree_value.h"
#include "load/terraform/plan/packed.h"

namespace plumb::terraform {
namespace {

/// The value with every place in it replaced: what the plan adds is shown where the HCL declares the resource.
Value shown_at(Arena& arena, const Value& v, Span at) {
  if (v.is_unknown()) {
    Unknown* u = arena.make<Unknown>(v.unknown());
    u->span = at;
    return Value::unknown(u, at);
  }
  if (v.is_sequence()) {
    std::vector<Value> items;
    for (const Value& i : v.items()) items.push_back(shown_at(arena, i, at));
    return tuple_value(arena, items, at);
  }
  if (!v.is_mapping()) return v.at(at);
  std::vector<Entry> entries;
  for (const Entry& e : v.entries()) entries.push_back({e.key, at, at, shown_at(arena, e.value, at)});
  return object_value(arena, std::move(entries), at);
}

class Merger {
 public:
  Merger(Arena& arena, const Configuration& hcl) : arena_(arena), hcl_(hcl) {}

  /// The value of the HCL, and what the plan knows beyond it.
  Value merged(const Value& ours, const Value& plans, Span at) {
    if (plans.is_null()) return ours;
    if (ours.is_unknown()) {
      if (!plans.is_unknown()) return shown_at(arena_, plans, at);
      return refers_to_what_is_there(ours.unknown()) || plans.unknown().references.empty() ? ours : shown_at(arena_, plans, at);
    }
    if (ours.is_mapping() && plans.is_mapping()) return object(ours, plans, at);
    if (ours.is_sequence() && plans.is_sequence()) {
      if (ours.list().open || ours.items().size() != plans.items().size()) return ours.list().open ? shown_at(arena_, plans, at) : ours;
      std::vector<Value> items;
      for (size_t i = 0; i < ours.items().size(); ++i) {
        const Value& item = ours.items()[i];
        items.push_back(merged(item, plans.items()[i], item.span().known() ? item.span() : at));
      }
      return Value::sequence(ours.kind(), arena_.make<ListData>(ListData{arena_.copy(items), ours.list().element, nullptr, 0}), ours.span()).with_marks(ours.marks());
    }
    return ours;
  }

 private:
  bool refers_to_what_is_there(const Unknown& u) const {
    return std::all_of(u.references.begin(), u.references.end(), [&](const Reference& r) { return r.root || (!hcl_.find_all(r.address).empty() && r.address.find("[*]") == std::string_view::npos); });
  }

  Value object(const Value& ours, const Value& plans, Span at) {
    std::vector<Entry> entries(ours.entries().begin(), ours.entries().end());
    for (const Entry& p : plans.entries()) {
      const Entry* mine = ours.find(p.key);
      if (mine) {
        Entry& e = entries[static_cast<size_t>(mine - ours.entries().data())];
        e.value = merged(e.value, p.value, e.at.known() ? e.at : at);
      } else if (!p.value.is_unknown()) {
        entries.push_back({p.key, at, at, shown_at(arena_, p.value, at)});
      }
    }
    Value out = object_value(arena_, std::move(entries), ours.span());
    MapData* data = arena_.make<MapData>(out.map());
    data->resource = ours.map().resource;
    data->element = ours.map().element;
    return (ours.is(ValueKind::map) ? Value::map(data, ours.span()) : Value::object(data, ours.span())).with_marks(ours.marks());
  }

  Arena& arena_;
  const Configuration& hcl_;
};

/// Whether "module.a[*].aws_subnet.b[*]" may be "module.a[0].aws_subnet.b[\"x\"]".
bool stands_for(std::string_view pattern, std::string_view address) {
  size_t a = 0, p = 0;
  while (p < pattern.size()) {
    if (pattern.substr(p).starts_with("[*]")) {
      if (a >= address.size() || address[a] != '[') return false;
      bool quoted = false;
      for (; a < address.size() && (quoted || address[a] != ']'); ++a) {
        if (quoted && address[a] == '\\') ++a;
        else if (address[a] == '"') quoted = !quoted;
      }
      ++a;
      p += 3;
    } else if (a < address.size() && address[a] == pattern[p]) {
      ++a;
      ++p;
    } else {
      return false;
    }
  }
  return a == address.size();
}

/// The address up to its first key: "module.a[0].aws_b.c" -> "module.a".
std::string_view stem(std::string_view address) { return address.substr(0, address.find('[')); }

}  // namespace

PlannedInputs given_by(const Plan& plan, Arena& arena) {
  PlannedInputs out;
  out.variables = plan.variables;
  for (const Instance& i : plan.design.instances)
    if (Value config = i.data ? config_of(arena, i) : Value(); i.data && wholly_known(config)) out.data.emplace_back(i.address, config);
  return out;
}

Configuration beside(Configuration hcl, Plan plan, Arena& arena) {
  Configuration out;
  out.directory = std::move(hcl.directory);
  out.model_faults = std::move(hcl.model_faults);
  out.outputs = hcl.outputs;
  out.leaving = plan.states_only ? std::move(hcl.leaving) : std::move(plan.design.leaving);
  Merger merger(arena, hcl);
  std::unordered_set<const Instance*> used;
  auto add = [&](Instance i, const Instance& from) {
    used.insert(&from);
    Arena scratch;
    i.config = merger.merged(i.config, config_of(scratch, from), i.name_span);
    out.instances.push_back(i);
  };
  std::multimap<std::string_view, const Instance*> by_stem;
  for (const Instance& p : plan.design.instances) by_stem.emplace(stem(p.address), &p);
  for (const Instance& i : hcl.instances) {
    if (i.address.find("[*]") == std::string_view::npos) {
      const Instance* p = plan.design.find(i.address);
      if (p) add(i, *p);
      else out.instances.push_back(i);
      continue;
    }
    size_t before = out.instances.size();
    for (auto [it, end] = by_stem.equal_range(stem(i.address)); it != end; ++it) {
      if (!stands_for(i.address, it->second->address)) continue;
      Instance known = i;
      known.address = it->second->address;
      known.resource = it->second->resource;
      known.module_path = it->second->module_path;
      known.key = it->second->key;
      known.maybe = false;
      known.maybe_cause = nullptr;
      add(known, *it->second);
    }
    // Nothing of it in a plan: there is none. A state says nothing about what is yet to come.
    if (out.instances.size() == before && plan.states_only) out.instances.push_back(i);
  }
  // What modules made whose source is not at hand, shown at their calls.
  std::map<std::string_view, const OpaqueCall*> opaque;
  for (const OpaqueCall& call : hcl.opaque_calls) opaque.emplace(call.address, &call);
  std::unordered_set<const OpaqueCall*> filled;
  for (const Instance& p : plan.design.instances) {
    if (used.contains(&p)) continue;
    const OpaqueCall* call = nullptr;
    for (size_t dot = 0; dot != std::string_view::npos && !call;) {
      dot = p.module_path.find(".module.", dot + 1);
      auto it = opaque.find(p.module_path.substr(0, dot));
      if (it != opaque.end()) call = it->second;
    }
    if (!call) continue;
    filled.insert(call);
    Instance i = p;
    i.block = call->block;
    i.header = call->header;
    i.name_span = call->name_span;
    Arena scratch;
    i.config = shown_at(arena, config_of(scratch, p), call->name_span);
    i.packed = nullptr;
    out.instances.push_back(i);
  }
  for (const OpaqueCall& call : hcl.opaque_calls)
    if (!filled.contains(&call)) out.opaque_calls.push_back(call);
  out.index();
  for (Identity i : plan.design.identities) {
    const Instance* here = out.find(plan.design.instances[i.instance].address);
    if (!here) continue;
    i.instance = static_cast<uint32_t>(here - out.instances.data());
    out.identities.push_back(i);
  }
  return out;
}

}  // namespace plumb::terraform
