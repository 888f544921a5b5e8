// See sources.h.
#include "source/sources.h"

#include <algorithm>
#include <cstring>

#include "base/utf8.h"

namespace plumb {
namespace {

std::string decode_utf16(std::string_view bytes, bool big_endian) {
  std::string out;
  out.reserve(bytes.size() / 2);
  auto unit = [&](size_t i) -> uint32_t {
    auto a = static_cast<unsigned char>(bytes[i]), b = static_cast<unsigned char>(bytes[i + 1]);
    return big_endian ? a << 8 | b : b << 8 | a;
  };
  for (size_t i = 0; i + 1 < bytes.size(); i += 2) {
    uint32_t c = unit(i);
    if (c >= 0xd800 && c < 0xdc00 && i + 3 < bytes.size() && unit(i + 2) >= 0xdc00 && unit(i + 2) < 0xe000) {
      c = 0x10000 + ((c - 0xd800) << 10) + (unit(i + 2) - 0xdc00);
      i += 2;
    } else if (c >= 0xd800 && c < 0xe000) {
      c = 0xfffd;
    }
    append_utf8(out, c);
  }
  return out;
}

// Length of the valid UTF-8 sequence at s[i], 0 when there is none.
size_t sequence_length(std::string_view s, size_t i) {
  auto at = [&](size_t k) { return static_cast<unsigned char>(s[k]); };
  auto tail = [&](size_t k) { return k < s.size() && (at(k) & 0xc0) == 0x80; };
  unsigned char c = at(i);
  if (c < 0x80) return 1;
  if (c >= 0xc2 && c < 0xe0) return tail(i + 1) ? 2 : 0;
  if (c >= 0xe0 && c < 0xf0) {
    if (!tail(i + 1) || !tail(i + 2)) return 0;
    if ((c == 0xe0 && at(i + 1) < 0xa0) || (c == 0xed && at(i + 1) >= 0xa0)) return 0;
    return 3;
  }
  if (c >= 0xf0 && c < 0xf5) {
    if (!tail(i + 1) || !tail(i + 2) || !tail(i + 3)) return 0;
    if ((c == 0xf0 && at(i + 1) < 0x90) || (c == 0xf4 && at(i + 1) >= 0x90)) return 0;
    return 4;
  }
  return 0;
}

bool is_ascii(std::string_view s) {
  size_t i = 0;
  for (; i + 8 <= s.size(); i += 8) {
    uint64_t w;
    std::memcpy(&w, s.data() + i, 8);
    if (w & 0x8080808080808080ull) return false;
  }
  for (; i < s.size(); ++i)
    if (static_cast<unsigned char>(s[i]) >= 0x80) return false;
  return true;
}

std::string repair_utf8(std::string s) {
  if (is_ascii(s)) return s;
  size_t i = 0;
  while (i < s.size()) {
    size_t n = sequence_length(s, i);
    if (!n) break;
    i += n;
  }
  if (i >= s.size()) return s;
  std::string out = s.substr(0, i);
  while (i < s.size()) {
    size_t n = sequence_length(s, i);
    if (n) {
      out.append(s, i, n);
      i += n;
    } else {
      out += "\xef\xbf\xbd";
      ++i;
    }
  }
  return out;
}

}  // namespace

FileId Sources::add(std::string path, std::string bytes) {
  File& f = files_.emplace_back();
  f.path = std::move(path);
  std::string_view b = bytes;
  if (b.starts_with("\xff\xfe") || b.starts_with("\xfe\xff")) {
    f.text = decode_utf16(b.substr(2), b[0] == '\xfe');
    f.decoded_utf16 = true;
  } else {
    if (b.starts_with("\xef\xbb\xbf")) bytes.erase(0, 3);
    f.text = repair_utf8(std::move(bytes));
  }
  return static_cast<FileId>(files_.size() - 1);
}

const std::vector<uint32_t>& Sources::lines(const File& f) const {
  std::call_once(f.once, [&] {
    f.line_starts.push_back(0);
    const char* begin = f.text.data();
    const char* end = begin + f.text.size();
    for (const char* p = begin; p < end && (p = static_cast<const char*>(std::memchr(p, '\n', static_cast<size_t>(end - p))));) f.line_starts.push_back(static_cast<uint32_t>(++p - begin));
  });
  return f.line_starts;
}

namespace {

constexpr uint32_t kStride = 4096;

/// Characters that begin in a piece of a text, wherever it was cut.
uint32_t first_bytes(std::string_view piece) {
  uint32_t n = 0;
  for (char c : piece) n += (static_cast<unsigned char>(c) & 0xc0) != 0x80;
  return n;
}

}  // namespace

/// A plan of a hundred megabytes is one line: what stands before a place in it is counted once for all places.
uint32_t Sources::characters(const File& f, uint32_t from, uint32_t to) const {
  std::string_view text = f.text;
  if (to - from <= kStride) return first_bytes(text.substr(from, to - from));
  std::call_once(f.counted, [&] {
    f.characters.push_back(0);
    for (size_t at = 0; at + kStride <= text.size(); at += kStride) f.characters.push_back(f.characters.back() + first_bytes(text.substr(at, kStride)));
  });
  auto before = [&](uint32_t at) { return f.characters[at / kStride] + first_bytes(text.substr(at / kStride * kStride, at % kStride)); };
  return before(to) - before(from);
}

Position Sources::position(FileId id, uint32_t offset) const {
  const File& f = file(id);
  const auto& starts = lines(f);
  offset = std::min<uint32_t>(offset, static_cast<uint32_t>(f.text.size()));
  auto it = std::upper_bound(starts.begin(), starts.end(), offset);
  Position p;
  p.line = static_cast<uint32_t>(it - starts.begin());
  p.column += characters(f, *(it - 1), offset);
  return p;
}

uint32_t Sources::line_start(FileId id, uint32_t line) const {
  const File& f = file(id);
  const auto& starts = lines(f);
  return line == 0 || line > starts.size() ? static_cast<uint32_t>(f.text.size()) : starts[line - 1];
}

std::string_view Sources::line(FileId id, uint32_t line) const {
  uint32_t from = line_start(id, line), to = line_start(id, line + 1);
  std::string_view s = text(id).substr(from, to - from);
  while (s.ends_with('\n') || s.ends_with('\r')) s.remove_suffix(1);
  return s;
}

uint32_t Sources::line_count(FileId id) const { return static_cast<uint32_t>(lines(file(id)).size()); }

}  // namespace plumb
