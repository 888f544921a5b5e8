// UnitPlan: what forming the units found out about a unit and loading it needs: the kustomization's part in it.
// Why apart from UnitInput: overlays reach across directories, so it takes the whole project to know them, once.
#pragma once
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "load/frontend.h"

namespace plumb::kubernetes {

struct UnitPlan {
  /// The namespace that the kustomization, or every overlay that includes it, puts on all objects; empty when none does.
  std::string namespace_;
  Span namespace_span;
  /// Overlays put different namespaces on the objects: what stands in the manifests is not final.
  bool namespace_varies = false;
  /// Labels that the kustomization adds to pod templates.
  std::vector<std::pair<TreeRef, TreeRef>> pod_labels;
  /// An overlay adds labels to pod templates, too.
  bool more_pod_labels = false;
  Span overlay_span;  // what says so
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
