// How a value came to be (load/explanation.h), rendered. Paths are shown relative to `directory`.
#pragma once
#include <string>
#include <string_view>

#include "session/why.h"

namespace plumb::report {

/// {name, value | unknown, how, file, line, column, text, from: [...]}, one object.
std::string why_json(const Snapshot& s, const Explanation& e, std::string_view directory);
/// For people: a name and its value, below it the place and what is written there, then the names in it, indented.
std::string why_text(const Snapshot& s, const Explanation& e, std::string_view directory);

}  // namespace plumb::report
