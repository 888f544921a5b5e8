// Providers: the provider configurations of a plan, by the key that its resources name ("aws", "aws.west", "module.eks:aws").
// Invariant: what an expression gives is known only where it is written out or is one variable of the run.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "load/terraform/evaluate.h"
#include "syntax/tree.h"

namespace plumb::terraform {

class Providers {
 public:
  Providers(Arena& arena, TreeRef provider_config, const std::vector<std::pair<std::string_view, Value>>& variables);
  /// Null: no provider block says anything.
  const Provider* find(std::string_view key) const;

 private:
  Value value(TreeRef expression, std::string_view what);

  Arena& arena_;
  const std::vector<std::pair<std::string_view, Value>>& variables_;
  std::map<std::string, const Provider*, std::less<>> all_;
};

}  // namespace plumb::terraform
