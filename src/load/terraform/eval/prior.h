// Prior state: what exists before the plan, by `terraform.tfstate` beside the root (LoadOptions::as_planned only), and where `moved` blocks
// have put it. What the configuration does not set and the provider computed once is known then.
// Invariant: each existing object stands for one instance at most; what no instance takes is to go away.
#pragma once
#include <memory>
#include <set>
#include <string>

#include "load/terraform/eval/context.h"
#include "load/terraform/eval/schema.h"
#include "load/terraform/evaluate.h"
#include "load/terraform/state/state.h"

namespace plumb::terraform {

class Module;
struct Root;

class PriorState {
 public:
  /// The state that Terraform would start from; null when there is none at hand: no file, or a backend that keeps it elsewhere.
  static std::unique_ptr<PriorState> read(Root& root);

  /// What existed for the instance at `address` of `m` or of a module around it; null: nothing, it is to be made.
  const StateInstance* take(Module& m, const std::string& address);

  /// What is there and nothing took.
  std::vector<const StateInstance*> left() const;

 private:
  const StateInstance* find(Module& m, const std::string& address, int depth);

  std::string text_;
  Arena arena_;
  State state_;
  std::set<const StateInstance*> taken_;
};

/// Whether the configuration asks for something else than what is there.
bool changes(const Value& config, const StateInstance& before);

/// The configuration with what the provider computed before: the attributes that the schema says it computes, without one at least the id.
Value with_prior(Context& c, const Instance& instance, const StateInstance& before, const SchemaBlock* schema);

}  // namespace plumb::terraform
