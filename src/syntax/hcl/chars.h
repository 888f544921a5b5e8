// Character classes of HCL and the vector scans that the reader's speed rests on.
// Why: nearly every byte of a Terraform file is inside a name, a quoted text, a heredoc, a comment or indentation.
// Invariant: no function reads at or behind `end`.
#pragma once
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace plumb::hcl {

enum CharClass : uint8_t {
  kStart = 1,     // starts a name (ASCII)
  kPart = 2,      // continues a name (ASCII), '-' too
  kDigit = 4,
  kSpace = 8,     // blank, tab, line ends
  kComment = 16,  // a comment may begin
  kWide = 32,     // beyond ASCII
};

constexpr std::array<uint8_t, 256> make_classes() {
  std::array<uint8_t, 256> t{};
  for (int c = 'a'; c <= 'z'; ++c) t[static_cast<size_t>(c)] = t[static_cast<size_t>(c - 'a' + 'A')] = kStart | kPart;
  for (int c = '0'; c <= '9'; ++c) t[static_cast<size_t>(c)] = kPart | kDigit;
  t['_'] = kStart | kPart;
  t['-'] = kPart;
  t[' '] = t['\t'] = t['\n'] = t['\r'] = kSpace;
  t['#'] = t['/'] = kComment;
  for (size_t c = 128; c < 256; ++c) t[c] = kWide;
  return t;
}
inline constexpr std::array<uint8_t, 256> kClasses = make_classes();

inline bool is(char c, uint8_t classes) { return kClasses[static_cast<unsigned char>(c)] & classes; }

/// The first of `stops` at or behind p, else `end`.
template <char... stops>
inline const char* find(const char* p, const char* end) {
#if defined(__SSE2__)
  for (; end - p >= 16; p += 16) {
    __m128i v = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p)), hit = _mm_setzero_si128();
    ((hit = _mm_or_si128(hit, _mm_cmpeq_epi8(v, _mm_set1_epi8(stops)))), ...);
    if (int mask = _mm_movemask_epi8(hit)) return p + std::countr_zero(static_cast<unsigned>(mask));
  }
#endif
  while (p < end && !((*p == stops) || ...)) ++p;
  return p;
}

/// The first line feed at or behind p, else `end`.
inline const char* find_line_end(const char* p, const char* end) {
  const void* at = p < end ? std::memchr(p, '\n', static_cast<size_t>(end - p)) : nullptr;
  return at ? static_cast<const char*>(at) : end;
}

inline const char* skip_blanks(const char* p, const char* end) {
  while (p < end && (*p == ' ' || *p == '\t')) ++p;
  return p;
}

}  // namespace plumb::hcl
