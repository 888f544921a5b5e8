// A Terragrunt unit as a root module: the module that its source names, with the unit's own files and the generated ones beside it, and its
// inputs as the values of the variables; another way to bind them. evaluate_unit() is evaluate() for units.
#pragma once
#include <memory>
#include <string_view>
#include <vector>

#include "load/terraform/eval/neighbours.h"
#include "load/terraform/eval/roots.h"
#include "load/terraform/terragrunt/unit.h"

namespace plumb::terraform::terragrunt {

/// A unit's root module, ready to be asked.
class UnitRoot {
 public:
  /// `from`: the evaluation that asks for it; null for none.
  UnitRoot(const Sites& sites, const Site& site, Arena& arena, Findings& findings, const RootSettings& settings, const Context* from, bool markers = false);
  ~UnitRoot();
  /// The module itself; null when its files are not at hand: then why() says so.
  Module* module() const { return asked_ ? asked_->module.get() : nullptr; }
  RootModule* root() const { return asked_; }
  /// The root module in other hands, null as root(); module() and root() go on to mean it.
  std::unique_ptr<RootModule> give() { return std::move(root_); }
  const Value& why() const { return why_; }
  const UnitSource& source() const { return source_; }
  /// What stands for the unit when its module is not at hand.
  OpaqueCall opaque();

 private:
  void local(const Sites& sites, Arena& arena, Findings& findings);
  void remote(const Sites& sites, Arena& arena, Findings& findings);
  const hcl::Block* call(Arena& arena);
  RootSettings settings(const RootFiles& files) const;

  std::unique_ptr<Neighbours> own_neighbours_;  // null: those of the one that asks
  Context reading_;  // in which Terragrunt's files are evaluated
  Root asker_;       // as which they ask for outputs of other units
  Unit unit_;
  UnitSource source_;
  std::map<std::string, Value, std::less<>> inputs_;
  const Unknown* open_ = nullptr;  // the inputs may be others
  Value why_;
  std::vector<std::unique_ptr<hcl::File>> generated_;
  std::unique_ptr<Declaration> caller_;  // of a modelled module: the call that the unit amounts to
  Models own_models_;                     // of the user
  std::unique_ptr<RootModule> root_;
  RootModule* asked_ = nullptr;
};

/// Where the module of the unit is, without anything else of it.
UnitSource source_of(const Sites& sites, const Site& site);
/// A unit as the other root modules see it.
std::shared_ptr<const Assembly> assembly_of(std::shared_ptr<const Sites> sites, const Site& site, const UnitSource& source);
/// The folders of module mirrors and of the user's models that the unit's source may mean.
std::vector<std::string> module_folders(const Sites& sites, const Site& site);

/// How a value of a unit's root module came to be (eval/why.h).
std::optional<Explanation> explain_unit(const Sites& sites, const Site& site, const Roots* roots, std::string_view address, std::string& error);

Configuration evaluate_unit(const Sites& sites, const Site& site, const Roots* roots, Arena& arena, Findings& findings, bool markers = false);

}  // namespace plumb::terraform::terragrunt
