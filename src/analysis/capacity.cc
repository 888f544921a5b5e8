// Capacity: how many addresses nodes take from their subnets, as a lower bound, and how many pods addresses allow.
// The VPC CNI's default keeps whole network interfaces ready: a node holds all addresses of at least one. Where its settings are not
// known, or say otherwise, a node counts as one address. Sources: EKS best practices (VPC CNI); EKS user guide, phases of node updates;
// schemas/data/instance_types.tsv.
#include <charconv>
#include <map>
#include <optional>
#include <set>

#include "analysis/passes.h"
#include "base/data.h"
#include "base/text.h"
#include "graph/kinds.gen.h"

namespace plumb {
namespace {

struct InstanceType {
  int64_t addresses = 0, pods = 0, prefix_pods = 0;
};

using InstanceTypes = std::map<std::string_view, InstanceType>;

int64_t number(std::string_view text) {
  int64_t n = 0;
  std::from_chars(text.data(), text.data() + text.size(), n);
  return n;
}

InstanceTypes read_instance_types() {
  DataTable t = read_data_table(embedded_data("instance_types.tsv"));
  size_t type = t.column("instance_type"), addresses = t.column("addresses"), pods = t.column("pods"), prefix_pods = t.column("prefix_pods");
  InstanceTypes out;
  for (const auto& row : t.rows) out[row[type]] = {number(row[addresses]), number(row[pods]), number(row[prefix_pods])};
  return out;
}

/// How the CNI hands out addresses: as by default, otherwise (settings of its own), or not known.
enum class Mode : uint8_t { standard, prefixes, other };

bool mentions(const Value& v, std::string_view word) {
  if (v.is_string()) return v.string().find(word) != std::string_view::npos;
  bool found = false;
  v.for_each_item([&](const Value& item) { found = found || mentions(item, word); });
  v.for_each_entry([&](std::string_view key, Span, const Value& value) { found = found || key.find(word) != std::string_view::npos || mentions(value, word); });
  return found;
}

/// Whether any part of the value is unknown or open.
bool has_unknown(const Value& v) {
  if (v.is_unknown() || v.open()) return true;
  bool found = false;
  v.for_each_item([&](const Value& item) { found = found || has_unknown(item); });
  v.for_each_entry([&](std::string_view, Span, const Value& value) { found = found || has_unknown(value); });
  return found;
}

/// Whether the inputs themselves install or change a CNI outside the cluster's add-ons: a manifest of aws-node, an ENIConfig, a chart or
/// a command in Terraform that speaks of one.
bool has_own_cni(const Graph& g) {
  for (NodeId id : g.of_kind(Kind::workload))
    if (std::string_view name = g.node(id).name; name == "aws-node" || name.starts_with("cilium") || name.starts_with("calico")) return true;
  for (NodeId id : g.of_kind(Kind::object))
    if (g.get(id, field::object::object_kind).string_or() == "ENIConfig") return true;
  for (Kind kind : {Kind::resource, Kind::helm_release})
    for (NodeId id : g.of_kind(kind)) {
      Arena arena;
      Value declared = g.node(id).raw.in(arena);
      for (std::string_view word : {"aws-node", "vpc-cni", "cilium", "calico", "PREFIX_DELEGATION"})
        if (mentions(declared, word)) return true;
    }
  return false;
}

/// EKS installs the CNI with its default settings in a cluster that names no add-on for it.
bool has_default_cni(const Graph& g, NodeId cluster) {
  namespace f = field::cluster;
  const Value& addons = g.get(cluster, f::addons);
  return g.get(cluster, f::provider).string_or() == "eks" && !addons.is_unknown() && !addons.open() && !g.node(cluster).maybe &&
         !g.get(cluster, f::auto_mode).boolean_or(true) && g.get(cluster, f::bootstrap_self_managed_addons).boolean_or(false);
}

Mode cni_mode(const Graph& g, NodeId cluster, bool own_cni) {
  const Value& addons = g.get(cluster, field::cluster::addons);
  if (own_cni || g.get(cluster, field::cluster::ip_family).string_or() != "ipv4") return Mode::other;
  Mode mode = has_default_cni(g, cluster) ? Mode::standard : Mode::other;
  addons.for_each_item([&](const Value& addon) {
    if (!addon.is_node() || g.node(addon.node()).name != "vpc-cni") return;
    const Value& settings = g.get(addon.node(), field::addon::configuration_values);
    Value env = settings.is_map() ? settings.get("env") : Value(), delegation = env.is_map() ? env.get("ENABLE_PREFIX_DELEGATION") : Value();
    bool prefixes = mentions(settings, "ENABLE_PREFIX_DELEGATION") && delegation.string_or() != "false" && delegation.boolean_or(true);
    bool special = prefixes;
    for (std::string_view word : {"WARM_", "MINIMUM_IP_TARGET", "CUSTOM_NETWORK_CFG", "eniConfig"}) special = special || mentions(settings, word);
    bool only_prefixes = prefixes && !mentions(settings, "CUSTOM_NETWORK_CFG");
    if (addon.maybe() || has_unknown(settings)) mode = Mode::other;
    else mode = !special ? Mode::standard : only_prefixes ? Mode::prefixes : Mode::other;
  });
  return mode;
}

/// The smallest value of `pick` over the group's instance types; nothing when one of them is not known.
std::optional<int64_t> smallest(const Graph& g, NodeId group, const InstanceTypes& types, int64_t InstanceType::* pick) {
  const Value& names = g.get(group, field::node_group::instance_types);
  if (!names.is_list() || names.open() || names.size() == 0) return std::nullopt;
  std::optional<int64_t> out;
  bool known = true;
  names.for_each_item([&](const Value& name) {
    auto it = types.find(name.string_or());
    if (it == types.end() || name.maybe()) known = false;
    else out = out ? std::min(*out, it->second.*pick) : it->second.*pick;
  });
  return known ? out : std::nullopt;
}

struct Demand {
  int64_t desired = 0, maximum = 0, surge = 0;
};

/// How many further nodes an upgrade of the group may start in each of its subnets: EKS starts up to two a zone before old ones end, unless
/// the group is managed elsewhere or updates by the minimal strategy. 0 when that is not certain: zones not known, several subnets a zone.
int64_t surge_per_subnet(const Graph& g, NodeId group, const Value& subnets) {
  const Value& update = g.get(group, field::node_group::update_config);
  if (g.get(group, field::node_group::management).string_or() != "managed" || update.is_unknown()) return 0;
  Value settings = update.is_list() ? update.at(0) : update;
  for (const char* key : {"update_strategy", "updateStrategy"})
    if (Value strategy = settings.is_map() ? settings.get(key) : Value(); strategy.is_unknown() || strategy.string_or("DEFAULT") != "DEFAULT") return 0;
  std::set<std::string_view> zones;
  subnets.for_each_item([&](const Value& s) {
    if (s.is_node()) zones.insert(g.get(s.node(), field::subnet::zone).string_or());
  });
  return zones.size() == subnets.size() && !zones.count("") ? 2 : 0;
}

}  // namespace

void derive_capacity(Graph& g) {
  InstanceTypes types = read_instance_types();
  bool own_cni = has_own_cni(g);
  std::map<NodeId, Demand> demands;
  const Origin* fact = make_origin(g.arena(), {}, How::fact, "analysis/capacity");
  for (NodeId group : g.of_kind(Kind::node_group)) {
    const Value& cluster = g.get(group, field::node_group::cluster);
    Mode mode = cluster.is_node() && !cluster.maybe() ? cni_mode(g, cluster.node(), own_cni) : Mode::other;
    auto whole = smallest(g, group, types, &InstanceType::addresses);
    int64_t per_node = mode == Mode::standard && whole ? *whole : 1;
    g.set(group, field::node_group::addresses_per_node, Value::integer(per_node, fact));
    // Prefix delegation gives the most, so it is the bound where the mode is not known.
    auto limit = smallest(g, group, types, mode == Mode::standard ? &InstanceType::pods : &InstanceType::prefix_pods);
    if (limit && *limit > 0) g.set(group, field::node_group::max_pods_limit, Value::integer(*limit, fact));
    const Value& subnets = g.get(group, field::node_group::subnets);
    if (g.node(group).maybe || !subnets.is_list() || subnets.open() || subnets.size() == 0) continue;
    int64_t desired = g.get(group, field::node_group::desired_size).integer_or(0), maximum = g.get(group, field::node_group::max_size).integer_or(desired);
    int64_t spread = static_cast<int64_t>(subnets.size()), surge = surge_per_subnet(g, group, subnets);
    subnets.for_each_item([&](const Value& s) {
      if (!s.is_node() || s.maybe()) return;
      // Groups spread evenly; what does not divide may fall elsewhere, so it is not counted.
      demands[s.node()].desired += desired / spread * per_node;
      demands[s.node()].maximum += maximum / spread * per_node;
      demands[s.node()].surge = std::max(demands[s.node()].surge, surge * per_node);
    });
  }
  for (auto& [subnet, demand] : demands) {
    g.set(subnet, field::subnet::addresses_at_desired, Value::integer(demand.desired, fact));
    g.set(subnet, field::subnet::addresses_at_maximum, Value::integer(demand.maximum, fact));
    g.set(subnet, field::subnet::addresses_at_upgrade, Value::integer(demand.desired + demand.surge, fact));
  }
}

}  // namespace plumb
