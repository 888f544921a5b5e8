// The calendar: days and dates of the proleptic Gregorian calendar, in UTC.
#pragma once
#include <cstdint>

namespace plumb {

struct CivilTime {
  int64_t year = 1970;
  int month = 1, day = 1, hour = 0, minute = 0, second = 0, weekday = 4, yearday = 0;  // weekday: 0 is Sunday; yearday from 0
};
/// Calendar date and time of day of `seconds` since 1970.
CivilTime civil_time(int64_t seconds);
/// Days since 1970 of a date.
int64_t days_from_civil(int64_t year, int month, int day);
/// Days of a month (1 to 12).
int month_days(int64_t year, int month);

}  // namespace plumb
