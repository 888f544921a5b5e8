// yamlencode and yamldecode. Terraform writes every text and key in quotes, folds long ones, and puts sequences at the indentation of their
// key; it reads the scalars of YAML 1.1 in part (yes and on are booleans, 017 is 17), so plain scalars are resolved here and not by the reader.
#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "base/utf8.h"
#include "load/terraform/eval/functions.h"
#include "syntax/read.h"

namespace plumb::terraform {
namespace {

// ---- Reading ----

constexpr std::string_view kCore = "tag:yaml.org,2002:";

/// The tag without its name space: "str", "int"; empty for none; one of the application's own begins with '!'.
std::string_view core_tag(std::string_view tag) {
  if (tag.starts_with("!!")) return tag.substr(2);
  if (tag.starts_with(kCore)) return tag.substr(kCore.size());
  return tag;
}

bool one_of(std::string_view s, std::initializer_list<std::string_view> all) { return std::find(all.begin(), all.end(), s) != all.end(); }

/// "2020-01-31", with a time of day behind 'T', 't' or a blank: as RFC 3339; empty when it is no time.
std::string timestamp(std::string_view s) {
  size_t i = 0;
  auto digits = [&](size_t least, size_t most) {
    size_t from = i;
    while (i < s.size() && i - from < most && s[i] >= '0' && s[i] <= '9') ++i;
    std::string out(s.substr(from, i - from));
    if (out.size() < least) return std::string();
    return out.size() < 2 ? "0" + out : out;
  };
  auto mark = [&](std::string_view any) { return i < s.size() && any.find(s[i]) != std::string_view::npos && ++i; };
  std::string year = digits(4, 4);
  if (year.empty() || !mark("-")) return {};
  std::string month = digits(1, 2);
  if (month.empty() || !mark("-")) return {};
  std::string day = digits(1, 2);
  if (day.empty() || month > "12" || month == "00" || day > "31" || day == "00") return {};
  std::string date = cat(year, "-", month, "-", day);
  if (i == s.size()) return date + "T00:00:00Z";
  bool blank = s[i] == ' ';
  if (!mark("Tt ")) return {};
  std::string hour = digits(1, 2);
  if (hour.empty() || !mark(":")) return {};
  std::string minute = digits(1, 2);
  if (minute.empty() || !mark(":")) return {};
  std::string second = digits(1, 2), fraction;
  if (second.empty() || hour > "23" || minute > "59" || second > "59") return {};
  if (mark(".")) fraction = "." + digits(1, 9);
  while (fraction.ends_with('0') || fraction == ".") fraction.pop_back();
  std::string_view zone = s.substr(i);
  if (blank ? !zone.empty() : !(zone == "Z" || (zone.size() == 6 && (zone[0] == '+' || zone[0] == '-') && zone[3] == ':'))) return {};
  return cat(date, "T", hour, ":", minute, ":", second, fraction, blank ? std::string_view("Z") : zone);
}

class Decoder {
 public:
  explicit Decoder(FunctionCall& f) : f_(f) {}
  std::string error;

  Value value(TreeRef n) {
    std::string_view tag = core_tag(n.tag());
    if (tag.starts_with('!') && tag.size() > 1) error = cat("the tag ", tag, " is not known");
    if (tag == "set" || tag == "omap" || tag == "pairs") error = cat("the tag !!", tag, " is not supported");
    if (n.is_list()) {
      std::vector<Value> items;
      for (TreeRef i : n.items()) items.push_back(value(i));
      return f_.c.tuple(items, f_.at);
    }
    if (n.is_map()) {
      std::vector<Entry> entries;
      for (auto [k, v] : n.entries()) entries.push_back({key(k), f_.at, f_.at, value(v)});
      return f_.c.object(std::move(entries), f_.at);
    }
    return scalar(n, tag);
  }

