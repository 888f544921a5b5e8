// installed.h.
#include "load/terraform/eval/installed.h"

#include "base/text.h"
#include "load/terraform/eval/paths.h"
#include "syntax/read.h"

namespace plumb::terraform {

std::map<std::string, std::string, std::less<>> installed_modules(const Project& project, std::string_view root) {
  std::map<std::string, std::string, std::less<>> out;
  if (!project.vfs) return out;
  std::string base = root.empty() ? std::string() : cat(root, "/"), why;
  auto bytes = project.vfs->read(base + ".terraform/modules/modules.json", &why);
  if (!bytes) return out;
  Findings ignored;  // a cache file of Terraform's own; without it the modules are opaque, which is reported as such
  Tree tree = read_json(FileId::none, *bytes, ignored);
  if (tree.documents.empty()) return out;
  for (TreeRef m : tree.document(0)["Modules"].items()) {
    auto directory = normal_path(cat(base, m["Dir"].string()));
    if (directory && !m["Key"].string().empty()) out[std::string(m["Key"].string())] = *directory;
  }
  return out;
}

}  // namespace plumb::terraform
