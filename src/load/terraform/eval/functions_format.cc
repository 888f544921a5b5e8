// format and formatlist: Go's verbs as Terraform allows them (%v %#v %s %q %d %f %e %g %b %o %x %X %t %%), with width, precision and argument numbers.
#include <algorithm>

#include "base/text.h"
#include "load/terraform/eval/functions.h"
#include "load/terraform/eval/unicode.h"

namespace plumb::terraform {
namespace {

struct Verb {
  bool minus = false, plus = false, blank = false, zero = false, sharp = false;
  int width = -1, precision = -1;
  char letter = 0;
};

std::string pad(std::string s, const Verb& v, bool zeros) {
  int size = static_cast<int>(grapheme_count(s));
  if (v.width <= size) return s;
  size_t missing = static_cast<size_t>(v.width - size);
  if (v.minus) return s + std::string(missing, ' ');
  if (!zeros) return std::string(missing, ' ') + s;
  size_t sign = !s.empty() && (s[0] == '-' || s[0] == '+' || s[0] == ' ') ? 1 : 0;
  return s.substr(0, sign) + std::string(missing, '0') + s.substr(sign);
}

class Formatter {
 public:
  Formatter(FunctionCall& f, std::string_view format, std::span<const Value> args) : f_(f), format_(format), args_(args) {}

  /// The text; false: the error is in f.failure.
  bool run(std::string& out) {
    size_t next = 0, used = 0;
    bool numbered = false;
    for (size_t i = 0; i < format_.size();) {
      if (format_[i] != '%') {
        out += format_[i++];
        continue;
      }
      Verb v;
      ++i;
      for (; i < format_.size(); ++i) {
        char c = format_[i];
        if (c == '-') v.minus = true;
        else if (c == '+') v.plus = true;
        else if (c == ' ') v.blank = true;
        else if (c == '0') v.zero = true;
        else if (c == '#') v.sharp = true;
        else break;
      }
      v.width = digits(i);
      if (i < format_.size() && format_[i] == '.') {
        ++i;
        v.precision = std::max(0, digits(i));
      }
      if (i < format_.size() && format_[i] == '[') {
        ++i;
        int n = digits(i);
        if (n < 1 || i >= format_.size() || format_[i] != ']') return fail("the number of an argument is written [1]");
        ++i;
        next = static_cast<size_t>(n) - 1;
        numbered = true;
      }
      if (i >= format_.size()) return fail("the format ends inside a verb");
      v.letter = format_[i++];
      if (v.letter == '%') {
        out += '%';
        continue;
      }
      if (next >= args_.size()) return fail(cat("there is no argument for %", std::string(1, v.letter)));
      used = std::max(used, next + 1);
      if (!one(v, args_[next++], out)) return false;
    }
    if (!numbered && used < args_.size()) return fail("there are more arguments than verbs");
    return true;
  }

 private:
  bool fail(std::string message) {
    f_.failure = f_.fail(std::move(message));
    return false;
  }

  int digits(size_t& i) {
    int n = -1;
    while (i < format_.size() && format_[i] >= '0' && format_[i] <= '9' && n < 100000) n = std::max(n, 0) * 10 + (format_[i++] - '0');
    return std::min(n, 100000);
  }

  bool one(const Verb& v, const Value& arg, std::string& out) {
    switch (v.letter) {
      case 'v': return any(v, arg, out);
      case 's': case 'q': {
        auto s = to_text(arg);
        if (!s) return fail(cat("%", std::string(1, v.letter), " needs a string, not ", kind_name(arg)));
        if (v.precision >= 0) *s = cut(*s, v.precision);
        out += pad(v.letter == 'q' ? json_text(Value::string(*s)) : *s, v, v.zero);
        return true;
      }
      case 't': {
        auto b = to_boolean(arg);
        if (!b) return fail(cat("%t needs a bool, not ", kind_name(arg)));
        out += *b ? "true" : "false";
        return true;
      }
      case 'd': case 'b': case 'o': case 'x': case 'X': return whole(v, arg, out);
      case 'e': case 'E': case 'f': case 'g': case 'G': return real(v, arg, out);
      default: return fail(cat("'%", std::string(1, v.letter), "' is no verb"));
    }
  }

  bool any(const Verb& v, const Value& arg, std::string& out) {
    if (v.sharp || arg.is_null() || !to_text(arg)) {
      out += pad(json_text(arg), v, false);
    } else if (arg.is_number()) {
      Verb g = v;
      g.letter = 'g';
      return real(g, arg, out, 21);
    } else {
      out += pad(*to_text(arg), v, false);
    }
    return true;
  }

  bool whole(const Verb& v, const Value& arg, std::string& out) {
    if ((v.letter == 'x' || v.letter == 'X') && arg.is_string() && !to_number(arg)) return fail("%x needs a number");
    auto n = arg.is_null() ? std::nullopt : to_number(f_.c.arena, arg);
    if (!n) return fail(cat("%", std::string(1, v.letter), " needs a number, not ", kind_name(arg)));
    if (!n->whole()) return fail(cat("%", std::string(1, v.letter), " needs a whole number, not ", number_text(*n)));
    int base = v.letter == 'd' ? 10 : v.letter == 'b' ? 2 : v.letter == 'o' ? 8 : 16;
    std::string s = whole_digits(*n, base);
    bool minus = n->negative() && s != "0";
    if (v.letter == 'X') std::transform(s.begin(), s.end(), s.begin(), upper_letter);
    while (v.precision > static_cast<int>(s.size())) s.insert(s.begin(), '0');
    if (v.sharp && base == 16) s = (v.letter == 'X' ? "0X" : "0x") + s;
    if (v.sharp && base == 8) s = "0" + s;
    if (v.sharp && base == 2) s = "0b" + s;
    s = (minus ? "-" : v.plus ? "+" : v.blank ? " " : "") + s;
    out += pad(s, v, v.zero && v.precision < 0);
    return true;
  }

