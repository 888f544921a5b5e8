// plumb resources [DIR]: what the input is taken to declare, before the graph.
#include <cstdio>
#include <filesystem>

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
  std::filesystem::path at = flags.directory;
  std::error_code ec;
  const bool file = std::filesystem::is_regular_file(at, ec);
  if (file) at = std::filesystem::absolute(at).parent_path();
  if (!root_options(flags.analysis, at.string(), options, directory)) return kUsage;
  options.load.as_planned = true;
  DeclaredInput input = file ? declared_in_file(disk("/"), cat(directory, "/", std::filesystem::path(flags.directory).filename().string()), options) : declared(disk("/"), directory, options);
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
  c->add_option("DIR", flags->directory, "the root module, with what a plan of it beside it knows; or a folder of manifests; or one file: a plan, a state (default: .)");
  c->add_option("-f,--format", flags->format, "text or json");
  flags->analysis.add_to(*c);
  c->callback([flags, &status] { status = run(*flags); });
}

}  // namespace plumb::cli
