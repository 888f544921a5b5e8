// See objects.h.
#include "objects/objects.h"

#include "base/text.h"
#include "graph/kinds.gen.h"

namespace plumb::kubernetes {

Field common_field(Kind kind, Field of_object) { return {kind, of_object.slot}; }

static void set_common(Builder& b, NodeId id, Kind kind, Field of_object, Value v) { b.set(id, common_field(kind, of_object), v); }

// The namespace and who says so: overlays and kustomizations win over the manifest.
static void put_namespace(Reader& r, const Surroundings& around, Object& o, const Value& metadata) {
  Arena& arena = r.arena();
  Value own = r.text(metadata, "namespace", "metadata");
  bool stated = own.is_unknown() || (own.is_string() && !own.string().empty());
  if (!around.namespace_.empty()) {
    o.namespace_ = Value::string(arena.copy(around.namespace_), make_origin(arena, around.namespace_span, How::computed, "kustomization"));
    o.namespace_given = true;
  } else if (stated) {
    o.namespace_ = own;
    o.namespace_given = own.is_string() && !around.namespace_varies;
  } else {
    o.namespace_ = Value::string("default", make_origin(arena, key_span(o.root, "metadata"), How::default_value, "kubectl"));
  }
}

NodeId add_object(Reader& r, const Surroundings& around, Object& o) {
  Builder& b = r.builder();
  Value metadata = r.submap(o.root, "metadata", "");
  Value name = r.text(metadata, "name", "metadata");
  Value generate_name = r.any(metadata, "generateName");
  if (!o.api.cluster_scoped) put_namespace(r, around, o, metadata);

  std::string shown = written(metadata.get("name"));
  if (shown.empty()) shown = generate_name.is_string() ? cat(generate_name.string(), "*") : "(no name)";
  std::string address = o.api.cluster_scoped ? cat(o.kind, "/", shown) : cat(o.kind, "/", o.namespace_.is_string() ? o.namespace_.string() : std::string_view("?"), "/", shown);
  Span name_span = o.root.span();
  for (const Value& at : {metadata.get("name"), o.root.get("kind")})
    if (at.span().known()) {
      name_span = at.span();
      break;
    }
  if (!o.address.empty()) address = o.address;
  if (o.name_span.known()) name_span = o.name_span;
  o.node = b.add(o.api.node, name.string_or(), address, o.span.known() ? o.span : o.root.span(), name_span);
  if (o.maybe) b.set_maybe(o.node, o.maybe);
  b.node(o.node).raw = o.root;
  if (name.is_unknown() && o.api.node != Kind::object) b.open_kind(o.api.node, name.cause());

  Kind k = o.api.node;
  set_common(b, o.node, k, field::object::api_version, o.root.get("apiVersion").is_string() ? o.root.get("apiVersion") : Value::string(o.api_version));
  set_common(b, o.node, k, field::object::object_kind, o.root.get("kind").is_string() ? o.root.get("kind") : Value::string(o.kind));
  set_common(b, o.node, k, field::object::namespace_, o.namespace_);
  if (!o.api.cluster_scoped) set_common(b, o.node, k, field::object::namespace_given, Value::boolean(o.namespace_given));
  set_common(b, o.node, k, field::object::labels, r.text_map(metadata, "labels", "metadata"));
  set_common(b, o.node, k, field::object::annotations, r.text_map(metadata, "annotations", "metadata"));
  return o.node;
}

NodeId add_made(Reader& r, const Object& o, Kind kind, std::string_view object_kind, const Value& name, const Value& namespace_) {
  Builder& b = r.builder();
  bool known = name.is_string() && !has_placeholder(name.string());
  std::string address = cat(object_kind, "/", namespace_.is_string() ? namespace_.string() : std::string_view("?"), "/", written(name));
  NodeId id = b.add(kind, known ? name.string() : std::string_view{}, address, name.span(), name.span());
  if (!known) b.open_kind(kind, make_cause(r.arena(), cat("the name of the ", object_kind, " that '", o.kind, "' makes is filled in by another tool"), name.span()));
  set_common(b, id, kind, field::object::api_version, Value::string("v1"));
  set_common(b, id, kind, field::object::object_kind, Value::string(object_kind));
  set_common(b, id, kind, field::object::namespace_, namespace_);
  set_common(b, id, kind, field::object::namespace_given, Value::boolean(o.namespace_given));
  return id;
}

static Value annotation(Reader& r, const Value& root, std::string_view key) {
  Value v = r.any(r.any(r.any(root, "metadata"), "annotations"), key);
  if (!v.is_string()) return v.is_unknown() ? v : Value();
  return has_placeholder(v.string()) && v.string().find('/') == std::string_view::npos ? make_unknown(r.arena(), cat("'", v.string(), "' is filled in by another tool"), v.span()) : v;
}

static void fill_service(Reader& r, NodeId id, const Value& spec) {
  namespace f = field::service;
  Builder& b = r.builder();
  b.set(id, f::type, r.text(spec, "type", "spec"));
  b.set(id, f::selector, r.text_map(spec, "selector", "spec"));
  b.set(id, f::ports, r.list(spec, "ports", "spec"));
  b.set(id, f::cluster_ip, r.text(spec, "clusterIP", "spec"));
  b.set(id, f::external_name, r.text(spec, "externalName", "spec"));
  b.set(id, f::load_balancer_class, r.text(spec, "loadBalancerClass", "spec"));
}

static void fill_ingress(Reader& r, NodeId id, const Value& root, const Value& spec) {
  namespace f = field::ingress;
  Builder& b = r.builder();
  Value name = r.text(spec, "ingressClassName", "spec");
  b.set(id, f::ingress_class_name, name.is_absent() ? annotation(r, root, "kubernetes.io/ingress.class") : name);
  b.set(id, f::rules, r.list(spec, "rules", "spec"));
  Value backend = r.map(spec, "defaultBackend", "spec");
  b.set(id, f::default_backend, backend.is_absent() ? r.map(spec, "backend", "spec") : backend);
}

static void fill_autoscaler(Reader& r, NodeId id, const Value& spec) {
  namespace f = field::horizontal_pod_autoscaler;
  Builder& b = r.builder();
  Value target = r.submap(spec, "scaleTargetRef", "spec");
  b.set(id, f::target_kind, r.text(target, "kind", "spec.scaleTargetRef"));
  b.set(id, f::target_name, r.text(target, "name", "spec.scaleTargetRef"));
  b.set(id, f::target_api_version, r.text(target, "apiVersion", "spec.scaleTargetRef"));
  b.set(id, f::min_replicas, r.integer(spec, "minReplicas", "spec"));
  b.set(id, f::max_replicas, r.integer(spec, "maxReplicas", "spec"));
  b.set(id, f::metrics, r.list(spec, "metrics", "spec"));
}

static void fill_network_policy(Reader& r, NodeId id, const Value& spec) {
  namespace f = field::network_policy;
  Builder& b = r.builder();
  b.set(id, f::pod_selector, r.map(spec, "podSelector", "spec"));
  b.set(id, f::policy_types, r.list(spec, "policyTypes", "spec"));
  b.set(id, f::ingress, r.list(spec, "ingress", "spec"));
  b.set(id, f::egress, r.list(spec, "egress", "spec"));
}

static void fill_claim(Reader& r, NodeId id, const Value& spec) {
  namespace f = field::persistent_volume_claim;
  Builder& b = r.builder();
  b.set(id, f::storage_class_name, r.text(spec, "storageClassName", "spec"));
  b.set(id, f::access_modes, r.list(spec, "accessModes", "spec"));
  b.set(id, f::volume_name, r.text(spec, "volumeName", "spec"));
  b.set(id, f::resources, r.map(spec, "resources", "spec"));
}

static void fill_config(Reader& r, const Object& o) {
  Builder& b = r.builder();
  if (o.api.node == Kind::config_map) {
    b.set(o.node, field::config_map::data, r.text_map(o.root, "data", ""));
    b.set(o.node, field::config_map::binary_data, r.text_map(o.root, "binaryData", ""));
    b.set(o.node, field::config_map::immutable, r.boolean(o.root, "immutable", ""));
    return;
  }
  b.set(o.node, field::secret::type, r.text(o.root, "type", ""));
  b.set(o.node, field::secret::data, r.text_map(o.root, "data", ""));
  b.set(o.node, field::secret::string_data, r.text_map(o.root, "stringData", ""));
  b.set(o.node, field::secret::immutable, r.boolean(o.root, "immutable", ""));
}

static void fill(Reader& r, const Object& o) {
  Builder& b = r.builder();
  NodeId id = o.node;
  bool has_spec = o.api.node != Kind::object && o.api.node != Kind::workload;
  Value spec = has_spec ? r.submap(o.root, "spec", "") : Value();
  switch (o.api.node) {
    case Kind::service: return fill_service(r, id, spec);
    case Kind::ingress: return fill_ingress(r, id, o.root, spec);
    case Kind::horizontal_pod_autoscaler: return fill_autoscaler(r, id, spec);
    case Kind::network_policy: return fill_network_policy(r, id, spec);
    case Kind::persistent_volume_claim: return fill_claim(r, id, spec);
    case Kind::config_map:
    case Kind::secret: return fill_config(r, o);
    case Kind::ingress_class:
      b.set(id, field::ingress_class::controller, r.text(spec, "controller", "spec"));
      b.set(id, field::ingress_class::parameters, r.map(spec, "parameters", "spec"));
      return;
    case Kind::service_account:
      b.set(id, field::service_account::automount_token, r.boolean(o.root, "automountServiceAccountToken", ""));
      b.set(id, field::service_account::role_arn, annotation(r, o.root, "eks.amazonaws.com/role-arn"));
      return;
    case Kind::pod_disruption_budget:
      b.set(id, field::pod_disruption_budget::selector, r.map(spec, "selector", "spec"));
      b.set(id, field::pod_disruption_budget::min_available, r.any(spec, "minAvailable"));
      b.set(id, field::pod_disruption_budget::max_unavailable, r.any(spec, "maxUnavailable"));
      return;
    case Kind::rbac_role:
      b.set(id, field::rbac_role::rules, r.list(o.root, "rules", ""));
      b.set(id, field::rbac_role::aggregation_rule, r.map(o.root, "aggregationRule", ""));
      return;
    case Kind::rbac_binding:
      b.set(id, field::rbac_binding::role_ref, r.map(o.root, "roleRef", ""));
      b.set(id, field::rbac_binding::subjects, r.list(o.root, "subjects", ""));
      return;
    case Kind::namespace_:
      b.set(id, field::namespace_::pod_security_enforce, r.any(r.any(r.any(o.root, "metadata"), "labels"), "pod-security.kubernetes.io/enforce"));
      return;
    case Kind::object: b.set(id, field::object::group, Value::string(r.arena().copy(o.api.group))); return;
    default: return;
  }
}

// For findings, before the node is made: the same words as its address where these are plain.
static std::string short_address(const Object& o) {
  Value metadata = o.root.get("metadata");
  std::string space = written(metadata.get("namespace"));
  if (o.api.cluster_scoped) return cat(o.kind, "/", written(metadata.get("name")));
  return cat(o.kind, "/", space.empty() ? "default" : space, "/", written(metadata.get("name")));
}

NodeId load_object(Builder& builder, Findings& findings, const Surroundings& around, Object o) {
  std::string resource = o.address.empty() ? short_address(o) : std::string(o.address);
  Reader reader(builder, findings, resource);
  add_object(reader, around, o);
  if (o.api.node == Kind::workload) fill_workload(reader, around, o, builder.node(o.node).address);
  else fill(reader, o);
  add_what_it_makes(reader, o);
  return o.node;
}

}  // namespace plumb::kubernetes
