// The grammar of CEL, by recursive descent; macros are recognised here by name and number of arguments.
// Why nesting is bounded: later stages recurse over the tree, and an expression is input of a user.
#include <charconv>
#include <cmath>
#include <cstdlib>

#include "base/text.h"
#include "expr/ast.h"
#include "expr/lex.h"

namespace plumb::expr {
namespace {

struct MacroForm {
  std::string_view name;
  Op op;
  uint8_t variables, bodies;  // arguments after the receiver
};
// The first form whose name and number of arguments fit.
constexpr MacroForm kMacros[] = {
    {"all", Op::all, 1, 1},
    {"all", Op::all, 2, 1},
    {"exists", Op::exists, 1, 1},
    {"exists", Op::exists, 2, 1},
    {"exists_one", Op::exists_one, 1, 1},
    {"exists_one", Op::exists_one, 2, 1},
    {"existsOne", Op::exists_one, 2, 1},
    {"existsOne", Op::exists_one, 1, 1},
    {"map", Op::map_macro, 1, 1},
    {"map", Op::map_macro, 1, 2},
    {"filter", Op::filter, 1, 1},
    {"transformList", Op::transform_list, 2, 1},
    {"transformList", Op::transform_list, 2, 2},
    {"transformMap", Op::transform_map, 2, 1},
    {"transformMap", Op::transform_map, 2, 2},
    {"transformMapEntry", Op::transform_map_entry, 2, 1},
    {"transformMapEntry", Op::transform_map_entry, 2, 2},
    {"optMap", Op::opt_map, 1, 1},
    {"optFlatMap", Op::opt_flat_map, 1, 1},
};
constexpr std::string_view kReserved[] = {"as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package", "namespace", "return", "var", "void", "while"};

struct Parser {
  std::vector<Lexeme> tokens;
  Ast ast;
  std::vector<CompileError>& errors;
  size_t at = 0;
  uint32_t nesting = 0;
  bool failed = false;

  const Lexeme& token() const { return tokens[at]; }
  bool is(std::string_view symbol) const { return token().token == Token::symbol && token().text == symbol; }
  bool is_word(std::string_view word) const { return token().token == Token::identifier && token().text == word; }
  bool take(std::string_view symbol) {
    if (!is(symbol)) return false;
    ++at;
    return true;
  }

  Expr* fail(std::string message, uint32_t begin, uint32_t end) {
    if (!failed) errors.push_back({std::move(message), begin, end});
    failed = true;
    return nullptr;
  }
  Expr* expected(std::string_view what) {
    const Lexeme& t = token();
    std::string found = t.token == Token::end ? std::string(t.text) : t.token == Token::string || t.token == Token::bytes ? "a string"
                                                                                                                          : cat("'", t.text, "'");
    return fail(cat("expected ", what, ", found ", found), t.begin, t.end);
  }
  bool need(std::string_view symbol) {
    if (take(symbol)) return true;
    expected(cat("'", symbol, "'"));
    return false;
  }

  Expr* make(Op op, uint32_t begin, std::vector<Expr*> args = {}) {
    Expr& e = ast.nodes.emplace_back();
    e.op = op;
    e.begin = e.at = begin;
    e.end = e.at_end = at > 0 ? tokens[at - 1].end : begin;
    for (Expr* a : args) e.depth = std::max(e.depth, a->depth + 1);
    e.args = std::move(args);
    if (e.depth > Ast::kMaxDepth) return fail("the expression is nested too deeply", begin, e.end);
    return &e;
  }
  Expr* call(std::string_view function, const Lexeme& where, uint32_t begin, std::vector<Expr*> args, bool member = false) {
    Expr* e = make(Op::call, begin, std::move(args));
    if (!e) return nullptr;
    e->text = function;
    e->member = member;
    e->at = where.begin;
    e->at_end = where.end;
    return e;
  }

  Expr* expression() {
    if (++nesting > 120) return fail("the expression is nested too deeply", token().begin, token().end);
    Expr* e = conditional();
    --nesting;
    return e;
  }

  Expr* conditional() {
    uint32_t begin = token().begin;
    Expr* condition = logic(Op::logic_or, "||");
    if (!condition || !is("?")) return condition;
    const Lexeme where = token();
    ++at;
    Expr* yes = logic(Op::logic_or, "||");
    if (!yes || !need(":")) return nullptr;
    Expr* no = expression();
    if (!no) return nullptr;
    Expr* e = make(Op::conditional, begin, {condition, yes, no});
    if (e) e->at = where.begin, e->at_end = where.end;
    return e;
  }

