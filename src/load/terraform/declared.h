// An evaluated configuration as the declarations of `plumb resources` (load/declared.h).
#pragma once
#include "load/declared.h"
#include "load/terraform/evaluate.h"

namespace plumb::terraform {

/// Instances in the order of the configuration, calls of modules that are not at hand (mode "module"), the root's outputs.
/// `marked`: the same configuration evaluated with markers, which says what each unknown is made of.
Declarations declarations_of(const Configuration& configuration, const Configuration& marked);

}  // namespace plumb::terraform
