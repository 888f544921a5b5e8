// Comparing two snapshots of a project: which findings are new (`--since`, `--staged`).
// Invariant: findings are told apart by fingerprint and number, never by line, so that moved code is not new.
#pragma once
#include <vector>

#include "session/session.h"

namespace plumb {

/// The findings of `now` that `before` had not, or had fewer times; pointers into `now`, in its order.
std::vector<const Finding*> new_findings(const Snapshot& now, const Snapshot& before);

}  // namespace plumb
