// Wiring: what an expression of a plan refers to: from `configuration`, which has the references of every expression but no locals, to the
// instances of the plan. References go on through inputs and outputs of modules.
// Why: the plan says of a reference only that its value is not known; which subnet a node group is in stands here.
// Invariant: what cannot be followed (a local, each.value of what is no resource) is `opaque`; then there may be more than what is listed.
#pragma once
#include <map>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/arena.h"
#include "load/terraform/value.h"
#include "syntax/tree.h"

namespace plumb::terraform {

/// What an expression may get its unknown part from.
struct Wires {
  std::vector<Reference> to;
  bool opaque = false;  // and perhaps from elsewhere
  bool pure = true;     // from all of it: nothing in the expression chooses
};

class Wiring {
 public:
  /// `root` is configuration.root_module, or nothing.
  Wiring(Arena& arena, TreeRef root) : arena_(arena), root_(root) {}

  /// An instance that there is; `settled`: nothing of it is unknown.
  void add(std::string_view resource, std::string_view address, const Value& key, bool settled);

  /// The configuration of a resource ("module.net[0]", "aws_subnet.a"), or nothing.
  TreeRef resource(std::string_view module_path, std::string_view local);
  /// Where the unknown part of an expression comes from, for the instance `key` of the resource `own` (a whole address) in the module.
  Wires trace(std::string_view module_path, std::string_view own, const Value& key, TreeRef resource, TreeRef expression);
  /// The one VPC among the instances of a module, or nothing: what a local is called that nobody can follow.
  const Reference* only_vpc(std::string_view module_path);

 private:
  struct One {
    std::string_view address;
    Value key;
    bool settled;
  };
  struct From {  // where an expression stands
    std::string_view module_path, own;  // own: the resource whose key count.index is; empty: a module call's
    Value key;
    TreeRef each;  // the expression behind each.value, or nothing
  };
  TreeRef module(std::string_view module_path);
  void follow(Wires& out, const From& from, TreeRef expression, int depth);
  void follow_resource(Wires& out, const From& from, std::string_view reference, bool by_key, int depth);
  void follow_input(Wires& out, const From& from, std::string_view name, int depth);
  void follow_output(Wires& out, const From& from, std::string_view reference, int depth);

  Arena& arena_;
  TreeRef root_;
  std::unordered_map<std::string_view, std::vector<One>> instances_;  // by resource
  std::map<std::string, TreeRef, std::less<>> modules_;
  std::unordered_map<uint32_t, std::unordered_map<std::string_view, TreeRef>> resources_;  // of a configuration module, by its node
  std::map<std::string_view, Reference> vpcs_;  // by module; an empty address: several
};

/// Whether a node of `expressions` is an expression and not a block.
bool is_expression(TreeRef n);

}  // namespace plumb::terraform
