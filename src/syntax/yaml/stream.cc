// The stream: documents, their markers and directives, and the walk over blank lines and comments.
#include <algorithm>

#include "base/text.h"
#include "syntax/yaml/parser.h"

namespace plumb::yaml {

Parser::Parser(Tree& tree, Findings& findings, const YamlOptions& options)
    : tree_(tree),
      findings_(findings),
      options_(options),
      begin_(tree.text.data()),
      end_(tree.text.data() + tree.text.size()),
      p_(begin_),
      line_(begin_),
      last_end_(begin_) {}

bool Parser::at_marker(const char* p, char c) const {
  return end_ - p >= 3 && p[0] == c && p[1] == c && p[2] == c && blank_or_end(p + 3);
}

void Parser::skip_break() {
  if (p_ < end_ && *p_ == '\r') ++p_;
  if (p_ < end_ && *p_ == '\n') ++p_;
  line_ = p_;
}

void Parser::add_comment(const char* hash) {
  p_ = find_break(hash, end_);
  tree_.comments.push_back(span(hash, p_));
}

// From behind a node: blanks and a comment, then the line break. Anything else is an error and is left out.
void Parser::end_line() {
  skip_blanks();
  if (!at_line_end()) {
    const char* begin = p_;
    const char* stop = find_break(p_, end_);
    if (*begin == '#')
      error(begin, begin + 1, "a comment must have a blank before its '#'", "put a space before '#'");
    else
      error(begin, stop, "unexpected text behind a value", "put it on a line of its own, or quote the whole value");
    p_ = stop;
  }
  if (p_ < end_ && *p_ == '#') add_comment(p_);
  skip_break();
}

// p_ is at the start of a line. Moves to the next content; false at a document marker or the end of the text.
bool Parser::next_content() {
  for (;;) {
    const char* s = p_;
    const char* q = skip_spaces(s, end_);
    tab_ = false;
    shift_ = 0;
    if (q < end_ && *q == '\t') {
      tab_ = true;
      column_ = static_cast<int32_t>(q - s);
      while (q < end_ && is(*q, kBlank)) ++q;
    } else {
      column_ = static_cast<int32_t>(q - s);
    }
    line_ = s;
    p_ = q;
    if (q == end_) return false;
    if (is(*q, kBreak)) {
      skip_break();
      continue;
    }
    if (*q == '#') {
      add_comment(q);
      skip_break();
      continue;
    }
    if (q == s && (*q == '-' || *q == '.') && at_marker(q, *q)) return false;
    ++lines_;
    return true;
  }
}

// A line that starts with '%' before a document.
void Parser::directive() {
  const char* begin = p_;
  const char* stop = find_break(p_, end_);
  std::vector<std::string_view> words;
  while (p_ < stop) {
    while (p_ < stop && is(*p_, kBlank)) ++p_;
    if (p_ >= stop || *p_ == '#') break;
    const char* word = p_;
    while (p_ < stop && !is(*p_, kBlank)) ++p_;
    words.emplace_back(word, p_ - word);
  }
  if (p_ < stop) add_comment(p_);
  p_ = stop;
  skip_break();
  if (words[0] == "%YAML") {
    bool version = words.size() == 2 && words[1].find_first_not_of("0123456789.") == std::string_view::npos && std::count(words[1].begin(), words[1].end(), '.') == 1;
    if (!version || yaml_directive_)
      error(begin, stop, "a %YAML directive must hold one version, once a document", "write it as %YAML 1.2");
    yaml_directive_ = true;
  } else if (words[0] == "%TAG") {
    bool good = words.size() == 3 && words[1].front() == '!' && words[1].back() == '!';
    if (!good)
      error(begin, stop, "a %TAG directive must hold a handle and a prefix", "write it as %TAG !name! prefix");
    else
      tag_handles_[words[1]] = words[2];
  }
}

void Parser::stream() {
  bool directives_allowed = true;
  while (!stopped_) {
    bool content = next_content();
    if (!content && p_ >= end_) break;
    if (!content && *p_ == '.') {  // the end of a document that is not there
      p_ += 3;
      end_line();
      directives_allowed = true;
      continue;
    }
    tag_handles_.clear();
    yaml_directive_ = false;
    const char* first_directive = nullptr;
    while (content && directives_allowed && *p_ == '%' && p_ == line_) {
      if (!first_directive) first_directive = p_;
      directive();
      content = next_content();
    }
    bool explicit_start = !content && p_ < end_ && *p_ == '-';
    if (first_directive && !explicit_start)
      error(first_directive, find_break(first_directive, end_), "a directive must be followed by a document that starts with '---'",
            "add a line '---' below the directives");
    if (!content && !explicit_start) continue;
    if (explicit_start) p_ += 3;
    document(explicit_start);
    directives_allowed = false;
    if (p_ < end_ && *p_ == '.' && at_marker(p_, '.')) {
      p_ += 3;
      end_line();
      directives_allowed = true;
      tree_.marks.back() |= Tree::kExplicitEnd;
    }
  }
}

// One document; p_ is behind its '---' or at its first content. Leaves p_ at the marker that ends it or the end of the text.
void Parser::document(bool explicit_start) {
  tree_.documents.push_back(static_cast<uint32_t>(tree_.nodes.size()));
  tree_.marks.push_back(explicit_start ? Tree::kExplicitStart : 0);
  anchors_.clear();
  anchor_index_.clear();
  pending_ = 0;
  conflict_ = recovered_ = false;
  stack_.clear();
  stack_.emplace_back();
  top().after = last_end_ = p_;
  if (explicit_start) {
    skip_blanks();
    if (at_line_end())
      end_line();
    else
      node(Place::after_key);
  } else {
    p_ = line_;
  }
  block_lines();
  close_all();
}

}  // namespace plumb::yaml
