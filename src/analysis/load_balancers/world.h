// World: one way in which everything that the inputs leave open could turn out.
// Why: the decisions below are written for known inputs; each question that the inputs do not settle is put to the world, and Worlds
// visits every combination of answers, but only of the questions that were really asked.
// Invariant: within a world, the same question has the same answer; next() moves on until all combinations of asked questions were seen.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "graph/value.h"

namespace plumb::lb {

class World {
 public:
  /// One of `options` (0 .. options-1) as the answer to `question`; `cause` says why the inputs leave it open.
  size_t choose(std::string_view question, size_t options, const Cause* cause);

  /// A boolean: `otherwise` when absent, a question when unknown.
  bool flag(const Value& v, bool otherwise, std::string_view question);
  /// A scalar as text: `otherwise` when absent or null. Unknown: the world is stuck, since no list of answers can be tried.
  std::string text(const Value& v, std::string_view otherwise = {});
  /// What follows cannot be told in this world.
  void get_stuck(const Cause* cause) {
    if (!stuck_) stuck_cause_ = cause;
    stuck_ = true;
  }
  bool stuck() const { return stuck_; }
  /// Why the world is stuck; may be null where nothing better is known than that it is.
  const Cause* stuck_cause() const { return stuck_cause_; }

  /// The first thing that more than one answer was tried for; null in a design without open questions.
  const Cause* first_open() const { return first_open_; }

  /// Moves to the next combination; false when all were seen.
  bool next();

 private:
  struct Choice {
    std::string question;
    size_t options, answer;
  };
  std::vector<Choice> path_;
  size_t depth_ = 0;  // of path_, how many were asked in this visit
  bool stuck_ = false;
  const Cause* stuck_cause_ = nullptr;
  const Cause* first_open_ = nullptr;
};

}  // namespace plumb::lb
