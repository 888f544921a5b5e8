// See eksctl.h.
#include "load/eksctl/eksctl.h"

#include "base/text.h"
#include "load/eksctl/design.h"

namespace plumb {
namespace {

using namespace eksctl;

bool claims(TreeRef root) { return root["apiVersion"].string().starts_with("eksctl.io/"); }

std::vector<UnitInput> form_units(const Project&, std::vector<const InputFile*>, std::vector<Document> documents) {
  std::vector<UnitInput> out;
  for (const Document& doc : documents) {
    UnitInput unit;
    std::string_view name = doc.root["metadata"]["name"].text();
    unit.unit.name = cat("eksctl cluster ", name.empty() ? "without a name" : name, " in ", doc.file->path);
    unit.unit.frontend = "eksctl";
    unit.unit.directory = doc.file->directory;
    unit.unit.why = cat(doc.file->path, " has apiVersion ", doc.root["apiVersion"].text());
    unit.documents.push_back(doc);
    out.push_back(std::move(unit));
  }
  return out;
}

/// Whether `load` can go on: it is a ClusterConfig with metadata.
bool is_cluster_config(const Part& root, Findings& findings) {
  TreeRef kind = root.raw("kind");
  if (kind.text() != "ClusterConfig") {
    Span at = kind ? kind.span() : root.key_span("apiVersion");
    findings.push_back(make_finding("eksctl-config-invalid", Severity::error, at, kind ? cat("eksctl knows no kind \"", kind.text(), "\"") : std::string("the eksctl document has no kind"),
                                    "Write `kind: ClusterConfig`."));
    return false;
  }
  if (!root.part("metadata")) {
    findings.push_back(make_finding("eksctl-config-invalid", Severity::error, kind.span(), "the ClusterConfig has no metadata", "Give metadata.name and metadata.region."));
    return false;
  }
  return true;
}

bool on(const Part& part, const char* field) { return part.boolean(field).boolean_or(false); }

void load_document(TreeRef document, Builder& b, Findings& findings) {
  Reading reading{b.arena(), findings, {}};
  Part root(&reading, document, "");
  if (!is_cluster_config(root, findings)) return;
  Part metadata = root.part("metadata");
  Design d{.b = b, .reading = reading, .root = root};
  TreeRef name = metadata.raw("name");
  d.name = name ? std::string(name.text()) : "unnamed";
  d.name_span = name ? name.span() : root.key_span("metadata");
  if (!name)
    findings.push_back(make_finding("eksctl-config-invalid", Severity::error, d.name_span, "metadata.name is missing, and eksctl refuses the file", "Give the cluster a name of letters, digits and dashes."));
  d.region = metadata.text("region");
  if (d.region.is_absent()) d.region = make_unknown(b.arena(), "metadata.region is not given", d.name_span);
  d.vpc_config = root.part("vpc");
  d.iam = root.part("iam");
  Part subnets = d.vpc_config.part("subnets");
  d.existing_vpc = d.vpc_config.has("id") || !subnets.named("public").empty() || !subnets.named("private").empty();
  d.private_cluster = on(root.part("privateCluster"), "enabled");
  d.outpost = root.part("outpost").has("controlPlaneOutpostARN");
  d.auto_mode = on(root.part("autoModeConfig"), "enabled");
  d.with_oidc = on(d.iam, "withOIDC");
  d.karpenter = root.part("karpenter").has("version");
  d.ipv6 = to_lower(root.part("kubernetesNetworkConfig").text("ipFamily").string_or()) == "ipv6";

  if (d.existing_vpc) adopt_network(d);
  else make_network(d);
  make_security_groups(d);
  make_private_endpoints(d);
  make_control_plane(d);
  make_node_groups(d);
  make_fargate_profiles(d);
  make_addons(d);
  make_identities(d);
}

void load(const Project&, const UnitInput& unit, Builder& builder, Findings& findings) {
  for (const Document& document : unit.documents) load_document(document.root, builder, findings);
}

}  // namespace

const Frontend kEksctlFrontend{"eksctl", claims, nullptr, form_units, load};

}  // namespace plumb
