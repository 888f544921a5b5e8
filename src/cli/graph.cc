// plumb graph [DIR]: the design as plumb sees it.
#include <cstdio>

#include "base/text.h"
#include "cli/command.h"
#include "cli/environments.h"
#include "report/report.h"

namespace plumb::cli {

static int run(const AnalysisFlags& flags, const std::string& directory, const std::string& format) {
  std::vector<ProjectPaths> projects;
  std::string error;
  if (!resolve_projects({directory}, flags.root, projects, error)) {
    complain(error);
    return kUsage;
  }
  Options options;
  config::Config config;
  if (!make_options(flags, projects[0], options, config)) return kUsage;
  auto snapshot = analyze(disk(projects[0].root), options);
  if (!flags.environment.empty() && !is_environment(flags.environment, snapshot->known_environments)) return kUsage;
  std::string out = report::graph(*snapshot, format);
  if (out.empty()) {
    complain(cat("--format: '", format, "' is none of json, dot, mermaid"));
    return kUsage;
  }
  std::fwrite(out.data(), 1, out.size(), stdout);
  return kClean;
}

void add_graph(CLI::App& app, int& status) {
  auto flags = std::make_shared<AnalysisFlags>();
  auto directory = std::make_shared<std::string>(".");
  auto format = std::make_shared<std::string>("json");
  CLI::App* c = app.add_subcommand("graph", "the graph of a project: nodes, fields, edges");
  c->add_option("DIR", *directory, "the project root (default: .)");
  c->add_option("-f,--format", *format, "json, dot or mermaid");
  flags->add_to(*c);
  c->callback([=, &status] { status = run(*flags, *directory, *format); });
}

}  // namespace plumb::cli
