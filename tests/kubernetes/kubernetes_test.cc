// The Kubernetes frontend and the link passes over fixtures: manifests in, the linked graph and the findings out.
#include "load/kubernetes/kubernetes.h"

#include <gtest/gtest.h>

#include "link/link.h"
#include "support/fixtures.h"
#include "support/project.h"

namespace plumb {
namespace {

class KubernetesFixture : public testing::TestWithParam<fixtures::Fixture> {};

TEST_P(KubernetesFixture, GivesTheGraph) {
  fixtures::MemoryProject project(GetParam().files());
  Graph graph;
  project.load(kKubernetesFrontend, graph);
  link(graph);
  graph.freeze();
  fixtures::expect(GetParam(), "graph", dump(graph));
  if (GetParam().expectation("findings") || !project.findings.empty()) fixtures::expect(GetParam(), "findings", project.findings_text());
}

INSTANTIATE_TEST_SUITE_P(Load, KubernetesFixture, testing::ValuesIn(fixtures::read_folder("testdata/load/kubernetes")), [](const auto& i) { return fixtures::test_name(i.param); });
INSTANTIATE_TEST_SUITE_P(Link, KubernetesFixture, testing::ValuesIn(fixtures::read_folder("testdata/link")), [](const auto& i) { return fixtures::test_name(i.param); });

}  // namespace
}  // namespace plumb
