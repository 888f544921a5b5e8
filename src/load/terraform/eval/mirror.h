// Modules of a mirror (`module-mirror:` of the configuration): folders that hold NAMESPACE/NAME/PROVIDER/VERSION with the source of releases.
// A mirror need not have every release: where none that a call allows is there, the newest one of an allowed major
// stands for it when it is newer than what is asked for and the call fits it. What it refuses is no finding then.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "load/frontend.h"
#include "load/terraform/eval/declaration.h"

namespace plumb::terraform {

struct MirrorRelease {
  std::string directory;  // relative to the project root
  bool allowed = true;    // by the call's version; false: only its major is, and it is newer
};

/// The releases that may stand for a call: the newest of each major that its version allows, newest major first. None for a branch or a commit.
std::vector<MirrorRelease> mirror_releases(const Project& project, std::string_view source, std::string_view version);

/// How many of the call's arguments the module knows; nullopt when it lacks one or needs another: then the call was not written for it.
std::optional<size_t> fits(const Declaration& module, const hcl::Body& call);

}  // namespace plumb::terraform
