// notation.h.
#include "load/terraform/eval/notation.h"

#include <utf8proc.h>

#include <algorithm>

#include "base/text.h"
#include "base/utf8.h"

namespace plumb::terraform {
namespace {

bool printable(uint32_t c) {
  auto category = utf8proc_category(static_cast<int32_t>(c));
  return c == ' ' || (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_SO);
}

std::string heredoc(std::string_view text, size_t indent) {
  std::string mark = "EOT";
  auto lines = split(text, '\n');
  while (std::any_of(lines.begin(), lines.end(), [&](std::string_view l) { return trim(l) == mark; })) mark += '_';
  std::string margin(indent, ' '), out = cat(indent > 0 ? "<<-" : "<<", mark);
  for (std::string_view l : lines) out += cat("\n", margin, l);
  return out + cat("\n", margin, mark);
}

std::string null_notation(const Type* type) {
  switch (type ? type->kind : TypeKind::dynamic) {
    case TypeKind::dynamic: return "null";
    case TypeKind::boolean: return "tobool(null)";
    case TypeKind::number: return "tonumber(null)";
    case TypeKind::string: return "tostring(null)";
    case TypeKind::list: return cat("tolist(null) /* of ", friendly_name(type->element), " */");
    case TypeKind::set: return cat("toset(null) /* of ", friendly_name(type->element), " */");
    case TypeKind::map: return cat("tomap(null) /* of ", friendly_name(type->element), " */");
    case TypeKind::tuple: case TypeKind::object: break;
  }
  return cat("null /* ", friendly_name(type), " */");
}

void write(std::string& out, const Value& v, size_t indent);

void items(std::string& out, std::span<const Value> all, size_t indent) {
  out += '[';
  for (const Value& i : all) {
    out += cat("\n", std::string(indent + 2, ' '));
    write(out, i, indent + 2);
    out += ',';
  }
  if (!all.empty()) out += cat("\n", std::string(indent, ' '));
  out += ']';
}

void entries(std::string& out, std::span<const Entry> all, size_t indent) {
  out += '{';
  for (const Entry& e : all) {
    out += cat("\n", std::string(indent + 2, ' '), quoted(e.key), " = ");
    write(out, e.value, indent + 2);
  }
  if (!all.empty()) out += cat("\n", std::string(indent, ' '));
  out += '}';
}

void write(std::string& out, const Value& v, size_t indent) {
  if (v.sensitive()) {
    out += "(sensitive value)";
    return;
  }
  if (v.ephemeral()) {
    out += "(ephemeral value)";
    return;
  }
  switch (v.kind()) {
    case ValueKind::null: out += null_notation(v.null_type()); return;
    case ValueKind::boolean: out += v.boolean() ? "true" : "false"; return;
    case ValueKind::number: out += number_text(v.exact()); return;
    case ValueKind::string: out += v.string().find('\n') != std::string_view::npos ? heredoc(v.string(), indent) : quoted(v.string()); return;
    case ValueKind::unknown: out += "(known after apply)"; return;
    case ValueKind::tuple: items(out, v.items(), indent); return;
    case ValueKind::object: entries(out, v.entries(), indent); return;
    case ValueKind::list: case ValueKind::set:
      out += v.is(ValueKind::list) ? "tolist(" : "toset(";
      items(out, v.items(), indent);
      out += ')';
      return;
    case ValueKind::map:
      out += "tomap(";
      entries(out, v.entries(), indent);
      out += ')';
      return;
  }
}

void write_type(std::string& out, const Type* t, size_t indent) {
  std::string margin(indent + 4, ' ');
  switch (t->kind) {
    case TypeKind::list: case TypeKind::set: case TypeKind::map:
      out += t->is(TypeKind::list) ? "list(" : t->is(TypeKind::set) ? "set(" : "map(";
      write_type(out, t->element, indent);
      out += ')';
      return;
    case TypeKind::tuple:
      out += "tuple([";
      for (const Type* m : t->members) {
        out += cat("\n", margin);
        write_type(out, m, indent + 4);
        out += ',';
      }
      if (!t->members.empty()) out += cat("\n", std::string(indent, ' '));
      out += "])";
      return;
    case TypeKind::object:
      out += "object({";
      for (const TypeAttribute& a : t->attributes) {
        out += cat("\n", margin, a.name, ": ");
        write_type(out, a.type, indent + 4);
        out += ',';
      }
      if (!t->attributes.empty()) out += cat("\n", std::string(indent, ' '));
      out += "})";
      return;
    default: out += type_text(t); return;
  }
}

}  // namespace

std::string notation(const Value& v) {
  std::string out;
  write(out, v, 0);
  return out;
}

std::string type_notation(const Type* type) {
  std::string out;
  write_type(out, type, 0);
  return out;
}

std::string friendly_name(const Type* type) {
  switch (type ? type->kind : TypeKind::dynamic) {
    case TypeKind::list: return cat("list of ", friendly_name(type->element));
    case TypeKind::set: return cat("set of ", friendly_name(type->element));
    case TypeKind::map: return cat("map of ", friendly_name(type->element));
    case TypeKind::tuple: return "tuple";
    case TypeKind::object: return "object";
    default: return type_text(type);
  }
}

std::string quoted(std::string_view text) {
  static const char* const kHex = "0123456789abcdef";
  std::string out = "\"";
  for (size_t at = 0; at < text.size();) {
    size_t from = at;
    uint32_t c = next_utf8(text, at);
    if (c == '"' || c == '\\') out += cat('\\', static_cast<char>(c));
    else if (c == '\n') out += "\\n";
    else if (c == '\r') out += "\\r";
    else if (c == '\t') out += "\\t";
    else if (c == '\a') out += "\\a";
    else if (c == '\b') out += "\\b";
    else if (c == '\f') out += "\\f";
    else if (c == '\v') out += "\\v";
    else if (printable(c)) out += text.substr(from, at - from);
    else if (c < 0x80) out += cat("\\x", kHex[c >> 4], kHex[c & 15]);
    else {
      int digits = c < 0x10000 ? 4 : 8;
      out += digits == 4 ? "\\u" : "\\U";
      for (int i = digits - 1; i >= 0; --i) out += kHex[c >> (4 * i) & 15];
    }
  }
  return out + '"';
}

}  // namespace plumb::terraform
