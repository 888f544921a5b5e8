// plumb's own reader against tree-sitter's on every Terraform file of the shared data: the same tree with the same spans.
// What is left different stands in kKnown with its reason.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "hcl/tree_dump.h"
#include "syntax/hcl/tree_sitter/tree_sitter.h"

namespace plumb::hcl {
namespace {

namespace fs = std::filesystem;

struct Known {
  std::string_view path, reason;
};
constexpr Known kKnown[] = {
    {"none", "none"},
};

fs::path shared() {
  const char* env = std::getenv("PLUMB_SHARED");
  return fs::path(env ? env : PLUMB_SOURCE_DIR "/../shared");
}

std::vector<fs::path> files() {
  std::vector<fs::path> out;
  for (const char* folder : {"corpus", "modules", "labelled", "scenarios", "oracles/plans", "oracles/terraform/modules"}) {
    if (!fs::exists(shared() / folder)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(shared() / folder)) {
      std::string e = entry.path().extension();
      if (entry.is_regular_file() && (e == ".tf" || e == ".tfvars" || e == ".hcl")) out.push_back(entry.path());
    }
  }
  std::sort(out.begin(), out.end());
  return out;
}

TEST(SameTree, AsTreeSitter) {
  if (!fs::exists(shared() / "corpus")) GTEST_SKIP() << "no shared data: set PLUMB_SHARED";
  size_t same = 0, known = 0;
  for (const fs::path& path : files()) {
    std::ifstream in(path);
    std::stringstream bytes;
    bytes << in.rdbuf();
    std::string text = bytes.str();
    if (text.starts_with("\xef\xbb\xbf")) text.erase(0, 3);
    Findings ours, theirs;
    auto a = read_hcl(FileId{0}, text, ours);
    auto b = read_hcl_tolerantly(FileId{0}, text, theirs);
    TreeDump x(*a), y(*b);
    EXPECT_EQ(x.outside, "") << path;
    if (x.lines == y.lines && a->broken == b->broken) {
      ++same;
      continue;
    }
    std::string name = fs::relative(path, shared()).string();
    if (std::any_of(std::begin(kKnown), std::end(kKnown), [&](const Known& k) { return k.path == name; })) {
      ++known;
      continue;
    }
    size_t i = 0;
    while (i < x.lines.size() && i < y.lines.size() && x.lines[i] == y.lines[i]) ++i;
    ADD_FAILURE() << name << ": ours " << (i < x.lines.size() ? x.lines[i] : "-") << " | tree-sitter " << (i < y.lines.size() ? y.lines[i] : "-") << "\n  ours: "
                  << (ours.empty() ? "" : cat(ours[0].message, " at ", ours[0].at.begin)) << "\n  theirs: " << (theirs.empty() ? "" : cat(theirs[0].message, " at ", theirs[0].at.begin));
  }
  printf("%zu files with the same tree, %zu with a known difference\n", same, known);
  EXPECT_GT(same, 1000u);
}

}  // namespace
}  // namespace plumb::hcl
