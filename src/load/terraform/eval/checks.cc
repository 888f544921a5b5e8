// What Terraform refuses of a module before it plans anything, and the conditions that a configuration sets itself (module.h): undeclared
// names wherever they stand, arguments that Terraform's own blocks do not have or lack, calls that do not fit their module, validations,
// pre- and postconditions, checks.
// Invariant: only what is certain: nothing of a module that could not be read as a whole, no condition that is not known.
#include <algorithm>

#include "base/text.h"
#include "load/terraform/eval/conform.h"
#include "load/terraform/eval/conversion.h"
#include "load/terraform/eval/module.h"
#include "load/terraform/eval/version_range.h"
#include "load/terraform/eval/walk.h"

namespace plumb::terraform {
namespace {

/// What Terraform's own blocks may hold; `needed`: arguments without which it refuses them.
struct Grammar {
  std::string_view type;
  std::vector<std::string_view> arguments, blocks, needed;
};

const std::vector<Grammar>& grammars() {
  static const std::vector<Grammar> kAll = {
      {"variable", {"type", "description", "default", "sensitive", "nullable", "ephemeral", "deprecated", "const"}, {"validation"}, {}},
      {"output", {"value", "description", "sensitive", "ephemeral", "depends_on", "deprecated", "type"}, {"precondition", "postcondition"}, {"value"}},
      {"validation", {"condition", "error_message"}, {}, {"condition", "error_message"}},
      {"precondition", {"condition", "error_message"}, {}, {"condition", "error_message"}},
      {"postcondition", {"condition", "error_message"}, {}, {"condition", "error_message"}},
      {"assert", {"condition", "error_message"}, {}, {"condition", "error_message"}},
      {"moved", {"from", "to"}, {}, {"from", "to"}},
      {"lifecycle", {"create_before_destroy", "prevent_destroy", "ignore_changes", "replace_triggered_by", "enabled", "destroy"}, {"precondition", "postcondition", "action_trigger"}, {}},
      {"check", {}, {"data", "assert"}, {}},
  };
  return kAll;
}

/// No references, or references that Terraform only looks at when it makes the block.
bool no_reference(std::string_view n) { return n == "dynamic" || n == "provider" || n == "providers" || n == "ignore_changes" || n == "provisioner" || n == "connection"; }
bool type_argument(std::string_view n) { return n == "type"; }

template <class Map>
std::vector<std::string_view> names_of(const Map& all) {
  std::vector<std::string_view> out;
  for (const auto& [name, what] : all) out.push_back(name);
  return out;
}

class Static {
 public:
  Static(Root& root, const Declaration& d) : root_(root), d_(d) {}

  void run() {
    NameFound name = [this](const hcl::Traversal& t) { this->name(t); };
    for (const auto& [n, a] : d_.locals) walk(*a->value, name);
    labels();
    for (const auto& [n, b] : d_.variables) {
      grammar(*b);
      if (const hcl::Attribute* type = b->body.find("type"))
        if (auto fault = type_fault(*type->value)) root_.report(fault->at, fault->message, "string, number, bool, any, list(...), set(...), map(...), object({...}) and tuple([...]) are the types");
      walk(b->body, name, type_argument);
      reserved(*b);
    }
    for (const auto& [n, b] : d_.outputs) {
      grammar(*b);
      walk(b->body, name);
    }
    for (const auto& [n, r] : d_.resources) {
      repeated(*r.block);
      const SchemaBlock* schema = r.data ? nullptr : resource_schema(r.type);
      if (schema) check_body(root_, r.block->body, *schema, r.type, r.block->header, strict());
      for (const hcl::Block& inner : r.block->body.blocks)
        if (inner.type == "lifecycle") grammar(inner);
      walk(r.block->body, name, no_reference);
    }
    for (const auto& [n, b] : d_.ephemerals) {
      repeated(*b);
      walk(b->body, name, no_reference);
    }
    for (const auto& [n, b] : d_.calls) {
      repeated(*b);
      if (const hcl::Attribute* source = b->body.find("source"); source && strict() && source->value->kind != hcl::ExprKind::string && !root_.opentofu())
        root_.report(source->value->span, "the source of a module must be a plain text", "Terraform reads it before anything has a value; OpenTofu allows variables and locals");
      if (!b->body.find("source")) root_.report(b->header, cat("the module call '", n, "' has no source"), "say where the module is: source = \"./modules/name\"");
      walk(b->body, name, no_reference);
    }
    for (const hcl::Block* b : d_.settings) required_version(*b);
    block_types();
    if (strict() && d_.directory == root_.directory) import_targets();
    for (const hcl::Block* b : d_.providers) walk(b->body, name);
    for (const hcl::Block* b : d_.checks) {
      grammar(*b);
      walk(b->body, name);
    }
  }

