// The packed facts: every table is readable, and reading gives date, columns and rows.
#include "base/data.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace plumb {
namespace {

TEST(Data, EveryPackedTableHasADateAndRows) {
  EXPECT_FALSE(embedded_files().empty());
  for (const EmbeddedFile& f : embedded_files()) {
    if (!f.name.ends_with(".tsv")) continue;
    DataTable t = read_data_table(f.text);
    EXPECT_EQ(t.date.size(), 10u) << f.name;
    EXPECT_FALSE(t.rows.empty()) << f.name;
    for (const auto& row : t.rows) EXPECT_EQ(row.size(), t.columns.size()) << f.name << ": " << row[0];
  }
}

TEST(Data, ReadsRemarksHeaderAndEmptyCells) {
  DataTable t = read_data_table("# date: 2026-01-02\n# more\nname\tport\na\t1\nb\t\n");
  EXPECT_EQ(t.date, "2026-01-02");
  ASSERT_EQ(t.rows.size(), 2u);
  EXPECT_EQ(t.rows[0][t.column("port")], "1");
  EXPECT_EQ(t.rows[1][t.column("port")], "");
  EXPECT_THROW(t.column("prot"), std::logic_error);
  EXPECT_TRUE(embedded_data("no_such_file.tsv").empty());
}

}  // namespace
}  // namespace plumb
