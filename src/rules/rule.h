// Rule: one rule as data, as read from rules/<area>/<id>.yaml (docs/writing-rules.md is its reference).
// Why plain data: the same struct comes from the embedded pack and from a user's folder, and explain, lists and SARIF read it.
// Invariant: a Rule that read_rule() or unpack_rules() returned without error has an id, an area, a why and a help; `builtin`
// rules (findings of readers, loaders and the engine itself) have neither `on` nor expressions.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "source/finding.h"

namespace plumb::rules {

/// The smallest profile that holds the rule; each profile holds those before it.
enum class Profile : uint8_t { standard, recommended, strict, all };

/// A CEL expression and the line (from 1) of the rule file where it stands.
struct Expression {
  std::string text;
  uint32_t line = 0;
  explicit operator bool() const { return !text.empty(); }
};

/// A named intermediate value; may use those before it.
struct Let {
  std::string name;
  Expression value;
};

/// A severity other than the rule's own, when the condition is known to be true.
struct SeverityCase {
  Expression condition;
  Severity severity = Severity::warning;
};

/// One step of the evidence; with `each`, one per element, bound to `item`.
struct ChainStep {
  Expression each;
  std::vector<Expression> at;  // the first that has a place
  Expression text;             // template
};

using OptionValue = std::variant<bool, int64_t, double, std::string, std::vector<std::string>>;

struct Option {
  std::string name, doc;
  OptionValue value;  // the default
};

struct Rule {
  std::string id, area;
  Severity severity = Severity::warning;
  Profile profile = Profile::recommended;
  bool builtin = false;
  bool path = false;  // the chain is a path that traffic or trust takes
  std::vector<std::string> tags, aliases;
  std::vector<std::string> on;  // kinds, or the group "kubernetes"
  std::vector<Let> lets;
  Expression when, each, flag;
  std::vector<Expression> at;  // the first that has a place; none: the node's name
  Expression message;          // template
  std::vector<SeverityCase> severity_when;
  std::vector<ChainStep> chain;
  std::string summary, why, help;  // summary: one line, what is wrong
  std::vector<std::string> refs;
  std::vector<Option> options;
  std::string file;      // where it was read from: rules/<area>/<id>.yaml
  std::string markdown;  // the text of <id>.md; empty when there is none

  bool has_tag(std::string_view tag) const;
};

/// Rules in id order, ids and aliases unique among them.
struct RuleSet {
  std::vector<Rule> rules;
  /// The rule with this id or alias, or null.
  const Rule* find(std::string_view id_or_alias) const;
};

std::string_view to_string(Profile profile);    // "default", "recommended", "strict", "all"
std::string_view to_string(Severity severity);  // "error", "warning", "info"
bool parse_profile(std::string_view text, Profile* out);
bool parse_severity(std::string_view text, Severity* out);

/// What is wrong with a rule file or a fixture, for its author.
struct RuleError {
  std::string file;
  uint32_t line = 0;
  std::string message;
};
std::string to_string(const RuleError& error);  // "rules/a/b.yaml:3: message"

/// The closed list of areas (folders below rules/).
const std::vector<std::string_view>& areas();

}  // namespace plumb::rules
