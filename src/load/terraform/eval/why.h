// How a value of a root module came to be: variable <- variables file, call's argument, local, resource argument, default.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "load/explanation.h"
#include "load/terraform/eval/module.h"

namespace plumb::terraform {

/// Explains `address` in the root module: what a reference to it from inside its module would be (var.a, local.b, aws_subnet.c[0].vpc_id,
/// data.aws_vpc.d), with the module's own address before it (module.net["a"].aws_subnet.c[0]), or output.NAME. A resource without an
/// attribute is explained argument by argument. Nothing when the address names nothing; `error` says what was expected.
std::optional<Explanation> explain(RootModule& root, std::string_view address, std::string& error);

}  // namespace plumb::terraform
