// Unit: what a terragrunt.hcl with all that it includes says of its root module: where the module is, the values of its variables, files
// that are generated into it. Who wins: what a stack lays over the file, the file itself, then what it includes, the first include before the second.
#pragma once
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "load/terraform/terragrunt/config.h"

namespace plumb::terraform::terragrunt {

/// Where the root module's files are.
struct UnitSource {
  enum class Kind : uint8_t { own, local, remote, unknown } kind = Kind::own;
  std::string directory;        // own, local: where the files are
  std::string source, version;  // remote: as a module call would say it
  Span at;                      // the expression that says so; unknown for own
  Value why;                    // unknown
};

/// A file that Terragrunt writes into the root module.
struct Generated {
  std::string name;
  Value contents;  // text, or unknown
  Span at;         // the expression of the contents
  bool skip = false;  // the module's own file of that name wins
};

class Unit {
 public:
  /// `site.file` must be there.
  Unit(Context& c, const Sites& sites, const Site& site, Findings& findings, const Root* asker);

  UnitSource source();
  /// The inputs, by name. `open`: why there may be more, or others; null when these are all.
  std::map<std::string, Value, std::less<>> inputs(const Unknown** open);
  std::vector<Generated> generated();
  /// What it says of its state, as {backend, config}; null for nothing, unknown where it is not known what it says.
  Value remote_state();
  /// Paths in the project of files with values (extra_arguments), those that are there; `open` when it is not known which.
  std::vector<std::string> var_files(const Unknown** open);
  const Site& site() const { return site_; }
  Config& config() { return *config_; }
  /// An include that is not at hand, or null: what it says is not known.
  const Unknown* missing();

 private:
  template <class F> void each_config(F&& f);  // the file itself, then its includes that are merged

  const Site& site_;
  Reading reading_;
  std::unique_ptr<Config> config_;
  std::unique_ptr<Config> patch_;  // what the stack lays over it; null: nothing
};

/// `over` laid on `base`, both objects or null: by key, or deep (lists are joined).
Value laid_over(Context& c, const Value& base, const Value& over, bool deep, Span at);

}  // namespace plumb::terraform::terragrunt
