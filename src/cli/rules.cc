// plumb rules list|test|new: what rules there are, the fixtures of one's own rules, the files that a new rule starts from.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "base/text.h"
#include "cli/command.h"
#include "report/report.h"
#include "rules/explain.h"
#include "rules/pack.h"
#include "rules/read.h"
#include "session/rule_test.h"

namespace plumb::cli {
namespace {

namespace fs = std::filesystem;

void print(const std::string& text) { std::fwrite(text.data(), 1, text.size(), stdout); }

std::string padded(std::string_view text, size_t width) { return cat(text, std::string(text.size() < width ? width - text.size() : 0, ' ')); }

int list(const std::string& format) {
  auto set = rules::builtin_rules();
  if (format == "json") {
    print(report::rules(*set));
    return kClean;
  }
  if (format == "markdown") {
    print(rules::rule_table(*set));
    return kClean;
  }
  if (format != "text") {
    complain(cat("--format: '", format, "' is none of text, json, markdown"));
    return kUsage;
  }
  size_t width = 0;
  for (const rules::Rule& r : set->rules) width = std::max(width, r.id.size());
  std::string out;
  for (const rules::Rule& r : set->rules) out += cat(padded(r.id, width), "  ", padded(rules::to_string(r.severity), 7), "  ", padded(to_string(r.profile), 11), "  ", r.summary, "\n");
  print(out);
  return kClean;
}

/// The *.yaml and *.md files below a folder, by path as the user sees it.
std::map<std::string, std::string> read_folder(const std::string& folder) {
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".yaml" && entry.path().extension() != ".md") continue;
    std::ifstream in(entry.path(), std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    files[entry.path().lexically_normal().string()] = text.str();
  }
  return files;
}

int test(const std::string& folder, bool verbose) {
  auto set = rules::builtin_rules();
  std::vector<rules::RuleError> errors;
  std::vector<rules::Rule> tested;
  if (!folder.empty()) {
    if (!fs::is_directory(folder)) {
      complain(cat("there is no folder '", folder, "'"));
      return kUsage;
    }
    auto own = std::make_shared<rules::RuleSet>(rules::read_rule_set(read_folder(folder), errors));
    for (const rules::RuleError& e : errors) complain(to_string(e));
    if (!errors.empty()) return kUsage;
    if (own->rules.empty()) {
      complain(cat("no rule below '", folder, "': a rule is <area>/<id>.yaml with <id>.md beside it"));
      return kUnchecked;
    }
    for (const rules::Rule& r : own->rules) tested.push_back(r);
    // Findings of readers stay known, so that a fixture that cannot be read fails.
    for (const rules::Rule& r : set->rules)
      if (r.builtin && !own->find(r.id)) own->rules.push_back(r);
    std::sort(own->rules.begin(), own->rules.end(), [](auto& x, auto& y) { return x.id < y.id; });
    set = own;
  } else {
    tested = set->rules;
  }
  size_t tests = 0, failed = 0;
  for (const rules::Rule& rule : tested) {
    if (rule.markdown.empty()) continue;  // a builtin rule may go without
    std::vector<rules::FixtureTest> fixtures = rules::read_fixture(rule.file, rule.id, rule.markdown, errors);
    for (const rules::FixtureTest& fixture : fixtures) {
      RuleTestResult result = run_rule_test(set, rule, fixture);
      ++tests;
      failed += !result.failures.empty();
      if (verbose || !result.failures.empty()) print(cat(result.failures.empty() ? "ok    " : "FAIL  ", rule.id, ": ", fixture.name, "\n"));
      for (const std::string& f : result.failures) print(cat("      ", f, "\n"));
    }
  }
  print(cat(tests, " tests, ", failed, " failed\n"));
  return failed ? kFindings : kClean;
}

int make_new(const std::string& name) {
  size_t slash = name.find('/');
  std::string area = name.substr(0, slash), id = slash == std::string::npos ? "" : name.substr(slash + 1);
  if (id.empty() || std::find(rules::areas().begin(), rules::areas().end(), area) == rules::areas().end()) {
    std::string known;
    for (std::string_view a : rules::areas()) known += cat(known.empty() ? "" : ", ", a);
    complain(cat("a new rule is AREA/ID, e.g. services/nlb-without-target-type; areas: ", known));
    return kUsage;
  }
  rules::NewRule texts = rules::new_rule_template(id);
  fs::path stem = fs::path("rules") / area / id;
  fs::create_directories(stem.parent_path());
  for (auto [extension, text] : {std::pair{".yaml", &texts.yaml}, std::pair{".md", &texts.markdown}}) {
    std::string path = stem.string() + extension;
    if (fs::exists(path)) {
      complain(cat("'", path, "' exists already"));
      return kUsage;
    }
    if (!(std::ofstream(path) << *text).flush()) {
      complain(cat("cannot write '", path, "'"));
      return kUsage;
    }
    print(cat(path, "\n"));
  }
  return kClean;
}

}  // namespace

void add_rules(CLI::App& app, int& status) {
  CLI::App* c = app.add_subcommand("rules", "the rules: list them, test them, start a new one");
  c->require_subcommand(1);
  auto format = std::make_shared<std::string>("text");
  auto folder = std::make_shared<std::string>();
  auto name = std::make_shared<std::string>();
  auto verbose = std::make_shared<bool>(false);
  CLI::App* l = c->add_subcommand("list", "every rule, one a line");
  l->add_option("-f,--format", *format, "text, json or markdown");
  l->callback([=, &status] { status = list(*format); });
  CLI::App* t = c->add_subcommand("test", "run the fixtures of the rules in DIR, or of the built-in ones");
  t->add_option("DIR", *folder, "a folder of <area>/<id>.yaml and <id>.md");
  t->add_flag("-v,--verbose", *verbose, "also name the tests that pass");
  t->callback([=, &status] { status = test(*folder, *verbose); });
  CLI::App* n = c->add_subcommand("new", "write the two files that a rule starts from");
  n->add_option("AREA/ID", *name, "e.g. services/nlb-without-target-type")->required();
  n->callback([=, &status] { status = make_new(*name); });
}

}  // namespace plumb::cli
