// Which cluster Kubernetes objects are deployed to; see clusters.cc.
#pragma once
#include "link/places.h"

namespace plumb::linking {

void link_clusters(Graph& graph, const Places& places);

}  // namespace plumb::linking
