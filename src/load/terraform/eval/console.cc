// Console: console.h.
#include "load/terraform/console.h"

#include <algorithm>

#include "base/text.h"
#include "load/terraform/eval/conversion.h"
#include "load/terraform/eval/functions.h"
#include "load/terraform/eval/module.h"
#include "load/terraform/eval/notation.h"

namespace plumb::terraform {

struct Console::Impl {
  Arena arena;
  Findings& findings;
  RootModule root;

  Impl(const Project& project, std::string_view directory, Findings& f, const Roots* roots) : findings(f), root(project, directory, arena, f, {.roots = roots}) {}
};

namespace {

/// The argument of a type() that stands alone, or null.
const hcl::Expr* asked_type(const hcl::Expr& e) {
  if (e.kind == hcl::ExprKind::parentheses) return asked_type(*hcl::as<hcl::Operation>(e).left);
  if (e.kind != hcl::ExprKind::call) return nullptr;
  const auto& call = hcl::as<hcl::Call>(e);
  return (call.name == "type" || call.name == "core::type") && call.arguments.size() == 1 ? call.arguments[0] : nullptr;
}

/// JSON with null for what is not known.
void append_known_json(std::string& out, const Value& v) {
  if (v.is_unknown()) {
    out += "null";
  } else if (v.is_sequence()) {
    out += '[';
    for (const Value& i : v.items()) {
      if (out.back() != '[') out += ',';
      append_known_json(out, i);
    }
    out += ']';
  } else if (v.is_mapping()) {
    out += '{';
    for (const Entry& e : v.entries()) {
      if (out.back() != '{') out += ',';
      out += json_text(Value::string(e.key)) + ":";
      append_known_json(out, e.value);
    }
    out += '}';
  } else if (v.is_number() && v.exact().infinite()) {
    out += json_text(Value::string(number_text(v.exact())));  // JSON has no infinite numbers
  } else {
    out += json_text(v);
  }
}

/// The names of the root module, outside of any block.
class ConsoleNames : public Names {
 public:
  explicit ConsoleNames(Module& module) : module_(module) {}
  Value name(const hcl::Traversal& t, const Env& env, size_t& used) override {
    if (t.name == "self") return env.c.fail(t.span, "self stands for a resource in its own provisioners and conditions, nowhere else");
    return module_.name(t, env, used);
  }
  bool declares(const hcl::Traversal& t) const override { return t.name != "self" && module_.declares(t); }
  bool requires_provider(std::string_view name) const override { return module_.requires_provider(name); }
  std::string_view directory() const override { return module_.directory(); }

 private:
  Module& module_;
};

Answer refused(std::string message, Span at) {
  Answer a;
  a.error = std::move(message);
  if (at.file == FileId::none) a.at = at.begin, a.end = at.end;
  return a;
}

}  // namespace

Console::Console(const Project& project, std::string_view directory, Findings& findings, const Roots* roots) : impl_(std::make_unique<Impl>(project, directory, findings, roots)) {}
Console::~Console() = default;
bool Console::ready() const { return impl_->root.module != nullptr; }

Answer Console::ask(std::string_view expression) {
  Context& c = impl_->root.context;
  if (trim(expression).empty()) return refused("there is no expression", {});
  Findings findings;
  auto file = hcl::read_expression(expression, findings);
  if (!findings.empty()) return refused(findings[0].message, findings[0].at);
  if (!file->expression) return refused("this is no expression", {});
  c.errors.clear();
  ConsoleNames names(*impl_->root.module);
  Env env = impl_->root.module->env();
  env.names = &names;
  const hcl::Expr* type = asked_type(*file->expression);
  const hcl::Expr& asked = type ? *type : *file->expression;
  Value v = check_references(asked, env) ? evaluate(asked, env) : Value();
  Answer a;
  if (!c.errors.empty()) {
    a = refused(c.errors[0].message, c.errors[0].at);
  } else if (type) {
    a.outcome = Answer::Outcome::ok;
    a.type = "type";
    a.notation = type_notation(type_of(c, v));
    a.value = json_text(Value::string(type_text(type_of(c, v))));
  } else {
    const Unknown* unknown = first_unknown(v);
    a.outcome = unknown ? Answer::Outcome::unknown : Answer::Outcome::ok;
    if (unknown) a.cause = unknown->cause;
    a.type = type_text(type_of(c, v));
    append_known_json(a.value, v);
    a.notation = notation(v);
  }
  c.errors.clear();
  return a;
}

std::vector<std::string> Console::names() {
  std::vector<std::string> out = {"path.module", "path.root", "path.cwd", "terraform.workspace"};
  const Declaration& d = impl_->root.module->declaration();
  for (const auto& [name, block] : d.variables) out.push_back(cat("var.", name));
  for (const auto& [name, attribute] : d.locals) out.push_back(cat("local.", name));
  for (const auto& [name, resource] : d.resources) out.push_back(name);
  for (const auto& [name, block] : d.calls) out.push_back(cat("module.", name));
  for (std::string_view f : function_names()) out.push_back(cat(f, "("));
  std::sort(out.begin(), out.end());
  return out;
}

bool is_unfinished(std::string_view text) {
  int open = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    std::string_view rest = text.substr(i);
    if (text[i] == '#' || rest.starts_with("//")) {
      i = std::min(text.find('\n', i), text.size());
    } else if (rest.starts_with("/*")) {
      size_t end = text.find("*/", i + 2);
      if (end == std::string_view::npos) return true;
      i = end + 1;
    } else if (text[i] == '"') {
      // A quoted text ends on its line; interpolations in it may hold quotes of their own.
      int inside = 0;
      for (++i; i < text.size() && text[i] != '\n' && (text[i] != '"' || inside > 0); ++i) {
        if (text[i] == '\\') ++i;
        else if (text.substr(i, 2) == "${" || text.substr(i, 2) == "%{") ++inside, ++i;
        else if (text[i] == '}' && inside > 0) --inside;
      }
    } else if (rest.starts_with("<<")) {
      size_t from = i + 2 + (text.substr(i + 2).starts_with('-') ? 1 : 0), to = from;
      while (to < text.size() && (std::isalnum(static_cast<unsigned char>(text[to])) || text[to] == '_' || text[to] == '-')) ++to;
      if (to == from) continue;
      std::string_view mark = text.substr(from, to - from);
      bool closed = false;
      for (size_t line = text.find('\n', to); line != std::string_view::npos && !closed;) {
        size_t end = std::min(text.find('\n', line + 1), text.size());
        closed = trim(text.substr(line + 1, end - line - 1)) == mark;
        i = end;
        line = end < text.size() ? end : std::string_view::npos;
      }
      if (!closed) return true;
    } else if (std::string_view("([{").find(text[i]) != std::string_view::npos) {
      ++open;
    } else if (std::string_view(")]}").find(text[i]) != std::string_view::npos) {
      --open;
    }
  }
  return open > 0;
}

}  // namespace plumb::terraform
