// Judge: one rule on nodes of one kind, one node after the other: guard, elements, flag, and where it is flagged the finding.
// Invariant: only a known true flag of a node (and element) that certainly exists makes a finding.
#pragma once
#include <mutex>
#include <optional>

#include "rules/compile.h"
#include "rules/engine.h"

namespace plumb::rules {

/// A rule against one kind, compiled on first use; shared by threads.
struct RuleOnKind {
  const Rule* rule = nullptr;
  std::optional<Severity> severity;  // the user's
  Kind kind{};
  Value options;

  const RuleLogic& logic();
  const RuleReport& report();
  // Written once each, by logic() and report(); read them only after that call.
  std::vector<RuleError> logic_errors, report_errors;

 private:
  std::once_flag logic_once_, report_once_;
  RuleLogic logic_;
  RuleReport report_;
};

struct Judgement {
  Findings findings;
  std::vector<Undecided> undecided;
  std::vector<RuleProblem> problems;
};

class Judge {
 public:
  Judge(const Graph& graph, RuleOnKind& rule, Arena& arena, Judgement& out);
  /// False when the guard says that the rule is not about this node.
  bool look_at(const Node& node);

 private:
  Value run(const Compiled& c);
  void look_at_element(const Node& node, const Value* it, const Value& guard);
  void undecided(const Node& node, const Cause* cause);
  void problem(const Node& node, std::string text);
  void report(const Node& node, const Value* it);
  Severity severity();
  std::string text(const CompiledTemplate& parts, const Node& node);
  Span first_place(const std::vector<Compiled>& at, std::vector<std::string_view>* evidence);
  void add_step(const CompiledStep& step, const Node& node, Finding& finding, std::vector<std::string_view>& evidence);

  const Graph& graph_;
  RuleOnKind& rule_;
  Judgement& out_;
  const RuleLogic& logic_;
  expr::Activation activation_;
  std::vector<char> let_done_;
};

/// Where a value stands: its own span; of a node its declared name; of a list its own place, else that of its first item as
/// it is referred to. Unknown when it has none.
Span place_of(const Value& value, const Graph& graph);

}  // namespace plumb::rules
