// Reader: HCL text to the tree of hcl.h, in one pass from left to right: recursive descent without a token stream.
// How: every function is entered with p_ on the first byte of what it reads and leaves it behind the last; skip() passes blanks, comments
// and, inside brackets (newlines_ false), line ends. Binary operators are read by precedence climbing.
// Errors: a first, quick pass stops at the first fault that it cannot read over: fail() puts p_ to the end, so that everything above
// winds up by itself. Then the top-level item is read again with guarded_ on: a fault costs its own argument only, and indentation tells
// where an unclosed bracket or block ends (recovery.cc). A text without faults never pays for this.
// Invariants: begin_ <= p_ <= end_; the nesting of the tree is bounded by kMaxDepth; whatever is left out of the tree has a finding.
#pragma once
#include <algorithm>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "syntax/hcl/chars.h"
#include "syntax/hcl/hcl.h"
#include "syntax/hcl/names.h"
#include "syntax/hcl/template.h"

namespace plumb::hcl {

class Reader {
 public:
  Reader(File& out, std::string_view text, Findings& findings);

  void file();                 // File::body
  void single_expression();    // File::expression, newlines without meaning
  void single_template();      // File::expression, from a template file

 private:
  static constexpr int kMaxDepth = 400;
  static constexpr size_t kMaxOpenHeredocs = 64;  // each was looked for to the end of the text; further ones are taken for open too
  static constexpr size_t kMaxFindings = 40;  // of one text; a last one says that there are more

  /// A block's body that is being read. Columns count only when guarded_.
  struct Frame {
    Span header;
    uint32_t column = 0;    // of the header's line
    bool top = false;       // the file itself
    bool one_line = false;  // `name { a = 1 }`
    bool indented = false;  // its items stand deeper than its header
    bool any = false;       // an item was read
    bool early = false;     // it ends here, without its brace
  };

  // Text (reader.cc).
  bool ended() const { return p_ == end_; }
  char at() const { return p_ < end_ ? *p_ : '\0'; }
  char at(size_t i) const { return end_ - p_ > static_cast<ptrdiff_t>(i) ? p_[i] : '\0'; }
  uint32_t offset(const char* p) const { return static_cast<uint32_t>(p - begin_); }
  Span span(const char* from, const char* to) const { return {out_.file, offset(from), offset(to)}; }
  Span here() const;
  static std::string_view view(const char* from, const char* to) { return {from, static_cast<size_t>(to - from)}; }
  void skip() {
    if (p_ < end_ && is(*p_, kSpace | kComment)) skip_slowly();
  }
  void skip_slowly();
  void comment();
  void line_comment();
  bool at_line_end() const { return at() == '\n' || (at() == '\r' && at(1) == '\n'); }
  bool at_equals() const { return at() == '=' && at(1) != '=' && at(1) != '>'; }
  std::string_view name();
  bool at_keyword(std::string_view word) const;
  const char* line_start(const char* p);
  uint32_t column_of_line(const char* p);

  // Findings (reader.cc).
  void report(Span at, std::string message, std::string help);
  Expr* fail(Span at, std::string message, std::string help);
  Expr* fail_expected(std::string_view what, std::string_view help);
  std::string found() const;
  std::string hint() const;
  void check_encoding();

  // Bodies (body.cc).
  void top();
  bool to_item(Frame& f);
  void item(Frame& f);
  void attribute(Frame& f, std::string_view name, const char* start);
  void block(Frame& f, std::string_view type, const char* start);
  bool header(Block& b, const char* start);
  void labels(Block& b);
  void words_as_labels(const char* p, const char* stop);
  void label();
  void end_of_attribute(const Frame& f);
  void end_of_block(const Frame& outer);
  void pass_line_end() { p_ += *p_ == '\r' ? 2 : 1; }
  Body finish(size_t attributes, size_t blocks, Span at);
  void find_duplicates(std::span<const Attribute> attributes);

