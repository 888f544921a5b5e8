// What is kept of an instance of a plan or a state holds nothing of the arena that it was read in, whatever its shape: that arena is gone by then.
#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "load/terraform/eval/tree_value.h"
#include "load/terraform/plan/document.h"
#include "syntax/read.h"

namespace plumb::terraform {
namespace {

/// The objects and tuples in a value, by what they are made of.
void parts_of(const Value& v, std::vector<const void*>& out) {
  if (v.is_sequence() || v.is_mapping()) out.push_back(v.is_sequence() ? static_cast<const void*>(&v.list()) : &v.map());
  if (!v.items().empty()) out.push_back(v.items().data());
  if (!v.entries().empty()) out.push_back(v.entries().data());
  for (const Value& i : v.items()) parts_of(i, out);
  for (const Entry& e : v.entries()) parts_of(e.value, out);
}

TEST(TerraformPlanKept, NothingOfTheScratchArena) {
  const std::string_view text =
      R"({"id": "vpc-1", "none": null, "route": [{"to": ["a", {"b": "c"}]}], "tags": {"own": {"odd": ["x"]}}, "tags_all": {"own": {"odd": ["y"]}, "more": [{"z": 1}]}, "size": 12})";
  Findings findings;
  Tree tree = read_json_part(FileId::none, text, {FileId::none, 0, static_cast<uint32_t>(text.size())}, findings);
  ASSERT_FALSE(tree.documents.empty());
  Arena arena;
  Value kept;
  {
    Arena scratch;
    Value read = tree_value(scratch, arena, tree.document(0));
    std::vector<const void*> before, after;
    parts_of(read, before);
    kept = kept_attributes(arena, scratch, read);
    parts_of(kept, after);
    for (const void* part : after) EXPECT_EQ(std::find(before.begin(), before.end(), part), before.end());
  }
  EXPECT_EQ(kept.get("id").string_or(), "vpc-1");
  EXPECT_TRUE(kept.get("none").is_null());
  ASSERT_EQ(kept.get("route").items().size(), 1u);
  EXPECT_EQ(kept.get("route").items()[0].get("to").items()[1].get("b").string_or(), "c");
  EXPECT_EQ(kept.find("tags_all"), nullptr);
  ASSERT_EQ(kept.get("tags").get("own").get("odd").items().size(), 1u);
  EXPECT_EQ(kept.get("tags").get("own").get("odd").items()[0].string_or(), "x");
  EXPECT_EQ(kept.get("tags").get("more").items()[0].get("z").number(), 1);
}

}  // namespace
}  // namespace plumb::terraform
