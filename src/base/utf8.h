// UTF-8 by code point: reading, counting and writing, for whatever counts in characters (CEL, Terraform) or decodes escapes.
// Invariant: a byte that starts no valid sequence counts as one character (U+FFFD), so every loop ends.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace plumb {

/// Appends code point `c` (at most 0x10ffff) to `out`. Surrogates are the caller's business.
inline void append_utf8(std::string& out, uint32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xc0 | c >> 6);
    out += static_cast<char>(0x80 | (c & 63));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xe0 | c >> 12);
    out += static_cast<char>(0x80 | (c >> 6 & 63));
    out += static_cast<char>(0x80 | (c & 63));
  } else {
    out += static_cast<char>(0xf0 | c >> 18);
    out += static_cast<char>(0x80 | (c >> 12 & 63));
    out += static_cast<char>(0x80 | (c >> 6 & 63));
    out += static_cast<char>(0x80 | (c & 63));
  }
}

/// Bytes of the character at the front of `text` (at least 1), and its code point; `valid` is false for a stray byte.
inline size_t decode_utf8(std::string_view text, uint32_t& code, bool& valid) {
  auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  unsigned char first = byte(0);
  valid = true;
  code = first;
  if (first < 0x80) return 1;
  size_t n = first >= 0xf0 && first < 0xf5 ? 4 : first >= 0xe0 && first < 0xf0 ? 3
                                             : first >= 0xc2 && first < 0xe0   ? 2
                                                                               : 0;
  if (n && text.size() >= n) {
    code = first & (0xffu >> (n + 1));
    for (size_t i = 1; i < n; ++i) {
      if ((byte(i) & 0xc0) != 0x80)
        n = 0;
      else
        code = code << 6 | (byte(i) & 63);
      if (!n) break;
    }
    bool overlong = (n == 3 && code < 0x800) || (n == 4 && (code < 0x10000 || code > 0x10ffff));
    if (n && !overlong && !(code >= 0xd800 && code < 0xe000)) return n;
  }
  valid = false;
  code = 0xfffd;
  return 1;
}

/// The code point at `at`, which moves behind it.
inline uint32_t next_utf8(std::string_view text, size_t& at) {
  uint32_t code;
  bool valid;
  at += decode_utf8(text.substr(at), code, valid);
  return code;
}

inline size_t character_bytes(std::string_view text) {
  uint32_t code;
  bool valid;
  return decode_utf8(text, code, valid);
}

inline size_t count_characters(std::string_view text) {
  size_t n = 0;
  for (size_t i = 0; i < text.size(); ++n) i += static_cast<unsigned char>(text[i]) < 0x80 ? 1 : character_bytes(text.substr(i));
  return n;
}

/// Byte offset of character `index`, or text.size() when index is the number of characters; npos beyond.
inline size_t character_offset(std::string_view text, size_t index) {
  size_t at = 0;
  for (; index > 0; --index) {
    if (at >= text.size()) return std::string_view::npos;
    at += character_bytes(text.substr(at));
  }
  return at;
}

inline bool valid_utf8(std::string_view text) {
  for (size_t i = 0; i < text.size();) {
    uint32_t code;
    bool valid;
    i += decode_utf8(text.substr(i), code, valid);
    if (!valid) return false;
  }
  return true;
}

}  // namespace plumb
