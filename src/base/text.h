// Small text helpers used everywhere: concatenation, splitting, trimming, nearest spelling.
// Why: fmt is for layouts; most messages are plain concatenations and compile much faster this way.
#pragma once
#include <charconv>
#include <concepts>
#include <string>
#include <string_view>
#include <vector>

namespace plumb {

inline void append_one(std::string& out, std::string_view s) { out.append(s); }
inline void append_one(std::string& out, const char* s) { out.append(s); }
inline void append_one(std::string& out, const std::string& s) { out.append(s); }
inline void append_one(std::string& out, char c) { out.push_back(c); }
template <std::integral T>
  requires(!std::same_as<T, char> && !std::same_as<T, bool>)
void append_one(std::string& out, T n) {
  char buf[24];
  auto r = std::to_chars(buf, buf + sizeof buf, n);
  out.append(buf, r.ptr);
}

inline size_t room_for(std::string_view s) { return s.size(); }
inline size_t room_for(char) { return 1; }
template <std::integral T>
  requires(!std::same_as<T, char> && !std::same_as<T, bool>)
size_t room_for(T) { return 20; }

/// Concatenates strings, characters and whole numbers: cat("line ", 3, ':').
template <class... Args>
std::string cat(const Args&... args) {
  std::string out;
  out.reserve((size_t{0} + ... + room_for(args)));
  (append_one(out, args), ...);
  return out;
}

std::vector<std::string_view> split(std::string_view text, char separator);
std::string_view trim(std::string_view text);  // ASCII blanks, tabs and line ends, both sides
std::string join(const std::vector<std::string>& parts, std::string_view separator);
std::string to_lower(std::string_view text);  // ASCII
bool contains_ignoring_case(std::string_view text, std::string_view needle);

/// The candidate nearest to `word` by edit distance when it is near enough to be a slip (did-you-mean), else empty.
std::string_view nearest(std::string_view word, const std::vector<std::string_view>& candidates);

/// Whether `text` holds a marker that some other tool fills in before the text is used: {{ }}, ${ }, $( ), <% %>, %{ }, <name>.
bool has_placeholder(std::string_view text);

/// Shell-style pattern: `*` within a path part, `**` across parts, `?`, `[a-z]`. Case matters.
bool glob_match(std::string_view pattern, std::string_view path);

/// 64-bit FNV-1a; stable across runs and machines (fingerprints rest on it).
uint64_t stable_hash(std::string_view bytes, uint64_t seed = 0xcbf29ce484222325ull);

}  // namespace plumb
