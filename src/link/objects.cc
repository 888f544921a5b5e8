// See objects.h.
#include "link/objects.h"

#include <algorithm>

#include "base/text.h"
#include "graph/kinds.gen.h"
#include "objects/api.h"

namespace plumb::linking {
namespace {

uint64_t hash(uint64_t a, std::string_view text) { return stable_hash(text, 0xcbf29ce484222325ull ^ (a * 0x9e3779b97f4a7c15ull)); }
uint64_t kind_in(Kind kind, std::string_view where) { return hash((1ull << 48) | static_cast<uint8_t>(kind), where); }

// Namespaces that the cluster itself fills.
bool system_namespace(std::string_view name) { return name == "kube-system" || name == "kube-public" || name == "kube-node-lease"; }

// Objects that every cluster, or every namespace, has without a manifest.
bool always_there(Kind kind, std::string_view name) {
  if (kind == Kind::service_account) return name == "default";
  if (kind == Kind::config_map) return name == "kube-root-ca.crt" || name == "openshift-service-ca.crt" || name == "istio-ca-root-cert";
  return kind == Kind::service && name == "kubernetes";
}

}  // namespace

uint64_t name_key(std::string_view object_kind, std::string_view name) { return hash(stable_hash(object_kind), name); }
uint64_t label_key(std::string_view key, std::string_view value) { return hash(stable_hash(key) + 1, value); }

Value shared_field(const Graph& g, NodeId id, Field of_object) { return g.get(id, {g.node(id).kind, of_object.slot}); }
std::string_view object_kind(const Graph& g, NodeId id) { return shared_field(g, id, field::object::object_kind).string_or(); }

Namespace namespace_of(const Graph& g, NodeId id) {
  Value v = shared_field(g, id, field::object::namespace_);
  if (v.is_absent()) return {{}, true, true, true};
  bool given = shared_field(g, id, field::object::namespace_given).boolean_or(true);
  return {v.string_or(), given && v.is_string(), v.is_string(), false};
}

Match same_namespace(const Namespace& a, const Namespace& b) {
  if (!a.known || !b.known) return Match::maybe;
  if (a.given && b.given) return a.name == b.name ? Match::yes : Match::no;
  if (!a.given && !b.given) return Match::yes;
  // One names none. A namespace of `default` beside it rules out `kubectl -n`, so both are in it.
  return (a.given ? a : b).name == "default" ? Match::yes : Match::maybe;
}

Objects::Objects(Graph& g) : graph(g), places(g), by_name(g, places) {
  open_.resize(kinds().size());
  for (const KindInfo& k : kinds())
    if (k.kubernetes) open_[static_cast<size_t>(k.kind)] = g.open_cause(k.kind);
  for (const Node& n : g.nodes())
    if (info(n.kind).kubernetes) note(n.id);
    else if (n.kind == Kind::resource || n.kind == Kind::helm_release) note_installed(n.id);
}

void Objects::note(NodeId id) {
  const Node& n = graph.node(id);
  Namespace where = namespace_of(graph, id);
  if (!n.name.empty()) by_name.add(name_key(object_kind(graph, id), n.name), id, where);
  std::string_view stated = where.stated() ? where.name : std::string_view{};
  unit_kinds_.emplace(n.unit, n.kind);
  if (!stated.empty()) namespace_kinds_.insert(kind_in(n.kind, stated));
  if (n.kind == Kind::namespace_) namespaces_.insert(n.name);
  if (n.kind == Kind::object) note_operator(id);
  if (n.kind == Kind::rbac_role) note_grants(id);
}

// Argo CD and Flux deploy into the namespace that they name; what other operators make lies beside the resource, as a rule.
void Objects::note_operator(NodeId id) {
  const Node& n = graph.node(id);
  std::string_view group = graph.get(id, field::object::group).string_or(), kind = object_kind(graph, id);
  if (passive_group(group, kind)) return;
  const Cause* cause = make_cause(graph.arena(), cat("what '", n.address, "' brings about is not part of the inputs"), n.span);
  any_operator_ = any_operator_ ? any_operator_ : cause;
  Namespace where = namespace_of(graph, id);
  Value spec = n.raw.in(graph.arena()).get("spec");
  Value target = kind == "Application" && group == "argoproj.io" ? spec.get("destination").get("namespace") : spec.get("targetNamespace");
  if (target.is_string() && !has_placeholder(target.string())) operator_in_.try_emplace(target.string(), cause);
  else if (where.known && where.given && !where.none && kind != "Application" && kind != "ApplicationSet") operator_in_.try_emplace(where.name, cause);
  else operator_anywhere_ = operator_anywhere_ ? operator_anywhere_ : cause;
}

// A role that lets its holder create secrets (...) says that something does.
void Objects::note_grants(NodeId id) {
  const Node& n = graph.node(id);
  Namespace where = namespace_of(graph, id);
  auto names = [](const Value& list, std::string_view word) {
    bool found = false;
    list.for_each_item([&](const Value& v) { found = found || v.string_or() == word; });
    return found;
  };
  struct Resource { std::string_view plural; Kind kind; };
  static constexpr Resource kResources[] = {{"secrets", Kind::secret}, {"configmaps", Kind::config_map}, {"persistentvolumeclaims", Kind::persistent_volume_claim}, {"serviceaccounts", Kind::service_account}, {"services", Kind::service}, {"pods", Kind::workload}, {"deployments", Kind::workload}, {"statefulsets", Kind::workload}};
  graph.get(id, field::rbac_role::rules).for_each_item([&](const Value& rule) {
    if (!names(rule.get("verbs"), "create") && !names(rule.get("verbs"), "*")) return;
    for (const Resource& r : kResources) {
      if (!names(rule.get("resources"), r.plural)) continue;
      const Cause* cause = make_cause(graph.arena(), cat("'", n.address, "' lets its holder create ", r.plural), rule.span());
      unit_grants_.try_emplace({r.kind, n.unit}, cause);
      if (where.given && !where.none) grants_.try_emplace({r.kind, where.name}, cause);
    }
  });
}

// Terraform's helm_release, kubernetes_* and kubectl_manifest: not objects of the graph, but what they make is in the cluster.
void Objects::note_installed(NodeId id) {
  const Node& n = graph.node(id);
  if (n.kind == Kind::helm_release) {
    if (graph.unit(n.unit).frontend == "kubernetes") return;  // the object that asks for it is noted, the kustomization's unit is open
    const Cause* cause = make_cause(graph.arena(), cat("what '", n.address, "' installs is not part of the inputs"), n.name_span);
    Value space = graph.get(id, field::helm_release::namespace_);
    if (space.is_unknown()) operator_anywhere_ = operator_anywhere_ ? operator_anywhere_ : cause;
    else operator_in_.try_emplace(space.string_or("default"), cause);
    any_operator_ = any_operator_ ? any_operator_ : cause;
    return;
  }
  std::string_view type = graph.get(id, field::resource::type).string_or();
  if (!type.starts_with("kubernetes_") && !type.starts_with("kubectl_")) return;
  const Cause* cause = make_cause(graph.arena(), cat("what '", n.address, "' installs is not part of the inputs"), n.name_span);
  struct Type { std::string_view name, object_kind; Kind kind; };
  static constexpr Type kTypes[] = {{"service_account", "ServiceAccount", Kind::service_account}, {"default_service_account", "ServiceAccount", Kind::service_account}, {"secret", "Secret", Kind::secret}, {"config_map", "ConfigMap", Kind::config_map}, {"config_map_data", "ConfigMap", Kind::config_map}, {"persistent_volume_claim", "PersistentVolumeClaim", Kind::persistent_volume_claim}, {"service", "Service", Kind::service}, {"deployment", "Deployment", Kind::workload}, {"stateful_set", "StatefulSet", Kind::workload}, {"daemonset", "DaemonSet", Kind::workload}, {"daemon_set", "DaemonSet", Kind::workload}, {"pod", "Pod", Kind::workload}, {"job", "Job", Kind::workload}, {"cron_job", "CronJob", Kind::workload}, {"replication_controller", "ReplicationController", Kind::workload}, {"namespace", "Namespace", Kind::namespace_}};
  std::string_view what = type.starts_with("kubernetes_") ? type.substr(11) : std::string_view{};
  for (std::string_view version : {"_v1", "_v1beta1", "_v2"})
    if (what.ends_with(version)) what.remove_suffix(version.size());
  Value declared = n.raw.in(graph.arena()), metadata = declared.get("metadata").at(0);
  for (const Type& t : kTypes) {
    if (t.name != what) continue;
    Value name = metadata.get("name"), space = metadata.get("namespace");
    if (t.kind == Kind::namespace_) {
      if (name.is_string()) namespaces_.insert(name.string());
      return;
    }
    if (space.is_unknown() || metadata.is_unknown()) break;
    installed_.try_emplace({t.kind, space.string_or("default")}, cause);
    if (name.is_string() && !n.maybe) installed_names_.insert(hash(name_key(t.object_kind, name.string()), space.string_or("default")));
    return;
  }
  Value manifest = declared.get("manifest");
  if (std::string_view kind = manifest.get("kind").string_or(), version = manifest.get("apiVersion").string_or(); !kind.empty() && kubernetes::node_kind_by_name(kind) == Kind::object && passive_group(kubernetes::group_of(version), kind)) return;
  // Types that have no bearing on what is looked for (roles, storage classes, labels on existing objects, ...).
  bool passive = !what.empty() && what != "manifest" && std::none_of(std::begin(kTypes), std::end(kTypes), [&](const Type& t) { return t.name == what; });
  if (!passive) operator_anywhere_ = operator_anywhere_ ? operator_anywhere_ : cause;
}

bool Objects::installed(std::string_view object_kind_, std::string_view name, const Namespace& where) const { return where.given && installed_names_.count(hash(name_key(object_kind_, name), where.name)) > 0; }

Nearest Objects::find(NodeId from, Kind kind, std::string_view object_kind_, std::string_view name, const Namespace& where) const {
  return by_name.find(from, name_key(object_kind_, name), where, [&](NodeId id) {
    const Node& n = graph.node(id);
    if (n.kind != kind || n.name != name || object_kind(graph, id) != object_kind_) return Match::no;
    Namespace there = namespace_of(graph, id);
    return there.none || where.none ? Match::yes : same_namespace(there, where);
  });
}

NodeId Objects::sure(NodeId from, const Nearest& nearest) const {
  NodeId only = NodeId::none, same_file = NodeId::none;
  size_t sure = 0, in_file = 0;
  Namespace where = namespace_of(graph, from);
  for (const Candidate& c : nearest.found) {
    if (c.match != Match::yes) continue;
    // A unit that is not wholly at hand, or that renames its objects, may have what is meant itself.
    if (nearest.distance != Distance::unit && graph.open_cause(graph.node(c.node).kind, graph.node(from).unit)) continue;
    // Far away, two objects that state no namespace need not be deployed together.
    if (nearest.distance == Distance::far && !where.given && !namespace_of(graph, c.node).none) continue;
    ++sure;
    only = c.node;
    if (graph.node(c.node).span.file == graph.node(from).span.file) ++in_file, same_file = c.node;
  }
  if (in_file == 1) return same_file;
  return sure == 1 && nearest.found.size() == 1 ? only : NodeId::none;
}

void Objects::connect(NodeId from, Field field, const Nearest& nearest, Span at) {
  NodeId meant = sure(from, nearest);
  if (meant != NodeId::none) return graph.link(from, field, meant, at);
  for (const Candidate& c : nearest.found) graph.link(from, field, c.node, at, true);
}

bool Objects::unit_has(NodeId from, Kind kind) const { return unit_kinds_.count({graph.node(from).unit, kind}) > 0; }

bool Objects::declares_namespace(const Namespace& where) const { return where.given && namespaces_.count(where.name) > 0; }
bool Objects::holds(Kind kind, const Namespace& where) const { return where.given && namespace_kinds_.count(kind_in(kind, where.name)) > 0; }

const Cause* Objects::unseen(Kind kind, const Namespace& where) const {
  if (const Cause* c = open_[static_cast<size_t>(kind)]) return c;
  if (operator_anywhere_) return operator_anywhere_;
  if (!where.given) return any_operator_;
  auto it = operator_in_.find(where.name);
  return it == operator_in_.end() ? nullptr : it->second;
}

const Cause* Objects::doubt(NodeId from, Kind kind, const Namespace& where) const {
  Arena& arena = graph.arena();
  const Node& n = graph.node(from);
  auto because = [&](std::string_view why) { return make_cause(arena, why, n.name_span); };
  if (n.maybe) return n.maybe_cause ? n.maybe_cause : because("the object may not exist");
  if (!where.known) return because("its namespace is not known");
  if (system_namespace(where.name)) return because(cat("the cluster itself puts objects into namespace '", where.name, "'"));
  if (const Cause* c = unseen(kind, where)) return c;
  if (auto it = unit_grants_.find({kind, n.unit}); it != unit_grants_.end()) return it->second;
  if (where.given)
    if (auto it = grants_.find({kind, where.name}); it != grants_.end()) return it->second;
  auto elsewhere = installed_.lower_bound({kind, where.given ? where.name : std::string_view{}});
  if (elsewhere != installed_.end() && elsewhere->first.first == kind && (!where.given || elsewhere->first.second == where.name)) return elsewhere->second;
  // What is kept elsewhere for good (secrets, above all) is not missing: there must be a sign that the inputs mean to be complete.
  if (unit_has(from, kind) || holds(kind, where)) return nullptr;
  bool kept_with_namespace = kind == Kind::config_map || kind == Kind::service_account || kind == Kind::persistent_volume_claim;
  if (kept_with_namespace && declares_namespace(where)) return nullptr;
  return because(cat("no ", info(kind).name, " is declared beside it, so they may be kept elsewhere"));
}

Value Objects::found(NodeId from, Kind kind, std::string_view object_kind_, const Value& name, const Namespace& where, const Nearest& nearest) const {
  bool yes = std::any_of(nearest.found.begin(), nearest.found.end(), [&](const Candidate& c) { return c.match == Match::yes && !graph.node(c.node).maybe; });
  if (yes || always_there(kind, name.string_or()) || installed(object_kind_, name.string_or(), where)) return Value::boolean(true);
  if (!nearest.found.empty()) {
    const Node& other = graph.node(nearest.found.front().node);
    if (other.maybe && other.maybe_cause) return Value::unknown(other.maybe_cause);
    return make_unknown(graph.arena(), cat("'", other.address, "' has that name, but whether it is in the same namespace is not known"), other.name_span);
  }
  if (const Cause* c = doubt(from, kind, where)) return Value::unknown(c);
  return Value::boolean(false);
}

}  // namespace plumb::linking
