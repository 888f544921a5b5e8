// beside(): a plan (or a state) and the evaluated HCL that it was made from, as one design.
// Who says what: the HCL says what is declared and where it stands (what it knows is what a person who edits it sees at once, even when the plan is
// older); the plan says what only a run knows: variables, answers of data sources, ids, defaults of the provider, what modules made whose source is not
// at hand, how many there are where that is computed.
#pragma once
#include "load/terraform/evaluate.h"
#include "load/terraform/plan/document.h"

namespace plumb::terraform {

/// What evaluating the HCL should be given.
PlannedInputs given_by(const Plan& plan, Arena& arena);

Configuration beside(Configuration hcl, Plan plan, Arena& arena);

}  // namespace plumb::terraform
