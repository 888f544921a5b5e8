// The last phase: suppressions of every file and annotation, applied to the findings of the snapshot.
#pragma once
#include <string_view>

#include "session/session.h"

namespace plumb {

/// Removes suppressed findings, adds findings about suppressions that are unused, unknown, expired or malformed.
void suppress(Snapshot& s, std::string_view today);

}  // namespace plumb
