// Input variables: their declared types, and the values given from outside (module.h: read_type, given_variables).
#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "load/terraform/eval/functions.h"
#include "load/terraform/eval/module.h"
#include "load/terraform/eval/paths.h"
#include "load/terraform/eval/tree_value.h"
#include "syntax/read.h"

namespace plumb::terraform {
namespace {

const Type* named_type(std::string_view name, Context& c) {
  if (name == "string") return c.types.string();
  if (name == "number") return c.types.number();
  if (name == "bool") return c.types.boolean();
  if (name == "any") return c.types.dynamic();
  if (name == "list") return c.types.list(c.types.dynamic());
  if (name == "set") return c.types.set(c.types.dynamic());
  if (name == "map") return c.types.map(c.types.dynamic());
  return nullptr;
}

const Type* object_type(const hcl::Object& o, Context& c) {
  std::vector<TypeAttribute> attributes;
  for (const hcl::Item& i : o.items) {
    TypeAttribute a;
    a.name = i.key && i.key->kind == hcl::ExprKind::string ? hcl::as<hcl::Literal>(*i.key).text : i.name;
    const hcl::Expr* type = i.value;
    if (type->kind == hcl::ExprKind::call && hcl::as<hcl::Call>(*type).name == "optional") {
      const auto& call = hcl::as<hcl::Call>(*type);
      if (call.arguments.empty()) return nullptr;
      a.optional = true;
      type = call.arguments[0];
      a.type = read_type(*type, c);
      if (a.type && call.arguments.size() > 1) {
        Value fallback = evaluate(*call.arguments[1], Env{c});
        auto v = convert(c, fallback, a.type, nullptr);
        a.fallback = c.arena.make<Value>((v ? *v : fallback).from(Source::variable_default));
      }
    } else {
      a.type = read_type(*type, c);
    }
    if (!a.type || a.name.empty()) return nullptr;
    attributes.push_back(a);
  }
  return c.types.object(std::move(attributes));
}

class Given {
 public:
  Given(Context& c, const Project& project, const Declaration& root, Findings& findings, const RootFiles* more) : c_(c), project_(project), root_(root), findings_(findings), more_(more) {}

  std::map<std::string, Value, std::less<>> run() {
    for (const auto& [name, value] : project_.options.environment) option(name, value);
    if (more_) around();
    std::vector<std::string> directories = {root_.directory};
    if (more_) directories.insert(directories.end(), more_->directories.begin(), more_->directories.end());
    std::vector<std::string> automatic;
    for (const std::string& directory : directories) {
      auto at = [&](std::string_view name) { return directory.empty() ? std::string(name) : cat(directory, "/", name); };
      file(at("terraform.tfvars"));
      file(at("terraform.tfvars.json"));
      auto it = project_.by_directory.find(directory);
      if (it == project_.by_directory.end()) continue;
      for (const InputFile* f : it->second)
        if (f->path.ends_with(".auto.tfvars") || f->path.ends_with(".auto.tfvars.json")) automatic.push_back(f->path);
    }
    std::sort(automatic.begin(), automatic.end(), [](const std::string& a, const std::string& b) {
      auto name = [](const std::string& path) { return std::pair(std::string_view(path).substr(path.rfind('/') + 1), std::string_view(path)); };
      return name(a) < name(b);
    });
    for (const std::string& path : automatic) file(path);
    if (more_)
      for (const std::string& path : more_->var_files) file(path);
    const LoadOptions& options = project_.options;
    for (const auto& [root, path] : options.root_var_files)
      if (root == root_.directory) file(path);
    // A variable without name is the place of the variables file of that number; without any such place the files come first.
    bool placed = std::any_of(options.variables.begin(), options.variables.end(), [](const auto& v) { return v.first.empty(); });
    for (size_t i = 0; !placed && i < options.var_files.size(); ++i) file(options.var_files[i]);
    for (const auto& [name, value] : options.variables) {
      if (name.empty()) {
        size_t number = options.var_files.size();
        std::from_chars(value.data(), value.data() + value.size(), number);
        if (number < options.var_files.size()) file(options.var_files[number]);
        continue;
      }
      option(name, value);
      if (project_.options.as_planned && !root_.variables.contains(name))
        findings_.push_back(make_finding("terraform-error", Severity::error, {}, cat("a value is given for '", name, "', and the root module has no such variable"), "declare it, or leave --var out"));
    }
    return std::move(out_);
  }

