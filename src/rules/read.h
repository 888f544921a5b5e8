// Reading rule files: YAML (by yaml-cpp) to Rule, with errors that name file and line. No I/O: callers pass texts.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "rules/rule.h"

namespace plumb::rules {

/// `path` is the file's path ("rules/workloads/container-privileged.yaml"): its stem must be the id, its folder the area.
/// The result is usable only when no error was appended.
Rule read_rule(std::string_view path, std::string_view text, std::vector<RuleError>& errors);

/// A folder of rules: every *.yaml of `files` (path -> text) with its *.md beside it, in id order, ids and aliases unique,
/// every fixture readable and present (built-in rules may go without), every expression compiled. A rule with an error is left out.
RuleSet read_rule_set(const std::map<std::string, std::string>& files, std::vector<RuleError>& errors);

}  // namespace plumb::rules
