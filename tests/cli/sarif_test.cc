// SARIF against its own validator (sarif-multitool): no error and no warning, findings or none.
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "support/binary.h"
#include "support/clients.h"

namespace plumb {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

std::string validator() {
  fs::path folder = fs::path(PLUMB_SOURCE_DIR) / "node_modules/@microsoft/sarif-multitool-linux";
  if (!fs::exists(folder)) return "";
  for (const auto& e : fs::recursive_directory_iterator(folder))
    if (e.is_regular_file() && (e.path().filename() == "Sarif.Multitool" || e.path().filename() == "sarif-multitool")) return e.path().string();
  return "";
}

#define NEEDS_VALIDATOR()                                                                                                      \
  if (validator().empty()) {                                                                                                   \
    if (std::getenv("PLUMB_REQUIRE_CLIENTS")) FAIL() << "sarif-multitool is not in node_modules";                              \
    GTEST_SKIP() << "sarif-multitool is not in node_modules";                                                                  \
  }

// Every error and warning that the validator has about the logs in `folder`, as "FILE RULE: message" lines. One run for all of them: starting
// the validator takes longer than its work.
std::string complaints(const std::vector<std::string>& logs, const test::Folder& folder) {
  std::string out = (folder.path / "validation.sarif").string();
  ::setenv("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1", 1);
  fs::permissions(validator(), fs::perms::owner_exec, fs::perm_options::add);
  std::vector<std::string> command = {validator(), "validate"};
  command.insert(command.end(), logs.begin(), logs.end());
  for (const char* word : {"--rule-kind", "Sarif;Ghas", "--output", out.c_str(), "--log", "ForceOverwrite"}) command.push_back(word);
  ProcessResult r = run_process(command);
  std::string text = test::read_text(out);
  if (text.empty()) return "the validator gave no result: " + r.out + r.err;
  std::string lines;
  json report = json::parse(text.starts_with("\xef\xbb\xbf") ? text.substr(3) : text);
  for (const json& run : report["runs"]) {
    for (const json& result : run["results"]) {
      std::string level = result.value("level", "warning");
      if (level == "error" || level == "warning") lines += result.value("locations", json::array()).dump().substr(0, 200) + " " + result["ruleId"].get<std::string>() + ": " + result["message"].dump() + "\n";
    }
  }
  if (r.out.find("Done. " + std::to_string(logs.size()) + " files scanned") == std::string::npos) lines += "the validator did not look at all " + std::to_string(logs.size()) + " logs: " + r.out + r.err;
  return lines;
}

std::string complaints(const std::string& log, const test::Folder& folder) { return complaints(std::vector{folder.write("log.sarif", log)}, folder); }

TEST(Sarif, TheValidatorHasNothingAgainstTheDemo) {
  NEEDS_VALIDATOR();
  test::Folder f;
  std::string log = test::plumb({"check", "--profile", "all", "--format", "sarif", PLUMB_SOURCE_DIR "/testdata/designs/demo"}).out;
  EXPECT_GT(json::parse(log)["runs"][0]["results"].size(), 3u);
  EXPECT_EQ(complaints(log, f), "");
}

TEST(Sarif, ACleanRunStillListsTheRules) {
  NEEDS_VALIDATOR();
  test::Folder f;
  f.write("in/cm.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  namespace: b\ndata:\n  k: v\n");
  std::string log = test::plumb({"check", "--format", "sarif", (f.path / "in").string()}).out;
  json run = json::parse(log)["runs"][0];
  EXPECT_TRUE(run["results"].empty());
  EXPECT_GT(run["tool"]["driver"]["rules"].size(), 20u);
  EXPECT_EQ(complaints(log, f), "");
}

TEST(Sarif, TheValidatorHasNothingAgainstAnyRepositoryOfTheCorpus) {
  NEEDS_VALIDATOR();
  PLUMB_NEEDS_SHARED("corpus");
  test::Folder f;
  std::vector<std::string> logs;
  for (const auto& e : fs::directory_iterator(test::shared_folder() / "corpus"))
    if (e.is_directory()) logs.push_back(f.write(e.path().filename().string() + ".sarif", test::plumb({"check", "--no-config", "--profile", "all", "--format", "sarif", e.path().string()}).out));
  EXPECT_EQ(complaints(logs, f), "");
  std::printf("[figure] SARIF of %zu repositories of the corpus is valid (Sarif;Ghas)\n", logs.size());
  EXPECT_GT(logs.size(), 0u);
}

}  // namespace
}  // namespace plumb
