// Effective tables and reachability: what is known, what the main table gives, and what an unknown or a maybe leaves open.
#include <gtest/gtest.h>

#include "analysis/design.h"

namespace plumb {
namespace {

using fixtures::Design;

struct Case {
  const char* what;
  void (*make)(Design&, NodeId subnet);
  const char *reachability, *gateway, *default_route;
};

const Case kCases[] = {
    {"default route to an internet gateway", [](Design& d, NodeId s) { d.route(d.table({s}), "0.0.0.0/0", "internet_gateway"); }, "public", "true", "0.0.0.0/0"},
    {"any route to an internet gateway", [](Design& d, NodeId s) { d.route(d.table({s}), "203.0.113.7/32", "internet_gateway"); }, "public", "true", "null"},
    {"IPv6 default to an internet gateway beside NAT", [](Design& d, NodeId s) { NodeId t = d.table({s}); d.route(t, "0.0.0.0/0", "nat_gateway"); d.route(t, "::/0", "internet_gateway"); }, "public", "true", "0.0.0.0/0"},
    {"NAT", [](Design& d, NodeId s) { d.route(d.table({s}), "0.0.0.0/0", "nat_gateway"); }, "private-nat", "false", "0.0.0.0/0"},
    {"private NAT is no internet egress", [](Design& d, NodeId s) { NodeId n = d.add(Kind::nat_gateway, "nat"); d.b.set(n, field::nat_gateway::connectivity_type, d.text("private")); d.b.link(d.route(d.table({s}), "0.0.0.0/0", "nat_gateway"), field::route::target, n, {}); }, "private-egress-other", "false", "0.0.0.0/0"},
    {"NAT of unknown connectivity", [](Design& d, NodeId s) { NodeId n = d.add(Kind::nat_gateway, "nat"); d.b.set(n, field::nat_gateway::connectivity_type, d.unknown()); d.b.link(d.route(d.table({s}), "0.0.0.0/0", "nat_gateway"), field::route::target, n, {}); }, "unknown", "false", "0.0.0.0/0"},
    {"transit gateway", [](Design& d, NodeId s) { d.route(d.table({s}), "0.0.0.0/0", "transit_gateway"); }, "private-egress-other", "false", "0.0.0.0/0"},
    {"IPv6 egress only", [](Design& d, NodeId s) { d.route(d.table({s}), "::/0", "egress_only_internet_gateway"); }, "private-egress-other", "false", "::/0"},
    {"local route only", [](Design& d, NodeId s) { d.route(d.table({s}), "10.0.0.0/16", "local"); }, "isolated", "false", "null"},
    {"peering route only", [](Design& d, NodeId s) { d.route(d.table({s}), "10.9.0.0/16", "vpc_peering_connection"); }, "isolated", "false", "null"},
    {"unknown target", [](Design& d, NodeId s) { d.route(d.table({s}), "0.0.0.0/0", ""); }, "unknown", "unknown", "0.0.0.0/0"},
    {"route that may not exist", [](Design& d, NodeId s) { d.route(d.table({s}), "0.0.0.0/0", "nat_gateway", true); }, "unknown", "false", "unknown"},
    {"gateway route that may not exist", [](Design& d, NodeId s) { d.route(d.table({s}), "0.0.0.0/0", "internet_gateway", true); }, "unknown", "unknown", "unknown"},
    {"maybe beside a route that decides", [](Design& d, NodeId s) { NodeId t = d.table({s}); d.route(t, "0.0.0.0/0", "nat_gateway"); d.route(t, "::/0", "egress_only_internet_gateway", true); }, "private-nat", "false", "0.0.0.0/0"},
    {"open list", [](Design& d, NodeId s) { NodeId t = d.table({s}); d.b.open(t, field::route_table::routes, d.cause()); }, "unknown", "unknown", "unknown"},
    {"open list with a known default", [](Design& d, NodeId s) { NodeId t = d.table({s}); d.route(t, "0.0.0.0/0", "nat_gateway"); d.b.open(t, field::route_table::routes, d.cause()); }, "private-nat", "unknown", "0.0.0.0/0"},
    {"open list with a known gateway", [](Design& d, NodeId s) { NodeId t = d.table({s}); d.route(t, "0.0.0.0/0", "internet_gateway"); d.b.open(t, field::route_table::routes, d.cause()); }, "public", "true", "0.0.0.0/0"},
    {"propagated routes", [](Design& d, NodeId s) { d.b.set(d.table({s}), field::route_table::propagating_vgws, d.texts({"vgw-1"})); }, "unknown", "false", "null"},
    {"propagated routes beside NAT", [](Design& d, NodeId s) { NodeId t = d.table({s}); d.b.set(t, field::route_table::propagating_vgws, d.texts({"vgw-1"})); d.route(t, "0.0.0.0/0", "nat_gateway"); }, "private-nat", "false", "0.0.0.0/0"},
    {"implicit main table of a declared VPC", [](Design&, NodeId) {}, "isolated", "false", "null"},
    {"implicit main table of a VPC made elsewhere", [](Design& d, NodeId) { d.b.set(d.vpc, field::vpc::external, Value::boolean(true)); }, "unknown", "unknown", "unknown"},
    {"main table by its flag", [](Design& d, NodeId) { NodeId t = d.table({}); d.b.set(t, field::route_table::main, Value::boolean(true)); d.route(t, "0.0.0.0/0", "internet_gateway"); }, "public", "true", "0.0.0.0/0"},
    {"main table by the VPC's word", [](Design& d, NodeId) { NodeId t = d.table({}); d.b.link(d.vpc, field::vpc::main_route_table, t, {}); d.route(t, "0.0.0.0/0", "nat_gateway"); }, "private-nat", "false", "0.0.0.0/0"},
    {"explicit table wins over the main one", [](Design& d, NodeId s) { NodeId t = d.table({}); d.b.set(t, field::route_table::main, Value::boolean(true)); d.route(t, "0.0.0.0/0", "internet_gateway"); d.table({s}); }, "isolated", "false", "null"},
    {"association that may not exist", [](Design& d, NodeId s) { d.route(d.table({s}, true), "0.0.0.0/0", "internet_gateway"); }, "unknown", "unknown", "unknown"},
    {"two tables", [](Design& d, NodeId s) { d.table({s}); d.table({s}); }, "unknown", "unknown", "unknown"},
    {"a table of the VPC may be associated with any subnet", [](Design& d, NodeId) { d.b.open(d.table({}), field::route_table::subnets, d.cause()); }, "unknown", "unknown", "unknown"},
    {"more tables may exist", [](Design& d, NodeId) { d.b.open_kind(Kind::route_table, d.cause()); }, "unknown", "unknown", "unknown"},
    {"subnet made elsewhere", [](Design& d, NodeId s) { d.b.set(s, field::subnet::external, Value::boolean(true)); }, "unknown", "unknown", "unknown"},
    {"destination unknown", [](Design& d, NodeId s) { NodeId r = d.route(d.table({s}), "10.0.0.0/8", "transit_gateway"); d.b.set(r, field::route::destination_cidr_block, d.unknown()); }, "unknown", "false", "unknown"},
};

TEST(Routing, Reachability) {
  for (const Case& c : kCases) {
    Design d;
    NodeId s = d.subnet("s");
    c.make(d, s);
    d.analyse();
    EXPECT_EQ(d.shown(s, field::subnet::reachability), c.reachability) << c.what;
    EXPECT_EQ(d.shown(s, field::subnet::has_internet_gateway_route), c.gateway) << c.what;
    EXPECT_EQ(d.shown(s, field::subnet::default_route), c.default_route) << c.what;
  }
}

TEST(Routing, EffectiveTableIsExplicitElseMainElseNull) {
  Design d;
  NodeId a = d.subnet("a"), b = d.subnet("b");
  d.table({a});
  d.analyse();
  EXPECT_EQ(d.shown(a, field::subnet::route_table), "table");
  EXPECT_EQ(d.shown(b, field::subnet::route_table), "null");
}

TEST(Routing, UnknownsSayWhy) {
  Design d;
  NodeId s = d.subnet("s");
  d.route(d.table({s}), "0.0.0.0/0", "");
  d.analyse();
  EXPECT_EQ(d.graph.get(s, field::subnet::reachability).cause()->text, "var.x has no default");
}

}  // namespace
}  // namespace plumb
