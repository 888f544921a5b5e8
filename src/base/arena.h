// Arena: bump allocation for data that lives as long as one snapshot.
// Why: graph values, decoded strings and evaluation results are many, small and die together.
// Invariant: memory is never freed before the arena; only trivially destructible types are placed in it. One thread per arena.
#pragma once
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace plumb {

class Arena {
 public:
  Arena() = default;
  Arena(Arena&&) noexcept = default;
  Arena& operator=(Arena&&) noexcept = default;
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  void* allocate(size_t bytes, size_t align = alignof(std::max_align_t)) {
    size_t at = (used_ + align - 1) & ~(align - 1);
    if (blocks_.empty() || at + bytes > capacity_) {
      grow(bytes);
      at = 0;
    }
    used_ = at + bytes;
    return blocks_.back().get() + at;
  }

  template <class T, class... Args>
  T* make(Args&&... args) {
    static_assert(std::is_trivially_destructible_v<T>);
    return new (allocate(sizeof(T), alignof(T))) T{std::forward<Args>(args)...};
  }

  /// An uninitialised array of `n` elements; the caller fills it.
  template <class T>
  T* array(size_t n) {
    static_assert(std::is_trivially_destructible_v<T>);
    return static_cast<T*>(allocate(sizeof(T) * n, alignof(T)));
  }

  template <class T>
  std::span<const T> copy(const std::vector<T>& v) {
    T* out = array<T>(v.size());
    std::uninitialized_copy(v.begin(), v.end(), out);
    return {out, v.size()};
  }

  /// A copy of `text` that lives as long as the arena.
  std::string_view copy(std::string_view text) {
    if (text.empty()) return {};
    char* out = array<char>(text.size());
    std::memcpy(out, text.data(), text.size());
    return {out, text.size()};
  }

  size_t bytes_reserved() const { return reserved_; }

 private:
  void grow(size_t bytes) {
    size_t size = bytes > next_ ? bytes : next_;
    if (next_ < (1u << 20)) next_ *= 2;
    blocks_.push_back(std::make_unique_for_overwrite<std::byte[]>(size));
    capacity_ = size;
    reserved_ += size;
    used_ = 0;
  }

  std::vector<std::unique_ptr<std::byte[]>> blocks_;
  size_t used_ = 0, capacity_ = 0, reserved_ = 0, next_ = 4096;
};

}  // namespace plumb
