// IP network functions. Addresses as Terraform reads them: leading zeros are decimal, host bits are dropped.
#include "base/ip.h"
#include "base/text.h"
#include "load/terraform/eval/functions.h"

namespace plumb::terraform {
namespace {

/// "010.0.0.0" -> "10.0.0.0".
std::string without_leading_zeros(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    bool start = i == 0 || text[i - 1] == '.' || text[i - 1] == '/';
    if (start && text[i] == '0')
      while (i + 1 < text.size() && text[i] == '0' && text[i + 1] >= '0' && text[i + 1] <= '9') ++i;
    out += text[i];
  }
  return out;
}

bool block(FunctionCall& f, size_t i, Cidr& out) {
  std::string s;
  if (!f.text(i, s)) return false;
  bool v6 = s.find(':') != std::string::npos;
  auto cidr = parse_cidr(v6 ? s : without_leading_zeros(s));
  if (cidr) {
    out = cidr->masked();
    return true;
  }
  f.failure = f.c.fail(f.span(i), cat(f.expr.name, ": '", s, "' is no CIDR block like 10.0.0.0/16"));
  return false;
}

Value subnet(FunctionCall& f, const Cidr& base, int64_t bits, int64_t number, size_t bits_argument) {
  int width = base.ip.width();
  if (bits < 0) return f.c.fail(f.span(bits_argument), cat(f.expr.name, ": the number of bits must not be negative"));
  if (base.prefix + bits > width)
    return f.c.fail(f.span(bits_argument), cat(f.expr.name, ": ", to_string(base), " has no room for ", bits, " more bits of prefix"));
  if (bits < 63 && number >= (int64_t{1} << bits))
    return f.fail(cat("there is no network ", number, " with ", bits, " bits: they give ", int64_t{1} << bits));
  Cidr out = base;
  out.prefix = base.prefix + static_cast<int>(bits);
  Uint128 n = static_cast<Uint128>(number < 0 ? -number : number);
  Uint128 shifted = out.prefix == 0 ? 0 : n << (width - out.prefix);
  if (number < 0) shifted = ~shifted + 1;
  out.ip.bits = base.ip.bits | shifted;
  if (width == 32) out.ip.bits &= 0xffffffffu;
  return f.make(to_string(out));
}

Value cidrsubnet(FunctionCall& f) {
  Cidr base;
  int64_t bits = 0, number = 0;
  if (!block(f, 0, base) || !f.whole(1, bits) || !f.whole(2, number)) return f.failed();
  return subnet(f, base, bits, number, 1);
}

/// Consecutive networks of the given sizes, each aligned to its own size.
Value cidrsubnets(FunctionCall& f) {
  Cidr base;
  if (!block(f, 0, base)) return f.failed();
  int width = base.ip.width();
  std::vector<Value> out;
  Uint128 next = base.ip.bits, last = base.last().bits;
  bool full = false;
  for (size_t i = 1; i < f.size(); ++i) {
    int64_t bits = 0;
    if (!f.whole(i, bits)) return f.failed();
    if (bits < 1 || bits > 32) return f.c.fail(f.span(i), "cidrsubnets: the number of bits must be 1 to 32");
    int prefix = base.prefix + static_cast<int>(bits);
    if (prefix > width) return f.c.fail(f.span(i), cat("cidrsubnets: ", to_string(base), " has no room for ", bits, " more bits of prefix"));
    Uint128 size = static_cast<Uint128>(1) << (width - prefix);
    Uint128 start = (next + size - 1) & ~(size - 1);
    if (full || start < next || start > last || last - start < size - 1) return f.c.fail(f.span(i), cat("cidrsubnets: ", to_string(base), " is used up"));
    out.push_back(f.make(to_string(Cidr{{start, base.ip.v6}, prefix})));
    full = start + (size - 1) == last;
    next = start + size;
  }
  return f.c.list(out, f.c.types.string(), f.at);
}

Value cidrhost(FunctionCall& f) {
  Cidr base;
  int64_t number = 0;
  if (!block(f, 0, base) || !f.whole(1, number)) return f.failed();
  int width = base.ip.width();
  int bits = width - base.prefix;
  Uint128 n = static_cast<Uint128>(number < 0 ? -number : number);
  bool fits = bits >= 64 || (number < 0 ? n <= (Uint128{1} << bits) : n < (Uint128{1} << bits));
  if (!fits) return f.fail(cat("there is no host ", number, " in ", to_string(base)));
  Ip ip{number < 0 ? base.last().bits - n + 1 : base.ip.bits + n, base.ip.v6};
  return f.make(to_string(ip));
}

Value cidrnetmask(FunctionCall& f) {
  Cidr base;
  if (!block(f, 0, base)) return f.failed();
  if (base.ip.v6) return f.fail("IPv6 has no netmasks");
  return f.make(to_string(Ip{base.mask() & 0xffffffffu, false}));
}

constexpr Function kFunctions[] = {
    {"cidrsubnet", cidrsubnet, 3, 3, Takes::known, TypeKind::string},
    {"cidrsubnets", cidrsubnets, 1, 255, Takes::known, TypeKind::dynamic},
    {"cidrhost", cidrhost, 2, 2, Takes::known, TypeKind::string},
    {"cidrnetmask", cidrnetmask, 1, 1, Takes::known, TypeKind::string},
};

}  // namespace

std::span<const Function> cidr_functions() { return kFunctions; }

}  // namespace plumb::terraform
