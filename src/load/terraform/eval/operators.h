// Unary and binary operators on values.
#pragma once
#include <optional>

#include "load/terraform/eval/context.h"
#include "syntax/hcl/hcl.h"

namespace plumb::terraform {

/// Whether two values are equal as far as is known; nullopt: not known.
std::optional<bool> equal_as_known(Context& c, const Value& a, const Value& b);
Value unary(Context& c, hcl::Operator op, const Value& v, Span at);
Value binary(Context& c, hcl::Operator op, const Value& a, const Value& b, Span at);

}  // namespace plumb::terraform