 private:
  /// What a tool around Terraform gives; where that is not all, nothing is taken from a default.
  void around() {
    if (more_->open)
      for (const auto& [name, block] : root_.variables) put(name, Value::unknown(more_->open, more_->open->span));
    if (more_->variables)
      for (const auto& [name, value] : *more_->variables) put(name, value);
  }

  void file(const std::string& path) {
    auto it = project_.by_path.find(path);
    if (it == project_.by_path.end()) return;
    const InputFile& f = *it->second;
    if (f.hcl) {
      for (const hcl::Attribute& a : f.hcl->body.attributes) put(a.name, evaluate(*a.value, Env{c_}));
    } else if (f.tree && !f.tree->documents.empty()) {
      for (auto [k, v] : f.tree->document(0).entries()) put(k.text(), tree_value(c_.arena, v));
    }
    for (const EvalError& e : c_.errors)
      findings_.push_back(make_finding("terraform-error", Severity::error, e.at, e.message, "values in a variables file must be plain: no references, no unknown functions"));
    c_.errors.clear();
  }

  /// --var: text for a variable without type or of a simple one; an expression for every other type, `any` too.
  void option(std::string_view name, const std::string& value) {
    auto it = root_.variables.find(name);
    if (it == root_.variables.end()) return;
    const hcl::Attribute* type_argument = it->second->body.find("type");
    const Type* type = type_argument ? read_type(*type_argument->value, c_) : nullptr;
    if (!type || type->primitive()) return put(name, c_.text(value, {}));
    Findings findings;
    auto file = hcl::read_expression(value, findings);
    if (file->expression) return put(name, c_.keep(evaluate(*file->expression, Env{c_}), {}));
    findings_.push_back(make_finding("terraform-error", Severity::error, it->second->header, cat("the value given for var.", name, " is no ", type_text(type)),
                                     "give it as Terraform's --var takes it: '[\"a\", \"b\"]'"));
  }

  void put(std::string_view name, const Value& v) { out_.insert_or_assign(std::string(name), v.from(Source::variable)); }

