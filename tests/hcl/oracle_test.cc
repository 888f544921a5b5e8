// Terraform's recorded answers (shared oracles) as a test of syntax alone: what Terraform cannot read we refuse, what it reads we read.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "base/text.h"
#include "support/clients.h"
#include "syntax/hcl/hcl.h"
#include "syntax/read.h"

namespace plumb::hcl {
namespace {

namespace fs = std::filesystem;

std::string bytes_of(const fs::path& path) {
  std::ifstream in(path);
  std::stringstream out;
  out << in.rdbuf();
  return out.str();
}

/// Whether an error is one of reading, by Terraform's summary of it; everything else is found out later.
bool of_syntax(std::string_view summary, std::string_view detail) {
  static const std::set<std::string_view> kSummaries = {
      "Extra characters after expression", "Invalid expression", "Invalid attribute name", "Invalid character", "Unterminated template string",
      "Invalid escape sequence", "Extra characters after interpolation expression", "Unbalanced parentheses", "Missing item separator",
      "Missing attribute separator", "Missing key/value separator", "Invalid legacy index syntax", "Missing expression", "Unsupported operator",
      "Missing false expression in conditional", "Unexpected end of template", "Unexpected endif directive", "Unexpected else directive",
      "Unexpected endfor directive", "Invalid template control keyword", "Invalid template directive", "Invalid 'for' directive", "Invalid 'for' expression",
      "Nested splat expression not allowed", "Missing closing parenthesis", "Missing argument separator", "Missing attribute value",
      "Invalid multi-line string", "Argument or block definition required", "Invalid single-argument block definition", "Attribute redefined"};
  // The evaluator's own use of a summary of the reader's.
  return kSummaries.contains(summary) && detail.find("must be followed by at least one attribute") == std::string_view::npos;
}

struct Count {
  size_t refused = 0, read = 0;
};

TEST(SyntaxOracle, Expressions) {
  PLUMB_NEEDS_SHARED("oracles/terraform/expressions.tsv");
  std::istringstream lines(bytes_of(test::shared_folder() / "oracles/terraform/expressions.tsv"));
  std::string line;
  std::getline(lines, line);
  Count count;
  while (std::getline(lines, line)) {
    auto f = split(line, '\t');
    if (f.size() < 7) continue;
    std::string_view note = f[6].starts_with("Error: ") ? f[6].substr(7) : f[6];
    size_t bar = note.find(" | ");
    bool refused = f[3] == "error" && of_syntax(note.substr(0, bar), bar == std::string_view::npos ? "" : note.substr(bar));
    Findings findings;
    auto file = read_expression(f[2], findings);
    EXPECT_EQ(file->expression == nullptr, refused) << f[2] << "\n  Terraform: " << note << "\n  we: " << (findings.empty() ? "" : findings[0].message);
    EXPECT_EQ(findings.empty(), !refused) << f[2];
    ++(refused ? count.refused : count.read);
  }
  printf("[figure] HCL: %zu expressions read, %zu refused, as Terraform does\n", count.read, count.refused);
  EXPECT_GT(count.refused, 80u);
}

TEST(SyntaxOracle, ExpressionsOfSeveralLines) {
  PLUMB_NEEDS_SHARED("oracles/terraform/multiline.jsonl");
  std::istringstream lines(bytes_of(test::shared_folder() / "oracles/terraform/multiline.jsonl"));
  std::string line;
  Count count;
  while (std::getline(lines, line)) {
    Findings ignored;
    Tree row = read_json(FileId{0}, line, ignored);
    TreeRef r = row.document(0);
    std::string_view note = r["note"].text();
    if (note.starts_with("Error: ")) note.remove_prefix(7);
    size_t bar = note.find(" | ");
    bool refused = r["outcome"].text() == "error" && of_syntax(note.substr(0, bar), "");
    std::string text = cat("locals {\n  v = ", r["expression"].text(), "\n}\n");
    Findings findings;
    auto file = read_hcl(FileId{0}, text, findings);
    EXPECT_EQ(!findings.empty(), refused) << text << "\n  Terraform: " << note << "\n  we: " << (findings.empty() ? "" : findings[0].message);
    EXPECT_EQ(file->broken, refused) << text;
    ++(refused ? count.refused : count.read);
  }
  printf("[figure] HCL: %zu expressions of several lines read, %zu refused, as Terraform does\n", count.read, count.refused);
}

/// Every configuration of the oracles: its files are read, but where Terraform names a fault of syntax.
TEST(SyntaxOracle, Configurations) {
  PLUMB_NEEDS_SHARED("oracles/plans");
  Count count;
  for (const char* group : {"oracles/terraform/modules", "oracles/plans/language", "oracles/plans/modules", "oracles/plans/roots"}) {
    for (const auto& entry : fs::directory_iterator(test::shared_folder() / group)) {
      if (!entry.is_directory()) continue;
      bool refused = false;
      for (const auto& json : fs::directory_iterator(entry.path())) {
        if (json.path().extension() != ".json") continue;
        Findings ignored;
        std::string text = bytes_of(json.path());
        Tree answer = read_json(FileId{0}, text, ignored);
        for (std::string_view key : {"errors", "diagnostics"})
          for (TreeRef e : answer.document(0)[key].items())
            refused = refused || (e["severity"].text() != "warning" && of_syntax(e["summary"].text(), e["detail"].text()));
      }
      size_t faults = 0;
      std::string first;
      for (const auto& file : fs::recursive_directory_iterator(entry.path())) {
        if (file.path().extension() != ".tf" && file.path().extension() != ".tfvars") continue;
        std::string text = bytes_of(file.path());
        Findings findings;
        read_hcl(FileId{0}, text, findings);
        faults += findings.size();
        if (!findings.empty()) first = findings[0].message;
      }
      EXPECT_EQ(faults > 0, refused) << entry.path() << ": " << first;
      ++(refused ? count.refused : count.read);
    }
  }
  printf("[figure] HCL: %zu configurations read, %zu refused, as Terraform does\n", count.read, count.refused);
  EXPECT_GT(count.refused, 1u);
}

}  // namespace
}  // namespace plumb::hcl
