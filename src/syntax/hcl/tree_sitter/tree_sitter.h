// tree-sitter's reading of HCL: the only door to it. For buffers that are being typed, whose text is mostly broken.
// Why a second reader: after a fault that makes ours leave out a large part, its most likely tree may hold more. It costs a hundred times
// as much, so a text without faults never gets here; its tree would be the same (tests/hcl/same_tree_test.cc).
#pragma once
#include <memory>
#include <string_view>

#include "syntax/hcl/hcl.h"

namespace plumb::hcl {

/// The unsaved text of an editor, as read_hcl() reads it, findings and all; but when it has a fault and tree-sitter's tree holds clearly
/// more readable arguments and blocks (by an eighth), that tree. What is said of a text does not depend on whether it is saved.
std::unique_ptr<File> read_hcl_edited(FileId file, std::string_view text, Findings& findings);

/// As read_hcl(), by tree-sitter alone: the oracle of the tests, and what speed and recovery are measured against.
std::unique_ptr<File> read_hcl_tolerantly(FileId file, std::string_view text, Findings& findings);

}  // namespace plumb::hcl
