// The eksctl frontend: ClusterConfig documents (`apiVersion: eksctl.io/...`), one unit each.
// Why more than reading: a ClusterConfig is short because eksctl makes the rest (VPC, subnets, routes, groups, roles); the graph
// holds what is in the account afterwards. Recorded behaviour: eksctl 0.230.0.
// Invariant: what eksctl decides has Origin How::default_value with the note "eksctl" and the span of what causes it.
#pragma once
#include "load/frontend.h"

namespace plumb {

extern const Frontend kEksctlFrontend;

}  // namespace plumb
