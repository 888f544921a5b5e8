// convert: Terraform's values -> the graph's, with origins and causes; and reading attributes by path.
// Why: the vocabulary has one string, number, list and map, Terraform has tuples, sets, typed nulls and unknowns made of references.
// Invariant: nothing is copied that outlives the Builder anyway (value.h); an unknown stays unknown and keeps its cause; null is absent.
#pragma once
#include <string_view>

#include "graph/graph.h"
#include "load/terraform/value.h"

namespace plumb::terraform {

/// An attribute as it was found: its value, the expression at the place of use, and its name. `value` is null when it is not given.
struct Found {
  Value value;
  Span at, key_span;

  bool given() const { return !value.is_null(); }
  Span span() const { return at.known() ? at : value.span(); }
};

/// The attribute at a dotted path: "cidr_block", "vpc_config.subnet_ids". A step through nested blocks (a list) takes the first one;
/// when blocks may be missing (dynamic block with unknown for_each) the result is unknown. Keys of maps may hold no dots.
Found attribute(Arena& arena, const Value& object, std::string_view path);

/// The blocks (or the objects of an attribute of that name, in attribute syntax) under `name`; `open` gets the cause when there may be
/// more: a dynamic block or an unknown value.
std::vector<Found> blocks(const Value& object, std::string_view name, const Unknown** open);

plumb::Cause* cause_of(Arena& arena, const Unknown& unknown);
/// The value as it is; null gives null at depth, absent at the top.
plumb::Value convert(Arena& arena, const Value& value);
/// The same with one origin for all of it, which saves a third of its memory.
plumb::Value convert_at(Arena& arena, const Value& value, const Origin* origin);
/// The value as the type asks, as providers do: numbers and booleans become text, texts become numbers and booleans where they can.
/// What does not fit the type is unknown ("the value is no number"), for no claim should rest on it.
plumb::Value convert(Arena& arena, const Value& value, const FieldType& type);
/// One element of a list or map field of this type.
plumb::Value convert_element(Arena& arena, const Value& value, const FieldType& type);

}  // namespace plumb::terraform
