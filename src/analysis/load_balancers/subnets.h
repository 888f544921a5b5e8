// Which subnets the AWS Load Balancer Controller gives a load balancer, or why it refuses: discovery, selector, names.
// Errors are the controller's own texts; codes are stable (schemas/kinds/service.yaml lists them).
#pragma once
#include "analysis/load_balancers/model.h"
#include "analysis/load_balancers/world.h"

namespace plumb::lb {

struct SubnetRequest {
  std::string_view type;             // application or network
  std::string_view scheme;           // internal or internet-facing
  std::string_view ip_address_type;  // ipv4, dualstack, dualstack-without-public-ipv4; empty: ipv4
  bool ignore_free_addresses = false;  // an internal NLB with private addresses of its own, before 2.13
};

/// Nothing named: role tags, else (2.13 and later) routes.
Outcome discover_subnets(const SubnetRequest& request, const Controller& c, const Network& net, World& w);

/// IngressClassParams.spec.subnets: `selector` is the map with ids or tags.
Outcome select_subnets(const SubnetRequest& request, const Value& selector, const Controller& c, const Network& net, World& w);

/// Ids and Name tags as listed.
Outcome find_named_subnets(const SubnetRequest& request, const std::vector<std::string>& names, const Controller& c, const Network& net, World& w);

/// The items of a comma-separated annotation, trimmed, without empty ones.
std::vector<std::string> list_items(std::string_view text);
/// "[a b c]", as Go prints a list.
std::string bracketed(const std::vector<std::string>& items);
/// A feature gate: as set, else `otherwise`; a question where the flags are not known.
bool gate(const Controller& c, std::string_view name, bool otherwise, World& w);

}  // namespace plumb::lb
