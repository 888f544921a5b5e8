// See kubernetes.h: claims, and loading a unit document by document.
#include "load/kubernetes/kubernetes.h"

#include "base/text.h"
#include "graph/dump.h"
#include "graph/kinds.gen.h"
#include "load/kubernetes/kustomization.h"
#include "objects/helm.h"
#include "objects/objects.h"
#include "load/kubernetes/templates.h"
#include "load/kubernetes/units.h"

namespace plumb {
namespace kubernetes {
namespace {

bool claims_document(TreeRef root) {
  std::string_view version = root["apiVersion"].string(), kind = root["kind"].string();
  if (version.empty() || kind.empty()) return false;
  std::string_view group = group_of(version);
  for (std::string_view other : {"eksctl.io", "kops.k8s.io", "kubeadm.k8s.io", "kubelet.config.k8s.io", "kubeproxy.config.k8s.io"})
    if (group == other) return false;
  return group != "kustomize.config.k8s.io" || (kind != "Kustomization" && kind != "Component");
}

bool claims_file(std::string_view path) { return is_kustomization(path) || is_chart(path); }

class Loader {
 public:
  Loader(const UnitPlan& plan, Builder& builder, Findings& findings) : plan_(plan), builder_(builder), findings_(findings) {}

  void document(TreeRef root, std::string_view api_version, std::string_view kind) {
    if (kind.ends_with("List") && root["items"]) return list(root, api_version, kind);
    Object o;
    o.root = Value::of(root);
    o.api_version = api_version;
    o.kind = kind;
    o.api = api_of(api_version, kind);
    if (!plan_.cluster_scoped.empty() && plan_.cluster_scoped.count(cat(group_of(api_version), "/", kind))) o.api.cluster_scoped = true;
    load_object(builder_, findings_, plan_.around, o);
  }

  void kustomization(TreeRef root) {
    for (TreeRef entry : root["helmCharts"].items()) release(entry);
    for (const char* key : {"configMapGenerator", "secretGenerator"}) {
      bool secret = key[0] == 's';
      for (TreeRef entry : root[key].items()) {
        if (!entry["name"].is_string() || entry["behavior"].string() == "merge" || entry["behavior"].string() == "replace") continue;
        Object o;
        o.root = Value::of(entry);
        o.kind = "Kustomization";
        Reader reader(builder_, findings_, key);
        Value space = reader.any(o.root, "namespace");
        o.namespace_given = !plan_.around.namespace_.empty() || (space.is_string() && !plan_.around.namespace_varies);
        if (!plan_.around.namespace_.empty()) space = Value::string(builder_.arena().copy(plan_.around.namespace_));
        else if (!space.is_string()) space = Value::string("default");
        NodeId id = add_made(reader, o, secret ? Kind::secret : Kind::config_map, secret ? "Secret" : "ConfigMap", Value::of(entry["name"]), space);
        const Origin* origin = make_origin(builder_.arena(), entry.span(), How::computed, key);
        builder_.set(id, secret ? field::secret::generated : field::config_map::generated, Value::boolean(true, origin));
        if (secret && entry["type"].is_string()) builder_.set(id, field::secret::type, Value::of(entry["type"]));
      }
    }
  }

  void chart(const InputFile& file) {
    if (!file.tree || file.tree->documents.empty()) return;
    for (TreeRef dependency : file.tree->document(0)["dependencies"].items())
      open_every_kind(builder_, cat("the chart's dependency '", dependency["name"].text(), "' is not rendered"), dependency.span());
  }

