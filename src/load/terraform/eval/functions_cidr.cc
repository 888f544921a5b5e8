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

/// A whole number of any size that an address can have.
struct Amount {
  Uint128 size = 0;
  bool negative = false;
  uint64_t low() const { return static_cast<uint64_t>(size); }  // Terraform compares this part only
};

bool amount(FunctionCall& f, size_t i, Amount& out) {
  Number n;
  if (!f.number(i, n)) return false;
  std::string digits = n.whole() ? whole_digits(n, 10) : std::string();
  if (digits.empty() || digits.size() > 38) {
    f.failure = f.c.fail(f.span(i), cat(f.expr.name, ": a whole number is needed, not ", number_text(n)));
    return false;
  }
  for (char c : digits) out.size = out.size * 10 + static_cast<Uint128>(c - '0');
  out.negative = n.negative() && out.size > 0;
  return true;
}

Value cidrsubnet(FunctionCall& f) {
  Cidr base;
  int64_t bits = 0;
  Amount number;
  if (!block(f, 0, base) || !f.whole(1, bits) || !amount(f, 2, number)) return f.failed();
  if (base.ip.v6 && base.prefix >= 96 && base.ip.bits >> 32 == 0xffff) base = Cidr{{base.ip.bits & 0xffffffffu, false}, base.prefix - 96};  // ::ffff:10.0.0.0/104
  int width = base.ip.width();
  if (base.prefix + bits > width || base.prefix + bits < 0)
    return f.c.fail(f.span(1), cat("cidrsubnet: ", to_string(base), " has no room for ", bits, " more bits of prefix"));
  if (bits >= 64 ? bits < 128 && number.size >> bits != 0 : number.low() >= (bits > 0 ? uint64_t{1} << bits : uint64_t{1}))
    return f.fail(cat("there is no network ", number.negative ? "-" : "", number.low(), " with ", bits, " bits: they give ", bits > 0 ? uint64_t{1} << bits : uint64_t{1}));
  Cidr out = base;
  out.prefix = base.prefix + static_cast<int>(bits);
  Uint128 shifted = out.prefix == 0 ? 0 : number.size << (width - out.prefix);
  // A negative number is not refused by Terraform: its bits are those of the size of what the union of both would be.
  out.ip.bits = number.negative ? ~(base.ip.bits | (~shifted + 1)) + 1 : base.ip.bits | shifted;
  if (width == 32) out.ip.bits &= 0xffffffffu;
  return f.make(to_string(out));
}

/// Consecutive networks of the given sizes, each aligned to its own size.
Value cidrsubnets(FunctionCall& f) {
  Cidr base;
  if (!block(f, 0, base)) return f.failed();
  int width = base.ip.width();
  std::vector<Value> out;
  Uint128 next = base.ip.bits, last = base.last().bits;
  if (f.size() > 1 && next == 0) return f.fail("Terraform cannot divide a block that begins at the first of all addresses");
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
  Amount number;
  if (!block(f, 0, base) || !amount(f, 1, number)) return f.failed();
  int bits = base.ip.width() - base.prefix;
  bool fits = bits >= 64 || (number.negative ? number.size <= (Uint128{1} << bits) : number.size < (Uint128{1} << bits));
  if (!fits) return f.fail(cat("there is no host ", number.negative ? "-" : "", number.low(), " in ", to_string(base)));
  Ip ip{number.negative ? base.last().bits - number.size + 1 : base.ip.bits + number.size, base.ip.v6};
  return f.make(to_string(ip));
}

Value cidrnetmask(FunctionCall& f) {
  Cidr base;
  if (!block(f, 0, base)) return f.failed();
  if (base.ip.v6) return f.fail("IPv6 has no netmasks");
  return f.make(to_string(Ip{base.mask() & 0xffffffffu, false}));
}

/// Whether the block holds an address or all of another block.
Value cidrcontains(FunctionCall& f) {
  Cidr outer;
  std::string inner;
  if (!block(f, 0, outer) || !f.text(1, inner)) return f.failed();
  bool v6 = inner.find(':') != std::string::npos;
  std::string plain = v6 ? inner : without_leading_zeros(inner);
  auto cidr = parse_cidr(plain.find('/') == std::string::npos ? cat(plain, v6 ? "/128" : "/32") : plain);
  if (!cidr) return f.c.fail(f.span(1), cat("cidrcontains: '", inner, "' is neither an address nor a CIDR block"));
  if (cidr->ip.v6 != outer.ip.v6) return f.c.fail(f.span(1), cat("cidrcontains: ", to_string(outer), " and '", inner, "' are of different IP versions"));
  return f.make(cidr->prefix >= outer.prefix && Cidr{cidr->ip, outer.prefix}.masked().ip.bits == outer.ip.bits);
}

constexpr Function kFunctions[] = {
    {"cidrsubnet", cidrsubnet, 3, 3, Takes::known, TypeKind::string, "sn"},
    {"cidrsubnets", cidrsubnets, 1, 255, Takes::known, TypeKind::dynamic, "sn"},
    {"cidrcontains", cidrcontains, 2, 2, Takes::known, TypeKind::boolean, "*", true},
    {"cidrhost", cidrhost, 2, 2, Takes::known, TypeKind::string, "sn"},
    {"cidrnetmask", cidrnetmask, 1, 1, Takes::known, TypeKind::string, "s"},
};

}  // namespace

std::span<const Function> cidr_functions() { return kFunctions; }

}  // namespace plumb::terraform
