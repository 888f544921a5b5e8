// Report: what the renderers get: one or more analysed projects with the findings to show, and how to show them.
// One renderer a file; each returns the whole output as a string and computes nothing. The library never prints.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "session/session.h"

namespace plumb::report {

/// One project of the run. Paths in machine formats are relative to its root; text puts `prefix` before them ("infra/").
struct Part {
  std::shared_ptr<const Snapshot> snapshot;
  std::string root;    // as the user named it
  std::string prefix;  // "" or ending in '/'
  std::vector<const Finding*> findings;  // those to report, in order
};

struct Report {
  std::vector<Part> parts;
  bool color = false;
  bool undecided = false, coverage = false, timings = false;
  int exit_status = 0;
  std::string command_line;  // for SARIF's invocation
  std::string started, ended;  // UTC, 2026-01-31T12:00:00Z
};

/// Source lines with labelled spans, evidence, help; then a summary.
std::string text(const Report& report);
/// One line a finding: path:line:column: severity[rule] message.
std::string concise(const Report& report);
/// schemas/report.schema.json.
std::string json(const Report& report);
/// SARIF 2.1.0.
std::string sarif(const Report& report);

/// The graph of a snapshot: `format` is json, dot or mermaid; empty string for any other.
std::string graph(const Snapshot& snapshot, std::string_view format);

/// The rules as JSON: id, aliases, area, tags, severity, profile, summary, builtin, help, options.
std::string rules(const rules::RuleSet& set);

}  // namespace plumb::report
