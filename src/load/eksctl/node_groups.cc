// Node groups, managed and self-managed: placement, sizes, instance types, labels, taints, groups, role.
// Invariant: a group without privateNetworking stands on public subnets; where the zones are eksctl's random choice, a group that names
// zones has unknown subnets.
#include "base/text.h"
#include "load/eksctl/ami.h"
#include "load/eksctl/design.h"
#include "load/eksctl/iam.h"
#include "load/eksctl/security_groups.h"

namespace plumb::eksctl {
namespace {

struct Group {
  Part config;
  NodeId node = NodeId::none;
  std::string name = {}, part = {};  // part: managedNodeGroups.workers
  Span at = {};                      // its name, else the whole entry
  bool managed = false, is_private = false;
};

Span span_of_value(const Value& v, Span otherwise) { return v.is_unknown() ? v.cause()->span : v.span().known() ? v.span() : otherwise; }

void place_by_zone(Design& d, const Group& g, const std::vector<Value>& zones) {
  for (const Value& zone : zones) {
    Span at = span_of_value(zone, g.at);
    bool found = false;
    for (const Subnet& s : d.subnets) {
      if (s.is_public == g.is_private || !s.listed || s.zone.empty() || s.zone != zone.string_or()) continue;
      d.b.link(g.node, field::node_group::subnets, s.node, at);
      found = true;
    }
    bool hidden = zone.is_unknown();  // the zone of a subnet that may be meant is not known
    for (const Subnet& s : d.subnets) hidden |= s.zone.empty() && s.listed && s.is_public != g.is_private && (!found || d.existing_vpc);
    if (hidden) d.set(g.node, field::node_group::subnets, zone.is_unknown() ? zone : d.unknown("which subnet is in this zone is not known", at));
  }
}

void place_by_subnet(Design& d, const Group& g, const std::vector<Value>& subnets) {
  for (const Value& v : subnets) {
    Span at = span_of_value(v, g.at);
    const Subnet* found = nullptr;
    for (const Subnet& s : d.subnets)
      if (s.is_public != g.is_private && !s.key.empty() && s.key == v.string_or()) found = &s;
    if (!found && d.random_zones && v.is_string() && !v.string().starts_with("subnet-")) {
      d.set(g.node, field::node_group::subnets, d.unknown("which zones eksctl picks is not known", at));
      continue;
    }
    NodeId subnet = found ? found->node : d.subnet_for(v).node;
    d.b.link(g.node, field::node_group::subnets, subnet, at);
  }
}

void place(Design& d, const Group& g) {
  std::vector<Value> subnets = g.config.texts("subnets"), zones = g.config.texts("availabilityZones"), local = g.config.texts("localZones");
  if (!subnets.empty()) return place_by_subnet(d, g, subnets);
  zones.insert(zones.end(), local.begin(), local.end());
  if (!zones.empty()) return place_by_zone(d, g, zones);
  Span at = g.config.has("privateNetworking") ? g.config.span_of("privateNetworking", g.at) : g.at;
  for (const Subnet& s : d.subnets)
    if (s.listed && !s.local_zone && s.is_public != g.is_private) d.b.link(g.node, field::node_group::subnets, s.node, at, d.b.node(s.node).maybe);
}

void set_sizes(Design& d, const Group& g) {
  const Origin* o = d.by_default(g.at);
  Value desired = g.config.integer("desiredCapacity"), min = g.config.integer("minSize"), max = g.config.integer("maxSize");
  if (min.is_absent()) min = desired.is_absent() ? Value::integer(2, o) : desired;
  if (max.is_absent()) max = desired.is_absent() ? min : desired;
  if (g.managed && desired.is_absent()) desired = min;
  if (g.managed && max.is_int() && max.integer() == 0) max = Value::integer(1, d.computed(span_of_value(max, g.at)));  // EKS takes no 0
  d.set(g.node, field::node_group::min_size, min);
  d.set(g.node, field::node_group::max_size, max);
  d.set(g.node, field::node_group::desired_size, desired);
}

void set_instances(Design& d, const Group& g) {
  Part distribution = g.config.part("instancesDistribution");
  std::vector<Value> types = g.config.texts("instanceTypes");
  if (types.empty()) types = distribution.texts("instanceTypes");
  Value type = g.config.text("instanceType");
  bool mixed = type.string_or() == "mixed";
  bool elsewhere = g.config.has("launchTemplate") || g.config.has("instanceSelector");
  if (types.empty() && !type.is_absent() && !mixed) types.push_back(type);
  if (types.empty() && !elsewhere && !mixed) types.push_back(Value::string("m5.large", d.by_default(g.at)));
  if (types.empty()) {
    const char* why = g.config.has("instanceSelector") ? "the instance selector picks the types" : "the launch template names the instance type";
    d.set(g.node, field::node_group::instance_types, d.unknown(why, g.at));
  } else {
    d.set(g.node, field::node_group::instance_types, make_list(d.arena(), types, nullptr, d.computed(span_of_value(types.front(), g.at))));
  }

  Value family = d.or_default(g.config.text("amiFamily"), Value::string("AmazonLinux2023"), g.at);
  d.set(g.node, field::node_group::ami_family, family);
  std::string_view known_type = types.empty() ? std::string_view() : types.front().string_or();
  bool type_known = !known_type.empty() || g.config.has("launchTemplate");  // with a launch template eksctl takes x86 without a look
  if (g.managed && !g.config.has("ami") && family.is_string() && type_known)
    if (std::string_view ami = ami_type(family.string(), known_type); !ami.empty()) d.set(g.node, field::node_group::ami_type, Value::string(ami, d.by_default(span_of_value(family, g.at))));

  Value spot = g.config.boolean("spot");
  if (spot.is_bool() && spot.boolean()) {
    d.set(g.node, field::node_group::capacity_type, Value::string("SPOT", d.computed(spot.span())));
  } else if (distribution) {
    Value base = distribution.integer("onDemandBaseCapacity"), above = distribution.integer("onDemandPercentageAboveBaseCapacity");
    bool all_spot = above.is_int() && above.integer() == 0 && base.integer_or(0) == 0;
    bool no_spot = above.is_absent() || above.integer_or(0) == 100;
    if (all_spot) d.set(g.node, field::node_group::capacity_type, Value::string("SPOT", d.computed(distribution.span())));
    else if (!no_spot) d.set(g.node, field::node_group::capacity_type, d.unknown("the group mixes on-demand and spot", distribution.span()));
  }
}

void set_labels_and_taints(Design& d, const Group& g) {
  std::vector<MapEntry> labels;
  g.config.map("labels").for_each_entry([&](std::string_view key, Span span, Value value) { labels.push_back({key, span, value}); });
  labels.push_back(d.entry("alpha.eksctl.io/cluster-name", d.name, g.at));
  labels.push_back(d.entry("alpha.eksctl.io/nodegroup-name", g.name, g.at));
  d.set(g.node, field::node_group::labels, make_map(d.arena(), labels, nullptr, d.computed(g.at)));

  TreeRef taints = g.config.raw("taints");
  if (!taints.is_map() || g.managed) {
    d.set(g.node, field::node_group::taints, g.config.list("taints"));
    return;
  }
  std::vector<Value> list;  // the older form: key: value:Effect
  for (auto [key, value] : taints.entries()) {
    std::string_view text = value.text();
    size_t colon = text.rfind(':');
    bool has_value = colon != std::string_view::npos;
    const Origin* o = d.computed(value.span());
    std::vector<MapEntry> taint = {{"key", key.span(), Value::string(key.text(), o)},
                                   {"value", value.span(), d.text(has_value ? text.substr(0, colon) : std::string_view(), o)},
                                   {"effect", value.span(), d.text(has_value ? text.substr(colon + 1) : text, o)}};
    list.push_back(make_map(d.arena(), taint, nullptr, o));
  }
  d.set(g.node, field::node_group::taints, make_list(d.arena(), list, nullptr, d.computed(taints.span())));
}

void allow_ssh(Design& d, const Group& g, NodeId group) {
  Part ssh = g.config.part("ssh");
  Span at = ssh.key_span("allow");
  std::vector<Value> sources = ssh.texts("sourceSecurityGroupIds");
  for (size_t i = 0; i < sources.size(); ++i)
    add_rule(d, cat(g.part, "/ssh", i), {.group = group, .from = 22, .to = 22, .peer = d.external_group(sources[i])}, span_of_value(sources[i], at));
  if (!sources.empty()) return;
  if (g.is_private) {
    Value block = d.existing_vpc ? d.vpc_config.text("cidr") : d.or_default(d.vpc_config.text("cidr"), Value::string("192.168.0.0/16"), at);
    if (block.is_absent()) block = d.unknown("the block of the existing VPC", at);
    add_rule(d, cat(g.part, "/ssh"), {.group = group, .from = 22, .to = 22, .cidrs = {block}}, at);
    return;
  }
  add_rule(d, cat(g.part, "/ssh"), {.group = group, .from = 22, .to = 22, .cidrs = {Value::string("0.0.0.0/0", d.by_default(at))}}, at);
  add_rule(d, cat(g.part, "/ssh-ipv6"), {.group = group, .from = 22, .to = 22, .cidrs = {Value::string("::/0", d.by_default(at))}, .v6 = true}, at);
}

void set_groups(Design& d, const Group& g) {
  Part groups = g.config.part("securityGroups");
  bool ssh = g.config.part("ssh").boolean("allow").boolean_or(false);
  auto use = [&](NodeId group, Span at) { d.b.link(g.node, field::node_group::security_groups, group, at); };
  if (g.managed) {
    if (g.config.has("launchTemplate")) {
      d.b.open(g.node, field::node_group::security_groups, make_cause(d.arena(), "the launch template may name security groups", g.config.key_span("launchTemplate")));
    } else {
      use(d.cluster_group, g.at);
    }
    if (ssh) {
      NodeId group = make_group(d, cat(g.part, "/SSH"), {}, g.config.key_span("ssh"));
      allow_ssh(d, g, group);
      use(group, g.config.key_span("ssh"));
    }
  } else {
    if (groups.boolean("withShared").boolean_or(true)) use(d.shared_node_group, g.at);
    if (groups.boolean("withLocal").boolean_or(true)) {
      NodeId group = make_group(d, cat(g.part, "/SG"), {d.entry(cat("kubernetes.io/cluster/", d.name), "owned", g.at)}, g.at);
      add_rule(d, cat(g.part, "/IngressInterCluster"), {.group = group, .from = 1025, .to = 65535, .peer = d.control_plane_group}, g.at);
      add_rule(d, cat(g.part, "/IngressInterClusterAPI"), {.group = group, .from = 443, .to = 443, .peer = d.control_plane_group}, g.at);
      add_rule(d, cat(g.part, "/IngressInterClusterCP"), {.group = d.control_plane_group, .from = 443, .to = 443, .peer = group}, g.at);
      add_rule(d, cat(g.part, "/EgressInterCluster"), {.group = d.control_plane_group, .direction = "egress", .from = 1025, .to = 65535, .peer = group}, g.at);
      add_rule(d, cat(g.part, "/EgressInterClusterAPI"), {.group = d.control_plane_group, .direction = "egress", .from = 443, .to = 443, .peer = group}, g.at);
      if (ssh) allow_ssh(d, g, group);
      use(group, g.at);
    }
  }
  if (g.config.boolean("efaEnabled").boolean_or(false)) {
    Span at = g.config.key_span("efaEnabled");
    NodeId group = make_group(d, cat(g.part, "/EFASG"), {}, at);
    add_rule(d, cat(g.part, "/EFASG/self"), {.group = group, .protocol = "-1", .to = 65535, .peer = group}, at);
    use(group, at);
  }
  for (const Value& id : groups.texts("attachIDs")) use(d.external_group(id), span_of_value(id, g.at));
}

Policies node_policies(Design& d, const Group& g, const Part& iam) {
  Policies out = given_policies(d, iam);
  Span at = iam ? iam.span() : g.at;
  if (out.arns.empty()) {
    for (const char* name : {"AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryPullOnly", "AmazonSSMManagedInstanceCore"}) out.arns.push_back(managed_policy(d, name, at));
    if (!d.with_oidc) out.arns.push_back(managed_policy(d, "AmazonEKS_CNI_Policy", at));
  } else if (!g.managed) {
    out.arns.push_back(managed_policy(d, "AmazonEC2ContainerRegistryPullOnly", at));
  }
  Part addons = iam.part("withAddonPolicies");
  for (auto [field, managed] : {std::pair("imageBuilder", "AmazonEC2ContainerRegistryPowerUser"), std::pair("ebs", "service-role/AmazonEBSCSIDriverPolicy"),
                                std::pair("cloudWatch", "CloudWatchAgentServerPolicy")})
    if (addons.boolean(field).boolean_or(false)) out.arns.push_back(managed_policy(d, managed, addons.key_span(field)));
  for (auto [field, policy] : {std::pair("autoScaler", "PolicyAutoScaling"), std::pair("externalDNS", "PolicyExternalDNS"), std::pair("certManager", "PolicyCertManager"),
                               std::pair("efs", "PolicyEFS"), std::pair("fsx", "PolicyFSX"), std::pair("xRay", "PolicyXRay"), std::pair("appMesh", "PolicyAppMesh"),
                               std::pair("albIngress", "PolicyAWSLoadBalancerController"), std::pair("awsLoadBalancerController", "PolicyAWSLoadBalancerController")})
    if (addons.boolean(field).boolean_or(false)) out.inline_policies.push_back(inline_policy(d, policy, {}, addons.key_span(field)));
  return out;
}

void set_role(Design& d, const Group& g) {
  Part iam = g.config.part("iam");
  if (Value arn = iam.text("instanceRoleARN"); !arn.is_absent()) {
    d.set(g.node, field::node_group::role, d.role_elsewhere(arn));
    return;
  }
  if (Value profile = iam.text("instanceProfileARN"); !profile.is_absent()) {
    d.set(g.node, field::node_group::role, d.unknown("the instance profile names the role", span_of_value(profile, g.at)));
    return;
  }
  NodeId role = make_role(d, cat(g.part, "/NodeInstanceRole"), iam ? iam.span() : g.at, service_trust(d, "ec2.amazonaws.com", false, g.at), node_policies(d, g, iam), iam.text("instanceRoleName"));
  d.b.link(g.node, field::node_group::role, role, g.at);
  std::string_view mode = d.root.part("accessConfig").text("authenticationMode").string_or("API_AND_CONFIG_MAP");
  if (g.managed || mode == "CONFIG_MAP" || d.outpost) return;  // EKS admits managed nodes itself; otherwise aws-auth does
  NodeId entry = d.add(Kind::access_entry, cat(g.part, "/AccessEntry"), g.at);
  d.b.link(entry, field::access_entry::cluster, d.cluster, g.at);
  d.set(entry, field::access_entry::principal_arn, d.unknown("CloudFormation makes up the name of the role", g.at));
  d.b.link(entry, field::access_entry::role, role, g.at);
  bool windows = g.config.text("amiFamily").string_or().starts_with("Windows");
  d.set(entry, field::access_entry::type, Value::string(windows ? "EC2_WINDOWS" : "EC2_LINUX", d.by_default(g.at)));
}

void make_group_node(Design& d, const Part& config, bool managed) {
  Group g{.config = config, .managed = managed};
  TreeRef name = config.raw("name");
  g.name = name ? std::string(name.text()) : config.path();
  g.at = name ? name.span() : config.span();
  g.part = cat(managed ? "managedNodeGroups." : "nodeGroups.", g.name);
  g.node = d.add(Kind::node_group, g.part, config.span(), g.at);
  d.b.node(g.node).name = d.arena().copy(g.name);
  d.b.node(g.node).raw = Value::of(config.node());
  config.text("name");  // reported when it is no string
  Value is_private = d.or_default(config.boolean("privateNetworking"), Value::boolean(false), g.at);
  g.is_private = is_private.boolean_or(false);

  d.b.link(g.node, field::node_group::cluster, d.cluster, config.span());
  d.set(g.node, field::node_group::management, Value::string(managed ? "managed" : "self-managed", d.computed(g.at)));
  d.set(g.node, field::node_group::private_networking, is_private);
  if (is_private.is_unknown()) d.set(g.node, field::node_group::subnets, is_private);
  else place(d, g);
  set_sizes(d, g);
  set_instances(d, g);
  set_labels_and_taints(d, g);
  set_groups(d, g);
  set_role(d, g);
  d.set(g.node, field::node_group::max_pods, config.integer("maxPodsPerNode"));
  bool template_decides = config.has("launchTemplate") && !config.has("volumeSize");
  d.set(g.node, field::node_group::disk_size, template_decides ? d.unknown("the launch template decides", g.at) : d.or_default(config.integer("volumeSize"), Value::integer(80), g.at));
  d.set(g.node, field::node_group::update_config, config.map("updateConfig"));
  d.set(g.node, field::node_group::launch_template, config.map("launchTemplate"));
  d.set(g.node, field::node_group::tags, config.map("tags"));
}

}  // namespace

void make_node_groups(Design& d) {
  for (const Part& config : d.root.parts("managedNodeGroups")) make_group_node(d, config, true);
  for (const Part& config : d.root.parts("nodeGroups")) make_group_node(d, config, false);
}

}  // namespace plumb::eksctl
