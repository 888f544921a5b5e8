// The VPC that eksctl makes when the ClusterConfig names none: blocks, subnets, route tables, gateways.
// Rules: 2n blocks for n zones, of VPC prefix + 3 (up to 8) or + 4 bits (up to 16); public subnet i is block i, private i is n + i.
// Invariant: a fully private cluster has only the private half; an IPv6 cluster has one NAT gateway whatever the mode.
#include <bit>

#include "base/ip.h"
#include "base/text.h"
#include "load/eksctl/design.h"

namespace plumb::eksctl {
namespace {

struct Zone {
  Value name;            // string or unknown
  std::string symbol;    // for an unknown name: equal for the same zone
  std::string id_part;   // in logical ids: USWEST2A; Zone1 when eksctl picks it
  Span span;             // what asks for it
  bool local = false;
  bool maybe = false;    // whether eksctl uses it depends on what is not known
};

struct Plan {
  std::vector<Zone> zones;
  bool count_known = true;
};

std::string id_part(std::string_view zone) {
  std::string out;
  for (char c : zone)
    if (c != '-') out.push_back(c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c);
  return out;
}

void add_listed(Design& d, Plan& plan, const char* field, bool local) {
  for (Value v : d.root.texts(field)) {
    Zone z;
    z.name = v;
    z.local = local;
    z.span = v.is_unknown() ? v.cause()->span : v.span();
    if (v.is_string()) {
      z.id_part = id_part(v.string());
    } else {
      z.symbol = cat("zone ", plan.zones.size() + 1, " of ClusterConfig/", d.name);
      z.id_part = cat("Zone", plan.zones.size() + 1);
    }
    plan.zones.push_back(std::move(z));
  }
}

/// The zones in eksctl's order: the listed ones, or as many as it would pick at random; local zones after them.
Plan plan_zones(Design& d) {
  Plan plan;
  add_listed(d, plan, "availabilityZones", false);
  TreeRef given = d.root.raw("availabilityZones");
  if (plan.zones.empty()) {
    d.random_zones = true;
    std::string_view region = d.region.string_or();
    bool two = region == "us-east-1" || region == "us-west-1";
    plan.count_known = !region.empty() && !(given && !given.is_list());
    Span at = d.name_span;
    size_t count = d.outpost ? 1 : two ? 2 : 3;
    for (size_t i = 1; i <= count; ++i) {
      Zone z;
      z.name = d.unknown("no availabilityZones are given: eksctl picks them at random", at);
      z.symbol = cat("zone ", i, " of ClusterConfig/", d.name);
      z.id_part = cat("Zone", i);
      z.span = at;
      z.maybe = i == 3 && !plan.count_known;
      plan.zones.push_back(std::move(z));
    }
  }
  add_listed(d, plan, "localZones", true);
  return plan;
}

class Network {
 public:
  explicit Network(Design& design) : d(design), plan(plan_zones(design)) {
    for (size_t i = 0; i < plan.zones.size(); ++i) last_entry[plan.zones[i].id_part] = i;
  }

  void make() {
    block = d.or_default(d.vpc_config.text("cidr"), Value::string("192.168.0.0/16"), d.name_span);
    if (d.ipv6 || d.vpc_config.boolean("autoAllocateIPv6").boolean_or(false)) ipv6_at = d.ipv6 ? d.root.part("kubernetesNetworkConfig").key_span("ipFamily") : d.vpc_config.key_span("autoAllocateIPv6");
    make_vpc();
    if (!d.private_cluster) make_public_side();
    make_private_side();
    if (!d.private_cluster) make_nat();
    if (d.ipv6 && !d.private_cluster) make_ipv6_egress();
    make_remote_routes();
  }

