// Values of Helm releases: what --set makes of paths and texts, and what is certain when something unknown comes between.
#include <gtest/gtest.h>

#include "base/text.h"
#include "graph/dump.h"
#include "objects/helm.h"
#include "objects/settings.h"

namespace plumb::helm {
namespace {

struct Values {
  Arena arena;
  Value read(const char* text) { return kubernetes::read_settings(arena, Value::string(text)); }
  const Cause* cause() { return make_cause(arena, "elsewhere", {}); }
  std::string shown(const Value& v) { return dump_value(v); }
};

TEST(Helm, TextsAreTypedAsSetDoes) {
  Values v;
  for (auto [text, value] : {std::pair("true", "true"), {"null", "null"}, {"3", "3"}, {"-3", "-3"}, {"007", "\"007\""}, {"1.5", "\"1.5\""}, {"", "\"\""},
                             {"{a,2}", "[\"a\", 2]"}, {"{}", "[]"}, {"a\\,b", "\"a,b\""}, {"0", "0"}})
    EXPECT_EQ(v.shown(typed(v.arena, text, nullptr)), value) << text;
  EXPECT_TRUE(typed(v.arena, "a,b=c", nullptr).is_unknown());
}

TEST(Helm, PathsLeadIntoMaps) {
  Values v;
  Value base = v.read("{a: {b: 1, c: 2}, list: [1, 2], text: x}");
  EXPECT_EQ(v.shown(with(v.arena, base, "a.b", Value::integer(9))), "{\"a\": {\"b\": 9, \"c\": 2}, \"list\": [1, 2], \"text\": \"x\"}");
  EXPECT_EQ(v.shown(with(v.arena, base, "text.x\\.y/z", Value::integer(9)).get("text")), "{\"x.y/z\": 9}");
  EXPECT_TRUE(with(v.arena, base, "list[0].x", Value::integer(9)).get("list").is_unknown());
  EXPECT_EQ(v.shown(with(v.arena, base, "list[0].x", Value::integer(9)).get("a")), "{\"b\": 1, \"c\": 2}");
}

TEST(Helm, WhatIsUnknownOverridesWhatIsBelowIt) {
  Values v;
  Value base = v.read("{a: {b: 1}, c: 2}"), over = v.read("{a: {d: 3}, e: null}");
  EXPECT_EQ(v.shown(merged(v.arena, base, over)), "{\"a\": {\"b\": 1, \"d\": 3}, \"c\": 2, \"e\": null}");
  Value between = merged(v.arena, merged(v.arena, base, Value::unknown(v.cause())), over);
  EXPECT_TRUE(between.get("c").is_unknown());
  EXPECT_TRUE(between.get("a").get("b").is_unknown());
  EXPECT_EQ(between.get("a").get("d").integer_or(0), 3);
  EXPECT_TRUE(between.get("nothing").is_unknown());
  EXPECT_TRUE(merged(v.arena, base, v.read("a: 1\n")).get("a").is_int());
  EXPECT_TRUE(v.read("a: [").is_unknown());
  EXPECT_TRUE(v.read("").is_absent());
}

}  // namespace
}  // namespace plumb::helm
