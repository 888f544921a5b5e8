// YamlReader: typed access to plumb's own YAML files (rules, configuration) that reports what does not fit, with file and line.
// Why: a misspelt key in a file of ours must never be ignored silently. Uses yaml-cpp; designs are read by syntax/yaml.
#pragma once
#include <yaml-cpp/yaml.h>

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "rules/rule.h"

namespace plumb::rules {

class YamlReader {
 public:
  /// `path` names the file in errors; both must outlive the reader.
  YamlReader(std::string_view path, std::vector<RuleError>& errors) : path_(path), errors_(errors) {}

  using Setters = std::map<std::string_view, std::function<void(const YAML::Node&)>>;

  /// The document; a null node after a syntax error.
  YAML::Node load(std::string_view text);
  void error(const YAML::Node& at, std::string message);
  /// Calls the setter of each key; unknown (did-you-mean) and repeated keys are errors.
  void mapping(const YAML::Node& node, std::string_view what, const Setters& setters);
  /// Calls f(key, value) for each entry, whatever the keys.
  void entries(const YAML::Node& node, std::string_view what, const std::function<void(const YAML::Node&, const YAML::Node&)>& f);
  void items(const YAML::Node& node, std::string_view what, const std::function<void(const YAML::Node&)>& f);

  std::string text(const YAML::Node& node);  // trimmed
  bool boolean(const YAML::Node& node);
  std::vector<std::string> texts(const YAML::Node& node);  // a single text is a list of one
  Severity severity(const YAML::Node& node);
  Profile profile(const YAML::Node& node);
  OptionValue option_value(const YAML::Node& node);

 private:
  std::string path_;
  std::vector<RuleError>& errors_;
};

}  // namespace plumb::rules