 private:
  std::string_view key(TreeRef k) {
    Value v = k.is_scalar() ? scalar(k, core_tag(k.tag())) : Value();
    auto text = to_text(v);
    if (!text) error = "a key must be a text, a number or a bool";
    return text ? f_.c.arena.copy(std::string_view(*text)) : std::string_view();
  }

  Value scalar(TreeRef n, std::string_view tag) {
    std::string_view s = n.text();
    Span at = f_.at;
    if (n.node().style != ScalarStyle::plain && !n.is_string()) s = s.substr(1, s.size() - 2);  // "1" with the tag of a number
    if (n.node().style != ScalarStyle::plain || one_of(tag, {"str", "binary", "!"})) return f_.make(s);
    if (one_of(s, {"", "~", "null", "Null", "NULL"})) return Value::null(nullptr, at);
    if (one_of(s, {"y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"})) return f_.make(true);
    if (one_of(s, {"n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"})) return f_.make(false);
    if (one_of(s, {".nan", ".NaN", ".NAN"})) error = "a number that is none (.nan) cannot be had";
    if (one_of(s, {".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"})) return f_.make(*parse_number(f_.c.arena, "Inf"));
    if (one_of(s, {"-.inf", "-.Inf", "-.INF"})) return f_.make(*parse_number(f_.c.arena, "-Inf"));
    if (s.starts_with("0x") || s.starts_with("0o"))
      if (auto n16 = parse_integer(f_.c.arena, s.substr(2), s[1] == 'x' ? 16 : 8)) return f_.make(*n16);
    if (std::string_view("+-.0123456789").find(s[0]) != std::string_view::npos && !s.ends_with("Inf")) {
      if (auto number = parse_number(f_.c.arena, s)) return f_.make(*number);
      if (std::string t = timestamp(s); !t.empty()) return f_.make(t);
    }
    return f_.make(s);
  }

