// dump: the graph as text, the same for the same graph: what fixtures of frontends and of link passes compare.
// Shape: a line `address kind` for each node in id order, below it its fields by name (defaults of the vocabulary, inverses and absent
// fields are left out), `field: value` and `field -> address` for edges; `?(cause)` is an unknown, `...?(cause)` an open list or map,
// `maybe` what may not exist. Last, a line `open kind ?(cause)` for each kind of which a unit may hold more.
#pragma once
#include <string>

#include "graph/graph.h"
#include "source/sources.h"

namespace plumb {

struct DumpOptions {
  const Sources* spans = nullptr;  // not null: each line ends with ` @path:line:column` of its span, where it has one
};

/// The text of a frozen graph.
std::string dump(const Graph& graph, const DumpOptions& options = {});

/// One value in the notation of dump(): strings quoted and escaped as in JSON, maps in their order.
std::string dump_value(const Value& value);

}  // namespace plumb
