// Encodings: JSON, CSV, base64, URL (YAML: functions_yaml.cc).
#include <algorithm>
#include <charconv>
#include <cctype>
#include <cmath>

#include "base/text.h"
#include "base/utf8.h"
#include "load/terraform/eval/functions.h"
#include "load/terraform/eval/unicode.h"
#include "syntax/read.h"

namespace plumb::terraform {
namespace {

void append_quoted(std::string& out, std::string_view s) {
  static const char* const kHex = "0123456789abcdef";
  out += '"';
  for (size_t i = 0; i < s.size(); ++i) {
    unsigned char c = static_cast<unsigned char>(s[i]);
    bool separator = c == 0xe2 && i + 2 < s.size() && static_cast<unsigned char>(s[i + 1]) == 0x80 && (static_cast<unsigned char>(s[i + 2]) & 0xfe) == 0xa8;
    if (c == '"' || c == '\\') {
      out += '\\';
      out += s[i];
    } else if (c == '\n') out += "\\n";
    else if (c == '\r') out += "\\r";
    else if (c == '\t') out += "\\t";
    else if (c == '\b') out += "\\b";
    else if (c == '\f') out += "\\f";
    else if (c < 0x20 || c == '<' || c == '>' || c == '&') {
      out += "\\u00";
      out += kHex[c >> 4];
      out += kHex[c & 15];
    } else if (separator) {
      out += static_cast<unsigned char>(s[i + 2]) == 0xa8 ? "\\u2028" : "\\u2029";
      i += 2;
    } else {
      out += s[i];
    }
  }
  out += '"';
}

void append_json(std::string& out, const Value& v) {
  switch (v.kind()) {
    case ValueKind::null: out += "null"; return;
    case ValueKind::boolean: out += v.boolean() ? "true" : "false"; return;
    case ValueKind::number: out += number_text(v.exact()); return;
    case ValueKind::string: append_quoted(out, v.string()); return;
    case ValueKind::unknown:
      if (v.unknown().partial) append_json(out, *v.unknown().partial);
      else append_quoted(out, v.unknown().text);
      return;
    case ValueKind::list: case ValueKind::set: case ValueKind::tuple: {
      out += '[';
      for (const Value& i : v.items()) {
        if (&i != v.items().data()) out += ',';
        append_json(out, i);
      }
      out += ']';
      return;
    }
    case ValueKind::map: case ValueKind::object: {
      out += '{';
      bool first = true;
      for (const Entry& e : v.entries()) {
        if (!first) out += ',';
        first = false;
        append_quoted(out, e.key);
        out += ':';
        append_json(out, e.value);
      }
      out += '}';
      return;
    }
  }
}

bool has_infinity(const Value& v) {
  if (v.is_number()) return std::isinf(v.number());
  return std::any_of(v.items().begin(), v.items().end(), has_infinity) ||
         std::any_of(v.entries().begin(), v.entries().end(), [](const Entry& e) { return has_infinity(e.value); });
}

Value jsonencode(FunctionCall& f) {
  const Value& v = f[0];
  if (!first_unknown(v)) return has_infinity(v) ? f.fail("an infinite number has no JSON form") : f.make(json_text(v));
  Value out = f.unknown(f.c.types.string());
  Unknown* u = f.c.arena.make<Unknown>(out.unknown());
  if (v.is_known() || v.unknown().partial) {
    u->json = f.c.arena.make<Value>(v.is_known() ? v : *v.unknown().partial);
    u->text = f.c.arena.copy(std::string_view(json_text(v)));
    u->start = u->text.substr(0, 1);
  } else if (v.unknown().present && v.unknown().type == f.c.types.string()) {
    u->start = "\"";
  }
  return Value::unknown(u, f.at).with_marks(out.marks());
}

Value tree_value(Context& c, TreeRef n, Span at) {
  switch (n.type()) {
    case NodeType::boolean: return Value::boolean(n.boolean(), at).from(Source::computed);
    case NodeType::integer: case NodeType::floating: {
      if (auto exact = parse_number(c.arena, n.text())) return Value::number(*exact, at);
      return Value::number(n.type() == NodeType::integer ? static_cast<double>(n.integer()) : n.node().floating, at).from(Source::computed);
    }
    case NodeType::string: return c.text(n.string(), at);
    case NodeType::sequence: {
      std::vector<Value> items;
      for (TreeRef i : n.items()) items.push_back(tree_value(c, i, at));
      return c.tuple(items, at);
    }
    case NodeType::mapping: {
      std::vector<Entry> entries;
      for (auto [k, v] : n.entries()) entries.push_back({c.arena.copy(k.text()), at, at, tree_value(c, v, at)});
      return c.object(std::move(entries), at);
    }
    default: return Value::null(nullptr, at);
  }
}

bool has_error(const Findings& findings) {
  return std::any_of(findings.begin(), findings.end(), [](const Finding& f) { return f.rule != "duplicate-key"; });
}

Value jsondecode(FunctionCall& f) {
  std::string s;
  if (f[0].is_unknown()) return f[0].unknown().json ? *f[0].unknown().json : f.unknown();
  if (!f.text(0, s)) return f.failed();
  if (s.starts_with("\xef\xbb\xbf")) return f.fail("the text begins with a byte order mark, which JSON does not allow");
  auto v = json_value(f.c, s, f.at);
  return v ? *v : f.fail("the text is no JSON");
}

Value csvdecode(FunctionCall& f) {
  std::string s;
  if (!f.text(0, s)) return f.failed();
  std::vector<std::vector<std::string>> rows;
  for (size_t i = 0; i < s.size();) {
    std::vector<std::string> row;
    bool line_end = false, empty_line = s[i] == '\n' || s.compare(i, 2, "\r\n") == 0;
    while (!line_end) {
      std::string cell;
      if (i < s.size() && s[i] == '"') {
        for (++i; i < s.size(); ++i) {
          if (s[i] == '"' && i + 1 < s.size() && s[i + 1] == '"') ++i;
          else if (s[i] == '"') break;
          cell += s[i];
        }
        if (i >= s.size()) return f.fail("a quoted cell is not closed");
        ++i;
        if (i < s.size() && s[i] != ',' && s[i] != '\n' && s[i] != '\r') return f.fail("text follows a quoted cell");
      } else {
        while (i < s.size() && s[i] != ',' && s[i] != '\n') {
          if (s[i] == '"') return f.fail("a quote stands inside a cell");
          cell += s[i++];
        }
        if (!cell.empty() && cell.back() == '\r') cell.pop_back();
      }
      row.push_back(cell);
      if (i < s.size() && s[i] == '\r') ++i;
      line_end = i >= s.size() || s[i] == '\n';
      if (i < s.size()) ++i;
    }
    if (!empty_line) rows.push_back(std::move(row));
  }
  if (rows.empty()) return f.fail("there is no header line");
  std::vector<Value> out;
  std::vector<TypeAttribute> attributes;
  for (const std::string& h : rows[0]) attributes.push_back({f.c.arena.copy(std::string_view(h)), f.c.types.string(), false, nullptr});
  const Type* element = f.c.types.object(attributes);
  if (element->attributes.size() != attributes.size()) return f.fail("two columns have one name");
  for (size_t r = 1; r < rows.size(); ++r) {
    if (rows[r].size() != attributes.size()) return f.fail(cat("line ", r + 1, " has not as many cells as the header"));
    std::vector<Entry> entries;
    for (size_t i = 0; i < attributes.size(); ++i) entries.push_back({attributes[i].name, f.at, f.at, f.make(rows[r][i])});
    out.push_back(f.c.object(std::move(entries), f.at));
  }
  return f.c.list(out, element, f.at);
}

// ---- base64 and URLs ----

constexpr std::string_view kBase64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

Value base64encode(FunctionCall& f) {
  std::string s;
  return f.text(0, s) ? f.make(base64(s)) : f.failed();
}

Value base64decode(FunctionCall& f) {
  std::string s;
  if (!f.text(0, s)) return f.failed();
  auto bytes = from_base64(s);
  if (!bytes) return f.fail("the text is no base64");
  return valid_utf8(*bytes) ? f.make(*bytes) : f.fail("the decoded bytes are no UTF-8 text");
}

Value urlencode(FunctionCall& f) {
  std::string s, out;
  if (!f.text(0, s)) return f.failed();
  static const char* const kHex = "0123456789ABCDEF";
  for (char ch : s) {
    unsigned char c = static_cast<unsigned char>(ch);
    if (std::isalnum(c) || c == '-' || c == '_' || c == '.' || c == '~') out += ch;
    else if (c == ' ') out += '+';
    else {
      out += '%';
      out += kHex[c >> 4];
      out += kHex[c & 15];
    }
  }
  return f.make(out);
}

Value urldecode(FunctionCall& f) {
  std::string s, out;
  if (!f.text(0, s)) return f.failed();
  auto digit = [](char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1; };
  for (size_t i = 0; i < s.size(); ++i) {
    if (s[i] == '+') out += ' ';
    else if (s[i] != '%') out += s[i];
    else if (i + 2 < s.size() && digit(s[i + 1]) >= 0 && digit(s[i + 2]) >= 0) {
      out += static_cast<char>(digit(s[i + 1]) * 16 + digit(s[i + 2]));
      i += 2;
    } else {
      return f.fail("'%' must be followed by two hexadecimal digits");
    }
  }
  return f.make(out);
}

constexpr Function kFunctions[] = {
    {"jsonencode", jsonencode, 1, 1, Takes::anything, TypeKind::string},
    {"jsondecode", jsondecode, 1, 1, Takes::anything, TypeKind::dynamic, "s"},
    {"csvdecode", csvdecode, 1, 1, Takes::known, TypeKind::dynamic, "s"},
    {"base64encode", base64encode, 1, 1, Takes::known, TypeKind::string, "s"},
    {"base64decode", base64decode, 1, 1, Takes::known, TypeKind::string, "s"},
    {"urlencode", urlencode, 1, 1, Takes::known, TypeKind::string, "s"},
    {"urldecode", urldecode, 1, 1, Takes::known, TypeKind::string, "s", true},
};

}  // namespace

std::string base64(std::string_view s) {
  std::string out;
  for (size_t i = 0; i < s.size(); i += 3) {
    uint32_t bits = 0;
    for (size_t k = 0; k < 3; ++k) bits = bits << 8 | (i + k < s.size() ? static_cast<unsigned char>(s[i + k]) : 0u);
    for (size_t k = 0; k < 4; ++k) out += i + k <= s.size() ? kBase64[bits >> (18 - 6 * k) & 63] : '=';
  }
  return out;
}

std::optional<std::string> from_base64(std::string_view text) {
  std::string s(text), out;
  std::erase_if(s, [](char c) { return c == '\n' || c == '\r'; });
  if (s.size() % 4 != 0) return std::nullopt;
  uint32_t bits = 0;
  for (size_t i = 0; i < s.size(); ++i) {
    bool padding = s[i] == '=' && i + 2 >= s.size() && (i + 1 == s.size() || s[i + 1] == '=');
    size_t v = padding ? 0 : kBase64.find(s[i]);
    if (v == std::string_view::npos) return std::nullopt;
    bits = bits << 6 | static_cast<uint32_t>(v);
    if (i % 4 == 3) {
      size_t bytes = s[i] != '=' ? 3 : s[i - 1] != '=' ? 2 : 1;
      for (size_t k = 0; k < bytes; ++k) out += static_cast<char>(bits >> (16 - 8 * k) & 0xff);
      bits = 0;
    }
  }
  return out;
}

std::string json_text(const Value& v) {
  std::string out;
  append_json(out, v);
  return out;
}

std::optional<Value> json_value(Context& c, std::string_view text, Span at) {
  Findings findings;
  Tree tree = read_json(FileId::none, text, findings);
  if (has_error(findings) || tree.documents.size() != 1) return std::nullopt;
  return tree_value(c, tree.document(0), at);
}

std::span<const Function> encoding_functions() { return kFunctions; }

}  // namespace plumb::terraform
