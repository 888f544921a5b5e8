// See explain.h.
#include "rules/explain.h"

#include <algorithm>

#include "base/text.h"
#include "rules/fixtures.h"

namespace plumb::rules {

std::string_view summary(const Rule& rule) { return rule.summary; }

static std::string option_text(const OptionValue& v) {
  if (auto* b = std::get_if<bool>(&v)) return *b ? "true" : "false";
  if (auto* i = std::get_if<int64_t>(&v)) return cat(*i);
  if (auto* d = std::get_if<double>(&v)) {
    std::string s = std::to_string(*d);
    return s.substr(0, s.find_last_not_of("0.") == std::string::npos ? 1 : s.find_last_not_of('0') + 1);
  }
  if (auto* s = std::get_if<std::string>(&v)) return cat('"', *s, '"');
  const auto& list = std::get<std::vector<std::string>>(v);
  return list.empty() ? "[]" : cat("[", join(list, ", "), "]");
}

static std::string language_of(std::string_view file) {
  if (file.ends_with(".tf") || file.ends_with(".tofu") || file.ends_with(".tfvars")) return "hcl";
  return file.ends_with(".json") ? "json" : "yaml";
}

/// The first test of a kind: its files, with a note below each marked line's block.
static std::string example(const std::vector<FixtureTest>& tests, FixtureTest::Expect expect, std::string_view title) {
  auto at = std::find_if(tests.begin(), tests.end(), [&](const FixtureTest& t) { return t.expect == expect; });
  if (at == tests.end()) return {};
  size_t slash = at->name.find('/');
  std::string out = cat("\n## ", title, slash == std::string::npos ? "" : cat(": ", at->name.substr(slash + 1)), "\n");
  for (const auto& [file, text] : at->files) {
    out += cat("\n`", file, "`\n```", language_of(file), "\n", text, "```\n");
    for (const Mark& m : at->marks)
      if (m.file == file) out += cat("Line ", m.line, " is reported (", to_string(m.severity), ").\n");
  }
  return out;
}

std::string explain(const Rule& r) {
  std::string out = cat("# ", r.id, "\n\n", r.summary, "\n\nSeverity ", to_string(r.severity), ", area ", r.area, ", profile ", to_string(r.profile));
  if (!r.tags.empty()) out += cat(", tags ", join(r.tags, ", "));
  out += ".";
  if (!r.aliases.empty()) out += cat(" Also selected by ", join(r.aliases, ", "), ".");
  out += cat("\n\n## Why\n\n", r.why, "\n\n## What to do\n\n", r.help, "\n");
  std::vector<RuleError> errors;
  std::vector<FixtureTest> tests = r.markdown.empty() ? std::vector<FixtureTest>{} : read_fixture(r.file, r.id, r.markdown, errors);
  out += example(tests, FixtureTest::Expect::bad, "Reported");
  out += example(tests, FixtureTest::Expect::good, "Not reported");
  if (!r.options.empty()) out += "\n## Options\n\n";
  for (const Option& o : r.options) out += cat("- `", o.name, "` (default ", option_text(o.value), "): ", o.doc, "\n");
  out += cat("\n## Ignoring it\n\n`# plumb: ignore[", r.id, "] reason` on the line, or on a line of its own above the block.\n");
  if (!r.refs.empty()) out += "\n## References\n\n";
  for (const std::string& ref : r.refs) out += cat("- ", ref, "\n");
  return out;
}

std::string rule_table(const RuleSet& set) {
  std::string out = "| rule | area | severity | profile | what is wrong |\n|---|---|---|---|---|\n";
  for (const Rule& r : set.rules) out += cat("| ", r.id, " | ", r.area, " | ", to_string(r.severity), " | ", to_string(r.profile), " | ", r.summary, " |\n");
  return out;
}

NewRule new_rule_template(std::string_view id) {
  return {cat("id: ", id, R"(
summary: One line that says what is wrong
severity: warning            # error: cannot work or exposed; warning: fails under an expected event, weakens security; info: preference
profile: recommended         # default | recommended | strict
tags: []
on: workload                 # a kind of schemas/kinds, a list of kinds, or kubernetes
flag: node.host_network      # true: finding; unknown: undecided
at: node.raw.spec.hostNetwork  # whose place is underlined; left out: the node's name
message: "'{node.name}' ..."
why: |
  What happens to the design, in two or three sentences.
help: What to do about it.
refs: []
)"),
          cat("# ", id, R"(

## Bad

### the usual case

```yaml file=app.yaml
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  hostNetwork: true # warning: )", id, R"( "'web'"
  containers:
    - name: web
      image: nginx:1.27
```

## Good

### without it

```yaml file=app.yaml
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.27
```
)")};
}

}  // namespace plumb::rules
