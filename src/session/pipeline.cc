// The pipeline: a table of contents of an analysis. Each phase says why it stands where it stands.
// Invariant: what one thread gives, many give: work is split by file or unit into storage of its own and merged in a fixed order.
#include <chrono>

#include "base/parallel.h"
#include "base/text.h"
#include "link/link.h"
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

void load_units(Snapshot& s, const std::vector<std::pair<const Frontend*, UnitInput>>& units, unsigned jobs) {
  std::vector<Builder> builders(units.size());
  std::vector<Findings> findings(units.size());
  parallel_for(units.size(), jobs, [&](size_t i) { units[i].first->load(s.project, units[i].second, builders[i], findings[i]); });
  for (size_t i = 0; i < units.size(); ++i) {
    s.graph.absorb(units[i].second.unit, std::move(builders[i]));
    std::move(findings[i].begin(), findings[i].end(), std::back_inserter(s.findings));
  }
}

void finish_file_findings(Snapshot& s) {
  if (!s.engine) return;
  rules::apply_selection(s.engine->selection(), s.findings);
  for (Finding& f : s.findings)
    if (f.fingerprint == 0) f.fingerprint = rules::file_finding_fingerprint(f, f.at.known() ? s.sources.path(f.at.file) : std::string_view{});
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
  std::vector<std::string> paths = discover(s, options.list);
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
  auto units = detect(s, std::move(parse_findings));
  clock.mark("detect");
  // load: each unit into a Builder of its own, merged in unit order.
  load_units(s, units, options.jobs);
  clock.mark("load");
  // link: edges between units; needs all of them.
  link(s.graph);
  // --- freeze: no node or edge after this line ---
  s.graph.freeze();
  clock.mark("link");
  // analyze: derived facts, in the order of analysis.cc.
  analyze(s.graph, options.analysis);
  clock.mark("analyze");
  // --- facts complete ---
  // What readers and loaders found obeys the same selection as rules, so it is settled before rules add theirs.
  finish_file_findings(s);
  if (s.engine) {
    s.evaluation = s.engine->evaluate(s.graph, options.jobs);
    std::move(s.evaluation.findings.begin(), s.evaluation.findings.end(), std::back_inserter(s.findings));
    s.evaluation.findings.clear();
  }
  clock.mark("evaluate");
  // suppress: last, because only now is known which suppressions were of use.
  if (s.engine) suppress(s, options.today);
  rules::sort_findings(s.findings);
  clock.mark("suppress");
  return snapshot;
}

}  // namespace plumb
