// evaluate(): the root module and its children (evaluate.h).
#include "load/terraform/evaluate.h"

#include "load/terraform/eval/installed.h"
#include "load/terraform/eval/module.h"

namespace plumb::terraform {
RootModule::RootModule(const Project& project, std::string_view directory, Arena& arena, Findings& findings)
    : context(project, arena), root{context, findings, std::string(directory), {}, {}, {}, {}, {}, {}, {}, {}, {}} {
  root.installed = installed_modules(project, directory);
  const Declaration* declaration = root.declaration(directory);
  if (!declaration) return;
  root.data = given_data(context, project);
  root.variables = given_variables(context, project, *declaration, findings);
  module = std::make_unique<Module>(root, *declaration, "", nullptr, nullptr, Repetition{}, nullptr);
}

Configuration evaluate(const Project& project, std::string_view directory, Arena& arena, Findings& findings, bool markers) {
  Configuration out;
  out.directory = directory;
  RootModule root(project, directory, arena, findings);
  if (!root.module) return out;
  root.context.markers = markers;
  root.module->collect(out);
  out.model_faults = std::move(root.root.model_faults);
  for (const Instance& i : out.instances) {
    out.by_address.emplace(i.address, &i);
    out.by_resource[i.resource].push_back(&i);
  }
  return out;
}

const Instance* Configuration::find(std::string_view address) const {
  auto it = by_address.find(address);
  return it == by_address.end() ? nullptr : it->second;
}

std::vector<const Instance*> Configuration::find_all(std::string_view address) const {
  if (auto it = by_resource.find(address); it != by_resource.end()) return it->second;
  const Instance* one = find(address);
  return one ? std::vector<const Instance*>{one} : std::vector<const Instance*>{};
}

}  // namespace plumb::terraform
