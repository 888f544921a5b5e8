// Engine: the active rules over a graph. Findings, what could not be decided and why, and what each rule looked at.
// Why three results: silence must be explainable (promises 2 and 3). An unknown flag or a node that only may exist never makes
// a finding, only an Undecided; an expression's error is a fault of the rule, counted and shown, never a crash.
// Invariant: the result does not depend on `jobs` nor on the order in which rules were named.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "graph/graph.h"
#include "rules/selection.h"
#include "source/finding.h"

namespace plumb::rules {

struct Undecided {
  std::string rule, resource;
  Span at;            // the resource
  std::string cause;  // what is not known, in words
  Span cause_at;      // the place that would decide it; may be unknown
};

/// An expression of a rule failed on a resource: a fault of the rule.
struct RuleProblem {
  std::string rule, resource, text;
};

struct RuleCoverage {
  std::string rule;
  size_t objects = 0;  // nodes of its kinds for which `when` is not false
};

struct Evaluation {
  Findings findings;                   // sorted by file, offset, rule, message; fingerprints set
  std::vector<Undecided> undecided;    // sorted by file, offset, rule
  std::vector<RuleProblem> problems;   // sorted by rule, resource
  std::vector<RuleCoverage> coverage;  // one per active rule, in id order
};

/// Holds the compiled rules, so that an editor session compiles once. A rule is compiled when a node of its kind is first met.
/// evaluate() may be called by several threads at once.
class Engine {
 public:
  explicit Engine(Selection selection);
  Engine(Engine&&) noexcept;
  ~Engine();

  const Selection& selection() const;
  /// `graph` is frozen and analyzed.
  Evaluation evaluate(const Graph& graph, unsigned jobs) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Order of findings in every report: file, offset, rule, message. What is told twice of one place, with the same evidence, stays once.
void sort_findings(Findings& findings);
/// The fingerprint of a finding that a reader or loader made: rule + resource + file path + message (no position).
uint64_t file_finding_fingerprint(const Finding& finding, std::string_view path);

}  // namespace plumb::rules
