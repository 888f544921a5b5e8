// The strings extension: searching, cutting, splitting, joining, quoting; positions count characters, not bytes.
#include "base/text.h"
#include "expr/functions.h"
#include "expr/ops.h"
#include "base/utf8.h"

namespace plumb::expr {
namespace {

Value out_of_range(const Call& c, int64_t i) { return c.error(cat("index out of range: ", i)); }

// Byte offset of character i; npos when i is not in [0, size].
size_t offset(std::string_view s, int64_t i) { return i < 0 || static_cast<uint64_t>(i) > s.size() ? std::string_view::npos : character_offset(s, static_cast<size_t>(i)); }

Value char_at(const Call& c) {
  std::string_view s = c[0].string();
  size_t at = offset(s, c[1].integer());
  if (at == std::string_view::npos) return out_of_range(c, c[1].integer());
  return Value::string(at == s.size() ? std::string_view{} : s.substr(at, character_bytes(s.substr(at))));
}

Value characters_before(std::string_view s, size_t at) { return Value::integer(at == std::string_view::npos ? -1 : static_cast<int64_t>(count_characters(s.substr(0, at)))); }

Value index_of(const Call& c) {
  std::string_view s = c[0].string(), what = c[1].string();
  size_t from = c.count > 2 ? offset(s, c[2].integer()) : 0;
  if (from == std::string_view::npos) return out_of_range(c, c[2].integer());
  return characters_before(s, s.find(what, from));
}

Value last_index_of(const Call& c) {
  std::string_view s = c[0].string(), what = c[1].string();
  size_t from = c.count > 2 ? offset(s, c[2].integer()) : s.size();
  if (from == std::string_view::npos) return out_of_range(c, c[2].integer());
  return characters_before(s, s.rfind(what, from));
}

Value substring(const Call& c) {
  std::string_view s = c[0].string();
  int64_t first = c[1].integer();
  size_t begin = offset(s, first);
  if (begin == std::string_view::npos) return out_of_range(c, first);
  if (c.count == 2) return Value::string(s.substr(begin));
  int64_t last = c[2].integer();
  size_t end = offset(s, last);
  if (end == std::string_view::npos) return out_of_range(c, last);
  if (last < first) return c.error(cat("invalid substring range. start: ", first, ", end: ", last));
  return Value::string(s.substr(begin, end - begin));
}

Value replace(const Call& c) {
  std::string_view s = c[0].string(), what = c[1].string(), with = c[2].string();
  int64_t left = c.count > 3 ? c[3].integer() : -1;
  std::string out;
  size_t at = 0;
  while (left != 0) {
    size_t hit = what.empty() ? at : s.find(what, at);
    if (hit == std::string_view::npos) break;
    if (!c.frame.charge(1 + (hit - at + with.size()) / 16)) return budget_error();
    out.append(s.substr(at, hit - at)).append(with);
    at = hit + what.size();
    --left;
    if (!what.empty()) continue;
    if (at == s.size()) return c.text(out);
    size_t n = character_bytes(s.substr(at));
    out.append(s.substr(at, n));
    at += n;
  }
  return c.text(out.append(s.substr(at)));
}

Value split_string(const Call& c) {
  std::string_view s = c[0].string(), separator = c[1].string();
  int64_t limit = c.count > 2 ? c[2].integer() : -1;
  std::vector<Value> parts;
  if (!c.frame.charge(s.size() / 4)) return budget_error();
  if (limit == 0 || (s.empty() && separator.empty())) return make_list(c.arena(), parts);
  for (;;) {
    bool last = limit > 0 && parts.size() + 1 == static_cast<uint64_t>(limit);
    size_t end = last ? std::string_view::npos : separator.empty() ? character_bytes(s)
                                                                   : s.find(separator);
    if (end == std::string_view::npos || (separator.empty() && end >= s.size())) break;
    parts.push_back(Value::string(s.substr(0, end)));
    s.remove_prefix(end + separator.size());
  }
  parts.push_back(Value::string(s));
  return make_list(c.arena(), parts);
}

Value join_strings(const Call& c) {
  std::string_view separator = c.count > 1 ? c[1].string() : std::string_view{};
  std::string out;
  bool first = true;
  ListCursor items(c[0]);
  for (Value x; items.next(x);) {
    if (!x.is_string()) return no_overload(c.arena(), "join", &x, 1);
    if (!c.frame.charge(1 + (x.string().size() + separator.size()) / 16)) return budget_error();
    if (!first) out.append(separator);
    out.append(x.string());
    first = false;
  }
  return c.text(out);
}

template <char First, char Last, int Shift>
Value shift_ascii(const Call& c) {
  std::string out(c[0].string());
  for (char& ch : out)
    if (ch >= First && ch <= Last) ch = static_cast<char>(ch + Shift);
  return c.text(out);
}

bool is_blank(uint32_t code) {
  return (code >= 9 && code <= 13) || code == 0x20 || code == 0x85 || code == 0xa0 || code == 0x1680 || (code >= 0x2000 && code <= 0x200a) || code == 0x2028 || code == 0x2029 || code == 0x202f || code == 0x205f || code == 0x3000;
}

Value trim_blanks(const Call& c) {
  std::string_view s = c[0].string();
  size_t begin = s.size(), end = 0;
  for (size_t i = 0; i < s.size();) {
    uint32_t code;
    bool valid;
    size_t n = decode_utf8(s.substr(i), code, valid);
    if (!is_blank(code)) {
      begin = std::min(begin, i);
      end = i + n;
    }
    i += n;
  }
  return Value::string(begin < end ? s.substr(begin, end - begin) : std::string_view{});
}

Value reverse_string(const Call& c) {
  std::string_view s = c[0].string();
  std::string out;
  for (size_t i = 0; i < s.size();) {
    size_t n = character_bytes(s.substr(i));
    out.insert(0, s.substr(i, n));
    i += n;
    if (!c.frame.charge(1 + out.size() / 64)) return budget_error();
  }
  return c.text(out);
}

Value quote(const Call& c) {
  std::string_view s = c[0].string();
  std::string out = "\"";
  for (size_t i = 0; i < s.size();) {
    uint32_t code;
    bool valid;
    size_t n = decode_utf8(s.substr(i), code, valid);
    static constexpr std::string_view kRaw = "\a\b\f\n\r\t\v\\\"", kEscaped = "abfnrtv\\\"";
    if (size_t k = n == 1 && valid ? kRaw.find(static_cast<char>(code)) : std::string_view::npos; k != std::string_view::npos)
      out.append({'\\', kEscaped[k]});
    else
      append_utf8(out, code);
    i += n;
  }
  return c.text(out + '"');
}

}  // namespace

std::span<const Declaration> string_functions() {
  static constexpr Declaration kTable[] = {
      {"contains", "s.s>b", [](const Call& c) { return Value::boolean(c[0].string().find(c[1].string()) != std::string_view::npos); }},
      {"startsWith", "s.s>b", [](const Call& c) { return Value::boolean(c[0].string().starts_with(c[1].string())); }},
      {"endsWith", "s.s>b", [](const Call& c) { return Value::boolean(c[0].string().ends_with(c[1].string())); }},
      {"charAt", "s.i>s", char_at},
      {"indexOf", "s.s>i", index_of},
      {"indexOf", "s.si>i", index_of},
      {"lastIndexOf", "s.s>i", last_index_of},
      {"lastIndexOf", "s.si>i", last_index_of},
      {"substring", "s.i>s", substring},
      {"substring", "s.ii>s", substring},
      {"replace", "s.ss>s", replace},
      {"replace", "s.ssi>s", replace},
      {"split", "s.s>[s", split_string},
      {"split", "s.si>[s", split_string},
      {"join", "[s.>s", join_strings},
      {"join", "[s.s>s", join_strings},
      {"lowerAscii", "s.>s", shift_ascii<'A', 'Z', 32>},
      {"upperAscii", "s.>s", shift_ascii<'a', 'z', -32>},
      {"trim", "s.>s", trim_blanks},
      {"reverse", "s.>s", reverse_string, kPlumbOnly},
      {"strings.quote", "s>s", quote},
  };
  return kTable;
}

}  // namespace plumb::expr
