// The same tree as yaml-cpp on every YAML file of the corpus that both read without error. Where the two differ and yaml-cpp is
// wrong, the file is in oracle_differences.txt with the reason; a listed file that agrees fails the test.
#include <gtest/gtest.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "fuzz/check_tree.h"
#include "source/sources.h"
#include "syntax/read.h"

namespace plumb {
namespace {

namespace fs = std::filesystem;

class Comparison {
 public:
  /// The first difference, as a path and both sides; empty when there is none.
  std::string difference;

  void same(TreeRef ours, const YAML::Node& theirs, const std::string& path) {
    if (!difference.empty()) return;
    if (theirs.IsNull()) return check(ours.is_null() || ours.text().empty(), path, ours, "null");
    if (theirs.IsScalar()) {
      check(ours.is_scalar() && text(ours) == theirs.Scalar(), path, ours, theirs.Scalar());
      return tags(ours, theirs, path);
    }
    if (theirs.IsSequence()) {
      check(ours.is_list() && ours.size() == theirs.size(), path, ours, "a sequence of " + std::to_string(theirs.size()));
      for (uint32_t i = 0; difference.empty() && i < ours.size(); ++i) same(ours.at(i), theirs[i], path + "/" + std::to_string(i));
      return tags(ours, theirs, path);
    }
    mapping(ours, theirs, path);
    tags(ours, theirs, path);
  }

 private:
  static std::string_view text(TreeRef ours) {
    std::string_view t = ours.text();
    bool quoted = ours.type() != NodeType::string && ours.node().style != ScalarStyle::plain;
    return quoted ? t.substr(1, t.size() - 2) : t;
  }

  void check(bool good, const std::string& path, TreeRef ours, const std::string& theirs) {
    if (good || !difference.empty()) return;
    std::string own(text(ours));
    size_t at = static_cast<size_t>(std::mismatch(own.begin(), own.begin() + static_cast<long>(std::min(own.size(), theirs.size())), theirs.begin()).first - own.begin());
    difference = path + ": from byte " + std::to_string(at) + " on '" + own.substr(at, 60) + "' (type " + std::to_string(static_cast<int>(ours.type())) + ") not '" + theirs.substr(at, 60) + "'";
  }

  // yaml-cpp says "?" for plain and "!" for quoted scalars without a tag.
  void tags(TreeRef ours, const YAML::Node& theirs, const std::string& path) {
    std::string tag = theirs.Tag() == "?" || (theirs.Tag() == "!" && ours.tag().empty()) ? "" : theirs.Tag();
    check(ours.tag() == tag, path, ours, "tag " + tag);
  }

  // yaml-cpp leaves `<<` entries as they are: ours are found in theirs, in any order; the rest is equal entry by entry.
  void mapping(TreeRef ours, const YAML::Node& theirs, const std::string& path) {
    check(theirs.IsMap() && ours.is_map(), path, ours, "a mapping of " + std::to_string(theirs.size()));
    std::vector<TreeRef::Entry> own;
    for (TreeRef::Entry e : ours.entries())
      if (!(e.key.node().flags & TreeNode::kMerged)) own.push_back(e);
    size_t i = 0;
    for (const auto& entry : theirs) {
      if (!difference.empty()) return;
      if (entry.first.IsScalar() && entry.first.Scalar() == "<<") {
        merged(ours, entry.second, path);
        continue;
      }
      check(i < own.size(), path, ours, "more entries");
      if (i >= own.size()) return;
      same(own[i].key, entry.first, path + " (key)");
      same(own[i].value, entry.second, path + "/" + std::string(own[i].key.text()));
      ++i;
    }
    check(i == own.size(), path, ours, "fewer entries");
  }

