// plumb resources [DIR]: what the input is taken to declare, before the graph.
#include <cstdio>

#include "base/text.h"
#include "cli/command.h"
#include "report/declared.h"
#include "session/declared.h"

namespace plumb::cli {

namespace {

struct ResourcesFlags {
  AnalysisFlags analysis;
  std::string directory = ".", format = "text";
};

int run(const ResourcesFlags& flags) {
  if (!text_or_json(flags.format)) return kUsage;
  Options options;
  std::string directory;
  if (!root_options(flags.analysis, flags.directory, options, directory)) return kUsage;
  options.load.as_planned = true;
  DeclaredInput input = declared(disk("/"), directory, options);
  for (const std::string& root : input.roots) complain(cat("/", root, " is a root module of its own: plumb resources /", root));
  std::string out = flags.format == "json" ? report::declared_json(input, directory) : report::declared_text(input, directory);
  std::fwrite(out.data(), 1, out.size(), stdout);
  if (input.snapshot->files_read == 0) {
    complain(cat("'", flags.directory, "' holds nothing that plumb reads (", input.snapshot->files_seen, " files seen)"));
    return kUnchecked;
  }
  return kClean;
}

}  // namespace

void add_resources(CLI::App& app, int& status) {
  auto flags = std::make_shared<ResourcesFlags>();
  CLI::App* c = app.add_subcommand("resources", "what the input declares: resources and data sources with the values of their configuration, outputs, what is unknown and why");
  c->add_option("DIR", flags->directory, "the root module, or a folder of manifests (default: .)");
  c->add_option("-f,--format", flags->format, "text or json");
  flags->analysis.add_to(*c);
  c->callback([flags, &status] { status = run(*flags); });
}

}  // namespace plumb::cli
