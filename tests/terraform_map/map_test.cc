// AWS resources of Terraform -> the graph: testdata/load/terraform/*.md, inputs and the dump that they give.
#include <gtest/gtest.h>

#include "load/terraform/evaluate.h"
#include "load/terraform/map.h"
#include "support/fixtures.h"
#include "support/project.h"
#include "syntax/hcl/hcl.h"

namespace plumb {
namespace {

void parse_hcl(FileId file, std::string_view text, InputFile& input, Findings& findings) {
  input.hcl = {hcl::read_hcl(file, text, findings).release(), [](const hcl::File* f) { delete f; }};
}

class TerraformMap : public testing::TestWithParam<fixtures::Fixture> {};

/// A block ```graph spans compares with the place of every line; ```findings with what evaluating found.
TEST_P(TerraformMap, GivesTheGraph) {
  const fixtures::Fixture& f = GetParam();
  fixtures::MemoryProject p(f.files(), parse_hcl);
  Builder builder;
  terraform::Configuration configuration = terraform::evaluate(p.project, "", builder.arena(), p.findings);
  terraform::map_resources(configuration, p.project, builder, p.findings);
  Graph graph;
  graph.absorb({"terraform root", "terraform", "", ""}, std::move(builder));
  graph.freeze();
  const fixtures::Block* wanted = f.expectation("graph");
  bool spans = wanted && wanted->attributes.count("spans");
  fixtures::expect(f, "graph", dump(graph, {spans ? &p.sources : nullptr}));
  EXPECT_EQ(p.findings_text(), f.expectation("findings") ? f.expectation("findings")->text : "");
}

INSTANTIATE_TEST_SUITE_P(Fixtures, TerraformMap, testing::ValuesIn(fixtures::read_folder("testdata/load/terraform")),
                         [](const auto& test) { return fixtures::test_name(test.param); });

}  // namespace
}  // namespace plumb
