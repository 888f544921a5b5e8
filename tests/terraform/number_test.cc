// Numbers: digits, precision, rounding. Terraform's answers to whole expressions are in oracle_test.cc; here what must hold for all numbers.
#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "base/text.h"
#include "load/terraform/number.h"

namespace plumb::terraform {
namespace {

using Precision = Number::Precision;

struct Numbers {
  Arena arena;
  Number of(std::string_view text) {
    auto n = parse_number(arena, text);
    EXPECT_TRUE(n) << text;
    return n.value_or(Number());
  }
};

TEST(Number, TextsReadAndWrittenAgainAreTheSameNumber) {
  Numbers n;
  std::mt19937_64 random(1);
  for (int i = 0; i < 2000; ++i) {
    std::string text = cat(i % 2 ? "-" : "", random() % 1000000, ".", random());
    if (i % 3 == 0) text += cat("e", static_cast<int>(random() % 80) - 40);
    Number a = n.of(text);
    std::string written = number_text(a);
    EXPECT_EQ(compare(n.of(written), a), 0) << text << " " << written;
    EXPECT_EQ(number_text(n.of(written)), written) << text;
    EXPECT_EQ(written.find('e'), std::string::npos);
  }
}

TEST(Number, SmallOnesAreDoublesAndLargeOnesLoseNothing) {
  Numbers n;
  EXPECT_EQ(n.of("42").big(), nullptr);
  EXPECT_EQ(n.of("0.5").big(), nullptr);
  EXPECT_NE(n.of("0.1").big(), nullptr);
  EXPECT_EQ(number_text(multiply(n.arena, n.of("4294967296"), n.of("4294967297"))), "18446744078004518912");
  EXPECT_EQ(number_text(subtract(n.arena, n.of("18446744073709551617"), n.of("18446744073709551616"))), "1");
  EXPECT_EQ(subtract(n.arena, n.of("18446744073709551617"), n.of("18446744073709551616")).big(), nullptr);
  EXPECT_EQ(number_text(multiply(n.arena, divide(n.arena, n.of("1"), n.of("3")), n.of("3"))), "1");
  EXPECT_EQ(number_text(negate(n.arena, n.of("0.1"))), "-0.1");
}

TEST(Number, ThePrecisionDecidesTheDigits) {
  Numbers n;
  EXPECT_EQ(number_text(Number(std::pow(2, 100), Precision::real)), "1267650600228229400000000000000");
  EXPECT_EQ(number_text(Number(std::pow(2, 100), Precision::full)), "1267650600228229401496703205376");
  EXPECT_EQ(number_text(Number(0.1, Precision::real)), "0.1");
  EXPECT_EQ(number_text(divide(n.arena, Number(1.0), Number(3.0))), "0.33333333333333333334");  // two counts: 64 bits
  EXPECT_TRUE(equal(Number(0.1, Precision::real), n.of("0.1")));  // written alike
  EXPECT_NE(compare(Number(0.1, Precision::real), n.of("0.1")), 0);
}

TEST(Number, EdgesOfArithmetic) {
  Numbers n;
  Number zero = n.of("0"), one = n.of("1"), endless = n.of("Inf");
  EXPECT_TRUE(divide(n.arena, one, zero).infinite());
  EXPECT_TRUE(std::isnan(divide(n.arena, zero, zero).nearest()));
  EXPECT_TRUE(std::isnan(subtract(n.arena, endless, endless).nearest()));
  EXPECT_EQ(number_text(modulo(n.arena, n.of("-5"), n.of("3"))), "-2");
  EXPECT_EQ(number_text(floor(n.arena, n.of("-0.1"))), "-1");
  EXPECT_EQ(number_text(ceil(n.arena, n.of("10000000000000000000000.1"))), "10000000000000000000001");
  EXPECT_EQ(to_int64(n.of("9223372036854775807")), INT64_MAX);
  EXPECT_EQ(to_int64(n.of("9223372036854775808")), std::nullopt);
  EXPECT_EQ(to_int64(n.of("1.5")), std::nullopt);
  EXPECT_EQ(whole_digits(n.of("-255.9"), 16), "ff");
  EXPECT_EQ(format_real(n.of("1234.5678"), 'e', 2), "1.23e+03");
  EXPECT_EQ(format_real(n.of("0.125"), 'f', 2), "0.12");  // half to even
  EXPECT_EQ(number_text(*parse_integer(n.arena, "-zz", 36)), "-1295");
  for (const char* bad : {"", ".", "1e", "0x1", " 1", "1 ", "1_0", "--1", "1e99999999", "nan", "inf"}) EXPECT_FALSE(parse_number(n.arena, bad)) << bad;
}

}  // namespace
}  // namespace plumb::terraform
