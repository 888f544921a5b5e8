// What the load balancer decisions need, read out of the graph: a VPC as the controller sees it, the controllers of a cluster, its
// ingress classes and ingresses.
// Invariant: nothing here decides; what the graph leaves open stays unknown, with its cause.
#pragma once
#include <compare>
#include <map>
#include <vector>

#include "analysis/load_balancers/model.h"
#include "graph/graph.h"

namespace plumb {

struct VpcView {
  lb::Network network;
  std::vector<NodeId> subnets;  // same order as network.subnets
};

/// The VPC's subnets, then the subnets of other VPCs that are known by id. Reads what the passes zones and routing have set.
VpcView view_vpc(Graph& graph, NodeId vpc);

/// A deployment of the AWS Load Balancer Controller that the inputs show; `known_version` false: versions have to be tried.
struct FoundController {
  lb::Controller controller;
  bool known_version = false;
  bool manifest = false;  // as Kubernetes objects, so that what is not among the inputs is not there
  const Cause* version_cause = nullptr;
};

/// The versions to try where none is known: each stands for those from 2.5 on that behave alike.
std::vector<lb::Version> versions_to_try();

/// What one controller sees: a cluster, or, for objects of no known cluster, their unit.
struct Scope {
  NodeId cluster = NodeId::none;
  UnitId unit = UnitId::none;  // none where the cluster is known
  friend auto operator<=>(const Scope&, const Scope&) = default;
};

/// The nodes of a scope that decide about load balancers.
struct ScopeMembers {
  std::vector<NodeId> controllers;  // containers
  std::vector<NodeId> releases;     // of Helm charts
  std::vector<NodeId> webhooks, classes, params, ingresses, namespaces;
};

/// Whether an image reference names the AWS Load Balancer Controller, of whatever registry.
bool is_controller_image(std::string_view image);

Scope scope_of(const Graph& graph, NodeId node, Field cluster);
std::map<Scope, ScopeMembers> index_scopes(const Graph& graph);

/// The controllers deployed to a scope.
std::vector<FoundController> find_controllers(Graph& graph, const Scope& scope, const ScopeMembers& members);

/// Classes, parameters, ingresses and namespaces of a scope.
lb::IngressScene view_ingresses(Graph& graph, const ScopeMembers& members, const std::vector<FoundController>& controllers);

lb::Service view_service(Graph& graph, NodeId service);
lb::Ingress view_ingress(const Graph& graph, NodeId ingress);

}  // namespace plumb
