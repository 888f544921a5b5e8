// The JSON report: stable, described by schemas/report.schema.json. Paths are relative to the project root.
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "report/hex.h"
#include "report/report.h"
#include "rules/rule.h"

namespace plumb::report {
namespace {

using Json = nlohmann::ordered_json;

Json place(const Sources& sources, Span at) {
  if (!at.known()) return {{"file", nullptr}, {"line", nullptr}, {"column", nullptr}, {"endLine", nullptr}, {"endColumn", nullptr}};
  Position from = sources.position(at.file, at.begin), to = sources.position(at.file, at.end);
  return {{"file", sources.path(at.file)}, {"line", from.line}, {"column", from.column}, {"endLine", to.line}, {"endColumn", to.column}};
}

Json finding(const Finding& f, const Snapshot& snapshot) {
  const Sources& sources = snapshot.sources;
  Json out = {{"rule", f.rule}, {"severity", rules::to_string(f.severity)}, {"message", f.message}};
  out.update(place(sources, f.at));
  out["resource"] = f.resource;
  out["related"] = Json::array();
  for (const Note& n : f.chain) {
    Json related = place(sources, n.at);
    related["message"] = n.text;
    out["related"].push_back(std::move(related));
  }
  out["help"] = f.help;
  out["docs"] = cat("plumb explain ", f.rule);
  out["fingerprint"] = hex(f.fingerprint);
  out["fixes"] = Json::array();
  for (const Fix& fix : f.fixes) {
    Json j = place(sources, fix.at);
    j["title"] = fix.title;
    j["replacement"] = fix.replacement;
    out["fixes"].push_back(std::move(j));
  }
  if (auto environments = snapshot.environments_of(f); !environments.empty()) out["environments"] = std::move(environments);
  return out;
}

}  // namespace

std::string json(const Report& report) {
  Json findings = Json::array(), skipped = Json::array(), rules = Json::array(), undecided = Json::array(), problems = Json::array();
  Json environments = Json::array();
  size_t seen = 0, read = 0, objects = 0, undecided_count = 0, suppressed = 0;
  for (const Part& part : report.parts) {
    const Snapshot& s = *part.snapshot;
    for (const Finding* f : part.findings) findings.push_back(finding(*f, s));
    for (const Skipped& k : s.skipped) skipped.push_back({{"file", k.path}, {"why", k.why}});
    for (const rules::RuleCoverage& c : s.evaluation.coverage) rules.push_back({{"rule", c.rule}, {"objects", c.objects}});
    for (const rules::RuleProblem& p : s.evaluation.problems) problems.push_back({{"rule", p.rule}, {"resource", p.resource}, {"problem", p.text}});
    if (report.undecided)
      for (const rules::Undecided& u : s.evaluation.undecided) {
        Json j = {{"rule", u.rule}, {"resource", u.resource}, {"cause", u.cause}};
        j.update(place(s.sources, u.cause_at.known() ? u.cause_at : u.at));
        undecided.push_back(std::move(j));
      }
    for (const Environment& e : s.environments) environments.push_back(e.name);
    seen += s.files_seen;
    read += s.files_read;
    objects += s.graph.size();
    undecided_count += s.evaluation.undecided.size();
    suppressed += s.suppressed;
  }
  Json out = {{"version", PLUMB_VERSION}, {"findings", std::move(findings)}};
  out["summary"] = {{"files", {{"seen", seen}, {"read", read}, {"skipped", std::move(skipped)}}}, {"rules", std::move(rules)}, {"objects", objects}, {"undecided", undecided_count}, {"suppressed", suppressed}, {"problems", std::move(problems)}};
  if (!environments.empty()) out["summary"]["environments"] = std::move(environments);
  if (report.undecided) out["undecided"] = std::move(undecided);
  if (report.timings) {
    out["timings"] = Json::array();
    for (const Part& part : report.parts)
      for (const Timing& t : part.snapshot->timings) out["timings"].push_back({{"phase", t.phase}, {"seconds", t.seconds}});
  }
  return out.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace plumb::report
