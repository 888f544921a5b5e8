// relocate(): every place in a tree becomes one place: for a text that another text holds or makes (a file that Terragrunt generates), whose
// own positions nobody could look up. Decoded texts move to an arena of the caller's, so that values made of them may outlive the file.
#pragma once
#include "syntax/hcl/hcl.h"

namespace plumb::hcl {

void relocate(File& file, Span at, Arena& texts);

}  // namespace plumb::hcl
