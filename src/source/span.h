// Span: a place in a source file, in bytes. Line and column exist only at the edge (source/sources.h).
// Invariant: begin <= end <= text size of the file; `end` is exclusive.
#pragma once
#include <compare>
#include <cstdint>

namespace plumb {

/// Index of a file in Sources; `none` for things that no file states (built-in facts).
enum class FileId : uint32_t { none = 0xffffffffu };

struct Span {
  FileId file = FileId::none;
  uint32_t begin = 0, end = 0;

  bool known() const { return file != FileId::none; }
  friend auto operator<=>(const Span&, const Span&) = default;
};

}  // namespace plumb
