// NameTable against std::map, over names of configurations and others that are alike at their ends.
#include "base/name_table.h"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

namespace plumb {
namespace {

std::vector<std::string> names() {
  std::vector<std::string> out = {"", "a", "id", "vpc_id", "subnet_ids", "cluster_name", "cluster_version"};
  for (int i = 0; i < 300; ++i) {
    out.push_back("enable_" + std::to_string(i) + "_endpoint");     // the first and the last bytes are those of others
    out.push_back("enable_the_" + std::to_string(i * 7919) + "_endpoint");
    out.push_back("v" + std::to_string(i % 40));                      // many twice
  }
  return out;
}

TEST(NameTable, HasWhatAMapHas) {
  std::vector<std::string> all = names();
  NameTable<size_t> table;
  std::map<std::string_view, size_t> map;
  for (size_t i = 0; i < all.size(); ++i) {
    auto [it, fresh] = table.emplace(all[i], i);
    auto [expected, inserted] = map.emplace(all[i], i);
    ASSERT_EQ(fresh, inserted) << all[i];
    ASSERT_EQ(it->second, expected->second) << all[i];
  }
  for (bool sealed : {false, true}) {
    if (sealed) table.seal();
    ASSERT_EQ(table.size(), map.size());
    for (const std::string& name : all) {
      ASSERT_TRUE(table.contains(name)) << name;
      EXPECT_EQ(table.find(name)->second, map.at(name)) << name;
    }
    EXPECT_FALSE(table.contains("enable_no_endpoint"));
  }
  size_t number = 0;
  for (const auto& [name, value] : map) {
    EXPECT_EQ(table.begin()[static_cast<std::ptrdiff_t>(number)].first, name);
    EXPECT_EQ(table.index(table.find(name)), number++);
  }
}

TEST(NameTable, IsEmptyAtFirst) {
  NameTable<int> table;
  table.seal();
  EXPECT_TRUE(table.empty());
  EXPECT_FALSE(table.contains(""));
  EXPECT_EQ(table.begin(), table.end());
}

}  // namespace
}  // namespace plumb
