// From `clusters:` of the configuration and --environment to the environments of an analysis.
#pragma once
#include "config/config.h"
#include "session/session.h"

namespace plumb::cli {

/// The environments of the configuration, their paths as from `root`. False after a message: a file that is not there.
bool add_environments(const config::Config& config, const std::string& root, Options& options);

/// A variables file, as from `root`; of one that lies out of it the folder is laid beside (Options::outside). Returns the path.
std::string with_outside_file(std::string path, const std::string& root, Options& options);

/// For one root module that is looked at alone: makes `name` (of the configuration, or of a variables file beside the root module) the
/// options that it is evaluated with. `below`: its directory, as the Vfs of the whole disk names it. False after a message.
bool choose_environment(const std::string& name, const std::string& below, Options& options);

/// Whether --environment names one of those that there are; else false after a message.
bool is_environment(const std::string& name, const std::vector<std::string>& known);

}  // namespace plumb::cli
