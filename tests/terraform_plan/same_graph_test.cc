// The recorded plans (oracles/plans): the graph of plan.json alone and the graph of the HCL that it was made from are the same where both know; and with
// both beside each other there is one design, that of the HCL, and the plan takes nothing away from it.
// What a plan alone cannot say: `configuration` has neither locals nor dynamic blocks, so an edge that goes through one is missing there; what
// Terraform computed from them is known there and may not be here.
#include <gtest/gtest.h>

#include "load/terraform/plan/document.h"
#include "terraform_plan/same_graph.h"

namespace plumb {
namespace {

namespace fs = std::filesystem;
using namespace same_graph;

std::set<fs::path> recorded(const fs::path& shared) {
  std::set<fs::path> out;
  for (const char* group : {"modules", "roots", "language"})
    if (fs::exists(shared / "oracles/plans" / group))
      for (const auto& entry : fs::directory_iterator(shared / "oracles/plans" / group))
        if (fs::exists(entry.path() / "plan.json")) out.insert(entry.path());
  return out;
}

TEST(TerraformPlans, AloneAndBesideTheGraphOfTheHcl) {
  const char* given = std::getenv("PLUMB_SHARED");
  fs::path shared = given ? given : PLUMB_SOURCE_DIR "/../shared";
  std::set<fs::path> folders = recorded(shared);
  if (folders.empty()) GTEST_SKIP() << "no recorded plans below " << shared << " (PLUMB_SHARED names the folder)";
  Counts alone, beside;
  for (const fs::path& folder : folders) {
    std::string name = folder.filename().string();
    fixtures::PlanCase c;
    fixtures::read_plan_case(c, shared, folder);
    c.add(c.directory + "/plan.json", fixtures::read_text(folder / "plan.json"));
    const InputFile* file = c.project.by_path[c.directory + "/plan.json"];
    Document document{file, file->tree->document(0)};
    UnitInput hcl, plan, both;
    hcl.unit.directory = plan.unit.directory = both.unit.directory = c.directory;
    for (const auto& f : c.project.files)
      if (f->hcl) hcl.files.push_back(f.get()), both.files.push_back(f.get());
    std::vector<UnitInput> units = {hcl};
    terraform::add_documents(c.project, units, {document});
    EXPECT_EQ(units.size(), 1u) << name << ": the plan is not taken for that of the configuration";
    plan.documents = both.documents = {document};
    Facts of_hcl = facts_of(c, hcl);
    compare(name, of_hcl, facts_of(c, plan), alone);
    if (listing()) std::cout << "-- beside\n";
    compare(name, of_hcl, facts_of(c, both), beside);
  }
  print("plan alone", alone);
  print("plan beside its HCL", beside);
  EXPECT_EQ(alone.plans, folders.size());
  EXPECT_EQ(alone.edges_wrong, 0u) << "an edge that the configuration does not have";
  EXPECT_GE(alone.edges * 100, (alone.edges + alone.edges_missing) * 85);
  EXPECT_EQ(beside.edges_missing + beside.edges_wrong + beside.fields_less, 0u);
}

}  // namespace
}  // namespace plumb
