// Kubernetes quantities: reading, canonical text, arithmetic, rounding.
#include "base/quantity.h"

#include <gtest/gtest.h>

namespace plumb {
namespace {

std::string text(std::string_view s) {
  auto q = parse_quantity(s);
  return q ? to_string(*q) : "no";
}
Quantity q(std::string_view s) { return *parse_quantity(s); }

TEST(Quantity, ReadsAndPrints) {
  EXPECT_EQ(text("1.5"), "1500m");
  EXPECT_EQ(text("1.5Gi"), "1536Mi");
  EXPECT_EQ(text("1Gi"), "1Gi");
  EXPECT_EQ(text("0.5n"), "1n");
  EXPECT_EQ(text("-0"), "0");
  EXPECT_EQ(text("12e6"), "12e6");
  EXPECT_EQ(text("1e-12"), "1e-9");
  for (std::string_view wrong : {"", " 1", "1 Gi", "1K", "1mi", "1e", "0x10", "1,5", "inf", "1.5.0", "1Gi1"}) EXPECT_EQ(text(wrong), "no") << wrong;
}

TEST(Quantity, ComparesAcrossNotations) {
  EXPECT_EQ(compare(q("1Gi"), q("1024Mi")), 0);
  EXPECT_EQ(compare(q("1G"), q("1Gi")), -1);
  EXPECT_EQ(compare(q("1000m"), q("1")), 0);
  EXPECT_EQ(compare(q("1e309"), q("1e30")), 1);
  EXPECT_EQ(compare(q("-1"), q("1n")), -1);
}

TEST(Quantity, AddsAndRounds) {
  EXPECT_EQ(to_string(add(q("1Gi"), q("1Mi"))), "1025Mi");
  EXPECT_EQ(to_string(subtract(q("0.1m"), q("1Ki"))), "-1023999900u");
  EXPECT_EQ(to_string(add(q("1e30"), q("1"))), "1000000000000000000000000000001");
  EXPECT_EQ(units(q("1500m")), 2);
  EXPECT_EQ(milli_units(q("0.25")), 250);
  EXPECT_EQ(milli_units(q("1n")), 1);
  EXPECT_EQ(units(q("-1500m")), -1);
  EXPECT_EQ(units(q("1e30")), INT64_MAX);
  EXPECT_EQ(as_integer(q("5k")), 5000);
  EXPECT_FALSE(as_integer(q("50m")).has_value());
  EXPECT_DOUBLE_EQ(as_double(q("50m")), 0.05);
}

}  // namespace
}  // namespace plumb
