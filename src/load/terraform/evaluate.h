// evaluate(): a root module as Terraform would plan it, statically: every instance of every resource and data source with its evaluated
// configuration, in the root and in all local modules, unknowns with their causes.
// Why apart from the mapping: what Terraform means by a configuration is one thing, what AWS resources mean in the graph another.
// Invariant: the result depends on the contents of the files and the options only, never on file order. All memory is in the arena that
// the caller gives (the Builder's), in the ASTs and in the source texts: views into it live as long as the graph.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "load/frontend.h"
#include "load/terraform/value.h"
#include "source/finding.h"

namespace plumb::terraform {

/// A provider block as it applies to an instance.
struct Provider {
  std::string_view name, alias;  // "aws", "" for the default configuration
  Value config;                  // object, blocks as lists of objects
  Value region;                  // string, unknown, or null when the block does not say
  Value default_tags;            // map of the default_tags block, unknown, or null
  Span span;
};

class Roots;
struct Packed;

/// One instance of a resource or data source.
struct Instance {
  std::string_view address;      // module.vpc.aws_subnet.a[0], data.aws_vpc.main, aws_subnet.b["x"]; "[*]" for an unknown count or for_each
  std::string_view resource;     // the address without the instance's own key: module.vpc.aws_subnet.a
  std::string_view type, name;   // aws_subnet, a
  std::string_view module_path;  // "" for the root module, "module.vpc", "module.vpc[0].module.inner"
  Value key;                     // number (count), string (for_each), null without either, unknown when that is unknown
  bool data = false;
  bool maybe = false;            // it may not exist, or there may be any number of it
  const Unknown* maybe_cause = nullptr;
  Value config;                  // object: arguments as given (no provider defaults); nested blocks as lists of objects under their type
                                 // (ListData::open and Value::maybe() where a dynamic block's for_each is unknown); without count, for_each,
                                 // provider, depends_on, lifecycle, provisioner, connection
  const Packed* packed = nullptr;  // of a document: `config` as it is held there (plan/packed.h), and then `config` is null
  Span block, header, name_span; // the whole block; `resource "aws_subnet" "a"`; the name label
  const Provider* provider = nullptr;  // null: no provider block applies
  const Reference* stands_for = nullptr;  // data source: the resource of another root module that it is, for certain
};

/// A module call whose source is not at hand (registry, git, missing directory), or whose count is: an opaque node.
struct OpaqueCall {
  std::string_view address;        // module.eks, module.net["a"].module.vpc
  std::string_view source, version;  // as written; version empty when not given or no literal
  Value arguments;                 // object of the call's arguments, without source, version, count, for_each, providers, depends_on
  Value key;                       // as in Instance
  bool maybe = false;
  const Unknown* maybe_cause = nullptr;
  Span block, header, name_span;
};

/// A root output.
struct Output {
  std::string_view name;
  Value value;
  bool sensitive = false;
  Span block, name_span;
};

/// What exists by the prior state, and the configuration has no more.
struct Leaving {
  std::string_view address, type;
  bool forgotten = false;  // a `removed` block keeps it; else it is destroyed
};

/// An id or ARN, and the attribute that it is.
struct Identity {
  std::string_view text;
  const std::string_view* attribute;  // its name
  uint32_t instance;                  // into Configuration::instances
};

struct Configuration {
  std::string directory;                // of the root module, relative to the project root
  std::vector<Instance> instances;      // sorted by module, then place of declaration, then key
  std::vector<OpaqueCall> opaque_calls;
  std::vector<Output> outputs;
  std::vector<Leaving> leaving;         // with LoadOptions::as_planned
  std::vector<std::string> model_faults;  // what was refused inside of models: faults of ours, or values that a model does not expect
  const Unknown* rest = nullptr;          // a plan of a part only: why there may be more than its instances
  std::vector<Identity> identities;       // of what exists already (plans and states), sorted by text

  /// The attributes that a text is the value of.
  std::span<const Identity> identities_of(std::string_view text) const;
  Reference attribute_of(const Identity& i) const { return {instances[i.instance].address, *i.attribute, {}}; }
  /// Makes instances findable; after it they stay where they are.
  void index();
  /// The instance at an exact address ("aws_subnet.a[0]", "aws_subnet.a[*]"), or null.
  const Instance* find(std::string_view address) const;
  /// The instance that a reference leads to; null also when it is in another root module.
  const Instance* find(const Reference& r) const { return r.root ? nullptr : find(r.address); }
  /// All instances of a resource ("aws_subnet.a"); also those of an exact address and of "...[*]". Empty when there is none.
  std::vector<const Instance*> find_all(std::string_view address) const;

 private:
  std::vector<const Instance*> by_address_, by_resource_;  // sorted; of equal ones in the order of `instances`
};

/// What a plan or a state of the root says: what its variables were, what data sources answered.
struct PlannedInputs {
  std::vector<std::pair<std::string_view, Value>> variables;
  std::vector<std::pair<std::string_view, Value>> data;  // by address
};

/// Evaluates the root module in `directory`. Findings: terraform-error (what Terraform would refuse: undeclared references, cycles,
/// wrong types), each with span. Never throws for bad input.
/// `markers`: what only a provider knows is not unknown but the text that says where it comes from, "${aws_vpc.a.id}": what values are made of.
/// `roots`: the root modules of the project, whose values flow into this one (eval/roots.h); null: it is alone.
/// `given` goes before defaults and variables files, behind --var and --data.
Configuration evaluate(const Project& project, std::string_view directory, Arena& arena, Findings& findings, bool markers = false, const Roots* roots = nullptr,
                       const PlannedInputs* given = nullptr);

}  // namespace plumb::terraform
