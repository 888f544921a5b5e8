// A compact text form of hcl trees for tests: fully parenthesised, so that precedence and structure show.
#pragma once
#include <string>

#include "base/text.h"
#include "syntax/hcl/hcl.h"

namespace plumb::hcl {

inline std::string quoted(std::string_view s) {
  std::string out = "'";
  for (char c : s) out += c == '\n' ? std::string("\\n") : std::string(1, c);
  return out + "'";
}

inline std::string dump(const Expr* e);

inline std::string dump(std::span<const Part> parts) {
  std::string out;
  for (const Part& p : parts) {
    switch (p.kind) {
      case PartKind::text: out += quoted(p.text); break;
      case PartKind::interpolation: out += cat("${", dump(p.value), "}"); break;
      case PartKind::if_: out += cat("%if(", dump(p.value), ")[", dump(p.body), "][", dump(p.otherwise), "]"); break;
      case PartKind::for_: out += cat("%for(", p.key_name, ",", p.value_name, " in ", dump(p.value), ")[", dump(p.body), "]"); break;
    }
  }
  return out;
}

inline std::string dump(const Expr* e) {
  static const char* const kOperators[] = {"", "-", "!", "*", "/", "%", "+", "-", "<", "<=", ">", ">=", "==", "!=", "&&", "||"};
  if (!e) return "<none>";
  std::string out;
  switch (e->kind) {
    case ExprKind::null: return "null";
    case ExprKind::boolean: return e->flag ? "true" : "false";
    case ExprKind::number: return std::string(as<Literal>(*e).text);
    case ExprKind::string: return quoted(as<Literal>(*e).text);
    case ExprKind::template_: return "`" + dump(as<Template>(*e).parts) + "`";
    case ExprKind::traversal: {
      auto& t = as<Traversal>(*e);
      out = t.source ? dump(t.source) : std::string(t.name);
      for (const Step& s : t.steps) {
        if (s.kind == StepKind::attribute) out += cat(".", s.name);
        if (s.kind == StepKind::index) out += cat("[", dump(s.index), "]");
        if (s.kind == StepKind::legacy_index) out += cat(".", s.number);
        if (s.kind == StepKind::full_splat) out += "[*]";
        if (s.kind == StepKind::attribute_splat) out += ".*";
      }
      return out;
    }
    case ExprKind::call: {
      out = cat(as<Call>(*e).name, "(");
      for (const Expr* a : as<Call>(*e).arguments) out += (out.back() == '(' ? "" : ", ") + dump(a);
      return out + (e->flag ? "...)" : ")");
    }
    case ExprKind::conditional: {
      auto& c = as<Conditional>(*e);
      return cat("(", dump(c.condition), " ? ", dump(c.when_true), " : ", dump(c.when_false), ")");
    }
    case ExprKind::for_: {
      auto& f = as<For>(*e);
      return cat(f.flag ? "{" : "[", "for ", f.key_name, ",", f.value_name, " in ", dump(f.collection), " : ", f.key ? dump(f.key) + " => " : "",
                 dump(f.value), f.second ? "..." : "", f.condition ? " if " + dump(f.condition) : "", f.flag ? "}" : "]");
    }
    case ExprKind::tuple:
      for (const Expr* i : as<Tuple>(*e).items) out += (out.empty() ? "" : ", ") + dump(i);
      return "[" + out + "]";
    case ExprKind::object:
      for (const Item& i : as<Object>(*e).items) out += cat(out.empty() ? "" : ", ", i.key ? dump(i.key) : std::string(i.name), " = ", dump(i.value));
      return "{" + out + "}";
    case ExprKind::unary: return cat("(", kOperators[static_cast<int>(e->op)], dump(as<Operation>(*e).left), ")");
    case ExprKind::binary:
      return cat("(", dump(as<Operation>(*e).left), " ", kOperators[static_cast<int>(e->op)], " ", dump(as<Operation>(*e).right), ")");
    case ExprKind::parentheses: return cat("<", dump(as<Operation>(*e).left), ">");
    case ExprKind::error: return "<error>";
  }
  return out;
}

}  // namespace plumb::hcl
