// Parser: the YAML reader's state and its parts, one .cc each: stream, block, flow, scalars, properties, expand, recovery.
// How: block structure is a loop over lines with an explicit stack of open collections; flow collections recurse with a bound.
// There is no token stream: nodes go straight into the tree in pre-order, and `next` of a collection is set when it closes.
// Invariants: line_ <= p_ <= end_; stack_[0] is the document; indents strictly grow up the stack, but for a sequence in the
// column of the key that holds it and for what recovery lets pass; a node whose `next` is 0 is still open.
#pragma once
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "source/finding.h"
#include "syntax/read.h"
#include "syntax/tree.h"
#include "syntax/yaml/chars.h"
#include "syntax/yaml/resolve.h"

namespace plumb::yaml {

enum class Collection : uint8_t { document,
                                  sequence,
                                  mapping };
/// What an open collection waits for: a further entry; the node of a key after '?'; the ':' after such a key; a value; the end.
enum class Expect : uint8_t { entry,
                              key,
                              colon,
                              value,
                              end };

/// An open block collection.
struct Frame {
  Collection kind = Collection::document;
  Expect expect = Expect::value;
  int32_t indent = -1;
  int32_t also = -1;  // a wrong indentation that recovery takes for this collection's
  uint32_t node = 0;
  uint32_t count = 0;
  bool merge = false;           // has a `<<` key
  uint32_t anchors = 0;         // anchors of the document when it was opened
  bool suspect = false;         // two keys may be alike
  const char* after = nullptr;  // behind the last indicator: where a missing node is
  uint64_t seen[2] = {0, 0};    // bits of the keys' hashes

  bool at(int32_t column) const { return column >= 0 && (indent == column || also == column); }
};

/// A scalar that has been read and not yet added.
struct Scalar {
  const char* begin = nullptr;
  const char* end = nullptr;
  std::string_view text;
  ScalarStyle style = ScalarStyle::plain;
  bool several_lines = false;
};

/// Where a node stands: at the start of a line or behind an indicator (block collections may start); behind `key:` on the same
/// line (they may not); or where the key of a further entry of the open mapping must be.
enum class Place : uint8_t { block,
                             after_key,
                             entry };

class Parser {
 public:
  Parser(Tree& tree, Findings& findings, const YamlOptions& options);
  /// Reads tree.text into the rest of the tree.
  void read();

 private:
  // stream.cc: documents, directives, lines
  void stream();
  void directive();
  void document(bool explicit_start);
  bool next_content();
  void end_line();
  bool at_marker(const char* p, char c) const;
  void add_comment(const char* hash);
  void skip_break();

  // block.cc
  void block_lines();
  void untab();
  void close_above(size_t keep);
  void node(Place place);
  bool sequence_entry(Place& place, uint32_t inner);
  bool explicit_key(Place& place, const char* begin, uint32_t inner);
  bool colon_entry(Place& place, const char* begin, uint32_t inner);
  bool scalar_node(Place& place, const char* begin, uint32_t inner);
  bool alias_node(Place& place, const char* begin, uint32_t inner);
  bool flow_at_block(Place& place, const char* begin, uint32_t inner);
  bool key_begins(Place place, const char* begin);
  bool key_done(Place& place, uint32_t key);
  bool content_follows();
  bool colon_follows();
  void begin_child();
  bool open(Collection kind, int32_t indent, const char* begin);
  void close_top();
  void close_all();
  void add_missing();
  uint32_t take_properties(uint32_t inner);
  void value_scalar(Scalar& s, uint32_t inner);
  Frame& top() { return stack_.back(); }

  // fast.cc
  void fast_lines();
  void fast_open(Collection kind, int32_t indent, const char* begin);
  void fast_scalar(const char* begin, const char* end, const char* text, const char* text_end, ScalarStyle style);
  /// Remembers a key, a part of the source; sets `suspect` when one alike may have been there.
  void note_key(Frame& f, std::string_view key) const {
    uint64_t head = 0, tail = 0;
    if (end_ - key.data() >= 8) {
      std::memcpy(&head, key.data(), 8);
      if (key.size() < 8)
        head &= (uint64_t{1} << (8 * key.size())) - 1;
      else
        std::memcpy(&tail, key.data() + key.size() - 8, 8);
    }
    uint64_t hash = (head ^ (tail * 0x9e3779b97f4a7c15ull) ^ key.size()) * 0xff51afd7ed558ccdull;
    uint64_t& word = f.seen[hash >> 63];
    const uint64_t bit = uint64_t{1} << (hash >> 57 & 63);
    f.suspect |= (word & bit) != 0;
    word |= bit;
  }

  // flow.cc
  uint32_t flow_collection(uint32_t properties);
  void flow_sequence(uint32_t node);
  void flow_mapping(uint32_t node);
  void flow_pair(uint32_t first, uint32_t anchors, const char* begin);
  bool flow_node(bool& json_like);
  void flow_value();
  bool flow_space();
  bool flow_key_colon(bool json_like) const;
  void flow_unclosed(const char* open);
  uint32_t insert_mapping(uint32_t at, uint32_t anchors, const char* begin);

