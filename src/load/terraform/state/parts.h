// Reader: a large JSON text, part by part; shared by the readers of states and plans.
// Why: such a text is never a tree as a whole (syntax/read.h: outline_json), and the first fault ends the reading of all of it.
// Invariant: once `broken`, nothing more is given, and a finding says where.
#pragma once
#include <functional>
#include <string_view>

#include "base/arena.h"
#include "load/terraform/state/state.h"
#include "source/finding.h"
#include "syntax/tree.h"

namespace plumb::terraform {

struct Reader {
  Reader(FileId file, std::string_view text, Arena& arena, Findings& findings);

  /// One level of a folded collection; the whole of it. The tree has no document when it is broken.
  Tree outline(TreeRef folded);
  Tree whole(TreeRef folded);
  /// The objects in a folded list; the entries of a folded object.
  void each(TreeRef folded, const std::function<void(TreeRef)>& body);
  void each_entry(TreeRef folded, const std::function<void(TreeRef, TreeRef)>& body);
  /// Notes whether reading the tree failed.
  Tree watched(Tree tree);

  FileId file;
  std::string_view text;
  Arena& arena;
  Findings& findings;
  Each each_instance = nullptr;
  size_t seen = 0;  // findings that were looked at
  bool broken = false;
};

/// `provider["registry.terraform.io/hashicorp/aws"].west`, `module.net.provider.aws`: which provider and alias.
void split_provider(std::string_view text, std::string_view& provider, std::string_view& alias);

/// An object of version 3's flat form: "tags.%": "1", "tags.Name": "a", "subnet_ids.#": "2", "subnet_ids.0": ...
Value flat_value(Arena& structure, Arena& texts, TreeRef flat);

/// Version 3: modules with paths, resources under "aws_subnet.a.0" (flat.cc).
void read_version_3(Reader& reader, TreeRef root, State& state);

}  // namespace plumb::terraform
