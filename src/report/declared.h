// What an input declares (session/declared.h), rendered. Paths are shown relative to `directory` where they lie in it.
#pragma once
#include <string>
#include <string_view>

#include "session/declared.h"

namespace plumb::report {

/// {"resources": {address: {mode, type, values, unknown, refs, causes}}, "outputs": {name: ...}, "errors": [...]}.
std::string declared_json(const DeclaredInput& input, std::string_view directory);
/// For people: a block a resource, an attribute a line, with the cause of each unknown.
std::string declared_text(const DeclaredInput& input, std::string_view directory);

}  // namespace plumb::report
