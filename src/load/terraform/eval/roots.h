// Roots: the root modules of a project, as one of them sees the others: whose state a terraform_remote_state reads, and which of them
// declares what a data source looks for by name or tag.
// How sure: a match rests on known values only, and on one candidate: in the nearest folder upward that has any (link/README.md). Two
// candidates there are none; what is asked for stays unknown.
// Invariant: shared by all units and read by several threads; what a root declares of a type is evaluated once, by whoever asks first, and
// does not depend on who that is: it is evaluated without looking for data sources in turn.
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "load/terraform/eval/backend.h"
#include "load/terraform/evaluate.h"

namespace plumb::terraform {

struct RootModule;

class Roots {
 public:
  /// Directories of root modules, each with those of the local modules that it reaches; sorted.
  using Reached = std::vector<std::pair<std::string, std::vector<std::string>>>;
  Roots(const Project& project, const Reached& roots);
  ~Roots();

  struct State {
    std::string_view directory;
    std::string workspace;
  };
  /// The root module whose state the terraform_remote_state (its evaluated configuration) in `from` reads; else `why` not.
  std::optional<State> state(std::string_view from, const Value& config, std::string& why) const;

  /// What root modules declare that the data source is: the nearest, all in one root module. Empty: nobody, or not for certain; `why`.
  struct Found {
    std::string_view directory;
    std::vector<const Instance*> instances;
  };
  Found declared(std::string_view from, const Instance& data, std::string& why) const;

 private:
  struct Entry;
  const std::vector<Instance>& instances(Entry& root, std::string_view type) const;

  const Project& project_;
  std::vector<std::unique_ptr<Entry>> roots_;
};

}  // namespace plumb::terraform
