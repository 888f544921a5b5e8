// The vocabulary of load balancer decisions: controllers with version and flags, a VPC's subnets, Kubernetes objects, outcomes.
// Values are three-valued (absent, known, unknown with its cause); absent means what the controller takes absent to mean.
#pragma once
#include <compare>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "graph/value.h"

namespace plumb::lb {

struct Version {
  int major = 0, minor = 0, patch = 0;
  friend auto operator<=>(const Version&, const Version&) = default;
};

/// The AWS Load Balancer Controller as it runs in one cluster.
struct Controller {
  Version version;
  Value cluster_name;  // string
  Value ingress_class, load_balancer_class, default_scheme, default_target_type;  // flags; absent: the controller's default
  Value webhook;       // bool: its webhook gives new LoadBalancer Services the controller's class
  std::map<std::string, Value, std::less<>> feature_gates;  // bool; what is missing has its default
  const Cause* gates_open = nullptr;                        // not null: gates that are missing here may be set as well
};

struct Subnet {
  Value id;          // string; unknown or absent for a subnet that is yet to be made
  Value zone;        // string, equal for the same zone
  Value zone_type;   // absent: availability-zone
  Value outpost_arn;
  Value tags;        // map<string>
  Value free;        // int: free addresses; absent: enough
  Value ipv6_block;  // string
  Value is_public;   // bool: its route table has a route to an internet gateway
  const Cause* maybe = nullptr;  // not null: it may not exist
  bool in_vpc = true;            // of the cluster's VPC; others can be named by id
};

struct Network {
  std::string vpc;                // for error texts
  std::vector<Subnet> subnets;
  const Cause* open = nullptr;    // not null: the VPC may have more subnets
  const Cause* not_here = nullptr;  // why an id that none of these has is not an error, unless `account`
  bool account = false;           // these are all subnets that exist, as an account answered; ids that are not here do not exist
};

/// A Service, in Kubernetes' words.
struct Service {
  std::string_view name, name_space;
  Value annotations;  // map<string>
  Value type;         // absent: ClusterIP
  Value load_balancer_class;
  Value ports;        // list of maps
  Value allocate_node_ports, session_affinity, load_balancer_ip;
};

struct IngressClass {
  std::string_view name;
  Value controller;   // string
  Value parameters;   // map {apiGroup, kind, name}
  bool is_default = false;
};

/// IngressClassParams of elbv2.k8s.aws.
struct ClassParams {
  std::string_view name;
  Value spec;  // map
};

struct Ingress {
  std::string_view name, name_space;
  Value annotations;
  Value class_name;   // spec.ingressClassName
};

/// Everything of a cluster that decides about an Ingress.
struct IngressScene {
  std::vector<IngressClass> classes;
  std::vector<ClassParams> params;
  std::vector<Ingress> ingresses;                                // of the whole cluster: groups join them
  std::map<std::string, Value, std::less<>> namespace_labels;    // map<string> each
  const Cause* classes_open = nullptr;                           // not null: classes or parameters may exist that are not here
};

enum class Verdict : uint8_t { ok, error, ignored, undecided };

/// How subnets were found.
enum class Source : uint8_t { none, named, selector, role_tag, reachability, route };

struct Outcome {
  Verdict verdict = Verdict::undecided;
  const Cause* cause = nullptr;        // of undecided
  std::string error;                   // the controller's words; empty where worlds differ in them
  std::string_view code;               // stable name of the refusal (service.yaml lists them)
  std::string_view type;               // application, network, classic
  std::string scheme;                  // internal, internet-facing; empty: undecided
  std::string ip_address_type;
  Source source = Source::none;
  std::vector<size_t> subnets;         // indices into Network::subnets, in the controller's order
  std::vector<size_t> others;          // not sure to be chosen, or not to be (ids decide, and are not known); may repeat some of `subnets`

  /// Makes this a refusal in the controller's words; false, for steps that say whether to go on.
  bool refuse(std::string_view why, std::string text) {
    verdict = Verdict::error;
    code = why;
    error = std::move(text);
    return false;
  }
  static Outcome refused(std::string_view code, std::string text) {
    Outcome o;
    o.refuse(code, std::move(text));
    return o;
  }
};

}  // namespace plumb::lb
