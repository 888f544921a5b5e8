// Services under the AWS cloud provider (the service controller of cloud-provider-aws): classic and network load balancers.
// It never asks for role tags (they break ties, with any value), never looks at free addresses, and reads no scheme annotation.
#include <algorithm>
#include <map>

#include "analysis/load_balancers/decide.h"
#include "analysis/load_balancers/subnets.h"
#include "base/text.h"

namespace plumb::lb {
namespace {

constexpr std::string_view kPrefix = "service.beta.kubernetes.io/aws-load-balancer-";

struct LegacyDecision {
  const Service& s;
  Version version;
  const Value& cluster_name;
  const Network* net;
  const Cause* no_net;
  World& w;
  Outcome out;

  Value annotation(std::string_view name) { return s.annotations.is_map() ? s.annotations.get(cat(kPrefix, name)) : s.annotations.is_unknown() ? s.annotations : Value(); }

  bool check_ports() {
    std::string affinity = w.text(s.session_affinity, "None");
    if (affinity != "None") return out.refuse("unsupported-affinity", cat("unsupported load balancer affinity: ", affinity));
    std::vector<std::string> protocols;
    s.ports.for_each_item([&](const Value& p) {
      std::string protocol = w.text(p.get("protocol"), "TCP");
      if (std::find(protocols.begin(), protocols.end(), protocol) == protocols.end()) protocols.push_back(protocol);
    });
    if (s.ports.is_list() && s.ports.size() == 0 && !s.ports.open()) return out.refuse("no-ports", "requested load balancer with no ports");
    for (const std::string& p : protocols)
      if (p != "TCP" && !(out.type == "network" && p == "UDP")) return out.refuse("unsupported-protocol", cat("Protocol ", p, " not supported by LoadBalancer"));
    if (!w.text(s.load_balancer_ip).empty()) return out.refuse("load-balancer-ip", "LoadBalancerIP cannot be specified for AWS ELB");
    if (protocols.size() > 1) return out.refuse("mixed-protocols", "mixed protocol is not supported for LoadBalancer");
    return true;
  }

  bool key_matters(size_t i, std::string_view key, bool& present) {
    const Value& tags = net->subnets[i].tags;
    Value v = tags.is_map() ? tags.get(key) : tags.is_unknown() ? tags : Value();
    present = v.is_given();
    tags.for_each_entry([&](std::string_view k, Span, const Value&) { present |= k == key; });
    if (!present && v.is_unknown()) present = w.choose(cat(key, ' ', i), 2, v.cause()) == 0;
    return present;
  }

  bool has_cluster_tag(size_t i) {
    if (!cluster_name.is_string()) {
      w.get_stuck(cluster_name.is_unknown() ? cluster_name.cause() : nullptr);
      return false;
    }
    bool present = false;
    if (key_matters(i, cat("kubernetes.io/cluster/", cluster_name.string()), present)) return true;
    const Value& tags = net->subnets[i].tags;
    return tags.is_map() && tags.get("KubernetesCluster").string_or() == cluster_name.string();
  }

  bool is_candidate(size_t i) {
    const Subnet& subnet = net->subnets[i];
    if (!subnet.in_vpc) return false;
    if (subnet.maybe && w.choose(cat("exists ", i), 2, subnet.maybe) == 1) return false;
    bool other = false;
    subnet.tags.for_each_entry([&](std::string_view k, Span, const Value&) { other |= k.starts_with("kubernetes.io/cluster/"); });
    if (subnet.tags.is_unknown() || subnet.tags.open()) other = other || w.choose(cat("foreign ", i), 2, subnet.tags.is_unknown() ? subnet.tags.cause() : subnet.tags.open()) == 1;
    return !other || has_cluster_tag(i);
  }

