// Tags and anchors, and the names of aliases.
#include "base/text.h"
#include "syntax/yaml/parser.h"

namespace plumb::yaml {

// Tag and anchor, in any order, at most one of each. Leaves p_ behind them and the blanks that follow.
uint32_t Parser::properties() {
  Properties found;
  found.begin = offset(p_);
  while (p_ < end_ && (*p_ == '&' || *p_ == '!')) {
    const char* begin = p_;
    bool repeated;
    if (*p_ == '&') {
      ++p_;
      repeated = !found.anchor.empty();
      std::string_view name = anchor_name();
      if (!repeated) found.anchor = name;
    } else {
      repeated = !found.tag.empty();
      std::string_view name = tag();
      if (!repeated) found.tag = name;
    }
    if (repeated) error(begin, p_, "a node has one tag and one anchor at most", "remove one of them");
    found.end = offset(p_);
    if (!blank_or_end(p_) && !(flow_depth_ && is(*p_, kFlow))) {
      error(p_, p_ + 1, "expected a blank behind a tag or anchor", "put a space here");
      break;
    }
    skip_blanks();
  }
  last_end_ = begin_ + found.end;
  tree_.properties.push_back(found);
  return static_cast<uint32_t>(tree_.properties.size());
}

// Properties on a line of their own (`outer`) and on the node's line make one set.
uint32_t Parser::merge_properties(uint32_t outer, uint32_t inner) {
  if (!inner) return outer;
  Properties a = tree_.properties[outer - 1], b = tree_.properties[inner - 1];
  if ((!a.tag.empty() && !b.tag.empty()) || (!a.anchor.empty() && !b.anchor.empty()))
    error(begin_ + b.begin, begin_ + b.end, "a node has one tag and one anchor at most", "remove one of them");
  if (b.tag.empty()) b.tag = a.tag;
  if (b.anchor.empty()) b.anchor = a.anchor;
  b.begin = a.begin;
  tree_.properties[inner - 1] = b;
  return inner;
}

// The name at p_, behind '&' or '*'.
std::string_view Parser::anchor_name() {
  const char* begin = p_;
  while (p_ < end_ && !is(*p_, kBlank | kBreak | kFlow)) ++p_;
  if (p_ == begin) error(begin - 1, begin, cat("expected a name behind '", begin[-1], "'"), "write a name, or quote the text");
  return {begin, p_};
}

// The tag at p_, its handle resolved: "!Ref", "tag:yaml.org,2002:str".
std::string_view Parser::tag() {
  const char* begin = p_;
  if (peek(1) == '<') {
    const char* stop = p_ + 2;
    while (stop < end_ && *stop != '>' && !is(*stop, kBlank | kBreak)) ++stop;
    p_ = stop;
    if (stop >= end_ || *stop != '>') {
      error(begin, stop, "expected '>' to close the tag", "write it as !<tag>");
      return {begin, stop};
    }
    ++p_;
    return {begin + 2, stop};
  }
  while (p_ < end_ && !is(*p_, kBlank | kBreak | kFlow)) ++p_;
  std::string_view all{begin, p_};
  size_t second = all.find('!', 1);
  std::string_view handle = second == std::string_view::npos ? "!" : all.substr(0, second + 1);
  std::string_view suffix = all.substr(handle.size());
  if (suffix.find('!') != std::string_view::npos) error(begin, p_, "a tag holds '!' only in front", "write it as %21");
  std::string_view prefix;
  if (auto known = tag_handles_.find(handle); known != tag_handles_.end())
    prefix = known->second;
  else if (handle == "!!")
    prefix = "tag:yaml.org,2002:";
  else if (handle == "!")
    prefix = "!";
  else
    error(begin, p_, cat("no %TAG directive of this document declares the handle '", handle, "'"), cat("write `%TAG ", handle, " prefix` above the '---'"));
  if (handle.size() > 1 && suffix.empty()) error(begin, p_, "expected a name behind the tag's handle", "write the tag's name");
  if (prefix == "!" && suffix.find('%') == std::string_view::npos) return all;
  scratch_.assign(prefix);
  for (size_t i = 0; i < suffix.size(); ++i) {
    auto digit = [&](size_t k) -> int {
      char c = k < suffix.size() ? suffix[k] : '\0';
      return c >= '0' && c <= '9' ? c - '0' : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10
                                                                                     : -1;
    };
    if (suffix[i] == '%' && digit(i + 1) >= 0 && digit(i + 2) >= 0) {
      scratch_ += static_cast<char>(digit(i + 1) * 16 + digit(i + 2));
      i += 2;
    } else {
      scratch_ += suffix[i];
    }
  }
  return tree_.strings.copy(std::string_view(scratch_));
}

}  // namespace plumb::yaml
