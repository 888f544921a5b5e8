// Explanation: how a value came to be: the expression that gives it, and below it each name that the expression uses, explained likewise.
// What `plumb why` prints. Values are JSON texts, as in declared.h.
#pragma once
#include <string>
#include <vector>

#include "source/span.h"

namespace plumb {

struct Explanation {
  std::string name;     // as written: var.cidr, aws_subnet.a[0].vpc_id, count.index
  std::string value;    // JSON; empty when it is not known
  std::string cause;    // why it is not known
  std::string how;      // where it was decided: "given in a variables file", "the variable's default", "known after apply"; empty: by the expression
  Span at;              // the expression or block that decided it; unknown for what was given outside of files
  bool sensitive = false;
  std::vector<Explanation> from;  // the names in the expression, in order, without repetition
};

}  // namespace plumb