 private:
  void make_vpc() {
    Span at = d.vpc_config ? d.vpc_config.span() : d.name_span;
    d.vpc = d.add(Kind::vpc, "VPC", at, d.name_span);
    const Origin* o = d.by_default(d.name_span);
    d.set(d.vpc, field::vpc::cidr_blocks, make_list(d.arena(), std::span<const Value>(&block, 1)));
    d.set(d.vpc, field::vpc::enable_dns_support, Value::boolean(true, o));
    d.set(d.vpc, field::vpc::enable_dns_hostnames, Value::boolean(true, o));
    d.set(d.vpc, field::vpc::region, d.region);
    d.set(d.vpc, field::vpc::tags, d.tags({name_tag("VPC")}));
    if (ipv6_at.known()) {
      Value given = d.vpc_config.text("ipv6Cidr");
      Value v6 = given.is_absent() ? d.unknown("Amazon gives the IPv6 block when the VPC is made", ipv6_at) : given;
      d.set(d.vpc, field::vpc::ipv6_cidr_blocks, make_list(d.arena(), std::span<const Value>(&v6, 1)));
    }
  }

  void make_public_side() {
    igw = d.add(Kind::internet_gateway, "InternetGateway", d.name_span);
    d.b.link(igw, field::internet_gateway::vpc, d.vpc, d.name_span);
    d.set(igw, field::internet_gateway::tags, d.tags({name_tag("InternetGateway")}));
    NodeId table = make_table("PublicRouteTable", d.name_span, false);
    add_route(table, d.ipv6 ? "PublicSubnetDefaultRoute" : "PublicSubnetRoute", "0.0.0.0/0", "internet_gateway", igw, d.name_span);
    if (ipv6_at.known()) add_route(table, "PublicSubnetIPv6DefaultRoute", "::/0", "internet_gateway", igw, ipv6_at);
    for (size_t i = 0; i < plan.zones.size(); ++i)
      if (!repeated(i)) make_subnet(i, true, table);
  }

  void make_private_side() {
    for (size_t i = 0; i < plan.zones.size(); ++i) {
      if (repeated(i)) continue;
      const Zone& z = plan.zones[i];
      NodeId table = make_table(cat("PrivateRouteTable", z.id_part), z.span, z.maybe);
      make_subnet(i, false, table);
    }
  }

  /// A zone that is listed again later: eksctl keeps the last pair of subnets.
  bool repeated(size_t i) const { return last_entry.at(plan.zones[i].id_part) != i; }

  void make_subnet(size_t i, bool is_public, NodeId table) {
    const Zone& z = plan.zones[i];
    const char* tier = is_public ? "Public" : "Private";
    std::string id = d.ipv6 ? cat(tier, "Subnet", z.id_part) : cat("Subnet", tier, z.id_part);
    Subnet s;
    s.node = d.add(Kind::subnet, id, z.span);
    s.zone = z.name.string_or();
    s.key = s.zone;
    s.is_public = is_public;
    s.local_zone = z.local;
    s.route_table = table;
    d.b.link(s.node, field::subnet::vpc, d.vpc, z.span);
    d.set(s.node, field::subnet::cidr_block, subnet_block(i, is_public));
    d.set(s.node, field::subnet::availability_zone, z.name);
    if (!z.symbol.empty()) d.set(s.node, field::subnet::zone_symbol, d.text(z.symbol, d.computed(z.span)));
    if (z.local) d.set(s.node, field::subnet::zone_type, Value::string("local-zone", d.computed(z.span)));
    d.set(s.node, field::subnet::map_public_ip_on_launch, Value::boolean(is_public, d.by_default(d.name_span)));
    d.set(s.node, field::subnet::declared_tier, Value::string(is_public ? "public" : "private", d.by_default(d.name_span)));
    if (ipv6_at.known()) d.set(s.node, field::subnet::ipv6_cidr_block, d.unknown("Amazon gives the IPv6 block when the VPC is made", ipv6_at));
    if (d.ipv6) d.set(s.node, field::subnet::assign_ipv6_address_on_creation, Value::boolean(true, d.by_default(ipv6_at)));
    if (d.outpost) d.set(s.node, field::subnet::outpost_arn, d.root.part("outpost").text("controlPlaneOutpostARN"));
    d.set(s.node, field::subnet::tags, d.tags(subnet_tags(id, is_public)));
    d.b.link(table, field::route_table::subnets, s.node, z.span, z.maybe);
    if (z.maybe) d.b.set_maybe(s.node, maybe_cause());
    d.subnets.push_back(std::move(s));
  }

