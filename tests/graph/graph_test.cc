// The graph's life: build, absorb, link, freeze, read.
#include "graph/graph.h"

#include <gtest/gtest.h>

#include "graph/kinds.gen.h"

namespace plumb {
namespace {

TEST(Graph, FreezePutsDefaultsEdgesAndInversesIntoSlots) {
  Builder b;
  NodeId vpc = b.add(Kind::vpc, "main", "aws_vpc.main", {}, {});
  NodeId a = b.add(Kind::subnet, "a", "aws_subnet.a", {}, {});
  NodeId c = b.add(Kind::subnet, "c", "aws_subnet.c", {}, {});
  b.link(a, field::subnet::vpc, vpc, {});
  b.link(c, field::subnet::vpc, vpc, {}, true);
  Graph g;
  g.absorb({}, std::move(b));
  g.freeze();
  EXPECT_TRUE(g.get(vpc, field::vpc::enable_dns_support).boolean());
  EXPECT_FALSE(g.get(vpc, field::vpc::enable_dns_hostnames).boolean());
  EXPECT_EQ(g.get(a, field::subnet::vpc).node(), vpc);
  const Value& subnets = g.get(vpc, field::vpc::subnets);
  ASSERT_EQ(subnets.size(), 2u);
  EXPECT_FALSE(subnets.at(0).maybe());
  EXPECT_TRUE(subnets.at(1).maybe());
  EXPECT_EQ(subnets.open(), nullptr);
}

TEST(Graph, AnOpenKindOpensInverseListsOfItsUnitOnly) {
  Graph g;
  for (bool open : {true, false}) {
    Builder b;
    b.add(Kind::vpc, "v", "v", {}, {});
    if (open) b.open_kind(Kind::subnet, make_cause(b.arena(), "module.x is opaque", {}));
    g.absorb({}, std::move(b));
  }
  g.freeze();
  EXPECT_NE(g.get(g.of_kind(Kind::vpc)[0], field::vpc::subnets).open(), nullptr);
  EXPECT_EQ(g.get(g.of_kind(Kind::vpc)[1], field::vpc::subnets).open(), nullptr);
  EXPECT_NE(g.open_cause(Kind::subnet), nullptr);
}

TEST(Graph, AnEmptyGraphHasNoNodesOfAnyKind) {
  Graph g;
  EXPECT_TRUE(g.of_kind(Kind::vpc).empty());
  g.freeze();
  EXPECT_EQ(g.size(), 0u);
}

TEST(Graph, AnUnknownReferenceStaysUnknown) {
  Builder b;
  NodeId s = b.add(Kind::subnet, "s", "s", {}, {});
  b.set(s, field::subnet::vpc, make_unknown(b.arena(), "var.vpc_id has no default", {}));
  Graph g;
  g.absorb({}, std::move(b));
  g.freeze();
  EXPECT_TRUE(g.get(s, field::subnet::vpc).is_unknown());
}

}  // namespace
}  // namespace plumb