  FunctionCall& f_;
};

Value yamldecode(FunctionCall& f) {
  std::string s;
  if (!f.text(0, s)) return f.failed();
  Findings findings;
  Tree tree = read_yaml(FileId::none, s, findings);
  bool broken = std::any_of(findings.begin(), findings.end(), [](const Finding& finding) { return finding.rule != "duplicate-key"; });
  if (broken) return f.fail(cat("the text is no YAML: ", findings[0].message));
  if (tree.documents.size() != 1) return f.fail(tree.documents.empty() ? "the text holds no YAML document" : "the text holds more than one YAML document");
  Decoder decoder(f);
  Value v = decoder.value(tree.document(0));
  return decoder.error.empty() ? v : f.fail(decoder.error);
}

// ---- Writing ----

constexpr size_t kBestWidth = 80;  // a blank behind this column becomes a line break

bool printable(uint32_t c) {
  return (c >= 0x20 && c <= 0x7e) || (c >= 0xa0 && c <= 0xd7ff && c != 0x2028 && c != 0x2029) || (c >= 0xe000 && c <= 0xfffd && c != 0xfeff) || c >= 0x10000;
}

void append_escape(std::string& out, uint32_t c) {
  static const char* const kHex = "0123456789ABCDEF";
  constexpr std::pair<uint32_t, char> kNamed[] = {{0, '0'}, {7, 'a'}, {8, 'b'}, {9, 't'}, {10, 'n'}, {11, 'v'}, {12, 'f'}, {13, 'r'}, {27, 'e'},
                                                  {'"', '"'}, {'\\', '\\'}, {0x85, 'N'}, {0xa0, '_'}, {0x2028, 'L'}, {0x2029, 'P'}};
  out += '\\';
  for (auto [code, name] : kNamed)
    if (c == code) {
      out += name;
      return;
    }
  int digits = c < 0x100 ? 2 : c < 0x10000 ? 4 : 8;
  out += digits == 2 ? 'x' : digits == 4 ? 'u' : 'U';
  for (int i = digits - 1; i >= 0; --i) out += kHex[c >> (4 * i) & 15];
}

/// In quotes; folded at blanks when `indent` (of the lines that follow) is given.
void append_quoted(std::string& out, std::string_view s, size_t indent) {
  size_t line = out.rfind('\n');
  size_t column = count_characters(std::string_view(out).substr(line == std::string::npos ? 0 : line + 1)) + 1;
  out += '"';
  bool blank_before = false;
  for (size_t at = 0; at < s.size();) {
    size_t from = at;
    uint32_t c = next_utf8(s, at);
    size_t before = out.size();
    if (c == ' ' && indent > 0 && !blank_before && column > kBestWidth && from > 0 && at < s.size()) {
      out += cat("\n", std::string(indent, ' '));
      if (s[at] == ' ') out += '\\';
      column = indent + (s[at] == ' ');
      blank_before = true;
      continue;
    }
    if (printable(c) && c != '"' && c != '\\') out += s.substr(from, at - from);
    else append_escape(out, c);
    column += printable(c) && c != '"' && c != '\\' ? 1 : out.size() - before;
    blank_before = c == ' ';
  }
  out += '"';
}

bool nested(const Value& v) { return (v.is_sequence() && !v.items().empty()) || (v.is_mapping() && !v.entries().empty()); }

/// A text of several lines that a block can hold as it is.
bool block_text(std::string_view s) {
  return s.find('\n') != std::string_view::npos && s.find_first_of("\r\t") == std::string_view::npos && s.find_first_not_of('\n') != std::string_view::npos && s[0] != ' ' && s[0] != '\n';
}

void append_yaml(std::string& out, const Value& v, size_t indent, bool root);

void append_items(std::string& out, const Value& v, size_t indent) {
  bool first = true;
  auto line = [&] {
    if (!first) out.append(indent, ' ');
    first = false;
  };
  for (const Value& i : v.items()) {
    line();
    out += "- ";
    append_yaml(out, i, indent + 2, false);
  }
  for (const Entry& e : v.entries()) {
    line();
    append_quoted(out, e.key, 0);
    out += ':';
    if (nested(e.value)) {
      size_t deeper = indent + (e.value.is_mapping() ? 2 : 0);
      out += '\n';
      out.append(deeper, ' ');
      append_items(out, e.value, deeper);
    } else {
      out += ' ';
      append_yaml(out, e.value, indent, false);
    }
  }
}

/// `indent` is that of the collection around a scalar, plus 2 for an element of a sequence.
void append_yaml(std::string& out, const Value& v, size_t indent, bool root) {
  if (nested(v)) return append_items(out, v, indent);
  if (v.is_sequence()) out += "[]\n";
  else if (v.is_mapping()) out += "{}\n";
  else if (v.is_string() && block_text(v.string())) {
    std::string_view s = v.string();
    out += s.ends_with("\n\n") ? "|+\n" : s.ends_with('\n') ? "|\n" : "|-\n";
    size_t deeper = std::max<size_t>(indent, 2);
    if (s.ends_with('\n')) s.remove_suffix(1);
    for (std::string_view line : split(s, '\n')) {
      if (!line.empty()) out.append(deeper, ' ').append(line);
      out += '\n';
    }
  } else if (v.is_string()) {
    append_quoted(out, v.string(), root ? 2 : indent + 2);
    out += '\n';
  } else {
    out += json_text(v) + "\n";
  }
}

Value yamlencode(FunctionCall& f) {
  const Value& v = f[0];
  if (first_unknown(v)) return f.unknown(f.c.types.string());
  std::string out;
  append_yaml(out, v, 0, true);
  bool bare = v.is_null() || v.is_number() || v.is_bool();
  if (bare) out += "...\n";
  return f.make(out);
}

constexpr Function kFunctions[] = {
    {"yamlencode", yamlencode, 1, 1, Takes::anything, TypeKind::string},
    {"yamldecode", yamldecode, 1, 1, Takes::known, TypeKind::dynamic, "s"},
};

}  // namespace

std::span<const Function> yaml_functions() { return kFunctions; }

}  // namespace plumb::terraform
