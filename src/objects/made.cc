// What controllers make of custom resources, where the resource states its name: a table of the well-known ones.
// Why: a workload that names the target of an ExternalSecret is right although no manifest holds that Secret.
#include "base/text.h"
#include "graph/kinds.gen.h"
#include "objects/objects.h"

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

void add_what_it_makes(Reader& r, const Object& o) {
  if (o.api.node != Kind::object) return;
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
