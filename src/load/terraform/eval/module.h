// Module: one instance of a module (the root, module.vpc, module.net["a"]): its variables, locals, resources, calls and outputs, each
// evaluated at most once, when it is asked for; so the order of files and blocks never matters.
// Cycles: a declaration that is asked for while it is being evaluated is an error that names the chain.
#pragma once
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "load/terraform/eval/declaration.h"
#include "load/terraform/eval/expression.h"
#include "load/terraform/eval/models.h"
#include "load/terraform/eval/prior.h"
#include "load/terraform/evaluate.h"

namespace plumb::terraform {

/// What count or for_each make of a block.
struct Expansion {
  enum class Kind { single, none, count, for_each, unknown } kind = Kind::single;  // none: `enabled` is false (OpenTofu)
  std::vector<Value> keys, values;  // count: keys are numbers; for_each: each.key and each.value
  const Unknown* cause = nullptr;   // unknown; of a single one: it may not exist (`enabled` is not known)
  Value unknown_key;                // what each.key, each.value and count.index are then
};

/// A cell that is computed when it is first asked for.
template <class T>
struct Lazy {
  enum class State : uint8_t { fresh, running, done } state = State::fresh;
  T value{};
};

class Module;

struct ResourceNode {
  const ResourceBlock* declared = nullptr;
  Expansion expansion;
  std::vector<Instance> instances;
  std::vector<Value> objects;  // of the instances, with what is computed from their configuration (data sources)
  Value whole;                 // what a reference to it gives
  std::vector<const StateInstance*> before;  // of the instances: what existed, or null
  std::vector<char> changed;                 // of the instances: whether the plan makes or changes them
};

struct CallNode {
  CallNode() = default;
  CallNode(CallNode&&) = default;
  ~CallNode();
  const hcl::Block* block = nullptr;
  Expansion expansion;
  std::vector<std::unique_ptr<Module>> modules;  // one an instance; empty when opaque
  std::vector<OpaqueCall> opaque;                // one an instance when the source is not at hand
};

class Neighbours;
class Roots;

/// A declaration in evaluation.
struct Running {
  const Module* module;
  std::string_view prefix, type, name;  // "var.", "", "zones"; "data.", "aws_vpc", "main"
  std::string shown() const;            // as people call it: module.net.var.zones
};

/// What all modules of a root share.
struct Root {
  Root(Context& context, Findings& all, std::string_view where) : c(context), findings(all), directory(where), unit(where) {}

  Context& c;
  Findings& findings;
  std::string directory, unit;  // where its files are, and where it acts: others know it by that (roots.h)
  std::map<std::string, Value, std::less<>> variables;  // given from outside
  std::map<std::string, Value, std::less<>> data;       // given from outside: what data sources answer, objects by address
  std::map<std::string, std::unique_ptr<Declaration>, std::less<>> declarations;
  std::map<std::string, std::string, std::less<>> installed;  // .terraform/modules/modules.json: module key -> directory
  std::vector<Running> running;                               // what is being evaluated, for cycles
  std::set<std::string> reported;
  bool for_callers = false;  // nothing shows that this is a root module and not one that others call: what its defaults lead to is no error
  std::set<const void*> checked;  // declarations and calls whose static checks are done
  ResourceNode cyclic_resource;  // what a reference to something in evaluation gives: unknown
  CallNode cyclic_call;
  std::vector<std::string> model_faults;  // what was refused inside of models of ours
  Models own_models;                      // of the user
  std::optional<bool> tofu = std::nullopt;  // opentofu()
  std::string_view workspace = "default";  // in the arena
  Neighbours* neighbours = nullptr;       // the other root modules of the project; null: none are known
  std::set<const ResourceNode*> with_states;  // terraform_remote_state whose object has all outputs
  std::unique_ptr<PriorState> prior = nullptr;  // prior_state()
  bool prior_looked_for = false;

  /// What exists before the plan; null when nothing is known to (prior.cc).
  PriorState* prior_state();

  /// Whether something shows that OpenTofu runs it and not Terraform (opentofu.cc).
  bool opentofu();
  /// The declaration of a directory, read once; null when it has no *.tf.
  Declaration* declaration(std::string_view directory);
  void report(Span at, const std::string& message, std::string help = {}, Severity severity = Severity::error);
};

class Module : public Names {
 public:
  Module(Root& root, const Declaration& declaration, std::string_view path, Module* parent, const hcl::Block* call, Repetition repetition, const Unknown* maybe);
  /// A module whose source is not at hand, as its model says.
  Module(Root& root, const ModelChoice& model, std::string_view path, Module* parent, const hcl::Block* call, Repetition repetition, const Unknown* maybe);

