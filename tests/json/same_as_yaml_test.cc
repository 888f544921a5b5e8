// JSON is YAML: on every JSON file of the corpus that is one, both readers make the same tree, spans included.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "fuzz/check_tree.h"
#include "source/sources.h"
#include "syntax/read.h"

namespace plumb {
namespace {

namespace fs = std::filesystem;

std::string difference(const Tree& json, const Tree& yaml) {
  if (json.nodes.size() != yaml.nodes.size()) return "other number of nodes";
  for (size_t i = 0; i < json.nodes.size(); ++i) {
    const TreeNode &a = json.nodes[i], &b = yaml.nodes[i];
    bool same = a.type == b.type && a.next == b.next && a.begin == b.begin && a.end == b.end && a.flags == b.flags;
    if (same && a.type >= NodeType::string) same = a.size == b.size;
    if (same && a.type == NodeType::string) same = std::string_view(a.text, a.size) == std::string_view(b.text, b.size);
    if (same && a.type == NodeType::integer) same = a.integer == b.integer;
    if (same && a.type == NodeType::floating) same = a.floating == b.floating;
    if (!same) return "node " + std::to_string(i) + " at byte " + std::to_string(a.begin) + ": '" + std::string(json.text.substr(a.begin, 40)) + "'";
  }
  return {};
}

TEST(JsonCorpus, SameTreeAsTheYamlReader) {
  const char* shared = std::getenv("PLUMB_SHARED");
  fs::path corpus = fs::path(shared ? shared : PLUMB_SOURCE_DIR "/../shared") / "corpus";
  if (!fs::exists(corpus)) GTEST_SKIP() << "the corpus is absent: set PLUMB_SHARED to the folder of shared test data";
  size_t compared = 0;
  for (const auto& entry : fs::recursive_directory_iterator(corpus)) {
    if (!entry.is_regular_file() || entry.path().extension() != ".json") continue;
    SCOPED_TRACE(entry.path().string());
    std::ifstream in(entry.path());
    std::stringstream bytes;
    bytes << in.rdbuf();
    Sources sources;
    FileId file = sources.add(entry.path().string(), bytes.str());
    Findings json_findings, yaml_findings;
    Tree json = read_json(file, sources.text(file), json_findings);
    test::check_tree(json, json_findings);
    bool broken = false;
    for (const Finding& f : json_findings) broken |= f.rule == "syntax-error";
    if (broken) continue;
    Tree yaml = read_yaml(file, sources.text(file), yaml_findings);
    EXPECT_EQ(difference(json, yaml), "");
    ++compared;
  }
  EXPECT_GT(compared, 1000u);
}

}  // namespace
}  // namespace plumb
