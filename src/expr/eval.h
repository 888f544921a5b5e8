// What closures run on: the frame of one evaluation, and the payloads of values that only expressions have.
// Why closures and no bytecode: a node is one virtual call; a 7-node expression takes tens of nanoseconds.
// Invariant: Code is immutable after compile(); a Frame belongs to one evaluation on one thread.
#pragma once
#include <cstdint>
#include <string_view>

#include "expr/expr.h"

namespace plumb::expr {

struct Frame {
  Activation& activation;
  Arena& arena;
  const Value* slots;  // variables of the environment
  Value* locals;       // variables of macros

  /// Pays for work that depends on data; false when the budget is used up.
  bool charge(uint64_t steps = 1) {
    if (activation.steps_left < steps) {
      activation.steps_left = 0;
      return false;
    }
    activation.steps_left -= steps;
    return true;
  }
};

struct Code {
  virtual ~Code() = default;
  virtual Value run(Frame& frame) const = 0;
};

struct ErrorText {
  std::string_view text;
};  // Tag::error
struct TypeName {
  std::string_view text;
};  // Tag::type
struct Timestamp {
  int64_t seconds = 0;
  int32_t nanos = 0, offset = 0;
};  // Tag::timestamp: since 1970, UTC; offset for printing, in seconds
struct Duration {
  int64_t nanos = 0;
};  // Tag::duration
struct Optional {
  Value value;
};  // Tag::optional; a null payload is none

inline const Optional* optional_of(const Value& v) { return static_cast<const Optional*>(v.extended()); }
inline Value make_optional(Arena& arena, const Value& v) { return Value::extended(Tag::optional, arena.make<Optional>(v)); }
inline Value none() { return Value::extended(Tag::optional, nullptr); }

/// An error value; the text is copied.
Value make_error(Arena& arena, std::string_view text);
/// An error value for a text that lives forever.
Value static_error(const ErrorText& text);
Value budget_error();
/// "no such overload: size(int)": what a call or operator was applied to.
Value no_overload(Arena& arena, std::string_view function, const Value* args, size_t count);
/// An unknown that says an element may not exist: a node's own cause, else `why` where it is known.
Value may_not_exist(Frame& frame, const Value& v, const Cause* why = nullptr);

inline bool is_error(const Value& v) { return v.is(Tag::error); }
/// Unknown or error: strict operations return it as it is.
inline bool stops(const Value& v) { return v.is_unknown() || v.is(Tag::error); }
/// The one of two that an operation on both returns: unknown wins over error, the first over the second.
inline const Value& worse(const Value& a, const Value& b) { return a.is_unknown() || !stops(b) ? a : b.is_unknown() || !stops(a) ? b
                                                                                                                                 : a; }

}  // namespace plumb::expr