  // Names.
  Value name(const hcl::Traversal& t, const Env& env, size_t& used) override;
  bool declares(const hcl::Traversal& t) const override;               // references.cc
  bool checked() const override { return model_ && model_->model->folder.empty(); }  // a model of ours: tests/models hold them to it
  bool requires_provider(std::string_view name) const override;        // references.cc
  bool opentofu() const override;                                      // opentofu.cc
  std::string_view directory() const override { return root_.directory; }
  /// In a model: the argument of the user's call that decides the expression, else the call. A model's own text is no place for people.
  Span place(const hcl::Expr& e) override;

  Value variable(std::string_view name, Span at);
  Value local(std::string_view name, Span at);
  Value output(std::string_view name, Span at);
  ResourceNode& resource(const ResourceBlock& r, Span at);
  CallNode& module_call(const hcl::Block& block, Span at);
  // providers.cc
  /// The provider configuration that applies to resources of `local_name` (aws) under `alias`; null when no block says anything. `key`:
  /// the instance of a block with for_each, null without one.
  const Provider* provider(std::string_view local_name, std::string_view alias, const Value* key);

  /// Evaluates everything in it and in its children and adds it to the result.
  void collect(Configuration& out);
  /// The managed resources of some types in it and in its children, and the calls that are opaque; nothing else is evaluated.
  void gather(const std::function<bool(std::string_view type)>& wanted, std::vector<Instance>& out, std::vector<OpaqueCall>& opaque);
  /// Adds what exists and nothing in it or its children stands for any more; after everything is collected.
  void collect_leaving(Configuration& out);

  Env env() { return {root_.c, this, nullptr, nullptr}; }
  const Declaration& declaration() const { return declaration_; }
  std::string_view path() const { return path_; }
  const Unknown* maybe() const { return maybe_; }
  /// The module that calls this one, the call, and which of its instances this is; null and nothing for the root.
  Module* parent() const { return parent_; }
  const hcl::Block* call() const { return call_; }
  const Repetition& repetition() const { return repetition_; }
  const ModelChoice* model() const { return model_ ? &*model_ : nullptr; }
  Root& root() { return root_; }
  /// Evaluates with an error list of its own; errors become findings.
  Value evaluated(const std::function<Value()>& body);
  std::string address(std::string_view local) const;
  /// The id that an `import` block of the root gives the instance at a full address; null when there is none (imports.cc).
  Value imported_id(std::string_view address);

 private:
  // checks.cc
  void check_call(const hcl::Block& call, const Declaration& called);
  void check_conditions();
  void check_instances(const ResourceNode& node);
  // prior.cc
  bool replaced(const ResourceBlock& r, const StateInstance& before, const Value& config);
  void refuse_destroying(const ResourceBlock& r, std::string_view what);
  void condition(const hcl::Block& rule, const Env& env, std::string_view of, Severity severity);

  Value data_or_resource(const hcl::Traversal& t, bool data, size_t& used);
  Value state(ResourceNode& node, const hcl::Traversal& t, size_t& used);
  Value call_reference(const hcl::Traversal& t, const Env& env, size_t& used);
  Value call_output(CallNode& node, size_t i, std::string_view name, Span at);
  Value all_outputs(CallNode& node, size_t i, Span at);
  Value call_arguments(const CallNode& node, size_t i, std::string_view address);
  Value path_value(const hcl::Traversal& t, size_t& used);
  Expansion expand(const hcl::Block& block, std::string_view address);
  void enabled(const hcl::Block& block, std::string_view what, Expansion& out);
  void refuse_unknown(const Unknown& u, const hcl::Attribute& argument, std::string_view what);
  bool deferred(const ResourceBlock& r) const;
  void make_instances(ResourceNode& node);
  void make_modules(CallNode& node);
  /// The source of a call.
  struct SourceFound {
    const Declaration* module = nullptr;  // null: not at hand
    bool stands_in = false;               // another release of the module than the one that is asked for
  };
  SourceFound find_source(const hcl::Block& call, std::string_view source, std::string_view version) const;
  SourceFound find_in_mirror(const hcl::Block& call, std::string_view source, std::string_view version) const;
  std::optional<ModelChoice> model_for(const hcl::Block& call, std::string_view source, std::string_view version) const;
  /// The block that stands for `b` before people: itself, or in a model the user's call.
  const hcl::Block& shown(const hcl::Block& b) const { return shown_ ? *shown_ : b; }
  Span argument_of(const hcl::Expr* e, int depth);
  Span instance_place(const hcl::Block& block, const Value& key);
  Value variable_value(std::string_view name, const hcl::Block& block);
  const Provider* make_provider(const hcl::Block& block, const Value* key);
  const Provider* instance_provider(const ResourceBlock& r, const Env& env);
  bool has_provider(std::string_view name, std::string_view alias) const;
  void check_provider(const hcl::Expr& asked);
  void check_passed_providers(const hcl::Block& call);

