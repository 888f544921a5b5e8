// What follows from placement: the VPC of a cluster, the subnets of its managed groups, main route tables.
#include "link/networks.h"

#include <gtest/gtest.h>

#include "graph/dump.h"
#include "graph/kinds.gen.h"

namespace plumb {
namespace {

struct Design {
  Builder b;
  NodeId vpc = b.add(Kind::vpc, "v", "v", {}, {}), subnet = b.add(Kind::subnet, "s", "s", {}, {}), cluster = b.add(Kind::cluster, "c", "c", {}, {});
  Graph g;

  Design() {
    b.link(subnet, field::subnet::vpc, vpc, {});
    b.link(cluster, field::cluster::subnets, subnet, {});
  }
  NodeId group(std::string_view management) {
    NodeId id = b.add(Kind::node_group, "g", "g", {}, {});
    b.set(id, field::node_group::management, Value::string(management));
    b.link(id, field::node_group::cluster, cluster, {});
    return id;
  }
  void check(std::initializer_list<std::string_view> present, std::initializer_list<std::string_view> missing) {
    g.absorb({}, std::move(b));
    linking::link_networks(g);
    g.freeze();
    std::string text = dump(g);
    for (std::string_view line : present) EXPECT_NE(text.find(line), std::string::npos) << line << "\n" << text;
    for (std::string_view line : missing) EXPECT_EQ(text.find(line), std::string::npos) << line << "\n" << text;
  }
};

TEST(Networks, AClusterIsInTheVpcOfItsSubnetsAndItsManagedGroupsInItsSubnets) {
  Design d;
  d.group("managed");
  d.check({"c cluster\n  subnets -> s\n  vpc -> v\n", "g node_group\n  cluster -> c\n  management: \"managed\"\n  subnets -> s\n"}, {});
}

TEST(Networks, WhatIsUnknownStaysUnknown) {
  Design d;
  NodeId group = d.group("managed");
  d.b.set(group, field::node_group::subnets, make_unknown(d.b.arena(), "var.subnets", {}));
  d.b.set(d.cluster, field::cluster::vpc, make_unknown(d.b.arena(), "var.vpc", {}));
  d.check({"  subnets -> ?(var.subnets)\n", "  vpc -> ?(var.vpc)\n"}, {});
}

TEST(Networks, AnAutoScalingGroupWithoutSubnetsMayBeAnywhere) {
  Design d;
  d.group("self-managed");
  d.check({"g node_group\n  cluster -> c\n  management: \"self-managed\"\n"}, {"management: \"self-managed\"\n  subnets"});
}

TEST(Networks, SubnetsOfTwoVpcsDecideNothing) {
  Design d;
  NodeId other = d.b.add(Kind::vpc, "w", "w", {}, {}), far = d.b.add(Kind::subnet, "t", "t", {}, {});
  d.b.link(far, field::subnet::vpc, other, {});
  d.b.link(d.cluster, field::cluster::subnets, far, {});
  d.check({"c cluster\n  subnets -> s\n  subnets -> t\n"}, {"subnets -> t\n  vpc"});
}

TEST(Networks, AMainTableIsTheOneOfItsVpc) {
  Design d;
  NodeId table = d.b.add(Kind::route_table, "r", "r", {}, {});
  d.b.link(table, field::route_table::vpc, d.vpc, {});
  d.b.set(table, field::route_table::main, Value::boolean(true));
  d.check({"v vpc\n  main_route_table -> r\n"}, {});
}

}  // namespace
}  // namespace plumb