 private:
  void name(const hcl::Traversal& t) {
    auto step = [&](size_t i) { return i < t.steps.size() && t.steps[i].kind == hcl::StepKind::attribute ? t.steps[i].name : std::string_view{}; };
    std::string_view first = step(0), second = step(1);
    if (t.name == "var" && !first.empty() && !d_.variables.contains(first)) return missing(t, "variable", first, names_of(d_.variables));
    if (t.name == "local" && !first.empty() && !d_.locals.contains(first)) return missing(t, "local value", first, names_of(d_.locals));
    if (t.name == "module" && !first.empty() && !d_.calls.contains(first)) return missing(t, "module", first, names_of(d_.calls));
    if (t.name == "ephemeral" && !second.empty()) {
      std::string key = cat(first, ".", second);
      if (!d_.ephemerals.contains(key)) missing(t, "ephemeral resource", key, names_of(d_.ephemerals), " in this module");
      return;
    }
    static constexpr std::string_view kNoResource[] = {"var", "local", "module", "each", "count", "path", "terraform", "self", "ephemeral", "resource", "action", "list", "provider"};
    if (std::find(std::begin(kNoResource), std::end(kNoResource), t.name) != std::end(kNoResource)) return;
    bool data = t.name == "data";
    std::string_view type = data ? first : t.name, own = data ? second : first;
    if (type.empty() || own.empty()) return;  // the evaluator says what a lone name is
    std::string key = cat(data ? "data." : "", type, ".", own);
    auto it = d_.resources.find(key);
    if (it == d_.resources.end()) return missing(t, data ? "data source" : "resource", key, names_of(d_.resources), " in this module");
    const SchemaBlock* schema = data ? nullptr : resource_schema(type);
    if (!schema || it->second.block->body.find("for_each")) return;  // with for_each what follows may be a key
    size_t at = 1;
    while (at < t.steps.size() && t.steps[at].kind != hcl::StepKind::attribute) ++at;
    if (at < t.steps.size()) check_attribute(root_, t.steps[at].name, t.steps[at].span, *schema, type, strict());
  }

  /// A module that is installed from elsewhere has been used as it is, and may be newer than the schemas here.
  bool strict() const { return root_.c.project.options.as_planned && d_.directory.find(".terraform/modules/") == std::string::npos; }

  void missing(const hcl::Traversal& t, std::string_view what, std::string_view name, const std::vector<std::string_view>& all, std::string_view where = {}) {
    root_.report(t.span, missing_name(what, name, all, where));
  }

  void grammar(const hcl::Block& b) {
    auto it = std::find_if(grammars().begin(), grammars().end(), [&](const Grammar& g) { return g.type == b.type; });
    if (it == grammars().end()) return;
    auto has = [](const std::vector<std::string_view>& all, std::string_view n) { return std::find(all.begin(), all.end(), n) != all.end(); };
    for (const hcl::Attribute& a : b.body.attributes)
      if (!has(it->arguments, a.name)) root_.report(a.name_span, cat("a ", b.type, " block has no argument '", a.name, "'"));
    for (const hcl::Block& inner : b.body.blocks) {
      if (!has(it->blocks, inner.type)) root_.report(inner.header, cat("a ", b.type, " block holds no '", inner.type, "' block"));
      else grammar(inner);
    }
    for (std::string_view n : it->needed)
      if (!b.body.find(n)) root_.report(b.header, cat("the ", b.type, " block needs the argument '", n, "'"));
  }

  void repeated(const hcl::Block& b) {
    const hcl::Attribute *count = b.body.find("count"), *each = b.body.find("for_each");
    if (count && each) root_.report(each->name_span, "count and for_each exclude each other");
    for (std::string_view n : {"lifecycle", "provisioner", "connection"})
      if (const hcl::Attribute* a = b.type == "module" ? nullptr : b.body.find(n)) root_.report(a->name_span, cat("'", n, "' is a block and no argument"), cat("write it without '=': ", n, " { ... }"));
  }

  /// The names in a block's header.
  void labels() {
    struct Labels {
      std::string_view type, how;
      size_t number;
    };
    static constexpr Labels kLabels[] = {{"resource", "resource \"TYPE\" \"NAME\" { ... }", 2}, {"data", "data \"TYPE\" \"NAME\" { ... }", 2}, {"variable", "variable \"NAME\" { ... }", 1},
                                         {"output", "output \"NAME\" { ... }", 1},               {"module", "module \"NAME\" { ... }", 1},      {"provider", "provider \"NAME\" { ... }", 1},
                                         {"locals", "locals { ... }", 0},                         {"terraform", "terraform { ... }", 0}};
    for (const hcl::File* f : d_.files)
      for (const hcl::Block& b : f->body.blocks)
        for (const Labels& l : kLabels)
          if (b.type == l.type && b.labels.size() != l.number) root_.report(b.header, cat("a ", b.type, " block has ", b.labels.size() < l.number ? "too few" : "too many", " names in front of its brace"), cat("write ", l.how));
  }

