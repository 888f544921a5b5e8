// A resource's configuration held to its provider's schema (schema.h): values as the provider takes them, and what Terraform refuses.
#pragma once
#include "load/terraform/eval/context.h"
#include "load/terraform/eval/schema.h"
#include "syntax/hcl/hcl.h"

namespace plumb::terraform {

struct Root;

/// The configuration with the types that the schema says: "02" given to a number is 2; where the plan is asked for (LoadOptions::as_planned),
/// sets are sorted and without repetition. What does not fit stays as it is; Context::errors say so.
Value conform(Context& c, const Value& config, const SchemaBlock& schema);

/// Reports arguments and blocks that do not exist, that are missing, or that are there too often. A release that the table does not have may
/// know more arguments: unless `strict`, only a name that is a slip of a known one is reported, and nothing that is missing.
void check_body(Root& root, const hcl::Body& body, const SchemaBlock& schema, std::string_view type, Span header, bool strict);

/// Reports the attribute `name` that is asked of a resource when its type has none; `strict` as above.
void check_attribute(Root& root, std::string_view name, Span at, const SchemaBlock& schema, std::string_view type, bool strict);

}  // namespace plumb::terraform
