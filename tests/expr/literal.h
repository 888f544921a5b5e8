// Reads JSON and the object literals of JavaScript (unquoted keys, trailing commas, any quotes) into values.
// Why: the oracle's fixture is JSON, the conformance data an object literal in a module; the tests need no Node to read them.
#pragma once
#include <charconv>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "base/utf8.h"
#include "graph/value.h"

namespace plumb::test {

class LiteralReader {
 public:
  LiteralReader(std::string_view text, Arena& arena) : text_(text), arena_(arena) {}

  /// The value that starts at the reader's place; throws std::runtime_error on anything it does not know.
  Value read() {
    skip();
    char c = peek();
    if (c == '{') return map();
    if (c == '[') return list();
    if (c == '"' || c == '\'' || c == '`') return Value::string(arena_.copy(std::string_view(string())));
    if (c == '-' || (c >= '0' && c <= '9')) return number();
    std::string_view word = name();
    if (word == "true" || word == "false") return Value::boolean(word == "true");
    if (word == "null" || word == "undefined") return Value::null();
    throw std::runtime_error("unexpected literal '" + std::string(word) + "' at " + std::to_string(at_));
  }

 private:
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  void skip() {
    while (at_ < text_.size()) {
      if (std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos)
        ++at_;
      else if (text_.substr(at_).starts_with("//"))
        at_ = std::min(text_.find('\n', at_), text_.size());
      else
        return;
    }
  }
  bool take(char c) {
    skip();
    if (peek() != c) return false;
    ++at_;
    return true;
  }
  void need(char c) {
    if (!take(c)) throw std::runtime_error(std::string("expected '") + c + "' at " + std::to_string(at_));
  }
  std::string_view name() {
    size_t begin = at_;
    while (std::isalnum(static_cast<unsigned char>(peek())) || peek() == '_' || peek() == '$') ++at_;
    return text_.substr(begin, at_ - begin);
  }
  Value number() {
    size_t begin = at_;
    while (std::isalnum(static_cast<unsigned char>(peek())) || peek() == '-' || peek() == '+' || peek() == '.') ++at_;
    std::string_view s = text_.substr(begin, at_ - begin);
    int64_t i = 0;
    auto r = std::from_chars(s.data(), s.data() + s.size(), i);
    if (r.ec == std::errc() && r.ptr == s.data() + s.size() && s != "-0") return Value::integer(i);
    uint64_t u = 0;
    r = std::from_chars(s.data(), s.data() + s.size(), u);
    if (r.ec == std::errc() && r.ptr == s.data() + s.size()) return Value::unsigned_integer(u);
    double d = 0;
    std::from_chars(s.data(), s.data() + s.size(), d);
    return Value::number(d);
  }
  uint32_t hex(size_t digits) {
    uint32_t n = 0;
    std::from_chars(text_.data() + at_, text_.data() + std::min(at_ + digits, text_.size()), n, 16);
    at_ += digits;
    return n;
  }
  std::string string() {
    char quote = text_[at_++];
    std::string out;
    while (at_ < text_.size() && peek() != quote) {
      char c = text_[at_++];
      if (c != '\\') {
        out += c;
        continue;
      }
      char e = text_[at_++];
      static constexpr std::string_view kFrom = "nrtbfv0", kTo("\n\r\t\b\f\v\0", 7);
      if (size_t k = kFrom.find(e); k != std::string_view::npos)
        out += kTo[k];
      else if (e == 'x')
        append_utf8(out, hex(2));
      else if (e == 'u')
        append_utf8(out, unicode());
      else
        out += e;
    }
    ++at_;
    return out;
  }
  uint32_t unicode() {
    if (peek() == '{') {
      ++at_;
      size_t end = text_.find('}', at_);
      uint32_t n = hex(end - at_);
      ++at_;
      return n;
    }
    uint32_t n = hex(4);
    if (n < 0xd800 || n >= 0xdc00 || !text_.substr(at_).starts_with("\\u")) return n;
    at_ += 2;
    return 0x10000 + ((n - 0xd800) << 10) + (hex(4) - 0xdc00);
  }
  Value list() {
    need('[');
    std::vector<Value> items;
    while (!take(']')) {
      items.push_back(read());
      take(',');
    }
    return make_list(arena_, items);
  }
  Value map() {
    need('{');
    std::vector<MapEntry> entries;
    while (!take('}')) {
      skip();
      bool quoted = peek() == '"' || peek() == '\'';
      std::string key = quoted ? string() : std::string(name());
      need(':');
      entries.push_back({arena_.copy(std::string_view(key)), Span{}, read()});
      take(',');
    }
    return make_map(arena_, entries);
  }

  std::string_view text_;
  Arena& arena_;
  size_t at_ = 0;
};

}  // namespace plumb::test
