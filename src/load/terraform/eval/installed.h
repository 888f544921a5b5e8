// Modules that `terraform init` put below a root: .terraform/modules/modules.json names them by the chain of calls ("vpc", "eks.kms").
#pragma once
#include <map>
#include <string>
#include <string_view>

#include "load/frontend.h"

namespace plumb::terraform {

/// Key -> directory, relative to the project root; empty without a manifest.
std::map<std::string, std::string, std::less<>> installed_modules(const Project& project, std::string_view root);

}  // namespace plumb::terraform
