// The passes, in the order in which analysis.cc runs them. Each works on the frozen graph and sets the fields whose `derived_by` names it.
#pragma once
#include <string_view>

#include "graph/graph.h"

namespace plumb {

void derive_zones(Graph& graph);            // subnet.zone, subnet.addresses
void derive_routing(Graph& graph);          // subnet.route_table, default_route, reachability, has_internet_gateway_route
void derive_tiers(Graph& graph);            // subnet.tier; reads reachability
void derive_endpoint_access(Graph& graph);  // cluster.endpoint_access, endpoint_public_open
void derive_pod_network(Graph& graph);      // workload.ports, container.sidecar_kind
void derive_trust(Graph& graph);            // service_account.role_trusts, role_trust_subjects
void derive_capacity(Graph& graph);         // node_group.addresses_per_node, max_pods_limit, subnet.addresses_at_*
/// cluster_minor, api_introduced_in, api_removed_in, api_replacement of Kubernetes objects; `default_version` where no cluster states one.
void derive_versions(Graph& graph, std::string_view default_version);
void derive_load_balancers(Graph& graph);   // service.load_balancer_*, ingress.load_balancer_*; reads zones and routing

}  // namespace plumb
