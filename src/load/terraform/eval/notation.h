// Values in Terraform's own notation: what its console prints.
#pragma once
#include <string>

#include "load/terraform/value.h"

namespace plumb::terraform {

/// As `terraform console` writes a value: tolist([..]), {..}, heredocs for texts of several lines, (known after apply), (sensitive value).
std::string notation(const Value& v);
/// As it writes a type: one attribute or member a line.
std::string type_notation(const Type* type);
/// A type in messages: "list of string", "object".
std::string friendly_name(const Type* type);
/// The text in quotes with escapes.
std::string quoted(std::string_view text);

}  // namespace plumb::terraform
