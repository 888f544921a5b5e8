// ip() and cidr() as Kubernetes has them, and overlaps() and addresses() for rules.
#include "base/ip.h"
#include "base/text.h"
#include "expr/extended.h"
#include "expr/functions.h"

namespace plumb::expr {
namespace {

// Empty when `text` is an address that ip() takes, else why not.
std::string read_ip(std::string_view text, Ip* out) {
  auto ip = parse_ip(text);
  if (!ip) return cat("'", text, "' is no IP address");
  if (ip->ipv4_mapped()) return cat("'", text, "' is an IPv4 address mapped into IPv6, which is not allowed");
  *out = *ip;
  return {};
}

std::string read_cidr(std::string_view text, Cidr* out) {
  auto cidr = parse_cidr(text);
  if (!cidr) return cat("'", text, "' is no network in CIDR notation");
  if (cidr->ip.ipv4_mapped()) return cat("'", text, "' is an IPv4 network mapped into IPv6, which is not allowed");
  *out = *cidr;
  return {};
}

Value ip(const Call& c) {
  Ip ip;
  std::string problem = read_ip(c[0].string(), &ip);
  return problem.empty() ? make_extended(c.arena(), Tag::ip, ip) : c.error(problem);
}

Value is_ip(const Call& c) {
  Ip ip;
  return Value::boolean(read_ip(c[0].string(), &ip).empty());
}

Value is_canonical(const Call& c) {
  Ip ip;
  std::string problem = read_ip(c[0].string(), &ip);
  return problem.empty() ? Value::boolean(to_string(ip) == c[0].string()) : c.error(problem);
}

Value cidr(const Call& c) {
  Cidr cidr;
  std::string problem = read_cidr(c[0].string(), &cidr);
  return problem.empty() ? make_extended(c.arena(), Tag::cidr, cidr) : c.error(problem);
}

Value is_cidr(const Call& c) {
  Cidr cidr;
  return Value::boolean(read_cidr(c[0].string(), &cidr).empty());
}

template <bool (Ip::*Is)() const>
Value property(const Call& c) {
  return Value::boolean((as_ip(c[0]).*Is)());
}

Value contains_ip(const Call& c) {
  Ip ip;
  if (c[1].is(Tag::ip)) return Value::boolean(as_cidr(c[0]).contains(as_ip(c[1])));
  std::string problem = read_ip(c[1].string(), &ip);
  return problem.empty() ? Value::boolean(as_cidr(c[0]).contains(ip)) : c.error(problem);
}

template <bool Overlap>
Value compare_cidrs(const Call& c) {
  Cidr other;
  std::string problem;
  if (c[1].is(Tag::cidr))
    other = as_cidr(c[1]);
  else
    problem = read_cidr(c[1].string(), &other);
  if (!problem.empty()) return c.error(problem);
  return Value::boolean(Overlap ? as_cidr(c[0]).overlaps(other) : as_cidr(c[0]).contains(other));
}

}  // namespace

std::span<const Declaration> net_functions() {
  static constexpr Declaration kTable[] = {
      {"ip", "s>I", ip},
      {"isIP", "s>b", is_ip},
      {"ip.isCanonical", "s>b", is_canonical},
      {"family", "I.>i", [](const Call& c) { return Value::integer(as_ip(c[0]).v6 ? 6 : 4); }},
      {"isUnspecified", "I.>b", property<&Ip::unspecified>},
      {"isLoopback", "I.>b", property<&Ip::loopback>},
      {"isLinkLocalMulticast", "I.>b", property<&Ip::link_local_multicast>},
      {"isLinkLocalUnicast", "I.>b", property<&Ip::link_local_unicast>},
      {"isGlobalUnicast", "I.>b", property<&Ip::global_unicast>},
      {"isPrivate", "I.>b", property<&Ip::private_range>, kPlumbOnly},
      {"cidr", "s>C", cidr},
      {"isCIDR", "s>b", is_cidr},
      {"ip", "C.>I", [](const Call& c) { return make_extended(c.arena(), Tag::ip, as_cidr(c[0]).ip); }},
      {"masked", "C.>C", [](const Call& c) { return make_extended(c.arena(), Tag::cidr, as_cidr(c[0]).masked()); }},
      {"prefixLength", "C.>i", [](const Call& c) { return Value::integer(as_cidr(c[0]).prefix); }},
      {"containsIP", "C.I>b", contains_ip},
      {"containsIP", "C.s>b", contains_ip},
      {"containsCIDR", "C.C>b", compare_cidrs<false>},
      {"containsCIDR", "C.s>b", compare_cidrs<false>},
      {"overlaps", "C.C>b", compare_cidrs<true>, kPlumbOnly},
      {"overlaps", "C.s>b", compare_cidrs<true>, kPlumbOnly},
      {"addresses", "C.>i", [](const Call& c) { return Value::integer(static_cast<int64_t>(as_cidr(c[0]).addresses())); }, kPlumbOnly},
  };
  return kTable;
}

}  // namespace plumb::expr
