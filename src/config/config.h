// Config: what `.plumb.yaml` says. Reading only; who finds the file and what the command line overrides is the caller's matter.
// Invariant: every key and every rule that it names exists, and every option has its type, or there is an error with file and line.
// schemas/config.schema.json says the same to editors; a test holds the two together.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/clusters.h"
#include "rules/selection.h"

namespace plumb::config {

enum class FailOn : uint8_t { info, warning, error, never };

/// A folder that `models` or `module-mirror` names.
struct ModuleFolder {
  std::string folder;            // relative to the folder of the configuration, or absolute
  std::string source, versions;  // of a model: what it stands for
  uint32_t line = 0;
};

struct Config {
  std::string path;                        // of the file; empty: there is none
  std::optional<rules::Profile> profile;
  std::optional<FailOn> fail_on;
  std::vector<std::string> exclude;        // globs, relative to the project root
  std::string data;                        // JSON {address: {attribute: value}}: what Terraform data sources answer; empty: nothing given
  std::vector<Cluster> clusters;            // environments; each is analysed
  std::vector<ModuleFolder> models;         // the user's own models of modules
  std::vector<ModuleFolder> module_mirror;  // folders that hold NAMESPACE/NAME/PROVIDER/VERSION
  rules::SelectionOptions selection;       // ignore, severity and options by rule; `profile` is set too when given
};

/// The keys that may stand at the top, under a rule.
const std::vector<std::string_view>& top_keys();
const std::vector<std::string_view>& rule_keys();

/// `set` is what rule names are looked up in. What is wrong is left out of the result and told in `errors`.
Config read_config(std::string_view path, std::string_view text, const rules::RuleSet& set, std::vector<rules::RuleError>& errors);

/// The selection of a run: the file's, with what the command line gives laid over it. Names given to --select switch on a rule
/// that the file ignores.
rules::SelectionOptions merged(const Config& config, const rules::SelectionOptions& command_line, bool profile_given);

bool parse_fail_on(std::string_view text, FailOn* out);

}  // namespace plumb::config
