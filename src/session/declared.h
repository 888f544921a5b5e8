// What an input declares, before the graph: the door for `plumb resources` and whatever else looks at one root module as its tool does.
// Why apart from analyze(): a root module reaches what lies beside and above its directory ("../modules/vpc"), and nothing else matters to it.
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "load/declared.h"
#include "session/session.h"

namespace plumb {

/// A root module with everything that its files need, read and parsed; the snapshot has no graph.
struct RootInput {
  std::shared_ptr<const Snapshot> snapshot;
  const Frontend* frontend = nullptr;  // null: no frontend takes the files of the directory by their names as one root
  UnitInput unit;
};

/// Reads the directory (of `vfs`, whose root should be wide: the whole disk) and, step by step, the directories that its files need.
RootInput read_root(std::shared_ptr<const Vfs> vfs, std::string_view directory, const Options& options);

struct DeclaredInput {
  std::shared_ptr<const Snapshot> snapshot;  // its findings: what is wrong with the input
  Declarations declarations;
  std::vector<std::string> roots;            // root modules below the directory that were left alone, each its own input
};

/// The root module in `directory` when it is one (with what a plan of it knows that lies in the directory); else the objects of all files below it.
DeclaredInput declared(std::shared_ptr<const Vfs> vfs, std::string_view directory, const Options& options);
/// What one file declares by itself: a plan or a state, manifests.
DeclaredInput declared_in_file(std::shared_ptr<const Vfs> vfs, const std::string& path, const Options& options);

}  // namespace plumb
