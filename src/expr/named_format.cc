// See named_format.h. The shapes are those of apimachinery's validation; the words are plumb's.
#include "expr/named_format.h"

#include "base/text.h"
#include "expr/extended.h"
#include "expr/functions.h"
#include "expr/time.h"
#include "expr/url.h"

namespace plumb::expr {
namespace {

using Problems = std::vector<std::string>;

bool lower(char c) { return c >= 'a' && c <= 'z'; }
bool digit(char c) { return c >= '0' && c <= '9'; }
bool letter(char c) { return lower(c) || (c >= 'A' && c <= 'Z'); }

// A label of lower-case letters, digits and inner dashes; `letter_first` as DNS-1035 asks.
bool label_shape(std::string_view s, bool letter_first) {
  if (s.empty() || s.front() == '-' || s.back() == '-' || (letter_first && !lower(s.front()))) return false;
  for (char c : s)
    if (!lower(c) && !digit(c) && c != '-') return false;
  return true;
}

Problems label(std::string_view s) {
  Problems out;
  if (s.size() > 63) out.push_back("longer than 63 characters");
  if (!label_shape(s, false)) out.push_back(s.find('.') != std::string_view::npos && label_shape(s.substr(0, s.find('.')), false) ? "no dots are allowed" : "not a DNS label: lower-case letters, digits and inner '-'");
  return out;
}

Problems label_1035(std::string_view s) {
  Problems out;
  if (s.size() > 63) out.push_back("longer than 63 characters");
  if (!label_shape(s, true)) out.push_back("not a DNS-1035 label: lower-case letters, digits and inner '-', a letter first");
  return out;
}

Problems subdomain(std::string_view s) {
  Problems out;
  if (s.size() > 253) out.push_back("longer than 253 characters");
  for (std::string_view part : split(s, '.')) {
    if (label_shape(part, false)) continue;
    out.push_back("not a DNS subdomain: labels of lower-case letters, digits and inner '-', joined by '.'");
    break;
  }
  return out;
}

// generateName may end with a dash: what is generated follows it.
std::string without_last_dash(std::string_view s) { return s.size() > 1 && s.back() == '-' ? cat(s.substr(0, s.size() - 1), 'a') : std::string(s); }

bool name_shape(std::string_view s) {
  if (s.empty() || !(letter(s.front()) || digit(s.front())) || !(letter(s.back()) || digit(s.back()))) return false;
  for (char c : s)
    if (!letter(c) && !digit(c) && c != '-' && c != '_' && c != '.') return false;
  return true;
}

Problems qualified_name(std::string_view s) {
  Problems out;
  std::vector<std::string_view> parts = split(s, '/');
  if (parts.size() > 2) return {"more than one '/'"};
  if (parts.size() == 2) {
    if (parts[0].empty())
      out.push_back("the prefix before '/' is empty");
    else
      out = subdomain(parts[0]);
  }
  std::string_view name = parts.back();
  if (name.empty())
    out.push_back("the name is empty");
  else if (name.size() > 63)
    out.push_back("the name is longer than 63 characters");
  if (!name_shape(name)) out.push_back("the name needs letters, digits and inner '-', '_' or '.'");
  return out;
}

Problems label_value(std::string_view s) {
  Problems out;
  if (s.size() > 63) out.push_back("longer than 63 bytes");
  if (!s.empty() && !name_shape(s)) out.push_back("a label value needs letters, digits and inner '-', '_' or '.'");
  return out;
}

Problems uri(std::string_view s) {
  std::string problem;
  return parse_url(s, &problem) ? Problems{} : Problems{"not a URI: " + problem};
}

bool is_hex(char c) { return digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

Problems uuid(std::string_view s) {
  size_t digits = 0, dashes = 0;
  for (char c : s) {
    if (is_hex(c))
      ++digits;
    else if (c == '-' && (digits == 8 || digits == 12 || digits == 16 || digits == 20))
      ++dashes;
    else
      return {"not a UUID"};
  }
  return digits == 32 && dashes <= 4 ? Problems{} : Problems{"not a UUID"};
}

Problems bytes(std::string_view s) {
  bool good = !s.empty() && s.size() % 4 == 0;
  size_t end = s.size();
  while (good && end > 0 && s.size() - end < 2 && s[end - 1] == '=') --end;
  for (size_t i = 0; i < end && good; ++i) good = letter(s[i]) || digit(s[i]) || s[i] == '+' || s[i] == '/';
  return good ? Problems{} : Problems{"not base64"};
}

Problems date(std::string_view s) { return s.size() == 10 && parse_timestamp(cat(s, "T00:00:00Z")) ? Problems{} : Problems{"not a date"}; }
Problems date_time(std::string_view s) { return parse_timestamp(s) ? Problems{} : Problems{"not a date and time"}; }

constexpr NamedFormat kFormats[] = {
    {"dns1123Label", label},
    {"dns1123Subdomain", subdomain},
    {"dns1035Label", label_1035},
    {"qualifiedName", qualified_name},
    {"dns1123LabelPrefix", [](std::string_view s) { return label(without_last_dash(s)); }},
    {"dns1123SubdomainPrefix", [](std::string_view s) { return subdomain(without_last_dash(s)); }},
    {"dns1035LabelPrefix", [](std::string_view s) { return label_1035(without_last_dash(s)); }},
    {"labelValue", label_value},
    {"uri", uri},
    {"uuid", uuid},
    {"byte", bytes},
    {"date", date},
    {"datetime", date_time},
};

template <size_t I>
Value named(const Call&) {
  return Value::extended(Tag::format, &kFormats[I]);
}

Value by_name(const Call& c) {
  const NamedFormat* found = find_format(c[0].string());
  return found ? make_optional(c.arena(), Value::extended(Tag::format, found)) : none();
}

Value validate(const Call& c) {
  Problems problems = static_cast<const NamedFormat*>(c[0].extended())->validate(c[1].string());
  if (problems.empty()) return none();
  std::vector<Value> texts;
  for (const std::string& p : problems) texts.push_back(c.text(p));
  return make_optional(c.arena(), make_list(c.arena(), texts));
}

}  // namespace

const NamedFormat* find_format(std::string_view name) {
  for (const NamedFormat& f : kFormats)
    if (f.name == name) return &f;
  return nullptr;
}

std::span<const Declaration> named_format_functions() {
  static constexpr Declaration kTable[] = {
      {"format.dns1123Label", ">f", named<0>},
      {"format.dns1123Subdomain", ">f", named<1>},
      {"format.dns1035Label", ">f", named<2>},
      {"format.qualifiedName", ">f", named<3>},
      {"format.dns1123LabelPrefix", ">f", named<4>},
      {"format.dns1123SubdomainPrefix", ">f", named<5>},
      {"format.dns1035LabelPrefix", ">f", named<6>},
      {"format.labelValue", ">f", named<7>},
      {"format.uri", ">f", named<8>},
      {"format.uuid", ">f", named<9>},
      {"format.byte", ">f", named<10>},
      {"format.date", ">f", named<11>},
      {"format.datetime", ">f", named<12>},
      {"format.named", "s>?f", by_name},
      {"validate", "f.s>?[s", validate},
  };
  return kTable;
}

}  // namespace plumb::expr
