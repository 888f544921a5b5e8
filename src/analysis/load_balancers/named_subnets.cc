// See subnets.h: subnets that are named by id or by Name tag. Nothing but existence, zones and kinds is checked; routes and tags never are.
#include <algorithm>
#include <map>
#include <set>

#include "analysis/load_balancers/resolver.h"
#include "base/text.h"

namespace plumb::lb {
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
  Resolver r{request, c, net, w};
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
