// Every Terraform root of the shared corpus evaluates; what share of attribute values is known, and what Terraform would refuse.
#include <gtest/gtest.h>

#include <chrono>
#include <map>

#include "base/text.h"
#include "load/terraform/evaluate.h"
#include "load/terraform/terraform.h"
#include "terraform/disk_project.h"

namespace plumb::terraform {
namespace {

struct Count {
  size_t known = 0, unknown = 0;
  std::map<std::string, size_t> causes;
};

void count(const Value& v, Count& out) {
  if (v.is_unknown()) {
    ++out.unknown;
    const Unknown& u = v.unknown();
    std::string_view cause = u.exact ? "attribute of a resource" : u.cause.find("no default") != std::string_view::npos ? "variable without default"
                             : u.cause.find("not at hand") != std::string_view::npos ? "opaque module" : u.failed ? "refused" : u.cause.substr(0, 40);
    ++out.causes[std::string(u.references.empty() ? cause : "made of attributes of resources or modules")];
    return;
  }
  if (!v.is_sequence() && !v.is_mapping()) ++out.known;
  for (const Value& i : v.items()) count(i, out);
  for (const Entry& e : v.entries()) count(e.value, out);
}

TEST(Corpus, EveryRootEvaluates) {
  auto folder = shared_folder() / "corpus";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no shared corpus: set PLUMB_SHARED";
  bool list = std::getenv("PLUMB_LIST") != nullptr;
  DiskProject disk(folder.string());
  std::vector<const InputFile*> files;
  for (const auto& f : disk.project.files)
    if (kTerraformFrontend.claims_file(f->path)) files.push_back(f.get());
  auto units = kTerraformFrontend.form_units(disk.project, files, {});
  EXPECT_GT(units.size(), 100u);
  size_t instances = 0, maybe = 0, opaque = 0, errors = 0, memory = 0;
  Count values;
  auto start = std::chrono::steady_clock::now();
  for (const UnitInput& unit : units) {
    auto began = std::chrono::steady_clock::now();
    Arena arena;
    Findings findings;
    Configuration c = evaluate(disk.project, unit.unit.directory, arena, findings);
    double ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count();
    if (list && ms > 20) printf("slow: %s %.0f ms, %zu instances\n", unit.unit.directory.c_str(), ms, c.instances.size());
    instances += c.instances.size();
    opaque += c.opaque_calls.size();
    errors += findings.size();
    memory += arena.bytes_reserved();
    for (const Instance& i : c.instances) {
      maybe += i.maybe;
      EXPECT_EQ(c.find(i.address), &i) << i.address;
      EXPECT_TRUE(i.block.known());
      count(i.config, values);
    }
    for (const Finding& f : findings) {
      if (!list) continue;
      Position p = f.at.known() ? disk.sources.position(f.at.file, f.at.begin) : Position{};
      printf("%s:%u: %s\n", f.at.known() ? std::string(disk.sources.path(f.at.file)).c_str() : unit.unit.directory.c_str(), p.line, f.message.c_str());
    }
  }
  double ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
  printf("%zu roots, %zu instances (%zu maybe), %zu opaque calls, %zu findings, %.0f ms, %zu MB\n", units.size(), instances, maybe, opaque, errors, ms, memory >> 20);
  printf("leaf values: %zu known, %zu unknown (%.1f%% known)\n", values.known, values.unknown, 100.0 * static_cast<double>(values.known) / static_cast<double>(values.known + values.unknown));
  for (const auto& [cause, n] : values.causes)
    if (n >= 50) printf("  %6zu %s\n", n, cause.c_str());
  EXPECT_GT(instances, 5000u);
}

}  // namespace
}  // namespace plumb::terraform
