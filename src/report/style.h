// Style: ANSI colours where the report wants them, and text made safe for a terminal.
#pragma once
#include <string>
#include <string_view>

#include "source/finding.h"

namespace plumb::report {

class Style {
 public:
  explicit Style(bool color) : color_(color) {}
  std::string bold(std::string_view s) const { return paint("1", s); }
  std::string dim(std::string_view s) const { return paint("2", s); }
  std::string gutter(std::string_view s) const { return paint("1;34", s); }
  std::string severity(Severity severity, std::string_view s) const { return paint(code(severity), s); }

 private:
  static const char* code(Severity s) { return s == Severity::error ? "1;31" : s == Severity::warning ? "1;33" : "1;36"; }
  std::string paint(const char* codes, std::string_view s) const {
    if (!color_ || s.empty()) return std::string(s);
    std::string out = "\x1b[";
    out += codes;
    out += 'm';
    out += s;
    out += "\x1b[0m";
    return out;
  }
  bool color_;
};

/// `text` with tabs as four blanks and other control characters as U+FFFD, so that an input cannot steer the terminal.
std::string printable(std::string_view text);
/// Columns that printable(text) takes, one a code point.
size_t width(std::string_view text);

}  // namespace plumb::report
