// Expressions of convert.h. Only trees without errors come here (Convert::attribute), so shapes are taken as the grammar gives them.
#include <charconv>
#include <string>

#include "base/text.h"
#include "syntax/hcl/tree_sitter/convert.h"

namespace plumb::hcl {
namespace {

Operator binary_operator(std::string_view t) {
  switch (t[0]) {
    case '*': return Operator::multiply;
    case '/': return Operator::divide;
    case '%': return Operator::modulo;
    case '+': return Operator::add;
    case '-': return Operator::subtract;
    case '<': return t.size() > 1 ? Operator::less_equal : Operator::less;
    case '>': return t.size() > 1 ? Operator::greater_equal : Operator::greater;
    case '=': return Operator::equal;
    case '!': return Operator::not_equal;
    case '&': return Operator::and_;
    default: return Operator::or_;
  }
}

bool starts_term(Sym s) {
  switch (s) {
    case Sym::literal_value: case Sym::template_expr: case Sym::collection_value: case Sym::variable_expr: case Sym::function_call:
    case Sym::for_expr: case Sym::operation: case Sym::conditional: case Sym::expression: return true;
    default: return false;
  }
}

}  // namespace

const Expr* Convert::error(TSNode n, std::string_view message, std::string_view help) {
  report(span(n), std::string(message), std::string(help));
  return make<Expr>(ExprKind::error, n);
}

const Expr* Convert::error_here() {
  Expr* e = make<Expr>(ExprKind::error, node());
  return e;
}

/// Cursor on `expression`, `operation` or `conditional`.
const Expr* Convert::expression() {
  if (++depth_ > kMaxDepth) {
    --depth_;
    return error(node(), "this expression is nested too deeply to be read", "split it with locals");
  }
  const Expr* e = sym(node()) == Sym::conditional ? conditional() : terms();
  --depth_;
  return e;
}

/// The children of an expression, operation or parenthesised term: a term with its steps, an operator between two, or one before.
/// tree-sitter keeps the terms of an operation as siblings of its operator.
const Expr* Convert::terms() {
  TSNode self = node();
  const Expr *left = nullptr, *current = nullptr;
  Operator op = Operator::none;
  bool negated = false, inside = false;
  uint32_t open_at = 0;
  std::vector<Step> steps;
  auto take = [&] {
    const Expr* done = with_steps(current, steps);
    current = nullptr;
    steps.clear();
    return done;
  };
  children([&](TSNode n, Sym s) {
    switch (s) {
      case Sym::open_paren:
        inside = true;
        open_at = ts_node_start_byte(n);
        break;
      case Sym::close_paren:
        if (inside && current) {
          Operation* p = out_.arena.make<Operation>();
          p->kind = ExprKind::parentheses;
          p->span = {out_.file, open_at, ts_node_end_byte(n)};
          p->left = current;
          current = p;
        }
        inside = false;
        break;
      case Sym::oper:
        if (current || left) {
          left = take();
          op = binary_operator(text(n));
        } else {
          negated = true;
          op = text(n) == "!" ? Operator::not_ : Operator::negate;
        }
        break;
      case Sym::index: case Sym::get_attr: case Sym::splat: step(steps); break;
      default:
        if (starts_term(s)) current = term(n, s);
        break;
    }
  });
  const Expr* right = take();
  if (!right) return make<Expr>(ExprKind::error, self);
  if (op == Operator::none) return right;
  Operation* o = make<Operation>(negated ? ExprKind::unary : ExprKind::binary, self);
  o->op = op;
  o->left = negated ? right : left;
  o->right = negated ? nullptr : right;
  return o;
}

const Expr* Convert::term(TSNode n, Sym s) {
  switch (s) {
    case Sym::literal_value: return literal();
    case Sym::collection_value: return collection();
    case Sym::function_call: return call();
    case Sym::for_expr: {
      const Expr* e = nullptr;
      children([&](TSNode, Sym inner) {
        if (inner == Sym::for_tuple_expr || inner == Sym::for_object_expr) e = for_expression();
      });
      return e ? e : error_here();
    }
    case Sym::template_expr: {
      const Expr* e = nullptr;
      children([&](TSNode, Sym inner) {
        if (inner == Sym::quoted_template) e = quoted();
        else if (inner == Sym::heredoc_template) e = heredoc();
      });
      return e ? e : error_here();
    }
    case Sym::variable_expr: {
      Traversal* t = make<Traversal>(ExprKind::traversal, n);
      t->name = text(n);
      t->name_span = t->span;
      return t;
    }
    case Sym::operation: {
      const Expr* e = nullptr;
      children([&](TSNode, Sym inner) {
        if (inner == Sym::binary_operation || inner == Sym::unary_operation) e = expression();
      });
      return e ? e : error_here();
    }
    default: return expression();
  }
}

const Expr* Convert::literal() {
  const Expr* e = nullptr;
  children([&](TSNode n, Sym s) {
    if (s == Sym::string_lit) {
      e = quoted();
    } else if (s == Sym::numeric_lit) {
      e = number(n);
    } else if (s == Sym::bool_lit) {
      Literal* l = make<Literal>(ExprKind::boolean, n);
      l->flag = text(n) == "true";
      e = l;
    } else if (s == Sym::null_lit) {
      e = make<Literal>(ExprKind::null, n);
    }
  });
  return e ? e : error_here();
}

const Expr* Convert::number(TSNode n) {
  Literal* l = make<Literal>(ExprKind::number, n);
  l->text = text(n);
  auto r = std::from_chars(l->text.data(), l->text.data() + l->text.size(), l->number);
  if (r.ec == std::errc::invalid_argument || r.ptr != l->text.data() + l->text.size())
    return error(n, cat("'", l->text, "' is no number"), "Terraform's numbers are decimal: 12, 0.5, 1.5e3");
  return l;
}

/// tree-sitter reads `a ? b : c ? d : e` as `(a ? b : c) ? d : e`; Terraform as `a ? b : (c ? d : e)`. The condition of a conditional is
/// never a bare conditional, so a bare one there is turned: its last branch becomes our condition.
const Expr* Convert::conditional() {
  TSNode self = node();
  const Expr* parts[3] = {};
  size_t count = 0;
  children([&](TSNode, Sym s) {
    if (s == Sym::expression && count < 3) parts[count++] = expression();
  });
  if (count != 3) return make<Expr>(ExprKind::error, self);
  Conditional* c = make<Conditional>(ExprKind::conditional, self);
  c->when_true = parts[1];
  c->when_false = parts[2];
  if (parts[0]->kind != ExprKind::conditional) {
    c->condition = parts[0];
    return c;
  }
  Conditional* outer = const_cast<Conditional*>(&as<Conditional>(*parts[0]));
  Conditional* last = outer;
  last->span.end = c->span.end;
  while (last->when_false->kind == ExprKind::conditional) {
    last = const_cast<Conditional*>(&as<Conditional>(*last->when_false));
    last->span.end = c->span.end;
  }
  c->condition = last->when_false;
  c->span.begin = c->condition->span.begin;
  last->when_false = c;
  return outer;
}

const Expr* Convert::collection() {
  const Expr* e = nullptr;
  children([&](TSNode, Sym s) {
    if (s == Sym::tuple) e = tuple();
    else if (s == Sym::object) e = object();
  });
  return e ? e : error_here();
}

const Expr* Convert::tuple() {
  Tuple* t = make<Tuple>(ExprKind::tuple, node());
  std::vector<const Expr*> items;
  children([&](TSNode, Sym s) {
    if (s == Sym::expression) items.push_back(expression());
  });
  t->items = out_.arena.copy(items);
  return t;
}

const Expr* Convert::object() {
  Object* o = make<Object>(ExprKind::object, node());
  std::vector<Item> items;
  children([&](TSNode n, Sym s) {
    if (s != Sym::object_elem) return;
    Item item;
    item.span = span(n);
    const Expr* key = nullptr;
    children([&](TSNode, Sym t) {
      if (t == Sym::expression) (key ? item.value : key) = expression();
    });
    if (!key || !item.value) return;
    item.key_span = key->span;
    if (key->kind == ExprKind::traversal && as<Traversal>(*key).steps.empty() && !as<Traversal>(*key).source) item.name = as<Traversal>(*key).name;
    else if (key->kind == ExprKind::null || key->kind == ExprKind::boolean) item.name = text_.substr(key->span.begin, key->span.end - key->span.begin);
    else item.key = key;
    items.push_back(item);
  });
  o->items = out_.arena.copy(items);
  return o;
}

const Expr* Convert::for_expression() {
  For* f = make<For>(ExprKind::for_, node());
  f->flag = sym(node()) == Sym::for_object_expr;
  std::vector<const Expr*> results;
  children([&](TSNode, Sym s) {
    switch (s) {
      case Sym::for_intro: {
        std::vector<std::string_view> names;
        children([&](TSNode m, Sym t) {
          if (t == Sym::identifier) names.push_back(text(m));
          else if (t == Sym::expression) f->collection = expression();
        });
        if (names.size() == 2) f->key_name = names[0];
        if (!names.empty()) f->value_name = names.back();
        break;
      }
      case Sym::expression: results.push_back(expression()); break;
      case Sym::ellipsis: f->second = true; break;
      case Sym::for_cond:
        children([&](TSNode, Sym t) {
          if (t == Sym::expression) f->condition = expression();
        });
        break;
      default: break;
    }
  });
  if (!f->collection || f->value_name.empty() || results.size() != (f->flag ? 2u : 1u)) return make<Expr>(ExprKind::error, node());
  f->key = f->flag ? results[0] : nullptr;
  f->value = results.back();
  return f;
}

const Expr* Convert::call() {
  Call* c = make<Call>(ExprKind::call, node());
  std::vector<const Expr*> arguments;
  children([&](TSNode n, Sym s) {
    if (s == Sym::identifier && c->name.empty()) {
      c->name = text(n);
      c->name_span = span(n);
    } else if (s == Sym::function_arguments) {
      children([&](TSNode, Sym t) {
        if (t == Sym::expression) arguments.push_back(expression());
        else if (t == Sym::ellipsis) c->flag = true;
      });
    }
  });
  c->arguments = out_.arena.copy(arguments);
  return c;
}

/// Cursor on index, get_attr or splat. A splat's own steps follow it in the flat list.
void Convert::step(std::vector<Step>& steps) {
  Step s;
  s.span = span(node());
  switch (sym(node())) {
    case Sym::get_attr:
      children([&](TSNode n, Sym t) {
        if (t == Sym::identifier) s.name = text(n);
      });
      steps.push_back(s);
      return;
    case Sym::index:
      children([&](TSNode n, Sym t) {
        if (t == Sym::legacy_index) {
          s.kind = StepKind::legacy_index;
          std::string_view digits = trim(text(n).substr(1));
          std::from_chars(digits.data(), digits.data() + digits.size(), s.number);
        } else if (t == Sym::new_index) {
          s.kind = StepKind::index;
          children([&](TSNode, Sym u) {
            if (u == Sym::expression) s.index = expression();
          });
          if (!s.index) s.index = make<Expr>(ExprKind::error, n);
        }
      });
      steps.push_back(s);
      return;
    default:  // splat
      children([&](TSNode, Sym kind) {
        s.kind = kind == Sym::attr_splat ? StepKind::attribute_splat : StepKind::full_splat;
        bool marked = false;
        children([&](TSNode m, Sym t) {
          if (!marked && (t == Sym::attr_splat_mark || t == Sym::full_splat_mark)) {
            marked = true;
            s.span = span(m);
            steps.push_back(s);
          } else if (t == Sym::get_attr || t == Sym::index) {
            step(steps);
          }
        });
      });
      return;
  }
}

const Expr* Convert::with_steps(const Expr* source, std::vector<Step>& steps) {
  if (!source || steps.empty()) return source;
  Traversal* t = out_.arena.make<Traversal>();
  if (source->kind == ExprKind::traversal && as<Traversal>(*source).steps.empty()) *t = as<Traversal>(*source);
  else t->source = source;
  t->kind = ExprKind::traversal;
  t->span = source->span;
  t->span.end = steps.back().span.end;
  t->steps = out_.arena.copy(steps);
  return t;
}

}  // namespace plumb::hcl
