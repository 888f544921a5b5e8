// Config: one Terragrunt file (terragrunt.hcl, root.hcl, env.hcl, terragrunt.stack.hcl, ...) as an expression in it sees things: locals,
// included files, dependencies, values, Terragrunt's functions (functions.cc). Everything is evaluated at most once, when it is asked for.
// What Terragrunt would only know where it runs (environment, account, commands) is unknown with its cause. A mock output is never a value.
// Invariant: what cannot be found (a parent folder outside of what is checked, a file that is not committed) is unknown and no finding.
#pragma once
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "load/terraform/eval/module.h"
#include "load/terraform/terragrunt/sites.h"

namespace plumb::terraform::terragrunt {

class Config;

/// What all files that one unit reads share.
struct Reading {
  Context& c;
  const Sites& sites;
  Findings& findings;
  const Root* asker = nullptr;                                      // as what the unit asks its neighbours for outputs; null: they are unknown
  std::map<std::string, std::unique_ptr<Config>, std::less<>> configs;  // by virtual path: read_terragrunt_config
  std::set<std::string> reported;
  int depth = 0;

  void report(Span at, const std::string& message, std::string help = {});
};

struct Include {
  std::string_view label;  // empty: the form without a name
  const hcl::Block* block = nullptr;
  enum class Merge : uint8_t { none, shallow, deep } merge = Merge::shallow;
  std::unique_ptr<Config> config;  // null: not at hand
  Value missing;                   // why: unknown
};

class Config : public Names {
 public:
  /// `path`: virtual; `child`: the file that includes this one, null for none; `site`: the unit, whose `values` it may read.
  Config(Reading& reading, const InputFile& file, std::string path, Config* child, const Site* site);
  /// A stack file.
  Config(Reading& reading, const Stack& stack);
  /// What a stack lays over a unit or stack that it makes: `patch` is its block autoinclude, `patched` the file, which must outlive this.
  Config(Reading& reading, const Stack& stack, const hcl::Block& patch, Config& patched);
  ~Config() override;

  // Names.
  Value name(const hcl::Traversal& t, const Env& env, size_t& used) override;
  bool function(const hcl::Call& call, const Env& env, Value& result) override;  // functions.cc
  std::string_view directory() const override { return located_; }

  Env env() { return {reading_.c, this, nullptr, nullptr}; }
  const hcl::Body& body() const { return *body_; }
  const InputFile& file() const { return file_; }
  /// The folder of the unit for which the file is evaluated, and that of the file itself (virtual).
  const std::string& unit_directory() const { return child_ ? child_->directory_ : directory_; }
  const std::string& own_directory() const { return directory_; }
  /// Evaluates with an error list of its own; errors become findings.
  Value evaluated(const hcl::Expr& e);
  Value local(std::string_view name, Span at);
  Value locals(Span at);
  /// The attribute `inputs` of this file alone; null when it has none.
  Value own_inputs();
  /// `remote_state` of this file alone, as {backend, config}; null when it has none.
  Value own_remote_state();
  std::vector<Include>& includes();
  /// What read_terragrunt_config gives.
  Value as_object(Span at);
  /// A path as an expression of this file gives it -> virtual; relative ones lie in the unit's folder. nullopt: outside of the project.
  std::optional<std::string> path_of(std::string_view text) const;
  std::string absolute(std::string_view path) const { return std::string("/") + std::string(path); }
  Reading& reading() { return reading_; }

 private:
  Value dependency(const hcl::Traversal& t, size_t& used);
  Value outputs_of(const hcl::Block& dependency, std::string_view output, Span at);
  const hcl::Block* find_block(std::string_view type, std::string_view label, Config*& owner);
  Value feature(const hcl::Traversal& t, size_t& used);
  Value include_value(const hcl::Traversal& t, size_t& used);
  Value values(const hcl::Traversal& t, size_t& used);
  Value unread(std::string_view what, Span at);
  Value generated_path(const hcl::Traversal& t, size_t& used);

  Reading& reading_;
  const InputFile& file_;
  const hcl::Body* body_;
  std::string path_, directory_, located_;
  Config* child_;
  const Site* site_ = nullptr;
  const Stack* stack_ = nullptr;
  std::unique_ptr<Config> made_of_; // the stack that maker_ patches
  std::unique_ptr<Config> maker_;   // the stack file, or the patch in it, that gives the values
  std::unique_ptr<Config> around_;  // of a patch: the stack file that it stands in
  Config* patch_ = nullptr;         // what is laid over this file, and wins
  std::map<std::string_view, const hcl::Attribute*> local_attributes_;
  std::map<std::string_view, Lazy<Value>> locals_;
  bool includes_read_ = false;
  std::vector<Include> includes_;
  Lazy<Value> inputs_, remote_state_, whole_;
};

}  // namespace plumb::terraform::terragrunt
