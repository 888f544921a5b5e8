// What controllers make of custom resources, where the resource states its name: a table of the well-known ones; and releases of Helm charts.
// Why: a workload that names the target of an ExternalSecret is right although no manifest holds that Secret.
#include "base/text.h"
#include "graph/kinds.gen.h"
#include "objects/helm.h"
#include "objects/objects.h"
#include "objects/settings.h"

namespace plumb::kubernetes {
namespace {

struct Maker {
  std::string_view group, kind;
  Kind makes{};
  /// Paths to the name, tried in order, '/' separated; "*" stands for each item of a list or each value of a map.
  std::vector<std::string_view> names;
};

const std::vector<Maker>& makers() {
  static const std::vector<Maker> kMakers = {
      {"external-secrets.io", "ExternalSecret", Kind::secret, {"spec/target/name", "metadata/name"}},
      {"external-secrets.io", "ClusterExternalSecret", Kind::secret, {"spec/externalSecretName", "spec/externalSecretSpec/target/name", "metadata/name"}},
      {"kubernetes-client.io", "ExternalSecret", Kind::secret, {"metadata/name"}},
      {"bitnami.com", "SealedSecret", Kind::secret, {"spec/template/metadata/name", "metadata/name"}},
      {"cert-manager.io", "Certificate", Kind::secret, {"spec/secretName"}},
      {"cert-manager.io", "Issuer", Kind::secret, {"spec/acme/privateKeySecretRef/name"}},
      {"cert-manager.io", "ClusterIssuer", Kind::secret, {"spec/acme/privateKeySecretRef/name"}},
      {"secrets-store.csi.x-k8s.io", "SecretProviderClass", Kind::secret, {"spec/secretObjects/*/secretName"}},
      {"secrets.hashicorp.com", "VaultStaticSecret", Kind::secret, {"spec/destination/name"}},
      {"secrets.hashicorp.com", "VaultDynamicSecret", Kind::secret, {"spec/destination/name"}},
      {"secrets.hashicorp.com", "VaultPKISecret", Kind::secret, {"spec/destination/name"}},
      {"isindir.github.com", "SopsSecret", Kind::secret, {"spec/secretTemplates/*/name"}},
      {"onepassword.com", "OnePasswordItem", Kind::secret, {"metadata/name"}},
      {"spv.no", "AzureKeyVaultSecret", Kind::secret, {"spec/output/secret/name"}},
      {"secrets.doppler.com", "DopplerSecret", Kind::secret, {"spec/managedSecret/name"}},
      {"secrets.infisical.com", "InfisicalSecret", Kind::secret, {"spec/managedSecretReference/secretName"}},
      {"trust.cert-manager.io", "Bundle", Kind::config_map, {"metadata/name"}},
  };
  return kMakers;
}

void collect(const Value& at, std::string_view path, std::vector<Value>& out) {
  if (path.empty()) {
    if (at.is_string() && !at.string().empty()) out.push_back(at);
    return;
  }
  size_t slash = path.find('/');
  std::string_view part = path.substr(0, slash), rest = slash == std::string_view::npos ? std::string_view{} : path.substr(slash + 1);
  if (part != "*") return collect(at.get(part), rest, out);
  at.for_each_item([&](const Value& item) { collect(item, rest, out); });
}

}  // namespace

/// The release of a Helm chart that Flux's HelmRelease or Argo CD's Application asks for; nothing for an Application of manifests.
static void add_release(Reader& r, const Object& o) {
  bool flux = o.kind == "HelmRelease" && o.api.group == "helm.toolkit.fluxcd.io";
  if (!flux && (o.kind != "Application" || o.api.group != "argoproj.io")) return;
  Arena& arena = r.arena();
  Value spec = o.root.get("spec"), name = o.root.get("metadata").get("name");
  helm::Release release;
  release.values = make_map(arena, {}, nullptr, make_origin(arena, spec.span()));
  if (flux) {
    Value chart = spec.get("chart").get("spec");
    release.chart = chart.get("chart");
    release.version = chart.get("version");
    release.packaged = chart.get("sourceRef").get("kind").string_or() == "HelmRepository";
    release.name = spec.get("releaseName").is_given() ? spec.get("releaseName") : name;
    release.namespace_ = spec.get("targetNamespace").is_given() ? spec.get("targetNamespace") : o.namespace_;
    if (Value from = spec.get("valuesFrom"); from.size() > 0 || from.is_unknown()) release.values = helm::overridden(arena, release.values, make_cause(arena, "the chart's values come from another object", from.span()));
    release.values = helm::merged(arena, release.values, spec.get("values"));
  } else {
    Value source = spec.get("source"), settings = source.get("helm");
    if (!source.get("chart").is_given()) return;
    release.chart = source.get("chart");
    release.version = source.get("targetRevision");
    release.repository = source.get("repoURL");
    release.name = settings.get("releaseName").is_given() ? settings.get("releaseName") : name;
    release.namespace_ = spec.get("destination").get("namespace");
    if (Value files = settings.get("valueFiles"); files.size() > 0 || files.is_unknown()) release.values = helm::overridden(arena, release.values, make_cause(arena, "the chart's value files are not read", files.span()));
    if (Value text = settings.get("values"); text.is_given()) release.values = helm::merged(arena, release.values, read_settings(arena, text));
    release.values = helm::merged(arena, release.values, settings.get("valuesObject"));
    settings.get("parameters").for_each_item([&](const Value& p) {
      Value v = p.get("value");
      bool plain = v.is_string() && !p.get("forceString").boolean_or(false);
      if (p.get("name").is_string()) release.values = helm::with(arena, release.values, p.get("name").string(), plain ? helm::typed(arena, v.string(), make_origin(arena, v.span())) : v);
    });
  }
  if (release.chart.is_string()) release.chart = Value::string(release.chart.string().substr(release.chart.string().rfind('/') + 1), make_origin(arena, release.chart.span()));
  std::string address = r.builder().node(o.node).address.empty() ? std::string(o.kind) : std::string(r.builder().node(o.node).address);
  address += " chart";
  release.address = address;
  release.span = r.builder().node(o.node).span;
  release.name_span = r.builder().node(o.node).name_span;
  release.maybe = o.maybe;
  release.raw = o.root;
  helm::add_release(r.builder(), r.findings(), release);
}

void add_what_it_makes(Reader& r, const Object& o) {
  if (o.api.node != Kind::object) return;
  add_release(r, o);
  for (const Maker& m : makers()) {
    if (m.kind != o.kind || m.group != o.api.group) continue;
    std::vector<Value> names;
    for (std::string_view path : m.names) {
      collect(o.root, path, names);
      if (!names.empty()) break;
    }
    // What a cluster-scoped resource makes lies in a namespace that its controller chooses.
    Value where = o.api.cluster_scoped ? make_unknown(r.arena(), cat("the controller of '", o.kind, "' chooses the namespace"), o.root.span()) : o.namespace_;
    for (const Value& name : names) {
      NodeId id = add_made(r, o, m.makes, m.makes == Kind::secret ? "Secret" : "ConfigMap", name, where);
      r.builder().set(id, m.makes == Kind::secret ? field::secret::generated : field::config_map::generated, Value::boolean(true, make_origin(r.arena(), name.span(), How::computed, o.kind)));
    }
  }
}

}  // namespace plumb::kubernetes
