// Vfs: where bytes come from: the disk, the git index or a commit, and editor buffers laid over any of them.
// Why: `check`, `--staged`, `--since` and the editor must give the same answer through the same door. All I/O of the
// analysis happens here. Paths are relative to the root, '/' separated, without "./".
#pragma once
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plumb {

/// A file that discovery left out, and why, in words for a person.
struct Skipped {
  std::string path, why;
};

struct Listing {
  std::vector<std::string> files;  // sorted by bytes
  std::vector<Skipped> skipped;    // sorted; directories that are left out as a whole are one entry
};

struct ListOptions {
  bool ignore_rules = true;          // .gitignore, .git, .terraform, node_modules, vendor (product.md section 2)
  std::vector<std::string> exclude;  // globs, relative to the root
  std::string below = {};            // only the files below this directory; empty: all
};

class Vfs {
 public:
  virtual ~Vfs() = default;
  virtual Listing list(const ListOptions& options) const = 0;
  /// The paths of the files directly in a directory, whatever the ignore rules say, sorted; empty when there is none.
  virtual std::vector<std::string> directory(std::string_view path) const = 0;
  /// The names of the directories directly in a directory, sorted.
  virtual std::vector<std::string> folders(std::string_view path) const = 0;
  /// The bytes of a file; nullopt when it is missing or unreadable (`why` gets the reason).
  virtual std::optional<std::string> read(std::string_view path, std::string* why) const = 0;
  /// Whether the file is an editor's buffer whose text is not saved: one that is being typed.
  virtual bool is_edited(std::string_view) const { return false; }
};

/// The work tree below `root`. Symlinks are followed once and never out of the root.
std::unique_ptr<Vfs> disk(std::string root);
/// The git index (`--staged`) of the repository that holds `root`, as seen below `root`; what git does not track is not there.
std::unique_ptr<Vfs> git_index(std::string root, std::string* error);
/// The tree of a commit (`--since REV`), as seen below `root`.
std::unique_ptr<Vfs> git_tree(std::string root, std::string revision, std::string* error);
/// Files given as they are: tests and rule fixtures.
std::unique_ptr<Vfs> memory(std::map<std::string, std::string> files);
/// `buffers` over `base`: unsaved editor text wins over what is below.
std::unique_ptr<Vfs> overlay(std::shared_ptr<const Vfs> base, std::map<std::string, std::string> buffers);
/// `base`, and at the path `at` (which may lead out of it: "../mirror") what `folder` holds; it is read where it is asked for, never listed.
std::unique_ptr<Vfs> with_folder(std::shared_ptr<const Vfs> base, std::string at, std::shared_ptr<const Vfs> folder);

}  // namespace plumb