  Context& c_;
  const Project& project_;
  const Declaration& root_;
  Findings& findings_;
  const RootFiles* more_;
  std::map<std::string, Value, std::less<>> out_;
};

}  // namespace

const Type* read_type(const hcl::Expr& e, Context& c) {
  if (e.kind == hcl::ExprKind::traversal) {
    const auto& t = hcl::as<hcl::Traversal>(e);
    return t.steps.empty() ? named_type(t.name, c) : nullptr;
  }
  if (e.kind == hcl::ExprKind::string) return named_type(hcl::as<hcl::Literal>(e).text, c);  // Terraform 0.11's "string"
  if (e.kind != hcl::ExprKind::call) return nullptr;
  const auto& call = hcl::as<hcl::Call>(e);
  if (call.arguments.size() != 1) return nullptr;
  const hcl::Expr& inner = *call.arguments[0];
  if (call.name == "object" && inner.kind == hcl::ExprKind::object) return object_type(hcl::as<hcl::Object>(inner), c);
  if (call.name == "tuple" && inner.kind == hcl::ExprKind::tuple) {
    std::vector<const Type*> members;
    for (const hcl::Expr* m : hcl::as<hcl::Tuple>(inner).items) {
      members.push_back(read_type(*m, c));
      if (!members.back()) return nullptr;
    }
    return c.types.tuple(members);
  }
  const Type* element = read_type(inner, c);
  if (!element) return nullptr;
  if (call.name == "list") return c.types.list(element);
  if (call.name == "set") return c.types.set(element);
  if (call.name == "map") return c.types.map(element);
  return nullptr;
}

std::optional<TypeFault> type_fault(const hcl::Expr& e, bool inside) {
  static constexpr std::string_view kSimple[] = {"string", "number", "bool", "any", "list", "map"}, kOf[] = {"list", "set", "map"}, kLegacy[] = {"string", "list", "map"};
  auto among = [](auto& all, std::string_view n) { return std::find(std::begin(all), std::end(all), n) != std::end(all); };
  if (e.kind == hcl::ExprKind::string) {
    std::string_view name = hcl::as<hcl::Literal>(e).text;
    return among(kLegacy, name) && !inside ? std::nullopt : std::optional(TypeFault{e.span, cat("a type stands without quotes, and '", name, "' in quotes is none of the old ones")});
  }
  if (e.kind == hcl::ExprKind::traversal) {
    const auto& t = hcl::as<hcl::Traversal>(e);
    if (t.source || !t.steps.empty()) return TypeFault{e.span, "this is no type"};
    bool bare = t.name == "list" || t.name == "map";  // of anything; only as a whole
    if (among(kSimple, t.name) && !(inside && bare)) return std::nullopt;
    bool open = bare || t.name == "set" || t.name == "object" || t.name == "tuple";
    return TypeFault{e.span, open ? cat("the type '", t.name, "' needs to say of what: ", t.name, t.name == "set" || bare ? "(string)" : t.name == "object" ? "({ ... })" : "([ ... ])") : cat("there is no type '", t.name, "'")};
  }
  if (e.kind != hcl::ExprKind::call) return e.kind == hcl::ExprKind::error ? std::nullopt : std::optional(TypeFault{e.span, "this is no type"});
  const auto& call = hcl::as<hcl::Call>(e);
  bool object = call.name == "object", tuple = call.name == "tuple";
  if (call.name == "optional") return TypeFault{call.name_span, "optional() stands only at an attribute of an object"};
  if (!object && !tuple && !among(kOf, call.name)) return TypeFault{call.name_span, cat("there is no type '", call.name, "'")};
  if (call.arguments.size() != 1) return TypeFault{e.span, cat("the type '", call.name, "' is of one thing; here are ", call.arguments.size())};
  const hcl::Expr& inner = *call.arguments[0];
  if (inner.kind == hcl::ExprKind::error) return std::nullopt;
  if (object && inner.kind != hcl::ExprKind::object) return TypeFault{inner.span, "the attributes of an object type stand in braces: object({ name = string })"};
  if (tuple && inner.kind != hcl::ExprKind::tuple) return TypeFault{inner.span, "the members of a tuple type stand in brackets: tuple([string, number])"};
  if (tuple) {
    for (const hcl::Expr* m : hcl::as<hcl::Tuple>(inner).items)
      if (auto fault = type_fault(*m, true)) return fault;
    return std::nullopt;
  }
  if (!object) return type_fault(inner, true);
  for (const hcl::Item& i : hcl::as<hcl::Object>(inner).items) {
    const hcl::Expr* type = i.value;
    if (type->kind == hcl::ExprKind::call && hcl::as<hcl::Call>(*type).name == "optional") {
      const auto& optional = hcl::as<hcl::Call>(*type);
      if (optional.arguments.empty() || optional.arguments.size() > 2) return TypeFault{type->span, "optional() has a type and, if wanted, a default"};
      type = optional.arguments[0];
    }
    if (auto fault = type_fault(*type, true)) return fault;
  }
  return std::nullopt;
}

std::map<std::string, Value, std::less<>> given_data(Context& c, const Project& project) {
  std::map<std::string, Value, std::less<>> out;
  for (const std::string& text : project.options.data) {
    Findings ignored;  // the session refuses a text that is no JSON before it comes here
    Tree tree = read_json(FileId::none, text, ignored);
    if (tree.documents.empty()) continue;
    for (auto [address, values] : tree.document(0).entries())
      if (values.is_map()) out.insert_or_assign(std::string(address.text()), c.keep(tree_value(c.arena, values), {}));
  }
  return out;
}

std::map<std::string, Value, std::less<>> given_variables(Context& c, const Project& project, const Declaration& root, Findings& findings, const RootFiles* more) {
  return Given(c, project, root, findings, more).run();
}

}  // namespace plumb::terraform
