// Regular expressions through RE2 (linear time), as Go's regexp package reads them.
#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "expr/eval.h"

namespace re2 {
class RE2;
}

namespace plumb::expr {

/// Null with the problem in words when `pattern` is not accepted.
std::unique_ptr<re2::RE2> compile_pattern(std::string_view pattern, std::string* problem);
/// Whether the pattern occurs anywhere in `text`.
bool matches_pattern(std::string_view text, const re2::RE2& pattern);
/// The leftmost match, or "".
Value find_first(Arena& arena, std::string_view text, const re2::RE2& pattern);
/// All matches, at most `limit` when it is not negative.
Value find_all(Arena& arena, std::string_view text, const re2::RE2& pattern, int64_t limit);

}  // namespace plumb::expr
