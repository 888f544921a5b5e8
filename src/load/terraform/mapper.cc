// See mapper.h: nodes and fields. References are in references.cc, what lies outside the files in outside.cc.
#include "load/terraform/mapper.h"

#include "base/text.h"
#include "load/terraform/plan/packed.h"

namespace plumb::terraform {

constexpr size_t kMostOpened = size_t{1} << 16;  // bytes of configurations that are kept open for nobody

Mapper::Mapper(const Configuration& c, const Project& p, Builder& b) : configuration(c), project(p), builder(b) {
  for (std::span<const ResourceType> table : {network_types(), routing_types(), security_types(), database_types(), eks_types(), iam_types()})
    for (const ResourceType& t : table) types_.emplace(t.type, &t);
  for (const KindInfo& k : kinds())
    for (uint8_t s = 0; s < k.fields.size(); ++s)
      if (k.fields[s].inverse) inverses_[{k.fields[s].inverse_of.kind, k.fields[s].inverse_of.slot}].push_back({k.kind, s});
}

/// Resources of other providers that put objects into a cluster. Those that declare one become it (kubernetes.cc); of the others link passes
/// must know before they miss an object.
static bool makes_cluster_objects(std::string_view type) { return type == "helm_release" || type.starts_with("kubernetes_") || type.starts_with("kubectl_"); }

/// What a resource of a document was declared with, for rules that read all of it.
class DeclaredInDocument final : public Deferred {
 public:
  DeclaredInDocument(const Packed* config, Span at) : config_(config), at_(at) {}
  plumb::Value make(Arena& arena) const override { return convert_at(arena, unpacked(arena, config_), make_origin(arena, at_)); }

