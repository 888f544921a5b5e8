// The VPC endpoints that eksctl makes for a fully private cluster (`privateCluster.enabled`).
// Invariant: exactly these services and no others; interface endpoints stand in every private subnet with the shared node group.
#include <algorithm>

#include "base/text.h"
#include "load/eksctl/design.h"

namespace plumb::eksctl {
namespace {

std::string upper_without_dots(std::string_view service) {
  std::string out;
  for (char c : service)
    if (c != '.') out.push_back(c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c);
  return out;
}

Value service_name(Design& d, std::string_view service, Span at) {
  if (!d.region.is_string()) return d.unknown("the region is not known", at);
  bool china = d.region.string().starts_with("cn-") && service != "s3" && service != "logs";
  return d.text(cat(china ? "cn." : "", "com.amazonaws.", d.region.string(), ".", service), d.by_default(at));
}

void make_endpoint(Design& d, std::string_view service, Span at) {
  bool gateway = service == "s3";
  NodeId e = d.add(Kind::vpc_endpoint, cat("VPCEndpoint", upper_without_dots(service)), at);
  d.b.link(e, field::vpc_endpoint::vpc, d.vpc, at);
  d.set(e, field::vpc_endpoint::service, d.text(service, d.by_default(at)));
  d.set(e, field::vpc_endpoint::service_name, service_name(d, service, at));
  d.set(e, field::vpc_endpoint::vpc_endpoint_type, Value::string(gateway ? "Gateway" : "Interface", d.by_default(at)));
  d.set(e, field::vpc_endpoint::private_dns_enabled, Value::boolean(!gateway, d.by_default(at)));
  if (!gateway) d.b.link(e, field::vpc_endpoint::security_groups, d.shared_node_group, at);
  for (const Subnet& s : d.subnets) {
    if (s.is_public || !s.listed) continue;
    if (!gateway) d.b.link(e, field::vpc_endpoint::subnets, s.node, at);
    else if (s.route_table != NodeId::none) d.b.link(e, field::vpc_endpoint::route_tables, s.route_table, at);
  }
  if (gateway && d.existing_vpc)
    d.b.open(e, field::vpc_endpoint::route_tables, make_cause(d.arena(), "eksctl takes the route tables of the private subnets; only the account knows them", at));
}

}  // namespace

void make_private_endpoints(Design& d) {
  Part config = d.root.part("privateCluster");
  if (!d.private_cluster || config.boolean("skipEndpointCreation").boolean_or(false)) return;
  Span at = config.key_span("enabled");
  if (d.outpost) d.b.open_kind(Kind::vpc_endpoint, make_cause(d.arena(), "a cluster on an Outpost may get further endpoints", at));
  for (const char* service : {"ec2", "ecr.api", "ecr.dkr", "s3", "sts"}) make_endpoint(d, service, at);
  std::vector<std::string> made;
  for (Value v : config.texts("additionalEndpointServices")) {
    if (!v.is_string()) {
      d.b.open_kind(Kind::vpc_endpoint, v.cause());
      continue;
    }
    std::string name(v.string());
    if (std::find(made.begin(), made.end(), name) != made.end()) continue;
    made.push_back(name);
    make_endpoint(d, v.string(), v.span());
  }
  Part logging = d.root.part("cloudWatch").part("clusterLogging");
  if (!logging.texts("enableTypes").empty() && std::find(made.begin(), made.end(), "logs") == made.end())
    make_endpoint(d, "logs", logging.key_span("enableTypes"));
}

}  // namespace plumb::eksctl
