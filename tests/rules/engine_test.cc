// The engine over a small graph: findings, undecided entries, coverage, places, determinism.
#include "rules/engine.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "graph/kinds.gen.h"
#include "rules/compile.h"
#include "rules/read.h"

namespace plumb::rules {
namespace {

Span at(uint32_t begin) { return {FileId{0}, begin, begin + 1}; }

/// A VPC with a public subnet (tags), a private one, one whose block is unknown, and one that may not exist.
void fill(Graph& g) {
  Builder b;
  NodeId vpc = b.add(Kind::vpc, "main", "aws_vpc.main", at(0), at(1));
  const char* names[] = {"public", "private", "dark", "perhaps"};
  for (uint32_t i = 0; i < 4; ++i) {
    NodeId s = b.add(Kind::subnet, names[i], cat("aws_subnet.", names[i]), at(100 * (i + 1)), at(100 * (i + 1) + 1));
    b.link(s, field::subnet::vpc, vpc, at(100 * (i + 1) + 2), i == 3);
    const Origin* origin = make_origin(b.arena(), at(100 * (i + 1) + 3));
    b.set(s, field::subnet::cidr_block, i == 2 ? make_unknown(b.arena(), "var.cidr has no default", at(9)) : Value::string("10.0.0.0/24", origin));
    b.set(s, field::subnet::map_public_ip_on_launch, Value::boolean(i == 0, origin));
    if (i == 3) b.set_maybe(s, make_cause(b.arena(), "var.count has no default", at(8)));
  }
  g.absorb({}, std::move(b));
  g.freeze();
}

Engine engine_of(const std::string& body) {
  std::vector<RuleError> errors;
  Rule r = read_rule("rules/subnets/r.yaml", cat("id: r\nsummary: s\nseverity: warning\nprofile: default\nwhy: w\nhelp: h\n", body), errors);
  if (errors.empty()) check_rule(r, errors);
  for (const RuleError& e : errors) ADD_FAILURE() << to_string(e);
  auto set = std::make_shared<RuleSet>();
  set->rules.push_back(std::move(r));
  std::vector<std::string> problems;
  return Engine(select_rules(set, {}, problems));
}

/// Findings as "offset severity message [offset note]...", then undecided as "? resource: cause", then problems as "! text".
std::string run(const std::string& body, unsigned jobs = 1) {
  Graph g;
  fill(g);
  Evaluation e = engine_of(body).evaluate(g, jobs);
  std::string out;
  for (const Finding& f : e.findings) {
    out += cat(f.at.begin, " ", to_string(f.severity), " ", f.message);
    for (const Note& n : f.chain) out += cat(" [", n.at.begin, " ", n.text, "]");
    out += "\n";
  }
  for (const Undecided& u : e.undecided) out += cat("? ", u.resource, ": ", u.cause, "\n");
  for (const RuleProblem& p : e.problems) out += cat("! ", p.resource, ": ", p.text, "\n");
  return cat(out, "looked at ", e.coverage[0].objects, "\n");
}

TEST(Engine, UnknownAndMaybeAreUndecided) {
  EXPECT_EQ(run("on: subnet\nflag: node.cidr_block == '10.0.0.0/24'\nat: node.cidr_block\nmessage: \"'{node.name}' has {node.cidr_block}\"\n"),
            "103 warning 'public' has 10.0.0.0/24\n203 warning 'private' has 10.0.0.0/24\n"
            "? aws_subnet.dark: var.cidr has no default\n? aws_subnet.perhaps: var.count has no default\nlooked at 4\n");
}

TEST(Engine, GuardLetsAndSeverity) {
  EXPECT_EQ(run("on: subnet\nlet: {open: node.map_public_ip_on_launch, closed: '!open'}\nwhen: open\nflag: '!closed'\nmessage: m\nseverity_when: [{if: closed, severity: info}, {if: open, severity: error}]\n"),
            "101 error m\nlooked at 1\n");
}

TEST(Engine, AFindingPerElementWithItsEvidence) {
  EXPECT_EQ(run("on: vpc\neach: node.subnets\nlet: {own: it.map_public_ip_on_launch}\nflag: own\nmessage: '{it.name}'\nchain: [{at: node, text: 'in {node.name}'}, {at: '[it.vpc]', text: ref}, {at: node.tags, text: no place}, {each: node.subnets, at: item, text: '{item.name}'}]\n"),
            "101 warning public [1 in main] [102 ref] [101 public] [201 private] [301 dark]\nlooked at 1\n");
}

TEST(Engine, AnErrorIsAProblemOfTheRule) {
  EXPECT_EQ(run("on: vpc\nflag: 1 / size(node.name.replace('main', '')) == 1\nmessage: m\n"), "! aws_vpc.main: flag: division by zero\nlooked at 1\n");
}

TEST(Engine, ThreadsDoNotMatter) {
  std::string body = "on: [subnet, vpc]\nflag: size(node.name) > 4\nmessage: '{node.name}'\n";
  EXPECT_EQ(run(body, 1), run(body, 4));
}

TEST(Engine, FingerprintsComeFromAddressesOnly) {
  Graph a, b;
  fill(a);
  fill(b);
  std::string body = "on: subnet\nflag: node.map_public_ip_on_launch\nmessage: ";
  Finding one = engine_of(cat(body, "first\n")).evaluate(a, 1).findings.at(0);
  Finding two = engine_of(cat(body, "second\nat: node.cidr_block\n")).evaluate(b, 1).findings.at(0);
  EXPECT_NE(one.fingerprint, 0u);
  EXPECT_EQ(one.fingerprint, two.fingerprint);
  EXPECT_NE(one.fingerprint, engine_of(cat(body, "m\nchain: [{at: node.vpc, text: t}]\n")).evaluate(b, 1).findings.at(0).fingerprint);
}

TEST(Compile, ErrorsNameTheLineOfTheRuleFile) {
  std::vector<RuleError> errors;
  Rule r = read_rule("rules/subnets/r.yaml", "id: r\nsummary: s\nseverity: warning\nprofile: default\nwhy: w\nhelp: h\non: subnet\nlet:\n  a: node.nam\nflag: node.tieer == 'x'\nmessage: '{nod.name}'\n", errors);
  check_rule(r, errors);
  ASSERT_EQ(errors.size(), 2u);
  EXPECT_EQ(errors[0].line, 9u);
  EXPECT_NE(errors[0].message.find("did you mean 'name'"), std::string::npos) << errors[0].message;
  EXPECT_EQ(errors[1].line, 10u);
}

TEST(Compile, MentionedSkipsTextLiterals) {
  EXPECT_EQ(mentioned("a.b('c') + d", {"a", "c", "d", "b"}), (std::vector<uint16_t>{0, 2, 3}));
  EXPECT_EQ(mentioned("'it\\'s a' + abc", {"a", "it"}), std::vector<uint16_t>{});
}

}  // namespace
}  // namespace plumb::rules
