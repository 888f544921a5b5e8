// `import` blocks of the root module: the instance at `to` exists already, and its id is what the block says (module.h: imported_id).
// Why it matters: a reference to the id is then known, as it is in Terraform's plan.
#include "base/text.h"
#include "load/terraform/eval/module.h"

namespace plumb::terraform {

std::string target_address(const hcl::Expr& to, const Env& env) {
  if (to.kind != hcl::ExprKind::traversal) return {};
  const auto& t = hcl::as<hcl::Traversal>(to);
  std::string out(t.name);
  for (const hcl::Step& s : t.steps) {
    if (s.kind == hcl::StepKind::attribute) {
      out += cat(".", s.name);
      continue;
    }
    if (s.kind != hcl::StepKind::index) return {};
    Value key = evaluate(*s.index, env);
    if (!key.is_string() && !key.is_number()) return {};
    out += key_text(key);
  }
  return out;
}

Value Module::imported_id(std::string_view address) {
  Module* root = this;
  while (root->parent_) root = root->parent_;
  if (root->declaration_.imports.empty()) return {};
  if (!root->imports_) {
    root->imports_.emplace();  // first, so that an id that needs an imported resource finds the others and not itself
    Errors own(root_.c);       // an import that cannot be made is no fault of what refers to its target
    for (const hcl::Block* b : root->declaration_.imports) {
      const hcl::Attribute *to = b->body.find("to"), *id = b->body.find("id");
      if (!to || !id) continue;
      auto add = [&](const Env& env) {
        Value v = evaluate(*id->value, env);
        std::string at = target_address(*to->value, env);
        if (v.is_string() && !at.empty()) (*root->imports_)[at] = v;
      };
      const hcl::Attribute* each = b->body.find("for_each");
      if (!each) {
        add(root->env());
        continue;
      }
      Value all = evaluate(*each->value, root->env());
      for (const Entry& e : all.entries()) {
        Value key = Value::string(e.key, e.key_span);
        Repetition repetition{&key, &e.value, nullptr};
        Env env = root->env();
        env.repetition = &repetition;
        add(env);
      }
      for (const Value& item : all.items()) {
        Repetition repetition{&item, &item, nullptr};
        Env env = root->env();
        env.repetition = &repetition;
        add(env);
      }
    }
    root_.c.errors.clear();
  }
  auto it = root->imports_->find(address);
  return it == root->imports_->end() ? Value() : it->second;
}

}  // namespace plumb::terraform
