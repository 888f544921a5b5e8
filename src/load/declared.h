// Declared: what an input is taken to declare, before the graph: each resource or object with the values of its configuration as evaluated
// and what is not known in them, and why. What `plumb resources` prints.
// Why values as JSON texts: every format has its own values; JSON is what all of them can say, and nobody behind this computes with them.
// Invariant: pointers are JSON pointers (RFC 6901) into `values`; an unknown list element stands as null at its place, an unknown entry is left out.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "source/span.h"

namespace plumb {

struct DeclaredUnknown {
  std::string pointer;  // "" is the whole
  std::string cause;    // in words for a person
  Span at;              // what would decide it
};

struct Declared {
  std::string address;  // as the format's users name it
  std::string mode;     // managed, data, output, object
  std::string type;     // aws_subnet, apps/v1/Deployment
  std::string values;   // JSON; empty: none
  std::vector<DeclaredUnknown> unknown;
  std::vector<std::pair<std::string, std::string>> refs;  // pointer -> JSON: the value with each unknown piece as "${address.attribute}"
  bool sensitive = false;
  std::string maybe;  // why it may not exist, or there may be any number of it; empty: it exists
  std::string action;  // what a plan does with it when that is no creation or change: delete, forget
  Span at;
};

using Declarations = std::vector<Declared>;

}  // namespace plumb
