// See read.h.
#include "rules/read.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <functional>
#include <set>

#include "base/text.h"
#include "rules/compile.h"
#include "rules/fixtures.h"

namespace plumb::rules {
namespace {

/// One rule file being read: where errors go, and typed access that reports what does not fit.
class Reader {
 public:
  Reader(std::string_view path, std::vector<RuleError>& errors) : path_(path), errors_(errors) {}

  using Setters = std::map<std::string_view, std::function<void(const YAML::Node&)>>;

  void error(const YAML::Node& at, std::string message) {
    errors_.push_back({path_, at.Mark().is_null() ? 0 : static_cast<uint32_t>(at.Mark().line + 1), std::move(message)});
  }

  /// Calls the setter of each key; unknown and repeated keys are errors.
  void mapping(const YAML::Node& node, std::string_view what, const Setters& setters) {
    if (!node.IsMap()) return error(node, cat("expected ", what, " as a mapping"));
    std::set<std::string> seen;
    for (const auto& entry : node) {
      std::string key = entry.first.as<std::string>("");
      auto setter = setters.find(key);
      if (setter == setters.end()) {
        std::vector<std::string_view> known;
        for (auto& s : setters) known.push_back(s.first);
        std::string_view near = nearest(key, known);
        error(entry.first, cat("unknown key '", key, "' in ", what, near.empty() ? "" : cat("; did you mean '", near, "'?")));
      } else if (!seen.insert(key).second) {
        error(entry.first, cat("key '", key, "' is given twice"));
      } else {
        setter->second(entry.second);
      }
    }
  }

  std::string text(const YAML::Node& node) {
    if (!node.IsScalar()) {
      error(node, "expected text");
      return {};
    }
    return std::string(trim(node.Scalar()));
  }

  bool boolean(const YAML::Node& node) {
    bool b = false;
    if (!node.IsScalar() || !YAML::convert<bool>::decode(node, b)) error(node, "expected true or false");
    return b;
  }

  /// A list of texts; a single text is a list of one.
  std::vector<std::string> texts(const YAML::Node& node) {
    if (node.IsScalar()) return {text(node)};
    std::vector<std::string> out;
    if (!node.IsSequence()) error(node, "expected a list");
    else for (const auto& item : node) out.push_back(text(item));
    return out;
  }

  Expression expression(const YAML::Node& node) {
    Expression e{text(node), static_cast<uint32_t>(node.Mark().line + 1)};
    if (e.text.empty() && node.IsScalar()) error(node, "expected an expression");
    return e;
  }

  std::vector<Expression> expressions(const YAML::Node& node) {
    if (node.IsScalar()) return {expression(node)};
    std::vector<Expression> out;
    if (!node.IsSequence()) error(node, "expected an expression or a list of them");
    else for (const auto& item : node) out.push_back(expression(item));
    return out;
  }

  Severity severity(const YAML::Node& node) {
    Severity s = Severity::warning;
    if (!parse_severity(text(node), &s)) error(node, "expected error, warning or info");
    return s;
  }

  Profile profile(const YAML::Node& node) {
    Profile p = Profile::recommended;
    if (!parse_profile(text(node), &p)) error(node, "expected default, recommended, strict or all");
    return p;
  }

  std::vector<Let> lets(const YAML::Node& node) {
    std::vector<Let> out;
    if (!node.IsMap()) error(node, "expected 'let' as a mapping from names to expressions");
    else for (const auto& entry : node) out.push_back({text(entry.first), expression(entry.second)});
    return out;
  }

  std::vector<ChainStep> chain(const YAML::Node& node) {
    std::vector<ChainStep> out;
    each_item(node, "'chain'", [&](const YAML::Node& item) {
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
    each_item(node, "'severity_when'", [&](const YAML::Node& item) {
      SeverityCase c;
      mapping(item, "'severity_when'", {{"if", [&](auto& n) { c.condition = expression(n); }}, {"severity", [&](auto& n) { c.severity = severity(n); }}});
      if (!c.condition) error(item, "an entry of 'severity_when' needs 'if' and 'severity'");
      out.push_back(std::move(c));
    });
    return out;
  }

  std::vector<Option> options(const YAML::Node& node) {
    std::vector<Option> out;
    if (!node.IsMap()) {
      error(node, "expected 'options' as a mapping from names to {default, doc}");
      return out;
    }
    for (const auto& entry : node) {
      Option option;
      option.name = text(entry.first);
      bool given = false;
      mapping(entry.second, cat("option '", option.name, "'"),
              {{"default", [&](auto& n) { given = true; option.value = option_value(n); }}, {"doc", [&](auto& n) { option.doc = text(n); }}});
      if (!given || option.doc.empty()) error(entry.second, cat("option '", option.name, "' needs 'default' and 'doc'"));
      out.push_back(std::move(option));
    }
    return out;
  }

 private:
  void each_item(const YAML::Node& node, std::string_view what, const std::function<void(const YAML::Node&)>& f) {
    if (!node.IsSequence()) return error(node, cat("expected ", what, " as a list"));
    for (const auto& item : node) f(item);
  }

  OptionValue option_value(const YAML::Node& node) {
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

  std::string path_;
  std::vector<RuleError>& errors_;
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
  YAML::Node root;
  try {
    root = YAML::Load(std::string(text));
  } catch (const YAML::Exception& e) {
    errors.push_back({r.file, static_cast<uint32_t>(e.mark.line + 1), e.msg});
    return r;
  }
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
      read_fixture(beside, rule.id, rule.markdown, errors);
    } else if (!rule.builtin) {
      errors.push_back({path, 0, cat("has no fixture: write ", beside)});
    }
    std::vector<std::string> names = rule.aliases;
    names.push_back(rule.id);
    for (const std::string& name : names)
      if (auto [at, fresh] = taken.emplace(name, path); !fresh) errors.push_back({path, 0, cat("'", name, "' is already the name of ", at->second)});
    if (errors.size() == before) check_rule(rule, errors);
    set.rules.push_back(std::move(rule));
  }
  for (const auto& [path, text] : files)
    if (path.ends_with(".md") && !path.ends_with("README.md") && !files.count(cat(path.substr(0, path.size() - 3), ".yaml"))) errors.push_back({path, 0, "is a fixture without a rule beside it"});
  std::sort(set.rules.begin(), set.rules.end(), [](const Rule& a, const Rule& b) { return a.id < b.id; });
  return set;
}

}  // namespace plumb::rules
