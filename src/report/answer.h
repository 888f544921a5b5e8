// Answers of `plumb console --json`: one object on one line.
#pragma once
#include <string>

#include "session/console.h"

namespace plumb::report {

/// {"outcome": "ok", "value": .., "type": ..}, {"outcome": "error", "error": ..} or {"outcome": "unknown", "value": .., "type": .., "cause": ..}
/// with null for what is not known; ends with a line break.
std::string answer_json(const terraform::Answer& answer);

}  // namespace plumb::report
