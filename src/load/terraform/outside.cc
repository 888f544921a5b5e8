// Mapper: what the files do not declare: resources named by id, data sources, the defaults that come with a VPC, modules without source.
// Invariant: of an outside node nothing is claimed that the input does not state: its other fields are unknown, its lists open.
#include <algorithm>

#include "base/text.h"
#include "load/terraform/mapper.h"

namespace plumb::terraform {
namespace {

constexpr Row kVpcData[] = {{"id", field::vpc::vpc_id}, {"dhcp_options_id", field::vpc::dhcp_options}};
constexpr Row kSubnetData[] = {{"id", field::subnet::subnet_id},
                               {"vpc_id", field::subnet::vpc},
                               {"cidr_block", field::subnet::cidr_block},
                               {"availability_zone", field::subnet::availability_zone},
                               {"availability_zone_id", field::subnet::availability_zone_id}};
constexpr Row kSecurityGroupData[] = {{"id", field::security_group::group_id}, {"vpc_id", field::security_group::vpc}};
constexpr Row kRouteTableData[] = {{"route_table_id", field::route_table::route_table_id}, {"vpc_id", field::route_table::vpc}};
constexpr Row kNatData[] = {{"subnet_id", field::nat_gateway::subnet}, {"vpc_id", field::nat_gateway::vpc}};
constexpr Row kEndpointData[] = {{"vpc_id", field::vpc_endpoint::vpc}, {"service_name", field::vpc_endpoint::service_name}};
constexpr Row kNodeGroupData[] = {{"cluster_name", field::node_group::cluster}};
constexpr Row kOidcData[] = {{"url", field::oidc_provider::url}};

/// Data sources that stand for one resource, and the attribute that tells which.
struct DataType {
  std::string_view type;
  Kind kind;
  std::string_view id;
  std::span<const Row> rows;
};
constexpr DataType kDataTypes[] = {
    {"aws_vpc", Kind::vpc, "id", kVpcData},
    {"aws_subnet", Kind::subnet, "id", kSubnetData},
    {"aws_security_group", Kind::security_group, "id", kSecurityGroupData},
    {"aws_route_table", Kind::route_table, "route_table_id", kRouteTableData},
    {"aws_internet_gateway", Kind::internet_gateway, "internet_gateway_id", {}},
    {"aws_nat_gateway", Kind::nat_gateway, "id", kNatData},
    {"aws_vpn_gateway", Kind::vpn_gateway, "id", {}},
    {"aws_ec2_transit_gateway", Kind::transit_gateway, "id", {}},
    {"aws_vpc_peering_connection", Kind::vpc_peering_connection, "id", {}},
    {"aws_vpc_endpoint", Kind::vpc_endpoint, "id", kEndpointData},
    {"aws_vpc_dhcp_options", Kind::dhcp_options, "dhcp_options_id", {}},
    {"aws_eks_cluster", Kind::cluster, "name", {}},
    {"aws_eks_node_group", Kind::node_group, "node_group_name", kNodeGroupData},
    {"aws_iam_role", Kind::role, "name", {}},
    {"aws_iam_openid_connect_provider", Kind::oidc_provider, "arn", kOidcData},
    {"aws_db_subnet_group", Kind::db_subnet_group, "name", {}},
    {"aws_db_instance", Kind::db_instance, "db_instance_identifier", {}},
    {"aws_rds_cluster", Kind::db_instance, "cluster_identifier", {}},
};

const DataType* find_data_type(std::string_view type) {
  for (const DataType& t : kDataTypes)
    if (t.type == type) return &t;
  return nullptr;
}

/// What AWS makes with each VPC, and the attribute of aws_vpc that names it. `alias`: another attribute for the same thing.
struct VpcDefault {
  std::string_view attribute, alias;
  Kind kind;
  Field vpc;
  std::string_view adopted_by;  // the resource type that takes it over
};
constexpr VpcDefault kVpcDefaults[] = {
    {"default_route_table_id", "main_route_table_id", Kind::route_table, field::route_table::vpc, "aws_default_route_table"},
    {"default_security_group_id", "", Kind::security_group, field::security_group::vpc, "aws_default_security_group"},
    {"default_network_acl_id", "", Kind::network_acl, field::network_acl::vpc, "aws_default_network_acl"},
};

constexpr std::string_view kDefaultVpc = "the default VPC";

/// Fields that stay absent on outside nodes: they say something about the declaration, not about the resource.
bool about_the_declaration(std::string_view field) {
  return field == "name_known" || field == "zone_symbol" || field == "declared_tier" || field == "zone_type";
}

}  // namespace

NodeId Mapper::external(Kind kind, std::string_view id, Span at, bool symbolic) {
  if (auto it = external_.find({kind, id}); it != external_.end()) return it->second;
  NodeId node = builder.add(kind, id, id, at, at);
  external_.emplace(std::pair(kind, builder.node(node).name), node);
  outside_.insert(node);
  Field f;
  if (symbolic && find_field(kind, "name_known", &f)) builder.set(node, f, plumb::Value::unknown(outside_cause(node)));
  if (!symbolic && (kind == Kind::cluster || kind == Kind::role)) builder.stands_for(node, {}, {}, outside_cause(node));
  if (!symbolic && kind == Kind::cluster) builder.set(node, field::cluster::cluster_name, plumb::Value::string(builder.node(node).name, make_origin(arena(), at)));
  for (auto [prefix, name] : {std::pair("vpc-", "vpc_id"), {"subnet-", "subnet_id"}, {"rtb-", "route_table_id"}, {"sg-", "group_id"}})
    if (id.starts_with(prefix) && find_field(kind, name, &f)) builder.set(node, f, plumb::Value::string(arena().copy(id), make_origin(arena(), at)));
  return node;
}

NodeId Mapper::stand_in(Kind kind, const Reference& r, Span at) {
  // An id, ARN or name is the resource itself; any other attribute is what came with it (default_security_group_id).
  bool whole = r.attribute.empty() || r.attribute == "id" || r.attribute == "arn" || r.attribute == "name";
  std::string address = whole ? std::string(r.address) : cat(r.address, ".", r.attribute == "main_route_table_id" ? std::string_view("default_route_table_id") : r.attribute);
  std::string_view workspace = r.root->as_loaded ? std::string_view() : r.root->workspace;
  std::string name = cat(r.root->directory.empty() ? std::string_view(".") : r.root->directory, workspace.empty() ? "" : " in workspace ", workspace, ": ", address);
  if (auto it = external_.find({kind, name}); it != external_.end()) return it->second;
  NodeId id = external(kind, name, at, true);
  if (r.root->as_loaded) builder.stands_for(id, r.root->directory, address, outside_cause(id));
  return id;
}

NodeId Mapper::default_vpc(const Instance& user) { return external(Kind::vpc, kDefaultVpc, user.name_span, true); }

/// aws_default_route_table and its like adopt what came with a VPC: references to that mean them.
void Mapper::register_default(const Instance& i, NodeId id) {
  if (i.type == "aws_default_vpc") external_.emplace(std::pair(Kind::vpc, kDefaultVpc), id);
  for (const VpcDefault& d : kVpcDefaults) {
    if (i.type != d.adopted_by) continue;
    Found own = get(i, d.attribute), vpc = get(i, "vpc_id");
    const Found& by = own.given() ? own : vpc;
    if (auto owner = reference_of(by.value, "aws_vpc"); owner && !owner->root) external_.emplace(std::pair(d.kind, arena().copy(std::string_view(cat(owner->address, ".", d.attribute)))), id);
  }
}

/// What an attribute of an instance stands for without being declared: the default table of a VPC, the cluster's own security group.
NodeId Mapper::implied(const Instance& owner, std::string_view attribute, Kind kind, Span at) {
  if (owner.type != "aws_vpc" || owner.data) return NodeId::none;
  for (const VpcDefault& d : kVpcDefaults) {
    if (d.kind != kind || (attribute != d.attribute && attribute != d.alias)) continue;
    std::string address = cat(owner.address, ".", d.attribute);
    if (auto it = external_.find({kind, address}); it != external_.end()) return it->second;
    NodeId id = add(owner, kind, address, address, owner.block, owner.name_span);
    external_.emplace(std::pair(kind, builder.node(id).address), id);
    builder.link(id, d.vpc, node_of(owner), at);
    const Cause* undeclared = make_cause(arena(), cat("the rules that AWS gives ", address), owner.name_span);
    if (kind == Kind::route_table) builder.set(id, field::route_table::main, plumb::Value::boolean(true));
    if (kind == Kind::security_group) builder.open(id, field::security_group::rules, undeclared);
    if (kind == Kind::network_acl) builder.set(id, field::network_acl::rules, plumb::Value::unknown(undeclared));
    return id;
  }
  return NodeId::none;
}

void Mapper::make_data_node(const Instance& i) {
  const DataType* type = find_data_type(i.type);
  if (!type || nodes_.count(&i)) return;
  if (i.stands_for && i.stands_for->root) {
    NodeId node = stand_in(type->kind, *i.stands_for, i.name_span);
    nodes_.emplace(&i, node);
    if (Found name = get(i, "name"); name.value.is_string()) {  // others name it by the same text
      std::vector<NodeId>& named = named_[{type->kind, std::string(name.value.string())}];
      if (std::find(named.begin(), named.end(), node) == named.end()) named.push_back(node);
    }
    return;
  }
  Found id = get(i, type->id);
  if (id.given()) {
    Targets same = resolve(id, type->kind);
    if (same.found.size() == 1 && !same.rest && !same.found[0].maybe) {
      nodes_.emplace(&i, same.found[0].id);
      return;
    }
  }
  NodeId node = external(type->kind, i.address, i.name_span, true);
  builder.node(node).span = i.block;
  nodes_.emplace(&i, node);
  if (i.maybe) {
    builder.set_maybe(node, i.maybe_cause ? cause_of(arena(), *i.maybe_cause) : nullptr);
    if (i.key.is_unknown()) many_.insert(node);
  }
}

void Mapper::fill_data(const Instance& i) {
  NodeId id = node_of(i);
  if (id == NodeId::none || !outside_.count(id) || i.stands_for) return;
  Field f;
  if (find_field(builder.node(id).kind, "region", &f) && !is_set(id, f)) region(i, id, f);
  for (const Row& row : find_data_type(i.type)->rows)
    if (!is_set(id, row.field)) take(i, row.path, id, row.field);
  // The tags are a filter: the resource has these, and may have more.
  Value filter = config(i).get("tags");
  if (!filter.is_mapping() || !find_field(builder.node(id).kind, "tags", &f)) return;
  convert(arena(), filter, info(f).type).for_each_entry([&](std::string_view key, Span at, const plumb::Value& v) { append_entry(id, f, {key, at, v}); });
}

const Cause* Mapper::outside_cause(NodeId id) {
  const Node& n = builder.node(id);
  return make_cause(arena(), cat(n.address, " exists outside these files"), n.name_span);
}

void Mapper::finish_external(NodeId id) {
  Node& n = builder.node(id);
  const Cause* standing = builder.stands_for(id);
  const Cause* outside = standing ? standing : outside_cause(id);
  std::span<const FieldInfo> fields = info(n.kind).fields;
  for (uint8_t s = 0; s < fields.size(); ++s) {
    const FieldInfo& f = fields[s];
    Field field{n.kind, s};
    bool list_of_nodes = f.type.base == BaseType::node && f.type.shape == FieldType::Shape::list;
    if (!f.derived_by.empty() || about_the_declaration(f.name)) continue;
    if (f.name == "external") builder.set(id, field, plumb::Value::boolean(true));
    else if (f.inverse || list_of_nodes) builder.open(id, field, outside);
    else if (!is_set(id, field)) builder.set(id, field, plumb::Value::unknown(outside));
  }
}

}  // namespace plumb::terraform
