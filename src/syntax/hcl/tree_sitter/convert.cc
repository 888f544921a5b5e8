// Bodies, attributes, blocks and errors of convert.h.
#include "syntax/hcl/tree_sitter/convert.h"

#include <algorithm>
#include <string>

#include "base/text.h"

namespace plumb::hcl {
namespace {

constexpr std::string_view kHelp =
    "an argument is `name = value` on a line of its own, a block is `type \"label\" { ... }`; look for a missing quote, bracket or '=' "
    "here or on the line before";

/// The first word or sign of a text, for messages.
std::string first_token(std::string_view text) {
  text = trim(text);
  size_t n = 0;
  while (n < text.size() && n < 30 && text[n] != '\n' && text[n] != ' ') ++n;
  return std::string(text.substr(0, std::max<size_t>(n, text.empty() ? 0 : 1)));
}

}  // namespace

Convert::Convert(File& out, std::string_view text, Findings& findings)
    : out_(out), text_(text), findings_(findings), symbols_(symbols()) {}

Sym Convert::sym(TSNode n) const {
  TSSymbol id = ts_node_symbol(n);
  return id < symbols_.size() ? symbols_[id] : Sym::error;  // tree-sitter's ERROR is 65535
}

void Convert::report(Span at, std::string message, std::string help) {
  out_.broken = true;
  findings_.push_back(make_finding("syntax-error", Severity::error, at, std::move(message), std::move(help)));
}

void Convert::syntax_error(TSNode n) {
  Span at = span(n);
  // Underline one line only: an error node may reach far.
  size_t line = text_.substr(at.begin, at.end - at.begin).find('\n');
  if (line != std::string_view::npos && line > 0) at.end = at.begin + static_cast<uint32_t>(line);
  if (ts_node_is_missing(n)) report(at, cat("'", ts_node_type(n), "' is missing here"), std::string(kHelp));
  else report(at, cat("'", first_token(text(n)), "' is not expected here"), std::string(kHelp));
}

/// Reports every error below the cursor's node; the outermost only.
void Convert::errors(int depth) {
  if (depth > kMaxDepth) return;
  children([&](TSNode n, Sym s) {
    if (s == Sym::error || ts_node_is_missing(n)) syntax_error(n);
    else if (ts_node_has_error(n)) errors(depth + 1);
  });
}

void Convert::add(TSNode root) {
  cursor_ = ts_tree_cursor_new(root);
  previous_end_ = 0;
  size_t reported = findings_.size(), known = blocks_.size() + attributes_.size();
  if (sym(root) == Sym::error) syntax_error(root);
  items(attributes_, blocks_);
  if (ts_node_has_error(root) && findings_.size() == reported) errors(0);
  if (ts_node_has_error(root) && blocks_.size() + attributes_.size() == known) lost_block(root);
  ts_tree_cursor_delete(&cursor_);
}

/// A block whose braces tree-sitter could not pair: it exists all the same, so its header is kept, with no argument readable.
void Convert::lost_block(TSNode root) {
  Block b;
  std::vector<Label> labels;
  bool open = false;
  children([&](TSNode n, Sym s) {
    if (open || s == Sym::other) return;
    if (s == Sym::block_start) open = true;
    else if (s == Sym::identifier && b.type.empty()) {
      b.type = text(n);
      b.type_span = b.header = span(n);
    } else if (s == Sym::identifier || s == Sym::string_lit) {
      labels.push_back(label(n));
      b.header.end = labels.back().span.end;
    }
  });
  if (!open || b.type.empty()) return;
  b.span = b.header;
  b.span.end = std::max(b.span.end, ts_node_end_byte(root));
  b.labels = out_.arena.copy(labels);
  b.body.span = {out_.file, b.header.end, b.span.end};
  blocks_.push_back(b);
}

Body Convert::finish_file() {
  std::sort(out_.comments.begin(), out_.comments.end());
  for (Span& c : out_.comments)
    while (c.end > c.begin && (text_[c.end - 1] == '\r' || text_[c.end - 1] == '\n')) --c.end;
  return finish(attributes_, blocks_, {out_.file, 0, static_cast<uint32_t>(text_.size())});
}

/// The attributes and blocks among the children; those inside `body` and error nodes too, so that one error does not lose the rest.
void Convert::items(std::vector<Attribute>& attributes, std::vector<Block>& blocks) {
  if (++depth_ > kMaxDepth) {
    report(span(node()), "blocks are nested too deeply to be read", "no Terraform block nests this deep; check the braces");
    --depth_;
    return;
  }
  children([&](TSNode n, Sym s) {
    switch (s) {
      case Sym::attribute:
        separate(ts_node_start_byte(n), "argument");
        attributes.push_back(attribute());
        previous_end_ = ts_node_end_byte(n);
        break;
      case Sym::block:
        separate(ts_node_start_byte(n), "block");
        blocks.push_back(block());
        previous_end_ = ts_node_end_byte(n);
        break;
      case Sym::body: items(attributes, blocks); break;
      case Sym::error:
        syntax_error(n);
        items(attributes, blocks);
        previous_end_ = 0;
        break;
      default:
        if (ts_node_is_missing(n)) syntax_error(n);
        break;
    }
  });
  --depth_;
}

/// Two items on one line: tree-sitter takes them, Terraform does not.
void Convert::separate(uint32_t begin, std::string_view what) {
  if (previous_end_ == 0 || previous_end_ > begin) return;
  if (text_.substr(previous_end_, begin - previous_end_).find('\n') != std::string_view::npos) return;
  if (text_.substr(0, previous_end_).ends_with('\n')) return;
  report({out_.file, begin, begin + 1}, cat("this ", what, " begins on the line of the one before"), "begin every argument and block on a new line");
}

Attribute Convert::attribute() {
  Attribute a;
  a.span = span(node());
  // tree-sitter mends `a =` + newline + `b = 1` to `a = 1`: after an error inside, no part of the value is to be trusted.
  bool broken = ts_node_has_error(node());
  children([&](TSNode n, Sym s) {
    if (s == Sym::identifier && a.name.empty()) {
      a.name = text(n);
      a.name_span = span(n);
    } else if (s == Sym::expression && !broken) {
      a.value = expression();
    }
  });
  if (broken) errors(0);
  if (!a.value) {
    Expr* e = out_.arena.make<Expr>();
    e->span = a.span;
    a.value = e;
  }
  return a;
}

std::string_view Convert::decoded(std::string_view raw, Span at) {
  size_t before = findings_.size();
  std::string_view text = decode(out_.arena, raw, true, at, findings_);
  out_.broken |= findings_.size() > before;
  return text;
}

Label Convert::label(TSNode n) {
  Label l{text(n), span(n)};
  if (l.text.size() >= 2 && l.text.front() == '"') l.text = decoded(l.text.substr(1, l.text.size() - 2), {out_.file, l.span.begin + 1, l.span.end - 1});
  return l;
}

Block Convert::block() {
  Block b;
  b.span = span(node());
  std::vector<Label> labels;
  std::vector<Attribute> attributes;
  std::vector<Block> blocks;
  uint32_t inside = b.span.begin, end = b.span.end;
  bool open = false;
  children([&](TSNode n, Sym s) {
    switch (s) {
      case Sym::identifier:
        if (b.type.empty()) {
          b.type = text(n);
          b.type_span = b.header = span(n);
          break;
        }
        [[fallthrough]];
      case Sym::string_lit:
        if (open) break;
        labels.push_back(label(n));
        b.header.end = labels.back().span.end;
        break;
      case Sym::block_start:
        open = true;
        inside = ts_node_end_byte(n);
        previous_end_ = 0;
        break;
      case Sym::block_end:
        end = ts_node_start_byte(n);
        if (ts_node_is_missing(n) || ts_node_end_byte(n) == ts_node_start_byte(n))
          report(b.header, cat("the block '", b.type, "' is not closed: '}' is missing"), "add the closing brace; a missing one further up gives this too");
        break;
      case Sym::body: items(attributes, blocks); break;
      case Sym::error:
        syntax_error(n);
        if (open) items(attributes, blocks);
        break;
      default: break;
    }
  });
  b.labels = out_.arena.copy(labels);
  b.body = finish(attributes, blocks, {out_.file, inside, std::max(inside, end)});
  return b;
}

Body Convert::finish(std::vector<Attribute>& attributes, std::vector<Block>& blocks, Span at) {
  Body body;
  body.span = at;
  body.attributes = out_.arena.copy(attributes);
  body.blocks = out_.arena.copy(blocks);
  std::vector<const Attribute*> sorted;
  for (const Attribute& a : body.attributes) sorted.push_back(&a);
  std::sort(sorted.begin(), sorted.end(), [](const Attribute* a, const Attribute* b) {
    return a->name != b->name ? a->name < b->name : a->span.begin < b->span.begin;
  });
  for (size_t i = 1; i < sorted.size(); ++i)
    if (sorted[i]->name == sorted[i - 1]->name)
      report(sorted[i]->name_span, cat("'", sorted[i]->name, "' is already given in this block"), "an argument may be given once; remove one of the two");
  return body;
}

}  // namespace plumb::hcl
