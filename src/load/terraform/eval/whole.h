// What a provider's schema says of the attributes that a configuration does not give: their types, and that they are there.
// Why: a resource's object holds what is given; whoever looks at all of it (for, jsonencode, merge, keys) needs what Terraform has in it.
#pragma once
#include "load/terraform/eval/context.h"

namespace plumb::terraform {

/// A resource's object with every attribute that its schema has; what is not given is unknown. Unknown as a whole when there is no schema.
/// Anything else as it is.
Value whole_resource(Context& c, const Value& v);
/// The same at any depth.
Value whole_resources(Context& c, const Value& v);
/// The outputs of a module that is known by a model, which may not have all of them: what they are merged with may ask for any.
bool is_modelled_call(const Value& v);
/// The type of an attribute of a managed resource, where every release of its provider has the same simple one; null: not known.
const Type* attribute_type(Context& c, std::string_view address, std::string_view attribute);
/// Whether the attribute of a managed resource is what its provider computes when it is applied.
bool is_computed(std::string_view address, std::string_view attribute);
/// The object of an instance of terraform_data, which is part of Terraform: what it gives out has the type of what it is given.
Value terraform_data(Context& c, const Value& config, std::string_view address, Span at);

}  // namespace plumb::terraform
