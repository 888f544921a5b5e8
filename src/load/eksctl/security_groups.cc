// See security_groups.h; also the groups of the cluster itself: the control plane's, the shared one of the nodes, and EKS's own.
#include "load/eksctl/security_groups.h"

#include "base/text.h"

namespace plumb::eksctl {

NodeId make_group(Design& d, std::string_view part, std::vector<MapEntry> tags, Span at) {
  NodeId group = d.add(Kind::security_group, part, at);
  d.b.link(group, field::security_group::vpc, d.vpc, at);
  d.set(group, field::security_group::group_id, d.unknown("AWS gives the id", at));
  if (size_t slash = part.find('/'), dot = part.find('.'); slash != std::string_view::npos)
    tags.push_back(d.entry("Name", cat("eksctl-", d.name, "-nodegroup-", part.substr(dot + 1)), at));
  else if (part != "ClusterSecurityGroup") tags.push_back(d.entry("Name", cat("eksctl-", d.name, "-cluster/", part), at));
  d.set(group, field::security_group::tags, d.tags(std::move(tags)));
  for (bool v6 : {false, true})
    if (!v6 || d.ipv6) add_rule(d, cat(part, v6 ? "/egress-ipv6" : "/egress"), {.group = group, .direction = "egress", .protocol = "-1", .to = 65535, .cidrs = {Value::string(v6 ? "::/0" : "0.0.0.0/0", d.by_default(at))}, .v6 = v6}, at);
  return group;
}

void add_rule(Design& d, std::string_view part, const GroupRule& rule, Span at) {
  NodeId r = d.add(Kind::security_group_rule, part, at);
  const Origin* o = d.by_default(at);
  d.b.link(r, field::security_group_rule::security_group, rule.group, at);
  d.set(r, field::security_group_rule::direction, Value::string(rule.direction, o));
  d.set(r, field::security_group_rule::protocol, Value::string(rule.protocol, o));
  d.set(r, field::security_group_rule::from_port, Value::integer(rule.from, o));
  d.set(r, field::security_group_rule::to_port, Value::integer(rule.to, o));
  if (rule.peer == rule.group) d.set(r, field::security_group_rule::self, Value::boolean(true, o));
  if (rule.peer != NodeId::none) d.b.link(r, field::security_group_rule::source_security_group, rule.peer, at);
  if (!rule.cidrs.empty()) d.set(r, rule.v6 ? field::security_group_rule::ipv6_cidr_blocks : field::security_group_rule::cidr_blocks, make_list(d.arena(), rule.cidrs, nullptr, o));
}

void make_security_groups(Design& d) {
  Span at = d.name_span;
  const Part& vpc = d.vpc_config;

  // EKS makes one group itself; it holds the control plane's interfaces and managed nodes.
  d.cluster_group = make_group(d, "ClusterSecurityGroup", {d.entry(cat("kubernetes.io/cluster/", d.name), "owned", at)}, at);
  add_rule(d, "ClusterSecurityGroup/self", {.group = d.cluster_group, .protocol = "-1", .to = 65535, .peer = d.cluster_group}, at);

  Value own = vpc.text("securityGroup");
  if (std::vector<Value> ids = vpc.texts("controlPlaneSecurityGroupIDs"); own.is_absent() && !ids.empty()) own = ids.front();
  if (own.is_absent()) {
    d.control_plane_group = make_group(d, "ControlPlaneSecurityGroup", {}, at);
    std::vector<Value> remote;
    Part networks = d.root.part("remoteNetworkConfig");
    for (const char* kind : {"remoteNodeNetworks", "remotePodNetworks"})
      for (const Part& network : networks.parts(kind))
        for (Value v : network.texts("cidrs")) remote.push_back(v);
    auto open_to = [&](const char* id, const std::vector<Value>& cidrs, bool v6) {
      for (size_t i = 0; i < cidrs.size(); ++i)
        add_rule(d, cat(id, i), {.group = d.control_plane_group, .from = 443, .to = 443, .cidrs = {cidrs[i]}, .v6 = v6},
                 cidrs[i].is_unknown() ? cidrs[i].cause()->span : cidrs[i].span());
    };
    open_to("IngressControlPlaneExtraCIDR", vpc.texts("extraCIDRs"), false);
    open_to("IngressControlPlaneExtraIPv6CIDR", vpc.texts("extraIPv6CIDRs"), true);
    open_to("IngressControlPlaneRemoteNetworks", remote, false);
  } else {
    d.control_plane_group = d.external_group(own);
  }

  Value shared = vpc.text("sharedNodeSecurityGroup");
  if (shared.is_absent()) {
    d.shared_node_group = make_group(d, "ClusterSharedNodeSecurityGroup", {}, at);
    add_rule(d, "IngressInterNodeGroupSG", {.group = d.shared_node_group, .protocol = "-1", .to = 65535, .peer = d.shared_node_group}, at);
  } else {
    d.shared_node_group = d.external_group(shared);
  }
  if (vpc.boolean("manageSharedNodeSecurityGroupRules").boolean_or(true)) {
    add_rule(d, "IngressDefaultClusterToNodeSG", {.group = d.shared_node_group, .protocol = "-1", .to = 65535, .peer = d.cluster_group}, at);
    add_rule(d, "IngressNodeToDefaultClusterSG", {.group = d.cluster_group, .protocol = "-1", .to = 65535, .peer = d.shared_node_group}, at);
  }
}

}  // namespace plumb::eksctl