  void merged(TreeRef ours, const YAML::Node& source, const std::string& path) {
    if (source.IsSequence()) {
      for (const auto& one : source) merged(ours, one, path);
      return;
    }
    for (const auto& entry : source) {
      std::string key = entry.first.Scalar();
      check(key == "<<" || ours[key], path, ours, "no merged key " + key);
    }
  }
};

std::map<std::string, std::string> differences() {
  std::map<std::string, std::string> list;
  std::ifstream in(PLUMB_SOURCE_DIR "/tests/yaml/oracle_differences.txt");
  for (std::string line; std::getline(in, line);)
    if (!line.empty() && line[0] != '#') list[line.substr(0, line.find(' '))] = line.substr(line.find(' ') + 1);
  return list;
}

std::vector<fs::path> yaml_files(const fs::path& corpus) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(corpus)) {
    fs::path ending = entry.path().extension();
    bool suite = entry.path().string().find("/yaml+yaml-test-suite/") != std::string::npos;
    if (entry.is_regular_file() && (ending == ".yaml" || ending == ".yml") && !suite) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

fs::path corpus_folder() {
  const char* shared = std::getenv("PLUMB_SHARED");
  return fs::path(shared ? shared : PLUMB_SOURCE_DIR "/../shared") / "corpus";
}

// The fast path and the general one give the same tree, the same findings and whole trees, templates and broken files included.
TEST(YamlCorpus, FastPathEqualsGeneralPath) {
  fs::path corpus = corpus_folder();
  if (!fs::exists(corpus)) GTEST_SKIP() << "the corpus is absent: set PLUMB_SHARED to the folder of shared test data";
  for (const fs::path& path : yaml_files(corpus)) {
    SCOPED_TRACE(path.string());
    std::ifstream in(path);
    std::stringstream bytes;
    bytes << in.rdbuf();
    Sources sources;
    FileId file = sources.add(path.string(), bytes.str());
    Findings fast_findings, slow_findings;
    YamlOptions slow_options;
    slow_options.fast = false;
    Tree fast = read_yaml(file, sources.text(file), fast_findings);
    Tree slow = read_yaml(file, sources.text(file), slow_findings, slow_options);
    test::check_tree(fast, fast_findings);
    test::same_tree(fast, slow, fast_findings, slow_findings);
    ASSERT_EQ(fast.nodes.size(), slow.nodes.size());
  }
}

TEST(YamlOracle, SameTreeAsYamlCpp) {
  fs::path corpus = corpus_folder();
  if (!fs::exists(corpus)) GTEST_SKIP() << "the corpus is absent: set PLUMB_SHARED to the folder of shared test data";
  std::map<std::string, std::string> known = differences();
  size_t compared = 0, ours_refuse = 0, theirs_refuse = 0;
  for (const fs::path& path : yaml_files(corpus)) {
    std::ifstream in(path);
    std::stringstream bytes;
    bytes << in.rdbuf();
    Sources sources;
    FileId file = sources.add(path.string(), bytes.str());
    Findings findings;
    Tree tree = read_yaml(file, sources.text(file), findings);
    bool refused = std::any_of(findings.begin(), findings.end(), [](const Finding& f) { return f.rule != "duplicate-key"; });
    ours_refuse += refused;
    if (refused) continue;
    std::vector<YAML::Node> theirs;
    try {
      theirs = YAML::LoadAll(std::string(sources.text(file)));
    } catch (const YAML::Exception&) {
      ++theirs_refuse;
      continue;
    }
    Comparison comparison;
    if (theirs.size() != tree.documents.size())
      comparison.difference = std::to_string(tree.documents.size()) + " documents, not " + std::to_string(theirs.size());
    for (size_t i = 0; comparison.difference.empty() && i < theirs.size(); ++i) comparison.same(tree.document(i), theirs[i], std::to_string(i));
    ++compared;
    std::string name = fs::relative(path, corpus).string();
    if (known.count(name))
      EXPECT_FALSE(comparison.difference.empty()) << name << " agrees: take it off oracle_differences.txt";
    else
      EXPECT_EQ(comparison.difference, "") << name;
  }
  std::printf("%zu files compared; with findings of ours %zu, refused by yaml-cpp %zu\n", compared, ours_refuse, theirs_refuse);
  EXPECT_GT(compared, 0u);
}

}  // namespace
}  // namespace plumb
