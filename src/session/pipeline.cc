// The pipeline: a table of contents of an analysis. Each phase says why it stands where it stands.
// Invariant: what one thread gives, many give: work is split by file or unit into storage of its own and merged in a fixed order.
#include <algorithm>
#include <chrono>

#include "base/parallel.h"
#include "base/text.h"
#include "link/link.h"
#include "session/environments.h"
#include "session/inputs.h"
#include "session/session.h"
#include "session/suppress.h"

namespace plumb {
namespace {

class Clock {
 public:
  explicit Clock(std::vector<Timing>& out) : out_(out) {}
  void mark(const char* phase) {
    auto now = std::chrono::steady_clock::now();
    out_.push_back({phase, std::chrono::duration<double>(now - last_).count()});
    last_ = now;
  }

 private:
  std::vector<Timing>& out_;
  std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

void finish_file_findings(const Snapshot& s, Findings& findings) {
  if (!s.engine) return;
  rules::apply_selection(s.engine->selection(), findings);
  for (Finding& f : findings)
    if (f.fingerprint == 0) f.fingerprint = rules::file_finding_fingerprint(f, f.at.known() ? s.sources.path(f.at.file) : std::string_view{});
}

void load_units(const Project& project, const Units& units, unsigned jobs, Graph& graph, Findings& out) {
  std::vector<Builder> builders(units.size());
  std::vector<Findings> findings(units.size());
  parallel_for(units.size(), jobs, [&](size_t i) { units[i].first->load(project, units[i].second, builders[i], findings[i]); });
  for (size_t i = 0; i < units.size(); ++i) {
    graph.absorb(units[i].second.unit, std::move(builders[i]));
    std::move(findings[i].begin(), findings[i].end(), std::back_inserter(out));
  }
}

/// One environment (or the project, when it has none): its graph, and what is found in it.
struct Analyzed {
  Graph graph;
  Findings findings;
  rules::Evaluation evaluation;
};

Analyzed analyze_units(const Snapshot& s, const Units& units, const Options& options, const AnalysisOptions& analysis, Clock& clock) {
  Analyzed out;
  // load: each unit into a Builder of its own, merged in unit order.
  load_units(s.project, units, options.jobs, out.graph, out.findings);
  clock.mark("load");
  // link: edges between units; needs all of them.
  link(out.graph);
  // --- freeze: no node or edge after this line ---
  out.graph.freeze();
  clock.mark("link");
  // analyze: derived facts, in the order of analysis.cc.
  analyze(out.graph, analysis);
  clock.mark("analyze");
  // --- facts complete ---
  // What readers and loaders found obeys the same selection as rules, so it is settled before rules add theirs.
  finish_file_findings(s, out.findings);
  if (s.engine) {
    out.evaluation = s.engine->evaluate(out.graph, options.jobs);
    std::move(out.evaluation.findings.begin(), out.evaluation.findings.end(), std::back_inserter(out.findings));
    out.evaluation.findings.clear();
  }
  clock.mark("evaluate");
  return out;
}

/// All environments, each in a graph of its own: nodes of two never mix. The first has the whole project; the others those units that may
/// differ from it.
void analyze_environments(Snapshot& s, const Claimed& claimed, Units units, const Options& options, Clock& clock) {
  Findings of_files = std::move(s.findings);
  finish_file_findings(s, of_files);
  Affected affected;
  for (size_t i = 0; i < s.environments.size(); ++i) {
    const Environment& e = s.environments[i];
    s.project.options = in_environment(options.load, e);
    AnalysisOptions analysis = options.analysis;
    if (analysis.kubernetes_version.empty()) analysis.kubernetes_version = e.kubernetes_version;
    if (i > 0) units = those(form_units(s.project, claimed), affected.loaded);
    units = in_environment(std::move(units), e, options.environments);  // also those that --environment leaves out
    Analyzed one = analyze_units(s, units, options, analysis, clock);
    if (i == 0) {
      affected = affected_units(s.project, one.graph, units, s.environments);
      s.graph = std::move(one.graph);
      s.evaluation = std::move(one.evaluation);
    } else {
      MergedFindings::add(s.evaluation, one.evaluation, affected.files);
    }
    s.merged.add(e.name, std::move(one.findings), affected.files);
  }
  s.project.options = in_environment(options.load, s.environments[0]);
  s.findings = s.merged.take();
  std::move(of_files.begin(), of_files.end(), std::back_inserter(s.findings));
}

}  // namespace

std::shared_ptr<const Snapshot> analyze(std::shared_ptr<const Vfs> vfs, const Options& options) {
  auto snapshot = std::make_shared<Snapshot>();
  Snapshot& s = *snapshot;
  s.vfs = with_outside(std::move(vfs), options);
  s.project.options = options.load;
  s.engine = options.engine;
  Clock clock(s.timings);

  // discover: names only, so that what is left out costs nothing and is still told.
  std::vector<std::string> paths = discover(s, options.list, outside_files(options));
  clock.mark("discover");
  // read: bytes in parallel, then one thread numbers the files in path order.
  std::vector<FileId> files = read_files(s, paths, options.jobs);
  clock.mark("read");
  // parse: the expensive part, each file on its own.
  std::vector<Findings> parse_findings = parse_files(s, paths, files, options.jobs);
  // needed: what calls of modules mean outside of what was listed shows only when the calls are parsed.
  read_needed(s, parse_findings, options.jobs);
  clock.mark("parse");
  // detect: which frontend takes what, and which separate designs there are. Needs every parsed file: roots are found by who calls whom.
  Claimed claimed = claim(s, std::move(parse_findings));
  Units units = form_units(s.project, claimed);
  clock.mark("detect");
  // environments: from the options, or as variables files beside root modules show them.
  find_environments(s, units, options);
  if (s.environments.empty()) {
    Analyzed one = analyze_units(s, units, options, options.analysis, clock);
    s.graph = std::move(one.graph);
    s.evaluation = std::move(one.evaluation);
    finish_file_findings(s, s.findings);
    std::move(one.findings.begin(), one.findings.end(), std::back_inserter(s.findings));
  } else {
    analyze_environments(s, claimed, std::move(units), options, clock);
  }
  // suppress: last, because only now is known which suppressions were of use.
  if (s.engine) suppress(s, options.today);
  rules::sort_findings(s.findings);
  clock.mark("suppress");
  return snapshot;
}

}  // namespace plumb
