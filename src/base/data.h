// Dated facts that are packed into the binary: the files of schemas/data, and the reader of their tables.
// Why embedded: plumb is one static file; what changes with time (versions, images, instance types) is data with a date, not code.
// Invariant: texts live as long as the program; a table's rows have as many cells as it has columns (tools/embed_data checks it).
#pragma once
#include <span>
#include <string_view>
#include <vector>

namespace plumb {

struct EmbeddedFile {
  std::string_view name;  // "sidecar_images.tsv"
  std::string_view text;
};

/// Every packed file, sorted by name.
std::span<const EmbeddedFile> embedded_files();

/// The text of schemas/data/`name`; empty when there is no such file.
std::string_view embedded_data(std::string_view name);

/// A table of tab-separated cells. Lines that start with '#' are remarks; one of them is "# date: YYYY-MM-DD", the day up to
/// which the facts hold; the first other line names the columns.
struct DataTable {
  std::string_view date;
  std::vector<std::string_view> columns;
  std::vector<std::vector<std::string_view>> rows;

  /// Index of the column called `name`; throws std::logic_error when there is none (the data is our own).
  size_t column(std::string_view name) const;
};

DataTable read_data_table(std::string_view text);

}  // namespace plumb
