// Fixture files: tests, files, marks and the errors of their authors.
#include "rules/fixtures.h"

#include <gtest/gtest.h>

#include "base/text.h"

namespace plumb::rules {
namespace {

constexpr const char* kBad = "## Bad\n### one\n```yaml\na: 1 # error: r\n```\n";
constexpr const char* kGood = "## Good\n```yaml\na: 2\n```\n";

std::string errors_of(const std::string& markdown) {
  std::vector<RuleError> errors;
  read_fixture("r.md", "r", markdown, errors);
  std::string out;
  for (const RuleError& e : errors) out += cat(e.line, ": ", e.message, "\n");
  return out;
}

TEST(Fixtures, MarksAreTakenOutAndPlaced) {
  std::vector<RuleError> errors;
  auto tests = read_fixture("r.md", "r", cat("# r\n\ntext\n\n## Bad\n### two\n```yaml file=x/a.yaml\na: 1\n  # warning: r \"in \"this\"\"\n  # info: other\nb: 2 # error: r \"is \\\"x\\\"\"\n```\nprose\n```json\n{ // error: r\n}\n```\n```console\n$ x\n```\n", kGood), errors);
  ASSERT_TRUE(errors.empty()) << to_string(errors[0]);
  ASSERT_EQ(tests.size(), 2u);
  EXPECT_EQ(tests[0].name, "Bad/two");
  EXPECT_EQ(tests[0].files.at("x/a.yaml"), "a: 1\nb: 2\n");
  EXPECT_EQ(tests[0].files.at("main.json"), "{\n}\n");
  EXPECT_EQ(tests[0].files.size(), 2u);
  ASSERT_EQ(tests[0].marks.size(), 4u);
  EXPECT_EQ(tests[0].marks[0].line, 2u);
  EXPECT_EQ(tests[0].marks[0].part, "in \"this\"");
  EXPECT_EQ(tests[0].marks[0].severity, Severity::warning);
  EXPECT_EQ(tests[0].marks[1].rule, "other");
  EXPECT_EQ(tests[0].marks[2].line, 2u);
  EXPECT_EQ(tests[0].marks[2].part, "is \"x\"");
  EXPECT_EQ(tests[0].marks[2].markdown_line, 11u);
  EXPECT_EQ(tests[0].marks[3].file, "main.json");
  EXPECT_EQ(tests[1].name, "Good");
}

TEST(Fixtures, TellTheirAuthor) {
  EXPECT_EQ(errors_of(cat(kBad, kGood)), "");
  EXPECT_EQ(errors_of(kBad), "1: there is no test under '## Good'\n");
  EXPECT_EQ(errors_of(cat(kBad, "## Good\n```yaml\na: 1 # error: r\n```\n")), "6: a mark for r outside of '## Bad'\n");
  EXPECT_EQ(errors_of(cat(kBad, kGood, "## Fine\n")), "10: no section 'Fine': tests stand under '## Good', '## Bad' and '## Undecided'\n");
  EXPECT_EQ(errors_of(cat(kBad, kGood, "```yaml\n```\n")), "10: two files are called 'main.yaml': say file=PATH\n");
  EXPECT_EQ(errors_of(cat(kBad, kGood, "### empty\n")), "10: this test has no file\n");
  EXPECT_EQ(errors_of(cat(kBad, kGood, "### x\n```yaml\n# error: other\n```\n")), "13: a mark has no line below it\n");
}

}  // namespace
}  // namespace plumb::rules
