// Explain: what a person needs to know about a rule, from its two files, as Markdown that reads well as plain text too.
#pragma once
#include <string>
#include <string_view>

#include "rules/rule.h"

namespace plumb::rules {

/// The page of a rule: what, why, what to do, an example that is reported and one that is not, options, references.
std::string explain(const Rule& rule);
/// One line for lists: the summary.
std::string_view summary(const Rule& rule);
/// The pages of all rules as one document index: "id | severity | profile | summary" table in Markdown.
std::string rule_table(const RuleSet& set);

/// Texts of the two files that a new rule starts from (`./dev new-rule AREA/ID`, `plumb rules new`).
struct NewRule {
  std::string yaml, markdown;
};
NewRule new_rule_template(std::string_view id);

}  // namespace plumb::rules
