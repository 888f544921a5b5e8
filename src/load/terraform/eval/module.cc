// Names of a module: variables, locals, outputs, path, each, count, terraform (module.h). Resources and calls: instances.cc.
#include "load/terraform/eval/module.h"

#include <algorithm>

#include "base/text.h"
#include "load/terraform/eval/conversion.h"
#include "load/terraform/eval/paths.h"

namespace plumb::terraform {
namespace {

/// Computes a cell once. Asked for while it is computed, it is a cycle: an error that names the chain, and `cycle()`.
template <class T, class Body, class Cycle>
T& compute(Root& root, Lazy<T>& cell, Span at, const Running& what, Body&& body, Cycle&& cycle) {
  using State = typename Lazy<T>::State;
  if (cell.state == State::done) return cell.value;
  if (cell.state == State::running) {
    std::string chain, told = what.shown();
    bool inside = false;
    for (const Running& r : root.running) {
      inside = inside || r.shown() == told;
      if (inside) chain += r.shown() + " -> ";
    }
    root.report(at, cat("these depend on each other in a circle: ", chain, told), "break the circle: one of them must not use the other");
    return cycle();
  }
  cell.state = State::running;
  root.running.push_back(what);
  body(cell.value);
  root.running.pop_back();
  cell.state = State::done;
  return cell.value;
}

/// The cell of what the declaration has under a name.
template <class T>
Lazy<Value>& cell(std::vector<Lazy<Value>>& cells, const NameTable<T>& names, typename NameTable<T>::const_iterator it) {
  if (cells.empty()) cells.resize(names.size());
  return cells[names.index(it)];
}

/// What a value is that depends on itself.
Value& cyclic_value(Context& c, Span at) { return *c.arena.make<Value>(c.unknown("it depends on itself", at)); }

/// The step `i` as an attribute name, or empty.
std::string_view attribute_step(const hcl::Traversal& t, size_t i) {
  return i < t.steps.size() && t.steps[i].kind == hcl::StepKind::attribute ? t.steps[i].name : std::string_view{};
}

}  // namespace

bool says(const hcl::Block& block, std::string_view name) {
  const hcl::Attribute* a = block.body.find(name);
  return a && a->value->kind == hcl::ExprKind::boolean && a->value->flag;
}

std::string Running::shown() const { return module->address(cat(prefix, type, type.empty() ? "" : ".", name)); }

Declaration* Root::declaration(std::string_view dir) {
  auto it = declarations.find(dir);
  if (it == declarations.end()) it = declarations.emplace(std::string(dir), declare(c.project, dir, findings)).first;
  return it->second.get();
}

void Root::report(Span at, const std::string& message, std::string help, Severity severity) {
  std::string key = cat(static_cast<uint32_t>(at.file), ":", at.begin, ":", message);
  if (!reported.insert(std::move(key)).second) return;
  findings.push_back(make_finding("terraform-error", severity, at, message, std::move(help)));
}

Module::Module(Root& root, const Declaration& declaration, std::string_view path, Module* parent, const hcl::Block* call, Repetition repetition, const Unknown* maybe)
    : root_(root), declaration_(declaration), path_(path), parent_(parent), call_(call), repetition_(repetition), maybe_(maybe) {}

std::string Module::address(std::string_view local) const { return cat(path_, path_.empty() ? "" : ".", local); }

Value Module::evaluated(const std::function<Value()>& body) {
  Errors own(root_.c);
  Value v = body();
  for (const EvalError& e : root_.c.errors)
    if (model_ && !e.at.known() && !model_->model->folder.empty()) root_.report(shown_->header, cat("the model in ", model_->model->folder, " cannot be evaluated for this call: ", e.message), "correct the model, or the argument that it does not expect", Severity::warning);
    else if (model_ && !e.at.known()) root_.model_faults.push_back(cat(path_, ": ", e.message));  // no fault of the user's
    else if (!stands_in_ && (root_.c.project.options.as_planned || e.always || !(e.quiet || root_.for_callers))) root_.report(e.at, e.message);
  root_.c.errors.clear();
  return v;
}

Value Module::local(std::string_view name, Span at) {
  auto it = declaration_.locals.find(name);
  if (it == declaration_.locals.end()) {
    std::vector<std::string_view> all;
    for (const auto& [n, a] : declaration_.locals) all.push_back(n);
    if (declaration_.incomplete) return root_.c.unknown(cat("local.", name, " is declared in a part that could not be read"), at);
    return root_.c.fail(at, missing_name("local value", name, all));
  }
  return compute(root_, cell(locals_, declaration_.locals, it), at, {this, "local.", {}, it->first}, [&](Value& v) {
    v = evaluated([&] { return evaluate(*it->second->value, env()); });
  }, [&]() -> Value& { return cyclic_value(root_.c, at); });
}

Value Module::variable(std::string_view name, Span at) {
  auto it = declaration_.variables.find(name);
  if (it == declaration_.variables.end()) {
    std::vector<std::string_view> all;
    for (const auto& [n, b] : declaration_.variables) all.push_back(n);
    if (declaration_.incomplete) return root_.c.unknown(cat("var.", name, " is declared in a part that could not be read"), at);
    return root_.c.fail(at, missing_name("variable", name, all));
  }
  return compute(root_, cell(variables_, declaration_.variables, it), at, {this, "var.", {}, it->first}, [&](Value& v) {
    v = evaluated([&] { return variable_value(name, *it->second); });
  }, [&]() -> Value& { return cyclic_value(root_.c, at); });
}

/// The value given from outside, or by the call, or the default; as the declared type says.
Value Module::variable_value(std::string_view name, const hcl::Block& block) {
  Context& c = root_.c;
  const hcl::Attribute* type_argument = block.body.find("type");
  const Type* type = type_argument ? read_type(*type_argument->value, c) : nullptr;
  const hcl::Attribute* fallback = block.body.find("default");
  const hcl::Attribute* nullable = block.body.find("nullable");
  const hcl::Attribute* sensitive = block.body.find("sensitive");
  bool no_null = nullable && nullable->value->kind == hcl::ExprKind::boolean && !nullable->value->flag;
  Value v;
  bool given = false;
  if (parent_) {
    const hcl::Attribute* argument = call_->body.find(name);
    if (argument) {
      // The parent's expression; its errors are the parent's.
      Env env = parent_->env();
      env.repetition = &repetition_;
      v = evaluate(*argument->value, env);
      given = true;
    }
    if (model_ && !argument && name == kModuleNewest) return Value::number(model_->newest);
    if (model_ && !argument && (name == kModuleMajor || name == kModuleMinor)) {
      if (!model_->major) return c.unknown(cat("the version of ", path_, " allows several major releases"), shown_->header, c.types.number());
      return Value::number(name == kModuleMajor ? *model_->major : model_->minor);
    }
  } else if (auto it = root_.variables.find(name); it != root_.variables.end()) {
    v = it->second;
    given = true;
  }
  if (given && v.is_null() && !fallback && no_null) return c.fail(v.span().known() ? v.span() : block.header, cat("var.", name, " must not be null, and null is given"));
  if (given && v.is_null() && no_null && fallback) given = false;
  if (given && v.is_null() && v.source() == Source::literal) v = v.from(Source::variable);
  if (!given) {
    if (!fallback) {
      std::string cause = parent_ ? cat(path_, " does not set the variable ", name) : cat("var.", name, " has no default");
      Value u = c.unknown(cause, block.header, type);
      Unknown* named = c.arena.make<Unknown>(u.unknown());
      named->text = c.arena.copy(std::string_view(cat("${", address(cat("var.", name)), "}")));
      return Value::unknown(named, block.header).from(Source::variable);
    }
    v = evaluate(*fallback->value, Env{c}).from(Source::variable_default);
  }
  std::string why;
  auto converted = convert(c, v, type, &why);
  if (!converted && model_) return c.unknown(cat("the argument ", name, " has a form that is not modelled: ", why), v.span());
  if (!converted && !given) return c.refuse(fallback->value->span, cat("the default of var.", name, " does not fit its type: ", why));
  if (!converted) return c.fail(v.span().known() ? v.span() : block.header, cat("the value of var.", name, " does not fit its type: ", why));
  if (sensitive && sensitive->value->flag) *converted = converted->marked_sensitive();
  bool kept = !says(block, "ephemeral");
  if (kept && parent_ && given && c.any_marks && c.project.options.as_planned && !model_ && !stands_in_ && ephemeral_inside(*converted))
    root_.report(call_->body.find(name)->value->span, cat("the variable '", name, "' of ", path_, " takes no ephemeral value"), "declare it with ephemeral = true, or give a value that is not ephemeral");
  if (!kept) *converted = converted->marked_ephemeral();
  c.any_marks = c.any_marks || converted->marks();
  return *converted;
}

Value Module::output(std::string_view name, Span at) {
  auto it = declaration_.outputs.find(name);
  if (it == declaration_.outputs.end()) {
    std::vector<std::string_view> all;
    for (const auto& [n, b] : declaration_.outputs) all.push_back(n);
    if (declaration_.incomplete) return root_.c.unknown(cat("the output ", name, " is declared in a part that could not be read"), at);
    if (model_) return root_.c.attribute(path_, root_.c.arena.copy(name), root_.c.arena.copy(std::string_view(cat("the output ", name, " of ", path_, " is not modelled"))), at);
    std::string_view near = nearest(name, all);
    return root_.c.refuse(at, cat(path_, " has no output '", name, "'", near.empty() ? "" : "; is '", near, near.empty() ? "" : "' meant?"));
  }
  const hcl::Attribute* value = it->second->body.find("value");
  if (!value) return root_.c.unknown(cat("the output ", name, " has no value"), it->second->header);
  return compute(root_, cell(outputs_, declaration_.outputs, it), at, {this, "output.", {}, it->first}, [&](Value& v) {
    v = evaluated([&] { return evaluate(*value->value, env()); });
    if (!says(*it->second, "ephemeral")) return;
    v = v.marked_ephemeral();
    root_.c.any_marks = true;
  }, [&]() -> Value& { return cyclic_value(root_.c, at); });
}

ResourceNode& Module::resource(const ResourceBlock& r, Span at) {
  return compute(root_, resources_[&r], at, {this, r.data ? "data." : "", r.type, r.name}, [&](ResourceNode& node) {
    node.declared = &r;
    Errors own(root_.c);
    make_instances(node);
  }, [&]() -> ResourceNode& {
    root_.cyclic_resource.whole = root_.c.unknown("it depends on itself", at);
    return root_.cyclic_resource;
  });
}

CallNode& Module::module_call(const hcl::Block& block, Span at) {
  return compute(root_, calls_[&block], at, {this, "module.", {}, block.label(0)}, [&](CallNode& node) {
    node.block = &block;
    Errors own(root_.c);
    make_modules(node);
  }, [&]() -> CallNode& { return root_.cyclic_call; });
}

Value Module::path_value(const hcl::Traversal& t, size_t& used) {
  Context& c = root_.c;
  std::string_view what = attribute_step(t, 0);
  used = 1;
  if (what == "module") return c.text(relative_path(root_.directory, declaration_.directory), t.span);
  if (what == "root") return c.text(".", t.span);
  const std::string& base = c.project.options.working_directory;
  if (what == "cwd" && !base.empty()) return c.text(root_.directory.empty() ? base : base == "/" ? cat("/", root_.directory) : cat(base, "/", root_.directory), t.span);
  if (what == "cwd") return c.unknown("path.cwd depends on where Terraform runs", t.span, c.types.string());
  return c.refuse(t.span, cat("path has no '", what, "': it has module, root and cwd"));
}

Value Module::name(const hcl::Traversal& t, const Env& env, size_t& used) {
  Context& c = root_.c;
  std::string_view first = attribute_step(t, 0);
  used = 1;
  if (t.name == "var" || t.name == "local") {
    if (first.empty()) return c.fail(t.span, cat("'", t.name, "' needs a name: ", t.name, ".NAME"));
    return t.name == "var" ? variable(first, t.span) : local(first, t.span);
  }
  if (t.name == "each" || t.name == "count") {
    const Repetition* r = env.repetition;
    const Value* v = !r ? nullptr : t.name == "count" ? (first == "index" ? r->index : nullptr) : first == "key" ? r->key : first == "value" ? r->value : nullptr;
    if (v) return *v;
    return c.refuse(t.span, t.name == "count" ? "count.index is used in a block without count" : "'each' is used in a block without for_each");
  }
  if (t.name == "path") return path_value(t, used);
  if (t.name == "terraform") {
    if (first == "workspace") return Value::string(root_.workspace, t.span).from(Source::computed);
    if (first == "applying") return Value::boolean(false, t.span).from(Source::computed).marked_ephemeral();  // nothing is applied here
    return c.refuse(t.span, cat("terraform has no '", first, "': it has workspace and applying"));
  }
  if (t.name == "self") return c.unknown("self is only known while Terraform runs", t.span);
  if (t.name == "module") return call_reference(t, env, used);
  if (t.name == "ephemeral") {
    std::string key = cat(first, ".", attribute_step(t, 1));
    used = 2;
    if (!declares(t)) {
      std::vector<std::string_view> all;
      for (const auto& [n, b] : declaration_.ephemerals) all.push_back(n);
      return c.fail(t.span, missing_name("ephemeral resource", key, all, " in this module"));
    }
    c.any_marks = true;
    return c.unknown(cat(address(cat("ephemeral.", key)), " is only known while Terraform runs"), t.span).marked_ephemeral();
  }
  if (t.name == "data") return data_or_resource(t, true, used);
  return data_or_resource(t, false, used);
}

}  // namespace plumb::terraform
