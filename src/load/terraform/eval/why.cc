// why.h. The expression is evaluated once more with names that note who was asked; each of them is then explained at its own place.
// Invariant: explaining changes nothing: declarations are evaluated already, or are now, as for any other reader.
#include "load/terraform/eval/why.h"

#include <algorithm>

#include "base/text.h"
#include "load/terraform/eval/functions.h"
#include "load/terraform/eval/neighbours.h"

namespace plumb::terraform {
namespace {

constexpr int kMaxDepth = 24;  // of an explanation: enough for nested modules, and an end to what refers to itself

/// Notes the names that an expression asks for.
class Recorder : public Names {
 public:
  explicit Recorder(Module& module) : module_(module) {}
  Value name(const hcl::Traversal& t, const Env& env, size_t& used) override {
    if (std::none_of(uses.begin(), uses.end(), [&](const hcl::Traversal* u) { return u == &t; })) uses.push_back(&t);
    return module_.name(t, env, used);
  }
  std::string_view directory() const override { return module_.directory(); }

  std::vector<const hcl::Traversal*> uses;

 private:
  Module& module_;
};

/// Where an expression stands: its module, the block around it (a resource or call; null: none that repeats) and which instance of it.
struct Place {
  Module* module = nullptr;
  const hcl::Block* block = nullptr;
  Repetition repetition = {};
};

std::string_view attribute_step(const hcl::Traversal& t, size_t i) { return i < t.steps.size() && t.steps[i].kind == hcl::StepKind::attribute ? t.steps[i].name : std::string_view{}; }

/// The instance that the steps at `step` choose (the first where a splat takes all, or nothing chooses); `step` moves behind the choice.
size_t instance(const hcl::Traversal& t, size_t& step, const Expansion& e, const Env& env) {
  if (e.kind == Expansion::Kind::single || step >= t.steps.size() || t.steps[step].kind == hcl::StepKind::attribute) return 0;
  const hcl::Step& s = t.steps[step++];
  Value key;
  if (s.kind == hcl::StepKind::legacy_index) key = Value::number(static_cast<double>(s.number));
  if (s.kind == hcl::StepKind::index) {
    Errors own(env.c);  // what is wrong with an expression was reported where it was evaluated for good
    key = evaluate(*s.index, env);
    env.c.errors.clear();
  }
  for (size_t i = 0; i < e.keys.size(); ++i)
    if (key.kind() == e.keys[i].kind() && compare(key, e.keys[i]) == 0) return i;
  return 0;
}

/// Where `t` is an address inside a module that `module` calls: makes `module` that one; the place in the steps where it goes on, else 0.
size_t leads_into(Context& c, Module*& module, const hcl::Traversal& t) {
  auto it = t.name == "module" ? module->declaration().calls.find(attribute_step(t, 0)) : module->declaration().calls.end();
  if (it == module->declaration().calls.end()) return 0;
  CallNode& node = module->module_call(*it->second, t.span);
  size_t step = 1, i = instance(t, step, node.expansion, {c, module});
  if (i >= node.modules.size()) return 0;
  Module* inner = node.modules[i].get();
  std::string_view next = attribute_step(t, step), after = attribute_step(t, step + 1);
  bool inside = next == "module" || next == "var" || next == "local" || next == "data" || next == "output" || inner->declaration().resources.contains(cat(next, ".", after));
  if (!inside || after.empty()) return 0;
  module = inner;
  return step;
}

class Explainer {
 public:
  explicit Explainer(RootModule& root) : root_(root), c_(root.context) {}

  Explanation expression(std::string name, const hcl::Expr& e, const Place& place) {
    Explanation out;
    out.name = std::move(name);
    out.at = e.span;
    Recorder names(*place.module);
    set_value(out, quietly([&] { return evaluate(e, env(place, &names)); }));
    below(out, names.uses, place);
    return out;
  }

