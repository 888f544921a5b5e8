// Where a root module keeps its state, and whether a terraform_remote_state reads that: by type, store and place in the store.
// Why by place: a key with a workspace in it ("eks/prod/terraform.tfstate") is what the s3 backend makes of prefix, workspace and key.
// Invariant: only texts that are written down count; a setting that is given elsewhere (-backend-config key=value) is not known.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "load/frontend.h"
#include "load/terraform/value.h"

namespace plumb::terraform {

struct StatePlace {
  std::string type;                                      // s3, gcs, local, remote, ...; empty: of a kind that is not known
  std::map<std::string, std::string, std::less<>> store; // what tells stores apart: bucket, organization; a name without value: not known
  std::optional<std::string> key;                        // of the default workspace's state; none: not known, or there is no such state
  std::string before, after;                             // of another workspace's: before + workspace + after
  bool named = false;                                    // the key is one that the configuration chooses, not a common one

  std::optional<std::string> of(std::string_view workspace) const {
    if (!key && before.empty() && after.empty()) return std::nullopt;
    return workspace == "default" ? key : before + std::string(workspace) + after;
  }
};

/// What the `backend` or `cloud` block of the root module in `directory` says; without one, the local file. Several where files for
/// -backend-config beside it give what the block leaves out (backend_files.cc).
std::vector<StatePlace> state_places(const Project& project, std::string_view directory);

/// The place of a root module that a tool around Terraform puts together; `given`: {backend, config} as that tool says it, null for nothing.
StatePlace state_place(const std::vector<const hcl::File*>& files, std::string_view directory, const Value& given);

/// What the configuration {backend, config} of a terraform_remote_state in `directory` asks for. `rooted`: as Context::rooted.
StatePlace state_place(std::string_view directory, const Value& config, bool rooted);

/// The workspace of `root` whose state lies at `place` of the store that `asked` names; nothing when it is not there for certain.
/// `sure` becomes false when a setting of the store is not known on one side.
std::optional<std::string> workspace_at(const StatePlace& root, const StatePlace& asked, std::string_view place, bool& sure);

}  // namespace plumb::terraform
