// Reader's view of the text (blanks, comments, names, columns) and its messages; see reader.h.
#include "syntax/hcl/reader.h"

#include <fmt/format.h>

#include "base/text.h"

namespace plumb::hcl {

Reader::Reader(File& out, std::string_view text, Findings& findings)
    : out_(out), findings_(findings), begin_(text.data()), end_(text.data() + text.size()), p_(text.data()), line_(text.data()), line_known_(text.data()) {
  if (text.starts_with("\xef\xbb\xbf")) p_ += 3;
}

void Reader::skip_slowly() {
  while (p_ < end_) {
    switch (*p_) {
      case ' ': case '\t':
        do ++p_;
        while (p_ < end_ && (*p_ == ' ' || *p_ == '\t'));
        break;
      case '\n':
        if (newlines_) return;
        ++p_;
        break;
      case '\r':
        if (newlines_ || at(1) != '\n') return;
        p_ += 2;
        break;
      case '#': line_comment(); break;
      case '/':
        if (at(1) == '/') line_comment();
        else if (at(1) == '*') comment();
        else return;
        break;
      default: return;
    }
  }
}

void Reader::line_comment() {
  const char* start = p_;
  p_ = find_line_end(p_, end_);
  const char* last = p_;
  while (last > start && last[-1] == '\r') --last;
  out_.comments.push_back(span(start, last));
}

void Reader::comment() {
  const char* start = p_;
  for (p_ += 2;; ++p_) {
    p_ = find<'*'>(p_, end_);
    if (ended()) break;
    if (at(1) == '/') {
      p_ += 2;
      out_.comments.push_back(span(start, p_));
      return;
    }
  }
  report(span(start, start + 2), "this comment is not closed: '*/' is missing", "end the comment with */; up to the end of the file nothing else was read");
  out_.comments.push_back(span(start, p_));
}

/// The name at p_, passed over.
std::string_view Reader::name() {
  const char* start = p_;
  p_ = name_end(p_, end_);
  return view(start, p_);
}

bool Reader::at_keyword(std::string_view word) const {
  return at() == word[0] && view(p_, name_end(p_, end_)) == word;
}

/// Remembers the last answer, so that many questions about one long line stay cheap.
const char* Reader::line_start(const char* p) {
  if (p >= line_ && p > line_known_) {
    for (const char* end = line_known_; (end = find_line_end(end, p)) < p;) line_ = ++end;
    line_known_ = p;
  } else if (p < line_) {
    line_known_ = p;
    while (p > begin_ && p[-1] != '\n') --p;
    line_ = p;
  }
  return line_;
}

/// The column of the first sign on p's line.
uint32_t Reader::column_of_line(const char* p) {
  const char* start = line_start(p);
  return static_cast<uint32_t>(skip_blanks(start, end_) - start);
}

Span Reader::here() const {
  if (ended() || at_line_end()) return span(p_, p_);
  const char* stop = name_end(p_, end_);
  if (stop == p_) stop = p_ + std::max<uint32_t>(code_point(p_, end_).length, 1);
  return span(p_, stop);
}

void Reader::report(Span at, std::string message, std::string help) {
  out_.broken = true;
  if (++reported_ > kMaxFindings) return;
  if (reported_ == kMaxFindings) {
    message = cat(message, "; further syntax errors of this text are not listed");
  }
  findings_.push_back(make_finding("syntax-error", Severity::error, at, std::move(message), std::move(help)));
}

/// A fault that cannot be read over: everything winds up to the argument or block that it is in. Only the first one counts.
Expr* Reader::fail(Span at, std::string message, std::string help) {
  Expr* e = out_.arena.make<Expr>();
  e->span = at;
  if (failed_) return e;
  failed_ = true;
  error_ = begin_ + at.begin;
  p_ = end_;
  report(at, std::move(message), std::move(help));
  return e;
}

/// "WHAT is expected here, not 'x'", with a hint when what is there explains itself.
Expr* Reader::fail_expected(std::string_view what, std::string_view help) {
  if (failed_) return fail({}, {}, {});
  std::string special = hint();
  return fail(here(), cat(what, " is expected here, not ", found()), special.empty() ? std::string(help) : std::move(special));
}

/// What stands at p_, in words.
std::string Reader::found() const {
  if (ended()) return single_ ? "the end" : "the end of the file";
  if (at_line_end()) return "the end of the line";
  const char* stop = name_end(p_, end_);
  if (stop > p_) return cat("'", view(p_, std::min(stop, p_ + 40)), "'");
  CodePoint c = code_point(p_, end_);
  if (c.length == 0) return "a byte that is no UTF-8";
  if (c.value < 0x20 || c.value == 0x7f) return fmt::format("the control character U+{:04X}", c.value);
  if (c.value >= 0x80) return fmt::format("'{}' (U+{:04X})", view(p_, p_ + c.length), c.value);
  if (is(*p_, kDigit)) {
    for (stop = p_; stop < end_ && (is(*stop, kDigit) || *stop == '.'); ++stop) {
    }
    return cat("'", view(p_, std::min(stop, p_ + 40)), "'");
  }
  for (std::string_view sign : {"...", "=>", "==", "!=", "<=", ">=", "&&", "||", "::", "<<", "**", "${", "%{"})
    if (view(p_, end_).starts_with(sign)) return cat("'", sign, "'");
  return cat("'", *p_, "'");
}

/// What to do about signs that people bring along from other languages; empty for all others.
std::string Reader::hint() const {
  CodePoint c = code_point(p_, end_);
  if (ended()) return {};
  if (c.length == 0) return "save the file as UTF-8";
  switch (c.value) {
    case '\'': return "texts stand in double quotes: \"text\"";
    case '`': return "texts stand in double quotes; for several lines write a heredoc: <<EOT";
    case ';': return "arguments are separated by line ends, elements by commas; take the ';' away";
    case '&': return at(1) == '&' ? "" : "there are no bitwise operators; the logical 'and' is &&";
    case '|': return at(1) == '|' ? "" : "there are no bitwise operators; the logical 'or' is ||";
    case '^': return "there are no bitwise operators; powers are pow(a, b)";
    case '~': return "there are no bitwise operators; '~' stands only behind ${ or %{ and before }";
    case '+': return "there is no unary plus; take the '+' away";
    case '*': return at(1) == '*' || (p_ > begin_ && p_[-1] == '*') ? "there is no operator '**'; powers are pow(a, b)" : "";
    case '<': return at(1) == '<' ? "a heredoc is <<NAME (or <<-NAME) with nothing behind NAME on its line" : "";
    case 0x201c: case 0x201d: case 0x201e: case 0xab: case 0xbb: return "these are typographic quotes; texts stand in straight ones: \"text\"";
    case 0x2018: case 0x2019: return "these are typographic quotes; texts stand in straight double ones: \"text\"";
    case 0xa0: case 0x202f: case 0x2007: return "this is a no-break space, which looks like a blank; write a blank";
    case 0x200b: case 0x200c: case 0x200d: case 0xfeff: case 0x2060: return "this character is invisible; delete it";
    case 0x2013: case 0x2014: case 0x2212: return "this is a dash; the minus sign is '-'";
    case 0xfffd: return "bytes here were no UTF-8; save the file as UTF-8";
    default: return c.value >= 0x80 ? "characters beyond ASCII stand only in names (letters and digits), texts and comments" : "";
  }
}

/// Bytes that are no UTF-8 are allowed in comments only. Told once.
void Reader::check_encoding() {
  std::string_view text = view(begin_, end_);
  size_t comment = 0;
  for (size_t bad = find_invalid_utf8(text, 0); bad != std::string_view::npos; bad = find_invalid_utf8(text, bad + 1)) {
    while (comment < out_.comments.size() && out_.comments[comment].end <= bad) ++comment;
    if (comment < out_.comments.size() && out_.comments[comment].begin <= bad) continue;
    report(span(begin_ + bad, begin_ + bad + 1), "this byte is no UTF-8", "save the file as UTF-8");
    return;
  }
}

}  // namespace plumb::hcl
