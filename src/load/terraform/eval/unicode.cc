// unicode.h.
#include "load/terraform/eval/unicode.h"

#include "base/utf8.h"

namespace plumb::terraform {

uint32_t next_code_point(std::string_view text, size_t& at) {
  uint8_t b = static_cast<uint8_t>(text[at++]);
  int more = b >= 0xf0 ? 3 : b >= 0xe0 ? 2 : b >= 0xc0 ? 1 : 0;
  uint32_t c = more == 3 ? b & 7 : more == 2 ? b & 15 : more == 1 ? b & 31 : b;
  while (more-- > 0 && at < text.size() && (static_cast<uint8_t>(text[at]) & 0xc0) == 0x80) c = c << 6 | (static_cast<uint8_t>(text[at++]) & 0x3f);
  return c;
}

namespace {

bool extends_cluster(uint32_t c) {
  return (c >= 0x300 && c <= 0x36f) || c == 0x200d || (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0x1f3fb && c <= 0x1f3ff) || (c >= 0x20d0 && c <= 0x20ff) ||
         (c >= 0xe0020 && c <= 0xe007f) || (c >= 0x0483 && c <= 0x0489) || (c >= 0x0591 && c <= 0x05bd) || (c >= 0x064b && c <= 0x065f) ||
         (c >= 0x093e && c <= 0x094d) || (c >= 0x0e31 && c <= 0x0e3a && c != 0x0e32 && c != 0x0e33);
}

bool flag_letter(uint32_t c) { return c >= 0x1f1e6 && c <= 0x1f1ff; }

}  // namespace

std::vector<std::string_view> graphemes(std::string_view text) {
  std::vector<std::string_view> out;
  size_t start = 0, at = 0;
  uint32_t before = 0;
  bool half_flag = false;
  while (at < text.size()) {
    size_t here = at;
    uint32_t c = next_code_point(text, at);
    bool joins = here > start && (extends_cluster(c) || before == 0x200d || (before == '\r' && c == '\n') || (half_flag && flag_letter(c)));
    if (here > start && !joins) {
      out.push_back(text.substr(start, here - start));
      start = here;
    }
    half_flag = flag_letter(c) && !(joins && half_flag);
    before = c;
  }
  if (start < text.size()) out.push_back(text.substr(start));
  return out;
}

size_t grapheme_count(std::string_view text) {
  for (char c : text)
    if (static_cast<uint8_t>(c) >= 0x80 || c == '\r') return graphemes(text).size();
  return text.size();
}

std::string change_case(std::string_view text, Case to) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    uint32_t c = next_code_point(text, at);
    bool up = to == Case::upper;
    if (up ? c >= 'a' && c <= 'z' : c >= 'A' && c <= 'Z') c ^= 0x20;
    else if (up && ((c >= 0xe0 && c <= 0xfe && c != 0xf7) || (c >= 0x3b1 && c <= 0x3c9 && c != 0x3c2) || (c >= 0x430 && c <= 0x44f))) c -= 0x20;
    else if (!up && ((c >= 0xc0 && c <= 0xde && c != 0xd7) || (c >= 0x391 && c <= 0x3a9) || (c >= 0x410 && c <= 0x42f))) c += 0x20;
    else if (up && c >= 0x450 && c <= 0x45f) c -= 0x50;
    else if (!up && c >= 0x400 && c <= 0x40f) c += 0x50;
    else if (up && c == 0xff) c = 0x178;
    else if (((c >= 0x100 && c <= 0x12f) || (c >= 0x14a && c <= 0x177)) && (up ? c % 2 == 1 : c % 2 == 0)) c += up ? -1 : 1;
    append_utf8(out, c);
  }
  return out;
}

}  // namespace plumb::terraform
