// IP addresses and CIDR blocks of both families: parse, print, contain, overlap.
// Why: subnets, routes, security groups and CEL's ip()/cidr() all compare addresses; text comparison would be wrong.
// Invariant: IPv4 addresses use the low 32 bits; a Cidr keeps its host bits (masked() drops them), 0 <= prefix <= width().
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace plumb {

__extension__ using Uint128 = unsigned __int128;

struct Ip {
  Uint128 bits = 0;
  bool v6 = false;

  int width() const { return v6 ? 128 : 32; }
  /// ::ffff:a.b.c.d
  bool ipv4_mapped() const { return v6 && bits >> 32 == 0xffff; }
  bool unspecified() const { return bits == 0; }
  bool loopback() const { return v6 ? bits == 1 : bits >> 24 == 127; }
  bool link_local_unicast() const { return v6 ? bits >> 118 == 0x3fa : bits >> 16 == 0xa9fe; }
  bool multicast() const { return v6 ? bits >> 120 == 0xff : bits >> 28 == 0xe; }
  bool link_local_multicast() const { return v6 ? (bits >> 112 & 0xff0f) == 0xff02 : bits >> 8 == 0xe00000; }
  bool broadcast() const { return !v6 && bits == 0xffffffff; }
  /// As Go's net package: neither unspecified, loopback, multicast, link-local nor broadcast; private ranges included.
  bool global_unicast() const { return !unspecified() && !loopback() && !multicast() && !link_local_unicast() && !broadcast(); }
  /// RFC 1918 or fc00::/7.
  bool private_range() const {
    return v6 ? bits >> 121 == 0x7e : bits >> 24 == 10 || bits >> 20 == 0xac1 || bits >> 16 == 0xc0a8;
  }
  friend bool operator==(const Ip&, const Ip&) = default;
};

struct Cidr {
  Ip ip;
  int prefix = 0;

  Uint128 mask() const;
  /// The block without host bits.
  Cidr masked() const { return {{ip.bits & mask(), ip.v6}, prefix}; }
  Ip first() const { return masked().ip; }
  Ip last() const;
  bool contains(const Ip& other) const { return other.v6 == ip.v6 && (other.bits & mask()) == (ip.bits & mask()); }
  bool contains(const Cidr& other) const { return other.prefix >= prefix && contains(other.ip); }
  bool overlaps(const Cidr& other) const { return contains(other) || other.contains(*this); }
  /// Addresses of the block; saturates at 2^63 for large IPv6 blocks.
  uint64_t addresses() const;
  friend bool operator==(const Cidr&, const Cidr&) = default;
};

/// Strict: four decimal parts without leading zeros, or RFC 4291 text; no zone, no surrounding blanks.
std::optional<Ip> parse_ip(std::string_view text);
/// Address, slash, prefix length without leading zeros. Host bits are allowed.
std::optional<Cidr> parse_cidr(std::string_view text);
/// Canonical text (RFC 5952).
std::string to_string(const Ip& ip);
std::string to_string(const Cidr& cidr);

}  // namespace plumb
