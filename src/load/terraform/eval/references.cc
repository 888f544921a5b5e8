// References that Terraform refuses before it evaluates anything: to what is not declared, wherever they stand, in untaken branches and in try() too.
#include "base/text.h"
#include "load/terraform/eval/module.h"
#include "load/terraform/eval/walk.h"

namespace plumb::terraform {
namespace {

std::string_view attribute_step(const hcl::Traversal& t, size_t i) {
  return i < t.steps.size() && t.steps[i].kind == hcl::StepKind::attribute ? t.steps[i].name : std::string_view{};
}

/// The attributes of the one resource type that is part of Terraform itself.
bool has_attribute(std::string_view type, const hcl::Traversal& t, size_t step) {
  if (type != "terraform_data") return true;
  if (step < t.steps.size() && t.steps[step].kind == hcl::StepKind::index) ++step;
  std::string_view a = attribute_step(t, step);
  return a.empty() || a == "id" || a == "input" || a == "output" || a == "triggers_replace";
}

}  // namespace

bool check_references(const hcl::Expr& e, const Env& env) {
  bool fine = true;
  walk(e, [&](const hcl::Traversal& t) {
    for (const Local* l = env.locals; l; l = l->outer)
      if (l->name == t.name) return;
    if (!env.names || env.names->declares(t)) return;
    size_t used = 0, before = env.c.errors.size();
    env.names->name(t, env, used);  // says what is missing
    if (env.c.errors.size() == before) env.c.fail(t.span, cat("'", t.name, "' has no such attribute"));
    fine = false;
  });
  return fine;
}

bool Module::requires_provider(std::string_view name) const {
  if (declaration_.incomplete) return true;
  for (const hcl::File* f : declaration_.files) {
    for (const hcl::Block& b : f->body.blocks)
      for (const hcl::Block& inner : b.body.blocks)
        if (b.type == "terraform" && inner.type == "required_providers" && inner.body.find(name)) return true;
  }
  return false;
}

bool Module::declares(const hcl::Traversal& t) const {
  if (declaration_.incomplete) return true;
  std::string_view first = attribute_step(t, 0);
  if (t.name == "var") return declaration_.variables.contains(first);
  if (t.name == "local") return declaration_.locals.contains(first);
  if (t.name == "module") return declaration_.calls.contains(first);
  for (std::string_view known : {"each", "count", "path", "terraform", "self"})
    if (t.name == known) return true;
  if (t.name == "ephemeral") return declaration_.ephemerals.contains(cat(first, ".", attribute_step(t, 1)));
  bool prefixed = t.name == "data" || t.name == "resource";
  std::string_view type = prefixed ? first : t.name, name = prefixed ? attribute_step(t, 1) : first;
  auto it = declaration_.resources.find(cat(t.name == "data" ? "data." : "", type, ".", name));
  return it != declaration_.resources.end() && has_attribute(type, t, prefixed ? 2 : 1);
}

}  // namespace plumb::terraform
