// Workloads: where the pod template is differs by kind (objects/api.h), all else is the same for what runs pods.
// Labels that kustomizations add to pod templates are part of the pod's labels: selectors elsewhere count on them.
#include "base/text.h"
#include "graph/kinds.gen.h"
#include "objects/objects.h"

namespace plumb::kubernetes {
namespace {

namespace w = field::workload;
namespace c = field::container;

struct Template {
  Value at;          // what holds metadata and spec of the pods
  std::string path;  // of it, dotted
};

Template pod_template(Reader& r, const Object& o) {
  Template t{o.root, {}};
  for (std::string_view part : split(o.api.pod_template, '/')) {
    if (part.empty()) continue;
    t.at = r.submap(t.at, part, t.path);
    t.path = t.path.empty() ? std::string(part) : cat(t.path, ".", part);
  }
  return t;
}

Value pod_labels(Reader& r, const Surroundings& around, const Template& t) {
  std::string path = t.path.empty() ? "metadata" : t.path + ".metadata";
  // The Pod's own labels were read, and reported where wrong, with its metadata.
  Value own = t.path.empty() ? r.any(r.any(t.at, "metadata"), "labels") : r.text_map(r.submap(t.at, "metadata", t.path), "labels", path);
  if (own.is_unknown() || (around.pod_labels.empty() && !around.more_pod_labels)) return own;
  std::vector<MapEntry> entries;
  own.for_each_entry([&](std::string_view key, Span at, const Value& v) { entries.push_back({key, at, v}); });
  for (auto& [key, value] : around.pod_labels) {
    std::erase_if(entries, [&, k = key.text()](const MapEntry& e) { return e.key == k; });
    entries.push_back({key.text(), key.span(), Value::of(value)});
  }
  const Cause* open = around.more_pod_labels ? make_cause(r.arena(), "an overlay adds labels", around.overlay_span) : nullptr;
  return make_map(r.arena(), entries, open, own.is_map() ? make_origin(r.arena(), own.span()) : nullptr);
}

void add_containers(Reader& r, const Object& o, std::string_view address, const Value& pod, std::string_view pod_path, std::string_view key) {
  Builder& b = r.builder();
  int64_t index = -1;
  Value containers = r.sublist(pod, key, pod_path);
  if (const Cause* more = containers.is_unknown() ? containers.cause() : containers.open()) b.open(o.node, w::containers, more);
  containers.for_each_item([&](const Value& item) {
    ++index;
    std::string path = cat(pod_path, ".", key, "[", index, "]");
    if (!item.is_map()) {
      if (!item.is_unknown()) r.malformed(item, cat(pod_path, ".", key), cat("[", index, "]"), "a container");
      return;
    }
    Value name = r.text(item, "name", path);
    std::string shown = written(item.get("name"));
    Span at = item.get("name").span().known() ? item.get("name").span() : item.span();
    NodeId id = b.add(Kind::container, name.string_or(), cat(address, "/", shown.empty() ? cat(key, "[", index, "]") : shown), item.span(), at);
    b.node(id).raw = item;
    b.link(id, c::workload, o.node, item.span());
    if (o.maybe || item.maybe()) b.set_maybe(id, o.maybe ? o.maybe : containers.open());
    bool sidecar = key == "initContainers" && item.get("restartPolicy").string_or() == "Always";
    b.set(id, c::role, Value::string(key == "containers" ? "main" : key == "ephemeralContainers" ? "ephemeral" : sidecar ? "sidecar" : "init"));
    b.set(id, c::index, Value::integer(index));
    b.set(id, c::image, r.text(item, "image", path));
    b.set(id, c::image_pull_policy, r.text(item, "imagePullPolicy", path));
    b.set(id, c::command, r.list(item, "command", path));
    b.set(id, c::args, r.list(item, "args", path));
    b.set(id, c::ports, r.list(item, "ports", path));
    b.set(id, c::env, r.list(item, "env", path));
    b.set(id, c::env_from, r.list(item, "envFrom", path));
    b.set(id, c::resources, r.map(item, "resources", path));
    b.set(id, c::security_context, r.map(item, "securityContext", path));
    b.set(id, c::volume_mounts, r.list(item, "volumeMounts", path));
    b.set(id, c::liveness_probe, r.map(item, "livenessProbe", path));
    b.set(id, c::readiness_probe, r.map(item, "readinessProbe", path));
    b.set(id, c::startup_probe, r.map(item, "startupProbe", path));
    int64_t entry = -1;
    item.get("env").for_each_item([&](const Value& e) {
      ++entry;
      if (Value v = e.get("value"); v.is_given() && !v.is_string()) r.malformed(v, cat(path, ".env[", entry, "]"), "value", "a string");
    });
  });
}

}  // namespace

void fill_workload(Reader& r, const Surroundings& around, const Object& o, std::string_view address) {
  Builder& b = r.builder();
  Template t = pod_template(r, o);
  Value spec = t.path.empty() ? Value() : r.submap(o.root, "spec", "");
  if (o.api.replicas) {
    Value replicas = r.integer(spec, "replicas", "spec");
    b.set(o.node, w::replicas, replicas.is_absent() ? Value::integer(1, make_origin(r.arena(), o.root.span(), How::default_value, o.kind)) : replicas);
  }
  b.set(o.node, w::selector, r.map(spec, "selector", "spec"));
  b.set(o.node, w::pod_labels, pod_labels(r, around, t));
  b.set(o.node, w::pod_annotations, t.path.empty() ? r.any(r.any(t.at, "metadata"), "annotations") : r.text_map(r.any(t.at, "metadata"), "annotations", t.path + ".metadata"));

  std::string path = t.path.empty() ? "spec" : t.path + ".spec";
  Value pod = r.map(t.at, "spec", t.path);
  b.set(o.node, w::pod, pod);
  Value p = pod.is_map() || pod.is_unknown() ? pod : Value();
  Value account = r.text(p, "serviceAccountName", path);
  if (account.is_absent() || account.string_or("-").empty()) account = r.text(p, "serviceAccount", path);
  if (!account.string_or("-").empty()) b.set(o.node, w::service_account_name, account);
  b.set(o.node, w::automount_service_account_token, r.boolean(p, "automountServiceAccountToken", path));
  b.set(o.node, w::host_network, r.boolean(p, "hostNetwork", path));
  b.set(o.node, w::host_pid, r.boolean(p, "hostPID", path));
  b.set(o.node, w::host_ipc, r.boolean(p, "hostIPC", path));
  b.set(o.node, w::restart_policy, r.text(p, "restartPolicy", path));
  b.set(o.node, w::node_selector, r.text_map(p, "nodeSelector", path));
  b.set(o.node, w::tolerations, r.list(p, "tolerations", path));
  b.set(o.node, w::volumes, r.list(p, "volumes", path));
  // Read by rules from the pod as it stands: only their types are settled here.
  for (std::string_view key : {"securityContext", "affinity", "dnsConfig"}) r.map(p, key, path);
  for (std::string_view key : {"imagePullSecrets", "topologySpreadConstraints", "hostAliases"}) r.list(p, key, path);
  for (std::string_view key : {"initContainers", "containers", "ephemeralContainers"}) add_containers(r, o, address, p, path, key);
}

}  // namespace plumb::kubernetes
