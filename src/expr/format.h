// "%s has %d".format([...]): CEL's formatting, in the specification's style and in Kubernetes' older one.
#pragma once
#include <string>

#include "expr/eval.h"
#include "expr/types.h"

namespace plumb::expr {

/// What is wrong with a constant format text for arguments of these types; empty when nothing is known to be.
std::string check_format(std::string_view format, const std::vector<Type>& arguments, bool kubernetes);

}  // namespace plumb::expr
