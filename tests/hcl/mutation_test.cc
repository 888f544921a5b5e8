// Recovery, measured: real files with one fault put in (a sign taken away, a line cut off, as one types). How many of the file's arguments
// and blocks are still read as they were, and how many are invented; tree-sitter's answer on the same faults is the measure.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <sstream>

#include "hcl/dump.h"
#include "support/clients.h"
#include "syntax/hcl/tree_sitter/tree_sitter.h"

namespace plumb::hcl {
namespace {

namespace fs = std::filesystem;
using Facts = std::map<std::string, int>;  // what a file says, line by line, with how often

void facts_of(const Body& body, const std::string& path, Facts& out) {
  for (const Attribute& a : body.attributes) ++out[cat(path, "/", a.name, " = ", dump(a.value))];
  for (const Block& b : body.blocks) {
    std::string inner = cat(path, "/", b.type);
    for (const Label& l : b.labels) inner += cat(" ", l.text);
    ++out[inner];
    facts_of(b.body, inner, out);
  }
}

struct Score {
  size_t facts = 0, kept = 0, invented = 0, silent = 0, findings = 0;
  void add(const Facts& before, const File& file, const Findings& found) {
    Facts after;
    facts_of(file.body, "", after);
    for (auto& [fact, n] : before) {
      facts += static_cast<size_t>(n);
      auto it = after.find(fact);
      kept += static_cast<size_t>(it == after.end() ? 0 : std::min(n, it->second));
    }
    for (auto& [fact, n] : after) {
      if (fact.find("<error>") != std::string::npos) continue;
      auto it = before.find(fact);
      invented += static_cast<size_t>(std::max(0, n - (it == before.end() ? 0 : it->second)));
    }
    silent += found.empty() && after != before;
    findings += found.size();
  }
};

/// A fault of the given kind somewhere in the text; the same text when there is no place for it.
std::string mutate(std::string text, int kind, std::mt19937& random) {
  static const std::string kSigns = "\"{}[](),=";
  auto pick = [&](auto&& fits) {
    std::vector<size_t> places;
    for (size_t i = 0; i < text.size(); ++i)
      if (fits(i)) places.push_back(i);
    return places.empty() ? std::string::npos : places[random() % places.size()];
  };
  if (kind < static_cast<int>(kSigns.size())) {  // a sign is missing
    size_t at = pick([&](size_t i) { return text[i] == kSigns[static_cast<size_t>(kind)]; });
    if (at != std::string::npos) text.erase(at, 1);
  } else if (kind == 9) {  // a line is only half written
    size_t at = pick([&](size_t i) { return text[i] != '\n' && i > 0 && text[i - 1] != '\n'; });
    if (at != std::string::npos) text.erase(at, std::min(text.find('\n', at), text.size()) - at);
  } else {  // a sign too much
    size_t at = random() % (text.size() + 1);
    text.insert(at, 1, kSigns[random() % kSigns.size()]);
  }
  return text;
}

TEST(Mutations, KeepMoreThanTreeSitter) {
  PLUMB_NEEDS_SHARED("corpus/terraform-aws-modules+terraform-aws-eks");
  std::vector<fs::path> paths;
  for (const char* folder : {"corpus/terraform-aws-modules+terraform-aws-eks", "corpus/tldr-devops+aws-eks-terraform", "corpus/aws-ia+terraform-aws-eks-blueprints", "scenarios"})
    if (fs::exists(test::shared_folder() / folder))
      for (const auto& e : fs::recursive_directory_iterator(test::shared_folder() / folder))
        if (e.path().extension() == ".tf" && e.file_size() < 4000) paths.push_back(e.path());
  std::sort(paths.begin(), paths.end());
  std::mt19937 random(4);
  const char* const kKinds[] = {"no \"", "no {", "no }", "no [", "no ]", "no (", "no )", "no ,", "no =", "half a line", "one too much"};
  Score all_ours, all_theirs, all_edited;
  for (int kind = 0; kind < 11; ++kind) {
    Score ours, theirs, edited;
    for (const fs::path& path : paths) {
      std::ifstream in(path);
      std::stringstream bytes;
      bytes << in.rdbuf();
      Findings none;
      std::string good = bytes.str(), bad = mutate(good, kind, random);
      auto whole = read_hcl(FileId{0}, good, none);
      if (whole->broken || good == bad) continue;
      Facts before;
      facts_of(whole->body, "", before);
      Findings a, b, c;
      auto mine = read_hcl(FileId{0}, bad, a);
      if (!mine->broken) continue;  // still HCL
      ours.add(before, *mine, a);
      theirs.add(before, *read_hcl_tolerantly(FileId{0}, bad, b), b);
      edited.add(before, *read_hcl_edited(FileId{0}, bad, c), c);
      EXPECT_FALSE(a.empty());
    }
    printf("%-12s %6zu facts: ours kept %5.1f%%, invented %4zu, findings %4zu; tree-sitter kept %5.1f%%, invented %4zu, findings %4zu, silent %zu\n", kKinds[kind], ours.facts,
           100.0 * static_cast<double>(ours.kept) / static_cast<double>(std::max<size_t>(ours.facts, 1)), ours.invented, ours.findings,
           100.0 * static_cast<double>(theirs.kept) / static_cast<double>(std::max<size_t>(theirs.facts, 1)), theirs.invented, theirs.findings, theirs.silent);
    for (auto [to, from] : {std::pair{&all_ours, &ours}, std::pair{&all_theirs, &theirs}, std::pair{&all_edited, &edited}}) to->facts += from->facts, to->kept += from->kept, to->invented += from->invented;
  }
  printf("[figure] HCL recovery: of %zu facts ours keeps %zu and invents %zu, tree-sitter keeps %zu and invents %zu, both (buffers) %zu and %zu\n", all_ours.facts, all_ours.kept, all_ours.invented,
         all_theirs.kept, all_theirs.invented, all_edited.kept, all_edited.invented);
  EXPECT_GE(all_ours.kept, all_theirs.kept);
  EXPECT_LE(all_ours.invented, all_theirs.invented);
  EXPECT_GE(all_edited.kept, all_ours.kept);
}

}  // namespace
}  // namespace plumb::hcl
