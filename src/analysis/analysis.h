// Analysis passes: derived facts on the frozen graph, one file a pass, run in the order of analysis.cc. A pass sets fields whose
// `derived_by` names it and reads anything set before it; passes do not include each other. C++ computes what is true; rules decide what is wrong.
#pragma once
#include "graph/graph.h"

namespace plumb {

struct AnalysisOptions {
  std::string kubernetes_version;  // --kubernetes-version; empty: what the inputs state
};

void analyze(Graph& graph, const AnalysisOptions& options);

}  // namespace plumb
