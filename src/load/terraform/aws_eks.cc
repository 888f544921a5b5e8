// EKS: clusters, what runs their nodes (managed groups, Fargate profiles, auto-scaling groups that join one), add-ons, access.
#include "base/text.h"
#include "load/terraform/mapper.h"

namespace plumb::terraform {
namespace {

constexpr Row kCluster[] = {{"name", field::cluster::cluster_name},
                            {"version", field::cluster::version},
                            {"vpc_config.subnet_ids", field::cluster::subnets},
                            {"vpc_config.security_group_ids", field::cluster::security_groups},
                            {"vpc_config.endpoint_public_access", field::cluster::endpoint_public_access},
                            {"vpc_config.endpoint_private_access", field::cluster::endpoint_private_access},
                            {"vpc_config.public_access_cidrs", field::cluster::public_access_cidrs},
                            {"kubernetes_network_config.service_ipv4_cidr", field::cluster::service_ipv4_cidr},
                            {"kubernetes_network_config.ip_family", field::cluster::ip_family},
                            {"access_config.authentication_mode", field::cluster::authentication_mode},
                            {"enabled_cluster_log_types", field::cluster::enabled_log_types},
                            {"encryption_config.provider.key_arn", field::cluster::encryption_key},
                            {"compute_config.enabled", field::cluster::auto_mode},
                            {"bootstrap_self_managed_addons", field::cluster::bootstrap_self_managed_addons},
                            {"upgrade_policy.support_type", field::cluster::support_type},
                            {"deletion_protection", field::cluster::deletion_protection},
                            {"role_arn", field::cluster::role}};
constexpr Row kNodeGroup[] = {{"cluster_name", field::node_group::cluster},
                              {"subnet_ids", field::node_group::subnets},
                              {"instance_types", field::node_group::instance_types},
                              {"ami_type", field::node_group::ami_type},
                              {"version", field::node_group::version},
                              {"scaling_config.min_size", field::node_group::min_size},
                              {"scaling_config.max_size", field::node_group::max_size},
                              {"scaling_config.desired_size", field::node_group::desired_size},
                              {"labels", field::node_group::labels},
                              {"capacity_type", field::node_group::capacity_type},
                              {"disk_size", field::node_group::disk_size},
                              {"node_role_arn", field::node_group::role}};
constexpr Row kScalingGroup[] = {{"vpc_zone_identifier", field::node_group::subnets},
                                 {"min_size", field::node_group::min_size},
                                 {"max_size", field::node_group::max_size},
                                 {"desired_capacity", field::node_group::desired_size}};
constexpr Row kFargate[] = {{"cluster_name", field::fargate_profile::cluster},
                            {"subnet_ids", field::fargate_profile::subnets},
                            {"pod_execution_role_arn", field::fargate_profile::role}};
constexpr Row kAddon[] = {{"cluster_name", field::addon::cluster},
                          {"addon_version", field::addon::version},
                          {"service_account_role_arn", field::addon::role}};
constexpr Row kAccessEntry[] = {{"cluster_name", field::access_entry::cluster},
                                {"principal_arn", field::access_entry::principal_arn},
                                {"type", field::access_entry::type},
                                {"kubernetes_groups", field::access_entry::kubernetes_groups}};
constexpr Row kPodIdentity[] = {{"cluster_name", field::pod_identity_association::cluster},
                                {"namespace", field::pod_identity_association::namespace_},
                                {"service_account", field::pod_identity_association::service_account_name},
                                {"role_arn", field::pod_identity_association::role_arn}};

plumb::Value text(Mapper& m, std::string_view s, Span at) { return plumb::Value::string(s, make_origin(m.arena(), at, How::computed)); }

void cluster(Mapper& m, const Instance& i, NodeId id) {
  m.builder.set(id, field::cluster::provider, text(m, "eks", i.name_span));
  m.put_default(id, field::cluster::authentication_mode, plumb::Value::string("CONFIG_MAP"), "aws_eks_cluster");
}

/// Blocks of a name as a list of what `item` makes of each; open where there may be more.
template <class Item>
void list_of(Mapper& m, const Instance& i, std::string_view name, NodeId id, Field field, Item item) {
  const Unknown* open = nullptr;
  for (const Found& block : blocks(m.config(i), name, &open)) m.append(id, field, item(block).with_maybe(block.value.maybe()));
  if (open) m.open_appended(id, field, cause_of(m.arena(), *open));
}

/// EKS writes NO_SCHEDULE where Kubernetes writes NoSchedule.
Found kubernetes_effect(Found effect) {
  for (auto [eks, kubernetes] : {std::pair("NO_SCHEDULE", "NoSchedule"), {"NO_EXECUTE", "NoExecute"}, {"PREFER_NO_SCHEDULE", "PreferNoSchedule"}})
    if (effect.value.string_or() == eks) effect.value = Value::string(kubernetes, effect.value.span());
  return effect;
}

constexpr Row kTemplate[] = {{"vpc_security_group_ids", field::node_group::security_groups},
                             {"network_interfaces.security_groups", field::node_group::security_groups},
                             {"network_interfaces.associate_public_ip_address", field::node_group::associate_public_ip_address},
                             {"security_groups", field::node_group::security_groups},
                             {"associate_public_ip_address", field::node_group::associate_public_ip_address}};

/// What a launch template or configuration adds; an unknown one makes what it could say unknown.
void launch_template(Mapper& m, const Found& reference, const Instance* found, NodeId id) {
  if (found) {
    m.builder.set(id, field::node_group::launch_template, convert(m.arena(), m.config(*found)));
    m.take(*found, kTemplate, id);
    Found type = m.get(*found, "instance_type");
    if (type.given() && !m.is_set(id, field::node_group::instance_types)) {
      plumb::Value one[] = {convert(m.arena(), type.value)};
      m.builder.set(id, field::node_group::instance_types, make_list(m.arena(), one, nullptr, one[0].origin()));
    }
    return;
  }
  const Cause* cause = make_cause(m.arena(), "the launch template is not declared here", reference.span());
  m.builder.set(id, field::node_group::launch_template, plumb::Value::unknown(cause));
  m.builder.open(id, field::node_group::security_groups, cause);
  for (Field f : {field::node_group::instance_types, field::node_group::disk_size, field::node_group::associate_public_ip_address})
    if (!m.is_set(id, f)) m.builder.set(id, f, plumb::Value::unknown(cause));
}

/// The instance that a launch template reference (by id or name) means, or null.
const Instance* template_of(Mapper& m, const Found& id, const Found& name, std::string_view type) {
  for (const Found& f : {id, name}) {
    if (const Instance* i = m.referenced(f, type)) return i;
    if (!f.value.is_string()) continue;
    for (const Instance& i : m.configuration.instances)
      if (i.type == type && !i.data && m.config(i).get("name").string_or() == f.value.string()) return &i;
  }
  return nullptr;
}

/// The role of an instance profile that a launch template names, by reference or by name.
Found role_of_profile(Mapper& m, const Instance& launch) {
  for (std::string_view path : {"iam_instance_profile.name", "iam_instance_profile.arn", "iam_instance_profile"}) {
    Found profile = m.get(launch, path);
    if (const Instance* i = template_of(m, profile, profile, "aws_iam_instance_profile")) return m.get(*i, "role");
  }
  return {};
}

void node_group(Mapper& m, const Instance& i, NodeId id) {
  using namespace field::node_group;
  m.builder.set(id, management, text(m, "managed", i.name_span));
  list_of(m, i, "taint", id, taints, [&](const Found& b) {
    return m.record({{"key", attribute(m.arena(), b.value, "key")},
                     {"value", attribute(m.arena(), b.value, "value")},
                     {"effect", kubernetes_effect(attribute(m.arena(), b.value, "effect"))}},
                    b.span());
  });
  const Unknown* open = nullptr;
  std::vector<Found> update = blocks(m.config(i), "update_config", &open), launch = blocks(m.config(i), "launch_template", &open);
  if (!update.empty()) m.builder.set(id, update_config, convert(m.arena(), update.front().value));
  if (!launch.empty()) {
    const Value& block = launch.front().value;
    Found by_id = attribute(m.arena(), block, "id"), by_name = attribute(m.arena(), block, "name");
    launch_template(m, launch.front(), template_of(m, by_id, by_name, "aws_launch_template"), id);
  } else if (open) {
    launch_template(m, {Value::unknown(open), i.name_span, i.name_span}, nullptr, id);
  } else {
    plumb::Value type[] = {plumb::Value::string("t3.medium")};
    m.put_default(id, instance_types, make_list(m.arena(), type), "aws_eks_node_group");
    m.put_default(id, disk_size, plumb::Value::integer(20), "aws_eks_node_group");
  }
}

constexpr std::string_view kClusterTag = "kubernetes.io/cluster/";

/// The cluster that an auto-scaling group's tags say its nodes belong to; not given when there is no such tag.
Found cluster_of_tags(Mapper& m, const Instance& i) {
  const Unknown* open = nullptr;
  for (std::string_view name : {"tag", "tags"})
    for (const Found& block : blocks(m.config(i), name, &open)) {
      Found key = attribute(m.arena(), block.value, "key");
      if (key.value.is_string() && key.value.string().starts_with(kClusterTag))
        return {Value::string(key.value.string().substr(kClusterTag.size()), key.value.span()), key.at, key.key_span};
      if (key.value.is_unknown() && key.value.unknown().text.starts_with(kClusterTag)) return key;
    }
  return {};
}

const Instance* launch_of(Mapper& m, const Instance& i) {
  for (std::string_view block : {"launch_template", "mixed_instances_policy.launch_template.launch_template_specification"}) {
    Found id = m.get(i, cat(block, ".id")), by_id = m.get(i, cat(block, ".launch_template_id")), name = m.get(i, cat(block, ".name"));
    if (const Instance* t = template_of(m, id.given() ? id : by_id, name, "aws_launch_template")) return t;
  }
  Found configuration = m.get(i, "launch_configuration");
  return template_of(m, configuration, configuration, "aws_launch_configuration");
}

/// kops marks its groups: those of masters, API servers and bastions run no workloads.
bool runs_no_workloads(Mapper& m, const Instance& i) {
  const Unknown* open = nullptr;
  for (const Found& block : blocks(m.config(i), "tag", &open))
    for (std::string_view role : {"master", "control-plane", "apiserver", "bastion"})
      if (attribute(m.arena(), block.value, "key").value.string_or() == cat("k8s.io/role/", role)) return true;
  return false;
}

/// The bytes of a base64 text; what follows a character that is none is left out.
std::string decoded(std::string_view text) {
  static constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  uint32_t bits = 0;
  int held = 0;
  for (char c : text) {
    size_t digit = kDigits.find(c);
    if (digit == std::string_view::npos) break;
    bits = (bits << 6) | static_cast<uint32_t>(digit);
    if ((held += 6) >= 8) out += static_cast<char>(bits >> (held -= 8));
  }
  return out;
}

/// The cluster that the user data joins: `given` says whether it joins one, the value which, where a reference in it tells.
Found cluster_of_user_data(Mapper& m, const Instance& launch) {
  for (std::string_view path : {"user_data", "user_data_base64"}) {
    Found data = m.get(launch, path);
    if (data.value.is_unknown()) {
      for (const Reference& r : data.value.unknown().references)
        if (const Instance* i = m.configuration.find(r); i && i->type == "aws_eks_cluster") return {m.config(*i).get("name"), data.at, data.key_span};
    }
    std::string text = data.value.is_unknown() ? std::string(data.value.unknown().text) : cat(data.value.string_or(), "\n", decoded(data.value.string_or()));
    if (text.find("/etc/eks/bootstrap.sh") == std::string::npos && text.find("nodeadm") == std::string::npos) continue;
    return {Value::unknown(m.arena().make<Unknown>(Unknown{.cause = "the user data names the cluster", .span = data.span(), .references = {}, .text = "${cluster}"})), data.at, data.key_span};
  }
  return {};
}

bool joins_a_cluster(Mapper& m, const Instance& i) {
  if (runs_no_workloads(m, i)) return false;
  if (cluster_of_tags(m, i).given()) return true;
  const Instance* launch = launch_of(m, i);
  return launch && cluster_of_user_data(m, *launch).given();
}

void scaling_group(Mapper& m, const Instance& i, NodeId id) {
  using namespace field::node_group;
  m.builder.set(id, management, text(m, "self-managed", i.name_span));
  const Instance* launch = launch_of(m, i);
  Found cluster_name = cluster_of_tags(m, i);
  if (!cluster_name.given() && launch) cluster_name = cluster_of_user_data(m, *launch);
  m.put(id, field::node_group::cluster, cluster_name);
  const Unknown* open = nullptr;
  for (std::string_view name : {"tag", "tags"})
    for (const Found& b : blocks(m.config(i), name, &open)) {
      Found key = attribute(m.arena(), b.value, "key"), value = attribute(m.arena(), b.value, "value");
      if (key.value.is_string()) m.append_entry(id, tags, {key.value.string(), key.key_span, convert_element(m.arena(), value.value, info(tags).type)});
      else if (key.value.is_unknown()) open = &key.value.unknown();
    }
  if (open) m.open_appended(id, tags, cause_of(m.arena(), *open));
  launch_template(m, {Value(), i.name_span, i.name_span}, launch, id);
  if (launch) m.put(id, role, role_of_profile(m, *launch));
}

void fargate_profile(Mapper& m, const Instance& i, NodeId id) {
  list_of(m, i, "selector", id, field::fargate_profile::selectors, [&](const Found& b) {
    return m.record({{"namespace", attribute(m.arena(), b.value, "namespace")}, {"labels", attribute(m.arena(), b.value, "labels")}}, b.span());
  });
}

void addon(Mapper& m, const Instance& i, NodeId id) {
  Found values = m.get(i, "configuration_values");
  if (values.given()) m.builder.set(id, field::addon::configuration_values, m.settings(values));
}

void access_entry(Mapper& m, const Instance& i, NodeId id) {
  Found principal = m.get(i, "principal_arn");
  std::string_view arn = principal.value.string_or();
  if (principal.value.is_unknown() || arn.find(":role/") != std::string_view::npos) m.put(id, field::access_entry::role, principal);
}

/// The same text, or the same attribute of the same resource.
bool same(const Value& a, const Value& b) {
  if (a.is_string() && b.is_string()) return a.string() == b.string();
  if (!a.is_unknown() || !b.is_unknown() || !a.unknown().exact || !b.unknown().exact) return false;
  return a.unknown().references.front().same(b.unknown().references.front());
}

void access_policy(Mapper& m, const Instance& i, NodeId) {
  Found principal = m.get(i, "principal_arn"), cluster_name = m.get(i, "cluster_name"), policy = m.get(i, "policy_arn");
  Targets entries;
  for (const Instance& e : m.configuration.instances)
    if (e.type == "aws_eks_access_entry" && !e.data && same(m.config(e).get("principal_arn"), principal.value) && same(m.config(e).get("cluster_name"), cluster_name.value))
      entries.found.push_back({m.node_of(e), principal.span(), false});
  if (entries.found.empty()) entries.rest = make_cause(m.arena(), cat(i.address, " belongs to an entry that is not known"), i.name_span);
  m.append_to(i, entries, field::access_entry::policies,
              m.record({{"policy_arn", policy}, {"scope", m.get(i, "access_scope.type")}, {"namespaces", m.get(i, "access_scope.namespaces")}}, i.block));
}

void pod_identity(Mapper& m, const Instance& i, NodeId id) { m.take(i, "role_arn", id, field::pod_identity_association::role); }

constexpr ResourceType kTypes[] = {
    {.type = "aws_eks_cluster", .kind = Kind::cluster, .rows = kCluster, .special = cluster, .name_attribute = "name"},
    {.type = "aws_eks_node_group", .kind = Kind::node_group, .rows = kNodeGroup, .special = node_group, .name_attribute = "node_group_name"},
    {.type = "aws_autoscaling_group", .kind = Kind::node_group, .rows = kScalingGroup, .special = scaling_group, .name_attribute = "name", .applies = joins_a_cluster},
    {.type = "aws_eks_fargate_profile", .kind = Kind::fargate_profile, .rows = kFargate, .special = fargate_profile, .name_attribute = "fargate_profile_name"},
    {.type = "aws_eks_addon", .kind = Kind::addon, .rows = kAddon, .special = addon, .name_attribute = "addon_name"},
    {.type = "aws_eks_access_entry", .kind = Kind::access_entry, .rows = kAccessEntry, .special = access_entry},
    {.type = "aws_eks_access_policy_association", .special = access_policy, .join = true},
    {.type = "aws_eks_pod_identity_association", .kind = Kind::pod_identity_association, .rows = kPodIdentity, .special = pod_identity},
};

}  // namespace

std::span<const ResourceType> eks_types() { return kTypes; }

}  // namespace plumb::terraform
