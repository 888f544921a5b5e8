// The environments of a snapshot: which there are, and which units may differ between them.
#pragma once
#include <set>
#include <vector>

#include "session/inputs.h"

namespace plumb {

/// Fills Snapshot::environments and known_environments.
void find_environments(Snapshot& s, const Units& units, const Options& options);

/// The options of one environment: its variables files before those of the command line, which win.
LoadOptions in_environment(const LoadOptions& options, const Environment& e);
/// Without the units that lie in the folders of other environments only.
Units in_environment(Units units, const Environment& e, const std::vector<Environment>& all);

/// What may differ between environments.
struct Affected {
  std::set<FileId> files;    // whose findings are told by environment
  std::vector<bool> loaded;  // units, by those of the first environment, that the others need for that; empty: all
};

/// All of the project when environments say something of the whole; else the root modules that have variables files of their own, those beside
/// them, and what is joined with these by files, or by edges below a folder that is not the project's root; loaded besides is whatever has
/// an edge to one of these, so that what was there is there again.
Affected affected_units(const Project& project, const Graph& graph, const Units& units, const std::vector<Environment>& all);
/// The units that are affected, by the units of the first environment.
Units those(Units units, const std::vector<bool>& loaded);

}  // namespace plumb
