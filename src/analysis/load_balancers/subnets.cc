// See subnets.h: discovery and selectors, and the small readers that all decisions share. Names: named_subnets.cc.
#include "analysis/load_balancers/subnets.h"

#include "analysis/load_balancers/resolver.h"
#include "base/text.h"

namespace plumb::lb {
namespace {

/// Answers that rest on every subnet of the VPC are no answers where there may be more.
Outcome unless_open(const Network& net, World& w, Outcome o) {
  if (net.open) w.get_stuck(net.open);
  return o;
}

}  // namespace

bool gate(const Controller& c, std::string_view name, bool otherwise, World& w) {
  auto it = c.feature_gates.find(name);
  if (it != c.feature_gates.end()) return w.flag(it->second, otherwise, name);
  return c.gates_open ? w.choose(name, 2, c.gates_open) == 0 : otherwise;
}

std::vector<std::string> list_items(std::string_view text) {
  std::vector<std::string> out;
  for (std::string_view item : split(text, ','))
    if (!trim(item).empty()) out.emplace_back(trim(item));
  return out;
}

std::string bracketed(const std::vector<std::string>& items) { return cat('[', join(items, " "), ']'); }

Outcome discover_subnets(const SubnetRequest& request, const Controller& c, const Network& net, World& w) {
  bool known_scheme = request.scheme == "internal" || request.scheme == "internet-facing";
  if (!known_scheme && c.version >= kReachability) return Outcome::refused("unknown-scheme", cat("unknown lbScheme: ", request.scheme));
  Resolver r{request, c, net, w};
  if (known_scheme) r.searched_tags = {request.scheme == "internal" ? "kubernetes.io/role/internal-elb" : "kubernetes.io/role/elb"};
  bool needs_cluster_tag = c.version < Version{2, 1, 2};
  std::vector<size_t> all, candidates;
  size_t role_tagged = 0;
  for (size_t i = 0; i < net.subnets.size(); ++i) {
    if (!net.subnets[i].in_vpc || !r.exists(i)) continue;
    all.push_back(i);
    if (!known_scheme || !r.has_role_tag(i)) continue;
    ++role_tagged;
    if (needs_cluster_tag && r.owner(i) != Resolver::Owner::this_cluster) continue;
    candidates.push_back(i);
  }
  Source source = Source::role_tag;
  if (candidates.empty() && c.version >= kReachability && gate(c, "SubnetDiscoveryByReachability", true, w)) {
    source = Source::reachability;
    for (size_t i : all)
      if (r.is_public(i) == (request.scheme != "internal")) candidates.push_back(i);
  }
  bool check_free = c.version >= kReachability || (c.version >= Version{2, 3, 0} && !request.ignore_free_addresses);
  Outcome o = r.pick(candidates, check_free, c.version >= kReachability);
  o.source = source;
  if (o.verdict == Verdict::error && candidates.empty() && role_tagged > 0) o.code = "cluster-tag-missing";
  if (request.type == "application" && o.verdict == Verdict::error) o.error.insert(0, "couldn't auto-discover subnets: ");
  return unless_open(net, w, std::move(o));
}

Outcome select_subnets(const SubnetRequest& request, const Value& selector, const Controller& c, const Network& net, World& w) {
  Resolver r{request, c, net, w};
  Value ids = selector.get("ids");
  if (ids.is_unknown()) w.get_stuck(ids.cause());
  if (ids.size() > 0) {
    std::vector<std::string> wanted;
    ids.for_each_item([&](const Value& v) { wanted.push_back(w.text(v)); });
    Outcome o = find_named_subnets(request, wanted, c, net, w);
    o.source = Source::selector;
    size_t prefix = std::string_view("failed to list subnets by names or IDs: ").size();
    if (o.error.starts_with("failed to list subnets by names or IDs: ")) o.error.replace(0, prefix, "failed to list subnets by IDs: ");
    return o;
  }
  Value tags = selector.get("tags");
  if (tags.is_unknown()) w.get_stuck(tags.cause());
  std::vector<size_t> candidates;
  for (size_t i = 0; i < net.subnets.size(); ++i) {
    if (!net.subnets[i].in_vpc || !r.exists(i)) continue;
    bool all = true;
    tags.for_each_entry([&](std::string_view key, Span, const Value& patterns) {
      Value v = r.tag(i, key);
      bool some = false;
      if (v.is_unknown()) {
        some = w.choose(cat("selected by ", key, ' ', i), 2, v.cause()) == 0;
      } else if (v.is_string()) {
        patterns.for_each_item([&](const Value& p) { some |= wildcard_match(w.text(p), v.string()); });
      }
      all &= some;
    });
    if (all) candidates.push_back(i);
  }
  tags.for_each_entry([&](std::string_view key, Span, const Value&) { r.searched_tags.emplace_back(key); });
  Outcome o = r.pick(candidates, c.version >= kReachability, c.version >= Version{2, 7, 0});
  o.source = Source::selector;
  return unless_open(net, w, std::move(o));
}

}  // namespace plumb::lb
