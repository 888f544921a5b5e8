// plumb check: analyse, choose what to report, render, and say it with the exit status.
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>

#include "base/text.h"
#include "cli/command.h"
#include "cli/environments.h"
#include "report/report.h"
#include "session/compare.h"

namespace plumb::cli {
namespace {

struct CheckFlags {
  AnalysisFlags analysis;
  std::vector<std::string> paths, outputs;
  std::string format, fail_on, color = "auto", since;
  bool staged = false, undecided = false, coverage = false, timings = false, quiet = false;
};

struct Output {
  std::string format, file;  // file empty: standard output
};

const std::vector<std::string> kFormats = {"text", "concise", "json", "sarif"};

bool parse_outputs(const CheckFlags& flags, std::vector<Output>& outputs) {
  if (!flags.format.empty()) outputs.push_back({flags.format, ""});
  for (const std::string& o : flags.outputs) {
    size_t eq = o.find('=');
    outputs.push_back({o.substr(0, eq), eq == std::string::npos ? "" : o.substr(eq + 1)});
  }
  if (outputs.empty()) outputs.push_back({"text", ""});
  for (const Output& o : outputs)
    if (std::find(kFormats.begin(), kFormats.end(), o.format) == kFormats.end()) {
      complain(cat("there is no format '", o.format, "'; there are ", join(kFormats, ", ")));
      return false;
    }
  return true;
}

bool wants_color(const std::string& when) {
  if (when == "always") return true;
  return when == "auto" && !std::getenv("NO_COLOR") && ::isatty(STDOUT_FILENO);
}

// Findings with any span of their chain in a named file; all when none is named.
std::vector<const Finding*> in_named_files(const Snapshot& s, const std::vector<const Finding*>& findings, const std::vector<std::string>& files) {
  if (files.empty()) return findings;
  auto named = [&](Span at) { return at.known() && std::find(files.begin(), files.end(), s.sources.path(at.file)) != files.end(); };
  std::vector<const Finding*> out;
  for (const Finding* f : findings)
    if (named(f->at) || std::any_of(f->chain.begin(), f->chain.end(), [&](const Note& n) { return named(n.at); })) out.push_back(f);
  return out;
}

std::vector<const Finding*> all_of(const Snapshot& s) {
  std::vector<const Finding*> out;
  for (const Finding& f : s.findings) out.push_back(&f);
  return out;
}

// The tree before the change (the commit, HEAD for --staged), analysed in the same way; null when there is none (first commit).
std::shared_ptr<const Snapshot> before(const CheckFlags& flags, const ProjectPaths& project, const Options& options, std::string& error) {
  std::string why;
  auto tree = git_tree(project.root, flags.since.empty() ? "HEAD" : flags.since, &why);
  if (tree) return analyze(std::move(tree), options);
  if (!flags.since.empty()) error = cat("--since ", flags.since, ": ", why);
  return nullptr;
}

void tell_uses(const report::Part& part) {
  const Snapshot& s = *part.snapshot;
  for (const Unit& u : s.graph.units()) complain(cat("unit ", u.name, ": ", u.why));
  for (const FileUse& u : s.uses) complain(cat(part.prefix, u.path, ": ", u.taken_for, ", ", u.why));
  for (const Skipped& k : s.skipped) complain(cat(part.prefix, k.path, ": skipped, ", k.why));
  for (const rules::RuleProblem& p : s.evaluation.problems) complain(cat("rule ", p.rule, " failed on ", p.resource, ": ", p.text));
}

/// Environments that nobody configured are named, with the files that show them.
void tell_environments(const Snapshot& s, const config::Config& config) {
  if (s.environments.empty() || !config.clusters.empty()) return;
  std::vector<std::string> all;
  for (const Environment& e : s.environments) all.push_back(cat(e.name, " (", e.root_var_files[0].second, e.root_var_files.size() > 1 ? cat(" and ", e.root_var_files.size() - 1, " more") : "", ")"));
  complain(cat(all.size() == 1 ? "environment: " : "environments: ", join(all, ", "), "; `clusters:` in .plumb.yaml or --var-file says otherwise"));
}

int run(const CheckFlags& flags, std::string command_line) {
  std::vector<Output> outputs;
  config::FailOn fail_on = config::FailOn::error;
  if (!parse_outputs(flags, outputs)) return kUsage;
  if (!flags.fail_on.empty() && !config::parse_fail_on(flags.fail_on, &fail_on)) {
    complain(cat("--fail-on: '", flags.fail_on, "' is none of error, warning, info, never"));
    return kUsage;
  }
  std::vector<ProjectPaths> projects;
  std::string error;
  if (!resolve_projects(flags.paths, flags.analysis.root, projects, error)) {
    complain(error);
    return kUsage;
  }
  report::Report report;
  report.started = now_utc();
  report.command_line = std::move(command_line);
  report.undecided = flags.undecided;
  report.coverage = flags.coverage;
  report.timings = flags.timings;
  bool found = false, unchecked = false;
  for (const ProjectPaths& project : projects) {
    Options options;
    config::Config config;
    if (!make_options(flags.analysis, project, options, config)) return kUsage;
    if (flags.fail_on.empty()) fail_on = config.fail_on.value_or(config::FailOn::error);
    std::unique_ptr<Vfs> vfs = flags.staged ? git_index(project.root, &error) : disk(project.root);
    if (!vfs) {
      complain(cat("--staged: ", error));
      return kUsage;
    }
    report::Part part;
    part.root = project.root;
    part.prefix = project.prefix;
    part.snapshot = analyze(std::move(vfs), options);
    const Snapshot& s = *part.snapshot;
    if (!flags.analysis.environment.empty() && !is_environment(flags.analysis.environment, s.known_environments)) return kUsage;
    if (!flags.quiet) tell_environments(s, config);
    part.findings = all_of(s);
    if (flags.staged || !flags.since.empty()) {
      error.clear();
      if (auto old = before(flags, project, options, error)) part.findings = new_findings(s, *old);
      if (!error.empty()) {
        complain(error);
        return kUsage;
      }
    }
    part.findings = in_named_files(s, part.findings, project.files);
    if (!options.engine->selection().judges()) {
      complain("no rule is active: nothing was checked");
      unchecked = true;
    }
    if (s.files_read == 0) {
      complain(cat("nothing to check in '", project.root, "': no file of a known cluster definition (", s.files_seen, " files seen)"));
      unchecked = true;
    }
    for (const Finding* f : part.findings) {
      found = found || static_cast<int>(f->severity) >= static_cast<int>(fail_on);  // never is above every severity
      unchecked = unchecked || f->unchecked;
    }
    if (flags.analysis.verbose) tell_uses(part);
    if (flags.timings)
      for (const Timing& t : s.timings) complain(cat(t.phase, ": ", static_cast<int64_t>(t.seconds * 1e6), " us"));
    report.parts.push_back(std::move(part));
  }
  report.exit_status = unchecked ? kUnchecked : found ? kFindings : kClean;
  report.ended = now_utc();
  for (const Output& o : outputs) {
    report.color = o.file.empty() && wants_color(flags.color);
    std::string rendered = o.format == "json" ? report::json(report) : o.format == "sarif" ? report::sarif(report) : o.format == "concise" ? report::concise(report) : report::text(report);
    if (o.file.empty()) {
      if (!flags.quiet || o.format == "json" || o.format == "sarif") std::fwrite(rendered.data(), 1, rendered.size(), stdout);
      continue;
    }
    std::ofstream file(o.file, std::ios::binary);
    file << rendered;
    if (!file.flush()) {
      complain(cat("cannot write '", o.file, "'"));
      return kUsage;
    }
  }
  return report.exit_status;
}

}  // namespace

void add_check(CLI::App& app, int& status, int argc, char** argv) {
  auto flags = std::make_shared<CheckFlags>();
  CLI::App* c = app.add_subcommand("check", "check designs: directories are project roots, files limit what is reported");
  c->add_option("PATH", flags->paths, "directories or files (default: .)");
  flags->analysis.add_to(*c);
  c->add_option("-f,--format", flags->format, "text, concise, json or sarif, to standard output");
  c->add_option("-o,--output", flags->outputs, "FORMAT[=FILE]; may be given several times")->allow_extra_args(false);
  c->add_option("--fail-on", flags->fail_on, "exit status 1 from this severity on: error, warning, info, never");
  c->add_flag("--staged", flags->staged, "what the staged changes bring in: reads git's index, not the work tree");
  c->add_option("--since", flags->since, "only findings that the commit did not have");
  c->add_flag("--undecided", flags->undecided, "also what could not be decided, and which value would decide it");
  c->add_flag("--coverage", flags->coverage, "how many objects each rule looked at");
  c->add_flag("--timings", flags->timings, "where the time went, to standard error");
  c->add_flag("-q,--quiet", flags->quiet, "no text report");
  c->add_option("--color", flags->color, "auto, always or never");
  std::string line;
  for (int i = 0; i < argc; ++i) line += cat(i ? " " : "", argv[i]);
  c->callback([flags, &status, line] { status = run(*flags, line); });
}

}  // namespace plumb::cli
