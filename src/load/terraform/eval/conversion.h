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

/// Whether values of `from` may become `to`; a text may hold a number or a bool: what it holds decides.
bool convertible(const Type* from, const Type* to);

/// The type that values of all these types become (unify.cc); null when there is none. Of no values: not known.
const Type* unify(Context& c, std::span<const Type* const> types);
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