  Root& root_;
  const Declaration& declaration_;
  std::string_view path_;
  Module* parent_;
  const hcl::Block* call_;
  Repetition repetition_;  // of the call: for evaluating the arguments in the parent
  const Unknown* maybe_;
  std::optional<ModelChoice> model_;
  bool stands_in_ = false;  // another release than the call asks for (module mirror), or in one: what it refuses may be right
  const hcl::Block* shown_ = nullptr;  // in a model: the call of the first model on the way here
  std::map<const hcl::Expr*, Span> places_;
  std::vector<Lazy<Value>> variables_, locals_, outputs_;  // by their numbers in the declaration
  std::map<const ResourceBlock*, Lazy<ResourceNode>> resources_;
  std::map<const hcl::Block*, Lazy<CallNode>> calls_;
  std::map<std::pair<const hcl::Block*, std::string>, Lazy<const Provider*>> providers_;  // by block and key
  std::optional<std::map<std::string, Value, std::less<>>> imports_;  // of the root: ids by address
};

/// The address that a reference names, its keys evaluated (`to` of an import, `from` of a move); empty when a key is not known.
std::string target_address(const hcl::Expr& to, const Env& env);

/// A key as it stands in an address: [0], ["a"]; [*] for one that is not known.
std::string key_text(const Value& key);

/// A root module that a tool around Terraform puts together (Terragrunt): files beside those of its directory, values of its variables.
struct RootFiles {
  std::vector<RootFile> files;                  // all of the root module's; those of the directory are not read besides
  const Declaration* declaration = nullptr;     // in place of files
  bool incomplete = false;                      // there are more files, whose text is not known
  std::vector<std::string> directories;         // with *.tfvars that are read by themselves, beside the module's own
  std::vector<std::string> var_files;           // given with -var-file
  const std::map<std::string, Value, std::less<>>* variables = nullptr;  // any other source wins
  const Unknown* open = nullptr;                // why variables may have other values than these
};

/// How a root module is evaluated, where that is not what the project's options and its directory say.
struct RootSettings {
  const RootFiles* files = nullptr;
  const Roots* roots = nullptr;    // the root modules of the project, which it sees (neighbours.h); null: it is alone
  bool look_up = true;             // data sources are looked for in other root modules
  Neighbours* within = nullptr;    // it is asked by another root module, which has these neighbours
  std::string_view workspace = {}; // empty: the options'
  std::string_view unit = {};      // where it acts, where that is not the directory of its files
};

/// The root module of a directory, ready to be asked; what is asked for is evaluated then. `module` is null without any *.tf.
struct RootModule {
  RootModule(const Project& project, std::string_view directory, Arena& arena, Findings& findings, const RootSettings& settings = {});
  ~RootModule();
  RootModule(const RootModule&) = delete;
  RootModule& operator=(const RootModule&) = delete;
  std::shared_ptr<const void> stands_on;  // what the tool that put it together keeps for it
  std::string why;                        // `module` is null, where such a tool knows
  Context context;
  Root root;
  const Declaration* given_declaration = nullptr;  // in place of the directory's
  std::unique_ptr<Module> caller;                  // of a modelled module that is a root by itself (Terragrunt): the call that it amounts to
  std::unique_ptr<Neighbours> neighbours;  // its own; null when it is asked by another one
  std::unique_ptr<Module> module;
};

/// The last label of a block, or its type.
Span name_span(const hcl::Block& b);

/// The body of a block as an object: attributes, and nested blocks as lists of objects under their type; dynamic blocks are expanded.
/// `address` and `path` name the block for references to what it does not say. `left_out`: names that are no arguments.
Value body_object(const hcl::Body& body, const Env& env, std::string_view address, std::string_view path, bool (*left_out)(std::string_view), Span at);

/// What the data source `type` computes from its configuration without asking anyone (aws_iam_policy_document.json, aws_region.name,
/// ...): entries to add to its object.
std::vector<Entry> data_results(const Env& env, const Instance& instance);

/// What is wrong with the type that a variable declares, or nothing.
struct TypeFault {
  Span at;
  std::string message;
};
std::optional<TypeFault> type_fault(const hcl::Expr& e, bool inside = false);

/// What data sources answer, by address, given from outside (LoadOptions::data).
std::map<std::string, Value, std::less<>> given_data(Context& c, const Project& project);

/// The values given from outside (terraform.tfvars, *.auto.tfvars, options), with Terraform's precedence.
std::map<std::string, Value, std::less<>> given_variables(Context& c, const Project& project, const Declaration& root, Findings& findings, const RootFiles* more = nullptr);

/// Reports what Terraform refuses of a declaration whatever the values are; once a declaration.
void check_declaration(Root& root, const Declaration& declaration);

/// Whether a part of the value is marked sensitive.
bool sensitive_inside(const Value& v);
/// Whether a part of the value is ephemeral; write-only arguments (*_wo) may be.
bool ephemeral_inside(const Value& v);
/// Whether the block says `name = true`.
bool says(const hcl::Block& block, std::string_view name);

/// The type that a variable's `type` argument says; null (any) when it cannot be read.
const Type* read_type(const hcl::Expr& e, Context& c);

}  // namespace plumb::terraform
