// read_json: values, spans of keys and values, duplicate keys, broken texts.
#include <gtest/gtest.h>

#include "syntax/read.h"

namespace plumb {
namespace {

struct Read {
  explicit Read(std::string source) : text(std::move(source)), tree(read_json(FileId{0}, text, findings)) {}
  std::string text;
  Findings findings;
  Tree tree;

  std::string at(TreeRef ref) const { return text.substr(ref.span().begin, ref.span().end - ref.span().begin); }
};

TEST(Json, ValuesAndSpans) {
  Read r(R"({"a": [1, -2.5e3, true, null, "x"], "b" : {"c": "d\n\u00e9"}, "big": 18446744073709551615})");
  ASSERT_TRUE(r.findings.empty()) << r.findings[0].message;
  TreeRef root = r.tree.document(0);
  EXPECT_EQ(root.size(), 3u);
  EXPECT_EQ(r.at(root), r.text);
  TreeRef a = root["a"];
  EXPECT_EQ(r.at(a), R"([1, -2.5e3, true, null, "x"])");
  EXPECT_EQ(a.at(0).integer(), 1);
  EXPECT_EQ(a.at(1).node().floating, -2500);
  EXPECT_EQ(r.at(a.at(1)), "-2.5e3");
  EXPECT_TRUE(a.at(2).boolean());
  EXPECT_TRUE(a.at(3).is_null());
  EXPECT_EQ(a.at(4).string(), "x");
  EXPECT_EQ(r.at(root.key("b")), "\"b\"");
  EXPECT_EQ(root["b"]["c"].string(), "d\n\xc3\xa9");
  EXPECT_EQ(r.at(root["b"]["c"]), R"("d\n\u00e9")");
  EXPECT_EQ(root["big"].type(), NodeType::floating);
}

TEST(Json, DuplicateKeysAreReportedAndTheLastWins) {
  Read r(R"({"a": 1, "b": 2, "a": 3})");
  ASSERT_EQ(r.findings.size(), 1u);
  EXPECT_EQ(r.findings[0].rule, "duplicate-key");
  EXPECT_EQ(r.findings[0].at.begin, 17u);
  EXPECT_EQ(r.tree.document(0)["a"].integer(), 3);
}

TEST(Json, BrokenTextsKeepWhatWasRead) {
  for (const char* text : {"{\"a\": 1, \"b\"", "{\"a\": 1, \"b\": ", "{\"a\": 1, \"b\": [2, {\"c\"", "{\"a\": 1, x}", "{\"a\": 1} {", "{\"a\": 1"}) {
    Read r(text);
    ASSERT_EQ(r.findings.size(), 1u) << text;
    EXPECT_EQ(r.findings[0].rule, "syntax-error") << text;
    EXPECT_LE(r.findings[0].at.end, r.text.size()) << text;
    EXPECT_EQ(r.tree.document(0)["a"].integer(), 1) << text;
    EXPECT_EQ(r.tree.document(0).node().next, r.tree.nodes.size()) << text;
  }
  Read empty("");
  EXPECT_EQ(empty.findings.size(), 1u);
  EXPECT_TRUE(empty.tree.documents.empty());
}

TEST(Json, DepthIsBounded) {
  Read r(std::string(100000, '['));
  ASSERT_EQ(r.findings.size(), 1u);
  EXPECT_EQ(r.findings[0].rule, "document-too-large");
}

}  // namespace
}  // namespace plumb
