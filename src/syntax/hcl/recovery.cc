// Where a broken part ends: balanced brackets first; when they are not balanced, the indentation that nearly every file has. See reader.h.
// Only the second reading (guarded_) comes here.
#include "syntax/hcl/reader.h"

#include "base/text.h"

namespace plumb::hcl {
namespace {

bool is_closer(char c) { return c == '}' || c == ']' || c == ')'; }

}  // namespace

/// Whether an argument or a block begins at p: `name =`, `type {`, `type "label" {`.
bool Reader::looks_like_item(const char* p) const {
  const char* q = name_end(p, end_);
  bool quoted = false;
  if (q == p) {  // a name in quotes, which is wrong but plain
    if (p == end_ || *p != '"') return false;
    q = find<'"', '\n', '\\', '$', '%'>(p + 1, end_);
    if (q == end_ || *q != '"' || q == p + 1) return false;
    ++q;
    quoted = true;
  }
  for (;;) {
    q = skip_blanks(q, end_);
    if (q == end_) return false;
    if (*q == '=') return end_ - q < 2 || (q[1] != '=' && q[1] != '>');
    if (quoted) return false;
    if (*q == '{') return true;
    const char* before = q;
    if (*q == '"') {
      q = find<'"', '\n'>(q + 1, end_);
      if (q == end_ || *q != '"') return false;
      ++q;
    } else {
      q = name_end(q, end_);
    }
    if (q == before) return false;
    const char* next = skip_blanks(q, end_);
    if (next < end_ && *next == '=') return false;  // `a b =` is no item
  }
}

bool Reader::first_on_line() { return skip_blanks(line_start(p_), end_) == p_; }

/// The first sign of the next line behind p's that says something, and its column; the end, at column 0, when there is none.
const char* Reader::next_line(const char* p, uint32_t& column) const {
  for (;;) {
    const char* line = find_line_end(p, end_);
    column = 0;
    if (line == end_) return end_;
    p = skip_blanks(line + 1, end_);
    if (p == end_) return end_;
    column = static_cast<uint32_t>(p - line - 1);
    if (*p != '\n' && *p != '\r' && *p != '#') return p;
  }
}

bool Reader::deeper_lines_follow(const char* line_end, uint32_t column) const {
  uint32_t next = 0;
  return line_end < end_ && next_line(line_end, next) < end_ && next > column;
}

/// Behind the quoted text at p, or at the end of its line when it is not closed there.
const char* Reader::skip_text(const char* p) const {
  std::vector<char> open = {'"'};
  ++p;
  while (!open.empty()) {
    p = open.back() == '"' ? find<'"', '\\', '$', '%', '\n'>(p, end_) : find<'"', '{', '}', '\n'>(p, end_);
    if (p == end_ || *p == '\n') return p;
    char c = *p++;
    if (open.back() == '"') {
      if (c == '"') open.pop_back();
      else if (c == '\\') p += p < end_ && *p != '\n';
      else if (p < end_ && *p == '{' && !(p - begin_ > 1 && p[-2] == c)) open.push_back(*p++);
    } else if (c == '}') {
      open.pop_back();
    } else {
      open.push_back(c);
    }
  }
  return p;
}

/// The end of an argument or line that cannot be read, which begins at `from`, on a line that is indented by `column`; the fault is at
/// error_. That is the first line end outside of brackets; a line that is clearly an item of this body or an outer one; or, when there is
/// neither, the end of the text, in a text that is not indented that of the fault's line.
const char* Reader::end_of_broken(const char* from, uint32_t column, bool one_line) {
  const char* fallback = find_line_end(std::max(from, error_), end_);
  if (unclosed_scans_ > 16) return fallback;  // each may read to the end: the work stays linear
  std::string open;
  bool flat = false, line_begins = false, deeper = false;
  for (const char* p = from; p < end_;) {
    if (line_begins) {
      line_begins = false;
      const char* sign = skip_blanks(p, end_);
      if (sign == end_) break;
      uint32_t c = static_cast<uint32_t>(sign - p);
      bool closer = is_closer(*sign);
      bool empty = *sign == '\n' || *sign == '\r' || *sign == '#';
      if (!open.empty() && !empty) {
        if (sign < error_) flat = flat || (c <= column && !closer);  // not indented: columns say nothing
        else if (!flat && *sign == '}' && (c < column || (c == column && open.find('}') == std::string::npos))) return sign;
        else if (!flat && c <= column && looks_like_item(sign)) return sign;
      }
      p = sign;
      continue;
    }
    switch (char c = *p) {
      case '\n':
        if (open.empty() && p >= error_) {  // deeper lines are the inside of a bracket that is not there
          uint32_t next = 0;
          const char* sign = next_line(p, next);
          if (sign == end_ || flat || one_line || next < column || (next == column && !(deeper && is_closer(*sign)))) return p;
          if (next == column) return find_line_end(sign, end_);
          deeper = true;
        }
        ++p;
        line_begins = true;
        break;
      case '"': p = skip_text(p); break;
      case '#': case '/': {
        bool block = c == '/' && end_ - p > 1 && p[1] == '*';
        if (c == '/' && !block && !(end_ - p > 1 && p[1] == '/')) {
          ++p;
          break;
        }
        size_t close = block ? view(p, end_).find("*/", 2) : 0;
        const char* stop = !block ? find_line_end(p, end_) : close == std::string_view::npos ? end_ : p + close + 2;
        const char* last = stop;
        while (last > p && last[-1] == '\r') --last;
        out_.comments.push_back(span(p, last));
        p = stop;
        break;
      }
      case '<': {
        std::string_view marker;
        bool clean = true;
        const char* body = end_ - p > 1 && p[1] == '<' ? heredoc_body(p, marker, clean) : nullptr;
        if (!body) {
          ++p;
          break;
        }
        const char *line = body, *close = nullptr;
        while (open_heredocs_ < kMaxOpenHeredocs && line < end_ && !(close = heredoc_close(line, marker))) line = std::min(find_line_end(line, end_) + 1, end_);
        if (close) {
          p = close;
        } else {  // not closed: like a bracket, and its lines are looked at
          ++open_heredocs_;
          open.push_back('<');
          p = body;
          line_begins = true;
        }
        break;
      }
      case '(': open.push_back(')'), ++p; break;
      case '[': open.push_back(']'), ++p; break;
      case '{': open.push_back('}'), ++p; break;
      case ')': case ']': case '}': {
        size_t at = open.rfind(c);
        if (at != std::string::npos) open.resize(at);
        else if (c == '}' && open.empty() && (p >= error_ || one_line)) return p;
        ++p;
        break;
      }
      default: ++p; break;
    }
  }
  if (open.empty() || !flat) return end_;
  ++unclosed_scans_;
  while (!out_.comments.empty() && out_.comments.back().begin >= offset(fallback)) out_.comments.pop_back();
  return fallback;
}

/// Neither an argument nor a block: told once, and passed over up to where the next one may begin.
void Reader::junk(const Frame& f, const char* start) {
  constexpr std::string_view kHelp =
      "an argument is `name = value` on a line of its own, a block is `type \"label\" { ... }`; look for a missing quote, bracket or '=' "
      "here or on the line before";
  std::string_view word = view(start, name_end(start, end_));
  if (at() == '}' && f.top) {
    fail(here(), "this '}' closes nothing", "take it away, or look for a block that is closed too early further up");
  } else if (word.empty() || p_ == start) {
    fail_expected("an argument or a block", kHelp);
  } else if (at() == ':') {
    fail(here(), cat("'=' is expected behind '", word, "', not ':'"), "an argument is `name = value`");
  } else if (at() == '.') {
    fail(here(), cat("an argument's name has no dots: '", word, ".'"), "an argument is `name = value`, a block is `type \"label\" { ... }`");
  } else {
    fail(ended() || at_line_end() ? span(start, start + word.size()) : here(), cat("'=' or '{' is expected behind '", word, "', not ", found()), std::string(kHelp));
  }
  if (!guarded_) return;
  failed_ = false;
  pass_junk(start, f.one_line);
}

/// Passes a broken item and the lines behind it that are none either.
void Reader::pass_junk(const char* start, bool one_line) {
  p_ = std::max(end_of_broken(start, column_of_line(start), one_line), start + 1);
  while (!ended()) {
    const char* line = p_;
    if (*p_ == '\n') ++line;
    const char* sign = skip_blanks(line, end_);
    bool stop = sign == end_ || *sign == '}' || *sign == '#' || *sign == '/' || looks_like_item(sign);
    if (stop) break;
    p_ = find_line_end(sign, end_);
  }
}

/// A line that is not indented deeper than the block it would be in: the block's brace is missing.
bool Reader::body_ends_early(const Frame& f) {
  if (f.top || f.one_line || at() == '}' || !first_on_line() || column_of_line(p_) > f.column || !looks_like_item(p_)) return false;
  return f.any ? f.indented : trusts_columns();
}

/// Which block a '}' belongs to, by its column and what follows it.
Reader::Brace Reader::brace(const Frame& f) {
  if (!f.indented || f.one_line) return Brace::ours;
  uint32_t next = 0;
  const char* sign = next_line(p_ + 1, next);
  bool first = first_on_line();
  uint32_t column = column_of_line(p_);
  if (first && column < f.column) return next < f.column ? Brace::outer : Brace::ours;
  if (first && column == f.column) return Brace::ours;
  return next > f.column || (next == f.column && sign < end_ && *sign == '}') ? Brace::stray : Brace::ours;
}

/// Whether the lines of this text are indented at all.
bool Reader::trusts_columns() {
  if (columns_ < 0) {
    size_t lines = 0, indented = 0;
    for (const char* p = begin_; p < end_; p = std::min(find_line_end(p, end_) + 1, end_)) {
      ++lines;
      indented += *p == ' ' || *p == '\t';
    }
    columns_ = indented * 4 > lines;
  }
  return columns_ != 0;
}

}  // namespace plumb::hcl
