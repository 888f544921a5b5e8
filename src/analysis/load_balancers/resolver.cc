// See resolver.h.
#include "analysis/load_balancers/resolver.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"

namespace plumb::lb {

bool wildcard_match(std::string_view pattern, std::string_view text) {
  size_t p = 0, t = 0, star = std::string_view::npos, resume = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resume = t;
    } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == text[t])) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++resume;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

std::string Resolver::about(size_t i, std::string_view what) const { return cat(what, ' ', i); }

bool Resolver::exists(size_t i) { return !at(i).maybe || w.choose(about(i, "exists"), 2, at(i).maybe) == 0; }

Value Resolver::tag(size_t i, std::string_view key) const { return at(i).tags.is_map() ? at(i).tags.get(key) : at(i).tags.is_unknown() ? at(i).tags : Value(); }

bool Resolver::has_role_tag(size_t i) {
  std::string_view key = request.scheme == "internal" ? "kubernetes.io/role/internal-elb" : "kubernetes.io/role/elb";
  Value v = tag(i, key);
  if (v.is_unknown()) return w.choose(about(i, key), 2, v.cause()) == 0;
  if (v.is_int()) return v.integer() == 1;
  return v.is_string() && (v.string().empty() || v.string() == "1");
}

Resolver::Owner Resolver::owner(size_t i) {
  const Value& tags = at(i).tags;
  bool any = false, own = false;
  std::string ours = cat(kClusterTag, '/', c.cluster_name.string_or());
  tags.for_each_entry([&](std::string_view key, Span, const Value&) {
    any |= key.starts_with(kClusterTag);
    own |= c.cluster_name.is_string() && key == ours;
  });
  if (own) return Owner::this_cluster;
  const Cause* open = tags.is_unknown() ? tags.cause() : tags.open();
  bool nameless = any && !c.cluster_name.is_string();
  if (open || nameless) {
    size_t answer = w.choose(about(i, "owner"), any ? 2 : 3, nameless && c.cluster_name.is_unknown() ? c.cluster_name.cause() : open);
    return answer == 0 ? Owner::this_cluster : answer == 1 ? Owner::other_cluster : Owner::nobody;
  }
  return any ? Owner::other_cluster : Owner::nobody;
}

bool Resolver::foreign(size_t i) { return owner(i) == Owner::other_cluster && gate(c, "SubnetsClusterTagCheck", true, w); }

bool Resolver::full(size_t i) const {
  const Value& free = at(i).free;
  return free.is_int() && free.integer() < 8;
}

bool Resolver::lacks_ipv6(size_t i) {
  const Value& block = at(i).ipv6_block;
  if (block.is_unknown()) return w.choose(about(i, "ipv6"), 2, block.cause()) == 1;
  return block.string_or().empty();
}

bool Resolver::dualstack() const { return request.ip_address_type.starts_with("dualstack") && c.version >= Version{3, 5, 0}; }

bool Resolver::is_public(size_t i) {
  const Value& v = at(i).is_public;
  return v.is_unknown() ? w.choose(about(i, "public"), 2, v.cause()) == 0 : v.boolean_or(false);
}

std::string Resolver::kind(size_t i, Outcome& refusal) {
  const Subnet& s = at(i);
  bool outpost = s.outpost_arn.is_unknown() ? w.choose(about(i, "outpost"), 2, s.outpost_arn.cause()) == 1 : !s.outpost_arn.string_or().empty();
  if (outpost) return "outpost";
  if (s.zone_type.is_unknown()) return w.choose(about(i, "zone type"), 2, s.zone_type.cause()) == 0 ? "availability-zone" : "local-zone";
  std::string_view type = s.zone_type.string_or("availability-zone");
  if (type == "availability-zone" || type == "local-zone" || type == "wavelength-zone") return std::string(type);
  refusal = Outcome::refused("unknown-zone-type", cat("unknown zone type for subnet ", id(i), ": ", type));
  return {};
}

Outcome Resolver::check_places(std::vector<size_t> chosen, bool single_subnet_gate) {
  std::set<std::string> kinds;
  for (size_t i : chosen) {
    Outcome refusal;
    std::string k = kind(i, refusal);
    if (k.empty()) return refusal;
    kinds.insert(std::move(k));
  }
  if (kinds.size() > 1) return Outcome::refused("mixed-locales", cat("subnets in multiple locales: ", bracketed({kinds.begin(), kinds.end()})));
  size_t need = request.type == "application" && *kinds.begin() == "availability-zone" ? 2 : 1;
  if (chosen.size() < need && !(single_subnet_gate && gate(c, "ALBSingleSubnet", false, w)))
    return Outcome::refused("too-few-zones", cat("subnets count less than minimal required count: ", chosen.size(), " < ", need));
  Outcome o;
  o.verdict = Verdict::ok;
  o.type = request.type;
  o.scheme = request.scheme;
  o.subnets = std::move(chosen);
  return o;
}

