// What the analysis says where the inputs leave something open: known only when every version, flag and open question agrees.
#include <gtest/gtest.h>

#include "analysis/design.h"
#include "base/text.h"

namespace plumb {
namespace {

using fixtures::Design;

struct Scene : Design {
  NodeId cluster = NodeId::none, ingress_ = NodeId::none, service_ = NodeId::none;

  Scene() {
    vpc = add(Kind::vpc, "vpc");
    cluster = add(Kind::cluster, "main");
    b.set(cluster, field::cluster::cluster_name, text("shop"));
    b.link(cluster, field::cluster::vpc, vpc, {});
  }

  NodeId in_zone(std::string_view zone, const std::vector<std::pair<std::string_view, std::string_view>>& tags = {}) {
    NodeId s = subnet(cat("s-", zone));
    if (!zone.empty()) b.set(s, field::subnet::availability_zone, text(zone));
    b.set(s, field::subnet::tags, map(tags));
    return s;
  }
  void controller(std::string_view tag, const std::vector<std::string_view>& args = {"--cluster-name=shop"}) {
    NodeId w = add(Kind::workload, "aws-load-balancer-controller"), c = add(Kind::container, "controller");
    b.link(w, field::workload::cluster, cluster, {});
    b.link(c, field::container::workload, w, {});
    b.set(c, field::container::image, text(cat("public.ecr.aws/eks/aws-load-balancer-controller:", tag)));
    b.set(c, field::container::args, texts(args));
  }
  Value object(const std::vector<MapEntry>& entries) { return make_map(b.arena(), entries); }
  /// A release of the controller's chart beside the cluster, which its provider does not name.
  void release(std::string_view version, const std::vector<MapEntry>& values = {}, bool open = false) {
    namespace f = field::helm_release;
    NodeId r = add(Kind::helm_release, "controller");
    b.set(r, f::chart, text("aws-load-balancer-controller"));
    b.set(r, f::version, text(version));
    b.set(r, f::values, make_map(b.arena(), values, open ? cause() : nullptr));
  }
  /// One feature gate, in the values.
  MapEntry gate(std::string_view name, bool on) { return {"controllerConfig", {}, object({{"featureGates", {}, object({{name, {}, Value::boolean(on)}})}})}; }
  void ingress(std::string_view scheme, std::string_view subnets = {}, bool with_class = true, bool with_cluster = true) {
    if (with_class) {
      NodeId k = add(Kind::ingress_class, "alb");
      b.set(k, field::ingress_class::controller, text("ingress.k8s.aws/alb"));
      b.link(k, field::ingress_class::cluster, cluster, {});
    }
    ingress_ = add(Kind::ingress, "web");
    std::vector<std::pair<std::string_view, std::string_view>> annotations;
    if (!scheme.empty()) annotations.emplace_back("alb.ingress.kubernetes.io/scheme", scheme);
    if (!subnets.empty()) annotations.emplace_back("alb.ingress.kubernetes.io/subnets", subnets);
    b.set(ingress_, field::ingress::annotations, map(annotations));
    b.set(ingress_, field::ingress::ingress_class_name, text("alb"));
    if (with_cluster) b.link(ingress_, field::ingress::cluster, cluster, {});
  }
  void service(const std::vector<std::pair<std::string_view, std::string_view>>& annotations, std::string_view load_balancer_class = {}) {
    service_ = add(Kind::service, "web");
    b.set(service_, field::service::type, text("LoadBalancer"));
    b.set(service_, field::service::annotations, map(annotations));
    if (!load_balancer_class.empty()) b.set(service_, field::service::load_balancer_class, text(load_balancer_class));
    b.link(service_, field::service::cluster, cluster, {});
  }
  /// Outcome, with the code of a refusal.
  std::string answer() {
    if (ingress_ != NodeId::none) return word(shown(ingress_, field::ingress::load_balancer_outcome), shown(ingress_, field::ingress::load_balancer_error_code));
    return word(shown(service_, field::service::load_balancer_outcome), shown(service_, field::service::load_balancer_error_code));
  }
  static std::string word(const std::string& outcome, const std::string& code) { return outcome == "error" ? cat("error ", code) : outcome; }
  /// Names of the chosen subnets, with a question mark where it is not sure.
  std::string chosen() {
    std::string out;
    graph.get(ingress_, field::ingress::load_balancer_subnets).for_each_item([&](const Value& v) { out += cat(out.empty() ? "" : " ", graph.node(v.node()).name, v.maybe() ? "?" : ""); });
    return out;
  }
};

constexpr std::pair<std::string_view, std::string_view> kPublicTag = {"kubernetes.io/role/elb", "1"};

struct Case {
  const char* what;
  void (*make)(Scene&);
  const char* answer;
};

void to_internet(Scene& d, std::initializer_list<NodeId> subnets) { d.route(d.table(subnets), "0.0.0.0/0", "internet_gateway"); }

const Case kCases[] = {
    {"tagged subnets in two zones, no controller shown: all versions agree", [](Scene& d) { d.in_zone("a", {kPublicTag}); d.in_zone("b", {kPublicTag}); d.ingress("internet-facing"); }, "ok"},
    {"one zone, no controller shown: all versions agree", [](Scene& d) { d.in_zone("a", {kPublicTag}); d.ingress("internet-facing"); }, "error too-few-zones"},
    {"untagged public subnets, no controller shown: versions differ", [](Scene& d) { to_internet(d, {d.in_zone("a"), d.in_zone("b")}); d.ingress("internet-facing"); }, "unknown"},
    {"untagged public subnets, 2.7", [](Scene& d) { to_internet(d, {d.in_zone("a"), d.in_zone("b")}); d.controller("v2.7.2"); d.ingress("internet-facing"); }, "error no-candidate-subnet"},
    {"untagged public subnets, 2.13", [](Scene& d) { to_internet(d, {d.in_zone("a"), d.in_zone("b")}); d.controller("v2.13.0"); d.ingress("internet-facing"); }, "ok"},
    {"untagged public subnets, 2.13 without the fallback", [](Scene& d) { to_internet(d, {d.in_zone("a"), d.in_zone("b")}); d.controller("v2.13.0", {"--cluster-name=shop", "--feature-gates=SubnetDiscoveryByReachability=false"}); d.ingress("internet-facing"); }, "error no-candidate-subnet"},
    {"untagged public subnets, chart 1.11 is 2.11", [](Scene& d) { to_internet(d, {d.in_zone("a"), d.in_zone("b")}); d.release("1.11.0", {{"clusterName", {}, d.text("shop")}}); d.ingress("internet-facing"); }, "error no-candidate-subnet"},
    {"untagged public subnets, chart 1.13 is 2.13", [](Scene& d) { to_internet(d, {d.in_zone("a"), d.in_zone("b")}); d.release("1.13.2", {{"clusterName", {}, d.text("shop")}}); d.ingress("internet-facing"); }, "ok"},
    {"values that set another gate", [](Scene& d) { to_internet(d, {d.in_zone("a"), d.in_zone("b")}); d.release("1.13.2", {d.gate("X", true)}); d.ingress("internet-facing"); }, "ok"},
    {"values that may set gates", [](Scene& d) { to_internet(d, {d.in_zone("a"), d.in_zone("b")}); d.release("1.13.2", {}, true); d.ingress("internet-facing"); }, "unknown"},
    {"a chart that is not pinned", [](Scene& d) { to_internet(d, {d.in_zone("a"), d.in_zone("b")}); d.release("~> 1.0"); d.ingress("internet-facing"); }, "unknown"},
    {"a release with a gate", [](Scene& d) { to_internet(d, {d.in_zone("a"), d.in_zone("b")}); d.release("1.13.2", {d.gate("SubnetDiscoveryByReachability", false)}); d.ingress("internet-facing"); }, "error no-candidate-subnet"},
    {"the chart's webhook takes a Service without class", [](Scene& d) { d.in_zone("a", {{"kubernetes.io/role/internal-elb", "1"}}); d.release("1.11.0"); d.service({}); }, "ok"},
    {"untagged private subnets, any version", [](Scene& d) { d.in_zone("a"); d.in_zone("b"); d.ingress("internet-facing"); }, "error no-candidate-subnet"},
    {"an image without a version", [](Scene& d) { to_internet(d, {d.in_zone("a"), d.in_zone("b")}); d.controller("latest"); d.ingress("internet-facing"); }, "unknown"},
    {"2.1.1 asks for the cluster's tag too", [](Scene& d) { d.in_zone("a", {kPublicTag}); d.in_zone("b", {kPublicTag}); d.controller("v2.1.1"); d.ingress("internet-facing"); }, "error cluster-tag-missing"},
    {"tags unknown", [](Scene& d) { for (const char* z : {"a", "b"}) d.set(d.in_zone(z), field::subnet::tags, d.unknown()); d.controller("v2.8.1"); d.ingress("internet-facing"); }, "unknown"},
    {"tags unknown, but one subnet is too few in any case", [](Scene& d) { d.set(d.in_zone("a"), field::subnet::tags, d.unknown()); d.controller("v2.8.1"); d.ingress("internet-facing"); }, "error unknown"},
    {"tags open, but enough others", [](Scene& d) { d.in_zone("a", {kPublicTag}); d.in_zone("b", {kPublicTag}); NodeId s = d.in_zone("c"); d.set(s, field::subnet::tags, d.unknown()); d.controller("v2.8.1"); d.ingress("internet-facing"); }, "ok"},
    {"a subnet that may not exist decides", [](Scene& d) { d.in_zone("a", {kPublicTag}); d.b.set_maybe(d.in_zone("b", {kPublicTag}), d.cause()); d.controller("v2.8.1"); d.ingress("internet-facing"); }, "unknown"},
    {"more subnets may exist", [](Scene& d) { d.in_zone("a"); d.b.open(d.vpc, field::vpc::subnets, d.cause()); d.controller("v2.8.1"); d.ingress("internet-facing"); }, "unknown"},
    {"zones unknown", [](Scene& d) { d.in_zone("", {kPublicTag}); d.in_zone("", {kPublicTag}); d.controller("v2.8.1"); d.ingress("internet-facing"); }, "unknown"},
    {"one subnet of an unknown zone is too few anyway", [](Scene& d) { d.in_zone("", {kPublicTag}); d.controller("v2.8.1"); d.ingress("internet-facing"); }, "error too-few-zones"},
    {"tagged for another cluster", [](Scene& d) { for (const char* z : {"a", "b"}) d.in_zone(z, {kPublicTag, {"kubernetes.io/cluster/other", "owned"}}); d.controller("v2.8.1"); d.ingress("internet-facing"); }, "error subnets-of-other-clusters"},
    {"tagged for a cluster, our name unknown", [](Scene& d) { for (const char* z : {"a", "b"}) d.in_zone(z, {kPublicTag, {"kubernetes.io/cluster/other", "owned"}}); d.set(d.cluster, field::cluster::cluster_name, d.unknown()); d.controller("v2.8.1", {}); d.ingress("internet-facing"); }, "unknown"},
    {"scheme unknown, one fails", [](Scene& d) { d.in_zone("a", {kPublicTag}); d.in_zone("b", {kPublicTag}); d.controller("v2.8.1"); d.ingress("x"); std::vector<MapEntry> e = {{"alb.ingress.kubernetes.io/scheme", {}, d.unknown()}}; d.b.set(d.ingress_, field::ingress::annotations, make_map(d.b.arena(), e)); }, "unknown"},
    {"scheme unknown, both fail alike", [](Scene& d) { d.controller("v2.8.1"); d.ingress("x"); std::vector<MapEntry> e = {{"alb.ingress.kubernetes.io/scheme", {}, d.unknown()}}; d.b.set(d.ingress_, field::ingress::annotations, make_map(d.b.arena(), e)); }, "error no-candidate-subnet"},
    {"an id that no input describes", [](Scene& d) { d.in_zone("a"); d.controller("v2.8.1"); d.ingress("internal", "subnet-0aa,subnet-0bb"); }, "unknown"},
    {"a name that no subnet of the declared VPC has", [](Scene& d) { d.in_zone("a", {{"Name", "x"}}); d.in_zone("b", {{"Name", "y"}}); d.controller("v2.8.1"); d.ingress("internal", "x,z"); }, "error subnet-not-found"},
    {"names", [](Scene& d) { d.in_zone("a", {{"Name", "x"}}); d.in_zone("b", {{"Name", "y"}}); d.controller("v2.8.1"); d.ingress("internal", "x,y"); }, "ok"},
    {"no ingress class beside the controller's manifests", [](Scene& d) { d.controller("v2.8.1"); d.ingress("internal", {}, false); }, "error ingress-class-missing"},
    {"the chart's own class", [](Scene& d) { d.in_zone("a", {kPublicTag}); d.in_zone("b", {kPublicTag}); d.ingress("internet-facing", {}, false); }, "ok"},
    {"no cluster", [](Scene& d) { d.in_zone("a"); d.controller("v2.8.1"); d.ingress("internal", {}, true, false); }, "unknown"},
    {"Service of the controller's class, internal by default", [](Scene& d) { d.in_zone("a", {kPublicTag}); d.controller("v2.7.2"); d.service({}, "service.k8s.aws/nlb"); }, "error no-candidate-subnet"},
    {"Service without class, no controller shown", [](Scene& d) { to_internet(d, {d.in_zone("a")}); d.service({}); }, "unknown"},
    {"Service without class beside a controller without webhook: the cloud provider", [](Scene& d) { to_internet(d, {d.in_zone("a")}); d.controller("v2.7.2"); d.service({}); }, "ok"},
    {"the cloud provider finds no public subnet", [](Scene& d) { d.in_zone("a"); d.controller("v2.7.2"); d.service({}); }, "error no-public-subnet"},
    {"EKS Auto Mode's class", [](Scene& d) { d.in_zone("a"); d.service({}, "eks.amazonaws.com/nlb"); }, "unknown"},
    {"too many EIPs", [](Scene& d) { d.in_zone("a", {kPublicTag}); d.controller("v2.7.2"); d.service({{"service.beta.kubernetes.io/aws-load-balancer-scheme", "internet-facing"}, {"service.beta.kubernetes.io/aws-load-balancer-eip-allocations", "eipalloc-1,eipalloc-2"}}, "service.k8s.aws/nlb"); }, "error eip-count"},
};

TEST(LoadBalancers, AreDecidedOnlyWhereEverythingOpenAgrees) {
  for (const Case& c : kCases) {
    Scene d;
    c.make(d);
    d.analyse();
    EXPECT_EQ(d.answer(), c.answer) << c.what;
  }
}

TEST(LoadBalancers, SubnetsThatIdsWillDecideAreMarked) {
  Scene d;
  for (const char* zone : {"a", "a", "b"}) d.in_zone(zone, {kPublicTag});
  d.controller("v2.8.1");
  d.ingress("internet-facing");
  d.analyse();
  EXPECT_EQ(d.answer(), "ok");
  EXPECT_EQ(d.chosen(), "s-a? s-b s-a?");
}

TEST(LoadBalancers, SchemeAndTypeAreKnownWhereTheVpcIsNot) {
  Scene d;
  d.ingress("internet-facing", {}, true, false);
  d.analyse();
  EXPECT_EQ(d.answer(), "unknown");
  EXPECT_EQ(d.shown(d.ingress_, field::ingress::load_balancer_scheme), "internet-facing");
  EXPECT_EQ(d.shown(d.ingress_, field::ingress::load_balancer_type), "application");
}

TEST(LoadBalancers, MembersOfAGroupShareOneAnswer) {
  Scene d;
  d.in_zone("a", {kPublicTag});
  d.in_zone("b", {kPublicTag});
  d.controller("v2.8.1");
  d.ingress("internet-facing");
  NodeId first = d.ingress_, second = d.add(Kind::ingress, "api");
  d.b.set(first, field::ingress::annotations, d.map({{"alb.ingress.kubernetes.io/group.name", "edge"}, {"alb.ingress.kubernetes.io/scheme", "internet-facing"}}));
  d.b.set(second, field::ingress::annotations, d.map({{"alb.ingress.kubernetes.io/group.name", "edge"}, {"alb.ingress.kubernetes.io/scheme", "internal"}}));
  d.b.set(second, field::ingress::ingress_class_name, d.text("alb"));
  d.b.link(second, field::ingress::cluster, d.cluster, {});
  d.analyse();
  EXPECT_EQ(d.answer(), "error group-conflict");
  EXPECT_EQ(d.shown(second, field::ingress::load_balancer_error), "conflicting scheme: map[internal:{} internet-facing:{}]");
}

TEST(LoadBalancers, ClusterIpServicesAskForNone) {
  Scene d;
  NodeId s = d.add(Kind::service, "plain");
  d.analyse();
  EXPECT_EQ(d.shown(s, field::service::load_balancer_outcome), "absent");
  EXPECT_EQ(d.shown(s, field::service::load_balancer_type), "absent");
}

}  // namespace
}  // namespace plumb
