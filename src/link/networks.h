// Networks: what follows from where things are placed, across frontends: the VPC of a cluster, the subnets of its node groups, main
// route tables.
#pragma once
#include "graph/graph.h"

namespace plumb::linking {

void link_networks(Graph& graph);

}  // namespace plumb::linking
