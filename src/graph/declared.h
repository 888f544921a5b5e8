// DeclaredValue: what a node was declared with (Node::raw), as a value or as something that makes it when it is asked for.
// Why: a rule may read all of a declaration, and hardly any does: of a plan of a hundred megabytes it would be as much memory again as the graph.
// Invariant: a Deferred lies in an arena of the graph and makes equal values whenever and on whichever thread it is asked.
#pragma once
#include "base/arena.h"
#include "graph/value.h"

namespace plumb {

class Deferred {
 public:
  /// The value, in `arena`, which may go away before the graph does.
  virtual Value make(Arena& arena) const = 0;

 protected:
  ~Deferred() = default;
};

class DeclaredValue {
 public:
  DeclaredValue() = default;
  DeclaredValue(Value value) : value_(value) {}            // NOLINT: a value is one
  DeclaredValue(const Deferred* later) : later_(later) {}  // NOLINT: likewise

  /// The value; what has to be made for it is in `arena`.
  Value in(Arena& arena) const { return later_ ? later_->make(arena) : value_; }

 private:
  Value value_;
  const Deferred* later_ = nullptr;
};

}  // namespace plumb
