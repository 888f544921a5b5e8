// Declaration: what a directory of *.tf declares, by name, before anything is evaluated. Shared by all instances of a module.
// Override files (override.tf, *_override.tf) change arguments and nested blocks of what the other files declare, one by one.
// Invariant: the same for any order of files; of two declarations of one name the first in path and text order counts, the other is an error.
#pragma once
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/name_table.h"
#include "load/frontend.h"
#include "syntax/hcl/hcl.h"

namespace plumb::terraform {

struct ResourceBlock {
  const hcl::Block* block = nullptr;
  bool data = false;
  std::string_view type, name;
};

struct Declaration {
  std::string directory;
  std::vector<const hcl::File*> files;
  NameTable<const hcl::Block*> variables, outputs, calls;
  NameTable<const hcl::Attribute*> locals;
  std::map<std::string, ResourceBlock, std::less<>> resources;  // "aws_vpc.main", "data.aws_ami.x"
  std::map<std::string, const hcl::Block*, std::less<>> ephemerals;  // "random_password.main"
  std::vector<const ResourceBlock*> resource_order;             // as declared
  std::vector<const hcl::Block*> call_order, output_order, providers, checks, imports, moved, removed, settings;  // settings: terraform { }
  Arena arena;              // blocks that override files have changed
  bool incomplete = false;  // part of it could not be read (a syntax error): what is missing may be there all the same
};

/// What to say of a name that is not declared: "there is no variable 'vcp'; is 'vpc' meant?".
std::string missing_name(std::string_view what, std::string_view name, const std::vector<std::string_view>& declared, std::string_view where = {});

/// Null when there is no *.tf in the directory. Findings: terraform-error for duplicates.
std::unique_ptr<Declaration> declare(const Project& project, std::string_view directory, Findings& findings);

/// A file that belongs to a module by its name there, wherever it lies.
struct RootFile {
  std::string name;
  const hcl::File* file = nullptr;
};

/// The same of files that are given: models, units of Terragrunt; `directory` is the module's, or any name that no other module has.
std::unique_ptr<Declaration> declare(std::vector<RootFile> files, std::string_view directory, Findings& findings);

/// Whether the path is one of a module's files: *.tf, *.tofu (OpenTofu), and their JSON forms.
bool is_configuration(std::string_view path);

/// Those files of a directory in the order of reading, overrides last, without those that OpenTofu files of the same name replace.
std::vector<const InputFile*> module_files(const Project& project, std::string_view directory);

}  // namespace plumb::terraform
