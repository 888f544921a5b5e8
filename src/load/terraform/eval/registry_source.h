// What the source of a module call means: the name under which registries, mirrors and models know the module, whichever way it is written.
#pragma once
#include <string>
#include <string_view>

namespace plumb::terraform {

struct RegistrySource {
  std::string name;      // "terraform-aws-modules/vpc/aws//modules/x", "git.acme.com/infra/vpc"; empty: nothing that has a name
  std::string_view ref;  // the branch, tag or commit of a git source

  /// The module without the part below it, and that part: "a/b/c", "modules/x".
  std::string_view module() const { return std::string_view(name).substr(0, name.find("//")); }
  std::string_view below() const { return name.find("//") == std::string::npos ? std::string_view{} : std::string_view(name).substr(name.find("//") + 2); }
};

/// github.com/OWNER/terraform-PROVIDER-NAME is where the registry takes OWNER/NAME/PROVIDER from. Local paths have no name.
RegistrySource registry_source(std::string_view source);

}  // namespace plumb::terraform
