// unicode.h, by utf8proc.
#include "load/terraform/eval/unicode.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

namespace plumb::terraform {
namespace {

bool ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<uint8_t>(c) < 0x80; });
}

}  // namespace

std::string_view composed(std::string_view text, std::string& buffer) {
  if (ascii(text)) return text;
  utf8proc_uint8_t* out = nullptr;
  auto flags = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE);
  utf8proc_ssize_t n = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()), static_cast<utf8proc_ssize_t>(text.size()), &out, flags);
  std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(out, &std::free);
  if (n < 0) return text;  // no UTF-8: stays as it is
  buffer.assign(reinterpret_cast<const char*>(out), static_cast<size_t>(n));
  return buffer;
}

std::vector<std::string_view> graphemes(std::string_view text) {
  std::vector<std::string_view> out;
  size_t start = 0, at = 0;
  int32_t state = 0, before = -1;
  while (at < text.size()) {
    size_t here = at;
    auto c = static_cast<int32_t>(next_utf8(text, at));
    if (before >= 0 && utf8proc_grapheme_break_stateful(before, c, &state)) {
      out.push_back(text.substr(start, here - start));
      start = here;
    }
    before = c;
  }
  if (start < text.size()) out.push_back(text.substr(start));
  return out;
}

size_t grapheme_count(std::string_view text) {
  if (ascii(text) && text.find('\r') == std::string_view::npos) return text.size();
  return graphemes(text).size();
}

std::string change_case(std::string_view text, Case to) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    auto c = static_cast<int32_t>(next_utf8(text, at));
    if (c == 0xdf && to != Case::lower) {  // the simple mapping of sharp s is itself; utf8proc has the capital letter
      out += "\xc3\x9f";
      continue;
    }
    append_utf8(out, static_cast<uint32_t>(to == Case::upper ? utf8proc_toupper(c) : to == Case::title ? utf8proc_totitle(c) : utf8proc_tolower(c)));
  }
  return out;
}

bool is_letter(uint32_t c) {
  auto category = utf8proc_category(static_cast<int32_t>(c));
  return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

bool is_digit(uint32_t c) { return utf8proc_category(static_cast<int32_t>(c)) == UTF8PROC_CATEGORY_ND; }

bool is_space(uint32_t c) {
  auto category = utf8proc_category(static_cast<int32_t>(c));
  return (c >= '\t' && c <= '\r') || c == 0x85 || category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL || category == UTF8PROC_CATEGORY_ZP;
}

}  // namespace plumb::terraform
