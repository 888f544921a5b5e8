// Damaged ClusterConfigs: whatever a file holds, loading ends, keeps what can be read and reports the rest with a place.
#include <gtest/gtest.h>

#include <filesystem>

#include "graph/kinds.gen.h"
#include "load/eksctl/eksctl.h"
#include "support/fixtures.h"
#include "support/project.h"

namespace fs = std::filesystem;
using namespace plumb;

namespace {

constexpr const char* kRich = R"(apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: {name: shop, region: eu-west-1, version: "1.34", tags: {a: b}}
availabilityZones: [eu-west-1a, eu-west-1b]
localZones: [eu-west-1-lax-1a]
kubernetesNetworkConfig: {ipFamily: IPv4, serviceIPv4CIDR: 10.100.0.0/16}
vpc:
  id: vpc-1
  cidr: 10.0.0.0/16
  nat: {gateway: Single}
  subnets: {public: {eu-west-1a: {id: subnet-a}}, private: {b: {id: subnet-b, az: eu-west-1b, cidr: 10.0.1.0/24}}}
  publicAccessCIDRs: [192.0.2.0/24]
  clusterEndpoints: {publicAccess: true, privateAccess: true}
  extraCIDRs: [192.0.2.0/24]
privateCluster: {enabled: true, additionalEndpointServices: [logs]}
cloudWatch: {clusterLogging: {enableTypes: [api]}}
remoteNetworkConfig: {vpcGatewayID: tgw-1, remoteNodeNetworks: [{cidrs: [10.80.0.0/16]}]}
iam:
  withOIDC: true
  serviceAccounts: [{metadata: {name: a, namespace: b}, attachPolicyARNs: [x], wellKnownPolicies: {autoScaler: true}}]
  podIdentityAssociations: [{namespace: n, serviceAccountName: s, createServiceAccount: true}]
accessConfig: {authenticationMode: API, accessEntries: [{principalARN: x, accessPolicies: [{policyARN: p, accessScope: {type: cluster}}]}]}
addons: [{name: vpc-cni, version: latest, configurationValues: "{}"}]
addonsConfig: {disableDefaultAddons: false}
autoModeConfig: {enabled: true, nodePools: [system]}
karpenter: {version: "1.6.0"}
managedNodeGroups: [{name: m, labels: {a: b}, taints: [{key: a}], ssh: {allow: true}, subnets: [b], iam: {withAddonPolicies: {ebs: true}}}]
nodeGroups: [{name: n, taints: {a: "b:NoSchedule"}, availabilityZones: [eu-west-1a], instancesDistribution: {instanceTypes: [m5.large]}, securityGroups: {attachIDs: [sg-1]}}]
fargateProfiles: [{name: f, subnets: [b], selectors: [{namespace: default}]}]
)";

/// Loads the text; how many clusters it gave. Every finding has a place.
size_t load(const std::string& text) {
  fixtures::MemoryProject project({{"cluster.yaml", text}});
  Graph graph;
  project.load(kEksctlFrontend, graph);
  graph.freeze();
  for (const Finding& f : project.findings) EXPECT_TRUE(f.at.known()) << f.message << "\n" << text;
  return graph.of_kind(Kind::cluster).size();
}

}  // namespace

TEST(eksctl_damage, every_prefix_of_a_rich_config_loads) {
  std::string text = kRich;
  EXPECT_EQ(load(text), 1u);
  size_t head = text.find("availabilityZones");
  for (size_t i = 0; i < text.size(); ++i) EXPECT_LE(load(text.substr(0, i)), 1u);
  EXPECT_EQ(load(text.substr(0, head)), 1u);
}

TEST(eksctl_damage, every_value_may_have_another_type) {
  std::string text = kRich;
  for (const char* other : {"7", "[1, [2]]", "{x: {y: z}}", "null", "\"text\"", "${PLACEHOLDER}"}) {
    for (size_t colon = text.find(": "); colon != std::string::npos; colon = text.find(": ", colon + 1)) {
      size_t end = text.find_first_of(",}]\n", colon);
      if (text[colon + 2] == '{' || text[colon + 2] == '[') continue;  // the lines below replace whole collections
      EXPECT_LE(load(text.substr(0, colon + 2) + other + text.substr(end)), 1u);
    }
    for (size_t line = text.find('\n'); line + 1 < text.size(); line = text.find('\n', line + 1)) {
      size_t colon = text.find(':', line + 1), end = text.find('\n', line + 1);
      EXPECT_LE(load(text.substr(0, colon + 1) + " " + other + text.substr(end)), 1u);
    }
  }
}

TEST(eksctl_damage, what_eksctl_refuses_loads_too) {
  const char* given = std::getenv("PLUMB_SHARED");
  std::string folder = cat(given ? given : PLUMB_SOURCE_DIR "/../shared", "/oracles/eksctl");
  if (!fs::exists(folder)) GTEST_SKIP() << "no recorded answers of eksctl at " << folder;
  size_t cases = 0;
  for (const auto& entry : fs::directory_iterator(folder)) {
    std::string path = entry.path() / "cluster.yaml";
    if (!fs::exists(path)) continue;
    load(fixtures::read_text(path));
    ++cases;
  }
  EXPECT_GT(cases, 500u);
}
