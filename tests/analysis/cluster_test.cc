// Endpoint access of clusters, ports and sidecars of pods.
#include <gtest/gtest.h>

#include "analysis/design.h"
#include "base/text.h"

namespace plumb {
namespace {

using fixtures::Design;

struct EndpointCase {
  const char* what;
  void (*make)(Design&, NodeId cluster);
  const char *access, *open;
};

void flags(Design& d, NodeId c, bool is_public, bool is_private) {
  d.set(c, field::cluster::endpoint_public_access, Value::boolean(is_public));
  d.set(c, field::cluster::endpoint_private_access, Value::boolean(is_private));
}

const EndpointCase kEndpoints[] = {
    {"defaults of EKS", [](Design&, NodeId) {}, "public", "true"},
    {"both, restricted", [](Design& d, NodeId c) { flags(d, c, true, true); d.set(c, field::cluster::public_access_cidrs, d.texts({"203.0.113.0/24"})); }, "public-and-private", "false"},
    {"both, one block of everything", [](Design& d, NodeId c) { flags(d, c, true, true); d.set(c, field::cluster::public_access_cidrs, d.texts({"203.0.113.0/24", "0.0.0.0/0"})); }, "public-and-private", "true"},
    {"private", [](Design& d, NodeId c) { flags(d, c, false, true); }, "private", "false"},
    {"none", [](Design& d, NodeId c) { flags(d, c, false, false); }, "none", "false"},
    {"blocks unknown", [](Design& d, NodeId c) { d.set(c, field::cluster::public_access_cidrs, d.unknown()); }, "public", "unknown"},
    {"public unknown, but restricted", [](Design& d, NodeId c) { d.set(c, field::cluster::endpoint_public_access, d.unknown()); d.set(c, field::cluster::public_access_cidrs, d.texts({"203.0.113.0/24"})); }, "unknown", "false"},
    {"public unknown", [](Design& d, NodeId c) { d.set(c, field::cluster::endpoint_public_access, d.unknown()); }, "unknown", "unknown"},
    {"eksctl's private cluster", [](Design& d, NodeId c) { d.set(c, field::cluster::private_cluster, Value::boolean(true)); }, "private", "false"},
    {"another provider", [](Design& d, NodeId c) { d.set(c, field::cluster::provider, d.text("kops")); }, "absent", "absent"},
};

TEST(EndpointAccess, FollowsFlagsAndBlocks) {
  for (const EndpointCase& c : kEndpoints) {
    Design d;
    NodeId cluster = d.add(Kind::cluster, "c");
    c.make(d, cluster);
    d.analyse();
    EXPECT_EQ(d.shown(cluster, field::cluster::endpoint_access), c.access) << c.what;
    EXPECT_EQ(d.shown(cluster, field::cluster::endpoint_public_open), c.open) << c.what;
  }
}

struct Pod : Design {
  NodeId workload = add(Kind::workload, "w");

  NodeId container(std::string_view name, std::string_view image, std::string_view role = "main", int index = 0) {
    NodeId c = add(Kind::container, name);
    b.link(c, field::container::workload, workload, {});
    b.set(c, field::container::image, text(image));
    b.set(c, field::container::role, text(role));
    b.set(c, field::container::index, Value::integer(index));
    return c;
  }
  void listens(NodeId c, int port) {
    std::vector<MapEntry> entries = {{"containerPort", {}, Value::integer(port)}};
    std::vector<Value> ports = {make_map(b.arena(), entries)};
    b.set(c, field::container::ports, make_list(b.arena(), ports));
  }
  /// "container:port/protocol" of each, with a question mark where no manifest declares it.
  std::string ports() const {
    std::string out;
    graph.get(workload, field::workload::ports).for_each_item([&](const Value& p) {
      out += cat(out.empty() ? "" : " ", p.get("container").string(), ':', p.get("port").integer(), '/', p.get("protocol").string(), p.get("declared").boolean() ? "" : "?");
    });
    return out;
  }
};

TEST(PodNetwork, ContainersAndNativeSidecarsShareOnePortSpace) {
  Pod p;
  p.listens(p.container("app", "shop:1"), 8080);
  p.listens(p.container("proxy", "example.com/own-proxy:2", "sidecar"), 9000);
  p.listens(p.container("setup", "busybox", "init"), 8080);
  p.analyse();
  EXPECT_EQ(p.ports(), "app:8080/TCP proxy:9000/TCP");
}

TEST(PodNetwork, KnownSidecarsBringTheirPorts) {
  Pod p;
  p.listens(p.container("app", "shop:1"), 8080);
  NodeId xray = p.container("trace", "public.ecr.aws/xray/aws-xray-daemon:latest", "main", 1);
  NodeId envoy = p.container("proxy", "registry:5000/envoyproxy/envoy:v1.30@sha256:00", "main", 2);
  p.analyse();
  EXPECT_EQ(p.shown(xray, field::container::sidecar_kind), "xray-daemon");
  EXPECT_EQ(p.shown(envoy, field::container::sidecar_kind), "envoy");
  EXPECT_EQ(p.ports(), "app:8080/TCP trace:2000/UDP? trace:2000/TCP? proxy:9901/TCP? proxy:10000/TCP?");
}

TEST(PodNetwork, AConfiguredSidecarKeepsNoDefaultPorts) {
  Pod p;
  NodeId envoy = p.container("proxy", "envoyproxy/envoy:v1.30");
  p.b.set(envoy, field::container::args, p.texts({"-c", "/etc/envoy.yaml"}));
  p.analyse();
  EXPECT_EQ(p.ports(), "");
}

TEST(PodNetwork, AnInitImageIsKnownByWhereItStands) {
  Pod p;
  NodeId init = p.container("setup", "docker.io/istio/proxyv2:1.24.0", "init"), proxy = p.container("proxy", "docker.io/istio/proxyv2:1.24.0", "sidecar");
  p.analyse();
  EXPECT_EQ(p.shown(init, field::container::sidecar_kind), "istio-init");
  EXPECT_EQ(p.shown(proxy, field::container::sidecar_kind), "istio-proxy");
}

TEST(PodNetwork, AnAppImageIsASidecarOnlyBesideAnApp) {
  Pod p;
  NodeId first = p.container("web", "nginx:1.27"), second = p.container("front", "nginx:1.27", "main", 1), other = p.container("x", "my-nginx-app:1", "main", 2);
  p.analyse();
  EXPECT_EQ(p.shown(first, field::container::sidecar_kind), "absent");
  EXPECT_EQ(p.shown(second, field::container::sidecar_kind), "nginx");
  EXPECT_EQ(p.shown(other, field::container::sidecar_kind), "absent");
}

}  // namespace
}  // namespace plumb
