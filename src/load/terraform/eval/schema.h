// What providers' resource types may be given and what the provider computes (schemas/data/terraform_resources.tsv).
// Why: only a schema says which lists are sets, that "02" given to a number is 2, that an argument does not exist or is missing, and what is
// known after apply only. The table is the union of several releases: what it lacks may exist in a release that is not in it.
// Invariant: read once a type, when it is first asked for; any number of threads; texts live as long as the program.
#pragma once
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace plumb::terraform {

struct SchemaBlock;

struct SchemaField {
  enum class Kind : uint8_t { any, string, number, boolean, list, set, map, block_list, block_set, block };
  std::string_view name;
  Kind kind = Kind::string;
  Kind element = Kind::string;  // list, set, map: string, number or boolean
  bool required = false;        // in every release of the table
  bool computed = false;        // the provider fills it in when it is not set
  bool settable = true;
  std::unique_ptr<SchemaBlock> block;  // block_list, block_set, block (at most one)
};

struct SchemaBlock {
  std::vector<SchemaField> fields;  // sorted by name
  const SchemaField* find(std::string_view name) const;
};

/// The schema of a managed resource type; null when the table does not have it.
const SchemaBlock* resource_schema(std::string_view type);

/// The attributes that are known after apply only when the configuration does not set them; every resource has an id.
std::span<const std::string_view> computed_attributes(std::string_view type);

}  // namespace plumb::terraform
