// JSON as Terraform's values: what tfvars.json, --data, states and plans hold.
// Invariant: strings are no templates; objects and tuples, for JSON has no other collections; of equal keys the last counts.
#pragma once
#include "base/arena.h"
#include "load/terraform/value.h"
#include "syntax/tree.h"

namespace plumb::terraform {

/// The value of a tree. It needs the text that was read and the arena, not the tree.
Value tree_value(Arena& arena, TreeRef n);
/// The same, its objects and tuples in an arena that goes away before its texts do.
Value tree_value(Arena& structure, Arena& texts, TreeRef n);
/// The text of a scalar, likewise.
std::string_view tree_text(Arena& arena, TreeRef n);

/// An object of entries in any order; of equal keys the last wins.
Value object_value(Arena& arena, std::vector<Entry> entries, Span at);
Value tuple_value(Arena& arena, const std::vector<Value>& items, Span at);

}  // namespace plumb::terraform
