// See command.h.
#include "cli/command.h"

#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <thread>

#include "base/text.h"
#include "cli/environments.h"
#include "cli/module_folders.h"
#include "rules/pack.h"

namespace plumb::cli {

namespace fs = std::filesystem;

void complain(std::string_view message) {
  std::string line = cat("plumb: ", message, "\n");
  std::fwrite(line.data(), 1, line.size(), stderr);
}

static std::string utc(const char* format) {
  std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  std::tm tm{};
  gmtime_r(&now, &tm);
  char buffer[32];
  return {buffer, std::strftime(buffer, sizeof buffer, format, &tm)};
}

std::string today() { return utc("%Y-%m-%d"); }
std::string now_utc() { return utc("%Y-%m-%dT%H:%M:%SZ"); }

void AnalysisFlags::add_to(CLI::App& app) {
  app.add_option("--config", config, "the configuration file, instead of the nearest .plumb.yaml");
  app.add_flag("--no-config", no_config, "without any configuration file");
  app.add_option("--profile", profile, "default (will break, or is exposed), recommended, strict or all");
  app.add_option("--select", select, "only these rules: ids, areas or tags")->allow_extra_args(false)->delimiter(',');
  app.add_option("--ignore", ignore, "without these rules: ids, areas or tags")->allow_extra_args(false)->delimiter(',');
  app.add_option("--exclude", exclude, "leave out files that match the glob")->allow_extra_args(false);
  // In the order of the command line, as Terraform takes them: a nameless variable is the place of the variables file of that number.
  auto file = [this](const std::string& path) {
    vars.push_back(cat("=", var_files.size()));
    var_files.push_back(path);
  };
  auto variable = [this](const std::string& text) {
    if (text.find('=') == std::string::npos || text[0] == '=') throw CLI::ValidationError("--var", cat("'", text, "' is not NAME=VALUE"));
    vars.push_back(text);
  };
  app.add_option_function<std::string>("--var-file", file, "Terraform variable values")->trigger_on_parse();
  app.add_option_function<std::string>("--var", variable, "a Terraform variable, NAME=VALUE")->trigger_on_parse();
  app.add_option("--environment", environment, "only this environment: one of `clusters:` in .plumb.yaml, or prod for environments/prod.tfvars");
  app.add_option("--data", data, "what Terraform data sources answer: a JSON file {address: {attribute: value}}")->allow_extra_args(false);
  app.add_option("--kubernetes-version", kubernetes_version, "the version to judge against where the input states none");
  app.add_option("--root", root, "the project root, instead of the one found");
  app.add_option("--jobs", jobs, "threads (default: the machine's)");
  app.add_flag("--no-ignore", no_ignore, "also read what .gitignore names, .terraform, node_modules, vendor");
  app.add_flag("-v,--verbose", verbose, "say what each file was taken for, and why");
}

// The nearest directory upward that marks a project; empty when there is none.
static fs::path marked_root(const fs::path& own) {
  for (const char* marker : {".plumb.yaml", ".git"})
    for (fs::path p = own;; p = p.parent_path()) {
      if (fs::exists(p / marker)) return p;
      if (p == p.parent_path()) break;
    }
  return {};
}

static fs::path project_root_of(const fs::path& file) {
  fs::path own = fs::absolute(file).parent_path(), marked = marked_root(own);
  return marked.empty() ? own : marked;
}

// The root relative to the working directory when it is below it, as a prefix of paths; else as the user would find it.
static std::string prefix_of(const fs::path& root) {
  fs::path relative = root.lexically_relative(fs::current_path());
  std::string shown = relative.empty() || *relative.begin() == ".." ? root.string() : relative.string();
  return shown == "." ? "" : shown + "/";
}

bool resolve_projects(const std::vector<std::string>& paths, const std::string& root, std::vector<ProjectPaths>& projects, std::string& error) {
  auto project = [&](fs::path at) -> ProjectPaths& {
    at = fs::weakly_canonical(at);
    for (ProjectPaths& p : projects)
      if (p.root == at) return p;
    projects.push_back({at.string(), prefix_of(at), {}});
    return projects.back();
  };
  std::vector<std::string> whole;  // roots that were named as directories: all their files are reported
  for (const std::string& path : paths.empty() ? std::vector<std::string>{"."} : paths) {
    std::error_code ec;
    if (!fs::exists(path, ec)) {
      error = cat("there is no '", path, "'");
      return false;
    }
    bool directory = fs::is_directory(path, ec);
    if (directory && root.empty()) {
      whole.push_back(project(path).root);
      continue;
    }
    ProjectPaths& p = project(root.empty() ? project_root_of(path) : fs::path(root));
    fs::path relative = fs::weakly_canonical(path).lexically_relative(p.root);
    if (relative == ".") whole.push_back(p.root);
    else p.files.push_back(relative.string());
  }
  for (ProjectPaths& p : projects)
    if (std::find(whole.begin(), whole.end(), p.root) != whole.end()) p.files.clear();
  return true;
}

// The nearest .plumb.yaml from `root` upward to the root of its repository; without a repository only its own. Empty: none.
static std::string find_config(const fs::path& root) {
  std::string own = fs::exists(root / ".plumb.yaml") ? (root / ".plumb.yaml").string() : "";
  std::string nearest_file;
  for (fs::path p = root;; p = p.parent_path()) {
    if (nearest_file.empty() && fs::exists(p / ".plumb.yaml")) nearest_file = (p / ".plumb.yaml").string();
    if (fs::exists(p / ".git")) return nearest_file;
    if (p == p.parent_path()) return own;
  }
}

static bool load_config(const AnalysisFlags& flags, const ProjectPaths& project, const rules::RuleSet& set, config::Config& config) {
  std::string path = flags.no_config ? "" : flags.config.empty() ? find_config(project.root) : flags.config;
  if (path.empty()) return true;
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    complain(cat("cannot read the configuration '", path, "'"));
    return false;
  }
  std::string text((std::istreambuf_iterator<char>(in)), {});
  std::vector<rules::RuleError> errors;
  config = config::read_config(path, text, set, errors);
  for (const rules::RuleError& e : errors) complain(to_string(e));
  return errors.empty();
}

