// Compile: a rule's expressions against one kind of node: typed slots, and for each expression the `let`s that it needs.
// Why per kind: a rule on several kinds is checked against each, so that a misspelt field is a build error everywhere.
// Why two parts: the logic (let, when, each, flag) runs for every node; the report (at, message, chain) only where it is flagged.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "expr/expr.h"
#include "rules/rule.h"

namespace plumb::rules {

struct Compiled {
  std::shared_ptr<const expr::Program> program;  // null: the rule has no such expression
  std::vector<uint16_t> lets;                    // indices into RuleLogic::lets, all that it needs, in order
  explicit operator bool() const { return program != nullptr; }
};

struct CompiledLet {
  Compiled value;
  uint32_t slot = 0;
  bool per_element = false;  // mentions `it`, so it has a value per element of `each`
};

/// Slots of an activation: node, options, the lets of the node, it, the lets of an element, item.
struct RuleLogic {
  std::vector<CompiledLet> lets;  // those of the node first, then those of an element
  std::vector<std::string> let_names;
  Compiled when, each, flag;
  uint32_t it_slot = 0, item_slot = 0, slots = 0;
  expr::Environment environment;  // all slots but `item`
};

struct CompiledPart {
  std::string text;  // literal text when there is no expression
  Compiled value;
};
using CompiledTemplate = std::vector<CompiledPart>;

struct CompiledStep {
  Compiled each;
  std::vector<Compiled> at;
  CompiledTemplate text;
};

struct RuleReport {
  std::vector<Compiled> at;
  CompiledTemplate message;
  std::vector<CompiledStep> chain;
  std::vector<std::pair<Compiled, Severity>> severity_when;
};

/// Errors say what and where; what compiled is usable only when none was appended.
RuleLogic compile_logic(const Rule& rule, Kind kind, std::vector<RuleError>& errors);
RuleReport compile_report(const Rule& rule, const RuleLogic& logic, std::vector<RuleError>& errors);

/// The kinds that `on` names, groups resolved, each once; unknown names append an error.
std::vector<Kind> kinds_of(const Rule& rule, std::vector<RuleError>& errors);
/// Compiles everything for every kind; the author's check.
void check_rule(const Rule& rule, std::vector<RuleError>& errors);

/// The identifiers of `names` that an expression mentions outside string literals (more than it uses is harmless).
std::vector<uint16_t> mentioned(std::string_view expression, const std::vector<std::string>& names);

}  // namespace plumb::rules
