// Expressions over a graph: fields, unknowns with their causes, maybe, open lists and maps, whole-graph functions, checks.
#include <gtest/gtest.h>

#include "base/text.h"
#include "expr/expr.h"
#include "graph/kinds.gen.h"

namespace plumb::expr {
namespace {

// A VPC with two subnets that exist and one that may; a second VPC whose subnets are not all known.
struct Design {
  Graph graph;
  Arena arena;
  NodeId vpc{}, opaque{}, a{}, lonely{};

  Design() {
    Builder b;
    vpc = b.add(Kind::vpc, "main", "aws_vpc.main", {}, {});
    opaque = b.add(Kind::vpc, "opaque", "module.x", {}, {});
    a = b.add(Kind::subnet, "a", "aws_subnet.a", {}, {});
    NodeId c = b.add(Kind::subnet, "c", "aws_subnet.c", {}, {});
    NodeId m = b.add(Kind::subnet, "m", "aws_subnet.m", {}, {});
    NodeId o = b.add(Kind::subnet, "o", "aws_subnet.o", {}, {});
    lonely = b.add(Kind::subnet, "lonely", "aws_subnet.lonely", {}, {});
    b.set_maybe(m, make_cause(b.arena(), "count depends on var.extra", {}));
    for (NodeId s : {a, c}) b.link(s, field::subnet::vpc, vpc, {});
    b.link(m, field::subnet::vpc, vpc, {}, true);
    b.link(o, field::subnet::vpc, opaque, {});
    b.open(opaque, field::vpc::subnets, make_cause(b.arena(), "module.x is opaque", {}));
    b.set(a, field::subnet::availability_zone, Value::string("eu-west-1a"));
    b.set(m, field::subnet::availability_zone, Value::string("eu-west-1c"));
    b.set(c, field::subnet::cidr_block, make_unknown(b.arena(), "var.cidr has no default", {}));
    std::vector<MapEntry> tags{{"known", {}, Value::string("1")}, {"later", {}, make_unknown(b.arena(), "local.tag is computed", {})}};
    b.set(a, field::subnet::tags, make_map(b.arena(), tags, make_cause(b.arena(), "merge with var.tags", {})));
    b.set(c, field::subnet::tags, make_map(b.arena(), tags));
    graph.absorb({}, std::move(b));
    graph.freeze();
  }

