// See text.h.
#include "base/text.h"

#include <algorithm>

namespace plumb {

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> out;
  for (size_t from = 0;;) {
    size_t at = text.find(separator, from);
    out.push_back(text.substr(from, at - from));
    if (at == std::string_view::npos) return out;
    from = at + 1;
  }
}

std::string_view trim(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  size_t from = text.find_first_not_of(kBlank);
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(kBlank) - from + 1);
}

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
  std::string out;
  for (const std::string& part : parts) {
    if (!out.empty()) out += separator;
    out += part;
  }
  return out;
}

static char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

std::string to_lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), lower);
  return out;
}

bool contains_ignoring_case(std::string_view text, std::string_view needle) {
  return std::search(text.begin(), text.end(), needle.begin(), needle.end(), [](char a, char b) { return lower(a) == lower(b); }) != text.end();
}

static size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      size_t above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
      diagonal = above;
    }
  }
  return row[b.size()];
}

std::string_view nearest(std::string_view word, const std::vector<std::string_view>& candidates) {
  std::string_view best;
  size_t best_distance = std::max<size_t>(1, word.size() / 3) + 1;
  for (std::string_view candidate : candidates) {
    size_t distance = edit_distance(word, candidate);
    if (distance < best_distance) {
      best_distance = distance;
      best = candidate;
    }
  }
  return best;
}

static bool match_class(std::string_view& pattern, char c) {
  size_t close = pattern.find(']', 2);
  if (close == std::string_view::npos) return false;
  std::string_view set = pattern.substr(1, close - 1);
  pattern.remove_prefix(close + 1);
  bool negated = set[0] == '!' || set[0] == '^';
  if (negated) set.remove_prefix(1);
  bool hit = false;
  for (size_t i = 0; i < set.size(); ++i) {
    if (i + 2 < set.size() && set[i + 1] == '-') {
      hit = hit || (set[i] <= c && c <= set[i + 2]);
      i += 2;
    } else {
      hit = hit || set[i] == c;
    }
  }
  return hit != negated;
}

// Backtracks only to the last star, so it is linear in practice and quadratic at worst.
bool has_placeholder(std::string_view text) {
  for (size_t i = 0; i + 1 < text.size(); ++i) {
    char c = text[i], d = text[i + 1];
    if ((c == '{' && d == '{') || (c == '<' && d == '%') || (d == '{' && (c == '$' || c == '%' || c == '#')) || (c == '$' && d == '(')) return true;
    // <your-name>: an angle bracket, a letter, and its end before any blank.
    if (c == '<' && lower(d) >= 'a' && lower(d) <= 'z')
      for (size_t j = i + 1; j < text.size() && text[j] != ' ' && text[j] != '<'; ++j)
        if (text[j] == '>') return true;
  }
  return false;
}

bool glob_match(std::string_view pattern, std::string_view path) {
  while (true) {
    if (pattern.empty()) return path.empty();
    if (pattern.starts_with("**")) {
      std::string_view rest = pattern.substr(2);
      if (rest.starts_with('/') && glob_match(rest.substr(1), path)) return true;
      for (size_t i = 0; i <= path.size(); ++i)
        if (glob_match(rest, path.substr(i))) return true;
      return false;
    }
    if (pattern[0] == '*') {
      std::string_view rest = pattern.substr(1);
      for (size_t i = 0; i <= path.size(); ++i) {
        if (glob_match(rest, path.substr(i))) return true;
        if (i < path.size() && path[i] == '/') return false;
      }
      return false;
    }
    if (path.empty()) return false;
    if (pattern[0] == '[') {
      if (path[0] == '/' || !match_class(pattern, path[0])) return false;
      path.remove_prefix(1);
      continue;
    }
    if (pattern[0] == '?' ? path[0] == '/' : pattern[0] != path[0]) return false;
    pattern.remove_prefix(1);
    path.remove_prefix(1);
  }
}

uint64_t stable_hash(std::string_view bytes, uint64_t seed) {
  for (unsigned char c : bytes) seed = (seed ^ c) * 0x100000001b3ull;
  return seed;
}

}  // namespace plumb
