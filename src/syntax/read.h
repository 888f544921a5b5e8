// The readers: text in, Tree and findings out. They never fail: after an error they recover and keep what can be kept.
#pragma once
#include <string_view>

#include "source/finding.h"
#include "syntax/tree.h"

namespace plumb {

struct YamlOptions {
  bool expand = true;             // aliases and merge keys become copies; off: alias nodes stay (the event tests)
  bool yaml_1_1 = true;           // plain yes/no/on/off/y/n are booleans, 0644 is octal: what sigs.k8s.io/yaml does
  bool fast = true;               // off: no line takes the fast path (tests compare both ways)
  uint32_t max_depth = 1000;
  uint32_t max_expanded_nodes = 1'000'000;  // nodes made by expanding aliases, per file
};

/// Reads a YAML stream. `text` must outlive the tree (Sources keeps it). Findings: syntax-error, duplicate-key,
/// template-not-rendered, document-too-large (bounds), each with span, what was expected and what to do.
Tree read_yaml(FileId file, std::string_view text, Findings& findings, const YamlOptions& options = {});

/// Reads one JSON text (RFC 8259); one document. Duplicate keys are reported, the last wins. Findings: syntax-error, duplicate-key.
Tree read_json(FileId file, std::string_view text, Findings& findings);
/// Reads the one value that stands at `part` of the text; spans are those of the whole text.
Tree read_json_part(FileId file, std::string_view text, Span part, Findings& findings);

/// One level of the object or array at `part`: its scalars as read_json gives them, its collections folded (TreeNode::kFolded: their
/// place is known, their contents were only skipped). For texts of which much is never needed: skipping costs a tenth of reading, and no
/// memory. What is skipped is not checked beyond its brackets and quotes. Broken: a syntax-error, and the entries that stand before the fault.
Tree outline_json(FileId file, std::string_view text, Span part, Findings& findings);

}  // namespace plumb
