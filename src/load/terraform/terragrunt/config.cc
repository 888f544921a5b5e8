// config.h.
#include "load/terraform/terragrunt/config.h"

#include <algorithm>

#include "base/folders.h"
#include "base/text.h"
#include "load/terraform/eval/neighbours.h"
#include "load/terraform/eval/paths.h"

namespace plumb::terraform::terragrunt {
namespace {

constexpr int kMaxDepth = 64;  // of files that read each other

std::string_view step(const hcl::Traversal& t, size_t i) {
  if (i >= t.steps.size()) return {};
  const hcl::Step& s = t.steps[i];
  if (s.kind == hcl::StepKind::attribute) return s.name;
  return s.kind == hcl::StepKind::index && s.index->kind == hcl::ExprKind::string ? hcl::as<hcl::Literal>(*s.index).text : std::string_view{};
}

/// Runs `body` once; asked for while it runs, the answer is `cycle`.
template <class F>
Value once(Lazy<Value>& cell, const Value& cycle, F&& body) {
  using State = Lazy<Value>::State;
  if (cell.state == State::done) return cell.value;
  if (cell.state == State::running) return cycle;
  cell.state = State::running;
  Value v = body();
  cell.value = v;
  cell.state = State::done;
  return v;
}

}  // namespace

void Reading::report(Span at, const std::string& message, std::string help) {
  if (!reported.insert(cat(static_cast<uint32_t>(at.file), ":", at.begin, ":", message)).second) return;
  findings.push_back(make_finding("terraform-error", Severity::error, at, message, std::move(help)));
}

Config::Config(Reading& reading, const InputFile& file, std::string path, Config* child, const Site* site)
    : reading_(reading), file_(file), body_(&file.hcl->body), path_(std::move(path)), directory_(folder_of(path_)), located_(file.directory), child_(child), site_(site) {
  for (const hcl::Block& b : body().blocks)
    if (b.type == "locals")
      for (const hcl::Attribute& a : b.body.attributes) local_attributes_.emplace(a.name, &a);
}

Config::Config(Reading& reading, const Stack& stack) : Config(reading, *stack.file, cat(stack.directory, stack.directory.empty() ? "" : "/", "terragrunt.stack.hcl"), nullptr, nullptr) { stack_ = &stack; }

Config::Config(Reading& reading, const Stack& stack, const hcl::Block& patch, Config& patched)
    : reading_(reading), file_(*stack.file), body_(&patch.body), path_(path_in(patched.directory_, "terragrunt.autoinclude.hcl")), directory_(patched.directory_), located_(patched.located_), child_(&patched),
      site_(patched.site_), stack_(patched.stack_), around_(std::make_unique<Config>(reading, stack)) {
  for (const hcl::Block& b : body().blocks)
    if (b.type == "locals")
      for (const hcl::Attribute& a : b.body.attributes) local_attributes_.emplace(a.name, &a);
  patched.patch_ = this;
}

Config::~Config() {
  if (around_ && child_ && child_->patch_ == this) child_->patch_ = nullptr;
}

Value Config::evaluated(const hcl::Expr& e) {
  Errors own(reading_.c);
  Value v = evaluate(e, env());
  for (const EvalError& error : reading_.c.errors)
    if (!error.quiet) reading_.report(error.at, error.message);
  reading_.c.errors.clear();
  return v;
}

std::optional<std::string> Config::path_of(std::string_view text) const {
  if (text.starts_with('/')) return normal_path(text);
  return normal_path(cat(unit_directory(), "/", text));
}

Value Config::local(std::string_view name, Span at) {
  Context& c = reading_.c;
  auto it = local_attributes_.find(name);
  if (it == local_attributes_.end() && around_) return around_->local(name, at);
  if (it == local_attributes_.end()) {
    if (file_.hcl->broken) return c.unknown(cat("local.", name, " is declared in a part that could not be read"), at);
    std::vector<std::string_view> all;
    for (const auto& [n, a] : local_attributes_) all.push_back(n);
    return c.fail(at, missing_name("local value", name, all));
  }
  return once(locals_[it->first], c.unknown(cat("local.", name, " depends on itself"), at), [&] { return evaluated(*it->second->value); });
}

Value Config::locals(Span at) {
  std::vector<Entry> entries;
  for (const auto& [name, a] : local_attributes_) entries.push_back({name, a->name_span, a->value->span, local(name, at)});
  return reading_.c.object(std::move(entries), at);
}

Value Config::own_inputs() {
  const hcl::Attribute* a = body().find("inputs");
  if (!a) return {};
  return once(inputs_, reading_.c.unknown("the inputs depend on themselves", a->name_span), [&] { return evaluated(*a->value); });
}

Value Config::own_remote_state() {
  const auto& blocks = body().blocks;
  auto block = std::find_if(blocks.begin(), blocks.end(), [](const hcl::Block& b) { return b.type == "remote_state"; });
  const hcl::Attribute* a = body().find("remote_state");
  if (block == blocks.end() && !a) return {};
  Span at = a ? a->name_span : block->header;
  return once(remote_state_, reading_.c.unknown("the remote state depends on itself", at), [&] {
    if (a) return evaluated(*a->value);
    std::vector<Entry> entries;
    for (std::string_view name : {"backend", "config"})
      if (const hcl::Attribute* part = block->body.find(name)) entries.push_back({name, part->name_span, part->value->span, evaluated(*part->value)});
    return reading_.c.object(std::move(entries), at);
  });
}

std::vector<Include>& Config::includes() {
  if (includes_read_ || child_) return includes_;
  includes_read_ = true;
  Context& c = reading_.c;
  for (const hcl::Block& b : body().blocks) {
    if (b.type != "include") continue;
    Include include;
    include.label = b.label(0);
    include.block = &b;
    const hcl::Attribute* path = b.body.find("path");
    if (const hcl::Attribute* merge = b.body.find("merge_strategy")) {
      std::string_view how = evaluated(*merge->value).string_or();
      include.merge = how == "no_merge" ? Include::Merge::none : how.starts_with("deep") ? Include::Merge::deep : Include::Merge::shallow;
    }
    Value where = path ? evaluated(*path->value) : c.unknown("the include has no path", b.header);
    std::optional<std::string> inside = where.is_string() ? path_of(where.string()) : std::nullopt;
    const InputFile* file = inside ? reading_.sites.file(*inside) : nullptr;
    if (file && file->hcl) include.config = std::make_unique<Config>(reading_, *file, *inside, this, site_);
    else include.missing = where.is_unknown() ? where : c.unknown(cat("the included file ", where.string_or("?"), " is not among those that are checked"), b.header);
    includes_.push_back(std::move(include));
  }
  return includes_;
}

Value Config::unread(std::string_view what, Span at) { return reading_.c.unknown(cat(what, " of ", file_.path, " is not read"), at); }

Value Config::as_object(Span at) {
  Context& c = reading_.c;
  return once(whole_, c.unknown(cat(file_.path, " reads itself"), at), [&] {
    if (reading_.depth > kMaxDepth) return c.unknown("files read each other without end", at);
    ++reading_.depth;
    std::vector<Entry> entries = {{"locals", at, at, locals(at)}};
    Value inputs = own_inputs();
    entries.push_back({"inputs", at, at, inputs.is_null() ? c.object({}, at) : inputs});
    if (Value state = own_remote_state(); !state.is_null()) entries.push_back({"remote_state", at, at, state});
    std::vector<Entry> dependencies;
    for (const hcl::Block& b : body().blocks)
      if (b.type == "dependency") dependencies.push_back({b.label(0), b.header, b.header, c.object({{"outputs", b.header, b.header, outputs_of(b, {}, at)}}, at)});
    if (!dependencies.empty()) entries.push_back({"dependency", at, at, c.object(std::move(dependencies), at)});
    --reading_.depth;
    Value all = c.object(std::move(entries), at);
    MapData* data = c.arena.make<MapData>(all.map());  // other parts are there, too, and are not looked at
    data->resource = c.arena.make<Reference>(Reference{c.arena.copy(std::string_view(file_.path)), {}, at});
    return Value::object(data, at);
  });
}

const hcl::Block* Config::find_block(std::string_view type, std::string_view label, Config*& owner) {
  if (patch_)
    if (const hcl::Block* b = patch_->find_block(type, label, owner)) return b;
  for (const hcl::Block& b : body().blocks)
    if (b.type == type && b.label(0) == label) return owner = this, &b;
  for (Include& i : includes())
    if (i.config)
      if (const hcl::Block* b = i.config->find_block(type, label, owner)) return b;
  return nullptr;
}

Value Config::dependency(const hcl::Traversal& t, size_t& used) {
  Context& c = reading_.c;
  std::string_view label = step(t, 0), what = step(t, 1), output = step(t, 2);
  Config* owner = nullptr;
  const hcl::Block* block = find_block("dependency", label, owner);
  if (!block && child_) block = child_->find_block("dependency", label, owner);
  used = t.steps.size();
  if (!block) {
    if (std::any_of(includes().begin(), includes().end(), [](const Include& i) { return !i.config; })) return c.unknown(cat("dependency.", label, " may be declared in a file that is not read"), t.span);
    return c.fail(t.span, cat("there is no dependency '", label, "' in this file or in those that it includes"));
  }
  if (what != "outputs") return c.unknown(cat("what dependency.", label, " says beside outputs is not read"), t.span);
  used = output.empty() ? std::min<size_t>(2, t.steps.size()) : 3;
  return owner->outputs_of(*block, output, t.span);
}

/// What the unit that a dependency block of this file means gives: an output, or for an empty name all of them.
Value Config::outputs_of(const hcl::Block& block, std::string_view output, Span at) {
  Context& c = reading_.c;
  std::string_view label = block.label(0);
  const hcl::Attribute* path = block.body.find("config_path");
  Value where = path ? evaluated(*path->value) : c.unknown(cat("dependency.", label, " has no config_path"), block.header);
  std::optional<std::string> inside = where.is_string() ? path_of(where.string()) : std::nullopt;
  if (inside && (inside->ends_with(".hcl") || inside->ends_with(".hcl.json"))) inside = folder_of(*inside);
  const Site* site = inside ? reading_.sites.at(*inside) : nullptr;
  // A unit that is not to be asked, or is not there, has mock outputs at best; these stand for nothing that will ever be.
  auto says = [&](std::string_view name, bool value) {
    const hcl::Attribute* a = block.body.find(name);
    if (!a) return false;
    Value v = evaluated(*a->value);
    return v.is_bool() && v.boolean() == value;
  };
  std::string asked = output.empty() ? cat("the outputs of dependency.", label) : cat("the output ", output, " of dependency.", label);
  if (where.is_unknown()) return c.unknown_from(where, at);
  if (!site) return c.unknown(cat(asked, ": there is no unit in ", where.string_or()), path->value->span);
  if (says("skip_outputs", true) || says("enabled", false)) return c.unknown(cat(asked, " is a mock: the unit is not asked"), block.header);
  if (!site->file) return c.unknown(cat(asked, ": the unit ", site->directory, " is not at hand"), at);
  if (!reading_.asker) return c.unknown(cat(asked, " is not evaluated"), at);
  return reading_.asker->neighbours->output_of(*reading_.asker, site->directory, output, at);
}

Value Config::include_value(const hcl::Traversal& t, size_t& used) {
  Context& c = reading_.c;
  Include* found = nullptr;
  for (Include& i : includes())
    if (i.label.empty() ? !found : i.label == step(t, 0)) found = &i;  // the form without a name has no name in references
  size_t at = found && !found->label.empty() ? 1 : 0;
  used = t.steps.size();
  if (!found && child_) return c.unknown("an included file does not know what includes it", t.span);
  if (!found) return c.fail(t.span, cat("there is no include '", step(t, 0), "'"));
  if (!found->config) return c.unknown_from(found->missing, t.span);
  std::string_view what = step(t, at), which = step(t, at + 1);
  used = std::min(t.steps.size(), at + 1);
  if (what.empty()) return found->config->as_object(t.span);
  if (what == "inputs") {
    Value inputs = found->config->own_inputs();
    return inputs.is_null() ? c.object({}, t.span) : inputs;
  }
  if (what == "remote_state") return found->config->own_remote_state();
  if (what != "locals") {
    used = t.steps.size();
    return found->config->unread(what, t.span);
  }
  if (which.empty()) return found->config->locals(t.span);
  used = at + 2;
  return found->config->local(which, t.span);
}

/// `values` of a unit: what the stack gives, or the file beside it.
Value Config::values(const hcl::Traversal& t, size_t& used) {
  Context& c = reading_.c;
  used = 0;
  const Stack* maker = stack_ ? stack_->outer : site_ ? site_->stack : nullptr;
  const hcl::Block* block = stack_ ? stack_->block : site_ ? site_->block : nullptr;
  if (maker && block) {
    const hcl::Attribute* values = block->body.find("values");
    if (!values) return c.object({}, t.span);
    if (const hcl::Block* patch = stack_ ? stack_->patch : site_->patch; !maker_ && patch) {
      made_of_ = std::make_unique<Config>(reading_, *maker);
      maker_ = std::make_unique<Config>(reading_, *maker->outer, *patch, *made_of_);
    }
    if (!maker_) maker_ = std::make_unique<Config>(reading_, *maker);
    if (std::string_view which = step(t, 0); values->value->kind == hcl::ExprKind::object && !which.empty())
      for (const hcl::Item& i : hcl::as<hcl::Object>(*values->value).items)
        if (i.name == which || (i.key && i.key->kind == hcl::ExprKind::string && hcl::as<hcl::Literal>(*i.key).text == which)) {
          used = 1;
          return maker_->evaluated(*i.value);
        }
    return maker_->evaluated(*values->value);
  }
  const InputFile* file = reading_.sites.file(cat(unit_directory(), unit_directory().empty() ? "" : "/", "terragrunt.values.hcl"));
  if (!file || !file->hcl) return c.unknown("values come from a stack that is not among the files", t.span);
  std::vector<Entry> entries;
  for (const hcl::Attribute& a : file->hcl->body.attributes) entries.push_back({a.name, a.name_span, a.value->span, evaluate(*a.value, Env{c})});
  return c.object(std::move(entries), t.span);
}

/// What Terragrunt takes without a flag that says otherwise: the default, as of a variable.
Value Config::feature(const hcl::Traversal& t, size_t& used) {
  Context& c = reading_.c;
  std::string_view label = step(t, 0);
  Config* owner = nullptr;
  const hcl::Block* block = find_block("feature", label, owner);
  if (!block && child_) block = child_->find_block("feature", label, owner);
  const hcl::Attribute* fallback = block ? block->body.find("default") : nullptr;
  if (!fallback || step(t, 1) != "value") return c.unknown(cat("the feature ", label, " is given where Terragrunt runs"), block ? block->header : t.span);
  used = 2;
  return owner->evaluated(*fallback->value);
}

/// unit.vpc.path, stack.net.path, stack.net.vpc.path (of the unit vpc in that stack): where the stack puts them.
Value Config::generated_path(const hcl::Traversal& t, size_t& used) {
  bool inside = t.name == "stack" && step(t, 1) != "path";
  size_t last = inside ? 2 : 1;
  used = t.steps.size();
  const Stack* stack = around_ ? around_->stack_ : stack_;
  const std::string* path = stack && step(t, last) == "path" ? reading_.sites.placed(*stack, inside ? "unit" : t.name, step(t, last - 1), inside ? step(t, 0) : std::string_view()) : nullptr;
  if (!path) return reading_.c.unknown(cat("where the stack puts ", t.name, ".", step(t, 0), " is not known"), t.span);
  used = last + 1;
  return reading_.c.text(absolute(*path), t.span);
}

Value Config::name(const hcl::Traversal& t, const Env& env, size_t& used) {
  Context& c = reading_.c;
  std::string_view first = step(t, 0);
  used = 1;
  if (t.name == "local") return first.empty() ? (used = 0, locals(t.span)) : local(first, t.span);
  if (t.name == "include") return include_value(t, used);
  if (t.name == "dependency") return dependency(t, used);
  if (t.name == "values") return values(t, used);
  if (t.name == "each" && env.repetition) return c.unknown("'each' is not evaluated here", t.span);
  used = t.steps.size();
  if (t.name == "feature") return feature(t, used);
  if ((t.name == "unit" || t.name == "stack") && (stack_ || around_)) return generated_path(t, used);
  return c.unknown(cat("'", t.name, "' is not known to plumb in a Terragrunt file"), t.span);
}

}  // namespace plumb::terraform::terragrunt
