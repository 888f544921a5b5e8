// computed.h.
#include "load/terraform/eval/computed.h"

#include <map>
#include <vector>

#include "base/data.h"
#include "base/text.h"

namespace plumb::terraform {

std::span<const std::string_view> computed_attributes(std::string_view type) {
  static const auto kTable = [] {
    std::map<std::string_view, std::vector<std::string_view>> all;
    DataTable table = read_data_table(embedded_data("terraform_computed.tsv"));
    for (const auto& row : table.rows) all[row[table.column("type")]] = split(row[table.column("attributes")], ' ');
    return all;
  }();
  static const std::vector<std::string_view> kId = {"id"};
  auto it = kTable.find(type);
  return it == kTable.end() ? kId : it->second;
}

}  // namespace plumb::terraform