 private:
  const Packed* config_;
  Span at_;
};

Value Mapper::config(const Instance& i) {
  if (!i.packed) return i.config;
  if (last_ == &i) return last_config_;
  auto [it, fresh] = opened_.try_emplace(&i);
  if (fresh) it->second = unpacked(opened_in_, i.packed);
  last_ = &i;
  return last_config_ = it->second;
}

/// Nothing holds on to a configuration from one instance to the next.
void Mapper::settle() {
  if (opened_.empty()) return;
  opened_.clear();
  last_ = nullptr;
  if (opened_in_.bytes_reserved() > kMostOpened) opened_in_ = Arena();
}

void Mapper::run(Findings& findings) {
  static constexpr ResourceType kOther{.type = "", .kind = Kind::resource};
  std::vector<std::pair<const Instance*, const ResourceType*>> mapped;
  std::vector<const Instance*> objects;
  for (const Instance& i : configuration.instances) {
    settle();
    if (i.data || !(i.type.starts_with("aws_") || makes_cluster_objects(i.type))) continue;
    if (plumb::Value object = declared_object(i); object.is_map()) {
      make_object(i, object, findings);
      objects.push_back(&i);
      continue;
    }
    if (i.type == "helm_release") {
      make_release(i, findings);
      continue;
    }
    auto type = types_.find(i.type);
    bool known = type != types_.end() && (!type->second->applies || type->second->applies(*this, i));
    mapped.emplace_back(&i, known ? type->second : &kOther);
    if (!mapped.back().second->join) make_node(i, *mapped.back().second);
  }
  for (const Instance& i : configuration.instances)
    if (i.data) settle(), make_data_node(i);
  for (const OpaqueCall& call : configuration.opaque_calls) make_opaque_node(call);
  for (auto [i, type] : mapped) settle(), fill(*i, *type);
  for (const Instance* i : objects) settle(), connect_object(*i);
  connect_releases();
  for (const Instance& i : configuration.instances)
    if (i.data) settle(), fill_data(i);
  finish();
}

/// The address without module path and type: public["a"].
static std::string_view label_of(const Instance& i) {
  size_t at = i.address.rfind(cat(i.type, ".", i.name));
  return at == std::string_view::npos ? i.name : i.address.substr(at + i.type.size() + 1);
}

void Mapper::make_node(const Instance& i, const ResourceType& type) {
  Found name = type.name_attribute.empty() ? Found{} : get(i, type.name_attribute);
  bool named = name.value.is_string() && !name.value.string().empty();
  NodeId id = builder.add(type.kind, named ? name.value.string() : label_of(i), i.address, i.block, i.name_span);
  nodes_.emplace(&i, id);
  if (named) named_[{type.kind, std::string(name.value.string())}].push_back(id);
  if (name.value.is_unknown()) named_alike_[{type.kind, written(name.value.unknown())}].push_back(id);
  Field known;
  if (!type.name_attribute.empty() && !named && find_field(type.kind, "name_known", &known)) {
    if (name.value.is_unknown()) builder.set(id, known, convert(arena(), name.value));
    else put_unknown(id, known, cat("the provider makes a name for ", i.address), i.name_span);
  }
  if (i.maybe) {
    builder.set_maybe(id, i.maybe_cause ? cause_of(arena(), *i.maybe_cause) : nullptr);
    if (i.key.is_unknown()) many_.insert(id);
  }
  if (Found own = get(i, "id"); own.value.is_string()) external_.emplace(std::pair(type.kind, own.value.string()), id);  // imported
  register_default(i, id);
}

NodeId Mapper::add(const Instance& owner, Kind kind, std::string_view name, std::string_view address, Span span, Span name_span) {
  NodeId id = builder.add(kind, name, address, span, name_span);
  if (owner.maybe) {
    builder.set_maybe(id, owner.maybe_cause ? cause_of(arena(), *owner.maybe_cause) : nullptr);
    if (owner.key.is_unknown()) many_.insert(id);
  }
  return id;
}

NodeId Mapper::node_of(const Instance& i) const {
  auto it = nodes_.find(&i);
  return it == nodes_.end() ? NodeId::none : it->second;
}

void Mapper::fill(const Instance& i, const ResourceType& type) {
  if (type.join) {
    type.special(*this, i, NodeId::none);
    return;
  }
  NodeId id = node_of(i);
  if (i.packed) builder.node(id).raw = arena().make<DeclaredInDocument>(i.packed, i.name_span);
  else builder.node(id).raw = convert(arena(), i.config);
  if (type.kind == Kind::resource) builder.set(id, field::resource::type, plumb::Value::string(i.type));
  Field f;
  if (find_field(type.kind, "tags", &f)) tags(i, id, f);
  if (find_field(type.kind, "region", &f)) region(i, id, f);
  take(i, type.rows, id);
  if (type.special) type.special(*this, i, id);
}

void Mapper::take(const Instance& i, std::span<const Row> rows, NodeId id) {
  for (const Row& row : rows) take(i, row.path, id, row.field);
}

void Mapper::put(NodeId id, Field field, const Found& found, bool maybe) {
  if (!found.given()) return;
  const FieldType& type = info(field).type;
  if (type.base == BaseType::node) {
    bool list = type.shape == FieldType::Shape::list;
    link(id, field, resolve(found, type.any_kind ? nullptr : &type.target, list), maybe);
  } else if (!found.value.is_string() || !found.value.string().empty()) {  // providers take "" for not given
    builder.set(id, field, convert(arena(), found.value, type));
  }
}

void Mapper::put_default(NodeId id, Field field, plumb::Value value, std::string_view owner) {
  if (!is_set(id, field)) builder.set(id, field, value.with_origin(make_origin(arena(), builder.node(id).name_span, How::default_value, owner)));
}

void Mapper::put_unknown(NodeId id, Field field, std::string_view why, Span at) { builder.set(id, field, make_unknown(arena(), why, at)); }

/// The resource's own tags over the provider's default_tags.
void Mapper::tags(const Instance& i, NodeId id, Field field) {
  Value own = config(i).get("tags"), defaults = i.provider ? i.provider->default_tags : Value();
  if (!own.is_null() && !own.is_mapping()) {
    builder.set(id, field, convert(arena(), own, info(field).type));
    return;
  }
  if (defaults.is_null()) {
    if (!own.is_null()) builder.set(id, field, convert(arena(), own, info(field).type));
    return;
  }
  std::vector<MapEntry> entries;
  plumb::Value given = own.is_null() ? plumb::Value() : convert(arena(), own, info(field).type);
  given.for_each_entry([&](std::string_view key, Span at, const plumb::Value& v) { entries.push_back({key, at, v}); });
  if (defaults.is_mapping()) {
    convert(arena(), defaults, info(field).type).for_each_entry([&](std::string_view key, Span at, const plumb::Value& v) {
      if (!own.find(key)) entries.push_back({key, at, v});
    });
  }
  const Cause* open = defaults.is_unknown() ? cause_of(arena(), defaults.unknown()) : nullptr;
  builder.set(id, field, make_map(arena(), entries, open, given.is_absent() ? make_origin(arena(), i.name_span, How::computed) : given.origin()));
}

void Mapper::region(const Instance& i, NodeId id, Field field) {
  Found own = get(i, "region");
  if (!own.given() && i.provider) own.value = i.provider->region;
  if (!own.given()) {  // a state has no providers, but names: arn:PARTITION:SERVICE:REGION:ACCOUNT:...
    Found arn = get(i, "arn");
    std::vector<std::string_view> parts = split(arn.value.is_string() ? arn.value.string() : std::string_view(), ':');
    if (parts.size() > 5 && !parts[3].empty()) own = {Value::string(parts[3], arn.value.span()), arn.at, arn.key_span};
  }
  if (own.given()) put(id, field, own);
  else put_unknown(id, field, "the provider's region comes from the environment", i.provider ? i.provider->span : i.name_span);
}

void Mapper::append(NodeId id, Field field, plumb::Value item) { appended_[{static_cast<uint32_t>(id), field.slot}].items.push_back(item); }

void Mapper::append_entry(NodeId id, Field field, MapEntry entry) {
  appended_[{static_cast<uint32_t>(id), field.slot}].entries.push_back(entry);
}

void Mapper::open_appended(NodeId id, Field field, const Cause* cause) {
  const Cause*& open = appended_[{static_cast<uint32_t>(id), field.slot}].open;
  if (!open) open = cause;
}

void Mapper::append_to(const Instance& association, const Targets& to, Field field, plumb::Value item) {
  for (const Target& t : to.found) {
    append(t.id, field, item.with_maybe(association.maybe || t.maybe || item.maybe()));
    if (association.maybe && association.key.is_unknown()) open_appended(t.id, field, cause_of(arena(), *association.maybe_cause));
  }
  if (to.rest && to.found.empty())
    for (NodeId id : nodes_of(field.kind)) open_appended(id, field, to.rest);
}

std::vector<NodeId> Mapper::nodes_of(Kind kind) {
  std::vector<NodeId> out;
  for (uint32_t n = 0; n < builder.size(); ++n)
    if (builder.node(static_cast<NodeId>(n)).kind == kind) out.push_back(static_cast<NodeId>(n));
  return out;
}

plumb::Value Mapper::record(std::initializer_list<std::pair<std::string_view, Found>> members, Span at) {
  std::vector<MapEntry> entries;
  for (const auto& [name, found] : members)
    if (found.given()) entries.push_back({name, found.key_span, convert(arena(), found.value)});
  return make_map(arena(), entries, nullptr, make_origin(arena(), at));
}

void Mapper::finish_appended() {
  for (auto& [at, more] : appended_) {
    NodeId id = static_cast<NodeId>(at.first);
    plumb::Value& v = builder.node(id).slots[at.second];
    const FieldType& type = info(Field{builder.node(id).kind, at.second}).type;
    if (v.is_unknown()) continue;
    const Cause* open = v.open() ? v.open() : more.open ? more.open : outside_.count(id) ? outside_cause(id) : nullptr;
    if (type.shape == FieldType::Shape::map) {
      std::vector<MapEntry> entries;
      v.for_each_entry([&](std::string_view key, Span span, const plumb::Value& value) { entries.push_back({key, span, value}); });
      for (const MapEntry& e : more.entries) {
        std::erase_if(entries, [&](const MapEntry& old) { return old.key == e.key; });
        entries.push_back(e);
      }
      v = make_map(arena(), entries, open, v.origin());
    } else {
      std::vector<plumb::Value> items;
      v.for_each_item([&](const plumb::Value& item) { items.push_back(item); });
      items.insert(items.end(), more.items.begin(), more.items.end());
      v = make_list(arena(), items, open, v.origin());
    }
  }
}

void Mapper::finish() {
  if (const Cause* rest = configuration.rest ? cause_of(arena(), *configuration.rest) : nullptr)
    for (const KindInfo& k : kinds()) builder.open_kind(k.kind, rest);
  finish_appended();
  finish_zones();
  for (NodeId id : outside_) finish_external(id);
  for (uint32_t n = 0; n < builder.size(); ++n) {
    Kind kind = builder.node(static_cast<NodeId>(n)).kind;
    for (auto it = everywhere_.lower_bound({kind, 0}); it != everywhere_.end() && it->first.first == kind; ++it)
      builder.open(static_cast<NodeId>(n), Field{kind, it->first.second}, it->second);
  }
}

}  // namespace plumb::terraform
