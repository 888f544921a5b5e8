// See lex.h.
#include "expr/lex.h"

#include <algorithm>

#include "base/text.h"
#include "base/utf8.h"

namespace plumb::expr {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
int hex_digit(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

struct Lexer {
  std::string_view source;
  Arena& arena;
  std::vector<Lexeme>& tokens;
  std::vector<CompileError>& errors;
  uint32_t at = 0;

  char peek(uint32_t ahead = 0) const { return at + ahead < source.size() ? source[at + ahead] : '\0'; }

  bool fail(std::string message, uint32_t begin, uint32_t end) {
    uint32_t size = static_cast<uint32_t>(source.size());  // an escape at the very end reads beyond it
    errors.push_back({std::move(message), std::min(begin, size), std::min(end, size)});
    return false;
  }

  void push(Token token, std::string_view text, uint32_t begin) { tokens.push_back({token, text, begin, at}); }

  void skip_blanks() {
    for (;;) {
      char c = peek();
      if (at < source.size() && (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f')) {
        ++at;
      } else if (c == '/' && peek(1) == '/') {
        while (at < source.size() && source[at] != '\n') ++at;
      } else {
        return;
      }
    }
  }

  bool number() {
    uint32_t begin = at;
    Token token = Token::integer;
    if (peek() == '0' && peek(1) == 'x' && hex_digit(peek(2)) >= 0) {
      at += 2;
      while (hex_digit(peek()) >= 0) ++at;
    } else {
      while (is_digit(peek())) ++at;
      if (peek() == '.' && is_digit(peek(1))) {
        token = Token::number;
        ++at;
        while (is_digit(peek())) ++at;
      }
      uint32_t sign = peek(1) == '+' || peek(1) == '-';
      if ((peek() == 'e' || peek() == 'E') && is_digit(peek(1 + sign))) {
        token = Token::number;
        at += 1 + sign;
        while (is_digit(peek())) ++at;
      }
    }
    std::string_view text = source.substr(begin, at - begin);
    if (token == Token::integer && (peek() == 'u' || peek() == 'U')) {
      ++at;
      token = Token::unsigned_integer;
    }
    push(token, text, begin);
    return true;
  }

  // Decodes one escape after the backslash at `at`.
  bool escape(std::string& out, bool bytes) {
    uint32_t begin = at++;
    char c = peek();
    ++at;
    static constexpr std::string_view kFrom = "abfnrtv\\?\"'`", kTo = "\a\b\f\n\r\t\v\\?\"'`";
    if (size_t i = kFrom.find(c); i != std::string_view::npos && begin + 1 < source.size()) {
      out += kTo[i];
      return true;
    }
    uint32_t code = 0;
    int digits = c == 'x' || c == 'X' ? 2 : c == 'u' ? 4
                                        : c == 'U'   ? 8
                                                     : 0;
    if (digits) {
      for (int i = 0; i < digits; ++i, ++at) {
        int d = hex_digit(peek());
        if (d < 0) return fail("incomplete escape in a string", begin, at);
        code = code * 16 + static_cast<uint32_t>(d);
      }
    } else if (c >= '0' && c <= '3') {
      code = static_cast<uint32_t>(c - '0');
      for (int i = 0; i < 2; ++i, ++at) {
        if (peek() < '0' || peek() > '7') return fail("an octal escape needs three digits", begin, at);
        code = code * 8 + static_cast<uint32_t>(peek() - '0');
      }
    } else {
      return fail(cat("unknown escape '\\", c, "' in a string"), begin, at);
    }
    bool unicode = digits > 2;
    if (unicode && bytes) return fail("bytes take no \\u escapes", begin, at);
    if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return fail("escape is no Unicode character", begin, at);
    if (bytes)
      out += static_cast<char>(code);
    else
      append_utf8(out, code);
    return true;
  }

  bool string(bool raw, bool bytes, uint32_t begin) {
    char quote = peek();
    uint32_t width = peek(1) == quote && peek(2) == quote ? 3 : 1;
    at += width;
    std::string out;
    for (;;) {
      if (at >= source.size() || (width == 1 && (peek() == '\n' || peek() == '\r'))) return fail("string has no end", begin, at);
      if (peek() == quote && (width == 1 || (peek(1) == quote && peek(2) == quote))) break;
      if (peek() == '\\' && !raw) {
        if (!escape(out, bytes)) return false;
      } else if (peek() == '\r' && width == 3) {  // line ends are read as \n
        out += '\n';
        at += peek(1) == '\n' ? 2 : 1;
      } else {
        out += source[at++];
      }
    }
    at += width;
    push(bytes ? Token::bytes : Token::string, arena.copy(std::string_view(out)), begin);
    return true;
  }

  bool next() {
    uint32_t begin = at;
    char c = peek();
    if (is_digit(c) || (c == '.' && is_digit(peek(1)))) return number();
    bool raw = false, bytes = false;
    for (uint32_t i = 0; i < 3; ++i) {
      char p = peek(i);
      if (p == '"' || p == '\'') {
        at += i;
        return string(raw, bytes, begin);
      }
      if ((p == 'r' || p == 'R') && !raw)
        raw = true;
      else if ((p == 'b' || p == 'B') && !bytes)
        bytes = true;
      else
        break;
    }
    if (is_letter(c)) {
      while (is_letter(peek()) || is_digit(peek())) ++at;
      push(Token::identifier, arena.copy(source.substr(begin, at - begin)), begin);
      return true;
    }
    if (c == '`') {
      ++at;
      while (is_letter(peek()) || is_digit(peek()) || peek() == '.' || peek() == '-' || peek() == '/' || peek() == ' ') ++at;
      if (peek() != '`' || at == begin + 1) return fail("a quoted field holds letters, digits, '_', '.', '-', '/' or blanks", begin, at);
      ++at;
      push(Token::quoted_identifier, arena.copy(source.substr(begin + 1, at - begin - 2)), begin);
      return true;
    }
    static constexpr std::string_view kTwo[] = {"==", "!=", "<=", ">=", "&&", "||"};
    for (std::string_view two : kTwo) {
      if (source.substr(at, 2) == two) {
        at += 2;
        push(Token::symbol, two, begin);
        return true;
      }
    }
    static constexpr std::string_view kOne = "<>[](){}.,-!?:+*/%";
    if (size_t i = kOne.find(c); i != std::string_view::npos && at < source.size()) {
      ++at;
      push(Token::symbol, kOne.substr(i, 1), begin);
      return true;
    }
    if (c == '=') return fail("'=' is no operator; compare with '=='", begin, begin + 1);
    if (c == '&' || c == '|') return fail(cat("'", c, "' is no operator; use '", c, c, "'"), begin, begin + 1);
    return fail("unexpected character", begin, begin + 1);
  }
};

}  // namespace

bool lex(std::string_view source, Arena& arena, std::vector<Lexeme>& tokens, std::vector<CompileError>& errors) {
  Lexer lexer{source, arena, tokens, errors};
  tokens.reserve(source.size() / 3 + 2);
  for (;;) {
    lexer.skip_blanks();
    if (lexer.at >= source.size()) {
      lexer.push(Token::end, "end of the expression", lexer.at);
      return true;
    }
    if (!lexer.next()) return false;
  }
}

}  // namespace plumb::expr
