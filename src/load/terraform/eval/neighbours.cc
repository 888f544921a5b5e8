// neighbours.h.
#include "load/terraform/eval/neighbours.h"

#include "base/text.h"
#include "load/terraform/eval/backend.h"
#include "load/terraform/eval/tree_value.h"
#include "syntax/read.h"

namespace plumb::terraform {
namespace {

/// Values as another root module sees them: deep copies, for the texts may lie in memory that goes away; their references say where they lead.
class Import {
 public:
  /// `from`: the root module that the values are of; `own`: the one that takes them; `at`: where it asks.
  Import(Context& c, const OtherRoot* from, const OtherRoot* own, Span at) : c_(c), from_(from), own_(own), at_(at) {}

  Value value(const Value& v) {
    Value out = plain(v).from(v.source()).with_marks(v.marks());
    c_.any_marks = c_.any_marks || v.marks();
    return v.maybe() ? out.marked_maybe() : out;
  }

  const Reference* reference(const Reference& r) {
    const OtherRoot* root = r.root ? r.root : from_;
    return c_.arena.make<Reference>(Reference{c_.arena.copy(r.address), c_.arena.copy(r.attribute), at_, root == own_ ? nullptr : root});
  }

 private:
  Value plain(const Value& v) {
    if (v.is_string()) return Value::string(c_.arena.copy(v.string()), v.span());
    if (v.is_number()) return v.exact().big() ? Value::number(v.number(), v.span()) : v;
    if (v.is_unknown()) return Value::unknown(unknown(v.unknown()), at_);
    if (v.is_sequence()) {
      std::vector<Value> items;
      for (const Value& i : v.items()) items.push_back(value(i));
      return Value::sequence(v.kind(), c_.arena.make<ListData>(ListData{c_.arena.copy(items), type(v.list().element), v.list().open ? unknown(*v.list().open) : nullptr, v.list().weight}), v.span());
    }
    if (v.is_mapping()) {
      std::vector<Entry> entries(v.entries().begin(), v.entries().end());
      for (Entry& e : entries) {
        e.key = c_.arena.copy(e.key);
        e.value = value(e.value);
      }
      const Reference* resource = v.map().resource ? reference(*v.map().resource) : nullptr;
      const MapData* data = c_.arena.make<MapData>(MapData{c_.arena.copy(entries), type(v.map().element), resource, v.map().weight});
      return v.is(ValueKind::map) ? Value::map(data, v.span()) : Value::object(data, v.span());
    }
    return v.is_null() ? Value::null(nullptr, v.span()) : v;
  }

  const Unknown* unknown(const Unknown& u) {
    Unknown* out = c_.arena.make<Unknown>(u);
    std::vector<Reference> references;
    for (const Reference& r : u.references) references.push_back(*reference(r));
    out->references = c_.arena.copy(references);
    out->cause = c_.arena.copy(std::string_view(cause(u)));
    out->text = c_.arena.copy(std::string_view(marked(u.text)));
    out->type = type(u.type);
    std::vector<Value> parts;
    for (const Value& part : u.parts) parts.push_back(value(part));
    out->parts = c_.arena.copy(parts);
    if (u.json) out->json = c_.arena.make<Value>(value(*u.json));
    if (u.partial) out->partial = c_.arena.make<Value>(value(*u.partial));
    return out;
  }

  std::string cause(const Unknown& u) {
    std::string_view told = "root module ";
    return u.cause.find(told) != std::string_view::npos ? std::string(u.cause) : cat(u.cause, " (in the root module ", shown_directory(from_->directory), ")");
  }

  /// The written form with the root module before each name that has none: what is written alike in two of them is not the same.
  std::string marked(std::string_view text) {
    std::string out, mark = root_mark(*from_);
    for (size_t at = 0; at < text.size();) {
      size_t next = text.find("${", at);
      if (next == std::string_view::npos) return out += text.substr(at);
      out += text.substr(at, next + 2 - at);
      at = next + 2;
      if (!text.substr(at).starts_with("//")) out += mark;
    }
    return out;
  }

  /// Types are interned in a context: those of another one mean nothing here.
  const Type* type(const Type* t) {
    if (!t) return nullptr;
    switch (t->kind) {
      case TypeKind::string: return c_.types.string();
      case TypeKind::number: return c_.types.number();
      case TypeKind::boolean: return c_.types.boolean();
      case TypeKind::list: case TypeKind::set: case TypeKind::map: {
        const Type* element = type(t->element);
        return element ? c_.types.collection(t->kind, element) : nullptr;
      }
      default: return nullptr;
    }
  }