  /// Blocks at the top level that are none of Terraform's.
  void block_types() {
    static constexpr std::string_view kTypes[] = {"terraform", "provider", "resource", "data", "ephemeral", "variable", "output", "module", "locals", "moved", "removed", "import", "check"};
    for (const InputFile* f : module_files(root_.c.project, d_.directory))
      for (const hcl::Block& b : f->hcl->body.blocks)
        if (std::find(std::begin(kTypes), std::end(kTypes), b.type) == std::end(kTypes) && !root_.opentofu()) {
          std::string_view near = nearest(b.type, {std::begin(kTypes), std::end(kTypes)});
          if (!strict() && near.empty()) continue;  // a later release of Terraform may have it
          root_.report(b.type_span, cat("Terraform has no block '", b.type, "'", near.empty() ? "" : "; is '", near, near.empty() ? "" : "' meant?"), "resource, data, variable, output, module, locals, provider and terraform are the usual ones");
        }
  }

  /// What is imported is configured, too (Terraform can write that configuration, when it is asked to).
  void import_targets() {
    for (const hcl::Block* b : d_.imports) {
      const hcl::Attribute* to = b->body.find("to");
      if (!to || to->value->kind != hcl::ExprKind::traversal) continue;
      const auto& t = hcl::as<hcl::Traversal>(*to->value);
      if (t.name == "module" || t.name == "data" || t.steps.empty() || t.steps[0].kind != hcl::StepKind::attribute) continue;
      std::string key = cat(t.name, ".", t.steps[0].name);
      if (!d_.resources.contains(key)) root_.report(t.span, cat("there is no resource '", key, "' to import to"), "declare it, or let Terraform write it: terraform plan -generate-config-out=FILE");
    }
  }

  /// What is planned here is planned as a release of Terraform 1.11 does.
  void required_version(const hcl::Block& b) {
    const hcl::Attribute* wanted = b.body.find("required_version");
    if (!wanted || wanted->value->kind != hcl::ExprKind::string || !root_.c.project.options.as_planned || root_.opentofu()) return;
    auto range = read_version_range(hcl::as<hcl::Literal>(*wanted->value).text);
    if (range && !range->both({{1, 11, 0}, {1, 12, 0}, true})) root_.report(wanted->value->span, "required_version leaves out Terraform 1.11, as which this is planned", "widen it, or plan with the release that it asks for");
  }

  void reserved(const hcl::Block& b) {
    for (std::string_view n : {"source", "version", "providers", "count", "for_each", "lifecycle", "depends_on", "locals"})
      if (b.label(0) == n) root_.report(b.header, cat("a variable cannot be named '", n, "': module calls need the name themselves"));
  }

