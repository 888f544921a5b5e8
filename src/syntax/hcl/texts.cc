// Quoted texts, heredocs and template files, with what is between ${ } and %{ }; see reader.h. What the pieces mean is template.cc.
#include "syntax/hcl/reader.h"

#include "base/text.h"

namespace plumb::hcl {

std::string_view Reader::decoded(std::string_view raw, bool backslashes, Span at) {
  size_t before = findings_.size();
  std::string_view text = decode(out_.arena, raw, backslashes, at, findings_);
  out_.broken |= findings_.size() > before;
  return text;
}

const Expr* Reader::quoted() {
  const char* start = p_++;
  const char* from = p_;
  size_t first = pieces_.size();
  bool templated = false, escaped = false;
  for (;;) {
    p_ = find<'"', '\\', '$', '%', '\n', '\r'>(p_, end_);
    char c = at();
    if (c == '"') break;
    if (c == '\\' && end_ - p_ > 1 && at(1) != '\n' && at(1) != '\r') {
      escaped = true;
      p_ += 2;
    } else if (c == '$' || c == '%') {
      if (at(1) == c && at(2) == '{') {
        escaped = true;
        p_ += 3;
      } else if (at(1) == '{') {
        templated = true;
        text_piece(from, p_);
        if (c == '$') interpolation();
        else directive();
        from = p_;
      } else {
        ++p_;
      }
    } else {
      pieces_.resize(first);
      return fail(span(start, start + 1), "this text is not closed on its line: a '\"' is missing", "close the quote, or use a heredoc (<<EOT) for several lines");
    }
  }
  const char* to = p_++;
  if (templated) {
    text_piece(from, to);
    return finish_template(first, span(start, p_), TemplateForm::quoted);
  }
  Literal* l = make<Literal>(ExprKind::string, start, p_);
  l->text = escaped ? decoded(view(from, to), true, span(from, to)) : view(from, to);
  return l;
}

/// The first line of the heredoc that begins at p ("<<"), and its marker; null when it is none. `clean`: nothing stands behind the marker.
const char* Reader::heredoc_body(const char* p, std::string_view& marker, bool& clean) const {
  p += 2;
  if (p < end_ && *p == '-') ++p;
  const char* stop = name_end(p, end_);
  if (stop == p) return nullptr;
  marker = view(p, stop);
  p = skip_blanks(stop, end_);
  clean = p == stop;
  if (end_ - p > 1 && p[0] == '\r' && p[1] == '\n') ++p;
  return p < end_ && *p == '\n' ? p + 1 : nullptr;
}

/// Behind the marker, when the line that starts here closes the heredoc; else null.
const char* Reader::heredoc_close(const char* line, std::string_view marker) const {
  auto blanks = [&](const char* p) {
    while (p < end_ && (*p == ' ' || *p == '\t' || *p == '\r' || *p == '\v' || *p == '\f')) ++p;
    return p;
  };
  const char* p = blanks(line);
  if (end_ - p < static_cast<ptrdiff_t>(marker.size()) || *p != marker[0] || view(p, p + marker.size()) != marker) return nullptr;
  p += marker.size();
  const char* rest = blanks(p);
  return rest == end_ || *rest == '\n' ? p : nullptr;
}

const Expr* Reader::heredoc() {
  const char* start = p_;
  std::string_view marker;
  bool clean = true, templated = false, escaped = false;
  const char* body = heredoc_body(p_, marker, clean);
  if (!body) return fail_expected("a value", "a heredoc is <<NAME (or <<-NAME) with nothing behind NAME on its line");
  const char* marker_end = marker.data() + marker.size();
  if (!clean) report(span(marker_end, marker_end + 1), cat("nothing may stand behind '", marker, "' on its line, also no blank"), "delete the blanks at the end of the line");
  bool flush = start[2] == '-';
  size_t first = pieces_.size();
  const char* from = p_ = body;
  const char* close = heredoc_close(p_, marker);
  while (!close) {
    p_ = open_heredocs_ < kMaxOpenHeredocs ? find<'\n', '$', '%'>(p_, end_) : end_;
    if (ended()) {
      open_heredocs_ += !failed_;
      pieces_.resize(first);
      return fail(span(start, marker_end), cat("this heredoc is not closed: a line with nothing but '", marker, "' is missing"), "end the text with its marker on a line of its own");
    }
    char c = *p_;
    if (c == '\n') {
      close = heredoc_close(++p_, marker);
    } else if (at(1) == c && at(2) == '{') {
      escaped = true;
      p_ += 3;
    } else if (at(1) == '{') {
      templated = true;
      text_piece(from, p_);
      if (c == '$') interpolation();
      else directive();
      from = p_;
    } else {
      ++p_;
    }
  }
  const char* to = p_;
  p_ = close;
  Span at = span(start, close);
  p_ = find_line_end(p_, end_);  // white space behind the marker
  if (p_ > close && p_[-1] == '\r') --p_;
  if (ended() && !single_) report(span(close - marker.size(), close), "a line end is missing behind the heredoc's closing marker", "end the file with a line end");
  if (!templated && !flush) {
    Literal* l = out_.arena.make<Literal>();
    l->kind = ExprKind::string;
    l->flag = true;
    l->span = at;
    l->text = escaped ? decoded(view(from, to), false, span(from, to)) : view(from, to);
    return l;
  }
  text_piece(from, to);
  return finish_template(first, at, flush ? TemplateForm::flush_heredoc : TemplateForm::heredoc);
}

void Reader::text_piece(const char* from, const char* to) {
  if (from >= to) return;
  Piece piece;
  piece.span = span(from, to);
  piece.text = view(from, to);
  pieces_.push_back(piece);
}

const Expr* Reader::finish_template(size_t first, Span at, TemplateForm form) {
  size_t before = findings_.size();
  const Expr* e = make_template(out_.arena, at, std::span<const Piece>(pieces_).subspan(first), form, findings_);
  pieces_.resize(first);
  out_.broken |= findings_.size() > before;
  return e;
}

/// A template file: the whole text is its inside.
void Reader::single_template() {
  single_ = true;
  newlines_ = false;
  const char* start = p_;
  const char* from = p_;
  while (!ended()) {
    p_ = find<'$', '%'>(p_, end_);
    char c = at();
    if (ended()) break;
    if (at(1) == c && at(2) == '{') {
      p_ += 3;
    } else if (at(1) != '{') {
      ++p_;
    } else {
      text_piece(from, p_);
      if (c == '$') interpolation();
      else directive();
      from = p_;
    }
  }
  if (!failed_) text_piece(from, p_);
  check_encoding();
  if (!failed_) out_.expression = finish_template(0, span(start, end_), TemplateForm::bare);
}

/// ${ expression }, with an optional `~` at either side.
void Reader::interpolation() {
  const char* start = p_;
  p_ += 2;
  Piece piece;
  piece.kind = PieceKind::interpolation;
  piece.trim_before = at() == '~';
  if (piece.trim_before) ++p_;
  InBrackets inside(*this);
  skip();
  if (at() == '}' || (at() == '~' && at(1) == '}')) {
    fail(span(start, p_ + 1), "this interpolation is empty", "write an expression between ${ and }, or $${ for the text itself");
    return;
  }
  piece.value = expression();
  close_sequence(piece, start, "interpolation");
}

/// %{ if condition }, %{ else }, %{ endif }, %{ for name in list }, %{ endfor }
void Reader::directive() {
  const char* start = p_;
  p_ += 2;
  Piece piece;
  piece.trim_before = at() == '~';
  if (piece.trim_before) ++p_;
  InBrackets inside(*this);
  skip();
  const char* word_start = p_;
  std::string_view word = name();
  if (word == "if") {
    piece.kind = PieceKind::if_;
    piece.value = expression();
  } else if (word == "for") {
    piece.kind = PieceKind::for_;
    if (!for_names(piece.key_name, piece.value_name)) return;
    piece.value = expression();
  } else if (word == "else") {
    piece.kind = PieceKind::else_;
  } else if (word == "endif") {
    piece.kind = PieceKind::endif;
  } else if (word == "endfor") {
    piece.kind = PieceKind::endfor;
  } else {
    constexpr std::string_view kHelp = "the directives are if, else, endif, for and endfor; write %%{ for the text itself";
    if (word.empty()) {
      fail_expected("a directive", kHelp);
    } else {
      std::string_view near = nearest(word, {"if", "else", "endif", "for", "endfor"});
      fail(span(word_start, p_), cat("'", word, "' is no directive", near.empty() ? "" : cat("; did you mean '", near, "'?")), std::string(kHelp));
    }
    return;
  }
  close_sequence(piece, start, "directive");
}

/// The end of an interpolation or directive: } or ~}
void Reader::close_sequence(Piece& piece, const char* start, std::string_view what) {
  skip();
  if (at() == '~' && at(1) == '}') {
    piece.trim_after = true;
    ++p_;
  }
  if (at() != '}') {
    if (ended() || at() == '"') {
      fail(span(start, start + 2), cat("this ", what, " is not closed: '}' is missing"), "close it before the text ends; for the text itself write $${ or %%{");
    } else {
      fail_expected("'}'", cat("the ", what, "'s expression ends before this; if it is meant for another language (a shell's ${name:-x}), write $${ or %%{"));
    }
    return;
  }
  ++p_;
  piece.span = span(start, p_);
  pieces_.push_back(piece);
}

}  // namespace plumb::hcl
