// Emitter: from the checked tree to closures. Emitting is split by what is emitted: emit.cc the core, emit_call.cc operators
// and functions, emit_macro.cc the loops.
#pragma once
#include <type_traits>

#include "expr/check.h"
#include "expr/functions.h"
#include "expr/program.h"

namespace plumb::expr {

template <class F>
struct Closure final : Code {
  explicit Closure(F f) : body(std::move(f)) {}
  Value run(Frame& frame) const override { return body(frame); }
  F body;
};

/// An operand of a closure: variables and constants are read in place, without a call.
struct Operand {
  enum Kind : uint8_t { code,
                        slot,
                        local,
                        constant } kind = code;
  uint32_t index = 0;
  const Code* run = nullptr;
  Value value;

  const Value& get(Frame& frame, Value& storage) const {
    switch (kind) {
      case slot:
        return frame.slots[index];
      case local:
        return frame.locals[index];
      case constant:
        return value;
      case code:
        break;
    }
    return storage = run->run(frame);
  }
};

struct Emitter {
  Program& program;
  std::vector<CompileError>& errors;
  bool failed = false;

  template <class F>
  const Code* make(F f) {
    program.code.push_back(std::make_unique<Closure<F>>(std::move(f)));
    return program.code.back().get();
  }
  void fail(const Expr& e, std::string message) {
    errors.push_back({std::move(message), e.begin, e.end});
    failed = true;
  }
  std::vector<const Code*> emit_all(const std::vector<Expr*>& expressions) {
    std::vector<const Code*> out;
    for (const Expr* e : expressions) out.push_back(emit(*e));
    return out;
  }
  const Code* constant(Value v) {
    return make([v](Frame&) { return v; });
  }

  const Code* emit(const Expr& e);
  Operand operand(const Expr& e);
  /// As operand(); a list or map field that is absent is read as empty (its absence shows in `== null` and has()).
  Operand collection(const Expr& e);
  const Code* emit_select(const Expr& e);
  const Code* emit_list(const Expr& e);
  const Code* emit_map(const Expr& e);
  const Code* emit_logic(const Expr& e);
  const Code* emit_conditional(const Expr& e);

  const Code* emit_call(const Expr& e);
  const Code* emit_comparison(const Expr& e);
  const Code* emit_arithmetic(const Expr& e);
  const Code* emit_function(const Expr& e);
  const Code* emit_pattern(const Expr& e);  // null: not a function with a constant pattern
  const Code* emit_whole_graph(const Expr& e);

  const Code* emit_loop(const Expr& e);
  const Code* emit_optional_macro(const Expr& e);
};

/// A map from pairs of key and value; with keys other than strings it carries them. Later pairs win.
Value build_map(Arena& arena, std::vector<std::pair<Value, Value>>& pairs, const Cause* open);

}  // namespace plumb::expr
