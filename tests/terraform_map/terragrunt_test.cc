// Terragrunt units -> the graph: testdata/load/terragrunt/*.md, inputs and the dump that they give, unit by unit, before units are linked.
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

class Terragrunt : public testing::TestWithParam<fixtures::Fixture> {};

TEST_P(Terragrunt, GivesTheGraph) {
  const fixtures::Fixture& f = GetParam();
  fixtures::MemoryProject p(f.files(), parse_hcl);
  std::vector<const InputFile*> files;
  for (const auto& file : p.project.files)
    if (kTerraformFrontend.claims_file(file->path)) files.push_back(file.get());
  std::string out;
  for (const UnitInput& unit : kTerraformFrontend.form_units(p.project, files, {})) {
    Builder builder;
    kTerraformFrontend.load(p.project, unit, builder, p.findings);
    Graph graph;
    graph.absorb(unit.unit, std::move(builder));
    graph.freeze();
    out += cat("# ", unit.unit.name, "\n", dump(graph, {}));
  }
  fixtures::expect(f, "graph", out);
  EXPECT_EQ(p.findings_text(), f.expectation("findings") ? f.expectation("findings")->text : "");
}

INSTANTIATE_TEST_SUITE_P(Fixtures, Terragrunt, testing::ValuesIn(fixtures::read_folder("testdata/load/terragrunt")),
                         [](const auto& test) { return fixtures::test_name(test.param); });

}  // namespace
}  // namespace plumb
