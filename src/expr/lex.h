// Tokens of CEL: identifiers, numbers, strings and bytes with their escapes, operators; positions in bytes.
// Invariant: the token stream ends with `end`; an error is reported once and ends the stream.
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "expr/expr.h"

namespace plumb::expr {

enum class Token : uint8_t { end,
                             identifier,
                             quoted_identifier,
                             integer,
                             unsigned_integer,
                             number,
                             string,
                             bytes,
                             symbol };

struct Lexeme {
  Token token = Token::end;
  std::string_view text;  // symbol and identifier as written; string, bytes: decoded, in the arena; numbers: digits without `u`
  uint32_t begin = 0, end = 0;
};

/// All tokens of `source`. False when a character or literal is wrong; the error says which.
bool lex(std::string_view source, Arena& arena, std::vector<Lexeme>& tokens, std::vector<CompileError>& errors);

}  // namespace plumb::expr
