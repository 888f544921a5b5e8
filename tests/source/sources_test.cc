// Texts and positions: byte-order marks, UTF-16, broken UTF-8, lines and columns.
#include "source/sources.h"

#include <gtest/gtest.h>

namespace plumb {
namespace {

TEST(Sources, DecodesUtf16AndDropsMarks) {
  Sources s;
  FileId le = s.add("a", std::string("\xff\xfe" "a\0\xe9\0=\xd8\0\xde", 10));
  EXPECT_EQ(s.text(le), "a\u00e9\U0001F600");
  EXPECT_TRUE(s.decoded_utf16(le));
  EXPECT_EQ(s.text(s.add("b", "\xef\xbb\xbfx")), "x");
  EXPECT_EQ(s.text(s.add("c", "ok\xff!")), "ok\xef\xbf\xbd!");
}

TEST(Sources, PositionsCountLinesAndCodePointsFromOne) {
  Sources s;
  FileId f = s.add("a", "\u00e9x\r\nsecond\n");
  EXPECT_EQ(s.position(f, 2).column, 2u);
  EXPECT_EQ(s.position(f, 5).line, 2u);
  EXPECT_EQ(s.line(f, 1), "\u00e9x");
  EXPECT_EQ(s.line(f, 2), "second");
  EXPECT_EQ(s.position(f, 999).line, 3u);
}

}  // namespace
}  // namespace plumb
