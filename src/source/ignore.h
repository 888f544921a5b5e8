// IgnoreRules: .gitignore files, as git reads them, plus the names that plumb always leaves out.
// Invariant: rules apply in order, the last match wins; a file below an ignored directory cannot be re-included (as in git).
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace plumb {

class IgnoreRules {
 public:
  /// Adds the patterns of a .gitignore that lies in `directory` ("" is the root).
  void add(std::string_view directory, std::string_view text);
  /// Whether git would ignore `path` (relative to the root), given that no parent of it is ignored.
  bool ignored(std::string_view path, bool is_directory) const;

 private:
  struct Pattern {
    std::string base;     // directory of its file
    std::string glob;
    bool negated = false, directories_only = false, anchored = false;
  };
  std::vector<Pattern> patterns_;
};

/// Names that are left out unless --no-ignore: .git, .terraform, node_modules, vendor.
bool always_left_out(std::string_view directory_name);

}  // namespace plumb
