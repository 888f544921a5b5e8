// NameTable: what is declared under names: filled once, then asked again and again.
// Why not a map: every reference of every expression looks a name up, and keeps what it found under the same name a second time. Here that is
// one hash, and each name has a dense number, by which others keep their own findings in plain arrays.
// Invariant: names are views that outlive the table; once sealed it is in the order of the names, whatever the order of filling, and only read.
#pragma once
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <utility>
#include <vector>

namespace plumb {

template <class T>
class NameTable {
 public:
  using Entry = std::pair<std::string_view, T>;
  using iterator = typename std::vector<Entry>::iterator;
  using const_iterator = typename std::vector<Entry>::const_iterator;

  /// As std::map::emplace: what is there already stays, and false.
  std::pair<iterator, bool> emplace(std::string_view name, T value) {
    if (slots_.size() < 2 * (entries_.size() + 1)) rehash(slots_.empty() ? 8 : 2 * slots_.size());
    uint32_t& slot = slots_[slot_of(name)];
    if (slot != kFree) return {entries_.begin() + slot, false};
    slot = static_cast<uint32_t>(entries_.size());
    entries_.emplace_back(name, std::move(value));
    return {entries_.end() - 1, true};
  }

  /// Sorts by name: call it when all are in.
  void seal() {
    std::sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) { return a.first < b.first; });
    rehash(slots_.size());
  }

  const_iterator find(std::string_view name) const {
    if (entries_.empty()) return entries_.end();
    uint32_t slot = slots_[slot_of(name)];
    return slot == kFree ? entries_.end() : entries_.begin() + slot;
  }
  bool contains(std::string_view name) const { return find(name) != end(); }
  /// The number of an entry, below size().
  size_t index(const_iterator it) const { return static_cast<size_t>(it - entries_.begin()); }

  const_iterator begin() const { return entries_.begin(); }
  const_iterator end() const { return entries_.end(); }
  size_t size() const { return entries_.size(); }
  bool empty() const { return entries_.empty(); }

 private:
  static constexpr uint32_t kFree = UINT32_MAX;

  /// The first and last eight bytes and the length: names of one module differ there, and none is read twice.
  static uint64_t hash(std::string_view name) {
    uint64_t first = 0, last = 0;
    size_t n = std::min<size_t>(name.size(), 8);
    if (n != 0) std::memcpy(&first, name.data(), n), std::memcpy(&last, name.data() + name.size() - n, n);
    uint64_t h = (first ^ (last << 29 | last >> 35) ^ name.size()) * 0x9e3779b97f4a7c15ull;
    return h ^ h >> 32;
  }

  size_t slot_of(std::string_view name) const {
    size_t mask = slots_.size() - 1;
    for (size_t i = hash(name) & mask;; i = (i + 1) & mask)
      if (slots_[i] == kFree || entries_[slots_[i]].first == name) return i;
  }

  void rehash(size_t size) {
    slots_.assign(size, kFree);
    for (size_t i = 0; i < entries_.size(); ++i) slots_[slot_of(entries_[i].first)] = static_cast<uint32_t>(i);
  }

  std::vector<Entry> entries_;
  std::vector<uint32_t> slots_;  // a power of two, at most half full
};

}  // namespace plumb
