// References by name: a pod's ConfigMaps, Secrets, ServiceAccount and claims; an Ingress' Services; an autoscaler's target; a binding's role
// and subjects. Each gives edges, and where rules ask for it a value that says whether it was found: true, false, or unknown with the cause.
// Invariant: false only where no object of that name may be in the namespace anywhere in the project and absence can be claimed (objects.h).
#include "link/references.h"

#include <algorithm>

#include "base/text.h"
#include "graph/kinds.gen.h"

namespace plumb::linking {
namespace {

// One name that a pod refers to, before it is looked up.
struct Named {
  Kind kind{};
  std::string_view object_kind, how;
  Value name, key, optional;
};

class Pods {
 public:
  explicit Pods(Objects& objects) : objects_(objects), g_(objects.graph), containers_(g_.size()) {
    for (NodeId id : g_.of_kind(Kind::container))
      if (NodeId w = g_.first_target(id, field::container::workload); w != NodeId::none) containers_[static_cast<uint32_t>(w)].push_back(id);
  }

  void link(NodeId workload) {
    named_.clear();
    linked_.clear();
    collect(workload);
    std::vector<Value> out;
    for (const Named& n : named_) out.push_back(look_up(workload, n));
    g_.set(workload, field::workload::references, make_list(g_.arena(), out));
  }

 private:
  void add(Kind kind, std::string_view object_kind, std::string_view how, const Value& name, const Value& optional = {}, const Value& key = {}) {
    if (name.is_absent() || name.is_null() || name.string_or("-").empty()) return;
    for (const Named& n : named_)
      if (n.kind == kind && same_value(n.name, name) && (n.key.is_absent() ? key.is_absent() : same_value(n.key, key)) && n.optional.boolean_or(false) == optional.boolean_or(false)) return;
    named_.push_back({kind, object_kind, how, name, key, optional});
  }

  void add_keyed(Kind kind, std::string_view object_kind, std::string_view how, const Value& from, std::string_view name_field, std::string_view key_list) {
    if (!from.is_map()) return;
    bool keyed = false;
    from.get(key_list).for_each_item([&](const Value& item) {
      keyed = true;
      add(kind, object_kind, how, from.get(name_field), from.get("optional"), item.get("key"));
    });
    if (!keyed) add(kind, object_kind, how, from.get(name_field), from.get("optional"));
  }

  void collect(NodeId workload) {
    Value account = g_.get(workload, field::workload::service_account_name);
    if (account.is_absent()) account = Value::string("default", make_origin(g_.arena(), g_.node(workload).name_span, How::default_value, "Kubernetes"));
    add(Kind::service_account, "ServiceAccount", "service_account", account);
    const Value& pod = g_.get(workload, field::workload::pod);
    pod.get("imagePullSecrets").for_each_item([&](const Value& v) { add(Kind::secret, "Secret", "image_pull_secret", v.get("name")); });
    std::vector<std::string_view> claims;
    g_.node(workload).raw.in(g_.arena()).get("spec").get("volumeClaimTemplates").for_each_item([&](const Value& v) { claims.push_back(v.get("metadata").get("name").string_or()); });
    pod.get("volumes").for_each_item([&](const Value& v) {
      add_keyed(Kind::config_map, "ConfigMap", "volume", v.get("configMap"), "name", "items");
      add_keyed(Kind::secret, "Secret", "volume", v.get("secret"), "secretName", "items");
      bool of_template = std::find(claims.begin(), claims.end(), v.get("name").string_or()) != claims.end();
      if (!of_template) add(Kind::persistent_volume_claim, "PersistentVolumeClaim", "volume", v.get("persistentVolumeClaim").get("claimName"));
      v.get("projected").get("sources").for_each_item([&](const Value& s) {
        add_keyed(Kind::config_map, "ConfigMap", "projected", s.get("configMap"), "name", "items");
        add_keyed(Kind::secret, "Secret", "projected", s.get("secret"), "name", "items");
      });
    });
    for (NodeId c : containers_[static_cast<uint32_t>(workload)]) {
      g_.get(c, field::container::env_from).for_each_item([&](const Value& e) {
        add(Kind::config_map, "ConfigMap", "env_from", e.get("configMapRef").get("name"), e.get("configMapRef").get("optional"));
        add(Kind::secret, "Secret", "env_from", e.get("secretRef").get("name"), e.get("secretRef").get("optional"));
      });
      g_.get(c, field::container::env).for_each_item([&](const Value& e) {
        Value config = e.get("valueFrom").get("configMapKeyRef"), secret = e.get("valueFrom").get("secretKeyRef");
        add(Kind::config_map, "ConfigMap", "env", config.get("name"), config.get("optional"), config.get("key"));
        add(Kind::secret, "Secret", "env", secret.get("name"), secret.get("optional"), secret.get("key"));
      });
    }
  }

