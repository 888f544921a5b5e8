// Link passes: edges between what different units declare, after every unit is loaded and before the graph is frozen.
// Order matters and is in link.cc: clusters and networks first, then Kubernetes selectors and references, then identity.
#pragma once
#include "graph/graph.h"

namespace plumb {

void link(Graph& graph);

}  // namespace plumb
