// Every fixture of every built-in rule as a test: rules/<area>/<id>.md, one GoogleTest per heading, named <rule>.<section/heading>.
#include <gtest/gtest.h>

#include "base/text.h"
#include "rules/pack.h"
#include "session/rule_test.h"

namespace plumb {
namespace {

class FixtureCase : public testing::Test {
 public:
  FixtureCase(std::shared_ptr<const rules::RuleSet> set, const rules::Rule* rule, rules::FixtureTest test) : set_(std::move(set)), rule_(rule), test_(std::move(test)) {}
  void TestBody() override {
    for (const std::string& failure : run_rule_test(set_, *rule_, test_).failures) ADD_FAILURE() << failure;
  }

 private:
  std::shared_ptr<const rules::RuleSet> set_;
  const rules::Rule* rule_;
  rules::FixtureTest test_;
};

/// Silence proves something only where the rule looked.
class GoodTestsAreLookedAt : public testing::Test {
 public:
  GoodTestsAreLookedAt(std::shared_ptr<const rules::RuleSet> set, const rules::Rule* rule, std::vector<rules::FixtureTest> tests) : set_(std::move(set)), rule_(rule), tests_(std::move(tests)) {}
  void TestBody() override {
    for (const rules::FixtureTest& t : tests_)
      if (t.expect == rules::FixtureTest::Expect::good && run_rule_test(set_, *rule_, t).looked_at > 0) return;
    ADD_FAILURE() << rule_->file << ": no good test has a node that the rule looks at (kind '" << join(rule_->on, ", ") << "', `when`)";
  }

 private:
  std::shared_ptr<const rules::RuleSet> set_;
  const rules::Rule* rule_;
  std::vector<rules::FixtureTest> tests_;
};

void register_rule(const std::shared_ptr<const rules::RuleSet>& set, const rules::Rule& rule) {
  std::vector<rules::RuleError> errors;
  std::vector<rules::FixtureTest> tests = rules::read_fixture(rule.file, rule.id, rule.markdown, errors);
  for (const rules::FixtureTest& t : tests)
    testing::RegisterTest(rule.id.c_str(), t.name.c_str(), nullptr, nullptr, rule.file.c_str(), static_cast<int>(t.line), [set, &rule, t]() -> testing::Test* { return new FixtureCase(set, &rule, t); });
  if (!rule.builtin)
    testing::RegisterTest(rule.id.c_str(), "good tests are looked at", nullptr, nullptr, rule.file.c_str(), 1, [set, &rule, tests]() -> testing::Test* { return new GoodTestsAreLookedAt(set, &rule, tests); });
}

}  // namespace
}  // namespace plumb

int main(int argc, char** argv) {
  auto set = plumb::rules::builtin_rules();
  for (const plumb::rules::Rule& rule : set->rules)
    if (!rule.markdown.empty()) plumb::register_rule(set, rule);
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
