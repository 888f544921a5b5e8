// See config.h.
#include "config/config.h"

#include <algorithm>
#include <cctype>

#include "base/text.h"
#include "config/module_folders.h"
#include "rules/yaml_reader.h"

namespace plumb::config {

using rules::Rule;
using rules::RuleSet;

const std::vector<std::string_view>& top_keys() {
  static const std::vector<std::string_view> kKeys = {"clusters", "data", "exclude", "fail-on", "models", "module-mirror", "profile", "rules"};
  return kKeys;
}

const std::vector<std::string_view>& rule_keys() {
  static const std::vector<std::string_view> kKeys = {"ignore", "options", "severity"};
  return kKeys;
}

bool parse_fail_on(std::string_view text, FailOn* out) {
  static constexpr std::string_view kNames[] = {"info", "warning", "error", "never"};
  auto at = std::find(std::begin(kNames), std::end(kNames), text);
  if (at == std::end(kNames)) return false;
  *out = static_cast<FailOn>(at - std::begin(kNames));
  return true;
}

namespace {

class ConfigReader : public rules::YamlReader {
 public:
  ConfigReader(std::string_view path, const RuleSet& set, std::vector<rules::RuleError>& errors) : YamlReader(path, errors), set_(set) {}

  void read(const YAML::Node& root, Config& c) {
    if (root.IsNull()) return;  // an empty file marks a project root
    mapping(root, "the configuration", {{"profile", [&](auto& n) { c.profile = c.selection.profile = profile(n); }},
                                        {"fail-on", [&](auto& n) { c.fail_on = fail_on(n); }},
                                        {"clusters", [&](auto& n) { c.clusters = read_clusters(n, *this); }},
                                        {"data", [&](auto& n) { c.data = data(n); }},
                                        {"exclude", [&](auto& n) { c.exclude = texts(n); }},
                                        {"models", [&](auto& n) { c.models = read_models(n, *this); }},
                                        {"module-mirror", [&](auto& n) { c.module_mirror = read_module_mirror(n, *this); }},
                                        {"rules", [&](auto& n) { rules(n, c); }}});
  }

 private:
  /// `data:` as JSON: values of data sources by address.
  std::string data(const YAML::Node& node) {
    std::string out;
    entries(node, "'data'", [&](const YAML::Node& address, const YAML::Node& values) {
      if (!values.IsMap()) return error(values, "expected a mapping of attributes and their values");
      out += cat(out.empty() ? "{" : ",", quoted(address.Scalar()), ":", json(values));
    });
    return out.empty() ? out : out + "}";
  }

  static std::string quoted(const std::string& text) {
    std::string out = "\"";
    for (char c : text) {
      unsigned char byte = static_cast<unsigned char>(c);
      if (c == '"' || c == '\\') out += cat("\\", c);
      else if (byte < 0x20) out += cat("\\u00", byte < 0x10 ? "0" : "1", "0123456789abcdef"[byte & 15]);
      else out += c;
    }
    return out + "\"";
  }

  static std::string json(const YAML::Node& n) {
    std::string out;
    if (n.IsMap()) {
      for (const auto& e : n) out += cat(out.empty() ? "" : ",", quoted(e.first.Scalar()), ":", json(e.second));
      return cat("{", out, "}");
    }
    if (n.IsSequence()) {
      for (const auto& e : n) out += cat(out.empty() ? "" : ",", json(e));
      return cat("[", out, "]");
    }
    if (n.IsNull()) return "null";
    const std::string& s = n.Scalar();
    bool plain = n.Tag() == "?" && !s.empty();
    bool number = plain && (std::isdigit(static_cast<unsigned char>(s[0])) || (s[0] == '-' && s.size() > 1)) && s.find_first_not_of("0123456789.-") == std::string::npos &&
                  std::count(s.begin(), s.end(), '.') <= 1 && s.find('-', 1) == std::string::npos && s.back() != '.' && (s[0] != '0' || s.size() == 1 || s[1] == '.');
    return plain && (s == "true" || s == "false" || number) ? s : quoted(s);
  }

  FailOn fail_on(const YAML::Node& node) {
    FailOn f = FailOn::error;
    if (!parse_fail_on(text(node), &f)) error(node, "expected error, warning, info or never");
    return f;
  }

  void rules(const YAML::Node& node, Config& c) {
    entries(node, "'rules'", [&](const YAML::Node& key, const YAML::Node& value) {
      const Rule* rule = set_.find(key.Scalar());
      if (rule) return one_rule(*rule, value, c.selection);
      std::vector<std::string_view> names;
      for (const Rule& r : set_.rules) names.push_back(r.id);
      std::string_view near = nearest(key.Scalar(), names);
      error(key, cat("no rule '", key.Scalar(), "'", near.empty() ? "; `plumb rules list` shows what there is" : cat("; did you mean '", near, "'?")));
    });
  }

  /// `id: ignore`, `id: warning` or `id: {severity:, ignore:, options:}`.
  void one_rule(const Rule& rule, const YAML::Node& node, rules::SelectionOptions& selection) {
    if (node.IsScalar()) {
      if (text(node) == "ignore") selection.ignore.push_back(rule.id);
      else if (Severity s; rules::parse_severity(text(node), &s)) selection.severity[rule.id] = s;
      else error(node, "expected ignore, error, warning, info, or a mapping with severity, ignore, options");
      return;
    }
    mapping(node, cat("rule ", rule.id), {{"severity", [&](auto& n) { selection.severity[rule.id] = severity(n); }},
                                          {"ignore", [&](auto& n) { if (boolean(n)) selection.ignore.push_back(rule.id); }},
                                          {"options", [&](auto& n) { options(rule, n, selection); }}});
  }

  void options(const Rule& rule, const YAML::Node& node, rules::SelectionOptions& selection) {
    entries(node, "'options'", [&](const YAML::Node& key, const YAML::Node& value) {
      // Each option is tried alone, so that the message stands at its line.
      std::map<std::string, rules::OptionValue, std::less<>> one = {{key.Scalar(), option_value(value)}};
      std::vector<std::string> problems;
      rules::set_options(rule, one, rule.options, problems);
      for (const std::string& p : problems) error(key, p);
      if (problems.empty()) selection.options[rule.id].insert(one.begin(), one.end());
    });
  }

  const RuleSet& set_;
};

}  // namespace

Config read_config(std::string_view path, std::string_view text, const RuleSet& set, std::vector<rules::RuleError>& errors) {
  Config config;
  config.path = path;
  ConfigReader reader(path, set, errors);
  size_t before = errors.size();
  YAML::Node root = reader.load(text);
  if (errors.size() == before) reader.read(root, config);
  return config;
}

rules::SelectionOptions merged(const Config& config, const rules::SelectionOptions& command_line, bool profile_given) {
  rules::SelectionOptions out = config.selection;
  if (profile_given) out.profile = command_line.profile;
  out.select = command_line.select;
  std::erase_if(out.ignore, [&](const std::string& id) { return std::find(out.select.begin(), out.select.end(), id) != out.select.end(); });
  out.ignore.insert(out.ignore.end(), command_line.ignore.begin(), command_line.ignore.end());
  for (const auto& [id, severity] : command_line.severity) out.severity[id] = severity;
  for (const auto& [id, options] : command_line.options)
    for (const auto& [name, value] : options) out.options[id][name] = value;
  return out;
}

}  // namespace plumb::config