  // A chain of one logic operator is one node with many arguments.
  Expr* logic(Op op, std::string_view symbol) {
    uint32_t begin = token().begin;
    auto part = [&] { return op == Op::logic_or ? logic(Op::logic_and, "&&") : relation(); };
    Expr* first = part();
    if (!first || !is(symbol)) return first;
    std::vector<Expr*> parts{first};
    while (take(symbol)) {
      Expr* next = part();
      if (!next) return nullptr;
      parts.push_back(next);
    }
    return make(op, begin, std::move(parts));
  }

  Expr* relation() {
    uint32_t begin = token().begin;
    Expr* left = addition();
    while (left) {
      static constexpr std::pair<std::string_view, std::string_view> kRelations[] = {{"==", "_==_"}, {"!=", "_!=_"}, {"<", "_<_"}, {"<=", "_<=_"}, {">", "_>_"}, {">=", "_>=_"}};
      std::string_view function = is_word("in") ? "@in" : "";
      for (auto [symbol, name] : kRelations)
        if (is(symbol)) function = name;
      if (function.empty()) return left;
      left = binary(function, begin, left, [&] { return addition(); });
    }
    return left;
  }
  template <class Next>
  Expr* binary(std::string_view function, uint32_t begin, Expr* left, Next&& next) {
    const Lexeme where = token();
    ++at;
    Expr* right = next();
    return right ? call(function, where, begin, {left, right}) : nullptr;
  }
  Expr* addition() {
    uint32_t begin = token().begin;
    Expr* left = product();
    while (left && (is("+") || is("-"))) left = binary(is("+") ? "_+_" : "_-_", begin, left, [&] { return product(); });
    return left;
  }
  Expr* product() {
    uint32_t begin = token().begin;
    Expr* left = unary();
    while (left && (is("*") || is("/") || is("%"))) left = binary(is("*") ? "_*_" : is("/") ? "_/_"
                                                                                            : "_%_",
                                                                  begin, left, [&] { return unary(); });
    return left;
  }

  Expr* unary() {
    const Lexeme where = token();
    if (is("!") || is("-")) {
      bool negate = is("-");
      bool number = tokens[at + 1].token == Token::integer || tokens[at + 1].token == Token::number;
      if (negate && number) {
        ++at;
        return member(literal_number(true), where.begin);
      }
      if (++nesting > 120) return fail("the expression is nested too deeply", where.begin, where.end);
      ++at;
      Expr* operand = unary();
      --nesting;
      return operand ? call(negate ? "-_" : "!_", where, where.begin, {operand}) : nullptr;
    }
    return member(primary(), where.begin);
  }

  Expr* literal(Value value, uint32_t begin) {
    Expr* e = make(Op::literal, begin);
    e->literal = value;
    return e;
  }

  Expr* literal_number(bool negative) {
    const Lexeme t = token();
    ++at;
    uint32_t begin = negative ? t.begin - 1 : t.begin;
    if (t.token == Token::number) {
      double d = std::strtod(std::string(t.text).c_str(), nullptr);  // too small is zero, too large is an error
      if (std::isinf(d)) return fail("the number is out of range", t.begin, t.end);
      return literal(Value::number(negative ? -d : d), begin);
    }
    bool hex = t.text.starts_with("0x");
    std::string_view digits = hex ? t.text.substr(2) : t.text;
    uint64_t n = 0;
    auto r = std::from_chars(digits.data(), digits.data() + digits.size(), n, hex ? 16 : 10);
    bool in_range = r.ec == std::errc();
    if (t.token == Token::unsigned_integer) return in_range ? literal(Value::unsigned_integer(n), begin) : fail("the number is out of range of uint", t.begin, t.end);
    uint64_t limit = (uint64_t{1} << 63) - (negative ? 0 : 1);
    if (!in_range || n > limit) return fail("the number is out of range of int", t.begin, t.end);
    return literal(Value::integer(static_cast<int64_t>(negative ? 0 - n : n)), begin);
  }

