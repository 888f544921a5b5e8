// Selection: which rules are on, with the severity and options that the user gave them.
// Invariant: rules are in id order; names that match nothing are errors with did-you-mean, never ignored silently.
#pragma once
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "rules/rule.h"

namespace plumb::rules {

struct SelectionOptions {
  Profile profile = Profile::standard;
  std::vector<std::string> select{}, ignore{};  // ids, aliases, areas or tags
  std::map<std::string, Severity, std::less<>> severity{};                                          // by id or alias
  std::map<std::string, std::map<std::string, OptionValue, std::less<>>, std::less<>> options{};  // rule -> option -> value
};

struct ActiveRule {
  const Rule* rule = nullptr;
  std::optional<Severity> severity;  // overrides the rule's own (and its severity_when)
  std::vector<Option> options;       // defaults with the user's values in place
};

struct Selection {
  std::shared_ptr<const RuleSet> set;
  std::vector<ActiveRule> active;

  const ActiveRule* find(std::string_view id) const;
  /// Whether any rule judges the design (built-in ones only tell what readers met).
  bool judges() const;
};

/// `select` empty: what the profile holds. `select` given: exactly what it names, whatever the profile. `ignore` wins over both.
/// Built-in rules (findings of readers and loaders) stay on unless ignored by name. Errors: unknown names, options of the wrong type.
Selection select_rules(std::shared_ptr<const RuleSet> set, const SelectionOptions& options, std::vector<std::string>& errors);

/// `defaults` with the user's values put in; unknown names and wrong types append an error and change nothing.
std::vector<Option> set_options(const Rule& rule, const std::map<std::string, OptionValue, std::less<>>& given, std::vector<Option> defaults,
                                std::vector<std::string>& errors);

/// For findings of readers and loaders: drops those whose rule is off and sets severities that the user gave.
/// What could not be checked (Finding::unchecked) stays, whatever is ignored. Ids that the set does not know stay too.
void apply_selection(const Selection& selection, Findings& findings);

}  // namespace plumb::rules
