// The folders of `models` and `module-mirror` as an analysis names them: relative to its root, also when they lie out of it.
#pragma once
#include <string>

#include "config/config.h"
#include "session/session.h"

namespace plumb::cli {

/// Puts them into the options for an analysis at `root`. False after a message when one is not there, or holds nothing of what it should.
bool add_module_folders(const config::Config& config, const std::string& root, Options& options);

}  // namespace plumb::cli
