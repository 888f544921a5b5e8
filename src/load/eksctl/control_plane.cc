// The cluster itself: where it stands, who reaches it, its version, logs, encryption, role and OIDC provider.
// Invariant: what is reported is the end state: a fully private cluster ends with the private endpoint only, although its template has both.
#include <algorithm>

#include "base/ip.h"
#include "base/text.h"
#include "load/eksctl/design.h"
#include "load/eksctl/iam.h"

namespace plumb::eksctl {
namespace {

/// The minor version; unknown where eksctl's release or EKS decides.
Value version_of(Design& d, const Part& metadata) {
  Value given = metadata.text("version");
  if (given.is_absent()) return d.unknown("metadata.version is not given: the default depends on the release of eksctl", d.name_span);
  std::string_view v = given.string_or();
  if (v == "auto" || v == "latest" || v == "stable") return d.unknown(cat("metadata.version is ", v), given.span());
  return given;
}

void set_endpoints(Design& d) {
  Part endpoints = d.vpc_config.part("clusterEndpoints");
  Span at = endpoints ? endpoints.span() : d.name_span;
  Value is_public = d.or_default(endpoints.boolean("publicAccess"), Value::boolean(true), at);
  Value is_private = d.or_default(endpoints.boolean("privateAccess"), Value::boolean(false), at);
  if (d.private_cluster || d.outpost) {
    const Origin* o = d.by_default(d.private_cluster ? d.root.part("privateCluster").key_span("enabled") : d.root.key_span("outpost"));
    is_public = Value::boolean(false, o);
    is_private = Value::boolean(true, o);
  }
  d.set(d.cluster, field::cluster::endpoint_public_access, is_public);
  d.set(d.cluster, field::cluster::endpoint_private_access, is_private);
  std::vector<Value> cidrs;
  for (Value v : d.vpc_config.texts("publicAccessCIDRs")) {
    std::optional<Cidr> block = parse_cidr(v.string_or());
    bool cut = block && !(*block == block->masked());
    cidrs.push_back(cut ? d.text(to_string(block->masked()), d.computed(v.span())) : v);
  }
  if (!cidrs.empty()) d.set(d.cluster, field::cluster::public_access_cidrs, make_list(d.arena(), cidrs, nullptr, d.computed(d.vpc_config.span_of("publicAccessCIDRs", at))));
}

void set_logging(Design& d) {
  Part logging = d.root.part("cloudWatch").part("clusterLogging");
  std::vector<Value> types = logging.texts("enableTypes");
  Span at = logging.span_of("enableTypes", d.name_span);
  bool all = std::any_of(types.begin(), types.end(), [](const Value& v) { return v.string_or() == "*" || v.string_or() == "all"; });
  if (all) d.set(d.cluster, field::cluster::enabled_log_types, d.texts({"api", "audit", "authenticator", "controllerManager", "scheduler"}, d.computed(at)));
  else d.set(d.cluster, field::cluster::enabled_log_types, make_list(d.arena(), types, nullptr, types.empty() ? d.by_default(at) : d.computed(at)));
}

void set_role(Design& d) {
  if (Value arn = d.iam.text("serviceRoleARN"); !arn.is_absent()) {
    d.set(d.cluster, field::cluster::role, d.role_elsewhere(arn));
    return;
  }
  Span at = d.name_span;
  Policies policies;
  policies.arns.push_back(managed_policy(d, d.outpost ? "AmazonEKSLocalOutpostClusterPolicy" : "AmazonEKSClusterPolicy", at));
  if (!d.outpost && d.iam.boolean("vpcResourceControllerPolicy").boolean_or(true)) policies.arns.push_back(managed_policy(d, "AmazonEKSVPCResourceController", at));
  if (d.auto_mode)
    for (const char* name : {"AmazonEKSComputePolicy", "AmazonEKSBlockStoragePolicy", "AmazonEKSLoadBalancingPolicy", "AmazonEKSNetworkingPolicy"})
      policies.arns.push_back(managed_policy(d, name, d.root.key_span("autoModeConfig")));
  NodeId role = make_role(d, "ServiceRole", at, service_trust(d, "eks.amazonaws.com", true, at), policies);
  d.b.link(d.cluster, field::cluster::role, role, at);
}

/// Auto Mode's own node role, made while there are node pools and no role is named.
void make_auto_mode_role(Design& d) {
  Part config = d.root.part("autoModeConfig");
  TreeRef pools = config.raw("nodePools");
  if (!d.auto_mode || config.has("nodeRoleARN") || (pools.is_list() && pools.size() == 0)) return;
  Span at = config.key_span("enabled");
  Policies policies;
  for (const char* name : {"AmazonEKSWorkerNodeMinimalPolicy", "AmazonEC2ContainerRegistryPullOnly"}) policies.arns.push_back(managed_policy(d, name, at));
  make_role(d, "AutoModeNodeRole", at, service_trust(d, "ec2.amazonaws.com", false, at), policies);
}

void place(Design& d) {
  if (std::vector<Value> ids = d.vpc_config.texts("controlPlaneSubnetIDs"); !ids.empty()) {
    for (const Value& id : ids) d.b.link(d.cluster, field::cluster::subnets, d.subnet_for(id).node, id.is_unknown() ? id.cause()->span : id.span());
    return;
  }
  for (const Subnet& s : d.subnets) {
    bool left_out = s.local_zone || !s.listed || (s.is_public && !d.existing_vpc && (d.auto_mode || d.outpost));
    if (!left_out) d.b.link(d.cluster, field::cluster::subnets, s.node, d.b.node(s.node).name_span, d.b.node(s.node).maybe);
  }
}

}  // namespace

void make_control_plane(Design& d) {
  Part metadata = d.root.part("metadata");
  d.cluster = d.b.add(Kind::cluster, d.name, cat("ClusterConfig/", d.name), d.root.span(), d.name_span);
  d.b.node(d.cluster).raw = Value::of(d.root.node());
  d.set(d.cluster, field::cluster::provider, Value::string("eks", d.computed(d.root.key_span("apiVersion"))));
  Value name = metadata.text("name");
  d.set(d.cluster, field::cluster::cluster_name, name);
  if (!name.is_string()) d.set(d.cluster, field::cluster::name_known, name.is_unknown() ? name : d.unknown("metadata.name is not given", d.name_span));
  d.set(d.cluster, field::cluster::version, version_of(d, metadata));
  d.set(d.cluster, field::cluster::region, d.region);
  d.b.link(d.cluster, field::cluster::vpc, d.vpc, d.b.node(d.vpc).name_span);
  place(d);
  d.b.link(d.cluster, field::cluster::security_groups, d.control_plane_group, d.b.node(d.control_plane_group).name_span);
  set_endpoints(d);
  set_logging(d);
  set_role(d);
  make_auto_mode_role(d);

  Part network = d.root.part("kubernetesNetworkConfig"), access = d.root.part("accessConfig");
  d.set(d.cluster, field::cluster::service_ipv4_cidr, network.text("serviceIPv4CIDR"));
  if (Value family = network.text("ipFamily"); family.is_string()) d.set(d.cluster, field::cluster::ip_family, d.text(to_lower(family.string()), d.computed(family.span())));
  else d.set(d.cluster, field::cluster::ip_family, d.or_default(family, Value::string("ipv4"), d.name_span));
  bool aws_config_map = d.outpost && !d.root.part("outpost").has("etcdInstanceType");
  d.set(d.cluster, field::cluster::authentication_mode, d.or_default(access.text("authenticationMode"), Value::string(aws_config_map ? "CONFIG_MAP" : "API_AND_CONFIG_MAP"), d.name_span));
  d.set(d.cluster, field::cluster::encryption_key, d.root.part("secretsEncryption").text("keyARN"));
  d.set(d.cluster, field::cluster::auto_mode, d.or_default(d.root.part("autoModeConfig").boolean("enabled"), Value::boolean(false), d.name_span));
  d.set(d.cluster, field::cluster::bootstrap_self_managed_addons, Value::boolean(false, d.by_default(d.name_span)));
  d.set(d.cluster, field::cluster::support_type, d.root.part("upgradePolicy").text("supportType"));
  d.set(d.cluster, field::cluster::private_cluster, d.or_default(d.root.part("privateCluster").boolean("enabled"), Value::boolean(false), d.name_span));
  Value oidc = d.or_default(d.iam.boolean("withOIDC"), Value::boolean(false), d.iam ? d.iam.span() : d.name_span);
  d.set(d.cluster, field::cluster::oidc_enabled, oidc);
  d.set(d.cluster, field::cluster::tags, d.tags({}));
  if (!d.with_oidc) return;
  Span at = d.iam.key_span("withOIDC");
  d.oidc_provider = d.add(Kind::oidc_provider, "iam.withOIDC", at);
  d.b.link(d.oidc_provider, field::oidc_provider::cluster, d.cluster, at);
  d.set(d.oidc_provider, field::oidc_provider::url, d.unknown("EKS gives the issuer its id when the cluster is made", at));
  d.set(d.oidc_provider, field::oidc_provider::client_id_list, d.texts({"sts.amazonaws.com"}, d.by_default(at)));
}

}  // namespace plumb::eksctl
