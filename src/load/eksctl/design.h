// Design: what one ClusterConfig is turned into, shared by the steps that make its parts (see load() in eksctl.cc for their order).
// Invariant: nodes that eksctl makes are named as its CloudFormation resources; addresses are `ClusterConfig/<cluster>/<part>`.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "graph/graph.h"
#include "graph/kinds.gen.h"
#include "load/eksctl/config.h"

namespace plumb::eksctl {

struct Subnet {
  NodeId node = NodeId::none;
  std::string key;        // under vpc.subnets.<tier>, or the zone of a subnet that eksctl makes
  std::string zone;       // empty: not known
  std::string id;         // subnet-..., empty: eksctl makes it or it is found by zone or block
  bool is_public = false;
  bool listed = true;     // in vpc.subnets or made for the cluster; false: only a node group or controlPlaneSubnetIDs names it
  bool local_zone = false;
  NodeId route_table = NodeId::none;
};

struct Design {
  Builder& b;
  Reading& reading;
  Part root;

  std::string name = {};  // metadata.name as written
  Span name_span = {};    // where it stands; else the document's
  Value region = {};      // string, unknown or absent
  Part vpc_config = {}, iam = {};

  bool existing_vpc = false, private_cluster = false, outpost = false, ipv6 = false, auto_mode = false, with_oidc = false, karpenter = false;
  bool random_zones = false;  // no availabilityZones: eksctl picks them

  NodeId cluster = NodeId::none, vpc = NodeId::none, oidc_provider = NodeId::none;
  NodeId control_plane_group = NodeId::none, shared_node_group = NodeId::none, cluster_group = NodeId::none;  // security groups
  std::vector<Subnet> subnets = {};
  std::map<std::string, NodeId> groups_by_id = {}, service_accounts = {}, namespaces = {};

  Arena& arena() { return b.arena(); }

  /// A node called `part` within the cluster: name and address follow from it. Underlined at `name_at`, or where it is declared.
  NodeId add(Kind kind, std::string_view part, Span at, Span name_at = {});

  // Values that eksctl decides because of what stands at `cause`.
  const Origin* by_default(Span cause) { return make_origin(arena(), cause, How::default_value, "eksctl"); }
  const Origin* computed(Span cause) { return make_origin(arena(), cause, How::computed, "eksctl"); }
  Value text(std::string_view s, const Origin* o) { return Value::string(arena().copy(s), o); }
  Value texts(const std::vector<std::string>& items, const Origin* o);
  Value unknown(std::string_view why, Span at) { return make_unknown(arena(), why, at); }

  /// `given`, or `otherwise` as eksctl's default with its cause at `cause`.
  Value or_default(Value given, Value otherwise, Span cause) { return given.is_absent() ? otherwise.with_origin(by_default(cause)) : given; }

  /// Sets a field where there is something to set.
  void set(NodeId node, Field field, Value value) {
    if (!value.is_absent()) b.set(node, field, value);
  }

  /// metadata.tags below `own`, which win: CloudFormation copies stack tags to every resource.
  Value tags(std::vector<MapEntry> own);
  /// An entry for tags() or another map: key and text that eksctl decides.
  MapEntry entry(std::string_view key, std::string_view value, Span cause);

  /// For an edge to the role that `arn` names: unknown, since it is made outside of this file.
  Value role_elsewhere(Value arn);
  /// The security group that `id` names, made once.
  NodeId external_group(Value id);
  /// The subnet that a key of vpc.subnets or an id names; made as an external node when nothing declares it.
  const Subnet& subnet_for(Value key_or_id);
};

// The steps, in order. Each sets what later ones need.
void make_network(Design& d);           // a VPC with subnets, routes and gateways
void adopt_network(Design& d);          // an existing VPC and the subnets listed of it
void make_private_endpoints(Design& d); // VPC endpoints of a fully private cluster
void make_control_plane(Design& d);
void make_security_groups(Design& d);
void make_node_groups(Design& d);
void make_fargate_profiles(Design& d);
void make_addons(Design& d);
void make_identities(Design& d);        // service accounts, pod identities, access entries, Karpenter

}  // namespace plumb::eksctl
