// See subnets.h. The three entries share the checks that follow once subnets are chosen (kinds of zones, minimum count).
#include "analysis/load_balancers/subnets.h"

#include <algorithm>
#include <set>

#include "base/text.h"

namespace plumb::lb {
namespace {

constexpr Version kReachability{2, 13, 0};
constexpr std::string_view kClusterTag = "kubernetes.io/cluster";

struct Resolver {
  const SubnetRequest& request;
  const Controller& c;
  const Network& net;
  World& w;

  const Subnet& at(size_t i) const { return net.subnets[i]; }
  std::string about(size_t i, std::string_view what) const { return cat(what, ' ', i); }

  bool exists(size_t i) { return !at(i).maybe || w.choose(about(i, "exists"), 2, at(i).maybe) == 0; }

  std::string id(size_t i) const { return std::string(at(i).id.string_or()); }

  // Tags -----------------------------------------------------------------------------------------------------------------------

  /// The tag's text, or nothing. `present`: whether the key is there, whatever its value.
  Value tag(size_t i, std::string_view key) { return at(i).tags.is_map() ? at(i).tags.get(key) : at(i).tags.is_unknown() ? at(i).tags : Value(); }

  bool has_role_tag(size_t i) {
    std::string_view key = request.scheme == "internal" ? "kubernetes.io/role/internal-elb" : "kubernetes.io/role/elb";
    Value v = tag(i, key);
    if (v.is_unknown()) return w.choose(about(i, key), 2, v.cause()) == 0;
    if (v.is_int()) return v.integer() == 1;
    return v.is_string() && (v.string().empty() || v.string() == "1");
  }

  enum class Owner : uint8_t { nobody, this_cluster, other_cluster };

  Owner owner(size_t i) {
    const Value& tags = at(i).tags;
    bool any = false, own = false;
    std::string ours = cat(kClusterTag, '/', c.cluster_name.string_or());
    tags.for_each_entry([&](std::string_view key, Span, const Value&) {
      any |= key.starts_with(kClusterTag);
      own |= c.cluster_name.is_string() && key == ours;
    });
    if (own) return Owner::this_cluster;
    const Cause* open = tags.is_unknown() ? tags.cause() : tags.open();
    if (any && !c.cluster_name.is_string()) open = c.cluster_name.is_unknown() ? c.cluster_name.cause() : open;
    if (open) {
      size_t answer = w.choose(about(i, "owner"), any ? 2 : 3, open);
      return answer == 0 ? Owner::this_cluster : answer == 1 ? Owner::other_cluster : Owner::nobody;
    }
    return any ? Owner::other_cluster : Owner::nobody;
  }

  bool foreign(size_t i) { return owner(i) == Owner::other_cluster && gate(c, "SubnetsClusterTagCheck", true, w); }

  bool full(size_t i) {
    const Value& free = at(i).free;
    return free.is_int() && free.integer() < 8;
  }

  bool lacks_ipv6(size_t i) {
    const Value& block = at(i).ipv6_block;
    if (block.is_unknown()) return w.choose(about(i, "ipv6"), 2, block.cause()) == 1;
    return block.string_or().empty();
  }

  bool dualstack() const { return request.ip_address_type.starts_with("dualstack") && c.version >= Version{3, 5, 0}; }

  bool is_public(size_t i) {
    const Value& v = at(i).is_public;
    return v.is_unknown() ? w.choose(about(i, "public"), 2, v.cause()) == 0 : v.boolean_or(false);
  }

  /// Kind of place, or nothing with the refusal in `refusal`.
  std::string kind(size_t i, Outcome& refusal) {
    const Subnet& s = at(i);
    bool outpost = s.outpost_arn.is_unknown() ? w.choose(about(i, "outpost"), 2, s.outpost_arn.cause()) == 1 : !s.outpost_arn.string_or().empty();
    if (outpost) return "outpost";
    if (s.zone_type.is_unknown()) return w.choose(about(i, "zone type"), 2, s.zone_type.cause()) == 0 ? "availability-zone" : "local-zone";
    std::string_view type = s.zone_type.string_or("availability-zone");
    if (type == "availability-zone" || type == "local-zone" || type == "wavelength-zone") return std::string(type);
    refusal = Outcome::refused("unknown-zone-type", cat("unknown zone type for subnet ", id(i), ": ", type));
    return {};
  }

  // Once chosen ----------------------------------------------------------------------------------------------------------------

