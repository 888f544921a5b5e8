// Kustomizations of a project: which files each lists, which include which, what they add. Thin on purpose: nothing is rendered; it is
// known what belongs together, which files are patches and not objects, and which namespace the objects end up in.
#pragma once
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "load/kubernetes/plan.h"

namespace plumb::kubernetes {

struct Kustomization {
  const InputFile* file = nullptr;
  TreeRef root;
  bool component = false;
  std::vector<const Kustomization*> includes, included_by;
  std::vector<std::pair<std::string, Span>> open_because;  // remote or missing resources, generators, charts, renaming
};

class Kustomizations {
 public:
  /// Reads all of `files` that are kustomizations.
  Kustomizations(const Project& project, const std::vector<const InputFile*>& files);

  /// The kustomization of this directory, or null.
  const Kustomization* in(std::string_view directory) const;
  /// The kustomization whose unit `file` belongs to: the one that lists it, else the one in its directory, else null.
  const Kustomization* of(const InputFile& file) const;
  /// Whether the file is named as a patch or as a transformer's configuration: no object.
  bool is_patch(const InputFile& file) const { return patches_.count(&file) > 0; }
  /// Puts what the kustomization, and those that include it, do to its objects into the plan.
  void apply(const Kustomization& k, UnitPlan& plan) const;

 private:
  using Namespaces = std::map<std::string, Span>;  // "" : none stated
  void read(const Project& project, Kustomization& k);
  void list(const Project& project, Kustomization& k, std::string_view key);
  void note_patches(const Project& project, const Kustomization& k);
  Namespaces namespaces(const Kustomization& k, std::set<const Kustomization*>& seen) const;
  bool outer_labels(const Kustomization& k, std::set<const Kustomization*>& seen, Span* where) const;

  std::map<std::string, Kustomization, std::less<>> by_directory_;
  std::map<const InputFile*, const Kustomization*> listed_;
  std::set<const InputFile*> patches_;
};

bool is_kustomization(std::string_view path);

/// `relative` as seen from `directory`, without "." and ".."; nothing when it leaves the project.
std::optional<std::string> resolve_path(std::string_view directory, std::string_view relative);

}  // namespace plumb::kubernetes
