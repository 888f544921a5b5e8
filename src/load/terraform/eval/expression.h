// Evaluating one expression: literals, operators, templates, conditionals, for, splat, indexing and calls. Names other than those of
// `for` and of templatefile's variables are asked of a Names (the module).
// Source of the rules: HCL native syntax specification; Terraform 1.11's recorded answers.
#pragma once
#include <string_view>

#include "load/terraform/eval/context.h"
#include "syntax/hcl/hcl.h"

namespace plumb::terraform {

struct Env;

/// Where names come from.
class Names {
 public:
  virtual ~Names() = default;
  /// The value of the longest prefix of `t` that is a name of the configuration ("var.a", "aws_vpc.main[0]"); `used` is the number of
  /// steps in it. A name that is not declared is an error.
  virtual Value name(const hcl::Traversal& t, const Env& env, size_t& used) = 0;
  /// False for a name that nothing in the configuration declares: name() is an error then, whatever is evaluated.
  virtual bool declares(const hcl::Traversal&) const { return true; }
  /// Whether all names in its expressions are known to be declared.
  virtual bool checked() const { return false; }
  /// Whether the module requires the provider: only then may its functions be called.
  virtual bool requires_provider(std::string_view) const { return true; }
  /// A function that only this place knows (Terragrunt's); false: it is none of those.
  virtual bool function(const hcl::Call&, const Env&, Value&) { return false; }
  /// Whether OpenTofu runs the configuration: what only it has may be used then.
  virtual bool opentofu() const { return false; }
  /// The directory of the module, relative to the project root, for file functions.
  virtual std::string_view directory() const = 0;
  /// Where a person finds what the expression says: its own place, unless it stands in a model (Module::place).
  virtual Span place(const hcl::Expr& e) { return e.span; }
};

/// A variable of a `for`, a dynamic block's iterator or a template file.
struct Local {
  const Local* outer = nullptr;
  std::string_view name;
  Value value;
};

/// each.key, each.value, count.index of the instance that is being evaluated.
struct Repetition {
  const Value* key = nullptr;    // each.key; null: no for_each
  const Value* value = nullptr;  // each.value
  const Value* index = nullptr;  // count.index; null: no count
};

struct Env {
  Context& c;
  Names* names = nullptr;  // null: no names at all (values given in tfvars, template files)
  const Local* locals = nullptr;
  const Repetition* repetition = nullptr;

  Env with(const Local& local) const { return {c, names, &local, repetition}; }
};

Value evaluate(const hcl::Expr& e, const Env& env);

/// Records an error for every reference in `e` to what is not declared; false when there is one. Terraform refuses these before evaluation,
/// so neither try() nor an untaken branch hides them.
bool check_references(const hcl::Expr& e, const Env& env);

/// One step: an attribute by name; an element by key or index. Errors are recorded.
Value get_attribute(Context& c, const Value& of, std::string_view name, Span at);
Value get_index(Context& c, const Value& of, const Value& key, Span at);

/// A parsed template (templatefile, templatestring) with the entries of `variables` as names.
Value evaluate_template(const hcl::Expr& e, Context& c, const Value& variables);

/// A function call: functions.cc.
Value call(const hcl::Call& call, const Env& env);

}  // namespace plumb::terraform
