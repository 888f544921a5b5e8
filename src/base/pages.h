// PageAllocator: an allocator for std::vector that asks the kernel for huge pages where the array is large.
// Why: filling tens of megabytes for the first time costs a page fault every 4 KiB, a third of the time of reading a large file.
// Invariant: only a hint; memory and behaviour are those of operator new.
#pragma once
#include <cstddef>
#include <new>
#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace plumb {

template <class T>
struct PageAllocator {
  using value_type = T;
  static constexpr size_t kHugePage = size_t{2} << 20;

  PageAllocator() = default;
  template <class U>
  PageAllocator(const PageAllocator<U>&) {}

  T* allocate(size_t n) {
    const size_t bytes = n * sizeof(T);
    if (bytes < 2 * kHugePage) return static_cast<T*>(::operator new(bytes));
    void* p = ::operator new(bytes, std::align_val_t(kHugePage));
#if defined(__linux__) && defined(MADV_HUGEPAGE)
    madvise(p, bytes / kHugePage * kHugePage, MADV_HUGEPAGE);
#endif
    return static_cast<T*>(p);
  }
  void deallocate(T* p, size_t n) {
    if (n * sizeof(T) < 2 * kHugePage)
      ::operator delete(p);
    else
      ::operator delete(p, std::align_val_t(kHugePage));
  }
  friend bool operator==(const PageAllocator&, const PageAllocator&) { return true; }
};

}  // namespace plumb
