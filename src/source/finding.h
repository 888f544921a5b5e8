// Finding: the one diagnostic model; readers, loaders and rules append to Findings, renderers only read.
// Invariant: `rule` is an id that `plumb explain` knows (files under rules/); spans are in bytes; messages are one line
// without a final full stop that matter to a person, saying what, where and (help) what to do.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "source/span.h"

namespace plumb {

enum class Severity : uint8_t { info, warning, error };

/// One step of the evidence: a labelled place, in the order in which a person should read them.
struct Note {
  Span at;
  std::string text;
};

/// A replacement of the bytes of `at` (empty span: insertion). Safe fixes keep the meaning of everything else.
struct Fix {
  Span at;
  std::string replacement;
  std::string title;
};

struct Finding {
  std::string rule;  // rule id, e.g. "syntax-error", "container-privileged"
  Severity severity = Severity::error;
  Span at;  // the place that is underlined
  std::string message;
  std::string resource;  // address a user knows: aws_subnet.public["a"], Deployment/shop/web; empty for files
  std::vector<Note> chain;
  bool chain_is_path = false;  // the chain is a path that traffic or trust takes (SARIF codeFlows)
  std::string help;            // what to do, one or two sentences; may be empty
  std::vector<Fix> fixes;
  uint64_t fingerprint = 0;  // rule + resource + evidence path, never a line number; set by the engine
  bool unchecked = false;    // something could not be checked (exit status 2): an input that no reader could open or recover
};

using Findings = std::vector<Finding>;

/// A finding of a reader or loader: rule, place, message and help; the rest keeps its default.
inline Finding make_finding(std::string rule, Severity severity, Span at, std::string message, std::string help = {}) {
  Finding f;
  f.rule = std::move(rule);
  f.severity = severity;
  f.at = at;
  f.message = std::move(message);
  f.help = std::move(help);
  return f;
}

}  // namespace plumb
