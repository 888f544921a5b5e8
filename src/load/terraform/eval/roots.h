// Roots: the root modules of a project, as one of them sees the others: whose state a terraform_remote_state reads, and which of them
// declares what a data source looks for by name or tag.
// How sure: a match rests on known values only, and on one candidate: in the nearest folder upward that has any (link/README.md). Two
// candidates there are none; what is asked for stays unknown.
// A unit of a tool around Terraform (Terragrunt) is one of them: the tool says how it is put together (Assembly).
// Invariant: shared by all units and read by several threads; what a root declares of a type is evaluated once, by whoever asks first, and
// does not depend on who that is: it is evaluated without looking for data sources in turn.
#pragma once
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "load/terraform/eval/backend.h"
#include "load/terraform/evaluate.h"

namespace plumb::terraform {

struct RootModule;
struct RootSettings;
class Context;

/// How a root module is made where its directory alone does not say it. Read by several threads.
class Assembly {
 public:
  virtual ~Assembly() = default;
  /// Never null; without its module, and with the reason, where that is not at hand. `from`: the evaluation that asks, null for none.
  virtual std::unique_ptr<RootModule> make(Arena& arena, Findings& findings, const RootSettings& settings, const Context* from) const = 0;
  virtual StatePlace place() const = 0;
  /// The module of a registry or repository that it amounts to; empty: local files.
  virtual std::string_view source() const = 0;
};

class Roots {
 public:
  /// A root module: where it acts, the directories of the local modules that it reaches.
  struct Listed {
    std::string directory;
    std::vector<std::string> reached;
    std::shared_ptr<const Assembly> assembly = nullptr;  // null: what Terraform makes of the directory
  };
  Roots(const Project& project, const std::vector<Listed>& roots);
  ~Roots();

  /// Null for what Terraform makes of the directory itself.
  const Assembly* assembly(std::string_view directory) const;

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
  const std::vector<StatePlace>& places(Entry& root) const;

  const Project& project_;
  std::vector<std::unique_ptr<Entry>> roots_;
  std::map<std::string_view, Entry*> by_directory_;
};

}  // namespace plumb::terraform
