// Inline suppressions: what they cover, and the findings about those that do nothing.
#include "rules/suppressions.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "graph/kinds.gen.h"
#include "syntax/read.h"

namespace plumb::rules {
namespace {

std::shared_ptr<const RuleSet> rule_set() {
  auto set = std::make_shared<RuleSet>();
  for (const char* id : {"host-network", "off-rule", "privileged", "suppression-expired", "suppression-malformed", "suppression-unknown-rule", "suppression-unused"}) {
    Rule r;
    r.id = id;
    r.area = "files";
    r.profile = std::string_view(id) == "off-rule" ? Profile::strict : Profile::standard;
    set->rules.push_back(r);
  }
  return set;
}

/// Reports `privileged` at each "HERE" of a YAML text, and says which lines still report what after suppression.
std::string left_of(const std::string& yaml) {
  Sources sources;
  FileId file = sources.add("a.yaml", yaml);
  std::string_view text = sources.text(file);
  Findings findings, faults;
  Tree tree = read_yaml(file, text, faults);
  for (size_t at = text.find("HERE"); at != std::string_view::npos; at = text.find("HERE", at + 1))
    findings.push_back(make_finding("privileged", Severity::error, {file, static_cast<uint32_t>(at), static_cast<uint32_t>(at + 4)}, "m"));
  std::vector<std::string> errors;
  Selection selection = select_rules(rule_set(), {}, errors);
  auto list = suppressions_in(sources, file, tree.comments, [&](uint32_t offset) { return block_at(tree, offset); }, faults);
  apply_suppressions(sources, selection, list, "2026-06-01", findings);
  findings.insert(findings.end(), faults.begin(), faults.end());
  std::string out;
  for (const Finding& f : findings) out += cat(sources.position(file, f.at.begin).line, " ", f.rule, "\n");
  return out;
}

TEST(Suppressions, OnTheLine) {
  EXPECT_EQ(left_of("a: HERE # plumb: ignore[privileged] known\nb: HERE\n"), "2 privileged\n");
  EXPECT_EQ(left_of("a: HERE # plumb: ignore[host-network, privileged] known\n"), "1 suppression-unused\n");
}

TEST(Suppressions, AboveABlock) {
  EXPECT_EQ(left_of("x: 1\n# plumb: ignore[privileged] known\na:\n  b: HERE\n  c: [HERE]\nd: HERE\n"), "6 privileged\n");
  EXPECT_EQ(left_of("# plumb: ignore[privileged] the whole document\na: HERE\nb: HERE\n---\na: HERE\n"), "5 privileged\n");
  EXPECT_EQ(left_of("# plumb: ignore[privileged]\n---\n# other\na: HERE\nb: HERE\n"), "");
  EXPECT_EQ(left_of("list:\n  - n: HERE\n    m: HERE\n  # plumb: ignore[privileged]\n  - n: HERE\n    m: HERE\n"), "2 privileged\n3 privileged\n");
  EXPECT_EQ(left_of("a:\n  # plumb: ignore[privileged] only the first key\n  b: HERE\n  c: HERE\n"), "4 privileged\n");
}

TEST(Suppressions, ThoseThatDoNothingAreTold) {
  EXPECT_EQ(left_of("a: 1 # plumb: ignore[privileged]\n"), "1 suppression-unused\n");
  EXPECT_EQ(left_of("a: 1 # plumb: ignore[off-rule] not active, so not unused\n"), "");
  EXPECT_EQ(left_of("a: HERE # plumb: ignore[priviledged]\n"), "1 privileged\n1 suppression-unknown-rule\n");
  EXPECT_EQ(left_of("a: HERE # plumb: ignore[privileged] x until=2026-05-31\n"), "1 privileged\n1 suppression-expired\n");
  EXPECT_EQ(left_of("a: HERE # plumb: ignore[privileged] x until=2026-06-01\n"), "");
  EXPECT_EQ(left_of("a: HERE # plumb: ignore\n"), "1 privileged\n1 suppression-malformed\n");
}

TEST(Suppressions, ByAnnotation) {
  Builder b;
  NodeId id = b.add(Kind::config_map, "a", "ConfigMap/x/a", {FileId{0}, 10, 90}, {FileId{0}, 20, 21});
  MapEntry entry{"plumb.lint/ignore", {}, Value::string("privileged, host-network: known; off-rule: until the move until=2026-01-31")};
  b.set(id, field::config_map::annotations, make_map(b.arena(), {&entry, 1}));
  Graph g;
  g.absorb({}, std::move(b));
  g.freeze();
  Findings faults;
  auto list = suppressions_in(g, faults);
  ASSERT_EQ(list.size(), 2u);
  EXPECT_EQ(list[0].rules, (std::vector<std::string>{"privileged", "host-network"}));
  EXPECT_EQ(list[0].reason, "known");
  EXPECT_EQ(list[1].until, "2026-01-31");
  EXPECT_EQ(list[1].covers.span.end, 90u);
  EXPECT_TRUE(faults.empty());
}

}  // namespace
}  // namespace plumb::rules
