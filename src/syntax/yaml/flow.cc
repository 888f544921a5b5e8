// Flow collections: [a, b], {a: b}, over any number of lines, inside block structure or alone (JSON is read here too).
// Recursion is bounded by max_depth; after an error the collection goes on where it can, else all open ones are closed at once.
#include "base/text.h"
#include "syntax/yaml/parser.h"

namespace plumb::yaml {

// Blanks, comments and line breaks. False when the collection cannot go on here: the text or document ends, or the line belongs
// to the block structure around it; p_ is then at that line's start.
bool Parser::flow_space() {
  for (;;) {
    skip_blanks();
    if (p_ >= end_) return false;
    if (*p_ == '#' && (p_ == line_ || is(p_[-1], kBlank))) {
      add_comment(p_);
      continue;
    }
    if (!is(*p_, kBreak)) return true;
    skip_break();
    if (p_ < end_ && (*p_ == '-' || *p_ == '.') && at_marker(p_, *p_)) return false;
    const char* q = skip_spaces(p_, end_);
    auto column = static_cast<int32_t>(q - p_);
    while (q < end_ && is(*q, kBlank)) ++q;
    if (q < end_ && !is(*q, kBreak) && *q != '#' && column <= flow_parent_ && *q != ']' && *q != '}') {
      const char* stop = plain_stop(q, false);
      bool entry = (*q == '-' && blank_or_end(q + 1)) || (stop < end_ && *stop == ':' && *q != '"' && *q != '\'');
      if (entry) return false;
      strict_error(q, find_break(q, end_), "the lines of a list or mapping in brackets must be indented deeper than its key", "indent this line");
    }
    p_ = q;
  }
}

void Parser::flow_unclosed(const char* open) {
  if (flow_broken_ || stopped_) return;
  error(open, open + 1, cat("this '", *open, "' is never closed"), cat("write '", *open == '[' ? ']' : '}', "' behind the last item"));
  flow_broken_ = true;
}

// At a ':' : does it make what is before it a key? Behind quotes and brackets always, else when a blank or an indicator follows.
bool Parser::flow_key_colon(bool json_like) const { return *p_ == ':' && (json_like || blank_or_end(p_ + 1) || is(p_[1], kFlow)); }

uint32_t Parser::flow_collection(uint32_t properties) {
  auto at = static_cast<uint32_t>(tree_.nodes.size());
  if (stack_.size() + flow_depth_ >= options_.max_depth) {
    add_null(p_, properties);
    stop_document();
    return at;
  }
  bool list = *p_ == '[';
  TreeNode& n = tree_.nodes.emplace_back();
  n.type = list ? NodeType::sequence : NodeType::mapping;
  n.flags = TreeNode::kFlow;
  n.begin = offset(p_);
  n.text = nullptr;
  if (properties) attach(at, properties);
  ++flow_depth_;
  if (list)
    flow_sequence(at);
  else
    flow_mapping(at);
  --flow_depth_;
  return at;
}

void Parser::flow_sequence(uint32_t node) {
  const char* open = p_++;
  uint32_t count = 0;
  for (bool comma = true; !stopped_ && !flow_broken_;) {
    if (!flow_space()) {
      flow_unclosed(open);
      break;
    }
    char c = *p_;
    if (c == ']' || c == '}') {
      if (c == '}') error(p_, p_ + 1, "expected ']' to close the list, found '}'", "close each bracket with its own kind");
      last_end_ = ++p_;
      break;
    }
    if (c == ',') {
      if (comma) error(p_, p_ + 1, "expected an item before ','", "remove the comma");
      comma = true;
      ++p_;
      continue;
    }
    if (!comma) error(p_, p_ + 1, "expected ',' or ']' behind an item of a list", "separate the items with ', '");
    comma = false;
    ++count;
    auto first = static_cast<uint32_t>(tree_.nodes.size());
    auto anchors = static_cast<uint32_t>(anchors_.size());
    const char* begin = p_;
    const char* line = line_;
    bool json_like = false;
    if (c == '?' && blank_or_end(p_ + 1)) {
      ++p_;
      if (!flow_space()) {
        --count;
        continue;
      }
      if (!flow_key_colon(false) && *p_ != ',' && *p_ != ']')
        flow_node(json_like);
      else
        add_null(p_, 0);
      if (!stopped_ && !flow_broken_ && flow_space()) flow_pair(first, anchors, begin);
      continue;
    }
    if (flow_key_colon(false))
      add_null(p_, 0);
    else
      flow_node(json_like);
    if (stopped_ || flow_broken_) break;
    skip_blanks();
    if (p_ >= end_ || !flow_key_colon(json_like)) continue;
    if (line == line_ && p_ - begin <= 1024) {
      flow_pair(first, anchors, begin);
    } else {
      error(begin, p_, "a key inside a list in brackets must be short and on one line", "write the pair in braces");
      ++p_;
    }
  }
  close_node(node, count, last_end_);
}

// A pair in a list: its key is in the tree from `first`; p_ is at the ':' or, behind '?', at what ends it.
void Parser::flow_pair(uint32_t first, uint32_t anchors, const char* begin) {
  uint32_t map = insert_mapping(first, anchors, begin);
  tree_.nodes[map].flags = TreeNode::kFlow;
  bool merge = is_merge_key(map + 1);
  if (*p_ == ':') {
    last_end_ = ++p_;
    flow_value();
  } else {
    add_null(last_end_, 0);
  }
  close_node(map, 1, last_end_);
  if (merge && options_.expand) merge_keys(map, anchors);
}

void Parser::flow_mapping(uint32_t node) {
  const char* open = p_++;
  uint32_t count = 0;
  bool merge = false;
  auto anchors = static_cast<uint32_t>(anchors_.size());
  for (bool comma = true; !stopped_ && !flow_broken_;) {
    if (!flow_space()) {
      flow_unclosed(open);
      break;
    }
    char c = *p_;
    if (c == '}' || c == ']') {
      if (c == ']') error(p_, p_ + 1, "expected '}' to close the mapping, found ']'", "close each bracket with its own kind");
      last_end_ = ++p_;
      break;
    }
    if (c == ',') {
      if (comma) error(p_, p_ + 1, "expected a key before ','", "remove the comma");
      comma = true;
      ++p_;
      continue;
    }
    if (!comma) error(p_, p_ + 1, "expected ',' or '}' behind an entry of a mapping", "separate the entries with ', '");
    comma = false;
    bool json_like = false, marked = c == '?' && blank_or_end(p_ + 1);
    if (marked) {
      ++p_;
      if (!flow_space()) continue;
    }
    ++count;
    auto key = static_cast<uint32_t>(tree_.nodes.size());
    if (flow_key_colon(false) || (marked && (*p_ == ',' || *p_ == '}')))
      add_null(p_, 0);
    else
      flow_node(json_like);
    merge |= is_merge_key(key);
    if (!stopped_ && !flow_broken_ && flow_space() && flow_key_colon(json_like)) {
      last_end_ = ++p_;
      flow_value();
    } else {
      add_null(last_end_, 0);
    }
  }
  close_node(node, count, last_end_);
  if (merge && options_.expand) merge_keys(node, anchors);
}

// Behind the ':' of a pair: its value, which may be left out.
void Parser::flow_value() {
  const char* after = p_;
  bool json_like = false;
  if (!flow_space() || *p_ == ',' || *p_ == ']' || *p_ == '}')
    add_null(after, 0);
  else
    flow_node(json_like);
}

// One node. Adds exactly one, whatever the text holds; json_like: quoted or in brackets.
bool Parser::flow_node(bool& json_like) {
  uint32_t props = 0;
  if (*p_ == '&' || *p_ == '!') {
    props = properties();
    const char* after = last_end_ = p_;
    if (!flow_space() || *p_ == ',' || *p_ == ']' || *p_ == '}' || flow_key_colon(false)) {
      add_null(after, props);
      return true;
    }
  }
  char c = *p_;
  Scalar s;
  if (c == '*') {
    const char* star = p_++;
    std::string_view name = anchor_name();
    add_alias(name, star, p_, props);
  } else if ((c == '[' || c == '{') && !at_template(p_)) {
    json_like = true;
    flow_collection(props);
  } else if (c == '"' || c == '\'') {
    json_like = true;
    quoted(s, flow_parent_);
    add_scalar(s, props);
  } else if (starts_plain(p_, true)) {
    plain_line(s, true);
    plain_more_lines(s, flow_parent_, true);
    add_scalar(s, props);
  } else {
    error(p_, p_ + 1, cat("a plain value cannot start with '", c, "'"), "quote the value");
    add_null(p_, props);
    ++p_;
    return false;
  }
  return true;
}

// The node at `at` to the last one become the key of a new mapping in front of it. Keys are short (1,024 bytes), so this is cheap.
uint32_t Parser::insert_mapping(uint32_t at, uint32_t anchors, const char* begin) {
  auto& nodes = tree_.nodes;
  TreeNode map;
  map.type = NodeType::mapping;
  map.begin = offset(begin);
  map.text = nullptr;
  nodes.insert(nodes.begin() + at, map);
  for (size_t i = at + 1; i < nodes.size(); ++i) {
    if (nodes[i].next) ++nodes[i].next;
    if (nodes[i].type == NodeType::alias && nodes[i].target >= at) ++nodes[i].target;
  }
  for (size_t i = anchors; i < anchors_.size(); ++i)
    if (anchors_[i].node >= at) ++anchors_[i].node;
  return at;
}

}  // namespace plumb::yaml
