// The table of contents of the analysis. Order is part of the meaning: a pass reads what earlier ones have set.
#include "analysis/analysis.h"

#include "analysis/passes.h"

namespace plumb {

void analyze(Graph& graph, const AnalysisOptions& options) {
  derive_zones(graph);
  derive_routing(graph);
  derive_tiers(graph);
  derive_endpoint_access(graph);
  derive_pod_network(graph);
  derive_trust(graph);
  derive_capacity(graph);
  derive_versions(graph, options.kubernetes_version);
  derive_load_balancers(graph);
}

}  // namespace plumb