 private:
  /// An entry of `helmCharts`: its values are those of a file with the inline ones over them, unless `valuesMerge` says otherwise.
  void release(TreeRef entry) {
    Value v = Value::of(entry);
    Arena& arena = builder_.arena();
    helm::Release r;
    r.name = v.get("releaseName").is_given() ? v.get("releaseName") : make_unknown(arena, "kustomize makes a name for the release", entry.span());
    r.chart = v.get("name");
    r.repository = v.get("repo");
    r.version = v.get("version");
    r.namespace_ = !plan_.around.namespace_.empty() ? Value::string(arena.copy(plan_.around.namespace_), make_origin(arena, plan_.around.namespace_span)) : v.get("namespace");
    r.packaged = r.repository.is_given();
    Value file = v.get("valuesFile"), more = v.get("additionalValuesFiles"), inline_values = v.get("valuesInline"), merge = v.get("valuesMerge");
    r.values = make_map(arena, {}, nullptr, make_origin(arena, entry.span()));
    auto unread = [&](const Value& from) { r.values = helm::overridden(arena, r.values, make_cause(arena, "the chart's value files are not read", from.span())); };
    bool inline_wins = !merge.is_given() || merge.string_or() == "override";
    if (file.is_given() && inline_wins) unread(file);
    r.values = helm::merged(arena, r.values, inline_values);
    if (file.is_given() && !inline_wins) unread(file);
    if (more.size() > 0) unread(more);
    std::string address = cat("helmCharts/", written(r.chart));
    r.address = address;
    r.span = entry.span();
    r.name_span = r.chart.span().known() ? r.chart.span() : entry.span();
    r.raw = v;
    helm::add_release(builder_, findings_, r);
  }

  void list(TreeRef root, std::string_view api_version, std::string_view kind) {
    Reader reader(builder_, findings_, kind);
    int64_t index = -1;
    std::string_view item_kind = kind == "List" ? std::string_view{} : kind.substr(0, kind.size() - 4);
    for (TreeRef item : reader.sublist(Value::of(root), "items", "").tree_ref().items()) {
      ++index;
      std::string_view version = item["apiVersion"].string(), own = item["kind"].string();
      if (own.empty()) own = item_kind;
      if (version.empty() && !item_kind.empty()) version = api_version;
      if (item.is_map() && !own.empty() && !version.empty()) document(item, version, own);
      else if (!item.is_null()) reader.malformed(Value::of(item), "items", cat("[", index, "]"), "an object with apiVersion and kind");
    }
  }

  const UnitPlan& plan_;
  Builder& builder_;
  Findings& findings_;
};

void load(const Project&, const UnitInput& input, Builder& builder, Findings& findings) {
  const UnitPlan& plan = *static_cast<const UnitPlan*>(input.plan.get());
  Loader loader(plan, builder, findings);
  for (auto& [why, at] : plan.open_because) open_every_kind(builder, why, at);
  if (plan.kustomization) loader.kustomization(plan.kustomization->tree->document(0));
  if (plan.chart) loader.chart(*plan.chart);
  for (const InputFile* file : plan.templates) open_kinds_of_template(builder, file->path, file->file, file->tree->text);
  for (const Document& d : input.documents) loader.document(d.root, d.root["apiVersion"].string(), d.root["kind"].string());
}

void declare_object(TreeRef root, Declarations& out) {
  std::string_view version = root["apiVersion"].string(), kind = root["kind"].string(), space = root["metadata"]["namespace"].text();
  if (kind.ends_with("List") && root["items"]) {
    for (TreeRef item : root["items"].items()) declare_object(item, out);
    return;
  }
  Declared d;
  d.address = cat(kind, "/", space, space.empty() ? "" : "/", root["metadata"]["name"].text());
  d.mode = "object";
  d.type = cat(version, "/", kind);
  d.values = dump_value(Value::of(root));
  d.at = root.span();
  out.push_back(std::move(d));
}

/// The objects of the manifests as they stand there.
Declarations declarations(const Project&, const UnitInput& input, Findings&) {
  Declarations out;
  for (const Document& d : input.documents) declare_object(d.root, out);
  return out;
}

}  // namespace
}  // namespace kubernetes

const Frontend kKubernetesFrontend = {"kubernetes", kubernetes::claims_document, kubernetes::claims_file, kubernetes::form_units, kubernetes::load, kubernetes::declarations};

}  // namespace plumb