  Expr* primary() {
    const Lexeme t = token();
    switch (t.token) {
      case Token::integer:
      case Token::unsigned_integer:
      case Token::number:
        return literal_number(false);
      case Token::string:
        ++at;
        return literal(Value::string(t.text), t.begin);
      case Token::bytes:
        ++at;
        return literal(Value::bytes(t.text), t.begin);
      case Token::identifier:
        return name(false);
      case Token::end:
      case Token::quoted_identifier:
        return expected("an expression");
      case Token::symbol:
        break;
    }
    if (take(".")) return token().token == Token::identifier ? name(true) : expected("a name");
    if (take("(")) {
      Expr* e = expression();
      if (!e || !need(")")) return nullptr;
      e->parenthesized = true;
      return e;
    }
    if (take("[")) return list(t.begin);
    if (take("{")) return map(t.begin);
    return expected("an expression");
  }

  Expr* name(bool absolute) {
    const Lexeme t = token();
    ++at;
    if (t.text == "true" || t.text == "false") return literal(Value::boolean(t.text == "true"), t.begin);
    if (t.text == "null") return literal(Value::null(), t.begin);
    if (t.text == "in") return --at, expected("an expression");
    for (std::string_view word : kReserved)
      if (t.text == word) return fail(cat("'", word, "' is a reserved word"), t.begin, t.end);
    if (take("(")) {
      std::vector<Expr*> args;
      if (!arguments(args)) return nullptr;
      if (t.text == "has" && args.size() == 1) return has(args[0], t);
      Expr* e = call(t.text, t, t.begin, std::move(args));
      if (e) e->absolute = absolute;
      return e;
    }
    Expr* e = make(Op::name, t.begin);
    e->text = t.text;
    e->absolute = absolute;
    return e;
  }

  Expr* has(Expr* operand, const Lexeme& where) {
    if (operand->op != Op::select || operand->optional) return fail("has() takes a field: has(a.b)", operand->begin, operand->end);
    Expr* e = make(Op::has, where.begin, {operand->args[0]});
    if (!e) return nullptr;
    e->text = operand->text;
    e->at = operand->at;
    e->at_end = operand->at_end;
    return e;
  }

  // Arguments up to the closing parenthesis, which is taken.
  bool arguments(std::vector<Expr*>& args) {
    if (take(")")) return true;
    do {
      Expr* a = expression();
      if (!a) return false;
      args.push_back(a);
    } while (take(","));
    return need(")");
  }

  Expr* member(Expr* e, uint32_t begin) {
    while (e) {
      if (is(".")) {
        ++at;
        bool optional = take("?");
        const Lexeme field = token();
        if (field.token != Token::identifier && field.token != Token::quoted_identifier) return expected("the name of a field");
        if (field.token == Token::identifier && (field.text == "in" || field.text == "true" || field.text == "false" || field.text == "null")) return expected("the name of a field");
        ++at;
        if (!optional && field.token == Token::identifier && take("(")) {
          std::vector<Expr*> args;
          if (!arguments(args)) return nullptr;
          e = member_call(e, field, begin, std::move(args));
          continue;
        }
        e = make(Op::select, begin, {e});
        if (!e) return nullptr;
        e->text = field.text;
        e->optional = optional;
        e->at = field.begin;
        e->at_end = field.end;
      } else if (is("[")) {
        const Lexeme where = token();
        ++at;
        bool optional = take("?");
        Expr* index = expression();
        if (!index || !need("]")) return nullptr;
        e = make(Op::index, begin, {e, index});
        if (!e) return nullptr;
        e->text = "_[_]";
        e->optional = optional;
        e->at = where.begin;
        e->at_end = where.end;
      } else if (is("{") && qualified_name(e).size()) {
        e = object(e, begin);
      } else {
        return e;
      }
    }
    return e;
  }

  Expr* member_call(Expr* receiver, const Lexeme& function, uint32_t begin, std::vector<Expr*> args) {
    if (function.text == "bind" && args.size() == 3 && receiver->op == Op::name && receiver->text == "cel") return macro(Op::bind, function, begin, 1, {args[1], args[2]}, args);
    for (const MacroForm& form : kMacros) {
      if (form.name != function.text || args.size() != size_t{form.variables} + form.bodies) continue;
      std::vector<Expr*> parts{receiver};
      parts.insert(parts.end(), args.begin() + form.variables, args.end());
      return macro(form.op, function, begin, form.variables, std::move(parts), args);
    }
    std::vector<Expr*> all{receiver};
    all.insert(all.end(), args.begin(), args.end());
    return call(function.text, function, begin, std::move(all), true);
  }

