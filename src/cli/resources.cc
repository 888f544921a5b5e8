// plumb resources [DIR]: what the input is taken to declare, before the graph.
#include <cstdio>
#include <filesystem>
#include <fstream>

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

/// A path as the Vfs of the whole disk names it.
std::string below_the_disk(const std::string& path) {
  std::string full = std::filesystem::weakly_canonical(std::filesystem::absolute(path)).string();
  return full.substr(full.find_first_not_of('/') == std::string::npos ? full.size() : full.find_first_not_of('/'));
}

int run(const ResourcesFlags& flags) {
  std::error_code ec;
  if (!std::filesystem::is_directory(flags.directory, ec)) {
    complain(cat("there is no directory '", flags.directory, "'"));
    return kUsage;
  }
  if (flags.format != "json" && flags.format != "text") {
    complain(cat("--format: '", flags.format, "' is none of json, text"));
    return kUsage;
  }
  std::vector<ProjectPaths> projects;
  std::string error;
  if (!resolve_projects({flags.directory}, "", projects, error)) {
    complain(error);
    return kUsage;
  }
  Options options;
  config::Config config;
  if (!make_options(flags.analysis, projects[0], options, config)) return kUsage;
  for (std::string& path : options.load.var_files) {
    if (!std::filesystem::exists(path, ec)) {
      complain(cat("--var-file: there is no '", path, "'"));
      return kUsage;
    }
    path = below_the_disk(path);
  }
  options.load.working_directory = "/";
  std::string directory = below_the_disk(flags.directory);
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
