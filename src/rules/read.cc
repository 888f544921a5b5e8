// See read.h.
#include "rules/read.h"

#include <algorithm>

#include "base/text.h"
#include "rules/compile.h"
#include "rules/fixtures.h"
#include "rules/yaml_reader.h"

namespace plumb::rules {
namespace {

/// A rule file being read: expressions and lists of parts.
class Reader : public YamlReader {
 public:
  using YamlReader::YamlReader;

  Expression expression(const YAML::Node& node) {
    Expression e{text(node), static_cast<uint32_t>(node.Mark().line + 1)};
    if (e.text.empty() && node.IsScalar()) error(node, "expected an expression");
    return e;
  }

  std::vector<Expression> expressions(const YAML::Node& node) {
    if (node.IsScalar()) return {expression(node)};
    std::vector<Expression> out;
    items(node, "expressions", [&](const YAML::Node& item) { out.push_back(expression(item)); });
    return out;
  }

  std::vector<Let> lets(const YAML::Node& node) {
    std::vector<Let> out;
    entries(node, "'let'", [&](const YAML::Node& name, const YAML::Node& value) { out.push_back({text(name), expression(value)}); });
    return out;
  }

  std::vector<ChainStep> chain(const YAML::Node& node) {
    std::vector<ChainStep> out;
    items(node, "'chain'", [&](const YAML::Node& item) {
      ChainStep step;
      mapping(item, "a chain step", {{"each", [&](auto& n) { step.each = expression(n); }},
                                     {"at", [&](auto& n) { step.at = expressions(n); }},
                                     {"text", [&](auto& n) { step.text = expression(n); }}});
      if (step.at.empty() || !step.text) error(item, "a chain step needs 'at' and 'text'");
      out.push_back(std::move(step));
    });
    return out;
  }

  std::vector<SeverityCase> severity_when(const YAML::Node& node) {
    std::vector<SeverityCase> out;
    items(node, "'severity_when'", [&](const YAML::Node& item) {
      SeverityCase c;
      mapping(item, "'severity_when'", {{"if", [&](auto& n) { c.condition = expression(n); }}, {"severity", [&](auto& n) { c.severity = severity(n); }}});
      if (!c.condition) error(item, "an entry of 'severity_when' needs 'if' and 'severity'");
      out.push_back(std::move(c));
    });
    return out;
  }

