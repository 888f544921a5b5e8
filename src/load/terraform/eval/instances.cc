// Resources and module calls: count and for_each, instances, references to them (module.h).
#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "load/terraform/eval/conform.h"
#include "load/terraform/eval/conversion.h"
#include "load/terraform/eval/functions.h"
#include "load/terraform/eval/mirror.h"
#include "load/terraform/eval/module.h"
#include "load/terraform/eval/neighbours.h"
#include "load/terraform/eval/paths.h"
#include "load/terraform/eval/whole.h"
#include "load/terraform/eval/zone_keys.h"

namespace plumb::terraform {
namespace {

constexpr size_t kMaxInstances = 100'000;
constexpr int kMaxModuleDepth = 40;

bool resource_meta(std::string_view n) {
  return n == "count" || n == "for_each" || n == "provider" || n == "depends_on" || n == "lifecycle" || n == "provisioner" || n == "connection";
}

bool call_meta(std::string_view n) {
  return n == "lifecycle" || n == "source" || n == "version" || n == "count" || n == "for_each" || n == "providers" || n == "depends_on";
}

/// The element that the steps after a reference pick: [0], .0, ["k"], or nullopt when there is no such step or it is not known.
std::optional<Value> picked(const hcl::Traversal& t, size_t step, const Env& env) {
  if (step >= t.steps.size()) return std::nullopt;
  const hcl::Step& s = t.steps[step];
  if (s.kind == hcl::StepKind::legacy_index) return Value::number(static_cast<double>(s.number), s.span);
  if (s.kind != hcl::StepKind::index) return std::nullopt;
  return evaluate(*s.index, env);
}

/// The id of something in another root module, which Terraform knows when it plans: it can be a key although its text is not known.
bool known_elsewhere(const Value& v) { return v.is_unknown() && v.unknown().exact && !v.unknown().references.empty() && v.unknown().references[0].root; }

/// Not known as a text, and yet told apart from the others.
bool told_apart(const Value& v) { return known_elsewhere(v) || is_zone(v); }

/// A key of for_each as a text: itself, or how it is written.
std::string_view key_name(const Value& key) { return key.is_unknown() ? key.unknown().text : key.string_or(); }

std::optional<size_t> position(const Expansion& e, const Value& key) {
  for (size_t i = 0; i < e.keys.size(); ++i) {
    if (e.kind == Expansion::Kind::count) {
      auto n = to_number(key);
      if (n && e.keys[i].number() == *n) return i;
    } else if (key_name(key) == key_name(e.keys[i])) {
      return i;
    }
  }
  return std::nullopt;
}

/// The instance's object with `tags_all` where the AWS provider knows it: the provider's default tags with the resource's own over them.
Value with_all_tags(Context& c, const Instance& i) {
  Value own = i.config.get("tags"), defaults = i.provider ? i.provider->default_tags : Value();
  bool usable = (own.is_null() || own.is_mapping()) && (defaults.is_null() || defaults.is_mapping()) && !first_unknown(own) && !first_unknown(defaults);
  if (!usable || own.entries().size() + defaults.entries().size() == 0) return i.config;
  std::vector<Entry> tags(defaults.entries().begin(), defaults.entries().end());
  tags.insert(tags.end(), own.entries().begin(), own.entries().end());
  std::vector<Entry> all(i.config.entries().begin(), i.config.entries().end());
  all.push_back({"tags_all", i.header, i.header, defaults.entries().empty() ? own : c.map(std::move(tags), c.types.string(), i.header)});
  std::stable_sort(all.begin(), all.end(), [](const Entry& a, const Entry& b) { return a.key < b.key; });
  MapData* data = c.arena.make<MapData>(i.config.map());
  data->entries = c.arena.copy(all);
  return Value::object(data, i.header);
}

}  // namespace

std::string key_text(const Value& key) {
  if (key.is_number()) return cat("[", number_text(key.exact()), "]");
  if (key.is_string() || told_apart(key)) return cat("[", json_text(Value::string(key_name(key))), "]");
  return "[*]";
}

CallNode::~CallNode() = default;

Span name_span(const hcl::Block& b) { return b.labels.empty() ? b.type_span : b.labels.back().span; }

/// Before anything exists, how many instances there are cannot be made of what a provider computes.
void Module::refuse_unknown(const Unknown& u, const hcl::Attribute& argument, std::string_view what) {
  if (!root_.c.project.options.as_planned || maybe_ || model_ || stands_in_ || u.failed || !u.applied || u.references.empty()) return;
  const Reference& r = u.references[0];
  root_.report(argument.value->span, cat(argument.name, " of ", what, " depends on ", r.address, ".", r.attribute, ", which is known after apply only"),
               "let it depend on what is known before: inputs, or the configuration of the other resource");
}

/// OpenTofu's `lifecycle { enabled = ... }`: one or none.
void Module::enabled(const hcl::Block& block, std::string_view what, Expansion& out) {
  for (const hcl::Block& lifecycle : block.body.blocks) {
    const hcl::Attribute* argument = lifecycle.type == "lifecycle" ? lifecycle.body.find("enabled") : nullptr;
    if (!argument) continue;
    Value v = evaluated([&] {
      Context& c = root_.c;
      Value given = evaluate(*argument->value, env());
      if (given.is_unknown()) return given;
      auto on = given.is_null() ? std::nullopt : to_boolean(given);
      if (!on) return c.fail(argument->value->span, cat("`enabled` of ", what, " must be a bool, not ", kind_name(given)));
      return Value::boolean(*on, given.span());
    });
    if (v.is_unknown()) out.cause = &v.unknown();
    else if (!v.boolean()) out.kind = Expansion::Kind::none;
  }
}

Expansion Module::expand(const hcl::Block& block, std::string_view what) {
  Context& c = root_.c;
  Expansion out;
  const hcl::Attribute* count = block.body.find("count");
  const hcl::Attribute* each = block.body.find("for_each");
  if (!count && !each) {
    enabled(block, what, out);
    return out;
  }
  const hcl::Attribute& argument = count ? *count : *each;
  Value v = evaluated([&] {
    Value given = whole_resource(c, evaluate(*argument.value, env()));
    bool keys_marked = given.is(ValueKind::set) && sensitive_inside(given);
    if (each && (given.sensitive() || keys_marked)) return c.fail(argument.value->span, cat("for_each of ", what, " is sensitive: its keys would be shown in addresses"));
    if (given.ephemeral() && c.project.options.as_planned) return c.fail(argument.value->span, cat(argument.name, " of ", what, " is ephemeral: how many there are is kept between plan and apply"));
    if (const Value* object = each ? keyed_by_zones(given) : nullptr) given = *object;
    if (given.is_unknown()) return given;
    if (count) {
      auto n = given.is_null() ? std::nullopt : to_number(given);
      if (!n || *n < 0 || *n != std::floor(*n)) return c.fail(argument.value->span, cat("count of ", what, " must be a whole number from 0 on, not ", n ? number_text(*n) : std::string(kind_name(given))));
      if (*n > static_cast<double>(kMaxInstances)) return c.unknown("there are too many instances to look at each", argument.value->span);
      return Value::number(*n, given.span());
    }
    if (given.is(ValueKind::set) || given.is_mapping()) return given;
    std::string refused = cat("for_each of ", what, " needs a map or a set of strings, not ", kind_name(given), given.is_sequence() ? ": write toset([...])" : "");
    return argument.value->kind == hcl::ExprKind::tuple ? c.refuse(argument.value->span, std::move(refused)) : c.fail(argument.value->span, std::move(refused));
  });
  if (v.is_unknown()) {
    refuse_unknown(v.unknown(), argument, what);
    out.kind = Expansion::Kind::unknown;
    out.cause = &v.unknown();
    out.unknown_key = c.unknown_from(v, argument.value->span);
    return out;
  }
  if (count) {
    out.kind = Expansion::Kind::count;
    for (double i = 0; i < v.number(); ++i) out.keys.push_back(Value::number(i, argument.value->span).from(Source::computed));
    out.values = out.keys;
    return out;
  }
  out.kind = Expansion::Kind::for_each;
  for (const Entry& e : v.entries()) {
    out.keys.push_back(key_value(c, e));
    out.values.push_back(e.value);
  }
  for (const Value& item : v.items()) {
    if (told_apart(item)) {
      out.keys.push_back(item);
      out.values.push_back(item);
      continue;
    }
    if (item.is_unknown()) refuse_unknown(item.unknown(), argument, what);
    if (item.is_unknown()) {  // a set with an unknown element: which instances there are is not known
      out = Expansion{Expansion::Kind::unknown, {}, {}, &item.unknown(), c.unknown_from(item, argument.value->span)};
      return out;
    }
    if (!item.is_string()) {
      if (!model_ && !stands_in_) root_.report(argument.value->span, cat("for_each of ", what, " needs strings in its set, not ", kind_name(item)));
      continue;
    }
    out.keys.push_back(item);
    out.values.push_back(item);
  }
  return out;
}

/// Whether Terraform reads the data source only when it applies: it, or the call of a module around it, waits by depends_on for something
/// that is still to be made.
bool Module::deferred(const ResourceBlock& r) const {
  if (!root_.c.project.options.as_planned) return false;
  auto waits = [](const hcl::Body& body) {
    const hcl::Attribute* on = body.find("depends_on");
    if (!on || on->value->kind != hcl::ExprKind::tuple) return false;
    for (const hcl::Expr* e : hcl::as<hcl::Tuple>(*on->value).items)
      if (e->kind == hcl::ExprKind::traversal && hcl::as<hcl::Traversal>(*e).name != "data" && hcl::as<hcl::Traversal>(*e).name != "var") return true;
    return false;
  };
  if (waits(r.block->body)) return true;
  for (const Module* m = this; m->call_; m = m->parent_)
    if (waits(m->call_->body)) return true;
  return false;
}

void Module::make_instances(ResourceNode& node) {
  Context& c = root_.c;
  const ResourceBlock& r = *node.declared;
  std::string_view plain = c.arena.copy(std::string_view(address(cat(r.data ? "data." : "", r.type, ".", r.name))));
  node.expansion = expand(*r.block, plain);
  const SchemaBlock* schema = r.data ? nullptr : resource_schema(r.type);
  auto make = [&](std::string_view key, const Value& own_key, const Repetition& repetition) {
    Instance i;
    i.address = key.empty() ? plain : c.arena.copy(std::string_view(cat(plain, key)));
    i.resource = plain;
    i.type = r.type;
    i.name = r.name;
    i.module_path = path_;
    i.key = is_zone(own_key) ? Value::string(key_name(own_key), own_key.span()) : own_key;
    i.data = r.data;
    i.maybe_cause = node.expansion.cause ? node.expansion.cause : maybe_;
    i.maybe = i.maybe_cause != nullptr;
    const hcl::Block& seen = shown(*r.block);
    i.block = seen.span;
    i.header = seen.header;
    i.name_span = instance_place(*r.block, own_key);
    Env inner = env();
    inner.repetition = &repetition;
    i.provider = instance_provider(r, inner);
    i.config = evaluated([&] {
      Value given = body_object(r.block->body, inner, i.address, "", resource_meta, r.block->span);
      if (i.maybe && !c.project.options.as_planned) c.errors.clear();  // it may not exist: then nothing of it is refused
      return schema ? conform(c, given, *schema) : given;
    });
    if (Value id = r.data ? Value() : imported_id(i.address); id.is_string()) {
      std::vector<Entry> all(i.config.entries().begin(), i.config.entries().end());
      all.push_back({"id", id.span(), id.span(), id});
      MapData* data = c.arena.make<MapData>(c.object(std::move(all), i.header).map());
      data->resource = i.config.map().resource;
      i.config = Value::object(data, i.config.span());
    }
    PriorState* prior = r.data || i.maybe ? nullptr : root_.prior_state();
    const StateInstance* before = prior ? prior->take(*this, std::string(i.address)) : nullptr;
    if (before && replaced(r, *before, i.config)) {
      refuse_destroying(r, i.address);
      before = nullptr;
    }
    node.before.push_back(before);
    node.changed.push_back(!before || changes(i.config, *before));
    if (before) i.config = with_prior(c, i, *before, schema);
    Value object = i.config;
    if (!r.data && r.type == "terraform_data" && !c.project.options.existing_only) object = terraform_data(c, i.config, i.address, i.header);
    if (!r.data && r.type.starts_with("aws_") && (!schema || schema->find("tags"))) object = with_all_tags(c, i);
    if (r.data) {
      std::vector<Entry> more = deferred(r) ? std::vector<Entry>() : data_results(inner, i);
      if (auto given = root_.data.find(i.address); given != root_.data.end()) more.assign(given->second.entries().begin(), given->second.entries().end());
      else if (root_.neighbours && !deferred(r))
        if (Value answer = root_.neighbours->answer(root_, i); answer.is_mapping()) object = answer;
      if (!more.empty()) {
        std::vector<Entry> all(object.entries().begin(), object.entries().end());
        all.insert(all.end(), more.begin(), more.end());
        Value with_results = c.object(std::move(all), i.header);
        MapData* data = c.arena.make<MapData>(with_results.is_mapping() ? with_results.map() : object.map());
        data->resource = object.map().resource;
        object = Value::object(data, i.header);
      }
    }
    node.instances.push_back(i);
    node.objects.push_back(object);
  };
  const Expansion& e = node.expansion;
  switch (e.kind) {
    case Expansion::Kind::single:
      make("", Value(), {});
      node.whole = e.cause ? c.attribute(plain, "", c.arena.copy(std::string_view(cat("whether ", plain, " exists is not known: ", e.cause->cause))), r.block->header) : node.objects[0];
      break;
    case Expansion::Kind::none: node.whole = Value::null(nullptr, r.block->header); break;
    case Expansion::Kind::unknown: {
      Repetition repetition{&e.unknown_key, &e.unknown_key, &e.unknown_key};
      make("[*]", e.unknown_key, repetition);
      std::string_view cause = c.arena.copy(std::string_view(cat("how many ", plain, " there are is not known: ", e.cause->cause)));
      node.whole = c.attribute(node.instances[0].address, "", cause, r.block->header);
      break;
    }
    case Expansion::Kind::count: {
      for (const Value& key : e.keys) make(key_text(key), key, Repetition{nullptr, nullptr, &key});
      node.whole = c.tuple(node.objects, r.block->header);
      break;
    }
    case Expansion::Kind::for_each: {
      std::vector<Entry> entries;
      for (size_t n = 0; n < e.keys.size(); ++n) {
        make(key_text(e.keys[n]), e.keys[n], Repetition{&e.keys[n], &e.values[n], nullptr});
        entries.push_back({key_name(e.keys[n]), e.keys[n].span(), r.block->header, node.objects.back()});
      }
      node.whole = c.object(std::move(entries), r.block->header);
      break;
    }
  }
}

Value Module::data_or_resource(const hcl::Traversal& t, bool data, size_t& used) {
  Context& c = root_.c;
  auto step = [&](size_t i) { return i < t.steps.size() && t.steps[i].kind == hcl::StepKind::attribute ? t.steps[i].name : std::string_view{}; };
  bool spelt_out = !data && t.name == "resource";  // resource.aws_vpc.main is aws_vpc.main
  data = data || spelt_out;
  std::string_view type = data ? step(0) : t.name, name = data ? step(1) : step(0);
  if (type.empty() || name.empty()) return c.refuse(t.span, cat("'", t.name, "' is no name that is known here: var.NAME, local.NAME, a resource's TYPE.NAME; a text stands in quotes"));
  used = data ? 2 : 1;
  std::string key = cat(data && !spelt_out ? "data." : "", type, ".", name);
  auto it = declaration_.resources.find(key);
  if (it == declaration_.resources.end()) {
    std::vector<std::string_view> all;
    for (const auto& [n, r] : declaration_.resources) all.push_back(n);
    if (declaration_.incomplete) return c.unknown(cat(key, " is declared in a part that could not be read"), t.span);
    return c.fail(t.span, missing_name(data && !spelt_out ? "data source" : "resource", key, all, " in this module"));
  }
  if (c.project.options.existing_only && !it->second.data) return c.attribute(c.arena.copy(std::string_view(address(key))), {}, {}, t.span);
  ResourceNode& node = resource(it->second, t.span);
  bool picks = used < t.steps.size() && (t.steps[used].kind == hcl::StepKind::index || t.steps[used].kind == hcl::StepKind::legacy_index);
  if (picks && node.declared && node.expansion.kind == Expansion::Kind::single) return c.fail(t.span, cat(key, " has neither count nor for_each, so it has no instance to pick"));
  if (data && type == "terraform_remote_state" && root_.neighbours && node.declared && !root_.data.contains(address(key))) return state(node, t, used);
  return node.whole;
}

/// A reference to a terraform_remote_state: only the output that is asked for is evaluated where that can be seen.
Value Module::state(ResourceNode& node, const hcl::Traversal& t, size_t& used) {
  auto step = [&](size_t i) { return i < t.steps.size() && t.steps[i].kind == hcl::StepKind::attribute ? t.steps[i].name : std::string_view{}; };
  if (node.expansion.kind == Expansion::Kind::unknown || deferred(*node.declared)) return node.whole;
  if (node.expansion.kind == Expansion::Kind::single && step(used) == "outputs" && !step(used + 1).empty()) {
    used += 2;
    return root_.neighbours->state_outputs(root_, node.instances[0], step(used - 1), t.span);
  }
  if (step(used) == "backend" || step(used) == "config" || !root_.with_states.insert(&node).second) return node.whole;
  Context& c = root_.c;
  std::vector<Entry> entries;
  for (size_t i = 0; i < node.objects.size(); ++i) {
    std::vector<Entry> all(node.objects[i].entries().begin(), node.objects[i].entries().end());
    all.push_back({"outputs", t.span, t.span, root_.neighbours->state_outputs(root_, node.instances[i], {}, t.span)});
    node.objects[i] = c.object(std::move(all), node.instances[i].header);
    if (node.expansion.kind == Expansion::Kind::for_each) entries.push_back({key_name(node.expansion.keys[i]), node.expansion.keys[i].span(), t.span, node.objects[i]});
  }
  Span at = node.declared->block->header;
  if (node.expansion.kind == Expansion::Kind::single) node.whole = node.objects[0];
  else node.whole = node.expansion.kind == Expansion::Kind::count ? c.tuple(node.objects, at) : c.object(std::move(entries), at);
  return node.whole;
}

// ---- Module calls ----

Module::SourceFound Module::find_source(const hcl::Block& call, std::string_view source, std::string_view version) const {
  if (model_) return {};
  if (source.starts_with("./") || source.starts_with("../") || source == "." || source == "..") {
    auto d = reachable_path(root_.c.project.options, cat(declaration_.directory, "/", source));
    if (d && root_.declaration(*d)) return {root_.declaration(*d), stands_in_};
  }
  // modules.json names installed modules by the chain of call names; also a local one whose path is not at hand.
  std::string key;
  for (const Module* m = this; m->call_; m = m->parent_) key = cat(m->call_->label(0), ".", key);
  auto it = root_.installed.find(cat(key, call.label(0)));
  if (it != root_.installed.end())
    if (const Declaration* d = root_.declaration(it->second)) return {d, stands_in_};
  if (!source.starts_with(".")) return find_in_mirror(call, source, version);
  bool certain = root_.c.project.options.as_planned && it == root_.installed.end() && !stands_in_ && reachable_path(root_.c.project.options, cat(declaration_.directory, "/", source));
  if (certain) root_.report(call.body.find("source")->value->span, cat("there is no module in ", source), "correct the path: it is relative to the folder of this file");
  return {};
}

/// Of the releases in a mirror that may stand for the call, the newest that knows most of its arguments.
Module::SourceFound Module::find_in_mirror(const hcl::Block& call, std::string_view source, std::string_view version) const {
  SourceFound best;
  std::optional<size_t> most;
  for (const MirrorRelease& r : mirror_releases(root_.c.project, source, version)) {
    const Declaration* d = root_.declaration(r.directory);
    auto known = d ? fits(*d, call.body) : std::nullopt;
    if (!d || (!r.allowed && !known) || (best.module && (!known || (most && *most >= *known)))) continue;
    best = {d, stands_in_ || !r.allowed};
    most = known;
  }
  return best;
}

std::optional<ModelChoice> Module::model_for(const hcl::Block& call, std::string_view source, std::string_view version) const {
  if (!source.starts_with(".")) return choose_model(source, version, call.body, root_.own_models);
  return model_ ? choose_model(*model_, source, root_.own_models) : std::nullopt;
}

void Module::make_modules(CallNode& node) {
  Context& c = root_.c;
  const hcl::Block& b = *node.block;
  auto text = [&](std::string_view name) {
    const hcl::Attribute* a = b.body.find(name);
    if (!a) return std::string_view{};
    Value v = a->value->kind == hcl::ExprKind::string ? evaluate(*a->value, Env{c}) : evaluated([&] { return evaluate(*a->value, env()); });
    return v.is_unknown() ? v.unknown().text : v.string_or();
  };
  std::string_view source = text("source"), version = text("version");
  std::string plain = address(cat("module.", b.label(0)));
  node.expansion = expand(b, plain);
  check_passed_providers(b);
  SourceFound found = find_source(b, source, version);
  int depth = 0;
  for (const Module* m = this; m; m = m->parent_) {
    ++depth;
    if (&m->declaration_ == found.module && depth > 1) depth = kMaxModuleDepth;  // a module that calls itself
  }
  if (found.module == &declaration_ || depth >= kMaxModuleDepth) {
    root_.report(b.header, cat("the module ", plain, " contains itself"), "a module cannot call itself, directly or through others");
    found.module = nullptr;
  }
  if (found.module && !found.stands_in) check_call(b, *found.module);
  std::optional<ModelChoice> model;
  if (!found.module && depth < kMaxModuleDepth) model = model_for(b, source, version);
  auto make = [&](const std::string& key, const Value& key_value, Repetition repetition) {
    std::string_view at = c.arena.copy(std::string_view(plain + key));
    const Unknown* maybe = node.expansion.cause ? node.expansion.cause : maybe_;
    if (found.module) {
      node.modules.push_back(std::make_unique<Module>(root_, *found.module, at, this, &b, repetition, maybe));
      node.modules.back()->stands_in_ = found.stands_in;
      return;
    }
    if (model) {
      node.modules.push_back(std::make_unique<Module>(root_, *model, at, this, &b, repetition, maybe));
      return;
    }
    OpaqueCall o;
    o.address = at;
    o.source = source;
    o.version = version;
    o.key = key_value;
    o.maybe_cause = maybe;
    o.maybe = maybe != nullptr;
    const hcl::Block& seen = shown(b);
    o.block = seen.span;
    o.header = seen.header;
    o.name_span = name_span(seen);
    node.opaque.push_back(o);
  };
  const Expansion& e = node.expansion;
  switch (e.kind) {
    case Expansion::Kind::single: make("", Value(), {}); break;
    case Expansion::Kind::none: break;
    case Expansion::Kind::unknown: make("[*]", e.unknown_key, Repetition{&e.unknown_key, &e.unknown_key, &e.unknown_key}); break;
    case Expansion::Kind::count:
      for (const Value& key : e.keys) make(key_text(key), key, Repetition{nullptr, nullptr, &key});
      break;
    case Expansion::Kind::for_each:
      for (size_t n = 0; n < e.keys.size(); ++n) make(key_text(e.keys[n]), e.keys[n], Repetition{&e.keys[n], &e.values[n], nullptr});
      break;
  }
}

Value Module::call_output(CallNode& node, size_t i, std::string_view name, Span at) {
  Context& c = root_.c;
  if (!node.modules.empty()) {
    Value v = node.modules[i]->output(name, at);
    // Of a module that may not exist, or of how many there are: what its outputs are is not known, only what they would refer to.
    if (!node.expansion.cause || v.is_unknown()) return v;
    return c.attribute(node.modules[i]->path(), name, c.arena.copy(std::string_view(cat("whether ", node.modules[i]->path(), " exists is not known: ", node.expansion.cause->cause))), at);
  }
  const OpaqueCall& o = node.opaque[i];
  std::string cause = cat("the source of ", o.address, " is not at hand", o.source.empty() ? "" : " (", o.source, o.source.empty() ? "" : ")");
  return c.attribute(o.address, name, c.arena.copy(std::string_view(cause)), at);
}

Value Module::all_outputs(CallNode& node, size_t i, Span at) {
  Context& c = root_.c;
  if (node.modules.empty()) return call_output(node, i, "", at);
  std::vector<Entry> entries;
  for (const hcl::Block* o : node.modules[i]->declaration().output_order)
    entries.push_back({o->label(0), o->header, at, call_output(node, i, o->label(0), at)});
  Value all = c.object(std::move(entries), at);
  if (!node.modules[i]->model() || !all.is_mapping()) return all;
  MapData* data = c.arena.make<MapData>(all.map());  // the module has outputs that its model does not
  data->resource = c.arena.make<Reference>(Reference{node.modules[i]->path(), {}, at});
  return Value::object(data, at);
}

Value Module::call_reference(const hcl::Traversal& t, const Env& env, size_t& used) {
  Context& c = root_.c;
  auto attribute = [&](size_t i) { return i < t.steps.size() && t.steps[i].kind == hcl::StepKind::attribute ? t.steps[i].name : std::string_view{}; };
  used = 1;
  auto it = declaration_.calls.find(attribute(0));
  if (it == declaration_.calls.end()) {
    std::vector<std::string_view> all;
    for (const auto& [n, b] : declaration_.calls) all.push_back(n);
    return c.fail(t.span, missing_name("module", attribute(0), all));
  }
  CallNode& node = module_call(*it->second, t.span);
  if (!node.block) return c.unknown("it depends on itself", t.span);
  const Expansion& e = node.expansion;
  size_t which = 0, next = 1;
  if (e.kind == Expansion::Kind::none) return Value::null(nullptr, it->second->header);
  if (e.kind != Expansion::Kind::single) {
    // Only the output that is asked for is evaluated: others may depend on what asks.
    auto key = picked(t, 1, env);
    bool splat = t.steps.size() > 2 && (t.steps[1].kind == hcl::StepKind::full_splat || t.steps[1].kind == hcl::StepKind::attribute_splat);
    size_t count = std::max(node.modules.size(), node.opaque.size());
    if (splat && !attribute(2).empty() && e.kind != Expansion::Kind::for_each) {
      std::vector<Value> outputs;
      for (size_t i = 0; i < count; ++i) {
        Value v = call_output(node, i, attribute(2), t.span);
        outputs.push_back(c.object({{attribute(2), t.span, t.span, v}}, t.span));
      }
      if (e.kind == Expansion::Kind::count) return c.tuple(outputs, t.span);
      used = t.steps.size();
      return c.unknown_from(outputs, t.span);
    }
    bool whole = !key || (key->is_unknown() && !is_zone(*key));
    if (whole && e.kind == Expansion::Kind::unknown && !key) return c.attribute(node.modules.empty() ? node.opaque[0].address : node.modules[0]->path(), "", e.cause->cause, t.span);
    if (whole && !(key && e.kind == Expansion::Kind::unknown)) {
      std::vector<Value> items;
      std::vector<Entry> entries;
      for (size_t i = 0; i < count; ++i) {
        Value v = all_outputs(node, i, t.span);
        items.push_back(v);
        if (e.kind == Expansion::Kind::for_each) entries.push_back({key_name(e.keys[i]), e.keys[i].span(), t.span, v});
      }
      return e.kind == Expansion::Kind::for_each ? c.object(std::move(entries), t.span) : c.tuple(items, t.span);
    }
    used = next = 2;
    if (e.kind != Expansion::Kind::unknown) {
      auto at = position(e, *key);
      if (!at && std::any_of(e.keys.begin(), e.keys.end(), is_zone)) return c.unknown_from(e.keys, t.span);
      if (!at) return c.fail(t.span, cat("module.", attribute(0), " has no instance ", key_text(*key)));
      which = *at;
    }
  }
  std::string_view output = attribute(next);
  if (output.empty()) return all_outputs(node, which, t.span);
  used = next + 1;
  return call_output(node, which, output, t.span);
}

/// The arguments of instance `i` of a call, as the caller's expressions say.
Value Module::call_arguments(const CallNode& node, size_t i, std::string_view address) {
  const Expansion& e = node.expansion;
  bool unknown = e.kind == Expansion::Kind::unknown;
  Repetition repetition;
  if (e.kind == Expansion::Kind::count || unknown) repetition.index = unknown ? &e.unknown_key : &e.keys[i];
  if (e.kind == Expansion::Kind::for_each || unknown) {
    repetition.key = unknown ? &e.unknown_key : &e.keys[i];
    repetition.value = unknown ? &e.unknown_key : &e.values[i];
  }
  Env inner = env();
  inner.repetition = &repetition;
  return body_object(node.block->body, inner, address, "", call_meta, node.block->span);
}

void Module::gather(const std::function<bool(std::string_view)>& wanted, std::vector<Instance>& out, std::vector<OpaqueCall>& opaque) {
  for (const ResourceBlock* r : declaration_.resource_order) {
    if (r->data || !wanted(r->type)) continue;
    ResourceNode& node = resource(*r, r->block->header);
    out.insert(out.end(), node.instances.begin(), node.instances.end());
  }
  for (const hcl::Block* b : declaration_.call_order) {
    CallNode& node = module_call(*b, b->header);
    opaque.insert(opaque.end(), node.opaque.begin(), node.opaque.end());
    for (auto& m : node.modules) m->gather(wanted, out, opaque);
  }
}

void Module::collect(Configuration& out) {
  check_conditions();
  for (const ResourceBlock* r : declaration_.resource_order) {
    ResourceNode& node = resource(*r, r->block->header);
    out.instances.insert(out.instances.end(), node.instances.begin(), node.instances.end());
    if (!maybe_ && node.declared) check_instances(node);
  }
  for (const hcl::Block* b : declaration_.call_order) {
    CallNode& node = module_call(*b, b->header);
    for (size_t i = 0; i < node.opaque.size(); ++i) {
      OpaqueCall& o = node.opaque[i];
      o.arguments = evaluated([&] { return call_arguments(node, i, o.address); });
      out.opaque_calls.push_back(o);
    }
    for (size_t i = 0; i < node.modules.size(); ++i) {
      Module& m = *node.modules[i];
      if (m.model() && !model_) evaluated([&] { return call_arguments(node, i, m.path()); });  // those that the model does not use may be wrong, too
      m.collect(out);
    }
  }
  for (const hcl::Block* o : declaration_.output_order) {
    Value v = output(o->label(0), o->header);
    const hcl::Attribute* sensitive = o->body.find("sensitive");
    bool hidden = sensitive && sensitive->value->kind == hcl::ExprKind::boolean && sensitive->value->flag;
    bool passing = says(*o, "ephemeral");
    if (passing && !parent_ && (root_.c.project.options.as_planned || !root_.for_callers)) root_.report(o->header, cat("the output '", o->label(0), "' of the root module cannot be ephemeral"), "leave ephemeral = true out, and use ephemeralasnull() if the value is");
    if (!passing && parent_ && root_.c.any_marks && root_.c.project.options.as_planned && !model_ && !stands_in_ && ephemeral_inside(v)) root_.report(o->header, cat("the output '", o->label(0), "' holds an ephemeral value"), "declare it with ephemeral = true, or use ephemeralasnull()");
    if (passing && !parent_) continue;  // no plan keeps it
    if (!parent_ && v.ephemeral()) root_.report(o->header, cat("the output '", o->label(0), "' holds an ephemeral value, and outputs of the root are kept"), "pass it on in a module, or use ephemeralasnull()");
    if (!parent_ && !hidden && sensitive_inside(v)) root_.report(o->header, cat("the output '", o->label(0), "' holds a sensitive value"), "set sensitive = true, or leave the value out");
    if (!parent_) out.outputs.push_back({o->label(0), v, hidden, o->span, name_span(*o)});
  }
}

}  // namespace plumb::terraform
