// Timestamps and durations: reading and printing as RFC 3339 and Go's durations, time zones.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/civil.h"
#include "expr/eval.h"

namespace plumb::expr {

/// "2024-01-01T00:00:00.5Z", "...+02:00"; the offset is kept for printing.
std::optional<Timestamp> parse_timestamp(std::string_view text);
/// "1h30m", "1.5s", "-90ms", "0".
std::optional<Duration> parse_duration(std::string_view text);
std::string timestamp_text(const Timestamp& t);
std::string duration_text(const Duration& d);

}  // namespace plumb::expr
