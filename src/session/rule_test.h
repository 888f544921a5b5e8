// Rule tests: one fixture test of a rule (rules/fixtures.h) through the same door as every analysis.
// Why here: `plumb rules test` and the project's own test program must judge fixtures alike.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "rules/engine.h"
#include "rules/fixtures.h"

namespace plumb {

struct RuleTestResult {
  std::vector<std::string> failures;  // "rules/a/b.md:12: expected ..."; empty: passed
  size_t looked_at = 0;               // nodes that the rule looked at
};

/// Runs `test` of `rule` with only this rule on. Bad: exactly the marked lines, with severity and message part. Good: silent and
/// decided. Undecided: silent, and at least one undecided entry. In all three no file may have an unmarked finding of a reader.
RuleTestResult run_rule_test(const std::shared_ptr<const rules::RuleSet>& set, const rules::Rule& rule, const rules::FixtureTest& test);

}  // namespace plumb