bool make_options(const AnalysisFlags& flags, const ProjectPaths& project, Options& options, config::Config& config, const std::string& disk_root) {
  const std::string& root = disk_root.empty() ? project.root : disk_root;
  rules::SelectionOptions selection;
  selection.select = flags.select;
  selection.ignore = flags.ignore;
  if (!flags.profile.empty() && !rules::parse_profile(flags.profile, &selection.profile)) {
    complain(cat("--profile: '", flags.profile, "' is none of default, recommended, strict, all"));
    return false;
  }
  auto set = rules::builtin_rules();
  if (!load_config(flags, project, *set, config)) return false;
  std::vector<std::string> errors;
  rules::Selection active = rules::select_rules(set, config::merged(config, selection, !flags.profile.empty()), errors);
  for (const std::string& e : errors) complain(e);
  if (!errors.empty()) return false;
  options.engine = std::make_shared<const rules::Engine>(std::move(active));
  if (!add_module_folders(config, root, options) || !add_environments(config, root, options)) return false;
  options.environment = flags.environment;
  options.list.ignore_rules = !flags.no_ignore;
  options.list.exclude = config.exclude;
  options.list.exclude.insert(options.list.exclude.end(), flags.exclude.begin(), flags.exclude.end());
  for (const std::string& path : flags.var_files) {
    fs::path at = fs::absolute(path);
    std::error_code ec;
    if (!fs::exists(at, ec) && fs::path(path).is_relative()) at = fs::path(root) / path;  // as from the project
    if (!fs::is_regular_file(at, ec)) {
      complain(cat("--var-file: there is no file '", path, "'"));
      return false;
    }
    options.load.var_files.push_back(with_outside_file(fs::weakly_canonical(at).lexically_relative(fs::weakly_canonical(root)).string(), root, options));
  }
  options.load.kubernetes_version = options.analysis.kubernetes_version = flags.kubernetes_version;
  for (const std::string& v : flags.vars) {
    size_t eq = v.find('=');
    options.load.variables.emplace_back(v.substr(0, eq), v.substr(eq + 1));
  }
  for (char** e = environ; e && *e; ++e) {
    std::string_view text = *e;
    size_t eq = text.find('=');
    if (text.starts_with("TF_VAR_") && eq != std::string_view::npos) options.load.environment.emplace_back(text.substr(7, eq - 7), text.substr(eq + 1));
    if (text.starts_with("TF_WORKSPACE=")) options.load.workspace = text.substr(eq + 1);
  }
  if (!config.data.empty()) options.load.data.push_back(config.data);
  for (const std::string& path : flags.data) {
    std::ifstream in(path, std::ios::binary);
    if (!in) {
      complain(cat("--data: cannot read '", path, "'"));
      return false;
    }
    options.load.data.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  }
  options.jobs = flags.jobs ? flags.jobs : std::max(1u, std::thread::hardware_concurrency());
  options.today = today();
  return true;
}

// A path as the Vfs of the whole disk names it.
static std::string below_the_disk(const std::string& path) {
  std::string full = std::filesystem::weakly_canonical(std::filesystem::absolute(path)).string();
  return full.substr(full.find_first_not_of('/') == std::string::npos ? full.size() : full.find_first_not_of('/'));
}

bool text_or_json(std::string_view format) {
  if (format == "text" || format == "json") return true;
  complain(cat("--format: '", format, "' is none of json, text"));
  return false;
}

bool root_options(const AnalysisFlags& flags, const std::string& directory, Options& options, std::string& below) {
  std::error_code ec;
  if (!std::filesystem::is_directory(directory, ec)) {
    complain(cat("there is no directory '", directory, "'"));
    return false;
  }
  std::vector<ProjectPaths> projects;
  std::string error;
  if (!resolve_projects({directory}, "", projects, error)) {
    complain(error);
    return false;
  }
  config::Config config;
  if (!make_options(flags, projects[0], options, config, "/")) return false;
  options.load.working_directory = "/";
  below = below_the_disk(directory);
  if (!choose_environment(flags.environment, below, options)) return false;
  // An explicit root, or the marked project around the directory, is where other root modules are looked for.
  fs::path around = flags.root.empty() ? marked_root(fs::weakly_canonical(fs::absolute(directory))) : fs::path(flags.root);
  if (!around.empty()) options.project = below_the_disk(around.string());
  return true;
}

}  // namespace plumb::cli
