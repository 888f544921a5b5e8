// Neighbours: what an evaluation sees of the other root modules of its project. Values of another root module's outputs, evaluated when they
// are asked for, and resources that data sources find there; what only the provider knows of them are references into that root module,
// which become the nodes that it declares when all units are linked (link/roots.cc).
// Why evaluated again for each that asks: units are loaded in parallel, and only what the outputs need is evaluated.
// Invariant: a circle of root modules ends in an unknown value that says so. Everything is in the arena of the one who asks.
#pragma once
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>

#include "load/terraform/eval/module.h"
#include "load/terraform/eval/roots.h"

namespace plumb::terraform {

class Neighbours {
 public:
  Neighbours(const Project& project, const Roots* roots, Arena& arena, bool look_up) : project_(project), roots_(roots), arena_(arena), look_up_(look_up) {}

  /// A root module to ask, made once.
  struct Other {
    const OtherRoot* name = nullptr;
    std::unique_ptr<RootModule> root;  // null while it is being made: it asks for itself
  };
  /// `unit`: where it acts (roots.h); null when too many wait for each other.
  Other* root(const Root& asker, std::string_view unit, std::string_view workspace);
  /// An output of it, as the asker sees it; unknown with its cause when there is none.
  Value output(const Root& asker, Other& other, std::string_view name, Span at);
  /// All outputs, as an object.
  Value outputs(const Root& asker, Other& other, Span at);
  /// An output (all of them for an empty name) of the root module that acts in a directory, in the asker's workspace.
  Value output_of(const Root& asker, std::string_view unit, std::string_view name, Span at);

  /// The root module whose state a terraform_remote_state reads; null when none is known (`why`).
  Other* state(const Root& asker, const Instance& data, std::string& why) { return state_of(asker, data.config, why); }
  /// What a terraform_remote_state gives under `outputs`, or the output `only`: of the state file, else of the root module.
  Value state_outputs(const Root& asker, const Instance& data, std::string_view only, Span at);
  /// What the data source answers, where another root module declares it for certain (an object); `data` then says what it stands for.
  Value answer(const Root& asker, Instance& data);

 private:
  const OtherRoot* name(std::string_view unit, std::string_view workspace);
  Other* state_of(const Root& asker, const Value& config, std::string& why);
  Value workspace_outputs(const Root& asker, const Instance& data);

  static constexpr size_t kMaxRunning = 32;  // outputs, and root modules in the making, that wait for each other

  const Project& project_;
  const Roots* roots_;  // null: none are known, only states in files
  Arena& arena_;
  Findings ignored_;    // of other root modules: their own units tell them
  bool look_up_;
  size_t making_ = 0;
  std::map<std::pair<std::string, std::string>, Other> others_;  // by unit and workspace
  std::map<std::pair<std::string, std::string>, const OtherRoot*> names_;
  std::set<std::pair<const Other*, std::string>> running_;                     // outputs in evaluation
};

}  // namespace plumb::terraform
