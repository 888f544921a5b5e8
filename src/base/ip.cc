// See ip.h.
#include "base/ip.h"

#include <array>
#include <charconv>

#include "base/text.h"

namespace plumb {

Uint128 Cidr::mask() const {
  Uint128 all = ip.v6 ? ~Uint128{0} : Uint128{0xffffffff};
  int host = ip.width() - prefix;
  return host >= 128 ? 0 : all >> host << host;
}

Ip Cidr::last() const {
  Uint128 all = ip.v6 ? ~Uint128{0} : Uint128{0xffffffff};
  return {(ip.bits & mask()) | (all & ~mask()), ip.v6};
}

uint64_t Cidr::addresses() const {
  int host = ip.width() - prefix;
  return uint64_t{1} << (host > 63 ? 63 : host);
}

// A decimal number up to `highest` without leading zeros.
static std::optional<uint32_t> parse_number(std::string_view text, uint32_t highest) {
  uint32_t n = 0;
  auto r = std::from_chars(text.data(), text.data() + text.size(), n);
  if (text.empty() || r.ec != std::errc() || r.ptr != text.data() + text.size() || n > highest || (text.size() > 1 && text[0] == '0')) return {};
  return n;
}

static std::optional<uint32_t> parse_ipv4(std::string_view text) {
  uint32_t bits = 0;
  for (int i = 0; i < 4; ++i) {
    size_t dot = i < 3 ? text.find('.') : text.size();
    if (dot == std::string_view::npos) return {};
    auto part = parse_number(text.substr(0, dot), 255);
    if (!part) return {};
    bits = bits << 8 | *part;
    text.remove_prefix(i < 3 ? dot + 1 : dot);
  }
  return bits;
}

static std::optional<Ip> parse_ipv6(std::string_view text) {
  std::array<uint16_t, 8> parts{};
  int count = 0, gap = -1;
  if (text.starts_with("::")) {
    gap = 0;
    text.remove_prefix(2);
  }
  while (!text.empty()) {
    if (count == 8) return {};
    size_t colon = text.find(':');
    std::string_view part = text.substr(0, colon);
    if (colon == std::string_view::npos && part.find('.') != std::string_view::npos) {
      auto v4 = parse_ipv4(part);
      if (!v4 || count > 6) return {};
      parts[count++] = static_cast<uint16_t>(*v4 >> 16);
      parts[count++] = static_cast<uint16_t>(*v4);
      break;
    }
    uint16_t n = 0;
    auto r = std::from_chars(part.data(), part.data() + part.size(), n, 16);
    if (part.empty() || part.size() > 4 || r.ec != std::errc() || r.ptr != part.data() + part.size()) return {};
    parts[count++] = n;
    if (colon == std::string_view::npos) break;
    text.remove_prefix(colon + 1);
    if (text.starts_with(':')) {
      if (gap >= 0) return {};
      gap = count;
      text.remove_prefix(1);
    } else if (text.empty()) {
      return {};
    }
  }
  if (gap < 0 ? count != 8 : count > 7) return {};
  Ip out;
  out.v6 = true;
  for (int i = 0; i < 8; ++i) {
    int zeros = 8 - count;
    uint16_t part = gap < 0 || i < gap ? parts[i] : i < gap + zeros ? 0
                                                                    : parts[i - zeros];
    out.bits = out.bits << 16 | part;
  }
  return out;
}

std::optional<Ip> parse_ip(std::string_view text) {
  if (text.find(':') != std::string_view::npos) return parse_ipv6(text);
  auto v4 = parse_ipv4(text);
  return v4 ? std::optional(Ip{*v4, false}) : std::nullopt;
}

std::optional<Cidr> parse_cidr(std::string_view text) {
  size_t slash = text.rfind('/');
  if (slash == std::string_view::npos) return {};
  auto ip = parse_ip(text.substr(0, slash));
  if (!ip) return {};
  auto prefix = parse_number(text.substr(slash + 1), static_cast<uint32_t>(ip->width()));
  return prefix ? std::optional(Cidr{*ip, static_cast<int>(*prefix)}) : std::nullopt;
}

static void append_hex(std::string& out, uint16_t n) {
  char buf[4];
  auto r = std::to_chars(buf, buf + sizeof buf, n, 16);
  out.append(buf, r.ptr);
}

std::string to_string(const Ip& ip) {
  uint32_t low = static_cast<uint32_t>(ip.bits);
  std::string v4 = cat(low >> 24, '.', low >> 16 & 255, '.', low >> 8 & 255, '.', low & 255);
  if (!ip.v6) return v4;
  if (ip.ipv4_mapped()) return "::ffff:" + v4;
  std::array<uint16_t, 8> parts{};
  for (int i = 0; i < 8; ++i) parts[i] = static_cast<uint16_t>(ip.bits >> (112 - 16 * i));
  int best = -1, longest = 1;  // the first longest run of at least two zero parts
  for (int i = 0; i < 8;) {
    int n = 0;
    while (i + n < 8 && parts[i + n] == 0) ++n;
    if (n > longest) longest = n, best = i;
    i += n ? n : 1;
  }
  std::string out;
  for (int i = 0; i < 8; ++i) {
    if (i == best) {
      out += "::";
      i += longest - 1;
      continue;
    }
    if (!out.empty() && out.back() != ':') out += ':';
    append_hex(out, parts[i]);
  }
  return out;
}

std::string to_string(const Cidr& cidr) { return cat(to_string(cidr.ip), '/', cidr.prefix); }

}  // namespace plumb
