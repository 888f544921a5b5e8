// What a plain scalar means: null, boolean, integer, floating or string.
// Why a folder-internal header: nearly all scalars are strings that their first character already tells, and that test is inline.
// Invariant: with yaml_1_1 the answer is that of go-yaml v2 as sigs.k8s.io/yaml uses it (timestamps are strings there); else YAML 1.2's core schema.
#pragma once
#include <string_view>

#include "syntax/tree.h"

namespace plumb::yaml {

/// Sets type and value of `node` from the scalar's text; string when nothing else fits.
void resolve_plain(TreeNode& node, std::string_view text, bool yaml_1_1);

}  // namespace plumb::yaml
