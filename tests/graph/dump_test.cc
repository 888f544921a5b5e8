// The canonical text of a graph, and the runner of Markdown fixtures that compares it.
#include "graph/dump.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "graph/kinds.gen.h"
#include "support/fixtures.h"

namespace plumb {
namespace {

TEST(Dump, ShowsGivenFieldsEdgesUnknownsAndMaybe) {
  Builder b;
  NodeId vpc = b.add(Kind::vpc, "main", "aws_vpc.main", {}, {});
  NodeId a = b.add(Kind::subnet, "a", "aws_subnet.a", {}, {});
  NodeId c = b.add(Kind::cluster, "c", "aws_eks_cluster.c", {}, {});
  b.set_maybe(a, make_cause(b.arena(), "count is unknown", {}));
  b.link(a, field::subnet::vpc, vpc, {});
  b.link(c, field::cluster::subnets, a, {});
  b.open(c, field::cluster::subnets, make_cause(b.arena(), "var.more", {}));
  b.set(c, field::cluster::vpc, make_unknown(b.arena(), "var.vpc", {}));
  b.set(a, field::subnet::cidr_block, make_unknown(b.arena(), "var.cidr", {}));
  Value name[] = {Value::string("a\"b\n"), Value::integer(1), Value::number(0.5), Value::null()};
  MapEntry entries[] = {{"k", {}, make_list(b.arena(), name)}};
  b.set(vpc, field::vpc::tags, make_map(b.arena(), entries, make_cause(b.arena(), "var.tags", {})));
  b.open_kind(Kind::subnet, make_cause(b.arena(), "module.x", {}));
  Graph g;
  g.absorb({}, std::move(b));
  g.freeze();
  EXPECT_EQ(dump(g),
            "aws_vpc.main vpc\n"
            "  tags: {\"k\": [\"a\\\"b\\n\", 1, 0.5, null], ...?(var.tags)}\n"
            "aws_subnet.a subnet maybe ?(count is unknown)\n"
            "  cidr_block: ?(var.cidr)\n"
            "  vpc -> aws_vpc.main\n"
            "aws_eks_cluster.c cluster\n"
            "  subnets -> aws_subnet.a maybe\n"
            "  subnets -> ...?(var.more)\n"
            "  vpc -> ?(var.vpc)\n"
            "open subnet ?(module.x)\n");
}

TEST(Fixtures, AreReadAndUpdatedInPlace) {
  std::string path = (std::filesystem::path(testing::TempDir()) / "plumb_fixture.md").string();
  std::ofstream(path) << "# One\ntext\n```hcl file=a.tf\nx = 1\n```\n## Two\n```hcl file=a.tf\n```\n```graph\nold\n```\nend\n";
  std::vector<fixtures::Fixture> all = fixtures::read_file(path);
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].files().at("a.tf"), "x = 1\n");
  EXPECT_EQ(all[1].expectation("graph")->text, "old\n");
  fixtures::update(all[0], "graph", "new\n");
  fixtures::update(all[1], "graph", "newer\n");
  all = fixtures::read_file(path);
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].expectation("graph")->text, "new\n");
  EXPECT_EQ(all[1].expectation("graph")->text, "newer\n");
  EXPECT_TRUE(fixtures::read_text(path).ends_with("end\n"));
}

}  // namespace
}  // namespace plumb
