// Types of values, conversion between types and unification: Terraform's rules (go-cty's convert), as its answers show them.
#pragma once
#include <optional>
#include <span>
#include <string>

#include "load/terraform/eval/context.h"

namespace plumb::terraform {

/// The type of a value; unknown and null give theirs, or dynamic.
const Type* type_of(Context& c, const Value& v);

/// The value as `type` (missing optional attributes get their defaults, attributes that the type lacks are dropped), or nullopt with the
/// reason in `why` ("a string is needed, not a tuple"). Unknowns keep their cause and get the type.
std::optional<Value> convert(Context& c, const Value& v, const Type* type, std::string* why);

/// A type that values of both types convert to without loss; null when there is none.
const Type* unify(Context& c, const Type* a, const Type* b);
const Type* unify(Context& c, std::span<const Value> values);

/// The value as a string, a number, a boolean: nullopt when it has no such form. Not for unknowns and nulls.
std::optional<std::string> to_text(const Value& v);
std::optional<Number> to_number(Arena& arena, const Value& v);
std::optional<double> to_number(const Value& v);  // the nearest double
std::optional<bool> to_boolean(const Value& v);

/// What a value is, for messages: "a tuple", "an object", "null".
std::string_view kind_name(const Value& v);

}  // namespace plumb::terraform
