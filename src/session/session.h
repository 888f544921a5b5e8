// The session: the only door to an analysis, for the command line, the editor and end-to-end tests alike.
// analyze() turns a Vfs into an immutable Snapshot; the same files give the same Snapshot, whatever the number of threads
// and whichever Vfs they come from (but for unsaved Terraform buffers with a fault: syntax/hcl/tree_sitter).
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analysis/analysis.h"
#include "graph/graph.h"
#include "load/frontend.h"
#include "rules/engine.h"
#include "session/environment.h"
#include "session/merge.h"
#include "source/finding.h"
#include "source/sources.h"
#include "source/vfs.h"

namespace plumb {

struct Options {
  ListOptions list;
  LoadOptions load;
  AnalysisOptions analysis;
  std::vector<std::pair<std::string, std::string>> outside;  // folders out of the root that are needed all the same: path as from the root, path on the disk
  std::optional<std::string> project;  // of one root module that is looked at alone: the folder whose other root modules it sees
  std::vector<Environment> environments;   // each is analysed; empty: those that files show (recognised_environments), or none
  bool recognise_environments = true;
  std::string environment;                 // only this one; empty: all
  std::shared_ptr<const rules::Engine> engine;  // the active rules, compiled once; null: load and analyze only
  std::string today;                            // YYYY-MM-DD, for suppressions that expire
  unsigned jobs = 1;
};

/// What a file was taken for, and why (`-v`).
struct FileUse {
  std::string path, taken_for, why;
};

struct Timing {
  const char* phase;
  double seconds;
};

struct Snapshot {
  std::shared_ptr<const Vfs> vfs;
  std::shared_ptr<const rules::Engine> engine;
  Sources sources;
  Project project;
  Graph graph;                   // of the first environment
  std::vector<Environment> environments;  // that were analysed; empty: the project has none
  std::vector<std::string> known_environments;  // those there are
  Findings findings;             // in the order of rules::sort_findings; suppressed ones are gone
  rules::Evaluation evaluation;  // undecided entries, problems and coverage; its findings have moved to `findings`
  size_t files_seen = 0;         // files that discovery listed
  size_t files_read = 0;         // files that a frontend took, whole or in part
  size_t suppressed = 0;         // findings that suppressions took away
  std::vector<Skipped> skipped;  // files and folders that were left out, with the reason, sorted by path
  std::vector<FileUse> uses;     // every file that was read, sorted by path
  std::vector<Timing> timings;   // by phase, in order
  MergedFindings merged;         // which environments a finding holds in

  /// The environments that a finding holds in; empty: it does not depend on them.
  std::vector<std::string> environments_of(const Finding& f) const { return environments.empty() ? std::vector<std::string>() : merged.environments(f); }
};

std::shared_ptr<const Snapshot> analyze(std::shared_ptr<const Vfs> vfs, const Options& options);

}  // namespace plumb
