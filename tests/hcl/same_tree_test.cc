// plumb's own reader against tree-sitter's on every Terraform file of the shared data: the same tree with the same spans. For a text with a
// fault the outline must be the same: every block and argument that tree-sitter finds, ours finds too.
// What is left different stands in kKnown with its reason.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "hcl/tree_dump.h"
#include "support/clients.h"
#include "syntax/hcl/tree_sitter/tree_sitter.h"

namespace plumb::hcl {
namespace {

namespace fs = std::filesystem;

struct Known {
  std::string_view path, reason;
};
constexpr Known kKnown[] = {
    {"corpus/bridgecrewio+terragoat/terraform/aws/eks.tf", "$$${x} is a text for Terraform (expressions.tsv, literal.string-034), an interpolation for tree-sitter"},
    {"oracles/terraform/modules/singleline-block-heredoc-error/config/main.tf", "Terraform refuses a block of one line with a heredoc; tree-sitter takes it"},
};

std::vector<fs::path> files() {
  std::vector<fs::path> out;
  for (const char* folder : {"corpus", "modules", "labelled", "scenarios", "oracles/plans", "oracles/terraform/modules"}) {
    if (!fs::exists(test::shared_folder() / folder)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(test::shared_folder() / folder)) {
      std::string e = entry.path().extension();
      if (entry.is_regular_file() && (e == ".tf" || e == ".tfvars" || e == ".hcl")) out.push_back(entry.path());
    }
  }
  std::sort(out.begin(), out.end());
  return out;
}

void outline(const Body& body, std::string indent, std::string& out) {
  for (const Attribute& a : body.attributes) out += cat(indent, a.name, "\n");
  for (const Block& b : body.blocks) {
    out += cat(indent, b.type);
    for (const Label& l : b.labels) out += cat(" ", l.text);
    out += "\n";
    outline(b.body, indent + "  ", out);
  }
}

std::string outline(const File& f) {
  std::string out;
  outline(f.body, "", out);
  return out;
}

TEST(SameTree, AsTreeSitter) {
  PLUMB_NEEDS_SHARED("corpus");
  size_t same = 0, known = 0, broken = 0;
  for (const fs::path& path : files()) {
    std::ifstream in(path);
    std::stringstream bytes;
    bytes << in.rdbuf();
    std::string text = bytes.str();
    if (text.find('\0') != std::string::npos) continue;  // encrypted: the session does not read it
    if (text.starts_with("\xef\xbb\xbf")) text.erase(0, 3);
    Findings ours, theirs;
    auto a = read_hcl(FileId{0}, text, ours);
    auto b = read_hcl_tolerantly(FileId{0}, text, theirs);
    TreeDump x(*a), y(*b);
    std::string name = fs::relative(path, test::shared_folder()).string();
    EXPECT_EQ(x.outside, "") << name;
    bool faulty = a->broken && b->broken;
    if (faulty ? outline(*a) == outline(*b) : x.lines == y.lines && a->broken == b->broken) {
      ++(faulty ? broken : same);
      continue;
    }
    if (std::any_of(std::begin(kKnown), std::end(kKnown), [&](const Known& k) { return k.path == name; })) {
      ++known;
      continue;
    }
    size_t i = 0;
    while (i < x.lines.size() && i < y.lines.size() && x.lines[i] == y.lines[i]) ++i;
    ADD_FAILURE() << name << ": ours " << (i < x.lines.size() ? x.lines[i] : "-") << " | tree-sitter " << (i < y.lines.size() ? y.lines[i] : "-")
                  << "\n  ours: " << (ours.empty() ? "" : cat(ours[0].message, " at ", ours[0].at.begin))
                  << "\n  theirs: " << (theirs.empty() ? "" : cat(theirs[0].message, " at ", theirs[0].at.begin));
  }
  printf("[figure] HCL: %zu files read to tree-sitter's tree, %zu with faults to its outline, %zu with a known difference\n", same, broken, known);
  EXPECT_GT(same, 1000u);
}

}  // namespace
}  // namespace plumb::hcl
