// The SARIF report: findings to results, chains to related locations (and code flows where the chain is a path), rules to
// descriptors with help in Markdown, what could not be checked to notifications. The rules array is there even when all is clean.
#include "report/sarif.h"

#include <algorithm>
#include <map>

#include "base/text.h"
#include "base/uri.h"
#include "report/hex.h"
#include "report/report.h"
#include "rules/explain.h"
#include "rules/rule.h"

namespace plumb::report {
namespace {

const char* level(Severity s) { return s == Severity::error ? "error" : s == Severity::warning ? "warning" : "note"; }
const char* problem_severity(Severity s) { return s == Severity::error ? "error" : s == Severity::warning ? "warning" : "recommendation"; }

// SARIF wants messages that end in a full stop.
std::string sentence(std::string text) {
  if (!text.empty() && text.back() != '.' && text.back() != '!' && text.back() != '?') text += '.';
  return text;
}

// GitHub's name for a rule is Pascal case.
std::string pascal(std::string_view id) {
  std::string out;
  bool upper = true;
  for (char c : id) {
    if (c == '-' || c == '_') {
      upper = true;
    } else {
      out += upper && c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
      upper = false;
    }
  }
  return out;
}

class Builder {
 public:
  explicit Builder(const Report& report) : report_(report) {}

  sarif::Run run() {
    sarif::Run run;
    run.name = "plumb";
    run.version = PLUMB_VERSION;
    run.informationUri = kHome;
    if (!report_.parts.empty() && report_.parts[0].snapshot->engine) {
      for (const rules::Rule& rule : report_.parts[0].snapshot->engine->selection().set->rules) {
        rule_index_[rule.id] = static_cast<int>(run.rules.size());
        run.rules.push_back(descriptor(rule));
      }
    }
    for (const Part& part : report_.parts) {
      file_index_.clear();
      for (const Finding* f : part.findings) run.results.push_back(result(*f, part, run));
    }
    run.invocations.push_back(invocation());
    return run;
  }

 private:
  static constexpr const char* kHome = "https://plumb.invalid/";

  static sarif::ReportingDescriptor descriptor(const rules::Rule& rule) {
    sarif::ReportingDescriptor d;
    d.id = rule.id;
    d.name = pascal(rule.id);
    d.shortDescription = sentence(std::string(rules::summary(rule)));
    d.fullDescription = sentence(rule.why.empty() ? d.shortDescription : rule.why);
    d.helpText = sentence(rule.help.empty() ? d.shortDescription : rule.help);
    d.helpMarkdown = rules::explain(rule);
    d.level = level(rule.severity);
    if (!rule.refs.empty() && rule.refs[0].starts_with("https://")) d.helpUri = rule.refs[0];
    d.tags = {rule.area};
    for (const std::string& tag : rule.tags)
      if (std::find(d.tags.begin(), d.tags.end(), tag) == d.tags.end()) d.tags.push_back(tag);
    d.precision = "very-high";
    d.problemSeverity = problem_severity(rule.severity);
    return d;
  }

  sarif::Location location(Span at, std::string message, const Part& part, sarif::Run& run) {
    const Sources& sources = part.snapshot->sources;
    sarif::Location l;
    l.message = sentence(std::move(message));
    if (!at.known()) at = {static_cast<FileId>(0), 0, 0};
    auto [it, is_new] = file_index_.try_emplace(at.file, static_cast<int>(run.artifacts.size()));
    l.artifactLocation = {percent_encoded_path(sources.path(at.file)), "SRCROOT", it->second};
    if (is_new) {
      sarif::Artifact a;
      a.location = {l.artifactLocation.uri, "SRCROOT", -1};
      a.length = sources.text(at.file).size();
      run.artifacts.push_back(std::move(a));
    }
    Position from = sources.position(at.file, at.begin), to = sources.position(at.file, at.end);
    l.region = {from.line, from.column, to.line, to.column, ""};
    if (at.end - at.begin <= 2000) l.region.snippet = std::string(sources.text(at));
    return l;
  }

  sarif::Result result(const Finding& f, const Part& part, sarif::Run& run) {
    const Sources& sources = part.snapshot->sources;
    sarif::Result r;
    r.ruleId = f.rule;
    if (auto it = rule_index_.find(f.rule); it != rule_index_.end()) r.ruleIndex = it->second;
    r.level = level(f.severity);
    r.message = sentence(f.message);
    r.locations.push_back(location(f.at, "", part, run));
    r.locations[0].fullyQualifiedName = f.resource;
    sarif::ThreadFlow flow;
    for (const Note& n : f.chain) {
      if (!n.at.known()) continue;
      sarif::Location l = location(n.at, n.text, part, run);
      if (f.chain_is_path) flow.locations.push_back(l);
      l.id = static_cast<int>(r.relatedLocations.size());
      r.relatedLocations.push_back(std::move(l));
    }
    if (!flow.locations.empty()) r.codeFlow = std::move(flow);
    std::string_view line = f.at.known() ? trim(sources.line(f.at.file, sources.position(f.at.file, f.at.begin).line)) : std::string_view{};
    r.primaryLocationLineHash = cat(hex(stable_hash(line)), ":", ++line_hash_count_[{r.locations[0].artifactLocation.uri, stable_hash(line, stable_hash(f.rule))}]);
    r.fingerprint = hex(f.fingerprint);
    r.environments = part.snapshot->environments_of(f);
    for (const Fix& fix : f.fixes) {
      sarif::Location at = location(fix.at, "", part, run);
      r.fixes.push_back({sentence(fix.title), at.artifactLocation, {{at.region, fix.replacement}}});
      r.fixes.back().replacements[0].deletedRegion.snippet.clear();
    }
    return r;
  }

  sarif::Invocation invocation() const {
    static constexpr const char* kMeaning[] = {"nothing to report", "findings", "something could not be checked", "usage or configuration error"};
    sarif::Invocation i;
    i.commandLine = report_.command_line;
    i.startTimeUtc = report_.started;
    i.endTimeUtc = report_.ended;
    i.exitCode = report_.exit_status;
    i.exitCodeDescription = kMeaning[std::clamp(report_.exit_status, 0, 3)];
    i.executionSuccessful = report_.exit_status < 2;
    for (const Part& part : report_.parts)
      for (const rules::RuleProblem& p : part.snapshot->evaluation.problems) i.notifications.push_back({p.rule, "warning", sentence(cat("Rule ", p.rule, " could not be evaluated on ", p.resource, ": ", p.text)), {}});
    return i;
  }

  const Report& report_;
  std::map<std::string, int, std::less<>> rule_index_;
  std::map<FileId, int> file_index_;
  std::map<std::pair<std::string, uint64_t>, int> line_hash_count_;
};

}  // namespace

std::string sarif(const Report& report) { return sarif::to_json(Builder(report).run()).dump(1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n"; }

}  // namespace plumb::report
