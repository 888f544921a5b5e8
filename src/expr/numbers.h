// Numbers and text: doubles as Go prints them, strings as CEL's conversions read them.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace plumb::expr {

/// Shortest text that reads back as `d`, as Go's FormatFloat(d, 'g', -1, 64): "0.1", "1e+21", "NaN", "+Inf".
std::string number_text(double d);
/// Go's ParseFloat: decimal or hexadecimal, inf, infinity, nan in any case; underscores between digits are dropped.
std::optional<double> parse_number(std::string_view text);

}  // namespace plumb::expr
