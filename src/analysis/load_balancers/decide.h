// The door: what a Service or an Ingress gets, in every world that the inputs allow and from every controller that may run.
// Each decision function answers for one world and one version; decide() keeps what all of them agree on.
#pragma once
#include <functional>
#include <span>

#include "analysis/load_balancers/model.h"
#include "analysis/load_balancers/world.h"

namespace plumb::lb {

/// A Service under the AWS Load Balancer Controller. `net` null: the VPC is not known, for the reason `no_net`.
Outcome decide_service(const Service& s, const Controller& c, const Network* net, const Cause* no_net, World& w);

/// An Ingress (one of `scene.ingresses`) under the AWS Load Balancer Controller, with its whole group.
Outcome decide_ingress(const Ingress& i, const IngressScene& scene, const Controller& c, const Network* net, const Cause* no_net, World& w);

/// A Service of type LoadBalancer under the AWS cloud provider (cloud-provider-aws `version`, which is Kubernetes' own). No Service with a class gets here.
Outcome decide_legacy_service(const Service& s, Version version, const Value& cluster_name, const Network* net, const Cause* no_net, World& w);

/// What all worlds and branches agree on; `outcome.subnets` are those that all choose, `outcome.others` those that some may.
/// verdict undecided carries a cause; error, code, type, scheme and source are empty where worlds differ.
Outcome decide(std::span<const std::function<Outcome(World&)>> branches, const Cause* branches_differ);

}  // namespace plumb::lb
