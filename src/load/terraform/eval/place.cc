// Module::place: where a person finds what a model says. The text of a model is nobody's fault and nowhere in the user's files, so every
// place in it is replaced by the argument of the call whose value decides it, or by the call.
#include <algorithm>

#include "load/terraform/eval/module.h"

namespace plumb::terraform {
namespace {
constexpr int kMaxDepth = 16;  // of locals that use each other
}

Module::Module(Root& root, const ModelChoice& model, std::string_view path, Module* parent, const hcl::Block* call, Repetition repetition, const Unknown* maybe)
    : Module(root, model.model->declaration(), path, parent, call, repetition, maybe) {
  model_ = model;
  shown_ = parent->shown_ ? parent->shown_ : call;
}

Span Module::place(const hcl::Expr& e) {
  if (!model_) return e.span;
  auto [it, fresh] = places_.try_emplace(&e);
  if (!fresh) return it->second;
  Span at = argument_of(&e, 0);
  return places_[&e] = at.known() ? at : shown_->header;
}

/// Where a person finds an instance: at its key in the user's text, else at the argument that says how many there are, else at the call.
Span Module::instance_place(const hcl::Block& block, const Value& key) {
  if (!model_) return name_span(block);
  if (key.is_string() && key.span().known()) return key.span();
  const hcl::Attribute* count = block.body.find("count");
  if (!count) count = block.body.find("for_each");
  Span at;  // `on ? number : 0`: what switches it on comes before the number
  if (count && count->value->kind == hcl::ExprKind::conditional) at = argument_of(hcl::as<hcl::Conditional>(*count->value).condition, 0);
  if (count && !at.known()) at = argument_of(count->value, 0);
  for (const Module* m = this; !at.known() && m->model_; m = m->parent_)
    if (m->repetition_.key && m->repetition_.key->is_string()) at = m->repetition_.key->span();
  return at.known() ? at : name_span(*shown_);
}

/// The argument of the user's call that decides the expression most: of merge() the last that is given, of a choice what is chosen before
/// what it is chosen by, of conditions that must all hold the last, of a look-up the collection, of anything else the first. What an object's members use does not decide the object.
Span Module::argument_of(const hcl::Expr* e, int depth) {
  if (!e || depth > kMaxDepth) return {};
  auto first = [&](auto&&... all) {
    Span out;
    ((out = out.known() ? out : argument_of(all, depth)), ...);
    return out;
  };
  auto first_of = [&](std::span<const hcl::Expr* const> all) {
    Span out;
    for (size_t i = 0; i < all.size() && !out.known(); ++i) out = argument_of(all[i], depth);
    return out;
  };
  switch (e->kind) {
    case hcl::ExprKind::traversal: {
      const auto& t = hcl::as<hcl::Traversal>(*e);
      if (t.source) return argument_of(t.source, depth);
      if (t.steps.empty() || t.steps[0].kind != hcl::StepKind::attribute) return {};
      if (t.name == "local") {
        auto local = declaration_.locals.find(t.steps[0].name);
        return local == declaration_.locals.end() ? Span{} : argument_of(local->second->value, depth + 1);
      }
      const hcl::Attribute* argument = t.name == "var" ? call_->body.find(t.steps[0].name) : nullptr;
      if (!argument) return {};
      return parent_->model_ ? parent_->argument_of(argument->value, depth + 1) : argument->value->span;
    }
    case hcl::ExprKind::call: {
      const auto& c = hcl::as<hcl::Call>(*e);
      if (c.name == "lookup" || c.name == "element") return first_of(c.arguments.first(std::min<size_t>(1, c.arguments.size())));
      if (c.name != "merge") return first_of(c.arguments);
      std::vector<const hcl::Expr*> backwards(c.arguments.rbegin(), c.arguments.rend());
      return first_of(backwards);
    }
    case hcl::ExprKind::conditional: {
      const auto& c = hcl::as<hcl::Conditional>(*e);
      return first(c.when_true, c.when_false, c.condition);
    }
    case hcl::ExprKind::for_: {
      const auto& f = hcl::as<hcl::For>(*e);
      return first(f.collection, f.value, f.condition);
    }
    case hcl::ExprKind::template_: {
      Span out;
      for (const hcl::Part& p : hcl::as<hcl::Template>(*e).parts) out = out.known() ? out : argument_of(p.value, depth);
      return out;
    }
    case hcl::ExprKind::tuple: return first_of(hcl::as<hcl::Tuple>(*e).items);
    case hcl::ExprKind::binary:
      if (e->op == hcl::Operator::and_) return first(hcl::as<hcl::Operation>(*e).right, hcl::as<hcl::Operation>(*e).left);
      return first(hcl::as<hcl::Operation>(*e).left, hcl::as<hcl::Operation>(*e).right);
    case hcl::ExprKind::unary:
    case hcl::ExprKind::parentheses: return first(hcl::as<hcl::Operation>(*e).left, hcl::as<hcl::Operation>(*e).right);
    default: return {};
  }
}

}  // namespace plumb::terraform
