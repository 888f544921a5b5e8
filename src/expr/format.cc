// See format.h.
#include "expr/format.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/text.h"
#include "expr/extended.h"
#include "expr/functions.h"
#include "expr/numbers.h"
#include "base/utf8.h"

namespace plumb::expr {
namespace {

struct Clause {
  char verb = 0;
  int precision = 6;
};

// Reads the clause after a '%' at `at`; empty verb: `problem` says why.
Clause read_clause(std::string_view format, size_t& at, std::string* problem) {
  Clause clause;
  if (at < format.size() && format[at] == '.') {
    ++at;
    size_t end = at;
    while (end < format.size() && format[end] >= '0' && format[end] <= '9') ++end;
    auto r = std::from_chars(format.data() + at, format.data() + end, clause.precision);
    if (r.ec != std::errc() || clause.precision > 1000) {
      *problem = "a precision is a number up to 1000";
      return clause;
    }
    at = end;
  }
  if (at >= format.size()) {
    *problem = "the format ends inside a '%' clause";
    return clause;
  }
  if (std::string_view("sdfebxXo").find(format[at]) == std::string_view::npos)
    *problem = cat("no format clause '%", format[at], "'; there are %s %d %f %e %b %x %X %o %%");
  else
    clause.verb = format[at++];
  return clause;
}

// A double as printf's %f or %e prints it, exactly rounded.
std::string fixed_text(double d, int precision, bool scientific) {
  std::string out(400 + static_cast<size_t>(precision), '\0');
  auto r = std::to_chars(out.data(), out.data() + out.size(), d, scientific ? std::chars_format::scientific : std::chars_format::fixed, precision);
  out.resize(static_cast<size_t>(r.ptr - out.data()));
  return out;
}

std::string number_in_base(uint64_t n, int base, bool upper) {
  char buf[70];
  auto r = std::to_chars(buf, buf + sizeof buf, n, base);
  std::string out(buf, r.ptr);
  if (upper) std::transform(out.begin(), out.end(), out.begin(), [](char c) { return c >= 'a' && c <= 'f' ? static_cast<char>(c - 32) : c; });
  return out;
}

std::string hex_bytes(std::string_view s, bool upper) {
  std::string out;
  for (char c : s) {
    std::string two = number_in_base(static_cast<unsigned char>(c), 16, upper);
    out += two.size() == 1 ? "0" + two : two;
  }
  return out;
}

struct Formatter {
  bool kubernetes = false;
  std::string problem;

  std::string wrong(const Value& v, std::string_view verb) {
    if (problem.empty()) problem = cat("%", verb, " cannot show a ", type_name(v));
    return {};
  }

  std::string special(double d) const {
    if (std::isnan(d)) return "NaN";
    if (kubernetes) return d < 0 ? "-∞" : "∞";
    return d < 0 ? "-Infinity" : "Infinity";
  }

  std::string shown(const Value& v, bool nested) {
    switch (v.tag()) {
      case Tag::null:
        return "null";
      case Tag::boolean:
        return v.boolean() ? "true" : "false";
      case Tag::integer:
        return cat(v.integer());
      case Tag::unsigned_integer:
        return cat(v.unsigned_integer());
      case Tag::number:
        if (!kubernetes && std::isinf(v.number())) return special(v.number());
        return number_text(v.number());
      case Tag::string:
      case Tag::bytes:
        return nested && kubernetes ? cat('"', v.string(), '"') : std::string(v.string());
      case Tag::timestamp:
      case Tag::duration:
      case Tag::type:
        return nested && kubernetes && !v.is(Tag::type) ? cat('"', extended_text(v), '"') : extended_text(v);
      case Tag::list: {
        std::string out = "[";
        ListCursor items(v);
        for (Value x; items.next(x);) out += cat(out.size() > 1 ? ", " : "", shown(x, true));
        return out + "]";
      }
      case Tag::map:
        return shown_map(v);
      default:
        return wrong(v, "s");
    }
  }

  std::string shown_map(const Value& v) {
    std::vector<std::pair<std::string, std::string>> entries;
    MapCursor cursor(v);
    for (Value key, value; cursor.next(key, value);) {
      if (!key.is_string() && !key.is_int() && !key.is(Tag::unsigned_integer) && !key.is_bool()) wrong(key, "s");
      entries.emplace_back(shown(key, true), shown(value, true));
    }
    std::sort(entries.begin(), entries.end());
    std::string out = "{";
    for (const auto& [key, value] : entries) out += cat(out.size() > 1 ? ", " : "", key, kubernetes ? ":" : ": ", value);
    return out + "}";
  }

