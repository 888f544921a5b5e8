// Suppressions: `# plumb: ignore[rule-id, ...] reason until=YYYY-MM-DD` in comments and `plumb.lint/ignore` annotations.
// On a line with code it covers that line; alone on a line it covers the block that starts on the next line (a document, a list
// item, a key with its value, a Terraform block; a module call covers what the module makes).
// Invariant: a suppression never hides anything else than the rules it names; unused, unknown and expired ones are findings.
#pragma once
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "graph/graph.h"
#include "rules/selection.h"
#include "source/finding.h"
#include "source/sources.h"
#include "syntax/tree.h"

namespace plumb::rules {

/// What a suppression alone on its line covers.
struct Block {
  Span span;
  std::string address_prefix;  // "module.vpc" for a module call: findings of what is inside are covered too; else empty
};

struct Suppression {
  Span at;  // the comment or annotation value
  std::vector<std::string> rules;
  std::string reason, until;  // until: YYYY-MM-DD or empty
  Block covers;
};

/// The block that starts at byte `offset` (the first non-blank of a line); an unknown span when none does.
using BlockAt = std::function<Block(uint32_t offset)>;

/// The block that starts at `offset` in a YAML or JSON tree: the document, the list item, else the key with its value.
Block block_at(const Tree& tree, uint32_t offset);

/// Suppressions among the comments of one file. Markers that cannot be read (no bracket, bad date) append `suppression-malformed`.
std::vector<Suppression> suppressions_in(const Sources& sources, FileId file, std::span<const Span> comments, const BlockAt& block_at,
                                         Findings& findings);
/// Suppressions by annotation of the graph's Kubernetes objects: `plumb.lint/ignore: "rule-id: reason"`, several with ';' or lines.
std::vector<Suppression> suppressions_in(const Graph& graph, Findings& findings);

struct Suppressed {
  size_t findings = 0;
};

/// Removes covered findings. Appends suppression-unused, suppression-unknown-rule, suppression-expired. `today`: YYYY-MM-DD.
/// A suppression of a rule that is not active is not called unused. Sets the fingerprints that are missing.
Suppressed apply_suppressions(const Sources& sources, const Selection& selection, const std::vector<Suppression>& suppressions,
                              std::string_view today, Findings& findings);

}  // namespace plumb::rules
