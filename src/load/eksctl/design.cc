// See design.h.
#include "load/eksctl/design.h"

#include "base/text.h"

namespace plumb::eksctl {

NodeId Design::add(Kind kind, std::string_view part, Span at, Span name_at) {
  return b.add(kind, part, cat("ClusterConfig/", name, "/", part), at, name_at.known() ? name_at : at);
}

Value Design::texts(const std::vector<std::string>& items, const Origin* o) {
  std::vector<Value> values;
  for (const std::string& s : items) values.push_back(text(s, o));
  return make_list(arena(), values, nullptr, o);
}

MapEntry Design::entry(std::string_view key, std::string_view value, Span cause) {
  return {arena().copy(key), cause, text(value, computed(cause))};
}

Value Design::tags(std::vector<MapEntry> own) {
  std::vector<MapEntry> all;
  Value stack = root.part("metadata").map("tags");
  stack.for_each_entry([&](std::string_view key, Span span, Value value) {
    for (const MapEntry& e : own)
      if (e.key == key) return;
    all.push_back({key, span, value});
  });
  all.insert(all.end(), own.begin(), own.end());
  return make_map(arena(), all, nullptr, computed(name_span));
}

Value Design::role_elsewhere(Value arn) {
  if (arn.is_unknown()) return arn;
  return unknown(cat("the role ", arn.string_or(), " is made elsewhere"), arn.span());
}

NodeId Design::external_group(Value id) {
  std::string key = id.is_string() ? std::string(id.string()) : id.is_unknown() ? cat("at ", id.cause()->span.begin) : std::string();
  auto [it, fresh] = groups_by_id.try_emplace(key, NodeId::none);
  if (fresh) {
    Span at = id.is_unknown() ? id.cause()->span : id.span();
    it->second = b.add(Kind::security_group, id.is_string() ? id.string() : "security group", id.is_string() ? id.string() : cat("ClusterConfig/", name, "/security group"), at, at);
    set(it->second, field::security_group::group_id, id);
    set(it->second, field::security_group::tags, unknown("the security group is made elsewhere", at));
    b.open(it->second, field::security_group::rules, make_cause(arena(), "the security group is made elsewhere", at));
  }
  return it->second;
}

const Subnet& Design::subnet_for(Value key_or_id) {
  std::string_view text = key_or_id.string_or();
  if (!text.empty())
    for (const Subnet& s : subnets)
      if (s.id == text || s.key == text) return s;
  Span at = key_or_id.is_unknown() ? key_or_id.cause()->span : key_or_id.span();
  Subnet s;
  s.listed = false;
  s.id = text.empty() ? cat("at ", at.begin) : std::string(text);
  s.node = b.add(Kind::subnet, text.empty() ? "subnet" : text, cat("ClusterConfig/", name, "/", text.empty() ? "subnet" : text), at, at);
  set(s.node, field::subnet::external, Value::boolean(true, by_default(at)));
  set(s.node, field::subnet::subnet_id, key_or_id);
  const Cause* why = make_cause(arena(), "the subnet exists already and is only named here", at);
  for (Field f : {field::subnet::cidr_block, field::subnet::availability_zone, field::subnet::zone_type, field::subnet::map_public_ip_on_launch,
                  field::subnet::assign_ipv6_address_on_creation, field::subnet::tags, field::subnet::vpc})
    set(s.node, f, Value::unknown(why));
  b.open(s.node, field::subnet::associated_route_tables, why);
  subnets.push_back(s);
  return subnets.back();
}

}  // namespace plumb::eksctl