  std::vector<MapEntry> subnet_tags(const std::string& id, bool is_public) {
    std::vector<MapEntry> tags = {name_tag(id), d.entry(is_public ? "kubernetes.io/role/elb" : "kubernetes.io/role/internal-elb", "1", d.name_span)};
    if (d.karpenter) tags.push_back(d.entry(cat("kubernetes.io/cluster/", d.name), "", d.root.key_span("karpenter")));
    return tags;
  }

  Value subnet_block(size_t i, bool is_public) {
    if (!block.is_string()) return Value::unknown(block.is_unknown() ? block.cause() : make_cause(d.arena(), "vpc.cidr cannot be read", d.name_span));
    size_t n = plan.zones.size();
    if (!is_public && !plan.count_known) return d.unknown("how many zones eksctl picks depends on the region", d.name_span);
    std::optional<Cidr> vpc = parse_cidr(block.string());
    int bits = 2 * n <= 8 ? 3 : 4;
    if (!vpc || vpc->ip.v6 || 2 * n > 16 || vpc->prefix + bits > 32) return d.unknown("vpc.cidr cannot be cut into these subnets", block.span());
    int prefix = vpc->prefix + bits;
    if (d.ipv6) prefix = 32 - (std::bit_width(vpc->addresses() / (2 * n + 2)) - 1);
    Uint128 offset = Uint128{is_public ? i : n + i} << (32 - prefix);  // from the address as written: eksctl does not drop host bits
    return d.text(to_string(Cidr{{vpc->ip.bits + offset, false}, prefix}), d.computed(block.span()));
  }

  NodeId make_table(const std::string& id, Span at, bool maybe) {
    NodeId table = d.add(Kind::route_table, id, at);
    d.b.link(table, field::route_table::vpc, d.vpc, at);
    d.set(table, field::route_table::tags, d.tags({name_tag(id)}));
    if (maybe) d.b.set_maybe(table, maybe_cause());
    return table;
  }

  void add_route(NodeId table, const std::string& id, std::string_view destination, const char* type, NodeId target, Span at) {
    NodeId route = d.add(Kind::route, id, at);
    d.b.link(route, field::route::route_table, table, at);
    bool v6 = destination.find(':') != std::string_view::npos;
    d.set(route, v6 ? field::route::destination_ipv6_cidr_block : field::route::destination_cidr_block, d.text(destination, d.by_default(at)));
    d.set(route, field::route::target_type, Value::string(type, d.by_default(at)));
    if (target != NodeId::none) d.b.link(route, field::route::target, target, at);
  }

  void make_nat() {
    Part nat = d.vpc_config.part("nat");
    Value mode = d.or_default(nat.text("gateway"), Value::string("Single"), nat ? nat.span() : d.name_span);
    if (d.ipv6) mode = Value::string("Single", d.by_default(ipv6_at));
    Span at = mode.is_unknown() ? mode.cause()->span : mode.span();
    std::string_view name = mode.string_or();
    if (name == "Disable") return;
    bool each = name == "HighlyAvailable";
    if (!each && name != "Single") {
      if (mode.is_string())
        d.reading.findings.push_back(make_finding("eksctl-config-invalid", Severity::error, at, cat("vpc.nat.gateway is \"", name, "\", which eksctl does not know"),
                                                  "Write Single, HighlyAvailable or Disable; upper and lower case matter."));
      for (const Subnet& s : d.subnets)
        if (!s.is_public) d.b.open(s.route_table, field::route_table::routes, make_cause(d.arena(), "the NAT mode is not known", at));
      return;
    }
    std::vector<Subnet> hosts, clients;
    for (const Subnet& s : d.subnets) (s.is_public ? hosts : clients).push_back(s);
    NodeId gateway = NodeId::none;
    for (size_t i = 0; i < clients.size(); ++i) {
      std::string part = part_of(clients[i]);
      if (each || i == 0) gateway = make_gateway(each ? cat("NATGateway", part) : "NATGateway", each ? hosts[i].node : first_host(hosts), at, each && d.b.node(hosts[i].node).maybe);
      add_route(clients[i].route_table, cat(d.ipv6 ? "PrivateSubnetDefaultRoute" : "NATPrivateSubnetRoute", part), "0.0.0.0/0", "nat_gateway", gateway, at);
    }
  }

  /// The public subnet of the zone that is listed first, also where that zone is listed again.
  NodeId first_host(const std::vector<Subnet>& hosts) const {
    for (const Subnet& s : hosts)
      if (part_of(s) == plan.zones.front().id_part) return s.node;
    return hosts.front().node;
  }

