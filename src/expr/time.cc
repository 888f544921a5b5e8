// See time.h.
#include "expr/time.h"

#include "base/text.h"

namespace plumb::expr {

namespace {

struct Reader {
  std::string_view text;
  bool ok = true;

  int number(size_t digits) {
    if (text.size() < digits) return ok = false, 0;
    int n = 0;
    for (size_t i = 0; i < digits; ++i) {
      if (text[i] < '0' || text[i] > '9') return ok = false, 0;
      n = n * 10 + (text[i] - '0');
    }
    text.remove_prefix(digits);
    return n;
  }
  void literal(char c) {
    ok = ok && text.starts_with(c);
    if (ok) text.remove_prefix(1);
  }
  bool digit() const { return !text.empty() && text[0] >= '0' && text[0] <= '9'; }
};

}  // namespace

std::optional<Timestamp> parse_timestamp(std::string_view text) {
  Reader r{text};
  int year = r.number(4);
  r.literal('-');
  int month = r.number(2);
  r.literal('-');
  int day = r.number(2);
  r.literal('T');
  int hour = r.number(2);
  r.literal(':');
  int minute = r.number(2);
  r.literal(':');
  int second = r.number(2);
  Timestamp t;
  if (r.ok && r.text.starts_with('.')) {
    r.text.remove_prefix(1);
    if (!r.digit()) return {};
    for (int64_t unit = 100'000'000; r.digit(); unit /= 10) {
      t.nanos += static_cast<int32_t>((r.text[0] - '0') * unit);
      r.text.remove_prefix(1);
    }
  }
  if (r.text == "Z") {
    r.text = {};
  } else if (r.ok && (r.text.starts_with('+') || r.text.starts_with('-'))) {
    int sign = r.text[0] == '-' ? -1 : 1;
    r.text.remove_prefix(1);
    int hours = r.number(2);
    r.literal(':');
    int minutes = r.number(2);
    r.ok = r.ok && hours < 25 && minutes < 60;
    t.offset = sign * (hours * 3600 + minutes * 60);
  } else {
    return {};
  }
  static constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  if (!r.ok || !r.text.empty() || month < 1 || month > 12 || day < 1 || day > kDays[month - 1] + (leap && month == 2) || hour > 23 || minute > 59 || second > 59) return {};
  t.seconds = days_from_civil(year, month, day) * 86400 + hour * 3600 + minute * 60 + second - t.offset;
  if (t.seconds < -62135596800 || t.seconds > 253402300799) return {};
  return t;
}

std::optional<Duration> parse_duration(std::string_view text) {
  bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  if (text == "0") return Duration{};
  if (text.empty()) return {};
  __extension__ using Wide = unsigned __int128;
  Wide total = 0;
  const Wide limit = Wide{1} << 63;
  while (!text.empty()) {
    Wide whole = 0, fraction = 0, scale = 1;
    bool digits = false;
    auto is_digit = [&] { return !text.empty() && text[0] >= '0' && text[0] <= '9'; };
    for (; is_digit(); text.remove_prefix(1), digits = true) {
      whole = whole * 10 + static_cast<unsigned>(text[0] - '0');
      if (whole > limit) return {};
    }
    if (text.starts_with('.')) {
      text.remove_prefix(1);
      for (; is_digit(); text.remove_prefix(1), digits = true) {
        if (scale > Wide{1000000000000000000ull}) continue;
        fraction = fraction * 10 + static_cast<unsigned>(text[0] - '0');
        scale *= 10;
      }
    }
    if (!digits) return {};
    static constexpr std::pair<std::string_view, uint64_t> kUnits[] = {{"ns", 1}, {"us", 1000}, {"\xc2\xb5s", 1000}, {"\xce\xbcs", 1000}, {"ms", 1000000}, {"s", 1000000000}, {"m", 60000000000}, {"h", 3600000000000}};
    size_t end = 0;
    while (end < text.size() && text[end] != '.' && (text[end] < '0' || text[end] > '9')) ++end;
    uint64_t unit = 0;
    for (auto [name, nanos] : kUnits)
      if (text.substr(0, end) == name) unit = nanos;
    if (unit == 0) return {};
    text.remove_prefix(end);
    total += whole * unit + fraction * unit / scale;
    if (total > limit) return {};
  }
  if (total == limit && !negative) return {};
  uint64_t nanos = static_cast<uint64_t>(total);
  return Duration{static_cast<int64_t>(negative ? 0 - nanos : nanos)};
}

static std::string padded(int64_t n, size_t width) {
  std::string s = cat(n);
  return s.size() < width ? std::string(width - s.size(), '0') + s : s;
}

// ".5" of half a second; empty when there is no fraction.
static std::string fraction_text(int64_t nanos) {
  if (nanos == 0) return {};
  std::string s = "." + padded(nanos, 9);
  while (s.back() == '0') s.pop_back();
  return s;
}

std::string timestamp_text(const Timestamp& t) {
  CivilTime c = civil_time(t.seconds + t.offset);
  std::string out = cat(padded(c.year, 4), '-', padded(c.month, 2), '-', padded(c.day, 2), 'T', padded(c.hour, 2), ':', padded(c.minute, 2), ':', padded(c.second, 2), fraction_text(t.nanos));
  if (t.offset == 0) return out + 'Z';
  int minutes = (t.offset < 0 ? -t.offset : t.offset) / 60;
  return cat(out, t.offset < 0 ? '-' : '+', padded(minutes / 60, 2), ':', padded(minutes % 60, 2));
}

std::string duration_text(const Duration& d) {
  uint64_t nanos = d.nanos < 0 ? 0 - static_cast<uint64_t>(d.nanos) : static_cast<uint64_t>(d.nanos);
  return cat(d.nanos < 0 ? "-" : "", nanos / 1'000'000'000, fraction_text(static_cast<int64_t>(nanos % 1'000'000'000)), 's');
}

}  // namespace plumb::expr