  static Field edge_of(Kind kind) {
    switch (kind) {
      case Kind::config_map: return field::workload::config_maps;
      case Kind::secret: return field::workload::secrets;
      case Kind::service_account: return field::workload::service_account;
      default: return field::workload::persistent_volume_claims;
    }
  }

  Value look_up(NodeId workload, const Named& n) {
    Arena& arena = g_.arena();
    Span at = n.name.span();
    std::vector<MapEntry> entries = {{"kind", at, Value::string(n.object_kind)}, {"name", at, n.name}, {"optional", at, Value::boolean(n.optional.boolean_or(false))}, {"how", at, Value::string(n.how)}};
    Value found, key_found;
    bool literal = n.name.is_string() && !has_placeholder(n.name.string());
    if (!literal) {
      found = n.name.is_unknown() ? n.name : make_unknown(arena, cat("'", n.name.string_or("the name"), "' is filled in by another tool"), at);
      if (info(edge_of(n.kind)).type.shape == FieldType::Shape::list) g_.open(workload, edge_of(n.kind), found.cause());
      key_found = found;
    } else {
      Namespace where = namespace_of(g_, workload);
      Nearest nearest = objects_.find(workload, n.kind, n.object_kind, n.name.string(), where);
      if (linked_.insert(name_key(n.object_kind, n.name.string())).second) objects_.connect(workload, edge_of(n.kind), nearest, at);
      found = objects_.found(workload, n.kind, n.object_kind, n.name, where, nearest);
      // Pull secrets are handed out by registries; pods name them whether or not they are needed.
      if (n.how == "image_pull_secret" && found.is_bool() && !found.boolean()) found = make_unknown(arena, "pull secrets are often made outside of manifests", at);
      if (found.is_bool() && !found.boolean()) add_other_namespace(n, entries);
      key_found = key_of(n, nearest, found);
    }
    entries.push_back({"found", at, found});
    if (n.key.is_string()) {
      entries.push_back({"key", n.key.span(), n.key});
      entries.push_back({"key_found", n.key.span(), key_found});
    }
    return make_map(arena, entries, nullptr, make_origin(arena, at));
  }

  void add_other_namespace(const Named& n, std::vector<MapEntry>& entries) {
    std::string_view only;
    for (NodeId id : objects_.by_name.everywhere(name_key(n.object_kind, n.name.string()))) {
      const Node& o = g_.node(id);
      if (o.kind != n.kind || o.name != n.name.string()) continue;
      std::string_view there = namespace_of(g_, id).name;
      if (!only.empty() && only != there) return;
      only = there;
    }
    if (!only.empty()) entries.push_back({"other_namespace", n.name.span(), Value::string(only)});
  }

  // Whether the object that is meant has the key: true where any of several has it.
  Value key_of(const Named& n, const Nearest& nearest, const Value& found) {
    if (!found.is_bool()) return found;
    if (!found.boolean()) return Value::boolean(false);
    if (!n.key.is_string() || has_placeholder(n.key.string())) return make_unknown(g_.arena(), "the key is filled in by another tool", n.key.span());
    for (const Candidate& c : nearest.found) {
      bool config = n.kind == Kind::config_map;
      for (Field f : {config ? field::config_map::data : field::secret::data, config ? field::config_map::binary_data : field::secret::string_data}) {
        const Value& data = g_.get(c.node, f);
        if (data.is_unknown() || data.open()) return data.is_unknown() ? data : Value::unknown(data.open());
        if (!data.get(n.key.string()).is_absent()) return Value::boolean(true);
      }
      bool generated = g_.get(c.node, config ? field::config_map::generated : field::secret::generated).boolean_or(false);
      bool empty = g_.get(c.node, config ? field::config_map::data : field::secret::data).size() == 0 && g_.get(c.node, config ? field::config_map::binary_data : field::secret::string_data).size() == 0;
      if (generated || empty) return make_unknown(g_.arena(), cat("the content of '", g_.node(c.node).address, "' is not at hand"), g_.node(c.node).name_span);
    }
    if (nearest.found.size() != 1 || nearest.found.front().match != Match::yes) return make_unknown(g_.arena(), "several objects have that name", n.name.span());
    return Value::boolean(false);
  }

