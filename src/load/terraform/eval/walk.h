// Walking expressions and bodies without evaluating them: which names of the configuration they use, taken branch or not.
#pragma once
#include <functional>

#include "syntax/hcl/hcl.h"

namespace plumb::terraform {

using NameFound = std::function<void(const hcl::Traversal&)>;

/// Calls `found` for every name in the expression that is no variable of a `for`.
void walk(const hcl::Expr& e, const NameFound& found);
/// The same for all arguments and nested blocks; iterators of dynamic blocks are no names. `left_out`: arguments and blocks to pass over, at
/// any depth.
void walk(const hcl::Body& body, const NameFound& found, bool (*left_out)(std::string_view) = nullptr);

}  // namespace plumb::terraform
