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

/// Which units may differ between environments: all of them when environments say something of the whole project; else the root modules
/// that have variables files of their own, those beside them, and whatever is joined with these by files or edges.
std::vector<bool> affected_units(const Graph& graph, const Units& units, const std::vector<Environment>& all);
/// The units that are affected, by the units of the first environment.
Units those(Units units, const std::vector<bool>& affected);

void add_files(const UnitInput& unit, std::set<FileId>& files);

}  // namespace plumb
