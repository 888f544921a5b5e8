// parallel_for: runs body(i) for i in [0, n) on up to `jobs` threads; work is taken in order, one index at a time.
// Invariant: bodies write only to their own index's storage, so that any number of threads gives the same result.
// An exception of a body (a broken invariant) is rethrown here, the one of the smallest index first.
#pragma once
#include <atomic>
#include <cstddef>
#include <exception>
#include <thread>
#include <vector>

namespace plumb {

template <class Body>
void parallel_for(size_t n, unsigned jobs, Body&& body) {
  if (jobs <= 1 || n <= 1) {
    for (size_t i = 0; i < n; ++i) body(i);
    return;
  }
  std::atomic<size_t> next{0};
  std::vector<std::exception_ptr> failed(n);
  auto work = [&] {
    for (size_t i; (i = next.fetch_add(1, std::memory_order_relaxed)) < n;) {
      try {
        body(i);
      } catch (...) {
        failed[i] = std::current_exception();
      }
    }
  };
  std::vector<std::jthread> threads;
  for (unsigned t = 1; t < jobs && t < n; ++t) threads.emplace_back(work);
  work();
  threads.clear();
  for (const std::exception_ptr& e : failed)
    if (e) std::rethrow_exception(e);
}

}  // namespace plumb
