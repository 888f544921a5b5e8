// evaluate(): the root module and its children (evaluate.h).
#include "load/terraform/evaluate.h"

#include "base/text.h"
#include "load/terraform/eval/module.h"
#include "load/terraform/eval/paths.h"
#include "syntax/read.h"

namespace plumb::terraform {
namespace {

/// Installed modules of `terraform init`: .terraform/modules/modules.json, when it is there and their files are part of the project.
void read_installed(Root& root, const Project& project) {
  if (!project.vfs) return;
  std::string base = root.directory.empty() ? std::string() : root.directory + "/";
  std::string why;
  auto bytes = project.vfs->read(base + ".terraform/modules/modules.json", &why);
  if (!bytes) return;
  Findings ignored;  // a cache file of Terraform's own; without it the modules are opaque, which is reported as such
  Tree tree = read_json(FileId::none, *bytes, ignored);
  if (tree.documents.empty()) return;
  for (TreeRef m : tree.document(0)["Modules"].items()) {
    auto directory = normal_path(cat(base, m["Dir"].string()));
    if (directory && !m["Key"].string().empty()) root.installed[std::string(m["Key"].string())] = *directory;
  }
}

}  // namespace

RootModule::RootModule(const Project& project, std::string_view directory, Arena& arena, Findings& findings)
    : context(project, arena), root{context, findings, std::string(directory), {}, {}, {}, {}, {}, {}, {}} {
  read_installed(root, project);
  const Declaration* declaration = root.declaration(directory);
  if (!declaration) return;
  root.variables = given_variables(context, project, *declaration, findings);
  module = std::make_unique<Module>(root, *declaration, "", nullptr, nullptr, Repetition{}, nullptr);
}

Configuration evaluate(const Project& project, std::string_view directory, Arena& arena, Findings& findings) {
  Configuration out;
  out.directory = directory;
  RootModule root(project, directory, arena, findings);
  if (!root.module) return out;
  root.module->collect(out);
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
