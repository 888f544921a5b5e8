// Mapper: Kubernetes objects that Terraform declares: kubernetes_* (typed), kubernetes_manifest, kubectl_manifest. Each becomes the node that
// its manifest would become, under its Terraform address, with places in the configuration.
#include <charconv>

#include "base/text.h"
#include "load/terraform/kubernetes_types.h"
#include "load/terraform/mapper.h"
#include "objects/objects.h"

namespace plumb::terraform {
namespace {

/// Nested blocks, as body_object() makes them: a list of objects of a resource.
bool is_blocks(const Value& v) {
  if (!v.is(ValueKind::list)) return false;
  if (v.list().open) return true;
  for (const Value& item : v.items())
    if (!item.is_mapping() || !item.map().resource) return false;
  return !v.items().empty();
}

class ApiObject {
 public:
  explicit ApiObject(Arena& arena) : arena_(arena) {}

  /// The arguments of a block as the API's fields; `block`: its name, empty for the resource's own.
  plumb::Value fields(const Value& object, std::string_view block, const Origin* origin, std::vector<MapEntry> entries = {}) {
    const Cause* open = nullptr;
    for (const Entry& e : object.entries()) {
      if (e.value.is_null() || (block.empty() && (e.key == "timeouts" || e.key.starts_with("wait_for")))) continue;
      if (is_blocks(e.value)) nested(e, block, entries, open);
      else entries.push_back({arena_.copy(std::string_view(api_field(e.key))), e.key_span, argument(e)});
    }
    return make_map(arena_, entries, open, origin);
  }

 private:
  void nested(const Entry& e, std::string_view parent, std::vector<MapEntry>& entries, const Cause*& open) {
    const Origin* origin = make_origin(arena_, e.at);
    const Unknown* more = e.value.list().open;
    if (std::string_view list = list_field(parent, e.key); !list.empty()) {
      std::vector<plumb::Value> items;
      for (const Value& item : e.value.items()) items.push_back(fields(item, e.key, make_origin(arena_, item.span())).with_maybe(item.maybe()));
      entries.push_back({list, e.key_span, make_list(arena_, items, more ? cause_of(arena_, *more) : nullptr, origin)});
      return;
    }
    if (e.value.items().empty() || e.value.items()[0].maybe()) {
      if (more) open = cause_of(arena_, *more);
      return;
    }
    entries.push_back({arena_.copy(std::string_view(api_field(e.key))), e.key_span, fields(e.value.items()[0], e.key, origin)});
  }

  /// An argument's value; maps (labels, data, limits) keep their keys and have texts, as the provider makes them.
  plumb::Value argument(const Entry& e) {
    static constexpr FieldType kText{BaseType::string}, kTexts{BaseType::string, FieldType::Shape::list}, kTextMap{BaseType::string, FieldType::Shape::map};
    if (e.value.is_mapping()) return convert(arena_, e.value, kTextMap);
    if (takes_text(e.key)) return convert(arena_, e.value, e.value.is_sequence() ? kTexts : kText);
    if (takes_number(e.key) && e.value.is_string()) {
      int64_t n = 0;
      std::string_view text = e.value.string();
      auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
      if (error == std::errc() && end == text.data() + text.size()) return plumb::Value::integer(n, make_origin(arena_, e.value.span()));
    }
    return convert(arena_, e.value);
  }

  Arena& arena_;
};

plumb::Value typed_object(Arena& arena, const Instance& i, const Value& config, const KubernetesType& type) {
  const Origin* origin = make_origin(arena, i.header);
  // The provider encodes `data` of secrets itself: what stands there is clear text, the API's stringData.
  plumb::Value body = ApiObject(arena).fields(config, "", origin, {{"apiVersion", i.header, plumb::Value::string(type.api_version, origin)}, {"kind", i.header, plumb::Value::string(type.kind, origin)}});
  if (type.kind != "Secret") return body;
  std::vector<MapEntry> entries;
  body.for_each_entry([&](std::string_view key, Span at, const plumb::Value& v) { entries.push_back({key == "data" ? "stringData" : key == "binaryData" ? "data" : key, at, v}); });
  return make_map(arena, entries, body.open(), origin);
}

}  // namespace

/// The object as its manifest would say it; absent when the resource declares none, or it cannot be told which.
plumb::Value Mapper::declared_object(const Instance& i) {
  plumb::Value root;
  if (const KubernetesType* type = kubernetes_type(i.type)) root = typed_object(arena(), i, config(i), *type);
  else if (i.type == "kubernetes_manifest") root = convert(arena(), config(i).get("manifest"));
  else if (i.type == "kubectl_manifest") root = yaml(get(i, "yaml_body"));
  bool known = root.is_map() && !root.get("apiVersion").string_or().empty() && !root.get("kind").string_or().empty();
  return known ? root : plumb::Value();
}

NodeId Mapper::make_object(const Instance& i, const plumb::Value& root, Findings& findings) {
  kubernetes::Object o;
  o.root = root;
  o.api_version = root.get("apiVersion").string_or();
  o.kind = root.get("kind").string_or();
  o.api = kubernetes::api_of(o.api_version, o.kind);
  o.address = i.address;
  o.span = i.block;
  o.name_span = i.name_span;
  if (i.maybe) o.maybe = i.maybe_cause ? cause_of(arena(), *i.maybe_cause) : make_cause(arena(), "it may not exist", i.name_span);
  NodeId id = kubernetes::load_object(builder, findings, {}, o);
  nodes_.emplace(&i, id);
  if (i.maybe && i.key.is_unknown()) many_.insert(id);
  return id;
}

/// What leads from an object to other resources: the cluster that its provider speaks to, the role that a service account names.
void Mapper::connect_object(const Instance& i) {
  NodeId id = node_of(i);
  Kind kind = builder.node(id).kind;
  if (i.provider) {
    Targets cluster = resolve(Found{i.provider->config.get("host"), {}, {}}, Kind::cluster);
    if (cluster.found.size() == 1 && !cluster.rest && !cluster.found[0].maybe) builder.link(id, kubernetes::common_field(kind, field::object::cluster), cluster.found[0].id, cluster.found[0].at);
  }
  if (kind != Kind::service_account) return;
  for (const Value& metadata : config(i).get("metadata").items()) {
    Value arn = metadata.get("annotations").get("eks.amazonaws.com/role-arn");
    if (!arn.is_unknown() || !arn.unknown().exact) continue;
    Targets role = resolve(Found{arn, {}, {}}, Kind::role);
    if (role.found.size() == 1 && !role.rest) builder.link(id, field::service_account::role, role.found[0].id, role.found[0].at, role.found[0].maybe);
  }
}

}  // namespace plumb::terraform