  Objects& objects_;
  Graph& g_;
  std::vector<std::vector<NodeId>> containers_;
  std::vector<Named> named_;
  std::unordered_set<uint64_t> linked_;  // names that have their edges: several keys of one object make one edge
};

// Ingress backends: networking.k8s.io/v1 {service: {name, port: {number|name}}}, before that {serviceName, servicePort}.
class Ingresses {
 public:
  explicit Ingresses(Objects& objects) : objects_(objects), g_(objects.graph) {}

  void link(NodeId ingress) {
    out_.clear();
    seen_.clear();
    linked_.clear();
    backend(ingress, g_.get(ingress, field::ingress::default_backend));
    g_.get(ingress, field::ingress::rules).for_each_item([&](const Value& rule) {
      rule.get("http").get("paths").for_each_item([&](const Value& path) { backend(ingress, path.get("backend")); });
    });
    g_.set(ingress, field::ingress::backends, make_list(g_.arena(), out_));
  }

 private:
  void backend(NodeId ingress, const Value& b) {
    if (!b.is_map() || b.get("resource").is_map()) return;
    bool v1 = shared_field(g_, ingress, field::object::api_version).string_or() == "networking.k8s.io/v1";
    Value name = v1 ? b.get("service").get("name") : b.get("serviceName");
    Value port = v1 ? b.get("service").get("port") : b.get("servicePort");
    if (port.is_map()) port = port.get("number").is_given() ? port.get("number") : port.get("name");
    Span at = name.span().known() ? name.span() : b.span();
    std::string key = cat(name.string_or(), " ", port.is_int() ? cat(port.integer()) : std::string(port.string_or()));
    if (!seen_.insert(key).second) return;
    std::vector<MapEntry> entries = {{"service", at, name.is_string() ? name : Value::null()}, {"port", at, port.is_absent() ? Value::null() : port}, {"old_form", at, Value::boolean(v1 && b.get("service").is_absent() && b.get("serviceName").is_given())}};
    Value found = Value::boolean(false), port_found = found;
    if (name.is_string() && has_placeholder(name.string())) {
      found = port_found = make_unknown(g_.arena(), cat("'", name.string(), "' is filled in by another tool"), at);
      g_.open(ingress, field::ingress::services, found.cause());
    } else if (name.is_string() && port.string_or() == "use-annotation") {
      // The AWS controller's actions and redirects: the name is that of an annotation, not of a Service.
      found = port_found = Value::boolean(true);
    } else if (name.is_string()) {
      Namespace where = namespace_of(g_, ingress);
      Nearest nearest = objects_.find(ingress, Kind::service, "Service", name.string(), where);
      if (linked_.insert(std::string(name.string())).second) objects_.connect(ingress, field::ingress::services, nearest, at);
      found = objects_.found(ingress, Kind::service, "Service", name, where, nearest);
      port_found = found.is_bool() && found.boolean() ? port_of(port, nearest) : found;
    }
    entries.push_back({"found", at, found});
    entries.push_back({"port_found", at, port_found});
    out_.push_back(make_map(g_.arena(), entries, nullptr, make_origin(g_.arena(), at)));
  }

