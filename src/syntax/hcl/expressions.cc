// Conditionals, operators and the steps behind a term; see reader.h.
#include "syntax/hcl/reader.h"

#include <charconv>

#include "base/text.h"

namespace plumb::hcl {
namespace {

struct Sign {
  Operator op = Operator::none;
  int rank = 0;  // 0: no binary operator; the greater binds tighter
  int length = 1;
};

/// The binary operator that starts with `c`, followed by `next`.
Sign binary_operator(char c, char next) {
  bool equals = next == '=';
  switch (c) {
    case '|': return next == '|' ? Sign{Operator::or_, 1, 2} : Sign{};
    case '&': return next == '&' ? Sign{Operator::and_, 2, 2} : Sign{};
    case '=': return equals ? Sign{Operator::equal, 3, 2} : Sign{};
    case '!': return equals ? Sign{Operator::not_equal, 3, 2} : Sign{};
    case '<': return next == '<' ? Sign{} : equals ? Sign{Operator::less_equal, 4, 2} : Sign{Operator::less, 4, 1};
    case '>': return equals ? Sign{Operator::greater_equal, 4, 2} : Sign{Operator::greater, 4, 1};
    case '+': return {Operator::add, 5, 1};
    case '-': return {Operator::subtract, 5, 1};
    case '*': return {Operator::multiply, 6, 1};
    case '/': return {Operator::divide, 6, 1};
    case '%': return {Operator::modulo, 6, 1};
    default: return {};
  }
}

constexpr std::string_view kTooDeep = "this expression is nested too deeply to be read";
constexpr std::string_view kSplit = "split it with locals";

}  // namespace

/// What was opened at `start` does not go on as it should: at the end of the text it is not closed, else `expected` is.
Expr* Reader::fail_unclosed(const char* start, std::string_view what, std::string_view expected, std::string_view sign) {
  if (ended() && !failed_)
    return fail(span(start, start + 1), cat("this ", what, " is not closed: '", sign, "' is missing"), "add the closing sign; a missing one further in gives this too");
  return fail_expected(expected, cat("this ", what, " is open until its '", sign, "'; look for a missing comma, quote or bracket here or on the line before"));
}

void Reader::single_expression() {
  single_ = true;
  newlines_ = false;
  const Expr* e = expression();
  skip();
  if (!ended()) {
    std::string special = hint();
    fail(here(), cat("the expression ends before ", found()), special.empty() ? "an operator, a comma or a bracket is missing here" : special);
  }
  check_encoding();
  out_.expression = e;
}

const Expr* Reader::expression() {
  Depth level(*this);
  if (level.too_deep()) return fail(here(), std::string(kTooDeep), std::string(kSplit));
  const Expr* condition = operation(1);
  skip();
  if (at() != '?') return condition;
  ++p_;
  const Expr* yes = expression();
  skip();
  if (at() != ':') return fail_expected("':' and the value for 'false'", "a conditional is `condition ? value : other`");
  ++p_;
  const Expr* no = expression();
  Conditional* c = make<Conditional>(ExprKind::conditional, begin_ + condition->span.begin, begin_ + no->span.end);
  c->condition = condition;
  c->when_true = yes;
  c->when_false = no;
  return c;
}

/// A chain of operators of at least this rank. Operators of the same rank associate to the left; the tree of a long chain is deep on its
/// left side, which counts as nesting.
const Expr* Reader::operation(int lowest) {
  int before = deep_;
  deep_ = depth_;
  const Expr* left = operand();
  for (;;) {
    skip();
    Sign sign = binary_operator(at(), at(1));
    if (sign.rank < lowest || sign.rank == 0) break;
    p_ += sign.length;
    int left_deep = deep_;
    const Expr* right = operation(sign.rank + 1);
    deep_ = std::max(left_deep, deep_) + 1;
    if (deep_ > kMaxDepth) return fail(left->span, std::string(kTooDeep), std::string(kSplit));
    Operation* o = make<Operation>(ExprKind::binary, begin_ + left->span.begin, begin_ + right->span.end);
    o->op = sign.op;
    o->left = left;
    o->right = right;
    left = o;
  }
  deep_ = std::max(before, deep_);
  return left;
}

/// A term with its steps, or a sign before an operand: `-a.b` negates a.b.
const Expr* Reader::operand() {
  skip();
  char c = at();
  if (c != '-' && !(c == '!' && at(1) != '=')) return with_steps(term());
  Depth level(*this);
  if (level.too_deep()) return fail(here(), std::string(kTooDeep), std::string(kSplit));
  const char* start = p_++;
  const Expr* of = operand();
  Operation* o = make<Operation>(ExprKind::unary, start, begin_ + of->span.end);
  o->op = c == '-' ? Operator::negate : Operator::not_;
  o->left = of;
  return o;
}

const Expr* Reader::term() {
  char c = at();
  if (is(c, kStart | kWide) && name_end(p_, end_) > p_) return named_term();
  switch (c) {
    case '"': return quoted();
    case '{': return object();
    case '[': return tuple();
    case '(': return parentheses();
    case '<':
      if (at(1) == '<') return heredoc();
      break;
    default:
      if (is(c, kDigit)) return number();
      break;
  }
  return fail_expected("a value", "look for a missing value, quote or bracket here");
}

/// The steps behind `source`: .name .0 .* [expression] [*]
const Expr* Reader::with_steps(const Expr* source) {
  size_t first = steps_.size();
  for (bool in_splat = false;;) {
    skip();
    if (at() == '.') {
      if (at(1) == '.' && at(2) == '.') break;
      dot_step(in_splat);
    } else if (at() == '[') {
      in_splat = false;
      bracket_step();
    } else {
      break;
    }
  }
  if (steps_.size() == first) return source;
  Span last = steps_.back().span;
  Traversal* t;
  if (source->kind == ExprKind::traversal && as<Traversal>(*source).steps.empty()) {
    t = const_cast<Traversal*>(&as<Traversal>(*source));  // a name: made just now, nobody else has it
    t->span.end = last.end;
  } else {
    t = make<Traversal>(ExprKind::traversal, begin_ + source->span.begin, begin_ + last.end);
    t->source = source;
  }
  t->steps = take(steps_, first);
  return t;
}

/// `in_splat`: directly behind `.*` and its attribute steps, where no second one may stand.
void Reader::dot_step(bool& in_splat) {
  const char* start = p_++;
  skip();
  Step s;
  if (const char* stop = name_end(p_, end_); stop > p_) {
    s.name = view(p_, stop);
    p_ = stop;
  } else if (is(at(), kDigit)) {
    s.kind = StepKind::legacy_index;
    std::string_view digits = view(p_, number_end());
    const char* number = p_;
    p_ += digits.size();
    if (size_t point = digits.find('.'); point != std::string_view::npos) {
      report(span(number, p_), cat("'.", digits, "' cannot be two indices"), "write indices in brackets: [0][1]");
      std::from_chars(digits.data(), digits.data() + point, s.number);
      s.span = span(start, number + point);
      steps_.push_back(s);
      start = number + point;
      digits.remove_prefix(point + 1);
    }
    double value = 0;
    if (std::from_chars(digits.data(), digits.data() + digits.size(), s.number).ptr != digits.data() + digits.size()) {
      std::from_chars(digits.data(), digits.data() + digits.size(), value);  // 1e2
      s.number = value >= 0 && value < 1e18 ? static_cast<uint64_t>(value) : UINT64_MAX;
    }
  } else if (at() == '*') {
    if (in_splat) {
      fail(here(), "'.*' cannot stand behind another '.*'", "use [*], which takes every step behind it");
      return;
    }
    in_splat = true;
    s.kind = StepKind::attribute_splat;
    ++p_;
  } else {
    fail_expected("an attribute's name", "behind a '.' stands a name, a number or '*'");
    return;
  }
  s.span = span(start, p_);
  steps_.push_back(s);
}

void Reader::bracket_step() {
  const char* start = p_++;
  skip();
  Step s;
  if (at() == '*') {
    s.kind = StepKind::full_splat;
    ++p_;
    skip();
    if (at() != ']') {
      fail_expected("']' behind '[*'", "a splat is [*]");
      return;
    }
  } else {
    s.kind = StepKind::index;
    InBrackets inside(*this);
    s.index = expression();
    skip();
    if (at() != ']') {
      fail_unclosed(start, "index", "']'", "]");
      return;
    }
  }
  ++p_;
  s.span = span(start, p_);
  steps_.push_back(s);
}

}  // namespace plumb::hcl