  // Recovery (recovery.cc).
  enum class Brace : uint8_t { ours, outer, stray };
  bool looks_like_item(const char* p) const;
  const char* end_of_broken(const char* from, uint32_t column, bool one_line);
  const char* skip_text(const char* p) const;
  void junk(const Frame& f, const char* start);
  void pass_junk(const char* start, bool one_line);
  bool first_on_line();
  bool deeper_lines_follow(const char* line_end, uint32_t column) const;
  const char* next_line(const char* p, uint32_t& column) const;
  bool body_ends_early(const Frame& f);
  Brace brace(const Frame& f);
  bool trusts_columns();

  // Expressions (expressions.cc).
  struct Depth;
  struct InBrackets;
  const Expr* expression();
  const Expr* operation(int lowest);
  const Expr* operand();
  const Expr* with_steps(const Expr* source);
  void dot_step(bool& in_splat);
  void bracket_step();
  const Expr* term();
  Expr* fail_unclosed(const char* start, std::string_view what, std::string_view expected, std::string_view sign);

  // Terms (terms.cc).
  const char* number_end() const;
  const Expr* named_term();
  const Expr* number();
  const Expr* parentheses();
  const Expr* tuple();
  const Expr* object();
  void object_item();
  const Expr* for_expression(const char* start, char close);
  bool for_names(std::string_view& key, std::string_view& value);
  const Expr* call(const char* start, std::string_view name);

  // Texts (texts.cc).
  const Expr* quoted();
  const Expr* heredoc();
  const char* heredoc_body(const char* p, std::string_view& marker, bool& clean) const;
  const char* heredoc_close(const char* line, std::string_view marker) const;
  std::string_view decoded(std::string_view raw, bool backslashes, Span at);
  void text_piece(const char* from, const char* to);
  void interpolation();
  void directive();
  void close_sequence(Piece& piece, const char* start, std::string_view what);
  const Expr* finish_template(size_t first, Span at, TemplateForm form);

  template <class T>
  T* make(ExprKind kind, const char* start, const char* end) {
    T* e = out_.arena.make<T>();
    e->kind = kind;
    e->span = span(start, end);
    return e;
  }
  /// The elements of a scratch list from `first` on, moved to the arena.
  template <class T>
  std::span<const T> take(std::vector<T>& list, size_t first) {
    size_t n = list.size() - first;
    if (n == 0) return {};
    T* to = out_.arena.array<T>(n);
    std::uninitialized_copy(list.begin() + static_cast<ptrdiff_t>(first), list.end(), to);
    list.resize(first);
    return {to, n};
  }

  File& out_;
  Findings& findings_;
  const char *begin_, *end_, *p_;
  const char *line_, *line_known_;  // line_start(): the line that begins at line_ goes on at least to line_known_
  int depth_ = 0;
  int deep_ = 0;             // the greatest depth of the expression that is being read
  bool newlines_ = true;     // line ends have a meaning here
  bool failed_ = false;      // fail() was called; p_ is at the end
  bool guarded_ = false;     // second reading, with recovery
  bool single_ = false;      // not a file: one expression or template
  int8_t columns_ = -1;      // trusts_columns(): not known yet
  const char* error_ = nullptr;  // where fail() found the fault
  size_t reported_ = 0;
  size_t unclosed_scans_ = 0, open_heredocs_ = 0;

  // Scratch lists: each reader of a list notes its size, appends, and takes what it appended.
  std::vector<Attribute> attributes_;
  std::vector<Block> blocks_;
  std::vector<Label> labels_;
  std::vector<const Expr*> exprs_;
  std::vector<Item> items_;
  std::vector<Step> steps_;
  std::vector<Piece> pieces_;
};

/// One level of nesting, while it lives.
struct Reader::Depth {
  explicit Depth(Reader& r) : reader(r) { reader.deep_ = std::max(reader.deep_, ++reader.depth_); }
  ~Depth() { --reader.depth_; }
  Depth(const Depth&) = delete;
  bool too_deep() const { return reader.depth_ > kMaxDepth; }
  Reader& reader;
};

/// Line ends without a meaning (or, for objects, with one), while it lives.
struct Reader::InBrackets {
  explicit InBrackets(Reader& r, bool newlines = false) : reader(r), before(r.newlines_) { reader.newlines_ = newlines; }
  ~InBrackets() { reader.newlines_ = before; }
  InBrackets(const InBrackets&) = delete;
  Reader& reader;
  bool before;
};

}  // namespace plumb::hcl
