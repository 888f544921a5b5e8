// Scalars: plain ones with their further lines, quoted ones with escapes and folding, literal and folded blocks.
// A text that stands in the source as it is read stays there; only folded or decoded ones go into the tree's arena.
#include <algorithm>

#include "base/text.h"
#include "base/utf8.h"
#include "syntax/yaml/parser.h"

namespace plumb::yaml {

bool Parser::starts_plain(const char* p, bool in_flow) const {
  char c = at(p, end_);
  if (!is(c, kIndicator)) return true;
  if (c == '-' || c == '?' || c == ':') return !blank_or_end(p + 1) && !(in_flow && is(p[1], kFlow));
  return at_template(p);
}

// Where a plain scalar that goes on at p ends on this line: at ': ', ' #', the line break or, in flow, an indicator.
const char* Parser::plain_stop(const char* p, bool in_flow) const {
  const char* first = p;
  if (!in_flow) {
    for (;; ++p) {
      p = find_plain_stop(p, end_);
      if (p == end_ || is(*p, kBreak)) return p;
      if (*p == '{') {
        if (at_template(p)) p = template_end(p) - 1;
        continue;
      }
      if (*p == ':' ? blank_or_end(p + 1) : p > first && is(p[-1], kBlank)) return p;
    }
  }
  for (; p < end_; ++p) {
    if (at_template(p)) {
      p = template_end(p) - 1;
      continue;
    }
    if (is(*p, kBreak) || (in_flow && is(*p, kFlow))) return p;
    if (*p == ':' && (blank_or_end(p + 1) || (in_flow && is(p[1], kFlow)))) return p;
    if (*p == '#' && p > first && is(p[-1], kBlank)) return p;
  }
  return p;
}

namespace {
const char* trim_back(const char* begin, const char* end) {
  while (end > begin && is(end[-1], kBlank)) --end;
  return end;
}
}  // namespace

// The plain scalar at p_ as far as this line goes.
void Parser::plain_line(Scalar& s, bool in_flow) {
  s.begin = p_;
  p_ = plain_stop(p_, in_flow);
  s.end = trim_back(s.begin, p_);
  s.text = {s.begin, s.end};
  if (braces_) find_template(s.text);
}

// The further lines of a plain scalar. True when it ends at a line that is `key:`, which cannot continue it.
bool Parser::plain_more_lines(Scalar& s, int32_t parent, bool in_flow) {
  bool any = false, key_below = false;
  while (p_ < end_ && is(*p_, kBreak)) {
    const char* q = p_;
    const char* line;
    int32_t column;
    size_t breaks = 0;
    do {
      q += *q == '\r' && end_ - q > 1 && q[1] == '\n' ? 2 : 1;
      ++breaks;
      line = q;
      q = skip_spaces(q, end_);
      column = static_cast<int32_t>(q - line);
      while (q < end_ && is(*q, kBlank)) ++q;
    } while (q < end_ && is(*q, kBreak));
    if (q == end_ || column <= parent || *q == '#' || (q == line && at_marker(q, *q) && (*q == '-' || *q == '.'))) break;
    if (in_flow ? is(*q, kFlow) || (*q == ':' && (blank_or_end(q + 1) || is(q[1], kFlow))) : at_template(q)) break;
    const char* stop = plain_stop(q, in_flow);
    if (!in_flow && stop < end_ && *stop == ':') {
      key_below = true;
      break;
    }
    if (!any) scratch_.assign(s.text);
    any = true;
    if (breaks == 1)
      scratch_ += ' ';
    else
      scratch_.append(breaks - 1, '\n');
    s.end = trim_back(q, stop);
    scratch_.append(q, s.end);
    if (braces_) find_template({q, s.end});
    s.several_lines = true;
    line_ = line;
    p_ = stop;
  }
  if (any) s.text = tree_.strings.copy(std::string_view(scratch_));
  return key_below;
}

// The quoted scalar at p_. One that is never closed ends with its first line.
void Parser::quoted(Scalar& s, int32_t parent) {
  const char quote = *p_;
  s.begin = p_;
  s.style = quote == '"' ? ScalarStyle::double_quoted : ScalarStyle::single_quoted;
  const char* first = p_ + 1;
  const char* q = find_quote_stop(first, end_, quote);
  if (q < end_ && *q == quote && !(quote == '\'' && q + 1 < end_ && q[1] == '\'')) {
    s.text = {first, q};
    s.end = p_ = q + 1;
    return;
  }
  const char* line = line_;
  scratch_.clear();
  size_t keep = 0;  // trailing blanks before this size are not folded away
  q = first;
  bool closed = false;
  while (q < end_ && !closed) {
    const char* stop = find_quote_stop(q, end_, quote);
    scratch_.append(q, stop);
    if (stop == end_) break;
    p_ = stop;
    if (*stop == quote) {
      closed = quote == '"' || at(stop + 1, end_) != '\'';
      p_ = stop + (closed ? 1 : 2);
      if (!closed) {
        scratch_ += '\'';
        keep = scratch_.size();
      }
    } else if (*stop == '\\') {
      if (quote == '"') {
        if (stop + 1 < end_ && is(stop[1], kBreak)) {
          p_ = stop + 1;
          keep = scratch_.size();
          if (!quoted_line_end(parent, std::string::npos)) break;
          keep = scratch_.size();
        } else if (!escape(keep)) {
          break;
        }
      } else {
        scratch_ += '\\';
        p_ = stop + 1;
      }
    } else {
      if (!quoted_line_end(parent, keep)) break;
      keep = scratch_.size();
    }
    q = p_;
  }
  s.several_lines = line_ != line;
  if (closed) {
    s.end = p_;
  } else {
    line_ = line;
    s.several_lines = false;
    s.end = p_ = find_break(s.begin, end_);
    error(s.begin, s.end, "this quote is never closed", cat("write ", quote, " behind the text"));
    scratch_.assign(first, s.end);
  }
  s.text = tree_.strings.copy(std::string_view(scratch_));
}

// At a line break inside quotes: folds it and the blank lines behind it. keep == npos: the break is escaped. False: not closed.
bool Parser::quoted_line_end(int32_t parent, size_t keep) {
  if (keep != std::string::npos)
    while (scratch_.size() > keep && is(scratch_.back(), kBlank)) scratch_.pop_back();
  size_t breaks = 0;
  const char* q = p_;
  int32_t column = 0;
  do {
    q += *q == '\r' && end_ - q > 1 && q[1] == '\n' ? 2 : 1;
    ++breaks;
    line_ = q;
    q = skip_spaces(q, end_);
    column = static_cast<int32_t>(q - line_);
    if (q == line_ && q < end_ && (*q == '-' || *q == '.') && at_marker(q, *q)) return false;
    while (q < end_ && is(*q, kBlank)) ++q;
  } while (q < end_ && is(*q, kBreak));
  p_ = q;
  if (q == end_) return false;
  if (column <= parent && *q != '"' && *q != '\'') {
    const char* stop = plain_stop(q, false);
    if ((*q == '-' && blank_or_end(q + 1)) || (stop < end_ && *stop == ':')) return false;
  }
  if (column <= parent)
    strict_error(q, find_break(q, end_), "the lines of a quoted text must be indented deeper than its key", "indent this line, or close the quote above");
  if (breaks > 1)
    scratch_.append(breaks - 1, '\n');
  else if (keep != std::string::npos)
    scratch_ += ' ';
  return true;
}

namespace {
// The `n` hexadecimal digits at p, or -1.
int64_t hex(const char* p, const char* end, int n) {
  if (end - p < n) return -1;
  int64_t value = 0;
  for (int i = 0; i < n; ++i) {
    char c = p[i];
    int digit = c >= '0' && c <= '9' ? c - '0' : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10
                                                                                        : -1;
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}
}  // namespace

// At a backslash in double quotes that no line break follows. False at the end of the text.
bool Parser::escape(size_t& keep) {
  const char* begin = p_++;
  if (p_ >= end_) return false;
  char c = *p_;
  static constexpr std::string_view kFrom = "0abtnvfre\"/\\ \t", kTo{"\0\a\b\t\n\v\f\r\x1b\"/\\ \t", 14};
  int digits = c == 'x' ? 2 : c == 'u' ? 4
                          : c == 'U'   ? 8
                                       : 0;
  if (size_t i = kFrom.find(c); i != std::string_view::npos) {
    scratch_ += kTo[i];
    ++p_;
  } else if (c == 'N' || c == '_' || c == 'L' || c == 'P') {
    append_utf8(scratch_, c == 'N' ? 0x85 : c == '_' ? 0xa0
                                        : c == 'L'   ? 0x2028
                                                     : 0x2029);
    ++p_;
  } else if (int64_t code = digits ? hex(p_ + 1, end_, digits) : -1; code >= 0 && code <= 0x10ffff) {
    p_ += 1 + digits;
    if (digits == 4 && code >= 0xd800 && code < 0xdc00 && end_ - p_ >= 6 && p_[0] == '\\' && p_[1] == 'u') {
      int64_t low = hex(p_ + 2, end_, 4);
      if (low >= 0xdc00 && low < 0xe000) {
        code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
        p_ += 6;
      }
    }
    append_utf8(scratch_, code >= 0xd800 && code < 0xe000 ? 0xfffd : static_cast<uint32_t>(code));
  } else {
    error(begin, p_ + 1, cat("unknown escape '\\", c, "' in double quotes"), "double the backslash, or use single quotes");
    scratch_ += '\\';
  }
  keep = scratch_.size();
  return true;
}

// A literal or folded block at its '|' or '>', below a collection with indent `parent`. Leaves p_ at the start of the line behind it.
void Parser::block_scalar(Scalar& s, int32_t parent) {
  const bool literal = *p_ == '|';
  s.style = literal ? ScalarStyle::literal : ScalarStyle::folded;
  s.begin = p_++;
  s.several_lines = true;
  char chomp = '\0';
  int32_t indent = -1;  // -1: the first line with text tells
  for (;; ++p_) {
    char mark = peek();
    if ((mark == '+' || mark == '-') && !chomp)
      chomp = mark;
    else if (mark >= '1' && mark <= '9' && indent < 0)
      indent = std::max(parent, 0) + (mark - '0');
    else
      break;
  }
  s.end = p_;
  end_line();
  scratch_.clear();
  size_t blank = 0;
  int32_t widest_blank = -1;
  const char* widest_line = nullptr;
  bool any = false, last_more = false, broken_off = false;  // broken_off: the text ends without a line break
  while (p_ < end_) {
    const char* line = p_;
    const char* q = skip_spaces(p_, end_);
    auto column = static_cast<int32_t>(q - line);
    const char c = at(q, end_);
    bool only_spaces = is(c, kBreak);
    if (only_spaces && (indent < 0 || column <= indent)) {
      if (column > widest_blank) widest_blank = column, widest_line = line;
      p_ = q;
      if (q < end_) ++blank;
      skip_break();
      continue;
    }
    if (c == '\t' && column <= parent) {
      const char* tab = q;
      while (q < end_ && is(*q, kBlank)) ++q;
      if (q < end_ && !is(*q, kBreak)) break;
      error(tab, q, "a line of a block text starts with a tab", "indent with spaces, or empty the line");
      p_ = q;
      ++blank;
      skip_break();
      continue;
    }
    if (indent < 0) {
      if (column <= parent) break;
      if (column == 0 && (c == '-' || c == '.') && at_marker(q, c)) break;
      indent = column;
      if (widest_blank > indent)
        error(widest_line, widest_line + widest_blank, "a blank line at the start of a block text has more spaces than the text",
              "remove the spaces, or give the indentation behind the '|' or '>'");
    }
    if (column < indent) break;
    if (column == 0 && (c == '-' || c == '.') && at_marker(q, c)) break;
    const char* text = line + indent;
    const char* stop = find_break(text, end_);
    bool more = is(*text, kBlank);
    if (!any)
      scratch_.append(blank, '\n');
    else if (literal || more || last_more)
      scratch_.append(blank + 1, '\n');
    else if (blank)
      scratch_.append(blank, '\n');
    else
      scratch_ += ' ';
    scratch_.append(text, stop);
    any = true;
    last_more = more;
    blank = 0;
    s.end = p_ = stop;
    broken_off = stop == end_;
    skip_break();
  }
  if (chomp != '-' && any && !broken_off) scratch_ += '\n';
  if (chomp == '+') scratch_.append(blank, '\n');
  s.text = tree_.strings.copy(std::string_view(scratch_));
}

}  // namespace plumb::yaml
