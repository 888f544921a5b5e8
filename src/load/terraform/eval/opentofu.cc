// Module::opentofu(): whether something shows that OpenTofu runs a root and not Terraform. Both read the same files, so only what one of them
// leaves behind tells: *.tofu files, a version file, the lock file's registry, arguments and blocks that Terraform does not have.
// Why asked at all: what Terraform refuses and OpenTofu accepts is an error only where nothing shows OpenTofu.
#include "base/folders.h"
#include "base/text.h"
#include "load/terraform/eval/module.h"

namespace plumb::terraform {
namespace {

bool has_tofu_files(const Project& project, std::string_view directory) {
  auto it = project.by_directory.find(directory);
  if (it == project.by_directory.end()) return false;
  for (const InputFile* f : it->second)
    if (f->path.ends_with(".tofu") || f->path.ends_with(".tofu.json")) return true;
  return false;
}

/// `enabled` in a lifecycle, for_each on a provider, state encryption, providers of OpenTofu's registry.
bool uses_opentofu(const hcl::Body& body) {
  for (const hcl::Block& b : body.blocks) {
    if (b.type == "provider" && b.body.find("for_each")) return true;
    for (const hcl::Block& inner : b.body.blocks) {
      if (inner.type == "lifecycle" && inner.body.find("enabled")) return true;
      if (b.type != "terraform") continue;
      if (inner.type == "encryption") return true;
      if (inner.type != "required_providers") continue;
      for (const hcl::Attribute& a : inner.body.attributes) {
        if (a.value->kind != hcl::ExprKind::object) continue;
        for (const hcl::Item& i : hcl::as<hcl::Object>(*a.value).items)
          if (i.value->kind == hcl::ExprKind::string && hcl::as<hcl::Literal>(*i.value).text.starts_with("registry.opentofu.org/")) return true;
      }
    }
  }
  return false;
}

}  // namespace

bool Root::opentofu() {
  if (tofu) return *tofu;
  tofu = has_tofu_files(c.project, directory);
  if (const Declaration* d = declaration(directory))
    for (const hcl::File* f : d->files) tofu = *tofu || uses_opentofu(f->body);
  if (*tofu || !c.project.vfs) return *tofu;
  std::string why;
  if (auto lock = c.project.vfs->read(path_in(directory, ".terraform.lock.hcl"), &why)) tofu = lock->find("registry.opentofu.org/") != std::string::npos;
  std::string_view where = directory;
  do {
    if (*tofu || c.project.vfs->read(path_in(where, ".opentofu-version"), &why)) return *(tofu = true);
  } while (go_up(where));
  return false;
}

bool Module::opentofu() const { return root_.opentofu() || has_tofu_files(root_.c.project, declaration_.directory); }

}  // namespace plumb::terraform
