// Date functions: formatdate, timeadd, timecmp. Timestamps are RFC 3339; what "now" is only Terraform knows when it runs.
#include <array>
#include <charconv>
#include <cmath>

#include "base/civil.h"
#include "base/text.h"
#include "load/terraform/eval/functions.h"

namespace plumb::terraform {
namespace {

struct Time {
  int64_t seconds = 0;  // since 1970-01-01, UTC
  int64_t nanos = 0;
  int offset = 0;       // of the written zone, in minutes
};

std::optional<Time> parse_time(std::string_view s) {
  auto number = [&](size_t at, size_t n, int& out) {
    if (at + n > s.size()) return false;
    auto r = std::from_chars(s.data() + at, s.data() + at + n, out);
    return r.ec == std::errc() && r.ptr == s.data() + at + n && s[at] != '-';
  };
  int y = 0, mo = 0, d = 0, h = 0, mi = 0, sec = 0;
  if (s.size() < 20 || s[4] != '-' || s[7] != '-' || s[10] != 'T' || s[13] != ':' || s[16] != ':') return std::nullopt;
  if (!number(0, 4, y) || !number(5, 2, mo) || !number(8, 2, d) || !number(11, 2, h) || !number(14, 2, mi) || !number(17, 2, sec)) return std::nullopt;
  if (mo < 1 || mo > 12 || d < 1 || d > month_days(y, mo) || h > 23 || mi > 59 || sec > 59) return std::nullopt;
  Time t;
  size_t at = 19;
  if (s[at] == '.') {
    int64_t scale = 100'000'000;
    size_t first = ++at;
    for (; at < s.size() && s[at] >= '0' && s[at] <= '9'; ++at, scale /= 10) t.nanos += (s[at] - '0') * scale;
    if (at == first) return std::nullopt;
  }
  if (at >= s.size()) return std::nullopt;
  if (s[at] == 'Z' && at + 1 == s.size()) {
    t.offset = 0;
  } else {
    int oh = 0, om = 0;
    if ((s[at] != '+' && s[at] != '-') || at + 6 != s.size() || s[at + 3] != ':' || !number(at + 1, 2, oh) || !number(at + 4, 2, om)) return std::nullopt;
    if (oh > 23 || om > 59) return std::nullopt;
    t.offset = (s[at] == '-' ? -1 : 1) * (oh * 60 + om);
  }
  t.seconds = days_from_civil(y, mo, d) * 86400 + h * 3600 + mi * 60 + sec - t.offset * 60;
  return t;
}

std::string padded(int64_t n, size_t width) {
  std::string s = cat(n);
  return s.size() < width ? std::string(width - s.size(), '0') + s : s;
}

CivilTime civil(const Time& t) { return civil_time(t.seconds + t.offset * 60); }

std::string zone(const Time& t, bool colon) {
  int o = std::abs(t.offset);
  return cat(t.offset < 0 ? "-" : "+", padded(o / 60, 2), colon ? ":" : "", padded(o % 60, 2));
}

/// To the second: Terraform writes no fractions.
std::string rfc3339(const Time& t) {
  CivilTime c = civil(t);
  return cat(padded(c.year, 4), "-", padded(c.month, 2), "-", padded(c.day, 2), "T", padded(c.hour, 2), ":", padded(c.minute, 2), ":", padded(c.second, 2),
             t.offset == 0 ? std::string("Z") : zone(t, true));
}

constexpr std::array<std::string_view, 12> kMonths = {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"};
constexpr std::array<std::string_view, 7> kDays = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};

/// One run of equal letters of a format; nullopt when it means nothing.
std::optional<std::string> verb(std::string_view v, const Time& t, const CivilTime& c) {
  int twelve = c.hour % 12 == 0 ? 12 : c.hour % 12;
  if (v == "YYYY") return padded(c.year, 4);
  if (v == "YY") return padded(c.year % 100, 2);
  if (v == "MMMM") return std::string(kMonths[static_cast<size_t>(c.month - 1)]);
  if (v == "MMM") return std::string(kMonths[static_cast<size_t>(c.month - 1)].substr(0, 3));
  if (v == "MM") return padded(c.month, 2);
  if (v == "M") return cat(c.month);
  if (v == "DD") return padded(c.day, 2);
  if (v == "D") return cat(c.day);
  if (v == "EEEE") return std::string(kDays[static_cast<size_t>(c.weekday)]);
  if (v == "EEE") return std::string(kDays[static_cast<size_t>(c.weekday)].substr(0, 3));
  if (v == "hh") return padded(c.hour, 2);
  if (v == "h") return cat(c.hour);
  if (v == "HH") return padded(twelve, 2);
  if (v == "H") return cat(twelve);
  if (v == "AA") return std::string(c.hour < 12 ? "AM" : "PM");
  if (v == "aa") return std::string(c.hour < 12 ? "am" : "pm");
  if (v == "mm") return padded(c.minute, 2);
  if (v == "m") return cat(c.minute);
  if (v == "ss") return padded(c.second, 2);
  if (v == "s") return cat(c.second);
  if (v == "ZZZZZ") return zone(t, true);
  if (v == "ZZZZ") return zone(t, false);
  if (v == "ZZZ") return t.offset == 0 ? std::string("UTC") : zone(t, false);
  if (v == "Z") return t.offset == 0 ? std::string("Z") : zone(t, true);
  return std::nullopt;
}

Value not_a_time(FunctionCall& f, const std::string& s) { return f.fail(cat("'", s, "' is no timestamp like 2024-01-31T12:00:00Z")); }

Value formatdate(FunctionCall& f) {
  std::string format, s, out;
  if (!f.text(0, format) || !f.text(1, s)) return f.failed();
  auto t = parse_time(s);
  if (!t) return not_a_time(f, s);
  CivilTime c = civil(*t);
  for (size_t i = 0; i < format.size();) {
    char ch = format[i];
    if (ch == '\'') {
      size_t end = i + 1;
      std::string literal;
      bool closed = false;
      while (end < format.size() && !closed) {
        if (format[end] == '\'' && end + 1 < format.size() && format[end + 1] == '\'') {
          literal += '\'';
          end += 2;
        } else if (format[end] == '\'') {
          closed = true;
          ++end;
        } else {
          literal += format[end++];
        }
      }
      if (!closed) return f.fail("a quote in the format is not closed");
      out += end == i + 2 ? "'" : literal;
      i = end;
      continue;
    }
    bool letter = (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z');
    size_t end = i + 1;
    while (letter && end < format.size() && format[end] == ch) ++end;
    std::string_view run = std::string_view(format).substr(i, end - i);
    if (letter) {
      auto text = verb(run, *t, c);
      if (!text) return f.fail(cat("'", run, "' means nothing in a date format"));
      out += *text;
    } else {
      out += ch;
    }
    i = end;
  }
  return f.make(out);
}

/// A duration as Go reads it ("1h30m", "-1.5s", "300ms"), in nanoseconds.
std::optional<double> parse_duration(std::string_view s) {
  double sign = 1, total = 0;
  if (s.starts_with('-') || s.starts_with('+')) {
    if (s[0] == '-') sign = -1;
    s.remove_prefix(1);
  }
  if (s == "0") return 0;
  if (s.empty()) return std::nullopt;
  while (!s.empty()) {
    double n = 0;
    if (!((s[0] >= '0' && s[0] <= '9') || s[0] == '.')) return std::nullopt;
    auto r = std::from_chars(s.data(), s.data() + s.size(), n, std::chars_format::fixed);
    if (r.ec != std::errc()) return std::nullopt;
    s.remove_prefix(static_cast<size_t>(r.ptr - s.data()));
    constexpr std::pair<std::string_view, double> kUnits[] = {{"ns", 1}, {"us", 1e3}, {"\xc2\xb5s", 1e3}, {"ms", 1e6}, {"s", 1e9}, {"m", 6e10}, {"h", 3.6e12}};
    bool found = false;
    for (auto [name, nanos] : kUnits)
      if (!found && s.starts_with(name)) {
        total += n * nanos;
        s.remove_prefix(name.size());
        found = true;
      }
    if (!found) return std::nullopt;
  }
  return sign * total;
}

Value timeadd(FunctionCall& f) {
  std::string s, d;
  if (!f.text(0, s) || !f.text(1, d)) return f.failed();
  auto t = parse_time(s);
  if (!t) return not_a_time(f, s);
  auto nanos = parse_duration(d);
  if (!nanos || std::fabs(*nanos) > 9.2e18) return f.fail(cat("'", d, "' is no duration like 1h30m"));
  int64_t total = t->nanos + static_cast<int64_t>(std::llround(*nanos));
  int64_t seconds = total / 1'000'000'000, rest = total % 1'000'000'000;
  if (rest < 0) {
    rest += 1'000'000'000;
    --seconds;
  }
  t->seconds += seconds;
  t->nanos = rest;
  return f.make(rfc3339(*t));
}

Value timecmp(FunctionCall& f) {
  std::string a, b;
  if (!f.text(0, a) || !f.text(1, b)) return f.failed();
  auto x = parse_time(a), y = parse_time(b);
  if (!x || !y) return not_a_time(f, x ? b : a);
  auto less = [](const Time& p, const Time& q) { return p.seconds != q.seconds ? p.seconds < q.seconds : p.nanos < q.nanos; };
  return f.make(less(*x, *y) ? -1.0 : less(*y, *x) ? 1.0 : 0.0);
}

constexpr Function kFunctions[] = {
    {"formatdate", formatdate, 2, 2, Takes::known, TypeKind::string, "s"},
    {"timeadd", timeadd, 2, 2, Takes::known, TypeKind::string, "s"},
    {"timecmp", timecmp, 2, 2, Takes::known, TypeKind::number, "s"},
};

}  // namespace

std::span<const Function> date_functions() { return kFunctions; }

}  // namespace plumb::terraform
