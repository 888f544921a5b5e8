// Terraform's own recorded answers against ours: expressions.tsv in the fixture's root module, multiline.jsonl as a local value.
// Rows that differ stand in oracle_differences.txt, "reason<TAB>expression" a line (multi-line rows by their id); a row that is listed and
// equal fails too, so that the list only shrinks. Values are compared as JSON texts, types by their parts (attributes have no fixed order).
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "base/text.h"
#include "load/terraform/console.h"
#include "terraform/disk_project.h"
#include "support/project.h"

namespace plumb::terraform {
namespace {

using Outcome = Answer::Outcome;

/// A type's names and brackets, sorted.
std::vector<std::string> parts(std::string_view type) {
  std::vector<std::string> out;
  for (char c : type) {
    if (std::string_view("{}()[],").find(c) == std::string_view::npos && !out.empty() && out.back() != " ") out.back() += c;
    else if (c == ',') out.push_back(" ");
    else if (std::string_view("{}()[]").find(c) != std::string_view::npos) out.insert(out.end(), {std::string(1, c), " "});
    else out.push_back(std::string(1, c));
    if (out.size() > 1 && out[out.size() - 2] == " ") out.erase(out.end() - 2);
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::string name_of(Outcome o) { return o == Outcome::ok ? "ok" : o == Outcome::error ? "error" : "unknown"; }

/// Empty when the answer is the recorded one.
std::string difference(const Answer& a, std::string_view outcome, std::string_view value, std::string_view type) {
  if (name_of(a.outcome) != outcome) return cat("want ", outcome, " ", value, ", have ", name_of(a.outcome), " ", a.value, a.error, a.cause);
  if (a.outcome != Outcome::ok) return {};
  if (!value.empty() && a.value != value) return cat("want ", value, ", have ", a.value);
  std::string have = a.type;
  std::erase(have, ' ');  // blanks in names of attributes are not recorded
  return type.empty() || parts(have) == parts(type) ? std::string() : cat("want the type ", type, ", have ", a.type);
}

class Differences {
 public:
  Differences() {
    std::istringstream lines(file_text(PLUMB_SOURCE_DIR "/tests/terraform/oracle_differences.txt"));
    for (std::string line; std::getline(lines, line);)
      if (size_t tab = line.find('\t'); !line.starts_with('#') && tab != std::string::npos) listed_[line.substr(tab + 1)] = line.substr(0, tab);
  }
  void judge(const std::string& key, const std::string& difference) {
    ++all_;
    same_ += difference.empty();
    auto it = listed_.find(key);
    if (it == listed_.end()) EXPECT_EQ(difference, "") << key;
    else EXPECT_NE(difference, "") << key << " is equal now: remove it from oracle_differences.txt";
  }
  void print(const char* what) const { printf("%s: %zu of %zu equal (%.2f %%)\n", what, same_, all_, 100.0 * static_cast<double>(same_) / static_cast<double>(all_)); }

 private:
  std::map<std::string, std::string> listed_;
  size_t same_ = 0, all_ = 0;
};

TEST(Oracle, Expressions) {
  auto folder = shared_folder() / "oracles" / "terraform";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no shared oracles: set PLUMB_SHARED";
  DiskProject disk((folder / "fixture").string());
  disk.project.options.existing_only = true;
  disk.project.options.working_directory = std::filesystem::canonical(folder / "fixture").string();
  disk.project.options.home = "/home/tester";
  Findings findings;
  Console console(disk.project, "", findings);
  ASSERT_TRUE(console.ready());
  Differences differences;
  std::istringstream lines(file_text(folder / "expressions.tsv"));
  std::string line;
  std::getline(lines, line);
  while (std::getline(lines, line)) {
    auto f = split(line, '\t');
    if (f.size() < 7 || (f[3] == "ok" && f[4].empty() && f[6].find("volatile") != std::string_view::npos)) continue;
    std::string expression(f[2]);
    differences.judge(expression, difference(console.ask(expression), f[3], f[4], f[5]));
  }
  differences.print("expressions");
}

void parse_hcl(FileId file, std::string_view text, InputFile& input, Findings& findings) {
  input.hcl = {hcl::read_hcl(file, text, findings).release(), [](const hcl::File* f) { delete f; }};
}

TEST(Oracle, ExpressionsOfSeveralLines) {
  auto folder = shared_folder() / "oracles" / "terraform";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no shared oracles: set PLUMB_SHARED";
  Differences differences;
  std::istringstream lines(file_text(folder / "multiline.jsonl"));
  for (std::string line; std::getline(lines, line);) {
    Findings ignored;
    Tree tree = read_json(FileId::none, line, ignored);
    TreeRef row = tree.document(0);
    fixtures::MemoryProject p({{"main.tf", cat("locals {\n  v = ", row["expression"].string(), "\n}\n")}}, parse_hcl);
    Findings findings;
    Console console(p.project, "", findings);
    Answer a = console.ask("local.v");
    // What is wrong with the text or the declaration is a finding, not an answer.
    for (const Findings* all : {&p.findings, &findings})
      if (!all->empty()) a = Answer{}, a.error = (*all)[0].message;
    differences.judge(std::string(row["id"].string()), difference(a, row["outcome"].string(), row["value_json"].string(), row["type"].string()));
  }
  differences.print("expressions of several lines");
}

}  // namespace
}  // namespace plumb::terraform