  // The answer as text: a value displayed, "unknown: cause", "error: text" or "does not compile: message".
  std::string operator()(std::string_view source, bool naming = false, uint64_t steps = 1'000'000) {
    Environment environment;
    environment.variables = {{"vpc", node_type(Kind::vpc)}, {"opaque", node_type(Kind::vpc)}, {"a", node_type(Kind::subnet)}, {"lonely", node_type(Kind::subnet)}};
    std::vector<CompileError> errors;
    auto program = compile(source, environment, errors);
    if (!program) return cat("does not compile: ", errors.at(0).message);
    Activation activation{&graph, &arena, {Value::node(vpc), Value::node(opaque), Value::node(a), Value::node(lonely)}, steps, naming};
    Value v = evaluate(*program, activation);
    if (v.is_unknown()) return cat("unknown: ", v.cause()->text);
    return display(v, &graph);
  }
};

TEST(GraphExpressions, FieldsDefaultsAndEdges) {
  Design d;
  EXPECT_EQ(d("a.vpc.name"), "main");
  EXPECT_EQ(d("a.vpc == vpc && a.vpc != opaque"), "true");
  EXPECT_EQ(d("vpc.enable_dns_support"), "true");
  EXPECT_EQ(d("a.address + ' ' + a.kind"), "aws_subnet.a subnet");
  EXPECT_EQ(d("lonely.availability_zone == null"), "true");
  EXPECT_EQ(d("has(lonely.availability_zone) || has(lonely.vpc)"), "false");
  EXPECT_EQ(d("has(a.availability_zone) && has(a.vpc) && has(vpc.subnets)"), "true");
  EXPECT_EQ(d("a.availability_zone.startsWith('eu-')"), "true");
  EXPECT_EQ(d("lonely.vpc.name"), "unknown: aws_subnet.lonely has no known vpc");
  EXPECT_EQ(d("lonely.?vpc.?name.orValue('none')"), "none");
  EXPECT_EQ(d("lonely.tags == null && !has(lonely.tags) && !has(lonely.tags.x) && !('x' in lonely.tags)"), "true");
  EXPECT_EQ(d("lonely.tags.all(k, k == 'x') && size(lonely.tags) == 0 && lonely.tags[?'x'].orValue('') == ''"), "true");
  EXPECT_EQ(d("lonely.tags.x"), "error: no such key: x");
  EXPECT_EQ(d("vpc.subnets.map(s, s.name)"), "a, c, m");
}

TEST(GraphExpressions, UnknownsCarryTheirCauseAndAreAbsorbed) {
  Design d;
  EXPECT_EQ(d("vpc.subnets.exists(s, s.cidr_block == '10.0.0.0/8')"), "unknown: var.cidr has no default");
  EXPECT_EQ(d("vpc.subnets.exists(s, s.name == 'a' || s.cidr_block == 'x')"), "true");
  EXPECT_EQ(d("vpc.subnets.all(s, s.name != 'a' && s.cidr_block == 'x')"), "false");
  EXPECT_EQ(d("lonely.vpc.name == 'x' && false"), "false");
  EXPECT_EQ(d("true || lonely.vpc.name == 'x'"), "true");
  EXPECT_EQ(d("(1 / 0 > 0) && lonely.vpc.name == 'x'"), "unknown: aws_subnet.lonely has no known vpc");
  EXPECT_EQ(d("[1, 2].exists(i, lonely.vpc.name == 'x' || 1 / (i - 1) > 9)"), "unknown: aws_subnet.lonely has no known vpc");
}

TEST(GraphExpressions, MaybeMembersNeverDecide) {
  Design d;
  EXPECT_EQ(d("vpc.subnets.exists(s, s.availability_zone == 'eu-west-1c')"), "unknown: count depends on var.extra");
  EXPECT_EQ(d("vpc.subnets.exists(s, s.availability_zone == 'eu-west-1a')"), "true");
  EXPECT_EQ(d("vpc.subnets.all(s, s.availability_zone != 'eu-west-1c')"), "unknown: count depends on var.extra");
  EXPECT_EQ(d("size(vpc.subnets) >= 2"), "true");
  EXPECT_EQ(d("vpc.subnets.size() > 3"), "false");
  EXPECT_EQ(d("2 == size(vpc.subnets)"), "unknown: count depends on var.extra");
  EXPECT_EQ(d("size(vpc.subnets)"), "unknown: count depends on var.extra");
  EXPECT_EQ(d("vpc.subnets[0].name"), "a");
  EXPECT_EQ(d("vpc.subnets[2].name"), "unknown: count depends on var.extra");
  EXPECT_EQ(d("vpc.subnets.filter(s, s.name == 'm').size() > 0"), "unknown: count depends on var.extra");
  EXPECT_EQ(d("vpc.subnets.filter(s, s.cidr_block == 'x').exists(s, s.name == 'c')"), "unknown: var.cidr has no default");
  EXPECT_EQ(d("vpc.subnets.filter(s, s.cidr_block == 'x').map(s, s.name).join() == ''"), "unknown: var.cidr has no default");
  EXPECT_EQ(d("vpc.subnets.filter(s, s.name == 'm')[0].name", true), "m");
  EXPECT_EQ(d("known(vpc.subnets).size()"), "2");
}

TEST(GraphExpressions, OpenListsAndMapsDecideOnlyWhatTheyShow) {
  Design d;
  EXPECT_EQ(d("opaque.subnets.exists(s, s.name == 'o')"), "true");
  EXPECT_EQ(d("opaque.subnets.exists(s, s.name == 'z')"), "unknown: module.x is opaque");
  EXPECT_EQ(d("opaque.subnets.all(s, s.name == 'z')"), "false");
  EXPECT_EQ(d("opaque.subnets.all(s, s.name == 'o')"), "unknown: module.x is opaque");
  EXPECT_EQ(d("size(opaque.subnets) > 0"), "true");
  EXPECT_EQ(d("size(opaque.subnets) == 0"), "false");
  EXPECT_EQ(d("opaque.subnets == []"), "false");
  EXPECT_EQ(d("opaque.subnets[0].name"), "unknown: module.x is opaque");
  EXPECT_EQ(d("opaque.subnets[0].name", true), "o");
  EXPECT_EQ(d("'known' in a.tags && a.tags.known == '1'"), "true");
  EXPECT_EQ(d("'other' in a.tags"), "unknown: merge with var.tags");
  EXPECT_EQ(d("has(a.tags.other)"), "unknown: merge with var.tags");
  EXPECT_EQ(d("'later' in a.tags"), "true");
  EXPECT_EQ(d("vpc.subnets.exists(s, s.name == 'c' && 'other' in s.tags)"), "false");
  EXPECT_EQ(d("vpc.subnets.exists(s, s.name == 'c' && s.tags.later == 'x')"), "unknown: local.tag is computed");
}

TEST(GraphExpressions, WholeGraph) {
  Design d;
  EXPECT_EQ(d("nodes('subnet').exists(s, s.name == 'lonely')"), "true");
  EXPECT_EQ(d("nodes('subnet').filter(s, s.name == 'o').map(s, s.vpc.name)"), "opaque");
  EXPECT_EQ(d("size(nodes('cluster'))"), "0");
  EXPECT_EQ(d("closed('subnet')"), "true");
  EXPECT_EQ(d("nodes('subnet').exists(s, s.vpc.subnets.exists(t, t.name == 'c'))"), "true");
  EXPECT_TRUE(d("nodes('subnet').all(s, nodes('vpc').exists(v, v == s.vpc))").starts_with("does not compile: nodes() inside a loop over nodes()"));
  EXPECT_EQ(d("nodes('subnett').size()"), "does not compile: no kind 'subnett'; did you mean 'subnet'?");
}

TEST(GraphExpressions, ChecksSayWhatIsMeant) {
  Design d;
  EXPECT_EQ(d("a.tiers"), "does not compile: no field 'tiers' in subnet; did you mean 'tier'?");
  EXPECT_EQ(d("vpcs.name"), "does not compile: no variable 'vpcs'; did you mean 'vpc'?");
  EXPECT_EQ(d("a.name.startWith('x')"), "does not compile: no function 'startWith'; did you mean 'startsWith'?");
  EXPECT_EQ(d("a == vpc"), "does not compile: '==' cannot be applied to subnet and vpc");
  EXPECT_EQ(d("a.name + 1"), "does not compile: '+' cannot be applied to string and int");
  EXPECT_EQ(d("vpc.subnets.all(s, s.name)"), "does not compile: all() needs a bool, not string");
  EXPECT_EQ(d("a.name = 'x'"), "does not compile: '=' is no operator; compare with '=='");
}

TEST(GraphExpressions, TheBudgetEndsLoops) {
  Design d;
  EXPECT_EQ(d("[1, 2, 3].all(x, [1, 2, 3].all(y, x + y > 0))", false, 6), "error: the expression takes too many steps");
}

}  // namespace
}  // namespace plumb::expr
