// Quoted texts, heredocs and their pieces of convert.h. Literal text is taken as the bytes between the interpolations and directives,
// because tree-sitter's literal nodes leave out blanks at their ends.
#include <algorithm>

#include "base/text.h"
#include "syntax/hcl/tree_sitter/convert.h"

namespace plumb::hcl {

void Convert::text_piece(std::vector<Piece>& out, uint32_t from, uint32_t to) {
  if (from >= to) return;
  Piece p;
  p.span = {out_.file, from, to};
  p.text = text_.substr(from, to - from);
  out.push_back(p);
}

/// Cursor on string_lit or quoted_template.
const Expr* Convert::quoted() {
  TSNode self = node();
  std::vector<Piece> list;
  uint32_t from = ts_node_start_byte(self) + 1, to = std::max(from, ts_node_end_byte(self) - 1);
  if (sym(self) == Sym::string_lit) {
    Literal* l = make<Literal>(ExprKind::string, self);
    std::string_view raw = text_.substr(from, to - from);
    if (raw.find('\n') != std::string_view::npos)
      report({out_.file, ts_node_start_byte(self), ts_node_start_byte(self) + 1}, "this text is not closed on its line: a '\"' is missing",
             "close the quote, or use a heredoc (<<EOT) for several lines");
    l->text = decoded(raw, {out_.file, from, to});
    children([](TSNode, Sym) {});
    return l;
  }
  pieces(list, from);
  text_piece(list, from, to);
  return template_of(self, list, TemplateForm::quoted);
}

const Expr* Convert::heredoc() {
  TSNode self = node();
  bool flush = text_.substr(ts_node_start_byte(self)).starts_with("<<-");
  uint32_t from = 0, to = ts_node_end_byte(self);
  children([&](TSNode n, Sym s) {
    if (s != Sym::heredoc_identifier) return;
    if (from == 0) from = ts_node_end_byte(n);
    else to = ts_node_start_byte(n);
  });
  size_t line_end = text_.find('\n', from);
  from = line_end == std::string_view::npos ? to : std::min<uint32_t>(to, static_cast<uint32_t>(line_end + 1));
  while (to > from && text_[to - 1] != '\n') --to;  // the closing marker's indentation
  std::vector<Piece> list;
  pieces(list, from);
  text_piece(list, from, to);
  return template_of(self, list, flush ? TemplateForm::flush_heredoc : TemplateForm::heredoc);
}

/// The interpolations and directives among the children, flat, with the text before each; `text_from` moves behind the last.
void Convert::pieces(std::vector<Piece>& out, uint32_t& text_from) {
  if (++depth_ > kMaxDepth) {
    report(span(node()), "this template is nested too deeply to be read", "split it");
    --depth_;
    return;
  }
  auto before = [&](TSNode n) {
    text_piece(out, text_from, ts_node_start_byte(n));
    text_from = std::max(text_from, ts_node_end_byte(n));
  };
  children([&](TSNode n, Sym s) {
    switch (s) {
      case Sym::template_interpolation:
        before(n);
        interpolation(out);
        break;
      case Sym::template_directive: case Sym::template_if: case Sym::template_for: pieces(out, text_from); break;
      case Sym::template_if_intro:
        before(n);
        directive(out, PieceKind::if_);
        break;
      case Sym::template_else_intro:
        before(n);
        directive(out, PieceKind::else_);
        break;
      case Sym::template_if_end:
        before(n);
        directive(out, PieceKind::endif);
        break;
      case Sym::template_for_start:
        before(n);
        directive(out, PieceKind::for_);
        break;
      case Sym::template_for_end:
        before(n);
        directive(out, PieceKind::endfor);
        break;
      default: break;
    }
  });
  --depth_;
}

void Convert::interpolation(std::vector<Piece>& out) {
  Piece p;
  p.kind = PieceKind::interpolation;
  p.span = span(node());
  children([&](TSNode, Sym s) {
    if (s == Sym::strip_marker) (p.value ? p.trim_after : p.trim_before) = true;
    else if (s == Sym::expression) p.value = expression();
  });
  if (!p.value) {
    report(p.span, "this interpolation is empty", "write an expression between ${ and }, or $${ for the text itself");
    p.value = make<Expr>(ExprKind::error, node());
  }
  out.push_back(p);
}

void Convert::directive(std::vector<Piece>& out, PieceKind kind) {
  Piece p;
  p.kind = kind;
  p.span = span(node());
  std::string_view all = text(node());
  p.trim_before = all.size() > 2 && all[2] == '~';
  p.trim_after = all.size() > 3 && all[all.size() - 2] == '~';
  std::vector<std::string_view> names;
  children([&](TSNode n, Sym s) {
    if (s == Sym::identifier) names.push_back(text(n));
    else if (s == Sym::expression) p.value = expression();
  });
  if (names.size() == 2) p.key_name = names[0];
  if (!names.empty()) p.value_name = names.back();
  if ((kind == PieceKind::if_ || kind == PieceKind::for_) && !p.value) p.value = make<Expr>(ExprKind::error, node());
  out.push_back(p);
}

const Expr* Convert::template_of(TSNode n, std::vector<Piece>& list, TemplateForm form) {
  size_t before = findings_.size();
  const Expr* e = make_template(out_.arena, span(n), list, form, findings_);
  out_.broken |= findings_.size() > before;
  return e;
}

}  // namespace plumb::hcl
