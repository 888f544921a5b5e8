// Nodes that stand for those of another unit; see roots.cc.
#pragma once
#include "graph/graph.h"

namespace plumb::linking {

void link_roots(Graph& graph);

}  // namespace plumb::linking
