// See decide.h: visits worlds and merges their outcomes.
#include "analysis/load_balancers/decide.h"

#include <algorithm>

namespace plumb::lb {
namespace {

constexpr int kMostWorlds = 256;  // beyond, the design leaves too much open to say anything

bool contains(const std::vector<size_t>& v, size_t x) { return std::find(v.begin(), v.end(), x) != v.end(); }

void add_new(std::vector<size_t>& to, size_t x) {
  if (!contains(to, x)) to.push_back(x);
}

/// Weakens `all` to what also holds in `one`.
void merge(Outcome& all, const Outcome& one, const Cause* cause) {
  if (all.verdict != one.verdict || one.verdict == Verdict::undecided) {
    if (!all.cause) all.cause = one.cause ? one.cause : cause;
    all.verdict = Verdict::undecided;
  }
  if (all.error != one.error) all.error.clear();
  if (all.code != one.code) all.code = {};
  if (all.type != one.type) all.type = {};
  if (all.scheme != one.scheme) all.scheme.clear();
  if (all.ip_address_type != one.ip_address_type) all.ip_address_type.clear();
  if (all.source != one.source) all.source = Source::none;
  std::vector<size_t> sure;
  for (size_t s : all.subnets) {
    if (contains(one.subnets, s)) sure.push_back(s);
    else add_new(all.others, s);
  }
  for (size_t s : one.subnets)
    if (!contains(sure, s)) add_new(all.others, s);
  for (size_t s : one.others) add_new(all.others, s);
  all.subnets = std::move(sure);
}

}  // namespace

Outcome decide(std::span<const std::function<Outcome(World&)>> branches, const Cause* branches_differ) {
  Outcome all;
  int visited = 0;
  for (const auto& branch : branches) {
    World w;
    do {
      Outcome one = branch(w);
      if (w.stuck() && one.verdict != Verdict::ignored) {
        one.verdict = Verdict::undecided;
        one.cause = w.stuck_cause();
        one.error.clear();
        one.code = {};
      }
      if (visited == 0) all = std::move(one);
      else merge(all, one, w.first_open() ? w.first_open() : branches_differ);
      if (++visited >= kMostWorlds) {
        all.verdict = Verdict::undecided;
        if (!all.cause) all.cause = w.first_open();
        return all;
      }
      if (all.verdict == Verdict::undecided && all.scheme.empty() && all.type.empty()) return all;
    } while (w.next());
  }
  return all;
}

}  // namespace plumb::lb
