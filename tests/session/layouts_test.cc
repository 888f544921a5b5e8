// Layouts of repositories with several root modules: testdata/session/**/*.md, inputs and the edges that join what different units declare, in
// the graph of the whole project.
#include <gtest/gtest.h>

#include "base/text.h"
#include "graph/graph.h"
#include "session/session.h"
#include "support/fixtures.h"

namespace plumb {
namespace {

/// "UNIT ADDRESS.FIELD -> UNIT ADDRESS", as the graph has them.
std::string joins(const Graph& g) {
  std::string out;
  auto shown = [&](NodeId id) { return cat(g.unit(g.node(id).unit).directory.empty() ? "." : g.unit(g.node(id).unit).directory, " ", g.node(id).address); };
  for (const Edge& e : g.edges())
    if (g.node(e.from).unit != g.node(e.to).unit) out += cat(shown(e.from), ".", info(e.field).name, " -> ", shown(e.to), e.maybe ? " (maybe)" : "", "\n");
  return out;
}

class Layouts : public testing::TestWithParam<fixtures::Fixture> {};

TEST_P(Layouts, AreJoined) {
  const fixtures::Fixture& f = GetParam();
  Options options;
  std::string one = joins(analyze(memory(f.files()), options)->graph);
  fixtures::expect(f, "joins", one);
  options.jobs = 4;
  EXPECT_EQ(joins(analyze(memory(f.files()), options)->graph), one);
}

INSTANTIATE_TEST_SUITE_P(Roots, Layouts, testing::ValuesIn(fixtures::read_folder("testdata/session/roots")), [](const auto& test) { return fixtures::test_name(test.param); });
INSTANTIATE_TEST_SUITE_P(Terragrunt, Layouts, testing::ValuesIn(fixtures::read_folder("testdata/session/terragrunt")), [](const auto& test) { return fixtures::test_name(test.param); });

}  // namespace
}  // namespace plumb
