// Timestamps and durations: reading and printing as RFC 3339 and Go's durations, calendar arithmetic, time zones.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "expr/eval.h"

namespace plumb::expr {

/// "2024-01-01T00:00:00.5Z", "...+02:00"; the offset is kept for printing.
std::optional<Timestamp> parse_timestamp(std::string_view text);
/// "1h30m", "1.5s", "-90ms", "0".
std::optional<Duration> parse_duration(std::string_view text);
std::string timestamp_text(const Timestamp& t);
std::string duration_text(const Duration& d);

struct CivilTime {
  int64_t year = 1970;
  int month = 1, day = 1, hour = 0, minute = 0, second = 0, weekday = 4, yearday = 0;  // weekday: 0 is Sunday; yearday from 0
};
/// Calendar date and time of day of `seconds` since 1970.
CivilTime civil_time(int64_t seconds);
/// Days since 1970 of a date of the proleptic Gregorian calendar.
int64_t days_from_civil(int64_t year, int month, int day);

}  // namespace plumb::expr
