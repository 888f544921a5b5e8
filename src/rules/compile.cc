// See compile.h.
#include "rules/compile.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "rules/template.h"

namespace plumb::rules {

using expr::Environment;
using expr::Type;

static bool is_word(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

std::vector<uint16_t> mentioned(std::string_view text, const std::vector<std::string>& names) {
  std::set<uint16_t> found;
  for (size_t i = 0; i < text.size();) {
    char c = text[i];
    if (c == '\'' || c == '"') {
      for (++i; i < text.size() && text[i] != c; ++i)
        if (text[i] == '\\') ++i;
      ++i;
    } else if (is_word(c)) {
      size_t from = i;
      while (i < text.size() && is_word(text[i])) ++i;
      auto at = std::find(names.begin(), names.end(), text.substr(from, i - from));
      if (at != names.end()) found.insert(static_cast<uint16_t>(at - names.begin()));
    } else {
      ++i;
    }
  }
  return {found.begin(), found.end()};
}

namespace {

/// One rule against one kind; errors are collected with their line in the rule file.
class Compiler {
 public:
  Compiler(const Rule& rule, std::vector<RuleError>& errors) : rule_(rule), errors_(errors) {}

  void error(uint32_t line, std::string message) { errors_.push_back({rule_.file, line, std::move(message)}); }

  Compiled compile(std::string_view source, uint32_t line, std::string_view what, const Environment& environment, const RuleLogic& logic) {
    std::vector<expr::CompileError> found;
    Compiled out{expr::compile(source, environment, found), {}};
    for (const expr::CompileError& e : found) {
      auto lines = std::count(source.begin(), source.begin() + std::min<size_t>(e.begin, source.size()), '\n');
      std::string_view place = source.substr(std::min<size_t>(e.begin, source.size()), e.end > e.begin ? e.end - e.begin : 0);
      error(line + static_cast<uint32_t>(lines), cat(what, ": ", e.message, place.empty() ? "" : cat(" (at `", place.substr(0, 60), "`)")));
    }
    std::set<uint16_t> needed;
    for (uint16_t i : mentioned(source, logic.let_names)) {
      needed.insert(i);
      needed.insert(logic.lets[i].value.lets.begin(), logic.lets[i].value.lets.end());
    }
    out.lets.assign(needed.begin(), needed.end());
    return out;
  }

  Compiled compile(const Expression& e, std::string_view what, const Environment& environment, const RuleLogic& logic) {
    return e ? compile(e.text, e.line, what, environment, logic) : Compiled{};
  }

  std::vector<Compiled> compile(const std::vector<Expression>& list, std::string_view what, const Environment& environment, const RuleLogic& logic) {
    std::vector<Compiled> out;
    for (const Expression& e : list) out.push_back(compile(e, what, environment, logic));
    return out;
  }

  CompiledTemplate compile_template(const Expression& text, std::string_view what, const Environment& environment, const RuleLogic& logic) {
    std::string problem;
    CompiledTemplate out;
    for (TemplatePart& part : parse_template(text.text, problem)) {
      if (!part.expression) {
        out.push_back({std::move(part.text), {}});
        continue;
      }
      auto lines = std::count(text.text.begin(), text.text.begin() + part.offset, '\n');
      out.push_back({{}, compile(part.text, text.line + static_cast<uint32_t>(lines), what, environment, logic)});
    }
    if (!problem.empty()) error(text.line, cat(what, ": ", problem));
    return out;
  }

  void require(const Compiled& c, const Expression& e, std::string_view what, Type::Base base, std::string_view expected) {
    if (!c) return;
    Type::Base got = expr::result_type(*c.program).base;
    if (got != base && got != Type::Base::dyn) error(e.line, cat(what, " must be ", expected, ", not ", expr::to_string(expr::result_type(*c.program))));
  }

  void add_let(const Let& let, bool per_element, RuleLogic& logic) {
    Compiled value = compile(let.value, cat("let ", let.name), logic.environment, logic);
    Type type = value ? expr::result_type(*value.program) : Type{};
    logic.lets.push_back({std::move(value), static_cast<uint32_t>(logic.environment.variables.size()), per_element});
    logic.let_names.push_back(let.name);
    logic.environment.variables.emplace_back(let.name, std::move(type));
  }

 private:
  const Rule& rule_;
  std::vector<RuleError>& errors_;
};

/// The lets that have a value per element: they mention `it`, or a let that does.
std::vector<bool> per_element_lets(const Rule& rule) {
  std::vector<std::string> names = {"it"};
  std::vector<bool> out;
  for (const Let& let : rule.lets) {
    bool per_element = rule.each && !mentioned(let.value.text, names).empty();
    if (per_element) names.push_back(let.name);
    out.push_back(per_element);
  }
  return out;
}

Type options_type() {
  Type text, type;
  text.base = Type::Base::string;
  type.base = Type::Base::map;
  type.key = std::make_shared<Type>(text);
  type.element = std::make_shared<Type>();
  return type;
}

Type element_of(const Compiled& list) {
  if (!list) return {};
  const Type& type = expr::result_type(*list.program);
  return type.base == Type::Base::list && type.element ? *type.element : Type{};
}

}  // namespace

RuleLogic compile_logic(const Rule& rule, Kind kind, std::vector<RuleError>& errors) {
  Compiler c(rule, errors);
  RuleLogic logic;
  auto& variables = logic.environment.variables;
  variables = {{"node", expr::node_type(kind)}, {"options", options_type()}};
  std::set<std::string> taken = {"node", "options", "it", "item"};
  for (const Let& let : rule.lets)
    if (!taken.insert(let.name).second) c.error(let.value.line, cat("let ", let.name, ": the name is taken"));
  std::vector<bool> per_element = per_element_lets(rule);
  for (size_t i = 0; i < rule.lets.size(); ++i)
    if (!per_element[i]) c.add_let(rule.lets[i], false, logic);
  logic.when = c.compile(rule.when, "when", logic.environment, logic);
  c.require(logic.when, rule.when, "when", Type::Base::boolean, "true or false");
  logic.each = c.compile(rule.each, "each", logic.environment, logic);
  c.require(logic.each, rule.each, "each", Type::Base::list, "a list");
  logic.it_slot = static_cast<uint32_t>(variables.size());
  if (rule.each) {
    variables.emplace_back("it", element_of(logic.each));
    for (size_t i = 0; i < rule.lets.size(); ++i)
      if (per_element[i]) c.add_let(rule.lets[i], true, logic);
  }
  logic.flag = c.compile(rule.flag, "flag", logic.environment, logic);
  c.require(logic.flag, rule.flag, "flag", Type::Base::boolean, "true or false");
  logic.item_slot = static_cast<uint32_t>(variables.size());
  logic.slots = logic.item_slot + 1;
  return logic;
}

RuleReport compile_report(const Rule& rule, const RuleLogic& logic, std::vector<RuleError>& errors) {
  Compiler c(rule, errors);
  RuleReport report;
  const Environment& environment = logic.environment;
  report.at = c.compile(rule.at, "at", environment, logic);
  report.message = c.compile_template(rule.message, "message", environment, logic);
  for (const SeverityCase& s : rule.severity_when) {
    report.severity_when.emplace_back(c.compile(s.condition, "severity_when", environment, logic), s.severity);
    c.require(report.severity_when.back().first, s.condition, "severity_when", Type::Base::boolean, "true or false");
  }
  for (const ChainStep& step : rule.chain) {
    CompiledStep out;
    Environment inner = environment;
    if (step.each) {
      out.each = c.compile(step.each, "chain each", environment, logic);
      c.require(out.each, step.each, "chain each", Type::Base::list, "a list");
      inner.variables.emplace_back("item", element_of(out.each));
    }
    out.at = c.compile(step.at, "chain at", inner, logic);
    out.text = c.compile_template(step.text, "chain text", inner, logic);
    report.chain.push_back(std::move(out));
  }
  return report;
}

std::vector<Kind> kinds_of(const Rule& rule, std::vector<RuleError>& errors) {
  std::set<Kind> out;
  for (const std::string& name : rule.on) {
    if (name == "kubernetes") {
      for (const KindInfo& k : kinds())
        if (k.kubernetes) out.insert(k.kind);
    } else if (const KindInfo* k = find_kind(name)) {
      out.insert(k->kind);
    } else {
      std::vector<std::string_view> known = {"kubernetes"};
      for (const KindInfo& candidate : kinds()) known.push_back(candidate.name);
      std::string_view near = nearest(name, known);
      errors.push_back({rule.file, 0, cat("on: no kind '", name, "'", near.empty() ? "" : cat("; did you mean '", near, "'?"))});
    }
  }
  return {out.begin(), out.end()};
}

void check_rule(const Rule& rule, std::vector<RuleError>& errors) {
  if (rule.builtin) return;
  for (Kind kind : kinds_of(rule, errors)) {
    std::vector<RuleError> found;
    RuleLogic logic = compile_logic(rule, kind, found);
    if (found.empty()) compile_report(rule, logic, found);
    for (RuleError& e : found) {
      if (rule.on.size() > 1 || rule.on[0] == "kubernetes") e.message += cat(" [on ", info(kind).name, "]");
      errors.push_back(std::move(e));
    }
    if (!found.empty()) return;
  }
}

}  // namespace plumb::rules
