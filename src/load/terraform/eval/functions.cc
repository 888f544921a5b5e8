// Calls: look-up, arguments (with `...`), guards; functions.h.
#include "load/terraform/eval/functions.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "base/text.h"

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

/// The marks of a value and of all in it.
uint8_t marks_in(const Value& v) {
  uint8_t marks = v.marks();
  for (const Value& i : v.items()) marks |= marks_in(i);
  for (const Entry& e : v.entries()) marks |= marks_in(e.value);
  return marks;
}

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
    if (name == "type") return c.fail(expr.name_span, "type() is for the console, where it stands alone: it gives no value to compute with");
    std::string_view near = nearest(name, function_names());
    return c.fail(expr.name_span, cat("there is no function '", name, "'", near.empty() ? "" : "; is '", near, near.empty() ? "" : "' meant?"));
  }
  const Function& f = *it->second;
  if (call.size() < f.least || (f.most != 255 && call.size() > f.most))
    return call.fail(cat(call.size() < f.least ? "too few" : "too many", " arguments: ", call.size(), " given, ", f.least,
                         f.most == f.least ? std::string() : f.most == 255 ? std::string(" or more") : cat(" to ", f.most), " needed"));
  bool unknown = false;
  for (size_t i = 0; i < call.size(); ++i) {
    const Value& v = call[i];
    if (f.takes != Takes::anything && f.takes != Takes::nulls && v.is_null()) return c.fail(call.span(i), cat(name, ": the argument must not be null"));
    unknown = unknown || (f.takes == Takes::parts ? v.is_unknown() : f.takes != Takes::anything && first_unknown(v) != nullptr);
  }
  if (unknown) return call.unknown(result_type(c, f.result));
  Value out = f.run(call);
  if (!c.any_marks || f.name == "nonsensitive" || f.name == "issensitive" || f.name == "ephemeralasnull") return out;
  // Functions that hand elements on keep the marks on them; the result of all others is made of everything in the arguments.
  bool hands_on = (f.takes != Takes::known && f.takes != Takes::nulls && f.result == TypeKind::dynamic && name != "toset") || name == "length";
  auto end = name == "lookup" ? call.args.begin() + 2 : call.args.end();  // the default is handed on with its own mark
  uint8_t marks = 0;
  for (auto arg = call.args.begin(); arg != end; ++arg) marks |= hands_on ? arg->marks() : marks_in(*arg);
  return out.with_marks(marks);
}

}  // namespace plumb::terraform