  Value port_of(const Value& wanted, const Nearest& nearest) {
    if (!wanted.is_int() && !(wanted.is_string() && !has_placeholder(wanted.string()))) return make_unknown(g_.arena(), "the port is not known", wanted.span());
    for (const Candidate& c : nearest.found) {
      const Value& ports = g_.get(c.node, field::service::ports);
      if (ports.is_unknown() || g_.get(c.node, field::service::type).string_or() == "ExternalName") return make_unknown(g_.arena(), "the Service's ports are not known", g_.node(c.node).name_span);
      bool has = false;
      ports.for_each_item([&](const Value& p) { has = has || (wanted.is_int() ? p.get("port").integer_or(-1) == wanted.integer() || p.get("port").is_string() : p.get("name").string_or() == wanted.string()); });
      if (has) return Value::boolean(true);
    }
    if (nearest.found.size() != 1 || nearest.found.front().match != Match::yes) return make_unknown(g_.arena(), "several Services have that name", wanted.span());
    return Value::boolean(false);
  }

  Objects& objects_;
  Graph& g_;
  std::vector<Value> out_;
  std::set<std::string> seen_, linked_;
};

void link_autoscaler(Objects& objects, NodeId id) {
  namespace f = field::horizontal_pod_autoscaler;
  Graph& g = objects.graph;
  const Value& kind = g.get(id, f::target_kind);
  const Value& name = g.get(id, f::target_name);
  if (!kind.is_string() || !name.is_string() || has_placeholder(name.string())) {
    g.set(id, f::target_found, make_unknown(g.arena(), "the target is not known", g.node(id).name_span));
    return;
  }
  Namespace where = namespace_of(g, id);
  Nearest nearest = objects.find(id, Kind::workload, kind.string(), name.string(), where);
  Value found;
  if (nearest.found.empty() && !objects.find(id, Kind::object, kind.string(), name.string(), where).found.empty()) {
    found = Value::boolean(true);
  } else {
    objects.connect(id, f::target, nearest, name.span());
    found = objects.found(id, Kind::workload, kind.string(), name, where, nearest);
    // Only kinds that become workloads are known well enough to be missed.
    static constexpr std::string_view kTargets[] = {"Deployment", "StatefulSet", "ReplicaSet", "ReplicationController", "Rollout", "DeploymentConfig"};
    bool usual = std::find(std::begin(kTargets), std::end(kTargets), kind.string()) != std::end(kTargets);
    if (!usual && found.is_bool() && !found.boolean()) found = make_unknown(g.arena(), cat("kind '", kind.string(), "' is not known to be scalable"), kind.span());
  }
  g.set(id, f::target_found, found);
}

void link_binding(Objects& objects, NodeId id) {
  namespace f = field::rbac_binding;
  Graph& g = objects.graph;
  Namespace own = namespace_of(g, id);
  const Value& ref = g.get(id, f::role_ref);
  Value role = ref.get("name"), kind = ref.get("kind");
  if (role.is_string() && kind.is_string() && !has_placeholder(role.string())) objects.connect(id, f::role, objects.find(id, Kind::rbac_role, kind.string(), role.string(), kind.string() == "ClusterRole" ? Namespace{{}, true, true, true} : own), role.span());
  g.get(id, f::subjects).for_each_item([&](const Value& s) {
    Value name = s.get("name"), space = s.get("namespace");
    if (s.get("kind").string_or() != "ServiceAccount" || !name.is_string()) return;
    bool unsure = has_placeholder(name.string()) || has_placeholder(space.string_or());
    if (unsure) return g.open(id, f::service_accounts, make_cause(g.arena(), "the subject is filled in by another tool", s.span()));
    Namespace where = space.is_string() ? Namespace{space.string(), true, true, false} : own.none ? Namespace{{}, false, false, false} : own;
    objects.connect(id, f::service_accounts, objects.find(id, Kind::service_account, "ServiceAccount", name.string(), where), name.span());
  });
}

}  // namespace

void link_references(Objects& objects) {
  Graph& g = objects.graph;
  Pods pods(objects);
  for (NodeId id : g.of_kind(Kind::workload)) pods.link(id);
  Ingresses ingresses(objects);
  for (NodeId id : g.of_kind(Kind::ingress)) ingresses.link(id);
  for (NodeId id : g.of_kind(Kind::horizontal_pod_autoscaler)) link_autoscaler(objects, id);
  for (NodeId id : g.of_kind(Kind::rbac_binding)) link_binding(objects, id);
}

}  // namespace plumb::linking
