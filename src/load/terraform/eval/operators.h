// Unary and binary operators on values.
#pragma once
#include "load/terraform/eval/context.h"
#include "syntax/hcl/hcl.h"

namespace plumb::terraform {

Value unary(Context& c, hcl::Operator op, const Value& v, Span at);
Value binary(Context& c, hcl::Operator op, const Value& a, const Value& b, Span at);

}  // namespace plumb::terraform