  /// `exponent_from`: the power of ten from which on %g without precision writes an exponent.
  bool real(const Verb& v, const Value& arg, std::string& out, int exponent_from = 6) {
    auto n = arg.is_null() ? std::nullopt : to_number(f_.c.arena, arg);
    if (!n) return fail(cat("%", std::string(1, v.letter), " needs a number, not ", kind_name(arg)));
    bool general = v.letter == 'g' || v.letter == 'G';
    std::string s = format_real(*n, static_cast<char>(v.letter | 0x20), v.precision >= 0 ? v.precision : general ? -1 : 6, exponent_from);
    if (v.letter < 'a' && !n->infinite()) std::transform(s.begin(), s.end(), s.begin(), upper_letter);
    if (!s.starts_with('-')) s = (v.plus ? "+" : v.blank ? " " : "") + s;
    out += pad(s, v, v.zero && !n->infinite());
    return true;
  }

  static char upper_letter(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; }

  static std::string cut(const std::string& s, int n) {
    std::string out;
    for (std::string_view g : graphemes(s)) {
      if (n-- <= 0) break;
      out += g;
    }
    return out;
  }

  FunctionCall& f_;
  std::string_view format_;
  std::span<const Value> args_;
};

/// Unknown arguments: the text around them is still known ("${aws_eks_cluster.a.name}-role" from format("%s-role", ..)).
Value partly_known(FunctionCall& f, std::string_view format, std::span<const Value> args) {
  Value v = f.c.present(f.c.unknown_from(args, f.at, f.c.types.string()));
  std::string text;
  size_t next = 0, start = std::string::npos;
  for (size_t i = 0; i < format.size(); ++i) {
    if (format[i] != '%') {
      text += format[i];
    } else if (i + 1 < format.size() && format[i + 1] == '%') {
      text += '%';
      ++i;
    } else if (i + 1 < format.size() && (format[i + 1] == 's' || format[i + 1] == 'v' || format[i + 1] == 'd') && next < args.size()) {
      if (first_unknown(args[next])) start = std::min(start, text.size());
      text += written(args[next++]);
      ++i;
    } else {
      return v;
    }
  }
  Unknown* u = f.c.arena.make<Unknown>(v.unknown());
  u->text = f.c.arena.copy(std::string_view(text));
  u->start = u->text.substr(0, start);
  return Value::unknown(u, f.at).with_marks(v.marks());
}

Value format(FunctionCall& f) {
  if (f[0].is_unknown()) return f.unknown(f.c.types.string());
  std::string pattern, out;
  if (f[0].is_null()) return f.fail("the format must not be null");
  if (!f.text(0, pattern)) return f.failed();
  for (size_t i = 1; i < f.size(); ++i) {
    if (has_open(f[i])) return partly_known(f, pattern, std::span(f.args).subspan(1));
    if (f[i].is_null() && !f[i].null_type()) return f.c.unknown("format() of a null without type is not known", f.at, f.c.types.string());
  }
  return Formatter(f, pattern, std::span(f.args).subspan(1)).run(out) ? f.make(out) : f.failed();
}

Value formatlist(FunctionCall& f) {
  std::string pattern;
  const Type* list = f.c.types.list(f.c.types.string());
  if (f[0].is_unknown()) return f.unknown(list);
  if (f[0].is_null()) return f.fail("the format must not be null");
  if (f[0].is_sequence()) return f.fail("the format must be one string");
  if (!f.text(0, pattern)) return f.failed();
  size_t rows = 1;
  bool lists = false;
  for (size_t i = 1; i < f.size(); ++i) {
    const Type* type = f[i].is_unknown() ? f[i].unknown().type : nullptr;
    if (f[i].is_unknown() && (!type || !type->primitive() || f[i].unknown().guessed)) return f.unknown(list);  // it may be a list
    if (f[i].is(ValueKind::set) && first_unknown(f[i])) return f.unknown(list);
    if (!f[i].is_sequence()) continue;
    if (lists && rows != f[i].items().size()) return f.fail("the lists differ in length");
    rows = f[i].items().size();
    lists = true;
  }
  std::vector<Value> out;
  for (size_t row = 0; row < rows; ++row) {
    std::vector<Value> args;
    for (size_t i = 1; i < f.size(); ++i) args.push_back(f[i].is_sequence() ? f[i].items()[row] : f[i]);
    std::string text;
    if (std::any_of(args.begin(), args.end(), has_open)) {
      out.push_back(partly_known(f, pattern, args));
      continue;
    }
    for (const Value& a : args)
      if (a.is_null() && !a.null_type() && !lists) return f.c.unknown("formatlist() of a null without type is not known", f.at);
    if (!Formatter(f, pattern, args).run(text)) return f.failed();
    out.push_back(f.make(text));
  }
  return f.c.list(out, f.c.types.string(), f.at);
}

constexpr Function kFunctions[] = {
    {"format", format, 1, 255, Takes::anything, TypeKind::string, "s*"},
    {"formatlist", formatlist, 1, 255, Takes::anything, TypeKind::dynamic, "s*"},
};

}  // namespace

std::span<const Function> format_functions() { return kFunctions; }

}  // namespace plumb::terraform
