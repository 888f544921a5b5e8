// References that Terraform refuses before it evaluates anything: to what is not declared, wherever they stand, in untaken branches and in try() too.
#include <algorithm>

#include "base/text.h"
#include "load/terraform/eval/module.h"

namespace plumb::terraform {
namespace {

std::string_view attribute_step(const hcl::Traversal& t, size_t i) {
  return i < t.steps.size() && t.steps[i].kind == hcl::StepKind::attribute ? t.steps[i].name : std::string_view{};
}

class Checker {
 public:
  explicit Checker(const Env& env) : env_(env) {
    for (const Local* l = env.locals; l; l = l->outer) scope_.push_back(l->name);
  }
  bool fine = true;

  void expression(const hcl::Expr* e) {
    if (!e) return;
    switch (e->kind) {
      case hcl::ExprKind::template_: return parts(hcl::as<hcl::Template>(*e).parts);
      case hcl::ExprKind::traversal: return traversal(hcl::as<hcl::Traversal>(*e));
      case hcl::ExprKind::call:
        for (const hcl::Expr* a : hcl::as<hcl::Call>(*e).arguments) expression(a);
        return;
      case hcl::ExprKind::conditional: {
        const auto& k = hcl::as<hcl::Conditional>(*e);
        expression(k.condition);
        expression(k.when_true);
        return expression(k.when_false);
      }
      case hcl::ExprKind::for_: {
        const auto& f = hcl::as<hcl::For>(*e);
        expression(f.collection);
        within(f.key_name, f.value_name, [&] {
          expression(f.key);
          expression(f.value);
          expression(f.condition);
        });
        return;
      }
      case hcl::ExprKind::tuple:
        for (const hcl::Expr* i : hcl::as<hcl::Tuple>(*e).items) expression(i);
        return;
      case hcl::ExprKind::object:
        for (const hcl::Item& i : hcl::as<hcl::Object>(*e).items) {
          expression(i.key);
          expression(i.value);
        }
        return;
      case hcl::ExprKind::unary: case hcl::ExprKind::binary: case hcl::ExprKind::parentheses:
        expression(hcl::as<hcl::Operation>(*e).left);
        return expression(hcl::as<hcl::Operation>(*e).right);
      default: return;
    }
  }

 private:
  template <class F>
  void within(std::string_view key, std::string_view value, F&& body) {
    size_t before = scope_.size();
    scope_.push_back(key);
    scope_.push_back(value);
    body();
    scope_.resize(before);
  }

  void parts(std::span<const hcl::Part> all) {
    for (const hcl::Part& p : all) {
      expression(p.value);
      within(p.key_name, p.value_name, [&] {
        parts(p.body);
        parts(p.otherwise);
      });
    }
  }

  void traversal(const hcl::Traversal& t) {
    expression(t.source);
    for (const hcl::Step& s : t.steps) expression(s.index);
    bool local = t.source || std::find(scope_.begin(), scope_.end(), t.name) != scope_.end();
    if (local || !env_.names || env_.names->declares(t)) return;
    size_t used = 0, before = env_.c.errors.size();
    env_.names->name(t, env_, used);  // says what is missing
    if (env_.c.errors.size() == before) env_.c.fail(t.span, cat("'", t.name, "' has no such attribute"));
    fine = false;
  }

  const Env& env_;
  std::vector<std::string_view> scope_;
};

/// The attributes of the one resource type that is part of Terraform itself.
bool has_attribute(std::string_view type, const hcl::Traversal& t, size_t step) {
  if (type != "terraform_data") return true;
  if (step < t.steps.size() && t.steps[step].kind == hcl::StepKind::index) ++step;
  std::string_view a = attribute_step(t, step);
  return a.empty() || a == "id" || a == "input" || a == "output" || a == "triggers_replace";
}

}  // namespace

bool check_references(const hcl::Expr& e, const Env& env) {
  Checker checker(env);
  checker.expression(&e);
  return checker.fine;
}

bool Module::declares(const hcl::Traversal& t) const {
  if (declaration_.incomplete) return true;
  std::string_view first = attribute_step(t, 0);
  if (t.name == "var") return declaration_.variables.contains(first);
  if (t.name == "local") return declaration_.locals.contains(first);
  if (t.name == "module") return declaration_.calls.contains(first);
  for (std::string_view known : {"each", "count", "path", "terraform", "self", "ephemeral"})
    if (t.name == known) return true;
  bool prefixed = t.name == "data" || t.name == "resource";
  std::string_view type = prefixed ? first : t.name, name = prefixed ? attribute_step(t, 1) : first;
  auto it = declaration_.resources.find(cat(t.name == "data" ? "data." : "", type, ".", name));
  return it != declaration_.resources.end() && has_attribute(type, t, prefixed ? 2 : 1);
}

}  // namespace plumb::terraform
