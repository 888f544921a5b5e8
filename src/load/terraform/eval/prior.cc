// prior.h.
#include "load/terraform/eval/prior.h"

#include <algorithm>

#include "base/text.h"
#include "load/terraform/eval/conversion.h"
#include "load/terraform/eval/module.h"

namespace plumb::terraform {
namespace {

constexpr int kMaxMoves = 20;

std::string_view text_of(const hcl::Body& body, std::string_view name) {
  const hcl::Attribute* a = body.find(name);
  return a && a->value->kind == hcl::ExprKind::string ? hcl::as<hcl::Literal>(*a->value).text : std::string_view{};
}

/// The file that holds the state, relative to the root; empty when it is kept elsewhere.
std::string state_file(const Declaration& root) {
  std::string file = "terraform.tfstate";
  for (const hcl::Block* t : root.settings)
    for (const hcl::Block& b : t->body.blocks) {
      if (b.type == "cloud" || (b.type == "backend" && b.label(0) != "local")) return {};
      if (b.type != "backend") continue;
      if (std::string_view path = text_of(b.body, "path"); !path.empty()) file = path;
    }
  return file;
}

/// `address` with `from` in the place of `to`, when it is `to` or lies in it; empty when it does not.
std::string moved_back(std::string_view address, std::string_view from, std::string_view to) {
  if (from.empty() || to.empty() || !address.starts_with(to)) return {};
  std::string_view rest = address.substr(to.size());
  return rest.empty() || rest[0] == '[' || rest[0] == '.' ? cat(from, rest) : std::string();
}

/// What Terraform's own resource keeps beside its type: {"value": 1, "type": "number"}.
Value plain_value(std::string_view type, const Entry& e) {
  bool wrapped = type == "terraform_data" && e.value.is_mapping() && e.value.entries().size() == 2 && e.value.find("value") && e.value.find("type");
  return wrapped ? e.value.get("value") : e.value;
}

/// Whether a value is another than what is there; what is not set asks for nothing.
bool differs(const Value& now, const Value& before) {
  if (now.is_null()) return false;
  if (now.is_unknown()) return true;
  if (now.is_sequence()) {
    if (now.list().open || !before.is_sequence() || before.items().size() != now.items().size()) return !(before.is_null() && now.items().empty() && !now.list().open);
    for (size_t i = 0; i < now.items().size(); ++i)
      if (differs(now.items()[i], before.items()[i])) return true;
    return false;
  }
  if (now.is_mapping()) {
    for (const Entry& e : now.entries())
      if (differs(e.value, before.get(e.key))) return true;
    return now.is(ValueKind::map) && before.entries().size() != now.entries().size();
  }
  auto a = to_text(now), b = to_text(before);
  return a != b;
}

}  // namespace

std::unique_ptr<PriorState> PriorState::read(Root& root) {
  const Declaration* d = root.declaration(root.directory);
  std::string file = d && root.c.project.vfs && root.c.project.options.as_planned ? state_file(*d) : std::string(), why;
  if (file.empty()) return nullptr;
  auto bytes = root.c.project.vfs->read(root.directory.empty() ? file : cat(root.directory, "/", file), &why);
  if (!bytes) return nullptr;
  auto out = std::make_unique<PriorState>();
  out->text_ = std::move(*bytes);
  Findings findings;
  auto state = read_state(FileId::none, out->text_, out->arena_, findings);
  if (!state) {
    root.report(Span{}, cat("the prior state in ", file, " cannot be read: ", findings.empty() ? "it is no state" : findings[0].message), "Terraform plans against it: restore the file, or remove it when nothing exists yet");
    return nullptr;
  }
  out->state_ = std::move(*state);
  return out;
}

const StateInstance* PriorState::find(Module& m, const std::string& address, int depth) {
  if (const StateInstance* s = state_.find(address)) return s;
  if (depth >= kMaxMoves) return nullptr;  // moves in a circle
  for (Module* at = &m; at; at = at->parent())
    for (const hcl::Block* b : at->declaration().moved) {
      const hcl::Attribute *from = b->body.find("from"), *to = b->body.find("to");
      if (!from || !to) continue;
      std::string old = moved_back(address, at->address(target_address(*from->value, at->env())), at->address(target_address(*to->value, at->env())));
      if (old.empty()) continue;
      if (const StateInstance* s = find(m, old, depth + 1)) return s;
    }
  // What had no count before is the first of many, and the other way round.
  if (address.ends_with("[0]")) return state_.find(address.substr(0, address.size() - 3));
  return address.ends_with("]") ? nullptr : state_.find(cat(address, "[0]"));
}

const StateInstance* PriorState::take(Module& m, const std::string& address) {
  const StateInstance* s = find(m, address, 0);
  return s && taken_.insert(s).second ? s : nullptr;
}

std::vector<const StateInstance*> PriorState::left() const {
  std::vector<const StateInstance*> out;
  for (const StateInstance& s : state_.instances)
    if (!s.data && !taken_.contains(&s)) out.push_back(&s);
  return out;
}

bool changes(const Value& config, const StateInstance& before) {
  for (const Entry& e : config.entries()) {
    const Entry* b = before.attributes.find(e.key);
    if (e.key == "timeouts" || e.value.is_null()) continue;
    if (differs(e.value, b ? plain_value(before.type, *b) : Value())) return true;
  }
  return false;
}

Value with_prior(Context& c, const Instance& instance, const StateInstance& before, const SchemaBlock* schema) {
  bool own = instance.type == "terraform_data";
  std::vector<Entry> all(instance.config.entries().begin(), instance.config.entries().end());
  for (const Entry& e : before.attributes.entries()) {
    if (e.value.is_null() || e.key == "tags_all" || !instance.config.get(e.key).is_null()) continue;
    const SchemaField* f = schema ? schema->find(e.key) : nullptr;
    if (e.key != "id" && !(f && f->computed)) continue;
    if (own && e.key == "output" && changes(instance.config, before)) continue;
    all.push_back({c.arena.copy(e.key), instance.header, instance.header, c.keep(plain_value(before.type, e), instance.header)});
  }
  Value made = c.object(std::move(all), instance.header);
  if (!made.is_mapping()) return instance.config;
  MapData* data = c.arena.make<MapData>(made.map());
  data->resource = instance.config.map().resource;
  return Value::object(data, instance.config.span());
}

PriorState* Root::prior_state() {
  if (!prior_looked_for) {
    prior_looked_for = true;
    prior = PriorState::read(*this);
  }
  return prior.get();
}

/// Whether a change of something else replaces the instance, as its lifecycle says.
bool Module::replaced(const ResourceBlock& r, const StateInstance& before, const Value& config) {
  if (before.tainted) return true;
  if (r.type == "terraform_data") {
    const Entry* was = before.attributes.find("triggers_replace");
    if (differs(config.get("triggers_replace"), was ? plain_value(r.type, *was) : Value())) return true;
  }
  for (const hcl::Block& b : r.block->body.blocks) {
    const hcl::Attribute* by = b.type == "lifecycle" ? b.body.find("replace_triggered_by") : nullptr;
    if (!by || by->value->kind != hcl::ExprKind::tuple) continue;
    for (const hcl::Expr* e : hcl::as<hcl::Tuple>(*by->value).items) {
      if (e->kind != hcl::ExprKind::traversal) continue;
      const auto& t = hcl::as<hcl::Traversal>(*e);
      if (t.steps.empty() || t.steps[0].kind != hcl::StepKind::attribute) continue;
      auto it = declaration_.resources.find(cat(t.name, ".", t.steps[0].name));
      if (it == declaration_.resources.end() || it->second.block == r.block) continue;
      ResourceNode& node = resource(it->second, t.span);
      std::string wanted = address(target_address(*e, env()));
      for (size_t i = 0; i < node.instances.size(); ++i) {
        const Instance& other = node.instances[i];
        bool whole = other.address == wanted || other.resource == wanted;
        if (whole && node.changed[i]) return true;
        if (whole || !wanted.starts_with(cat(other.address, "."))) continue;
        const StateInstance* was = node.before[i];
        Value now = other.config.get(wanted.substr(other.address.size() + 1));
        if (!was || (now.is_null() && node.changed[i]) || differs(now, was->attributes.get(wanted.substr(other.address.size() + 1)))) return true;
      }
    }
  }
  return false;
}

/// Whether a `removed` block here, or in a module around this one, says that the object stays and is only forgotten.
static bool forgotten(Module& m, std::string_view address) {
  for (const hcl::Block* b : m.declaration().removed) {
    const hcl::Attribute* from = b->body.find("from");
    if (!from || moved_back(address, "x", m.address(target_address(*from->value, m.env()))).empty()) continue;
    for (const hcl::Block& l : b->body.blocks)
      if (const hcl::Attribute* destroy = l.type == "lifecycle" ? l.body.find("destroy") : nullptr) return destroy->value->kind == hcl::ExprKind::boolean && !destroy->value->flag;
  }
  return false;
}

void Module::refuse_destroying(const ResourceBlock& r, std::string_view what) {
  for (const hcl::Block& b : r.block->body.blocks) {
    const hcl::Attribute* prevent = b.type == "lifecycle" ? b.body.find("prevent_destroy") : nullptr;
    if (prevent && prevent->value->kind == hcl::ExprKind::boolean && prevent->value->flag)
      root_.report(r.block->header, cat(what, " must not be destroyed (prevent_destroy), and this plan destroys it"), "keep what decides that it exists, or take prevent_destroy away");
  }
}

void Module::collect_leaving(Configuration& out) {
  PriorState* prior = root_.prior_state();
  if (!prior) return;
  for (const StateInstance* s : prior->left()) {
    if (!parent_) {
      Leaving l{root_.c.arena.copy(s->address), root_.c.arena.copy(s->type), false};
      out.leaving.push_back(l);
    }
    if (s->module_path != path_) continue;
    auto it = declaration_.resources.find(cat(s->type, ".", s->name));
    if (it != declaration_.resources.end()) refuse_destroying(it->second, s->address);
  }
  for (Leaving& l : out.leaving) l.forgotten = l.forgotten || forgotten(*this, l.address);
  for (auto& [block, cell] : calls_)
    for (auto& m : cell.value.modules) m->collect_leaving(out);
}

}  // namespace plumb::terraform
