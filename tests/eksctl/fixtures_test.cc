// Fixtures of the eksctl frontend: testdata/load/eksctl/*.md, a ClusterConfig and the graph (or the findings) that it gives.
#include "graph/kinds.gen.h"
#include "load/eksctl/eksctl.h"
#include "support/fixtures.h"
#include "support/project.h"

using namespace plumb;

namespace {

class EksctlFixture : public testing::TestWithParam<fixtures::Fixture> {};

/// The dump without the nodes of kinds that a fixture does not ask for (`kinds=vpc,subnet` on its graph block).
std::string only(const std::string& dump, const std::string& kinds) {
  std::string out;
  bool wanted = false;
  for (std::string_view full : split(dump, '\n')) {
    std::string_view line = full;
    if (line.empty()) continue;
    if (line[0] != ' ') {
      line = line.substr(0, line.find(" maybe"));
      std::string kind(line.substr(line.rfind(' ') + 1));
      wanted = cat(",", kinds, ",").find(cat(",", kind, ",")) != std::string::npos;
    }
    if (wanted) out += cat(full, "\n");
  }
  return out;
}

}  // namespace

TEST_P(EksctlFixture, graph_and_findings) {
  const fixtures::Fixture& f = GetParam();
  fixtures::MemoryProject project(f.files());
  Graph graph;
  project.load(kEksctlFrontend, graph);
  graph.freeze();
  const fixtures::Block* block = f.expectation("graph");
  std::string text = dump(graph);
  if (block && block->attributes.count("kinds")) text = only(text, block->attributes.at("kinds"));
  if (block) fixtures::expect(f, "graph", text);
  if (f.expectation("findings")) fixtures::expect(f, "findings", project.findings_text());
  else EXPECT_EQ(project.findings_text(), "");
}

INSTANTIATE_TEST_SUITE_P(testdata, EksctlFixture, testing::ValuesIn(fixtures::read_folder("testdata/load/eksctl")),
                         [](const auto& test) { return fixtures::test_name(test.param); });