  std::vector<Option> options(const YAML::Node& node) {
    std::vector<Option> out;
    entries(node, "'options'", [&](const YAML::Node& name, const YAML::Node& value) {
      Option option;
      option.name = text(name);
      bool given = false;
      mapping(value, cat("option '", option.name, "'"),
              {{"default", [&](auto& n) { given = true; option.value = option_value(n); }}, {"doc", [&](auto& n) { option.doc = text(n); }}});
      if (!given || option.doc.empty()) error(value, cat("option '", option.name, "' needs 'default' and 'doc'"));
      out.push_back(std::move(option));
    });
    return out;
  }
};

/// "rules/area/id.yaml" -> area, id.
std::pair<std::string, std::string> area_and_stem(std::string_view path) {
  size_t slash = path.rfind('/');
  std::string_view folder = slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
  std::string_view name = slash == std::string_view::npos ? path : path.substr(slash + 1);
  size_t up = folder.rfind('/');
  return {std::string(up == std::string_view::npos ? folder : folder.substr(up + 1)), std::string(name.substr(0, name.rfind('.')))};
}

bool is_kebab(std::string_view id) {
  return !id.empty() && id.front() != '-' && id.back() != '-' &&
         std::all_of(id.begin(), id.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

void check_shape(const Rule& r, const YAML::Node& root, Reader& reader) {
  if (r.summary.empty()) reader.error(root, "'summary' is missing: one line that says what is wrong");
  if (r.why.empty()) reader.error(root, "'why' is missing: what happens to the design");
  if (r.help.empty()) reader.error(root, "'help' is missing: what to do about it");
  for (const std::vector<std::string>* names : {&r.tags, &r.aliases})
    for (const std::string& name : *names)
      if (!is_kebab(name)) reader.error(root, cat("'", name, "' is no name: lower-case letters, digits and hyphens"));
  bool has_logic = !r.on.empty() || r.flag || r.each || r.message || !r.lets.empty() || !r.chain.empty();
  if (r.builtin) {
    if (has_logic) reader.error(root, "a builtin rule is found by plumb itself: it has no 'on', expressions, 'message' or 'chain'");
    return;
  }
  if (r.on.empty()) reader.error(root, "'on' is missing: the kind of node that is judged");
  if (!r.flag && !r.each) reader.error(root, "'flag' is missing: the expression that is true where something is wrong");
  if (!r.message) reader.error(root, "'message' is missing");
}

}  // namespace

Rule read_rule(std::string_view path, std::string_view text, std::vector<RuleError>& errors) {
  Rule r;
  r.file = path;
  auto [area, stem] = area_and_stem(path);
  r.area = area;
  Reader reader(path, errors);
  size_t before = errors.size();
  YAML::Node root = reader.load(text);
  if (errors.size() > before) return r;
  bool severity_given = false, profile_given = false;
  reader.mapping(root, "a rule",
                 {{"id", [&](auto& n) { r.id = reader.text(n); }},
                  {"summary", [&](auto& n) { r.summary = reader.text(n); }},
                  {"severity", [&](auto& n) { severity_given = true; r.severity = reader.severity(n); }},
                  {"profile", [&](auto& n) { profile_given = true; r.profile = reader.profile(n); }},
                  {"tags", [&](auto& n) { r.tags = reader.texts(n); }},
                  {"aliases", [&](auto& n) { r.aliases = reader.texts(n); }},
                  {"builtin", [&](auto& n) { r.builtin = reader.boolean(n); }},
                  {"on", [&](auto& n) { r.on = reader.texts(n); }},
                  {"let", [&](auto& n) { r.lets = reader.lets(n); }},
                  {"when", [&](auto& n) { r.when = reader.expression(n); }},
                  {"each", [&](auto& n) { r.each = reader.expression(n); }},
                  {"flag", [&](auto& n) { r.flag = reader.expression(n); }},
                  {"at", [&](auto& n) { r.at = reader.expressions(n); }},
                  {"message", [&](auto& n) { r.message = reader.expression(n); }},
                  {"severity_when", [&](auto& n) { r.severity_when = reader.severity_when(n); }},
                  {"chain", [&](auto& n) { r.chain = reader.chain(n); }},
                  {"path", [&](auto& n) { r.path = reader.boolean(n); }},
                  {"why", [&](auto& n) { r.why = reader.text(n); }},
                  {"help", [&](auto& n) { r.help = reader.text(n); }},
                  {"refs", [&](auto& n) { r.refs = reader.texts(n); }},
                  {"options", [&](auto& n) { r.options = reader.options(n); }}});
  if (!root.IsMap()) return r;
  if (r.id != stem) reader.error(root, cat("'id' is '", r.id, "' but the file is called '", stem, ".yaml'"));
  if (!is_kebab(r.id)) reader.error(root, cat("'", r.id, "' is no rule id: lower-case letters, digits and hyphens"));
  if (!severity_given) reader.error(root, "'severity' is missing");
  if (!profile_given) reader.error(root, "'profile' is missing");
  check_shape(r, root, reader);
  return r;
}

RuleSet read_rule_set(const std::map<std::string, std::string>& files, std::vector<RuleError>& errors) {
  RuleSet set;
  std::map<std::string, std::string> taken;  // id or alias -> file
  for (const auto& [path, text] : files) {
    if (!path.ends_with(".yaml")) continue;
    size_t before = errors.size();
    Rule rule = read_rule(path, text, errors);
    std::string beside = cat(path.substr(0, path.size() - 5), ".md");
    if (auto md = files.find(beside); md != files.end()) {
      rule.markdown = md->second;
      if (errors.size() == before) read_fixture(beside, rule.id, rule.markdown, errors);
    } else if (!rule.builtin) {
      errors.push_back({path, 0, cat("has no fixture: write ", beside)});
    }
    if (errors.size() > before) continue;
    std::vector<std::string> names = rule.aliases;
    names.push_back(rule.id);
    for (const std::string& name : names)
      if (auto [at, fresh] = taken.emplace(name, path); !fresh) errors.push_back({path, 0, cat("'", name, "' is already the name of ", at->second)});
    check_rule(rule, errors);
    if (errors.size() == before) set.rules.push_back(std::move(rule));
  }
  for (const auto& [path, text] : files)
    if (path.ends_with(".md") && !path.ends_with("README.md") && !files.count(cat(path.substr(0, path.size() - 3), ".yaml"))) errors.push_back({path, 0, "is a fixture without a rule beside it"});
  std::sort(set.rules.begin(), set.rules.end(), [](const Rule& a, const Rule& b) { return a.id < b.id; });
  return set;
}

}  // namespace plumb::rules
