// Our own recorded designs (testdata/recorded): what is planned, what is there (as `show -json` says it and as it is stored) and the plan that follows give
// the graph of the configuration, alone and beside it.
#include <gtest/gtest.h>

#include "load/terraform/plan/document.h"
#include "terraform_plan/same_graph.h"

namespace plumb {
namespace {

namespace fs = std::filesystem;
using namespace same_graph;

const fs::path kDesigns = PLUMB_SOURCE_DIR "/testdata/recorded";

std::set<std::string> designs() {
  std::set<std::string> out;
  for (const auto& entry : fs::directory_iterator(kDesigns))
    if (entry.is_directory()) out.insert(entry.path().filename().string());
  return out;
}

struct Figures {
  Counts alone, beside;
};

/// Compares a document of every design with the design's graph.
Figures compare_all(const std::string& document) {
  Figures out;
  for (const std::string& name : designs()) {
    fixtures::PlanCase c;
    c.directory = name;
    c.project.sources = &c.sources;
    c.add_module(kDesigns, name);
    if (fs::exists(kDesigns / name / "data.json")) c.project.options.data.push_back(fixtures::read_text(kDesigns / name / "data.json"));
    std::string path = name + "/" + (document == "terraform.tfstate" ? "terraform.tfstate.json" : document);  // read as JSON; what it is, its content says
    c.add(path, fixtures::read_text(kDesigns / name / document));
    const InputFile* file = c.project.by_path[path];
    UnitInput hcl, alone, beside;
    hcl.unit.directory = alone.unit.directory = beside.unit.directory = name;
    for (const auto& f : c.project.files)
      if (f->hcl) hcl.files.push_back(f.get()), beside.files.push_back(f.get());
    alone.documents = beside.documents = {{file, file->tree->document(0)}};
    if (listing()) std::cout << "-- " << document << "\n";
    Facts of_hcl = facts_of(c, hcl);
    compare(name, of_hcl, facts_of(c, alone), out.alone);
    if (listing()) std::cout << "-- beside\n";
    compare(name, of_hcl, facts_of(c, beside), out.beside);
  }
  print((document + " alone").c_str(), out.alone);
  print((document + " beside its HCL").c_str(), out.beside);
  return out;
}

class Recorded : public testing::TestWithParam<const char*> {};

TEST_P(Recorded, GivesTheGraphOfTheConfiguration) {
  bool there = std::string_view(GetParam()) != "plan.json";  // what is there has ids: nothing is left to know
  Figures f = compare_all(GetParam());
  EXPECT_EQ(f.alone.plans, designs().size());
  EXPECT_EQ(f.alone.edges_wrong + f.beside.edges_wrong, 0u) << "an edge that the configuration does not have";
  EXPECT_EQ(f.beside.edges_missing + f.beside.fields_less, 0u) << "the document takes something away from the configuration";
  if (there) EXPECT_EQ(f.alone.edges_missing, 0u);
  else EXPECT_GE(f.alone.edges * 100, (f.alone.edges + f.alone.edges_missing) * 85);
}

INSTANTIATE_TEST_SUITE_P(Documents, Recorded, testing::Values("plan.json", "state.json", "terraform.tfstate", "after.json"),
                         [](const auto& i) { return std::string(i.param).substr(0, std::string(i.param).find('.')); });

}  // namespace
}  // namespace plumb
