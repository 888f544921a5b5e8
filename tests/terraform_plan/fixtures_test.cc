// Plans and states of Terraform -> the graph: testdata/load/terraform/plan/*.md, inputs and the dump that they give, with the places of nodes.
#include <gtest/gtest.h>

#include "load/terraform/terraform.h"
#include "support/fixtures.h"
#include "support/project.h"
#include "syntax/hcl/hcl.h"

namespace plumb {
namespace {

void parse_hcl(FileId file, std::string_view text, InputFile& input, Findings& findings) {
  input.hcl = {hcl::read_hcl(file, text, findings).release(), [](const hcl::File* f) { delete f; }};
}

class TerraformPlan : public testing::TestWithParam<fixtures::Fixture> {};

TEST_P(TerraformPlan, GivesTheGraph) {
  const fixtures::Fixture& f = GetParam();
  fixtures::MemoryProject p(f.files(), parse_hcl);
  p.findings.clear();  // of reading whole texts: the session reads such files as outlines
  Graph graph;
  p.load(kTerraformFrontend, graph);
  graph.freeze();
  const fixtures::Block* wanted = f.expectation("graph");
  bool spans = wanted && wanted->attributes.count("spans");
  fixtures::expect(f, "graph", dump(graph, {spans ? &p.sources : nullptr}));
  if (f.expectation("findings") || !p.findings.empty()) fixtures::expect(f, "findings", p.findings_text());
}

INSTANTIATE_TEST_SUITE_P(Fixtures, TerraformPlan, testing::ValuesIn(fixtures::read_folder("testdata/load/terraform/plan")),
                         [](const auto& test) { return fixtures::test_name(test.param); });

}  // namespace
}  // namespace plumb
