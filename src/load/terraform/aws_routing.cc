// Route tables, their routes (inline and apart) and what associates them.
#include "base/text.h"
#include "load/terraform/mapper.h"

namespace plumb::terraform {
namespace {

constexpr Row kRouteTable[] = {{"vpc_id", field::route_table::vpc}, {"propagating_vgws", field::route_table::propagating_vgws}};
constexpr Row kRoute[] = {{"route_table_id", field::route::route_table}};
constexpr Row kDestinations[] = {{"cidr_block", field::route::destination_cidr_block},
                                 {"ipv6_cidr_block", field::route::destination_ipv6_cidr_block},
                                 {"destination_cidr_block", field::route::destination_cidr_block},
                                 {"destination_ipv6_cidr_block", field::route::destination_ipv6_cidr_block},
                                 {"destination_prefix_list_id", field::route::destination_prefix_list_id}};

/// Attributes that name a route's target, what target_type they mean, and the kind of its node where there is one.
struct TargetAttribute {
  std::string_view attribute, target_type;
  bool has_kind;
  Kind kind;
};
constexpr TargetAttribute kTargets[] = {
    {"nat_gateway_id", "nat_gateway", true, Kind::nat_gateway},
    {"egress_only_gateway_id", "egress_only_internet_gateway", true, Kind::egress_only_internet_gateway},
    {"transit_gateway_id", "transit_gateway", true, Kind::transit_gateway},
    {"vpc_peering_connection_id", "vpc_peering_connection", true, Kind::vpc_peering_connection},
    {"vpc_endpoint_id", "vpc_endpoint", true, Kind::vpc_endpoint},
    {"network_interface_id", "network_interface", false, {}},
    {"instance_id", "instance", false, {}},
    {"carrier_gateway_id", "carrier_gateway", false, {}},
    {"local_gateway_id", "local_gateway", false, {}},
    {"core_network_arn", "core_network", false, {}},
};

const Origin* computed(Mapper& m, const Found& f) { return make_origin(m.arena(), f.span(), How::computed); }

void set_target_type(Mapper& m, NodeId route, std::string_view type, const Found& f) {
  m.builder.set(route, field::route::target_type, plumb::Value::string(type, computed(m, f)));
}

/// gateway_id names an internet gateway, a virtual private gateway, a gateway endpoint or "local"; the node or the id tells which.
void gateway_target(Mapper& m, NodeId route, const Found& gateway) {
  if (gateway.value.is_string() && gateway.value.string() == "local") return set_target_type(m, route, "local", gateway);
  Targets to = m.resolve(gateway, nullptr);
  m.link(route, field::route::target, to);
  if (to.found.size() == 1 && !to.rest) {
    std::string_view kind = info(m.builder.node(to.found[0].id).kind).name;
    return set_target_type(m, route, kind, gateway);
  }
  const Cause* cause = to.rest ? to.rest : make_cause(m.arena(), "several gateways are possible", gateway.span());
  m.builder.set(route, field::route::target_type, plumb::Value::unknown(cause));
}

void target(Mapper& m, const Value& config, NodeId route) {
  std::vector<std::pair<const TargetAttribute*, Found>> given;
  for (const TargetAttribute& t : kTargets)
    if (Found f = attribute(m.arena(), config, t.attribute); f.given() && !(f.value.is_string() && f.value.string().empty())) given.emplace_back(&t, f);
  Found gateway = attribute(m.arena(), config, "gateway_id");
  if (gateway.given() && !(gateway.value.is_string() && gateway.value.string().empty())) given.emplace_back(nullptr, gateway);
  // Of several, the one with a value counts; an unknown that is no plain reference may be null.
  if (given.size() > 1) {
    std::vector<std::pair<const TargetAttribute*, Found>> sure;
    for (auto& g : given)
      if (!g.second.value.is_unknown() || g.second.value.unknown().exact) sure.push_back(g);
    if (sure.size() == 1) given = sure;
  }
  if (given.size() != 1) {
    if (given.empty()) return;
    const Cause* cause = make_cause(m.arena(), "several targets are possible", given[0].second.span());
    m.builder.set(route, field::route::target_type, plumb::Value::unknown(cause));
    m.builder.set(route, field::route::target, plumb::Value::unknown(cause));
    return;
  }
  auto& [attribute, found] = given.front();
  if (found.value.is_string()) m.put(route, field::route::target_id, found);
  if (!attribute) return gateway_target(m, route, found);
  set_target_type(m, route, attribute->target_type, found);
  if (attribute->has_kind) m.link(route, field::route::target, m.resolve(found, attribute->kind));
  else m.builder.set(route, field::route::target, make_unknown(m.arena(), cat("plumb has no kind for a ", attribute->target_type), found.span()));
}

void fill_route(Mapper& m, const Value& config, NodeId route) {
  for (const Row& row : kDestinations) m.put(route, row.field, attribute(m.arena(), config, row.path));
  target(m, config, route);
}

void route(Mapper& m, const Instance& i, NodeId id) { fill_route(m, m.config(i), id); }

void route_table(Mapper& m, const Instance& i, NodeId id) {
  const Unknown* open = nullptr;
  size_t n = 0;
  for (const Found& block : blocks(m.config(i), "route", &open)) {
    std::string label = cat("route[", n++, "]");
    NodeId route = m.add(i, Kind::route, cat(i.name, ".", label), cat(i.address, ".", label), block.span(), block.key_span);
    if (block.value.maybe()) m.set_maybe(route, "a dynamic block with an unknown for_each", block.span());
    m.builder.node(route).raw = convert(m.arena(), block.value);
    m.builder.link(route, field::route::route_table, id, block.key_span);
    fill_route(m, block.value, route);
  }
  if (open) m.builder.open(id, field::route_table::routes, cause_of(m.arena(), *open));
}

void default_route_table(Mapper& m, const Instance& i, NodeId id) {
  m.builder.set(id, field::route_table::main, plumb::Value::boolean(true, make_origin(m.arena(), i.name_span, How::computed)));
  m.link_owner_vpc(i, "default_route_table_id", id, field::route_table::vpc);
  route_table(m, i, id);
}

void association(Mapper& m, const Instance& i, NodeId) {
  Found subnet = m.get(i, "subnet_id");
  if (!subnet.given()) return;  // an edge association (gateway_id): routes what comes in, no subnet's table
  m.join(i, m.resolve(m.get(i, "route_table_id"), Kind::route_table), field::route_table::subnets, m.resolve(subnet, Kind::subnet));
}

void main_association(Mapper& m, const Instance& i, NodeId) {
  m.join(i, m.resolve(m.get(i, "vpc_id"), Kind::vpc), field::vpc::main_route_table, m.resolve(m.get(i, "route_table_id"), Kind::route_table));
}

void propagation(Mapper& m, const Instance& i, NodeId) {
  Found gateway = m.get(i, "vpn_gateway_id");
  m.append_to(i, m.resolve(m.get(i, "route_table_id"), Kind::route_table), field::route_table::propagating_vgws, convert(m.arena(), gateway.value));
}

constexpr ResourceType kTypes[] = {
    {.type = "aws_route_table", .kind = Kind::route_table, .rows = kRouteTable, .special = route_table},
    {.type = "aws_default_route_table", .kind = Kind::route_table, .rows = kRouteTable, .special = default_route_table},
    {.type = "aws_route", .kind = Kind::route, .rows = kRoute, .special = route},
    {.type = "aws_route_table_association", .special = association, .join = true},
    {.type = "aws_main_route_table_association", .special = main_association, .join = true},
    {.type = "aws_vpn_gateway_route_propagation", .special = propagation, .join = true},
};

}  // namespace

std::span<const ResourceType> routing_types() { return kTypes; }

}  // namespace plumb::terraform
