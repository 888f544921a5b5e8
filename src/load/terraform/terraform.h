// The Terraform frontend: root modules found by themselves, evaluated (eval/) and mapped to the graph (map.h).
#pragma once
#include "load/frontend.h"

namespace plumb {

/// Claims *.tf and *.tfvars; one unit a root module: a directory of *.tf that no other module calls by a local path.
extern const Frontend kTerraformFrontend;

namespace terraform {

class Roots;

/// The root modules of the project, as the unit sees them; null where only one was read.
const Roots* roots_of(const UnitInput& unit);

}  // namespace terraform
}  // namespace plumb
