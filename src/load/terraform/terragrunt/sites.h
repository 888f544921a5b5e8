// Sites: the Terragrunt units of a project: folders with a terragrunt.hcl (or terragrunt.hcl.json) that stand for a root module, and the units that stacks
// (terragrunt.stack.hcl) make. Where a unit acts and where its text lies differ for the latter: Terragrunt copies them below the stack.
// Paths: Terragrunt's functions give absolute paths; here "/" is the project's root, and all paths are "virtual": as if stacks were generated.
// Invariant: depends on the files only; read by many threads.
#pragma once
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "load/frontend.h"
#include "syntax/hcl/hcl.h"

namespace plumb::terraform::terragrunt {

/// A folder whose contents a stack puts at another place.
struct Stack {
  const InputFile* file = nullptr;  // terragrunt.stack.hcl
  std::string directory;            // where it acts (virtual)
  const Stack* outer = nullptr;     // the stack whose block makes this one; null: it lies where it acts
  const hcl::Block* block = nullptr;
  const hcl::Block* patch = nullptr;  // the autoinclude of the outer stack's own block, where `block` stands in that
};

struct Site {
  std::string directory;            // where it acts (virtual)
  const InputFile* file = nullptr;  // its terragrunt.hcl; null when its text is not at hand
  const Stack* stack = nullptr;     // the stack that makes it; null: it lies where it acts
  const hcl::Block* block = nullptr;
  const hcl::Block* patch = nullptr;  // the autoinclude of the stack's own block, where `block` stands in that
};

/// What a stack file lays over the unit or stack that a block makes (`autoinclude`); null: nothing.
const hcl::Block* autoinclude(const hcl::Block& made);

/// terragrunt.hcl, terragrunt.stack.hcl, and every other *.hcl that they may read (not what other programs keep in such files); in JSON, too.
bool is_terragrunt(std::string_view path);

class Sites {
 public:
  explicit Sites(const Project& project);
  Sites(const Sites&) = delete;
  Sites& operator=(const Sites&) = delete;

  const Project& project() const { return project_; }
  /// All units, by where they act.
  const std::map<std::string, Site, std::less<>>& all() const { return sites_; }
  const Site* at(std::string_view directory) const;
  /// Where a stack puts the unit (or stack) that a block of it names; null: it has none of that name. `inside`: of the stack of that name in it.
  const std::string* placed(const Stack& stack, std::string_view type, std::string_view label, std::string_view inside) const;
  /// Where the files of a virtual path are; the path itself where no stack puts something there.
  std::string located(std::string_view path) const;
  /// The file at a virtual path, parsed; null when there is none.
  const InputFile* file(std::string_view path) const;
  /// Whether there is a file or a folder at a virtual path.
  bool exists(std::string_view path) const;

 private:
  void add_stack(const Stack& stack, int depth);
  std::set<const InputFile*> included() const;

  const Project& project_;
  std::map<std::string, Site, std::less<>> sites_;
  std::map<std::string, std::string, std::less<>> moved_;  // virtual folder -> where its files are
  std::vector<std::unique_ptr<Stack>> stacks_;
  std::map<std::pair<const Stack*, std::string>, std::string> placed_;  // "unit vpc" of a stack -> where it acts
};

}  // namespace plumb::terraform::terragrunt
