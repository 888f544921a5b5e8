// See data.h. The table of files is generated from schemas/data by tools/embed_data (build/generated/base/data.gen.cc).
#include "base/data.h"

#include <stdexcept>

#include "base/text.h"

namespace plumb {

std::string_view embedded_data(std::string_view name) {
  for (const EmbeddedFile& f : embedded_files())
    if (f.name == name) return f.text;
  return {};
}

size_t DataTable::column(std::string_view name) const {
  for (size_t i = 0; i < columns.size(); ++i)
    if (columns[i] == name) return i;
  throw std::logic_error(cat("data table without column ", name));
}

DataTable read_data_table(std::string_view text) {
  DataTable table;
  for (std::string_view line : split(text, '\n')) {
    if (line.starts_with("# date: ")) table.date = trim(line.substr(8));
    if (line.empty() || line.front() == '#') continue;
    if (table.columns.empty()) table.columns = split(line, '\t');
    else table.rows.push_back(split(line, '\t'));
  }
  return table;
}

}  // namespace plumb
