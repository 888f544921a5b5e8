// Models of registry modules: what a module makes of its inputs, in HCL of our own (models/ at the top level, embedded by the build), for
// calls whose source is not at hand. models/README.md says how to write one.
// Invariant: texts of models belong to no file (FileId::none): whatever place would lie in a model is shown at the user's call
// (Module::place).
#pragma once
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/data.h"
#include "load/terraform/eval/declaration.h"
#include "load/terraform/eval/version_range.h"

namespace plumb {

/// Every file of models/, by its path there.
std::span<const EmbeddedFile> embedded_models();

namespace terraform {

/// The files of some folders, standing for a module (or submodule) of some versions.
class Model {
 public:
  /// `folder`: of the user's project; empty for a model of ours.
  Model(std::string source, VersionRange versions, std::vector<std::string_view> texts, std::string folder = {});

  std::string source;  // "terraform-aws-modules/vpc/aws", "terraform-aws-modules/eks/aws//modules/karpenter"
  VersionRange versions;
  uint32_t first = 0, last = 0;  // the majors of `versions`; the last is UINT32_MAX where nothing bounds it
  std::string folder;
  /// Read at the first use; thread-safe.
  const Declaration& declaration() const;
  /// What is wrong with the files; a test holds that there is nothing in ours.
  const Findings& faults() const { return declaration(), faults_; }

 private:
  std::vector<std::string_view> texts_;
  mutable std::once_flag once_;
  mutable std::vector<std::unique_ptr<hcl::File>> files_;
  mutable std::unique_ptr<const Declaration> declaration_;
  mutable Findings faults_;
};

using Models = std::vector<std::unique_ptr<Model>>;

/// All of ours (a line of models/models.tsv each); those of one source with the newest majors first.
const Models& all_models();

struct ModelChoice {
  const Model* model = nullptr;
  VersionRange range;
  std::optional<uint32_t> major;   // none: the range allows several of those that the model stands for
  uint32_t minor = UINT32_MAX;     // the highest that is allowed; UINT32_MAX: the newest
  uint32_t newest = UINT32_MAX;    // the highest major that is allowed: known where `major` is not
};

/// The model for a call, of `own` before ours. Of several that the version allows, the newest that knows most of the call's arguments.
std::optional<ModelChoice> choose_model(std::string_view source, std::string_view version, const hcl::Body& call, const Models& own = {});
/// The model that another model means by a relative source.
std::optional<ModelChoice> choose_model(const ModelChoice& from, std::string_view relative, const Models& own = {});

/// Names that every model may use without that the call sets them: var.module_major, var.module_minor and var.module_newest.
inline constexpr std::string_view kModuleMajor = "module_major", kModuleMinor = "module_minor", kModuleNewest = "module_newest";

}  // namespace terraform
}  // namespace plumb
