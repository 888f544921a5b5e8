// Calls: look-up, arguments (with `...`), guards; functions.h.
#include "load/terraform/eval/functions.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "base/text.h"
#include "load/terraform/eval/whole.h"

namespace plumb::terraform {
namespace {

using Table = std::unordered_map<std::string_view, const Function*>;

const Table& table() {
  static const Table all = [] {
    Table t;
    for (auto list : {collection_functions(), set_functions(), string_functions(), format_functions(), number_functions(), encoding_functions(),
                      cidr_functions(), date_functions(), file_functions(), type_functions(), hash_functions(), yaml_functions()})
      for (const Function& f : list) t.emplace(f.name, &f);
    return t;
  }();
  return all;
}

const Type* result_type(Context& c, TypeKind kind) {
  switch (kind) {
    case TypeKind::boolean: return c.types.boolean();
    case TypeKind::number: return c.types.number();
    case TypeKind::string: return c.types.string();
    default: return nullptr;
  }
}

/// What the arguments that are known, or whose type is, must be: refused although others are not known.
bool arguments_fit(FunctionCall& call, std::string_view kinds) {
  for (size_t i = 0; i < call.size(); ++i) {
    const Value& v = call[i];
    char kind = kinds[std::min(i, kinds.size() - 1)];
    bool typed = v.is_unknown() && !v.unknown().guessed && !v.unknown().failed && v.unknown().type;
    if (kind == '*' || v.is_null() || (v.is_unknown() && !typed)) continue;
    const Type* type = typed ? v.unknown().type : nullptr;
    if (type && type->is(TypeKind::dynamic)) continue;
    bool simple = type ? type->primitive() : v.is_string() || v.is_number() || v.is_bool();
    bool sequence = type ? type->is(TypeKind::list) || type->is(TypeKind::set) || type->is(TypeKind::tuple) : v.is_sequence();
    bool mapping = type ? type->is(TypeKind::map) || type->is(TypeKind::object) : v.is_mapping();
    bool fits = kind == 'l' ? sequence : kind == 'm' ? mapping : simple;
    if (fits && kind == 'n') fits = type ? !type->is(TypeKind::boolean) : to_number(v).has_value();
    if (fits) continue;
    std::string_view wanted = kind == 'l' ? "a list or set" : kind == 'm' ? "a map or object" : kind == 'n' ? "a number" : "a string";
    call.failure = call.c.fail(call.span(i), cat(call.expr.name, ": ", wanted, " is needed, not ", type ? cat("a ", type_text(type)) : std::string(kind_name(v))));
    return false;
  }
  return true;
}

/// Functions whose result may be null, or whose unknown result Terraform says nothing more of.
bool may_be_null(std::string_view name) {
  static constexpr std::string_view kAll[] = {"concat", "merge", "flatten", "jsondecode", "yamldecode", "lookup", "element", "one", "coalescelist", "timeadd", "tostring", "tonumber", "tobool",
                                              "tolist", "toset", "tomap", "sensitive", "nonsensitive", "ephemeralasnull", "templatestring", "templatefile"};
  return std::find(std::begin(kAll), std::end(kAll), name) != std::end(kAll);
}

/// Functions that look at all that an object holds, those that look at all that is in it, too.
bool looks_at_object(std::string_view name) { return name == "length" || name == "merge" || name == "keys" || name == "values" || name == "tomap"; }
bool looks_inside(std::string_view name) { return name == "jsonencode" || name == "yamlencode"; }

}  // namespace

std::vector<std::string_view> function_names() {
  std::vector<std::string_view> out;
  for (const auto& [name, function] : table()) out.push_back(name);
  return out;
}

Value FunctionCall::fail(std::string message) const { return c.fail(at, cat(expr.name, ": ", message)); }

bool FunctionCall::text(size_t i, std::string& out) {
  auto s = to_text(args[i]);
  if (s) out = std::move(*s);
  else failure = c.fail(span(i), cat(expr.name, ": a string is needed, not ", kind_name(args[i])));
  return s.has_value();
}

bool FunctionCall::number(size_t i, Number& out) {
  auto n = to_number(c.arena, args[i]);
  if (n) out = *n;
  else failure = c.fail(span(i), cat(expr.name, ": a number is needed, not ", kind_name(args[i])));
  return n.has_value();
}

bool FunctionCall::whole(size_t i, int64_t& out) {
  Number n;
  if (!number(i, n)) return false;
  auto w = to_int64(n);
  if (!w) {
    failure = c.fail(span(i), cat(expr.name, ": a whole number is needed, not ", number_text(n)));
    return false;
  }
  out = *w;
  return true;
}

bool FunctionCall::boolean(size_t i, bool& out) {
  auto b = to_boolean(args[i]);
  if (b) out = *b;
  else failure = c.fail(span(i), cat(expr.name, ": a bool is needed, not ", kind_name(args[i])));
  return b.has_value();
}

Value applied(const Env& env, std::string_view name, std::vector<Value> arguments, Span at) {
  static const hcl::Call kNone{};
  auto it = table().find(name);
  if (it == table().end()) return {};
  size_t before = env.c.errors.size();
  FunctionCall call{env.c, env, kNone, std::move(arguments), at, {}};
  Value out = it->second->run(call);
  bool failed = env.c.errors.size() > before;
  env.c.errors.resize(std::min(before, env.c.errors.size()));
  return failed ? Value() : out;
}

Value call(const hcl::Call& expr, const Env& env) {
  Context& c = env.c;
  std::string_view name = expr.name;
  if (Value own; env.names && env.names->function(expr, env, own)) return own;
  if (name.starts_with("core::")) name.remove_prefix(6);
  auto it = table().find(name);
  FunctionCall call{c, env, expr, {}, expr.span, {}};
  if (it != table().end() && it->second->opentofu && env.names && !env.names->opentofu())
    return c.fail(expr.name_span, cat("Terraform has no function '", name, "': OpenTofu has it, and nothing shows that OpenTofu runs this configuration"));
  if (it != table().end() && it->second->takes == Takes::syntax) {
    if (expr.arguments.size() < it->second->least) return call.fail("an argument is missing");
    return it->second->run(call);
  }
  for (size_t i = 0; i < expr.arguments.size(); ++i) {
    Value v = evaluate(*expr.arguments[i], env);
    if (!expr.flag || i + 1 < expr.arguments.size()) {
      call.args.push_back(v);
    } else if (v.is_unknown()) {
      call.args.push_back(v);
      return call.unknown(it == table().end() ? nullptr : result_type(c, it->second->result));
    } else if (v.is_sequence()) {
      call.args.insert(call.args.end(), v.items().begin(), v.items().end());
    } else {
      return c.fail(expr.arguments[i]->span, cat("'...' needs a list, not ", kind_name(v)));
    }
  }
  if (it == table().end()) {
    if (name.starts_with("provider::")) {
      std::string_view provider = name.substr(10, name.find("::", 10) - 10);
      if (env.names && !env.names->requires_provider(provider))
        return c.fail(expr.name_span, cat("the provider '", provider, "' is none of this module's required_providers: its functions are not known"));
      return c.unknown(cat(name, "() is computed by its provider"), expr.span);
    }
    if (name == "type") return c.refuse(expr.name_span, "type() is for the console, where it stands alone: it gives no value to compute with");
    std::string_view near = nearest(name, function_names());
    return c.refuse(expr.name_span, cat("there is no function '", name, "'", near.empty() ? "" : "; is '", near, near.empty() ? "" : "' meant?"));
  }
  const Function& f = *it->second;
  if (call.size() < f.least || (f.most != 255 && call.size() > f.most))
    return c.refuse(expr.span, cat(name, call.size() < f.least ? ": too few" : ": too many", " arguments: ", call.size(), " given, ", f.least,
                         f.most == f.least ? std::string() : f.most == 255 ? std::string(" or more") : cat(" to ", f.most), " needed"));
  bool unknown = false, open = false;
  for (size_t i = 0; i < call.size(); ++i) {
    Value& v = call.args[i];
    if (looks_at_object(name) && !(name == "merge" && is_modelled_call(v))) v = whole_resource(c, v);
    else if (looks_inside(name)) v = whole_resources(c, v);
    if (f.takes != Takes::anything && f.takes != Takes::nulls && v.is_null()) return c.fail(call.span(i), cat(name, ": the argument must not be null"));
    bool own = has_open(v);
    open = open || own;
    unknown = unknown || (f.takes == Takes::parts ? v.is_unknown() : f.takes != Takes::anything && own);
  }
  if (open && !arguments_fit(call, f.arguments)) return call.failed();
  if (unknown) {
    Value out = call.unknown(result_type(c, f.result));
    return may_be_null(name) ? out : c.present(out);
  }
  Value out = f.run(call);
  if (out.is_unknown() && !may_be_null(name)) out = c.present(out);
  if (!c.any_marks || f.name == "nonsensitive" || f.name == "issensitive" || f.name == "ephemeralasnull") return out;
  // Functions that hand elements on keep the marks on them; the result of all others is made of everything in the arguments.
  bool makes_anew = name == "toset" || name == "sort" || name == "formatlist";
  bool hands_on = (f.takes != Takes::known && f.takes != Takes::nulls && f.result == TypeKind::dynamic && !makes_anew) || name == "length";
  auto end = name == "lookup" ? call.args.begin() + 2 : call.args.end();  // the default is handed on with its own mark
  uint8_t marks = 0;
  for (auto arg = call.args.begin(); arg != end; ++arg) marks |= hands_on ? arg->marks() : marks_in(*arg);
  return out.with_marks(marks);
}

}  // namespace plumb::terraform
