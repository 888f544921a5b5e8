// Sources: the texts of one snapshot, by FileId, and the edge between byte offsets and what people see (line, column).
// Invariant: a text never moves or changes while its Sources lives, so string_views and Spans into it stay valid. Texts are
// UTF-8 without byte-order mark: UTF-16 input is decoded once when it is added, and positions are those of the decoded text.
#pragma once
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "source/span.h"

namespace plumb {

/// Line and column count from 1; columns in Unicode code points.
struct Position {
  uint32_t line = 1, column = 1;
};

class Sources {
 public:
  /// Adds a text under its path (relative to the project root, '/' separated). A byte-order mark is dropped and UTF-16 decoded
  /// (`decoded_utf16` tells); invalid sequences become U+FFFD. Not thread-safe: files are added in one thread, in sorted order.
  FileId add(std::string path, std::string bytes);

  size_t size() const { return files_.size(); }
  std::string_view path(FileId f) const { return file(f).path; }
  std::string_view text(FileId f) const { return file(f).text; }
  bool decoded_utf16(FileId f) const { return file(f).decoded_utf16; }
  std::string_view text(Span s) const { return text(s.file).substr(s.begin, s.end - s.begin); }

  /// The position of byte `offset`. The line table of a file is made at its first use; thread-safe.
  Position position(FileId f, uint32_t offset) const;
  /// The text of line `line` (from 1) without its line end.
  std::string_view line(FileId f, uint32_t line) const;
  uint32_t line_count(FileId f) const;
  /// Byte offset of the first byte of `line` (from 1); text size when past the end.
  uint32_t line_start(FileId f, uint32_t line) const;

 private:
  struct File {
    std::string path, text;
    bool decoded_utf16 = false;
    mutable std::once_flag once, counted;
    mutable std::vector<uint32_t> line_starts;
    mutable std::vector<uint32_t> characters;  // before each kStride bytes; only where lines are long
  };
  const File& file(FileId f) const { return files_[static_cast<uint32_t>(f)]; }
  const std::vector<uint32_t>& lines(const File& f) const;
  uint32_t characters(const File& f, uint32_t from, uint32_t to) const;

  std::deque<File> files_;
};

}  // namespace plumb
