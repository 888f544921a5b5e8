// Settings that stand in a text of YAML or JSON inside of something else: a chart's values, the configuration of an add-on.
#pragma once
#include "graph/value.h"

namespace plumb::kubernetes {

/// What the text says; every place in it is the text's. Absent for an empty text; unknown, with a cause, where it cannot be read, and what it
/// was where it is no text.
Value read_settings(Arena& arena, const Value& text);

}  // namespace plumb::kubernetes
