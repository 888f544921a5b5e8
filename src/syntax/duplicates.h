// Duplicate keys of a mapping: both stay in the tree, the last one counts, and one finding says so. YAML and JSON share this.
#pragma once
#include "source/finding.h"
#include "syntax/tree.h"

namespace plumb {

/// Compares the scalar keys of the finished mapping at index `mapping`; each repeated one is flagged kDuplicateKey and reported as
/// `duplicate-key` (warning) with a note at the first. Merge keys `<<` may repeat. Linear in the number of keys.
void report_duplicate_keys(Tree& tree, uint32_t mapping, Findings& findings);

}  // namespace plumb