Outcome Resolver::nothing_left(size_t candidates, size_t others, size_t fulls, size_t no_ipv6) const {
  std::string_view code = candidates == 0 ? "no-candidate-subnet" : others == candidates ? "subnets-of-other-clusters" : fulls == candidates ? "subnets-full" : no_ipv6 == candidates ? "subnets-without-ipv6" : "no-usable-subnet";
  if (c.version < Version{2, 5, 0}) return Outcome::refused(code, "unable to discover at least one subnet");
  if (c.version < Version{2, 6, 0}) return Outcome::refused(code, "unable to resolve at least one subnet");
  if (c.version < kReachability) {
    std::string text = cat("unable to resolve at least one subnet (", candidates, " match VPC and tags");
    if (c.version >= Version{2, 7, 0}) text += cat(": ", bracketed(searched_tags));
    if (others) text += cat(", ", others, " tagged for other cluster");
    if (fulls) text += cat(", ", fulls, " have fewer than 8 free IPs");
    return Outcome::refused(code, text + ')');
  }
  std::string text = cat("unable to resolve at least one subnet. Evaluated ", candidates, " subnets: ", others, " are tagged for other clusters, ");
  if (dualstack()) text += cat(fulls, " have insufficient available IP addresses, and ", no_ipv6, " don't have an associated IPv6 CIDR block, which is required for ", request.ip_address_type, " load balancers");
  else text += cat("and ", fulls, " have insufficient available IP addresses");
  return Outcome::refused(code, text);
}

Outcome Resolver::pick(const std::vector<size_t>& candidates, bool check_free, bool single_subnet_gate) {
  size_t others = 0, fulls = 0, no_ipv6 = 0;
  std::vector<size_t> left;
  for (size_t i : candidates) {
    if (foreign(i)) ++others;
    else if (check_free && full(i)) ++fulls;
    else if (dualstack() && lacks_ipv6(i)) ++no_ipv6;
    else left.push_back(i);
  }
  if (left.empty()) return nothing_left(candidates.size(), others, fulls, no_ipv6);
  struct InZone { std::vector<size_t> own, rest; };
  std::map<std::string, InZone, std::less<>> zones;
  for (size_t i : left) {
    InZone& z = zones[zone_of(i, left)];
    (owner(i) == Owner::this_cluster ? z.own : z.rest).push_back(i);
  }
  std::vector<size_t> chosen, tied;
  for (auto& [zone, z] : zones) {
    std::vector<size_t>& from = z.own.empty() ? z.rest : z.own;
    bool ids_known = std::all_of(from.begin(), from.end(), [&](size_t i) { return at(i).id.is_string(); });
    size_t best = *std::min_element(from.begin(), from.end(), [&](size_t a, size_t b) { return at(a).id.string_or() < at(b).id.string_or(); });
    if (!ids_known && !alike(from)) best = from[w.choose(cat("smallest id in ", zone), from.size(), at(from.front()).id.is_unknown() ? at(from.front()).id.cause() : nullptr)];
    if (!ids_known && from.size() > 1) tied.insert(tied.end(), from.begin(), from.end());
    chosen.push_back(best);
  }
  std::stable_sort(chosen.begin(), chosen.end(), [&](size_t a, size_t b) { return at(a).id.string_or() < at(b).id.string_or(); });
  Outcome o = check_places(std::move(chosen), single_subnet_gate);
  o.others = std::move(tied);
  return o;
}

// Whether it makes no difference to the checks that follow which of them is chosen.
bool Resolver::alike(const std::vector<size_t>& subnets) const {
  const Subnet& first = at(subnets.front());
  return std::all_of(subnets.begin(), subnets.end(), [&](size_t i) {
    return same_value(first.zone_type, at(i).zone_type) && first.outpost_arn.string_or() == at(i).outpost_arn.string_or() && !at(i).outpost_arn.is_unknown() && !at(i).zone_type.is_unknown();
  });
}

std::string Resolver::zone_of(size_t i, const std::vector<size_t>& among) {
  const Value& zone = at(i).zone;
  if (zone.is_string()) return std::string(zone.string());
  if (w.choose("unknown zones are apart", 2, zone.is_unknown() ? zone.cause() : nullptr) == 0) return cat("zone of ", i);
  for (size_t other : among)
    if (at(other).zone.is_string()) return std::string(at(other).zone.string());
  return "the one zone";
}

}  // namespace plumb::lb
