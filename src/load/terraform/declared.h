// An evaluated configuration as the declarations of `plumb resources` (load/declared.h).
#pragma once
#include "load/declared.h"
#include "load/terraform/evaluate.h"

namespace plumb::terraform {

/// Instances in the order of the configuration, calls of modules that are not at hand (mode "module"), the root's outputs.
Declarations declarations_of(const Configuration& configuration);

}  // namespace plumb::terraform
