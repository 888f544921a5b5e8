// A console on one root module: the door for `plumb console`.
// Invariant: answers do not depend on the order of the questions.
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "load/terraform/console.h"
#include "session/declared.h"

namespace plumb {

class RootConsole {
 public:
  /// Reads the root module in `directory` of `vfs` (whose root should be wide: the whole disk) with all that it reaches.
  RootConsole(std::shared_ptr<const Vfs> vfs, std::string_view directory, const Options& options);

  bool ready() const { return console_->ready(); }  // false: the directory holds no Terraform
  terraform::Answer ask(std::string_view expression) { return console_->ask(expression); }
  std::vector<std::string> names() { return console_->names(); }
  /// What is wrong with the files themselves.
  const Findings& findings() const { return input_.snapshot->findings; }
  const Sources& sources() const { return input_.snapshot->sources; }

 private:
  RootInput input_;
  Findings evaluated_;  // of declarations that questions reach; their errors are in the answers
  std::unique_ptr<terraform::Console> console_;
};

}  // namespace plumb