  /// A reference as it stands in an expression of `place`.
  Explanation reference(const hcl::Traversal& t, const Place& place) {
    Module& m = *place.module;
    std::string_view first = attribute_step(t, 0);
    if (t.name == "var") return finished(variable(m, first), t, place);
    if (t.name == "local") {
      auto it = m.declaration().locals.find(first);
      if (it != m.declaration().locals.end()) return finished(part(written(t), *it->second->value, t, 1, {&m}), t, place);
    }
    if (t.name == "each" || t.name == "count") return finished(repetition(t, place), t, place);
    if (t.name == "module") return finished(call(t, place), t, place);
    if (t.name == "path" || t.name == "terraform" || t.name == "self" || t.name == "ephemeral") return finished(plain(t), t, place);
    return finished(resource(t, place), t, place);
  }

  Explanation output(Module& m, const hcl::Block& block) {
    const hcl::Attribute* value = block.body.find("value");
    std::string name = m.address(cat("output.", block.label(0)));
    if (value) return expression(std::move(name), *value->value, {&m});
    Explanation out;
    out.name = std::move(name);
    out.at = block.header;
    return out;
  }

 private:
  Env env(const Place& place, Names* names) { return {c_, names, nullptr, &place.repetition}; }

  /// What is wrong with an expression was reported where it is evaluated for good.
  template <class F>
  Value quietly(F&& body) {
    Errors own(c_);
    Value v = body();
    c_.errors.clear();
    return v;
  }

  void set_value(Explanation& out, const Value& v) {
    out.sensitive = v.sensitive();
    if (const Unknown* u = first_unknown(v)) out.cause = u->cause;
    else out.value = json_text(v);
  }

  std::string written(const hcl::Traversal& t) {
    return t.span.known() && t.span.file != FileId::none ? std::string(root_.context.project.sources->text(t.span)) : std::string(t.name);
  }

  /// Sets the value of a reference as a whole, and its name as written.
  Explanation finished(Explanation out, const hcl::Traversal& t, const Place& place) {
    out.name = written(t);
    set_value(out, quietly([&] { return evaluate(t, env(place, place.module)); }));
    return out;
  }

  void below(Explanation& out, const std::vector<const hcl::Traversal*>& uses, const Place& place) {
    if (depth_ >= kMaxDepth) return;
    ++depth_;
    for (const hcl::Traversal* t : uses) {
      Explanation e = reference(*t, place);
      if (std::none_of(out.from.begin(), out.from.end(), [&](const Explanation& other) { return other.name == e.name; })) out.from.push_back(std::move(e));
    }
    --depth_;
  }

  /// The part of an object or tuple that is written out which steps from `step` on lead to; the whole where it is not.
  Explanation part(std::string name, const hcl::Expr& e, const hcl::Traversal& t, size_t step, const Place& place) {
    const hcl::Expr* at = &e;
    for (; step < t.steps.size() && at->kind == hcl::ExprKind::object; ++step) {
      std::string_view key = attribute_step(t, step);
      if (t.steps[step].kind == hcl::StepKind::index && t.steps[step].index->kind == hcl::ExprKind::string) key = hcl::as<hcl::Literal>(*t.steps[step].index).text;
      const hcl::Expr* next = nullptr;
      for (const hcl::Item& i : hcl::as<hcl::Object>(*at).items) {
        std::string_view own = i.key && i.key->kind == hcl::ExprKind::string ? hcl::as<hcl::Literal>(*i.key).text : i.name;
        if (!key.empty() && own == key) next = i.value;
      }
      if (!next) break;
      at = next;
    }
    return expression(std::move(name), *at, place);
  }

  Explanation variable(Module& m, std::string_view name) {
    Explanation out;
    auto it = m.declaration().variables.find(name);
    if (it == m.declaration().variables.end()) return out;
    const hcl::Block& block = *it->second;
    out.at = block.header;
    if (m.parent()) {
      if (const hcl::Attribute* argument = m.call()->body.find(name)) {
        out = expression({}, *argument->value, {m.parent(), m.call(), m.repetition()});
        out.how = cat("given by the call of ", m.path());
        return out;
      }
    } else if (auto given = root_.root.variables.find(name); given != root_.root.variables.end()) {
      out.at = given->second.span();
      bool input = out.at.known() && root_.root.c.rooted && root_.root.c.project.sources->path(out.at.file).find(".tfvars") == std::string_view::npos;
      out.how = input ? "an input of Terragrunt" : out.at.known() ? "given in a variables file" : "given on the command line or in the environment";
      return out;
    }
    const hcl::Attribute* fallback = block.body.find("default");
    out.how = fallback ? "the variable's default" : "nothing gives it a value";
    if (fallback) out.at = fallback->value->span;
    return out;
  }

