// lookup.h.
#include "load/terraform/eval/lookup.h"

#include <algorithm>

#include "base/text.h"

namespace plumb::terraform {
namespace {

using Match = Lookup::Match;

struct LookupType {
  std::string_view data, resource;
  bool several;
};
constexpr LookupType kTypes[] = {
    {"aws_vpc", "aws_vpc", false},           {"aws_subnet", "aws_subnet", false},
    {"aws_subnets", "aws_subnet", true},     {"aws_subnet_ids", "aws_subnet", true},
    {"aws_eks_cluster", "aws_eks_cluster", false}, {"aws_security_group", "aws_security_group", false},
    {"aws_iam_role", "aws_iam_role", false}, {"aws_ssm_parameter", "aws_ssm_parameter", false},
};

/// EC2's names of filters and the attributes that they are about.
struct FilterName {
  std::string_view filter, attribute;
};
constexpr FilterName kFilters[] = {
    {"cidr", "cidr_block"},       {"cidr-block", "cidr_block"}, {"cidrBlock", "cidr_block"}, {"availability-zone", "availability_zone"}, {"availabilityZone", "availability_zone"},
    {"group-name", "name"},       {"map-public-ip-on-launch", "map_public_ip_on_launch"},
};

/// EC2's wildcards: * for any text, ? for one character.
bool matches(std::string_view pattern, std::string_view text) {
  size_t p = 0, t = 0, star = std::string_view::npos, from = 0;
  while (t < text.size()) {
    if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == text[t]) && pattern[p] != '*') ++p, ++t;
    else if (p < pattern.size() && pattern[p] == '*') star = p++, from = t;
    else if (star != std::string_view::npos) p = star + 1, t = ++from;
    else return false;
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

/// The value of a tag as AWS will have it: the resource's own, else the provider's default; unknown when that is not known.
Value tag(const Instance& i, std::string_view key, bool& known) {
  Value own = i.config.get("tags"), defaults = i.provider ? i.provider->default_tags : Value();
  if (const Entry* e = own.find(key)) return e->value;
  known = known && !own.is_unknown();
  if (const Entry* e = defaults.find(key)) return e->value;
  known = known && !defaults.is_unknown();
  return {};
}

std::string text_of(const Value& v) { return v.is_bool() ? (v.boolean() ? "true" : "false") : std::string(v.string_or()); }

/// The attribute of a resource of another root module that the value is, or null.
const Reference* elsewhere(const Value& v) {
  if (!v.is_unknown() || !v.unknown().exact || v.unknown().references.empty()) return nullptr;
  const Reference& r = v.unknown().references[0];
  return r.root && r.root->as_loaded ? &r : nullptr;
}

/// Whether a text of which only the beginning is known fits.
Match begins(std::string_view pattern, const Unknown& u) {
  std::string_view prefix = u.start, known = pattern.substr(0, pattern.find_first_of("*?"));
  if (u.text.find("${") == std::string_view::npos) return Match::maybe;
  if (known.size() + 1 == pattern.size() && pattern.ends_with('*') && prefix.starts_with(known)) return Match::yes;
  size_t both = std::min(known.size(), prefix.size());
  return known.substr(0, both) == prefix.substr(0, both) ? Match::maybe : Match::no;
}

bool plain(const Value& v) { return v.is_string() || v.is_bool(); }

}  // namespace

Lookup::Lookup(const Instance& data) {
  for (const LookupType& t : kTypes)
    if (t.data == data.type) type_ = t.resource, several_ = t.several;
  if (type_.empty()) {
    why_ = "it is no data source that is looked for";
    return;
  }
  if (data.provider) region_ = data.provider->region;
  if (Value own = data.config.get("region"); !own.is_null()) region_ = own;
  for (std::string_view name : {"id", "name", "arn"})
    if (const Reference* r = elsewhere(data.config.get(name)); r && (r->attribute == name || r->attribute == "id")) direct_ = r;
  for (const Entry& e : data.config.entries()) {
    if (e.value.is_null() || e.key == "timeouts" || e.key == "region" || e.key == "with_decryption") continue;
    if (e.key == "tags" && e.value.is_mapping()) {
      for (const Entry& t : e.value.entries()) want(cat("tags.", t.key), t.value, true);
    } else if (e.key == "filter" && e.value.is_sequence() && !e.value.list().open) {
      for (const Value& block : e.value.items()) filter(block);
    } else if (e.key == "vpc_id") {
      vpc(e.value);
    } else if (e.key == "name" || e.key == "cidr_block" || e.key == "availability_zone") {
      want(std::string(e.key), e.value, e.key == "name" && !(data.type == "aws_security_group" && e.value.string_or() == "default"));
    } else if (e.key != "state") {
      why_ = cat("its argument ", e.key, " says nothing that other root modules declare");
    }
  }
  if (why_.empty() && !telling_) why_ = "it names nothing in particular";
}

void Lookup::want(std::string attribute, const Value& v, bool telling) {
  if (!plain(v)) {
    why_ = v.is_unknown() ? std::string(v.unknown().cause) : cat(attribute, " is no text");
    return;
  }
  telling_ = telling_ || telling;
  wanted_.push_back({std::move(attribute), {v.is_string() ? v.string() : v.boolean() ? std::string_view("true") : std::string_view("false")}});
}

void Lookup::filter(const Value& block) {
  Value name = block.get("name"), values = block.get("values");
  if (!name.is_string() || values.items().empty()) {
    why_ = "a filter of it is not known";
    return;
  }
  if (name.string() == "state") return;
  if (name.string() == "vpc-id" && values.items().size() == 1) return vpc(values.items()[0]);
  std::string attribute;
  for (const FilterName& f : kFilters)
    if (f.filter == name.string()) attribute = f.attribute;
  bool is_tag = name.string().starts_with("tag:");
  if (is_tag) attribute = cat("tags.", name.string().substr(4));
  if (attribute.empty()) {
    why_ = cat("what its filter ", name.string(), " means is not known");
    return;
  }
  size_t at = wanted_.size();
  for (const Value& v : values.items()) want(attribute, v, is_tag && v.string_or() != "*");
  if (!why_.empty()) return;
  Wanted one{attribute, {}};
  for (size_t i = at; i < wanted_.size(); ++i) one.patterns.push_back(wanted_[i].patterns[0]);
  wanted_.resize(at);
  wanted_.push_back(std::move(one));
}

void Lookup::vpc(const Value& v) {
  if (v.is_string()) {
    vpc_id_ = v.string();
    return;
  }
  const Reference* r = elsewhere(v);
  if (!r || r->attribute != "id") {
    why_ = v.is_unknown() ? std::string(v.unknown().cause) : "its VPC is not known";
    return;
  }
  vpc_ = r;
  telling_ = true;  // all of a VPC that is known
}

Match Lookup::match(const Instance& resource) const {
  if (resource.type != type_ || resource.data) return Match::no;
  Match out = Match::yes;
  auto limit = [&](Match m) { out = std::min(out, m); };
  if (resource.maybe) limit(Match::maybe);
  Value region = resource.provider ? resource.provider->region : Value();
  if (region.is_string() && region_.is_string() && region.string() != region_.string()) return Match::no;
  if (vpc_ || !vpc_id_.empty()) {
    Value own = resource.config.get("vpc_id");
    const Unknown* u = own.is_unknown() ? &own.unknown() : nullptr;
    bool exact = u && u->exact && !u->references.empty() && u->references[0].attribute == "id" && !u->references[0].root;
    if (vpc_ && exact) limit(u->references[0].address == vpc_->address ? Match::yes : Match::no);
    else if (own.is_string() && !vpc_id_.empty()) limit(own.string() == vpc_id_ ? Match::yes : Match::no);
    else limit(Match::maybe);
  }
  for (const Wanted& w : wanted_) {
    bool known = true;
    Value v = w.attribute.starts_with("tags.") ? tag(resource, std::string_view(w.attribute).substr(5), known) : resource.config.get(w.attribute);
    if (v.is_unknown() && known) {
      Match best = Match::no;
      for (std::string_view p : w.patterns) best = std::max(best, begins(p, v.unknown()));
      limit(best);
      continue;
    }
    if (!known) {
      limit(Match::maybe);
      continue;
    }
    std::string text = text_of(v);
    bool any = plain(v) && std::any_of(w.patterns.begin(), w.patterns.end(), [&](std::string_view p) { return matches(p, text); });
    limit(any ? Match::yes : Match::no);
  }
  return out;
}

}  // namespace plumb::terraform
