// Designs of which there is a plan or a state: which units they form, and the Configuration of a unit, from HCL, a document, or both.
// Invariant: a plan beside the sources that it was made from is one design with them, not a second one.
#pragma once
#include <vector>

#include "load/frontend.h"
#include "load/terraform/evaluate.h"

namespace plumb::terraform {

/// Whether a JSON text may be a plan or a state, by a look at its bytes.
bool wants_outline(std::string_view text);
/// Whether a JSON document is a plan or a state.
bool claims_document(TreeRef root);

/// Gives documents to the roots that they belong to; each further one is a unit of its own.
void add_documents(const Project& project, std::vector<UnitInput>& units, const std::vector<Document>& documents);

/// Whether a document of a unit is no plan but the raw state, which evaluating the configuration reads itself as what there was before.
bool is_prior_state(const Document& document);

/// The design of a unit. `markers` and `roots` as in evaluate().
Configuration design_of(const Project& project, const UnitInput& unit, Arena& arena, Findings& findings, bool markers, const Roots* roots);

}  // namespace plumb::terraform
