// Rule files: what is read, what is refused and where the error points.
#include "rules/read.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "rules/pack.h"
#include "rules/template.h"

namespace plumb::rules {
namespace {

constexpr const char* kGood = R"(id: host-network
summary: A pod shares the network of its node
severity: warning
profile: recommended
tags: [nsa]
on: [workload]
let: {network: node.host_network}
flag: network
at: [node.raw.spec, node.raw]
message: "'{node.name}' does"
severity_when: [{if: "true", severity: error}]
chain: [{at: node, text: here}]
options: {limit: {default: 3, doc: how many}}
why: because
help: do not
)";

/// All errors of a rule file, one a line, without the file's name.
std::string errors_of(const std::string& text, const std::string& path = "rules/workloads/host-network.yaml") {
  std::vector<RuleError> errors;
  read_rule(path, text, errors);
  std::string out;
  for (const RuleError& e : errors) out += cat(e.line, ": ", e.message, "\n");
  return out;
}

std::string replaced(std::string text, const std::string& what, const std::string& with) { return text.replace(text.find(what), what.size(), with); }

TEST(ReadRule, TakesEveryKey) {
  std::vector<RuleError> errors;
  Rule r = read_rule("rules/workloads/host-network.yaml", kGood, errors);
  EXPECT_TRUE(errors.empty()) << to_string(errors[0]);
  EXPECT_EQ(r.area, "workloads");
  EXPECT_EQ(r.lets[0].name, "network");
  EXPECT_EQ(r.flag.line, 8u);
  EXPECT_EQ(r.at.size(), 2u);
  EXPECT_EQ(r.severity_when[0].severity, Severity::error);
  EXPECT_EQ(std::get<int64_t>(r.options[0].value), 3);
}

TEST(ReadRule, SaysWhatIsWrongAndWhere) {
  EXPECT_EQ(errors_of(replaced(kGood, "flag:", "flags:")), "8: unknown key 'flags' in a rule; did you mean 'flag'?\n1: 'flag' is missing: the expression that is true where something is wrong\n");
  EXPECT_EQ(errors_of(replaced(kGood, "warning", "severe")), "3: expected error, warning or info\n");
  EXPECT_EQ(errors_of(kGood, "rules/workloads/other.yaml"), "1: 'id' is 'host-network' but the file is called 'other.yaml'\n");
  EXPECT_EQ(errors_of(replaced(kGood, "text: here", "txt: here")), "12: unknown key 'txt' in a chain step; did you mean 'text'?\n12: a chain step needs 'at' and 'text'\n");
  EXPECT_EQ(errors_of("id: [").substr(0, 2), "1:");
  EXPECT_EQ(errors_of(cat(kGood, "builtin: true\n")), "1: a builtin rule is found by plumb itself: it has no 'on', expressions, 'message' or 'chain'\n");
}

TEST(ReadRule, ASetNeedsFixturesAndUniqueNames) {
  std::vector<RuleError> errors;
  read_rule_set({{"rules/workloads/host-network.yaml", kGood}, {"rules/workloads/stray.md", "## Bad\n"}}, errors);
  ASSERT_EQ(errors.size(), 2u);
  EXPECT_EQ(to_string(errors[0]), "rules/workloads/host-network.yaml: has no fixture: write rules/workloads/host-network.md");
  EXPECT_EQ(to_string(errors[1]), "rules/workloads/stray.md: is a fixture without a rule beside it");
}

TEST(Pack, ComesBackAsItWas) {
  std::vector<RuleError> errors;
  Rule r = read_rule("rules/workloads/host-network.yaml", kGood, errors);
  r.options.push_back({"names", "list", std::vector<std::string>{"a", "b"}});
  r.options.push_back({"share", "number", 0.25});
  r.markdown = std::string("with\0zero", 9);
  std::vector<Rule> back = unpack_rules(pack_rules({r, r}));
  ASSERT_EQ(back.size(), 2u);
  EXPECT_EQ(pack_rules(back), pack_rules({r, r}));
  EXPECT_EQ(back[1].markdown, r.markdown);
  EXPECT_EQ(back[0].options[2].value, r.options[2].value);
  EXPECT_THROW(unpack_rules(pack_rules({r}).substr(1)), std::logic_error);
}

/// Parts of a template: literals bare, expressions in angle brackets; the error when there is one.
std::string parts(std::string_view text) {
  std::string error, out;
  for (const TemplatePart& p : parse_template(text, error)) out += p.expression ? cat("<", p.text, ">") : p.text;
  return error.empty() ? out : cat("error: ", error);
}

TEST(Template, FindsExpressions) {
  EXPECT_EQ(parts("a {node.name} b"), "a <node.name> b");
  EXPECT_EQ(parts("{{x}} {m['}']}{ {'a': 1}.a }"), "{x} <m['}']>< {'a': 1}.a >");
  EXPECT_EQ(parts("two\nlines"), "two lines");
  EXPECT_EQ(parts("a {b"), "error: '{' is not closed (write '{{' for a brace): {b");
}

}  // namespace
}  // namespace plumb::rules
