// `models` and `module-mirror` of the configuration: where modules are found whose source is not in the checkout.
#pragma once
#include <vector>

#include "config/config.h"
#include "rules/yaml_reader.h"

namespace plumb::config {

/// `SOURCE: FOLDER`, `SOURCE: {folder:, versions:}` or a list of such under each source.
std::vector<ModuleFolder> read_models(const YAML::Node& node, rules::YamlReader& reader);

/// One folder or several.
std::vector<ModuleFolder> read_module_mirror(const YAML::Node& node, rules::YamlReader& reader);

}  // namespace plumb::config
