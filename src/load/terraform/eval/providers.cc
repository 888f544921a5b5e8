// Provider configurations (module.h): blocks, those that a call passes on, and the instances of OpenTofu's blocks with for_each.
#include "base/text.h"
#include "load/terraform/eval/module.h"

namespace plumb::terraform {
namespace {

/// What `aws`, `aws.west` and `aws.by_region["eu-west-1"]` name.
struct ProviderName {
  std::string_view name, alias;
  const hcl::Expr* key = nullptr;
};

ProviderName read_name(const hcl::Expr& e) {
  if (e.kind == hcl::ExprKind::string) {  // "aws.west", as before Terraform 0.12
    std::string_view text = hcl::as<hcl::Literal>(e).text;
    size_t dot = std::min(text.find('.'), text.size());
    return {text.substr(0, dot), text.substr(std::min(dot + 1, text.size())), nullptr};
  }
  if (e.kind != hcl::ExprKind::traversal) return {};
  const auto& t = hcl::as<hcl::Traversal>(e);
  ProviderName out{t.name, {}, nullptr};
  if (!t.steps.empty() && t.steps[0].kind == hcl::StepKind::attribute) out.alias = t.steps[0].name;
  if (t.steps.size() > 1 && t.steps[1].kind == hcl::StepKind::index) out.key = t.steps[1].index;
  return out;
}

/// Whether a caller must pass `name.alias` in: required_providers names it under configuration_aliases.
bool wants_alias(const Declaration& d, std::string_view name, std::string_view alias) {
  for (const hcl::Block* terraform : d.settings)
    for (const hcl::Block& required : terraform->body.blocks) {
      const hcl::Attribute* provider = required.type == "required_providers" ? required.body.find(name) : nullptr;
      if (!provider || provider->value->kind != hcl::ExprKind::object) continue;
      for (const hcl::Item& i : hcl::as<hcl::Object>(*provider->value).items) {
        std::string_view key = i.key && i.key->kind == hcl::ExprKind::string ? hcl::as<hcl::Literal>(*i.key).text : i.name;
        if (key != "configuration_aliases" || i.value->kind != hcl::ExprKind::tuple) continue;
        for (const hcl::Expr* e : hcl::as<hcl::Tuple>(*i.value).items) {
          if (e->kind != hcl::ExprKind::traversal) return true;  // JSON: a text; enough to leave it alone
          ProviderName wanted = read_name(*e);
          if (wanted.name == name && wanted.alias == alias) return true;
        }
      }
    }
  return false;
}

}  // namespace

bool Module::has_provider(std::string_view name, std::string_view alias) const {
  if (alias.empty() || model_ || stands_in_ || declaration_.incomplete || wants_alias(declaration_, name, alias)) return true;
  for (const hcl::Block* b : declaration_.providers) {
    const hcl::Attribute* own = b->label(0) == name ? b->body.find("alias") : nullptr;
    if (own && (own->value->kind != hcl::ExprKind::string || hcl::as<hcl::Literal>(*own->value).text == alias)) return true;
  }
  const hcl::Attribute* passed = parent_ ? call_->body.find("providers") : nullptr;
  if (!passed) return false;
  if (passed->value->kind != hcl::ExprKind::object) return true;
  for (const hcl::Item& i : hcl::as<hcl::Object>(*passed->value).items) {
    ProviderName given = i.key ? read_name(*i.key) : ProviderName{};
    if (i.name == cat(name, ".", alias) || (i.key && i.key->kind != hcl::ExprKind::traversal) || (given.name == name && given.alias == alias)) return true;
  }
  return false;
}

/// A configuration that nothing declares, at the place where it is asked for.
void Module::check_provider(const hcl::Expr& asked) {
  ProviderName named = read_name(asked);
  if (has_provider(named.name, named.alias)) return;
  root_.report(asked.span, cat("there is no configuration '", named.name, ".", named.alias, "' of the provider in this module"),
               parent_ ? cat("name it under configuration_aliases in required_providers, and let the call pass it: providers = { ", named.name, ".", named.alias, " = ... }")
                       : cat("declare it: provider \"", named.name, "\" { alias = \"", named.alias, "\" }"));
}

void Module::check_passed_providers(const hcl::Block& call) {
  const hcl::Attribute* passed = call.body.find("providers");
  if (!passed || passed->value->kind != hcl::ExprKind::object) return;
  for (const hcl::Item& i : hcl::as<hcl::Object>(*passed->value).items) check_provider(*i.value);
}

const Provider* Module::provider(std::string_view local_name, std::string_view alias, const Value* key) {
  for (const hcl::Block* b : declaration_.providers) {
    if (b->label(0) != local_name) continue;
    const hcl::Attribute* named = b->body.find("alias");
    std::string_view own = named && named->value->kind == hcl::ExprKind::string ? hcl::as<hcl::Literal>(*named->value).text : std::string_view{};
    if (own == alias) return make_provider(*b, key);
  }
  if (!parent_) return nullptr;
  // `providers = { aws = aws.west }` of the call; without it the default configuration is inherited.
  if (const hcl::Attribute* passed = call_->body.find("providers"); passed && passed->value->kind == hcl::ExprKind::object) {
    for (const hcl::Item& i : hcl::as<hcl::Object>(*passed->value).items) {
      std::string wanted = alias.empty() ? std::string(local_name) : cat(local_name, ".", alias);
      std::string given(i.name);
      if (ProviderName name = i.key ? read_name(*i.key) : ProviderName{}; !name.alias.empty()) given = cat(name.name, ".", name.alias);
      ProviderName to = read_name(*i.value);
      if (given != wanted || to.name.empty()) continue;
      if (!to.key) return parent_->provider(to.name, to.alias, nullptr);
      Env env = parent_->env();
      env.repetition = &repetition_;
      Value which = parent_->evaluated([&] { return evaluate(*to.key, env); });
      return parent_->provider(to.name, to.alias, &which);
    }
  }
  return alias.empty() ? parent_->provider(local_name, {}, nullptr) : nullptr;
}

const Provider* Module::instance_provider(const ResourceBlock& r, const Env& env) {
  const hcl::Attribute* argument = r.block->body.find("provider");
  ProviderName named = argument ? read_name(*argument->value) : ProviderName{};
  if (named.name.empty()) return provider(r.type.substr(0, r.type.find('_')), {}, nullptr);
  if (argument) check_provider(*argument->value);
  if (!named.key) return provider(named.name, named.alias, nullptr);
  Value key = evaluated([&] { return evaluate(*named.key, env); });
  return provider(named.name, named.alias, &key);
}

const Provider* Module::make_provider(const hcl::Block& block, const Value* key) {
  Context& c = root_.c;
  std::string which = key ? key_text(*key) : std::string();
  Lazy<const Provider*>& cell = providers_[{&block, which}];
  using State = Lazy<const Provider*>::State;
  std::string what = address(cat("provider.", block.label(0), which));
  if (cell.state == State::running) root_.report(block.header, cat("the configuration of ", what, " depends on itself"), "break the circle: take out the reference that leads back");
  if (cell.state != State::fresh) return cell.value;
  cell.state = State::running;
  Repetition repetition;
  const hcl::Attribute* each = block.body.find("for_each");
  Value unknown_key;
  Expansion all;
  if (each) all = expand(block, what);
  if (each && (!key || key->is_unknown() || all.kind == Expansion::Kind::unknown)) {
    unknown_key = key && key->is_unknown() ? c.unknown_from(*key, each->value->span) : all.kind == Expansion::Kind::unknown ? all.unknown_key
                                           : c.unknown(cat("which instance of ", what, " is meant is not said"), each->value->span);
    repetition = {&unknown_key, &unknown_key, nullptr};
  } else if (each) {
    for (size_t i = 0; i < all.keys.size(); ++i)
      if (key->is_string() && all.keys[i].string() == key->string()) repetition = {&all.keys[i], &all.values[i], nullptr};
    if (!repetition.key) {
      root_.report(key->span().known() ? key->span() : block.header, cat("there is no ", what, ": its for_each makes no such instance"), "name one of its keys");
      unknown_key = c.unknown(cat("there is no ", what), block.header);
      repetition = {&unknown_key, &unknown_key, nullptr};
    }
  }
  Provider* p = c.arena.make<Provider>();
  p->name = block.label(0);
  p->span = block.span;
  if (const hcl::Attribute* a = block.body.find("alias"); a && a->value->kind == hcl::ExprKind::string) p->alias = hcl::as<hcl::Literal>(*a->value).text;
  Env inner = env();
  if (each) inner.repetition = &repetition;
  auto left_out = [](std::string_view n) { return n == "for_each"; };
  p->config = evaluated([&] { return body_object(block.body, inner, c.arena.copy(std::string_view(address(cat("provider.", p->name)))), "", left_out, block.span); });
  p->region = p->config.get("region");
  for (const Value& tags : p->config.get("default_tags").items()) p->default_tags = tags.get("tags");
  cell.value = p;
  cell.state = State::done;
  return p;
}

}  // namespace plumb::terraform
