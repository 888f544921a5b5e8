// See rule_test.h.
#include "session/rule_test.h"

#include <algorithm>

#include "base/text.h"
#include "config/config.h"
#include "session/session.h"

namespace plumb {
namespace {

using rules::FixtureTest;
using rules::Mark;

struct Found {
  const Finding* finding = nullptr;
  std::string file;
  uint32_t line = 0;
  bool matched = false;
};

bool fits(const Mark& mark, const Found& found) {
  const Finding& f = *found.finding;
  return f.rule == mark.rule && f.severity == mark.severity && found.file == mark.file && found.line == mark.line && f.message.find(mark.part) != std::string::npos;
}

std::string describe(const Found& f) {
  return cat(rules::to_string(f.finding->severity), ": ", f.finding->rule, " \"", f.finding->message, "\" at ", f.file.empty() ? "no file" : cat(f.file, ":", f.line));
}

class Judge {
 public:
  Judge(const rules::Rule& rule, const FixtureTest& test, const Snapshot& snapshot) : rule_(rule), test_(test), snapshot_(snapshot) {
    fixture_ = cat(rule.file.substr(0, rule.file.rfind('.')), ".md");
    for (const Finding& f : snapshot.findings) {
      Found found{&f, {}, 0, false};
      if (f.at.known()) {
        found.file = snapshot.sources.path(f.at.file);
        found.line = snapshot.sources.position(f.at.file, f.at.begin).line;
      }
      found_.push_back(std::move(found));
    }
  }

  RuleTestResult run() {
    for (const Mark& mark : test_.marks) expect(mark);
    for (const Found& f : found_) {
      bool of_reader = of_files_area(f.finding->rule);
      if (!f.matched && (f.finding->rule == rule_.id || of_reader)) fail(test_.line, cat("not expected: ", describe(f)));
    }
    for (const rules::RuleProblem& p : snapshot_.evaluation.problems) fail(test_.line, cat("the rule failed on ", p.resource, ": ", p.text));
    judge_undecided();
    for (const rules::RuleCoverage& c : snapshot_.evaluation.coverage)
      if (c.rule == rule_.id) result_.looked_at = c.objects;
    return std::move(result_);
  }

 private:
  void fail(uint32_t line, std::string what) { result_.failures.push_back(cat(fixture_, ":", line, ": ", what)); }

  bool of_files_area(const std::string& id) const {
    const rules::Rule* r = snapshot_.engine->selection().set->find(id);
    return !r || r->builtin;
  }

  void expect(const Mark& mark) {
    auto at = std::find_if(found_.begin(), found_.end(), [&](const Found& f) { return !f.matched && fits(mark, f); });
    if (at != found_.end()) {
      at->matched = true;
      return;
    }
    std::string instead;
    for (const Found& f : found_)
      if (!f.matched && f.finding->rule == mark.rule) instead += cat("\n  found: ", describe(f));
    for (const rules::Undecided& u : snapshot_.evaluation.undecided)
      if (u.rule == mark.rule) instead += cat("\n  undecided for ", u.resource, ": ", u.cause);
    fail(mark.markdown_line, cat("expected ", rules::to_string(mark.severity), ": ", mark.rule, mark.part.empty() ? "" : cat(" \"", mark.part, "\""), " at ", mark.file, ":", mark.line, instead));
  }

  void judge_undecided() {
    bool undecided = false;
    for (const rules::Undecided& u : snapshot_.evaluation.undecided) {
      if (u.rule != rule_.id) continue;
      undecided = true;
      if (test_.expect == FixtureTest::Expect::good) fail(test_.line, cat("undecided for ", u.resource, " (", u.cause, "): a good test must be decided; move it under '## Undecided' if that is right"));
    }
    if (test_.expect == FixtureTest::Expect::undecided && !undecided) fail(test_.line, "the rule decided; expected an undecided entry");
  }

  const rules::Rule& rule_;
  const FixtureTest& test_;
  const Snapshot& snapshot_;
  std::string fixture_;
  std::vector<Found> found_;
  RuleTestResult result_;
};

}  // namespace

RuleTestResult run_rule_test(const std::shared_ptr<const rules::RuleSet>& set, const rules::Rule& rule, const FixtureTest& test) {
  RuleTestResult refused;
  rules::SelectionOptions selection;
  selection.select = {rule.id};
  config::Config config;
  for (const auto& [path, text] : test.files) {
    if (path != ".plumb.yaml") continue;
    std::vector<rules::RuleError> errors;
    config = config::read_config(path, text, *set, errors);
    for (const rules::RuleError& e : errors) refused.failures.push_back(rules::to_string(e));
  }
  std::vector<std::string> errors;
  Options options;
  options.engine = std::make_shared<const rules::Engine>(rules::select_rules(set, config::merged(config, selection, config.profile.has_value()), errors));
  options.list.exclude = config.exclude;
  refused.failures.insert(refused.failures.end(), errors.begin(), errors.end());
  if (!refused.failures.empty()) return refused;
  options.today = "2026-01-01";
  std::shared_ptr<const Snapshot> snapshot = analyze(std::shared_ptr<const Vfs>(memory(test.files)), options);
  return Judge(rule, test, *snapshot).run();
}

}  // namespace plumb
