// The fast path: whole lines of the forms that nearly all of a manifest is made of, with plain or simply quoted scalars:
//   key: value     key:     - value     - key: value     - key:     # comment     (blank)
// Why: these need no decisions beyond their indentation, so one pass over a line finds its parts and adds its nodes.
// Invariant: a line is either read whole, exactly as node() would, or left untouched for block_lines(). Nothing here reports an
// error, and nothing within 64 bytes of the end of the text is read, so that the scans need no further bounds.
#include "syntax/yaml/parser.h"

namespace plumb::yaml {
namespace {

/// The parts of a simple line.
struct Line {
  const char* key = nullptr;  // null: a list item without a key
  const char* key_end = nullptr;
  const char* value = nullptr;  // null: left out
  const char* value_end = nullptr;
  const char* after = nullptr;  // behind the scalar, quotes included
  ScalarStyle style = ScalarStyle::plain;
  NodeType empty = NodeType::null;  // `[]` or `{}`
};

bool plain_start(const char* p) { return !is(*p, kIndicator) || (*p == '-' && !is(p[1], kBlank | kBreak)); }

// Where the plain text at p ends: at a ':' before a blank, at a line feed; null for whatever is not simple.
const char* simple_stop(const char* p, const char* limit) {
  for (;; ++p) {
    p = find_plain_stop(p, limit);
    if (p >= limit) return nullptr;
    switch (*p) {
      case '\n':
        return p;
      case ':':
        if (is(p[1], kBlank | kBreak)) return p;
        break;
      case '#':
        if (is(p[-1], kBlank)) return nullptr;
        break;
      case '{':
        if (p[1] == '{') return nullptr;
        break;
      default:
        return nullptr;
    }
  }
}

// The value at p, up to a line feed.
bool simple_value(Line& line, const char* p, const char* limit) {
  line.value = p;
  if (*p == '"' || *p == '\'') {
    const char* q = find_quote_stop(p + 1, limit, *p);
    if (q >= limit || *q != *p || q[1] != '\n') return false;
    line.style = *p == '"' ? ScalarStyle::double_quoted : ScalarStyle::single_quoted;
    line.value = p + 1;
    line.value_end = q;
    line.after = q + 1;
    return true;
  }
  if ((*p == '{' && p[1] == '}' && p[2] == '\n') || (*p == '[' && p[1] == ']' && p[2] == '\n')) {
    line.empty = *p == '{' ? NodeType::mapping : NodeType::sequence;
    line.after = line.value_end = p + 2;
    return true;
  }
  if (!plain_start(p)) return false;
  const char* stop = simple_stop(p, limit);
  if (!stop || *stop != '\n') return false;
  while (is(stop[-1], kBlank)) --stop;
  line.after = line.value_end = stop;
  return true;
}

// The parts of the line whose content starts at `content`, behind "- " when `dash`. False: not simple.
bool simple_line(Line& line, const char* content, bool dash, bool at_margin, const char* limit) {
  if (content >= limit) return false;
  if (*content == '"' || *content == '\'') return dash && simple_value(line, content, limit);
  if (!plain_start(content) || *content == '<' || (at_margin && (*content == '.' || *content == '-'))) return false;
  const char* stop = simple_stop(content, limit);
  if (!stop) return false;
  if (*stop == '\n') {
    if (!dash) return false;
    while (is(stop[-1], kBlank)) --stop;
    line.value = content;
    line.after = line.value_end = stop;
    return true;
  }
  if (is(stop[-1], kBlank)) return false;
  line.key = content;
  line.key_end = stop;
  line.after = skip_spaces(stop + 1, limit);
  if (line.after >= limit) return false;
  return *line.after == '\n' || simple_value(line, line.after, limit);
}

/// The start of the next line that is not empty, and its first byte that is no space.
struct Next {
  const char* start;
  const char* content;
};

// From behind a scalar; start is null when something other than blanks follows it, or the limit is near.
Next next_line(const char* p, const char* limit) {
  while (p < limit && is(*p, kBlank)) ++p;
  if (p >= limit || *p != '\n') return {nullptr, nullptr};
  for (;;) {
    const char* start = p + 1;
    p = skip_spaces(start, limit);
    if (p >= limit) return {nullptr, nullptr};
    if (*p != '\n') return {start, p};
  }
}

}  // namespace

inline void Parser::fast_open(Collection kind, int32_t indent, const char* begin) {
  begin_child();
  auto at = static_cast<uint32_t>(tree_.nodes.size());
  TreeNode& n = tree_.nodes.emplace_back();
  n.type = kind == Collection::mapping ? NodeType::mapping : NodeType::sequence;
  n.begin = offset(begin);
  n.text = nullptr;
  Frame& f = stack_.emplace_back();
  f.kind = kind;
  f.expect = Expect::entry;
  f.indent = indent;
  f.node = at;
  f.anchors = static_cast<uint32_t>(anchors_.size());
}

inline void Parser::fast_scalar(const char* begin, const char* end, const char* text, const char* text_end, ScalarStyle style) {
  TreeNode& n = tree_.nodes.emplace_back();
  n.type = NodeType::string;
  n.style = style;
  n.next = static_cast<uint32_t>(tree_.nodes.size());
  n.begin = offset(begin);
  n.end = offset(end);
  n.text = text;
  n.size = static_cast<uint32_t>(text_end - text);
  if (style == ScalarStyle::plain && is(*text, kTyped)) resolve_plain(n, {text, text_end}, options_.yaml_1_1);
}

// p_ is at the start of a line; leaves it at the start of the first line that is not simple.
void Parser::fast_lines() {
  if (!options_.fast || pending_ || recovered_ || end_ - p_ < 128) return;
  const char* const limit = end_ - 64;
  const size_t deepest = options_.max_depth > 2 ? options_.max_depth - 2 : 0;
  const char* s = p_;
  const char* q = skip_spaces(s, limit);
  for (;;) {
    p_ = line_ = s;
    if (q >= limit) return;
    if (*q == '\n' || *q == '#') {
      if (*q == '#') {
        add_comment(q);
        if (p_ >= limit || *p_ != '\n') return skip_break();
        q = p_;
      }
      s = q + 1;
      q = skip_spaces(s, limit);
      continue;
    }
    const auto column = static_cast<int32_t>(q - s);
    const bool dash = *q == '-' && q[1] == ' ';
    const char* content = dash ? skip_spaces(q + 2, limit) : q;
    Line line;
    if (!simple_line(line, content, dash, column == 0 && !dash, limit)) return;
    const auto entry_column = static_cast<int32_t>(content - s);
    const Next next = next_line(line.after, limit);
    if (!next.start) return;
    if (line.value && line.style == ScalarStyle::plain && line.empty == NodeType::null) {  // a deeper line would continue it
      const int32_t parent = line.key ? entry_column : column;
      if (next.content - next.start > parent || *next.content == '\t' || *next.content == '\r') return;
    }
    // the collection it belongs to
    size_t i = stack_.size() - 1;
    while (stack_[i].indent > column) --i;
    if (!dash && stack_[i].kind == Collection::sequence && stack_[i].indent == column && stack_[i - 1].indent == column) --i;
    const Frame& f = stack_[i];
    const bool here = f.indent == column && f.kind != Collection::document;
    const bool waits = f.expect == Expect::value;
    const bool goes_on = here && f.kind == (dash ? Collection::sequence : Collection::mapping);
    if (!waits && f.expect != Expect::entry) return;
    if (!goes_on && !(waits && (column > f.indent || (dash && here)))) return;
    if (stack_.size() >= deepest) return;
    // from here on the line is read
    ++lines_;
    close_above(i);
    if (!goes_on)
      fast_open(dash ? Collection::sequence : Collection::mapping, column, q);
    else if (waits)
      add_missing();
    if (dash) {
      Frame& list = top();
      ++list.count;
      list.expect = Expect::value;
      list.after = q + 1;
      if (line.key)
        fast_open(Collection::mapping, entry_column, content);
      else
        list.expect = Expect::entry;
    }
    if (line.key) {
      Frame& map = top();
      ++map.count;
      note_key(map, {line.key, line.key_end});
      fast_scalar(line.key, line.key_end, line.key, line.key_end, ScalarStyle::plain);
      map.after = last_end_ = line.key_end + 1;
      map.expect = line.value ? Expect::entry : Expect::value;
    }
    if (line.empty != NodeType::null) {
      TreeNode& n = tree_.nodes.emplace_back();
      n.type = line.empty;
      n.flags = TreeNode::kFlow;
      n.begin = offset(line.value);
      n.end = offset(line.after);
      n.next = static_cast<uint32_t>(tree_.nodes.size());
      n.text = nullptr;
      last_end_ = line.after;
    } else if (line.value) {
      const bool quoted = line.style != ScalarStyle::plain;
      fast_scalar(line.value - quoted, line.after, line.value, line.value_end, line.style);
      last_end_ = line.after;
    }
    s = next.start;
    q = next.content;
  }
}

}  // namespace plumb::yaml
