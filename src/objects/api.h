// What is known about Kubernetes API kinds: which node kind each becomes, whether it has a namespace, where its pod template is.
// Why a table: the difference between a Deployment and a CronJob is data; the loader has one path for all.
#pragma once
#include <string_view>

#include "graph/kind.h"

namespace plumb::kubernetes {

/// What one API kind is.
struct Api {
  std::string_view group, kind;
  Kind node{};                       // Kind::object when it has no kind of its own
  bool cluster_scoped = false;
  const char* pod_template = nullptr;  // workloads: path to what holds the pod's `metadata` and `spec`, '/' separated; "" is the object itself
  bool replicas = false;             // has spec.replicas with the default 1
};

/// "apps/v1" -> "apps", "v1" -> "".
std::string_view group_of(std::string_view api_version);

/// The table's entry for this group and kind; for others an `object`, cluster-scoped where that is known.
Api api_of(std::string_view api_version, std::string_view kind);

/// Whether the API server itself serves the group (no CustomResourceDefinition behind it).
bool builtin_group(std::string_view group);

/// The node kind that a manifest of this `kind` is likely to become, whatever its group; for texts whose apiVersion cannot be read.
Kind node_kind_by_name(std::string_view kind);

}  // namespace plumb::kubernetes
