// Convert: from tree-sitter's tree to the tree of hcl.h, one pass of its cursor.
// Invariant: every function is entered with the cursor on the node it converts and leaves it there. Depth is bounded (kMaxDepth).
#pragma once
#include <string_view>
#include <vector>

#include "syntax/hcl/hcl.h"
#include "syntax/hcl/tree_sitter/symbols.h"
#include "syntax/hcl/template.h"

namespace plumb::hcl {

class Convert {
 public:
  Convert(File& out, std::string_view text, Findings& findings);

  /// Converts a tree (of the whole text, or of a part of it: see read.cc) and adds what is in it.
  void add(TSNode root);
  /// The body of all that was added.
  Body finish_file();

 private:
  static constexpr int kMaxDepth = 300;

  // Cursor.
  TSNode node() const { return ts_tree_cursor_current_node(&cursor_); }
  Sym sym(TSNode n) const;
  Span span(TSNode n) const { return {out_.file, ts_node_start_byte(n), ts_node_end_byte(n)}; }
  std::string_view text(TSNode n) const { return text_.substr(ts_node_start_byte(n), ts_node_end_byte(n) - ts_node_start_byte(n)); }
  /// Calls f(node, sym) for each child, comments collected and left out.
  template <class F>
  void children(F&& f);
  template <class T>
  T* make(ExprKind kind, TSNode n);

  // Structure (convert.cc).
  void errors(int depth);
  void lost_block(TSNode root);
  void items(std::vector<Attribute>& attributes, std::vector<Block>& blocks);
  void separate(uint32_t begin, std::string_view what);
  Attribute attribute();
  Block block();
  Body finish(std::vector<Attribute>& attributes, std::vector<Block>& blocks, Span at);
  Label label(TSNode n);
  std::string_view decoded(std::string_view raw, Span at);

  // Expressions (expressions.cc).
  const Expr* expression();
  const Expr* terms();
  const Expr* term(TSNode n, Sym s);
  const Expr* literal();
  const Expr* number(TSNode n);
  const Expr* conditional();
  const Expr* collection();
  const Expr* tuple();
  const Expr* object();
  const Expr* for_expression();
  const Expr* call();
  void step(std::vector<Step>& steps);
  const Expr* with_steps(const Expr* source, std::vector<Step>& steps);
  const Expr* error(TSNode n, std::string_view message, std::string_view help);
  const Expr* error_here();

  // Templates (templates.cc).
  const Expr* quoted();
  const Expr* heredoc();
  void pieces(std::vector<Piece>& out, uint32_t& text_from);
  void interpolation(std::vector<Piece>& out);
  void directive(std::vector<Piece>& out, PieceKind kind);
  void text_piece(std::vector<Piece>& out, uint32_t from, uint32_t to);
  const Expr* template_of(TSNode n, std::vector<Piece>& pieces, TemplateForm form);

  void syntax_error(TSNode n);
  void report(Span at, std::string message, std::string help);

  File& out_;
  std::string_view text_;
  Findings& findings_;
  const std::vector<Sym>& symbols_;
  TSTreeCursor cursor_{};
  std::vector<Attribute> attributes_;  // of the file
  std::vector<Block> blocks_;
  int depth_ = 0;
  uint32_t previous_end_ = 0;  // of the item before, to see two on one line
};

template <class F>
void Convert::children(F&& f) {
  if (!ts_tree_cursor_goto_first_child(&cursor_)) return;
  do {
    TSNode n = node();
    Sym s = sym(n);
    if (s == Sym::comment) out_.comments.push_back(span(n));
    else f(n, s);
  } while (ts_tree_cursor_goto_next_sibling(&cursor_));
  ts_tree_cursor_goto_parent(&cursor_);
}

template <class T>
T* Convert::make(ExprKind kind, TSNode n) {
  T* e = out_.arena.make<T>();
  e->kind = kind;
  e->span = span(n);
  return e;
}

}  // namespace plumb::hcl
