// EKS add-ons: those listed and those that eksctl installs by itself, with the roles it makes for them.
// Invariant: vpc-cni, kube-proxy, coredns and metrics-server are there unless disabled; with Auto Mode only metrics-server is
// added, which China and GovCloud do not offer.
#include <algorithm>

#include "base/text.h"
#include "load/eksctl/design.h"
#include "load/eksctl/iam.h"
#include "objects/settings.h"

namespace plumb::eksctl {
namespace {

/// Service accounts that add-ons are known to run with, and the policy that is recommended for them.
struct KnownAddon {
  const char *name, *service_account, *policy;
};
constexpr KnownAddon kKnown[] = {{"vpc-cni", "aws-node", "AmazonEKS_CNI_Policy"},
                                 {"aws-ebs-csi-driver", "ebs-csi-controller-sa", "service-role/AmazonEBSCSIDriverPolicy"},
                                 {"aws-efs-csi-driver", "efs-csi-*", "service-role/AmazonEFSCSIDriverPolicy"}};

const KnownAddon* known(std::string_view name) {
  auto it = std::find_if(std::begin(kKnown), std::end(kKnown), [&](const KnownAddon& k) { return name == k.name; });
  return it == std::end(kKnown) ? nullptr : it;
}

Value subject_of(Design& d, const KnownAddon* addon, Span at) {
  if (!addon) return {};
  return d.text(cat("system:serviceaccount:kube-system:", addon->service_account), d.by_default(at));
}

/// The role by the add-on's own settings, or the recommended one; nothing where the node role has to do.
void set_role(Design& d, NodeId addon, std::string_view name, const Part& config, Span at) {
  if (config.has("podIdentityAssociations")) return;
  if (Value arn = config.text("serviceAccountRoleARN"); !arn.is_absent()) {
    d.set(addon, field::addon::role, d.role_elsewhere(arn));
    return;
  }
  if (!d.with_oidc) return;
  const KnownAddon* k = known(name);
  Policies given = given_policies(d, config);
  bool has_settings = !given.arns.empty() || !given.inline_policies.empty();
  if (!has_settings && !k) return;
  bool identity_by_default = d.root.part("addonsConfig").boolean("autoApplyPodIdentityAssociations").boolean_or(false) || config.boolean("useDefaultPodIdentityAssociations").boolean_or(false);
  if (!has_settings && identity_by_default) return;
  if (!has_settings && d.ipv6 && name == "vpc-cni") given.inline_policies.push_back(inline_policy(d, "Policy1", {}, at));  // AWS has no managed one for IPv6
  else if (!has_settings) given.arns.push_back(managed_policy(d, k->policy, at));
  bool subject_known = !has_settings || name == "vpc-cni";
  NodeId role = make_role(d, cat("addons.", name, "/role"), at, account_trust(d, subject_known ? subject_of(d, k, at) : Value(), at), given, config.text("roleName"));
  d.b.link(addon, field::addon::role, role, at);
}

NodeId make_addon(Design& d, std::string_view name, const Part& config, Span span, Span at) {
  NodeId addon = d.add(Kind::addon, cat("addons.", name), span, at);
  d.b.node(addon).name = d.arena().copy(name);
  d.b.link(addon, field::addon::cluster, d.cluster, at);
  Value version = config.text("version");
  bool newest = version.string_or() == "latest";
  d.set(addon, field::addon::version, version.is_absent() || newest ? d.unknown(newest ? "the latest version of the add-on" : "EKS decides the version of the add-on", at) : version);
  d.set(addon, field::addon::configuration_values, kubernetes::read_settings(d.arena(), config.text("configurationValues")));
  set_role(d, addon, name, config, at);
  return addon;
}

}  // namespace

void make_addons(Design& d) {
  std::vector<std::string> listed;
  for (const Part& config : d.root.parts("addons")) {
    TreeRef name = config.raw("name");
    config.text("name");
    Span at = name ? name.span() : config.span();
    NodeId addon = make_addon(d, name ? name.text() : std::string_view("unnamed"), config, config.span(), at);
    d.b.node(addon).raw = Value::of(config.node());
    listed.emplace_back(to_lower(name.text()));
  }
  Part settings = d.root.part("addonsConfig");
  if (settings.boolean("disableDefaultAddons").boolean_or(false)) return;
  std::string_view region = d.region.string_or();
  bool has_metrics_server = !region.starts_with("cn-") && !region.starts_with("us-gov-");  // a community add-on, not offered there
  for (const char* name : {"vpc-cni", "kube-proxy", "coredns", "metrics-server"}) {
    bool metrics = std::string_view(name) == "metrics-server";
    if (metrics ? !has_metrics_server : d.auto_mode) continue;
    if (std::find(listed.begin(), listed.end(), name) == listed.end()) make_addon(d, name, Part(), d.name_span, d.name_span);
  }
}

}  // namespace plumb::eksctl
