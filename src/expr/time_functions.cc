// timestamp(), duration() and their members. Time zones: "", "UTC", fixed offsets ("+02:00"); names of places are not known.
#include "base/text.h"
#include "expr/extended.h"
#include "expr/functions.h"
#include "expr/time.h"

namespace plumb::expr {
namespace {

Value timestamp(const Call& c) {
  if (c[0].is(Tag::timestamp)) return c[0];
  if (c[0].is_int()) {
    int64_t seconds = c[0].integer();
    return seconds >= -62135596800 && seconds <= 253402300799 ? make_extended(c.arena(), Tag::timestamp, Timestamp{seconds}) : c.error("timestamp out of range");
  }
  auto t = parse_timestamp(c[0].string());
  return t ? make_extended(c.arena(), Tag::timestamp, *t) : c.error(cat("'", c[0].string(), "' is no timestamp (RFC 3339: 2024-01-01T00:00:00Z)"));
}

Value duration(const Call& c) {
  if (c[0].is(Tag::duration)) return c[0];
  auto d = parse_duration(c[0].string());
  return d ? make_extended(c.arena(), Tag::duration, *d) : c.error(cat("'", c[0].string(), "' is no duration (1h30m, 90s, 1.5s)"));
}

// "+02:00", "-11:00", "02:00".
bool read_offset(std::string_view zone, int32_t* seconds) {
  *seconds = 0;
  if (zone.empty() || zone == "UTC" || zone == "Etc/UTC" || zone == "GMT") return true;
  int sign = zone.starts_with('-') ? -1 : 1;
  if (zone.starts_with('-') || zone.starts_with('+')) zone.remove_prefix(1);
  auto digit = [&](size_t i) { return zone[i] >= '0' && zone[i] <= '9'; };
  if (zone.size() != 5 || zone[2] != ':' || !digit(0) || !digit(1) || !digit(3) || !digit(4)) return false;
  int hours = (zone[0] - '0') * 10 + zone[1] - '0', minutes = (zone[3] - '0') * 10 + zone[4] - '0';
  *seconds = sign * (hours * 3600 + minutes * 60);
  return hours < 24 && minutes < 60;
}

using Part = int64_t (*)(const CivilTime&, const Timestamp&);

template <Part Get>
Value part(const Call& c) {
  int32_t offset = 0;
  const Timestamp& t = as_timestamp(c[0]);
  if (c.count > 1 && !read_offset(c[1].string(), &offset)) return c.error(cat("time zone '", c[1].string(), "' is not known; use an offset such as +02:00"));
  if (c.count == 1) offset = 0;
  return Value::integer(Get(civil_time(t.seconds + offset), t));
}

int64_t year(const CivilTime& t, const Timestamp&) { return t.year; }
int64_t month(const CivilTime& t, const Timestamp&) { return t.month - 1; }
int64_t day(const CivilTime& t, const Timestamp&) { return t.day; }
int64_t day_from_zero(const CivilTime& t, const Timestamp&) { return t.day - 1; }
int64_t weekday(const CivilTime& t, const Timestamp&) { return t.weekday; }
int64_t yearday(const CivilTime& t, const Timestamp&) { return t.yearday; }
int64_t hours(const CivilTime& t, const Timestamp&) { return t.hour; }
int64_t minutes(const CivilTime& t, const Timestamp&) { return t.minute; }
int64_t seconds(const CivilTime& t, const Timestamp&) { return t.second; }
int64_t milliseconds(const CivilTime&, const Timestamp& t) { return t.nanos / 1'000'000; }

template <int64_t Unit>
Value whole(const Call& c) {
  return Value::integer(as_duration(c[0]).nanos / Unit);
}

}  // namespace

std::span<const Declaration> time_functions() {
  static constexpr uint8_t k = kConversion;
  static constexpr Declaration kTable[] = {
      {"timestamp", "s>t", timestamp, k},
      {"timestamp", "i>t", timestamp, k},
      {"timestamp", "t>t", timestamp, k},
      {"duration", "s>D", duration, k},
      {"duration", "D>D", duration, k},
      {"getFullYear", "t.>i", part<year>},
      {"getFullYear", "t.s>i", part<year>},
      {"getMonth", "t.>i", part<month>},
      {"getMonth", "t.s>i", part<month>},
      {"getDate", "t.>i", part<day>},
      {"getDate", "t.s>i", part<day>},
      {"getDayOfMonth", "t.>i", part<day_from_zero>},
      {"getDayOfMonth", "t.s>i", part<day_from_zero>},
      {"getDayOfWeek", "t.>i", part<weekday>},
      {"getDayOfWeek", "t.s>i", part<weekday>},
      {"getDayOfYear", "t.>i", part<yearday>},
      {"getDayOfYear", "t.s>i", part<yearday>},
      {"getHours", "t.>i", part<hours>},
      {"getHours", "t.s>i", part<hours>},
      {"getMinutes", "t.>i", part<minutes>},
      {"getMinutes", "t.s>i", part<minutes>},
      {"getSeconds", "t.>i", part<seconds>},
      {"getSeconds", "t.s>i", part<seconds>},
      {"getMilliseconds", "t.>i", part<milliseconds>},
      {"getMilliseconds", "t.s>i", part<milliseconds>},
      {"getHours", "D.>i", whole<3'600'000'000'000>},
      {"getMinutes", "D.>i", whole<60'000'000'000>},
      {"getSeconds", "D.>i", whole<1'000'000'000>},
      {"getMilliseconds", "D.>i", [](const Call& c) { return Value::integer(as_duration(c[0]).nanos / 1'000'000); }},
  };
  return kTable;
}

}  // namespace plumb::expr
