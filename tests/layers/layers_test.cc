// The architecture as a test: who includes whom, how long files are, that every file says what it is, every rule has its fixture.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;
const fs::path kRoot = PLUMB_SOURCE_DIR;

std::string read(const fs::path& p) {
  std::ifstream in(p);
  std::stringstream out;
  out << in.rdbuf();
  return out.str();
}

std::vector<fs::path> sources(const std::string& folder) {
  std::vector<fs::path> out;
  for (const auto& e : fs::recursive_directory_iterator(kRoot / folder))
    if (e.path().extension() == ".cc" || e.path().extension() == ".h") out.push_back(fs::relative(e.path(), kRoot));
  std::sort(out.begin(), out.end());
  return out;
}

// Data-flow order: a folder may include itself and what stands before it.
const std::vector<std::string> kOrder = {"base", "source", "syntax", "graph", "objects", "load", "link", "analysis", "expr", "rules", "config", "session", "report", "lsp", "cli"};

size_t rank(const std::string& folder) { return static_cast<size_t>(std::find(kOrder.begin(), kOrder.end(), folder) - kOrder.begin()); }

std::vector<std::string> includes(const fs::path& file, const char* form) {
  static const std::map<char, std::regex> kForms = {{'"', std::regex(R"(#include "([^"]+)\")")}, {'<', std::regex(R"(#include <([^>]+)>)")}};
  std::vector<std::string> out;
  std::string text = read(kRoot / file);
  for (std::sregex_iterator it(text.begin(), text.end(), kForms.at(*form)), end; it != end; ++it) out.push_back((*it)[1]);
  return out;
}

TEST(Layers, AFolderIncludesOnlyFoldersAboveIt) {
  for (const fs::path& file : sources("src")) {
    std::string folder = (++file.begin())->string();
    ASSERT_LT(rank(folder), kOrder.size()) << file << ": folder not in the order of ARCHITECTURE.md";
    for (const std::string& include : includes(file, "\"")) {
      std::string target = fs::path(include).begin()->string();
      if (rank(target) == kOrder.size()) continue;  // generated, npm
      EXPECT_LE(rank(target), rank(folder)) << file << " includes " << include;
    }
  }
}

TEST(Layers, FrontendsAndPassesDoNotKnowEachOther) {
  for (const fs::path& file : sources("src/load")) {
    if (std::distance(file.begin(), file.end()) < 4) continue;  // src/load itself
    std::string format = std::next(file.begin(), 2)->string();
    for (const std::string& include : includes(file, "\""))
      if (include.starts_with("load/") && std::count(include.begin(), include.end(), '/') >= 2) EXPECT_EQ(std::next(fs::path(include).begin())->string(), format) << file << " includes " << include;
  }
}

TEST(Layers, ForeignLibrariesStayInTheirFolders) {
  for (const fs::path& file : sources("src")) {
    std::string path = file.string();
    for (const std::string& include : includes(file, "<")) {
      if (include.starts_with("tree_sitter/")) EXPECT_TRUE(path.starts_with("src/syntax/hcl/tree_sitter/")) << path;
      if (include.starts_with("nlohmann/")) EXPECT_TRUE(path.starts_with("src/syntax/json") || path.starts_with("src/lsp") || path.starts_with("src/report") || path.starts_with("src/rules/pack")) << path << " includes " << include;
      bool io = include == "fstream" || include == "filesystem" || include == "unistd.h" || include == "iostream" || include == "cstdio";
      if (io) EXPECT_TRUE(path.starts_with("src/source/") || path.starts_with("src/cli") || path.starts_with("src/lsp") || path.starts_with("src/load/render")) << path << " includes " << include;
    }
  }
}

TEST(Files, StayShortAndSayWhatTheyAre) {
  for (const char* folder : {"src", "tests", "tools", "bench"}) {
    if (!fs::exists(kRoot / folder)) continue;
    for (const fs::path& file : sources(folder)) {
      std::string text = read(kRoot / file);
      EXPECT_LE(std::count(text.begin(), text.end(), '\n'), 800) << file;
      EXPECT_TRUE(text.starts_with("//")) << file << " has no header comment";
    }
  }
}

TEST(Files, TheTopLevelHoldsOnlyWhatItShould) {
  const std::vector<std::string> kept = {"ARCHITECTURE.md", "CMakeLists.txt", "CMakePresets.json", "CONTRIBUTING.md", "LICENSE", "README.md", "bench", "cmake", "dev", "docs", "models",
                                         "package-lock.json", "package.json", "rules", "schemas", "src", "testdata", "tests", "tools"};
  const std::vector<std::string> made = {"build", "node_modules", "vendor", "compile_commands.json"};  // what .gitignore names
  for (const auto& e : fs::directory_iterator(kRoot)) {
    std::string name = e.path().filename().string();
    bool known = name.starts_with(".") || std::count(kept.begin(), kept.end(), name) || std::count(made.begin(), made.end(), name);
    EXPECT_TRUE(known) << name << " lies at the top level (a fuzzer's leftovers?): remove it, or name it here and in ARCHITECTURE.md";
  }
}

TEST(Files, EveryFolderOfSrcSaysWhatItKnows) {
  for (const std::string& folder : kOrder) EXPECT_TRUE(fs::exists(kRoot / "src" / folder / "README.md")) << folder;
}

TEST(Rules, EveryRuleHasItsFixtureAndEveryFixtureItsRule) {
  size_t rules = 0;
  for (const auto& e : fs::recursive_directory_iterator(kRoot / "rules")) {
    fs::path other = e.path();
    if (e.path().extension() == ".yaml") {
      if (read(e.path()).find("builtin: true") != std::string::npos) continue;  // made by a reader, some not in memory
      EXPECT_TRUE(fs::exists(other.replace_extension(".md"))) << e.path();
      ++rules;
    } else if (e.path().extension() == ".md" && e.path().filename() != "README.md") {
      EXPECT_TRUE(fs::exists(other.replace_extension(".yaml"))) << e.path();
    }
  }
  EXPECT_GT(rules, 0u);
}

}  // namespace
