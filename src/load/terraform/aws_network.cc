// The network's resources but routes: VPCs, subnets, gateways, endpoints, peerings, network ACLs, DHCP options, tags set apart.
#include "base/text.h"
#include "load/terraform/mapper.h"

namespace plumb::terraform {
namespace {

constexpr Row kVpc[] = {{"enable_dns_support", field::vpc::enable_dns_support}, {"enable_dns_hostnames", field::vpc::enable_dns_hostnames}};
constexpr Row kSubnet[] = {{"vpc_id", field::subnet::vpc},
                           {"cidr_block", field::subnet::cidr_block},
                           {"ipv6_cidr_block", field::subnet::ipv6_cidr_block},
                           {"availability_zone", field::subnet::availability_zone},
                           {"availability_zone_id", field::subnet::availability_zone_id},
                           {"map_public_ip_on_launch", field::subnet::map_public_ip_on_launch},
                           {"assign_ipv6_address_on_creation", field::subnet::assign_ipv6_address_on_creation},
                           {"outpost_arn", field::subnet::outpost_arn}};
constexpr Row kInternetGateway[] = {{"vpc_id", field::internet_gateway::vpc}};
constexpr Row kEgressOnly[] = {{"vpc_id", field::egress_only_internet_gateway::vpc}};
constexpr Row kNatGateway[] = {{"subnet_id", field::nat_gateway::subnet},
                               {"connectivity_type", field::nat_gateway::connectivity_type},
                               {"availability_mode", field::nat_gateway::availability_mode},
                               {"vpc_id", field::nat_gateway::vpc}};
constexpr Row kVpnGateway[] = {{"vpc_id", field::vpn_gateway::vpc}};
constexpr Row kTransitAttachment[] = {{"vpc_id", field::transit_gateway_attachment::vpc},
                                      {"subnet_ids", field::transit_gateway_attachment::subnets},
                                      {"transit_gateway_id", field::transit_gateway_attachment::transit_gateway}};
constexpr Row kPeering[] = {{"vpc_id", field::vpc_peering_connection::requester_vpc},
                            {"peer_vpc_id", field::vpc_peering_connection::accepter_vpc},
                            {"auto_accept", field::vpc_peering_connection::auto_accept}};
constexpr Row kEndpoint[] = {{"vpc_id", field::vpc_endpoint::vpc},
                             {"service_name", field::vpc_endpoint::service_name},
                             {"vpc_endpoint_type", field::vpc_endpoint::vpc_endpoint_type},
                             {"private_dns_enabled", field::vpc_endpoint::private_dns_enabled},
                             {"subnet_ids", field::vpc_endpoint::subnets},
                             {"route_table_ids", field::vpc_endpoint::route_tables},
                             {"security_group_ids", field::vpc_endpoint::security_groups}};
constexpr Row kNetworkAcl[] = {{"vpc_id", field::network_acl::vpc}, {"subnet_ids", field::network_acl::subnets}};
constexpr Row kDhcpOptions[] = {{"domain_name", field::dhcp_options::domain_name},
                                {"domain_name_servers", field::dhcp_options::domain_name_servers}};

/// How plans and states say that there is none.
bool is_empty_text(const Value& v) { return v.is_string() && v.string().empty(); }

void vpc(Mapper& m, const Instance& i, NodeId id) {
  Found block = m.get(i, "cidr_block"), ipv6 = m.get(i, "ipv6_cidr_block");
  if (!block.given() && m.get(i, "ipv4_ipam_pool_id").given())
    block.value = Value::unknown(m.arena().make<Unknown>(Unknown{.cause = "the address block comes from an IPAM pool", .span = i.name_span, .references = {}, .text = "${cidr_block}"}));
  if (block.given()) m.append(id, field::vpc::cidr_blocks, convert(m.arena(), block.value));
  if (ipv6.given() && !is_empty_text(ipv6.value)) m.append(id, field::vpc::ipv6_cidr_blocks, convert(m.arena(), ipv6.value));
  Found generated = m.get(i, "assign_generated_ipv6_cidr_block");
  if (generated.value.boolean_or(false) || generated.value.is_unknown())
    m.append(id, field::vpc::ipv6_cidr_blocks, make_unknown(m.arena(), "AWS chooses the IPv6 block", generated.span()).with_maybe(generated.value.is_unknown()));
}

/// The account's default VPC: what was in it before is not declared here.
void default_vpc(Mapper& m, const Instance& i, NodeId id) {
  m.put_default(id, field::vpc::enable_dns_hostnames, plumb::Value::boolean(true), "aws_default_vpc");
  m.append(id, field::vpc::cidr_blocks, plumb::Value::string("172.31.0.0/16", make_origin(m.arena(), i.name_span, How::default_value, "aws_default_vpc")));
  const Cause* before = make_cause(m.arena(), "the default VPC has parts that are not declared here", i.name_span);
  for (Field f : {field::vpc::subnets, field::vpc::route_tables, field::vpc::internet_gateways, field::vpc::endpoints, field::vpc::security_groups, field::vpc::clusters})
    m.builder.open(id, f, before);
}

void vpc_cidr(Mapper& m, const Instance& i, NodeId) {
  for (auto [path, field] : {std::pair("cidr_block", field::vpc::cidr_blocks), {"ipv6_cidr_block", field::vpc::ipv6_cidr_blocks}}) {
    Found block = m.get(i, path);
    bool ipam = i.type == (field == field::vpc::cidr_blocks ? "aws_vpc_ipv4_cidr_block_association" : "aws_vpc_ipv6_cidr_block_association");
    if (!block.given() && !ipam) continue;
    plumb::Value item = block.given() ? convert(m.arena(), block.value) : make_unknown(m.arena(), "AWS chooses the address block", i.name_span);
    m.append_to(i, m.resolve(m.get(i, "vpc_id"), Kind::vpc), field, item);
  }
}

/// Local zones are called us-west-2-lax-1a, wavelength zones us-east-1-wl1-bos-wlz-1.
void zone_type(Mapper& m, const Instance& i, NodeId id) {
  Found zone = m.get(i, "availability_zone");
  std::string_view name = zone.value.string_or();
  if (split(name, '-').size() < 5) return;
  bool wavelength = name.find("-wlz-") != std::string_view::npos;
  m.builder.set(id, field::subnet::zone_type, plumb::Value::string(wavelength ? "wavelength-zone" : "local-zone", make_origin(m.arena(), zone.span(), How::computed)));
}

void subnet(Mapper& m, const Instance& i, NodeId id) {
  zone_type(m, i, id);
  m.note_zone(i, id);
}

void default_subnet(Mapper& m, const Instance& i, NodeId id) {
  m.put_default(id, field::subnet::map_public_ip_on_launch, plumb::Value::boolean(true), "aws_default_subnet");
  m.link(id, field::subnet::vpc, {{{m.default_vpc(i), i.name_span, false}}, nullptr});
  m.put_unknown(id, field::subnet::cidr_block, "AWS chose the block of the default subnet", i.name_span);
  m.builder.open(id, field::subnet::associated_route_tables, make_cause(m.arena(), "the default subnet was there before", i.name_span));
}

/// An address that an aws_eip beside it allocates; a stated one, or one of a pool that somebody brought, may be known to others.
void nat_gateway(Mapper& m, const Instance& i, NodeId id) {
  Found allocation = m.get(i, "allocation_id");
  const Instance* address = m.referenced(allocation, "aws_eip");
  if (!address || m.get(*address, "address").given() || m.get(*address, "public_ipv4_pool").given()) return;
  m.builder.set(id, field::nat_gateway::new_address, plumb::Value::boolean(true, make_origin(m.arena(), allocation.span(), How::computed)));
}

void gateway_attachment(Mapper& m, const Instance& i, NodeId) {
  Targets vpc = m.resolve(m.get(i, "vpc_id"), Kind::vpc);
  if (i.type == "aws_vpn_gateway_attachment") m.join(i, m.resolve(m.get(i, "vpn_gateway_id"), Kind::vpn_gateway), field::vpn_gateway::vpc, vpc);
  else m.join(i, m.resolve(m.get(i, "internet_gateway_id"), Kind::internet_gateway), field::internet_gateway::vpc, vpc);
}

struct DnsOption {
  std::string_view path;
  Field field;
};
constexpr DnsOption kDnsOptions[] = {
    {"requester.allow_remote_vpc_dns_resolution", field::vpc_peering_connection::requester_allow_remote_vpc_dns_resolution},
    {"accepter.allow_remote_vpc_dns_resolution", field::vpc_peering_connection::accepter_allow_remote_vpc_dns_resolution},
};

void peering(Mapper& m, const Instance& i, NodeId id) {
  for (const DnsOption& o : kDnsOptions) m.take(i, o.path, id, o.field);
  // In another account or region its side's options are set elsewhere.
  bool elsewhere = m.get(i, "peer_owner_id").given() || m.get(i, "peer_region").given();
  Field accepter = field::vpc_peering_connection::accepter_allow_remote_vpc_dns_resolution;
  if (elsewhere && !m.is_set(id, accepter)) m.put_unknown(id, accepter, "the accepter is in another account or region", i.name_span);
}

/// aws_vpc_peering_connection_options and _accepter add to the connection that they name.
void peering_options(Mapper& m, const Instance& i, NodeId) {
  Targets to = m.resolve(m.get(i, "vpc_peering_connection_id"), Kind::vpc_peering_connection);
  bool sure = !i.maybe && to.found.size() == 1 && !to.rest && !to.found[0].maybe;
  std::vector<NodeId> touched;
  for (const Target& t : to.found) touched.push_back(t.id);
  if (touched.empty() && to.rest) touched = m.nodes_of(Kind::vpc_peering_connection);
  for (NodeId id : touched) {
    for (const DnsOption& o : kDnsOptions) {
      Found found = m.get(i, o.path);
      if (!found.given()) continue;
      if (sure) m.put(id, o.field, found);
      else m.put_unknown(id, o.field, cat(i.address, " may set it"), i.name_span);
    }
    if (sure && m.get(i, "auto_accept").given()) m.put(id, field::vpc_peering_connection::auto_accept, m.get(i, "auto_accept"));
  }
}

/// "com.amazonaws.eu-west-1.ecr.api" -> "ecr.api", "com.amazonaws.vpce.eu-west-1.vpce-svc-1" -> whole; "" when it has another form.
std::string_view service_of(std::string_view name) {
  for (std::string_view prefix : {"com.amazonaws.", "cn.com.amazonaws.", "aws.api.", "aws.sagemaker."}) {
    if (!name.starts_with(prefix)) continue;
    std::string_view rest = name.substr(prefix.size());
    if (rest.starts_with("vpce.")) return name;
    size_t dot = rest.find('.');
    return dot == std::string_view::npos ? rest : rest.substr(dot + 1);
  }
  return name;
}

void endpoint_service(Mapper& m, const Instance& i, NodeId id) {
  Found name = m.get(i, "service_name");
  Field service = field::vpc_endpoint::service;
  const Origin* origin = make_origin(m.arena(), name.value.span(), How::computed);
  if (name.value.is_string()) {
    m.builder.set(id, service, plumb::Value::string(service_of(name.value.string()), origin));
  } else if (name.value.is_unknown()) {
    const Unknown& u = name.value.unknown();
    const Instance* data = u.exact && !u.references.empty() ? m.configuration.find(u.references[0]) : nullptr;
    std::string_view suffix = u.text.substr(u.text.rfind('}') + 1);
    Found named = data && data->data && data->type == "aws_vpc_endpoint_service" ? m.get(*data, "service") : Found{};
    if (named.given()) m.put(id, service, named);
    else if (suffix.starts_with('.')) m.builder.set(id, service, plumb::Value::string(suffix.substr(1), origin));
    else m.put(id, service, name);
  }
}

void endpoint(Mapper& m, const Instance& i, NodeId id) {
  endpoint_service(m, i, id);
  Found policy = m.get(i, "policy");
  if (policy.given()) m.builder.set(id, field::vpc_endpoint::policy, m.json(policy));
}

void endpoint_association(Mapper& m, const Instance& i, NodeId) {
  Targets endpoint = m.resolve(m.get(i, "vpc_endpoint_id"), Kind::vpc_endpoint);
  if (i.type == "aws_vpc_endpoint_policy") {
    for (const Target& t : endpoint.found)
      if (!i.maybe && !t.maybe) m.builder.set(t.id, field::vpc_endpoint::policy, m.json(m.get(i, "policy")));
      else m.put_unknown(t.id, field::vpc_endpoint::policy, cat(i.address, " may set it"), i.name_span);
    return;
  }
  struct { std::string_view path; Kind kind; Field field; } static constexpr kWays[] = {
      {"subnet_id", Kind::subnet, field::vpc_endpoint::subnets},
      {"route_table_id", Kind::route_table, field::vpc_endpoint::route_tables},
      {"security_group_id", Kind::security_group, field::vpc_endpoint::security_groups},
  };
  for (const auto& way : kWays)
    if (Found other = m.get(i, way.path); other.given()) m.join(i, endpoint, way.field, m.resolve(other, way.kind));
}

plumb::Value acl_rule(Mapper& m, const Value& block, std::string_view direction, Span at) {
  auto get = [&](std::string_view a, std::string_view b) {
    Found f = attribute(m.arena(), block, a);
    if (!f.given()) f = attribute(m.arena(), block, b);
    return is_empty_text(f.value) ? Found{} : f;
  };
  Found way{Value::string(direction, at), at, at};
  return m.record({{"direction", way},
                   {"rule_number", get("rule_no", "rule_number")},
                   {"action", get("action", "rule_action")},
                   {"protocol", get("protocol", "protocol")},
                   {"from_port", get("from_port", "from_port")},
                   {"to_port", get("to_port", "to_port")},
                   {"cidr_block", get("cidr_block", "cidr_block")},
                   {"ipv6_cidr_block", get("ipv6_cidr_block", "ipv6_cidr_block")}},
                  at);
}

void network_acl(Mapper& m, const Instance& i, NodeId id) {
  for (std::string_view direction : {"ingress", "egress"}) {
    const Unknown* open = nullptr;
    for (const Found& block : blocks(m.config(i), direction, &open))
      m.append(id, field::network_acl::rules, acl_rule(m, block.value, direction, block.span()).with_maybe(block.value.maybe()));
    if (open) m.open_appended(id, field::network_acl::rules, cause_of(m.arena(), *open));
  }
}

void default_network_acl(Mapper& m, const Instance& i, NodeId id) {
  network_acl(m, i, id);
  m.link_owner_vpc(i, "default_network_acl_id", id, field::network_acl::vpc);
}

void network_acl_rule(Mapper& m, const Instance& i, NodeId) {
  Found egress = m.get(i, "egress");
  plumb::Value rule = acl_rule(m, m.config(i), egress.value.boolean_or(false) ? "egress" : "ingress", i.block);
  m.append_to(i, m.resolve(m.get(i, "network_acl_id"), Kind::network_acl), field::network_acl::rules, rule);
}

void network_acl_association(Mapper& m, const Instance& i, NodeId) {
  m.join(i, m.resolve(m.get(i, "network_acl_id"), Kind::network_acl), field::network_acl::subnets, m.resolve(m.get(i, "subnet_id"), Kind::subnet));
}

void dhcp_association(Mapper& m, const Instance& i, NodeId) {
  m.join(i, m.resolve(m.get(i, "vpc_id"), Kind::vpc), field::vpc::dhcp_options, m.resolve(m.get(i, "dhcp_options_id"), Kind::dhcp_options));
}

/// aws_ec2_tag: one more tag of something, mostly of a subnet.
void tag(Mapper& m, const Instance& i, NodeId) {
  Targets to = m.resolve(m.get(i, "resource_id"), nullptr);
  Found key = m.get(i, "key"), value = m.get(i, "value");
  const Cause* unsure = to.rest ? to.rest : make_cause(m.arena(), cat(i.address, " may set it"), i.name_span);
  Field tags;
  for (const Target& t : to.found) {
    if (!find_field(m.builder.node(t.id).kind, "tags", &tags)) continue;
    if (i.maybe || t.maybe || !key.value.is_string()) m.open_appended(t.id, tags, unsure);
    else m.append_entry(t.id, tags, {key.value.string(), key.key_span, convert_element(m.arena(), value.value, info(tags).type)});
  }
  if (!to.rest || !to.found.empty()) return;
  for (Kind kind : {Kind::subnet, Kind::vpc, Kind::security_group, Kind::route_table})
    for (NodeId id : m.nodes_of(kind))
      if (find_field(kind, "tags", &tags)) m.open_appended(id, tags, unsure);
}

constexpr ResourceType kTypes[] = {
    {.type = "aws_vpc", .kind = Kind::vpc, .rows = kVpc, .special = vpc},
    {.type = "aws_default_vpc", .kind = Kind::vpc, .rows = kVpc, .special = default_vpc},
    {.type = "aws_vpc_ipv4_cidr_block_association", .special = vpc_cidr, .join = true},
    {.type = "aws_vpc_ipv6_cidr_block_association", .special = vpc_cidr, .join = true},
    {.type = "aws_subnet", .kind = Kind::subnet, .rows = kSubnet, .special = subnet},
    {.type = "aws_default_subnet", .kind = Kind::subnet, .rows = kSubnet, .special = default_subnet},
    {.type = "aws_internet_gateway", .kind = Kind::internet_gateway, .rows = kInternetGateway},
    {.type = "aws_internet_gateway_attachment", .special = gateway_attachment, .join = true},
    {.type = "aws_egress_only_internet_gateway", .kind = Kind::egress_only_internet_gateway, .rows = kEgressOnly},
    {.type = "aws_nat_gateway", .kind = Kind::nat_gateway, .rows = kNatGateway, .special = nat_gateway},
    {.type = "aws_vpn_gateway", .kind = Kind::vpn_gateway, .rows = kVpnGateway},
    {.type = "aws_vpn_gateway_attachment", .special = gateway_attachment, .join = true},
    {.type = "aws_ec2_transit_gateway", .kind = Kind::transit_gateway},
    {.type = "aws_ec2_transit_gateway_vpc_attachment", .kind = Kind::transit_gateway_attachment, .rows = kTransitAttachment},
    {.type = "aws_vpc_peering_connection", .kind = Kind::vpc_peering_connection, .rows = kPeering, .special = peering},
    {.type = "aws_vpc_peering_connection_options", .special = peering_options, .join = true},
    {.type = "aws_vpc_peering_connection_accepter", .special = peering_options, .join = true},
    {.type = "aws_vpc_endpoint", .kind = Kind::vpc_endpoint, .rows = kEndpoint, .special = endpoint},
    {.type = "aws_vpc_endpoint_subnet_association", .special = endpoint_association, .join = true},
    {.type = "aws_vpc_endpoint_route_table_association", .special = endpoint_association, .join = true},
    {.type = "aws_vpc_endpoint_security_group_association", .special = endpoint_association, .join = true},
    {.type = "aws_vpc_endpoint_policy", .special = endpoint_association, .join = true},
    {.type = "aws_network_acl", .kind = Kind::network_acl, .rows = kNetworkAcl, .special = network_acl},
    {.type = "aws_default_network_acl", .kind = Kind::network_acl, .rows = kNetworkAcl, .special = default_network_acl},
    {.type = "aws_network_acl_rule", .special = network_acl_rule, .join = true},
    {.type = "aws_network_acl_association", .special = network_acl_association, .join = true},
    {.type = "aws_vpc_dhcp_options", .kind = Kind::dhcp_options, .rows = kDhcpOptions},
    {.type = "aws_vpc_dhcp_options_association", .special = dhcp_association, .join = true},
    {.type = "aws_ec2_tag", .special = tag, .join = true},
};

}  // namespace

std::span<const ResourceType> network_types() { return kTypes; }

}  // namespace plumb::terraform