  Explanation repetition(const hcl::Traversal& t, const Place& place) {
    Explanation out;
    const hcl::Attribute* argument = place.block ? place.block->body.find(t.name == "count" ? "count" : "for_each") : nullptr;
    if (!argument) return out;
    out = expression({}, *argument->value, {place.module});
    out.how = t.name == "count" ? "an instance of count" : "an instance of for_each";
    return out;
  }

  Explanation plain(const hcl::Traversal& t) {
    Explanation out;
    out.how = t.name == "path" ? "where the module is" : "how Terraform runs";
    out.at = t.span;
    return out;
  }

  static Repetition repetition_of(const Expansion& e, size_t i) {
    switch (e.kind) {
      case Expansion::Kind::single: case Expansion::Kind::none: return {};
      case Expansion::Kind::unknown: return {&e.unknown_key, &e.unknown_key, &e.unknown_key};
      case Expansion::Kind::count: return i < e.keys.size() ? Repetition{nullptr, nullptr, &e.keys[i]} : Repetition{};
      case Expansion::Kind::for_each: return i < e.keys.size() ? Repetition{&e.keys[i], &e.values[i], nullptr} : Repetition{};
    }
    return {};
  }

  Explanation call(const hcl::Traversal& t, const Place& place) {
    Explanation out;
    const Declaration& d = place.module->declaration();
    auto it = d.calls.find(attribute_step(t, 0));
    if (it == d.calls.end()) return out;
    out.at = it->second->header;
    CallNode& node = place.module->module_call(*it->second, t.span);
    size_t step = 1, i = instance(t, step, node.expansion, env(place, place.module));
    if (i >= node.modules.size()) {
      if (i < node.opaque.size()) out.how = "an output of a module whose source is not at hand";
      return out;
    }
    Module& m = *node.modules[i];
    auto o = m.declaration().outputs.find(attribute_step(t, step));
    if (o == m.declaration().outputs.end()) return out;
    const hcl::Attribute* value = o->second->body.find("value");
    if (!value) return out;
    out = part({}, *value->value, t, step + 1, {&m});
    out.how = cat("an output of ", m.path());
    return out;
  }

  Explanation resource(const hcl::Traversal& t, const Place& place) {
    Explanation out;
    bool data = t.name == "data", spelt_out = t.name == "resource";
    size_t step = data || spelt_out ? 1 : 0;
    std::string key = cat(data ? "data." : "", step ? attribute_step(t, 0) : t.name, ".", attribute_step(t, step));
    auto it = place.module->declaration().resources.find(key);
    if (it == place.module->declaration().resources.end()) return out;
    ++step;
    const hcl::Block& block = *it->second.block;
    ResourceNode& node = place.module->resource(it->second, t.span);
    size_t i = instance(t, step, node.expansion, env(place, place.module));
    if (data && root_.root.neighbours && i < node.instances.size())
      if (auto found = elsewhere(node.instances[i], t, step)) return *found;
    return inside(block, t, step, {place.module, &block, repetition_of(node.expansion, i)});
  }

  /// What another root module of the project gives: an output whose state is read, a resource that a data source finds.
  std::optional<Explanation> elsewhere(Instance& data, const hcl::Traversal& t, size_t step) {
    Neighbours* neighbours = root_.root.neighbours;
    if (data.type == "terraform_remote_state" && attribute_step(t, step) == "outputs") {
      std::string why;
      Neighbours::Other* other = neighbours->state(root_.root, data, why);
      if (!other || !other->root || !other->root->module) return std::nullopt;
      if (attribute_step(t, step + 1).empty()) {
        Explanation all;
        all.at = data.header;
        all.how = cat("the outputs of the root module ", shown_directory(other->name->directory), ", whose state is read");
        return all;
      }
      Module& m = *other->root->module;
      auto o = m.declaration().outputs.find(attribute_step(t, step + 1));
      if (o == m.declaration().outputs.end()) return std::nullopt;
      Explainer inner(*other->root);
      inner.depth_ = depth_;
      Explanation out = inner.output(m, *o->second);
      out.how = cat("an output of the root module ", shown_directory(other->name->directory), ", whose state is read");
      return out;
    }
    if (!data.stands_for || step >= t.steps.size()) return std::nullopt;
    Explanation out;
    out.at = data.header;
    out.how = cat(data.stands_for->address, " of the root module ", shown_directory(data.stands_for->root->directory), ", which it finds");
    return out;
  }

