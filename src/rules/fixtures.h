// Fixtures: the tests in rules/<area>/<id>.md. `## Good`, `## Bad`, `## Undecided` hold tests, one per `###` heading; fenced
// blocks are files of an in-memory project (```yaml file=app.yaml); `# error: rule-id "part of the message"` marks a line.
// Marks are taken out of the text before it is used, so that they change nothing and work in JSON too.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "rules/rule.h"

namespace plumb::rules {

/// A finding that is expected at a line.
struct Mark {
  std::string file;
  uint32_t line = 0;  // of the file, without marks, from 1
  Severity severity = Severity::error;
  std::string rule;
  std::string part;  // of the message; may be empty
  uint32_t markdown_line = 0;
};

struct FixtureTest {
  enum class Expect : uint8_t { good, bad, undecided } expect = Expect::good;
  std::string name;   // "Good/through a ReplicaSet"; unique in its file
  uint32_t line = 0;  // of its heading
  std::map<std::string, std::string> files;
  std::vector<Mark> marks;
};

/// The tests of a fixture. `rule` is the file's stem. Errors: no test, a bad test without mark, a mark in a good test for this rule,
/// two files of one name, an unknown section.
std::vector<FixtureTest> read_fixture(std::string_view path, std::string_view rule, std::string_view markdown, std::vector<RuleError>& errors);

}  // namespace plumb::rules
