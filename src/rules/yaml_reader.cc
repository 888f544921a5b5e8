// See yaml_reader.h.
#include "rules/yaml_reader.h"

#include <set>

#include "base/text.h"

namespace plumb::rules {

YAML::Node YamlReader::load(std::string_view text) {
  try {
    return YAML::Load(std::string(text));
  } catch (const YAML::Exception& e) {
    errors_.push_back({path_, static_cast<uint32_t>(e.mark.line + 1), e.msg});
    return {};
  }
}

void YamlReader::error(const YAML::Node& at, std::string message) {
  errors_.push_back({path_, at.Mark().is_null() ? 0 : static_cast<uint32_t>(at.Mark().line + 1), std::move(message)});
}

void YamlReader::entries(const YAML::Node& node, std::string_view what, const std::function<void(const YAML::Node&, const YAML::Node&)>& f) {
  if (!node.IsMap()) return error(node, cat("expected ", what, " as a mapping"));
  std::set<std::string> seen;
  for (const auto& entry : node) {
    if (entry.first.IsScalar() && seen.insert(entry.first.Scalar()).second) f(entry.first, entry.second);
    else error(entry.first, entry.first.IsScalar() ? cat("key '", entry.first.Scalar(), "' is given twice") : "expected a plain key");
  }
}

void YamlReader::mapping(const YAML::Node& node, std::string_view what, const Setters& setters) {
  entries(node, what, [&](const YAML::Node& key, const YAML::Node& value) {
    auto setter = setters.find(key.Scalar());
    if (setter != setters.end()) return setter->second(value);
    std::vector<std::string_view> known;
    for (auto& s : setters) known.push_back(s.first);
    std::string_view near = nearest(key.Scalar(), known);
    error(key, cat("unknown key '", key.Scalar(), "' in ", what, near.empty() ? "" : cat("; did you mean '", near, "'?")));
  });
}

void YamlReader::items(const YAML::Node& node, std::string_view what, const std::function<void(const YAML::Node&)>& f) {
  if (!node.IsSequence()) return error(node, cat("expected ", what, " as a list"));
  for (const auto& item : node) f(item);
}

std::string YamlReader::text(const YAML::Node& node) {
  if (node.IsScalar()) return std::string(trim(node.Scalar()));
  error(node, "expected text");
  return {};
}

bool YamlReader::boolean(const YAML::Node& node) {
  bool b = false;
  if (!node.IsScalar() || !YAML::convert<bool>::decode(node, b)) error(node, "expected true or false");
  return b;
}

std::vector<std::string> YamlReader::texts(const YAML::Node& node) {
  if (node.IsScalar()) return {text(node)};
  std::vector<std::string> out;
  items(node, "texts", [&](const YAML::Node& item) { out.push_back(text(item)); });
  return out;
}

Severity YamlReader::severity(const YAML::Node& node) {
  Severity s = Severity::warning;
  if (!parse_severity(text(node), &s)) error(node, "expected error, warning or info");
  return s;
}

Profile YamlReader::profile(const YAML::Node& node) {
  Profile p = Profile::recommended;
  if (!parse_profile(text(node), &p)) error(node, "expected default, recommended, strict or all");
  return p;
}

OptionValue YamlReader::option_value(const YAML::Node& node) {
  if (node.IsSequence()) return texts(node);
  bool b = false;
  int64_t i = 0;
  double d = 0;
  bool quoted = node.Tag() == "!";
  if (!quoted && YAML::convert<bool>::decode(node, b)) return b;
  if (!quoted && YAML::convert<int64_t>::decode(node, i)) return i;
  if (!quoted && YAML::convert<double>::decode(node, d)) return d;
  return text(node);
}

}  // namespace plumb::rules