  Context& c_;
  const OtherRoot *from_, *own_;
  Span at_;
};

/// Outputs from a state file (versions 3 and 4) that is among the files; null when there is none.
Value outputs_in_file(Context& c, const std::string& path, Span at) {
  std::string why;
  auto bytes = c.project.vfs ? c.project.vfs->read(path, &why) : std::nullopt;
  if (!bytes) return {};
  Findings ignored;  // what is no state file is none for Terraform either
  Tree tree = read_json(FileId::none, *bytes, ignored);
  if (tree.documents.empty()) return {};
  TreeRef outputs = tree.document(0)["outputs"];
  if (!outputs.is_map())
    for (TreeRef m : tree.document(0)["modules"].items())
      if (!outputs.is_map()) outputs = m["outputs"];
  if (!outputs.is_map()) return {};
  std::vector<Entry> entries;
  for (auto [name, output] : outputs.entries()) {
    Value v = c.keep(tree_value(c.arena, output["value"]), at);
    if (output["sensitive"].type() == NodeType::boolean && output["sensitive"].boolean()) v = v.marked_sensitive(), c.any_marks = true;
    entries.push_back({c.arena.copy(name.text()), at, at, v});
  }
  return c.object(std::move(entries), at);
}

/// A parameter as its data source gives it: the value is hidden, whichever argument it was written with.
Value parameter(Context& c, const Value& config) {
  std::vector<Entry> entries(config.entries().begin(), config.entries().end());
  const Entry *secret = config.find("value"), *open = config.find("insecure_value");
  if (!secret && !open) return config;
  const Entry given = secret && (!secret->value.is_null() || !open) ? *secret : *open;
  std::erase_if(entries, [](const Entry& e) { return e.key == "value" || e.key == "insecure_value"; });
  c.any_marks = true;
  entries.push_back({"value", given.key_span, given.at, given.value.marked_sensitive()});
  if (config.get("type").string_or("SecureString") != "SecureString") entries.push_back({"insecure_value", given.key_span, given.at, given.value});
  MapData* all = c.arena.make<MapData>(c.object(std::move(entries), config.span()).map());
  all->resource = config.map().resource;
  return Value::object(all, config.span());
}

}  // namespace

const OtherRoot* Neighbours::name(std::string_view unit, std::string_view workspace) {
  auto [it, made] = names_.try_emplace({std::string(unit), std::string(workspace)});
  if (made) {
    std::string_view loaded = project_.options.workspace.empty() ? std::string_view("default") : std::string_view(project_.options.workspace);
    it->second = arena_.make<OtherRoot>(OtherRoot{arena_.copy(unit), arena_.copy(workspace), workspace == loaded});
  }
  return it->second;
}

Neighbours::Other* Neighbours::root(const Root& asker, std::string_view unit, std::string_view workspace) {
  std::pair key{std::string(unit), std::string(workspace)};
  if (auto it = others_.find(key); it != others_.end()) return &it->second;
  if (making_ >= kMaxRunning) return nullptr;
  Other& other = others_[key];
  other.name = name(unit, workspace);
  RootSettings settings;
  settings.within = this;
  settings.workspace = other.name->workspace;
  const Assembly* assembly = roots_ ? roots_->assembly(unit) : nullptr;
  ++making_;
  other.root = assembly ? assembly->make(arena_, ignored_, settings, &asker.c) : std::make_unique<RootModule>(project_, unit, arena_, ignored_, settings);
  --making_;
  return &other;
}

Value Neighbours::output_of(const Root& asker, std::string_view unit, std::string_view name, Span at) {
  Other* other = root(asker, unit, asker.workspace);
  if (!other) return asker.c.unknown(cat("too many root modules depend on each other before ", shown_directory(unit)), at);
  return name.empty() ? outputs(asker, *other, at) : output(asker, *other, name, at);
}

Value Neighbours::output(const Root& asker, Other& other, std::string_view name_, Span at) {
  Context& c = asker.c;
  std::string_view directory = shown_directory(other.name->directory);
  if (!other.root) return c.unknown(cat("the root module ", directory, " depends on itself"), at);
  if (!other.root->module) return c.unknown(other.root->why.empty() ? cat("the root module ", directory, " could not be read") : other.root->why, at);
  const auto& declared = other.root->module->declaration().outputs;
  if (!declared.contains(name_)) return c.unknown(cat("the root module ", directory, " has no output '", name_, "'"), at);
  if (running_.size() > kMaxRunning || !running_.emplace(&other, name_).second) return c.unknown(cat("the root modules read each other's states in a circle: output ", name_, " of ", directory), at);
  Context& inner = other.root->context;
  int depth = inner.depth;
  inner.continue_from(c);
  Value v = other.root->module->output(name_, at);
  inner.depth = depth;
  running_.erase({&other, std::string(name_)});
  const hcl::Attribute* sensitive = declared.find(name_)->second->body.find("sensitive");
  if (sensitive && sensitive->value->kind == hcl::ExprKind::boolean && sensitive->value->flag) v = v.marked_sensitive();
  return Import(c, other.name, name(asker.unit, asker.workspace), at).value(v);
}

Value Neighbours::outputs(const Root& asker, Other& other, Span at) {
  if (!other.root || !other.root->module) return output(asker, other, "", at);
  std::vector<Entry> entries;
  for (const auto& [name, block] : other.root->module->declaration().outputs) entries.push_back({name, block->header, at, output(asker, other, name, at)});
  return asker.c.object(std::move(entries), at);
}

Neighbours::Other* Neighbours::state_of(const Root& asker, const Value& config, std::string& why) {
  if (!roots_) why = "the project that holds other root modules is not known (it starts at the folder of .plumb.yaml or .git)";
  auto found = roots_ ? roots_->state(asker.unit, config, why) : std::nullopt;
  if (!found) return nullptr;
  Other* other = root(asker, found->directory, found->workspace);
  if (!other) why = "too many root modules wait for each other";
  return other;
}

Value Neighbours::state_outputs(const Root& asker, const Instance& data, std::string_view only, Span at) {
  Context& c = asker.c;
  Value defaults = data.config.get("defaults"), in_file;
  std::string why, path;
  if (StatePlace place = state_place(asker.unit, data.config, asker.c.rooted); place.type == "local") {
    path = place.of(data.config.get("workspace").string_or("default")).value_or("");
    if (!path.empty()) in_file = outputs_in_file(c, path, at);
  }
  Other* other = in_file.is_mapping() ? nullptr : state(asker, data, why);
  if (!in_file.is_mapping() && !other)
    return c.attribute(data.address, only.empty() ? std::string("outputs") : cat("outputs.", only), c.arena.copy(std::string_view(cat(data.address, ": ", why))), at);
  if (only.empty()) {
    Value all = other ? outputs(asker, *other, at) : in_file;
    std::vector<Entry> entries(defaults.entries().begin(), defaults.entries().end());
    entries.insert(entries.end(), all.entries().begin(), all.entries().end());
    return entries.size() == all.entries().size() ? all : c.object(std::move(entries), at);
  }
  bool there = other ? other->root && other->root->module && other->root->module->declaration().outputs.contains(only) : in_file.find(only) != nullptr;
  if (const Entry* e = there ? nullptr : defaults.find(only)) return e->value;
  if (other) return output(asker, *other, only, at);
  return there ? in_file.get(only) : c.fail(at, cat("the state file ", path, " has no output '", only, "'"));
}

/// tfe_outputs: the outputs of the root module that keeps its state in a workspace of HCP Terraform, hidden ones apart.
Value Neighbours::workspace_outputs(const Root& asker, const Instance& data) {
  Context& c = asker.c;
  Span at = data.header;
  auto entry = [&](std::string_view name, const Value& v) { return Entry{name, at, at, v}; };
  Value workspaces = c.object({entry("name", data.config.get("workspace"))}, at);
  Value place = c.object({entry("organization", data.config.get("organization")), entry("workspaces", workspaces)}, at);
  std::string why;
  Other* other = state_of(asker, c.object({entry("backend", Value::string("remote", at)), entry("config", place)}, at), why);
  if (!other || !other->root || !other->root->module) return {};
  Value all = outputs(asker, *other, at);
  std::vector<Entry> open(all.entries().begin(), all.entries().end());
  std::erase_if(open, [](const Entry& e) { return e.value.sensitive(); });
  c.any_marks = true;
  std::vector<Entry> entries(data.config.entries().begin(), data.config.entries().end());
  entries.push_back(entry("values", all.marked_sensitive()));
  entries.push_back(entry("nonsensitive_values", c.object(std::move(open), at)));
  MapData* out = c.arena.make<MapData>(c.object(std::move(entries), at).map());
  out->resource = data.config.map().resource;
  return Value::object(out, at);
}

Value Neighbours::answer(const Root& asker, Instance& data) {
  std::string why;
  if (!look_up_ || !roots_) return {};
  if (data.type == "tfe_outputs") return data.config.is_mapping() ? workspace_outputs(asker, data) : Value();
  Roots::Found found = roots_->declared(asker.unit, data, why);
  if (found.instances.empty()) return {};
  Context& c = asker.c;
  std::string_view loaded = project_.options.workspace.empty() ? std::string_view("default") : std::string_view(project_.options.workspace);
  const OtherRoot* from = name(found.directory, loaded);
  const OtherRoot* own = name(asker.unit, asker.workspace);
  Import import(c, from, own, data.header);
  if (data.type != "aws_subnets" && data.type != "aws_subnet_ids") {
    data.stands_for = import.reference(Reference{found.instances[0]->address, {}, data.header, from});
    Value config = import.value(found.instances[0]->config);
    return data.type == "aws_ssm_parameter" ? parameter(c, config) : config;
  }
  std::vector<Value> ids;
  for (const Instance* i : found.instances) {
    const Reference* id = import.reference(Reference{i->address, "id", data.header, from});
    ids.push_back(c.attribute(id->address, id->attribute, {}, data.header, id->root));
  }
  std::vector<Entry> entries(data.config.entries().begin(), data.config.entries().end());
  entries.push_back({"ids", data.header, data.header, data.type == "aws_subnets" ? c.list(ids, c.types.string(), data.header) : c.set(std::move(ids), c.types.string(), data.header)});
  MapData* all = c.arena.make<MapData>(c.object(std::move(entries), data.header).map());
  all->resource = data.config.map().resource;
  return Value::object(all, data.header);
}

}  // namespace plumb::terraform