  /// Steps into the arguments and nested blocks of a block.
  Explanation inside(const hcl::Block& block, const hcl::Traversal& t, size_t step, const Place& place) {
    Explanation out;
    out.at = block.header;
    if (step >= t.steps.size()) {
      if (depth_ == 0) arguments(out, block.body, "", place);
      return out;
    }
    if (const hcl::Attribute* a = block.body.find(attribute_step(t, step))) return part({}, *a->value, t, step + 1, place);
    if (const hcl::Block* nested = block_named(block.body, t, step)) return inside(*nested, t, step, place);
    if (!attribute_step(t, step).empty()) out.how = t.name == "data" ? "not given in the configuration; the data source answers it" : "not given in the configuration; the provider answers it";
    return out;
  }

  /// The nested block that the steps name, with the number behind it; `step` moves behind both.
  static const hcl::Block* block_named(const hcl::Body& body, const hcl::Traversal& t, size_t& step) {
    std::string_view name = attribute_step(t, step);
    size_t at = step + 1, number = 0;
    if (at < t.steps.size() && t.steps[at].kind == hcl::StepKind::legacy_index) number = t.steps[at++].number;
    else if (at < t.steps.size() && t.steps[at].kind == hcl::StepKind::index && t.steps[at].index->kind == hcl::ExprKind::number) number = static_cast<size_t>(hcl::as<hcl::Literal>(*t.steps[at++].index).number);
    for (const hcl::Block& b : body.blocks) {
      if (b.type != name || number-- != 0) continue;
      step = at;
      return &b;
    }
    return nullptr;
  }

  void arguments(Explanation& out, const hcl::Body& body, const std::string& prefix, const Place& place) {
    for (const hcl::Attribute& a : body.attributes) out.from.push_back(expression(cat(prefix, a.name), *a.value, place));
    for (const hcl::Block& b : body.blocks)
      if (b.type != "dynamic" && b.type != "lifecycle" && b.type != "provisioner" && b.type != "connection") arguments(out, b.body, cat(prefix, b.type, "."), place);
  }

  RootModule& root_;
  Context& c_;
  int depth_ = 0;
};

}  // namespace

std::optional<Explanation> explain(RootModule& root, std::string_view address, std::string& error) {
  Findings findings;
  auto file = hcl::read_expression(address, findings);
  if (!root.module || !file->expression || file->expression->kind != hcl::ExprKind::traversal) {
    error = cat("'", address, "' is no address: expected something like aws_subnet.a[0].cidr_block, module.vpc.var.cidr, local.zones or output.id");
    return std::nullopt;
  }
  Context& c = root.context;
  Module* module = root.module.get();
  hcl::Traversal t = hcl::as<hcl::Traversal>(*file->expression);
  // The modules that the address leads through; module.a.b is an output of module.a unless it goes on as an address inside.
  for (size_t behind = 0; (behind = leads_into(c, module, t)) != 0;) {
    t.name = t.steps[behind].name;
    t.steps = t.steps.subspan(behind + 1);
  }
  Explainer explainer(root);
  std::optional<Explanation> out;
  if (t.name == "output") {
    auto it = module->declaration().outputs.find(attribute_step(t, 0));
    if (it == module->declaration().outputs.end()) error = cat(module->path().empty() ? "the root module" : module->path(), " has no output '", attribute_step(t, 0), "'");
    else out = explainer.output(*module, *it->second);
  } else {
    Errors own(c);
    evaluate(t, {c, module});
    if (!c.errors.empty()) error = c.errors.front().message;
    c.errors.clear();
    if (error.empty()) out = explainer.reference(t, Place{module});
  }
  if (out) out->name = address;
  return out;
}

}  // namespace plumb::terraform
