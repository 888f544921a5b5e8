// Names of HCL: Unicode's ID_Start and ID_Continue, with '_' and '-'; and the UTF-8 behind them.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "syntax/hcl/chars.h"

namespace plumb::hcl {

/// The code point at p and its length in bytes; length 0 when the bytes are no UTF-8.
struct CodePoint {
  uint32_t value = 0;
  uint32_t length = 0;
};
CodePoint code_point(const char* p, const char* end);

bool starts_name(uint32_t code);
bool continues_name(uint32_t code);

/// name_end() for a name with a character beyond ASCII at p.
const char* wide_name_end(const char* p, const char* end, bool first);

/// The end of the name at p; p itself when no name begins there.
inline const char* name_end(const char* p, const char* end) {
  if (p >= end || !is(*p, kStart)) return p < end && is(*p, kWide) ? wide_name_end(p, end, true) : p;
  for (++p; p < end && is(*p, kPart); ++p) {
  }
  return p < end && is(*p, kWide) ? wide_name_end(p, end, false) : p;
}

/// The first byte at or behind `from` that is no UTF-8; npos when there is none.
size_t find_invalid_utf8(std::string_view text, size_t from);

}  // namespace plumb::hcl