  Outcome check_places(std::vector<size_t> chosen, bool single_subnet_gate) {
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

  Outcome nothing_left(size_t candidates, size_t others, size_t fulls, size_t no_ipv6) {
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

  /// Section "pick": filters, one subnet a zone, order by id.
  Outcome pick(const std::vector<size_t>& candidates, bool check_free, bool single_subnet_gate) {
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
      if (!ids_known && !alike(from)) best = from[w.choose(cat("smallest id in ", zone), from.size(), no_ids(from.front()))];
      if (!ids_known && from.size() > 1) tied.insert(tied.end(), from.begin(), from.end());
      chosen.push_back(best);
    }
    std::stable_sort(chosen.begin(), chosen.end(), [&](size_t a, size_t b) { return at(a).id.string_or() < at(b).id.string_or(); });
    Outcome o = check_places(std::move(chosen), single_subnet_gate);
    o.others = std::move(tied);
    return o;
  }

  /// Whether it makes no difference to the checks that follow which of them is chosen.
  bool alike(const std::vector<size_t>& subnets) {
    const Subnet& first = at(subnets.front());
    return std::all_of(subnets.begin(), subnets.end(), [&](size_t i) {
      return same_value(first.zone_type, at(i).zone_type) && first.outpost_arn.string_or() == at(i).outpost_arn.string_or() && !at(i).outpost_arn.is_unknown() && !at(i).zone_type.is_unknown();
    });
  }

  const Cause* no_ids(size_t i) const { return at(i).id.is_unknown() ? at(i).id.cause() : nullptr; }

  /// The zone's name. Unknown zones are tried both ways: each one of its own, and all the same as a known one of `among`.
  std::string zone_of(size_t i, const std::vector<size_t>& among) {
    const Value& zone = at(i).zone;
    if (zone.is_string()) return std::string(zone.string());
    if (w.choose("unknown zones are apart", 2, zone.is_unknown() ? zone.cause() : nullptr) == 0) return cat("zone of ", i);
    for (size_t other : among)
      if (at(other).zone.is_string()) return std::string(at(other).zone.string());
    return "the one zone";
  }

  std::vector<std::string> searched_tags;
};

/// EC2's filter patterns: '*' and '?'.
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
  Resolver r{request, c, net, w, {}};
  if (known_scheme) r.searched_tags = {request.scheme == "internal" ? "kubernetes.io/role/internal-elb" : "kubernetes.io/role/elb"};
  bool needs_cluster_tag = c.version < Version{2, 1, 2};
  std::vector<size_t> all, candidates;
  for (size_t i = 0; i < net.subnets.size(); ++i) {
    if (!net.subnets[i].in_vpc || !r.exists(i)) continue;
    all.push_back(i);
    if (!known_scheme || !r.has_role_tag(i)) continue;
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
  if (request.type == "application" && o.verdict == Verdict::error) o.error.insert(0, "couldn't auto-discover subnets: ");
  return unless_open(net, w, std::move(o));
}

Outcome select_subnets(const SubnetRequest& request, const Value& selector, const Controller& c, const Network& net, World& w) {
  Resolver r{request, c, net, w, {}};
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

namespace {

/// Subnets that carry the Name tag `name`, smallest id first where ids are known.
std::vector<size_t> named(std::string_view name, Resolver& r) {
  bool before_3 = r.c.version < Version{3, 0, 0};  // names were plain EC2 filters then, with wildcards
  std::vector<size_t> out;
  for (size_t i = 0; i < r.net.subnets.size(); ++i) {
    if (!r.at(i).in_vpc || !r.exists(i)) continue;
    Value v = r.tag(i, "Name");
    bool is_it = v.is_unknown() ? r.w.choose(cat("named ", name, ' ', i), 2, v.cause()) == 0 : v.is_string() && (v.string() == name || (before_3 && wildcard_match(name, v.string())));
    if (is_it) out.push_back(i);
  }
  std::stable_sort(out.begin(), out.end(), [&](size_t a, size_t b) { return r.at(a).id.string_or() < r.at(b).id.string_or(); });
  return out;
}

struct Found {
  std::vector<size_t> subnets, others;
  Outcome refusal;  // of verdict error when something is missing
};

constexpr std::string_view kListFailed = "failed to list subnets by names or IDs: ";

/// Answers each distinct id with its subnet; an id that EC2 does not know fails the whole question.
bool find_ids(const std::vector<std::string>& ids, Resolver& r, std::vector<size_t>& out, Outcome& refusal) {
  for (const std::string& id : ids) {
    size_t hit = r.net.subnets.size();
    for (size_t i = 0; i < r.net.subnets.size(); ++i)
      if (r.at(i).id.is_string() && r.at(i).id.string() == id) hit = i;
    if (hit < r.net.subnets.size()) {
      out.push_back(hit);
      continue;
    }
    if (!r.net.account) r.w.get_stuck(r.net.not_here);
    refusal = Outcome::refused("subnet-not-found", cat("InvalidSubnetID.NotFound: The subnet ID '", id, "' does not exist"));
    return false;
  }
  return true;
}

Outcome not_all(std::string text, const Controller& c) {
  return Outcome::refused("subnet-not-found", c.version >= kReachability ? cat(kListFailed, text) : text);
}

std::vector<std::string> ids_of(const std::vector<size_t>& subnets, Resolver& r) {
  std::vector<std::string> out;
  for (size_t i : subnets) out.push_back(r.id(i));
  return out;
}

/// 3.0 and later: in listed order; a name stands for the subnet with the smallest id that has it, listed twice for the two smallest.
Found find_as_listed(const std::vector<std::string>& items, Resolver& r) {
  Found f;
  std::map<std::string, std::vector<size_t>> by_name;
  std::map<std::string, size_t> wanted, used;
  std::vector<std::string> missing;
  for (const std::string& item : items) {
    if (item.starts_with("subnet-") || wanted[item]++ > 0) continue;
    by_name[item] = named(item, r);
    if (by_name[item].empty()) missing.push_back(item);
  }
  if (!missing.empty()) {
    if (r.net.open) r.w.get_stuck(r.net.open);
    f.refusal = not_all(cat("couldn't find all subnets, missing names: ", bracketed(missing)), r.c);
    return f;
  }
  for (const std::string& item : items) {
    if (item.starts_with("subnet-")) {
      find_ids({item}, r, f.subnets, f.refusal);
      continue;
    }
    const std::vector<size_t>& have = by_name[item];
    if (wanted[item] > have.size()) {
      if (r.net.open) r.w.get_stuck(r.net.open);
      f.refusal = not_all(cat("subnet with Name tag \"", item, "\" requested ", wanted[item], " times but only ", have.size(), " subnet(s) found with that name"), r.c);
      return f;
    }
    f.subnets.push_back(have[used[item]++]);
    if (wanted[item] < have.size() && !r.at(have.front()).id.is_string()) f.others.insert(f.others.end(), have.begin(), have.end());
  }
  return f;
}

/// Before 3.0: EC2's order, and as many subnets as items.
Found find_by_count(const std::vector<std::string>& items, const std::vector<std::string>& ids, const std::vector<std::string>& names, Resolver& r) {
  Found f;
  std::vector<size_t> by_id, by_name;
  find_ids(ids, r, by_id, f.refusal);
  std::set<size_t> distinct(by_id.begin(), by_id.end()), with_name;
  for (const std::string& n : names)
    for (size_t i : named(n, r)) with_name.insert(i);
  if (r.net.open && !names.empty()) r.w.get_stuck(r.net.open);
  by_id.assign(distinct.begin(), distinct.end());
  by_name.assign(with_name.begin(), with_name.end());
  if (r.c.version >= kReachability) {
    if (by_name.size() != names.size()) f.refusal = not_all(cat("couldn't find all subnets, want: ", bracketed(names), ", found: ", bracketed(ids_of(by_name, r))), r.c);
  } else if (by_id.size() + by_name.size() != ids.size() + names.size()) {
    f.refusal = not_all(cat("couldn't find all subnets, nameOrIDs: ", bracketed(items), ", found: ", by_id.size() + by_name.size()), r.c);
  }
  f.subnets = by_id;
  f.subnets.insert(f.subnets.end(), by_name.begin(), by_name.end());
  if (r.c.version < Version{2, 10, 1}) std::stable_sort(f.subnets.begin(), f.subnets.end(), [&](size_t a, size_t b) { return r.at(a).id.string_or() < r.at(b).id.string_or(); });
  return f;
}

}  // namespace

Outcome find_named_subnets(const SubnetRequest& request, const std::vector<std::string>& items, const Controller& c, const Network& net, World& w) {
  Resolver r{request, c, net, w, {}};
  if (items.empty()) return Outcome::refused("no-subnet-listed", "unable to resolve at least one subnet");
  std::vector<std::string> ids, names;
  for (const std::string& item : items) (item.starts_with("subnet-") ? ids : names).push_back(item);

  std::vector<size_t> by_id;
  Outcome refusal;
  if (!find_ids(ids, r, by_id, refusal)) {
    if (c.version >= kReachability) refusal.error.insert(0, kListFailed);
    return refusal;
  }
  std::set<std::string> distinct(ids.begin(), ids.end());
  if (distinct.size() < ids.size() && c.version >= kReachability)
    return not_all(cat("couldn't find all subnets, want: ", bracketed(ids), ", found: ", bracketed({distinct.begin(), distinct.end()})), c);

  Found f = c.version >= Version{3, 0, 0} ? find_as_listed(items, r) : find_by_count(items, ids, names, r);
  if (f.refusal.verdict == Verdict::error) return f.refusal;
  std::map<std::string, std::vector<size_t>> zones;
  for (size_t i : f.subnets) zones[r.zone_of(i, f.subnets)].push_back(i);
  for (auto& [zone, members] : zones)
    if (members.size() > 1) return Outcome::refused("zone-listed-twice", cat("multiple subnets in same Availability Zone ", zone, ": ", bracketed(ids_of(members, r))));
  Outcome o = r.check_places(f.subnets, c.version >= Version{2, 7, 0});
  if (o.verdict != Verdict::ok) return o;
  o.source = Source::named;
  o.others = std::move(f.others);
  std::vector<std::string> without;
  for (size_t i : f.subnets)
    if (r.dualstack() && r.lacks_ipv6(i)) without.push_back(r.id(i));
  if (!without.empty()) return Outcome::refused("subnets-without-ipv6", cat("subnets ", bracketed(without), " do not have an associated IPv6 CIDR block, which is required for ", request.ip_address_type, " load balancers"));
  return o;
}

}  // namespace plumb::lb