  std::string part_of(const Subnet& s) const {
    std::string_view name = d.b.node(s.node).name;
    return std::string(name.substr(s.is_public ? 12 : 13));  // after SubnetPublic, PrivateSubnet, ...
  }

  NodeId make_gateway(const std::string& id, NodeId subnet, Span at, bool maybe) {
    NodeId nat = d.add(Kind::nat_gateway, id, at);
    d.b.link(nat, field::nat_gateway::subnet, subnet, at);
    d.b.link(nat, field::nat_gateway::vpc, d.vpc, at);
    d.set(nat, field::nat_gateway::connectivity_type, Value::string("public", d.by_default(at)));
    d.set(nat, field::nat_gateway::new_address, Value::boolean(true, d.by_default(at)));
    d.set(nat, field::nat_gateway::tags, d.tags({name_tag(id)}));
    if (maybe) d.b.set_maybe(nat, maybe_cause());
    return nat;
  }

  void make_ipv6_egress() {
    NodeId egress = d.add(Kind::egress_only_internet_gateway, "EgressOnlyInternetGateway", ipv6_at);
    d.b.link(egress, field::egress_only_internet_gateway::vpc, d.vpc, ipv6_at);
    for (const Subnet& s : d.subnets)
      if (!s.is_public) add_route(s.route_table, cat("PrivateSubnetDefaultIpv6Route", part_of(s)), "::/0", "egress_only_internet_gateway", egress, ipv6_at);
  }

  /// Hybrid nodes: routes from the private subnets to the remote networks over the gateway that is named.
  void make_remote_routes() {
    Part remote = d.root.part("remoteNetworkConfig");
    Value gateway = remote.text("vpcGatewayID");
    if (!gateway.is_string()) return;
    bool vpn = gateway.string().starts_with("vgw-");
    Span at = gateway.span();
    NodeId target = d.b.add(vpn ? Kind::vpn_gateway : Kind::transit_gateway, gateway.string(), gateway.string(), at, at);
    std::vector<Value> networks;
    for (const char* kind : {"remoteNodeNetworks", "remotePodNetworks"})
      for (const Part& network : remote.parts(kind))
        for (Value v : network.texts("cidrs")) networks.push_back(v);
    if (vpn) {
      d.b.link(target, field::vpn_gateway::vpc, d.vpc, at);
    } else {
      NodeId attachment = d.add(Kind::transit_gateway_attachment, "TransitGatewayAttachment", at);
      d.b.link(attachment, field::transit_gateway_attachment::vpc, d.vpc, at);
      d.b.link(attachment, field::transit_gateway_attachment::transit_gateway, target, at);
      for (const Subnet& s : d.subnets)
        if (!s.is_public) d.b.link(attachment, field::transit_gateway_attachment::subnets, s.node, at);
    }
    for (const Subnet& s : d.subnets) {
      if (s.is_public) continue;
      for (size_t i = 0; i < networks.size(); ++i) {
        NodeId route = d.add(Kind::route, cat(vpn ? "VGW" : "TGW", "PrivateSubnetRoute", i, part_of(s)), at);
        d.b.link(route, field::route::route_table, s.route_table, at);
        d.set(route, field::route::destination_cidr_block, networks[i]);
        d.set(route, field::route::target_type, Value::string(vpn ? "vpn_gateway" : "transit_gateway", d.computed(at)));
        d.set(route, field::route::target_id, gateway);
        d.b.link(route, field::route::target, target, at);
      }
    }
  }

  MapEntry name_tag(const std::string& id) { return d.entry("Name", cat("eksctl-", d.name, "-cluster/", id), d.name_span); }
  const Cause* maybe_cause() { return make_cause(d.arena(), "how many zones eksctl picks depends on the region", d.name_span); }

  Design& d;
  Plan plan;
  std::map<std::string, size_t> last_entry;  // zone (as in logical ids) -> its last entry
  Value block;
  Span ipv6_at;  // known when the VPC has an IPv6 block
  NodeId igw = NodeId::none;
};

}  // namespace

void make_network(Design& d) { Network(d).make(); }

}  // namespace plumb::eksctl
