// Settings of a backend as they are written, before they say a place: shared by backend.cc and backend_files.cc.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "load/terraform/eval/backend.h"
#include "syntax/hcl/hcl.h"

namespace plumb::terraform {

/// By name; those of a nested block (or object) as "workspaces.name". A name without a value is given, and not known.
using Settings = std::map<std::string, std::optional<std::string>, std::less<>>;

struct BackendBlock {
  std::string_view type;  // local without a block
  Settings settings;
};

/// The `backend` or `cloud` block of the root module in `directory`.
BackendBlock backend_block(const Project& project, std::string_view directory);
/// The attributes and nested blocks of a body that are texts.
void add_settings(Settings& out, const hcl::Body& body);
/// Where such a backend keeps the state of the root module in `directory`.
StatePlace place_of(const BackendBlock& block, std::string_view directory, bool rooted = false);

}  // namespace plumb::terraform