  // scalars.cc
  bool starts_plain(const char* p, bool in_flow) const;
  void plain_line(Scalar& s, bool in_flow);
  const char* plain_stop(const char* p, bool in_flow) const;
  bool plain_more_lines(Scalar& s, int32_t parent, bool in_flow);
  void quoted(Scalar& s, int32_t parent);
  bool quoted_line_end(int32_t parent, size_t keep);
  bool escape(size_t& keep);
  void block_scalar(Scalar& s, int32_t parent);

  // properties.cc
  uint32_t properties();
  uint32_t merge_properties(uint32_t outer, uint32_t inner);
  std::string_view tag();
  std::string_view anchor_name();

  // expand.cc
  uint32_t add_scalar(const Scalar& s, uint32_t properties);
  void add_null(const char* at, uint32_t properties);
  void attach(uint32_t node, uint32_t properties);
  void add_alias(std::string_view name, const char* begin, const char* end, uint32_t properties);
  void merge_keys(uint32_t mapping, uint32_t anchors);
  void close_node(uint32_t node, uint32_t count, const char* end, bool suspect = true);
  bool is_merge_key(uint32_t key) const;
  uint32_t height(uint32_t node) const;

  // recovery.cc
  void error(const char* begin, const char* end, std::string message, std::string help, Severity severity = Severity::error);
  void strict_error(const char* begin, const char* end, std::string message, std::string help);
  bool conflict_line();
  int32_t next_indent() const;
  void misplaced_line(size_t below, bool dash);
  void too_large(const char* at, std::string message, std::string help);
  void template_found(const char* begin, const char* end);
  void find_template(std::string_view text);
  const char* template_end(const char* p) const;
  bool template_line();
  void skip_rest_of_line();
  bool stop_document();

  char peek() const { return p_ < end_ ? *p_ : '\0'; }
  char peek(size_t n) const { return static_cast<size_t>(end_ - p_) > n ? p_[n] : '\0'; }
  static char at(const char* p, const char* end) { return p < end ? *p : '\0'; }
  bool blank_or_end(const char* p) const { return p >= end_ || is(*p, kBlank | kBreak); }
  void skip_blanks() {
    while (p_ < end_ && is(*p_, kBlank)) ++p_;
  }
  bool at_template(const char* p) const { return braces_ && end_ - p >= 2 && p[0] == '{' && p[1] == '{'; }
  /// Blanks were skipped: true at the line's end or at a comment.
  bool at_line_end() const { return p_ >= end_ || is(*p_, kBreak) || (*p_ == '#' && (p_ == line_ || is(p_[-1], kBlank))); }
  int32_t column(const char* p) const { return static_cast<int32_t>(p - line_) + shift_; }
  uint32_t offset(const char* p) const { return static_cast<uint32_t>(p - begin_); }
  Span span(const char* b, const char* e) const { return {tree_.file, offset(b), offset(e)}; }

  Tree& tree_;
  Findings& findings_;
  YamlOptions options_;
  const char* begin_;
  const char* end_;
  const char* p_;
  const char* line_;      // start of the line that p_ is in
  int32_t column_ = 0;    // spaces before the content that next_content() found
  int32_t shift_ = 0;     // column minus bytes from line_, for a line that tabs indent
  bool tab_ = false;      // a tab stands between indentation or indicator and p_
  bool braces_ = false;   // the text holds "{{" somewhere
  bool stopped_ = false;  // a bound was met: nothing more is read
  const char* last_end_;  // behind the last node or indicator
  std::vector<Frame> stack_;
  uint32_t pending_ = 0;  // properties on a line of their own, of the node to come
  uint32_t flow_depth_ = 0;
  int32_t flow_parent_ = -1;  // indent that the lines of a flow collection must exceed
  bool flow_broken_ = false;  // the flow collections being read are given up: unwind

  struct Anchor {
    uint32_t node;
    std::string_view name;
  };
  std::vector<Anchor> anchors_;  // of the document, by node
  std::unordered_map<std::string_view, size_t> anchor_index_;
  std::unordered_map<std::string_view, std::string_view> tag_handles_;
  uint32_t expanded_ = 0;  // nodes copied for aliases
  uint64_t moved_ = 0;     // nodes moved for merge keys
  std::string scratch_;
  bool yaml_directive_ = false;
  bool recovered_ = false;   // recovery has changed what indentation means: no fast path in this document
  bool conflict_ = false;    // inside or behind a merge conflict
  bool too_large_ = false;   // said so once
  uint32_t lines_ = 0;       // lines with content so far
  uint32_t error_line_ = 0;  // the last of them with an error, given or kept back
};

}  // namespace plumb::yaml
