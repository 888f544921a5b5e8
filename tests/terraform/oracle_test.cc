// Terraform's own recorded answers (oracles/terraform/expressions.tsv) against ours: every expression in the fixture's root module.
// A row that Terraform answers must be answered the same; unknown counts as not answered. The floors hold what is reached.
#include <gtest/gtest.h>

#include <map>

#include "base/text.h"
#include "load/terraform/eval/functions.h"
#include "load/terraform/eval/module.h"
#include "terraform/disk_project.h"

namespace plumb::terraform {
namespace {

std::vector<std::string> fields_of(const std::string& line) {
  std::vector<std::string> out;
  for (std::string_view f : split(line, '\t')) out.emplace_back(f);
  return out;
}

/// "ok", "error" or "unknown", and the value as JSON.
std::pair<std::string, std::string> answer(RootModule& root, Arena& arena, const std::string& expression) {
  Findings findings;
  auto file = hcl::read_expression(expression, findings);
  if (!file->expression || !findings.empty()) return {"error", findings.empty() ? "unreadable" : findings[0].message};
  root.context.errors.clear();
  Value v = evaluate(*file->expression, root.module->env());
  v = root.context.keep(v, {});
  if (!root.context.errors.empty()) return {"error", root.context.errors[0].message};
  if (first_unknown(v)) return {"unknown", std::string(first_unknown(v)->cause)};
  (void)arena;
  return {"ok", json_text(v)};
}

struct Score {
  size_t same = 0, unknown = 0, wrong = 0, error = 0;
  size_t all() const { return same + unknown + wrong + error; }
};

TEST(Oracle, Expressions) {
  auto folder = shared_folder() / "oracles" / "terraform";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no shared oracles: set PLUMB_SHARED";
  DiskProject disk((folder / "fixture").string());
  Arena arena;
  Findings findings;
  RootModule root(disk.project, "", arena, findings);
  ASSERT_TRUE(root.module);
  bool list = std::getenv("PLUMB_LIST") != nullptr;
  std::map<std::string, Score> topics;
  Score ok, errors, unknowns;
  std::istringstream lines(file_text(folder / "expressions.tsv"));
  std::string line;
  std::getline(lines, line);
  while (std::getline(lines, line)) {
    auto f = fields_of(line);
    if (f.size() < 7) continue;
    auto [outcome, text] = answer(root, arena, f[2]);
    if (f[3] == "ok") {
      if (f[4].empty()) continue;
      bool same = outcome == "ok" && text == f[4];
      Score& t = topics[f[1]];
      for (Score* s : {&ok, &t}) ++(same ? s->same : outcome == "unknown" ? s->unknown : outcome == "error" ? s->error : s->wrong);
      if (!same && list) printf("%s\t%s\n   want %s\n   have %s %s\n", f[0].c_str(), f[2].c_str(), f[4].c_str(), outcome.c_str(), text.c_str());
    } else if (f[3] == "error") {
      ++(outcome == "error" ? errors.same : outcome == "unknown" ? errors.unknown : errors.wrong);
      if (outcome == "ok" && list) printf("refused: %s\t%s\n   have %s\n", f[0].c_str(), f[2].c_str(), text.c_str());
    } else {
      ++(outcome == "unknown" ? unknowns.same : unknowns.wrong);
      if (outcome != "unknown" && list) printf("not known: %s\t%s\n   have %s %s\n", f[0].c_str(), f[2].c_str(), outcome.c_str(), text.c_str());
    }
  }
  for (auto& [topic, s] : topics)
    if (s.same < s.all()) printf("%-22s %zu of %zu (unknown %zu, error %zu, wrong %zu)\n", topic.c_str(), s.same, s.all(), s.unknown, s.error, s.wrong);
  printf("ok rows: %zu of %zu equal (%.1f%%), %zu unknown, %zu error, %zu wrong\n", ok.same, ok.all(), 100.0 * static_cast<double>(ok.same) / static_cast<double>(ok.all()), ok.unknown, ok.error, ok.wrong);
  printf("error rows: %zu of %zu refused, %zu unknown, %zu answered\n", errors.same, errors.all(), errors.unknown, errors.wrong);
  printf("unknown rows: %zu of %zu unknown\n", unknowns.same, unknowns.all());
  EXPECT_GE(ok.same * 100, ok.all() * 94);
}

}  // namespace
}  // namespace plumb::terraform
