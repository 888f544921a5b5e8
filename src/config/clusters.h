// `clusters:` of the configuration: the environments that a design is applied in.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "rules/yaml_reader.h"

namespace plumb::config {

/// One cluster (environment): how Terraform is run for it, and which folders are its own.
struct Cluster {
  std::string name;
  std::vector<std::string> inputs;     // folders, relative to the folder of the configuration
  std::vector<std::string> var_files;  // likewise, in order
  std::vector<std::pair<std::string, std::string>> variables;  // as --var takes them
  std::string workspace, kubernetes_version;
  uint32_t line = 0;
};

std::vector<Cluster> read_clusters(const YAML::Node& node, rules::YamlReader& reader);

/// The keys of a cluster.
const std::vector<std::string_view>& cluster_keys();

}  // namespace plumb::config
