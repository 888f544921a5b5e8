// The type check: names, fields (did-you-mean), overloads, macros; it annotates the tree for emit().
// Invariant: after a successful check every name, field and call of the tree is resolved.
#pragma once
#include "expr/ast.h"

namespace plumb::expr {

struct CheckResult {
  bool ok = false;
  uint32_t locals = 0;  // slots that macros need
};
CheckResult check(Ast& ast, const Environment& environment, std::vector<CompileError>& errors);

/// The kind that nodes('...') or closed('...') names; the check has made sure of it.
const KindInfo& named_kind(const Expr& call);

}  // namespace plumb::expr
