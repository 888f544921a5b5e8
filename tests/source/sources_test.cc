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

TEST(Sources, ColumnsOfALineThatIsAWholeFile) {
  Sources s;
  std::string text = "first\n";
  std::vector<uint32_t> begins, columns;
  for (uint32_t n = 0; text.size() < 40'000; ++n) {
    begins.push_back(static_cast<uint32_t>(text.size()));
    columns.push_back(n + 1);
    text += n % 7 == 0 ? "\U0001F600" : n % 3 == 0 ? "\u00e9" : "x";
  }
  FileId f = s.add("a", text);
  for (size_t i = begins.size(); i-- > 0;) {
    EXPECT_EQ(s.position(f, begins[i]).line, 2u);
    ASSERT_EQ(s.position(f, begins[i]).column, columns[i]) << begins[i];
  }
}

}  // namespace
}  // namespace plumb
