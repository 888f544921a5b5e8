// + - * / % and unary minus on values, with CEL's overflow errors.
#pragma once
#include "expr/eval.h"

namespace plumb::expr {

enum class Arithmetic : uint8_t { add,
                                  subtract,
                                  multiply,
                                  divide,
                                  modulo };

/// Operands are neither unknown nor errors.
Value arithmetic(Frame& frame, Arithmetic op, const Value& a, const Value& b);
Value negate(Frame& frame, const Value& v);

}  // namespace plumb::expr
