// map_resources(): evaluated Terraform instances -> nodes, fields and edges of the graph.
// Invariant: adds to the Builder and to the findings only; a type that the vocabulary does not have is no error.
#pragma once
#include "load/frontend.h"
#include "load/terraform/evaluate.h"

namespace plumb::terraform {

void map_resources(const Configuration& configuration, const Project& project, Builder& builder, Findings& findings);

}  // namespace plumb::terraform
