// UnitPlan: what forming the units found out about a unit and loading it needs: the kustomization's part in it.
// Why apart from UnitInput: overlays reach across directories, so it takes the whole project to know them, once.
#pragma once
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "load/frontend.h"
#include "objects/objects.h"

namespace plumb::kubernetes {

struct UnitPlan {
  /// What the kustomization, or every overlay that includes it, does to all objects.
  Surroundings around;
  /// Kinds "group/Kind" whose definition in the project says that they have no namespace.
  std::set<std::string, std::less<>> cluster_scoped;

  const InputFile* kustomization = nullptr;
  const InputFile* chart = nullptr;
  /// Files with template markers that look like manifests; they make no nodes.
  std::vector<const InputFile*> templates;
  /// Why there may be more objects of every kind than the files show, in words; each with its place.
  std::vector<std::pair<std::string, Span>> open_because;
};

}  // namespace plumb::kubernetes