  Expr* macro(Op op, const Lexeme& where, uint32_t begin, size_t variables, std::vector<Expr*> parts, const std::vector<Expr*>& args) {
    Expr* e = make(op, begin, std::move(parts));
    if (!e) return nullptr;
    e->text = where.text;
    e->at = where.begin;
    e->at_end = where.end;
    for (size_t i = 0; i < variables; ++i) {
      const Expr& v = *args[i];
      if (v.op != Op::name || v.absolute || v.parenthesized) return fail(cat("the first argument of ", where.text, "() is the name of its variable"), v.begin, v.end);
      if (v.text == "__result__") return fail("'__result__' is reserved", v.begin, v.end);
      if (i == 1 && e->variables[0] == v.text) return fail(cat("the variables of ", where.text, "() need different names"), v.begin, v.end);
      e->variables.push_back(v.text);
    }
    return e;
  }

  Expr* list(uint32_t begin) {
    std::vector<Expr*> items;
    std::vector<bool> optional;
    while (!is("]")) {
      if (is(",") && items.empty() && tokens[at + 1].text == "]" && tokens[at + 1].token == Token::symbol) {
        ++at;
        break;
      }
      optional.push_back(take("?"));
      Expr* item = expression();
      if (!item) return nullptr;
      items.push_back(item);
      if (!take(",")) break;
    }
    if (!is("]")) return expected("',' or ']'");
    ++at;
    Expr* e = make(Op::list, begin, std::move(items));
    if (e) e->optional_items = std::move(optional);
    return e;
  }

  Expr* map(uint32_t begin) {
    std::vector<Expr*> parts;
    std::vector<bool> optional;
    while (!is("}")) {
      if (is(",") && parts.empty() && tokens[at + 1].text == "}" && tokens[at + 1].token == Token::symbol) {
        ++at;
        break;
      }
      optional.push_back(take("?"));
      Expr* key = expression();
      if (!key || !need(":")) return nullptr;
      Expr* value = expression();
      if (!value) return nullptr;
      parts.push_back(key);
      parts.push_back(value);
      if (!take(",")) break;
    }
    if (!is("}")) return expected("',' or '}'");
    ++at;
    Expr* e = make(Op::map, begin, std::move(parts));
    if (e) e->optional_items = std::move(optional);
    return e;
  }

  // "a.b.c" when `e` is a chain of plain names, else empty.
  std::string qualified_name(const Expr* e) const {
    if (e->parenthesized) return {};
    if (e->op == Op::name) return std::string(e->text);
    if (e->op != Op::select || e->optional) return {};
    std::string owner = qualified_name(e->args[0]);
    return owner.empty() ? owner : cat(owner, ".", e->text);
  }

  Expr* object(Expr* type, uint32_t begin) {
    std::string_view name = ast.arena->copy(std::string_view(qualified_name(type)));
    const Lexeme where = token();
    ++at;
    std::vector<Expr*> values;
    std::vector<std::string_view> fields;
    std::vector<bool> optional;
    while (!is("}")) {
      optional.push_back(take("?"));
      const Lexeme field = token();
      if (field.token != Token::identifier && field.token != Token::quoted_identifier) return expected("the name of a field");
      ++at;
      if (!need(":")) return nullptr;
      Expr* value = expression();
      if (!value) return nullptr;
      fields.push_back(field.text);
      values.push_back(value);
      if (!take(",")) break;
    }
    if (!is("}")) return expected("',' or '}'");
    ++at;
    Expr* e = make(Op::object, begin, std::move(values));
    if (!e) return nullptr;
    e->text = name;
    e->variables = std::move(fields);
    e->optional_items = std::move(optional);
    e->at = where.begin;
    e->at_end = where.end;
    return e;
  }
};

}  // namespace

Ast parse(std::string_view source, Arena& arena, std::vector<CompileError>& errors) {
  Parser parser{{}, {}, errors};
  parser.ast.arena = &arena;
  if (source.size() > 100'000) {
    errors.push_back({"the expression is longer than 100,000 bytes", 0, 0});
    return std::move(parser.ast);
  }
  if (!lex(source, arena, parser.tokens, errors)) return std::move(parser.ast);
  Expr* root = parser.expression();
  if (root && parser.token().token != Token::end) parser.expected("an operator or the end of the expression");
  if (!parser.failed) parser.ast.root = root;
  return std::move(parser.ast);
}

}  // namespace plumb::expr
