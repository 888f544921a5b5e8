// Character classes of YAML and the vector scans that the reader's speed rests on.
// Why: nearly every byte of a manifest is inside a key, a plain value or indentation; these find their ends 16 bytes at a time.
// Invariant: no function reads at or behind `end`. NUL stands for the end of the text: texts that hold one are refused earlier.
#pragma once
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace plumb::yaml {

enum CharClass : uint8_t {
  kBlank = 1,      // space, tab
  kBreak = 2,      // line feed, carriage return, end of text
  kFlow = 4,       // , [ ] { }
  kIndicator = 8,  // cannot start a plain scalar without a further look
  kTyped = 16,     // may start a plain scalar that is no string
  kStop = 32,      // ends or may end a plain scalar, or starts template text: ':' '#' '{' breaks
};

constexpr std::array<uint8_t, 256> make_classes() {
  std::array<uint8_t, 256> t{};
  auto set = [&](const char* chars, uint8_t bit) {
    for (; *chars; ++chars) t[static_cast<unsigned char>(*chars)] |= bit;
  };
  set(" \t", kBlank | kIndicator);
  set("\n\r", kBreak | kIndicator | kStop);
  t[0] = kBreak | kIndicator | kStop;
  set(",[]{}", kFlow | kIndicator);
  set("-?:#&*!|>'\"%@`", kIndicator);
  set("0123456789+-.~nNtTfFyYoO", kTyped);
  set(":#{", kStop);
  return t;
}
inline constexpr std::array<uint8_t, 256> kClasses = make_classes();

inline bool is(char c, uint8_t classes) { return kClasses[static_cast<unsigned char>(c)] & classes; }

/// The first ':' '#' '{' or line break at or behind p, else `end`.
inline const char* find_plain_stop(const char* p, const char* end) {
#if defined(__SSE2__)
  const __m128i colon = _mm_set1_epi8(':'), hash = _mm_set1_epi8('#'), brace = _mm_set1_epi8('{'), feed = _mm_set1_epi8('\n'), ret = _mm_set1_epi8('\r');
  for (; end - p >= 16; p += 16) {
    __m128i v = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
    __m128i hit = _mm_or_si128(_mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(v, colon), _mm_cmpeq_epi8(v, hash)), _mm_cmpeq_epi8(v, brace)),
                               _mm_or_si128(_mm_cmpeq_epi8(v, feed), _mm_cmpeq_epi8(v, ret)));
    if (int mask = _mm_movemask_epi8(hit)) return p + std::countr_zero(static_cast<unsigned>(mask));
  }
#endif
  while (p < end && !is(*p, kStop)) ++p;
  return p;
}

/// The first line break at or behind p, else `end`.
inline const char* find_break(const char* p, const char* end) {
#if defined(__SSE2__)
  const __m128i feed = _mm_set1_epi8('\n'), ret = _mm_set1_epi8('\r');
  for (; end - p >= 16; p += 16) {
    __m128i v = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
    __m128i hit = _mm_or_si128(_mm_cmpeq_epi8(v, feed), _mm_cmpeq_epi8(v, ret));
    if (int mask = _mm_movemask_epi8(hit)) return p + std::countr_zero(static_cast<unsigned>(mask));
  }
#endif
  while (p < end && *p != '\n' && *p != '\r') ++p;
  return p;
}

/// The first `quote`, backslash or line break at or behind p, else `end`.
inline const char* find_quote_stop(const char* p, const char* end, char quote) {
#if defined(__SSE2__)
  const __m128i q = _mm_set1_epi8(quote), slash = _mm_set1_epi8('\\'), feed = _mm_set1_epi8('\n'), ret = _mm_set1_epi8('\r');
  for (; end - p >= 16; p += 16) {
    __m128i v = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
    __m128i hit = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(v, q), _mm_cmpeq_epi8(v, slash)),
                               _mm_or_si128(_mm_cmpeq_epi8(v, feed), _mm_cmpeq_epi8(v, ret)));
    if (int mask = _mm_movemask_epi8(hit)) return p + std::countr_zero(static_cast<unsigned>(mask));
  }
#endif
  while (p < end && *p != quote && *p != '\\' && *p != '\n' && *p != '\r') ++p;
  return p;
}

/// The first byte at or behind p that is no space, else `end`.
inline const char* skip_spaces(const char* p, const char* end) {
#if defined(__SSE2__)
  const __m128i space = _mm_set1_epi8(' ');
  for (; end - p >= 16; p += 16) {
    __m128i v = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
    unsigned other = ~static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(v, space))) & 0xffffu;
    if (other) return p + std::countr_zero(other);
  }
#endif
  while (p < end && *p == ' ') ++p;
  return p;
}

}  // namespace plumb::yaml
