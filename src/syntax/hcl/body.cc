// Bodies: arguments and blocks, and what is read over with a finding because its meaning is plain; see reader.h.
#include "syntax/hcl/reader.h"

#include "base/text.h"

namespace plumb::hcl {
namespace {

constexpr int kMaxRestarts = 8;

}  // namespace

void Reader::file() {
  top();
  check_encoding();
  out_.body = finish(0, 0, span(begin_, end_));
}

/// Items up to the end. When one cannot be read, it is read again from the last one that began in the first column, with recovery. After
/// that the quick way goes on, but not more often than kMaxRestarts, so that the work stays linear.
void Reader::top() {
  struct Mark {
    const char* p = nullptr;
    size_t attributes = 0, blocks = 0, comments = 0, findings = 0, reported = 0;
    bool broken = false;
  } mark;
  Frame f;
  f.top = true;
  int restarts = 0;
  while (to_item(f)) {
    bool at_margin = (p_ == begin_ || p_[-1] == '\n') && at() != '}';
    if (guarded_ && at_margin && restarts < kMaxRestarts && p_ > error_) {
      guarded_ = false;
      mark.p = nullptr;
    }
    if (!guarded_ && (at_margin || !mark.p)) mark = {p_, attributes_.size(), blocks_.size(), out_.comments.size(), findings_.size(), reported_, out_.broken};
    item(f);
    if (!failed_ || guarded_) continue;
    ++restarts;
    failed_ = false;
    guarded_ = true;
    p_ = mark.p;
    attributes_.resize(mark.attributes);
    blocks_.resize(mark.blocks);
    out_.comments.resize(mark.comments);
    findings_.resize(mark.findings);
    reported_ = mark.reported;
    out_.broken = mark.broken;
  }
}

/// Passes line ends up to the next item. False: the body ends here ('}' is left to the block).
bool Reader::to_item(Frame& f) {
  for (;;) {
    skip();
    if (ended()) return false;
    if (at_line_end()) {
      if (f.one_line && f.any) {
        report(here(), "the '}' of a block on one line is missing", "close the block on the line that opens it, or begin its first argument on a new line");
        f.one_line = false;
      }
      pass_line_end();
      continue;
    }
    if (guarded_ && body_ends_early(f)) return false;
    if (at() != '}') return true;
    if (f.top && !guarded_) return true;
    Brace whose = f.top ? Brace::stray : guarded_ ? brace(f) : Brace::ours;
    if (whose == Brace::ours) return false;
    if (whose == Brace::outer) {
      f.early = true;
      return false;
    }
    report(here(), "this '}' closes nothing", "take it away, or look for a block that is closed too early further up");
    ++p_;
  }
}

/// An argument or a block at p_, or what stands in place of one.
void Reader::item(Frame& f) {
  const char* start = p_;
  if (guarded_ && !f.any) f.indented = !f.one_line && first_on_line() && column_of_line(p_) > f.column;
  f.any = true;
  std::string_view n = name();
  bool quoted_name = n.empty() && at() == '"' && looks_like_item(p_);
  if (quoted_name) {
    const char* close = find<'"', '\n'>(p_ + 1, end_);
    n = view(p_ + 1, close);
    p_ = close + 1;
    report(span(start, p_), cat("the name '", n, "' must not stand in quotes"), "take the quotes away");
  }
  if (n.empty()) {
    junk(f, start);
    return;
  }
  skip();
  if (at_equals()) attribute(f, n, start);
  else if (at() == '{' || at() == '"' || name_end(p_, end_) > p_) block(f, n, start);
  else junk(f, start);
}

void Reader::attribute(Frame& f, std::string_view name, const char* start) {
  const char* name_start = name.data();
  const char* value = ++p_;
  size_t comments = out_.comments.size();
  Attribute a;
  a.name = name;
  a.name_span = span(name_start, name_start + name.size());
  a.value = expression();
  const char* stop = begin_ + a.value->span.end;
  if (!failed_) end_of_attribute(f);
  if (failed_) {
    if (!guarded_) return;
    failed_ = false;
    out_.comments.resize(comments);
    p_ = end_of_broken(value, column_of_line(start), f.one_line);
    // Of a value with a fault inside, no part is to be trusted.
    for (stop = p_; stop > value && is(stop[-1], kSpace); --stop) {
    }
    Expr* e = out_.arena.make<Expr>();
    e->span = span(std::min(skip_blanks(value, end_), stop), stop);
    a.value = e;
  }
  a.span = span(start, stop);
  attributes_.push_back(a);
}

/// Behind a value: the end of the line, or something that can be read over.
void Reader::end_of_attribute(const Frame& f) {
  skip();
  if (ended() || at_line_end()) return;
  if (at() == '}' && (f.one_line || f.top)) return;
  if (at() == ',') {
    report(here(), f.one_line ? "a block on one line holds a single argument" : "arguments are separated by line ends, not by commas",
           f.one_line ? "write one argument a line" : "take the comma away");
    ++p_;
    skip();
    if (ended() || at_line_end() || at() == '}' || looks_like_item(p_)) return;
  }
  if (at() == '}') {
    report(here(), "this '}' stands on the line of an argument", "write the '}' on a line of its own");
  } else if (looks_like_item(p_)) {
    if (f.one_line) report(here(), "a block on one line holds a single argument", "write one argument a line");
    else report(here(), "this begins on the line of the argument before", "begin every argument and block on a new line");
  } else {
    std::string special = hint();
    fail(here(), cat("the value ends before ", found()), special.empty() ? "an operator, a comma or the end of the line is missing here, or a quote in front of it" : special);
  }
}

void Reader::block(Frame& outer, std::string_view type, const char* start) {
  Depth level(*this);
  Block b;
  b.type = type;
  b.type_span = b.header = span(type.data(), type.data() + type.size());
  b.header.begin = offset(start);
  if (outer.one_line) report(b.header, "a block on one line holds a single argument, no block", "begin the inner block on a new line");
  Frame f;
  f.header = b.header;
  if (guarded_) f.column = column_of_line(start);
  bool opened = level.too_deep() ? (fail(b.header, "blocks are nested too deeply to be read", "no Terraform block nests this deep; check the braces"), false) : header(b, start);
  if (failed_ && !guarded_) return;
  const char* inside = p_;
  if (!opened) {
    failed_ = false;
    pass_junk(start, outer.one_line);
    b.span = b.header;
    b.body.span = span(begin_ + b.header.end, begin_ + b.header.end);
    // With labels in quotes it is a block all the same, but inside of another one rather an argument without '='.
    if (outer.top && !b.labels.empty() && begin_[b.labels[0].span.begin] == '"') blocks_.push_back(b);
    return;
  }
  size_t attributes = attributes_.size(), blocks = blocks_.size();
  skip();
  f.header = b.header;
  f.one_line = !ended() && !at_line_end() && at() != '}';
  while (to_item(f)) item(f);
  const char* close = p_;
  bool closed = !f.early && at() == '}';
  if (closed) {
    ++p_;
  } else {
    std::string why = cat("the block '", type, "' is not closed: '}' is missing");
    std::string help = "add the closing brace; a missing one further up gives this too";
    if (!guarded_) {
      fail(b.header, std::move(why), std::move(help));
      return;
    }
    report(b.header, std::move(why), std::move(help));
    while (close > inside && is(close[-1], kSpace)) --close;
  }
  b.span = span(start, closed ? p_ : close);
  b.body = finish(attributes, blocks, span(inside, close));
  blocks_.push_back(b);
  if (closed) end_of_block(outer);
}

/// Labels and the '{'. False: there is none. In a header that cannot be read a '{' at the end of its line opens the body all the same, and
/// the words before it are the labels; and so do deeper lines behind a header that ends without '{'.
bool Reader::header(Block& b, const char* start) {
  size_t first = labels_.size();
  labels(b);
  if (failed_ && guarded_) {
    const char* line_end = find_line_end(start, end_);
    const char* last = line_end;
    while (last > start && is(last[-1], kSpace)) --last;
    bool brace = last > start && last[-1] == '{' && error_ < last;
    if (brace || deeper_lines_follow(line_end, column_of_line(start))) {
      failed_ = false;
      p_ = last;
      labels_.resize(first);
      words_as_labels(begin_ + b.type_span.end, brace ? last - 1 : last);
    }
  }
  b.labels = take(labels_, first);
  if (!b.labels.empty()) b.header.end = b.labels.back().span.end;
  return !failed_;
}

void Reader::words_as_labels(const char* p, const char* stop) {
  auto separates = [](char c) { return c == '"' || is(c, kSpace); };
  for (;;) {
    while (p < stop && separates(*p)) ++p;
    const char* word = p;
    while (p < stop && !separates(*p)) ++p;
    if (word == p || *word == '#') return;
    labels_.push_back({view(word, p), span(word, p)});
  }
}

void Reader::labels(Block& b) {
  for (;;) {
    skip();
    const char* start = p_;
    if (at() == '{') {
      ++p_;
      return;
    }
    if (at() == '"') {
      label();
      if (failed_) return;
    } else if (std::string_view word = name(); !word.empty()) {
      labels_.push_back({word, span(start, p_)});
    } else if (at_equals() && skip_blanks(p_ + 1, end_) < end_ && *skip_blanks(p_ + 1, end_) == '{') {
      report(here(), "a block has no '='", "take the '=' away");
      ++p_;
    } else if (at_line_end()) {
      const char* p = p_;
      while (p < end_ && (*p == '\n' || *p == '\r' || *p == ' ' || *p == '\t')) ++p;
      if (p == end_ || *p != '{') {
        fail(b.header, cat("the block '", b.type, "' has no body: '{' is missing"), "a block is `type \"label\" { ... }`, with the '{' on the line of its header");
        return;
      }
      report(span(p, p + 1), "this '{' does not stand on the line of its block's header", "move it to the end of the line before");
      p_ = p;
    } else {
      fail_expected("a label in quotes or '{'", "a block is `type \"label\" { ... }`");
      return;
    }
  }
}

/// A label in quotes: a text without interpolation.
void Reader::label() {
  const char* start = p_;
  const Expr* e = quoted();
  if (failed_) return;
  std::string_view text;
  if (e->kind == ExprKind::string) {
    text = as<Literal>(*e).text;
  } else {
    report(e->span, "a label is a plain text, without ${ } or %{ }", "write the name itself; resources are made several times with count or for_each");
    text = view(start + 1, p_ - 1);
  }
  labels_.push_back({text, span(start, p_)});
}

void Reader::end_of_block(const Frame& outer) {
  skip();
  if (ended() || at_line_end() || (at() == '}' && (outer.one_line || outer.top))) return;
  if (at() == ',') {
    report(here(), "blocks are separated by line ends, not by commas", "take the comma away");
    ++p_;
  } else {
    report(here(), "this begins on the line of the block before", "begin every argument and block on a new line");
  }
}

Body Reader::finish(size_t attributes, size_t blocks, Span at) {
  Body body;
  body.span = at;
  body.attributes = take(attributes_, attributes);
  body.blocks = take(blocks_, blocks);
  if (body.attributes.size() > 1) find_duplicates(body.attributes);
  return body;
}

void Reader::find_duplicates(std::span<const Attribute> attributes) {
  auto tell = [&](const Attribute& a) {
    report(a.name_span, cat("'", a.name, "' is already given in this block"), "an argument may be given once; remove one of the two");
  };
  if (attributes.size() > 64) {
    std::vector<const Attribute*> sorted;
    for (const Attribute& a : attributes) sorted.push_back(&a);
    std::sort(sorted.begin(), sorted.end(), [](const Attribute* a, const Attribute* b) {
      return a->name != b->name ? a->name < b->name : a->span.begin < b->span.begin;
    });
    for (size_t i = 1; i < sorted.size(); ++i)
      if (sorted[i]->name == sorted[i - 1]->name) tell(*sorted[i]);
    return;
  }
  uint64_t seen = 0;  // one bit a hash: most bodies need no comparison
  for (size_t i = 0; i < attributes.size(); ++i) {
    std::string_view n = attributes[i].name;
    auto byte = [&](size_t at) { return static_cast<size_t>(static_cast<unsigned char>(n[at])); };
    uint64_t bit = uint64_t{1} << ((byte(0) * 7 + byte(n.size() - 1) * 13 + byte(n.size() / 2) * 5 + n.size() * 3) & 63);
    if (seen & bit)
      for (size_t k = 0; k < i; ++k)
        if (attributes[k].name == n) {
          tell(attributes[i]);
          break;
        }
    seen |= bit;
  }
}

const Attribute* Body::find(std::string_view name) const {
  for (const Attribute& a : attributes)
    if (a.name == name) return &a;
  return nullptr;
}

}  // namespace plumb::hcl
