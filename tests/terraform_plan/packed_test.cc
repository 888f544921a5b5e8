// What is packed comes back as it was: kinds, texts, numbers, places, marks, unknowns; whatever stands in the document and whatever was made of it.
#include <gtest/gtest.h>

#include "load/terraform/eval/functions.h"
#include "load/terraform/eval/tree_value.h"
#include "load/terraform/plan/document.h"
#include "load/terraform/plan/packed.h"
#include "syntax/read.h"

namespace plumb::terraform {
namespace {

void expect_same(const Value& a, const Value& b) {
  ASSERT_EQ(a.kind(), b.kind());
  EXPECT_EQ(a.span(), b.span());
  EXPECT_EQ(a.marks(), b.marks());
  EXPECT_EQ(a.maybe(), b.maybe());
  EXPECT_EQ(a.source(), b.source());
  if (a.is_unknown()) {
    EXPECT_EQ(&a.unknown(), &b.unknown());
  } else if (a.is_string()) {
    EXPECT_EQ(a.string(), b.string());
    EXPECT_EQ(static_cast<const void*>(a.string().data()), b.string().data());
  } else if (a.is_sequence()) {
    ASSERT_EQ(a.items().size(), b.items().size());
    EXPECT_EQ(a.list().weight, b.list().weight);
    for (size_t i = 0; i < a.items().size(); ++i) expect_same(a.items()[i], b.items()[i]);
  } else if (a.is_mapping()) {
    ASSERT_EQ(a.entries().size(), b.entries().size());
    EXPECT_EQ(a.map().weight, b.map().weight);
    for (size_t i = 0; i < a.entries().size(); ++i) {
      const Entry &x = a.entries()[i], &y = b.entries()[i];
      EXPECT_EQ(x.key, y.key);
      EXPECT_EQ(x.key_span, y.key_span);
      EXPECT_EQ(x.at, y.at);
      expect_same(x.value, y.value);
    }
  } else {
    EXPECT_EQ(json_text(a), json_text(b));
  }
}

TEST(TerraformPlanPacked, ComesBackAsItWas) {
  const std::string text = R"({"id": "vpc-1", "none": null, "odd\u00e9": "caf\u00e9", "route": [{"to": ["a", {"b": "c"}]}, {}], "sizes": [0, 12, -1.5, 0.1, 1e300, 123456789012345678901],
     "yes": true, "no": false, "empty": "", "long": ")" + std::string(300, 'x') + R"(", "tags": {"own": {"odd": ["x"]}}})";
  const FileId file{7};
  Findings findings;
  Tree tree = read_json_part(file, text, {file, 0, static_cast<uint32_t>(text.size())}, findings);
  ASSERT_FALSE(tree.documents.empty());
  Arena arena;
  Value read = tree_value(arena, tree.document(0));
  Unknown unknown{.cause = "it is", .span = {file, 3, 4}, .references = {}, .text = "${it}"};
  std::vector<Entry> entries(read.entries().begin(), read.entries().end());
  entries.push_back({"made", {}, {FileId{8}, 1, 2}, Value::string("of nothing", {FileId{8}, 5, 9})});
  entries.push_back({"unknown", {file, 1, 2}, {file, 1, 5}, Value::unknown(&unknown, {file, 1, 5})});
  entries.push_back({"secret", {file, 9, 12}, {}, Value::string("x").marked_sensitive().from(Source::computed)});
  entries.push_back({"perhaps", {}, {}, tuple_value(arena, {Value::boolean(true).marked_maybe(), Value()}, {file, 0, 1})});
  Value value = object_value(arena, entries, read.span());
  const Packed* packed;
  {
    Arena scratch;
    packed = pack(arena, file, text, value);
  }
  expect_same(value, unpacked(arena, packed));
  for (const Value& one : {Value(), Value::boolean(true, {file, 1, 2}), read, object_value(arena, {}, {}), tuple_value(arena, {}, {file, 2, 3})}) expect_same(one, unpacked(arena, pack(arena, file, text, one)));
}

TEST(TerraformPlanPacked, TagsAreThoseOfTheProviderToo) {
  const std::string_view text = R"({"id": "vpc-1", "tags": {"own": {"odd": ["x"]}}, "tags_all": {"own": {"odd": ["y"]}, "more": [{"z": 1}]}, "size": 12})";
  Findings findings;
  Tree tree = read_json_part(FileId::none, text, {FileId::none, 0, static_cast<uint32_t>(text.size())}, findings);
  ASSERT_FALSE(tree.documents.empty());
  Arena arena;
  Value kept = with_all_tags(arena, tree_value(arena, tree.document(0)));
  EXPECT_EQ(kept.find("tags_all"), nullptr);
  ASSERT_EQ(kept.get("tags").get("own").get("odd").items().size(), 1u);
  EXPECT_EQ(kept.get("tags").get("own").get("odd").items()[0].string_or(), "x");
  EXPECT_EQ(kept.get("tags").get("more").items()[0].get("z").number(), 1);
}

}  // namespace
}  // namespace plumb::terraform
