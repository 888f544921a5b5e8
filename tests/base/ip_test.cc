// Addresses and CIDR blocks: reading, printing, containing, overlapping.
#include "base/ip.h"

#include <gtest/gtest.h>

namespace plumb {
namespace {

// The canonical text of what was read, or "no".
std::string ip(std::string_view text) {
  auto ip = parse_ip(text);
  return ip ? to_string(*ip) : "no";
}
std::string cidr(std::string_view text) {
  auto cidr = parse_cidr(text);
  return cidr ? to_string(*cidr) : "no";
}

TEST(Ip, ReadsStrictlyAndPrintsCanonically) {
  EXPECT_EQ(ip("10.1.2.3"), "10.1.2.3");
  EXPECT_EQ(ip("FD00:0:0::1"), "fd00::1");
  EXPECT_EQ(ip("2001:db8:0:0:1:0:0:1"), "2001:db8::1:0:0:1");
  EXPECT_EQ(ip("::"), "::");
  EXPECT_EQ(ip("1:2:3:4:5:6:7::"), "1:2:3:4:5:6:7:0");
  EXPECT_EQ(ip("::ffff:10.0.0.1"), "::ffff:10.0.0.1");
  for (std::string_view wrong : {"", "10.1.2", "010.1.2.3", "10.1.2.256", "1.2.3.4 ", "::1::", "1:2:3:4:5:6:7:8:9", "fe80::1%eth0", ":1", "1:", "12345::", "1.2.3.4.5", "::1.2.3"}) EXPECT_EQ(ip(wrong), "no") << wrong;
}

TEST(Ip, KnowsWhatAnAddressIsFor) {
  EXPECT_TRUE(parse_ip("127.1.2.3")->loopback() && parse_ip("::1")->loopback());
  EXPECT_TRUE(parse_ip("169.254.1.1")->link_local_unicast() && parse_ip("fe80::1")->link_local_unicast());
  EXPECT_TRUE(parse_ip("172.31.0.1")->private_range() && parse_ip("fd00::1")->private_range());
  EXPECT_FALSE(parse_ip("172.32.0.1")->private_range());
  EXPECT_TRUE(parse_ip("10.0.0.1")->global_unicast());
  EXPECT_FALSE(parse_ip("224.0.0.1")->global_unicast() || parse_ip("255.255.255.255")->global_unicast());
}

TEST(Cidr, ReadsMasksAndCompares) {
  EXPECT_EQ(cidr("10.0.0.5/24"), "10.0.0.5/24");
  EXPECT_EQ(to_string(parse_cidr("10.0.0.5/24")->masked()), "10.0.0.0/24");
  EXPECT_EQ(to_string(parse_cidr("fd00::1/64")->masked()), "fd00::/64");
  EXPECT_EQ(to_string(parse_cidr("10.0.0.5/24")->last()), "10.0.0.255");
  EXPECT_EQ(parse_cidr("0.0.0.0/0")->addresses(), uint64_t{1} << 32);
  for (std::string_view wrong : {"10.0.0.0", "10.0.0.0/33", "10.0.0.0/08", "10.0.0.0/-1", "10.0.0/8", "::/129", ""}) EXPECT_EQ(cidr(wrong), "no") << wrong;
  Cidr vpc = *parse_cidr("10.0.0.0/16"), subnet = *parse_cidr("10.0.128.0/20"), other = *parse_cidr("10.1.0.0/16"), v6 = *parse_cidr("::/0");
  EXPECT_TRUE(vpc.contains(subnet) && !subnet.contains(vpc) && vpc.overlaps(subnet) && subnet.overlaps(vpc));
  EXPECT_FALSE(vpc.overlaps(other) || v6.contains(subnet) || v6.overlaps(vpc));
}

}  // namespace
}  // namespace plumb
