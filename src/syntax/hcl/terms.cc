// Names, numbers, parentheses, collections, `for` and calls; see reader.h.
#include "syntax/hcl/reader.h"

#include <charconv>

#include "base/text.h"

namespace plumb::hcl {

const Expr* Reader::named_term() {
  const char* start = p_;
  std::string_view n = name();
  const char* stop = p_;
  skip();
  if (at() == '(' || (at() == ':' && at(1) == ':')) return call(start, n);
  if (n.size() == 4 || n.size() == 5) {
    if (n == "null") return make<Literal>(ExprKind::null, start, stop);
    if (n == "true" || n == "false") {
      Literal* l = make<Literal>(ExprKind::boolean, start, stop);
      l->flag = n.size() == 4;
      return l;
    }
  }
  Traversal* t = make<Traversal>(ExprKind::traversal, start, stop);
  t->name = n;
  t->name_span = t->span;
  return t;
}

/// The end of the number at p_: digits, dots and exponents, without the dots at its end (`1...` is a number and an ellipsis).
const char* Reader::number_end() const {
  const char* last = p_;
  for (const char* q = p_; q < end_;) {
    if (is(*q, kDigit)) {
      last = ++q;
    } else if (*q == '.') {
      ++q;
    } else if (*q == 'e' || *q == 'E') {
      const char* digits = q + 1;
      if (digits < end_ && (*digits == '+' || *digits == '-')) ++digits;
      if (digits >= end_ || !is(*digits, kDigit)) break;
      last = q = digits + 1;
    } else {
      break;
    }
  }
  return last;
}

const Expr* Reader::number() {
  const char* start = p_;
  p_ = number_end();
  Literal* l = make<Literal>(ExprKind::number, start, p_);
  l->text = view(start, p_);
  auto r = std::from_chars(start, p_, l->number);
  if (r.ec == std::errc::invalid_argument || r.ptr != p_) return fail(l->span, cat("'", l->text, "' is no number"), "numbers are decimal: 12, 0.5, 1.5e3");
  return l;
}

const Expr* Reader::parentheses() {
  const char* start = p_++;
  InBrackets inside(*this);
  const Expr* e = expression();
  skip();
  if (at() != ')') return fail_unclosed(start, "parenthesis", "')'", ")");
  ++p_;
  Operation* o = make<Operation>(ExprKind::parentheses, start, p_);
  o->left = e;
  return o;
}

const Expr* Reader::tuple() {
  const char* start = p_++;
  InBrackets inside(*this);
  skip();
  if (at_keyword("for")) return for_expression(start, ']');
  size_t first = exprs_.size();
  for (;;) {
    skip();
    if (at() == ']') break;
    if (ended()) return fail_unclosed(start, "list", "']'", "]");
    exprs_.push_back(expression());
    skip();
    if (at() == ']') break;
    if (at() != ',') {
      exprs_.resize(first);
      return fail_unclosed(start, "list", "',' or ']'", "]");
    }
    ++p_;
  }
  ++p_;
  Tuple* t = make<Tuple>(ExprKind::tuple, start, p_);
  t->items = take(exprs_, first);
  return t;
}

/// Elements are separated by commas or line ends; before `for` line ends have no meaning.
const Expr* Reader::object() {
  const char* start = p_++;
  {
    InBrackets inside(*this);
    skip();
    if (at_keyword("for")) return for_expression(start, '}');
  }
  InBrackets inside(*this, true);
  size_t first = items_.size();
  uint32_t column = guarded_ ? column_of_line(start) : 0;
  for (bool deeper = false;;) {
    skip();
    if (at_line_end()) {
      pass_line_end();
      continue;
    }
    if (guarded_ && !ended() && first_on_line()) {  // this line may be of what is around the object: its '}' is missing
      uint32_t line_column = column_of_line(p_);
      deeper = deeper || (items_.size() == first && line_column > column);
      bool outer = at() == '}' ? line_column < column && trusts_columns() : deeper && line_column <= column;
      if (outer) {
        items_.resize(first);
        p_ = end_;
      }
    }
    if (at() == '}') break;
    if (ended()) return fail_unclosed(start, "object", "'}'", "}");
    object_item();
    skip();
    if (at() == '}') break;
    if (at() == ',') {
      ++p_;
    } else if (!at_line_end()) {
      items_.resize(first);
      return fail_unclosed(start, "object", "',', '}' or the end of the line", "}");
    }
  }
  ++p_;
  Object* o = make<Object>(ExprKind::object, start, p_);
  o->items = take(items_, first);
  return o;
}

void Reader::object_item() {
  Item item;
  const char* start = p_;
  const char* stop = name_end(p_, end_);
  const char* sign = skip_blanks(stop, end_);
  bool bare = stop > start && end_ - sign > 1 && (*sign == '=' || *sign == ':') && sign[1] != *sign && !(*sign == '=' && sign[1] == '>');
  if (bare) {
    item.name = view(start, stop);
    item.key_span = span(start, stop);
    p_ = sign;
  } else {
    const Expr* key = expression();
    item.key_span = key->span;
    bool word = key->kind == ExprKind::null || key->kind == ExprKind::boolean ||
                (key->kind == ExprKind::traversal && as<Traversal>(*key).steps.empty() && !as<Traversal>(*key).source);
    if (word) item.name = view(begin_ + key->span.begin, begin_ + key->span.end);
    else item.key = key;
    skip();
    if (!at_equals() && at() != ':') {
      const char* open = begin_ + item.key_span.begin;
      if (ended()) fail_unclosed(open, "object's element", "'='", "}");
      else if (at_line_end() || at() == ',' || at() == '}') fail_expected("'=' and a value", "an object's element is `key = value`");
      else fail_expected("'='", "an object's element is `key = value`; a key with dots or blanks stands in quotes, one that is computed in parentheses");
      return;
    }
  }
  ++p_;
  item.value = expression();
  item.span = {out_.file, item.key_span.begin, item.value->span.end};
  items_.push_back(item);
}

/// `[KEY,] VALUE in`, behind `for`.
bool Reader::for_names(std::string_view& key, std::string_view& value) {
  constexpr std::string_view kForm = "the form is `for value in list` or `for key, value in map`";
  skip();
  if (name_end(p_, end_) == p_) return fail_expected("a name", kForm), false;
  value = name();
  skip();
  if (at() == ',') {
    ++p_;
    skip();
    if (name_end(p_, end_) == p_) return fail_expected("a second name", kForm), false;
    key = value;
    value = name();
    skip();
  }
  if (!at_keyword("in")) return fail_expected("'in'", kForm), false;
  p_ += 2;
  return true;
}

const Expr* Reader::for_expression(const char* start, char close) {
  InBrackets inside(*this);
  p_ += 3;
  bool makes_object = close == '}';
  For f;
  if (!for_names(f.key_name, f.value_name)) return fail({}, {}, {});
  f.collection = expression();
  skip();
  if (at() != ':' || at(1) == ':') return fail_expected("':'", "the form is `[for value in list : result]` or `{for key, value in map : key => result}`");
  ++p_;
  f.value = expression();
  skip();
  if (at() == '=' && at(1) == '>') {
    if (!makes_object) return fail(span(p_, p_ + 2), "a list has no keys: '=>' makes an object", "write {for ...} for an object, or take the key away");
    p_ += 2;
    f.key = f.value;
    f.value = expression();
    skip();
  } else if (makes_object) {
    return fail_expected("'=>'", "an object is `{for key, value in map : key => result}`; write [for ...] for a list");
  }
  if (at() == '.' && at(1) == '.' && at(2) == '.') {
    if (!makes_object) return fail(span(p_, p_ + 3), "a list cannot be grouped: '...' groups an object's values by key", "take the '...' away, or make an object: {for ...}");
    p_ += 3;
    f.second = true;
    skip();
  }
  if (at_keyword("if")) {
    p_ += 2;
    f.condition = expression();
    skip();
  }
  if (at() != close || ended()) return fail_unclosed(start, "'for' expression", makes_object ? "'}'" : "']'", makes_object ? "}" : "]");
  ++p_;
  f.kind = ExprKind::for_;
  f.flag = makes_object;
  f.span = span(start, p_);
  return out_.arena.make<For>(f);
}

/// p_ is behind the first part of the name and the blanks after it.
const Expr* Reader::call(const char* start, std::string_view name) {
  Call* c = make<Call>(ExprKind::call, start, p_);
  c->name = name;
  std::string parts(at() == ':' ? name : std::string_view{});
  const char* stop = start + name.size();
  while (at() == ':' && at(1) == ':') {
    p_ += 2;
    skip();
    std::string_view next = this->name();
    if (next.empty()) return fail_expected("a function's name", "a provider's function is provider::NAME::function(...)");
    parts.append("::").append(next);
    stop = p_;
    skip();
  }
  if (at() != '(') return fail_expected("'('", "a call is `function(argument, ...)`");
  if (!parts.empty()) c->name = parts.size() == static_cast<size_t>(stop - start) ? view(start, stop) : out_.arena.copy(std::string_view(parts));
  c->name_span = span(start, stop);
  const char* open = p_++;
  InBrackets inside(*this);
  size_t first = exprs_.size();
  for (;;) {
    skip();
    if (at() == ')') break;
    if (ended()) return fail_unclosed(open, "call", "')'", ")");
    exprs_.push_back(expression());
    skip();
    if (at() == ')') break;
    if (at() == '.' && at(1) == '.' && at(2) == '.') {
      p_ += 3;
      c->flag = true;
      skip();
      if (at() == ')') break;
      exprs_.resize(first);
      return fail_expected("')'", "`...` stands behind the last argument only");
    }
    if (at() != ',') {
      exprs_.resize(first);
      return fail_unclosed(open, "call", "',' or ')'", ")");
    }
    ++p_;
  }
  ++p_;
  c->span.end = offset(p_);
  c->arguments = take(exprs_, first);
  return c;
}

}  // namespace plumb::hcl
