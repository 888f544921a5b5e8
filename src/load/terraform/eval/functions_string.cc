// String functions and regular expressions (RE2, as in Terraform).
#include <re2/re2.h>

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "load/terraform/eval/functions.h"
#include "load/terraform/eval/unicode.h"

namespace plumb::terraform {
namespace {

Value needs(FunctionCall& f, std::string_view what, size_t i) {
  return f.c.fail(f.span(i), cat(f.expr.name, ": ", what, " is needed, not ", kind_name(f[i])));
}

/// Elements that are not known: the text says what it is made of, so that split() gives them again.
Value partly_joined(FunctionCall& f, const std::string& separator) {
  Value v = f.unknown(f.c.types.string());
  std::vector<Value> parts;
  std::string text;
  for (size_t i = 1; i < f.size(); ++i) {
    for (const Value& item : f[i].items()) {
      if (!parts.empty()) parts.push_back(f.make(separator)), text += separator;
      parts.push_back(item);
      text += written(item);
    }
  }
  Unknown* u = f.c.arena.make<Unknown>(v.unknown());
  u->text = f.c.arena.copy(std::string_view(text));
  u->parts = f.c.arena.copy(parts);
  return Value::unknown(u, f.at);
}

Value join(FunctionCall& f) {
  std::string separator, out;
  if (!f.text(0, separator)) return f.failed();
  bool first = true;
  for (size_t i = 1; i < f.size(); ++i)
    if (!f[i].is_sequence()) return needs(f, "a list of strings", i);
    else if (first_unknown(f[i])) return partly_joined(f, separator);
  for (size_t i = 1; i < f.size(); ++i) {
    for (const Value& v : f[i].items()) {
      auto s = to_text(v);
      if (!s) return f.fail(cat("the elements must be strings, not ", kind_name(v)));
      if (!first) out += separator;
      first = false;
      out += *s;
    }
  }
  return f.make(out);
}

/// Whether the separator cannot be in the value: an id, name or ARN of which only the provider knows the rest.
bool without(const FunctionCall& f, const Value& v, std::string_view separator) {
  if (!v.is_unknown() || !v.unknown().exact) return false;
  // A plan makes nothing of such a text; what another root module has made is there when it is read.
  if (f.c.project.options.as_planned && !v.unknown().references[0].root) return false;
  std::string_view attribute = v.unknown().references[0].attribute;
  bool plain = attribute == "id" || attribute == "arn" || attribute == "name" || attribute.ends_with("_id") || attribute.ends_with("_arn");
  return plain && !separator.empty() && separator.find_first_not_of(" ,;|\n\t") == std::string_view::npos;
}

/// A text that is not known as a whole: its parts, where these were joined.
Value split_unknown(FunctionCall& f, const std::string& separator) {
  const Unknown& u = f[1].unknown();
  struct Element {
    std::string text;
    const Value* unknown = nullptr;  // it is this, and there is no text
  };
  std::vector<Element> elements(1);
  for (const Value& part : u.parts.empty() ? std::span<const Value>(&f.args[1], 1) : u.parts) {
    auto text = to_text(part);
    if (!text) {
      if (!without(f, part, separator) || elements.back().unknown || !elements.back().text.empty()) return f.unknown();
      elements.back().unknown = &part;
      continue;
    }
    for (size_t from = 0, at;; from = at + separator.size()) {
      at = text->find(separator, from);
      elements.back().text += text->substr(from, at == std::string::npos ? at : at - from);
      if (elements.back().unknown && !elements.back().text.empty()) return f.unknown();
      if (at == std::string::npos) break;
      elements.emplace_back();
    }
  }
  std::vector<Value> out;
  for (const Element& e : elements) out.push_back(e.unknown ? *e.unknown : f.make(e.text));
  return f.c.list(out, f.c.types.string(), f.at);
}

Value split(FunctionCall& f) {
  std::string separator, s;
  for (size_t i = 0; i < 2; ++i)
    if (f[i].is_null()) return f.c.fail(f.span(i), "split: the argument must not be null");
  if (f[0].is_unknown()) return f.unknown();
  if (f[1].is_unknown()) return f.text(0, separator) ? split_unknown(f, separator) : f.failed();
  if (!f.text(0, separator) || !f.text(1, s)) return f.failed();
  std::vector<Value> out;
  if (separator.empty()) {
    for (size_t at = 0; at < s.size();) {
      size_t from = at;
      next_utf8(s, at);
      out.push_back(f.make(std::string_view(s).substr(from, at - from)));
    }
  } else {
    size_t from = 0;
    for (size_t at; (at = s.find(separator, from)) != std::string::npos; from = at + separator.size())
      out.push_back(f.make(std::string_view(s).substr(from, at - from)));
    out.push_back(f.make(std::string_view(s).substr(from)));
  }
  return f.c.list(out, f.c.types.string(), f.at);
}

Value lower(FunctionCall& f) {
  std::string s;
  return f.text(0, s) ? f.make(change_case(s, Case::lower)) : f.failed();
}

Value upper(FunctionCall& f) {
  std::string s;
  return f.text(0, s) ? f.make(change_case(s, Case::upper)) : f.failed();
}

/// A letter after anything that is no letter, digit or underscore (an apostrophe too) becomes upper case.
Value title(FunctionCall& f) {
  std::string s, out;
  if (!f.text(0, s)) return f.failed();
  bool start = true;
  for (size_t at = 0; at < s.size();) {
    size_t from = at;
    uint32_t c = next_utf8(s, at);
    std::string one = s.substr(from, at - from);
    out += start ? change_case(one, Case::title) : one;
    bool word = is_letter(c) || is_digit(c) || c == '_' || (c >= 0x80 && !is_space(c));
    start = !word;
  }
  return f.make(out);
}

Value chomp(FunctionCall& f) {
  std::string s;
  if (!f.text(0, s)) return f.failed();
  size_t last = s.find_last_not_of("\r\n");
  return f.make(std::string_view(s).substr(0, last == std::string::npos ? 0 : last + 1));
}

Value indent(FunctionCall& f) {
  int64_t n = 0;
  std::string s, out;
  if (!f.whole(0, n) || !f.text(1, s)) return f.failed();
  if (n < 0 || n > 10000) return f.fail("the number of blanks must not be negative");
  for (char c : s) {
    out += c;
    if (c == '\n') out.append(static_cast<size_t>(n), ' ');
  }
  return f.make(out);
}

Value substr(FunctionCall& f) {
  std::string s, out;
  int64_t offset = 0, length = 0;
  for (const Value& v : f.args)
    if (v.is_null()) return f.fail("the argument must not be null");
  if (f[0].is_unknown() && !f[1].is_unknown() && !f[2].is_unknown()) {  // within a template's known beginning
    if (!f.whole(1, offset) || !f.whole(2, length)) return f.failed();
    bool planned = f.c.project.options.as_planned && after_apply(f[0]);  // of such a text a plan makes nothing
    auto known = graphemes(planned ? std::string_view{} : f[0].unknown().start);
    if (offset < 0 || length < 0 || offset + length >= static_cast<int64_t>(known.size()) + (f[0].unknown().length != 0)) return f.unknown(f.c.types.string());
    for (int64_t i = offset; i < offset + length; ++i) out += known[static_cast<size_t>(i)];
    return f.make(out);
  }
  if (f[0].is_unknown() || f[1].is_unknown() || f[2].is_unknown()) return f.unknown(f.c.types.string());
  if (!f.text(0, s) || !f.whole(1, offset) || !f.whole(2, length)) return f.failed();
  auto parts = graphemes(s);
  int64_t size = static_cast<int64_t>(parts.size());
  if (offset < 0 && length == 0) length = -1;  // Terraform's answer, against its documentation
  if (offset < 0) offset += size;
  if (offset < 0) offset = 0;
  int64_t end = length < 0 ? size : std::min(size, offset + std::min(length, size));
  for (int64_t i = offset; i < end; ++i) out += parts[static_cast<size_t>(i)];
  return f.make(out);
}

Value strrev(FunctionCall& f) {
  std::string s, out;
  if (!f.text(0, s)) return f.failed();
  auto parts = graphemes(s);
  for (size_t i = parts.size(); i-- > 0;) out += parts[i];
  return f.make(out);
}

Value startswith(FunctionCall& f) {
  std::string prefix;
  if (f[1].is_unknown() || f[0].is_null() || f[1].is_null()) return f[1].is_unknown() ? f.unknown(f.c.types.boolean()) : f.fail("the argument must not be null");
  if (!f.text(1, prefix)) return f.failed();
  if (f[0].is_unknown()) {  // a template's known beginning may decide
    std::string_view known = after_apply(f[0]) ? certain_start(f[0].unknown().start) : f[0].unknown().start;
    if (known.starts_with(prefix)) return f.make(true);
    if (!std::string_view(prefix).starts_with(known)) return f.make(false);
    return f.unknown(f.c.types.boolean());
  }
  std::string s;
  return f.text(0, s) ? f.make(s.starts_with(prefix)) : f.failed();
}

Value endswith(FunctionCall& f) {
  std::string s, suffix;
  return f.text(0, s) && f.text(1, suffix) ? f.make(s.ends_with(suffix)) : f.failed();
}

Value strcontains(FunctionCall& f) {
  std::string s, part;
  return f.text(0, s) && f.text(1, part) ? f.make(s.find(part) != std::string::npos) : f.failed();
}

Value trimspace(FunctionCall& f) {
  std::string s;
  if (!f.text(0, s)) return f.failed();
  size_t from = s.size(), to = 0;
  for (size_t at = 0; at < s.size();) {
    size_t here = at;
    if (is_space(next_utf8(s, at))) continue;
    from = std::min(from, here);
    to = at;
  }
  return f.make(std::string_view(s).substr(std::min(from, to), to - std::min(from, to)));
}

/// Removes code points of the set at both ends.
Value trim(FunctionCall& f) {
  std::string s, set;
  if (!f.text(0, s) || !f.text(1, set)) return f.failed();
  std::vector<std::string> marks, parts;
  auto points = [](const std::string& t, std::vector<std::string>& out) {
    for (size_t at = 0; at < t.size();) {
      size_t from = at;
      next_utf8(t, at);
      out.push_back(t.substr(from, at - from));
    }
  };
  points(set, marks);
  points(s, parts);
  auto cut = [&](const std::string& p) { return std::find(marks.begin(), marks.end(), p) != marks.end(); };
  size_t from = 0, to = parts.size();
  while (from < to && cut(parts[from])) ++from;
  while (to > from && cut(parts[to - 1])) --to;
  std::string out;
  for (size_t i = from; i < to; ++i) out += parts[i];
  return f.make(out);
}

Value trimprefix(FunctionCall& f) {
  std::string s, prefix;
  if (!f.text(0, s) || !f.text(1, prefix)) return f.failed();
  return f.make(std::string_view(s).substr(s.starts_with(prefix) ? prefix.size() : 0));
}

Value trimsuffix(FunctionCall& f) {
  std::string s, suffix;
  if (!f.text(0, s) || !f.text(1, suffix)) return f.failed();
  return f.make(std::string_view(s).substr(0, s.size() - (s.ends_with(suffix) ? suffix.size() : 0)));
}

Value templatestring(FunctionCall& f) {
  std::string s;
  if (f.expr.arguments[0]->kind != hcl::ExprKind::traversal) return f.fail("the first argument must be a reference to a text");
  if (!f.text(0, s)) return f.failed();
  if (!f[1].is_mapping()) return needs(f, "an object of variables", 1);
  Findings findings;
  auto file = hcl::read_template(s, findings);
  if (!file->expression || !findings.empty()) return f.fail("the text is no template that can be read");
  Value v = evaluate_template(*file->expression, f.c, f[1]);
  return f.c.keep(v, f.at);  // the template's tree dies here, its texts must not
}

// ---- Regular expressions ----

RE2::Options options() {
  RE2::Options o;
  o.set_log_errors(false);
  o.set_max_mem(8 << 20);
  return o;
}

/// Go writes (?<n>..) too.
std::string re2_pattern(const std::string& pattern) {
  std::string out;
  for (size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == '\\' && i + 1 < pattern.size()) {
      out += pattern[i++];
    } else if (pattern.compare(i, 3, "(?<") == 0 && i + 3 < pattern.size() && pattern[i + 3] != '=' && pattern[i + 3] != '!') {
      out += "(?P<";
      i += 2;
      continue;
    }
    out += pattern[i];
  }
  return out;
}

/// One match as Terraform gives it: the text, a tuple of groups, or an object of named groups.
Value match_value(FunctionCall& f, const RE2& re, const std::vector<re2::StringPiece>& groups) {
  auto text = [&](size_t i) {
    return groups[i].data() ? f.make(std::string_view(groups[i].data(), groups[i].size())) : Value::null(f.c.types.string(), f.at);
  };
  if (groups.size() == 1) return text(0);
  const auto& names = re.CapturingGroupNames();
  if (names.empty()) {
    std::vector<Value> out;
    for (size_t i = 1; i < groups.size(); ++i) out.push_back(text(i));
    return f.c.tuple(out, f.at);
  }
  std::vector<Entry> out;
  for (const auto& [i, name] : names) out.push_back({f.c.arena.copy(std::string_view(name)), f.at, f.at, text(static_cast<size_t>(i))});
  return f.c.object(std::move(out), f.at);
}

bool usable(FunctionCall& f, const RE2& re) {
  if (!re.ok()) {
    f.failure = f.fail(cat("the pattern is no regular expression: ", re.error()));
    return false;
  }
  std::string_view pattern = re.pattern();
  for (size_t i = 0; i + 1 < pattern.size(); ++i)
    if (pattern[i] == '\\' && pattern[++i] == 'C') {
      f.failure = f.fail("\\C (a single byte) is not supported in patterns");
      return false;
    }
  size_t named = re.CapturingGroupNames().size();
  if (named > 0 && named != static_cast<size_t>(re.NumberOfCapturingGroups())) {
    f.failure = f.fail("named and unnamed groups cannot be mixed");
    return false;
  }
  return true;
}

Value regex(FunctionCall& f) {
  std::string pattern, s;
  if (!f.text(0, pattern) || !f.text(1, s)) return f.failed();
  RE2 re(re2_pattern(pattern), options());
  if (!usable(f, re)) return f.failed();
  std::vector<re2::StringPiece> groups(static_cast<size_t>(re.NumberOfCapturingGroups()) + 1);
  if (!re.Match(s, 0, s.size(), RE2::UNANCHORED, groups.data(), static_cast<int>(groups.size()))) return f.fail("the pattern does not match");
  return match_value(f, re, groups);
}

Value regexall(FunctionCall& f) {
  std::string pattern, s;
  if (!f.text(0, pattern) || !f.text(1, s)) return f.failed();
  RE2 re(re2_pattern(pattern), options());
  if (!usable(f, re)) return f.failed();
  std::vector<Value> out;
  bool after_match = false;
  std::vector<re2::StringPiece> groups(static_cast<size_t>(re.NumberOfCapturingGroups()) + 1);
  for (size_t at = 0; at <= s.size() && re.Match(s, at, s.size(), RE2::UNANCHORED, groups.data(), static_cast<int>(groups.size()));) {
    size_t end = static_cast<size_t>(groups[0].data() - s.data()) + groups[0].size();
    bool repeated = groups[0].empty() && after_match && end == at;  // as in Go: no empty match right behind a match
    if (!repeated) out.push_back(match_value(f, re, groups));
    after_match = !groups[0].empty();
    if (groups[0].empty()) {
      if (end >= s.size()) break;
      next_utf8(s, end);
    }
    at = end;
  }
  const Type* element = out.empty() ? (re.NumberOfCapturingGroups() == 0 ? f.c.types.string() : f.c.types.dynamic()) : type_of(f.c, out[0]);
  return f.c.list(out, element, f.at);
}

/// Go's replacement text: $1, $name, ${1}, $$.
std::string expand(const RE2& re, std::string_view replacement, const std::vector<re2::StringPiece>& groups) {
  std::string out;
  for (size_t i = 0; i < replacement.size(); ++i) {
    if (replacement[i] != '$' || i + 1 >= replacement.size()) {
      out += replacement[i];
      continue;
    }
    if (replacement[i + 1] == '$') {
      out += '$';
      ++i;
      continue;
    }
    bool braces = replacement[i + 1] == '{';
    size_t from = i + 1 + braces, to = from;
    while (to < replacement.size() && (std::isalnum(static_cast<unsigned char>(replacement[to])) || replacement[to] == '_')) ++to;
    if (to == from || (braces && (to >= replacement.size() || replacement[to] != '}'))) {
      out += '$';
      continue;
    }
    std::string name(replacement.substr(from, to - from));
    size_t group = groups.size();
    if (name.find_first_not_of("0123456789") == std::string::npos) group = name.size() < 6 ? std::stoul(name) : groups.size();
    else if (auto it = re.NamedCapturingGroups().find(name); it != re.NamedCapturingGroups().end()) group = static_cast<size_t>(it->second);
    if (group < groups.size()) out.append(groups[group].data(), groups[group].size());
    i = braces ? to : to - 1;
  }
  return out;
}

Value replace(FunctionCall& f) {
  std::string s, needle, with;
  if (!f.text(0, s) || !f.text(1, needle) || !f.text(2, with)) return f.failed();
  std::string out;
  if (needle.size() > 1 && needle.front() == '/' && needle.back() == '/') {
    RE2 re(re2_pattern(needle.substr(1, needle.size() - 2)), options());
    if (!re.ok()) return f.fail(cat("the pattern is no regular expression: ", re.error()));
    std::vector<re2::StringPiece> groups(static_cast<size_t>(re.NumberOfCapturingGroups()) + 1);
    size_t at = 0, copied = 0;
    bool after_match = false;
    while (at <= s.size() && re.Match(s, at, s.size(), RE2::UNANCHORED, groups.data(), static_cast<int>(groups.size()))) {
      size_t from = static_cast<size_t>(groups[0].data() - s.data()), end = from + groups[0].size();
      if (!(groups[0].empty() && after_match && from == copied)) {
        out.append(s, copied, from - copied);
        out += expand(re, with, groups);
        copied = end;
      }
      after_match = !groups[0].empty();
      at = end;
      if (groups[0].empty()) {
        if (at >= s.size()) break;
        next_utf8(s, at);
      }
    }
    out.append(s, copied);
    return f.make(out);
  }
  if (needle.empty()) {
    out = with;
    for (size_t at = 0; at < s.size();) {
      size_t from = at;
      next_utf8(s, at);
      out.append(s, from, at - from).append(with);
    }
    return f.make(out);
  }
  size_t from = 0;
  for (size_t at; (at = s.find(needle, from)) != std::string::npos; from = at + needle.size()) out.append(s, from, at - from).append(with);
  out.append(s, from);
  return f.make(out);
}

constexpr Function kFunctions[] = {
    {"join", join, 2, 255, Takes::parts, TypeKind::string, "sl"},
    {"split", split, 2, 2, Takes::anything, TypeKind::dynamic, "s"},
    {"lower", lower, 1, 1, Takes::known, TypeKind::string, "s"},
    {"upper", upper, 1, 1, Takes::known, TypeKind::string, "s"},
    {"title", title, 1, 1, Takes::known, TypeKind::string, "s"},
    {"chomp", chomp, 1, 1, Takes::known, TypeKind::string, "s"},
    {"indent", indent, 2, 2, Takes::known, TypeKind::string, "ns"},
    {"substr", substr, 3, 3, Takes::anything, TypeKind::string, "sn"},
    {"strrev", strrev, 1, 1, Takes::known, TypeKind::string, "s"},
    {"startswith", startswith, 2, 2, Takes::anything, TypeKind::boolean, "s"},
    {"endswith", endswith, 2, 2, Takes::known, TypeKind::boolean, "s"},
    {"strcontains", strcontains, 2, 2, Takes::known, TypeKind::boolean, "s"},
    {"trimspace", trimspace, 1, 1, Takes::known, TypeKind::string, "s"},
    {"trim", trim, 2, 2, Takes::known, TypeKind::string, "s"},
    {"trimprefix", trimprefix, 2, 2, Takes::known, TypeKind::string, "s"},
    {"trimsuffix", trimsuffix, 2, 2, Takes::known, TypeKind::string, "s"},
    {"templatestring", templatestring, 2, 2, Takes::known, TypeKind::string},
    {"regex", regex, 2, 2, Takes::known, TypeKind::dynamic, "s"},
    {"regexall", regexall, 2, 2, Takes::known, TypeKind::dynamic, "s"},
    {"replace", replace, 3, 3, Takes::known, TypeKind::string, "s"},
};

}  // namespace

std::span<const Function> string_functions() { return kFunctions; }

}  // namespace plumb::terraform
