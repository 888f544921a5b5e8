// Zones, addresses and tiers of subnets.
#include <gtest/gtest.h>

#include "analysis/design.h"

namespace plumb {
namespace {

using fixtures::Design;

TEST(Zones, NamesAreKeptAndIdsAreTranslatedWhereOneSubnetStatesBoth) {
  Design d;
  NodeId a = d.subnet("a"), b = d.subnet("b");
  d.set(a, field::subnet::availability_zone, d.text("eu-west-1a"));
  d.set(a, field::subnet::availability_zone_id, d.text("euw1-az3"));
  d.set(b, field::subnet::availability_zone_id, d.text("euw1-az3"));
  d.analyse();
  EXPECT_EQ(d.shown(a, field::subnet::zone), "eu-west-1a");
  EXPECT_EQ(d.shown(b, field::subnet::zone), "eu-west-1a");
}

TEST(Zones, OtherFormsThanMostOfTheVpcCannotBeCompared) {
  Design d;
  NodeId a = d.subnet("a"), b = d.subnet("b"), c = d.subnet("c"), e = d.subnet("e");
  d.set(a, field::subnet::zone_symbol, d.text("zones[0]"));
  d.set(b, field::subnet::zone_symbol, d.text("zones[1]"));
  d.set(c, field::subnet::availability_zone, d.text("eu-west-1a"));
  d.set(e, field::subnet::availability_zone, d.unknown());
  d.analyse();
  EXPECT_EQ(d.shown(a, field::subnet::zone), "zones[0]");
  EXPECT_EQ(d.shown(b, field::subnet::zone), "zones[1]");
  EXPECT_EQ(d.shown(c, field::subnet::zone), "unknown");
  EXPECT_EQ(d.shown(e, field::subnet::zone), "unknown");
}

TEST(Zones, AddressesAreTheBlockLessFive) {
  Design d;
  NodeId a = d.subnet("a"), b = d.subnet("b"), c = d.subnet("c"), e = d.subnet("e");
  d.set(a, field::subnet::cidr_block, d.text("10.0.0.0/24"));
  d.set(b, field::subnet::cidr_block, d.unknown());
  d.set(c, field::subnet::cidr_block, d.text("10.0.0.0/244"));
  d.analyse();
  EXPECT_EQ(d.shown(a, field::subnet::addresses), "251");
  EXPECT_EQ(d.shown(b, field::subnet::addresses), "unknown");
  EXPECT_EQ(d.shown(c, field::subnet::addresses), "unknown");
  EXPECT_EQ(d.shown(e, field::subnet::addresses), "absent");
}

struct TierCase {
  const char* what;
  void (*make)(Design&, NodeId subnet);
  const char* tier;
};

void to(Design& d, NodeId s, const char* target) { d.route(d.table({s}), "0.0.0.0/0", target); }
void database(Design& d, NodeId s, bool maybe = false) { d.b.link(d.add(Kind::db_subnet_group, "db"), field::db_subnet_group::subnets, s, {}, maybe); }
void nodes(Design& d, NodeId s, bool maybe = false) { d.b.link(d.add(Kind::node_group, "nodes"), field::node_group::subnets, s, {}, maybe); }
void called(Design& d, NodeId s, const char* word) { d.set(s, field::subnet::declared_tier, d.text(word)); }

const TierCase kTiers[] = {
    {"by its routes: public", [](Design& d, NodeId s) { to(d, s, "internet_gateway"); }, "public"},
    {"by its routes: NAT", [](Design& d, NodeId s) { to(d, s, "nat_gateway"); }, "private"},
    {"by its routes: none", [](Design&, NodeId) {}, "isolated"},
    {"declared data with a NAT route stays data", [](Design& d, NodeId s) { called(d, s, "database"); to(d, s, "nat_gateway"); }, "data"},
    {"declared public", [](Design& d, NodeId s) { called(d, s, "Utility"); }, "public"},
    {"declared intra", [](Design& d, NodeId s) { called(d, s, "intra"); to(d, s, ""); }, "isolated"},
    {"declared private, used by a database only", [](Design& d, NodeId s) { called(d, s, "private"); database(d, s); to(d, s, "nat_gateway"); }, "data"},
    {"declared private, used by a database and nodes", [](Design& d, NodeId s) { called(d, s, "private"); database(d, s); nodes(d, s); to(d, s, "nat_gateway"); }, "private"},
    {"database in a public subnet", [](Design& d, NodeId s) { database(d, s); to(d, s, "internet_gateway"); }, "public"},
    {"database alone", [](Design& d, NodeId s) { database(d, s); to(d, s, "nat_gateway"); }, "data"},
    {"database, perhaps nodes", [](Design& d, NodeId s) { database(d, s); nodes(d, s, true); to(d, s, "nat_gateway"); }, "unknown"},
    {"perhaps a database", [](Design& d, NodeId s) { database(d, s, true); to(d, s, "nat_gateway"); }, "unknown"},
    {"routes unknown", [](Design& d, NodeId s) { to(d, s, ""); }, "unknown"},
    {"an exact tier tag", [](Design& d, NodeId s) { d.set(s, field::subnet::tags, d.map({{"Tier", "data"}})); to(d, s, "nat_gateway"); }, "data"},
    {"a tag with another word", [](Design& d, NodeId s) { d.set(s, field::subnet::tags, d.map({{"Tier", "gold"}})); to(d, s, "nat_gateway"); }, "private"},
    {"a name proves nothing", [](Design& d, NodeId s) { d.set(s, field::subnet::tags, d.map({{"Name", "data-a"}})); to(d, s, "nat_gateway"); }, "private"},
};

TEST(Tiers, DeclarationThenUseThenRoutes) {
  for (const TierCase& c : kTiers) {
    Design d;
    NodeId s = d.subnet("s");
    c.make(d, s);
    d.analyse();
    EXPECT_EQ(d.shown(s, field::subnet::tier), c.tier) << c.what;
  }
}

}  // namespace
}  // namespace plumb