  /// Role tag first, then the cluster's tag, then the smallest id.
  bool better(size_t a, size_t b) {
    std::string_view role = out.scheme == "internal" ? "kubernetes.io/role/internal-elb" : "kubernetes.io/role/elb";
    bool role_a = false, role_b = false;
    key_matters(a, role, role_a);
    key_matters(b, role, role_b);
    if (role_a != role_b) return role_a;
    bool own_a = has_cluster_tag(a), own_b = has_cluster_tag(b);
    if (own_a != own_b) return own_a;
    return net->subnets[a].id.string_or() < net->subnets[b].id.string_or();
  }

  bool discover() {
    if (net->open) w.get_stuck(net->open);
    std::map<std::string, size_t> zones;
    for (size_t i = 0; i < net->subnets.size(); ++i) {
      const Subnet& subnet = net->subnets[i];
      if (!is_candidate(i)) continue;
      if (out.scheme != "internal" && !w.flag(subnet.is_public, false, cat("public ", i))) continue;
      std::string zone = subnet.zone.is_string() ? std::string(subnet.zone.string()) : cat("zone of ", i);
      auto [it, fresh] = zones.try_emplace(zone, i);
      if (fresh) continue;
      if (!subnet.id.is_string() || !net->subnets[it->second].id.is_string()) out.others.push_back(i);
      if (better(i, it->second)) it->second = i;
    }
    for (auto& [zone, i] : zones)
      if (w.text(net->subnets[i].zone_type, "availability-zone") == "availability-zone") out.subnets.push_back(i);
    out.source = Source::route;
    return !out.subnets.empty() || out.refuse("no-public-subnet", "could not find any suitable subnets for creating the ELB");
  }

  bool named(const std::vector<std::string>& items) {
    out.source = Source::named;
    if (items.empty()) return out.refuse("no-subnet-listed", "unable to resolve empty subnet slice");
    std::vector<size_t> by_name;
    for (size_t i = 0; i < net->subnets.size(); ++i) {
      const Subnet& subnet = net->subnets[i];
      Value name = subnet.tags.is_map() ? subnet.tags.get("Name") : subnet.tags;
      bool has_id = false, has_name = false;
      for (const std::string& item : items) {
        bool is_id = item.starts_with("subnet-");
        if (!is_id && name.is_unknown()) w.get_stuck(name.cause());
        has_id |= is_id && subnet.id.string_or() == item;
        has_name |= !is_id && subnet.in_vpc && name.string_or() == item;
      }
      if (has_id) out.subnets.push_back(i);
      if (has_name) by_name.push_back(i);
    }
    out.subnets.insert(out.subnets.end(), by_name.begin(), by_name.end());
    if (out.subnets.size() == items.size()) return true;
    if (!net->account) w.get_stuck(net->not_here);
    return out.refuse("subnet-not-found", cat("expected to find ", items.size(), ", but found ", out.subnets.size(), " subnets"));
  }

  Outcome run() {
    std::string type = w.text(annotation("type"));
    if (w.text(s.type, "ClusterIP") != "LoadBalancer" || type == "external" || type == "nlb-ip" || !w.text(s.load_balancer_class).empty()) {
      out.verdict = Verdict::ignored;
      return out;
    }
    out.type = type == "nlb" ? "network" : "classic";
    std::string internal = w.text(annotation("internal"));
    out.scheme = internal.empty() || internal == "false" ? "internet-facing" : "internal";
    out.ip_address_type = "ipv4";
    if (!check_ports()) return out;
    if (!net) {
      w.get_stuck(no_net);
      return out;
    }
    Value listed = annotation("subnets");
    bool ok = listed.is_given() || listed.is_unknown() ? named(list_items(w.text(listed))) : discover();
    if (ok) out.verdict = Verdict::ok;
    return out;
  }
};

}  // namespace

Outcome decide_legacy_service(const Service& s, Version version, const Value& cluster_name, const Network* net, const Cause* no_net, World& w) { return LegacyDecision{s, version, cluster_name, net, no_net, w, {}}.run(); }

}  // namespace plumb::lb
