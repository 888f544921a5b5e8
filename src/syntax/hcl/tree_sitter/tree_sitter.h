// tree-sitter's reading of HCL, the door of this folder: for buffers that are being typed, whose text is mostly broken.
// Why a second reader: it makes the likeliest tree of any text, at thirty times the cost; the tree is the same type, and the same tree for
// every text without a fault (tests/hcl/same_tree_test.cc).
#pragma once
#include <memory>
#include <string_view>

#include "syntax/hcl/hcl.h"

namespace plumb::hcl {

/// As read_hcl(), by tree-sitter alone.
std::unique_ptr<File> read_hcl_tolerantly(FileId file, std::string_view text, Findings& findings);

}  // namespace plumb::hcl
