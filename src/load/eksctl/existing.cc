// An existing VPC: `vpc.id` or entries under `vpc.subnets`. eksctl makes and tags nothing in it; what the file says of the subnets is
// their key, id, zone, block and tier, and the rest is unknown unless another input defines the same ids.
// Invariant: nothing about an external VPC is closed: it may have further subnets, tables, gateways and endpoints.
#include "base/text.h"
#include "load/eksctl/design.h"

namespace plumb::eksctl {
namespace {

/// Whether a key of vpc.subnets reads as a zone of some region: us-west-2a, us-gov-east-1b, us-west-2-lax-1a.
bool is_zone_name(std::string_view key) {
  if (key.size() < 9 || key.back() < 'a' || key.back() > 'z') return false;
  char digit = key[key.size() - 2];
  if (digit < '1' || digit > '9' || key[key.size() - 3] != '-') return false;
  size_t dashes = 0;
  for (char c : key) {
    if (c == '-') ++dashes;
    else if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))) return false;
  }
  return dashes >= 2 && key[2] == '-';
}

void set_unknown(Design& d, NodeId node, std::initializer_list<Field> fields, const Cause* why) {
  for (Field f : fields) d.set(node, f, Value::unknown(why));
}

void adopt_subnet(Design& d, const Part::Named& entry, bool is_public, const Cause* why) {
  const auto& [key, part] = entry;
  const char* tier = is_public ? "public" : "private";
  Span at = part ? Span{key.span().file, key.span().begin, part.span().end} : key.span();
  Subnet s;
  s.key = key.text();
  s.is_public = is_public;
  s.node = d.add(Kind::subnet, cat("vpc.subnets.", tier, ".", s.key), at, key.span());
  Value id = part.text("id"), zone = part.text("az"), block = part.text("cidr");
  if (zone.is_absent() && is_zone_name(s.key)) zone = Value::string(key.text(), d.computed(key.span()));
  s.id = id.string_or();
  s.zone = zone.string_or();
  d.b.link(s.node, field::subnet::vpc, d.vpc, at);
  d.set(s.node, field::subnet::external, Value::boolean(true, d.computed(key.span())));
  d.set(s.node, field::subnet::declared_tier, Value::string(tier, d.computed(d.vpc_config.part("subnets").key_span(tier))));
  set_unknown(d, s.node, {field::subnet::map_public_ip_on_launch, field::subnet::assign_ipv6_address_on_creation, field::subnet::zone_type}, why);
  d.set(s.node, field::subnet::subnet_id, id.is_absent() ? d.unknown("eksctl looks the subnet up by its zone or block", key.span()) : id);
  d.set(s.node, field::subnet::cidr_block, block.is_absent() ? Value::unknown(why) : block);
  d.set(s.node, field::subnet::availability_zone, zone.is_absent() ? Value::unknown(why) : zone);
  d.set(s.node, field::subnet::tags, make_map(d.arena(), {}, why));
  d.b.open(s.node, field::subnet::associated_route_tables, why);
  d.subnets.push_back(std::move(s));
}

}  // namespace

void adopt_network(Design& d) {
  Value id = d.vpc_config.text("id");
  Span at = d.vpc_config.span_of("id", d.vpc_config.key_span("subnets"));
  const Cause* why = make_cause(d.arena(), "the VPC exists already; only the account knows", at);
  d.vpc = d.add(Kind::vpc, id.is_string() ? id.string() : "vpc", at);
  d.set(d.vpc, field::vpc::external, Value::boolean(true, d.computed(at)));
  d.set(d.vpc, field::vpc::vpc_id, id.is_absent() ? Value::unknown(why) : id);
  d.set(d.vpc, field::vpc::region, d.region);
  Value block = d.vpc_config.text("cidr");
  std::span<const Value> blocks(&block, block.is_absent() ? 0 : 1);
  d.set(d.vpc, field::vpc::cidr_blocks, make_list(d.arena(), blocks, why));
  set_unknown(d, d.vpc, {field::vpc::enable_dns_support, field::vpc::enable_dns_hostnames, field::vpc::tags, field::vpc::ipv6_cidr_blocks,
                         field::vpc::dhcp_options, field::vpc::main_route_table}, why);
  for (Field f : {field::vpc::subnets, field::vpc::route_tables, field::vpc::internet_gateways, field::vpc::endpoints, field::vpc::security_groups, field::vpc::clusters})
    d.b.open(d.vpc, f, why);
  Part subnets = d.vpc_config.part("subnets");
  const Cause* subnet_why = make_cause(d.arena(), "the subnet exists already and is only named here", at);
  for (bool is_public : {true, false})
    for (const Part::Named& entry : subnets.named(is_public ? "public" : "private")) adopt_subnet(d, entry, is_public, subnet_why);
}

}  // namespace plumb::eksctl
