// Block structure: a loop over lines; each line first closes the collections that it ends, then adds its node or entry.
// node() takes one line's nested openings ("- - key: value") in a loop, so no input can make the reader recurse here.
#include <algorithm>

#include "base/text.h"
#include "syntax/yaml/parser.h"

namespace plumb::yaml {
namespace {
constexpr const char* kTabMessage = "a tab is used for indentation";
constexpr const char* kTabHelp = "indent with spaces; YAML does not allow tabs in front of keys and list items";
}  // namespace

// The node that the top collection waits for begins: what will it wait for afterwards?
void Parser::begin_child() {
  Frame& f = top();
  if (f.expect == Expect::key)
    f.expect = Expect::colon;
  else
    f.expect = f.kind == Collection::document ? Expect::end : Expect::entry;
}

bool Parser::open(Collection kind, int32_t indent, const char* begin) {
  if (stack_.size() + flow_depth_ >= options_.max_depth) return stop_document();
  if (tab_) error(line_, begin, kTabMessage, kTabHelp);
  uint32_t properties = pending_;
  pending_ = 0;
  begin_child();
  auto at = static_cast<uint32_t>(tree_.nodes.size());
  TreeNode& n = tree_.nodes.emplace_back();
  n.type = kind == Collection::mapping ? NodeType::mapping : NodeType::sequence;
  n.begin = offset(begin);
  n.text = nullptr;
  Frame& f = stack_.emplace_back();
  f.anchors = static_cast<uint32_t>(anchors_.size());
  f.kind = kind;
  f.expect = Expect::entry;
  f.indent = indent;
  f.node = at;
  if (properties) attach(at, properties);
  return true;
}

// The null that stands for a node that the text leaves out.
void Parser::add_missing() {
  Frame& f = top();
  if (f.expect == Expect::entry || f.expect == Expect::end) return;
  if (f.expect == Expect::key) begin_child(), add_null(f.after, take_properties(0));
  begin_child();
  add_null(f.after, take_properties(0));
}

void Parser::close_top() {
  add_missing();
  Frame f = top();
  stack_.pop_back();
  close_node(f.node, f.count, last_end_, f.suspect);
  if (f.merge && options_.expand) merge_keys(f.node, f.anchors);
}

void Parser::close_all() {
  while (stack_.size() > 1) close_top();
  add_missing();
}

uint32_t Parser::take_properties(uint32_t inner) {
  uint32_t all = pending_ ? merge_properties(pending_, inner) : inner;
  pending_ = 0;
  return all;
}

// Behind an indicator: true when content follows on the line.
bool Parser::content_follows() {
  top().after = last_end_ = p_;
  tab_ = false;
  for (; p_ < end_ && is(*p_, kBlank); ++p_) tab_ |= *p_ == '\t';
  if (!at_line_end()) return true;
  end_line();
  return false;
}

// Behind a node: skips blanks; true at a ':' that makes it a key.
bool Parser::colon_follows() {
  const char* q = p_;
  while (q < end_ && is(*q, kBlank)) ++q;
  if (q >= end_ || *q != ':' || !blank_or_end(q + 1)) return false;
  p_ = q;
  return true;
}

// A key or list item that a tab indents: said, and then taken as if a tab were two spaces.
void Parser::untab() {
  const bool dash = *p_ == '-' && blank_or_end(p_ + 1);
  if (!dash && is(*p_, kIndicator)) return;
  if (const char* stop = plain_stop(p_, false); !dash && at(stop, end_) != ':') return;
  error(line_, p_, kTabMessage, kTabHelp);
  column_ += 2 * static_cast<int32_t>(std::count(line_, p_, '\t')) + static_cast<int32_t>(std::count(line_ + column_, p_, ' '));
  recovered_ = true;
  shift_ = column_ - static_cast<int32_t>(p_ - line_);
  tab_ = false;
}

void Parser::close_above(size_t keep) {
  while (stack_.size() - 1 > keep) close_top();
}

void Parser::block_lines() {
  while (!stopped_) {
    fast_lines();
    if (!next_content()) return;
    if (braces_ && at_template(p_) && template_line()) continue;
    if (column_ == 0 && conflict_line()) continue;
    if (tab_) untab();
    const bool dash = *p_ == '-' && blank_or_end(p_ + 1);
    size_t i = stack_.size() - 1;
    while (stack_[i].indent > column_ && stack_[i].also != column_) --i;
    if (!dash && stack_[i].kind == Collection::sequence && stack_[i].at(column_) && stack_[i - 1].at(column_)) --i;
    const Frame& f = stack_[i];
    const bool here = f.at(column_), waits = f.expect == Expect::value || f.expect == Expect::key;
    if (waits && ((column_ > f.indent && !here) || (dash && here && f.kind == Collection::mapping))) {
      node(Place::block);
    } else if (here && f.kind == Collection::sequence && dash) {
      close_above(i);
      add_missing();
      Place place = Place::entry;
      if (sequence_entry(place, 0)) node(place);
    } else if (here && f.kind == Collection::mapping && !dash) {
      close_above(i);
      if (top().expect == Expect::key && *p_ == ':' && blank_or_end(p_ + 1))
        begin_child(), add_null(top().after, take_properties(0));
      else if (waits)
        add_missing();
      node(Place::entry);
    } else {
      misplaced_line(i, dash);
    }
  }
}

// The node at p_ and those that begin on the same line inside it.
void Parser::node(Place place) {
  for (bool more = true; more && !stopped_;) {
    const char* begin = p_;
    uint32_t inner = 0;
    if (*p_ == '&' || *p_ == '!') {
      inner = properties();
      if (at_line_end()) {
        if (place == Place::entry) {
          error(begin, p_, "expected a key behind this tag or anchor", "write the key on the same line");
          return end_line();
        }
        pending_ = pending_ ? merge_properties(pending_, inner) : inner;
        last_end_ = p_;
        top().after = p_;
        end_line();
        return;
      }
    }
    char c = peek();
    if (c == '-' && blank_or_end(p_ + 1))
      more = sequence_entry(place, inner);
    else if (c == '?' && blank_or_end(p_ + 1))
      more = explicit_key(place, begin, inner);
    else if (c == ':' && blank_or_end(p_ + 1))
      more = colon_entry(place, begin, inner);
    else if (c == '*')
      more = alias_node(place, begin, inner);
    else if ((c == '[' || c == '{') && !at_template(p_))
      more = flow_at_block(place, begin, inner);
    else
      more = scalar_node(place, begin, inner);
  }
}

// At a '-': a further item of the open sequence (Place::entry) or the first of a new one.
bool Parser::sequence_entry(Place& place, uint32_t inner) {
  if (place == Place::after_key || inner) {
    const char* stop = find_break(p_, end_);
    error(p_, stop, "a list cannot start on the line of its key, tag or anchor", "start it on the next line, indented under the key");
    p_ = stop;
    if (place != Place::entry) {
      begin_child();
      add_null(last_end_, take_properties(inner));
    }
    end_line();
    return false;
  }
  if (place == Place::entry && top().kind == Collection::mapping) {
    skip_rest_of_line();
    return false;
  }
  if (place == Place::block && !open(Collection::sequence, column(p_), p_)) return false;
  Frame& f = top();
  if (tab_ && place == Place::entry) error(line_, p_, kTabMessage, kTabHelp);
  ++f.count;
  f.expect = Expect::value;
  ++p_;
  place = Place::block;
  return content_follows();
}

// At a '?'.
bool Parser::explicit_key(Place& place, const char* begin, uint32_t inner) {
  if (place == Place::after_key || inner) {
    const char* stop = find_break(p_, end_);
    error(p_, stop, "a '?' key cannot stand here", "start it on a line of its own, or quote the text");
    p_ = stop;
    skip_rest_of_line();
    return false;
  }
  if (place == Place::block) {
    if (!open(Collection::mapping, column(begin), begin)) return false;
  } else {
    add_missing();
  }
  ++top().count;
  top().suspect = true;
  top().expect = Expect::key;
  ++p_;
  place = Place::block;
  return content_follows();
}

// At a ':' in front of nothing: the value of a '?' key, or a value whose key is left out.
bool Parser::colon_entry(Place& place, const char* begin, uint32_t inner) {
  if (place == Place::entry && top().expect == Expect::colon && !inner) {
    top().expect = Expect::value;
    ++p_;
    place = Place::block;
    if (tab_) error(line_, p_, kTabMessage, kTabHelp);
    return content_follows();
  }
  if (!key_begins(place, begin)) return false;
  auto key = static_cast<uint32_t>(tree_.nodes.size());
  add_null(p_, inner);
  return key_done(place, key);
}

// A key was read that begins at `begin`: opens its mapping unless it is an entry of the open one. False: it is refused.
bool Parser::key_begins(Place place, const char* begin) {
  if (place == Place::block) return open(Collection::mapping, column(begin), begin);
  if (place == Place::entry) {
    if (tab_) error(line_, begin, kTabMessage, kTabHelp);
    add_missing();
    return true;
  }
  return false;
}

// The key is in the tree and p_ at its ':'. True when the value follows on the line.
bool Parser::key_done(Place& place, uint32_t key) {
  Frame& f = top();
  ++f.count;
  f.merge |= is_merge_key(key);
  const TreeNode& n = tree_.nodes[key];
  if (n.type == NodeType::string && n.text == begin_ + n.begin)
    note_key(f, {n.text, n.size});
  else
    f.suspect = true;
  f.expect = Expect::value;
  ++p_;
  place = Place::after_key;
  return content_follows();
}

bool Parser::alias_node(Place& place, const char* begin, uint32_t inner) {
  const char* star = p_++;
  std::string_view name = anchor_name();
  const char* stop = p_;
  if (colon_follows() && place != Place::after_key) {
    if (!key_begins(place, begin)) return false;
    auto key = static_cast<uint32_t>(tree_.nodes.size());
    add_alias(name, star, stop, inner);
    return key_done(place, key);
  }
  p_ = stop;
  if (place == Place::entry) {
    error(star, stop, "expected ':' behind this key", "write `key: value`");
    skip_rest_of_line();
    return false;
  }
  begin_child();
  add_alias(name, star, stop, take_properties(inner));
  end_line();
  return false;
}

bool Parser::flow_at_block(Place& place, const char* begin, uint32_t inner) {
  const char* line = line_;
  auto at = static_cast<uint32_t>(tree_.nodes.size());
  auto anchors = static_cast<uint32_t>(anchors_.size());
  // A key's collection gets the pending properties for itself only when no ':' follows, which shows later.
  if (place == Place::entry) add_missing();
  at = static_cast<uint32_t>(tree_.nodes.size());
  const char* start = p_;
  flow_parent_ = top().indent;
  flow_collection(inner);
  if (stopped_ || flow_broken_) {
    flow_broken_ = false;
    if (place == Place::entry) {
      ++top().count;
      top().suspect = true;
      top().expect = Expect::value;
      top().after = last_end_;
    } else {
      begin_child();
    }
    return false;
  }
  bool key = line == line_ && colon_follows();
  if (key && place != Place::after_key) {
    if (place == Place::block) {
      if (tab_) error(line_, begin, kTabMessage, kTabHelp);
      begin_child();
      Frame f;
      f.kind = Collection::mapping;
      f.expect = Expect::entry;
      f.indent = column(begin);
      f.node = insert_mapping(at, anchors, begin);
      f.anchors = anchors;
      stack_.push_back(f);
      if (pending_) attach(f.node, pending_);
      pending_ = 0;
      ++at;
    }
    return key_done(place, at);
  }
  if (place == Place::entry) {
    error(start, last_end_, "expected ':' behind this key", "write `key: value`");
    ++top().count;
    top().expect = Expect::value;
    top().after = last_end_;
    end_line();
    return false;
  }
  begin_child();
  if (pending_) attach(at, take_properties(inner));
  end_line();
  return false;
}

// A scalar that is a node of its own, with its further lines.
void Parser::value_scalar(Scalar& s, uint32_t inner) {
  begin_child();
  add_scalar(s, take_properties(inner));
}

bool Parser::scalar_node(Place& place, const char* begin, uint32_t inner) {
  Scalar s;
  char c = peek();
  if (place != Place::entry && (c == '|' || c == '>')) {
    block_scalar(s, top().indent);
    value_scalar(s, inner);
    return false;
  }
  bool quote = c == '"' || c == '\'';
  if (quote) {
    quoted(s, top().indent);
  } else if (starts_plain(p_, false)) {
    plain_line(s, false);
  } else {
    const char* stop = find_break(p_, end_);
    error(p_, p_ + 1, cat("a plain value cannot start with '", c, "'"), "quote the whole value");
    s.begin = p_;
    s.end = p_ = stop;
    s.text = {s.begin, s.end};
    s.style = ScalarStyle::double_quoted;  // whatever it says, it is text
    if (place == Place::entry || (place == Place::block && next_indent() == column(begin))) {
      skip_rest_of_line();
      return false;
    }
    value_scalar(s, inner);
    end_line();
    return false;
  }
  if (!s.several_lines && colon_follows() && place != Place::after_key) {
    if (!key_begins(place, begin)) return false;
    return key_done(place, add_scalar(s, inner));
  }
  if (place == Place::after_key && p_ < end_ && *p_ == ':') {
    const char* stop = find_break(p_, end_);
    error(s.begin, stop, "a second ': ' on one line: a value here cannot itself be `key: value`",
          "quote the value, or move the inner key to the next line and indent it");
    s.end = p_ = stop;
    s.text = trim({s.begin, s.end});
    s.style = ScalarStyle::double_quoted;
    value_scalar(s, inner);
    end_line();
    return false;
  }
  if (place == Place::entry) {
    error(s.begin, s.end, cat("expected ':' behind the key '", s.text.substr(0, 40), "'"), "write `key: value`; text over several lines must be indented");
    add_missing();
    ++top().count;
    top().suspect = true;
    add_scalar(s, inner);
    top().expect = Expect::value;
    top().after = last_end_;
    p_ = find_break(p_, end_);
    end_line();
    return false;
  }
  if (!quote) {
    bool key_below = plain_more_lines(s, top().indent, false);
    if (key_below && place == Place::block && !s.several_lines) {
      error(s.begin, s.end, cat("expected ':' behind the key '", s.text.substr(0, 40), "'"), "write `key: value`");
      if (!open(Collection::mapping, column(begin), begin)) return false;
    }
  }
  if (top().expect == Expect::entry) {  // the mapping opened just now: the text becomes its first key
    ++top().count;
    top().suspect = true;
    add_scalar(s, inner);
    top().expect = Expect::value;
    top().after = last_end_;
  } else {
    value_scalar(s, inner);
  }
  end_line();
  return false;
}

}  // namespace plumb::yaml
