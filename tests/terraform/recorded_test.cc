// Expressions over what an apply gives, marks, nulls and all types: known, unknown or refused as Terraform's own plan has them.
// Recorded with the real program: testdata/expressions/record says how.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "terraform/evaluated.h"

namespace plumb::terraform {
namespace {

std::string file_text(const std::string& name) {
  std::ifstream in(std::string(PLUMB_SOURCE_DIR) + "/testdata/expressions/" + name, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

/// JSON with null for what is not known, keys sorted.
std::string shown(const Value& v) {
  if (v.is_unknown()) return "null";
  std::string out;
  if (v.is_sequence()) {
    for (const Value& i : v.items()) out += cat(out.empty() ? "" : ",", shown(i));
    return cat("[", out, "]");
  }
  if (!v.is_mapping()) return json_text(v);
  for (const Entry& e : v.entries()) out += cat(out.empty() ? "" : ",", json_text(Value::string(e.key)), ":", shown(e.value));
  return cat("{", out, "}");
}

TEST(Recorded, ExpressionsAsTerraformPlansThem) {
  std::istringstream table(file_text("expressions.tsv"));
  std::string line, main = file_text("main.tf");
  bool head = true;
  size_t rows = 0;
  while (std::getline(table, line)) {
    if (line.starts_with("#") || std::exchange(head, false)) continue;
    auto cells = split(line, '\t');
    ASSERT_EQ(cells.size(), 3u) << line;
    ++rows;
    Evaluated e(cat(main, "\noutput \"o\" {\n  sensitive = true\n  value = ", cells[0], "\n}\n"), true);
    ASSERT_EQ(e.c.outputs.size(), 1u) << line;
    if (cells[1] == "refused") {
      EXPECT_NE(e.findings(), "") << line;
      continue;
    }
    EXPECT_EQ(e.findings(), "") << line;
    const Value& v = e.c.outputs[0].value;
    EXPECT_EQ(wholly_known(v) ? "known" : "unknown", cells[1]) << line;
    // Both sides through one writer: numbers and escapes are then written alike.
    auto want = json_value(*std::make_unique<Context>(e.p.project, e.arena), e.arena.copy(std::string_view(cells[2])), {});
    EXPECT_EQ(shown(v), want ? shown(*want) : "?") << line;
  }
  EXPECT_GT(rows, 100u);
}

}  // namespace
}  // namespace plumb::terraform
