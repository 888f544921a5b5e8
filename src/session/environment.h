// Environment: one way to apply the design: variables files, variables, a workspace. One run can look at several (Options::environments).
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace plumb {

struct Environment {
  std::string name;
  std::vector<std::string> var_files;                                // relative to the project root
  std::vector<std::pair<std::string, std::string>> root_var_files;   // of one root module each: its directory, the file
  std::vector<std::pair<std::string, std::string>> variables;
  std::string workspace;
  std::string kubernetes_version;
  std::vector<std::string> inputs;  // folders that belong to it; what lies in those of other environments only is left out. Empty: everything
};

/// The environments that variables files beside root modules show: environments/prod.tfvars, env/prod/terraform.tfvars, prod.tfvars. Only
/// files that give a value to a variable of the root count. By name; the names sorted. `list`: the paths that lie directly in a directory;
/// `fits`: whether a file gives a value to a variable of the root module in a directory.
std::vector<Environment> recognised_environments(const std::vector<std::string>& roots, const std::function<std::vector<std::string>(std::string_view directory)>& list,
                                                 const std::function<bool(std::string_view root, std::string_view file)>& fits);

}  // namespace plumb
