// What the subcommands share: exit status, the options of an analysis, and how paths become projects.
#pragma once
#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <vector>

#include "config/config.h"
#include "rules/selection.h"
#include "session/session.h"

namespace plumb::cli {

/// The same in every format; a larger one goes before a smaller one.
enum Exit : int { kClean = 0, kFindings = 1, kUnchecked = 2, kUsage = 3 };

/// Options of everything that analyses a project.
struct AnalysisFlags {
  std::string profile, config, kubernetes_version, root, environment;
  bool no_config = false, no_ignore = false;
  std::vector<std::string> select, ignore, exclude, var_files, vars, data;
  unsigned jobs = 0;
  int verbose = 0;

  void add_to(CLI::App& app);
};

/// One project of the command line: its root and the files in it that the report is limited to (empty: all).
struct ProjectPaths {
  std::string root;                // a directory
  std::string prefix;              // of paths in text output, relative to the working directory: "" or ending in '/'
  std::vector<std::string> files;  // relative to the root
};

/// Groups PATHs by project: a directory is a project root; a file belongs to the nearest directory upward with .plumb.yaml,
/// else with .git, else its own. `root` overrides. False with a message when a path does not exist.
bool resolve_projects(const std::vector<std::string>& paths, const std::string& root, std::vector<ProjectPaths>& projects, std::string& error);

/// Options for analyze(), from the flags laid over the project's configuration, with the active rules. False after a message on
/// stderr (usage or configuration error). The configuration is --config, else the nearest .plumb.yaml upward to the repository's root.
/// `disk_root`: what paths are relative to, where that is not the project's root.
bool make_options(const AnalysisFlags& flags, const ProjectPaths& project, Options& options, config::Config& config, const std::string& disk_root = {});

/// Options for one root module that is looked at alone (plumb resources, plumb why): `below` becomes the directory's path, and the
/// variables files' paths too, as the Vfs of the whole disk names them. False after a message, also when a path does not exist.
bool root_options(const AnalysisFlags& flags, const std::string& directory, Options& options, std::string& below);

/// Whether --format is one of the two that most subcommands have; else false after a message.
bool text_or_json(std::string_view format);

/// Prints "plumb: <message>" to stderr.
void complain(std::string_view message);
std::string today();    // 2026-01-31, UTC
std::string now_utc();  // 2026-01-31T12:00:00Z

// The subcommands: each registers itself with its callback; the callback leaves its exit status in `status`.
void add_check(CLI::App& app, int& status, int argc, char** argv);
void add_explain(CLI::App& app, int& status);
void add_rules(CLI::App& app, int& status);
void add_graph(CLI::App& app, int& status);
void add_resources(CLI::App& app, int& status);
void add_console(CLI::App& app, int& status);
void add_why(CLI::App& app, int& status);
void add_version(CLI::App& app, int& status);
void add_lsp(CLI::App& app, int& status);

}  // namespace plumb::cli
