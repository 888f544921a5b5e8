// State: a raw terraform.tfstate, versions 3 (Terraform 0.8 to 0.11) and 4, as plain data: the instances that exist, with their attributes.
// Why apart from what uses it: the language asks it for prior state, the graph for a design that is only there as a state.
// Invariants: texts and spans point into the text that was given, or into the arena; sensitive values are there and marked
// (Value::sensitive), never shown by this folder. Values of version 3 are texts, as that format has them.
#pragma once
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "load/terraform/value.h"
#include "source/finding.h"

namespace plumb::terraform {

/// One instance of a resource or data source that exists.
struct StateInstance {
  std::string_view address;      // module.vpc.aws_subnet.a[0], data.aws_vpc.main, aws_subnet.b["x"]
  std::string_view resource;     // the address without the instance's own key
  std::string_view module_path;  // "" for the root, "module.vpc", "module.net[0].module.inner"
  std::string_view type, name;
  Value key;                     // number, string, or null
  bool data = false;
  bool tainted = false;          // it will be replaced
  std::string_view provider;        // registry.terraform.io/hashicorp/aws, or aws where only that is said
  std::string_view provider_alias;  // "" for the default configuration
  Value attributes;                 // object; sensitive parts are marked
  std::vector<std::string_view> dependencies;  // resources by address without key, as the state has them (full addresses in version 4)
  Span at;                          // of the instance
};

struct StateOutput {
  std::string_view name;
  Value value;
  bool sensitive = false;
  Span at;
};

struct State {
  int version = 0;
  std::string_view terraform_version;
  std::vector<StateInstance> instances;  // as they stand; deposed objects, which go away, are left out
  std::vector<StateOutput> outputs;      // of the root module
  std::map<std::string_view, size_t> by_address;  // into instances

  /// The instance at an exact address, or null.
  const StateInstance* find(std::string_view address) const;
};

/// Whether the text looks like a raw state: JSON whose first level has `version` and what states have beside it. Cheap: one level.
bool is_state(TreeRef outline);

/// Reads a state. `text` and `arena` must outlive the result. Nothing and a finding when it is no whole JSON or a version that is not known.
/// `each`, where given, is called with every instance, whose attributes stand in the scratch arena until it returns; then the state has no instances, and
/// what was seen before a fault does not count.
using Each = std::function<void(const StateInstance&, Arena& scratch)>;
std::optional<State> read_state(FileId file, std::string_view text, Arena& arena, Findings& findings, Each each = nullptr);

}  // namespace plumb::terraform