  Root& root_;
  const Declaration& d_;
};

}  // namespace

bool sensitive_inside(const Value& v) {
  if (v.sensitive()) return true;
  return std::any_of(v.items().begin(), v.items().end(), sensitive_inside) ||
         std::any_of(v.entries().begin(), v.entries().end(), [](const Entry& e) { return sensitive_inside(e.value); });
}

bool ephemeral_inside(const Value& v) {
  if (v.ephemeral()) return true;
  return std::any_of(v.items().begin(), v.items().end(), ephemeral_inside) ||
         std::any_of(v.entries().begin(), v.entries().end(), [](const Entry& e) { return !e.key.ends_with("_wo") && ephemeral_inside(e.value); });
}

void check_declaration(Root& root, const Declaration& declaration) {
  if (declaration.incomplete || !root.checked.insert(&declaration).second) return;
  Static(root, declaration).run();
}

void Module::check_call(const hcl::Block& call, const Declaration& called) {
  if (called.incomplete || declaration_.incomplete || !root_.checked.insert(&call).second) return;
  static constexpr std::string_view kMeta[] = {"source", "version", "count", "for_each", "providers", "depends_on"};
  std::vector<std::string_view> known = names_of(called.variables);
  for (const hcl::Attribute& a : call.body.attributes)
    if (std::find(std::begin(kMeta), std::end(kMeta), a.name) == std::end(kMeta) && !called.variables.contains(a.name)) {
      std::string_view near = nearest(a.name, known);
      root_.report(a.name_span, cat("the module of '", call.label(0), "' has no variable '", a.name, "'", near.empty() ? "" : "; is '", near, near.empty() ? "" : "' meant?"));
    }
  for (const hcl::Block& b : call.body.blocks)
    if (b.type != "providers" && !(b.type == "lifecycle" && opentofu())) root_.report(b.header, cat("a module call holds no '", b.type, "' block"), called.variables.contains(b.type) ? cat("write it as an argument: ", b.type, " = { ... }") : "");
  for (const auto& [name, block] : called.variables)
    if (!block->body.find("default") && !call.body.find(name)) root_.report(call.header, cat("the call of module '", call.label(0), "' does not set '", name, "', which has no default"));
}

void Module::condition(const hcl::Block& rule, const Env& env, std::string_view of, Severity severity) {
  const hcl::Attribute *condition = rule.body.find("condition"), *message = rule.body.find("error_message");
  if (!condition || !message) return;
  Value v = evaluated([&] {
    Value result = evaluate(*condition->value, env);
    // `x == null || x > 0`: from Terraform 1.12 on the right side is not looked at when the left one decides, so what it refuses may be right.
    if (!root_.c.project.options.as_planned) root_.c.errors.clear();
    return result;
  });
  if (v.is_unknown()) return;
  auto holds = v.is_null() ? std::nullopt : to_boolean(v);
  if (!holds) return root_.report(condition->value->span, cat("a condition must be a bool, not ", kind_name(v)));
  if (*holds) return;
  Errors own(root_.c);  // a message that cannot be made does not hide that the condition fails
  Value text = evaluate(*message->value, env);
  root_.c.errors.clear();
  std::string said = text.is_string() && !text.sensitive() ? std::string(text.string()) : std::string("a condition that the configuration sets is not met");
  root_.report(condition->value->span, cat(of, ": ", said), "the condition is false with the values that are known here", severity);
}

void Module::check_conditions() {
  if (model_ && !model_->model->folder.empty())
    if (const Declaration* read = root_.declaration(model_->model->folder)) check_declaration(root_, *read);  // the user's own: at its place in the file
  if (maybe_ || model_ || stands_in_) return;  // what is wrong in a model of ours is no finding
  check_declaration(root_, declaration_);
  for (const auto& [name, block] : declaration_.variables) {
    variable(name, block->header);
    // A root default that does not pass asks for a value where Terraform runs: only then is it wrong.
    bool given = parent_ ? call_->body.find(name) != nullptr : root_.variables.contains(name);
    if (!given && !parent_ && !root_.c.project.options.as_planned) continue;
    for (const hcl::Block& b : block->body.blocks)
      if (b.type == "validation") condition(b, env(), cat("the value of ", address(cat("var.", name)), " is not valid"), Severity::error);
  }
  for (const auto& [name, attribute] : declaration_.locals) local(name, attribute->name_span);
  for (const hcl::Block* o : declaration_.output_order)
    for (const hcl::Block& b : o->body.blocks)
      if (b.type == "precondition") condition(b, env(), cat("a precondition of ", address(cat("output.", o->label(0))), " fails"), Severity::error);
  for (const hcl::Block* check : declaration_.checks)
    for (const hcl::Block& b : check->body.blocks) {
      const hcl::Attribute* asserted = b.type == "assert" ? b.body.find("condition") : nullptr;
      bool refers = false;
      if (asserted) walk(*asserted->value, [&](const hcl::Traversal&) { refers = true; });
      if (asserted && !refers) root_.report(asserted->value->span, "this condition refers to nothing of the configuration, so it checks nothing", "compare an attribute of a resource, a data source or a variable");
      if (refers) condition(b, env(), cat("the check '", check->label(0), "' fails"), Severity::warning);
    }
}

void Module::check_instances(const ResourceNode& node) {
  if (root_.c.any_marks && root_.c.project.options.as_planned && !model_ && !stands_in_) {
    for (const Instance& i : node.instances)
      for (const Entry& e : i.config.entries())
        if (!e.key.ends_with("_wo") && ephemeral_inside(e.value))
          root_.report(e.at, cat("'", e.key, "' of ", i.address, " is kept in the state, and an ephemeral value cannot be"), "give it to a write-only argument (..._wo), or use a value that is not ephemeral");
  }
  for (const hcl::Block& lifecycle : node.declared->block->body.blocks) {
    if (lifecycle.type != "lifecycle" || lifecycle.body.blocks.empty()) continue;
    for (size_t i = 0; i < node.instances.size(); ++i) {
      if (node.instances[i].maybe) continue;
      const Expansion& e = node.expansion;
      Repetition repetition;
      if (e.kind == Expansion::Kind::count) repetition.index = &e.keys[i];
      if (e.kind == Expansion::Kind::for_each) repetition.key = &e.keys[i], repetition.value = &e.values[i];
      Env inner = env();
      inner.repetition = &repetition;
      Local self{nullptr, "self", node.objects[i]};
      for (const hcl::Block& b : lifecycle.body.blocks) {
        if (b.type == "precondition") condition(b, inner, cat("a precondition of ", node.instances[i].address, " fails"), Severity::error);
        if (b.type == "postcondition") condition(b, inner.with(self), cat("a postcondition of ", node.instances[i].address, " fails"), Severity::error);
      }
    }
  }
}

}  // namespace plumb::terraform
