// See judge.h.
#include "rules/judge.h"

#include <algorithm>

#include "base/text.h"

namespace plumb::rules {

static constexpr uint64_t kStepsPerNode = 10'000'000;  // what a rule may cost on one node
static constexpr uint32_t kNotesPerStep = 8;           // more elements of one step are counted, not listed

const RuleLogic& RuleOnKind::logic() {
  std::call_once(logic_once_, [&] { logic_ = compile_logic(*rule, kind, logic_errors); });
  return logic_;
}

const RuleReport& RuleOnKind::report() {
  std::call_once(report_once_, [&] { report_ = compile_report(*rule, logic(), report_errors); });
  return report_;
}

static Span declared_at(const Node& node) { return node.name_span.known() ? node.name_span : node.span; }

Span place_of(const Value& value, const Graph& graph) {
  if (value.is_node()) return declared_at(graph.node(value.node()));
  if (value.is_absent() || value.is(Tag::error)) return {};
  if (value.span().known() || value.size() == 0) return value.span();
  return value.is_list() ? value.at(0).span() : value.entry(0).value.span();
}

Judge::Judge(const Graph& graph, RuleOnKind& rule, Arena& arena, Judgement& out)
    : graph_(graph), rule_(rule), out_(out), logic_(rule.logic()) {
  activation_.graph = &graph;
  activation_.arena = &arena;
  activation_.variables.resize(logic_.slots);
  activation_.variables[1] = rule.options;
  let_done_.resize(logic_.lets.size());
}

/// Evaluates an expression after the lets that it needs.
Value Judge::run(const Compiled& c) {
  for (uint16_t i : c.lets) {
    if (let_done_[i]) continue;
    const CompiledLet& let = logic_.lets[i];
    activation_.variables[let.slot] = let.value ? expr::evaluate(*let.value.program, activation_) : Value();
    let_done_[i] = 1;
  }
  return expr::evaluate(*c.program, activation_);
}

void Judge::undecided(const Node& node, const Cause* cause) {
  Undecided u{rule_.rule->id, std::string(node.address), declared_at(node), "it may not exist", {}};
  if (cause) {
    u.cause = cause->text;
    u.cause_at = cause->span;
  }
  out_.undecided.push_back(std::move(u));
}

void Judge::problem(const Node& node, std::string what) { out_.problems.push_back({rule_.rule->id, std::string(node.address), std::move(what)}); }

bool Judge::look_at(const Node& node) {
  if (!rule_.logic_errors.empty()) {
    problem(node, to_string(rule_.logic_errors.front()));
    return false;
  }
  activation_.variables[0] = Value::node(node.id);
  activation_.steps_left = kStepsPerNode;
  activation_.naming = false;
  std::fill(let_done_.begin(), let_done_.end(), 0);
  Value guard = logic_.when ? run(logic_.when) : Value::boolean(true);
  if (guard.is(Tag::error)) {
    problem(node, cat("when: ", expr::error_text(guard)));
    return false;
  }
  if (!guard.is_unknown() && !guard.boolean_or(false)) return false;
  if (!logic_.each) {
    look_at_element(node, nullptr, guard);
    return true;
  }
  Value list = run(logic_.each);
  if (list.is_unknown()) undecided(node, list.cause());
  if (list.is(Tag::error)) problem(node, cat("each: ", expr::error_text(list)));
  list.for_each_item([&](const Value& it) {
    activation_.variables[logic_.it_slot] = it;
    for (size_t i = 0; i < let_done_.size(); ++i)
      if (logic_.lets[i].per_element) let_done_[i] = 0;
    look_at_element(node, &it, guard);
  });
  if (list.is_list() && list.open()) undecided(node, list.open());
  return true;
}

void Judge::look_at_element(const Node& node, const Value* it, const Value& guard) {
  Value flag = logic_.flag ? run(logic_.flag) : it->is_unknown() ? *it : Value::boolean(true);
  if (flag.is(Tag::error)) return problem(node, cat("flag: ", expr::error_text(flag)));
  if (flag.is_unknown()) return undecided(node, flag.cause());
  if (!flag.is_bool()) return problem(node, cat("flag: gave ", expr::display(flag, &graph_), ", not true or false"));
  if (!flag.boolean()) return;
  if (guard.is_unknown()) return undecided(node, guard.cause());
  if (node.maybe) return undecided(node, node.maybe_cause);
  if (it && it->maybe()) return undecided(node, it->is_node() ? graph_.node(it->node()).maybe_cause : nullptr);
  report(node, it);
}

Severity Judge::severity() {
  if (rule_.severity) return *rule_.severity;
  for (const auto& [condition, severity] : rule_.report().severity_when)
    if (run(condition).boolean_or(false)) return severity;
  return rule_.rule->severity;
}

std::string Judge::text(const CompiledTemplate& parts, const Node& node) {
  std::string out;
  for (const CompiledPart& part : parts) {
    out += part.text;
    if (!part.value) continue;
    Value v = run(part.value);
    if (v.is(Tag::error)) problem(node, cat("message: ", expr::error_text(v)));
    out += v.is(Tag::error) ? "?" : expr::display(v, &graph_);
  }
  return out;
}

/// The place of the first expression that has one; addresses of nodes met go into `evidence`.
Span Judge::first_place(const std::vector<Compiled>& at, std::vector<std::string_view>* evidence) {
  for (const Compiled& c : at) {
    Value v = run(c);
    Span place = place_of(v, graph_);
    if (!place.known()) continue;
    if (evidence && v.is_node()) evidence->push_back(graph_.node(v.node()).address);
    return place;
  }
  return {};
}

void Judge::add_step(const CompiledStep& step, const Node& node, Finding& finding, std::vector<std::string_view>& evidence) {
  auto add = [&] {
    Span place = first_place(step.at, &evidence);
    if (place.known()) finding.chain.push_back({place, text(step.text, node)});
    return place.known();
  };
  if (!step.each) {
    add();
    return;
  }
  Value list = run(step.each);
  if (activation_.variables.size() <= logic_.item_slot) activation_.variables.resize(logic_.item_slot + 1);
  uint32_t shown = 0, more = 0;
  list.for_each_item([&](const Value& item) {
    activation_.variables[logic_.item_slot] = item;
    if (shown >= kNotesPerStep) ++more;
    else if (!item.maybe() && add()) ++shown;
  });
  if (more) finding.chain.back().text += cat(" (and ", more, " more like it)");
}

void Judge::report(const Node& node, const Value* it) {
  const RuleReport& report = rule_.report();
  if (!rule_.report_errors.empty()) return problem(node, to_string(rule_.report_errors.front()));
  Finding f;
  f.severity = severity();
  activation_.naming = true;
  f.rule = rule_.rule->id;
  f.message = text(report.message, node);
  f.resource = node.address;
  f.help = rule_.rule->help;
  f.chain_is_path = rule_.rule->path;
  f.at = first_place(report.at, nullptr);
  if (!f.at.known() && it) f.at = place_of(*it, graph_);
  if (!f.at.known()) f.at = declared_at(node);
  std::vector<std::string_view> evidence;
  for (const CompiledStep& step : report.chain) add_step(step, node, f, evidence);
  std::string element = !it ? std::string() : it->is_node() ? std::string(graph_.node(it->node()).address) : expr::display(*it, &graph_);
  evidence.insert(evidence.begin(), {f.resource, element});
  f.fingerprint = stable_hash(f.rule);
  for (std::string_view part : evidence) f.fingerprint = stable_hash(part, stable_hash(std::string_view("\0", 1), f.fingerprint));
  out_.findings.push_back(std::move(f));
  activation_.naming = false;
}

}  // namespace plumb::rules