  // Kubernetes prints the exponent of %e as a power of ten with raised digits.
  std::string raised(std::string_view text) const {
    size_t e = text.find('e');
    if (!kubernetes || e == std::string_view::npos) return std::string(text);
    std::string out = cat(text.substr(0, e), "×10");
    static constexpr std::string_view kRaised[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    for (char c : text.substr(e + 1)) {
      if (c == '-')
        out += "⁻";
      else if (c != '+')
        out += kRaised[c - '0'];
    }
    return out;
  }

  std::string format(const Clause& clause, const Value& v) {
    bool whole = v.is_int() || v.is(Tag::unsigned_integer);
    uint64_t magnitude = v.is(Tag::unsigned_integer) ? v.unsigned_integer() : v.is_int() ? (v.integer() < 0 ? 0 - static_cast<uint64_t>(v.integer()) : static_cast<uint64_t>(v.integer()))
                                                                                         : 0;
    std::string sign = v.is_int() && v.integer() < 0 ? "-" : "";
    bool upper = clause.verb == 'X';
    switch (clause.verb) {
      case 's':
        return shown(v, false);
      case 'd':
        if (v.is(Tag::number) && !kubernetes && !std::isfinite(v.number())) return special(v.number());
        return whole ? shown(v, false) : wrong(v, "d");
      case 'f':
      case 'e':
        if (!v.is(Tag::number)) {
          if (kubernetes || !whole) return wrong(v, std::string_view(&clause.verb, 1));
          return raised(fixed_text(*as_number(v), clause.precision, clause.verb == 'e'));
        }
        return std::isfinite(v.number()) ? raised(fixed_text(v.number(), clause.precision, clause.verb == 'e')) : special(v.number());
      case 'b':
        if (v.is_bool()) return v.boolean() ? "1" : "0";
        return whole ? sign + number_in_base(magnitude, 2, false) : wrong(v, "b");
      case 'o':
        return whole ? sign + number_in_base(magnitude, 8, false) : wrong(v, "o");
      default:
        if (v.is_string() || v.is(Tag::bytes)) return hex_bytes(v.string(), upper);
        return whole ? sign + number_in_base(magnitude, 16, upper) : wrong(v, "x");
    }
  }
};

template <bool Kubernetes>
Value format_values(const Call& c) {
  std::string_view format = c[0].string();
  std::string out;
  Formatter formatter{Kubernetes, {}};
  ListCursor arguments(c[1]);
  for (size_t at = 0; at < format.size();) {
    if (format[at] != '%') {
      out += format[at++];
      continue;
    }
    if (format.substr(at).starts_with("%%")) {
      out += '%';
      at += 2;
      continue;
    }
    ++at;
    std::string problem;
    Clause clause = read_clause(format, at, &problem);
    if (!clause.verb) return c.error(problem);
    Value v;
    if (!arguments.next(v)) return c.error("fewer arguments than format clauses");
    if (!c.frame.charge(4)) return budget_error();
    out += formatter.format(clause, v);
    if (!formatter.problem.empty()) return c.error(formatter.problem);
  }
  return c.text(out);
}

bool may_be(const Type& t, std::initializer_list<Base> bases) { return is_dynamic(t) || std::find(bases.begin(), bases.end(), t.base) != bases.end(); }

bool can_show(char verb, const Type& t, bool kubernetes) {
  switch (verb) {
    case 's': {
      if (t.base == Base::list || t.base == Base::map) return can_show(verb, element_type(t), kubernetes);
      return may_be(t, {Base::null, Base::boolean, Base::integer, Base::unsigned_integer, Base::number, Base::string, Base::bytes, Base::timestamp, Base::duration, Base::type});
    }
    case 'd':
      return may_be(t, {Base::integer, Base::unsigned_integer}) || (!kubernetes && t.base == Base::number);
    case 'f':
    case 'e':
      return may_be(t, {Base::number}) || (!kubernetes && may_be(t, {Base::integer, Base::unsigned_integer}));
    case 'b':
      return may_be(t, {Base::integer, Base::unsigned_integer, Base::boolean});
    case 'o':
      return may_be(t, {Base::integer, Base::unsigned_integer});
    default:
      return may_be(t, {Base::integer, Base::unsigned_integer, Base::string, Base::bytes});
  }
}

}  // namespace

std::string check_format(std::string_view format, const std::vector<Type>& arguments, bool kubernetes) {
  size_t used = 0;
  for (size_t at = 0; at < format.size();) {
    if (format[at++] != '%') continue;
    if (at < format.size() && format[at] == '%') {
      ++at;
      continue;
    }
    std::string problem;
    Clause clause = read_clause(format, at, &problem);
    if (!clause.verb) return problem;
    if (used >= arguments.size()) return cat("the format has more clauses than the ", arguments.size(), " arguments");
    const Type& t = arguments[used++];
    if (!can_show(clause.verb, t, kubernetes)) return cat("%", clause.verb, " cannot show a ", to_string(t));
  }
  return used < arguments.size() ? cat("the format uses ", used, " of ", arguments.size(), " arguments") : std::string();
}

std::span<const Declaration> format_functions() {
  static constexpr Declaration kTable[] = {
      {"format", "s.[*>s", format_values<false>, kPlumbOnly},
      {"format", "s.[*>s", format_values<true>, kKubernetesOnly},
  };
  return kTable;
}

}  // namespace plumb::expr
