// See link.h: the ordered list of passes.
#include "link/link.h"

#include "link/clusters.h"
#include "link/identity.h"
#include "link/networks.h"
#include "link/objects.h"
#include "link/references.h"
#include "link/roots.h"
#include "link/selectors.h"

namespace plumb {

void link(Graph& graph) {
  // Roots before all else: nodes that stand for others become them.
  linking::link_roots(graph);
  linking::Objects objects(graph);
  // Clusters: where objects are deployed rests on folders only.
  linking::link_clusters(graph, objects.places);
  // Networks: rest on what frontends stated, on nothing that is linked here.
  linking::link_networks(graph);
  // Selectors before references: neither needs the other; an inverse list shows what selects before what is referred to.
  linking::link_selectors(objects);
  linking::link_references(objects);
  // Identity last: accounts of associations are found like any reference.
  linking::link_identity(objects);
}

}  // namespace plumb
